/* test_labels.c - BILOU labels and which may follow which. */
#include "recognise/labels.h"
#include "unit.h"

static void a_label_says_its_type_and_part(void **state) {
  (void)state;
  bool seen[WT_LABELS] = {true};
  for (int type = 0; type < WT_TYPES; type++)
    for (int part = WT_PART_B; part <= WT_PART_U; part++) {
      int label = wt_label((wt_type)type, part);
      assert_in_range(label, 1, WT_LABELS - 1);
      assert_false(seen[label]);
      seen[label] = true;
      assert_int_equal(wt_label_type(label), type);
      assert_int_equal(wt_label_part(label), part);
    }
}

static void a_name_is_open_behind_its_first_and_inner_tokens(void **state) {
  (void)state;
  assert_true(wt_label_open(wt_label(WT_PLACE, WT_PART_B)));
  assert_true(wt_label_open(wt_label(WT_PLACE, WT_PART_I)));
  assert_false(wt_label_open(wt_label(WT_PLACE, WT_PART_L)));
  assert_false(wt_label_open(wt_label(WT_PLACE, WT_PART_U)));
  assert_false(wt_label_open(WT_OUTSIDE));
}

static void the_parts_of_a_name_follow_its_length(void **state) {
  (void)state;
  assert_int_equal(wt_part_of(0, 1), WT_PART_U);
  assert_int_equal(wt_part_of(0, 2), WT_PART_B);
  assert_int_equal(wt_part_of(1, 2), WT_PART_L);
  assert_int_equal(wt_part_of(1, 3), WT_PART_I);
}

static void ninety_seven_pairs_are_legal(void **state) {
  (void)state;
  int n = 0;
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++) n += wt_label_legal(x, y);
  assert_int_equal(n, 9 * 9 + WT_TYPES * 4);
}

static void a_name_goes_on_in_its_own_type_only(void **state) {
  (void)state;
  int begun = wt_label(WT_PERSON, WT_PART_B);
  assert_true(wt_label_legal(begun, wt_label(WT_PERSON, WT_PART_I)));
  assert_true(wt_label_legal(begun, wt_label(WT_PERSON, WT_PART_L)));
  assert_false(wt_label_legal(begun, wt_label(WT_PLACE, WT_PART_L)));
  assert_false(wt_label_legal(begun, WT_OUTSIDE));
  assert_false(wt_label_legal(begun, wt_label(WT_PERSON, WT_PART_U)));
  assert_false(wt_label_legal(WT_OUTSIDE, wt_label(WT_PERSON, WT_PART_I)));
  assert_true(wt_label_legal(wt_label(WT_PERSON, WT_PART_L), wt_label(WT_PERSON, WT_PART_B)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_label_says_its_type_and_part),
      cmocka_unit_test(a_name_is_open_behind_its_first_and_inner_tokens),
      cmocka_unit_test(the_parts_of_a_name_follow_its_length),
      cmocka_unit_test(ninety_seven_pairs_are_legal),
      cmocka_unit_test(a_name_goes_on_in_its_own_type_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
