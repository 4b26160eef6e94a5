/*
 * surroundings.h - a whole article as evidence for each of its words.
 *
 * A capital at the start of a sentence or in a headline says little; whether the same word stands
 * in lower case, or with a capital in mid-sentence, or inside a listed name elsewhere in the
 * article says much. Words are counted over all fields; only those that stand with a capital
 * somewhere are kept, which are few, so that an article costs little more than one look at each
 * token.
 */
#ifndef WT_SURROUNDINGS_H
#define WT_SURROUNDINGS_H

#include "text/spans.h"
#include "text/tokens.h"

enum { WT_USAGE_PLACES = 3 };

typedef struct wt_place {
  uint32_t field, token;
} wt_place;

/* What an article does with a word that it writes with a capital somewhere. */
typedef struct wt_usage {
  uint64_t hash;  /* of the folded word; 0: a free slot */
  uint32_t codes; /* gazetteer codes of all places with a capital, or'ed */
  /* how often in lower case; with a capital inside a sentence, at its start; all in capitals */
  uint16_t lower, capital, start, shout;
  uint16_t n_places;                /* how many of `places` are filled */
  wt_place places[WT_USAGE_PLACES]; /* the first ones with a capital */
} wt_usage;

/* How a sentence is cased. */
typedef enum wt_style { WT_STYLE_NORMAL, WT_STYLE_TITLE, WT_STYLE_UPPER, WT_STYLE_LOWER } wt_style;

typedef struct wt_sentence_look {
  uint8_t style; /* wt_style */
  uint8_t kind;  /* length, share of numbers, share of lower-case words: 2 bits each */
} wt_sentence_look;

enum { WT_CAPITAL_BITS = 4096 };

/* Reused from article to article. */
typedef struct wt_surroundings {
  const wt_tokens *fields; /* [WT_FIELDS] borrowed until the next fill */
  wt_usage *usage;         /* [usage_capacity] open addressing, a power of two, half full at most */
  size_t usage_capacity;   /* fitted to the article, so that clearing costs by its size */
  size_t usage_allocated;
  uint64_t capitals[WT_CAPITAL_BITS / 64]; /* bits over the hashes in `usage` */
  uint32_t *codes[WT_FIELDS]; /* [tokens] listed names: bit 4 type + part, 16 higher when weak */
  size_t code_capacity[WT_FIELDS];
  wt_sentence_look *looks[WT_FIELDS]; /* [sentences] */
  size_t look_capacity[WT_FIELDS];
} wt_surroundings; /* zero-initialise */

/* Looks at a whole article. Errors: WT_NO_MEMORY. */
wt_status wt_surroundings_fill(wt_surroundings *s, const wt_tokens fields[WT_FIELDS],
                               const wt_hits hits[WT_FIELDS], wt_error *error);
void wt_surroundings_release(wt_surroundings *s);

/* The slot of a word's hash; an empty one (hash 0) when the article never gives it a capital. */
const wt_usage *wt_usage_of(const wt_surroundings *s, uint64_t hash);

#endif
