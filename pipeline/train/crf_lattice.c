#include "train/crf_lattice.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "train/label_sets.h"

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

void wt_crf_table_fill(const float (*transitions)[WT_LABELS], wt_crf_table *t) {
  memset(t, 0, sizeof *t);
  for (int i = 0; i < WT_CLOSED; i++)
    for (int j = 0; j < WT_CLOSED; j++)
      t->dense[i][j] = expf(transitions[closed_label(i)][starting_label(j)]);
  for (int type = 0; type < WT_TYPES; type++)
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < 2; j++)
        t->inner[type][i][j] = expf(transitions[inner_from(type, i)][inner_to(type, j)]);
}

/* out[y] = sum over legal x of alpha[x] exp(transition[x][y]) */
static void step_forward(const wt_crf_table *table, const float *alpha, float *out) {
  float start[WT_CLOSED_ROW] = {0};
  for (int i = 0; i < WT_CLOSED; i++) {
    float from = alpha[closed_label(i)];
    for (int j = 0; j < WT_CLOSED_ROW; j++) start[j] += from * table->dense[i][j];
  }
  for (int j = 0; j < WT_CLOSED; j++) out[starting_label(j)] = start[j];
  for (int type = 0; type < WT_TYPES; type++)
    for (int j = 0; j < 2; j++)
      out[inner_to(type, j)] = alpha[inner_from(type, 0)] * table->inner[type][0][j] +
                               alpha[inner_from(type, 1)] * table->inner[type][1][j];
}

/* out[x] = sum over legal y of exp(transition[x][y]) after[y] */
static void step_backward(const wt_crf_table *table, const float *after, float *out) {
  float start[WT_CLOSED_ROW] = {0};
  for (int j = 0; j < WT_CLOSED; j++) start[j] = after[starting_label(j)];
  for (int i = 0; i < WT_CLOSED; i++) {
    float sum = 0;
    for (int j = 0; j < WT_CLOSED_ROW; j++) sum += table->dense[i][j] * start[j];
    out[closed_label(i)] = sum;
  }
  for (int type = 0; type < WT_TYPES; type++)
    for (int i = 0; i < 2; i++)
      out[inner_from(type, i)] = table->inner[type][i][0] * after[inner_to(type, 0)] +
                                 table->inner[type][i][1] * after[inner_to(type, 1)];
}

static float at_least_min(float x) { return x > FLT_MIN ? x : FLT_MIN; }

/* Turns the scores into their exponentials, less the largest of each token, and returns the sum of
 * the largest. */
static double raise(const wt_crf_lattice *l) {
  double sum = 0;
  for (uint32_t k = 0; k < l->n; k++) {
    float *e = l->emission[k], most = e[0];
    for (int y = 1; y < WT_LABELS; y++)
      if (e[y] > most) most = e[y];
    sum += (double)most;
    for (int y = 0; y < WT_LABELS; y++) e[y] = expf(e[y] - most);
  }
  return sum;
}

/* The score of the gold labels, before the scores are raised. */
static double gold_score(const wt_crf_lattice *l) {
  double score = (double)l->transitions[l->labels[l->n - 1]][WT_OUTSIDE];
  for (uint32_t k = 0; k < l->n; k++)
    score += (double)(l->emission[k][l->labels[k]] +
                      l->transitions[k == 0 ? WT_OUTSIDE : l->labels[k - 1]][l->labels[k]]);
  return score;
}

/* Leaves of the raised scores those that the sets allow. */
static void restrict_to_sets(const wt_crf_lattice *l) {
  for (uint32_t k = 0; k < l->n; k++) {
    uint32_t set = wt_set_labels(l->labels[k]);
    for (int y = 0; y < WT_LABELS; y++)
      if (!(set >> y & 1)) l->emission[k][y] = 0;
  }
}

