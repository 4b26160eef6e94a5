/* test_resolve_coreference.c - which mentions mean the same. */
#include "resolve_lab.h"

static void a_surname_belongs_to_the_full_name(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "Recep Tayyip Erdoğan spoke to President Recep Tayyip Erdoğan fans. Erdoğan left.");
  rlab_expect_same(b, "Recep Tayyip Erdoğan", "Erdoğan", "surname");
}

static void a_surname_is_found_without_its_accents_and_in_capitals(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "ERDOGAN LEAVES",
               "We saw President Recep Tayyip Erdoğan there. Then Erdogan left.");
  const wt_entity *e = rlab_entity(b, "Recep Tayyip Erdoğan", 0);
  assert_non_null(rlab_mention(b, e, "Erdogan"));
  assert_non_null(rlab_mention(b, e, "ERDOGAN"));
  assert_int_equal(e->mentions[0].field, WT_FIELD_TITLE);
  assert_string_equal(e->name, "Recep Tayyip Erdoğan");
}

static void a_surname_before_the_full_name_belongs_to_it_too(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "President Zyxwor spoke. Later Maria Zyxwor left.");
  rlab_expect_same(b, "Maria Zyxwor", "Zyxwor", "surname");
}

static void a_listed_surname_follows_the_full_name_of_the_article(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Maria Putin there. Then Putin left.");
  const wt_entity *e = rlab_expect(b, "Maria Putin", WT_PERSON, NULL);
  assert_non_null(rlab_mention(b, e, "Putin"));
}

static void two_persons_with_one_surname_are_kept_apart(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "Maria Zyxwor came. Then Zyxwor sang. Michael Zyxwor came. Then Zyxwor sang.");
  assert_ptr_not_equal(rlab_entity(b, "Maria Zyxwor", 0), rlab_entity(b, "Michael Zyxwor", 0));
  assert_ptr_equal(rlab_entity(b, "Zyxwor", 0), rlab_entity(b, "Maria Zyxwor", 0));
  assert_ptr_equal(rlab_entity(b, "Zyxwor", 1), rlab_entity(b, "Michael Zyxwor", 0));
}

static void initials_and_missing_middle_names_are_variants(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "John R. Zyxwor came. We saw John Zyxwor and J. Zyxwor there.");
  rlab_expect_same(b, "John R. Zyxwor", "John Zyxwor", "name-variant");
  rlab_expect_same(b, "John R. Zyxwor", "J. Zyxwor", "name-variant");
}

static void a_given_name_with_a_title_belongs_to_its_only_bearer(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Michael Zyxwor there. Then Prince Michael left.");
  rlab_expect_same(b, "Michael Zyxwor", "Michael", "given-name");
}

static void a_place_name_follows_the_person_named_before(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We met Paris Hilton and Denzel Washington. On the way Washington sang.");
  rlab_expect_same(b, "Denzel Washington", "Washington", "surname");
  rlab_resolve(b, "", "We drove to Washington first.");
  rlab_expect(b, "Washington", WT_PLACE, "g:dc");
}

static void a_place_in_place_context_stays_a_place(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We met Michael Jordan. He lives near Jordan with friends.");
  const wt_entity *place = rlab_entity(b, "Jordan", 0);
  assert_int_equal(place->type, WT_PLACE);
  assert_string_equal(place->id, "g:jo");
}

static void an_acronym_in_brackets_is_its_expansion(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Federal Security Service (FSB) came. Then the FSB left.");
  rlab_expect_same(b, "Federal Security Service", "FSB", "acronym");
  assert_int_equal(rlab_entity(b, "FSB", 0)->n_mentions, 3);
}

static void an_acronym_of_another_body_lends_no_id(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Zyxwor Police Department (SPD) came. The SPD left.");
  const wt_entity *e = rlab_entity(b, "Zyxwor Police Department", 0);
  assert_ptr_equal(e, rlab_entity(b, "SPD", 0));
  assert_null(e->id);
}

static void an_acronym_of_the_initials_needs_no_brackets(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Zyxwor Quxley Agency came. Then the ZQA left.");
  rlab_expect_same(b, "Zyxwor Quxley Agency", "ZQA", "acronym");
}

