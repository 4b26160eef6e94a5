/* Zones: the untouched text is covered without gaps, and structure is found by general evidence. */
#include "unit.h"

#include "base/mem.h"
#include "clean/line_shapes.h"
#include "clean/marks.h"
#include "clean/zones.h"

typedef struct fixture {
  wt_arena arena;
  wt_zone_list zones;
  const char *text;
} fixture;

static int set_up(void **state) {
  *state = calloc(1, sizeof(fixture));
  return *state == NULL ? -1 : 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  wt_arena_release(&f->arena);
  wt_free(f->zones.items);
  free(f);
  return 0;
}

/* Finds the zones and checks what holds for every text: covered from 0 to the end, no gap, no
 * overlap, no empty zone, borders between code points. */
static void find_sized(fixture *f, const char *title, const char *text, size_t size) {
  f->text = text;
  f->zones.n = 0;
  wt_arena_reset(&f->arena);
  assert_int_equal(wt_find_zones(title, strlen(title), text, size, &f->arena, &f->zones, NULL),
                   WT_OK);
  uint32_t at = 0;
  for (size_t i = 0; i < f->zones.n; i++) {
    const wt_zone *z = &f->zones.items[i];
    assert_int_equal(z->start, at);
    assert_true(z->end > z->start);
    assert_int_equal(z->field, WT_FIELD_TEXT);
    if (z->end < size) assert_int_not_equal((unsigned char)text[z->end] & 0xC0, 0x80);
    at = z->end;
  }
  assert_int_equal(at, size);
}

static void find(fixture *f, const char *title, const char *text) {
  find_sized(f, title, text, strlen(text));
}

/* The zone in which the n-th `needle` (from 0) stands as a whole. */
static wt_zone_kind zone_of_nth(const fixture *f, const char *needle, int n) {
  const char *found = strstr(f->text, needle);
  while (n-- > 0) found = strstr(found + 1, needle);
  assert_non_null(found);
  const size_t start = (size_t)(found - f->text), end = start + strlen(needle);
  for (size_t i = 0; i < f->zones.n; i++) {
    const wt_zone *z = &f->zones.items[i];
    if (start >= z->start && end <= z->end) return z->kind;
  }
  return WT_ZONES;
}

static wt_zone_kind zone_of(const fixture *f, const char *needle) {
  return zone_of_nth(f, needle, 0);
}

#define assert_zone(f, needle, kind) assert_string_equal(wt_zone_name(zone_of(f, needle)), kind)

static void an_empty_text_has_no_zone(void **state) {
  fixture *f = *state;
  find(f, "Title", "");
  assert_int_equal(f->zones.n, 0);
}

/* The shape of a page saved as text, with invented content. */
static const char PAGE[] =
    "Mayor opens new bridge over the river\n\n  \u2022 March 3 2021 09:30:00\n\n"
    "Mayor opens new bridge over the river\n\nPORTO/LISBON\n"
    "Mayor opens new bridge over the river\n\n"
    "People cross the new bridge in Porto on its first day. (AFP Photo)\n\n"
    "The mayor opened a new bridge on Wednesday, which took six years to build and cost more than "
    "planned.\n\n"
    "Traffic engineers expect that it will carry forty thousand cars a day by the end of the "
    "year.\n\n"
    "Second bridge planned for the western districts by 2030\n"
    "Second bridge planned for the western districts by 2030\n\n"
    "Opponents said that the money should have gone to schools, and they will go to court.\n\n"
    "MOST POPULAR\n\n"
    "  1. Old tram returns to the hills\n\n    Old tram returns to the hills\n\n"
    "  2. Bakers strike for higher pay\n\n    Bakers strike for higher pay\n"
    "Recommended\n"
    "Court frees two fishermen after appeal\n\nCourt frees two fishermen after appeal\n\n"
    "WORLD Storm leaves islands without power\n\nStorm leaves islands without power\n\n"
    "A storm left eleven islands without power on Tuesday night, the national operator said.   \n"
    "SPORTS Rowers win third gold medal\n\nRowers win third gold medal\n\n"
    "The national rowing team won its third gold medal of the season on Sunday in Lucerne.";