/* Fills alpha; returns the logarithm of the product of its scales. */
static double run_forward(const wt_crf_lattice *l) {
  double log_scale = 0;
  float start[WT_LABELS] = {1}; /* as if O stood before */
  for (uint32_t k = 0; k < l->n; k++) {
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
static double run_backward(const wt_crf_lattice *l) {
  uint32_t last = l->n - 1;
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

/* delta[t][y] += weight * p(y at t | x) for y > 0 */
static void add_token_expectations(const wt_crf_lattice *l, float weight, float (*delta)[WT_ROW]) {
  for (uint32_t k = 0; k < l->n; k++) {
    float p[WT_LABELS], sum = 0;
    for (int y = 0; y < WT_LABELS; y++) sum += p[y] = l->alpha[k][y] * l->beta[k][y];
    float normal = weight / at_least_min(sum);
    for (int y = 1; y < WT_LABELS; y++) delta[k][y - 1] += p[y] * normal;
  }
}

/* The pairs with the O outside, at both ends: the expectations are those of the end tokens. */
static void border_deltas(const wt_crf_lattice *l, const float (*tokens)[WT_ROW],
                          float (*delta)[WT_LABELS]) {
  const float *first = tokens[0], *last = tokens[l->n - 1];
  float first_outside = 0, last_outside = 0; /* the deltas of a token add up to 0 */
  for (int y = 1; y < WT_LABELS; y++) {
    first_outside -= first[y - 1];
    last_outside -= last[y - 1];
  }
  for (int i = 0; i < WT_CLOSED; i++) {
    int starting = starting_label(i), closed = closed_label(i);
    delta[WT_OUTSIDE][starting] += starting == WT_OUTSIDE ? first_outside : first[starting - 1];
    delta[closed][WT_OUTSIDE] += closed == WT_OUTSIDE ? last_outside : last[closed - 1];
  }
}

/* delta[x][y] += weight * how often x and y are expected side by side */
static void add_transition_expectations(const wt_crf_lattice *l, float weight,
                                        float (*delta)[WT_LABELS]) {
  const wt_crf_table *table = l->table;
  for (uint32_t k = 1; k < l->n; k++) {
    const float *alpha = l->alpha[k - 1];
    float after[WT_LABELS], in[WT_LABELS], sum = 0;
    step_forward(table, alpha, in);
    for (int y = 0; y < WT_LABELS; y++) {
      after[y] = l->emission[k][y] * l->beta[k][y];
      sum += in[y] * after[y];
    }
    float normal = weight / at_least_min(sum);
    for (int i = 0; i < WT_CLOSED; i++) {
      int x = closed_label(i);
      float from = alpha[x] * normal;
      for (int j = 0; j < WT_CLOSED; j++)
        delta[x][starting_label(j)] += from * table->dense[i][j] * after[starting_label(j)];
    }
    for (int type = 0; type < WT_TYPES; type++)
      for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
          delta[inner_from(type, i)][inner_to(type, j)] += alpha[inner_from(type, i)] *
                                                           table->inner[type][i][j] *
                                                           after[inner_to(type, j)] * normal;
  }
}

/* The gold labels in place of expectations. */
static void add_gold(const wt_crf_lattice *l, float (*tokens)[WT_ROW],
                     float (*transitions)[WT_LABELS]) {
  for (uint32_t k = 0; k < l->n; k++) {
    if (l->labels[k] != WT_OUTSIDE) tokens[k][l->labels[k] - 1] += l->weight;
    if (k > 0) transitions[l->labels[k - 1]][l->labels[k]] += l->weight;
  }
}

static bool has_sets(const wt_crf_lattice *l) {
  for (uint32_t k = 0; k < l->n; k++)
    if (wt_set_is_open(l->labels[k])) return true;
  return false;
}

double wt_crf_lattice_solve(const wt_crf_lattice *l, float (*tokens)[WT_ROW],
                            float (*transitions)[WT_LABELS]) {
  bool open = has_sets(l);
  memset(tokens, 0, l->n * sizeof *tokens);
  memset(transitions, 0, sizeof(float[WT_LABELS][WT_LABELS]));
  double right = open ? 0 : gold_score(l);
  double largest = raise(l);
  double all = largest + run_forward(l);
  all += run_backward(l);
  add_token_expectations(l, -l->weight, tokens);
  add_transition_expectations(l, -l->weight, transitions);
  if (open) {
    restrict_to_sets(l);
    right = largest + run_forward(l);
    right += run_backward(l);
    add_token_expectations(l, l->weight, tokens);
    add_transition_expectations(l, l->weight, transitions);
  } else {
    add_gold(l, tokens, transitions);
  }
  border_deltas(l, (const float(*)[WT_ROW])tokens, transitions);
  return (all - right) * (double)l->weight;
}
