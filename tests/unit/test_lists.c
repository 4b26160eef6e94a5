/* test_lists.c - the text lists that people edit: what is read, and what errors say. */
#include <unistd.h>

#include "gazetteer_lab.h"
#include "match/list.h"

/* The error of compiling a list, or "" when there is none. */
static const char *complaint(const char *list) {
  static wt_error error;
  char in[GLAB_PATH], out[GLAB_PATH];
  error = (wt_error){0};
  glab_write(list, strlen(list), in);
  glab_write("old", 3, out);
  const char *lists[] = {in};
  wt_status status = glab_compile(lists, 1, 1, false, out, &error);
  if (status != WT_OK) {
    size_t size;
    uint8_t *kept = glab_read(out, &size);
    assert_int_equal(size, 3); /* a failure leaves the file that was there */
    free(kept);
    assert_string_equal(error.where, in);
    assert_int_equal(status, WT_BAD_INPUT);
  }
  unlink(in);
  unlink(out);
  static char text[300];
  snprintf(text, sizeof text, "%u: %s", (unsigned)error.line, error.text);
  return status == WT_OK ? "" : text;
}

static void a_list_with_everything_is_read(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(
      "\xEF\xBB\xBF# places\r\n\r\n" GLAB_HEADER
      "# a comment\r\n   \t \r\n"
      "q:1\tplace\tcity\tParis\ten:City of Light|fr:Paname{any}\tFR\t48.85341\t-2.3488\t2138551\t\t"
      "geonames:2988507 x:1\tq:142\r\n");
  wt_entry e;
  assert_int_equal(wt_gazetteer_n_entries(g), 1);
  wt_gazetteer_entry(g, 0, &e);
  assert_string_equal(e.id, "q:1");
  assert_int_equal(e.type, WT_PLACE);
  assert_string_equal(e.subtype, "city");
  assert_string_equal(e.name, "Paris");
  assert_string_equal(e.country, "FR");
  assert_true(e.has_position);
  assert_true(e.lat == 48.85341 && e.lon == -2.3488);
  assert_int_equal(e.weight, 2138551);
  assert_string_equal(e.same_as, "geonames:2988507 x:1");
  assert_string_equal(e.refers_to, "q:142");
  assert_false(e.veto);
  assert_string_equal(glab_hits(g, "Paris is the City of Light and paname."),
                      "Paris; City of Light; paname");
  wt_gazetteer_close(g);
}

static void columns_stand_in_any_order_and_may_be_missing_at_the_end(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer("name\tweight\ttype\tid\nOslo\t3\tplace\nRome\t\tplace\tr\n");
  wt_entry e;
  assert_int_equal(wt_gazetteer_n_entries(g), 2);
  wt_gazetteer_entry(g, 0, &e);
  assert_string_equal(e.id, "r");
  assert_int_equal(e.weight, 0);
  wt_gazetteer_entry(g, 1, &e);
  assert_string_equal(e.id, "wiretag:place-oslo");
  assert_int_equal(e.weight, 3);
  wt_gazetteer_close(g);
}

static void aliases_have_escapes_languages_and_rules(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(
      "type\tname\taliases\n"
      "organization\tOne\tThe A\\|B Show|re\\:publica|zh-Hant:Kuomintang|KMT{exact}|Two \\{X} "
      "Three|"
      "|Four{weak,any}|Back\\\\slash\n");
  assert_string_equal(glab_hits(g,
                                "A|B Show. re:publica. Kuomintang. KMT. Kmt. Two {X} Three. four. "
                                "Back\\slash."),
                      "A|B Show; re:publica; Kuomintang; KMT; Two {X} Three; ~four; Back\\slash");
  wt_gazetteer_close(g);
}

