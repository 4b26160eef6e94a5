/* test_decompile.c - a list, compiled and written back, finds the same. */
#include "match/decompile.h"

#include "gazetteer_lab.h"
#include "text/json_text.h"

static wt_status collect(void *context, const char *bytes, size_t size, wt_error *error) {
  (void)error;
  wt_buffer_append(context, bytes, size);
  return WT_OK;
}

/* The list of a gazetteer; to be freed with wt_free. */
static char *dump(const wt_gazetteer *g) {
  wt_buffer out = {0};
  wt_decompile_result result = {0};
  assert_int_equal(wt_gazetteer_decompile(g, collect, &out, &result, NULL), WT_OK);
  assert_int_equal(result.lost, 0);
  wt_buffer_byte(&out, '\0');
  assert_false(out.failed);
  return out.data;
}

/* All that matching can tell: each name with its candidates. */
static char *describe(const wt_gazetteer *g) {
  wt_buffer out = {0};
  for (uint32_t name = 0; name < wt_gazetteer_n_names(g); name++) {
    for (size_t i = 0; i < wt_gazetteer_n_candidates(g, name); i++) {
      wt_candidate c;
      wt_entry e;
      wt_gazetteer_candidate(g, name, i, &c);
      wt_gazetteer_entry(g, c.entry, &e);
      wt_gazetteer_spelling(g, name, i, &out);
      wt_buffer_format(&out, " %s %d %s %s %s %s %s %s %u %d%d%d%s ", e.id, (int)e.type, e.name,
                       e.subtype, e.country, e.same_as, e.refers_to, e.within, (unsigned)e.weight,
                       c.weak, c.certain, c.veto, c.lang);
      wt_json_decimal(&out, e.lat, 6);
      wt_buffer_byte(&out, ' ');
      wt_json_decimal(&out, e.lon, 6);
      wt_buffer_byte(&out, '\n');
    }
  }
  wt_buffer_byte(&out, '\0');
  return out.data;
}

static void expect_round_trip(const char *rows) {
  char list[8192];
  snprintf(list, sizeof list, "%s%s", GLAB_HEADER, rows);
  wt_gazetteer *first = glab_gazetteer(list);
  char *text = dump(first);
  wt_gazetteer *second = glab_gazetteer(text);
  char *was = describe(first), *is = describe(second), *again = dump(second);
  assert_string_equal(was, is);
  assert_string_equal(text, again); /* the dump of a dump is the same */
  free(was);
  free(is);
  free(text);
  free(again);
  wt_gazetteer_close(first);
  wt_gazetteer_close(second);
}

static void columns_survive(void **state) {
  (void)state;
  expect_round_trip(
      "geonames:1\tplace\tcity\tAnkara\tAngora\tTR\t39.9198700\t-32.85427\t3517182\t\twikidata:"
      "Q3640\t\n"
      "a:2\tmisc\tnationality\tTurkish\t\t\t\t\t\t\t\tgeonames:1\n"
      "a:3\tplace\tadmin1\tTexas\t\tUS\t\t\t\t\t\t\tUS.TX\n"
      "a:4\tplace\tcity\tParis\t\tUS\t\t\t\t\t\t\tUS.TX\n");
}

static void languages_survive(void **state) {
  (void)state;
  expect_round_trip(
      "a:1\tplace\tcity\tAnkara\ttr:Ankara|de:Angora|en:Angora "
      "Town{weak}|grc:Ancyra|zh-Hant:Ankala\n"
      "a:2\torganization\t\tBlue Press\tde:Blaue Presse GmbH|fr:Presse Bleue SA|de:Presse Bleue "
      "SA\n"
      "a:3\tplace\t\tAngora\tit:Angora{exact}|de:ANGORA\n");
}

static void case_rules_survive(void **state) {
  (void)state;
  expect_round_trip(
      "a:1\torganization\t\tWorld Health Organization\tWHO|W.H.O.|McX{exact}|iThing{exact}|who "
      "club{any}\t\t\t\t\t\t\t\n"
      "a:2\tplace\t\tReading\tReading Town{weak}|READING TOWN{exact,weak}\t\t\t\t9\tweak\t\t\n"
      "a:3\torganization\t\tthe band\tBand of Horses|Bank Of America\t\t\t\t\tany\t\t\n"
      "a:4\tperson\t\tJ. K. Rowling\tJoanne O'Brien-Smith|Al-Assad\t\t\t\t\texact\t\t\n");
}

static void what_follows_from_a_name_is_not_listed(void **state) {
  (void)state;
  wt_gazetteer *g =
      glab_gazetteer(GLAB_HEADER "a:1\torganization\t\tThe SKC Co., Ltd.\t\t\t\t\t\t\t\t\n");
  char *text = dump(g);
  assert_string_equal(text,
                      GLAB_HEADER "a:1\torganization\t\tThe SKC Co., Ltd.\t\t\t\t\t\t\t\t\t\n");
  free(text);
  wt_gazetteer_close(g);
  expect_round_trip(
      "a:1\torganization\t\tThe SKC Co., Ltd.\tMcDonald's & Co|McKinsey & Company\t\t\t\t\t\t\t\n");
}

static void flags_of_users_lists_survive(void **state) {
  (void)state;
  expect_round_trip(
      "a:1\tperson\t\tJane Roe\tCllr Roe{weak}\t\t\t\t5\tcertain\t\t\n"
      "\tperson\t\tWill\t\t\t\t\t\tveto\t\t\n"
      "a:9\tplace\t\tParis\tLutetia\t\t\t\t\tveto\t\t\n");
}

static void aliases_beside_another_rule_get_a_row_of_their_own(void **state) {
  (void)state;
  expect_round_trip(
      "a:1\tplace\t\tGreat Nice\t\t\t\t\t\texact\t\t\n"
      "a:1\tplace\t\tGreat Nice\tOld Nice|New Nice{weak}\t\t\t\t7\tweak\t\t\n");
}

static void an_empty_gazetteer_gives_a_header(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(GLAB_HEADER);
  char *text = dump(g);
  assert_string_equal(text, GLAB_HEADER);
  free(text);
  wt_gazetteer_close(g);
}

static void ten_thousand_aliases_take_linear_time(void **state) {
  (void)state;
  wt_buffer list = {0};
  wt_buffer_text(&list, GLAB_HEADER "a:1\tplace\t\tMain\t");
  for (int i = 0; i < 30000; i++) wt_buffer_format(&list, "%sOther Name %d", i > 0 ? "|" : "", i);
  wt_buffer_text(&list, "\t\t\t\t\t\t\t\n");
  wt_buffer_byte(&list, '\0');
  wt_gazetteer *g = glab_gazetteer(list.data);
  char *text = dump(g);
  assert_int_equal(wt_gazetteer_n_names(g), 30001);
  assert_non_null(strstr(text, "|Other Name 29999"));
  free(text);
  wt_gazetteer_close(g);
  wt_buffer_release(&list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_survive),
      cmocka_unit_test(languages_survive),
      cmocka_unit_test(case_rules_survive),
      cmocka_unit_test(what_follows_from_a_name_is_not_listed),
      cmocka_unit_test(flags_of_users_lists_survive),
      cmocka_unit_test(aliases_beside_another_rule_get_a_row_of_their_own),
      cmocka_unit_test(an_empty_gazetteer_gives_a_header),
      cmocka_unit_test(ten_thousand_aliases_take_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
