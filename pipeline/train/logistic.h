/*
 * logistic.h - L2-regularised logistic regression on sparse rows.
 *
 *   minimise  1/2 |w|^2 + sum over i of c(i) * log(1 + exp(-y(i) * w.x(i)))
 *
 * by coordinate descent in the dual (Yu, Huang and Lin, Dual coordinate descent methods for
 * logistic regression and maximum entropy models, 2011), because it needs a handful of passes on
 * text, has no learning rate to tune, and takes a cost for each example, which is how files of
 * different worth go in together.
 *
 * The dual variable a(i) of an example lies in (0, c(i)), and w = sum of a(i) y(i) x(i). We hold it
 * as its logit u, a = c / (1 + exp(-u)): the step in one coordinate is then the root of
 *
 *   u + y w.x + |x|^2 (c / (1 + exp(-u)) - a_old) = 0
 *
 * whose left side grows with a slope of at least one, so that Newton's steps inside a bracket
 * cannot fail, also where a is within rounding of 0 or c.
 */
#ifndef WT_LOGISTIC_H
#define WT_LOGISTIC_H

#include "wiretag.h"

typedef struct wt_cell {
  uint32_t column;
  float value;
} wt_cell;

/* Rows of a sparse matrix. */
typedef struct wt_rows {
  const wt_cell *cells;
  const size_t *first; /* [n + 1] row i is cells[first[i] .. first[i + 1]) */
  size_t n, n_columns;
} wt_rows;

typedef struct wt_logistic {
  wt_rows rows;
  const float *costs;  /* [n] 0: the row is left out */
  const int8_t *signs; /* [n] +1 or -1 */
  uint64_t seed;       /* of the order in which rows are visited */
} wt_logistic;

/* Fills weights [n_columns + 1]; the last one is the bias, which is regularised as the others
 * are. Deterministic. Errors: WT_NO_MEMORY. */
wt_status wt_logistic_train(const wt_logistic *problem, float *weights, wt_error *error);

/* w.x + bias of a row. */
double wt_logistic_score(const wt_rows *rows, size_t row, const float *weights);

#endif
