/* test_crf.c - the gradient against finite differences, and learning a toy task. */
#include "train/crf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "train/crf_lattice.h"
#include "train/judge.h"
#include "train/label_sets.h"
#include "unit.h"

enum { ROWS = 12, LENGTH = 3, SEQUENCES = 60 };

/* Sequences of LENGTH tokens with the features {word, a shared one}. */
typedef struct toy {
  wt_sequence sequences[SEQUENCES];
  uint32_t starts[LENGTH + 1];
  uint32_t rows[SEQUENCES][2 * LENGTH];
  uint8_t labels[SEQUENCES][LENGTH];
} toy;

static toy *make_toy(void) {
  toy *t = calloc(1, sizeof *t);
  assert_non_null(t);
  for (uint32_t k = 0; k <= LENGTH; k++) t->starts[k] = 2 * k;
  for (size_t i = 0; i < SEQUENCES; i++) {
    /* "8 9" is a person, 7 a place; other words are none */
    size_t at = i % 2;
    for (uint32_t k = 0; k < LENGTH; k++) {
      t->rows[i][2 * k] = (uint32_t)(wt_hash_mix(i, k) % 6);
      t->rows[i][2 * k + 1] = 11;
    }
    t->rows[i][2 * at] = 8;
    t->rows[i][2 * (at + 1)] = 9;
    t->labels[i][at] = (uint8_t)wt_label(WT_PERSON, WT_PART_B);
    t->labels[i][at + 1] = (uint8_t)wt_label(WT_PERSON, WT_PART_L);
    if (at != 0) {
      t->rows[i][0] = 7;
      t->labels[i][0] = (uint8_t)wt_label(WT_PLACE, WT_PART_U);
    }
    t->sequences[i] = (wt_sequence){
        .n = LENGTH, .starts = t->starts, .rows = t->rows[i], .labels = t->labels[i], .weight = 1};
  }
  return t;
}

static wt_crf random_crf(uint64_t seed) {
  wt_crf crf = {.n_rows = ROWS};
  crf.weights = wt_calloc(ROWS, sizeof *crf.weights);
  for (size_t r = 0; r < ROWS; r++)
    for (int l = 0; l < WT_ROW; l++)
      crf.weights[r][l] = (float)(wt_hash_mix(seed + r, (uint64_t)l) % 1000) / 500 - 1;
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++)
      crf.transitions[x][y] =
          (float)(wt_hash_mix(seed + 99 + (uint64_t)x, (uint64_t)y) % 1000) / 500 - 1;
  return crf;
}

/* ---- the gradient --------------------------------------------------------------------- */

/* Adds the legal labellings, one by one: sums[0] over all, sums[1] over those that the annotation
 * allows. */
static void add_paths(const wt_crf *crf, const wt_sequence *s, uint32_t k, int before, double score,
                      bool allowed, double sums[2]) {
  if (k == s->n) {
    if (!wt_label_legal(before, WT_OUTSIDE)) return;
    double weight = exp(score + (double)crf->transitions[before][WT_OUTSIDE]);
    sums[0] += weight;
    if (allowed) sums[1] += weight;
    return;
  }
  for (int y = 0; y < WT_LABELS; y++) {
    if (!wt_label_legal(before, y)) continue;
    double own = (double)crf->transitions[before][y];
    for (uint32_t f = s->starts[k]; y > 0 && f < s->starts[k + 1]; f++)
      own += (double)crf->weights[s->rows[f]][y - 1];
    add_paths(crf, s, k + 1, y, score + own, allowed && wt_set_labels(s->labels[k]) >> y & 1, sums);
  }
}

static double brute_loss(const wt_crf *crf, const wt_sequence *s) {
  double sums[2] = {0, 0};
  add_paths(crf, s, 0, WT_OUTSIDE, 0, true, sums);
  return log(sums[0]) - log(sums[1]);
}

