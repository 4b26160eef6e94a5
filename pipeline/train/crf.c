#include "train/crf.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"
#include "train/crf_checkpoint.h"
#include "train/crf_lattice.h"

enum {
  PARTITIONS = 8
}; /* of the rows, for the update: a row belongs to one, so the result does not depend on it */

typedef struct trainer {
  const wt_sequence *sequences;
  const wt_crf_options *options;
  wt_crf crf;               /* the weights in training */
  float (*squares)[WT_ROW]; /* [R] AdaGrad's sums of squared gradients */
  float transition_squares[WT_LABELS][WT_LABELS];
  wt_crf average;
  size_t n_averaged;
  uint32_t *order;       /* [n] of the sequences in this epoch */
  const uint32_t *batch; /* the sequences being worked on */
  size_t n_batch, epoch;
  size_t longest;                                   /* T at most */
  float (*scratch)[WT_LABELS];                      /* [n_threads][3][longest] */
  wt_crf_table table;                               /* of the batch */
  float (*deltas)[WT_ROW];                          /* [batch][longest] gold minus expected */
  float (*transition_deltas)[WT_LABELS][WT_LABELS]; /* [batch] */
  double *losses;                                   /* [batch] */
} trainer;

/* ---- which features of a token are there this time ---------------------------------- */

static bool dropped(const trainer *t, uint64_t key, uint32_t feature) {
  uint64_t h = wt_hash_mix(key, feature);
  return (float)(h >> 40) < t->options->dropout * (float)(1 << 24);
}

static uint64_t token_key(const trainer *t, uint32_t sequence, uint32_t token) {
  return wt_hash_mix(wt_hash_mix(t->options->seed + t->epoch, sequence), token);
}

/* ---- one sequence ------------------------------------------------------------------- */

/* Sums of the features that are there this time. */
static void score_tokens(const trainer *t, uint32_t sequence, float (*emission)[WT_LABELS]) {
  const wt_sequence *s = &t->sequences[sequence];
  float keep = 1 / (1 - t->options->dropout);
  for (uint32_t k = 0; k < s->n; k++) {
    float *e = emission[k];
    memset(e, 0, sizeof *emission);
    uint64_t key = token_key(t, sequence, k);
    for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++) {
      if (dropped(t, key, f - s->starts[k])) continue;
      const float *row = t->crf.weights[s->rows[f]];
      for (int y = 0; y < WT_ROW; y++) e[y + 1] += row[y];
    }
    for (int y = 1; y < WT_LABELS; y++) e[y] *= keep;
  }
}

/* Loss and gradient of the i-th sequence of the batch. */
static void expect(void *context, size_t i, size_t thread) {
  trainer *t = context;
  const wt_sequence *s = &t->sequences[t->batch[i]];
  float(*scratch)[WT_LABELS] = t->scratch + thread * 3 * t->longest;
  const wt_crf_lattice l = {.n = s->n,
                            .labels = s->labels,
                            .weight = s->weight,
                            .transitions = (const float(*)[WT_LABELS])t->crf.transitions,
                            .table = &t->table,
                            .emission = scratch,
                            .alpha = scratch + t->longest,
                            .beta = scratch + 2 * t->longest};
  score_tokens(t, t->batch[i], l.emission);
  t->losses[i] = wt_crf_lattice_solve(&l, t->deltas + i * t->longest, t->transition_deltas[i]);
}

/* ---- update ------------------------------------------------------------------------- */

/* One partition of the rows: in the order of the batch, whichever thread does it. */
static void update(void *context, size_t partition, size_t thread) {
  trainer *t = context;
  (void)thread;
  for (size_t i = 0; i < t->n_batch; i++) {
    const wt_sequence *s = &t->sequences[t->batch[i]];
    for (uint32_t k = 0; k < s->n; k++) {
      const float *delta = t->deltas[i * t->longest + k];
      float size = 0;
      for (int l = 0; l < WT_ROW; l++) size += fabsf(delta[l]);
      if (size < 1e-4f) continue; /* settled: most tokens soon are */
      uint64_t key = token_key(t, t->batch[i], k);
      for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++) {
        uint32_t row = s->rows[f];
        if (row % PARTITIONS != partition || dropped(t, key, f - s->starts[k])) continue;
        float *w = t->crf.weights[row], *q = t->squares[row];
        for (int l = 0; l < WT_ROW; l++) {
          q[l] += delta[l] * delta[l];
          w[l] += t->options->rate * delta[l] / sqrtf(q[l] + 1e-6f);
        }
      }
    }
  }
}

static void update_transitions(trainer *t) {
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++) {
      float sum = 0, *q = &t->transition_squares[x][y];
      for (size_t i = 0; i < t->n_batch; i++) sum += t->transition_deltas[i][x][y];
      *q += sum * sum;
      t->crf.transitions[x][y] += t->options->rate * sum / sqrtf(*q + 1e-6f);
    }
}

/* ---- epochs ------------------------------------------------------------------------- */

static void shuffle(trainer *t, size_t n) {
  uint64_t random = wt_hash_mix(t->options->seed, t->epoch);
  for (size_t i = n; i > 1; i--) {
    random = wt_hash_mix(random, i);
    size_t j = (size_t)(random % i);
    uint32_t kept = t->order[i - 1];
    t->order[i - 1] = t->order[j];
    t->order[j] = kept;
  }
}

