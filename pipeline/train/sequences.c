#include "train/sequences.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "recognise/token_features.h"

/* What is needed to make the features of one article. */
typedef struct maker {
  wt_sequences *out;
  const wt_class_lookup *classes;
  wt_surroundings surroundings;
  wt_hits hits[WT_FIELDS];
  wt_word *words; /* of a sentence, and WT_WINDOW beyond it on each side */
  size_t word_capacity;
} maker;

static bool push(uint32_t **items, size_t *n, size_t *capacity, const uint32_t *values,
                 size_t count) {
  uint32_t *grown = wt_grow(*items, capacity, *n + count, sizeof *grown);
  if (grown == NULL) return false;
  *items = grown;
  memcpy(grown + *n, values, count * sizeof *values);
  *n += count;
  return true;
}

static bool add_token(maker *m, const wt_tokens *tokens, wt_field field,
                      const wt_sentence *sentence, uint32_t t) {
  uint32_t features[WT_PLACES * WT_WORD_FEATURES + WT_CONTEXT_FEATURES];
  const wt_word *words = &m->words[t - sentence->first];
  int n = 0;
  for (int place = 0; place < WT_PLACES; place++) {
    int64_t u = (int64_t)t + place - WT_WINDOW;
    bool outside = u < sentence->first || u >= sentence->end;
    n += wt_word_features(tokens, outside ? NULL : &tokens->tokens[u], &words[place], place,
                          features + n);
  }
  wt_scene scene;
  wt_scene_fill(&m->surroundings, field, t, words, &scene);
  n += wt_context_features(&scene, features + n);
  return push(&m->out->rows, &m->out->n_rows, &m->out->row_capacity, features, (size_t)n);
}

static bool add_start(wt_sequences *s) {
  uint32_t start = (uint32_t)s->n_rows;
  return push(&s->starts, &s->n_starts, &s->start_capacity, &start, 1);
}

static wt_status add_sentence(maker *m, const wt_annotated_article *a, wt_field field,
                              const wt_sentence *sentence, wt_error *error) {
  wt_sequences *s = m->out;
  const wt_tokens *tokens = &a->fields[field];
  uint32_t n = sentence->end - sentence->first;
  const uint8_t *labels = a->labels[field] + sentence->first;
  if (n == 0 || memchr(labels, WT_LABEL_UNKNOWN, n) != NULL) return WT_OK;
  wt_word *words = wt_grow(m->words, &m->word_capacity, n + 2 * WT_WINDOW, sizeof *words);
  if (words == NULL) return wt_no_memory(error, "features");
  m->words = words;
  for (uint32_t i = 0; i < n + 2 * WT_WINDOW; i++) {
    bool outside = i < WT_WINDOW || i >= n + WT_WINDOW;
    const wt_token *token = outside ? NULL : &tokens->tokens[sentence->first + i - WT_WINDOW];
    wt_word_describe(tokens, token, m->classes, &words[i]);
  }

  wt_sequence *items = wt_grow(s->items, &s->capacity, s->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "features");
  s->items = items;
  uint8_t *all = wt_grow(s->labels, &s->label_capacity, s->n_labels + n, 1);
  if (all == NULL) return wt_no_memory(error, "features");
  s->labels = all;
  memcpy(all + s->n_labels, labels, n);
  s->n_labels += n;
  bool fine = add_start(s);
  for (uint32_t i = 0; fine && i < n; i++)
    fine = add_token(m, tokens, field, sentence, sentence->first + i) && add_start(s);
  if (!fine || s->n_rows > UINT32_MAX - 4096) return wt_no_memory(error, "features");
  items[s->n++] = (wt_sequence){.n = n, .weight = a->weight};
  return WT_OK;
}

