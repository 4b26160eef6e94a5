/* topic_folds.h - the learners of a topic model: one a label and fold, and one a label for good. */
#ifndef WT_TOPIC_FOLDS_H
#define WT_TOPIC_FOLDS_H

#include "train/topic_corpus.h"

/* L labels, N articles, M terms (columns). */
typedef struct wt_topic_learners {
  float *scores;  /* [N][L] by a model that has not seen the article */
  float *weights; /* [L][M + 1] of the models that have seen everything; the last is the bias */
} wt_topic_learners;

/* Trains labels x (folds + 1) models on training->n_threads threads. Errors: WT_NO_MEMORY. */
wt_status wt_topic_learn(const wt_topics_training *training, const wt_topic_corpus *corpus,
                         wt_topic_learners *out, wt_error *error);
void wt_topic_learners_release(wt_topic_learners *learners);

#endif
