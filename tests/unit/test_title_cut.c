/* test_title_cut.c - what stands before a name and is no part of it. */
#include "recognise/title_cut.h"

#include "base/mem.h"
#include "unit.h"

/* What is left of the span of tokens [first, end) of a text. `listed`: a hit covers just that. */
static const char *left_of(const char *text, wt_type type, uint32_t first, uint32_t end,
                           bool listed) {
  static char left[100];
  wt_word_lists *lists = NULL;
  wt_tokens tokens = {0};
  wt_hit hit = {.first = first, .end = end};
  wt_span span = {.first = first, .end = end, .type = type};
  const wt_hits hits = {.items = &hit, .n = listed};
  wt_spans spans = {.items = &span, .n = 1};
  assert_int_equal(wt_word_lists_open(&lists, NULL), WT_OK);
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &tokens, NULL), WT_OK);
  wt_cut_titles(lists, &tokens, &hits, &spans);
  uint32_t start = tokens.tokens[span.first].start;
  snprintf(left, sizeof left, "%.*s", (int)(tokens.tokens[span.end - 1].end - start), text + start);
  wt_tokens_release(&tokens);
  wt_word_lists_close(lists);
  return left;
}

static void titles_are_no_part_of_a_person(void **state) {
  (void)state;
  assert_string_equal(left_of("Prime Minister Smith left", WT_PERSON, 0, 3, false), "Smith");
  assert_string_equal(left_of("Lady Gaga sang", WT_PERSON, 0, 2, true), "Lady Gaga");
  assert_string_equal(left_of("Lady Gaga sang", WT_ORGANIZATION, 0, 2, false), "Lady Gaga");
}

static void directions_are_no_part_of_a_place(void **state) {
  (void)state;
  assert_string_equal(left_of("West of Azaz it rained", WT_PLACE, 0, 3, false), "Azaz");
  assert_string_equal(left_of("West of Azaz it rained", WT_PLACE, 0, 3, true), "West of Azaz");
  assert_string_equal(left_of("West Virginia it is", WT_PLACE, 0, 2, false), "West Virginia");
  assert_string_equal(left_of("Isle of Wight it is", WT_PLACE, 0, 3, false), "Isle of Wight");
  assert_string_equal(left_of("East of Eden it is", WT_MISC, 0, 3, false), "East of Eden");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(titles_are_no_part_of_a_person),
                                     cmocka_unit_test(directions_are_no_part_of_a_place)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
