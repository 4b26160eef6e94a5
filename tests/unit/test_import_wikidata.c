/* test_import_wikidata.c - entities of Wikidata's dump, and what makes a statement count. */
#include <unistd.h>

#include "import_lab.h"
#include "unit.h"

/* Pieces of an entity. */
#define ITEM(id, rest) "{\"type\":\"item\",\"id\":\"" id "\"," rest "}"
#define LABEL(lang, text) "\"" lang "\":{\"language\":\"" lang "\",\"value\":\"" text "\"}"
#define LABELS(list) "\"labels\":{" list "}"
#define WIKIS \
  "\"sitelinks\":{\"enwiki\":{\"title\":\"a\"},\"dewiki\":{\"title\":\"b\",\"badges\":[]}}"
#define SNAK(rank, value)                                                                       \
  "{\"mainsnak\":{\"snaktype\":\"value\",\"datavalue\":{\"value\":" value "}},\"rank\":\"" rank \
  "\"}"
#define IS(rank, q) SNAK(rank, "{\"entity-type\":\"item\",\"id\":\"" q "\"}")
#define TEXT(rank, text) SNAK(rank, "\"" text "\"")
#define NOTHING(type) "{\"mainsnak\":{\"snaktype\":\"" type "\"},\"rank\":\"normal\"}"
#define POINT(rank, lat, lon, globe)                    \
  SNAK(rank, "{\"latitude\":" lat ",\"longitude\":" lon \
             ",\"globe\":\"http://www.wikidata.org/entity/" globe "\"}")
#define CLAIMS(list) "\"claims\":{" list "}"
#define P(name, list) "\"" name "\":[" list "]"
#define DUMP(entities) "[\n" entities "\n]\n"

#define PERSON(rest) ITEM("Q1", LABELS(LABEL("en", "Jane Roe")) "," WIKIS "," rest)

static void a_person_has_citizenship_and_occupation(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(ITEM(
          "Q30",
          LABELS(LABEL("en", "Freedonia")) "," CLAIMS(P("P297", TEXT("normal", "FR")) "," P(
              "P31",
              IS("normal",
                 "Q6256")))) ",\n" PERSON(CLAIMS(P("P31",
                                                   IS("normal",
                                                      "Q5")) "," P("P27",
                                                                   IS("normal",
                                                                      "Q30")) "," P("P106",
                                                                                    IS("normal",
                                                                                       "Q999") "," IS("normal",
                                                                                                      "Q82955"))))),
      "wikidata:Q30\tplace\tcountry\tFreedonia\t\tFR\t\t\t\t\t\n"
      "wikidata:Q1\tperson\tpolitician\tJane Roe\t\tFR\t\t\t12\t\t\n");
}

static void classes_may_stand_behind_their_instances(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q900")))) ",\n" ITEM(
          "Q900",
          LABELS(LABEL("en", "kind of town")) "," CLAIMS(P(
              "P279", IS("normal", "Q901")))) ",\n" ITEM("Q901",
                                                         CLAIMS(P("P279", IS("normal", "Q515"))))),
      "wikidata:Q1\tplace\tcity\tJane Roe\t\t\t\t\t12\t\t\n");
}

static void circles_among_classes_do_no_harm(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(ITEM(
          "Q900",
          CLAIMS(
              P("P279",
                IS("normal", "Q901") "," IS(
                    "normal",
                    "Q43229")))) ",\n" ITEM("Q901",
                                            CLAIMS(P(
                                                "P279",
                                                IS("normal",
                                                   "Q900")))) ",\n" PERSON(CLAIMS(P("P31",
                                                                                    IS("normal",
                                                                                       "Q901"))))),
      "wikidata:Q1\torganization\t\tJane Roe\t\t\t\t\t12\t\t\n");
}

static void only_the_best_rank_counts(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(PERSON(CLAIMS(P("P31", IS("deprecated", "Q5") "," IS("normal", "Q515")) "," P(
          "P1082", SNAK("normal", "{\"amount\":\"+100\"}") "," SNAK(
                       "preferred", "{\"amount\":\"+200\"}") "," SNAK("deprecated",
                                                                      "{\"amount\":\"+300\"}"))))),
      "wikidata:Q1\tplace\tcity\tJane Roe\t\t\t\t\t200\t\t\n");
}

static void the_latest_population_counts(void **state) {
  (void)state;
#define AT(amount, time)                                                                  \
  "{\"mainsnak\":{\"snaktype\":\"value\",\"datavalue\":{\"value\":{\"amount\":\"+" amount \
  "\"}}},\"qualifiers\":{\"P585\":[{\"datavalue\":{\"value\":{\"time\":\"+" time          \
  "-01-01T00:00:00Z\"}}}]},\"rank\":\"normal\"}"
  lab_expect(wt_import_wikidata,
             DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q515")) "," P(
                 "P1082", AT("5", "2020") "," AT("9", "2001"))))),
             "wikidata:Q1\tplace\tcity\tJane Roe\t\t\t\t\t5\t\t\n");
}

