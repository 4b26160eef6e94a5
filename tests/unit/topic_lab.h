/* topic_lab.h - small topic models made on the spot, for the tests of topics and of their trainer.
 */
#ifndef WT_TOPIC_LAB_H
#define WT_TOPIC_LAB_H

#include "topics/classify.h"
#include "train/topics_trainer.h"

/* A folder that lasts as long as a group of tests; usable as cmocka group fixtures. */
int lab_open(void **state);
int lab_close(void **state);

/* The path of a file in the folder; valid for the process's life. */
const char *lab_path(const char *name);

/* Writes a text file into the folder; returns its path. */
const char *lab_write(const char *name, const char *text);

/* Writes "sport.jsonl" style training data: 40 short articles on sport and 40 on health, 20 on
 * nothing. Returns the path. */
const char *lab_corpus(void);

/* Trains with default settings, label field "topics". */
wt_status lab_train(const char *data, const char *taxonomy, const char *out, size_t n_threads,
                    wt_error *error);

/* An article tagged: title and text as one title zone and one body zone. */
typedef struct lab_reader {
  wt_tokens fields[WT_FIELDS];
  wt_arena arena;
  wt_topic_list topics;
} lab_reader;

void lab_tokenize(lab_reader *reader, const char *title, const char *text);
void lab_classify(lab_reader *reader, wt_classifier *classifier, const char *title,
                  const char *text);
void lab_reader_release(lab_reader *reader);

/* The topic with this id, or NULL. */
const wt_topic *lab_topic(const lab_reader *reader, const char *id);

#endif
