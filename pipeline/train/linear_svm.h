/*
 * linear_svm.h - L2-regularised linear classifier with the squared hinge loss, on sparse rows.
 *
 *   minimise  1/2 |w|^2 + sum over i of c(i) * max(0, 1 - y(i) * w.x(i))^2
 *
 * by coordinate descent in the dual (Hsieh, Chang, Lin, Keerthi and Sundararajan, A dual coordinate
 * descent method for large-scale linear SVM, 2008), because it needs a handful of passes on text,
 * has no learning rate to tune, and takes a cost for each example, which is how files of different
 * worth go in together. Logistic regression by the same method was measured too: a little worse on
 * every set, and three times as slow, as it never leaves an example alone.
 *
 * The dual variable a(i) of an example is at least 0, and w = sum of a(i) y(i) x(i). The step in
 * one coordinate is exact:
 *
 *   a <- max(0, a - (y w.x - 1 + a / 2c) / (|x|^2 + 1 / 2c))
 */
#ifndef WT_LINEAR_SVM_H
#define WT_LINEAR_SVM_H

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

typedef struct wt_svm {
  wt_rows rows;
  const float *costs;  /* [n] 0: the row is left out */
  const int8_t *signs; /* [n] +1 or -1 */
  uint64_t seed;       /* of the order in which rows are visited */
} wt_svm;

/* Fills weights [n_columns + 1]; the last one is the bias, which is regularised as the others
 * are. Deterministic. Errors: WT_NO_MEMORY. */
wt_status wt_svm_train(const wt_svm *problem, float *weights, wt_error *error);

/* w.x + bias of a row. */
double wt_svm_score(const wt_rows *rows, size_t row, const float *weights);

#endif
