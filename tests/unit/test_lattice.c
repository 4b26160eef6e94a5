/* test_lattice.c - Viterbi and margins against all legal labellings, one by one. */
#include "base/hash.h"
#include "recognise/lattice.h"
#include "unit.h"

enum { LONGEST = 4 };

typedef struct fixture {
  int16_t raw[WT_LABELS][WT_LABELS];
  wt_transitions transitions;
  wt_lattice lattice;
  uint64_t random;
} fixture;

static int draw(fixture *f, int most) {
  f->random = wt_hash_mix(f->random, 1);
  return (int)(f->random % (uint64_t)(2 * most + 1)) - most;
}

static void fill(fixture *f, uint64_t seed, size_t n, int most) {
  f->random = seed;
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++) f->raw[x][y] = (int16_t)draw(f, most);
  wt_transitions_fill((const int16_t(*)[WT_LABELS])f->raw, &f->transitions);
  assert_true(wt_lattice_reserve(&f->lattice, n));
  for (size_t t = 0; t < n; t++) {
    f->lattice.fixed[t] = WT_FREE;
    for (int l = 0; l < WT_ROW; l++) f->lattice.scores[t][l] = (int16_t)draw(f, most);
  }
}

/* The best score of a labelling that has label `y` at token `at` (any when at is n). */
typedef struct search {
  const fixture *f;
  size_t n, at;
  int y;
  int64_t best;
} search;

static void try_all(search *s, size_t t, int before, int64_t score) {
  if (t == s->n) {
    if (!wt_label_legal(before, WT_OUTSIDE)) return;
    score += s->f->raw[before][WT_OUTSIDE];
    if (score > s->best) s->best = score;
    return;
  }
  for (int y = 0; y < WT_LABELS; y++) {
    if (!wt_label_legal(before, y) || (t == s->at && y != s->y)) continue;
    uint8_t fixed = s->f->lattice.fixed[t];
    if (fixed != WT_FREE && fixed != y) continue;
    int64_t own = y == WT_OUTSIDE ? 0 : s->f->lattice.scores[t][y - 1];
    try_all(s, t + 1, y, score + own + s->f->raw[before][y]);
  }
}

static int64_t brute(const fixture *f, size_t n, size_t at, int y) {
  search s = {.f = f, .n = n, .at = at, .y = y, .best = INT64_MIN};
  try_all(&s, 0, WT_OUTSIDE, 0);
  return s.best;
}

static int64_t score_of(const fixture *f, size_t n) {
  int64_t score = 0;
  int before = WT_OUTSIDE;
  for (size_t t = 0; t < n; t++) {
    int y = f->lattice.labels[t];
    assert_true(wt_label_legal(before, y));
    score += f->raw[before][y] + (y == WT_OUTSIDE ? 0 : f->lattice.scores[t][y - 1]);
    before = y;
  }
  assert_true(wt_label_legal(before, WT_OUTSIDE));
  return score + f->raw[before][WT_OUTSIDE];
}

/* ---- tests ---------------------------------------------------------------------------- */

static void the_labelling_is_the_best_of_all_legal_ones(void **state) {
  fixture *f = *state;
  for (uint64_t seed = 1; seed <= 60; seed++) {
    size_t n = 1 + seed % LONGEST;
    fill(f, seed, n, seed % 2 ? 100 : 3);
    wt_lattice_solve(&f->lattice, &f->transitions, n);
    assert_int_equal(score_of(f, n), brute(f, n, n, 0));
  }
}

static void a_margin_is_the_lead_over_every_other_label(void **state) {
  fixture *f = *state;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    size_t n = 1 + seed % (LONGEST - 1);
    fill(f, seed, n, 200);
    wt_lattice_solve(&f->lattice, &f->transitions, n);
    wt_lattice_look_back(&f->lattice, &f->transitions, n);
    int64_t best = score_of(f, n);
    for (size_t t = 0; t < n; t++) {
      int64_t second = INT64_MIN;
      for (int y = 0; y < WT_LABELS; y++) {
        int64_t score = y == f->lattice.labels[t] ? INT64_MIN : brute(f, n, t, y);
        if (score > second) second = score;
      }
      assert_int_equal(wt_lattice_margin(&f->lattice, t), best - second);
    }
  }
}

static void fixed_labels_hold_and_the_rest_is_the_best(void **state) {
  fixture *f = *state;
  for (uint64_t seed = 1; seed <= 40; seed++) {
    fill(f, seed, 4, 500);
    f->lattice.fixed[1] = (uint8_t)wt_label(WT_PLACE, WT_PART_B);
    f->lattice.fixed[2] = (uint8_t)wt_label(WT_PLACE, WT_PART_L);
    wt_lattice_solve(&f->lattice, &f->transitions, 4);
    assert_int_equal(f->lattice.labels[1], wt_label(WT_PLACE, WT_PART_B));
    assert_int_equal(f->lattice.labels[2], wt_label(WT_PLACE, WT_PART_L));
    assert_int_equal(score_of(f, 4), brute(f, 4, 4, 0));
    wt_lattice_look_back(&f->lattice, &f->transitions, 4);
    assert_true(wt_lattice_margin(&f->lattice, 1) > 1 << 26);
  }
}

static void a_token_may_be_fixed_as_no_name(void **state) {
  fixture *f = *state;
  fill(f, 7, 1, 0);
  for (int l = 0; l < WT_ROW; l++) f->lattice.scores[0][l] = 1000;
  f->lattice.fixed[0] = WT_OUTSIDE;
  wt_lattice_solve(&f->lattice, &f->transitions, 1);
  assert_int_equal(f->lattice.labels[0], WT_OUTSIDE);
}

static void extreme_scores_stay_inside_the_numbers(void **state) {
  fixture *f = *state;
  size_t n = WT_LATTICE_TOKENS;
  fill(f, 1, n, 0);
  for (int sign = -1; sign <= 1; sign += 2) {
    for (int x = 0; x < WT_LABELS; x++)
      for (int y = 0; y < WT_LABELS; y++) f->raw[x][y] = sign < 0 ? INT16_MIN : INT16_MAX;
    wt_transitions_fill((const int16_t(*)[WT_LABELS])f->raw, &f->transitions);
    for (size_t t = 0; t < n; t++) {
      f->lattice.fixed[t] = t % 7 == 3 ? (uint8_t)wt_label(WT_MISC, WT_PART_U) : WT_FREE;
      for (int l = 0; l < WT_ROW; l++) f->lattice.scores[t][l] = sign < 0 ? INT16_MIN : INT16_MAX;
    }
    wt_lattice_solve(&f->lattice, &f->transitions, n);
    wt_lattice_look_back(&f->lattice, &f->transitions, n);
    score_of(f, n); /* checks that the labelling is legal */
    for (size_t t = 0; t < n; t++) {
      if (f->lattice.fixed[t] != WT_FREE)
        assert_int_equal(f->lattice.labels[t], f->lattice.fixed[t]);
      assert_true(wt_lattice_margin(&f->lattice, t) >= 0);
    }
  }
}

static int open_fixture(void **state) {
  *state = calloc(1, sizeof(fixture));
  return *state == NULL;
}

static int close_fixture(void **state) {
  wt_lattice_release(&((fixture *)*state)->lattice);
  free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_labelling_is_the_best_of_all_legal_ones),
      cmocka_unit_test(a_margin_is_the_lead_over_every_other_label),
      cmocka_unit_test(fixed_labels_hold_and_the_rest_is_the_best),
      cmocka_unit_test(a_token_may_be_fixed_as_no_name),
      cmocka_unit_test(extreme_scores_stay_inside_the_numbers),
  };
  return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
