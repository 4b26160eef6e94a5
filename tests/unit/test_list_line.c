/* test_list_line.c - rows that the compiler takes, whatever the publisher wrote. */
#include "import/list_line.h"

#include "unit.h"

static wt_line line;
static wt_buffer out;

static int release(void **state) {
  (void)state;
  wt_line_release(&line);
  wt_buffer_release(&out);
  return 0;
}

static void begin(const char *name) {
  assert_true(wt_line_begin(&line, WT_PLACE));
  assert_true(wt_line_name(&line, name, strlen(name)));
}

static bool alias(const char *lang, const char *text, unsigned rules) {
  return wt_line_alias(&line, lang, strlen(lang), text, strlen(text), rules);
}

static void expect_row(const char *row) {
  wt_buffer_clear(&out);
  assert_true(wt_line_end(&line, &out));
  wt_buffer_byte(&out, '\0');
  assert_string_equal(out.data, row);
}

static void a_row_has_all_columns(void **state) {
  (void)state;
  begin("Ankara");
  wt_buffer_text(&line.id, "geonames:323786");
  line.subtype = "capital";
  line.weight = 3517182;
  wt_line_country(&line, "TR", 2);
  wt_line_position(&line, "39.91987", 8, "32.85427", 8);
  assert_true(alias("en", "Angora", WT_NAME_WEAK));
  assert_true(alias("", "Ancyra", 0));
  wt_line_same_as(&line, "wikidata:", "Q3640", 5);
  expect_row(
      "geonames:323786\tplace\tcapital\tAnkara\ten:Angora{weak}|Ancyra\tTR\t39.91987\t32.85427\t"
      "3517182\t\twikidata:Q3640\n");
}

static void an_empty_row_has_empty_columns(void **state) {
  (void)state;
  begin("X1");
  expect_row("\tplace\t\tX1\t\t\t\t\t\t\t\n");
}

static void signs_of_the_format_are_escaped(void **state) {
  (void)state;
  begin("A");
  assert_true(alias("", "a|B\\C{D}:E", 0));
  expect_row("\tplace\t\tA\ta\\|B\\\\C\\{D}\\:E\t\t\t\t\t\t\n");
}

static void spaces_and_controls_become_one_space(void **state) {
  (void)state;
  begin("  New\t\n York\xC2\xA0 City\x01 ");
  expect_row("\tplace\t\tNew York City\t\t\t\t\t\t\t\n");
}

static void what_matches_alike_is_listed_once(void **state) {
  (void)state;
  begin("Erdoğan");
  assert_false(alias("", "Erdogan", 0));
  assert_false(alias("tr", "Erdoğan", 0));
  assert_true(alias("", "ERDOGAN", 0)); /* another case form */
  assert_false(alias("", "ERDOĞAN", 0));
  assert_int_equal(line.n_names, 2);
}

static void what_cannot_match_is_left_out(void **state) {
  (void)state;
  begin("A");
  static const char *const NONE[] = {"",
                                     "   ",
                                     "...",
                                     "\xF0\x9F\x87\xA7\xF0\x9F\x87\xAA",
                                     "B\xEF\xBF\xBD"
                                     "C",
                                     "\xD9\x80"};
  for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) assert_false(alias("", NONE[i], 0));
  char many[400] = "";
  for (int i = 0; i < 40; i++) strcat(many, "ab ");
  assert_false(alias("", many, 0)); /* over 32 words */
  memset(many, 'a', 300);
  many[300] = '\0';
  assert_false(alias("", many, 0)); /* over 255 bytes of key */
  assert_int_equal(line.n_names, 1);
}

static void a_row_holds_a_thousand_aliases(void **state) {
  (void)state;
  begin("A");
  size_t taken = 0;
  for (int i = 0; i < 3000; i++) {
    char text[20];
    snprintf(text, sizeof text, "N%d", i);
    taken += alias("", text, 0);
  }
  assert_int_equal(taken, WT_LINE_ALIASES);
}

static void positions_are_rounded_and_never_0_0(void **state) {
  (void)state;
  static const struct {
    const char *lat, *lon;
    bool has;
    int32_t a, b;
  } CASES[] = {
      {"41.013845", "-28.949665", true, 4101385, -2894966},
      {"5e1", "-1.5E+1", true, 5000000, -1500000},
      {"0", "0.0", false, 0, 0},
      {"0.000001", "-0.000001", false, 0, 0},
      {"90", "180", true, 9000000, 18000000},
      {"90.1", "0", false, 0, 0},
      {"1", "180.5", false, 0, 0},
      {"", "1", false, 0, 0},
      {"x", "1", false, 0, 0},
      {"1e", "1", false, 0, 0},
      {"1.2.3", "1", false, 0, 0},
      {"nan", "inf", false, 0, 0},
      {"1e999999999999", "1", false, 0, 0},
      {"00000000000000000000000012.5", "1", true, 1250000, 100000},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    begin("A");
    wt_line_position(&line, CASES[i].lat, strlen(CASES[i].lat), CASES[i].lon, strlen(CASES[i].lon));
    assert_int_equal(line.has_position, CASES[i].has);
    if (!CASES[i].has) continue;
    assert_int_equal(line.lat, CASES[i].a);
    assert_int_equal(line.lon, CASES[i].b);
  }
}

static void ids_and_countries_are_checked(void **state) {
  (void)state;
  begin("A");
  wt_line_same_as(&line, "wikidata:", "Q1 Q2", 5);
  wt_line_same_as(&line, "wikidata:", "Q1\t", 3);
  wt_line_same_as(&line, "wikidata:", "", 0);
  wt_line_same_as(&line, "a:", "1", 1);
  wt_line_same_as(&line, "b:", "2", 1);
  wt_line_country(&line, "tr", 2);
  wt_line_country(&line, "TUR", 3);
  expect_row("\tplace\t\tA\t\t\t\t\t\t\ta:1 b:2\n");
}

static void a_long_language_tag_is_shortened(void **state) {
  (void)state;
  begin("A");
  assert_true(alias("be-tarask", "B", 0));
  assert_true(alias("zh-hant-tw", "C", 0));
  assert_true(alias("simple", "D", 0));
  expect_row("\tplace\t\tA\tbe-tarask:B|zh:C|D\t\t\t\t\t\t\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_has_all_columns),
      cmocka_unit_test(an_empty_row_has_empty_columns),
      cmocka_unit_test(signs_of_the_format_are_escaped),
      cmocka_unit_test(spaces_and_controls_become_one_space),
      cmocka_unit_test(what_matches_alike_is_listed_once),
      cmocka_unit_test(what_cannot_match_is_left_out),
      cmocka_unit_test(a_row_holds_a_thousand_aliases),
      cmocka_unit_test(positions_are_rounded_and_never_0_0),
      cmocka_unit_test(ids_and_countries_are_checked),
      cmocka_unit_test(a_long_language_tag_is_shortened),
  };
  return cmocka_run_group_tests(tests, NULL, release);
}
