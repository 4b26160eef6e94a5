/*
 * classify.h - topics of an article: a linear multi-label model over stems.
 *
 * Training lives in train/; both sides make features through features.h.
 */
#ifndef WT_CLASSIFY_H
#define WT_CLASSIFY_H

#include <stdbool.h>

#include "base/arena.h"
#include "text/tokens.h"

typedef struct wt_topic_model wt_topic_model;

/* Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_NO_MEMORY. */
wt_status wt_topic_model_open(const char *path, wt_topic_model **out, wt_error *error);
void wt_topic_model_close(wt_topic_model *model);
uint64_t wt_topic_model_hash(const wt_topic_model *model);

/* Whether kinds of entities are among its terms: without entities it sees less than it learned. */
bool wt_topic_model_knows_kinds(const wt_topic_model *model);

/* One thread's scratch. */
typedef struct wt_classifier wt_classifier;
wt_status wt_classifier_new(const wt_topic_model *model, wt_classifier **out, wt_error *error);
void wt_classifier_free(wt_classifier *classifier);

typedef struct wt_topic_list {
  wt_topic *items; /* [n] by score; in the arena, strings in the model or the arena */
  size_t n;
} wt_topic_list;

/* Puts a list into the order of the record: by score, then the broader topic, then the id. */
void wt_sort_topics(wt_topic_list *list);

/* What topics are found in. */
typedef struct wt_topic_article {
  const wt_tokens *fields;   /* [WT_FIELDS] */
  const wt_entity *entities; /* [n_entities] that were found in them; may be NULL */
  size_t n_entities;
} wt_topic_article;

/* The topics whose score reaches their threshold, parents included, with their reasons. Teasers and
 * boilerplate do not count. An article without evidence gets none. Errors: WT_NO_MEMORY. */
wt_status wt_classify(wt_classifier *classifier, const wt_topic_article *article, wt_arena *arena,
                      wt_topic_list *out, wt_error *error);

#endif
