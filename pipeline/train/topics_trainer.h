/*
 * topics_trainer.h - `wiretag train topics`: labelled articles in, a topic model out.
 *
 * One linear SVM a label (linear_svm.h) over the terms of topics/features.h. What makes it
 * more than that:
 *
 *  - Files of different worth go in together. A file has a weight, and a second one for what its
 *    items do NOT say: where each item has one label of a few, a label that is absent is weak
 *    evidence at most. A label that a file never uses is unknown in it, not absent, except where an
 *    item says that it has no label at all.
 *  - A taxonomy's own labels and definitions are items as well: they name the words of rare topics
 *    (labour F1 42 -> 54, religion 49 -> 62 in cross-validation).
 *  - Cross-validation gives each article a score by a model that has not seen it. Calibration
 *    (Platt's sigmoid) and thresholds come from those scores, of the files whose absent labels
 * count in full.
 *  - Everything is a function of the data, the options and the seed. Threads share out
 *    labels and folds and never a sum.
 */
#ifndef WT_TOPICS_TRAINER_H
#define WT_TOPICS_TRAINER_H

#include "wiretag.h"

/* How many labels an article has. */
typedef enum wt_topic_mode {
  WT_TOPICS_ANY,          /* none, one or several */
  WT_TOPICS_AT_LEAST_ONE, /* the likeliest one is given where none reaches its threshold */
  WT_TOPICS_ONE           /* exactly one: the likeliest; the probabilities add up to one */
} wt_topic_mode;

/* What cross-validation says of a model, in percent: all labels together, over the files whose
 * absent labels count in full. */
typedef struct wt_topics_summary {
  double micro, macro; /* F1 */
  double best;         /* articles whose likeliest label is right */
} wt_topics_summary;

/* Zero-initialise, then set what you need: zero is the default of every member but data, out. */
typedef struct wt_topics_training {
  /* [n_data] JSON Lines, plain or compressed: title, text, labels. Each "FILE", "FILE=WEIGHT" or
   * "FILE=WEIGHT:NEGATIVE": an item counts WEIGHT (default 1), and its absent labels count
   * WEIGHT * NEGATIVE (default 1; below 1 says that items have further labels than the file
   * gives). Files are read twice, so stdin will not do. */
  const char *const *data;
  size_t n_data;
  const char *label_field; /* dotted paths to a string or an array of strings, separated by commas:
                              the first present one wins. NULL: "topics". An item with none is left
                              out; one with an empty array has no topic. */
  const char *taxonomy;    /* table as in topics/taxonomy.h; its labels and definitions are
                              training items too. NULL: labels are their own names */
  size_t levels;           /* of the taxonomy, from the top; deeper labels count for these. 0: 1 */
  const char *stop_words;  /* text file of words that are no terms; '#' starts a comment line.
                              NULL: none, frequent words merely make no pairs */
  int no_definitions;      /* 1: the taxonomy orders the labels and is no training data */
  const wt_pipeline *tagger; /* finds the entities whose kinds are terms too, borrowed. NULL: words
                                alone */
  wt_topic_mode mode;
  const char *out;     /* the model; NULL: only the cross-validation is wanted */
  const char *lang;    /* of the stems. NULL: "en" */
  double cost;         /* C: the weight of the errors against the length of the weights. 0: 1 */
  double contrast;     /* 0 .. 1: how far a term is scaled by how differently it is spread over
                          articles with and without the label (the log-count ratio of Wang and
                          Manning, Baselines and bigrams, 2012). Helps where articles have one
                          label. 0: not at all */
  size_t folds;        /* of the cross-validation, at least 2. 0: 5 */
  size_t max_terms;    /* in the vocabulary. 0: 50000 */
  size_t min_articles; /* that must have a term which is kept. 0: 2 */
  double keep_above;   /* percent: labels below the taxonomy's top level stay when their F1 by
                          cross-validation is at least this (topic_prune.h). 0: all stay */
  double share;        /* learn from this part of the articles only, and judge all of them: for
                          learning curves. 0: all */
  wt_topics_summary *summary; /* filled when it is there; NULL: not wanted */
  size_t n_threads;           /* 0: 1; the model does not depend on it */
  uint64_t seed;
  /* Told a line for a person from time to time; may be NULL. */
  void (*progress)(void *context, const char *line);
  void *context;
} wt_topics_training;

/* Errors: WT_IO, WT_BAD_INPUT (file, line, reason), WT_NO_MEMORY, WT_USAGE. */
wt_status wt_train_topics(const wt_topics_training *training, wt_error *error);

#endif
