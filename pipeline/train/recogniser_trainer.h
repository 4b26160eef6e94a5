/* recogniser_trainer.h - `wiretag train recogniser`: annotated articles in, a sequence model out.
 */
#ifndef WT_RECOGNISER_TRAINER_H
#define WT_RECOGNISER_TRAINER_H

#include <stdbool.h>

#include "wiretag.h"

/* Chosen on the held-out articles of the project's own annotation: see the card of the shipped
 * model. */
#define WT_EPOCHS 20
#define WT_RATE 0.1
#define WT_DECAY 0.02
#define WT_DROPOUT 0.5
#define WT_MIN_COUNT 2
#define WT_PRUNE 0.05

typedef struct wt_corpus {
  const char *path; /* JSON Lines with gold mentions, see annotated.h */
  float weight;     /* how much its sentences count; 1 is usual */
} wt_corpus;

typedef struct wt_recogniser_training {
  const wt_corpus *data; /* [n_data] */
  size_t n_data;
  const char *dev;           /* judged on after each epoch, calibrated on at the end; NULL: none */
  const char *gazetteer;     /* compiled; NULL: no gazetteer features */
  const char *classes;       /* TSV of `wiretag train clusters`; NULL: none */
  const char *lower_classes; /* the same of words in whatever case; NULL: none */
  const char *out;           /* the model */
  float share;               /* of the articles of each corpus, for learning curves; 0: all */
  float upper, title, lower; /* share of sentences recased in a second copy; all 0: no copy */
  size_t epochs;
  float rate, decay, dropout; /* see wt_crf_options */
  size_t min_count;           /* rarer features are left out */
  float prune;                /* rows whose weights are all below this half-way are given up */
  size_t n_threads;           /* at least 1; the model does not depend on it */
  uint64_t seed;
  const char *checkpoint; /* the state of training after each epoch; NULL: none */
  bool resume;            /* go on from the checkpoint, which must be of the same job */
  /* Told a line for a person from time to time; may be NULL. */
  void (*progress)(void *context, const char *line);
  void *context;
} wt_recogniser_training;

/* Errors: WT_IO, WT_BAD_INPUT (file, line, reason), WT_BAD_FILE, WT_USAGE, WT_NO_MEMORY. */
wt_status wt_train_recogniser(const wt_recogniser_training *training, wt_error *error);

#endif
