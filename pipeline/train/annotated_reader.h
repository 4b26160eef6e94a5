/* annotated_reader.h - what the readers of annotated corpora share. */
#ifndef WT_ANNOTATED_READER_H
#define WT_ANNOTATED_READER_H

#include "base/arena.h"
#include "text/given_words.h"
#include "train/annotated.h"

/* One file being read, and the article at hand. */
typedef struct wt_annotated_reader {
  const char *path;
  uint64_t line;
  float weight;
  const wt_augmentation *augment; /* NULL: none */
  wt_annotated *out;
  wt_gold *golds; /* [n_golds] of the article at hand */
  size_t n_golds, gold_capacity;
  unsigned unmarked;    /* types that the article at hand does not mark, a bit 1 << wt_type each */
  wt_given_word *words; /* [n_words] of its text; NULL: our tokenizer cuts */
  size_t n_words, word_capacity;
  wt_arena scratch;
  uint64_t random;
} wt_annotated_reader;

wt_status wt_annotated_json(wt_annotated_reader *reader, wt_error *error);
wt_status wt_annotated_iob2(wt_annotated_reader *reader, wt_error *error);

/* WT_BAD_INPUT at the reader's line. */
wt_status wt_annotated_bad(const wt_annotated_reader *reader, wt_error *error, const char *what);

/* The type that a corpus calls `name` [size], such as "PER" or "location"; false: an unknown name.
 */
bool wt_annotated_type(const char *name, size_t size, wt_type *out);

/* Notes a mention of the article at hand. Errors: WT_NO_MEMORY. */
wt_status wt_annotated_gold(wt_annotated_reader *reader, wt_gold gold, wt_error *error);

/* Ends the article at hand: copies these bytes, tokenizes, labels and appends it (and its recased
 * copy), then forgets its mentions and words. Errors: WT_NO_MEMORY, WT_TOO_LARGE. */
wt_status wt_annotated_add(wt_annotated_reader *reader, const char *const bytes[WT_FIELDS],
                           const size_t sizes[WT_FIELDS], wt_error *error);

#endif
