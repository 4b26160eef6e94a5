/* test_import_ror.c - both schemas of ROR. */
#include "import_lab.h"
#include "unit.h"

static void schema_2_becomes_a_row(void **state) {
  (void)state;
  lab_expect(
      wt_import_ror,
      "{\"id\":\"https://ror.org/0abc\",\"status\":\"active\",\"types\":[\"funder\",\"education\"],"
      "\"names\":[{\"lang\":null,\"types\":[\"acronym\"],\"value\":\"EIO\"},{\"lang\":\"en\","
      "\"types\":["
      "\"ror_display\",\"label\"],\"value\":\"Example "
      "Institute\"},{\"lang\":\"fr\",\"types\":[\"label\"],"
      "\"value\":\"Institut\"},{\"lang\":\"en\",\"types\":[\"alias\"],\"value\":\"Example "
      "Institution\"}],"
      "\"locations\":[{\"geonames_id\":1,\"geonames_details\":{\"country_code\":\"CA\",\"lat\":45."
      "5,"
      "\"lng\":-75.25}}],\"external_ids\":[{\"type\":\"grid\",\"all\":[\"g\"]},{\"type\":"
      "\"wikidata\","
      "\"preferred\":null,\"all\":[\"Q7\",\"Q8\"]}]}\n",
      "ror:0abc\torganization\tuniversity\tExample Institute\tEIO{weak}|en:Example "
      "Institution\tCA\t45.5\t-75.25\t3000\t\twikidata:Q7\n");
}

static void schema_1_becomes_a_row(void **state) {
  (void)state;
  lab_expect(
      wt_import_ror,
      "[{\n\"id\":\"https://ror.org/0abd\",\"name\":\"Lviv University\",\"types\":[\"Education\"],"
      "\"addresses\":[{\"lat\":49.5,\"lng\":24.25}],\"aliases\":[\"Lviv Institute\",\"Львів\"],"
      "\"acronyms\":[\"LVIVUNI\"],\"labels\":[{\"label\":\"Університет\",\"iso639\":\"uk\"},{"
      "\"label\":"
      "\"University of "
      "Lviv\",\"iso639\":\"en\"}],\"country\":{\"country_code\":\"UA\"},\"external_ids\":{"
      "\"Wikidata\":{\"preferred\":\"Q9\",\"all\":[\"Q9\"]}}}\n]\n",
      "ror:0abd\torganization\tuniversity\tLviv University\ten:University of Lviv|Lviv "
      "Institute|LVIVUNI\tUA\t49.5\t24.25\t3000\t\twikidata:Q9\n");
}

static void withdrawn_records_are_left_out(void **state) {
  (void)state;
  lab_expect(wt_import_ror,
             "{\"id\":\"https://ror.org/0a\",\"name\":\"Old\",\"status\":\"withdrawn\"}\n"
             "{\"id\":\"https://ror.org/0b\",\"name\":\"Past\",\"status\":\"inactive\"}\n",
             "ror:0b\torganization\t\tPast\t\t\t\t\t500\t\t\n");
}

static void what_is_no_record_is_told(void **state) {
  (void)state;
  static const char *const WRONG[] = {"{\"name\":\"x\"}\n", "{\"id\":\"https://ror.org/0a\"}\n",
                                      "{\"id\":12,\"name\":\"x\"}\n",
                                      "{\"id\":\"a\\nb\",\"name\":\"x\"}\n", "{\"id\":\n"};
  for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
    wt_import_options o = lab_options();
    lab_file file = {"ror.jsonl", WRONG[i]};
    lab_import lab = lab_run(wt_import_ror, &file, 1, &o);
    assert_int_equal(lab.status, WT_BAD_INPUT);
    assert_int_equal(lab.error.line, 1);
    free(lab.list);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(schema_2_becomes_a_row),
      cmocka_unit_test(schema_1_becomes_a_row),
      cmocka_unit_test(withdrawn_records_are_left_out),
      cmocka_unit_test(what_is_no_record_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