static void a_short_name_belongs_to_the_only_longer_one(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The Parliament of Zyxwor voted. Later the Parliament met.");
  rlab_expect_same(b, "Parliament of Zyxwor", "Parliament", "short-name");
}

static void aliases_of_one_entry_are_one_entity(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "In the United States it rained. The U.S. was wet, America was too.");
  const wt_entity *e = rlab_expect(b, "U.S.", WT_PLACE, "g:us");
  assert_int_equal(e->n_mentions, 3);
  assert_string_equal(e->name, "United States");
}

static void a_family_is_an_entity_of_its_own(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw President Maria Zyxwor there. Later the Zyxwors left.");
  const wt_entity *e = rlab_expect(b, "Zyxwors", WT_PERSON, NULL);
  assert_string_equal(e->mentions[0].rule, "family");
  assert_ptr_not_equal(e, rlab_entity(b, "Maria Zyxwor", 0));
}

static void a_middle_word_may_be_the_surname(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Maria Zyxwor Quxley there. Later Zyxwor left.");
  rlab_expect_same(b, "Maria Zyxwor Quxley", "Zyxwor", "surname");
}

static void a_surname_keeps_its_particle(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "We saw Maria de Zyxwor there. They said that de Zyxwor left.");
  rlab_expect_same(b, "Maria de Zyxwor", "de Zyxwor", "name-variant");
}

static void a_storm_keeps_its_name_alone(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They fled when Hurricane Zyxwor came. They said that Zyxwor was strong.");
  rlab_expect_same(b, "Hurricane Zyxwor", "Zyxwor", "short-name");
}

static void a_listed_short_name_follows_the_longer_name_of_the_article(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The New York Times asked him. He told the Times that he was well.");
  rlab_expect(b, "New York Times", WT_ORGANIZATION, "o:nyt");
  rlab_expect_same(b, "New York Times", "Times", "short-name");
  rlab_resolve(b, "", "He told the Times that he was well.");
  rlab_expect(b, "Times", WT_ORGANIZATION, "o:times");
}

static void a_listed_surname_follows_the_person_of_the_article(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Governor Wanda Vázquez Garced spoke. Later Vázquez left.");
  rlab_expect_same(b, "Wanda Vázquez Garced", "Vázquez", "surname");
  rlab_expect(b, "Vázquez", WT_PERSON, "p:wanda");
}

static void types_never_mix(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "We met Maria Acme there. The company Acme fell. Turkish and Turkey are two.");
  for (size_t i = 0; i < b->resolved.n; i++) {
    const wt_entity *e = &b->resolved.entities[i];
    if (e->id != NULL && strncmp(e->id, "g:", 2) == 0) assert_int_equal(e->type, WT_PLACE);
    if (e->id != NULL && strncmp(e->id, "m:", 2) == 0) assert_int_equal(e->type, WT_MISC);
  }
  assert_ptr_not_equal(rlab_entity(b, "Turkish", 0), rlab_entity(b, "Turkey", 0));
}

static void a_hundred_thousand_persons_with_one_surname_stay_apart(void **state) {
  wt_rlab *b = *state;
  enum { N = 100000, SIZE = 40 };
  char *text = malloc(N * SIZE + 1);
  size_t at = 0;
  for (unsigned i = 0; i < N; i++)
    at += (size_t)snprintf(text + at, SIZE, "We met Mr. Q%c%c%c%c Zyxwor. ",
                           'a' + (int)(i / 17576 % 26), 'a' + (int)(i / 676 % 26),
                           'a' + (int)(i / 26 % 26), 'a' + (int)(i % 26));
  rlab_resolve(b, "", text);
  assert_int_equal(b->resolved.n, N);
  free(text);
}

static void names_that_look_alike_stay_apart(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Niger and Nigeria met; so did Guinea and Equatorial Guinea.");
  rlab_expect(b, "Niger", WT_PLACE, "g:niger");
  rlab_expect(b, "Nigeria", WT_PLACE, "g:nigeria");
  rlab_expect(b, "Guinea", WT_PLACE, "g:gn");
  rlab_expect(b, "Equatorial Guinea", WT_PLACE, "g:gq");
  rlab_resolve(b, "", "The Republic of the Congo and the Democratic Republic of the Congo met.");
  assert_int_equal(b->resolved.n, 2);
}

