/*
 * reading.h - one field as the rules see it: each token with its word classes, its casing evidence
 * and the gazetteer hit that begins there.
 *
 * A capital at the start of a sentence, in a Title Case Headline or in an ALL CAPS line says
 * nothing. What counts is how the same word stands elsewhere in the article, in the middle of an
 * ordinary sentence.
 */
#ifndef WT_READING_H
#define WT_READING_H

#include <stdbool.h>

#include "base/table.h"
#include "recognise/word_lists.h"
#include "text/spans.h"
#include "text/tokens.h"

/* Clues of a token, in the same word as its WORD_ classes. */
#define CLUE_CAPITAL (UINT64_C(1) << 48)      /* written as a name is: Turkey, FSB, iPhone */
#define CLUE_SEEN_LOWER (UINT64_C(1) << 49)   /* somewhere in the article in lower case */
#define CLUE_SEEN_CAPITAL (UINT64_C(1) << 50) /* somewhere capitalised within a sentence */
#define CLUE_FIRST (UINT64_C(1) << 51)        /* begins a sentence or a quotation */
#define CLUE_PLAIN_LINE (UINT64_C(1) << 52)   /* not headline case or all capitals */
#define CLUE_MONEY (UINT64_C(1) << 53)        /* "US" of "US$2 million" */

/* How the article writes its words: scratch. */
enum { CAPITAL_BITS = 4096 };
typedef struct wt_casing {
  wt_table words;                       /* those that stand capitalised somewhere */
  uint64_t capitals[CAPITAL_BITS / 64]; /* bits over their hashes */
} wt_casing;                            /* zero-initialise */

typedef struct wt_reading {
  const wt_tokens *tokens;
  const wt_hits *hits;
  wt_clues *clues;  /* [tokens->n] */
  uint32_t *hit_at; /* [tokens->n] 1 + index of the longest hit that begins here, or 0 */
  size_t clue_capacity, hit_capacity;
} wt_reading; /* zero-initialise */

/* Fills readings[f] for each field, with the casing evidence of all of them; `casing` is scratch.
 * Errors: WT_NO_MEMORY. */
wt_status wt_read_clues(wt_reading readings[WT_FIELDS], wt_casing *casing,
                        const wt_word_lists *lists, wt_error *error);
void wt_reading_release(wt_reading *reading);

/* The longest hit that begins at token i, or NULL. */
static inline const wt_hit *wt_hit_at(const wt_reading *r, size_t i) {
  return r->hit_at[i] == 0 ? NULL : &r->hits->items[r->hit_at[i] - 1];
}

static inline const wt_token *wt_token_at(const wt_reading *r, size_t i) {
  return &r->tokens->tokens[i];
}

/* Whether token i is the single ASCII character c. */
static inline bool wt_token_is(const wt_reading *r, size_t i, char c) {
  const wt_token *t = &r->tokens->tokens[i];
  return t->end - t->start == 1 && r->tokens->bytes[t->start] == c;
}

/* Whether token i is a hyphen between two words without spaces. */
bool wt_is_hyphen(const wt_reading *r, size_t i);

#endif
