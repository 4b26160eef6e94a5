/*
 * rule_index.c - what makes a hundred thousand rules cheap: which steps exist, and which term wakes
 * which rule.
 *
 * A rule is looked at only when the article has a term that it cannot do without. Of several, the
 * one that is found least often should wake it, and nothing is known of the articles yet; but a
 * phrase is rarer than a word, and a term that many rules name is a frequent one. So the cost of a
 * term is the number of items that name it, divided by 8 for each further word. A second term that
 * the rule cannot do without stands beside it in the table: most rules are sent back to sleep by
 * one bit, before the rule itself is read.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "topics/rule_table.h"

static double cost_of(const wt_topic_rules *r, const uint32_t *uses, uint32_t pattern) {
  double cost =
      64.0 * (double)uses[pattern]; /* a type of entity, which is everywhere, has length 0 */
  for (unsigned i = 0; i < r->lengths[pattern]; i++) cost /= 8;
  return cost;
}

/* Terms that wake a rule: any of items [n]; and a further one that it needs. */
typedef struct choice {
  const uint32_t *items;
  size_t n;
  double cost;
  uint32_t also;
} choice;

static bool needs_all(const wt_rule_clause *c) {
  return c->kind == WT_CLAUSE_ALL || c->kind == WT_CLAUSE_NEAR;
}

/* Of "all" and "near" one term is enough, of "any" and "least" all can wake the rule. */
static void weigh_clause(const wt_topic_rules *r, const wt_rule_clause *c, const uint32_t *uses,
                         choice *best) {
  const uint32_t *items = r->items + c->items;
  double sum = 0;
  if (c->kind == WT_CLAUSE_NOT) return;
  for (uint32_t k = 0; k < c->n_items; k++) {
    double cost = cost_of(r, uses, items[k]);
    sum += cost;
    if (needs_all(c) && cost < best->cost) *best = (choice){&items[k], 1, cost, WT_NO_PATTERN};
  }
  if (!needs_all(c) && sum < best->cost) *best = (choice){items, c->n_items, sum, WT_NO_PATTERN};
}

static choice choose(const wt_topic_rules *r, const wt_topic_rule *rule, const uint32_t *uses) {
  choice best = {.cost = 1e300, .also = WT_NO_PATTERN};
  double least = 1e300;
  for (uint32_t i = 0; i < rule->n_clauses; i++)
    weigh_clause(r, &r->clauses[rule->clauses + i], uses, &best);
  for (uint32_t i = 0; i < rule->n_clauses; i++) {
    const wt_rule_clause *c = &r->clauses[rule->clauses + i];
    for (uint32_t k = 0; needs_all(c) && k < c->n_items; k++) {
      uint32_t item = r->items[c->items + k];
      double cost = cost_of(r, uses, item);
      if (cost >= least || (best.n == 1 && item == *best.items)) continue;
      least = cost;
      best.also = item;
    }
  }
  return best;
}

/* Fills triggers in two passes: count, then place. */
static wt_status place_triggers(wt_topic_rules *r, wt_error *error) {
  uint32_t *uses = wt_calloc(r->n_patterns, sizeof *uses);
  r->triggers_of = wt_calloc((size_t)r->n_patterns + 2, sizeof *r->triggers_of);
  r->triggers = wt_calloc(r->n_items, sizeof *r->triggers);
  if (uses == NULL || r->triggers_of == NULL || r->triggers == NULL) {
    wt_free(uses);
    return wt_no_memory(error, "topic rules");
  }
  for (size_t i = 0; i < r->n_items; i++) uses[r->items[i]]++;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < r->n_rules; i++) {
      choice best = choose(r, &r->rules[i], uses);
      for (size_t k = 0; k < best.n; k++) {
        if (pass == 0)
          r->triggers_of[best.items[k] + 2]++;
        else
          r->triggers[r->triggers_of[best.items[k] + 1]++] = (wt_rule_trigger){i, best.also};
      }
    }
    for (uint32_t p = 0; pass == 0 && p < r->n_patterns; p++)
      r->triggers_of[p + 2] += r->triggers_of[p + 1];
  }
  wt_free(uses);
  return WT_OK;
}

/* Eight bits a step: twice that would not fit the second cache, which costs more than it saves. */
static wt_status make_filter(wt_topic_rules *r, wt_error *error) {
  r->filter_bits = 6;
  while ((size_t)1 << r->filter_bits < r->n_used / 8) r->filter_bits++;
  r->filter = wt_calloc((size_t)1 << r->filter_bits, sizeof *r->filter);
  if (r->filter == NULL) return wt_no_memory(error, "topic rules");
  for (size_t i = 0; i < r->n_edges; i++) {
    uint64_t key = r->edges[i].key;
    if (key != 0) r->filter[key >> (64 - r->filter_bits)] |= wt_rule_bits(key);
  }
  return WT_OK;
}

/* Marks the steps to prefixes that nothing continues. */
static void mark_leaves(wt_topic_rules *r) {
  for (size_t i = 0; i < r->n_edges; i++) {
    wt_rule_edge *edge = &r->edges[i];
    if (edge->key != 0 && !r->goes_on[edge->node]) edge->node = WT_NO_NODE;
  }
}

/* An array that grew, moved to memory of its size, which may lie in huge pages (base/mem.c). */
static void *settled(void *items, size_t n, size_t size) {
  void *moved = wt_calloc(n, size);
  if (moved == NULL) return NULL;
  if (n > 0) memcpy(moved, items, n * size);
  wt_free(items);
  return moved;
}

/* The rules are complete: moves them, and works out their weights. */
static wt_status settle(wt_topic_rules *r, wt_error *error) {
  wt_topic_rule *rules = settled(r->rules, r->n_rules, sizeof *rules);
  if (rules != NULL) r->rules = rules;
  wt_rule_clause *clauses = settled(r->clauses, r->n_clauses, sizeof *clauses);
  if (clauses != NULL) r->clauses = clauses;
  if (rules == NULL || clauses == NULL) return wt_no_memory(error, "topic rules");
  for (size_t i = 0; i < r->n_rules; i++)
    r->rules[i].weight = log(r->rules[i].score / (1 - r->rules[i].score));
  return WT_OK;
}

wt_status wt_rule_index(wt_topic_rules *r, wt_error *error) {
  wt_status status = settle(r, error);
  if (status == WT_OK) status = place_triggers(r, error);
  if (status == WT_OK) status = make_filter(r, error);
  if (status == WT_OK) mark_leaves(r);
  return status;
}
