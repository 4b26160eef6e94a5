/*
 * topic_scores.h - how good given topics are, against gold labels.
 *
 *   F1          2 hit / (gold + said): micro over all labels together, macro the mean over the
 *               labels that some item has
 *   best label  the given topic with the highest score; is it the first (most central) gold
 *               label, is it any gold label
 *   NDCG        of the ranking of the given topics: each gold label counts 1 / log2(rank + 1),
 *               over the sum that an ideal ranking has (Jaervelin and Kekaelaeinen 2002)
 *   calibration error  sum over ten bins of |sum of scores - right ones|, over all given
 *
 * Items without a gold label are counted apart and enter none of these.
 */
#ifndef WT_TOPIC_SCORES_H
#define WT_TOPIC_SCORES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"
#include "wiretag.h"

enum { WT_SCORE_BINS = 10 };

typedef struct wt_label_score {
  const char *name; /* the label, or its id; in the arena */
  size_t gold, said, hit;
  uint32_t level; /* in the taxonomy, 1 at the top; 0: not told */
  bool unknown;   /* the model has no such label, so that it can never be said */
} wt_label_score;

/* An item whose best topic is `said` although its most central label is `gold`. */
typedef struct wt_confusion {
  uint32_t gold, said; /* labels; UINT32_MAX: nothing was given */
  size_t n;
} wt_confusion;

typedef struct wt_given_topic {
  uint32_t label;
  double score;
} wt_given_topic;

typedef struct wt_topic_scores {
  double threshold;       /* for F1: topics below it were not said */
  wt_label_score *labels; /* [n_labels] */
  size_t n_labels, label_capacity;
  wt_confusion *confusions; /* [n_confusions] in no order until wt_topic_scores_finish */
  size_t n_confusions, confusion_capacity;
  size_t n_items, first_right, any_right;
  size_t n_empty, n_empty_given; /* items without a gold label; those that were given a topic */
  double gain;                   /* sum of the items' NDCG */
  size_t bins[WT_SCORE_BINS], right[WT_SCORE_BINS];
  double sums[WT_SCORE_BINS];
  wt_map ids;
  wt_arena arena;
} wt_topic_scores; /* zero-initialise, set threshold */

/* The number of a label, by its id. UINT32_MAX: out of memory. */
uint32_t wt_topic_scores_label(wt_topic_scores *scores, const char *id, size_t size);

/* One item: gold labels [n_gold], each once, the most central first; topics [n_said], highest score
 * first. Errors: WT_NO_MEMORY. */
wt_status wt_topic_scores_add(wt_topic_scores *scores, const uint32_t *gold, size_t n_gold,
                              const wt_given_topic *said, size_t n_said, wt_error *error);

/* Sorts the confusions, the most frequent first, equal ones joined. */
void wt_topic_scores_finish(wt_topic_scores *scores);
void wt_topic_scores_release(wt_topic_scores *scores);

/* In percent. */
double wt_label_f1(const wt_label_score *label);
double wt_topic_scores_micro(const wt_topic_scores *scores);
double wt_topic_scores_macro(const wt_topic_scores *scores);
/* Sums over the labels of one level; unknown ones only when `all` is set. Returns how many labels
 * some item has; *macro is the mean of their F1. */
size_t wt_topic_scores_level(const wt_topic_scores *scores, uint32_t level, bool all, double *micro,
                             double *macro);
/* In [0, 1]. */
double wt_topic_scores_calibration(const wt_topic_scores *scores);

#endif
