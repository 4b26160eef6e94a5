/*
 * token_features.h - what the sequence model sees of a token; one code for training and tagging.
 *
 * A feature is a 32-bit hash of a template and its values; the model has a row of label weights for
 * each feature that training kept. Two kinds, because of speed:
 *
 *   word features     depend on a distinct word alone (its letters, shape, affixes, classes) and on
 *                     where it stands in the window, -2 to +2. The tagger adds their rows up once a
 *                     distinct word and keeps five sums, so that they cost a token five additions.
 *   context features  depend on the place: pairs of words, gazetteer hits, the sentence's case,
 *                     what the rest of the article does with the same word.
 *
 * The templates follow Ratinov and Roth (2009) and Tkachenko and Simanovsky ("Named entity
 * recognition: exploring features", 2012); the neighbours that a word has elsewhere in the article
 * are the former's context aggregation (after Chieu and Ng, 2003).
 */
#ifndef WT_TOKEN_FEATURES_H
#define WT_TOKEN_FEATURES_H

#include "recognise/surroundings.h"
#include "text/spans.h"
#include "text/tokens.h"

enum {
  WT_WINDOW = 2,                 /* words to each side */
  WT_PLACES = 2 * WT_WINDOW + 1, /* places in the window; place 2 is the token itself */
  WT_WORD_FEATURES = 96,         /* at most, for one word at one place */
  WT_CONTEXT_FEATURES = 256,     /* at most, for one token */
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

/* `classes` may be NULL. */
void wt_word_describe(const wt_tokens *tokens, const wt_token *token,
                      const wt_class_lookup *classes, wt_word *out);

/* The word features of a token when it stands at `place` of the window, or of the sentence's border
 * when token is NULL. Writes at most WT_WORD_FEATURES hashes, none of them 0; returns how many. */
int wt_word_features(const wt_tokens *tokens, const wt_token *token, const wt_word *word, int place,
                     uint32_t *out);

/* The context features of token t of a field. words[WT_PLACES] stand around it, NULL outside of its
 * sentence. Writes at most WT_CONTEXT_FEATURES hashes, none of them 0; returns how many. */
int wt_context_features(const wt_surroundings *s, wt_field field, size_t t,
                        const wt_word *const words[WT_PLACES], uint32_t *out);

#endif
