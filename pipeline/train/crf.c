#include "train/crf.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"

enum {
  PARTITIONS = 8
}; /* of the rows, for the update: a row belongs to one, so the result does not depend on it */

/* ---- transitions ---- */

/* Only 97 of the 289 pairs of labels are legal, and they form blocks. The CLOSED labels (O, and L
 * and U of each type) may be followed by the STARTING ones (O, and B and U of each type): a dense
 * block. B and I of a type may be followed by I and L of that type: a block of four each. */
enum { CLOSED = 1 + 2 * WT_TYPES, STRIDE = 12 /* a row of the dense block, padded */ };

/* exp(transition) of the legal pairs. */
typedef struct transition_table {
  float dense[CLOSED][STRIDE]; /* [closed][starting] */
  float inner[WT_TYPES][2][2]; /* [type][B, I][I, L] */
} transition_table;

static int closed_label(int i) {
  return i == 0 ? WT_OUTSIDE
                : wt_label((wt_type)((i - 1) / 2), (i - 1) % 2 == 0 ? WT_PART_L : WT_PART_U);
}

static int starting_label(int i) {
  return i == 0 ? WT_OUTSIDE
                : wt_label((wt_type)((i - 1) / 2), (i - 1) % 2 == 0 ? WT_PART_B : WT_PART_U);
}

static int inner_from(int type, int i) {
  return wt_label((wt_type)type, i == 0 ? WT_PART_B : WT_PART_I);
}
static int inner_to(int type, int i) {
  return wt_label((wt_type)type, i == 0 ? WT_PART_I : WT_PART_L);
}

static void fill_table(const float (*transitions)[WT_LABELS], transition_table *t) {
  memset(t, 0, sizeof *t);
  for (int i = 0; i < CLOSED; i++)
    for (int j = 0; j < CLOSED; j++)
      t->dense[i][j] = expf(transitions[closed_label(i)][starting_label(j)]);
  for (int type = 0; type < WT_TYPES; type++)
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < 2; j++)
        t->inner[type][i][j] = expf(transitions[inner_from(type, i)][inner_to(type, j)]);
}

/* ---- the state ---- */

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
  transition_table table;                           /* of the batch */
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

/* out[y] = sum over legal x of alpha[x] exp(transition[x][y]) */
static void step_forward(const transition_table *table, const float *alpha, float *out) {
  float start[STRIDE] = {0};
  for (int i = 0; i < CLOSED; i++) {
    float from = alpha[closed_label(i)];
    for (int j = 0; j < STRIDE; j++) start[j] += from * table->dense[i][j];
  }
  for (int j = 0; j < CLOSED; j++) out[starting_label(j)] = start[j];
  for (int type = 0; type < WT_TYPES; type++)
    for (int j = 0; j < 2; j++)
      out[inner_to(type, j)] = alpha[inner_from(type, 0)] * table->inner[type][0][j] +
                               alpha[inner_from(type, 1)] * table->inner[type][1][j];
}

/* out[x] = sum over legal y of exp(transition[x][y]) after[y] */
static void step_backward(const transition_table *table, const float *after, float *out) {
  float start[STRIDE] = {0};
  for (int j = 0; j < CLOSED; j++) start[j] = after[starting_label(j)];
  for (int i = 0; i < CLOSED; i++) {
    float sum = 0;
    for (int j = 0; j < STRIDE; j++) sum += table->dense[i][j] * start[j];
    out[closed_label(i)] = sum;
  }
  for (int type = 0; type < WT_TYPES; type++)
    for (int i = 0; i < 2; i++)
      out[inner_from(type, i)] = table->inner[type][i][0] * after[inner_to(type, 0)] +
                                 table->inner[type][i][1] * after[inner_to(type, 1)];
}

static float at_least_min(float x) { return x > FLT_MIN ? x : FLT_MIN; }

/* One sequence in the works; all arrays are one thread's scratch. */
typedef struct lattice {
  const wt_sequence *s;
  float (*emission)[WT_LABELS]; /* [T] exp of the scores, less the largest of the token */
  float (*alpha)[WT_LABELS];    /* [T] normalised at each token */
  float (*beta)[WT_LABELS];     /* [T] likewise */
  const transition_table *table;
} lattice;

/* Fills the emissions; returns the sum of the largest scores, less the score of the gold labels. */
static double score_tokens(const trainer *t, const lattice *l, uint32_t sequence) {
  const wt_sequence *s = l->s;
  float keep = 1 / (1 - t->options->dropout);
  double loss = 0;
  for (uint32_t k = 0; k < s->n; k++) {
    float *e = l->emission[k], most = 0;
    memset(e, 0, sizeof *l->emission);
    uint64_t key = token_key(t, sequence, k);
    for (uint32_t f = s->starts[k]; f < s->starts[k + 1]; f++) {
      if (dropped(t, key, f - s->starts[k])) continue;
      const float *row = t->crf.weights[s->rows[f]];
      for (int y = 0; y < WT_ROW; y++) e[y + 1] += row[y];
    }
    for (int y = 1; y < WT_LABELS; y++) {
      e[y] *= keep;
      if (e[y] > most) most = e[y];
    }
    loss += most - e[s->labels[k]];
    loss -= t->crf.transitions[k == 0 ? WT_OUTSIDE : s->labels[k - 1]][s->labels[k]];
    for (int y = 0; y < WT_LABELS; y++) e[y] = expf(e[y] - most);
  }
  return loss - t->crf.transitions[s->labels[s->n - 1]][WT_OUTSIDE];
}

