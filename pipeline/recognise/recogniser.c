/*
 * recogniser.c - names that no list has, by rules.
 *
 * The rules answer when no model is given, and they are the yardstick that a model has to beat.
 * Reading goes in four steps: clues (what each word is and how its case is to be read, reading.h),
 * phrases (runs of capitalised words, phrases.h), parts (titles and nationalities cut off), rules
 * (a type for each part, rules.h). A part about which no rule speaks gives no span: resolve may
 * still know it from the gazetteer or from elsewhere in the article.
 */
#include "recognise/recogniser.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"
#include "recognise/decoder.h"
#include "recognise/quoted.h"
#include "recognise/rules.h"
#include "recognise/title_cut.h"

enum { HASH_TEXT = 17 };

struct wt_recogniser {
  wt_word_lists *lists;
  wt_sequence_model *model; /* NULL: the rules */
  char hash[HASH_TEXT];
};

struct wt_recogniser_state {
  const wt_recogniser *recogniser; /* borrowed */
  wt_decoder *decoder;             /* NULL: the rules */
  wt_casing casing;
  wt_reading readings[WT_FIELDS];
};

wt_status wt_recogniser_open(const char *model, wt_recogniser **out, wt_error *error) {
  wt_recogniser *recogniser = wt_calloc(1, sizeof *recogniser);
  if (recogniser == NULL) return wt_no_memory(error, "recogniser");
  wt_status status = wt_word_lists_open(&recogniser->lists, error);
  if (model == NULL) {
    snprintf(recogniser->hash, HASH_TEXT, "rules");
  } else if (status == WT_OK) {
    status = wt_sequence_model_open(model, &recogniser->model, error);
    if (status == WT_OK)
      snprintf(recogniser->hash, HASH_TEXT, "%016" PRIx64,
               wt_sequence_model_hash(recogniser->model));
  }
  if (status != WT_OK)
    wt_recogniser_close(recogniser);
  else
    *out = recogniser;
  return status;
}

void wt_recogniser_close(wt_recogniser *recogniser) {
  if (recogniser == NULL) return;
  wt_word_lists_close(recogniser->lists);
  wt_sequence_model_close(recogniser->model);
  wt_free(recogniser);
}

const char *wt_recogniser_hash(const wt_recogniser *recogniser) { return recogniser->hash; }

bool wt_recogniser_has_model(const wt_recogniser *recogniser) { return recogniser->model != NULL; }

const wt_word_lists *wt_recogniser_words(const wt_recogniser *recogniser) {
  return recogniser->lists;
}

wt_status wt_recogniser_state_new(const wt_recogniser *recogniser, wt_recogniser_state **out,
                                  wt_error *error) {
  wt_recogniser_state *state = wt_calloc(1, sizeof *state);
  if (state == NULL) return wt_no_memory(error, "recogniser");
  state->recogniser = recogniser;
  wt_status status = WT_OK;
  if (recogniser->model != NULL) status = wt_decoder_new(recogniser->model, &state->decoder, error);
  if (status != WT_OK)
    wt_recogniser_state_free(state);
  else
    *out = state;
  return status;
}

void wt_recogniser_state_free(wt_recogniser_state *state) {
  if (state == NULL) return;
  wt_decoder_free(state->decoder);
  wt_table_release(&state->casing.words);
  for (int f = 0; f < WT_FIELDS; f++) wt_reading_release(&state->readings[f]);
  wt_free(state);
}

static bool add(wt_spans *out, wt_span span) {
  wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  items[out->n++] = span;
  return true;
}

/* The acronym that explains a part: typed as the part is, by a rule or by the gazetteer. When
 * neither knows the part, the letters must fit; then both are an organization. */
static bool add_acronym(const wt_reading *r, wt_sentence s, wt_part part, bool typed, wt_span span,
                        wt_spans *out) {
  uint32_t at = wt_acronym_behind(r, s, part.end);
  if (at == 0) return true;
  const wt_hit *hit = wt_hit_at(r, part.first);
  bool listed = hit != NULL && hit->end == part.end;
  bool fits = wt_acronym_fits(r, at, part.first, part.end);
  wt_span acronym = {.first = at,
                     .end = at + 1,
                     .type = WT_ORGANIZATION,
                     .score = 0.85f,
                     .how = WT_HOW_RULE,
                     .rule = "acronym-in-brackets"};
  if (typed && (span.type == WT_ORGANIZATION || fits))
    acronym.type = span.type;
  else if (listed && !typed && (hit->best == WT_ORGANIZATION || fits))
    acronym.type = (wt_type)hit->best;
  else if (!fits || typed)
    return true;
  if (!typed && !listed) {
    wt_span expansion = acronym;
    expansion.first = part.first;
    expansion.end = part.end;
    if (!add(out, expansion)) return false;
  }
  return add(out, acronym);
}

