/* test_gazetteer.c - the compiled file: damage is found, lies do no harm, lookups by id and key. */
#include <unistd.h>

#include "base/hash.h"
#include "gazetteer_lab.h"

static const char LIST[] = GLAB_HEADER
    "q:1\tplace\tcity\tNew York\tNYC{exact}|Big Apple{weak}\tUS\t40.7\t-74\t8000000\t\tg:1\t\n"
    "q:2\tperson\t\tAda York\t\t\t\t\t3\t\t\t\n"
    "q:3\tmisc\tnationality\tDanish\tDane|Danes\tDK\t\t\t5\t\t\tq:4\n"
    "q:4\tplace\tcountry\tDenmark\tdk{any}\tDK\t56\t10\t5\tcertain\t\t\n"
    "\torganization\t\tThe York Inc.\t\t\t\t\t\t\t\t\n"
    "q:1\tplace\t\tNew Amsterdam\t\t\t\t\t\tveto\t\t\n";
static const char TEXT[] = "Ada York of The York Inc. met Danes in New York, NYC, Denmark, dk.";

/* The compiled LIST; the caller frees. */
static uint8_t *small_file(size_t *size) {
  char in[GLAB_PATH], out[GLAB_PATH];
  wt_error error = {0};
  glab_write(LIST, strlen(LIST), in);
  glab_write("", 0, out);
  const char *lists[] = {in};
  if (glab_compile(lists, 1, 1, false, out, &error) != WT_OK) fail_msg("%s", error.text);
  uint8_t *bytes = glab_read(out, size);
  unlink(in);
  unlink(out);
  return bytes;
}

/* Writes the checksum that the bytes ought to have (container.h). */
static void seal(uint8_t *bytes, size_t size) {
  enum { HEADER = 40, AT = 32 };
  memset(bytes + AT, 0, 8);
  uint64_t sum = wt_hash_mix(wt_hash(bytes, HEADER), wt_hash(bytes + HEADER, size - HEADER));
  memcpy(bytes + AT, &sum, 8);
}

/* Opens, and when that works uses everything. */
static wt_status use(const uint8_t *bytes, size_t size) {
  wt_gazetteer *g = NULL;
  wt_error error = {0};
  wt_status status = wt_gazetteer_open_bytes(bytes, size, &g, &error);
  if (status != WT_OK) {
    assert_true(error.text[0] != '\0');
    return status;
  }
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  const wt_gazetteer *layers[] = {g, g};
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)strlen(TEXT)};
  wt_tokenize(TEXT, strlen(TEXT), &zone, 1, &tokens, NULL);
  size_t letters = 0;
  for (int mode = 0; mode < 3; mode++) {
    wt_match(layers, 2, &tokens, (wt_overlap)mode, &hits, NULL);
    for (size_t i = 0; i < hits.n; i++) {
      size_t n = wt_gazetteer_n_candidates(g, hits.items[i].name);
      for (size_t k = 0; k < n && k < 100; k++) {
        wt_candidate c;
        wt_entry e;
        if (!wt_hit_candidate(layers, 2, &hits.items[i], k, &c)) continue;
        wt_gazetteer_entry(g, c.entry, &e);
        letters += strlen(e.id) + strlen(e.name) + strlen(e.subtype) + strlen(e.list);
      }
    }
  }
  for (uint32_t i = 0; i < 20; i++) {
    char key[256];
    letters += wt_gazetteer_key(g, i, key);
    letters += strlen(wt_gazetteer_list(g, i));
  }
  wt_gazetteer_find_id(g, "q:4");
  assert_true(letters < SIZE_MAX);
  wt_free(hits.items);
  wt_tokens_release(&tokens);
  wt_gazetteer_close(g);
  return WT_OK;
}

static void every_flipped_bit_is_found(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = small_file(&size);
  assert_int_equal(use(bytes, size), WT_OK);
  for (size_t bit = 0; bit < size * 8; bit++) {
    bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    wt_gazetteer *g = NULL;
    wt_status status = wt_gazetteer_open_bytes(bytes, size, &g, NULL);
    assert_true(status == WT_BAD_FILE ||
                (status == WT_BAD_VERSION && bit / 8 >= 16 && bit / 8 < 20));
    bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
  }
  free(bytes);
}