/* Loss and gradient as the trainer has them. */
typedef struct solved {
  double loss;
  float tokens[LENGTH][WT_ROW];
  float transitions[WT_LABELS][WT_LABELS];
} solved;

static solved solve(const wt_crf *crf, const wt_sequence *s) {
  float scratch[3][LENGTH][WT_LABELS] = {{{0}}};
  wt_crf_table table;
  solved out;
  for (uint32_t k = 0; k < s->n; k++)
    for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++)
      for (int l = 0; l < WT_ROW; l++) scratch[0][k][l + 1] += crf->weights[s->rows[f]][l];
  const float(*transitions)[WT_LABELS] = (const float(*)[WT_LABELS])crf->transitions;
  wt_crf_table_fill(transitions, &table);
  const wt_crf_lattice lattice = {.n = s->n,
                                  .labels = s->labels,
                                  .weight = s->weight,
                                  .transitions = transitions,
                                  .table = &table,
                                  .emission = scratch[0],
                                  .alpha = scratch[1],
                                  .beta = scratch[2]};
  out.loss = wt_crf_lattice_solve(&lattice, out.tokens, out.transitions);
  return out;
}

/* The sentence `i` of the toy with labels that are left open in part. */
static wt_sequence open_sequence(const toy *t, size_t i, uint8_t labels[LENGTH]) {
  wt_sequence s = t->sequences[i];
  for (uint32_t k = 0; k < LENGTH; k++) {
    uint8_t gold = s.labels[k];
    if (gold == WT_OUTSIDE)
      labels[k] = wt_set_open(i % 2 == 0 ? 15 : 1 << WT_MISC | 1 << WT_PLACE);
    else if (i % 3 != 0)
      labels[k] = wt_set_part(wt_label_part(gold), 1u << wt_label_type(gold) | 1 << WT_MISC);
    else
      labels[k] = gold;
  }
  s.labels = labels;
  return s;
}

static void the_loss_is_that_of_all_labellings(void **state) {
  toy *t = *state;
  for (uint64_t seed = 1; seed <= 5; seed++) {
    wt_crf crf = random_crf(seed);
    for (size_t i = 0; i < 3; i++)
      assert_float_equal(solve(&crf, &t->sequences[i]).loss, brute_loss(&crf, &t->sequences[i]),
                         1e-3);
    wt_crf_release(&crf);
  }
}

/* How the loss changes with one number of the CRF, by trying. */
static double slope_of(const wt_crf *crf, const wt_sequence *s, float *number) {
  const float step = 1e-2f, kept = *number;
  *number = kept + step;
  double up = brute_loss(crf, s);
  *number = kept - step;
  double down = brute_loss(crf, s);
  *number = kept;
  return (up - down) / (2 * (double)step);
}

static void the_loss_of_sets_is_that_of_the_labellings_that_they_allow(void **state) {
  toy *t = *state;
  uint8_t labels[LENGTH];
  for (uint64_t seed = 1; seed <= 5; seed++) {
    wt_crf crf = random_crf(seed);
    for (size_t i = 0; i < 6; i++) {
      const wt_sequence s = open_sequence(t, i, labels);
      assert_float_equal(solve(&crf, &s).loss, brute_loss(&crf, &s), 1e-3);
    }
    wt_crf_release(&crf);
  }
}

static void check_gradient(const wt_sequence *s) {
  wt_crf crf = random_crf(7);
  solved g = solve(&crf, s);
  for (size_t r = 7; r < ROWS; r++)
    for (int l = 0; l < WT_ROW; l++) {
      double gradient = 0;
      for (uint32_t k = 0; k < s->n; k++)
        for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++)
          if (s->rows[f] == r) gradient -= (double)g.tokens[k][l];
      assert_float_equal(gradient, slope_of(&crf, s, &crf.weights[r][l]), 2e-3);
    }
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++)
      if (wt_label_legal(x, y))
        assert_float_equal(-(double)g.transitions[x][y], slope_of(&crf, s, &crf.transitions[x][y]),
                           2e-3);
  wt_crf_release(&crf);
}