/* The entity that a surname means in a text. */
static void expect_surname(wt_rlab *b, const char *text, const char *surname, size_t n,
                           const char *whose) {
  rlab_resolve(b, "", text);
  const wt_entity *e = rlab_entity(b, surname, n);
  if (e == NULL || strcmp(e->name, whose) != 0)
    fail_msg("%s: %s", text, e == NULL ? "nothing" : e->name);
}

static void a_surname_means_its_listed_owner_beside_others(void **state) {
  wt_rlab *b = *state;
  expect_surname(b, "Bill Clinton and Hillary Clinton came. Then Clinton sang.", "Clinton", 0,
                 "Hillary Clinton");
  expect_surname(b, "We saw Vladimir Putin and Maria Putin there. Then Putin left.", "Putin", 0,
                 "Vladimir Putin");
  /* named first and twice as often */
  expect_surname(b,
                 "We saw Maria Putin there. Maria Putin sang. Vladimir Putin sat there. Then Putin "
                 "left.",
                 "Putin", 0, "Maria Putin");
}

static void a_president_of_the_name_is_meant_behind_the_title(void **state) {
  wt_rlab *b = *state;
  expect_surname(b, "Hillary Clinton and Bill Clinton came. Then President Clinton sang.",
                 "Clinton", 0, "Bill Clinton");
  expect_surname(b, "Hillary Clinton and Bill Clinton came. Then the Clinton administration sang.",
                 "Clinton", 0, "Bill Clinton");
}

static void a_listed_body_is_not_the_longer_name_that_begins_with_it(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The House Zyx Committee met in America. Then the House met.");
  rlab_expect(b, "House Zyx Committee", WT_ORGANIZATION, NULL);
  rlab_expect(b, "House", WT_ORGANIZATION, "o:house");
}

static void the_name_behind_of_is_not_the_whole(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "The Zyx Assembly of the Council of Europe met. Then the Council of Europe met.");
  rlab_expect(b, "Council of Europe", WT_ORGANIZATION, "o:coe");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_surname_belongs_to_the_full_name),
      cmocka_unit_test(a_surname_is_found_without_its_accents_and_in_capitals),
      cmocka_unit_test(a_surname_before_the_full_name_belongs_to_it_too),
      cmocka_unit_test(a_listed_surname_follows_the_full_name_of_the_article),
      cmocka_unit_test(two_persons_with_one_surname_are_kept_apart),
      cmocka_unit_test(initials_and_missing_middle_names_are_variants),
      cmocka_unit_test(a_given_name_with_a_title_belongs_to_its_only_bearer),
      cmocka_unit_test(a_place_name_follows_the_person_named_before),
      cmocka_unit_test(a_place_in_place_context_stays_a_place),
      cmocka_unit_test(an_acronym_in_brackets_is_its_expansion),
      cmocka_unit_test(an_acronym_of_another_body_lends_no_id),
      cmocka_unit_test(an_acronym_of_the_initials_needs_no_brackets),
      cmocka_unit_test(a_short_name_belongs_to_the_only_longer_one),
      cmocka_unit_test(aliases_of_one_entry_are_one_entity),
      cmocka_unit_test(a_family_is_an_entity_of_its_own),
      cmocka_unit_test(a_middle_word_may_be_the_surname),
      cmocka_unit_test(a_surname_keeps_its_particle),
      cmocka_unit_test(a_storm_keeps_its_name_alone),
      cmocka_unit_test(a_listed_short_name_follows_the_longer_name_of_the_article),
      cmocka_unit_test(a_listed_surname_follows_the_person_of_the_article),
      cmocka_unit_test(types_never_mix),
      cmocka_unit_test(a_hundred_thousand_persons_with_one_surname_stay_apart),
      cmocka_unit_test(names_that_look_alike_stay_apart),
      cmocka_unit_test(a_surname_means_its_listed_owner_beside_others),
      cmocka_unit_test(a_president_of_the_name_is_meant_behind_the_title),
      cmocka_unit_test(a_listed_body_is_not_the_longer_name_that_begins_with_it),
      cmocka_unit_test(the_name_behind_of_is_not_the_whole),
  };
  return cmocka_run_group_tests_name("resolve coreference", tests, rlab_set_up, rlab_tear_down);
}
