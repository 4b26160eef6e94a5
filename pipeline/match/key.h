/*
 * key.h - from tokens to the parts of a name's key, the same for lists and for text.
 *
 * A KEY is the sequence of a name's parts, joined by one space: "new york", "washington , dc".
 * What a part is:
 *   word, number          its folded form; "saint" counts as "st"
 *   &                     "and"
 *   's and other suffixes "'" and the folded form, so that "McDonald 's" is not "McDonald S"
 *   hyphens, dashes, quotes, apostrophes, periods
 *                         nothing: they do not count on either side
 *   any other mark        itself: it breaks a name unless the list has it in this place
 * A dash with white space on both sides is such a mark, "-", whatever its length.
 */
#ifndef WT_KEY_H
#define WT_KEY_H

#include <stdbool.h>

#include "base/hash.h"
#include "match/layout.h"
#include "text/tokens.h"

/* The hash of a part: wt_hash, as the tokenizer has it for words; for marks something cheaper. */
static inline uint64_t wt_part_hash(const char *bytes, size_t size) {
  unsigned char c = size == 1 ? (unsigned char)bytes[0] : 'a';
  bool mark = (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || c > 'z';
  return mark ? wt_hash_mix(0, c) : wt_hash(bytes, size);
}

typedef struct wt_key_part {
  uint64_t hash;     /* wt_part_hash of the part's bytes */
  const char *bytes; /* borrowed from the tokens, or static; without the suffix's "'" */
  uint16_t size;
  bool suffix; /* "'" goes in front */
  bool mark;   /* a punctuation mark */
} wt_key_part;

typedef enum wt_key_step { WT_STEP_PART, WT_STEP_NOTHING, WT_STEP_BREAK } wt_key_step;

/* What a token adds to a key; *out is set for WT_STEP_PART. */
wt_key_step wt_key_of(const wt_tokens *tokens, size_t token, wt_key_part *out);

/* The hash under which a word token may start a name ("Saint" as "St"). */
static inline uint64_t wt_key_first(const wt_tokens *tokens, const wt_token *token) {
  if (token->fold_size != 5 || __builtin_memcmp(wt_token_fold(tokens, token), "saint", 5) != 0)
    return token->hash;
  wt_key_part part;
  wt_key_of(tokens, (size_t)(token - tokens->tokens), &part);
  return part.hash;
}

/* The capitals of a sequence of parts, bit i for part i. */
typedef struct wt_key_case {
  uint32_t initial, upper, mixed, lower;
} wt_key_case;

/* Notes the case of a token as part i < WT_NAME_PARTS. */
void wt_key_note_case(const wt_tokens *tokens, size_t token, unsigned i, wt_key_case *out);

/* True when a text of n parts, written like this, is accepted by a form. */
static inline bool wt_key_fits(const wt_gaz_form *form, const wt_key_case *text, unsigned n) {
  uint32_t mask = n >= 32 ? UINT32_MAX : (UINT32_C(1) << n) - 1;
  switch (form->rule & WT_RULE_MASK) {
    case WT_RULE_DEFAULT: return (form->initial & ~text->initial & mask) == 0;
    case WT_RULE_EXACT:
      return form->initial == (text->initial & mask) && form->upper == (text->upper & mask) &&
             form->mixed == (text->mixed & mask);
    default: return true;
  }
}

#endif
