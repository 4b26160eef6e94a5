/* test_match.c - what counts as a hit. (test_match_oracle.c does the same with random names.) */
#include <time.h>

#include "gazetteer_lab.h"

static void assert_hits(const wt_gazetteer *g, const char *text, const char *expected) {
  const char *got = glab_hits(g, text);
  if (strcmp(got, expected) != 0)
    fail_msg("\"%s\" gives '%s', '%s' is expected", text, got, expected);
}

/* ---- single rules ------------------------------------------------------------------- */

static void spelling_folds_on_both_sides(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "Al-Bab|place\nPort-au-Prince|place\nRecep Tayyip Erdoğan|person\nStraße|place\n"
      "Istanbul|place\nSaint Louis|place\nSt. Petersburg|place\nJohnson & Johnson|organization\n"
      "O'Brien|person\nJ. K. Rowling|person\nJ.R.R. "
      "Tolkien|person\nReuters|organization\nU.S.|place\nŁódź|place\n");
  assert_hits(g, "in Al-Bab, Al Bab, Al\u2013Bab and Al -Bab",
              "Al-Bab; Al Bab; Al\u2013Bab; Al -Bab");
  assert_hits(g, "from Port au Prince and Port-au-Prince", "Port au Prince; Port-au-Prince");
  assert_hits(g, "with Recep Tayyip Erdogan", "Recep Tayyip Erdogan");
  assert_hits(g, "Strasse, \u0130stanbul, ISTANBUL, Istanbul",
              "Strasse; \u0130stanbul; ISTANBUL; Istanbul");
  assert_hits(g, "St. Louis, St Louis, Saint Petersburg", "St. Louis; St Louis; Saint Petersburg");
  assert_hits(g, "by Johnson and Johnson, Johnson & Johnson",
              "Johnson and Johnson; Johnson & Johnson");
  assert_hits(g, "O\u2019Brien met OBrien", "O\u2019Brien; OBrien");
  assert_hits(g, "wrote J.K. Rowling, J K Rowling, JK Rowling",
              "J.K. Rowling; J K Rowling; JK Rowling");
  assert_hits(g, "as J. R. R. Tolkien and JRR Tolkien", "J. R. R. Tolkien; JRR Tolkien");
  assert_hits(g, "\uFF32\uFF45\uFF55\uFF54\uFF45\uFF52\uFF53 said",
              "\uFF32\uFF45\uFF55\uFF54\uFF45\uFF52\uFF53");
  assert_hits(g, "the US and the U.S. but not us", "US; U.S.");
  assert_hits(g, "in Lodz", "Lodz");
  wt_gazetteer_close(g);
}

static void names_are_whole_words(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "Mali|place\nRussian|misc\nTurkish|misc\nAnkara|place\nMoscow|place\n"
      "Chicago|place\nTurkey|place\nTBMM|organization\n");
  assert_hits(g, "Malign Somali Mali", "Mali");
  assert_hits(g, "the Russian-Turkish patrol", "Russian; Turkish");
  assert_hits(g, "ANKARA/MOSCOW, Nov 3", "ANKARA; MOSCOW");
  assert_hits(g, "a Chicago-based firm", "Chicago");
  assert_hits(g, "Turkey's and Turkey\u2019s TBMM'de", "Turkey; Turkey; TBMM");
  assert_hits(g, "see http://mali.example/Mali or write to Mali@mali.org or @Mali #Mali", "");
  wt_gazetteer_close(g);
}

static void names_do_not_cross_sentences_paragraphs_or_marks(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "Munich Assistant|misc\nNew York|place\nWashington, D.C.|place\n"
      "Yahoo!|organization\nC++|misc\nPort - Harbour|misc\nAC/DC|misc\n");
  assert_hits(g, "He moved to Munich. Assistant coaches came.", "");
  assert_hits(g,
              "It was a long time ago that the old man had moved to New\n"
              "York, and from there his brother and he went on to New  York.",
              "New\nYork; New  York");
  assert_hits(g, "something New\n\nYork", "");
  assert_hits(g, "New, York. New (York). New/York; New: York", "");
  assert_hits(g, "New 'York' and New \"York\"", "New 'York; New \"York");
  assert_hits(g, "Washington, D.C. is not Washington D.C. here", "Washington, D.C.");
  assert_hits(g, "Yahoo said Yahoo! is well", "Yahoo; Yahoo");
  assert_hits(g, "written in C++ but not in C or C+", "C++");
  assert_hits(g, "New - York, Port \u2014 Harbour, Port-Harbour", "Port \u2014 Harbour");
  assert_hits(g, "by AC/DC not AC DC", "AC/DC");
  wt_gazetteer_close(g);
}