static double run_epoch(trainer *t, size_t n) {
  double loss = 0;
  shuffle(t, n);
  for (size_t first = 0; first < n; first += t->options->batch) {
    t->batch = t->order + first;
    t->n_batch = n - first < t->options->batch ? n - first : t->options->batch;
    wt_crf_table_fill((const float(*)[WT_LABELS])t->crf.transitions, &t->table);
    wt_threads_for(t->options->n_threads, t->n_batch, t, expect);
    wt_threads_for(t->options->n_threads, PARTITIONS, t, update);
    update_transitions(t);
    for (size_t i = 0; i < t->n_batch; i++) loss += t->losses[i];
  }
  float keep = 1 - t->options->decay;
  for (size_t r = 0; r < t->crf.n_rows; r++)
    for (int l = 0; l < WT_ROW; l++) t->crf.weights[r][l] *= keep;
  return loss / (double)n;
}

/* Rows of small weights become 0; an infinite sum of squares keeps them there. */
static void prune(trainer *t) {
  for (size_t r = 0; r < t->crf.n_rows; r++) {
    float *w = t->crf.weights[r], most = 0;
    for (int l = 0; l < WT_ROW; l++)
      if (fabsf(w[l]) > most) most = fabsf(w[l]);
    for (int l = 0; most < t->options->prune && l < WT_ROW; l++) {
      w[l] = 0;
      t->squares[r][l] = INFINITY;
    }
  }
}

/* The mean of the weights after each epoch of the second half. */
static void average(trainer *t) {
  float share = 1 / (float)++t->n_averaged;
  for (size_t r = 0; r < t->crf.n_rows; r++)
    for (int l = 0; l < WT_ROW; l++)
      t->average.weights[r][l] += (t->crf.weights[r][l] - t->average.weights[r][l]) * share;
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++)
      t->average.transitions[x][y] +=
          (t->crf.transitions[x][y] - t->average.transitions[x][y]) * share;
}

static bool reserve(trainer *t, size_t n, size_t n_rows) {
  const wt_crf_options *o = t->options;
  for (size_t i = 0; i < n; i++)
    if (t->sequences[i].n > t->longest) t->longest = t->sequences[i].n;
  t->crf.n_rows = t->average.n_rows = n_rows;
  t->crf.weights = wt_calloc(n_rows, sizeof *t->crf.weights);
  t->average.weights = wt_calloc(n_rows, sizeof *t->average.weights);
  t->squares = wt_calloc(n_rows, sizeof *t->squares);
  t->order = wt_malloc(n * sizeof *t->order);
  t->scratch = wt_malloc(o->n_threads * 3 * t->longest * sizeof *t->scratch);
  t->deltas = wt_malloc(o->batch * t->longest * sizeof *t->deltas);
  t->transition_deltas = wt_malloc(o->batch * sizeof *t->transition_deltas);
  t->losses = wt_malloc(o->batch * sizeof *t->losses);
  return t->crf.weights != NULL && t->average.weights != NULL && t->squares != NULL &&
         t->order != NULL && t->scratch != NULL && t->deltas != NULL &&
         t->transition_deltas != NULL && t->losses != NULL;
}

/* After as many epochs as the checkpoint says: the order is that of the last of them. */
static wt_status resume(trainer *t, size_t n, wt_crf_progress *progress, wt_error *error) {
  wt_status status = wt_crf_checkpoint_read(t->options->checkpoint, progress, error);
  if (status != WT_OK) return status;
  if (progress->epochs > t->options->epochs)
    return wt_fail(error, WT_BAD_FILE, t->options->checkpoint, "more epochs than there are");
  t->n_averaged = (size_t)progress->averaged;
  for (; t->epoch < progress->epochs; t->epoch++) shuffle(t, n);
  return WT_OK;
}

static wt_status run_epochs(trainer *t, size_t n, wt_error *error) {
  const wt_crf_options *o = t->options;
  wt_crf_progress progress = {.crf = &t->crf,
                              .average = &t->average,
                              .squares = t->squares,
                              .transition_squares = t->transition_squares};
  wt_status status = WT_OK;
  if (o->checkpoint != NULL) progress.job = wt_crf_job(t->sequences, n, t->crf.n_rows, o);
  if (o->resume) status = resume(t, n, &progress, error);
  while (status == WT_OK && t->epoch < o->epochs) {
    double loss = run_epoch(t, n);
    bool late = 2 * (t->epoch + 1) >= o->epochs;
    if (late && t->n_averaged == 0) prune(t);
    if (late) average(t);
    progress.epochs = ++t->epoch;
    progress.averaged = t->n_averaged;
    if (o->checkpoint != NULL) status = wt_crf_checkpoint_write(o->checkpoint, &progress, error);
    if (status == WT_OK && o->epoch_done != NULL)
      o->epoch_done(o->context, t->epoch, loss, t->n_averaged > 0 ? &t->average : &t->crf);
  }
  return status;
}

wt_status wt_crf_train(const wt_sequence *sequences, size_t n, size_t n_rows,
                       const wt_crf_options *options, wt_crf *out, wt_error *error) {
  trainer t = {.sequences = sequences, .options = options};
  wt_status status = WT_OK;
  if (!reserve(&t, n, n_rows)) {
    status = wt_no_memory(error, "crf");
  } else {
    for (size_t i = 0; i < n; i++) t.order[i] = (uint32_t)i;
    status = run_epochs(&t, n, error);
  }
  if (status == WT_OK) {
    *out = t.average;
    t.average.weights = NULL;
  }
  wt_free(t.crf.weights);
  wt_free(t.average.weights);
  wt_free(t.squares);
  wt_free(t.order);
  wt_free(t.scratch);
  wt_free(t.deltas);
  wt_free(t.transition_deltas);
  wt_free(t.losses);
  return status;
}

void wt_crf_release(wt_crf *crf) {
  wt_free(crf->weights);
  crf->weights = NULL;
}
