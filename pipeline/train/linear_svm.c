#include "train/linear_svm.h"

#include <math.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum { MAX_PASSES = 200, LONGEST_REST = 32 };
static const double TOLERANCE = 0.03; /* of the dual's projected gradient, the largest of a pass */

typedef struct example {
  double dual;  /* a */
  float square; /* |x|^2, the bias's 1 included */
  uint32_t row;
  uint32_t rest;  /* passes that it sits out: it was solved already when it was looked at last */
  uint32_t sleep; /* of them, those to come */
} example;

double wt_svm_score(const wt_rows *rows, size_t row, const float *weights) {
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

/* One step in the coordinate of an example; returns the projected gradient's size before it. */
static double step(const wt_svm *p, example *e, float *weights) {
  double sign = (double)p->signs[e->row], ridge = 0.5 / (double)p->costs[e->row];
  double gradient = sign * wt_svm_score(&p->rows, e->row, weights) - 1 + ridge * e->dual;
  if (e->dual <= 0 && gradient >= 0) return 0;
  if (fabs(gradient) < TOLERANCE * 0.1) return fabs(gradient);
  double dual = fmax(0, e->dual - gradient / ((double)e->square + ridge));
  add(&p->rows, e->row, (float)(sign * (dual - e->dual)), weights);
  e->dual = dual;
  return fabs(gradient);
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

/* Most examples of a rare topic are easy, and their margins hardly move after the first passes: one
 * that needs no step rests for twice as long as the last time. A pass over all has the last word.
 */
static void lie_down(example *e, double gradient) {
  e->rest = gradient >= TOLERANCE ? 0 : e->rest == 0 ? 1 : e->rest * 2;
  if (e->rest > LONGEST_REST) e->rest = LONGEST_REST;
  e->sleep = e->rest;
}

/* Returns the largest gradient of a pass. */
static double run_pass(const wt_svm *p, example *examples, size_t n, bool all, float *weights) {
  double largest = 0;
  for (size_t i = 0; i < n; i++) {
    if (!all && examples[i].sleep > 0) {
      examples[i].sleep--;
      continue;
    }
    double gradient = step(p, &examples[i], weights);
    largest = fmax(largest, gradient);
    lie_down(&examples[i], gradient);
  }
  return largest;
}

wt_status wt_svm_train(const wt_svm *p, float *weights, wt_error *error) {
  size_t n = 0;
  example *examples = wt_calloc(p->rows.n, sizeof *examples);
  if (examples == NULL) return wt_no_memory(error, "linear SVM");
  for (size_t i = 0; i <= p->rows.n_columns; i++) weights[i] = 0;
  for (size_t row = 0; row < p->rows.n; row++) {
    if (!(p->costs[row] > 0)) continue;
    double square = 1;
    for (size_t i = p->rows.first[row]; i < p->rows.first[row + 1]; i++)
      square += (double)(p->rows.cells[i].value * p->rows.cells[i].value);
    examples[n++] = (example){.square = (float)square, .row = (uint32_t)row};
  }
  bool all = true; /* the pass leaves none out */
  for (uint64_t pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(examples, n, wt_hash_mix(p->seed, pass));
    bool calm = run_pass(p, examples, n, all, weights) < TOLERANCE;
    if (calm && all) break;
    all = calm;
  }
  wt_free(examples);
  return WT_OK;
}
