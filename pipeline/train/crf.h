/*
 * crf.h - a linear-chain conditional random field with sparse features (Lafferty, McCallum and
 * Pereira, 2001).
 *
 * p(y | x) is proportional to exp(sum over t of  w[features of t][y_t] + transition[y_{t-1}][y_t]),
 * over legal label sequences only. Trained by AdaGrad on small batches (Duchi, Hazan and Singer,
 * 2011) with dropout of features (Wang and Manning, "Fast dropout training", 2013), decay of
 * weights and averaging over the second half of the epochs. When that begins, rows of small weights
 * are given up, so that the others learn to do without them: cutting them off at the end costs
 * accuracy.
 *
 * Dimensions: T tokens of a sequence, L = WT_LABELS labels, R rows (features), and WT_ROW = L - 1
 * weights a row, because label O has weight 0.
 */
#ifndef WT_CRF_H
#define WT_CRF_H

#include "recognise/labels.h"
#include "recognise/sequence_model.h"

typedef struct wt_sequence {
  uint32_t n;             /* T */
  const uint32_t *starts; /* [T + 1] features of token t: rows[starts[t]] to rows[starts[t + 1]] */
  const uint32_t *rows;   /* row indices below R */
  const uint8_t *labels;  /* [T] gold */
  float weight;           /* how much the sequence counts */
} wt_sequence;

typedef struct wt_crf {
  size_t n_rows;                           /* R */
  float (*weights)[WT_ROW];                /* [R] */
  float transitions[WT_LABELS][WT_LABELS]; /* [from][to] */
} wt_crf;

typedef struct wt_crf_options {
  size_t epochs, batch, n_threads;
  float rate;    /* AdaGrad's step */
  float decay;   /* share of every weight that is lost in an epoch */
  float dropout; /* share of the features of a token left out, anew each time */
  float prune;   /* rows whose weights are all smaller half-way stay 0 from then on */
  uint64_t seed;
  const char *checkpoint; /* written after each epoch, see crf_checkpoint.h; NULL: none */
  bool resume;            /* go on from the checkpoint */
  /* Told after each epoch, with the weights as they would be used; may be NULL. */
  void (*epoch_done)(void *context, size_t epoch, double loss, const wt_crf *averaged);
  void *context;
} wt_crf_options;

/* Trains from zero, or from a checkpoint. The result does not depend on n_threads, nor on where a
 * run was stopped and resumed. Errors: WT_NO_MEMORY; with a checkpoint those of crf_checkpoint.h.
 */
wt_status wt_crf_train(const wt_sequence *sequences, size_t n, size_t n_rows,
                       const wt_crf_options *options, wt_crf *out, wt_error *error);
void wt_crf_release(wt_crf *crf);

#endif
