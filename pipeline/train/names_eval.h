/*
 * names_eval.h - names that were said against names that are right, over many articles.
 *
 * A name is right when field, start, end and type all are (the exact match of CoNLL-2003). Equal
 * names of an article count once.
 */
#ifndef WT_NAMES_EVAL_H
#define WT_NAMES_EVAL_H

#include "base/arena.h"
#include "base/map.h"
#include "train/annotated.h"

enum { WT_BINS = 10 };

typedef struct wt_said_name {
  wt_gold name;
  float score; /* [0, 1] */
} wt_said_name;

/* Names by type: in the gold, said, both. */
typedef struct wt_tally {
  size_t gold[WT_TYPES], said[WT_TYPES], right[WT_TYPES];
} wt_tally;

/* Over the types below n_types, in percent; 0 where nothing was said or is to be found. */
double wt_tally_precision(const wt_tally *tally, int n_types);
double wt_tally_recall(const wt_tally *tally, int n_types);
double wt_tally_f1(const wt_tally *tally, int n_types);

/* The scores of [i / 10, (i + 1) / 10). */
typedef struct wt_score_bin {
  size_t n, right;
  double sum; /* of the scores */
} wt_score_bin;

/* The expected calibration error (Naeini, Cooper and Hauskrecht, 2015): |mean score - precision| of
 * each bin, weighted by its size. */
double wt_calibration_error(const wt_score_bin bins[WT_BINS]);

/* One kind of error: the same words, the same confusion. */
typedef struct wt_name_error {
  const char *surface, *context; /* of its first occurrence */
  int gold, said;                /* types; WT_TYPES: no name with this border */
  size_t count;
} wt_name_error;

typedef struct wt_names_eval {
  size_t articles;
  wt_tally tally;
  /* [gold][said] type of names with the same border; WT_TYPES: the other side has none there */
  size_t confusion[WT_TYPES + 1][WT_TYPES + 1];
  wt_score_bin bins[WT_BINS];
  wt_name_error *errors; /* [n_errors] */
  size_t n_errors, error_capacity;
  wt_map error_ids;
  wt_arena arena;
} wt_names_eval; /* zero-initialise */

/* Adds an article; sorts `said` [n]. Errors: WT_NO_MEMORY. */
wt_status wt_names_eval_add(wt_names_eval *eval, const wt_annotated_article *article,
                            wt_said_name *said, size_t n, wt_error *error);

/* Puts the most frequent errors first, ties in the order of first occurrence. */
void wt_names_eval_sort_errors(wt_names_eval *eval);

void wt_names_eval_release(wt_names_eval *eval);

#endif
