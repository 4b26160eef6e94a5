/* topic_report.h - what cross-validation says about a topic model, for people. */
#ifndef WT_TOPIC_REPORT_H
#define WT_TOPIC_REPORT_H

#include "train/topic_corpus.h"
#include "train/topic_writer.h"

/* Fills training->summary, and reports each file (top level: F1, the best label, the calibration
 * error) and each label, as lines to training->progress. `scores` [N][L] are raw ones by models
 * that have not seen the article. Errors: WT_NO_MEMORY. */
wt_status wt_topic_report(const wt_topics_training *training, const wt_topic_corpus *corpus,
                          const float *scores, const wt_label_fit *fits, wt_error *error);

#endif
