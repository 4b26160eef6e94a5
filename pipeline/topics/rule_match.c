#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "text/stem.h"
#include "topics/model.h"
#include "topics/rule_table.h"

/* KEPT occurrences of a term are looked at for nearness; the rest only count. */
enum { KEPT = 32, REASONS = 5, LONGEST_TERM = 120, BETWEEN_FIELDS = 1000, CACHE_BITS = 14 };

/* No further occurrence. */
enum { NONE = 0x7FFFFFFF };

typedef struct occurrence {
  const char *bytes; /* of the field */
  uint32_t start, end;
  uint32_t place; /* in words from the article's start */
  uint32_t next;  /* of the same pattern, or NONE */
  uint8_t where;  /* WT_IN_TITLE or WT_IN_BODY */
} occurrence;

/* A pattern that the article has. */
typedef struct finding {
  uint32_t pattern;
  uint32_t first, last; /* in occurrences */
  uint32_t n;           /* of them, at most KEPT */
  uint8_t where;        /* WT_IN_TITLE | WT_IN_BODY, of all */
} finding;

/* What is known of a word that was asked for before: its stem, and whether any pattern begins with
 * the word or the stem. One look at it settles most words. Hashes that are equal but for their last
 * two bits are taken as equal words. */
enum { EXACT = 1, STEM = 2, KNOWN_BITS = 3 };

typedef struct cached_word {
  uint64_t word; /* its hash, with EXACT and STEM in the last two bits */
  uint64_t stem;
} cached_word;

struct wt_rule_matcher {
  const wt_topic_rules *rules;
  const wt_topic_model *model;
  wt_stemmer *stemmer;
  uint32_t *found_at; /* [n_patterns] index + 1 in found */
  finding *found;     /* [n] */
  size_t n, capacity;
  occurrence *occurrences; /* [n_occurrences] */
  size_t n_occurrences, occurrence_capacity;
  cached_word *cache; /* [1 << CACHE_BITS] */
  uint32_t *given_at; /* [n_topics] index + 1 in the list under construction */
  uint32_t *seen;     /* [n_rules] the article in which the rule was looked at last */
  uint32_t *held;     /* [n_held] rules that hold */
  size_t n_held, held_capacity;
  uint32_t article;
  uint32_t base; /* of the field at hand, in words */
};

wt_status wt_rule_matcher_new(const wt_topic_rules *rules, const wt_topic_model *model,
                              wt_rule_matcher **out, wt_error *error) {
  wt_rule_matcher *m = wt_calloc(1, sizeof *m);
  if (m == NULL) return wt_no_memory(error, "topic rules");
  m->rules = rules;
  m->model = model;
  m->found_at = wt_calloc(rules->n_patterns, sizeof *m->found_at);
  m->seen = wt_calloc(rules->n_rules, sizeof *m->seen);
  m->given_at = wt_calloc(rules->n_topics, sizeof *m->given_at);
  m->cache = wt_calloc((size_t)1 << CACHE_BITS, sizeof *m->cache);
  wt_status status =
      m->found_at == NULL || m->seen == NULL || m->cache == NULL || m->given_at == NULL
          ? wt_no_memory(error, "topic rules")
          : wt_stemmer_new(rules->lang, &m->stemmer, error);
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
  wt_free(matcher->found);
  wt_free(matcher->occurrences);
  wt_free(matcher->cache);
  wt_free(matcher->given_at);
  wt_free(matcher->seen);
  wt_free(matcher->held);
  wt_free(matcher);
}

/* ---- terms of the article ----------------------------------------------------------------- */

static bool note(wt_rule_matcher *m, uint32_t pattern, occurrence seen) {
  uint32_t at = m->found_at[pattern];
  if (at == 0) {
    finding *found = wt_grow(m->found, &m->capacity, m->n + 1, sizeof *found);
    if (found == NULL) return false;
    m->found = found;
    found[m->n++] = (finding){.pattern = pattern};
    m->found_at[pattern] = at = (uint32_t)m->n;
  }
  finding *f = &m->found[at - 1];
  f->where |= seen.where;
  if (f->n == KEPT) return true;
  occurrence *all =
      wt_grow(m->occurrences, &m->occurrence_capacity, m->n_occurrences + 1, sizeof *all);
  if (all == NULL) return false;
  m->occurrences = all;
  uint32_t number = (uint32_t)m->n_occurrences++;
  seen.next = NONE;
  all[number] = seen;
  if (f->n++ == 0)
    f->first = number;
  else
    all[f->last].next = number;
  f->last = number;
  return true;
}

static bool counts(const wt_token *token) {
  return token->zone != WT_ZONE_TEASER && token->zone != WT_ZONE_BOILERPLATE &&
         token->zone != WT_ZONE_BYLINE;
}

