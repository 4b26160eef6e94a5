/* test_resolve_places.c - which of several places a name means. */
#include "resolve_lab.h"

static const char *newark_in(wt_rlab *b, const char *publisher) {
  b->publisher = publisher;
  rlab_resolve(b, "", "The mayor came to Newark on Monday.");
  b->publisher = NULL;
  const wt_entity *e = rlab_entity(b, "Newark", 0);
  assert_non_null(e);
  return e->id == NULL ? "none" : e->id;
}

static const char *columbia_in(wt_rlab *b, const char *publisher) {
  b->publisher = publisher;
  rlab_resolve(b, "", "The mayor came to Columbia on Monday.");
  b->publisher = NULL;
  const wt_entity *e = rlab_entity(b, "Columbia", 0);
  assert_non_null(e);
  return e->id == NULL ? "none" : e->id;
}

static void a_place_has_coordinates_country_and_kind(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They went to Ankara.");
  const wt_entity *e = rlab_expect(b, "Ankara", WT_PLACE, "g:ank");
  assert_true(e->has_position);
  assert_true(e->lat > 39.8 && e->lat < 40 && e->lon > 32.8 && e->lon < 33);
  assert_string_equal(e->country, "TR");
  assert_string_equal(e->subtype, "capital");
}

static void a_place_without_coordinates_has_none(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They crossed the Outback alone.");
  assert_false(rlab_expect(b, "Outback", WT_PLACE, "g:nowhere")->has_position);
}

static void the_place_behind_the_comma_decides(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They went to Paris on Monday.");
  rlab_expect(b, "Paris", WT_PLACE, "g:paris-fr");
  rlab_resolve(b, "", "They went to Paris, Texas on Monday.");
  rlab_expect(b, "Paris", WT_PLACE, "g:paris-tx");
  rlab_expect(b, "Texas", WT_PLACE, "g:tx");
  rlab_resolve(b, "", "They went to Lebanon, New Hampshire on Monday.");
  rlab_expect(b, "Lebanon", WT_PLACE, "g:leb-nh");
}

static void a_place_that_the_container_does_not_hold_has_no_id(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They went to Ankara, New Hampshire on Monday.");
  const wt_entity *e = rlab_expect(b, "Ankara", WT_PLACE, NULL);
  assert_false(e->has_position);
}

static void countries_in_a_list_do_not_contain_each_other(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They spoke of Turkey, Russia and others.");
  rlab_expect(b, "Turkey", WT_PLACE, "g:tr");
  rlab_expect(b, "Russia", WT_PLACE, "g:ru");
}

static void the_countries_of_the_article_decide(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They went to Tripoli on Monday.");
  rlab_expect(b, "Tripoli", WT_PLACE, "g:trip-ly");
  rlab_resolve(b, "", "From Lebanon they wrote. In Lebanon they went to Tripoli on Monday.");
  rlab_expect(b, "Tripoli", WT_PLACE, "g:trip-lb");
}

static void a_city_and_its_district_abbreviation_are_one_place(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They met in Washington, D.C. on Monday.");
  rlab_expect(b, "Washington, D.C.", WT_PLACE, "g:dc");
}

static void an_abbreviated_state_behind_the_comma_decides(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "They drove to Alexandria, La., on Sunday.");
  rlab_expect(b, "Alexandria", WT_PLACE, "g:alex-la");
  rlab_resolve(b, "", "They drove to Alexandria, Va., on Sunday.");
  rlab_expect(b, "Alexandria", WT_PLACE, "g:alex-va");
}

static void places_of_one_region_support_each_other(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "",
               "They drove from Alexandria to Pineville and then to Leesville in Louisiana.");
  rlab_expect(b, "Alexandria", WT_PLACE, "g:alex-la");
  rlab_expect(b, "Pineville", WT_PLACE, "g:pine-la");
  rlab_resolve(b, "", "They flew to Alexandria.");
  rlab_expect(b, "Alexandria", WT_PLACE, "g:alex-eg");
}

static void the_state_behind_the_comma_holds_the_town(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "He moved from Columbia, Missouri, to a farm.");
  rlab_expect(b, "Columbia", WT_PLACE, "g:col-mo");
  /* near the middle of Missouri, but the list says that it lies in Illinois */
  rlab_resolve(b, "", "He moved from Randall, Missouri, to a farm.");
  rlab_expect(b, "Randall", WT_PLACE, NULL);
}

static void the_states_of_the_article_decide(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The road from Rolla to Columbia in Missouri was closed.");
  rlab_expect(b, "Columbia", WT_PLACE, "g:col-mo");
}

static void offices_tell_the_kind_of_place(void **state) {
  static const struct {
    const char *text, *surface, *id;
  } rows[] = {
      {"He came to Washington on Monday.", "Washington", "g:dc"},
      {"The Washington governor came on Monday.", "Washington", "g:wash"},
      {"They met Jay Mann, a senator from Washington, on Monday.", "Washington", "g:wash"},
      {"The mayor of Washington came on Monday.", "Washington", "g:dc"},
      {"Washington's legislature met on Monday.", "Washington", "g:wash"},
      {"They came to Paris, Washington, on Monday.", "Washington", "g:wash"},
      {"The president of Georgia came on Monday.", "Georgia", "g:ge"},
      {"The Georgia Senate met the governor of Georgia.", "Georgia", "g:ga"},
  };
  wt_rlab *b = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rlab_resolve(b, "", rows[i].text);
    const wt_entity *e = rlab_entity(b, rows[i].surface, 0);
    if (e == NULL || e->id == NULL || strcmp(e->id, rows[i].id) != 0)
      fail_msg("%s: %s", rows[i].text, e == NULL ? "nothing" : e->id == NULL ? "-" : e->id);
  }
}

