/* word_counts.h - a corpus as counts of words and of the words beside them. */
#ifndef WT_WORD_COUNTS_H
#define WT_WORD_COUNTS_H

#include "base/arena.h"
#include "train/clusters_trainer.h"

/* How often a word stands beside a context. Contexts [0, C) are the most frequent words to the
 * left, C is any other word there and C + 1 the sentence's start; the same again to the right. */
typedef struct wt_context_count {
  uint32_t context;
  uint32_t count;
} wt_context_count;

typedef struct wt_word_counts {
  const char **words; /* [n_words] most frequent first, ties in byte order; in the arena */
  uint64_t *totals;   /* [n_words] */
  size_t n_words;
  wt_context_count *contexts; /* [firsts[n_words]] those of word w at [firsts[w], firsts[w + 1]) */
  size_t *firsts;             /* [n_words + 1] */
  size_t n_contexts;          /* 2 * (C + 2) */
  wt_arena arena;
} wt_word_counts;

/* Reads the corpus. Errors: as wt_train_clusters. */
wt_status wt_word_counts_read(const wt_clusters_training *training, wt_word_counts *out,
                              wt_error *error);
void wt_word_counts_release(wt_word_counts *counts);

#endif
