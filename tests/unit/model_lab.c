#include "model_lab.h"

#include "base/hash.h"
#include "unit.h"

void lab_read(lab_text *t, const char *title, const char *text) {
  const wt_zone head = {.kind = WT_ZONE_TITLE, .end = (uint32_t)strlen(title)};
  assert_int_equal(wt_tokenize(title, strlen(title), &head, 1, &t->fields[WT_FIELD_TITLE], NULL),
                   WT_OK);
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &t->fields[WT_FIELD_TEXT], NULL),
                   WT_OK);
  t->hits[0].n = t->hits[1].n = 0;
}

void lab_hit(lab_text *t, uint32_t first, uint32_t end, wt_type type, bool certain) {
  wt_hits *hits = &t->hits[WT_FIELD_TEXT];
  hits->items = wt_grow(hits->items, &hits->capacity, hits->n + 1, sizeof *hits->items);
  assert_non_null(hits->items);
  hits->items[hits->n++] = (wt_hit){.first = first,
                                    .end = end,
                                    .types = (uint8_t)(1u << type),
                                    .best = (uint8_t)type,
                                    .certain = certain};
}

void lab_text_release(lab_text *t) {
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_tokens_release(&t->fields[f]);
    wt_free(t->hits[f].items);
    wt_free(t->spans[f].items);
  }
  *t = (lab_text){0};
}

/* ---- features, the slow way ----------------------------------------------------------- */

enum { MOST = WT_PLACES * WT_WORD_FEATURES + WT_CONTEXT_FEATURES };

static int features_of(const wt_surroundings *s, const lab_text *t, wt_field field, uint32_t at,
                       const wt_class_lookup *classes, uint32_t *out) {
  const wt_tokens *tokens = &t->fields[field];
  const wt_sentence *sentence = &tokens->sentences[tokens->tokens[at].sentence];
  wt_word words[WT_PLACES];
  int n = 0;
  for (int place = 0; place < WT_PLACES; place++) {
    int64_t u = (int64_t)at + place - WT_WINDOW;
    bool outside = u < sentence->first || u >= sentence->end;
    const wt_token *token = outside ? NULL : &tokens->tokens[u];
    wt_word_describe(tokens, token, classes, &words[place]);
    n += wt_word_features(tokens, token, &words[place], place, out + n);
  }
  wt_scene scene;
  wt_scene_fill(s, field, at, words, &scene);
  return n + wt_context_features(&scene, out + n);
}

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* The class of a word: its hash, at two levels. */
static uint16_t class_of(uint64_t key, int level) {
  return (uint16_t)(level == 0 ? key % 8 : key % 64);
}

static unsigned hashed_classes(const void *context, const char *word, size_t size,
                               uint16_t *classes) {
  (void)context;
  for (int table = 0; table < WT_CLASS_TABLES; table++)
    for (int level = 0; level < 2; level++)
      classes[table * WT_TABLE_LEVELS + level] = class_of(wt_class_key(table, word, size), level);
  return 3 | 3 << WT_TABLE_LEVELS;
}

static int by_key(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Keeps distinct keys and fills their classes [2 n]; returns how many. */
static size_t class_list(uint64_t *keys, size_t n, uint16_t *classes) {
  size_t kept = 0;
  qsort(keys, n, sizeof *keys, by_key);
  for (size_t i = 0; i < n; i++)
    if (i == 0 || keys[i] != keys[i - 1]) keys[kept++] = keys[i];
  for (size_t w = 0; w < kept; w++)
    for (int level = 0; level < 2; level++)
      classes[2 * w + (size_t)level] = class_of(keys[w], level);
  return kept;
}

void lab_random_model(const lab_text *texts, size_t n, uint64_t seed, const char *path) {
  static const wt_class_lookup CLASSES = {.lookup = hashed_classes};
  size_t n_tokens = 0, n_features = 0, n_keys = 0, kept = 0;
  for (size_t i = 0; i < n; i++)
    for (int f = 0; f < WT_FIELDS; f++) n_tokens += texts[i].fields[f].n;
  uint32_t *features = malloc((n_tokens * MOST + 1) * sizeof *features);
  uint64_t *keys[WT_CLASS_TABLES];
  uint16_t *classes[WT_CLASS_TABLES];
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    keys[table] = malloc((n_tokens + 1) * sizeof *keys[table]);
    classes[table] = malloc((2 * n_tokens + 1) * sizeof *classes[table]);
  }
  wt_surroundings s = {0};
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(wt_surroundings_fill(&s, texts[i].fields, texts[i].hits, NULL), WT_OK);
    for (int f = 0; f < WT_FIELDS; f++)
      for (uint32_t t = 0; t < texts[i].fields[f].n; t++) {
        const wt_token *token = &texts[i].fields[f].tokens[t];
        n_features +=
            (size_t)features_of(&s, &texts[i], (wt_field)f, t, &CLASSES, features + n_features);
        for (int table = 0; table < WT_CLASS_TABLES; table++)
          keys[table][n_keys] = wt_class_key(table, texts[i].fields[f].bytes + token->start,
                                             token->end - token->start);
        n_keys++;
      }
  }
  qsort(features, n_features, sizeof *features, by_value);
  for (size_t i = 0; i < n_features; i++)
    if (i == 0 || features[i] != features[i - 1]) features[kept++] = features[i];
  wt_sequence_model_source source = {
      .features = features, .n_rows = kept, .unit = 0.05f, .slope = 1};
  for (int table = 0; table < WT_CLASS_TABLES; table++)
    source.classes[table] = (wt_class_list){.keys = keys[table],
                                            .classes = classes[table],
                                            .n = class_list(keys[table], n_keys, classes[table]),
                                            .levels = 2};
  int8_t(*rows)[WT_ROW] = malloc((kept + 1) * sizeof *rows);
  uint64_t random = seed;
  for (size_t r = 0; r < kept; r++)
    for (int l = 0; l < WT_ROW; l++) {
      random = wt_hash_mix(random, r);
      rows[r][l] = (int8_t)((int)(random % 41) - 20);
    }
  for (int x = 0; x < WT_LABELS; x++)
    for (int y = 0; y < WT_LABELS; y++) {
      random = wt_hash_mix(random, 1);
      source.transitions[x][y] = (int16_t)((int)(random % 101) - 50);
    }
  source.rows = (const int8_t(*)[WT_ROW])rows;
  assert_int_equal(wt_sequence_model_write(&source, path, NULL), WT_OK);
  wt_surroundings_release(&s);
  free(features);
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    free(keys[table]);
    free(classes[table]);
  }
  free(rows);
}

void lab_scores(const wt_sequence_model *model, const lab_text *t, wt_field field,
                int32_t (*scores)[WT_ROW]) {
  wt_surroundings s = {0};
  uint32_t features[MOST];
  wt_row_table rows = wt_sequence_model_rows(model);
  wt_class_lookup classes = wt_sequence_model_classes(model);
  assert_int_equal(wt_surroundings_fill(&s, t->fields, t->hits, NULL), WT_OK);
  for (uint32_t at = 0; at < t->fields[field].n; at++) {
    int n = features_of(&s, t, field, at, &classes, features);
    memset(scores[at], 0, sizeof *scores);
    for (int i = 0; i < n; i++) {
      const int8_t *row = wt_row_find(&rows, features[i]);
      for (int l = 0; row != NULL && l < WT_ROW; l++) scores[at][l] += row[l];
    }
  }
  wt_surroundings_release(&s);
}
