/*
 * topic_prune.h - deeper topics that the data does not carry are left out of the model.
 *
 * A taxonomy has more topics than the data has evidence for, and a topic that is right one time in
 * five does harm. A label beneath the top level stays when cross-validation gives it an F1 that is
 * good enough, over articles of the files whose absent labels count in full, ENOUGH of which have
 * it; the F1 of fewer is luck. The parents of a label that stays stay too. The top level always
 * stays: thresholds already keep its weak labels quiet.
 */
#ifndef WT_TOPIC_PRUNE_H
#define WT_TOPIC_PRUNE_H

#include "train/topic_folds.h"
#include "train/topic_writer.h"

enum { WT_ENOUGH_ARTICLES = 5 };

/* Removes labels from the corpus, the learners and the fits [L], in place, and tells which.
 * Nothing happens when training->keep_above is 0. Errors: WT_NO_MEMORY. */
wt_status wt_topic_prune(const wt_topics_training *training, wt_topic_corpus *corpus,
                         wt_topic_learners *learners, wt_label_fit *fits, wt_error *error);

#endif