static void what_has_no_value_is_passed_over(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(PERSON(CLAIMS(
          P("P31", NOTHING("novalue") "," NOTHING("somevalue") "," IS("normal", "Q515")) "," P(
              "P1566", NOTHING("novalue") "," TEXT("normal", "77"))))),
      "wikidata:Q1\tplace\tcity\tJane Roe\t\t\t\t\t12\t\tgeonames:77\n");
  lab_expect(wt_import_wikidata, DUMP(PERSON(CLAIMS(P("P31", NOTHING("somevalue"))))), "");
}

static void positions_are_on_earth_and_not_0_0(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q8502")) "," P(
          "P625", POINT("normal", "3", "4", "Q405") "," POINT("normal", "0", "0.0", "Q2") "," POINT(
                      "normal", "1.25", "-2", "Q2"))))),
      "wikidata:Q1\tplace\tmountain\tJane Roe\t\t\t1.25\t-2\t12\t\t\n");
}

static void coordinates_alone_make_no_place(void **state) {
  (void)state;
  lab_expect(wt_import_wikidata,
             DUMP(PERSON(CLAIMS(
                 P("P31", IS("normal", "Q777")) "," P("P625", POINT("normal", "1", "2", "Q2"))))),
             "");
  lab_expect(wt_import_wikidata,
             DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q777")) "," P(
                 "P625", POINT("normal", "1", "2", "Q2")) "," P("P1566", TEXT("normal", "5"))))),
             "wikidata:Q1\tplace\t\tJane Roe\t\t\t1\t2\t12\t\tgeonames:5\n");
}

static void empty_maps_may_be_arrays(void **state) {
  (void)state;
  lab_expect(
      wt_import_wikidata,
      DUMP(ITEM("Q1", "\"labels\":[],\"aliases\":[],\"claims\":[],\"sitelinks\":[]") ",\n" ITEM(
          "Q2", LABELS(LABEL("en", "Jane Roe")) ",\"aliases\":[],\"sitelinks\":[]," CLAIMS(
                    P("P31", IS("normal", "Q5")) ",\"P27\":[]"))),
      "wikidata:Q2\tperson\t\tJane Roe\t\t\t\t\t\t\t\n");
}

static void aliases_that_do_harm_are_weak_or_left_out(void **state) {
  (void)state;
#define ALIAS(text) "{\"language\":\"en\",\"value\":\"" text "\"}"
  lab_expect(
      wt_import_wikidata,
      DUMP(PERSON("\"aliases\":{\"en\":[" ALIAS("Roe, Jane") "," ALIAS("Roe") "," ALIAS("JR") "," ALIAS(
          "ja"
          "n"
          "e") "," ALIAS("\\ud83c\\udde7") "," ALIAS("Jane Ann Roe") "," ALIAS("Jane ROE") "," ALIAS("J\\u00e1ne Roe") "]}," CLAIMS(P("P3"
                                                                                                                                      "1",
                                                                                                                                      IS("normal",
                                                                                                                                         "Q5"))))),
      "wikidata:Q1\tperson\t\tJane Roe\ten:Roe{weak}|en:JR{weak}|en:Jane Ann Roe|en:Jane "
      "ROE\t\t\t\t12\t\t\n");
}

static void languages_are_chosen_in_order(void **state) {
  (void)state;
  const char *dump = DUMP(ITEM(
      "Q1",
      LABELS(LABEL("en", "Turkey") "," LABEL("tr", "Türkiye") "," LABEL(
          "de", "Türkei")) "," WIKIS
                           "," CLAIMS(
                               P("P31",
                                 IS("normal",
                                    "Q6256")))) ",\n" ITEM("Q2",
                                                           LABELS(LABEL("mul", "Ada") "," LABEL(
                                                               "de",
                                                               "Adda")) "," CLAIMS(P("P31",
                                                                                     IS("normal",
                                                                                        "Q515")))));
  wt_import_options o = lab_options();
  lab_file file = {"dump", dump};
  o.languages = "tr,en";
  lab_import lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_string_equal(lab.list,
                      "wikidata:Q1\tplace\tcountry\tTürkiye\ten:Turkey\t\t\t\t12\t\t\n"
                      "wikidata:Q2\tplace\tcity\tAda\t\t\t\t\t\tweak\t\n");
  free(lab.list);
  o.languages = "all";
  lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_non_null(strstr(lab.list, "Turkey\ttr:Türkiye|de:Türkei"));
  free(lab.list);
}

