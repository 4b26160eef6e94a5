/*
 * rule_terms.c - the terms of topic rules that an article has.
 *
 * Each word of the article is asked for once in a small table, which says whether any term begins
 * with it or with its stem; most do not. Where a term may go on, the step over the next word is
 * not looked up at once: with many rules the table of steps is larger than the caches, and waiting
 * for memory is nearly all that there is to do. Steps are gathered, the filter sorts out those that
 * do not exist, and only for the rest the table is fetched; what goes on is gathered again. Terms
 * that were seen are noted in batches for the same reason.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "topics/model.h"
#include "topics/rule_matcher.h"

enum { BETWEEN_FIELDS = 1000, BEGINS = 1 };

/* The finding of a pattern, made when it is the first. NULL: out of memory. */
static wt_finding *finding_of(wt_rule_matcher *m, uint32_t pattern) {
  uint32_t at = m->found_at[pattern];
  if (at != 0) return &m->found[at - 1];
  wt_finding *found = wt_grow(m->found, &m->capacity, m->n + 1, sizeof *found);
  if (found == NULL) return NULL;
  m->found = found;
  found[m->n++] = (wt_finding){.pattern = pattern};
  m->found_at[pattern] = (uint32_t)m->n;
  m->found_bits[pattern >> 6] |= (uint64_t)1 << (pattern & 63);
  __builtin_prefetch(&m->rules->triggers_of[pattern]);
  return &found[m->n - 1];
}

/* A further occurrence of a pattern, to be filled in; *out NULL: there are enough. False: out of
 * memory. */
static bool add_occurrence(wt_rule_matcher *m, uint32_t pattern, uint8_t where,
                           wt_occurrence **out) {
  *out = NULL;
  wt_finding *f = finding_of(m, pattern);
  if (f == NULL) return false;
  f->where |= where;
  if (f->n == WT_RULE_KEPT) return true;
  wt_occurrence *all =
      wt_grow(m->occurrences, &m->occurrence_capacity, m->n_occurrences + 1, sizeof *all);
  if (all == NULL) return false;
  m->occurrences = all;
  uint32_t number = (uint32_t)m->n_occurrences++;
  if (f->n++ == 0)
    f->first = number;
  else
    all[f->last].next = number;
  f->last = number;
  all[number].next = WT_NO_OCCURRENCE;
  all[number].where = where;
  *out = &all[number];
  return true;
}

/* Notes what was seen. Each member is written where it stays: a struct that is put together and
 * then copied makes the processor wait for its own writes. */
static wt_status note_all(wt_rule_matcher *m, const wt_tokens *t, wt_error *error) {
  for (size_t i = 0; i < m->n_sightings; i++) {
    const wt_rule_sighting *s = &m->sightings[i];
    const wt_token *first = &t->tokens[s->first];
    wt_occurrence *o;
    if (!add_occurrence(m, s->pattern, first->zone == WT_ZONE_TITLE ? WT_IN_TITLE : WT_IN_BODY, &o))
      return wt_no_memory(error, "topic rules");
    if (o == NULL) continue;
    o->bytes = t->bytes;
    o->start = first->start;
    o->end = t->tokens[s->last].end;
    o->place = m->base + s->first;
  }
  m->n_sightings = 0;
  return WT_OK;
}

static inline wt_status see(wt_rule_matcher *m, const wt_tokens *t, uint32_t pattern,
                            uint32_t first, uint32_t last, wt_error *error) {
  wt_status status = m->n_sightings == WT_RULE_STEPS ? note_all(m, t, error) : WT_OK;
  if (status != WT_OK) return status;
  __builtin_prefetch(&m->found_at[pattern]);
  wt_rule_sighting *s = &m->sightings[m->n_sightings++];
  s->pattern = pattern;
  s->first = first;
  s->last = last;
  return WT_OK;
}

/* ---- words ------------------------------------------------------------------------------- */

static bool counts(const wt_token *token) {
  return token->zone != WT_ZONE_TEASER && token->zone != WT_ZONE_BOILERPLATE &&
         token->zone != WT_ZONE_BYLINE;
}

static void find_start(const wt_topic_rules *r, uint32_t root, uint64_t word, wt_rule_word *out) {
  const wt_rule_edge *edge = wt_rule_step(r, wt_rule_key(root, word));
  out->node[root] = edge == NULL ? WT_NO_NODE : edge->node;
  out->pattern[root] = edge == NULL ? WT_NO_PATTERN : edge->pattern;
}

