/* test_recogniser.c - one test a rule: which words of a sentence become which name, and by what. */
#include "recognise/recogniser.h"
#include "unit.h"

typedef struct {
  wt_recogniser *recogniser;
  wt_recogniser_state *state;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
} bench;

static void tokenize(wt_tokens *out, const char *text) {
  size_t size = strlen(text);
  wt_zone body = {WT_ZONE_BODY, WT_FIELD_TEXT, 0, (uint32_t)size};
  assert_int_equal(wt_tokenize(text, size, &body, size > 0, out, NULL), WT_OK);
}

/* A hit as the gazetteer would give it, on the first occurrence of `name` in the text. */
static void list(bench *b, const char *name, wt_type type) {
  wt_tokens *t = &b->fields[WT_FIELD_TEXT];
  const char *found = strstr(t->bytes, name);
  assert_non_null(found);
  uint32_t start = (uint32_t)(found - t->bytes), end = start + (uint32_t)strlen(name);
  wt_hit hit = {.types = (uint8_t)(1u << type), .best = (uint8_t)type};
  while (t->tokens[hit.first].start < start) hit.first++;
  hit.end = hit.first;
  while (hit.end < t->n && t->tokens[hit.end].end <= end) hit.end++;
  wt_hits *hits = &b->hits[WT_FIELD_TEXT];
  hits->items = wt_grow(hits->items, &hits->capacity, hits->n + 1, sizeof *hits->items);
  size_t at = hits->n++;
  for (; at > 0 && hits->items[at - 1].first > hit.first; at--)
    hits->items[at] = hits->items[at - 1];
  hits->items[at] = hit;
}

static void run(bench *b) {
  assert_int_equal(wt_recognise(b->state, b->fields, b->hits, b->spans, NULL), WT_OK);
}

static void read_text(bench *b, const char *title, const char *text) {
  tokenize(&b->fields[WT_FIELD_TITLE], title);
  tokenize(&b->fields[WT_FIELD_TEXT], text);
  b->hits[WT_FIELD_TEXT].n = 0;
}

static const wt_span *find(const bench *b, wt_field field, const char *name) {
  const wt_tokens *t = &b->fields[field];
  size_t size = strlen(name);
  for (size_t i = 0; i < b->spans[field].n; i++) {
    const wt_span *s = &b->spans[field].items[i];
    uint32_t start = t->tokens[s->first].start, end = t->tokens[s->end - 1].end;
    if (end - start == size && memcmp(t->bytes + start, name, size) == 0) return s;
  }
  return NULL;
}

static void expect(const bench *b, const char *name, wt_type type, const char *rule) {
  const wt_span *span = find(b, WT_FIELD_TEXT, name);
  if (span == NULL) fail_msg("no span \"%s\"", name);
  assert_int_equal(span->type, type);
  assert_string_equal(span->rule, rule);
  assert_int_equal(span->how, WT_HOW_RULE);
}

static void expect_none(const bench *b) {
  for (int f = 0; f < WT_FIELDS; f++) {
    if (b->spans[f].n == 0) continue;
    const wt_span *s = &b->spans[f].items[0];
    const wt_tokens *t = &b->fields[f];
    uint32_t start = t->tokens[s->first].start;
    fail_msg("unexpected: %.*s (%s)", (int)(t->tokens[s->end - 1].end - start), t->bytes + start,
             s->rule);
  }
}

/* One text, one expected name. */
static void sentence(void **state, const char *text, const char *name, wt_type type,
                     const char *rule) {
  bench *b = *state;
  read_text(b, "", text);
  run(b);
  expect(b, name, type, rule);
}

static void a_title_marks_a_person_and_is_no_part_of_the_name(void **state) {
  sentence(state, "Yesterday President Tokayev met his guests.", "Tokayev", WT_PERSON,
           "title-before-person");
  sentence(state, "He wrote to Deputy Foreign Minister Sedat Önal again.", "Sedat Önal", WT_PERSON,
           "title-before-person");
  sentence(state, "It was Chief Executive Carrie Lam who spoke.", "Carrie Lam", WT_PERSON,
           "title-before-person");
  sentence(state, "It was Secretary of State Antony Blinken who spoke.", "Antony Blinken",
           WT_PERSON, "title-before-person");
}

static void two_persons_share_a_title(void **state) {
  bench *b = *state;
  read_text(b, "", "He called Presidents Recep Tayyip Erdoğan and Vladimir Putin on Sunday.");
  run(b);
  expect(b, "Recep Tayyip Erdoğan", WT_PERSON, "title-before-person");
  expect(b, "Vladimir Putin", WT_PERSON, "given-name");
}

