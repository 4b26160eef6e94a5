/*
 * features.h - what a topic model sees of an article: a bag of terms.
 *
 * Training and tagging make it with this one function, so they cannot drift apart. A term is a
 * stemmed word, or a pair of neighbouring stemmed words of one sentence ("cease fire", "prime
 * minister"), or the kind of an entity that was found (a football club is evidence for sport, also
 * one that no training article names; nationalities and states tell little, so places make none).
 * Words that stand in very many articles (the stop words of the training data) make no
 * pairs and are looked through, and so are numbers: "war in Afghanistan" has the pair "war
 * afghanistan". They stay terms, with the small weight of frequent ones, because in somebody's
 * archive "match" may be one of them. Punctuation other than a hyphen ends a pair. Suffixes ('s),
 * addresses and everything in teasers, boilerplate and bylines are left out.
 *
 * The value of a term t in an article d:
 *
 *   x(t, d) = idf(t) * (1 + ln(count(t, d)) + TITLE * [t stands in the title])
 *   idf(t)  = 1 + ln((1 + D) / (1 + D(t)))          D articles, D(t) of them with t
 *
 * and the vector is divided by its length, which makes a headline and a long read comparable. The
 * length has a floor, so that two or three words alone do not weigh as much as an article. (Salton
 * and Buckley, Term-weighting approaches in automatic text retrieval, 1988.) The title counts once
 * a term, however often a page repeats its headline.
 */
#ifndef WT_TOPIC_FEATURES_H
#define WT_TOPIC_FEATURES_H

#include "text/stem.h"
#include "text/tokens.h"
#include "topics/vocabulary.h"

/* A distinct term of an article. */
typedef struct wt_term {
  uint64_t key;
  uint64_t left, right; /* the stems' hashes; right is 0 in a word */
  uint32_t index;       /* in the vocabulary; WT_NO_TERM without one */
  uint32_t count;
  uint32_t first, end; /* tokens [first, end) of its first occurrence */
  uint8_t field;       /* wt_field of that */
  uint8_t in_title;
  uint8_t is_kind; /* of an entity: key is wt_kind_key, count that of the entities */
} wt_term;

/* What to make of an article. */
typedef struct wt_term_policy {
  const char *lang;         /* of the stems, BCP 47 */
  wt_vocabulary vocabulary; /* borrowed; stop words are known from it */
  int open;                 /* 1: terms that the vocabulary lacks are kept as well (training) */
  int words_only;           /* 1: no pairs */
} wt_term_policy;

/* One thread's scratch and the last article's terms. */
typedef struct wt_bag wt_bag;

/* `policy` is copied, its vocabulary borrowed. Errors: WT_NO_MEMORY. */
wt_status wt_bag_new(const wt_term_policy *policy, wt_bag **out, wt_error *error);
void wt_bag_free(wt_bag *bag);

/* Collects the terms of an article. Linear in its tokens. Errors: WT_NO_MEMORY. */
wt_status wt_bag_fill(wt_bag *bag, const wt_tokens fields[WT_FIELDS], wt_error *error);

/* Adds the kinds of the entities [n] to the terms of the article that was filled last.
 * Errors: WT_NO_MEMORY. */
wt_status wt_bag_add_kinds(wt_bag *bag, const wt_tokens fields[WT_FIELDS],
                           const wt_entity *entities, size_t n, wt_error *error);

/* The key of an entity's kind; 0 when it makes no term. */
uint64_t wt_kind_key(const wt_entity *entity);

/* The terms of the last article, in the order of their first occurrence (title first); borrowed
 * until the next fill. */
const wt_term *wt_bag_terms(const wt_bag *bag, size_t *n);

/* 1 + ln(count) + TITLE * in_title: the value before idf and length. */
float wt_term_value(const wt_term *term);

/* 1 / length of a vector, from the sum of its squares. */
float wt_length_factor(float squares);

#endif
