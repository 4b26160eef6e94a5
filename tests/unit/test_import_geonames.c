/* test_import_geonames.c - GeoNames' tables, line by line. */
#include "import_lab.h"

#include "unit.h"

/* A row of a table of places. */
#define PLACE(id, name, names, class, code, country, people)                      \
  id "\t" name "\t" name "\t" names "\t1.5\t2.25\t" class "\t" code "\t" country  \
                                                          "\t\t01\t\t\t\t" people \
                                                          "\t\t9\tEurope/Paris\t2018-01-15\n"
/* A row of alternateNamesV2. */
#define NAME(id, place, lang, text, flags) id "\t" place "\t" lang "\t" text "\t" flags "\t\t\n"
#define NO_FLAGS "\t\t\t"

static char *import(const lab_file *files, size_t n, wt_import_options o) {
  lab_import lab = lab_run(wt_import_geonames, files, n, &o);
  if (lab.status != WT_OK) fail_msg("%s: %s", lab.error.where, lab.error.text);
  return lab.list;
}

static void expect(const lab_file *files, size_t n, wt_import_options o, const char *rows) {
  char *list = import(files, n, o);
  assert_string_equal(list, rows);
  free(list);
}

static void a_city_becomes_a_row(void **state) {
  (void)state;
  lab_expect(wt_import_geonames,
             PLACE("7", "Ordino", "Ordino,Ordin,ORD,PKK,Ордино,les Ordin,Ordinum Vetus (x)", "P",
                   "PPLA", "AD", "3066"),
             "geonames:7\tplace\tcity\tOrdino\tOrdin|les Ordin\tAD\t1.5\t2.25\t3066\t\t\tAD.01\n");
}

static void codes_are_dropped_and_short_names_are_weak(void **state) {
  (void)state;
  lab_expect(wt_import_geonames,
             PLACE("7", "Maroua", "MVR,IMF,Mar,abc,Marua", "P", "PPL", "CM", "9"),
             "geonames:7\tplace\tcity\tMaroua\tMar{weak}|Marua\tCM\t1.5\t2.25\t9\t\t\tCM.01\n");
}

static void other_scripts_come_on_request(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.all_scripts = true;
  lab_file file = {"cities5000.txt", PLACE("7", "Ordino", "Ордино", "P", "PPL", "AD", "9")};
  expect(&file, 1, o, "geonames:7\tplace\tcity\tOrdino\tОрдино\tAD\t1.5\t2.25\t9\t\t\tAD.01\n");
}

static void small_towns_and_parts_of_towns_are_left_out(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.min_population = 1000;
  o.min_names = 2;
  lab_file file = {"XX.txt", PLACE("1", "Smallville", "", "P", "PPL", "US", "999")
                                 PLACE("2", "Seat", "", "P", "PPLA2", "US", "10")
                                     PLACE("3", "Part", "", "P", "PPLX", "US", "99999")
                                         PLACE("4", "Brook", "Bach", "H", "STM", "US", "0") PLACE(
                                             "5", "River", "Fluss,Fleuve", "H", "STM", "US", "0")
                                             PLACE("6", "County", "", "A", "ADM2", "US", "0")
                                                 PLACE("8", "Ward", "", "A", "ADM4", "US", "0")};
  expect(&file, 1, o,
         "geonames:2\tplace\tcity\tSeat\t\tUS\t1.5\t2.25\t10\t\t\tUS.01\n"
         "geonames:5\tplace\triver\tRiver\tFluss|Fleuve\tUS\t1.5\t2.25\t1000\t\t\tUS.01\n"
         "geonames:6\tplace\tadmin2\tCounty\t\tUS\t1.5\t2.25\t20000\t\t\tUS.01\n");
}

static void features_and_countries_can_be_chosen(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.features = "A.ADM4,P.PPLX";
  o.countries = "US,FR";
  lab_file file = {"XX.txt", PLACE("3", "Part", "", "P", "PPLX", "US", "99")
                                 PLACE("4", "City", "", "P", "PPL", "US", "99")
                                     PLACE("8", "Ward", "", "A", "ADM4", "FR", "0")
                                         PLACE("9", "Far", "", "A", "ADM4", "DE", "0")};
  expect(&file, 1, o,
         "geonames:3\tplace\tdistrict\tPart\t\tUS\t1.5\t2.25\t99\t\t\tUS.01\n"
         "geonames:8\tplace\tadmin4\tWard\t\tFR\t1.5\t2.25\t1000\t\t\tFR.01\n");
}

