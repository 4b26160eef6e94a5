/* test_resolve_linking.c - which entry a name means, or none. */
#include "resolve_lab.h"

static void a_little_known_club_plays_football(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We heard that Denver Rovers would buy the bank.");
  rlab_expect(b, "Denver Rovers", WT_ORGANIZATION, NULL);
  rlab_resolve(b, "",
               "The club Denver Rovers won the match, its striker scored a goal in the league.");
  rlab_expect(b, "Denver Rovers", WT_ORGANIZATION, "o:rovers");
}

static void a_listed_person_gets_its_id_and_all_that_the_list_knows(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Vladimir Putin there.");
  const wt_entity *e = rlab_expect(b, "Vladimir Putin", WT_PERSON, "p:putin");
  assert_string_equal(e->name, "Vladimir Putin");
  assert_string_equal(e->key, "person:vladimir putin");
  assert_string_equal(e->subtype, "politician");
  assert_string_equal(e->same_as, "x:1 x:2");
  assert_string_equal(e->country, "RU");
  assert_false(e->has_position);
  assert_true(e->mentions[0].how & WT_HOW_GAZETTEER);
  assert_true(e->score > 0.8 && e->score <= 0.99);
}

static void a_name_that_no_list_has_keeps_its_own_key(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Minister Sedat Önal there.");
  const wt_entity *e = rlab_expect(b, "Sedat Önal", WT_PERSON, NULL);
  assert_string_equal(e->key, "person:sedat önal");
  assert_string_equal(e->name, "Sedat Önal");
  assert_int_equal(e->mentions[0].how, WT_HOW_RULE);
  assert_string_equal(e->mentions[0].rule, "title-before-person");
}

static void the_key_is_lower_case_in_every_script_and_without_locale(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Minister İsmail Ğula there, and Minister Ötzi\nÉlan too.");
  assert_string_equal(rlab_expect(b, "İsmail Ğula", WT_PERSON, NULL)->key, "person:ismail ğula");
  assert_string_equal(rlab_expect(b, "Ötzi\nÉlan", WT_PERSON, NULL)->name, "Ötzi Élan");
}

static void a_generic_body_belongs_to_a_country_of_the_article(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They voted in the Parliament of France. In Russia the Parliament slept.");
  rlab_expect(b, "Parliament of France", WT_ORGANIZATION, NULL);
  rlab_resolve(b, "", "From France they wrote that the Parliament slept.");
  rlab_expect(b, "Parliament", WT_ORGANIZATION, NULL);
  rlab_resolve(b, "", "From Russia they wrote that the Parliament slept.");
  rlab_expect(b, "Parliament", WT_ORGANIZATION, "o:parl");
}

static void a_person_whom_nobody_knows_needs_a_reason(void **state) {
  static const struct {
    const char *text, *surface, *id;
  } rows[] = {
      {"In the U.S. the state Rep. John Bacon spoke.", "John Bacon", "p:bacon"},
      {"In the U.S. the reporter John Bacon spoke.", "John Bacon", NULL},
      {"In the U.S. the mayor, Ann Stone, spoke.", "Ann Stone", "p:may"},
      {"In the U.S. the singer Ann Stone spoke.", "Ann Stone", NULL},
      {"The striker Rafael Ramos scored a goal in the league match.", "Rafael Ramos", "p:ramos"},
      {"Police officer Rafael Ramos was shot on Monday.", "Rafael Ramos", NULL},
      {"In Turkey, Ali Demir spoke.", "Ali Demir", "p:turk"},
      {"In France, Ali Demir spoke of France.", "Ali Demir", NULL},
      {"In France, Ali Demir spoke.", "Ali Demir", "p:turk"},
      {"Ali Demir spoke on Monday.", "Ali Demir", "p:turk"},
  };
  wt_rlab *b = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rlab_resolve(b, "", rows[i].text);
    const wt_entity *e = rlab_entity(b, rows[i].surface, 0);
    if (e == NULL) fail_msg("%s: no mention", rows[i].text);
    const char *id = e->id == NULL ? "-" : e->id, *wanted = rows[i].id == NULL ? "-" : rows[i].id;
    if (strcmp(id, wanted) != 0) fail_msg("%s: %s", rows[i].text, id);
  }
}

static void a_ministry_is_that_of_a_country_of_the_article(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "In Turkey the Finance Ministry spoke.");
  rlab_expect(b, "Finance Ministry", WT_ORGANIZATION, "o:fin-tr");
  rlab_resolve(b, "", "In France the Finance Ministry spoke of France.");
  rlab_expect(b, "Finance Ministry", WT_ORGANIZATION, NULL);
}

static void a_bare_surname_is_no_star_that_the_article_does_not_name(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "In America Mr. Wade said no.");
  rlab_expect(b, "Wade", WT_PERSON, NULL);
  rlab_resolve(b, "", "In America we met Dwyane Wade there. Mr. Wade said no.");
  rlab_expect(b, "Wade", WT_PERSON, "p:wade");
}

static void a_party_of_one_word_is_of_a_country_that_is_spoken_of(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Voxx said so.");
  rlab_expect(b, "Voxx", WT_ORGANIZATION, "o:voxx");
  rlab_resolve(b, "", "America, they say, is America. Voxx said so.");
  rlab_expect(b, "Voxx", WT_ORGANIZATION, NULL);
}

static void an_acronym_spelled_out_in_small_letters_is_no_body(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They agreed on the automatic exchange of information (AEOI) on Monday.");
  const wt_entity *e = rlab_entity(b, "AEOI", 0);
  assert_true(e == NULL || e->id == NULL);
  rlab_resolve(b, "", "They asked the atomic energy organization of Iran (AEOI) on Monday.");
  rlab_expect(b, "AEOI", WT_ORGANIZATION, "o:aeoi");
}

static void an_acronym_lends_no_id_of_a_country_that_is_not_spoken_of(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Federal Office of Communications (OFCOM) said so in France.");
  rlab_expect(b, "Federal Office of Communications", WT_ORGANIZATION, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_little_known_club_plays_football),
      cmocka_unit_test(a_listed_person_gets_its_id_and_all_that_the_list_knows),
      cmocka_unit_test(a_name_that_no_list_has_keeps_its_own_key),
      cmocka_unit_test(the_key_is_lower_case_in_every_script_and_without_locale),
      cmocka_unit_test(a_generic_body_belongs_to_a_country_of_the_article),
      cmocka_unit_test(a_person_whom_nobody_knows_needs_a_reason),
      cmocka_unit_test(a_ministry_is_that_of_a_country_of_the_article),
      cmocka_unit_test(a_bare_surname_is_no_star_that_the_article_does_not_name),
      cmocka_unit_test(a_party_of_one_word_is_of_a_country_that_is_spoken_of),
      cmocka_unit_test(an_acronym_spelled_out_in_small_letters_is_no_body),
      cmocka_unit_test(an_acronym_lends_no_id_of_a_country_that_is_not_spoken_of),
  };
  return cmocka_run_group_tests_name("resolve linking", tests, rlab_set_up, rlab_tear_down);
}
