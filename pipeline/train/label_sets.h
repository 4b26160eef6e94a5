/*
 * label_sets.h - what an annotation leaves open, as one byte a token.
 *
 * A corpus that follows another guide, or that no person has checked, often says less than a label:
 * "a place or an organization", "no person, place or organization, but perhaps one of the names
 * that this corpus does not mark", "anything". Such a byte stands for a set of labels; plain labels
 * (labels.h) stand for themselves. The CRF then learns from the sum over all labellings that the
 * sets allow (Tsuboi et al., "Training conditional random fields using incomplete annotations",
 * 2008).
 */
#ifndef WT_LABEL_SETS_H
#define WT_LABEL_SETS_H

#include <stdint.h>

#include "recognise/labels.h"

enum {
  WT_SET_PART = 64, /* + 16 part + types: this part of a name of one of these types */
  WT_SET_OPEN = 128 /* + types: outside, or any part of a name of one of these types */
};

/* `types`: a bit 1 << wt_type each. */
static inline uint8_t wt_set_part(int part, unsigned types) {
  return (uint8_t)(WT_SET_PART + 16 * part + (int)types);
}
static inline uint8_t wt_set_open(unsigned types) {
  return (uint8_t)(types == 0 ? WT_OUTSIDE : WT_SET_OPEN + (int)types);
}

/* Whether a byte stands for more than itself. */
static inline bool wt_set_is_open(uint8_t byte) { return byte >= WT_SET_PART; }

/* A bit 1 << label for each label that a byte allows. */
static inline uint32_t wt_set_labels(uint8_t byte) {
  if (byte < WT_SET_PART) return UINT32_C(1) << byte;
  uint32_t types = byte % 16u, labels = 0;
  if (byte < WT_SET_OPEN) return types << (1 + WT_TYPES * ((byte - WT_SET_PART) / 16));
  for (int part = 0; part < 4; part++) labels |= types << (1 + WT_TYPES * part);
  return labels | 1u << WT_OUTSIDE;
}

#endif