static void the_gradient_is_the_slope_of_the_loss(void **state) {
  toy *t = *state;
  uint8_t labels[LENGTH];
  check_gradient(&t->sequences[1]);
  for (size_t i = 0; i < 4; i++) {
    const wt_sequence s = open_sequence(t, i, labels);
    check_gradient(&s);
  }
}

/* ---- learning ------------------------------------------------------------------------- */

static wt_crf_options options(size_t n_threads) {
  return (wt_crf_options){
      .epochs = 12, .batch = 8, .n_threads = n_threads, .rate = 0.2f, .dropout = 0.2f, .seed = 3};
}

static void a_toy_task_is_learned(void **state) {
  toy *t = *state;
  wt_crf crf;
  wt_crf_options o = options(1);
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, NULL), WT_OK);
  wt_tally tally = wt_judge_crf(&crf, t->sequences, SEQUENCES);
  assert_float_equal(wt_tally_f1(&tally, WT_TYPES), 100, 1e-9);
  assert_int_equal(tally.gold[WT_PERSON], SEQUENCES);
  assert_int_equal(tally.gold[WT_MISC], 0);
  wt_crf_release(&crf);
}

/* Half of the sentences say only that 8, 9 and 7 may be names: the others tell of which type. */
static void sets_do_not_teach_what_they_leave_open(void **state) {
  toy *t = *state;
  const wt_sequence *gold = t->sequences;
  wt_sequence half[SEQUENCES];
  uint8_t labels[SEQUENCES][LENGTH];
  for (size_t i = 0; i < SEQUENCES; i++) {
    half[i] = gold[i];
    if (i % 4 < 2) continue;
    memset(labels[i], wt_set_open(15), LENGTH);
    half[i].labels = labels[i];
  }
  wt_crf crf;
  wt_crf_options o = options(1);
  assert_int_equal(wt_crf_train(half, SEQUENCES, ROWS, &o, &crf, NULL), WT_OK);
  wt_tally tally = wt_judge_crf(&crf, gold, SEQUENCES);
  assert_float_equal(wt_tally_f1(&tally, WT_TYPES), 100, 1e-9);
  wt_crf_release(&crf);
}

static void threads_do_not_change_a_bit(void **state) {
  toy *t = *state;
  wt_crf one, four;
  wt_crf_options o = options(1);
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &one, NULL), WT_OK);
  o = options(4);
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &four, NULL), WT_OK);
  assert_memory_equal(one.weights, four.weights, ROWS * sizeof *one.weights);
  assert_memory_equal(one.transitions, four.transitions, sizeof one.transitions);
  wt_crf_release(&one);
  wt_crf_release(&four);
}

/* Rows of small weights are given up half-way, and what is left still does the task. */
static void small_rows_are_given_up_half_way(void **state) {
  toy *t = *state;
  wt_crf all, pruned;
  wt_crf_options o = options(1);
  size_t zero = 0;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &all, NULL), WT_OK);
  o.prune = 1;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &pruned, NULL), WT_OK);
  for (size_t r = 0; r < ROWS; r++) {
    float some = 0, before = 0;
    for (int l = 0; l < WT_ROW; l++) {
      some += fabsf(pruned.weights[r][l]);
      before += fabsf(all.weights[r][l]);
    }
    zero += some == 0 && before > 0;
  }
  assert_true(zero > 0);
  wt_tally tally = wt_judge_crf(&pruned, t->sequences, SEQUENCES);
  assert_float_equal(wt_tally_f1(&tally, WT_TYPES), 100, 1e-9);
  wt_crf_release(&all);
  wt_crf_release(&pruned);
}

/* ---- stopping and going on -------------------------------------------------------------- */

static char folder[] = "/tmp/wiretag-crf-XXXXXX";
static char checkpoint[64], copy[64];

typedef struct stop {
  size_t epoch; /* behind which the checkpoint is kept */
  size_t calls;
} stop;

