/* topic_reader.h - labelled articles out of dumps, tokenized as tagging does it. */
#ifndef WT_TOPIC_READER_H
#define WT_TOPIC_READER_H

#include "topics/features.h"
#include "train/topic_corpus.h"

/* One article with labels; everything is borrowed until the callback returns. */
typedef struct wt_labelled {
  uint32_t file; /* index in corpus.files */
  const wt_article *article;
  const uint32_t *labels; /* [n_labels] indices in corpus.labels, parents included, each once */
  size_t n_labels;
  const wt_term *terms; /* [n_terms] */
  size_t n_terms;
  const wt_tokens *fields;   /* [WT_FIELDS] */
  const wt_entity *entities; /* [n_entities]; none without training.tagger */
  size_t n_entities;
} wt_labelled;

typedef wt_status wt_labelled_fn(void *context, const wt_labelled *item, wt_error *error);

/* Reads the corpus's files in order and calls `each` for every article that has the label field.
 * `policy` may be NULL: then the articles come without terms. New labels are added to the corpus.
 * Errors: those of `each`, WT_IO, WT_BAD_INPUT, WT_NO_MEMORY.
 */
wt_status wt_read_labelled(const wt_topics_training *training, wt_topic_corpus *corpus,
                           const wt_term_policy *policy, wt_labelled_fn *each, void *context,
                           size_t *n_articles, wt_error *error);

/* Puts the labels into the order of the taxonomy (parents first), or of their bytes.
 * Errors: WT_BAD_INPUT (no label at all), WT_NO_MEMORY. */
wt_status wt_sort_labels(wt_topic_corpus *corpus, wt_error *error);

#endif