static wt_status add_article(maker *m, const wt_annotated_article *a, const wt_gazetteer *gazetteer,
                             wt_error *error) {
  wt_status status = WT_OK;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
    status = wt_match(&gazetteer, gazetteer == NULL ? 0 : 1, &a->fields[f], WT_LONGEST, &m->hits[f],
                      error);
  if (status == WT_OK) status = wt_surroundings_fill(&m->surroundings, a->fields, m->hits, error);
  for (int f = 0; f < WT_FIELDS; f++)
    for (size_t i = 0; status == WT_OK && i < a->fields[f].n_sentences; i++)
      status = add_sentence(m, a, (wt_field)f, &a->fields[f].sentences[i], error);
  return status;
}

wt_status wt_sequences_add(wt_sequences *s, const wt_annotated *annotated,
                           const wt_gazetteer *gazetteer, const wt_class_lookup *classes,
                           wt_error *error) {
  maker m = {.out = s, .classes = classes};
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < annotated->n; i++)
    status = add_article(&m, &annotated->articles[i], gazetteer, error);
  wt_surroundings_release(&m.surroundings);
  for (int f = 0; f < WT_FIELDS; f++) wt_free(m.hits[f].items);
  wt_free(m.words);
  return status;
}

/* ---- the index ---------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

wt_status wt_feature_index_make(const wt_sequences *s, size_t min_count, wt_feature_index *out,
                                wt_error *error) {
  uint32_t *sorted = wt_malloc(s->n_rows * sizeof *sorted);
  if (sorted == NULL) return wt_no_memory(error, "features");
  if (s->n_rows > 0) memcpy(sorted, s->rows, s->n_rows * sizeof *sorted);
  qsort(sorted, s->n_rows, sizeof *sorted, by_value);
  size_t n = 0;
  for (size_t i = 0, j; i < s->n_rows; i = j) {
    for (j = i; j < s->n_rows && sorted[j] == sorted[i];) j++;
    if (j - i >= min_count) sorted[n++] = sorted[i];
  }
  *out = (wt_feature_index){.features = sorted, .n = n};
  return WT_OK;
}

void wt_feature_index_release(wt_feature_index *index) {
  wt_free(index->features);
  *index = (wt_feature_index){0};
}

/* The row of a feature, or UINT32_MAX: interpolation search, since hashes are spread evenly. */
static uint32_t row_of(const wt_feature_index *index, uint32_t feature) {
  size_t low = 0, high = index->n;
  while (low < high) {
    uint32_t first = index->features[low], last = index->features[high - 1];
    if (feature < first || feature > last) return UINT32_MAX;
    size_t at = low;
    if (last > first)
      at += (size_t)((double)(feature - first) / (double)(last - first) * (double)(high - 1 - low));
    if (index->features[at] == feature) return (uint32_t)at;
    if (index->features[at] < feature)
      low = at + 1;
    else
      high = at;
  }
  return UINT32_MAX;
}

void wt_sequences_index(wt_sequences *s, const wt_feature_index *index) {
  size_t kept = 0, start = 0, label = 0, from = 0;
  for (size_t i = 0; i < s->n; i++) {
    uint32_t *starts = s->starts + start;
    for (uint32_t t = 0; t < s->items[i].n; t++) {
      size_t end = starts[t + 1];
      starts[t] = (uint32_t)kept;
      for (; from < end; from++) {
        uint32_t row = row_of(index, s->rows[from]);
        if (row != UINT32_MAX) s->rows[kept++] = row;
      }
    }
    starts[s->items[i].n] = (uint32_t)kept;
    s->items[i].starts = starts;
    s->items[i].labels = s->labels + label;
    start += s->items[i].n + 1;
    label += s->items[i].n;
  }
  s->n_rows = kept;
  for (size_t i = 0; i < s->n; i++) s->items[i].rows = s->rows;
}

void wt_sequences_release(wt_sequences *s) {
  wt_free(s->items);
  wt_free(s->rows);
  wt_free(s->starts);
  wt_free(s->labels);
  *s = (wt_sequences){0};
}