static void flipped_bits_of_a_large_file_are_found(void **state) {
  (void)state;
  enum { SAMPLES = 3000 };
  wt_buffer list = {0};
  wt_buffer_text(&list, "type\tname\n");
  for (int i = 0; i < 5000; i++) wt_buffer_format(&list, "misc\tItem %d\n", i * 7919);
  char in[GLAB_PATH], out[GLAB_PATH];
  glab_write(list.data, list.size, in);
  glab_write("", 0, out);
  const char *lists[] = {in};
  assert_int_equal(glab_compile(lists, 1, 2, false, out, NULL), WT_OK);
  size_t size;
  uint8_t *bytes = glab_read(out, &size);
  uint64_t bit = 0;
  for (int i = 0; i < SAMPLES; i++) {
    bit = (bit + UINT64_C(0x9e3779b97f4a7c15)) % (size * 8);
    wt_gazetteer *g = NULL;
    bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    assert_int_not_equal(wt_gazetteer_open_bytes(bytes, size, &g, NULL), WT_OK);
    bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
  }
  free(bytes);
  wt_buffer_release(&list);
  unlink(in);
  unlink(out);
}

static void every_truncation_is_found(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = small_file(&size);
  for (size_t n = 0; n < size; n += n < 1000 ? 1 : 61) assert_int_equal(use(bytes, n), WT_BAD_FILE);
  free(bytes);
}

static void a_newer_version_is_refused_with_a_hint(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = small_file(&size);
  wt_error error = {0};
  wt_gazetteer *g = NULL;
  bytes[16]++;
  seal(bytes, size);
  assert_int_equal(wt_gazetteer_open_bytes(bytes, size, &g, &error), WT_BAD_VERSION);
  assert_non_null(strstr(error.text, "compile it again"));
  free(bytes);
}

/* A checksum does not stop who can compute it: with each byte changed in four ways and the sum
 * made right, opening gives an error or everything can be used. (The sanitizer build sees more.) */
static void lies_with_a_right_checksum_do_no_harm(void **state) {
  (void)state;
  size_t size, opened = 0, refused = 0;
  uint8_t *bytes = small_file(&size);
  static const uint8_t CHANGES[] = {0xFF, 0x80, 0x01, 0x7F};
  for (size_t i = 40; i < size; i++)
    for (size_t k = 0; k < sizeof CHANGES; k++) {
      bytes[i] ^= CHANGES[k];
      seal(bytes, size);
      if (use(bytes, size) == WT_OK)
        opened++;
      else
        refused++;
      bytes[i] ^= CHANGES[k];
    }
  assert_true(opened > 1000 && refused > 500);
  free(bytes);
}

static void entries_are_found_by_id(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(LIST);
  wt_entry e;
  static const char *const IDS[] = {"q:1", "q:2", "q:3", "q:4",
                                    "wiretag:organization-the-york-inc"};
  for (size_t i = 0; i < 5; i++) {
    uint32_t entry = wt_gazetteer_find_id(g, IDS[i]);
    assert_true(entry < wt_gazetteer_n_entries(g));
    wt_gazetteer_entry(g, entry, &e);
    assert_string_equal(e.id, IDS[i]);
    assert_false(e.veto);
  }
  assert_int_equal(wt_gazetteer_find_id(g, "q:"), UINT32_MAX);
  assert_int_equal(wt_gazetteer_find_id(g, "q:5"), UINT32_MAX);
  assert_int_equal(wt_gazetteer_find_id(g, ""), UINT32_MAX);
  assert_int_equal(wt_gazetteer_find_id(g, "zz"), UINT32_MAX);
  wt_gazetteer_entry(g, wt_gazetteer_find_id(g, "q:3"), &e);
  assert_string_equal(e.refers_to, "q:4");
  assert_string_equal(wt_gazetteer_list(g, 0), e.list);
  assert_int_equal(wt_gazetteer_n_lists(g), 1);
  wt_gazetteer_entry(g, 1000, &e);
  assert_string_equal(e.id, "");
  wt_gazetteer_close(g);
}

static const char *within(const wt_gazetteer *g, const char *id) {
  wt_entry e;
  wt_gazetteer_entry(g, wt_gazetteer_find_id(g, id), &e);
  return e.within;
}