static const lab_file JOINED[] = {
    {"alternateNamesV2.txt",
     NAME("1", "50", "tr", "Moskova", NO_FLAGS) NAME("2", "50", "en", "Moscow", "1\t\t\t") NAME(
         "3", "50", "en", "Third Rome", "\t\t1\t") NAME("4", "50", "en", "Muscovy Town", "\t\t\t1")
         NAME("5", "50", "iata", "MOW", NO_FLAGS)
             NAME("6", "50", "link", "https://en.wikipedia.org/wiki/Moscow", NO_FLAGS) NAME(
                 "7", "50", "wkdt", "Q649", NO_FLAGS) NAME("8", "50", "post", "101000", NO_FLAGS)
                 NAME("9", "50", "abbr", "MSK", NO_FLAGS) NAME("10", "50", "", "Moskau", NO_FLAGS)
                     NAME("11", "50", "", "MSC", NO_FLAGS)
                         NAME("12", "51", "en", "Elsewhere", NO_FLAGS)
                             NAME("13", "50", "fr_1793", "Moscou", NO_FLAGS)
                                 NAME("14", "50", "de", "Moskau an der Moskwa", NO_FLAGS)},
    {"allCountries.txt", PLACE("50", "Moskva", "Ignored,Column", "P", "PPLC", "RU", "10381222")},
};

static void alternate_names_are_joined_by_language(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.languages = "en,tr";
  expect(
      JOINED, 2, o,
      "geonames:50\tplace\tcapital\tMoscow\tMoskva|tr:Moskova|MSK{weak}|Moskau|en:Third Rome{weak}|"
      "en:Muscovy Town{weak}\tRU\t1.5\t2.25\t10381222\t\twikidata:Q649\tRU.01\n");
}

static void the_first_language_gives_the_shown_name(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  o.languages = "tr";
  expect(JOINED, 2, o,
         "geonames:50\tplace\tcapital\tMoskva\ttr:Moskova|MSK{weak}|Moskau\tRU\t1.5\t2.25\t10381222"
         "\t\twikidata:Q649\tRU.01\n");
}

static void regions_and_odd_codes_give_no_division(void **state) {
  (void)state;
  lab_file file = {"XX.txt",
                   "1\tMidlands\tMidlands\tThe "
                   "Midlands,Middle\t1.5\t2.25\tL\tRGN\tGB\t\tENG\t\t\t\t0\t\t9\tZ\tD\n"
                   "2\tNowhere\tNowhere\t\t1.5\t2.25\tP\tPPL\tGB\t\t00\t\t\t\t9\t\t9\tZ\tD\n"
                   "3\tStrange\tStrange\t\t1.5\t2.25\tP\tPPL\tGB\t\tE N\t\t\t\t9\t\t9\tZ\tD\n"};
  wt_import_options o = lab_options();
  o.min_names = 1;
  expect(&file, 1, o,
         "geonames:1\tplace\tregion\tMidlands\tThe Midlands|Middle\tGB\t1.5\t2.25\t20000\t\t\n"
         "geonames:2\tplace\tcity\tNowhere\t\tGB\t1.5\t2.25\t9\t\t\n"
         "geonames:3\tplace\tcity\tStrange\t\tGB\t1.5\t2.25\t9\t\t\n");
}

static void divisions_and_countries_have_their_tables(void **state) {
  (void)state;
  const lab_file files[] = {
      {"admin1CodesASCII.txt", "AD.05\tOrdino\tOrdino\t30\n"},
      {"admin2Codes.txt", "AE.01.101\tAbu Dhabi Municipality\tAbu Dhabi Municipality\t31\n"},
      {"countryInfo.txt",
       "# GeoNames.org Country Information\n#ISO\tISO3\n"
       "AD\tAND\t020\tAN\tAndorra\tAndorra la "
       "Vella\t468\t77006\tEU\t.ad\tEUR\tEuro\t376\tAD###\t^x$\tca\t"
       "32\tES,FR\t\n"}};
  expect(files, 3, lab_options(),
         "geonames:32\tplace\tcountry\tAndorra\t\tAD\t\t\t77006\t\t\n"
         "geonames:30\tplace\tadmin1\tOrdino\t\tAD\t\t\t500000\t\t\tAD.05\n"
         "geonames:31\tplace\tadmin2\tAbu Dhabi Municipality\t\tAE\t\t\t20000\t\t\tAE.01\n");
}

