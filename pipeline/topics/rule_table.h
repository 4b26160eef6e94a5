/* rule_table.h - topic rules, compiled; for topic_rules.c, which makes them, and rule_match.c. */
#ifndef WT_RULE_TABLE_H
#define WT_RULE_TABLE_H

#include "base/hash.h"
#include "base/map.h"
#include "topics/topic_rules.h"

enum {
  WT_NO_PATTERN = 0x7FFFFFFF,
  WT_NO_NODE = 0x7FFFFFFF,
  WT_STEM_ROOT = 1, /* node where stems begin; exact words begin at 0 */
  WT_FIRST_NODE = 2
};

typedef enum wt_clause_kind {
  WT_CLAUSE_ALL,
  WT_CLAUSE_ANY,
  WT_CLAUSE_NOT,
  WT_CLAUSE_NEAR,
  WT_CLAUSE_LEAST
} wt_clause_kind;

/* Where a term must stand: bits. */
enum { WT_IN_TITLE = 1, WT_IN_BODY = 2, WT_ANYWHERE = 3 };

typedef struct wt_rule_clause {
  uint8_t kind, where;
  uint32_t number;         /* near N, least N */
  uint32_t items, n_items; /* patterns: items[items .. items + n_items) */
} wt_rule_clause;

typedef struct wt_topic_rule {
  const char *name;
  uint32_t topic;
  uint32_t clauses, n_clauses;
  double score, weight; /* weight: log odds of the score, what its terms speak for it */
  uint64_t line;
  const char *path;
} wt_topic_rule;

typedef struct wt_rule_topic {
  const char *id, *label;
} wt_rule_topic;

/* A step from a prefix of terms to a longer one. */
typedef struct wt_rule_edge {
  uint64_t key;     /* wt_rule_key; 0: free */
  uint32_t node;    /* the longer prefix; WT_NO_NODE when nothing goes on from it */
  uint32_t pattern; /* that ends there, or WT_NO_PATTERN */
} wt_rule_edge;

/* A rule that a term wakes, and another term that it cannot do without. */
typedef struct wt_rule_trigger {
  uint32_t rule, also; /* also: a pattern, or WT_NO_PATTERN */
} wt_rule_trigger;

struct wt_topic_rules {
  wt_rule_topic *topics; /* [n_topics] */
  size_t n_topics, topic_capacity;
  wt_topic_rule *rules; /* [n_rules] */
  size_t n_rules, rule_capacity;
  wt_rule_clause *clauses; /* [n_clauses] */
  size_t n_clauses, clause_capacity;
  uint32_t *items; /* [n_items] */
  size_t n_items, item_capacity;
  uint8_t *lengths; /* [n_patterns] how many words a term has; see rule_index.c */
  size_t length_capacity;
  uint32_t n_patterns, n_nodes;
  uint8_t *goes_on; /* [n_nodes] 1: some term has this prefix and is longer */
  size_t node_capacity;
  wt_rule_edge *edges; /* [n_edges] a power of two */
  size_t n_edges, n_used;
  uint64_t *filter; /* [1 << filter_bits] two bits a key in one word: most steps are not there, and
                       the filter fits a cache where the table does not */
  uint32_t filter_bits;
  uint32_t types[WT_TYPES];  /* pattern of "type:person", or WT_NO_PATTERN */
  wt_map ids;                /* entity ids to patterns */
  wt_rule_trigger *triggers; /* [triggers_of[n_patterns]] */
  uint32_t *triggers_of;     /* [n_patterns + 1] pattern p: triggers[triggers_of[p] .. of[p + 1]) */
  bool has_stems;
  char *lang;
  uint64_t hash;
  wt_arena arena; /* names */
};

/* The key of a step; never 0. */
static inline uint64_t wt_rule_key(uint32_t node, uint64_t word) {
  uint64_t key = wt_hash_mix(word, node);
  return key == 0 ? 1 : key;
}

/* The word of the filter that a key has its bits in, and the bits. */
static inline const uint64_t *wt_rule_filter(const wt_topic_rules *r, uint64_t key) {
  return &r->filter[key >> (64 - r->filter_bits)];
}

static inline uint64_t wt_rule_bits(uint64_t key) {
  return (uint64_t)1 << (key & 63) | (uint64_t)1 << (key >> 6 & 63);
}

static inline const wt_rule_edge *wt_rule_slot(const wt_topic_rules *r, uint64_t key) {
  return &r->edges[key >> 12 & (r->n_edges - 1)];
}

/* The step with this key, or NULL. */
static inline const wt_rule_edge *wt_rule_step(const wt_topic_rules *r, uint64_t key) {
  uint64_t bits = wt_rule_bits(key);
  if ((*wt_rule_filter(r, key) & bits) != bits) return NULL;
  for (size_t at = key >> 12 & (r->n_edges - 1);; at = (at + 1) & (r->n_edges - 1)) {
    if (r->edges[at].key == key) return &r->edges[at];
    if (r->edges[at].key == 0) return NULL;
  }
}

/* Makes of what was read what is asked: filter, leaves and triggers. Errors: WT_NO_MEMORY. */
wt_status wt_rule_index(wt_topic_rules *rules, wt_error *error);

/* Whether a token is looked through inside a phrase. */
static inline bool wt_rule_passes(const wt_tokens *t, const wt_token *token) {
  bool hyphen = token->kind == WT_TOKEN_PUNCT && token->end - token->start == 1 &&
                t->bytes[token->start] == '-';
  return hyphen || (token->flags & WT_SUFFIX) != 0;
}

#endif