static void the_publisher_tells_which_place_is_near(void **state) {
  wt_rlab *b = *state;
  assert_string_equal(newark_in(b, NULL), "g:new-us");
  /* the ending of the address; nobody's, and a school's */
  assert_string_equal(newark_in(b, "http://www.thechronicle.co.uk/a/b?c"), "g:new-gb");
  assert_string_equal(newark_in(b, "thechronicle.tv"), "g:new-us");
  assert_string_equal(newark_in(b, "www.some-school.edu"), "g:new-us");
  /* odd ones */
  assert_string_equal(newark_in(b, ""), "g:new-us");
  assert_string_equal(newark_in(b, "http://"), "g:new-us");
  assert_string_equal(newark_in(b, "..."), "g:new-us");
  assert_string_equal(newark_in(b, "Das Blättchen"), "g:new-us");
  assert_string_equal(
      newark_in(b, "https://a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.uk"), "g:new-gb");
}

static void the_publisher_bears_the_name_of_its_town(void **state) {
  wt_rlab *b = *state;
  assert_string_equal(columbia_in(b, "therolladailynews.com"), "g:col-mo");
  assert_string_equal(columbia_in(b, "https://www.rolla-times.com/news"), "g:col-mo");
  assert_string_equal(columbia_in(b, "The Rolla Daily News"), "g:col-mo");
  assert_string_equal(columbia_in(b, "ROLLA"), "g:col-mo");
}

static void a_series_of_cities_is_no_containment(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Rallies took place in Denver, Moscow, Washington, and Ankara.");
  rlab_expect(b, "Denver", WT_PLACE, "g:den");
  rlab_expect(b, "Moscow", WT_PLACE, "g:mos");
}

static void georgia_is_a_country_a_state_or_a_person(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "Georgia and Russia talked, and Turkey listened.");
  rlab_expect(b, "Georgia", WT_PLACE, "g:ge");
  rlab_resolve(b, "",
               "Voters in Georgia, Texas and New Hampshire went out. The United States watched.");
  rlab_expect(b, "Georgia", WT_PLACE, "g:ga");
  rlab_resolve(b, "", "We heard Georgia Brown sing.");
  rlab_expect(b, "Georgia Brown", WT_PERSON, "p:georgia");
}

static void europeans_have_no_coordinates(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "The European plan was praised.");
  const wt_entity *e = rlab_expect(b, "European", WT_MISC, "m:eur");
  assert_false(e->has_position);
  rlab_resolve(b, "", "They flew to Santo Domingo.");
  rlab_expect(b, "Santo Domingo", WT_PLACE, "g:sd");
}

static void a_water_has_an_article(void **state) {
  wt_rlab *b = *state;
  static const char NEAR[] =
      "They came to Texas, Denver and Missouri. From Denver to Texas, America. ";
  char text[256];
  snprintf(text, sizeof text, "%sThe rain ran into the Pacific, they say.", NEAR);
  rlab_resolve(b, "", text);
  rlab_expect(b, "Pacific", WT_PLACE, "g:pac");
}

static void capitals_before_a_dash_are_a_city(void **state) {
  wt_rlab *b = *state;
  rlab_resolve(b, "", "It rained in Texas. WASHINGTON \xe2\x80\x94 The court met.");
  rlab_expect(b, "WASHINGTON", WT_PLACE, "g:dc");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_place_has_coordinates_country_and_kind),
      cmocka_unit_test(a_place_without_coordinates_has_none),
      cmocka_unit_test(the_place_behind_the_comma_decides),
      cmocka_unit_test(a_place_that_the_container_does_not_hold_has_no_id),
      cmocka_unit_test(countries_in_a_list_do_not_contain_each_other),
      cmocka_unit_test(the_countries_of_the_article_decide),
      cmocka_unit_test(a_city_and_its_district_abbreviation_are_one_place),
      cmocka_unit_test(an_abbreviated_state_behind_the_comma_decides),
      cmocka_unit_test(places_of_one_region_support_each_other),
      cmocka_unit_test(the_state_behind_the_comma_holds_the_town),
      cmocka_unit_test(the_states_of_the_article_decide),
      cmocka_unit_test(offices_tell_the_kind_of_place),
      cmocka_unit_test(the_publisher_tells_which_place_is_near),
      cmocka_unit_test(the_publisher_bears_the_name_of_its_town),
      cmocka_unit_test(a_series_of_cities_is_no_containment),
      cmocka_unit_test(georgia_is_a_country_a_state_or_a_person),
      cmocka_unit_test(europeans_have_no_coordinates),
      cmocka_unit_test(a_water_has_an_article),
      cmocka_unit_test(capitals_before_a_dash_are_a_city),
  };
  return cmocka_run_group_tests_name("resolve places", tests, rlab_set_up, rlab_tear_down);
}