static void a_saved_page_is_taken_apart(void **state) {
  fixture *f = *state;
  for (int titled = 0; titled < 2; titled++) {
    find(f, titled ? "Mayor opens new bridge over the river" : "", PAGE);
    for (int n = 0; n < 3; n++) {
      assert_int_equal(zone_of_nth(f, "Mayor opens new bridge", n), WT_ZONE_TITLE);
    }
    assert_zone(f, "March 3 2021", "byline");
    assert_zone(f, "PORTO/LISBON", "dateline");
    assert_zone(f, "People cross the new bridge", "caption");
    assert_zone(f, "The mayor opened", "body");
    assert_zone(f, "Traffic engineers", "body");
    assert_int_equal(zone_of_nth(f, "Second bridge planned", 0), WT_ZONE_TEASER);
    assert_int_equal(zone_of_nth(f, "Second bridge planned", 1), WT_ZONE_TEASER);
    assert_zone(f, "Opponents said", "body");
    assert_zone(f, "MOST POPULAR", "teaser");
    assert_zone(f, "Old tram returns", "teaser");
    assert_zone(f, "Bakers strike", "teaser");
    assert_zone(f, "Recommended", "teaser");
    assert_zone(f, "Court frees", "teaser");
    assert_zone(f, "WORLD Storm", "teaser");
    assert_zone(f, "A storm left eleven", "teaser");
    assert_zone(f, "The national rowing team", "teaser");
  }
}

/* Paragraphs that are long enough to be nothing but body. */
#define PARAGRAPH_1                                                                                \
  "The council agreed on Monday to rebuild the old harbour, after a debate that took most of the " \
  "night.\n\n"
#define PARAGRAPH_2                                                                            \
  "Work will begin in the spring, said the mayor, and the first ships are expected two years " \
  "later.\n\n"
#define PARAGRAPH_3                                                                               \
  "Fishermen had asked for a longer pier, because the larger boats cannot land when the tide is " \
  "low.\n\n"

#define PARAGRAPH_4                                                                          \
  "The old crane, which has stood there since the war, will be kept as a monument near the " \
  "bridge.\n\n"
#define PARAGRAPH_5                                                                        \
  "Critics say that the money is needed for schools, and that most ships go to the south " \
  "anyway.\n\n"
#define PARAGRAPH_6                                                                             \
  "The port had eleven thousand visitors last year, about twice as many as in the year before " \
  "it.\n\n"

static void the_headline_is_found_with_and_without_the_title_field(void **state) {
  fixture *f = *state;
  const char *text = "Harbour to be rebuilt\n\n" PARAGRAPH_1 PARAGRAPH_2;
  find(f, "", text);
  assert_zone(f, "Harbour to be", "title");
  find(f, "HARBOUR TO BE REBUILT", text);
  assert_zone(f, "Harbour to be", "title");
  find(f, "Harbour to be rebuilt | Daily News", text);
  assert_zone(f, "Harbour to be", "title");
  find(f, "Something else", text);
  assert_zone(f, "Harbour to be", "body");
}

static void a_wrapped_first_line_is_no_headline(void **state) {
  fixture *f = *state;
  find(f, "Acme Shipping to sell harbour units",
       "Acme Shipping\nCo said it reached a preliminary agreement to sell\nits harbour units to a "
       "group "
       "of investors from\nthe north of the country.\n    Terms of the deal were not disclosed.\n");
  assert_zone(f, "Acme", "body");
  assert_zone(f, "Terms of", "body");
}

