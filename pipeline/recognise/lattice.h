/*
 * lattice.h - the best labelling of a few tokens, and by how much it leads.
 *
 * Viterbi over the legal label sequences, with O before the first token and after the last. Only 97
 * of the 289 pairs of labels are legal. CLOSED labels (O, L, U) may be followed by STARTING ones
 * (O, B, U); B and I of a type by I and L of that type. So a step is 9 x 9 sums in which the four
 * types go side by side through one vector register, and four sums of vectors; plain GNU C vectors,
 * which gcc and clang compile for any machine.
 */
#ifndef WT_LATTICE_H
#define WT_LATTICE_H

#include <stdint.h>

#include "recognise/labels.h"

enum {
  WT_ROW = WT_LABELS - 1,       /* scores of a token; O's is 0 */
  WT_LATTICE_TOKENS = 1024,     /* at most; keeps every sum of 16-bit scores inside 32 bits */
  WT_CLOSED = 1 + 2 * WT_TYPES, /* so many closed labels, and starting ones */
  WT_FREE = 255                 /* a token with no fixed label */
};

typedef int32_t wt_lanes __attribute__((vector_size(16))); /* one number a type */
_Static_assert(WT_TYPES == 4, "a vector has a lane for each type");

/* Those of two parts, side by side: one register where registers are that wide. */
typedef int32_t wt_lane_pair __attribute__((vector_size(32), aligned(16)));

/* A number for each label. */
typedef struct wt_node {
  wt_lanes parts[4]; /* [B, I, L, U][type] */
  int32_t outside;
} wt_node;

typedef struct wt_transitions {
  const int16_t (*raw)[WT_LABELS];     /* [from][to], borrowed */
  wt_lane_pair from_closed[WT_CLOSED]; /* from O, L and U of each type to [B, U] */
  wt_lane_pair to_starting[WT_CLOSED]; /* from [L, U] to O, B and U of each type */
  wt_lanes l_o, u_o, o_b, o_u;         /* from and to O; */
  int32_t o_o;
  wt_lanes b_i, b_l, i_i, i_l; /* inside of names */
} wt_transitions;

void wt_transitions_fill(const int16_t (*raw)[WT_LABELS], wt_transitions *out);

/* Tokens 0 to n - 1. Fill scores and fixed, then solve. */
typedef struct wt_lattice {
  int16_t (*scores)[WT_ROW]; /* [capacity] of labels 1 to 16 */
  uint8_t *fixed;            /* [capacity] the only label allowed, or WT_FREE */
  uint8_t *labels;           /* [capacity] the best */
  wt_node *forward;          /* [capacity] best score of a path that ends here */
  wt_node *backward;         /* [capacity] best score of what follows */
  size_t capacity;
} wt_lattice; /* zero-initialise */

/* The tokens from `from` on as a lattice of their own; borrowed until the next reserve. */
static inline wt_lattice wt_lattice_from(const wt_lattice *l, size_t from) {
  return (wt_lattice){.scores = l->scores + from,
                      .fixed = l->fixed + from,
                      .labels = l->labels + from,
                      .forward = l->forward + from,
                      .backward = l->backward + from,
                      .capacity = l->capacity - from};
}

/* False: no memory. */
bool wt_lattice_reserve(wt_lattice *lattice, size_t n);
void wt_lattice_release(wt_lattice *lattice);

/* Fills labels [n], n from 1 to WT_LATTICE_TOKENS; of equal labellings one is chosen, always the
 * same. The fixed labels must allow a legal labelling. */
void wt_lattice_solve(wt_lattice *lattice, const wt_transitions *transitions, size_t n);

/* Fills backward [n], after solve. */
void wt_lattice_look_back(wt_lattice *lattice, const wt_transitions *transitions, size_t n);

/* By how much the best labelling leads the best one that has another label at token t; after
 * look_back. */
int32_t wt_lattice_margin(const wt_lattice *lattice, size_t t);

#endif