static void keep_checkpoint(void *context, size_t epoch, double loss, const wt_crf *crf) {
  stop *s = context;
  (void)loss, (void)crf;
  s->calls++;
  if (epoch == s->epoch) assert_int_equal(rename(checkpoint, copy), 0);
}

static void a_run_that_was_stopped_ends_with_the_same_bytes(void **state) {
  toy *t = *state;
  for (size_t epoch = 1; epoch <= 12; epoch += 4) {
    stop s = {.epoch = epoch};
    wt_crf whole, resumed;
    wt_crf_options o = options(1);
    o.checkpoint = checkpoint;
    o.epoch_done = keep_checkpoint;
    o.context = &s;
    assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &whole, NULL), WT_OK);
    assert_int_equal(s.calls, 12);
    s = (stop){0};
    o.checkpoint = copy;
    o.resume = true;
    o.n_threads = 3;
    assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &resumed, NULL), WT_OK);
    assert_int_equal(s.calls, 12 - epoch);
    assert_memory_equal(whole.weights, resumed.weights, ROWS * sizeof *whole.weights);
    assert_memory_equal(whole.transitions, resumed.transitions, sizeof whole.transitions);
    wt_crf_release(&whole);
    wt_crf_release(&resumed);
    remove(copy);
    remove(checkpoint);
  }
}

static void a_checkpoint_of_another_job_is_refused(void **state) {
  toy *t = *state;
  wt_crf crf;
  wt_error e = {0};
  wt_crf_options o = options(1);
  o.checkpoint = checkpoint;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, &e), WT_OK);
  wt_crf_release(&crf);
  o.resume = true;
  o.seed++;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, &e), WT_BAD_INPUT);
  o.seed--;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES - 1, ROWS, &o, &crf, &e), WT_BAD_INPUT);
  t->labels[5][2] ^= 1;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, &e), WT_BAD_INPUT);
  t->labels[5][2] ^= 1;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, &e), WT_OK);
  wt_crf_release(&crf);
  remove(checkpoint);
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, &e), WT_IO);
}

static void a_sequence_without_weight_teaches_nothing(void **state) {
  toy *t = *state;
  wt_crf crf;
  wt_crf_options o = options(1);
  for (size_t i = 0; i < SEQUENCES; i++) t->sequences[i].weight = 0;
  assert_int_equal(wt_crf_train(t->sequences, SEQUENCES, ROWS, &o, &crf, NULL), WT_OK);
  for (size_t i = 0; i < SEQUENCES; i++) t->sequences[i].weight = 1;
  for (size_t r = 0; r < ROWS; r++)
    for (int l = 0; l < WT_ROW; l++) assert_true(crf.weights[r][l] == 0);
  wt_crf_release(&crf);
}

static int make(void **state) {
  *state = make_toy();
  if (mkdtemp(folder) == NULL) return -1;
  snprintf(checkpoint, sizeof checkpoint, "%s/checkpoint", folder);
  snprintf(copy, sizeof copy, "%s/stopped", folder);
  return 0;
}

static int release(void **state) {
  free(*state);
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_loss_is_that_of_all_labellings),
      cmocka_unit_test(the_gradient_is_the_slope_of_the_loss),
      cmocka_unit_test(a_toy_task_is_learned),
      cmocka_unit_test(the_loss_of_sets_is_that_of_the_labellings_that_they_allow),
      cmocka_unit_test(sets_do_not_teach_what_they_leave_open),
      cmocka_unit_test(small_rows_are_given_up_half_way),
      cmocka_unit_test(threads_do_not_change_a_bit),
      cmocka_unit_test(a_run_that_was_stopped_ends_with_the_same_bytes),
      cmocka_unit_test(a_checkpoint_of_another_job_is_refused),
      cmocka_unit_test(a_sequence_without_weight_teaches_nothing),
  };
  return cmocka_run_group_tests(tests, make, release);
}
