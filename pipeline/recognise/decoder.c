#include "recognise/decoder.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum {
  SETS = 1 << 16, /* of the word cache: 2^14, 2^15, 2^16 give 2.9, 3.2, 3.7 million tokens/s */
  WAYS = 2,
  KEY = 24, /* longer words are not cached */
  REACH = 2 /* a gap of so many settled tokens does not part an island */
};

/* A lower-case word that the word features alone put so far (natural log) on the side of O stays
 * there without its context features. */
static const float SETTLED = 8;

/* A distinct word and, for each place of the window, the sum of its features' rows. */
typedef struct cached_word {
  char key[KEY];
  uint32_t size; /* 0: free */
  wt_word word;
  int16_t sums[WT_PLACES][WT_ROW];
} cached_word;

/* The stretch of a field that is being decoded; token t is number t - first of the lattice. */
typedef struct island {
  const wt_tokens *tokens;
  const uint32_t *codes;
  wt_field field;
  wt_sentence sentence;
  uint32_t first, end;
} island;

struct wt_decoder {
  const wt_sequence_model *model;
  wt_row_table rows;
  wt_class_lookup classes;
  wt_transitions transitions;
  int settled; /* SETTLED in units of the model */
  bool score_all;
  cached_word (*cache)[WAYS]; /* [SETS] */
  uint8_t *replace;           /* [SETS] the way to replace next */
  cached_word long_word;
  int16_t border[WT_PLACES][WT_ROW];
  wt_surroundings surroundings;
  wt_lattice lattice;
  wt_word words[WT_LATTICE_TOKENS + 2 * WT_WINDOW]; /* of the island and WT_WINDOW beyond */
  uint32_t sets[WT_LATTICE_TOKENS + 2 * WT_WINDOW]; /* of the same, in the cache */
  size_t next_hit;                                  /* the first that no island has looked at */
};

/* ---- words ---------------------------------------------------------------------------- */

/* Half a row: eight labels in one register. */
typedef uint16_t sums8 __attribute__((vector_size(16))); /* unsigned: hostile rows may wrap */
typedef int8_t row8 __attribute__((vector_size(8)));

static inline sums8 load_sums(const int16_t *from) {
  sums8 sums;
  memcpy(&sums, from, sizeof sums);
  return sums;
}

static inline sums8 load_row(const int8_t *from) {
  row8 row;
  memcpy(&row, from, sizeof row);
  return __builtin_convertvector(row, sums8);
}

static inline void add_sums(int16_t *to, const int16_t *sums) {
  for (int half = 0; half < WT_ROW; half += 8) {
    sums8 sum = load_sums(to + half) + load_sums(sums + half);
    memcpy(to + half, &sum, sizeof sum);
  }
}

/* Adds the rows of features [n], which it reorders. All lines are asked for before the first is
 * needed. */
static void add_features(const wt_decoder *d, uint32_t *features, int n, int16_t *sums) {
  int likely = 0;
  for (int i = 0; i < n; i++) {
    uint32_t feature = features[i];
    features[likely] = feature;
    likely += wt_row_likely(&d->rows, feature);
  }
  for (int i = 0; i < likely; i++) __builtin_prefetch(wt_row_home(&d->rows, features[i]));
  sums8 low = load_sums(sums), high = load_sums(sums + 8);
  for (int i = 0; i < likely; i++) {
    const int8_t *row = wt_row_find(&d->rows, features[i]);
    if (row == NULL) continue;
    low += load_row(row);
    high += load_row(row + 8);
  }
  memcpy(sums, &low, sizeof low);
  memcpy(sums + 8, &high, sizeof high);
}

static void sum_places(const wt_decoder *d, const wt_tokens *tokens, const wt_token *token,
                       const wt_word *word, int16_t sums[WT_PLACES][WT_ROW]) {
  uint32_t features[WT_WORD_FEATURES];
  memset(sums, 0, sizeof(int16_t[WT_PLACES][WT_ROW]));
  for (int place = 0; place < WT_PLACES; place++) {
    int n = wt_word_features(tokens, token, word, place, features);
    add_features(d, features, n, sums[place]);
  }
}

/* The set of a word in the cache, which is asked for. */
static uint32_t set_of(const wt_decoder *d, const wt_tokens *tokens, const wt_token *token) {
  uint32_t size = token->end - token->start;
  uint32_t set = wt_hash(tokens->bytes + token->start, size <= KEY ? size : KEY) & (SETS - 1);
  const char *entry = (const char *)&d->cache[set][0];
  for (size_t at = 0; at < sizeof d->cache[set][0]; at += 64) __builtin_prefetch(entry + at);
  return set;
}

