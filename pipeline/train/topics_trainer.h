/* topics_trainer.h - `wiretag train topics`: labelled articles in, a topic model out. */
#ifndef WT_TOPICS_TRAINER_H
#define WT_TOPICS_TRAINER_H

#include "wiretag.h"

typedef struct wt_topics_training {
  const char *const *data; /* [n_data] JSON Lines, plain or compressed: title, text, labels */
  size_t n_data;
  const char *label_field; /* dotted path to an array of labels or one label; NULL: "topics" */
  const char *taxonomy;    /* JSON Lines of the taxonomy; NULL: labels are their own names */
  const char *out;         /* the model */
  size_t n_threads;        /* at least 1; the model does not depend on it */
  uint64_t seed;
  /* Told a line for a person from time to time; may be NULL. */
  void (*progress)(void *context, const char *line);
  void *context;
} wt_topics_training;

/* Errors: WT_IO, WT_BAD_INPUT (file, line, reason), WT_NO_MEMORY, WT_USAGE. */
wt_status wt_train_topics(const wt_topics_training *training, wt_error *error);

#endif
