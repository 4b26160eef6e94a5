#include "train/crf.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"

enum { PARTITIONS = 64 }; /* of the rows, for the update; fixed, so the result is too */

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
  float *scratch;                                   /* [n_threads][3][longest][L] */
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

/* ---- forward and backward ----------------------------------------------------------- */

/* The legal predecessors of a label are few: label y's are O, L-x and U-x, or those of its own
 * type. */
static float total_into(const float *alpha, float (*exp_transition)[WT_LABELS], int y) {
  float sum = 0;
  for (int x = 0; x < WT_LABELS; x++) sum += alpha[x] * exp_transition[x][y];
  return sum;
}

/* Expected minus gold of one sequence, by forward-backward with scaling (Rabiner, 1989): alpha and
 * beta are normalised at each token, whose factors multiply to the partition function. */
static void expect(void *context, size_t i, size_t thread) {
  trainer *t = context;
  const wt_sequence *s = &t->sequences[t->batch[i]];
  float(*emission)[WT_LABELS] =
      (float(*)[WT_LABELS])(t->scratch + thread * 3 * t->longest * WT_LABELS);
  float(*alpha)[WT_LABELS] = emission + t->longest, (*beta)[WT_LABELS] = alpha + t->longest;
  float exp_transition[WT_LABELS][WT_LABELS];
  double log_partition = 0, gold = 0;

  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++)
      exp_transition[x][y] = wt_label_legal(x, y) ? expf(t->crf.transitions[x][y]) : 0;

  for (uint32_t k = 0; k < s->n; k++) {
    float *e = emission[k], most = 0;
    memset(e, 0, sizeof *emission);
    uint64_t key = token_key(t, t->batch[i], k);
    for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++) {
      if (dropped(t, key, f - s->starts[k])) continue;
      const float *row = t->crf.weights[s->rows[f]];
      for (int l = 0; l < WT_ROW; l++) e[l + 1] += row[l];
    }
    float keep = 1 / (1 - t->options->dropout);
    for (int y = 1; y < WT_LABELS; y++) {
      e[y] *= keep;
      if (e[y] > most) most = e[y];
    }
    gold += e[s->labels[k]] + t->crf.transitions[k == 0 ? 0 : s->labels[k - 1]][s->labels[k]];
    log_partition += most;
    for (int y = 0; y < WT_LABELS; y++) e[y] = expf(e[y] - most);
  }
  gold += t->crf.transitions[s->labels[s->n - 1]][WT_OUTSIDE];

  for (uint32_t k = 0; k < s->n; k++) {
    float scale = 0;
    for (int y = 0; y < WT_LABELS; y++) {
      float in =
          k == 0 ? exp_transition[WT_OUTSIDE][y] : total_into(alpha[k - 1], exp_transition, y);
      alpha[k][y] = in * emission[k][y];
      scale += alpha[k][y];
    }
    if (scale < FLT_MIN) scale = FLT_MIN;
    for (int y = 0; y < WT_LABELS; y++) alpha[k][y] /= scale;
    log_partition += log(scale);
  }
  float end = 0;
  for (int x = 0; x < WT_LABELS; x++) {
    beta[s->n - 1][x] = exp_transition[x][WT_OUTSIDE];
    end += alpha[s->n - 1][x] * beta[s->n - 1][x];
  }
  log_partition += log(end > FLT_MIN ? end : FLT_MIN);
  for (uint32_t k = s->n - 1; k > 0; k--) {
    float sum = 0;
    for (int x = 0; x < WT_LABELS; x++) {
      float out = 0;
      for (int y = 0; y < WT_LABELS; y++) out += exp_transition[x][y] * emission[k][y] * beta[k][y];
      beta[k - 1][x] = out;
      sum += out;
    }
    for (int x = 0; x < WT_LABELS; x++) beta[k - 1][x] /= sum > FLT_MIN ? sum : FLT_MIN;
  }

  float(*delta)[WT_ROW] = t->deltas + i * t->longest;
  float(*transition_delta)[WT_LABELS] = t->transition_deltas[i];
  memset(transition_delta, 0, sizeof t->transition_deltas[i]);
  for (uint32_t k = 0; k < s->n; k++) {
    float sum = 0;
    for (int y = 0; y < WT_LABELS; y++) sum += alpha[k][y] * beta[k][y];
    float normal = s->weight / (sum > FLT_MIN ? sum : FLT_MIN);
    for (int y = 1; y < WT_LABELS; y++) delta[k][y - 1] = -alpha[k][y] * beta[k][y] * normal;
    if (s->labels[k] != WT_OUTSIDE) delta[k][s->labels[k] - 1] += s->weight;
    if (k == 0) continue;
    float pair_sum = 0, pairs[WT_LABELS][WT_LABELS];
    for (int x = 0; x < WT_LABELS; x++)
      for (int y = 0; y < WT_LABELS; y++) {
        pairs[x][y] = alpha[k - 1][x] * exp_transition[x][y] * emission[k][y] * beta[k][y];
        pair_sum += pairs[x][y];
      }
    float pair_normal = s->weight / (pair_sum > FLT_MIN ? pair_sum : FLT_MIN);
    for (int x = 0; x < WT_LABELS; x++)
      for (int y = 0; y < WT_LABELS; y++) transition_delta[x][y] -= pairs[x][y] * pair_normal;
    transition_delta[s->labels[k - 1]][s->labels[k]] += s->weight;
  }
  t->losses[i] = (log_partition - gold) * (double)s->weight;
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
  t->scratch = wt_malloc(o->n_threads * 3 * t->longest * WT_LABELS * sizeof *t->scratch);
  t->deltas = wt_malloc(o->batch * t->longest * sizeof *t->deltas);
  t->transition_deltas = wt_malloc(o->batch * sizeof *t->transition_deltas);
  t->losses = wt_malloc(o->batch * sizeof *t->losses);
  return t->crf.weights != NULL && t->average.weights != NULL && t->squares != NULL &&
         t->order != NULL && t->scratch != NULL && t->deltas != NULL &&
         t->transition_deltas != NULL && t->losses != NULL;
}

wt_status wt_crf_train(const wt_sequence *sequences, size_t n, size_t n_rows,
                       const wt_crf_options *options, wt_crf *out, wt_error *error) {
  trainer t = {.sequences = sequences, .options = options};
  wt_status status = WT_OK;
  if (!reserve(&t, n, n_rows)) {
    status = wt_no_memory(error, "crf");
  } else {
    for (size_t i = 0; i < n; i++) t.order[i] = (uint32_t)i;
    for (t.epoch = 0; t.epoch < options->epochs; t.epoch++) {
      double loss = run_epoch(&t, n);
      if (2 * (t.epoch + 1) >= options->epochs) average(&t);
      if (options->epoch_done != NULL)
        options->epoch_done(options->context, t.epoch + 1, loss,
                            t.n_averaged > 0 ? &t.average : &t.crf);
    }
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
