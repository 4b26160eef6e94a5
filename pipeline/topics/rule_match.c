#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "topics/model.h"
#include "topics/rule_matcher.h"

enum { REASONS = 5, LONGEST_TERM = 120 };

/* Which label of the model each topic is. False: out of memory. */
static bool find_labels(wt_rule_matcher *m) {
  wt_map ids = {0};
  size_t n = m->model == NULL ? 0 : m->model->head->n_labels;
  bool good = true;
  for (uint32_t l = 0; good && l < n; l++) {
    const char *id = m->model->strings + m->model->labels[l].id;
    good = wt_map_add(&ids, id, strlen(id), l, NULL) != NULL;
  }
  for (size_t t = 0; good && t < m->rules->n_topics; t++) {
    const char *id = m->rules->topics[t].id;
    const uint32_t *label = wt_map_find(&ids, id, strlen(id));
    m->labels[t] = label == NULL ? WT_NO_LABEL : *label;
  }
  wt_map_release(&ids);
  return good;
}

wt_status wt_rule_matcher_new(const wt_topic_rules *rules, const wt_topic_model *model,
                              wt_rule_matcher **out, wt_error *error) {
  wt_rule_matcher *m = wt_calloc(1, sizeof *m);
  if (m == NULL) return wt_no_memory(error, "topic rules");
  m->rules = rules;
  m->model = model;
  m->same_stems = model != NULL && rules->lang != NULL &&
                  strcmp(rules->lang, model->strings + model->head->lang) == 0;
  m->found_at = wt_calloc(rules->n_patterns, sizeof *m->found_at);
  m->found_bits = wt_calloc(rules->n_patterns / 64 + 1, sizeof *m->found_bits);
  m->seen = wt_calloc(rules->n_rules, sizeof *m->seen);
  m->given_at = wt_calloc(rules->n_topics, sizeof *m->given_at);
  m->labels = wt_calloc(rules->n_topics, sizeof *m->labels);
  m->words = wt_calloc((size_t)1 << WT_RULE_CACHE_BITS, sizeof *m->words);
  bool good = m->found_at != NULL && m->found_bits != NULL && m->seen != NULL &&
              m->given_at != NULL && m->labels != NULL && m->words != NULL;
  wt_status status = good && find_labels(m) ? wt_stemmer_new(rules->lang, &m->stemmer, error)
                                            : wt_no_memory(error, "topic rules");
  if (status != WT_OK)
    wt_rule_matcher_free(m);
  else
    *out = m;
  return status;
}

void wt_rule_matcher_free(wt_rule_matcher *matcher) {
  if (matcher == NULL) return;
  wt_stemmer_free(matcher->stemmer);
  wt_free(matcher->found_at);
  wt_free(matcher->found_bits);
  wt_free(matcher->found);
  wt_free(matcher->occurrences);
  wt_free(matcher->words);
  wt_free(matcher->given_at);
  wt_free(matcher->labels);
  wt_free(matcher->seen);
  wt_free(matcher->held);
  wt_free(matcher);
}

/* ---- rules ---------------------------------------------------------------------------------- */

static const wt_finding *find(const wt_rule_matcher *m, uint32_t pattern, unsigned where) {
  uint32_t at = m->found_at[pattern];
  return at == 0 || (m->found[at - 1].where & where) == 0 ? NULL : &m->found[at - 1];
}

static bool stands_near(const wt_rule_matcher *m, const wt_finding *f, uint32_t place,
                        const wt_rule_clause *c) {
  for (uint32_t i = f->first; i != WT_NO_OCCURRENCE; i = m->occurrences[i].next) {
    const wt_occurrence *o = &m->occurrences[i];
    uint32_t apart = o->place > place ? o->place - place : place - o->place;
    if (apart <= c->number && (o->where & c->where) != 0) return true;
  }
  return false;
}

/* All items, each within N words of one place of the first. */
static bool are_near(const wt_rule_matcher *m, const wt_rule_clause *c, const uint32_t *items) {
  const wt_finding *first = find(m, items[0], c->where);
  for (uint32_t i = first == NULL ? WT_NO_OCCURRENCE : first->first; i != WT_NO_OCCURRENCE;
       i = m->occurrences[i].next) {
    uint32_t k = 1;
    if ((m->occurrences[i].where & c->where) == 0) continue;
    for (; k < c->n_items; k++) {
      const wt_finding *f = find(m, items[k], c->where);
      if (f == NULL) return false;
      if (!stands_near(m, f, m->occurrences[i].place, c)) break;
    }
    if (k == c->n_items) return true;
  }
  return false;
}