static void types_and_fame_can_be_asked_for(void **state) {
  (void)state;
  lab_file file = {"dump", DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q5")))))};
  wt_import_options o = lab_options();
  o.types = "place,organization";
  lab_import lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_string_equal(lab.list, "");
  free(lab.list);
  o.types = NULL;
  o.min_sitelinks = 3;
  lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_string_equal(lab.list, "");
  free(lab.list);
  o.types = "persons";
  lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_int_equal(lab.status, WT_USAGE);
  free(lab.list);
}

static void a_damaged_line_costs_itself(void **state) {
  (void)state;
  lab_file file = {
      "dump.json",
      DUMP(PERSON(CLAIMS(P(
          "P31",
          IS("normal",
             "Q5")))) ",\n{\"type\":\"item\",\"id\":\"Q2\",\"labels\":{\"en\"\n"
                      "{\"type\":\"property\",\"id\":\"P31\",\"labels\":{}},\n\n{\"a\":1},\n" ITEM(
                          "Q3", LABELS(LABEL("en", "John Doe")) "," CLAIMS(
                                    P("P31", IS("normal", "Q5")))))};
  wt_import_options o = lab_options();
  lab_import lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_int_equal(lab.status, WT_BAD_INPUT);
  assert_int_equal(lab.error.line, 3);
  free(lab.list);
  o.keep_going = true;
  lab = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_int_equal(lab.status, WT_OK);
  assert_int_equal(lab.result.rows, 2);
  assert_int_equal(lab.result.broken, 2);
  assert_non_null(strstr(lab.reports, "dump.json:3 "));
  assert_non_null(strstr(lab.reports, "dump.json:6 no entity"));
  free(lab.list);
}

static void the_class_tree_is_kept_in_a_file(void **state) {
  (void)state;
  char path[] = "/tmp/wiretag-classes-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  unlink(path);
  wt_import_options o = lab_options();
  o.classes = path;
  lab_file all = {"dump", DUMP(ITEM("Q900", CLAIMS(P("P279", IS("normal", "Q515")))) ",\n" ITEM(
                              "Q43", CLAIMS(P("P297", TEXT("normal", "TR")))))};
  lab_file one = {
      "dump",
      DUMP(PERSON(CLAIMS(P("P31", IS("normal", "Q900")) "," P("P17", IS("normal", "Q43")))))};
  lab_import lab = lab_run(wt_import_wikidata, &all, 1, &o);
  assert_int_equal(lab.status, WT_OK);
  free(lab.list);
  lab = lab_run(wt_import_wikidata, &one, 1, &o);
  assert_string_equal(lab.list, "wikidata:Q1\tplace\tcity\tJane Roe\t\tTR\t\t\t12\t\t\n");
  free(lab.list);
  FILE *f = fopen(path, "a");
  fputs("Q1 Q2\n", f);
  fclose(f);
  lab = lab_run(wt_import_wikidata, &one, 1, &o);
  assert_int_equal(lab.status, WT_BAD_INPUT);
  assert_int_equal(lab.error.line, 4);
  free(lab.list);
  unlink(path);
}

static void the_list_does_not_depend_on_threads(void **state) {
  (void)state;
  enum { N = 3000, SIZE = 700 };
  char *text = calloc(N, SIZE), *at = text;
  assert_non_null(text);
  at += sprintf(at, "[\n");
  for (int i = 1; i <= N; i++)
    at += sprintf(at,
                  "{\"type\":\"item\",\"id\":\"Q%d\"," LABELS(
                      "\"en\":{\"language\":\"en\",\"value\":\"Name "
                      "%d\"}") "," CLAIMS(P("P31", IS("normal", "Q%d"))) "}%s\n",
                  i, i, i % 2 ? 5 : 515, i < N ? "," : "");
  sprintf(at, "]\n");
  lab_file file = {"dump", text};
  wt_import_options o = lab_options();
  lab_import one = lab_run(wt_import_wikidata, &file, 1, &o);
  o.n_threads = 4;
  lab_import four = lab_run(wt_import_wikidata, &file, 1, &o);
  assert_int_equal(one.result.rows, N);
  assert_string_equal(one.list, four.list);
  free(one.list);
  free(four.list);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_person_has_citizenship_and_occupation),
      cmocka_unit_test(classes_may_stand_behind_their_instances),
      cmocka_unit_test(circles_among_classes_do_no_harm),
      cmocka_unit_test(only_the_best_rank_counts),
      cmocka_unit_test(the_latest_population_counts),
      cmocka_unit_test(what_has_no_value_is_passed_over),
      cmocka_unit_test(positions_are_on_earth_and_not_0_0),
      cmocka_unit_test(coordinates_alone_make_no_place),
      cmocka_unit_test(empty_maps_may_be_arrays),
      cmocka_unit_test(aliases_that_do_harm_are_weak_or_left_out),
      cmocka_unit_test(languages_are_chosen_in_order),
      cmocka_unit_test(types_and_fame_can_be_asked_for),
      cmocka_unit_test(a_damaged_line_costs_itself),
      cmocka_unit_test(the_class_tree_is_kept_in_a_file),
      cmocka_unit_test(the_list_does_not_depend_on_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
