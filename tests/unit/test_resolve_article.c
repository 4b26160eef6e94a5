/* test_resolve_article.c - datelines, salience, focus and what places stand for. */
#include "resolve_lab.h"

static void expect_use(wt_rlab *b, const char *text, const char *surface, const char *use) {
  rlab_resolve(b, "", text);
  const wt_entity *e = rlab_entity(b, surface, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", surface);
  assert_int_equal(e->type, WT_PLACE);
  const wt_mention *m = rlab_mention(b, e, surface);
  if (use == NULL)
    assert_null(m->stands_for);
  else
    assert_string_equal(m->stands_for, use);
}

static void a_place_that_speaks_or_decides_is_its_government(void **state) {
  wt_rlab *b = *state;
  expect_use(b, "Russia denied the report.", "Russia", "government");
  expect_use(b, "They left because Moscow rejected the plan.", "Moscow", "government");
  expect_use(b, "A man in Moscow said so.", "Moscow", NULL);
  expect_use(b, "We saw Russia in winter.", "Russia", NULL);
  expect_use(b, "Denver said little.", "Denver", NULL); /* a city has a council */
}

static void places_beside_a_verb_of_winning_are_teams(void **state) {
  wt_rlab *b = *state;
  expect_use(b, "We saw how France beat Turkey in the rain.", "France", "team");
  expect_use(b, "We saw how France beat Turkey in the rain.", "Turkey", "team");
  expect_use(b, "We saw how Smith beat Turkey's best man.", "Turkey", NULL);
  expect_use(b, "We saw how France beat the drum.", "France", NULL);
}

static void a_language_is_no_country_that_the_article_is_about(void **state) {
  static const struct {
    const char *text;
    bool language;
  } rows[] = {
      {"The text is available in Turkish, Polish and Russian.", true},
      {"He spoke Turkish and Russian.", true},
      {"The Turkish version is longer.", true},
      {"They met in Turkish towns.", false},
      {"They met in Turkish-held towns.", false},
      {"The Turkish president spoke.", false},
      {"It is a Turkish version of the Beatles.", false},
  };
  wt_rlab *b = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rlab_resolve(b, "", rows[i].text);
    const wt_entity *e = rlab_expect(b, "Turkish", WT_MISC, "m:tur");
    const char *use = rlab_mention(b, e, "Turkish")->stands_for;
    if ((use != NULL) != rows[i].language) fail_msg("%s", rows[i].text);
    assert_int_equal(b->resolved.n_focus == 0, rows[i].language);
  }
}

static void a_dateline_gives_its_places(void **state) {
  wt_rlab *b = *state;
  static const char TEXT[] = "ANKARA/MOSCOW\nThey met again.";
  wt_zone zones[] = {{WT_ZONE_DATELINE, WT_FIELD_TEXT, 0, 14},
                     {WT_ZONE_BODY, WT_FIELD_TEXT, 14, sizeof TEXT - 1}};
  rlab_resolve_zones(b, "", TEXT, zones, 2, false);
  const wt_dateline *d = b->resolved.dateline;
  assert_non_null(d);
  assert_int_equal(d->start, 0);
  assert_int_equal(d->end, strlen("ANKARA/MOSCOW"));
  assert_int_equal(d->n_places, 2);
  assert_string_equal(d->places[0], "g:ank");
  assert_string_equal(d->places[1], "g:mos");
  rlab_resolve(b, "", "They went to Ankara.");
  assert_null(b->resolved.dateline);
}

static void the_title_comes_first_and_salience_sorts(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(
      b, "Vladimir Putin speaks",
      "We saw Vladimir Putin there. Then Putin went to Ankara with a Turkish guest. So "
      "Putin went on for hours and hours, and everybody listened to what he said about it.");
  assert_true(b->resolved.n >= 3);
  assert_string_equal(b->resolved.entities[0].id, "p:putin");
  assert_int_equal(b->resolved.entities[0].mentions[0].field, WT_FIELD_TITLE);
  for (size_t i = 0; i < b->resolved.n; i++) {
    const wt_entity *e = &b->resolved.entities[i];
    assert_true(e->salience >= 0 && e->salience <= 1);
    if (i > 0) assert_true(b->resolved.entities[i - 1].salience >= e->salience);
    for (size_t k = 1; k < e->n_mentions; k++) {
      const wt_mention *m = &e->mentions[k - 1], *n = &e->mentions[k];
      assert_true(m->field < n->field || (m->field == n->field && m->end <= n->start));
    }
  }
}

static void an_international_body_is_no_focus(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The European Union spoke. The EU met.");
  assert_int_equal(b->resolved.n_focus, 0);
}

static void the_focus_is_the_country_that_most_speaks_for(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "Turkey counts votes",
               "Turkey counted votes. Ankara was calm. Turkish police waited. Russia watched.");
  assert_true(b->resolved.n_focus >= 1);
  assert_string_equal(b->resolved.focus[0].country, "TR");
  assert_string_equal(b->resolved.focus[0].place, "g:ank");
  assert_true(b->resolved.focus[0].score > 0.5 && b->resolved.focus[0].score <= 1);
  double sum = 0;
  for (size_t i = 0; i < b->resolved.n_focus; i++) {
    sum += b->resolved.focus[i].score;
    if (i > 0) assert_true(b->resolved.focus[i].score <= b->resolved.focus[i - 1].score);
  }
  assert_true(sum <= 1.0001);
}

static void an_article_without_countries_has_no_focus(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "It rained, and Pope Francis got wet.");
  assert_int_equal(b->resolved.n_focus, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_place_that_speaks_or_decides_is_its_government),
      cmocka_unit_test(places_beside_a_verb_of_winning_are_teams),
      cmocka_unit_test(a_language_is_no_country_that_the_article_is_about),
      cmocka_unit_test(a_dateline_gives_its_places),
      cmocka_unit_test(the_title_comes_first_and_salience_sorts),
      cmocka_unit_test(an_international_body_is_no_focus),
      cmocka_unit_test(the_focus_is_the_country_that_most_speaks_for),
      cmocka_unit_test(an_article_without_countries_has_no_focus),
  };
  return cmocka_run_group_tests_name("resolve article", tests, rlab_set_up, rlab_tear_down);
}
