#include "train/logistic.h"

#include <math.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum { MAX_PASSES = 100, MAX_STEPS = 30 };
static const double TOLERANCE = 0.01; /* of the dual's gradient, at the largest over a pass */

typedef struct example {
  double logit; /* u of its dual variable */
  float square; /* |x|^2, the bias's 1 included */
  uint32_t row;
} example;

static double sigmoid(double u) { return u >= 0 ? 1.0 / (1.0 + exp(-u)) : exp(u) / (1.0 + exp(u)); }

double wt_logistic_score(const wt_rows *rows, size_t row, const float *weights) {
  double sum = (double)weights[rows->n_columns];
  for (size_t i = rows->first[row]; i < rows->first[row + 1]; i++)
    sum += (double)(weights[rows->cells[i].column] * rows->cells[i].value);
  return sum;
}

static void add(const wt_rows *rows, size_t row, float step, float *weights) {
  for (size_t i = rows->first[row]; i < rows->first[row + 1]; i++)
    weights[rows->cells[i].column] += step * rows->cells[i].value;
  weights[rows->n_columns] += step;
}

/* The root of u + margin + square * (cost * sigmoid(u) - old). */
static double solve(double u, double margin, double square, double cost, double old) {
  /* the sigmoid lies in (0, 1), so the root lies here: */
  double low = -margin + square * (old - cost), high = -margin + square * old;
  for (int i = 0; i < MAX_STEPS; i++) {
    if (!(u > low && u < high)) u = 0.5 * (low + high);
    double s = sigmoid(u);
    double f = u + margin + square * (cost * s - old);
    if (fabs(f) < 1e-6) break;
    if (f > 0)
      high = u;
    else
      low = u;
    u -= f / (1.0 + square * cost * s * (1.0 - s));
  }
  return u;
}

/* One step in the coordinate of an example; returns the gradient's size before it. */
static double step(const wt_logistic *p, example *e, float *weights) {
  double cost = (double)p->costs[e->row], sign = (double)p->signs[e->row];
  double margin = sign * wt_logistic_score(&p->rows, e->row, weights);
  double old = cost * sigmoid(e->logit);
  double gradient = fabs(e->logit + margin);
  if (gradient < TOLERANCE * 0.1) return gradient;
  e->logit = solve(e->logit, margin, (double)e->square, cost, old);
  double change = sign * (cost * sigmoid(e->logit) - old);
  if (change != 0) add(&p->rows, e->row, (float)change, weights);
  return gradient;
}

static void shuffle(example *examples, size_t n, uint64_t seed) {
  for (size_t i = n; i > 1; i--) {
    seed = wt_hash_mix(seed, i);
    size_t j = (size_t)(seed % i);
    example swap = examples[i - 1];
    examples[i - 1] = examples[j];
    examples[j] = swap;
  }
}

wt_status wt_logistic_train(const wt_logistic *p, float *weights, wt_error *error) {
  size_t n = 0;
  example *examples = wt_calloc(p->rows.n, sizeof *examples);
  if (examples == NULL) return wt_no_memory(error, "logistic regression");
  for (size_t i = 0; i <= p->rows.n_columns; i++) weights[i] = 0;
  for (size_t row = 0; row < p->rows.n; row++) {
    if (!(p->costs[row] > 0)) continue;
    double square = 1;
    for (size_t i = p->rows.first[row]; i < p->rows.first[row + 1]; i++)
      square += (double)(p->rows.cells[i].value * p->rows.cells[i].value);
    /* the start: a small a, close to that of an example that is easy */
    example e = {.logit = -5, .square = (float)square, .row = (uint32_t)row};
    add(&p->rows, row, (float)((double)p->signs[row] * (double)p->costs[row] * sigmoid(e.logit)),
        weights);
    examples[n++] = e;
  }
  for (uint64_t pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(examples, n, wt_hash_mix(p->seed, pass));
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
      double gradient = step(p, &examples[i], weights);
      if (gradient > largest) largest = gradient;
    }
    if (largest < TOLERANCE) break;
  }
  wt_free(examples);
  return WT_OK;
}
