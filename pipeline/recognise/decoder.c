#include "recognise/decoder.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum {
  SETS = 1 << 14, /* of the word cache */
  WAYS = 2,
  KEY = 24,  /* longer words are not cached */
  REACH = 2, /* a gap of so many settled tokens does not part an island */
  IMPOSSIBLE = -(1 << 28)
};

/* A distinct word and, for each place of the window, the sum of its features' rows. */
typedef struct cached_word {
  char key[KEY];
  uint32_t size; /* 0: free */
  wt_word word;
  int16_t sums[WT_PLACES][WT_ROW];
} cached_word;

/* One island in the making; token i of it is token first + i of the field. */
typedef struct island {
  int32_t (*scores)[WT_LABELS];   /* [n] */
  int32_t (*forward)[WT_LABELS];  /* [n] best score of a path that ends here */
  int32_t (*backward)[WT_LABELS]; /* [n] best score of what follows */
  uint8_t (*from)[WT_LABELS];     /* [n] the label before, on that path */
  uint8_t *labels;                /* [n] */
  size_t capacity;
} island;

struct wt_decoder {
  const wt_sequence_model *model;
  wt_class_lookup classes;
  const int16_t (*transitions)[WT_LABELS];
  cached_word (*cache)[WAYS]; /* [SETS] */
  uint8_t *replace;           /* [SETS] the way to replace next */
  cached_word long_word;
  int16_t border[WT_PLACES][WT_ROW];
  wt_surroundings surroundings;
  wt_word *words; /* [tokens of the largest sentence] */
  size_t word_capacity;
  size_t next_hit; /* the first that no island has looked at */
  island island;
};

/* ---- words -------------------------------------------------------------------------- */

static void add_row(const wt_sequence_model *model, uint32_t feature, int16_t *sums) {
  const int8_t *row = wt_sequence_model_row(model, feature);
  if (row == NULL) return;
  for (int l = 0; l < WT_ROW; l++) sums[l] = (int16_t)(sums[l] + row[l]);
}

static void sum_places(const wt_decoder *d, const wt_tokens *tokens, const wt_token *token,
                       const wt_word *word, int16_t sums[WT_PLACES][WT_ROW]) {
  uint32_t features[WT_WORD_FEATURES];
  memset(sums, 0, sizeof(int16_t[WT_PLACES][WT_ROW]));
  for (int place = 0; place < WT_PLACES; place++) {
    int n = wt_word_features(tokens, token, word, place, features);
    for (int i = 0; i < n; i++) add_row(d->model, features[i], sums[place]);
  }
}

