/* test_sequence_model.c - the model file: what is written comes back, lies are refused. */
#include "recognise/sequence_model.h"

#include <math.h>
#include <stdalign.h>
#include <unistd.h>

#include "base/container.h"
#include "base/hash.h"
#include "unit.h"

enum {
  ROWS = 5000,
  WORDS = 300,
  LEVELS = 3,
  LEVEL_BITS = (1 << LEVELS) - 1,
  CHECKSUM_AT = 32,
  HEADER = 40
};

static char path[] = "/tmp/wiretag-model-XXXXXX";
static uint32_t features[ROWS];
static int8_t rows[ROWS][WT_ROW];
static uint64_t words[WT_CLASS_TABLES][WORDS];
static uint16_t classes[WT_CLASS_TABLES][WORDS][LEVELS];
static char names[WORDS][16];
static uint8_t *file;
static size_t file_size;

static wt_sequence_model_source source(void) {
  wt_sequence_model_source s = {.features = features,
                                .rows = (const int8_t(*)[WT_ROW])rows,
                                .n_rows = ROWS,
                                .unit = 0.25f,
                                .slope = 2,
                                .offset = -1};
  for (int table = 0; table < WT_CLASS_TABLES; table++)
    s.classes[table] = (wt_class_list){
        .keys = words[table], .classes = &classes[table][0][0], .n = WORDS, .levels = LEVELS};
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++) s.transitions[x][y] = (int16_t)(x * 100 - y);
  return s;
}

static int make_file(void **state) {
  (void)state;
  int fd = mkstemp(path);
  if (fd < 0) return -1;
  close(fd);
  for (uint32_t r = 0; r < ROWS; r++) {
    /* some crowd at the end of the table, so that their lines run over into its start */
    features[r] = r % 250 == 0 ? 0xFFFF0000u + r : (uint32_t)(wt_hash_mix(r, 1) >> 32) | 1;
    for (int l = 0; l < WT_ROW; l++) rows[r][l] = (int8_t)(r * 31 + (uint32_t)l * 7);
  }
  for (int w = 0; w < WORDS; w++) {
    snprintf(names[w], sizeof names[w], "Word%c%c", 'a' + w / 20, 'a' + w % 20);
    for (int table = 0; table < WT_CLASS_TABLES; table++) {
      words[table][w] = wt_class_key(table, names[w], strlen(names[w]));
      for (int l = 0; l < LEVELS; l++)
        classes[table][w][l] = (uint16_t)(w * (l + 1) + 1000 * table);
    }
  }
  wt_sequence_model_source s = source();
  if (wt_sequence_model_write(&s, path, NULL) != WT_OK) return -1;
  FILE *f = fopen(path, "rb");
  if (f == NULL) return -1;
  file = aligned_alloc(64, 1 << 20);
  file_size = fread(file, 1, 1 << 20, f);
  return fclose(f);
}

static int remove_file(void **state) {
  (void)state;
  free(file);
  return unlink(path);
}

static wt_status check(wt_error *error) {
  wt_sequence_model *m = NULL;
  wt_status status = wt_sequence_model_check(file, file_size, &m, error);
  wt_sequence_model_close(m);
  return status;
}

static void reseal(void) {
  memset(file + CHECKSUM_AT, 0, 8);
  uint64_t sum = wt_hash_mix(wt_hash(file, HEADER), wt_hash(file + HEADER, file_size - HEADER));
  memcpy(file + CHECKSUM_AT, &sum, 8);
}

/* The bytes of a section in `file`. */
static uint8_t *section(const char *tag) {
  for (size_t at = HEADER; at < 40 + 24 * 8; at += 24)
    if (memcmp(file + at, tag, 8) == 0) {
      uint64_t offset;
      memcpy(&offset, file + at + 8, 8);
      return file + offset;
    }
  fail_msg("no section %s", tag);
  return NULL;
}

/* ---- tests ---------------------------------------------------------------------------- */