static void places_know_their_division(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(
      "id\ttype\tsubtype\tname\tcountry\twithin\n"
      "g:1\tplace\tcity\tSpringfield\tUS\tUS.IL\n"
      "g:2\tplace\tcity\tSpringfield\tUS\tg:12\n"
      "g:11\tplace\tadmin1\tIllinois\tUS\tUS.IL\n"
      "g:12\tplace\tadmin1\tMissouri\tUS\tUS.MO\n"
      "g:3\tplace\tcity\tAlone\tUS\tUS.XX\n" /* a code that no division bears */
      "g:4\tplace\tcity\tFree\n"
      "o:1\torganization\tadmin1\tNot a place\tUS\tUS.XX\n");
  assert_string_equal(within(g, "g:1"), "g:11");
  assert_string_equal(within(g, "g:2"), "g:12");
  assert_string_equal(within(g, "g:11"), "g:11");
  assert_string_equal(within(g, "g:3"), "");
  assert_string_equal(within(g, "g:4"), "");
  assert_string_equal(within(g, "no such id"), "");
  wt_gazetteer_close(g);
}

static void aliases_know_their_language(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(
      "id\ttype\tname\taliases\n"
      "g:1\tplace\tVienna\tde:Wien|fr:Vienne|zh-Hant:Weiyena|Vindobona\n"
      "g:2\tplace\tVienne\n");
  static const struct {
    const char *text;
    size_t n;
    const char *lang;
  } NAMES[] = {{"Wien", 1, "de"},
               {"Vienne", 2, "fr"},
               {"Weiyena", 1, "zh"},
               {"Vindobona", 1, ""},
               {"Vienna", 1, ""}};
  const wt_gazetteer *layer = g;
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    wt_hit hit = glab_only_hit(&layer, 1, NAMES[i].text);
    assert_int_equal(wt_gazetteer_n_candidates(g, hit.name), NAMES[i].n);
    wt_candidate c;
    wt_entry e;
    for (size_t k = 0; k < NAMES[i].n; k++) {
      wt_gazetteer_candidate(g, hit.name, k, &c);
      wt_gazetteer_entry(g, c.entry, &e);
      assert_string_equal(c.lang, strcmp(e.id, "g:1") == 0 ? NAMES[i].lang : "");
    }
  }
  wt_gazetteer_close(g);
}

static void names_are_sorted_by_key_and_can_be_listed(void **state) {
  (void)state;
  wt_buffer list = {0};
  wt_buffer_text(&list, "type\tname\n");
  for (int i = 0; i < 3000; i++) wt_buffer_format(&list, "misc\tItem %d of %d\n", i % 300, i);
  wt_buffer_byte(&list, '\0');
  wt_gazetteer *g = glab_gazetteer(list.data);
  char key[256], before[256] = "";
  assert_int_equal(wt_gazetteer_n_names(g), 3000);
  for (uint32_t i = 0; i < 3000; i++) {
    assert_true(wt_gazetteer_key(g, i, key) > 0);
    assert_true(strcmp(before, key) < 0);
    assert_int_equal(wt_gazetteer_n_candidates(g, i), 1);
    memcpy(before, key, sizeof key);
  }
  assert_int_equal(wt_gazetteer_key(g, 3000, key), 0);
  for (int i = 0; i < 3000; i++) {
    char text[40];
    snprintf(text, sizeof text, "Item %d of %d", i % 300, i);
    assert_string_equal(glab_hits(g, text), text);
  }
  wt_buffer_release(&list);
  wt_gazetteer_close(g);
}

static void a_file_that_is_missing_empty_or_something_else_is_an_error(void **state) {
  (void)state;
  wt_gazetteer *g = NULL;
  wt_error error = {0};
  char path[GLAB_PATH];
  assert_int_equal(wt_gazetteer_open("/nonexistent.wtg", &g, &error), WT_IO);
  glab_write("", 0, path);
  assert_int_equal(wt_gazetteer_open(path, &g, &error), WT_BAD_FILE);
  assert_string_equal(error.where, path);
  unlink(path);
  assert_null(g);
  wt_gazetteer_close(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_flipped_bit_is_found),
      cmocka_unit_test(flipped_bits_of_a_large_file_are_found),
      cmocka_unit_test(every_truncation_is_found),
      cmocka_unit_test(a_newer_version_is_refused_with_a_hint),
      cmocka_unit_test(lies_with_a_right_checksum_do_no_harm),
      cmocka_unit_test(entries_are_found_by_id),
      cmocka_unit_test(places_know_their_division),
      cmocka_unit_test(aliases_know_their_language),
      cmocka_unit_test(names_are_sorted_by_key_and_can_be_listed),
      cmocka_unit_test(a_file_that_is_missing_empty_or_something_else_is_an_error),
  };
  return cmocka_run_group_tests_name("gazetteer", tests, NULL, NULL);
}
