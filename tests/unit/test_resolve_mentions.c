/* test_resolve_mentions.c - which hits and spans become mentions, and where known names are found.
 */
#include "resolve_lab.h"

static void a_listed_title_is_no_part_of_the_mention(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They wrote to Pope Francis again.");
  assert_string_equal(rlab_expect(b, "Francis", WT_PERSON, "p:francis")->name, "Pope Francis");
  assert_null(rlab_entity(b, "Pope Francis", 0));
}

static void a_listed_article_is_no_part_of_the_mention(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "So The Guardian wrote.");
  rlab_expect(b, "Guardian", WT_ORGANIZATION, "o:guard");
}

static void a_weak_name_needs_other_evidence(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "It was a Nice day. He said Nice things.");
  assert_null(rlab_entity(b, "Nice", 0));
  rlab_resolve(b, "", "They met near Nice on Sunday.");
  rlab_expect(b, "Nice", WT_PLACE, "g:nice");
  rlab_resolve(b, "", "The road to Nice, France was closed.");
  rlab_expect(b, "Nice", WT_PLACE, "g:nice");
}

static void the_longer_candidate_wins(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "A note of the Turkish Foreign Ministry came.");
  rlab_expect(b, "Turkish Foreign Ministry", WT_ORGANIZATION, NULL);
  assert_null(rlab_entity(b, "Turkish", 0));
}

static void money_is_no_country(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "It cost US$2 million in the US.");
  const wt_entity *e = rlab_expect(b, "US", WT_PLACE, "g:us");
  assert_int_equal(e->n_mentions, 1);
  assert_true(e->mentions[0].start > 10);
}

static void hyphenated_nationalities_are_two_mentions(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The round of the Russian-Turkish consultations began.");
  assert_string_equal(rlab_expect(b, "Russian", WT_MISC, "m:rus")->refers_to, "g:ru");
  assert_string_equal(rlab_expect(b, "Turkish", WT_MISC, "m:tur")->refers_to, "g:tr");
}

static void the_first_word_of_an_organization_may_stand_for_it(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Zyxwor Agency came. They said that Zyxwor left.");
  rlab_expect_same(b, "Zyxwor Agency", "Zyxwor", "short-name");
}

static void the_first_word_of_an_organization_in_another_name_does_not(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Defense Intelligence Agency met. The Defense Secretary left.");
  assert_null(rlab_entity(b, "Defense", 0));
  rlab_resolve(b, "", "The Border Institute met. They saw the Border of old.");
  assert_null(rlab_entity(b, "Border", 0));
}

static void a_month_is_no_surname(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Theresa May spoke. It was late in May, and May left on May 3.");
  rlab_expect_same(b, "Theresa May", "May", "surname");
  assert_int_equal(rlab_entity(b, "Theresa May", 0)->n_mentions, 2);
}

static void a_weak_name_joined_to_a_sure_one_counts(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "A cup for Aston Villa and Zork came.");
  rlab_expect(b, "Zork", WT_ORGANIZATION, "o:zork");
  rlab_resolve(b, "", "A cup for Zork came.");
  assert_null(rlab_entity(b, "Zork", 0));
}

static void a_headline_in_capitals_is_read_with_the_body(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "ZYXWOR AGENCY FINES ACME", "The Zyxwor Agency fined Acme on Sunday.");
  const wt_entity *e = rlab_entity(b, "Zyxwor Agency", 0);
  assert_non_null(rlab_mention(b, e, "ZYXWOR AGENCY"));
  assert_string_equal(e->name, "Zyxwor Agency");
}

static void teasers_count_only_when_asked_for(void **state) {
  wt_rlab *b = *state;
  static const char TEXT[] = "They went to Ankara.\n\nMoscow calls President Zyxwor back";
  wt_zone zones[] = {{WT_ZONE_BODY, WT_FIELD_TEXT, 0, 22},
                     {WT_ZONE_TEASER, WT_FIELD_TEXT, 22, sizeof TEXT - 1}};
  rlab_resolve_zones(b, "", TEXT, zones, 2, false);
  assert_int_equal(b->resolved.n, 1);
  rlab_expect(b, "Ankara", WT_PLACE, "g:ank");
  rlab_resolve_zones(b, "", TEXT, zones, 2, true);
  assert_int_equal(rlab_expect(b, "Moscow", WT_PLACE, "g:mos")->mentions[0].zone, WT_ZONE_TEASER);
  assert_non_null(rlab_entity(b, "Zyxwor", 0));
}

static void a_full_name_in_a_teaser_lends_nothing_to_the_body(void **state) {
  wt_rlab *b = *state;
  static const char TEXT[] = "Then Zyxwor came.\n\nWe saw President Maria Zyxwor and others there";
  wt_zone zones[] = {{WT_ZONE_BODY, WT_FIELD_TEXT, 0, 19},
                     {WT_ZONE_TEASER, WT_FIELD_TEXT, 19, sizeof TEXT - 1}};
  rlab_resolve_zones(b, "", TEXT, zones, 2, false);
  assert_int_equal(b->resolved.n, 0);
}

static void an_empty_article_has_no_entities(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "");
  assert_int_equal(b->resolved.n, 0);
  assert_null(b->resolved.dateline);
}

static void a_hundred_thousand_equal_names_are_one_entity(void **state) {
  wt_rlab *b = *state;
  enum { N = 100000 };
  static const char ONE[] = "He saw Ankara. ";
  char *text = malloc(N * (sizeof ONE - 1) + 1);
  for (size_t i = 0; i < N; i++) memcpy(text + i * (sizeof ONE - 1), ONE, sizeof ONE);
  rlab_resolve(b, "", text);
  assert_int_equal(b->resolved.n, 1);
  assert_int_equal(b->resolved.entities[0].n_mentions, N);
  free(text);
}

static void common_words_in_lower_case_are_no_places(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(
      b, "", "She served turkey on her best china, and then began to polish it, and it was nice.");
  assert_int_equal(b->resolved.n, 0);
}

static void degrees_short_words_and_numbers_are_no_names(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "He holds an M.S. and an R.D. Do it, Ma said. Of 28M people, 02 and -5 were 4TH.");
  for (size_t i = 0; i < b->resolved.n; i++) assert_null(b->resolved.entities[i].id);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_listed_title_is_no_part_of_the_mention),
      cmocka_unit_test(a_listed_article_is_no_part_of_the_mention),
      cmocka_unit_test(a_weak_name_needs_other_evidence),
      cmocka_unit_test(the_longer_candidate_wins),
      cmocka_unit_test(money_is_no_country),
      cmocka_unit_test(hyphenated_nationalities_are_two_mentions),
      cmocka_unit_test(the_first_word_of_an_organization_may_stand_for_it),
      cmocka_unit_test(the_first_word_of_an_organization_in_another_name_does_not),
      cmocka_unit_test(a_month_is_no_surname),
      cmocka_unit_test(a_weak_name_joined_to_a_sure_one_counts),
      cmocka_unit_test(a_headline_in_capitals_is_read_with_the_body),
      cmocka_unit_test(teasers_count_only_when_asked_for),
      cmocka_unit_test(a_full_name_in_a_teaser_lends_nothing_to_the_body),
      cmocka_unit_test(an_empty_article_has_no_entities),
      cmocka_unit_test(a_hundred_thousand_equal_names_are_one_entity),
      cmocka_unit_test(common_words_in_lower_case_are_no_places),
      cmocka_unit_test(degrees_short_words_and_numbers_are_no_names),
  };
  return cmocka_run_group_tests_name("resolve mentions", tests, rlab_set_up, rlab_tear_down);
}
