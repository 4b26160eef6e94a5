/* test_names_eval.c - precision, recall, confusion and calibration of names. */
#include "train/names_eval.h"

#include "unit.h"

static char TEXT[] = "Ann Smith of ACME\nin Bonn";

static wt_said_name say(wt_type type, uint32_t start, uint32_t end, float score) {
  return (wt_said_name){{WT_FIELD_TEXT, type, start, end, 0, false}, score};
}

static wt_annotated_article article(wt_gold *golds, size_t n) {
  return (wt_annotated_article){
      .bytes = {"", TEXT}, .sizes = {0, sizeof TEXT - 1}, .golds = golds, .n_golds = n};
}

static wt_gold GOLD[] = {{WT_FIELD_TEXT, WT_PLACE, 21, 25, 0, false},
                         {WT_FIELD_TEXT, WT_PERSON, 0, 9, 0, false},
                         {WT_FIELD_TEXT, WT_ORGANIZATION, 13, 17, 0, false},
                         {WT_FIELD_TEXT, WT_PERSON, 0, 9, 0, false}};

static void a_name_is_right_when_border_and_type_are(void **state) {
  (void)state;
  wt_names_eval e = {0};
  wt_annotated_article a = article(GOLD, 4);
  wt_said_name said[] = {say(WT_PLACE, 21, 25, 0.95f), say(WT_PERSON, 13, 17, 0.5f),
                         say(WT_PERSON, 0, 3, 0.2f), say(WT_PLACE, 21, 25, 0.95f)};
  assert_int_equal(wt_names_eval_add(&e, &a, said, 4, NULL), WT_OK);
  assert_int_equal(e.tally.gold[WT_PERSON], 1); /* named twice, counted once */
  assert_int_equal(e.tally.said[WT_PLACE], 1);
  assert_int_equal(e.tally.right[WT_PLACE], 1);
  assert_int_equal(e.confusion[WT_ORGANIZATION][WT_PERSON], 1);
  assert_int_equal(e.confusion[WT_PERSON][WT_TYPES], 1);
  assert_int_equal(e.confusion[WT_TYPES][WT_PERSON], 1);
  assert_float_equal(wt_tally_precision(&e.tally, WT_TYPES), 100.0 / 3, 1e-9);
  assert_float_equal(wt_tally_recall(&e.tally, WT_TYPES), 100.0 / 3, 1e-9);
  assert_float_equal(wt_tally_f1(&e.tally, WT_TYPES), 100.0 / 3, 1e-9);
  wt_names_eval_release(&e);
}

static void frequent_errors_come_first_with_their_context(void **state) {
  (void)state;
  wt_names_eval e = {0};
  wt_annotated_article a = article(GOLD, 4);
  for (int i = 0; i < 3; i++) {
    wt_said_name said[] = {say(WT_PERSON, 0, 9, 1), say(WT_PLACE, 21, 25, 1)};
    assert_int_equal(wt_names_eval_add(&e, &a, said, i == 0 ? 1 : 2, NULL), WT_OK);
  }
  wt_names_eval_sort_errors(&e);
  assert_int_equal(e.articles, 3);
  assert_int_equal(e.n_errors, 2);
  assert_string_equal(e.errors[0].surface, "ACME");
  assert_int_equal(e.errors[0].count, 3);
  assert_int_equal(e.errors[0].gold, WT_ORGANIZATION);
  assert_int_equal(e.errors[0].said, WT_TYPES);
  assert_string_equal(e.errors[0].context, "Ann Smith of ACME in Bonn");
  assert_string_equal(e.errors[1].surface, "Bonn");
  wt_names_eval_release(&e);
}

static void scores_are_compared_with_how_often_they_are_right(void **state) {
  (void)state;
  wt_names_eval e = {0};
  wt_annotated_article a = article(GOLD, 4);
  wt_said_name said[] = {say(WT_PERSON, 0, 9, 1), say(WT_MISC, 21, 25, 0.25f)};
  assert_int_equal(wt_names_eval_add(&e, &a, said, 2, NULL), WT_OK);
  assert_int_equal(e.bins[9].n, 1);
  assert_int_equal(e.bins[9].right, 1);
  assert_int_equal(e.bins[2].n, 1);
  assert_int_equal(e.bins[2].right, 0);
  assert_float_equal(wt_calibration_error(e.bins), 0.125, 1e-9);
  wt_names_eval_release(&e);
}

static void nothing_said_and_nothing_there_is_zero(void **state) {
  (void)state;
  wt_names_eval e = {0};
  wt_annotated_article a = article(NULL, 0);
  assert_int_equal(wt_names_eval_add(&e, &a, NULL, 0, NULL), WT_OK);
  assert_float_equal(wt_tally_f1(&e.tally, WT_TYPES), 0, 0);
  assert_float_equal(wt_calibration_error(e.bins), 0, 0);
  wt_names_eval_release(&e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_is_right_when_border_and_type_are),
      cmocka_unit_test(frequent_errors_come_first_with_their_context),
      cmocka_unit_test(scores_are_compared_with_how_often_they_are_right),
      cmocka_unit_test(nothing_said_and_nothing_there_is_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