/* Fills alpha; returns the logarithm of the product of its scales. */
static double run_forward(const lattice *l) {
  double log_scale = 0;
  float start[WT_LABELS] = {1}; /* as if O stood before */
  for (uint32_t k = 0; k < l->s->n; k++) {
    float *alpha = l->alpha[k], scale = 0;
    step_forward(l->table, k == 0 ? start : l->alpha[k - 1], alpha);
    for (int y = 0; y < WT_LABELS; y++) scale += alpha[y] *= l->emission[k][y];
    scale = at_least_min(scale);
    for (int y = 0; y < WT_LABELS; y++) alpha[y] /= scale;
    log_scale += log((double)scale);
  }
  return log_scale;
}

/* Fills beta; returns the logarithm of the weight of ending after the last token. */
static double run_backward(const lattice *l) {
  uint32_t last = l->s->n - 1;
  float end[WT_LABELS] = {1}, after[WT_LABELS], sum = 0; /* as if O stood behind */
  step_backward(l->table, end, l->beta[last]);
  for (int x = 0; x < WT_LABELS; x++) sum += l->alpha[last][x] * l->beta[last][x];
  double log_end = log((double)at_least_min(sum));
  for (uint32_t k = last; k > 0; k--) {
    float *beta = l->beta[k - 1];
    for (int y = 0; y < WT_LABELS; y++) after[y] = l->emission[k][y] * l->beta[k][y];
    step_backward(l->table, after, beta);
    sum = 0;
    for (int x = 0; x < WT_LABELS; x++) sum += beta[x];
    sum = at_least_min(sum);
    for (int x = 0; x < WT_LABELS; x++) beta[x] /= sum;
  }
  return log_end;
}

/* delta[t][y] = weight * ([y is gold] - p(y at t | x)) for y > 0 */
static void token_deltas(const lattice *l, float (*delta)[WT_ROW]) {
  const wt_sequence *s = l->s;
  for (uint32_t k = 0; k < s->n; k++) {
    float p[WT_LABELS], sum = 0;
    for (int y = 0; y < WT_LABELS; y++) sum += p[y] = l->alpha[k][y] * l->beta[k][y];
    float normal = s->weight / at_least_min(sum);
    for (int y = 1; y < WT_LABELS; y++) delta[k][y - 1] = -p[y] * normal;
    if (s->labels[k] != WT_OUTSIDE) delta[k][s->labels[k] - 1] += s->weight;
  }
}

/* delta[x][y] = weight * (how often gold has the pair - its expectation), borders left out */
static void transition_deltas(const lattice *l, float (*delta)[WT_LABELS]) {
  const wt_sequence *s = l->s;
  const transition_table *table = l->table;
  memset(delta, 0, sizeof(float[WT_LABELS][WT_LABELS]));
  for (uint32_t k = 1; k < s->n; k++) {
    const float *alpha = l->alpha[k - 1];
    float after[WT_LABELS], in[WT_LABELS], sum = 0;
    step_forward(table, alpha, in);
    for (int y = 0; y < WT_LABELS; y++) {
      after[y] = l->emission[k][y] * l->beta[k][y];
      sum += in[y] * after[y];
    }
    float normal = s->weight / at_least_min(sum);
    for (int i = 0; i < CLOSED; i++) {
      int x = closed_label(i);
      float from = alpha[x] * normal;
      for (int j = 0; j < CLOSED; j++)
        delta[x][starting_label(j)] -= from * table->dense[i][j] * after[starting_label(j)];
    }
    for (int type = 0; type < WT_TYPES; type++)
      for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
          delta[inner_from(type, i)][inner_to(type, j)] -= alpha[inner_from(type, i)] *
                                                           table->inner[type][i][j] *
                                                           after[inner_to(type, j)] * normal;
    delta[s->labels[k - 1]][s->labels[k]] += s->weight;
  }
}

/* Gold minus expected of one sequence, by forward-backward with scaling (Rabiner, 1989): alpha and
 * beta are normalised at each token; the scales of alpha multiply to the partition function. */
static void expect(void *context, size_t i, size_t thread) {
  trainer *t = context;
  uint32_t sequence = t->batch[i];
  float(*scratch)[WT_LABELS] = t->scratch + thread * 3 * t->longest;
  lattice l = {.s = &t->sequences[sequence],
               .emission = scratch,
               .alpha = scratch + t->longest,
               .beta = scratch + 2 * t->longest,
               .table = &t->table};
  double loss = score_tokens(t, &l, sequence);
  loss += run_forward(&l);
  loss += run_backward(&l);
  token_deltas(&l, t->deltas + i * t->longest);
  transition_deltas(&l, t->transition_deltas[i]);
  t->losses[i] = loss * (double)l.s->weight;
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
    fill_table((const float(*)[WT_LABELS])t->crf.transitions, &t->table);
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
  t->scratch = wt_malloc(o->n_threads * 3 * t->longest * sizeof *t->scratch);
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
