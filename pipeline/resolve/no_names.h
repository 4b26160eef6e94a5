/* no_names.h - spans of a model that are no names. For claims.c. */
#ifndef WT_NO_NAMES_H
#define WT_NO_NAMES_H

#include "resolve/resolver.h"

static inline bool wt_is_char(const wt_tokens *tokens, uint32_t i, char c) {
  return i < tokens->n && tokens->tokens[i].end - tokens->tokens[i].start == 1 &&
         tokens->bytes[tokens->tokens[i].start] == c;
}

/* A handle, a ticker symbol, a code, a page's furniture, words run together, an office. */
bool wt_is_no_name(const wt_resolver *r, unsigned field, const wt_span *s);

/* "TrumpGOP", "ClintonGiuliani": a word, then a capital. Mc, De, La and Fitz begin surnames. */
bool wt_is_run_together(const wt_tokens *tokens, const wt_token *t);

/* "Jane Roe, M.S., R.D.": behind a person in r->reviewed, and other degrees. */
bool wt_is_degree_behind_person(const wt_resolver *r, unsigned field, const wt_span *s);

/* Most of a line whose longer words are all capitalised. */
bool wt_is_headline(const wt_resolver *r, unsigned field, const wt_span *s);

#endif