static void a_title_of_a_country_leaves_the_country_alone(void **state) {
  bench *b = *state;
  read_text(b, "", "He saw the President of Turkey there.");
  list(b, "Turkey", WT_PLACE);
  run(b);
  assert_null(find(b, WT_FIELD_TEXT, "Turkey"));
}

static void a_place_before_a_person_is_cut_off(void **state) {
  bench *b = *state;
  read_text(b, "", "They met Presidential envoy for Syria Sergey Vershinin in the hall.");
  list(b, "Syria", WT_PLACE);
  run(b);
  expect(b, "Sergey Vershinin", WT_PERSON, "given-name");
}

static void a_nationality_before_a_person_is_cut_off(void **state) {
  bench *b = *state;
  read_text(b, "", "On Friday Kazakh Aigul Zhumabayeva won the race.");
  list(b, "Kazakh", WT_MISC);
  run(b);
  expect(b, "Aigul Zhumabayeva", WT_PERSON, "two-or-three-words");
}

static void a_nationality_stays_in_the_name_of_a_ministry(void **state) {
  bench *b = *state;
  read_text(b, "", "A note of the Turkish Foreign Ministry came late.");
  list(b, "Turkish", WT_MISC);
  run(b);
  expect(b, "Turkish Foreign Ministry", WT_ORGANIZATION, "organization-head");
}

static void a_given_name_makes_a_person(void **state) {
  sentence(state, "We asked Maria Xylandra about it.", "Maria Xylandra", WT_PERSON, "given-name");
  sentence(state, "The house of Maria Park was sold.", "Maria Park", WT_PERSON, "given-name");
}

static void initials_make_a_person(void **state) {
  sentence(state, "A book by J. K. Zyxwor sells well.", "J. K. Zyxwor", WT_PERSON, "initials");
}

static void a_role_in_lower_case_marks_a_person(void **state) {
  sentence(state, "The word of spokesman Zorblatt Quxley was final.", "Zorblatt Quxley", WT_PERSON,
           "role-before-person");
  sentence(state, "The word of minister Zorblatt was final.", "Zorblatt", WT_PERSON,
           "role-before-person");
}

static void an_age_marks_a_person(void **state) {
  sentence(state, "They found Zorblatt Quxley, 34, at home.", "Zorblatt Quxley", WT_PERSON,
           "age-behind-person");
}

static void a_number_behind_a_name_closes_it(void **state) {
  sentence(state, "Later came Zorblatt III of the old house.", "Zorblatt III", WT_PERSON,
           "generation");
}

static void a_particle_belongs_to_the_person(void **state) {
  sentence(state, "A letter by Zorblatt van der Quxley was read.", "Zorblatt van der Quxley",
           WT_PERSON, "particle-in-person");
  sentence(state, "The speech of General Abdel al-Quxi was short.", "Abdel al-Quxi", WT_PERSON,
           "title-before-person");
}

static void a_head_makes_an_organization(void **state) {
  sentence(state, "He works for the Zyxwor Agency now.", "Zyxwor Agency", WT_ORGANIZATION,
           "organization-head");
  sentence(state, "A fine for the Food and Drug Administration came.",
           "Food and Drug Administration", WT_ORGANIZATION, "organization-head");
}

static void a_head_with_of_makes_an_organization(void **state) {
  sentence(state, "She left the University of the Zyxwor early.", "University of the Zyxwor",
           WT_ORGANIZATION, "organization-of");
  sentence(state, "She left the Department of Health and Human Services early.",
           "Department of Health and Human Services", WT_ORGANIZATION, "organization-of");
  sentence(state, "She left the Court of Justice early.", "Court of Justice", WT_ORGANIZATION,
           "organization-of");
}

static void a_legal_form_makes_an_organization(void **state) {
  sentence(state, "Shares of Zyxwor Ltd fell.", "Zyxwor Ltd", WT_ORGANIZATION, "legal-form");
}

static void a_body_stands_alone(void **state) {
  sentence(state, "The bill went to the Senate again.", "Senate", WT_ORGANIZATION, "body");
}

static void an_acronym_in_brackets_takes_the_type_of_its_expansion(void **state) {
  bench *b = *state;
  read_text(b, "", "An officer of the Federal Security Service (FSB) came.");
  run(b);
  expect(b, "Federal Security Service", WT_ORGANIZATION, "organization-head");
  expect(b, "FSB", WT_ORGANIZATION, "acronym-in-brackets");
}

