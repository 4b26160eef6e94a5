/* Zones: the untouched text is covered without gaps, and structure is found by general evidence. */
#include "unit.h"

#include "base/mem.h"
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

static void the_tables_of_phrases_are_sorted(void **state) {
  (void)state;
  assert_null(wt_marks_disorder());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_empty_text_has_no_zone, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_saved_page_is_taken_apart, set_up, tear_down),
      cmocka_unit_test(the_tables_of_phrases_are_sorted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