static void rows_come_back_and_unknown_features_have_none(void **state) {
  (void)state;
  wt_sequence_model *m = NULL;
  assert_int_equal(wt_sequence_model_open(path, &m, NULL), WT_OK);
  wt_row_table table = wt_sequence_model_rows(m);
  for (uint32_t r = 0; r < ROWS; r++) {
    const int8_t *row = wt_row_find(&table, features[r]);
    assert_non_null(row);
    assert_memory_equal(row, rows[r], WT_ROW);
  }
  for (uint32_t i = 0; i < 10000; i++) {
    uint32_t feature = (uint32_t)(wt_hash_mix(i, 2) >> 32) & ~1u; /* all that were made are odd */
    if (feature >= 0xFFFF0000u || feature == 0) continue;
    assert_null(wt_row_find(&table, feature));
  }
  wt_sequence_model_close(m);
}

static void transitions_and_numbers_come_back(void **state) {
  (void)state;
  wt_sequence_model *m = NULL;
  assert_int_equal(wt_sequence_model_open(path, &m, NULL), WT_OK);
  assert_int_equal(wt_sequence_model_transitions(m)[3][7], 293);
  assert_int_equal(wt_sequence_model_units(m, 4), 16);
  assert_float_equal(wt_sequence_model_confidence(m, 6), 1 / (1 + expf(-2.0f)), 1e-6f);
  assert_true(wt_sequence_model_confidence(m, INT32_MAX) <= 1);
  assert_true(wt_sequence_model_confidence(m, -INT32_MAX) >= 0);
  wt_sequence_model_close(m);
}

static void classes_come_back_with_digits_as_one(void **state) {
  (void)state;
  wt_sequence_model *m = NULL;
  uint16_t found[WT_CLASS_LEVELS];
  assert_int_equal(wt_sequence_model_open(path, &m, NULL), WT_OK);
  wt_class_lookup lookup = wt_sequence_model_classes(m);
  for (int w = 0; w < WORDS; w++) {
    assert_int_equal(lookup.lookup(lookup.context, names[w], strlen(names[w]), found),
                     LEVEL_BITS | LEVEL_BITS << WT_TABLE_LEVELS);
    for (int l = 0; l < LEVELS; l++) {
      assert_int_equal(found[l], classes[0][w][l]);
      assert_int_equal(found[WT_TABLE_LEVELS + l], classes[1][w][l]);
    }
  }
  assert_int_equal(lookup.lookup(lookup.context, "other", 5, found), 0);
  assert_true(wt_class_key(0, "B-52", 4) == wt_class_key(0, "B-17", 4));
  wt_sequence_model_close(m);
}

static void only_the_second_table_knows_a_word_in_any_case(void **state) {
  (void)state;
  wt_sequence_model *m = NULL;
  uint16_t found[WT_CLASS_LEVELS];
  assert_int_equal(wt_sequence_model_open(path, &m, NULL), WT_OK);
  wt_class_lookup lookup = wt_sequence_model_classes(m);
  assert_int_equal(lookup.lookup(lookup.context, "wORDab", 6, found),
                   LEVEL_BITS << WT_TABLE_LEVELS);
  assert_int_equal(found[WT_TABLE_LEVELS + 2], classes[1][1][2]);
  wt_sequence_model_close(m);
}

static void equal_input_gives_equal_bytes(void **state) {
  (void)state;
  wt_sequence_model_source s = source();
  assert_int_equal(wt_sequence_model_write(&s, path, NULL), WT_OK);
  FILE *f = fopen(path, "rb");
  uint8_t *again = malloc(1 << 20);
  assert_int_equal(fread(again, 1, 1 << 20, f), file_size);
  assert_memory_equal(again, file, file_size);
  free(again);
  fclose(f);
}