static bool clause_holds(const wt_rule_matcher *m, const wt_rule_clause *c) {
  const uint32_t *items = m->rules->items + c->items;
  uint32_t n = 0;
  if (c->kind == WT_CLAUSE_NEAR) return are_near(m, c, items);
  uint32_t enough = c->kind == WT_CLAUSE_ALL     ? c->n_items
                    : c->kind == WT_CLAUSE_LEAST ? c->number
                                                 : 1;
  for (uint32_t i = 0; i < c->n_items && n < enough; i++) {
    n += find(m, items[i], c->where) != NULL;
    if (c->kind == WT_CLAUSE_ALL && n <= i) break;
  }
  return c->kind == WT_CLAUSE_NOT ? n == 0 : n >= enough;
}

static bool rule_holds(const wt_rule_matcher *m, const wt_topic_rule *rule) {
  for (uint32_t i = 0; i < rule->n_clauses; i++)
    if (!clause_holds(m, &m->rules->clauses[rule->clauses + i])) return false;
  return true;
}

static int by_number(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static bool has(const wt_rule_matcher *m, uint32_t pattern) {
  return pattern == WT_NO_PATTERN || (m->found_bits[pattern >> 6] >> (pattern & 63) & 1) != 0;
}

/* The rules that the article's terms wake, each once, into held; what will be read of each is
 * fetched already, because with many rules it lies far away. False: out of memory. */
static bool wake_rules(wt_rule_matcher *m) {
  const wt_topic_rules *r = m->rules;
  m->n_held = 0;
  if (++m->article == 0) { /* the count has gone round */
    memset(m->seen, 0, r->n_rules * sizeof *m->seen);
    m->article = 1;
  }
  for (size_t i = 0; i < m->n; i++)
    __builtin_prefetch(&r->triggers[r->triggers_of[m->found[i].pattern]]);
  for (size_t i = 0; i < m->n; i++) {
    uint32_t pattern = m->found[i].pattern;
    for (uint32_t k = r->triggers_of[pattern]; k < r->triggers_of[pattern + 1]; k++) {
      if (!has(m, r->triggers[k].also)) continue;
      uint32_t *held = wt_grow(m->held, &m->held_capacity, m->n_held + 1, sizeof *held);
      if (held == NULL) return false;
      m->held = held;
      held[m->n_held++] = r->triggers[k].rule;
      __builtin_prefetch(&m->seen[r->triggers[k].rule]);
    }
  }
  size_t n = 0;
  for (size_t i = 0; i < m->n_held; i++) {
    uint32_t rule = m->held[i];
    if (m->seen[rule] == m->article) continue;
    m->seen[rule] = m->article;
    m->held[n++] = rule;
    __builtin_prefetch(&r->rules[rule]);
  }
  m->n_held = n;
  return true;
}

/* Keeps those that hold, in the order of their files. False: out of memory. */
static bool try_rules(wt_rule_matcher *m) {
  const wt_topic_rules *r = m->rules;
  size_t n = 0;
  if (!wake_rules(m)) return false;
  for (size_t i = 0; i < m->n_held; i++)
    __builtin_prefetch(&r->clauses[r->rules[m->held[i]].clauses]);
  for (size_t i = 0; i < m->n_held; i++)
    __builtin_prefetch(&r->items[r->clauses[r->rules[m->held[i]].clauses].items]);
  for (size_t i = 0; i < m->n_held; i++)
    if (rule_holds(m, &r->rules[m->held[i]])) m->held[n++] = m->held[i];
  m->n_held = n;
  if (n > 1) qsort(m->held, n, sizeof *m->held, by_number);
  return true;
}

/* ---- the answer ------------------------------------------------------------------------------ */

static const char *surface(const wt_occurrence *o, wt_arena *arena) {
  char text[LONGEST_TERM];
  size_t n = 0;
  for (uint32_t i = o->start; i < o->end && n < LONGEST_TERM; i++) {
    unsigned char c = (unsigned char)o->bytes[i];
    if (c > ' ')
      text[n++] = (char)c;
    else if (n > 0 && text[n - 1] != ' ')
      text[n++] = ' ';
  }
  /* a cut must not leave half a character */
  if (n == LONGEST_TERM) {
    while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80) n--;
    if (n > 0 && ((unsigned char)text[n - 1] & 0x80) != 0) n--;
  }
  return wt_arena_copy(arena, text, n);
}

/* The article's words that made a rule hold, one an item, at most REASONS in reasons. */
static size_t give_reasons(const wt_rule_matcher *m, const wt_topic_rule *rule, wt_arena *arena,
                           wt_reason *reasons) {
  const char *starts[REASONS]; /* a word gives one reason, also when two items mean it */
  size_t n = 0;
  for (uint32_t i = 0; i < rule->n_clauses; i++) {
    const wt_rule_clause *c = &m->rules->clauses[rule->clauses + i];
    if (c->kind == WT_CLAUSE_NOT) continue;
    for (uint32_t k = 0; k < c->n_items && n < REASONS; k++) {
      const wt_finding *f = find(m, m->rules->items[c->items + k], c->where);
      if (f == NULL) continue;
      const wt_occurrence *o = &m->occurrences[f->first];
      while (o->next != WT_NO_OCCURRENCE && (o->where & c->where) == 0)
        o = &m->occurrences[o->next];
      bool given = false;
      for (size_t j = 0; j < n; j++) given = given || starts[j] == o->bytes + o->start;
      if (given) continue;
      const char *term = surface(o, arena);
      if (term == NULL) return n;
      starts[n] = o->bytes + o->start;
      reasons[n++] = (wt_reason){.term = term, .weight = rule->weight, .rule = rule->name};
    }
  }
  return n;
}

