/*
 * word_in.h - whether a token is one of a few words. A table is a string of folded words, each
 * between single spaces: " mayor town village ".
 */
#ifndef WT_WORD_IN_H
#define WT_WORD_IN_H

#include <stdbool.h>
#include <string.h>

#include "text/tokens.h"

/* Whether a word stands in a table between two separators. */
static inline bool wt_between(const char *table, char separator, const char *word, size_t size) {
  char key[40];
  if (size == 0 || size > sizeof key - 3) return false;
  key[0] = key[size + 1] = separator;
  memcpy(key + 1, word, size);
  key[size + 2] = '\0';
  return strstr(table, key) != NULL;
}

/* A period at its end does not count ("Sen."). */
static inline bool wt_word_in(const char *table, const char *word, size_t size) {
  while (size > 0 && word[size - 1] == '.') size--;
  return wt_between(table, ' ', word, size);
}

/* The same for kinds of entries, which may have spaces: "|ministry|public body|". */
static inline bool wt_kind_in(const char *table, const char *kind) {
  return wt_between(table, '|', kind, strlen(kind));
}

static inline bool wt_token_in(const wt_tokens *tokens, uint32_t i, const char *table) {
  const wt_token *t = &tokens->tokens[i];
  return t->kind == WT_TOKEN_WORD && wt_word_in(table, wt_token_fold(tokens, t), t->fold_size);
}

#endif
