/* rule_matcher.h - one thread's scratch for topic rules; for rule_terms.c, which finds the terms of
 * an article, and rule_match.c, which looks at the rules. */
#ifndef WT_RULE_MATCHER_H
#define WT_RULE_MATCHER_H

#include "text/stem.h"
#include "topics/rule_table.h"

/* KEPT occurrences of a term are looked at for nearness; the rest only count. */
enum { WT_RULE_KEPT = 32, WT_RULE_CACHE_BITS = 17, WT_RULE_STEPS = 256 };

/* No further occurrence. */
enum { WT_NO_OCCURRENCE = 0x7FFFFFFF };

typedef struct wt_occurrence {
  const char *bytes; /* of the field */
  uint32_t start, end;
  uint32_t place; /* in words from the article's start */
  uint32_t next;  /* of the same pattern, or WT_NO_OCCURRENCE */
  uint8_t where;  /* WT_IN_TITLE or WT_IN_BODY */
} wt_occurrence;

/* A pattern that the article has. */
typedef struct wt_finding {
  uint32_t pattern;
  uint32_t first, last; /* in occurrences */
  uint32_t n;           /* of them, at most WT_RULE_KEPT */
  uint8_t where;        /* WT_IN_TITLE | WT_IN_BODY, of all */
} wt_finding;

/* What is known of a word that was asked for before: its stem, and where the patterns that begin
 * with it, or with the stem, go on. */
typedef struct wt_rule_word {
  uint64_t hash; /* of the word; whether anything begins with it in the last bit */
  uint64_t stem;
  uint32_t node[2];    /* exact, stem: the prefix of one word, or WT_NO_NODE */
  uint32_t pattern[2]; /* of one word, or WT_NO_PATTERN */
} wt_rule_word;

/* A further word of a phrase that begins at some word; tried in batches, so that the memory it
 * needs is on its way while others are looked at. */
typedef struct wt_rule_try {
  uint64_t key;         /* of the step over the last word */
  uint32_t first, last; /* tokens */
  uint32_t stems;
} wt_rule_try;

/* A term that was seen in the text and is to be noted; in batches for the same reason. */
typedef struct wt_rule_sighting {
  uint32_t pattern;
  uint32_t first, last; /* tokens */
} wt_rule_sighting;

struct wt_rule_matcher {
  const wt_topic_rules *rules;
  const wt_topic_model *model;
  uint32_t *labels; /* [n_topics] the model's label, or WT_NO_LABEL */
  bool same_stems;  /* the model's words have the stems of the rules' language */
  wt_stemmer *stemmer;
  uint32_t *found_at;   /* [n_patterns] index + 1 in found */
  uint64_t *found_bits; /* [n_patterns / 64 + 1] the same as bits, which stay in the cache */
  wt_finding *found;    /* [n] */
  size_t n, capacity;
  wt_occurrence *occurrences; /* [n_occurrences] */
  size_t n_occurrences, occurrence_capacity;
  wt_rule_word *words;              /* [1 << CACHE_BITS] what is known of it */
  wt_rule_try tries[WT_RULE_STEPS]; /* [n_tries] */
  size_t n_tries;
  wt_rule_sighting sightings[WT_RULE_STEPS]; /* [n_sightings] */
  size_t n_sightings;
  uint32_t *given_at; /* [n_topics] index + 1 in the list under construction */
  uint32_t *seen;     /* [n_rules] the article in which the rule was looked at last */
  uint32_t *held;     /* [n_held] rules that hold */
  size_t n_held, held_capacity;
  uint32_t article;
  uint32_t base; /* of the field at hand, in words */
};

/* Fills found and occurrences. Errors: WT_NO_MEMORY. */
wt_status wt_rule_find_terms(wt_rule_matcher *matcher, const wt_topic_article *article,
                             wt_error *error);

#endif