static void broken_lines_are_told_with_their_place(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  lab_file file = {"XX.txt", PLACE("1", "Good", "", "P", "PPL", "US", "9") "2\tonly\tthree\n" PLACE(
                                 "3", "Odd", "", "?", "PPL", "US", "9")
                                 PLACE("4", "Fine", "", "P", "PPL", "US", "9")};
  lab_import lab = lab_run(wt_import_geonames, &file, 1, &o);
  assert_int_equal(lab.status, WT_BAD_INPUT);
  assert_int_equal(lab.error.line, 2);
  free(lab.list);
  o.keep_going = true;
  lab = lab_run(wt_import_geonames, &file, 1, &o);
  assert_int_equal(lab.status, WT_OK);
  assert_int_equal(lab.result.rows, 2);
  assert_int_equal(lab.result.broken, 2);
  assert_string_equal(
      lab.reports,
      "XX.txt:2 19 columns with an id first are expected, but the line has 3 columns\n"
      "XX.txt:3 column 7: a feature class is expected, one of AHLPRSTUV\n");
  free(lab.list);
}

static void bytes_that_are_not_utf8_cost_a_name_not_the_row(void **state) {
  (void)state;
  lab_expect(wt_import_geonames, PLACE("7", "Ordino", "Ord\xC3ino,Ordinum", "P", "PPL", "AD", "9"),
             "geonames:7\tplace\tcity\tOrdino\tOrdinum\tAD\t1.5\t2.25\t9\t\t\tAD.01\n");
}

static void a_file_of_another_kind_is_refused(void **state) {
  (void)state;
  wt_import_options o = lab_options();
  lab_file file = {"notes.txt", "this is no table\n"};
  lab_import lab = lab_run(wt_import_geonames, &file, 1, &o);
  assert_int_equal(lab.status, WT_USAGE);
  free(lab.list);
  lab_file only = {"alternateNamesV2.txt", NAME("1", "50", "tr", "Moskova", NO_FLAGS)};
  lab = lab_run(wt_import_geonames, &only, 1, &o);
  assert_int_equal(lab.status, WT_USAGE);
  free(lab.list);
}

static void the_list_does_not_depend_on_threads(void **state) {
  (void)state;
  enum { ROWS = 20000, ROW = 200 };
  char *text = calloc(ROWS, ROW), *at = text;
  assert_non_null(text);
  for (int i = 1; i <= ROWS; i++)
    at +=
        sprintf(at, "%d\tTown %d\tTown %d\tOther %d\t1.5\t2.5\tP\tPPL\tUS\t\t\t\t\t\t%d\t\t\t\t\n",
                i, i, i, i * 7, i);
  lab_file file = {"US.txt", text};
  wt_import_options o = lab_options();
  char *one = import(&file, 1, o);
  o.n_threads = 4;
  char *four = import(&file, 1, o);
  assert_string_equal(one, four);
  free(one);
  free(four);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_city_becomes_a_row),
      cmocka_unit_test(codes_are_dropped_and_short_names_are_weak),
      cmocka_unit_test(other_scripts_come_on_request),
      cmocka_unit_test(small_towns_and_parts_of_towns_are_left_out),
      cmocka_unit_test(features_and_countries_can_be_chosen),
      cmocka_unit_test(alternate_names_are_joined_by_language),
      cmocka_unit_test(the_first_language_gives_the_shown_name),
      cmocka_unit_test(regions_and_odd_codes_give_no_division),
      cmocka_unit_test(divisions_and_countries_have_their_tables),
      cmocka_unit_test(broken_lines_are_told_with_their_place),
      cmocka_unit_test(bytes_that_are_not_utf8_cost_a_name_not_the_row),
      cmocka_unit_test(a_file_of_another_kind_is_refused),
      cmocka_unit_test(the_list_does_not_depend_on_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