static void an_acronym_in_brackets_explains_words_that_no_rule_knows(void **state) {
  bench *b = *state;
  read_text(b, "", "The end of Zyxwor Quxley Vrombat Drizzle (ZQVD) is near.");
  run(b);
  expect(b, "Zyxwor Quxley Vrombat Drizzle", WT_ORGANIZATION, "acronym-in-brackets");
  expect(b, "ZQVD", WT_ORGANIZATION, "acronym-in-brackets");
}

static void heads_make_places(void **state) {
  sentence(state, "Rain fell over Zyxwor Province all day.", "Zyxwor Province", WT_PLACE,
           "place-head");
  sentence(state, "Snow fell over Mount Zyxwor all day.", "Mount Zyxwor", WT_PLACE, "place-first");
}

static void a_preposition_of_place_marks_a_place(void **state) {
  sentence(state, "They live near Zyxwor with friends.", "Zyxwor", WT_PLACE, "place-preposition");
}

static void a_direction_goes_with_a_listed_place(void **state) {
  bench *b = *state;
  read_text(b, "", "People of North Zyxwor voted.");
  list(b, "Zyxwor", WT_PLACE);
  run(b);
  expect(b, "North Zyxwor", WT_PLACE, "direction-before-place");
}

static void heads_make_events(void **state) {
  sentence(state, "They won the Zyxwor Cup twice.", "Zyxwor Cup", WT_MISC, "event-head");
  sentence(state, "When Hurricane Zyxwor came, all fled.", "Hurricane Zyxwor", WT_MISC,
           "event-first");
  sentence(state, "He died in the Battle of Zyxwor then.", "Battle of Zyxwor", WT_MISC, "event-of");
}

static void a_kind_of_place_beside_a_name_marks_a_place(void **state) {
  sentence(state, "People of the Zyxwor district voted.", "Zyxwor", WT_PLACE,
           "kind-of-place-beside");
  sentence(state, "He comes from the village of Zyxwor in the hills.", "Zyxwor", WT_PLACE,
           "kind-of-place-beside");
}

static void a_kind_of_organization_beside_a_name_marks_one(void **state) {
  sentence(state, "He wrote for the newspaper Zyxwor all his life.", "Zyxwor", WT_ORGANIZATION,
           "kind-of-organization-beside");
}

static void a_match_report_names_clubs(void **state) {
  bench *b = *state;
  read_text(b, "", "In the evening they beat Zyxwor twice.");
  list(b, "Zyxwor", WT_PLACE);
  b->hits[WT_FIELD_TEXT].items[0].types |= 1 << WT_ORGANIZATION;
  run(b);
  expect(b, "Zyxwor", WT_ORGANIZATION, "result");
}

static void a_party_takes_its_lower_case_noun(void **state) {
  sentence(state, "He left the Democratic party early.", "Democratic party", WT_ORGANIZATION,
           "party");
}

static void a_prize_goes_on_behind_for_and_in(void **state) {
  sentence(state, "She won the Zyxwor Award for Best Quxley there.", "Zyxwor Award for Best Quxley",
           WT_MISC, "prize-for");
  sentence(state, "She won the Zyxwor Prize in Physics there.", "Zyxwor Prize in Physics", WT_MISC,
           "prize-for");
}

static void planets_are_places(void **state) {
  sentence(state, "The probe flew from Earth in March.", "Earth", WT_PLACE, "heavenly-body");
}

static void a_half_nationality_is_one_name(void **state) {
  bench *b = *state;
  read_text(b, "", "An Iranian-American writer and a Russian-Turkish round.");
  list(b, "Iranian", WT_MISC);
  list(b, "American", WT_MISC);
  list(b, "Russian", WT_MISC);
  list(b, "Turkish", WT_MISC);
  run(b);
  expect(b, "Iranian-American", WT_MISC, "hyphenated-nationality");
  assert_int_equal(b->spans[WT_FIELD_TEXT].n, 1);
}

static void given_names_in_a_list_are_persons(void **state) {
  bench *b = *state;
  read_text(b, "", "He has three sons, Michael, Peter and Thomas.");
  run(b);
  expect(b, "Michael", WT_PERSON, "given-name-alone");
  expect(b, "Thomas", WT_PERSON, "given-name-alone");
}

static void a_title_in_quotation_marks_is_a_work(void **state) {
  sentence(state, "They sang \"Zyxwor on the Quxley\" twice.", "Zyxwor on the Quxley", WT_MISC,
           "quoted-title");
  sentence(state, "They sang “Zyxwor Quxley,” twice.", "Zyxwor Quxley", WT_MISC, "quoted-title");
  bench *b = *state;
  read_text(b, "", "They said: \"Nobody knows what this is,\" and left.");
  run(b);
  expect_none(b);
}

