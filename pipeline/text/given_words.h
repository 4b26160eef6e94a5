/*
 * given_words.h - tokens from words that somebody else has cut.
 *
 * A corpus for training or measuring brings its own words and sentences, and its labels belong to
 * these; our tokenizer would cut "ex-minister" and join "U.S ." differently.
 */
#ifndef WT_GIVEN_WORDS_H
#define WT_GIVEN_WORDS_H

#include "text/tokens.h"

typedef struct wt_given_word {
  uint32_t start, end;  /* bytes in the field, in text order, not empty */
  bool starts_sentence; /* the first word always does */
} wt_given_word;

/* One token a word, all in zone BODY. Every word has white space before it; the first of a sentence
 * a line break. Replaces the content of `out`, which borrows the bytes. After a failure there
 * are no tokens. Errors: WT_NO_MEMORY. */
wt_status wt_tokens_from_words(const char *bytes, size_t size, const wt_given_word *words, size_t n,
                               wt_tokens *out, wt_error *error);

#endif