static void a_date_line_above_the_text_is_a_byline(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {"Friday, January 4, 2019",
                                      "February 18 2020 12:15:00",
                                      "Updated: 3 Nov. 2019, 9:28 AM UTC",
                                      "19 \u015Eubat 2020 \u00C7ar\u015Famba",
                                      "Montag, 3. M\u00E4rz 2021, 14:30 Uhr",
                                      "2021-03-04",
                                      "3 марта 2021"};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
    char text[1000];
    snprintf(text, sizeof text, "%s  \n\n\n" PARAGRAPH_1 PARAGRAPH_2, LINES[i]);
    find(f, "", text);
    assert_zone(f, LINES[i], "byline");
    assert_zone(f, "The council", "body");
  }
}

static void sentences_about_dates_are_body(void **state) {
  fixture *f = *state;
  find(f, "",
       PARAGRAPH_1 "In May 2021 the pier was closed.\n\nBy 2030 it will be gone.\n\n" PARAGRAPH_2);
  assert_zone(f, "In May 2021", "body");
  assert_zone(f, "By 2030", "body");
}

static void datelines_of_the_agencies_end_at_the_dash(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {"TROY, N.C. (AP) -- ",
                                      "ANKARA/MOSCOW, Nov 3 (Reuters) - ",
                                      "LONDON \u2014 ",
                                      "WASHINGTON \u2013 ",
                                      "CHICAGO\u2014",
                                      "Brussels, Belgium (CNN) ",
                                      "BAGHDAD, Iraq (AFP) - ",
                                      "(CNN) ",
                                      "PORT-AU-PRINCE, Haiti \u2014 ",
                                      "\u0130STANBUL (AA) - "};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
    char text[1000];
    snprintf(text, sizeof text, "%s" PARAGRAPH_1 PARAGRAPH_2, LINES[i]);
    find(f, "", text);
    assert_int_equal(f->zones.n, 2);
    assert_int_equal(f->zones.items[0].kind, WT_ZONE_DATELINE);
    assert_int_equal(f->zones.items[0].end, strlen(LINES[i]));
    assert_int_equal(f->zones.items[1].kind, WT_ZONE_BODY);
  }
}

static void what_only_resembles_a_dateline_is_body(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {"Trump \u2014 who was there ",
                                      "Sen. Ted Cruz (R-TX) said that ", "NATO said that ",
                                      "The (CNN) reporter ", "FILE - "};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
    char text[1000];
    snprintf(text, sizeof text, "%s" PARAGRAPH_1 PARAGRAPH_2, LINES[i]);
    find(f, "", text);
    for (size_t k = 0; k < f->zones.n; k++)
      assert_int_not_equal(f->zones.items[k].kind, WT_ZONE_DATELINE);
  }
}

static void a_place_alone_below_the_headline_is_a_dateline(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {"ANKARA/MOSCOW", "ISTANBUL - Anadolu Agency", "NEW YORK",
                                      "AL-AIN, United Arab Emirates 1996-12-06"};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
    char text[1000];
    snprintf(text, sizeof text, "Harbour to be rebuilt\n\n%s\n\n" PARAGRAPH_1 PARAGRAPH_2,
             LINES[i]);
    find(f, "Harbour to be rebuilt", text);
    assert_zone(f, LINES[i], "dateline");
  }
  find(f, "Harbour to be rebuilt", "Harbour to be rebuilt\n\nWORLD\n\n" PARAGRAPH_1 PARAGRAPH_2);
  assert_string_not_equal(wt_zone_name(zone_of(f, "WORLD")), "dateline");
}

static void bylines_and_credits_of_agencies(void **state) {
  fixture *f = *state;
  find(f, "",
       "By Jane Doe\n\n" PARAGRAPH_1 PARAGRAPH_2
       "(Reporting by Jane Doe; Editing by John Roe)\n\n Reuter\n");
  assert_zone(f, "By Jane Doe\n", "byline");
  assert_zone(f, "(Reporting by", "byline");
  assert_zone(f, "Reuter\n", "byline");
}