/* The hash of a word's stem: the model knows it of the words that it was trained on. */
static wt_status find_stem(wt_rule_matcher *m, const wt_tokens *t, const wt_token *token,
                           uint64_t *stem, wt_error *error) {
  const char *text;
  size_t size;
  uint32_t term =
      m->same_stems ? wt_vocabulary_form(&m->model->vocabulary, token->hash) : WT_NO_TERM;
  if (term == WT_NO_TERM)
    return wt_stem(m->stemmer, wt_token_fold(t, token), token->fold_size, token->hash, &text, &size,
                   stem, error);
  *stem = m->model->vocabulary.terms[term].key;
  return WT_OK;
}

static wt_status learn_word(wt_rule_matcher *m, const wt_tokens *t, const wt_token *token,
                            size_t slot, wt_error *error) {
  wt_rule_word *word = &m->words[slot];
  uint64_t stem = token->hash;
  wt_status status = WT_OK;
  if (m->rules->has_stems && token->kind == WT_TOKEN_WORD)
    status = find_stem(m, t, token, &stem, error);
  if (status != WT_OK) return status;
  word->stem = stem;
  word->hash = token->hash | BEGINS;
  find_start(m->rules, 0, token->hash, word);
  find_start(m->rules, WT_STEM_ROOT, stem, word);
  for (int root = 0; root <= WT_STEM_ROOT; root++)
    if (word->node[root] != WT_NO_NODE || word->pattern[root] != WT_NO_PATTERN) return WT_OK;
  word->hash &= ~(uint64_t)BEGINS;
  return WT_OK;
}

static size_t slot_of(const wt_token *token) { return token->hash >> (64 - WT_RULE_CACHE_BITS); }

/* *slot: where the word stands in the tables. Hashes that are equal but for the last bit are taken
 * as equal words. */
static inline wt_status look_up(wt_rule_matcher *m, const wt_tokens *t, const wt_token *token,
                                size_t *slot, wt_error *error) {
  *slot = slot_of(token);
  if ((m->words[*slot].hash | BEGINS) == (token->hash | BEGINS)) return WT_OK;
  return learn_word(m, t, token, *slot, error);
}

/* What a phrase goes on with at a token: the word, or its stem. */
static inline wt_status word_at(wt_rule_matcher *m, const wt_tokens *t, uint32_t at, uint32_t stems,
                                uint64_t *word, wt_error *error) {
  const wt_token *token = &t->tokens[at];
  size_t slot;
  *word = token->hash;
  if (stems == 0) return WT_OK;
  wt_status status = look_up(m, t, token, &slot, error);
  if (status == WT_OK) *word = m->words[slot].stem;
  return status;
}

/* ---- phrases ------------------------------------------------------------------------------ */

/* The next word of a phrase, or t->n: hyphens and suffixes are looked through, a sentence ends it.
 */
static uint32_t next_word(const wt_tokens *t, uint32_t i) {
  for (i++; i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    if ((token->flags & WT_SENTENCE_START) != 0) break;
    if (wt_rule_passes(t, token)) continue;
    if (token->kind == WT_TOKEN_PUNCT) break;
    return i;
  }
  return (uint32_t)t->n;
}

/* Takes one step. *goes_on: the try is now that of the next word. */
static wt_status take_step(wt_rule_matcher *m, const wt_tokens *t, wt_rule_try *try, bool *goes_on,
                           wt_error *error) {
  const wt_rule_edge *edge = wt_rule_step(m->rules, try->key);
  wt_status status = WT_OK;
  *goes_on = false;
  if (edge == NULL) return WT_OK;
  if (edge->pattern != WT_NO_PATTERN)
    status = see(m, t, edge->pattern, try->first, try->last, error);
  if (status != WT_OK || edge->node == WT_NO_NODE) return status;
  try->last = next_word(t, try->last);
  if (try->last == t->n) return WT_OK;
  uint64_t word = 0;
  status = word_at(m, t, try->last, try->stems, &word, error);
  try->key = wt_rule_key(edge->node, word);
  *goes_on = true;
  return status;
}