static void errors_name_line_column_and_what_is_expected(void **state) {
  (void)state;
  static const struct {
    const char *list, *expected;
  } CASES[] = {
      {"", "1: no header line"},
      {"# only a comment\n", "1: no header line; the columns are: "},
      {"type\tname\tage\n", "1: header: unknown column 'age'; the columns are: id type "},
      {"type\tname\ttype\n", "1: header: twice the column 'type'"},
      {"id\tname\n", "1: header: no column 'type'"},
      {"id\ttype\n", "1: header: no column 'name'"},
      {"type\tname\t\n", "1: header: unknown column ''"},
      {"type\tname\nplace\tA\tB\n", "2: column 9 (name): more columns than the 2 of the header"},
      {"type\tname\n\n#\ncity\tRom\n", "4: column 1 (type): 'city' is no type; one of person, "},
      {"type\tname\nplace\t\n", "2: column 7 (name): a name is expected"},
      {"type\tname\nplace\t!?\n", "2: column 7 (name): a name with a letter or a digit"},
      {"type\tname\tcountry\nplace\tÉvry\tfr\n", "2: column 12 (country): 'fr' is no country; two"},
      {"type\tname\tcountry\nplace\tA\tFRA\n", "2: column 9 (country): 'FRA' is no country"},
      {"type\tname\tlat\tlon\nplace\tA\t91\t0\n", "2: column 9 (lat): '91' is no latitude"},
      {"type\tname\tlat\tlon\nplace\tA\t9\t180.1\n", "2: column 11 (lon): '180.1' is no longitude"},
      {"type\tname\tlat\tlon\nplace\tA\t1e1\t0\n", "2: column 9 (lat): '1e1' is no latitude"},
      {"type\tname\tlat\tlon\nplace\tA\t1,5\t0\n", "2: column 9 (lat): '1,5' is no latitude"},
      {"type\tname\tlat\tlon\nplace\tA\t-\t0\n", "2: column 9 (lat): '-' is no latitude"},
      {"type\tname\tlat\tlon\nplace\tA\t5\n", "2: column 10 (lon): lat and lon stand together"},
      {"type\tname\tlat\tlon\nplace\tA\t\t5\n", "2: column 9 (lat): lat and lon stand together"},
      {"type\tname\tlat\tlon\nplace\tA\t0\t0.0\n", "2: column 9 (lat): 0,0 is no place"},
      {"type\tname\tweight\nplace\tA\t-1\n", "2: column 9 (weight): '-1' is no weight; a whole"},
      {"type\tname\tweight\nplace\tA\t1.5\n", "2: column 9 (weight): '1.5' is no weight"},
      {"type\tname\tflags\nplace\tA\tweak,odd\n", "2: column 14 (flags): unknown flag 'odd'; the "},
      {"type\tname\tflags\nplace\tA\tany,exact\n", "2: column 9 (flags): exact and any exclude"},
      {"type\tname\taliases\nplace\tA\tB{odd}\n", "2: column 11 (aliases): unknown rule 'odd'; "},
      {"type\tname\taliases\nplace\tA\tB|C{any\n",
       "2: column 12 (aliases): a rule such as {exact}"},
      {"type\tname\taliases\nplace\tA\tB{any}C\n",
       "2: column 10 (aliases): a rule such as {exact}"},
      {"type\tname\taliases\nplace\tA\tB{any,exact}\n", "2: column 11 (aliases): exact and any"},
      {"type\tname\taliases\nplace\tA\tB|en:\n", "2: column 11 (aliases): the alias has no text"},
      {"type\tname\nplace\tA\xFFZ\n", "2: column 8 (type): not UTF-8; the list must be UTF-8 text"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const char *got = complaint(CASES[i].list), *expected = CASES[i].expected;
    if (strncmp(got, expected, strlen(expected)) != 0)
      fail_msg("%zu: '%s' instead of '%s'", i, got, expected);
  }
}

static void a_name_of_33_words_or_256_bytes_is_refused(void **state) {
  (void)state;
  wt_buffer list = {0};
  for (int words = 32; words <= 33; words++) {
    wt_buffer_clear(&list);
    wt_buffer_text(&list, "type\tname\nplace\t");
    for (int i = 0; i < words; i++) wt_buffer_text(&list, "bo ");
    wt_buffer_byte(&list, '\0');
    assert_int_equal(strlen(complaint(list.data)) == 0, words == 32);
  }
  for (int bytes = 255; bytes <= 256; bytes++) {
    wt_buffer_clear(&list);
    wt_buffer_text(&list, "type\tname\nplace\t");
    for (int i = 0; i < bytes; i++) wt_buffer_byte(&list, 'x');
    wt_buffer_byte(&list, '\0');
    assert_int_equal(strlen(complaint(list.data)) == 0, bytes == 255);
  }
  assert_non_null(strstr(complaint(list.data), "at most 32 words and marks and 255 bytes"));
  wt_buffer_release(&list);
}

static void limits_of_numbers(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(
      "type\tname\tlat\tlon\tweight\n"
      "place\tA\t-90\t+180\t99999999999999999999999\n"
      "place\tB\t0\t0.0000001\t0\n"
      "place\tC\t.5\t1.\t007\n"
      "place\tD\t12.345678949\t-0.00000009\t4294967295\n");
  wt_entry e;
  wt_gazetteer_entry(g, 0, &e);
  assert_true(e.lat == -90 && e.lon == 180);
  assert_int_equal(e.weight, UINT32_MAX); /* larger ones count as the largest */
  wt_gazetteer_entry(g, 1, &e);
  assert_true(e.has_position && e.lat == 0 && e.lon == 1e-7);
  wt_gazetteer_entry(g, 2, &e);
  assert_true(e.lat == 0.5 && e.lon == 1);
  assert_int_equal(e.weight, 7);
  wt_gazetteer_entry(g, 3, &e);
  assert_true(e.lat == 12.3456789);
  assert_int_equal(e.weight, UINT32_MAX);
  wt_gazetteer_close(g);
}

typedef struct reports {
  size_t n;
  uint64_t lines[8];
} reports;

static void note(void *context, const wt_error *error) {
  reports *r = context;
  if (r->n < 8) r->lines[r->n] = error->line;
  r->n++;
}

static void keep_going_reports_bad_lines_in_order_and_skips_them(void **state) {
  (void)state;
  const char list[] = "type\tname\tweight\nplace\tA\t1\ntown\tB\t1\nplace\tC\tx\nplace\tD\n";
  char in[GLAB_PATH], out[GLAB_PATH];
  glab_write(list, strlen(list), in);
  glab_write("", 0, out);
  const char *lists[] = {in};
  reports r = {0};
  wt_compile_options options = {.n_threads = 2, .keep_going = true, .report = note, .context = &r};
  wt_compile_result result;
  assert_int_equal(wt_gazetteer_compile(lists, 1, out, &options, &result, NULL), WT_OK);
  assert_int_equal(r.n, 2);
  assert_int_equal(r.lines[0], 3);
  assert_int_equal(r.lines[1], 4);
  assert_int_equal(result.skipped, 2);
  assert_int_equal(result.rows, 2);
  assert_int_equal(result.entries, 2);
  assert_int_equal(result.names, 2);
  unlink(in);
  unlink(out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_with_everything_is_read),
      cmocka_unit_test(columns_stand_in_any_order_and_may_be_missing_at_the_end),
      cmocka_unit_test(aliases_have_escapes_languages_and_rules),
      cmocka_unit_test(errors_name_line_column_and_what_is_expected),
      cmocka_unit_test(a_name_of_33_words_or_256_bytes_is_refused),
      cmocka_unit_test(limits_of_numbers),
      cmocka_unit_test(keep_going_reports_bad_lines_in_order_and_skips_them),
  };
  return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