static void captions_by_their_first_or_last_words(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {"Ships wait outside the harbour on Friday. (REUTERS Photo)",
                                      "Ships wait outside the harbour. (AP Photo/Jane Doe)",
                                      "Photo: Ships outside the harbour",
                                      "FILE - Ships wait outside the harbour.",
                                      "Ships wait outside the harbour. John Roe/Getty Images",
                                      "Ships outside the harbour. Image: Jane Doe.",
                                      "toggle caption Jane Doe/AP"};
  for (size_t i = 0; i < 5; i++) {
    char text[1000];
    snprintf(text, sizeof text, PARAGRAPH_1 "%s\n\n" PARAGRAPH_2, LINES[i]);
    find(f, "", text);
    assert_zone(f, LINES[i], "caption");
    assert_zone(f, "Work will begin", "body");
  }
  find(f, "",
       PARAGRAPH_1
       "The photographer, who is from the north, said on Friday that she had sued Getty "
       "Images.\n\n" PARAGRAPH_2);
  assert_zone(f, "sued Getty", "body");
}

static void the_source_behind_a_news_item_makes_no_caption(void **state) {
  fixture *f = *state;
  find(f, "",
       "The union has reached an agreement to share forty thousand places over two years. "
       "(Reuters)");
  assert_int_equal(f->zones.n, 1);
  assert_zone(f, "The union", "body");
}

static void a_paragraph_in_quotation_marks_is_a_quote(void **state) {
  fixture *f = *state;
  find(f, "",
       PARAGRAPH_1
       "\u201CWe will build it together.\u201D\n\n\"We will,\" he said, \"build "
       "it.\"\n\n" PARAGRAPH_2);
  assert_zone(f, "We will build it together", "quote");
  assert_zone(f, "he said", "body");
  char text[700]; /* the second quotation begins far behind the start */
  snprintf(text, sizeof text,
           PARAGRAPH_1 "\"%0400d,\" said the mayor, who is from here, \"and no more.\"\n", 7);
  find(f, "", text);
  assert_zone(f, "said the mayor", "body");
}

static void links_with_a_label_are_teasers_in_many_languages(void **state) {
  fixture *f = *state;
  static const char *const LINES[] = {
      "READ MORE: Harbour plans divide the town",    "Lesen Sie auch: Streit um den Hafen",
      "\u00C0 lire aussi : Le port divise la ville", "Lea tambi\u00E9n: El puerto divide",
      "Leggi anche: Il porto divide la citt\u00E0",  "Читайте также: Спор о порте"};
  for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
    char text[1000];
    snprintf(text, sizeof text, PARAGRAPH_1 PARAGRAPH_3 "%s\n\n" PARAGRAPH_2, LINES[i]);
    find(f, "", text);
    assert_zone(f, LINES[i], "teaser");
    assert_zone(f, "Work will begin", "body");
  }
}

static void the_list_below_a_label_ends_where_sentences_begin(void **state) {
  fixture *f = *state;
  find(f, "",
       PARAGRAPH_1 PARAGRAPH_3
       "EN \u00C7OK OKUNAN\n\n1. Liman yenilenecek\n2. Yeni k\u00F6pr\u00FC "
       "a\u00E7\u0131ld\u0131\n\n" PARAGRAPH_2);
  assert_zone(f, "EN \u00C7OK", "teaser");
  assert_zone(f, "Liman", "teaser");
  assert_zone(f, "Yeni", "teaser");
  assert_zone(f, "Work will begin", "body");
}

static void menus_and_footers_around_an_article_are_not_body(void **state) {
  fixture *f = *state;
  find(f, "",
       "Home\nNews\nSports\nLog in\nSubscribe\nMenu\nSearch\nAbout us\nContact\n" PARAGRAPH_1
           PARAGRAPH_2 PARAGRAPH_3
       "Share\nTweet\nPrivacy policy\nTerms of use\nSign up for our newsletter\nCopyright 2021 All "
       "rights reserved\n");
  assert_zone(f, "Home\n", "boilerplate");
  assert_zone(f, "Log in", "boilerplate");
  assert_zone(f, "The council", "body");
  assert_zone(f, "Fishermen", "body");
  assert_zone(f, "Sign up", "boilerplate");
  assert_zone(f, "Copyright", "boilerplate");
}

