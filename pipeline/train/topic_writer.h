/* topic_writer.h - a trained topic model into its file. */
#ifndef WT_TOPIC_WRITER_H
#define WT_TOPIC_WRITER_H

#include "train/topic_corpus.h"

typedef struct wt_label_fit {
  double slope, intercept, threshold;
} wt_label_fit;

/* What goes into a file. */
typedef struct wt_trained_topics {
  const wt_topic_corpus *corpus;
  const float *weights;     /* [L][M + 1], the bias last */
  const wt_label_fit *fits; /* [L] */
  const char *lang;
  wt_topic_mode mode;
  bool knows_kinds; /* of entities */
} wt_trained_topics;

/* Labels without any positive weight are written all the same.
 * Errors: WT_IO, WT_NO_MEMORY, WT_TOO_LARGE. */
wt_status wt_topic_model_write(const char *path, const wt_trained_topics *trained, wt_error *error);

#endif