static void case_rules(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "Bank of America|organization\nBank Of England|organization\nUS|place\nWHO|organization\n"
      "PKK|organization\niPhone|misc\nMcCain|person\nNice|place|weak\nOf|place|exact\n"
      "hamas|organization\nEbola|misc|any\nVIRGIN GALACTIC|organization\nIT Group|organization\n");
  assert_hits(g, "Bank of America, BANK OF AMERICA, Bank Of America",
              "Bank of America; BANK OF AMERICA; Bank Of America");
  assert_hits(g, "bank of America, Bank of america", "");
  assert_hits(g, "the Bank of England", "Bank of England");
  assert_hits(g, "It told us who went to the US; Us and Who", "US");
  assert_hits(g, "The WHO and the PKK, not Pkk", "WHO; PKK");
  assert_hits(g, "an iPhone, an iphone, an IPHONE", "iPhone; iphone; IPHONE");
  assert_hits(g, "McCain, MCCAIN, Mccain but not mccain", "McCain; MCCAIN; Mccain");
  assert_hits(g, "Nice is nice", "~Nice");
  assert_hits(g, "Of all. The Of. OF of", "Of; Of");
  assert_hits(g, "hamas, Hamas, HAMAS", "hamas; Hamas; HAMAS");
  assert_hits(g, "ebola, Ebola, EBOLA, eBola", "ebola; Ebola; EBOLA; eBola");
  assert_hits(g, "as Virgin Galactic said", "Virgin Galactic");
  wt_gazetteer_close(g);
}

static void capitals_say_nothing_where_all_is_in_capitals(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names("US|place\nIT|misc\nTurkey|place\nUSA Today|organization|exact\n");
  assert_hits(g, "TURKEY TELLS US ABOUT IT", "TURKEY; ~US; ~IT");
  assert_hits(g, "TURKEY TELLS US about IT", "TURKEY; US; IT");
  assert_hits(g, "US, IT", "US; IT");
  wt_gazetteer_close(g);
}

static void longest_takes_the_next_shorter_when_case_fails(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "New York|place\nNew York TIMES|organization|exact\n"
      "New York Times Square Station|place\n");
  assert_hits(g, "The New York Times Square", "New York");
  assert_hits(g, "The New York TIMES", "New York TIMES");
  wt_gazetteer_close(g);
}

static void overlap_modes(void **state) {
  (void)state;
  const wt_gazetteer *g = glab_names(
      "City of London|place\nLondon|place\nBusiness School|organization\n"
      "London Business School|organization\nSchool|misc\n");
  const char *text = "the City of London Business School";
  assert_string_equal(glab_match(&g, 1, text, WT_LONGEST), "City of London; Business School");
  assert_string_equal(glab_match(&g, 1, text, WT_NO_NESTED),
                      "City of London; London Business School");
  assert_string_equal(glab_match(&g, 1, text, WT_ALL),
                      "City of London; London Business School; London; Business School; School");
  wt_gazetteer_close((wt_gazetteer *)g);
}

static void organizations_are_found_without_their_legal_form(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names(
      "Apple Inc.|organization\nMitsubishi Motors Co., Ltd.|organization\nNokia "
      "Oyj|organization\nTarget Corp|organization\n"
      "Türk Hava Yolları A.Ş.|organization\nFiat S.p.A.|organization\nRelax Spa|organization\n"
      "Novo Nordisk A/S|organization\nJohn Inc|person\nThe Walt Disney Company|organization\n"
      "The Hague|place\nThe New York Times|organization\nAB|organization\nInc.|organization\n"
      "IBM Corp.|organization\nGrupo Lala, S.A. de C.V.|organization\nMerck & Co.|organization\n");
  assert_hits(g, "Apple Inc. said", "Apple Inc.");
  assert_hits(g, "when Mitsubishi Motors and Nokia", "Mitsubishi Motors; Nokia");
  assert_hits(g, "a Turk Hava Yollari jet", "Turk Hava Yollari");
  assert_hits(g, "the Fiat deal", "~Fiat"); /* one short word */
  assert_hits(g, "at Relax Spa, not Relax", "Relax Spa");
  assert_hits(g, "drugs of Novo Nordisk", "Novo Nordisk");
  assert_hits(g, "said John", "");
  assert_hits(g, "for Walt Disney", "~Walt Disney"); /* may be the man */
  assert_hits(g, "a Hague court in The Hague", "The Hague");
  assert_hits(g, "the New York Times, The New York Times", "New York Times; The New York Times");
  assert_hits(g, "at IBM", "IBM");
  assert_hits(g, "a Target store", "~Target");
  assert_hits(g, "for Grupo Lala and Merck", "Grupo Lala; Merck");
  wt_gazetteer_close(g);
}