static void a_subheading_and_an_announced_list_stay_in_the_body(void **state) {
  fixture *f = *state;
  find(f, "",
       "Home\nLog in\nSubscribe\nMenu\nSearch\n" PARAGRAPH_1 PARAGRAPH_2
       "What happens next\n\n" PARAGRAPH_3
       "These piers will be closed until then:\n\n* North pier\n* South pier\n* Old "
       "ferry\n\n" PARAGRAPH_4);
  assert_zone(f, "What happens next", "body");
  assert_zone(f, "North pier", "body");
  assert_zone(f, "Old ferry", "body");
}

static void comments_behind_an_article_are_not_body(void **state) {
  fixture *f = *state;
  find(f, "",
       "Home\nLog in\nSubscribe\nMenu\nSearch\nShare\n" PARAGRAPH_1 PARAGRAPH_2 PARAGRAPH_3
           PARAGRAPH_4 PARAGRAPH_5 PARAGRAPH_6
       "12 Comments\n\nI think that this harbour will never be finished, whatever the mayor says "
       "about it.\n\n"
       "You have said so about the bridge too, and look at what a fine bridge we have now.\n");
  assert_zone(f, "I think", "boilerplate");
  assert_zone(f, "You have said", "boilerplate");
}

/* ---- plain articles: nothing but body ---- */

static void all_is_body(fixture *f, const char *text) {
  find(f, "An unrelated headline", text);
  for (size_t i = 0; i < f->zones.n; i++)
    assert_string_equal(wt_zone_name(f->zones.items[i].kind), "body");
}

static void plain_texts_of_many_shapes_are_body(void **state) {
  fixture *f = *state;
  all_is_body(f, "A storm hit the coast.");
  all_is_body(f, "storm hits coast");
  all_is_body(f, "x");
  all_is_body(f, PARAGRAPH_1 PARAGRAPH_2 PARAGRAPH_3);
  all_is_body(f,
              "SOCCER - NORTH GET LUCKY WIN, SOUTH IN SURPRISE DEFEAT.\nNORTH BEAT EAST BY TWO "
              "GOALS TO ONE.\nSOUTH LOST.\n");
  all_is_body(f, "North 2 East 1\nSouth 0 West 3\nHill 1 Lake 1\nTown 4 Port 0\n");
  all_is_body(
      f,
      "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\n"
      "Could frame thy fearful symmetry?\n");
  all_is_body(f,
              "Interviewer\n\nHow did it begin, and who was there?\n\nMayor\n\nIt began with a "
              "letter from the north.\n\n"
              "Interviewer\n\nAnd then?\n\nMayor\n\nThen the ships came, one after the "
              "other.\n\nInterviewer\n\nMany?\n");
  all_is_body(f,
              "The company said it had reached\nan agreement to sell its units in\nthe north to a "
              "group of\ninvestors.\n"
              "    Terms of the deal were not\ndisclosed, the company said.\n    Shr 24 cts vs 20 "
              "cts\n    Net 412,737 vs 300,100\n");
  all_is_body(f, "Le maire a ouvert le pont.\nIl a six ans.\n");
}

static void a_text_of_white_space_is_boilerplate(void **state) {
  fixture *f = *state;
  find(f, "", " \n\t\r\n \u00A0\n");
  assert_int_equal(f->zones.n, 1);
  assert_int_equal(f->zones.items[0].kind, WT_ZONE_BOILERPLATE);
}