static wt_status look_up(wt_rule_matcher *m, const wt_tokens *t, const wt_token *token,
                         const cached_word **out, wt_error *error) {
  cached_word *cached = &m->cache[token->hash >> (64 - CACHE_BITS)];
  *out = cached;
  if ((cached->word | KNOWN_BITS) == (token->hash | KNOWN_BITS)) return WT_OK;
  const char *text;
  size_t size;
  uint64_t stem = token->hash;
  if (m->rules->has_stems && token->kind == WT_TOKEN_WORD) {
    wt_status status = wt_stem(m->stemmer, wt_token_fold(t, token), token->fold_size, token->hash,
                               &text, &size, &stem, error);
    if (status != WT_OK) return status;
  }
  cached->word = token->hash & ~(uint64_t)KNOWN_BITS;
  cached->stem = stem;
  if (wt_rule_step(m->rules, wt_rule_key(0, token->hash)) != NULL) cached->word |= EXACT;
  if (wt_rule_step(m->rules, wt_rule_key(WT_STEM_ROOT, stem)) != NULL) cached->word |= STEM;
  return WT_OK;
}

/* Notes every pattern that begins at a token. A phrase has few words, so this is linear. */
static wt_status walk(wt_rule_matcher *m, const wt_tokens *t, uint32_t first, bool stems,
                      wt_error *error) {
  uint32_t node = stems ? WT_STEM_ROOT : 0;
  const wt_token *start = &t->tokens[first];
  for (uint32_t i = first; i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    const cached_word *word;
    if (i > first && (token->flags & WT_SENTENCE_START) != 0) return WT_OK;
    if (i > first && wt_rule_passes(t, token)) continue;
    if (token->kind == WT_TOKEN_PUNCT) return WT_OK;
    wt_status status = look_up(m, t, token, &word, error);
    if (status != WT_OK) return status;
    const wt_rule_edge *edge =
        wt_rule_step(m->rules, wt_rule_key(node, stems ? word->stem : token->hash));
    if (edge == NULL) return WT_OK;
    node = edge->node;
    if (edge->pattern == WT_NO_PATTERN) continue;
    occurrence seen = {.bytes = t->bytes,
                       .start = start->start,
                       .end = token->end,
                       .place = m->base + first,
                       .where = start->zone == WT_ZONE_TITLE ? WT_IN_TITLE : WT_IN_BODY};
    if (!note(m, edge->pattern, seen)) return wt_no_memory(error, "topic rules");
  }
  return WT_OK;
}

static wt_status find_terms(wt_rule_matcher *m, const wt_tokens *fields, wt_error *error) {
  wt_status status = WT_OK;
  m->base = 0;
  for (int f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *t = &fields[f];
    for (uint32_t i = 0; status == WT_OK && i < t->n; i++) {
      const wt_token *token = &t->tokens[i];
      if (token->kind == WT_TOKEN_PUNCT || (token->flags & WT_SUFFIX) != 0 || !counts(token))
        continue;
      const cached_word *word;
      status = look_up(m, t, token, &word, error);
      unsigned starts = status == WT_OK ? (unsigned)(word->word & KNOWN_BITS) : 0;
      if (starts & EXACT) status = walk(m, t, i, false, error);
      if (status == WT_OK && starts & STEM) status = walk(m, t, i, true, error);
    }
    m->base += (uint32_t)t->n + BETWEEN_FIELDS;
  }
  return status;
}

/* ---- entities ------------------------------------------------------------------------------ */

/* Mentions have bytes, nearness counts words: the first token at or behind the mention. */
static uint32_t place_of(const wt_topic_article *a, const wt_mention *mention) {
  uint32_t base = mention->field == WT_FIELD_TEXT ? (uint32_t)a->fields[0].n + BETWEEN_FIELDS : 0;
  const wt_tokens *t = &a->fields[mention->field];
  size_t low = 0, high = t->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->tokens[middle].start < mention->start)
      low = middle + 1;
    else
      high = middle;
  }
  return base + (uint32_t)low;
}

static bool note_entity(wt_rule_matcher *m, const wt_topic_article *a, const wt_entity *e,
                        uint32_t pattern) {
  for (size_t i = 0; i < e->n_mentions && i < KEPT; i++) {
    const wt_mention *mention = &e->mentions[i];
    occurrence seen = {.bytes = a->fields[mention->field].bytes,
                       .start = mention->start,
                       .end = mention->end,
                       .place = place_of(a, mention),
                       .where = mention->zone == WT_ZONE_TITLE ? WT_IN_TITLE : WT_IN_BODY};
    if (mention->zone == WT_ZONE_TEASER || mention->zone == WT_ZONE_BOILERPLATE) continue;
    if (!note(m, pattern, seen)) return false;
  }
  return true;
}

/* An entity's ids: its own, then those in same_as, separated by spaces. */
static bool note_ids(wt_rule_matcher *m, const wt_topic_article *a, const wt_entity *e,
                     const char *ids) {
  while (ids != NULL && *ids != '\0') {
    size_t size = strcspn(ids, " ");
    const uint32_t *pattern = wt_map_find(&m->rules->ids, ids, size);
    if (pattern != NULL && !note_entity(m, a, e, *pattern)) return false;
    ids += size + (ids[size] == ' ');
  }
  return true;
}