/* Tries what was gathered, a word of all phrases at a time: first the filter, then the table. */
static wt_status try_all(wt_rule_matcher *m, const wt_tokens *t, wt_error *error) {
  wt_status status = WT_OK;
  while (status == WT_OK && m->n_tries > 0) {
    size_t n = 0, next = 0;
    for (size_t i = 0; i < m->n_tries; i++) {
      uint64_t bits = wt_rule_bits(m->tries[i].key);
      if ((*wt_rule_filter(m->rules, m->tries[i].key) & bits) != bits) continue;
      __builtin_prefetch(wt_rule_slot(m->rules, m->tries[i].key));
      m->tries[n++] = m->tries[i];
    }
    for (size_t i = 0; status == WT_OK && i < n; i++) {
      bool goes_on;
      status = take_step(m, t, &m->tries[i], &goes_on, error);
      if (!goes_on) continue;
      __builtin_prefetch(wt_rule_filter(m->rules, m->tries[i].key));
      m->tries[next++] = m->tries[i];
    }
    m->n_tries = next;
  }
  return status;
}

/* Notes the terms of one word that begin at a token, and gathers those that may go on. */
static wt_status start_terms(wt_rule_matcher *m, const wt_tokens *t, uint32_t first, size_t slot,
                             wt_error *error) {
  const wt_rule_word word = m->words[slot];
  uint32_t second = 0;
  for (uint32_t root = 0; root <= WT_STEM_ROOT; root++) {
    wt_status status = WT_OK;
    if (word.pattern[root] != WT_NO_PATTERN)
      status = see(m, t, word.pattern[root], first, first, error);
    if (status != WT_OK) return status;
    if (word.node[root] == WT_NO_NODE) continue;
    if (second == 0) second = next_word(t, first);
    if (second == t->n) continue;
    uint64_t step = 0;
    status = word_at(m, t, second, root, &step, error);
    if (status == WT_OK && m->n_tries == WT_RULE_STEPS) status = try_all(m, t, error);
    if (status != WT_OK) return status;
    wt_rule_try try = {wt_rule_key(word.node[root], step), first, second, root};
    __builtin_prefetch(wt_rule_filter(m->rules, try.key));
    m->tries[m->n_tries++] = try;
  }
  return WT_OK;
}

/* Fetches what will be asked of a word further on. */
static inline void fetch_ahead(const wt_rule_matcher *m, const wt_tokens *t, uint32_t i) {
  enum { AHEAD = 10 };
  if (i + AHEAD < t->n) __builtin_prefetch(&m->words[slot_of(&t->tokens[i + AHEAD])]);
}

static wt_status find_words(wt_rule_matcher *m, const wt_tokens *t, wt_error *error) {
  wt_status status = WT_OK;
  for (uint32_t i = 0; status == WT_OK && i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    size_t slot;
    fetch_ahead(m, t, i);
    if (token->kind == WT_TOKEN_PUNCT || (token->flags & WT_SUFFIX) != 0 || !counts(token))
      continue;
    status = look_up(m, t, token, &slot, error);
    if (status == WT_OK && (m->words[slot].hash & BEGINS) != 0)
      status = start_terms(m, t, i, slot, error);
  }
  if (status == WT_OK) status = try_all(m, t, error);
  return status == WT_OK ? note_all(m, t, error) : status;
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
  for (size_t i = 0; i < e->n_mentions && i < WT_RULE_KEPT; i++) {
    const wt_mention *mention = &e->mentions[i];
    wt_occurrence *o;
    if (mention->zone == WT_ZONE_TEASER || mention->zone == WT_ZONE_BOILERPLATE) continue;
    if (!add_occurrence(m, pattern, mention->zone == WT_ZONE_TITLE ? WT_IN_TITLE : WT_IN_BODY, &o))
      return false;
    if (o == NULL) continue;
    o->bytes = a->fields[mention->field].bytes;
    o->start = mention->start;
    o->end = mention->end;
    o->place = place_of(a, mention);
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

wt_status wt_rule_find_terms(wt_rule_matcher *m, const wt_topic_article *article, wt_error *error) {
  wt_status status = WT_OK;
  m->base = 0;
  m->n_tries = m->n_sightings = 0;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++) {
    status = find_words(m, &article->fields[f], error);
    m->base += (uint32_t)article->fields[f].n + BETWEEN_FIELDS;
  }
  if (status == WT_OK && !find_entities(m, article)) status = wt_no_memory(error, "topic rules");
  return status;
}
