#include "recognise/decoder.h"

#include <string.h>

#include "base/clones.h"
#include "base/error.h"
#include "base/mem.h"
#include "recognise/row_sums.h"

enum { REACH = 2 }; /* a gap of so many settled tokens does not part an island */

/* A token that its words, its hits and its sentence put so far (natural log) on the side of O stays
 * there. Pairs of words, which are the dear part, are looked at for the others only. */
static const float SETTLED = 3;

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
  wt_row_sums *sums;
  wt_transitions transitions;
  int settled; /* SETTLED in units of the model */
  bool score_all;
  wt_surroundings surroundings;
  wt_lattice lattice;
  wt_word words[WT_LATTICE_TOKENS + 2 * WT_WINDOW];  /* of the island and WT_WINDOW beyond */
  uint32_t asked[WT_LATTICE_TOKENS + 2 * WT_WINDOW]; /* of the same */
  wt_far_context far[2];                             /* the token being added, and the next */
  size_t next_hit;                                   /* the first that no island has looked at */
};

wt_status wt_decoder_new(const wt_sequence_model *model, wt_decoder **out, wt_error *error) {
  wt_decoder *d = wt_calloc(1, sizeof *d);
  if (d == NULL) return wt_no_memory(error, "recogniser");
  d->sums = wt_row_sums_new(model);
  if (d->sums == NULL) {
    wt_free(d);
    return wt_no_memory(error, "recogniser");
  }
  d->model = model;
  d->settled = wt_sequence_model_units(model, SETTLED);
  wt_transitions_fill(wt_sequence_model_transitions(model), &d->transitions);
  *out = d;
  return WT_OK;
}

void wt_decoder_free(wt_decoder *d) {
  if (d == NULL) return;
  wt_row_sums_free(d->sums);
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
WT_CLONES static void score_words(wt_decoder *d, const island *i) {
  int16_t(*scores)[WT_ROW] = d->lattice.scores;
  memset(scores, 0, (i->end - i->first) * sizeof *scores);
  int64_t low = (int64_t)i->first - WT_WINDOW, high = (int64_t)i->end + WT_WINDOW;
  for (int64_t u = low; u < high; u++)
    if (u >= i->sentence.first && u < i->sentence.end)
      d->asked[u - low] = wt_row_sums_ask(d->sums, i->tokens, &i->tokens->tokens[u]);
  for (int64_t u = low; u < high; u++) {
    const wt_summed_word *summed = wt_row_sums_border(d->sums);
    if (u >= i->sentence.first && u < i->sentence.end)
      summed = wt_row_sums_word(d->sums, i->tokens, &i->tokens->tokens[u], d->asked[u - low]);
    d->words[u - low] = summed->word;
    /* token u + WT_WINDOW - place has u at that place */
    int64_t past = u + WT_WINDOW - i->end, place = past < 0 ? 0 : past + 1;
    int64_t last = u + WT_WINDOW - i->first;
    for (; place < WT_PLACES && place <= last; place++)
      wt_add_sums(scores[last - place], summed->sums[place]);
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

/* Whether a token needs no more: see SETTLED. */
static bool is_settled(const wt_decoder *d, const int16_t scores[WT_ROW]) {
  typedef int16_t scores8 __attribute__((vector_size(16)));
  typedef uint64_t pair __attribute__((vector_size(16)));
  scores8 low, high;
  memcpy(&low, scores, sizeof low);
  memcpy(&high, scores + 8, sizeof high);
  int16_t least = (int16_t)-d->settled;
  pair above = (pair)((low >= least) | (high >= least));
  return (above[0] | above[1]) == 0 && !d->score_all;
}

/* Settled tokens become fixed. While the far part of one context is added, the memory brings that
 * of the next. */
WT_CLONES static void score_contexts(wt_decoder *d, const island *i) {
  int16_t(*scores)[WT_ROW] = d->lattice.scores;
  wt_far_context *now = NULL, *next = &d->far[0];
  for (uint32_t t = i->first; t < i->end; t++) {
    uint8_t *fixed = &d->lattice.fixed[t - i->first];
    if (*fixed == WT_OUTSIDE) continue;
    wt_scene scene;
    wt_scene_fill(&d->surroundings, i->field, t, &d->words[t - i->first], &scene);
    wt_row_sums_add_near(d->sums, &scene, scores[t - i->first]);
    if (*fixed == WT_FREE && is_settled(d, scores[t - i->first])) {
      *fixed = WT_OUTSIDE;
      continue;
    }
    wt_row_sums_ask_far(d->sums, &scene, next);
    if (now != NULL) wt_row_sums_add_far(d->sums, now, scores[now->scene.at.token - i->first]);
    now = next;
    next = now == &d->far[0] ? &d->far[1] : &d->far[0];
  }
  if (now != NULL) wt_row_sums_add_far(d->sums, now, scores[now->scene.at.token - i->first]);
}

/* ---- spans ---------------------------------------------------------------------------- */

/* A run of tokens of an island that are not settled: between two that are O. */
typedef struct run {
  wt_lattice lattice;
  uint32_t first, n;
} run;

static wt_status add_span(const wt_decoder *d, const run *r, size_t from, size_t to, wt_spans *out,
                          wt_error *error) {
  const wt_lattice *l = &r->lattice;
  int32_t margin = wt_lattice_margin(l, from);
  for (size_t t = from + 1; t < to; t++) {
    int32_t here = wt_lattice_margin(l, t);
    if (here < margin) margin = here;
  }
  wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "recogniser");
  out->items = items;
  items[out->n++] = (wt_span){.first = r->first + (uint32_t)from,
                              .end = r->first + (uint32_t)to,
                              .type = wt_label_type(l->labels[from]),
                              .score = wt_sequence_model_confidence(d->model, margin),
                              .how = WT_HOW_MODEL,
                              .rule = "model"};
  return WT_OK;
}

/* Only runs that hold a name are looked at backwards too. */
static wt_status decode_run(wt_decoder *d, run *r, wt_spans *out, wt_error *error) {
  const uint8_t *labels = r->lattice.labels;
  bool looked_back = false;
  wt_lattice_solve(&r->lattice, &d->transitions, r->n);
  for (size_t t = 0, end; t < r->n; t = end) {
    end = t + 1;
    if (labels[t] == WT_OUTSIDE) continue;
    while (end < r->n && wt_label_open(labels[end - 1])) end++;
    if (!looked_back) wt_lattice_look_back(&r->lattice, &d->transitions, r->n);
    looked_back = true;
    wt_status status = add_span(d, r, t, end, out, error);
    if (status != WT_OK) return status;
  }
  return WT_OK;
}

static wt_status decode_runs(wt_decoder *d, const island *i, wt_spans *out, wt_error *error) {
  const uint8_t *fixed = d->lattice.fixed;
  uint32_t n = i->end - i->first;
  for (uint32_t t = 0, end; t < n; t = end) {
    end = t + 1;
    if (fixed[t] == WT_OUTSIDE) continue;
    while (end < n && fixed[end] != WT_OUTSIDE) end++;
    run r = {.lattice = wt_lattice_from(&d->lattice, t), .first = i->first + t, .n = end - t};
    wt_status status = decode_run(d, &r, out, error);
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
    fix_labels(d, i, hits);
    score_contexts(d, i);
    wt_status status = decode_runs(d, i, out, error);
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