static void guesses_come_last(void **state) {
  sentence(state, "A letter of the ZQV was read.", "ZQV", WT_ORGANIZATION, "acronym");
  sentence(state, "Then they saw Zyxwor Quxley again.", "Zyxwor Quxley", WT_PERSON,
           "two-or-three-words");
}

static void an_everyday_word_that_is_listed_is_denied_where_its_capital_says_nothing(void **state) {
  bench *b = *state;
  read_text(b, "", "Since then it rained.");
  list(b, "Since", WT_PLACE);
  run(b);
  assert_int_equal(b->spans[WT_FIELD_TEXT].n, 1);
  assert_int_equal(b->spans[WT_FIELD_TEXT].items[0].type, WT_TYPES);
  read_text(b, "", "MOST POPULAR STORIES");
  list(b, "POPULAR", WT_ORGANIZATION);
  run(b);
  assert_int_equal(b->spans[WT_FIELD_TEXT].items[0].type, WT_TYPES);
}

static void a_user_s_certain_name_is_never_denied(void **state) {
  bench *b = *state;
  read_text(b, "", "Since then it rained.");
  list(b, "Since", WT_PLACE);
  b->hits[WT_FIELD_TEXT].items[0].certain = 1;
  run(b);
  assert_int_equal(b->spans[WT_FIELD_TEXT].n, 0);
}

static void months_and_weekdays_are_no_names(void **state) {
  bench *b = *state;
  read_text(b, "", "It began on Monday in May and ended in October.");
  run(b);
  expect_none(b);
  sentence(state, "A weekday after President Jalal Talabani Tuesday ends it.", "Jalal Talabani",
           WT_PERSON, "title-before-person");
  sentence(state, "The plan of Theresa May failed.", "Theresa May", WT_PERSON, "given-name");
}

static void a_common_word_at_the_start_of_a_sentence_is_no_name(void **state) {
  bench *b = *state;
  read_text(b, "", "Yesterday it rained. Officials said so. Nobody in town knew.");
  run(b);
  expect_none(b);
}

static void headlines_and_lines_of_capitals_are_no_evidence(void **state) {
  bench *b = *state;
  read_text(b, "Government Plans Higher Taxes For Small Companies", "");
  run(b);
  expect_none(b);
  read_text(b, "MINISTER OPENS NEW HOSPITAL", "");
  run(b);
  expect_none(b);
}

static void a_hyphen_binds_names_but_not_words(void **state) {
  sentence(state, "They met Minister Wang Shih-chien there.", "Wang Shih-chien", WT_PERSON,
           "title-before-person");
  sentence(state, "They began House-Senate talks.", "Senate", WT_ORGANIZATION, "body");
  sentence(state, "They live near Zyxwor-based firms.", "Zyxwor", WT_PLACE, "place-preposition");
}

static void the_possessive_is_no_part_of_a_name(void **state) {
  sentence(state, "The plan of President Zyxwor's party failed.", "Zyxwor", WT_PERSON,
           "title-before-person");
}

static void names_in_addresses_are_left_alone(void **state) {
  bench *b = *state;
  read_text(b, "", "Write to John.Smith@example.com or see http://Zyxwor.example/Agency today.");
  run(b);
  expect_none(b);
}

/* Each would take minutes if a run were walked more than once. */
static void a_long_run_of_capitals_is_no_name_and_is_walked_once(void **state) {
  bench *b = *state;
  static const char *const PIECES[] = {"Zyxwor ",      "Ministry of Bank of ",
                                       "Ab-Cd-ef-",    "Health and Human and ",
                                       "Ab de la Cd ", "\"Ab Cd "};
  enum { ROUNDS = 60000 };
  for (size_t k = 0; k < sizeof PIECES / sizeof *PIECES; k++) {
    size_t size = strlen(PIECES[k]);
    char *text = malloc(ROUNDS * size + 1);
    for (size_t i = 0; i < ROUNDS; i++) memcpy(text + i * size, PIECES[k], size);
    text[ROUNDS * size] = '\0';
    read_text(b, "", text);
    run(b);
    if (k == 0) assert_int_equal(b->spans[WT_FIELD_TEXT].n, 0);
    free(text);
  }
}

static void spans_are_sorted_and_do_not_overlap(void **state) {
  bench *b = *state;
  read_text(b, "",
            "The World Health Organization (WHO), Mayor Bill de Blasio and Maria Xylandra of "
            "Zyxwor Ltd met near Lake Zyxwor and the Foo Bar Agency (FBA).");
  run(b);
  const wt_spans *spans = &b->spans[WT_FIELD_TEXT];
  assert_true(spans->n >= 7);
  for (size_t i = 1; i < spans->n; i++)
    assert_true(spans->items[i - 1].end <= spans->items[i].first);
}

