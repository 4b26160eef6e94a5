/*
 * word_in.h - whether a token is one of a few words. A table is a string of folded words, each
 * between single spaces: " mayor town village ".
 */
#ifndef WT_WORD_IN_H
#define WT_WORD_IN_H

#include <stdbool.h>
#include <string.h>

#include "text/tokens.h"

/* A period at its end does not count ("Sen."). */
static inline bool wt_word_in(const char *table, const char *word, size_t size) {
  char key[24] = " ";
  while (size > 0 && word[size - 1] == '.') size--;
  if (size == 0 || size > sizeof key - 3) return false;
  memcpy(key + 1, word, size);
  key[size + 1] = ' ';
  key[size + 2] = '\0';
  return strstr(table, key) != NULL;
}

static inline bool wt_token_in(const wt_tokens *tokens, uint32_t i, const char *table) {
  const wt_token *t = &tokens->tokens[i];
  return t->kind == WT_TOKEN_WORD && wt_word_in(table, wt_token_fold(tokens, t), t->fold_size);
}

#endif
