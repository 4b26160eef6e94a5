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
 *                     what the rest of the article does with the same word. Most of them fall into
 *                     groups of features with the same few inputs ("of the", with nothing listed),
 *                     which come again and again: a group has a key, and the tagger keeps the sum
 *                     of its rows by that key.
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
  WT_TABLE_LEVELS = 4,           /* classes of so many grains in a table of word classes */
  WT_CLASS_TABLES = 2,           /* of words as written, and of words in whatever case: */
  WT_CASELESS_TABLE = 1,
  WT_CLASS_LEVELS = WT_CLASS_TABLES * WT_TABLE_LEVELS
};

/* Word classes. `lookup` fills classes[WT_CLASS_LEVELS] of a word and returns a bit 1 << level for
 * each level that it knows (0: an unknown word). Digits in the word are to be taken as one. */
typedef struct wt_class_lookup {
  const void *context;
  unsigned (*lookup)(const void *context, const char *word, size_t size, uint16_t *classes);
} wt_class_lookup;

/* A distinct word: what the features need of it. */
typedef struct wt_word {
  uint64_t surface;                  /* hash of the word as written: its identity */
  uint64_t fold;                     /* the token's hash; for punctuation, a hash of the mark */
  uint32_t shape;                    /* hash of the short shape, "Xx", "X.X." */
  uint16_t classes[WT_CLASS_LEVELS]; /* valid where a bit of known_classes is set */
  uint8_t known_classes;
  uint8_t letter_case; /* wt_case */
} wt_word;

/* `token` is NULL beyond the sentence: its hashes are 1. `classes` may be NULL. */
void wt_word_describe(const wt_tokens *tokens, const wt_token *token,
                      const wt_class_lookup *classes, wt_word *out);

/* The word features of a token when it stands at `place` of the window, or of the sentence's border
 * when token is NULL. Writes at most WT_WORD_FEATURES hashes, none of them 0; returns how many. */
int wt_word_features(const wt_tokens *tokens, const wt_token *token, const wt_word *word, int place,
                     uint32_t *out);

/* The groups of context features, by what they depend on. */
typedef enum wt_group {
  WT_GROUP_SENTENCE, /* how the sentence is cased, where in it the token stands */
  WT_GROUP_LISTED,   /* gazetteer hits here and at both neighbours */
  WT_GROUP_SHAPES,   /* of the window */
  WT_GROUP_BEFORE,   /* the word with the one before it */
  WT_GROUP_AFTER,    /* and with the one behind it */
  WT_GROUPS
} wt_group;

/* Two scenes with equal keys have equal features in the group. */
typedef struct wt_group_key {
  uint64_t parts[3];
} wt_group_key;

/* A token with all that is known of its place; borrowed from what it was filled with. */
typedef struct wt_scene {
  const wt_surroundings *around;
  wt_place at;
  const wt_token *token;
  const wt_word *words;                   /* [WT_PLACES] */
  uint32_t code, code_before, code_after; /* gazetteer; of the field's neighbours */
  uint32_t style, kind;                   /* of the sentence */
} wt_scene;

/* Token t of a field. words[WT_PLACES] stand around it; beyond its sentence there is no token. */
void wt_scene_fill(const wt_surroundings *around, wt_field field, size_t t, const wt_word *words,
                   wt_scene *out);

wt_group_key wt_scene_key(const wt_scene *scene, wt_group group);

/* The features of one group, and those that are in none: what the article does with the word. They
 * write hashes, none of them 0, and return how many; all together at most WT_CONTEXT_FEATURES. */
int wt_group_features(const wt_scene *scene, wt_group group, uint32_t *out);
int wt_lone_features(const wt_scene *scene, uint32_t *out);

/* All context features of a scene. */
int wt_context_features(const wt_scene *scene, uint32_t *out);

#endif
