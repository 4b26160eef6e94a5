/* topic_corpus.h - labelled articles as rows of terms, for the trainer of topics. */
#ifndef WT_TOPIC_CORPUS_H
#define WT_TOPIC_CORPUS_H

#include "base/arena.h"
#include "base/map.h"
#include "topics/taxonomy.h"
#include "train/linear_svm.h"
#include "train/term_table.h"
#include "train/topics_trainer.h"
#include "train/word_forms.h"

typedef struct wt_corpus_file {
  const char *path;       /* without weights; in the corpus's arena */
  float weight, negative; /* see topics_trainer.h */
  uint8_t *uses;          /* [n_labels] 1: some item of it has the label */
  size_t n_articles;
} wt_corpus_file;

typedef struct wt_corpus_article {
  uint32_t file;
  uint32_t n_labels;
  size_t
      labels; /* its labels are corpus.given[labels .. labels + n_labels), first = most central */
} wt_corpus_article;

typedef struct wt_corpus_label {
  const char *id, *name;
  uint32_t taxon;      /* in the taxonomy, or WT_NO_TOPIC */
  uint32_t n_positive; /* articles */
} wt_corpus_label;

typedef struct wt_topic_corpus {
  wt_corpus_file *files; /* [n_files] the data's, then the taxonomy, whose definitions are items */
  size_t n_files;
  wt_corpus_article *articles; /* [rows.n] */
  size_t article_capacity;
  uint32_t *given; /* labels of the articles, one after the other */
  size_t n_given, given_capacity;
  wt_corpus_label *labels; /* [n_labels] in the order of the taxonomy, or of their names */
  size_t n_labels, label_capacity;
  wt_map label_ids;
  wt_taxonomy taxonomy;
  wt_term_table table;       /* every term seen */
  wt_word_forms *forms;      /* every form of a word seen */
  wt_vocabulary stop_words;  /* of the first pass */
  wt_vocabulary_term *terms; /* [rows.n_columns] a column each: those kept, then the listed stop
                                words, whose columns are empty */
  wt_cell *cells;
  size_t *first; /* [rows.n + 1] */
  size_t n_cells, cell_capacity, first_capacity;
  wt_rows rows; /* a view of the above */
  wt_arena arena;
} wt_topic_corpus; /* zero-initialise */

/* The files and the taxonomy that will be read; no article yet. Errors: as below. */
wt_status wt_topic_corpus_begin(const wt_topics_training *training, wt_topic_corpus *corpus,
                                wt_error *error);

/* Reads all files, chooses the vocabulary, and scales every row to length 1.
 * Errors: WT_IO, WT_BAD_INPUT, WT_NO_MEMORY, WT_USAGE. */
wt_status wt_topic_corpus_read(const wt_topics_training *training, wt_topic_corpus *corpus,
                               wt_error *error);
void wt_topic_corpus_release(wt_topic_corpus *corpus);

/* 1: the article has the label, -1: it lacks it, 0: its file does not know the label.
 * An article whose labels are an empty array lacks all. */
int wt_topic_corpus_sign(const wt_topic_corpus *corpus, size_t article, size_t label);

#endif
