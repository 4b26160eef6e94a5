/*
 * token_features.h - what the sequence model sees of a token; one code for training and tagging.
 *
 * A feature is a 32-bit hash of a template and its values; the model has a row of label weights for
 * each feature that training kept. Two kinds, because of speed:
 *
 *   word features     depend on a distinct word alone (its letters, shape, affixes, classes) and on
 * where it stands in the window, -2 to +2. The tagger adds their rows up once a distinct word and
 * keeps five sums, so that nearly all of a token's score is five additions. context features depend
 * on the place: pairs of words, gazetteer hits, the sentence's case, what the rest of the article
 * does with the same word.
 *
 * The templates follow Ratinov and Roth (2009) and Tkachenko and Simanovsky ("Named entity
 * recognition: exploring features", 2012).
 */
#ifndef WT_TOKEN_FEATURES_H
#define WT_TOKEN_FEATURES_H

#include "text/spans.h"
#include "text/tokens.h"

enum {
  WT_WINDOW = 2,                 /* words to each side */
  WT_PLACES = 2 * WT_WINDOW + 1, /* places in the window; place 2 is the token itself */
  WT_WORD_FEATURES = 40,         /* at most, for one word at one place */
  WT_CONTEXT_FEATURES = 96,      /* at most, for one token */
  WT_CLASS_LEVELS = 4            /* word classes of so many grains */
};

/* Word classes by surface form. `lookup` fills classes[WT_CLASS_LEVELS] and returns how many levels
 * it knows for this word (0: an unknown word). Digits in the word are to be taken as one. */
typedef struct wt_class_lookup {
  const void *context;
  int (*lookup)(const void *context, const char *word, size_t size, uint32_t *classes);
} wt_class_lookup;

/* A distinct word: what the features need of it. */
typedef struct wt_word {
  uint64_t fold;                     /* the token's hash; for punctuation, a hash of the mark */
  uint32_t shape;                    /* hash of the short shape, "Xx", "X.X." */
  uint32_t classes[WT_CLASS_LEVELS]; /* valid below n_classes */
  uint8_t n_classes;
  uint8_t letter_case; /* wt_case */
} wt_word;

void wt_word_describe(const wt_tokens *tokens, const wt_token *token,
                      const wt_class_lookup *classes, wt_word *out);

/* The word features of a token when it stands at `place` of the window, or of the field's border
 * when token is NULL. Writes at most WT_WORD_FEATURES hashes; returns how many. */
int wt_word_features(const wt_tokens *tokens, const wt_token *token, const wt_word *word, int place,
                     uint32_t *out);

/* What an article does with a word, over all its fields. */
typedef struct wt_usage {
  uint64_t fold; /* 0: free slot */
  uint16_t lower, capital, start,
      shout; /* lower case; capital inside a sentence, at its start; all capitals */
} wt_usage;

/* The article as the context features see it. Reused from article to article. */
typedef struct wt_surroundings {
  wt_usage *usage;       /* [usage_capacity] open addressing, a power of two */
  size_t usage_capacity; /* fitted to the article, so that clearing costs by its size */
  size_t usage_allocated;
  uint32_t *codes[WT_FIELDS]; /* [tokens] gazetteer: bit 4 type + part, 16 higher when weak */
  size_t code_capacity[WT_FIELDS];
  uint8_t *styles[WT_FIELDS]; /* [sentences] case style of each sentence */
  size_t style_capacity[WT_FIELDS];
} wt_surroundings; /* zero-initialise */

/* Looks at a whole article. Errors: WT_NO_MEMORY. */
wt_status wt_surroundings_fill(wt_surroundings *s, const wt_tokens fields[WT_FIELDS],
                               const wt_hits hits[WT_FIELDS], wt_error *error);
void wt_surroundings_release(wt_surroundings *s);

/* The context features of token t of a field. words[-WT_WINDOW .. WT_WINDOW] around it, NULL
 * outside of its sentence. Writes at most WT_CONTEXT_FEATURES hashes; returns how many. */
int wt_context_features(const wt_surroundings *s, const wt_tokens *tokens, wt_field field, size_t t,
                        const wt_word *const words[WT_PLACES], uint32_t *out);

#endif