static void empty_fields_give_nothing(void **state) {
  bench *b = *state;
  read_text(b, "", "");
  run(b);
  expect_none(b);
}

static void a_model_that_is_not_there_is_an_error(void **state) {
  (void)state;
  wt_recogniser *recogniser = NULL;
  wt_error error;
  assert_int_equal(wt_recogniser_open("no-such.wtm", &recogniser, &error), WT_IO);
  assert_null(recogniser);
}

static int set_up(void **state) {
  bench *b = calloc(1, sizeof *b);
  assert_int_equal(wt_recogniser_open(NULL, &b->recogniser, NULL), WT_OK);
  assert_string_equal(wt_recogniser_hash(b->recogniser), "rules");
  assert_int_equal(wt_recogniser_state_new(b->recogniser, &b->state, NULL), WT_OK);
  *state = b;
  return 0;
}

static int tear_down(void **state) {
  bench *b = *state;
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_tokens_release(&b->fields[f]);
    wt_free(b->hits[f].items);
    wt_free(b->spans[f].items);
  }
  wt_recogniser_state_free(b->state);
  wt_recogniser_close(b->recogniser);
  free(b);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_title_marks_a_person_and_is_no_part_of_the_name),
      cmocka_unit_test(two_persons_share_a_title),
      cmocka_unit_test(a_title_of_a_country_leaves_the_country_alone),
      cmocka_unit_test(a_place_before_a_person_is_cut_off),
      cmocka_unit_test(a_nationality_before_a_person_is_cut_off),
      cmocka_unit_test(a_nationality_stays_in_the_name_of_a_ministry),
      cmocka_unit_test(a_given_name_makes_a_person),
      cmocka_unit_test(initials_make_a_person),
      cmocka_unit_test(a_role_in_lower_case_marks_a_person),
      cmocka_unit_test(an_age_marks_a_person),
      cmocka_unit_test(a_number_behind_a_name_closes_it),
      cmocka_unit_test(a_particle_belongs_to_the_person),
      cmocka_unit_test(a_head_makes_an_organization),
      cmocka_unit_test(a_head_with_of_makes_an_organization),
      cmocka_unit_test(a_legal_form_makes_an_organization),
      cmocka_unit_test(a_body_stands_alone),
      cmocka_unit_test(an_acronym_in_brackets_takes_the_type_of_its_expansion),
      cmocka_unit_test(an_acronym_in_brackets_explains_words_that_no_rule_knows),
      cmocka_unit_test(heads_make_places),
      cmocka_unit_test(a_preposition_of_place_marks_a_place),
      cmocka_unit_test(a_direction_goes_with_a_listed_place),
      cmocka_unit_test(heads_make_events),
      cmocka_unit_test(a_kind_of_place_beside_a_name_marks_a_place),
      cmocka_unit_test(a_kind_of_organization_beside_a_name_marks_one),
      cmocka_unit_test(a_match_report_names_clubs),
      cmocka_unit_test(a_party_takes_its_lower_case_noun),
      cmocka_unit_test(a_prize_goes_on_behind_for_and_in),
      cmocka_unit_test(planets_are_places),
      cmocka_unit_test(a_half_nationality_is_one_name),
      cmocka_unit_test(given_names_in_a_list_are_persons),
      cmocka_unit_test(a_title_in_quotation_marks_is_a_work),
      cmocka_unit_test(guesses_come_last),
      cmocka_unit_test(an_everyday_word_that_is_listed_is_denied_where_its_capital_says_nothing),
      cmocka_unit_test(a_user_s_certain_name_is_never_denied),
      cmocka_unit_test(months_and_weekdays_are_no_names),
      cmocka_unit_test(a_common_word_at_the_start_of_a_sentence_is_no_name),
      cmocka_unit_test(headlines_and_lines_of_capitals_are_no_evidence),
      cmocka_unit_test(a_hyphen_binds_names_but_not_words),
      cmocka_unit_test(the_possessive_is_no_part_of_a_name),
      cmocka_unit_test(names_in_addresses_are_left_alone),
      cmocka_unit_test(a_long_run_of_capitals_is_no_name_and_is_walked_once),
      cmocka_unit_test(spans_are_sorted_and_do_not_overlap),
      cmocka_unit_test(empty_fields_give_nothing),
      cmocka_unit_test(a_model_that_is_not_there_is_an_error),
  };
  return cmocka_run_group_tests_name("recogniser", tests, set_up, tear_down);
}