static void a_model_without_rows_or_classes_is_fine(void **state) {
  (void)state;
  static char empty[] = "/tmp/wiretag-empty-XXXXXX";
  close(mkstemp(empty));
  wt_sequence_model_source s = {.unit = 1, .slope = 1};
  wt_sequence_model *m = NULL;
  uint16_t found[WT_CLASS_LEVELS];
  assert_int_equal(wt_sequence_model_write(&s, empty, NULL), WT_OK);
  assert_int_equal(wt_sequence_model_open(empty, &m, NULL), WT_OK);
  wt_row_table table = wt_sequence_model_rows(m);
  assert_null(wt_row_find(&table, 12345));
  wt_class_lookup lookup = wt_sequence_model_classes(m);
  assert_int_equal(lookup.lookup(lookup.context, "word", 4, found), 0);
  wt_sequence_model_close(m);
  unlink(empty);
}

static void flipped_bits_are_found(void **state) {
  (void)state;
  for (size_t i = 0; i < file_size * 8; i += 97) {
    file[i / 8] ^= (uint8_t)(1u << i % 8);
    assert_int_not_equal(check(NULL), WT_OK);
    file[i / 8] ^= (uint8_t)(1u << i % 8);
  }
  assert_int_equal(check(NULL), WT_OK);
}

static void sizes_that_lie_are_refused(void **state) {
  (void)state;
  uint32_t *head = (uint32_t *)section("META    ");
  for (int member = 0; member < 5; member++) { /* lines, class slots, levels */
    uint32_t kept = head[member];
    const uint32_t lies[] = {0, kept + 1, kept - 1, UINT32_MAX, 5};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
      wt_error error = {0};
      if (lies[i] == kept) continue;
      head[member] = lies[i];
      reseal();
      assert_int_equal(check(&error), WT_BAD_FILE);
      assert_true(error.text[0] != '\0');
    }
    head[member] = kept;
  }
  reseal();
  assert_int_equal(check(NULL), WT_OK);
}

static void numbers_that_are_none_are_refused(void **state) {
  (void)state;
  float *unit = (float *)(section("META    ") + 24), kept = unit[0];
  const float lies[] = {0, -1, NAN, INFINITY};
  for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
    unit[0] = lies[i];
    reseal();
    assert_int_equal(check(NULL), WT_BAD_FILE);
  }
  unit[0] = kept;
  reseal();
}

static void a_table_without_an_end_stops_all_the_same(void **state) {
  (void)state;
  wt_row_line *lines = (wt_row_line *)section("ROWS    ");
  uint8_t *kept = malloc(file_size);
  memcpy(kept, file, file_size);
  uint32_t n = *(uint32_t *)section("META    ");
  for (uint32_t i = 0; i < n; i++) {
    lines[i].full = 1;
    for (int k = 0; k < WT_LINE_ROWS; k++) lines[i].keys[k] = 1;
  }
  reseal();
  wt_sequence_model *m = NULL;
  assert_int_equal(wt_sequence_model_check(file, file_size, &m, NULL), WT_OK);
  wt_row_table table = wt_sequence_model_rows(m);
  assert_null(wt_row_find(&table, UINT32_MAX));
  wt_sequence_model_close(m);
  memcpy(file, kept, file_size);
  free(kept);
}

static void another_version_is_named(void **state) {
  (void)state;
  wt_error error = {0};
  uint32_t version;
  memcpy(&version, file + 16, 4);
  uint32_t older = version - 1;
  memcpy(file + 16, &older, 4);
  reseal();
  assert_int_equal(check(&error), WT_BAD_VERSION);
  memcpy(file + 16, &version, 4);
  reseal();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_come_back_and_unknown_features_have_none),
      cmocka_unit_test(transitions_and_numbers_come_back),
      cmocka_unit_test(classes_come_back_with_digits_as_one),
      cmocka_unit_test(only_the_second_table_knows_a_word_in_any_case),
      cmocka_unit_test(equal_input_gives_equal_bytes),
      cmocka_unit_test(a_model_without_rows_or_classes_is_fine),
      cmocka_unit_test(flipped_bits_are_found),
      cmocka_unit_test(sizes_that_lie_are_refused),
      cmocka_unit_test(numbers_that_are_none_are_refused),
      cmocka_unit_test(a_table_without_an_end_stops_all_the_same),
      cmocka_unit_test(another_version_is_named),
  };
  return cmocka_run_group_tests(tests, make_file, remove_file);
}
