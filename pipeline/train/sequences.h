/* sequences.h - annotated articles as sequences of features, for the CRF. */
#ifndef WT_SEQUENCES_H
#define WT_SEQUENCES_H

#include "match/gazetteer.h"
#include "train/annotated.h"
#include "train/crf.h"

/* Sentences as feature hashes first, then (wt_sequences_index) as rows. */
typedef struct wt_sequences {
  wt_sequence *items; /* [n] */
  size_t n, capacity;
  uint32_t *rows; /* [n_rows] all features of all tokens, one behind the other */
  size_t n_rows, row_capacity;
  uint32_t *starts; /* [n_starts] offsets into rows, T + 1 a sentence */
  size_t n_starts, start_capacity;
  uint8_t *labels;
  size_t n_labels, label_capacity;
} wt_sequences; /* zero-initialise */

/* Features of every sentence whose labels are known. `gazetteer` and `classes` may be NULL.
 * Appends. Errors: WT_NO_MEMORY. */
wt_status wt_sequences_add(wt_sequences *s, const wt_annotated *annotated,
                           const wt_gazetteer *gazetteer, const wt_class_lookup *classes,
                           wt_error *error);

/* The features that occur at least min_count times, each with a row number. */
typedef struct wt_feature_index {
  uint32_t *features; /* [n] by row, ascending hashes */
  size_t n;
} wt_feature_index;

/* Counts the features of the sequences. Errors: WT_NO_MEMORY. */
wt_status wt_feature_index_make(const wt_sequences *s, size_t min_count, wt_feature_index *out,
                                wt_error *error);
void wt_feature_index_release(wt_feature_index *index);

/* Turns hashes into rows, dropping features that the index lacks, and points the sequences to their
 * parts. Once only; nothing may be added afterwards. */
void wt_sequences_index(wt_sequences *s, const wt_feature_index *index);

void wt_sequences_release(wt_sequences *s);

#endif
