/* test_import_whosonfirst.c - features of Who's On First. */
#include "import_lab.h"
#include "unit.h"

#define FEATURE(rest) \
  "{\"type\":\"Feature\",\"properties\":{\"wof:id\":85,\"wof:name\":\"Duma\"," rest "}}\n"

static void a_feature_becomes_a_row(void **state) {
  (void)state;
  lab_expect(
      wt_import_whosonfirst,
      FEATURE("\"wof:placetype\":\"county\",\"wof:country\":\"SY\",\"geom:latitude\":1,"
              "\"geom:longitude\":2,\"lbl:latitude\":33.5,\"lbl:longitude\":37.25,"
              "\"wof:population\":433719,\"name:eng_x_preferred\":[\"Douma District\"],"
              "\"name:eng_x_variant\":[\"DMD\",\"duma\"],\"name:ara_x_preferred\":[\"دوما\"],"
              "\"name:eng_x_colloquial\":[\"The Big D\"],\"wof:concordances\":{\"wd:id\":\"Q98\","
              "\"gn:id\":12,\"qs:id\":0}"),
      "wof:85\tplace\tadmin2\tDuma\ten:Douma District|en:DMD{weak}|en:The Big "
      "D{weak}\tSY\t33.5\t37.25\t433719\t\twikidata:Q98 geonames:12\n");
}

static void languages_are_known_by_three_letters(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.languages = "ar,tr";
  lab_file file = {"f.geojson",
                   FEATURE("\"wof:placetype\":\"locality\",\"name:tur_x_preferred\":[\"Dûma "
                           "Şehri\"],\"name:ara_x_preferred\":[\"\\u062f\\u0648\\u0645\\u0627\"],"
                           "\"name:und_x_variant\":[\"Dooma\",\"DUM\"]")};
  lab_import lab = lab_run(wt_import_whosonfirst, &file, 1, &o);
  assert_string_equal(lab.list,
                      "wof:85\tplace\tcity\tDuma\ttr:Dûma Şehri|ar:دوما|Dooma\t\t\t\t100\t\t\n");
  free(lab.list);
}

static void places_of_the_past_are_left_out(void **state) {
  (void)state;
  static const char *const PAST[] = {
      FEATURE("\"wof:placetype\":\"county\",\"mz:is_current\":0"),
      FEATURE("\"wof:placetype\":\"county\",\"wof:superseded_by\":[3]"),
      FEATURE("\"wof:placetype\":\"county\",\"edtf:deprecated\":\"2019-01-01\""),
      FEATURE("\"wof:placetype\":\"postalcode\"")};
  for (size_t i = 0; i < sizeof PAST / sizeof *PAST; i++)
    lab_expect(wt_import_whosonfirst, PAST[i], "");
  lab_expect(
      wt_import_whosonfirst,
      FEATURE("\"wof:placetype\":\"county\",\"mz:is_current\":-1,\"edtf:deprecated\":\"uuuu\","
              "\"wof:superseded_by\":[],\"iso:country\":\"XY\",\"wof:country\":\"SY\""),
      "wof:85\tplace\tadmin2\tDuma\t\tSY\t\t\t20000\t\t\n");
}

static void what_is_no_feature_is_told(void **state) {
  (void)state;
  static const char *const WRONG[] = {"{}\n", "{\"properties\":[]}\n",
                                      "{\"properties\":{\"wof:id\":\"85\"}}\n"};
  for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
    wt_import_options o = lab_options();
    lab_file file = {"f.json", WRONG[i]};
    lab_import lab = lab_run(wt_import_whosonfirst, &file, 1, &o);
    assert_int_equal(lab.status, WT_BAD_INPUT);
    free(lab.list);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_feature_becomes_a_row),
      cmocka_unit_test(languages_are_known_by_three_letters),
      cmocka_unit_test(places_of_the_past_are_left_out),
      cmocka_unit_test(what_is_no_feature_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