/* A listed word that is an everyday word here: "For" at the start of a sentence, "Popular" in a
 * headline. Nothing but its capital speaks for a name, and the capital is one of position. */
static bool is_everyday(const wt_reading *r, uint32_t i) {
  const wt_hit *hit = wt_hit_at(r, i);
  if (hit == NULL || hit->end - hit->first != 1 || hit->certain) return false;
  wt_clues clues = r->clues[i];
  bool by_position = (clues & CLUE_FIRST) || !(clues & CLUE_PLAIN_LINE);
  bool upper = wt_token_at(r, i)->letter_case == WT_CASE_UPPER;
  if (clues & WORD_FUNCTION && !(clues & (WORD_GIVEN | WORD_DATE)) && !upper) return true;
  if (!by_position || (upper && clues & CLUE_PLAIN_LINE)) return false;
  return clues & (WORD_COMMON | CLUE_SEEN_LOWER) && !(clues & CLUE_SEEN_CAPITAL);
}

/* Denies the everyday words among the hits of tokens [first, end). */
static bool deny(const wt_reading *r, uint32_t first, uint32_t end, wt_spans *out) {
  for (uint32_t i = first; i < end; i++) {
    if (!is_everyday(r, i)) continue;
    wt_span span = {.first = i,
                    .end = i + 1,
                    .type = WT_TYPES,
                    .score = 0.9f,
                    .how = WT_HOW_RULE,
                    .rule = "everyday-word"};
    if (!add(out, span)) return false;
  }
  return true;
}

static bool read_stretch(const wt_reading *r, wt_sentence s, wt_spans *out) {
  wt_part parts[PHRASE_PARTS];
  uint32_t at = s.first, first, end, done = s.first;
  while (wt_next_phrase(r, s, &at, &first, &end)) {
    if (out->n > 0 && out->items[out->n - 1].end > done) done = out->items[out->n - 1].end;
    if (!deny(r, done, first, out)) return false;
    done = end;
    size_t n = wt_cut_phrase(r, first, end, parts);
    for (size_t i = 0; i < n; i++) {
      wt_span span = {0};
      if (out->n > 0 && parts[i].first < out->items[out->n - 1].end) continue; /* the acronym */
      bool typed = wt_apply_rules(r, s, parts[i], &span);
      if (typed && !add(out, span)) return false;
      if (!add_acronym(r, s, parts[i], typed, span, out)) return false;
    }
  }
  if (out->n > 0 && out->items[out->n - 1].end > done) done = out->items[out->n - 1].end;
  return deny(r, done, s.end, out);
}

/* Quoted titles cut a sentence into stretches. */
static bool read_sentence(const wt_reading *r, wt_sentence s, wt_spans *out) {
  uint32_t first, end;
  while (wt_next_quoted(r, s, s.first, &first, &end)) {
    if (!read_stretch(r, (wt_sentence){s.first, first}, out)) return false;
    wt_span title = {.first = first,
                     .end = end,
                     .type = WT_MISC,
                     .score = 0.75f,
                     .how = WT_HOW_RULE,
                     .rule = "quoted-title"};
    if (!add(out, title)) return false;
    s.first = end;
  }
  return read_stretch(r, s, out);
}

wt_status wt_recognise(wt_recogniser_state *state, const wt_tokens fields[WT_FIELDS],
                       const wt_hits hits[WT_FIELDS], wt_spans out[WT_FIELDS], wt_error *error) {
  if (state->decoder != NULL) {
    wt_status decoded = wt_decode(state->decoder, fields, hits, out, error);
    for (int f = 0; decoded == WT_OK && f < WT_FIELDS; f++)
      wt_cut_titles(state->recogniser->lists, &fields[f], &hits[f], &out[f]);
    return decoded;
  }
  for (int f = 0; f < WT_FIELDS; f++) {
    state->readings[f].tokens = &fields[f];
    state->readings[f].hits = &hits[f];
    out[f].n = 0;
  }
  wt_status status =
      wt_read_clues(state->readings, &state->casing, state->recogniser->lists, error);
  if (status != WT_OK) return status;
  for (int f = 0; f < WT_FIELDS; f++) {
    const wt_reading *r = &state->readings[f];
    for (size_t s = 0; s < r->tokens->n_sentences; s++)
      if (!read_sentence(r, r->tokens->sentences[s], &out[f]))
        return wt_no_memory(error, "recogniser");
  }
  return WT_OK;
}
