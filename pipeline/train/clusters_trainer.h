/* clusters_trainer.h - `wiretag train clusters`: plain articles in, classes of words out. */
#ifndef WT_CLUSTERS_TRAINER_H
#define WT_CLUSTERS_TRAINER_H

#include "wiretag.h"

enum { WT_CLUSTER_LEVELS = 4 }; /* at most */

typedef struct wt_clusters_training {
  const char *const *data; /* [n_data] dumps, as `wiretag tag` reads them */
  size_t n_data;
  size_t classes[WT_CLUSTER_LEVELS]; /* [n_levels] how many classes, each 2 to 65,535 */
  size_t n_levels;
  size_t min_count;  /* rarer words get no class */
  size_t max_words;  /* ... nor do those behind the most frequent max_words */
  size_t n_contexts; /* how many of the most frequent words count as a context of their own */
  size_t iterations; /* passes over the vocabulary a level, fewer when nothing moves any more */
  const char *out;   /* TSV: word, then its class at each level */
  size_t n_threads;  /* at least 1; the result does not depend on it */
  /* Told a line for a person from time to time; may be NULL. */
  void (*progress)(void *context, const char *line);
  void *context;
} wt_clusters_training;

/* Errors: WT_IO, WT_USAGE, WT_NO_MEMORY, WT_BAD_INPUT (no word is frequent enough). */
wt_status wt_train_clusters(const wt_clusters_training *training, wt_error *error);

#endif
