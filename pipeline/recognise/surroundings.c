#include "recognise/surroundings.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "recognise/labels.h"

/* ---- words ---------------------------------------------------------------------------- */

static wt_usage *slot_of(const wt_surroundings *s, uint64_t hash) {
  size_t mask = s->usage_capacity - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask)
    if (s->usage[i].hash == hash || s->usage[i].hash == 0) return &s->usage[i];
}

const wt_usage *wt_usage_of(const wt_surroundings *s, uint64_t hash) { return slot_of(s, hash); }

static void count(uint16_t *n) {
  if (*n < UINT16_MAX) (*n)++;
}

static bool has_capital(const wt_token *token) {
  return token->kind == WT_TOKEN_WORD && token->letter_case != WT_CASE_LOWER;
}

static void use_capital(wt_surroundings *s, const wt_token *token, wt_style style, wt_place place) {
  wt_usage *u = slot_of(s, token->hash);
  u->hash = token->hash;
  s->capitals[token->hash % WT_CAPITAL_BITS / 64] |= UINT64_C(1) << token->hash % 64;
  u->codes |= s->codes[place.field][place.token];
  if (u->n_places < WT_USAGE_PLACES) u->places[u->n_places++] = place;
  if (style == WT_STYLE_UPPER) return;
  if (token->letter_case == WT_CASE_UPPER)
    count(&u->shout);
  else if (style == WT_STYLE_NORMAL && (token->flags & WT_SENTENCE_START) == 0)
    count(&u->capital);
  else
    count(&u->start);
}

/* Counts lower case of the words that have a slot. */
static void use_lower(wt_surroundings *s, const wt_token *token, wt_style style) {
  if ((s->capitals[token->hash % WT_CAPITAL_BITS / 64] >> token->hash % 64 & 1) == 0) return;
  wt_usage *u = slot_of(s, token->hash);
  if (u->hash != 0 && style != WT_STYLE_LOWER) count(&u->lower);
}

/* ---- sentences ------------------------------------------------------------------------ */

typedef struct case_counts {
  unsigned lower, long_lower, capital, upper, numbers;
} case_counts;

static case_counts count_cases(const wt_tokens *tokens, const wt_sentence *sentence) {
  case_counts c = {0};
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    const wt_token *token = &tokens->tokens[t];
    size_t size = token->end - token->start;
    if (token->kind == WT_TOKEN_NUMBER) c.numbers++;
    if (token->kind != WT_TOKEN_WORD) continue;
    if (token->letter_case == WT_CASE_LOWER) {
      c.lower++;
      c.long_lower += size > 4;
    } else if (token->letter_case == WT_CASE_UPPER && size > 1) {
      c.upper++;
    } else if (token->letter_case != WT_CASE_NONE) {
      c.capital++;
    }
  }
  return c;
}

static wt_style style_of(const case_counts *c) {
  unsigned capitals = c->capital + c->upper;
  if (c->upper > 2 && c->upper > 4 * (c->lower + c->capital)) return WT_STYLE_UPPER;
  if (capitals > 2 && capitals > 2 * c->long_lower && capitals > c->lower) return WT_STYLE_TITLE;
  return c->lower > 4 && capitals == 0 ? WT_STYLE_LOWER : WT_STYLE_NORMAL;
}

/* None, one, few or many of n. */
static unsigned share(unsigned part, unsigned n) {
  return part == 0 ? 0 : part == 1 ? 1 : part * 3 < n ? 2 : 3;
}

/* Tables of results, lists of names and prose tell themselves apart by these. */
static uint8_t kind_of(const case_counts *c, unsigned n) {
  unsigned length = n < 4 ? 0 : n < 8 ? 1 : n < 14 ? 2 : 3;
  return (uint8_t)(length | share(c->numbers, n) << 2 | share(c->lower, n) << 4);
}

/* ---- the article ---------------------------------------------------------------------- */

static void fill_codes(uint32_t *codes, size_t n_tokens, const wt_hits *hits) {
  memset(codes, 0, n_tokens * sizeof *codes);
  for (size_t h = 0; h < hits->n; h++) {
    const wt_hit *hit = &hits->items[h];
    for (uint32_t t = hit->first; t < hit->end; t++) {
      int part = wt_part_of(t - hit->first, hit->end - hit->first);
      for (int type = 0; type < WT_TYPES; type++)
        if (hit->types >> type & 1) codes[t] |= 1u << (4 * type + part + (hit->weak ? 16 : 0));
    }
  }
}

/* Makes room for an article and clears what is added up. */
static wt_status start_article(wt_surroundings *s, const wt_tokens fields[WT_FIELDS],
                               wt_error *error) {
  size_t n = 0, capacity = 64;
  for (int f = 0; f < WT_FIELDS; f++) {
    for (size_t t = 0; t < fields[f].n; t++) n += has_capital(&fields[f].tokens[t]);
    uint32_t *codes = wt_grow(s->codes[f], &s->code_capacity[f], fields[f].n, sizeof *codes);
    if (codes == NULL) return wt_no_memory(error, "recogniser");
    s->codes[f] = codes;
    wt_sentence_look *looks =
        wt_grow(s->looks[f], &s->look_capacity[f], fields[f].n_sentences, sizeof *looks);
    if (looks == NULL) return wt_no_memory(error, "recogniser");
    s->looks[f] = looks;
  }
  while (capacity < 2 * n) capacity *= 2;
  wt_usage *usage = wt_grow(s->usage, &s->usage_allocated, capacity, sizeof *usage);
  if (usage == NULL) return wt_no_memory(error, "recogniser");
  s->usage = usage;
  s->usage_capacity = capacity;
  memset(usage, 0, capacity * sizeof *usage);
  memset(s->capitals, 0, sizeof s->capitals);
  s->fields = fields;
  return WT_OK;
}

static void read_sentence(wt_surroundings *s, uint32_t field, size_t index) {
  const wt_tokens *tokens = &s->fields[field];
  const wt_sentence *sentence = &tokens->sentences[index];
  case_counts c = count_cases(tokens, sentence);
  wt_style style = style_of(&c);
  s->looks[field][index] = (wt_sentence_look){.style = (uint8_t)style,
                                              .kind = kind_of(&c, sentence->end - sentence->first)};
  for (uint32_t t = sentence->first; t < sentence->end; t++)
    if (has_capital(&tokens->tokens[t]))
      use_capital(s, &tokens->tokens[t], style, (wt_place){field, t});
}

wt_status wt_surroundings_fill(wt_surroundings *s, const wt_tokens fields[WT_FIELDS],
                               const wt_hits hits[WT_FIELDS], wt_error *error) {
  wt_status status = start_article(s, fields, error);
  if (status != WT_OK) return status;
  for (uint32_t f = 0; f < WT_FIELDS; f++) {
    fill_codes(s->codes[f], fields[f].n, &hits[f]);
    for (size_t i = 0; i < fields[f].n_sentences; i++) read_sentence(s, f, i);
  }
  for (int f = 0; f < WT_FIELDS; f++)
    for (size_t t = 0; t < fields[f].n; t++) {
      const wt_token *token = &fields[f].tokens[t];
      if (token->kind == WT_TOKEN_WORD && token->letter_case == WT_CASE_LOWER)
        use_lower(s, token, (wt_style)s->looks[f][token->sentence].style);
    }
  return WT_OK;
}

void wt_surroundings_release(wt_surroundings *s) {
  wt_free(s->usage);
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(s->codes[f]);
    wt_free(s->looks[f]);
  }
  *s = (wt_surroundings){0};
}