static void possessives_in_names(void **state) {
  (void)state;
  wt_gazetteer *g = glab_names("McDonald's|organization\nLloyd's of London|organization\n");
  assert_hits(g, "at McDonald's", "McDonald's");
  assert_hits(g, "at McDonald\u2019s", "McDonald\u2019s");
  assert_hits(g, "at McDonalds", "McDonalds");
  assert_hits(g, "a McDonald restaurant", "~McDonald");
  assert_hits(g, "by Lloyd's of London and Lloyds of London",
              "Lloyd's of London; Lloyds of London");
  assert_hits(g, "by Lloyd of London", "");
  wt_gazetteer_close(g);
}

/* ---- candidates --------------------------------------------------------------------- */

/* The ids of a hit's candidates, with "~" for weak ones. */
static const char *ids_of(const wt_gazetteer *const *layers, size_t n, const wt_hit *hit) {
  static char out[512];
  size_t size = 0;
  out[0] = '\0';
  const wt_gazetteer *g = layers[hit->layer];
  for (size_t i = 0; i < wt_gazetteer_n_candidates(g, hit->name); i++) {
    wt_candidate c;
    wt_entry e;
    if (!wt_hit_candidate(layers, n, hit, i, &c)) continue;
    wt_gazetteer_entry(g, c.entry, &e);
    size += (size_t)snprintf(out + size, sizeof out - size, "%s%s%s", size == 0 ? "" : " ",
                             c.weak ? "~" : "", e.id);
  }
  return out;
}

static void candidates_come_with_the_larger_weight_first(void **state) {
  (void)state;
  const wt_gazetteer *g = glab_gazetteer(
      "id\ttype\tname\tweight\tflags\tcountry\n"
      "b\tplace\tGeorgia\t10\t\tUS\nc\tplace\tGeorgia\t30\tweak\tGE\na\tperson\tGeorgia\t10\t\t\n"
      "d\tplace\tgeorgia\t20\t\t\n");
  wt_hit hit = glab_only_hit(&g, 1, "Georgia");
  assert_string_equal(ids_of(&g, 1, &hit), "~c d a b"); /* heaviest of each case form first */
  assert_int_equal(hit.types, 1 << WT_PLACE | 1 << WT_PERSON);
  assert_int_equal(hit.best, WT_PLACE);
  assert_false(hit.weak);
  hit = glab_only_hit(&g, 1, "georgia");
  assert_string_equal(ids_of(&g, 1, &hit), "d");
  assert_int_equal(hit.types, 1 << WT_PLACE);
  wt_gazetteer_close((wt_gazetteer *)g);
}

static void a_later_layer_wins_and_vetoes(void **state) {
  (void)state;
  const wt_gazetteer *layers[3] = {
      glab_gazetteer("id\ttype\tname\tweight\n"
                     "t1\tplace\tTurkey\t9\nt2\tmisc\tTurkey\t8\ng1\tplace\tGeorgia\t5\n"
                     "p1\tplace\tParis\t9\np2\tperson\tParis\t1\nn1\tplace\tNew York\t5\n"
                     "m\tplace\tNew York City\t5\nc\tplace\tChad\t5\n"),
      glab_gazetteer("id\ttype\tname\taliases\tflags\n"
                     "t1\tplace\tTurkey\tturkey\tveto\n" /* one entry */
                     "\tplace\tGeorgia\t\tveto\n"        /* all of the name */
                     "q\tplace\tParis\t\tcertain\n"      /* wins */
                     "\tmisc\tNew York City\t\tveto\n"   /* the shorter name shows */
                     "c\tplace\tChad\t\tveto\n"),
      glab_gazetteer("id\ttype\tname\nx\tplace\tOslo\n")};
  assert_string_equal(
      glab_match(layers, 3, "Turkey, Georgia, Paris, New York City, Chad, Oslo", WT_LONGEST),
      "Turkey; Paris; New York; Oslo");
  wt_hit hit = glab_only_hit(layers, 3, "Turkey");
  assert_string_equal(ids_of(layers, 3, &hit), "t2");
  assert_int_equal(hit.types, 1 << WT_MISC);
  assert_int_equal(hit.best, WT_MISC);
  hit = glab_only_hit(layers, 3, "Paris");
  assert_int_equal(hit.layer, 1);
  assert_true(hit.certain);
  assert_string_equal(ids_of(layers, 3, &hit), "q");
  assert_string_equal(glab_match(layers, 1, "Turkey Georgia", WT_LONGEST), "Turkey; Georgia");
  /* vetoes work upwards only */
  const wt_gazetteer *turned[2] = {layers[1], layers[0]};
  assert_string_equal(glab_match(turned, 2, "Turkey Georgia Chad", WT_LONGEST),
                      "Turkey; Georgia; Chad");
  for (int i = 0; i < 3; i++) wt_gazetteer_close((wt_gazetteer *)layers[i]);
}

