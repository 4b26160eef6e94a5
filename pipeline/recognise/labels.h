/*
 * labels.h - the labels of the sequence model: BILOU over four types.
 *
 * O is 0; part p of type t is 1 + 4 p + t, so that the labels of one part lie side by side: a step
 * of the decoder treats the four types at a time. BILOU (Ratinov and Roth, "Design challenges and
 * misconceptions in named entity recognition", 2009) tells the last token of a name and the name of
 * one token apart, which BIO does not.
 */
#ifndef WT_LABELS_H
#define WT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "wiretag.h"

enum {
  WT_LABELS = 1 + 4 * WT_TYPES,
  WT_OUTSIDE = 0,
  /* the part of a label */
  WT_PART_B = 0,
  WT_PART_I = 1,
  WT_PART_L = 2,
  WT_PART_U = 3
};

static inline int wt_label(wt_type type, int part) { return 1 + WT_TYPES * part + (int)type; }
static inline wt_type wt_label_type(int label) { return (wt_type)((label - 1) % WT_TYPES); }
static inline int wt_label_part(int label) { return (label - 1) / WT_TYPES; }

/* The part of the i-th of a name's n tokens. */
static inline int wt_part_of(size_t i, size_t n) {
  if (n == 1) return WT_PART_U;
  return i == 0 ? WT_PART_B : i + 1 == n ? WT_PART_L : WT_PART_I;
}

/* A name is open behind B and I: only I and L of the same type may follow. */
static inline bool wt_label_open(int label) {
  return label != WT_OUTSIDE && wt_label_part(label) <= WT_PART_I;
}

/* Whether `next` may stand behind `label`; a field begins and ends as if O stood outside. */
static inline bool wt_label_legal(int label, int next) {
  if (!wt_label_open(label))
    return next == WT_OUTSIDE || wt_label_part(next) == WT_PART_B ||
           wt_label_part(next) == WT_PART_U;
  return next != WT_OUTSIDE && wt_label_type(label) == wt_label_type(next) &&
         (wt_label_part(next) == WT_PART_I || wt_label_part(next) == WT_PART_L);
}

#endif
