/*
 * crf_lattice.h - one sequence of a CRF: how improbable its labels are, and which way is better.
 *
 * Forward-backward over the legal label pairs, with scaling (Rabiner, "A tutorial on hidden Markov
 * models", 1989): alpha and beta are normalised at each token, and the scales of alpha multiply to
 * the partition function. Only 97 of the 289 pairs of labels are legal, and they form blocks: the
 * CLOSED labels (O, L, U) may be followed by the STARTING ones (O, B, U), a dense block; B and I of
 * a type by I and L of that type, a block of four each.
 */
#ifndef WT_CRF_LATTICE_H
#define WT_CRF_LATTICE_H

#include <stdint.h>

#include "recognise/lattice.h"

enum { WT_CLOSED_ROW = 12 /* a row of the dense block, padded */ };

/* exp(transition) of the legal pairs. */
typedef struct wt_crf_table {
  float dense[WT_CLOSED][WT_CLOSED_ROW]; /* [closed][starting] */
  float inner[WT_TYPES][2][2];           /* [type][B, I][I, L] */
} wt_crf_table;

void wt_crf_table_fill(const float (*transitions)[WT_LABELS], wt_crf_table *out);

typedef struct wt_crf_lattice {
  uint32_t n;                            /* T, at least 1 */
  const uint8_t *labels;                 /* [T] gold, or sets (label_sets.h) */
  float weight;                          /* how much the sequence counts */
  const float (*transitions)[WT_LABELS]; /* [from][to] */
  const wt_crf_table *table;             /* of these transitions */
  float (*emission)[WT_LABELS];          /* [T] scores; overwritten */
  float (*alpha)[WT_LABELS];             /* [T] scratch */
  float (*beta)[WT_LABELS];              /* [T] scratch */
} wt_crf_lattice;

/* Returns weight * -log p(labels), and fills its negative gradient: gold minus expected, times the
 * weight, for the scores token_deltas [T] (of labels 1 to 16) and for the transitions. */
double wt_crf_lattice_solve(const wt_crf_lattice *lattice, float (*token_deltas)[WT_ROW],
                            float (*transition_deltas)[WT_LABELS]);

#endif