static void line_breaks_of_all_kinds_give_the_same_zones(void **state) {
  fixture *f = *state;
  char unix_lines[sizeof PAGE], mac[sizeof PAGE], dos[2 * sizeof PAGE];
  memcpy(unix_lines, PAGE, sizeof PAGE);
  memcpy(mac, PAGE, sizeof PAGE);
  size_t n = 0;
  for (size_t i = 0; i < sizeof PAGE; i++) {
    if (PAGE[i] == '\n') mac[i] = '\r', dos[n++] = '\r';
    dos[n++] = PAGE[i];
  }
  find(f, "", unix_lines);
  const size_t zones = f->zones.n;
  wt_zone_kind kinds[64];
  assert_true(zones < 64);
  for (size_t i = 0; i < zones; i++) kinds[i] = f->zones.items[i].kind;
  const char *const others[] = {mac, dos};
  for (size_t k = 0; k < 2; k++) {
    find(f, "", others[k]);
    assert_int_equal(f->zones.n, zones);
    for (size_t i = 0; i < zones; i++) assert_int_equal(f->zones.items[i].kind, kinds[i]);
  }
}

static void zones_are_appended_behind_what_the_list_holds(void **state) {
  fixture *f = *state;
  find(f, "", "A storm hit the coast.");
  assert_int_equal(wt_find_zones("", 0, "Two.", 4, &f->arena, &f->zones, NULL), WT_OK);
  assert_int_equal(f->zones.n, 2);
  assert_int_equal(f->zones.items[0].end, 22);
  assert_int_equal(f->zones.items[1].start, 0);
  assert_int_equal(f->zones.items[1].end, 4);
}

/* Time grows with the size, whatever is repeated: 4 MB of each would take minutes otherwise. */
static void hostile_texts_take_linear_time(void **state) {
  fixture *f = *state;
  static const char *const PARTS[] = {"a",
                                      "(\n",
                                      "* \n",
                                      "word And ",
                                      "Same line\n",
                                      "Share: \n",
                                      "Most popular\n",
                                      "\n",
                                      "\"",
                                      "A list that ends with:\n",
                                      "\u2014",
                                      "12 Comments\n",
                                      "A -- "};
  const size_t size = 4000000;
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t k = 0; k < sizeof PARTS / sizeof PARTS[0]; k++) {
    const size_t part = strlen(PARTS[k]), whole = size / part * part;
    for (size_t i = 0; i < whole; i++) text[i] = PARTS[k][i % part];
    find_sized(f, "", text, whole);
  }
  free(text);
}

static void the_tables_of_phrases_are_sorted(void **state) {
  (void)state;
  assert_null(wt_marks_disorder());
  assert_null(wt_line_shapes_disorder());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_empty_text_has_no_zone, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_saved_page_is_taken_apart, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_headline_is_found_with_and_without_the_title_field,
                                      set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_wrapped_first_line_is_no_headline, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_date_line_above_the_text_is_a_byline, set_up, tear_down),
      cmocka_unit_test_setup_teardown(sentences_about_dates_are_body, set_up, tear_down),
      cmocka_unit_test_setup_teardown(datelines_of_the_agencies_end_at_the_dash, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_only_resembles_a_dateline_is_body, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_place_alone_below_the_headline_is_a_dateline, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(bylines_and_credits_of_agencies, set_up, tear_down),
      cmocka_unit_test_setup_teardown(captions_by_their_first_or_last_words, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_source_behind_a_news_item_makes_no_caption, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(a_paragraph_in_quotation_marks_is_a_quote, set_up, tear_down),
      cmocka_unit_test_setup_teardown(links_with_a_label_are_teasers_in_many_languages, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(the_list_below_a_label_ends_where_sentences_begin, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(menus_and_footers_around_an_article_are_not_body, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(a_subheading_and_an_announced_list_stay_in_the_body, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(comments_behind_an_article_are_not_body, set_up, tear_down),
      cmocka_unit_test_setup_teardown(plain_texts_of_many_shapes_are_body, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_text_of_white_space_is_boilerplate, set_up, tear_down),
      cmocka_unit_test_setup_teardown(line_breaks_of_all_kinds_give_the_same_zones, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(zones_are_appended_behind_what_the_list_holds, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(hostile_texts_take_linear_time, set_up, tear_down),
      cmocka_unit_test(the_tables_of_phrases_are_sorted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