static const cached_word *word_of(wt_decoder *d, const wt_tokens *tokens, const wt_token *token) {
  const char *bytes = tokens->bytes + token->start;
  uint32_t size = token->end - token->start;
  cached_word *slot = &d->long_word;
  if (size <= KEY) {
    size_t set = wt_hash(bytes, size) & (SETS - 1);
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
  d->classes = wt_sequence_model_classes(model);
  d->transitions = wt_sequence_model_transitions(model);
  sum_places(d, NULL, NULL, NULL, d->border);
  *out = d;
  return WT_OK;
}

void wt_decoder_free(wt_decoder *d) {
  if (d == NULL) return;
  wt_free(d->cache);
  wt_free(d->replace);
  wt_free(d->words);
  wt_surroundings_release(&d->surroundings);
  wt_free(d->island.scores);
  wt_free(d->island.forward);
  wt_free(d->island.backward);
  wt_free(d->island.from);
  wt_free(d->island.labels);
  wt_free(d);
}

/* ---- scoring an island -------------------------------------------------------------- */

static bool reserve_island(island *s, size_t n) {
  if (n <= s->capacity) return true;
  size_t want = n + n / 2 + 64, c = 0;
  void *memory;
#define GROW(member)                                        \
  c = s->capacity;                                          \
  memory = wt_grow(s->member, &c, want, sizeof *s->member); \
  if (memory == NULL) return false;                         \
  s->member = memory
  GROW(scores);
  GROW(forward);
  GROW(backward);
  GROW(from);
  GROW(labels);
#undef GROW
  s->capacity = want;
  return true;
}

static void add_sums(int32_t *scores, const int16_t *sums) {
  for (int l = 0; l < WT_ROW; l++) scores[l + 1] += sums[l];
}

/* Word scores: each word of the sentence in reach of the island adds its sums to its neighbours. */
static void score_words(wt_decoder *d, const wt_tokens *tokens, const wt_sentence *sentence,
                        uint32_t first, uint32_t end) {
  int32_t(*scores)[WT_LABELS] = d->island.scores;
  memset(scores, 0, (end - first) * sizeof *scores);
  int64_t low = (int64_t)first - WT_WINDOW, high = (int64_t)end + WT_WINDOW;
  for (int64_t u = low; u < high; u++) {
    bool outside = u < sentence->first || u >= sentence->end;
    const cached_word *cached = NULL;
    if (!outside) {
      cached = word_of(d, tokens, &tokens->tokens[u]);
      d->words[u - sentence->first] = cached->word;
    }
    for (int place = 0; place < WT_PLACES; place++) {
      int64_t t = u - place + WT_WINDOW; /* the token that has u at this place */
      if (t < first || t >= end) continue;
      add_sums(scores[t - first], outside ? d->border[place] : cached->sums[place]);
    }
  }
}

static void score_contexts(wt_decoder *d, const wt_tokens *tokens, wt_field field,
                           const wt_sentence *sentence, uint32_t first, uint32_t end) {
  uint32_t features[WT_CONTEXT_FEATURES];
  for (uint32_t t = first; t < end; t++) {
    const wt_word *words[WT_PLACES];
    for (int place = 0; place < WT_PLACES; place++) {
      int64_t u = (int64_t)t + place - WT_WINDOW;
      words[place] =
          u < sentence->first || u >= sentence->end ? NULL : &d->words[u - sentence->first];
    }
    int n = wt_context_features(&d->surroundings, tokens, field, t, words, features);
    int16_t sums[WT_ROW] = {0};
    for (int i = 0; i < n; i++) add_row(d->model, features[i], sums);
    add_sums(d->island.scores[t - first], sums);
  }
}

/* A gazetteer entry that the user marked as certain is a fixed point: other labels are impossible.
 * Hits and islands both go forward, so each hit is looked at once. */
static void fix_certain(wt_decoder *d, const wt_hits *hits, uint32_t first, uint32_t end) {
  while (d->next_hit < hits->n && hits->items[d->next_hit].first < first) d->next_hit++;
  for (; d->next_hit < hits->n && hits->items[d->next_hit].first < end; d->next_hit++) {
    const wt_hit *hit = &hits->items[d->next_hit];
    if (!hit->certain || hit->end > end) continue;
    for (uint32_t t = hit->first; t < hit->end; t++) {
      int part = hit->end - hit->first == 1 ? WT_PART_U
                 : t == hit->first          ? WT_PART_B
                 : t + 1 == hit->end        ? WT_PART_L
                                            : WT_PART_I;
      for (int l = 0; l < WT_LABELS; l++)
        if (l != wt_label((wt_type)hit->best, part)) d->island.scores[t - first][l] = IMPOSSIBLE;
    }
  }
}

/* Names inside URLs, e-mail addresses and handles are no mentions. */
static void close_addresses(wt_decoder *d, const wt_tokens *tokens, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    for (int l = 1; l < WT_LABELS && tokens->tokens[t].flags & WT_IN_ADDRESS; l++)
      d->island.scores[t - first][l] = IMPOSSIBLE;
}

/* ---- Viterbi ------------------------------------------------------------------------ */

/* forward[t][y] = score[t][y] + max over legal x of forward[t-1][x] + transition[x][y], with O
 * before the first token and after the last; backward likewise, without the score of t itself. */
static void viterbi(wt_decoder *d, size_t n) {
  island *s = &d->island;
  const int16_t(*transition)[WT_LABELS] = d->transitions;
  for (int y = 0; y < WT_LABELS; y++) {
    bool legal = wt_label_legal(WT_OUTSIDE, y);
    s->forward[0][y] = legal ? s->scores[0][y] + transition[WT_OUTSIDE][y] : IMPOSSIBLE;
    s->from[0][y] = WT_OUTSIDE;
  }
  for (size_t t = 1; t < n; t++) {
    for (int y = 0; y < WT_LABELS; y++) {
      int32_t best = 2 * IMPOSSIBLE;
      uint8_t from = 0;
      for (int x = 0; x < WT_LABELS; x++) {
        int32_t score = s->forward[t - 1][x] + transition[x][y];
        if (wt_label_legal(x, y) && score > best) best = score, from = (uint8_t)x;
      }
      s->forward[t][y] = best + s->scores[t][y];
      if (s->forward[t][y] < IMPOSSIBLE) s->forward[t][y] = IMPOSSIBLE;
      s->from[t][y] = from;
    }
  }
  for (int y = 0; y < WT_LABELS; y++)
    s->backward[n - 1][y] = wt_label_open(y) ? IMPOSSIBLE : transition[y][WT_OUTSIDE];
  for (size_t t = n - 1; t > 0; t--) {
    for (int x = 0; x < WT_LABELS; x++) {
      int32_t best = 2 * IMPOSSIBLE;
      for (int y = 0; y < WT_LABELS; y++) {
        int32_t score = s->backward[t][y] + s->scores[t][y] + transition[x][y];
        if (wt_label_legal(x, y) && score > best) best = score;
      }
      s->backward[t - 1][x] = best < IMPOSSIBLE ? IMPOSSIBLE : best;
    }
  }
  int last = WT_OUTSIDE;
  for (int y = 0; y < WT_LABELS; y++)
    if (s->forward[n - 1][y] + s->backward[n - 1][y] >
        s->forward[n - 1][last] + s->backward[n - 1][last])
      last = y;
  for (size_t t = n; t-- > 0; last = s->from[t][last]) s->labels[t] = (uint8_t)last;
}

/* By how much the best labelling leads the best one that differs at token t. */
static int32_t margin_at(const island *s, size_t t) {
  int32_t best = s->forward[t][s->labels[t]] + s->backward[t][s->labels[t]], second = IMPOSSIBLE;
  for (int y = 0; y < WT_LABELS; y++)
    if (y != s->labels[t] && s->forward[t][y] + s->backward[t][y] > second)
      second = s->forward[t][y] + s->backward[t][y];
  return best - second;
}

static wt_status add_spans(wt_decoder *d, uint32_t first, size_t n, wt_spans *out,
                           wt_error *error) {
  const island *s = &d->island;
  for (size_t t = 0, end; t < n; t = end) {
    end = t + 1;
    if (s->labels[t] == WT_OUTSIDE) continue;
    int32_t margin = margin_at(s, t);
    while (end < n && wt_label_open(s->labels[end - 1])) {
      int32_t here = margin_at(s, end++);
      if (here < margin) margin = here;
    }
    wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
    if (items == NULL) return wt_no_memory(error, "recogniser");
    out->items = items;
    items[out->n++] = (wt_span){.first = first + (uint32_t)t,
                                .end = first + (uint32_t)end,
                                .type = wt_label_type(s->labels[t]),
                                .score = wt_sequence_model_confidence(d->model, margin),
                                .how = WT_HOW_MODEL,
                                .rule = "model"};
  }
  return WT_OK;
}

/* ---- the article -------------------------------------------------------------------- */

static bool interesting(const wt_token *token, uint32_t code) {
  if (code != 0) return true;
  return token->kind == WT_TOKEN_WORD && token->letter_case != WT_CASE_LOWER;
}

static wt_status decode_sentence(wt_decoder *d, const wt_tokens *tokens, wt_field field,
                                 const wt_sentence *sentence, const wt_hits *hits, wt_spans *out,
                                 wt_error *error) {
  const uint32_t *codes = d->surroundings.codes[field];
  wt_word *words =
      wt_grow(d->words, &d->word_capacity, sentence->end - sentence->first, sizeof *words);
  if (words == NULL) return wt_no_memory(error, "recogniser");
  d->words = words;
  uint32_t t = sentence->first, settled = t;
  while (t < sentence->end) {
    if (!interesting(&tokens->tokens[t], codes[t])) {
      t++;
      continue;
    }
    uint32_t first = t > settled ? t - 1 : t, last = t;
    for (uint32_t u = t + 1; u < sentence->end && u <= last + 1 + REACH; u++)
      if (interesting(&tokens->tokens[u], codes[u])) last = u;
    uint32_t end = last + 1 < sentence->end ? last + 2 : last + 1;
    if (!reserve_island(&d->island, end - first)) return wt_no_memory(error, "recogniser");
    score_words(d, tokens, sentence, first, end);
    score_contexts(d, tokens, field, sentence, first, end);
    fix_certain(d, hits, first, end);
    close_addresses(d, tokens, first, end);
    viterbi(d, end - first);
    wt_status status = add_spans(d, first, end - first, out, error);
    if (status != WT_OK) return status;
    t = settled = end;
  }
  return WT_OK;
}

wt_status wt_decode(wt_decoder *d, const wt_tokens fields[WT_FIELDS], const wt_hits hits[WT_FIELDS],
                    wt_spans out[WT_FIELDS], wt_error *error) {
  wt_status status = wt_surroundings_fill(&d->surroundings, fields, hits, error);
  for (int f = 0; f < WT_FIELDS; f++) {
    out[f].n = 0;
    d->next_hit = 0;
    for (size_t i = 0; status == WT_OK && i < fields[f].n_sentences; i++)
      status = decode_sentence(d, &fields[f], (wt_field)f, &fields[f].sentences[i], &hits[f],
                               &out[f], error);
  }
  return status;
}
