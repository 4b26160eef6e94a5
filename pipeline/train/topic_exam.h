/*
 * topic_exam.h - `wiretag eval topics`: gold articles against a model, or against records that
 * `wiretag tag` wrote.
 */
#ifndef WT_TOPIC_EXAM_H
#define WT_TOPIC_EXAM_H

#include "train/topic_scores.h"

/* Zero-initialise, then set what you need. Either model or records is needed. */
typedef struct wt_topic_exam {
  const char *const *gold; /* [n_gold] files as wiretag train topics reads them */
  size_t n_gold;
  const char *label_field; /* NULL: "topics" */
  const char *taxonomy; /* with it, gold labels and topics count for `levels` levels, retired ones
                           for their parent; NULL: labels as they are */
  size_t levels;        /* 0: 1 */
  const char *model;    /* a topic model, which sees the articles as `wiretag tag` shows them */
  const wt_pipeline *tagger; /* with a model: finds the entities whose kinds it may know, borrowed.
                                NULL: words alone */
  const char *records;       /* JSON Lines of records, found by their id */
  /* Records only. A topic is known by its id; by its label where the gold has labels. */
} wt_topic_exam;

/* Adds every gold item to `scores`. Errors: WT_IO, WT_BAD_INPUT, WT_BAD_FILE, WT_BAD_VERSION,
 * WT_USAGE, WT_NO_MEMORY. */
wt_status wt_examine_topics(const wt_topic_exam *exam, wt_topic_scores *scores, wt_error *error);

#endif
