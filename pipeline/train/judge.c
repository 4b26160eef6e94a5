#include "train/judge.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "recognise/decoder.h"

/* ---- a CRF in memory ---------------------------------------------------------------- */

enum { LONGEST = 4096 }; /* longer sentences are cut; there is none in print */

/* Viterbi over legal labels; fills labels [n]. */
static void decode(const wt_crf *crf, const wt_sequence *s, uint32_t n, uint8_t *labels) {
  static const float NEVER = -1e30f;
  float scores[2][WT_LABELS];
  uint8_t from[LONGEST][WT_LABELS];
  for (uint32_t t = 0; t < n; t++) {
    float emission[WT_LABELS] = {0}, *now = scores[t & 1];
    const float *before = scores[(t + 1) & 1];
    for (uint32_t f = s->starts[t]; f < s->starts[t + 1]; f++)
      for (int l = 0; l < WT_ROW; l++) emission[l + 1] += crf->weights[s->rows[f]][l];
    for (int y = 0; y < WT_LABELS; y++) {
      float best = NEVER;
      from[t][y] = 0;
      for (int x = 0; x < WT_LABELS; x++) {
        if (!wt_label_legal(x, y) || (t == 0 && x != WT_OUTSIDE)) continue;
        float score = (t == 0 ? 0 : before[x]) + crf->transitions[x][y];
        if (score > best) best = score, from[t][y] = (uint8_t)x;
      }
      now[y] = best + emission[y];
    }
  }
  int last = WT_OUTSIDE;
  const float *end = scores[(n - 1) & 1];
  for (int y = 1; y < WT_LABELS; y++)
    if (!wt_label_open(y) &&
        end[y] + crf->transitions[y][0] > end[last] + crf->transitions[last][0])
      last = y;
  for (uint32_t t = n; t-- > 0; last = from[t][last]) labels[t] = (uint8_t)last;
}

/* The end of the mention that starts at t, or t when none does. */
static uint32_t mention_end(const uint8_t *labels, uint32_t n, uint32_t t) {
  if (labels[t] == WT_OUTSIDE) return t;
  int part = wt_label_part(labels[t]);
  if (part == WT_PART_U) return t + 1;
  if (part != WT_PART_B) return t;
  for (uint32_t u = t + 1; u < n; u++)
    if (wt_label_part(labels[u]) == WT_PART_L) return u + 1;
  return t;
}

static void compare(const uint8_t *gold, const uint8_t *said, uint32_t n, wt_tally *tally) {
  for (uint32_t t = 0; t < n; t++) {
    uint32_t g = mention_end(gold, n, t), s = mention_end(said, n, t);
    if (g > t) tally->gold[wt_label_type(gold[t])]++;
    if (s > t) tally->said[wt_label_type(said[t])]++;
    if (g > t && g == s && gold[t] == said[t]) tally->right[wt_label_type(gold[t])]++;
  }
}

wt_tally wt_judge_crf(const wt_crf *crf, const wt_sequence *sequences, size_t n) {
  wt_tally tally = {0};
  uint8_t labels[LONGEST];
  for (size_t i = 0; i < n; i++) {
    uint32_t length = sequences[i].n < LONGEST ? sequences[i].n : LONGEST;
    decode(crf, &sequences[i], length, labels);
    compare(sequences[i].labels, labels, length, &tally);
  }
  return tally;
}

/* ---- a model file ------------------------------------------------------------------- */

/* What calibration learns from: the margin of a mention and whether it is right. */
typedef struct outcomes {
  float *margins;
  uint8_t *right;
  size_t n, margin_capacity, right_capacity;
} outcomes;

static bool note(outcomes *o, float margin, bool right) {
  float *margins = wt_grow(o->margins, &o->margin_capacity, o->n + 1, sizeof *margins);
  if (margins == NULL) return false;
  o->margins = margins;
  uint8_t *rights = wt_grow(o->right, &o->right_capacity, o->n + 1, 1);
  if (rights == NULL) return false;
  o->right = rights;
  margins[o->n] = margin;
  rights[o->n++] = right;
  return true;
}

/* Gradient descent on two numbers; 2,000 steps of it are nothing. */
static void fit(const outcomes *o, wt_calibration *c) {
  double slope = 1, offset = 0;
  for (int step = 0; step < 2000 && o->n > 0; step++) {
    double by_slope = 0, by_offset = 0;
    for (size_t i = 0; i < o->n; i++) {
      double p = 1 / (1 + exp(-(slope * (double)o->margins[i] + offset)));
      by_slope += (p - o->right[i]) * (double)o->margins[i];
      by_offset += p - o->right[i];
    }
    slope -= 0.05 * by_slope / (double)o->n;
    offset -= 0.2 * by_offset / (double)o->n;
  }
  *c = (wt_calibration){.slope = (float)slope, .offset = (float)offset};
}

static bool is_gold(const uint8_t *labels, const wt_span *span) {
  uint32_t n = span->end - span->first;
  const uint8_t *at = labels + span->first;
  if (at[0] == WT_OUTSIDE || at[0] == WT_LABEL_UNKNOWN || wt_label_type(at[0]) != span->type)
    return false;
  return mention_end(at, n, 0) == n;
}

/* The margin that gave a confidence; the file still has slope 1 and offset 0. */
static float margin_of(float confidence) {
  float p = confidence > 0.999999f ? 0.999999f : confidence < 1e-6f ? 1e-6f : confidence;
  return logf(p / (1 - p));
}

static wt_status judge_article(wt_decoder *decoder, const wt_gazetteer *gazetteer,
                               const wt_annotated_article *a, wt_tally *tally, outcomes *o,
                               wt_error *error) {
  wt_hits hits[WT_FIELDS] = {0};
  wt_spans spans[WT_FIELDS] = {0};
  wt_status status = WT_OK;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
    status =
        wt_match(&gazetteer, gazetteer == NULL ? 0 : 1, &a->fields[f], WT_LONGEST, &hits[f], error);
  if (status == WT_OK) status = wt_decode(decoder, a->fields, hits, spans, error);
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++) {
    for (uint32_t t = 0; t < a->fields[f].n; t++) {
      uint8_t label = a->labels[f][t];
      if (label != WT_OUTSIDE && label != WT_LABEL_UNKNOWN &&
          (wt_label_part(label) == WT_PART_B || wt_label_part(label) == WT_PART_U))
        tally->gold[wt_label_type(label)]++;
    }
    for (size_t i = 0; i < spans[f].n; i++) {
      const wt_span *span = &spans[f].items[i];
      bool right = is_gold(a->labels[f], span);
      tally->said[span->type]++;
      tally->right[span->type] += right;
      if (!note(o, margin_of(span->score), right)) status = wt_no_memory(error, "calibration");
    }
  }
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(hits[f].items);
    wt_free(spans[f].items);
  }
  return status;
}

wt_status wt_judge_model(const char *path, const wt_gazetteer *gazetteer, const wt_annotated *gold,
                         wt_tally *tally, wt_calibration *calibration, wt_error *error) {
  wt_sequence_model *model = NULL;
  wt_decoder *decoder = NULL;
  outcomes o = {0};
  wt_status status = wt_sequence_model_open(path, &model, error);
  if (status == WT_OK) status = wt_decoder_new(model, &decoder, error);
  for (size_t i = 0; status == WT_OK && i < gold->n; i++)
    status = judge_article(decoder, gazetteer, &gold->articles[i], tally, &o, error);
  if (status == WT_OK) fit(&o, calibration);
  wt_decoder_free(decoder);
  wt_sequence_model_close(model);
  wt_free(o.margins);
  wt_free(o.right);
  return status;
}