static void sixty_five_layers_are_refused_and_none_are_fine(void **state) {
  (void)state;
  const wt_gazetteer *g = glab_names("Oslo|place\n"), *layers[65];
  for (int i = 0; i < 65; i++) layers[i] = g;
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  assert_int_equal(wt_match(layers, 65, &tokens, WT_LONGEST, &hits, NULL), WT_TOO_LARGE);
  assert_string_equal(glab_match(layers, 64, "Oslo", WT_LONGEST), "Oslo");
  assert_string_equal(glab_match(layers, 0, "Oslo", WT_LONGEST), "");
  wt_gazetteer_close((wt_gazetteer *)g);
}

/* ---- time --------------------------------------------------------------------------- */

static double seconds(const wt_gazetteer *g, const wt_tokens *tokens, wt_overlap overlap,
                      size_t *n) {
  struct timespec a, b;
  wt_hits hits = {0};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
  assert_int_equal(wt_match(&g, 1, tokens, overlap, &hits, NULL), WT_OK);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
  *n = hits.n;
  wt_free(hits.items);
  return (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
}

static void time_is_linear_when_names_repeat_one_word(void **state) {
  (void)state;
  enum { REPEATS = 500000 };
  wt_buffer list = {0};
  wt_buffer_text(&list, "name\ttype\n");
  for (int n = 1; n <= 30; n++) {
    for (int i = 0; i < n; i++) wt_buffer_text(&list, "Duran ");
    wt_buffer_text(&list, "\tmisc\n");
  }
  wt_buffer_byte(&list, '\0');
  wt_gazetteer *g = glab_gazetteer(list.data);
  wt_buffer_clear(&list);
  for (int i = 0; i < 2 * REPEATS; i++) wt_buffer_text(&list, "Duran ");
  double time[2];
  for (int i = 0; i < 2; i++) {
    wt_tokens tokens = {0};
    size_t n, size = 6u * REPEATS * (unsigned)(i + 1);
    wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)size};
    assert_int_equal(wt_tokenize(list.data, size, &zone, 1, &tokens, NULL), WT_OK);
    time[i] = seconds(g, &tokens, WT_ALL, &n);
    assert_true(n > (size_t)REPEATS * (size_t)(i + 1) * 29);
    seconds(g, &tokens, WT_LONGEST, &n);
    assert_int_equal(n, (REPEATS * (i + 1) + 29) / 30);
    wt_tokens_release(&tokens);
  }
  assert_true(time[1] < 4 * time[0] + 0.2); /* quadratic would be 4 times, plus caches */
  wt_buffer_release(&list);
  wt_gazetteer_close(g);
}

static void time_does_not_grow_with_the_bearers_of_a_name(void **state) {
  (void)state;
  enum { BEARERS = 50000, REPEATS = 50000 };
  wt_buffer list = {0};
  wt_buffer_text(&list, "id\tname\ttype\n");
  for (int i = 0; i < BEARERS; i++) wt_buffer_format(&list, "s:%d\tSpringfield\tplace\n", i);
  wt_buffer_byte(&list, '\0');
  wt_gazetteer *g = glab_gazetteer(list.data);
  wt_buffer_clear(&list);
  for (int i = 0; i < REPEATS; i++) wt_buffer_text(&list, "in Springfield ");
  wt_tokens tokens = {0};
  size_t n;
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)list.size};
  assert_int_equal(wt_tokenize(list.data, list.size, &zone, 1, &tokens, NULL), WT_OK);
  assert_true(seconds(g, &tokens, WT_LONGEST, &n) < 2.0); /* 2.5e9 steps would take longer */
  assert_int_equal(n, REPEATS);
  assert_int_equal(wt_gazetteer_n_candidates(g, 0), BEARERS);
  wt_tokens_release(&tokens);
  wt_buffer_release(&list);
  wt_gazetteer_close(g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spelling_folds_on_both_sides),
      cmocka_unit_test(names_are_whole_words),
      cmocka_unit_test(names_do_not_cross_sentences_paragraphs_or_marks),
      cmocka_unit_test(case_rules),
      cmocka_unit_test(capitals_say_nothing_where_all_is_in_capitals),
      cmocka_unit_test(longest_takes_the_next_shorter_when_case_fails),
      cmocka_unit_test(overlap_modes),
      cmocka_unit_test(organizations_are_found_without_their_legal_form),
      cmocka_unit_test(possessives_in_names),
      cmocka_unit_test(candidates_come_with_the_larger_weight_first),
      cmocka_unit_test(a_later_layer_wins_and_vetoes),
      cmocka_unit_test(sixty_five_layers_are_refused_and_none_are_fine),
      cmocka_unit_test(time_is_linear_when_names_repeat_one_word),
      cmocka_unit_test(time_does_not_grow_with_the_bearers_of_a_name),
  };
  return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