static bool find_entities(wt_rule_matcher *m, const wt_topic_article *a) {
  for (size_t i = 0; i < a->n_entities; i++) {
    const wt_entity *e = &a->entities[i];
    uint32_t type = m->rules->types[e->type];
    if (type != WT_NO_PATTERN && !note_entity(m, a, e, type)) return false;
    if (m->rules->ids.count > 0 && (!note_ids(m, a, e, e->id) || !note_ids(m, a, e, e->same_as)))
      return false;
  }
  return true;
}

/* ---- rules ---------------------------------------------------------------------------------- */

static const finding *find(const wt_rule_matcher *m, uint32_t pattern, unsigned where) {
  uint32_t at = m->found_at[pattern];
  return at == 0 || (m->found[at - 1].where & where) == 0 ? NULL : &m->found[at - 1];
}

static bool stands_near(const wt_rule_matcher *m, const finding *f, uint32_t place,
                        const wt_rule_clause *c) {
  for (uint32_t i = f->first; i != NONE; i = m->occurrences[i].next) {
    const occurrence *o = &m->occurrences[i];
    uint32_t apart = o->place > place ? o->place - place : place - o->place;
    if (apart <= c->number && (o->where & c->where) != 0) return true;
  }
  return false;
}

/* All items, each within N words of one place of the first. */
static bool are_near(const wt_rule_matcher *m, const wt_rule_clause *c, const uint32_t *items) {
  const finding *first = find(m, items[0], c->where);
  for (uint32_t i = first == NULL ? NONE : first->first; i != NONE; i = m->occurrences[i].next) {
    uint32_t k = 1;
    if ((m->occurrences[i].where & c->where) == 0) continue;
    for (; k < c->n_items; k++) {
      const finding *f = find(m, items[k], c->where);
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

/* Looks at the rules that the article's terms wake, each once. */
static bool try_rules(wt_rule_matcher *m) {
  const wt_topic_rules *r = m->rules;
  m->n_held = 0;
  if (++m->article == 0) { /* the count has gone round */
    memset(m->seen, 0, r->n_rules * sizeof *m->seen);
    m->article = 1;
  }
  for (size_t i = 0; i < m->n; i++) {
    uint32_t pattern = m->found[i].pattern;
    for (uint32_t k = r->triggers_of[pattern]; k < r->triggers_of[pattern + 1]; k++) {
      uint32_t rule = r->triggers[k];
      if (m->seen[rule] == m->article) continue;
      m->seen[rule] = m->article;
      if (!rule_holds(m, &r->rules[rule])) continue;
      uint32_t *held = wt_grow(m->held, &m->held_capacity, m->n_held + 1, sizeof *held);
      if (held == NULL) return false;
      m->held = held;
      held[m->n_held++] = rule;
    }
  }
  return true;
}

/* ---- the answer ------------------------------------------------------------------------------ */

static const char *surface(const occurrence *o, wt_arena *arena) {
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
  double weight = log(rule->score / (1 - rule->score));
  for (uint32_t i = 0; i < rule->n_clauses; i++) {
    const wt_rule_clause *c = &m->rules->clauses[rule->clauses + i];
    if (c->kind == WT_CLAUSE_NOT) continue;
    for (uint32_t k = 0; k < c->n_items && n < REASONS; k++) {
      const finding *f = find(m, m->rules->items[c->items + k], c->where);
      if (f == NULL) continue;
      const occurrence *o = &m->occurrences[f->first];
      while (o->next != NONE && (o->where & c->where) == 0) o = &m->occurrences[o->next];
      bool given = false;
      for (size_t j = 0; j < n; j++) given = given || starts[j] == o->bytes + o->start;
      if (given) continue;
      const char *term = surface(o, arena);
      if (term == NULL) return n;
      starts[n] = o->bytes + o->start;
      reasons[n++] = (wt_reason){.term = term, .weight = weight, .rule = rule->name};
    }
  }
  return n;
}

/* Name and path of a topic that the model knows are the model's. */
static void describe(const wt_rule_matcher *m, const wt_rule_topic *topic, wt_topic *out) {
  const wt_topic_model *model = m->model;
  out->id = topic->id;
  out->label = topic->label;
  out->path = &topic->id;
  out->n_path = 1;
  for (uint32_t l = 0; model != NULL && l < model->head->n_labels; l++) {
    const wt_topic_label *label = &model->labels[l];
    if (strcmp(model->strings + label->id, topic->id) != 0) continue;
    out->label = model->strings + label->name;
    out->path = model->paths + label->path;
    out->n_path = label->n_path;
  }
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
  for (size_t i = 0; i < n_learned && *at == 0; i++)
    if (strcmp(items[i].id, topic->id) == 0) *at = (uint32_t)i + 1;
  if (*at != 0) return &items[*at - 1];
  items[*n] = (wt_topic){0};
  describe(m, topic, &items[*n]);
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
  for (size_t i = 0; i < m->n; i++) m->found_at[m->found[i].pattern] = 0;
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
  wt_status status = find_terms(m, article->fields, error);
  if (status == WT_OK && (!find_entities(m, article) || !try_rules(m)))
    status = wt_no_memory(error, "topic rules");
  if (status == WT_OK) status = add_topics(m, arena, list, error);
  forget(m);
  return status;
}