/* Name and path of a topic that the model knows are the model's. */
static void describe(const wt_rule_matcher *m, uint32_t number, wt_topic *out) {
  const wt_rule_topic *topic = &m->rules->topics[number];
  const wt_topic_model *model = m->model;
  *out = (wt_topic){.id = topic->id, .label = topic->label, .path = &topic->id, .n_path = 1};
  if (m->labels[number] == WT_NO_LABEL) return;
  const wt_topic_label *label = &model->labels[m->labels[number]];
  out->label = model->strings + label->name;
  out->path = model->paths + label->path;
  out->n_path = label->n_path;
}

/* Adds a rule's reasons to those that a topic has, strongest first. */
static bool join(wt_topic *topic, const wt_reason *reasons, size_t n, double score,
                 wt_arena *arena) {
  wt_reason *all = WT_ARENA_NEW(arena, wt_reason, n + topic->n_because);
  if (all == NULL) return false;
  size_t old = 0, new = 0, to = 0;
  while (old < topic->n_because || new < n) {
    bool take =
        new < n && (old == topic->n_because || reasons[new].weight >= topic->because[old].weight);
    all[to++] = take ? reasons[new ++] : topic->because[old++];
  }
  topic->because = all;
  topic->n_because += n;
  if (score > topic->score) topic->score = score;
  return true;
}

/* The place of a rule's topic in items [*n], which have room; a new one is described there. The
 * first n_learned are the model's. */
static wt_topic *place_topic(const wt_rule_matcher *m, uint32_t number, wt_topic *items,
                             size_t n_learned, size_t *n) {
  const wt_rule_topic *topic = &m->rules->topics[number];
  uint32_t *at = &m->given_at[number];
  if (*at != 0) return &items[*at - 1];
  bool is_learned = m->labels[number] != WT_NO_LABEL;
  for (size_t i = 0; is_learned && i < n_learned && *at == 0; i++)
    if (strcmp(items[i].id, topic->id) == 0) *at = (uint32_t)i + 1;
  if (*at != 0) return &items[*at - 1];
  describe(m, number, &items[*n]);
  *n += 1;
  *at = (uint32_t)*n;
  return &items[*n - 1];
}

/* Adds what a rule that holds says. */
static bool add_held(const wt_rule_matcher *m, uint32_t rule, wt_arena *arena, wt_topic *items,
                     size_t n_learned, size_t *n) {
  const wt_topic_rule *r = &m->rules->rules[rule];
  wt_topic *topic = place_topic(m, r->topic, items, n_learned, n);
  wt_reason reasons[REASONS];
  /* further rules of a topic that has reasons enough say nothing new */
  if (topic->n_because >= 2 * REASONS) return true;
  size_t n_reasons = give_reasons(m, r, arena, reasons);
  return !arena->failed && join(topic, reasons, n_reasons, r->score, arena);
}

static void forget(wt_rule_matcher *m) {
  for (size_t i = 0; i < m->n; i++) {
    m->found_at[m->found[i].pattern] = 0;
    m->found_bits[m->found[i].pattern >> 6] = 0;
  }
  m->n = 0;
  m->n_occurrences = 0;
}

static wt_status add_topics(const wt_rule_matcher *m, wt_arena *arena, wt_topic_list *list,
                            wt_error *error) {
  wt_topic_list made = {.n = list->n};
  if (m->n_held == 0) return WT_OK;
  made.items = WT_ARENA_NEW(arena, wt_topic, list->n + m->n_held);
  if (made.items == NULL) return wt_no_memory(error, "topics");
  for (size_t i = 0; i < list->n; i++) made.items[i] = list->items[i];
  bool good = true;
  for (size_t i = 0; good && i < m->n_held; i++)
    good = add_held(m, m->held[i], arena, made.items, list->n, &made.n);
  for (size_t i = 0; i < m->n_held; i++) m->given_at[m->rules->rules[m->held[i]].topic] = 0;
  if (!good) return wt_no_memory(error, "topics");
  wt_sort_topics(&made);
  *list = made;
  return WT_OK;
}

wt_status wt_match_topic_rules(wt_rule_matcher *m, const wt_topic_article *article, wt_arena *arena,
                               wt_topic_list *list, wt_error *error) {
  wt_status status = wt_rule_find_terms(m, article, error);
  if (status == WT_OK && !try_rules(m)) status = wt_no_memory(error, "topic rules");
  if (status == WT_OK) status = add_topics(m, arena, list, error);
  forget(m);
  return status;
}