/* The word in its set; borrowed until the next call. */
static const cached_word *word_of(wt_decoder *d, const wt_tokens *tokens, const wt_token *token,
                                  uint32_t set) {
  const char *bytes = tokens->bytes + token->start;
  uint32_t size = token->end - token->start;
  cached_word *slot = &d->long_word;
  if (size <= KEY) {
    for (int way = 0; way < WAYS; way++) {
      slot = &d->cache[set][way];
      if (slot->size == size && memcmp(slot->key, bytes, size) == 0) return slot;
    }
    slot = &d->cache[set][d->replace[set]];
    d->replace[set] = (uint8_t)((d->replace[set] + 1) % WAYS);
    memcpy(slot->key, bytes, size);
  }
  slot->size = size;
  wt_word_describe(tokens, token, &d->classes, &slot->word);
  sum_places(d, tokens, token, &slot->word, slot->sums);
  return slot;
}

wt_status wt_decoder_new(const wt_sequence_model *model, wt_decoder **out, wt_error *error) {
  wt_decoder *d = wt_calloc(1, sizeof *d);
  if (d == NULL) return wt_no_memory(error, "recogniser");
  d->cache = wt_calloc(SETS, sizeof *d->cache);
  d->replace = wt_calloc(SETS, 1);
  if (d->cache == NULL || d->replace == NULL) {
    wt_decoder_free(d);
    return wt_no_memory(error, "recogniser");
  }
  d->model = model;
  d->rows = wt_sequence_model_rows(model);
  d->classes = wt_sequence_model_classes(model);
  d->settled = wt_sequence_model_units(model, SETTLED);
  wt_transitions_fill(wt_sequence_model_transitions(model), &d->transitions);
  sum_places(d, NULL, NULL, NULL, d->border);
  *out = d;
  return WT_OK;
}

void wt_decoder_free(wt_decoder *d) {
  if (d == NULL) return;
  wt_free(d->cache);
  wt_free(d->replace);
  wt_surroundings_release(&d->surroundings);
  wt_lattice_release(&d->lattice);
  wt_free(d);
}

void wt_decoder_score_all(wt_decoder *d) { d->score_all = true; }

/* ---- scoring an island ---------------------------------------------------------------- */

/* What may begin or end a name. Addresses and handles hold none. */
static bool is_interesting(const wt_token *token, uint32_t code) {
  if (token->flags & WT_IN_ADDRESS) return false;
  return code != 0 || (token->kind == WT_TOKEN_WORD && token->letter_case != WT_CASE_LOWER);
}

/* Word scores: each word in reach of the island adds its sums to its neighbours. */
static void score_words(wt_decoder *d, const island *i) {
  int16_t(*scores)[WT_ROW] = d->lattice.scores;
  memset(scores, 0, (i->end - i->first) * sizeof *scores);
  int64_t low = (int64_t)i->first - WT_WINDOW, high = (int64_t)i->end + WT_WINDOW;
  for (int64_t u = low; u < high; u++)
    if (u >= i->sentence.first && u < i->sentence.end)
      d->sets[u - low] = set_of(d, i->tokens, &i->tokens->tokens[u]);
  for (int64_t u = low; u < high; u++) {
    const int16_t(*sums)[WT_ROW] = (const int16_t(*)[WT_ROW])d->border;
    if (u >= i->sentence.first && u < i->sentence.end) {
      const cached_word *cached = word_of(d, i->tokens, &i->tokens->tokens[u], d->sets[u - low]);
      d->words[u - low] = cached->word;
      sums = cached->sums;
    }
    for (int place = 0; place < WT_PLACES; place++) {
      int64_t t = u - place + WT_WINDOW; /* the token that has u at this place */
      if (t >= i->first && t < i->end) add_sums(scores[t - i->first], sums[place]);
    }
  }
}

/* Whether a token needs no context: see SETTLED. */
static bool is_settled(const wt_decoder *d, const island *i, uint32_t t) {
  if (d->score_all || is_interesting(&i->tokens->tokens[t], i->codes[t])) return false;
  const int16_t *scores = d->lattice.scores[t - i->first];
  int16_t most = scores[0];
  for (int l = 1; l < WT_ROW; l++)
    if (scores[l] > most) most = scores[l];
  return most < -d->settled;
}

static void score_contexts(wt_decoder *d, const island *i) {
  uint32_t features[WT_CONTEXT_FEATURES];
  for (uint32_t t = i->first; t < i->end; t++) {
    if (is_settled(d, i, t)) continue;
    const wt_word *words[WT_PLACES];
    for (int place = 0; place < WT_PLACES; place++) {
      int64_t u = (int64_t)t + place - WT_WINDOW;
      bool outside = u < i->sentence.first || u >= i->sentence.end;
      words[place] = outside ? NULL : &d->words[t - i->first + (uint32_t)place];
    }
    int n = wt_context_features(&d->surroundings, i->field, t, words, features);
    add_features(d, features, n, d->lattice.scores[t - i->first]);
  }
}

/* Addresses hold no names. A gazetteer entry that the user marked as certain is a fixed point (no
 * hit lies in an address); of two that overlap the first holds. Hits and islands both go forward,
 * so each hit is looked at once. */
