#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cli/interrupt.h"
#include "cli/risk.h"
#include "match/key.h"

enum { WORDS = 3 }; /* longer names are no ordinary words */

void risk_release(risk *r) {
  wt_free(r->counts);
  wt_free(r->people);
  wt_free(r->hits.items);
  wt_table_release(&r->keys);
  wt_table_release(&r->words);
  wt_tokens_release(&r->tokens);
  wt_buffer_release(&r->texts);
  wt_buffer_release(&r->key);
  *r = (risk){0};
}

static wt_status tokenize(risk *r, const char *text, size_t size, wt_error *error) {
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)size};
  return wt_tokenize(text, size, &zone, 1, &r->tokens, error);
}

/* ---- the list ----------------------------------------------------------------------- */

static bool is_word(const wt_token *t) {
  return t->kind == WT_TOKEN_WORD && (t->flags & WT_SUFFIX) == 0;
}

static risk_people *people_of(risk *r, const wt_token *token) {
  uint32_t *index = wt_table_add(&r->words, token->hash, (uint32_t)r->n_people);
  if (index == NULL) return NULL;
  if (*index == r->n_people) {
    risk_people *grown = wt_grow(r->people, &r->people_capacity, r->n_people + 1, sizeof *grown);
    if (grown == NULL) return NULL;
    r->people = grown;
    r->people[r->n_people++] = (risk_people){0};
  }
  return &r->people[*index];
}

/* Counts the first and the last word of a person's name. */
static wt_status count_person(risk *r, const char *name, wt_error *error) {
  wt_status status = tokenize(r, name, strlen(name), error);
  if (status != WT_OK) return status;
  const wt_token *first = NULL, *last = NULL;
  for (size_t i = 0; i < r->tokens.n; i++) {
    const wt_token *t = &r->tokens.tokens[i];
    if (!is_word(t)) continue;
    if (first == NULL) first = t;
    last = t;
  }
  if (first == last) return WT_OK;
  risk_people *p = people_of(r, first);
  if (p != NULL) p->first++;
  p = people_of(r, last);
  if (p != NULL) p->last++;
  return WT_OK;
}

wt_status risk_open(risk *r, const wt_gazetteer *gazetteer, wt_error *error) {
  r->gazetteer = gazetteer;
  r->n_names = wt_gazetteer_n_names(gazetteer);
  size_t n_entries = wt_gazetteer_n_entries(gazetteer);
  r->counts = wt_calloc(r->n_names, sizeof *r->counts);
  if (r->counts == NULL || !wt_table_begin(&r->keys, r->n_names) ||
      !wt_table_begin(&r->words, 2 * n_entries))
    return wt_no_memory(error, "names");
  for (uint32_t name = 0; name < r->n_names; name++) {
    char key[256];
    size_t size = wt_gazetteer_key(gazetteer, name, key);
    wt_table_add(&r->keys, wt_hash(key, size), name);
  }
  wt_status status = WT_OK;
  for (uint32_t i = 0; status == WT_OK && i < n_entries; i++) {
    wt_entry e;
    wt_gazetteer_entry(gazetteer, i, &e);
    if (e.type == WT_PERSON && !e.veto) status = count_person(r, e.name, error);
  }
  return status;
}

/* ---- the sample --------------------------------------------------------------------- */

/* Counts the runs of words in lower case that would be a name. */
static void count_lower(risk *r) {
  const wt_tokens *t = &r->tokens;
  for (size_t i = 0; i < t->n; i++) {
    wt_buffer_clear(&r->key);
    for (size_t k = i; k < t->n && k < i + WORDS; k++) {
      const wt_token *token = &t->tokens[k];
      wt_key_part part;
      if (!is_word(token) || token->letter_case != WT_CASE_LOWER) break;
      if (k > i && (token->flags & WT_SENTENCE_START) != 0) break;
      if (wt_key_of(t, k, &part) != WT_STEP_PART) break;
      if (k > i) wt_buffer_byte(&r->key, ' ');
      wt_buffer_append(&r->key, part.bytes, part.size);
      const uint32_t *name = wt_table_find(&r->keys, wt_hash(r->key.data, r->key.size));
      if (name != NULL && r->counts[*name].lower < UINT32_MAX) r->counts[*name].lower++;
    }
  }
}

/* Keeps some words around a hit, on one line. */
static void keep_context(risk *r, risk_counts *c, const wt_hit *hit) {
  enum { TOKENS = 5 };
  size_t slot = 0;
  while (slot < RISK_CONTEXTS && c->contexts[slot] != 0) slot++;
  if (slot == RISK_CONTEXTS || r->texts.size > UINT32_MAX - 4096) return;
  const wt_tokens *t = &r->tokens;
  size_t first = hit->first > TOKENS ? hit->first - TOKENS : 0;
  size_t last = hit->end + TOKENS < t->n ? hit->end + TOKENS : t->n;
  size_t start = t->tokens[first].start, end = t->tokens[last - 1].end;
  if (end - start > 400) return;
  c->contexts[slot] = (uint32_t)r->texts.size + 1;
  for (size_t i = start; i < end; i++) {
    unsigned char byte = (unsigned char)t->bytes[i];
    wt_buffer_byte(&r->texts, byte < 0x20 || byte == 0x7F ? ' ' : (char)byte);
  }
  wt_buffer_byte(&r->texts, '\0');
}

static wt_status count_text(risk *r, const char *text, size_t size, wt_error *error) {
  if (size == 0) return WT_OK;
  wt_status status = tokenize(r, text, size, error);
  if (status == WT_TOO_LARGE) return WT_OK;
  if (status == WT_OK) status = wt_match(&r->gazetteer, 1, &r->tokens, WT_LONGEST, &r->hits, error);
  if (status != WT_OK) return status;
  count_lower(r);
  for (size_t i = 0; i < r->hits.n; i++) {
    risk_counts *c = &r->counts[r->hits.items[i].name];
    if (c->found < UINT32_MAX) c->found++;
    keep_context(r, c, &r->hits.items[i]);
  }
  return r->texts.failed || r->key.failed ? wt_no_memory(error, "sample") : WT_OK;
}

static wt_status count_batch(risk *r, wt_parser *parser, const wt_batch *batch, wt_error *error) {
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < batch->n; i++) {
    wt_article a;
    wt_error broken = {0};
    status = wt_parse(parser, &batch->records[i], &a, &broken);
    if (status == WT_BAD_INPUT) {
      status = WT_OK;
      continue;
    }
    if (status != WT_OK) {
      *error = broken;
      break;
    }
    r->articles++;
    status = count_text(r, a.title, a.title_size, error);
    if (status == WT_OK) status = count_text(r, a.text, a.text_size, error);
  }
  return status;
}

wt_status risk_count(risk *r, const char *const *paths, size_t n_paths, wt_error *error) {
  wt_dump *dump = NULL;
  wt_parser *parser = NULL;
  wt_batch batch = {0};
  wt_status status = wt_dump_open(paths, n_paths, NULL, &dump, error);
  if (status == WT_OK) status = wt_parser_new(wt_fields_preset("default"), &parser, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (status != WT_OK || batch.n == 0) break;
    status = count_batch(r, parser, &batch, error);
    if (status == WT_OK && interrupt_signal() != 0)
      status = wt_fail(error, WT_STOPPED, "", "interrupted");
  }
  wt_batch_release(&batch);
  wt_parser_free(parser);
  wt_dump_close(dump);
  return status;
}
