/* rule_table.h - topic rules, compiled; for topic_rules.c, which makes them, and rule_match.c. */
#ifndef WT_RULE_TABLE_H
#define WT_RULE_TABLE_H

#include "base/hash.h"
#include "base/map.h"
#include "topics/topic_rules.h"

enum {
  WT_NO_PATTERN = 0x7FFFFFFF,
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
  double score;
  uint64_t line;
  const char *path;
} wt_topic_rule;

typedef struct wt_rule_topic {
  const char *id, *label;
} wt_rule_topic;

/* A step from a prefix of terms to a longer one. */
typedef struct wt_rule_edge {
  uint64_t key;     /* wt_rule_key; 0: free */
  uint32_t node;    /* the longer prefix */
  uint32_t pattern; /* that ends there, or WT_NO_PATTERN */
} wt_rule_edge;

struct wt_topic_rules {
  wt_rule_topic *topics; /* [n_topics] */
  size_t n_topics, topic_capacity;
  wt_topic_rule *rules; /* [n_rules] */
  size_t n_rules, rule_capacity;
  wt_rule_clause *clauses; /* [n_clauses] */
  size_t n_clauses, clause_capacity;
  uint32_t *items; /* [n_items] */
  size_t n_items, item_capacity;
  uint32_t n_patterns, n_nodes;
  wt_rule_edge *edges; /* [n_edges] a power of two */
  size_t n_edges, n_used;
  uint64_t *filter; /* [1 << (filter_bits - 6)] a bit for each key's upper bits: most steps are not
                       there, and the filter fits a cache where the table does not */
  uint32_t filter_bits;
  uint32_t types[WT_TYPES]; /* pattern of "type:person", or WT_NO_PATTERN */
  wt_map ids;               /* entity ids to patterns */
  uint32_t *triggers;       /* [triggers_of[n_patterns]] rules that a pattern wakes */
  uint32_t *triggers_of;    /* [n_patterns + 1] pattern p: triggers[triggers_of[p] .. of[p + 1]) */
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

static inline const wt_rule_edge *wt_rule_step(const wt_topic_rules *r, uint64_t key) {
  uint64_t bit = key >> (64 - r->filter_bits);
  if ((r->filter[bit >> 6] >> (bit & 63) & 1) == 0) return NULL;
  for (size_t at = key & (r->n_edges - 1);; at = (at + 1) & (r->n_edges - 1)) {
    if (r->edges[at].key == key) return &r->edges[at];
    if (r->edges[at].key == 0) return NULL;
  }
}

/* Whether a token is looked through inside a phrase. */
static inline bool wt_rule_passes(const wt_tokens *t, const wt_token *token) {
  bool hyphen = token->kind == WT_TOKEN_PUNCT && token->end - token->start == 1 &&
                t->bytes[token->start] == '-';
  return hyphen || (token->flags & WT_SUFFIX) != 0;
}

#endif