static void fix_labels(wt_decoder *d, const island *i, const wt_hits *hits) {
  uint8_t *fixed = d->lattice.fixed;
  for (uint32_t t = i->first; t < i->end; t++)
    fixed[t - i->first] = i->tokens->tokens[t].flags & WT_IN_ADDRESS ? WT_OUTSIDE : WT_FREE;
  uint32_t done = i->first;
  for (; d->next_hit < hits->n && hits->items[d->next_hit].first < i->end; d->next_hit++) {
    const wt_hit *hit = &hits->items[d->next_hit];
    if (!hit->certain || hit->first < done || hit->end > i->end) continue;
    for (uint32_t t = hit->first; t < hit->end; t++)
      fixed[t - i->first] =
          (uint8_t)wt_label((wt_type)hit->best, wt_part_of(t - hit->first, hit->end - hit->first));
    done = hit->end;
  }
}

/* ---- spans ---------------------------------------------------------------------------- */

static wt_status add_span(wt_decoder *d, uint32_t first, size_t from, size_t to, wt_spans *out,
                          wt_error *error) {
  const wt_lattice *l = &d->lattice;
  int32_t margin = wt_lattice_margin(l, from);
  for (size_t t = from + 1; t < to; t++) {
    int32_t here = wt_lattice_margin(l, t);
    if (here < margin) margin = here;
  }
  wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "recogniser");
  out->items = items;
  items[out->n++] = (wt_span){.first = first + (uint32_t)from,
                              .end = first + (uint32_t)to,
                              .type = wt_label_type(l->labels[from]),
                              .score = wt_sequence_model_confidence(d->model, margin),
                              .how = WT_HOW_MODEL,
                              .rule = "model"};
  return WT_OK;
}

/* Most islands hold no name; only those that do are looked at backwards too. */
static wt_status add_spans(wt_decoder *d, const island *i, wt_spans *out, wt_error *error) {
  const uint8_t *labels = d->lattice.labels;
  size_t n = i->end - i->first;
  bool looked_back = false;
  for (size_t t = 0, end; t < n; t = end) {
    end = t + 1;
    if (labels[t] == WT_OUTSIDE) continue;
    while (end < n && wt_label_open(labels[end - 1])) end++;
    if (!looked_back) wt_lattice_look_back(&d->lattice, &d->transitions, n);
    looked_back = true;
    wt_status status = add_span(d, i->first, t, end, out, error);
    if (status != WT_OK) return status;
  }
  return WT_OK;
}

/* ---- the article ---------------------------------------------------------------------- */

/* Finds the next island at `from` or behind it, which no earlier one has reached. */
static bool next_island(const wt_decoder *d, uint32_t from, island *i) {
  const wt_token *tokens = i->tokens->tokens;
  uint32_t t = from, end = i->sentence.end;
  while (t < end && !d->score_all && !is_interesting(&tokens[t], i->codes[t])) t++;
  if (t >= end) return false;
  uint32_t last = t, most = end - t < WT_LATTICE_TOKENS ? end : t + WT_LATTICE_TOKENS;
  for (uint32_t u = t + 1; u < most && (d->score_all || u <= last + 1 + REACH); u++)
    if (d->score_all || is_interesting(&tokens[u], i->codes[u])) last = u;
  i->first = t;
  i->end = last + 1;
  for (int more = 0; more < 2 && i->first > from; more++) /* "al-Muhandis" has two more */
    if (more == 0 || tokens[i->first].kind == WT_TOKEN_PUNCT) i->first--;
  for (int more = 0; more < 2 && i->end < end; more++) /* and so has "Covid-19" */
    if (more == 0 || tokens[i->end - 1].kind == WT_TOKEN_PUNCT) i->end++;
  if (i->end - i->first > WT_LATTICE_TOKENS) i->end = i->first + WT_LATTICE_TOKENS;
  return true;
}

static wt_status decode_sentence(wt_decoder *d, island *i, const wt_hits *hits, wt_spans *out,
                                 wt_error *error) {
  for (uint32_t from = i->sentence.first; next_island(d, from, i); from = i->end) {
    if (!wt_lattice_reserve(&d->lattice, i->end - i->first))
      return wt_no_memory(error, "recogniser");
    score_words(d, i);
    score_contexts(d, i);
    fix_labels(d, i, hits);
    wt_lattice_solve(&d->lattice, &d->transitions, i->end - i->first);
    wt_status status = add_spans(d, i, out, error);
    if (status != WT_OK) return status;
  }
  return WT_OK;
}

wt_status wt_decode(wt_decoder *d, const wt_tokens fields[WT_FIELDS], const wt_hits hits[WT_FIELDS],
                    wt_spans out[WT_FIELDS], wt_error *error) {
  wt_status status = wt_surroundings_fill(&d->surroundings, fields, hits, error);
  for (int f = 0; f < WT_FIELDS; f++) {
    island i = {.tokens = &fields[f], .codes = d->surroundings.codes[f], .field = (wt_field)f};
    out[f].n = 0;
    d->next_hit = 0;
    for (size_t s = 0; status == WT_OK && s < fields[f].n_sentences; s++) {
      i.sentence = fields[f].sentences[s];
      status = decode_sentence(d, &i, &hits[f], &out[f], error);
    }
  }
  return status;
}
