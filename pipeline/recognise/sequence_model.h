/*
 * sequence_model.h - the trained recogniser as a mapped file: rows of label weights by feature.
 *
 * Scores are integers in units of `unit` (natural log). The weight of O is always 0 (adding a
 * constant to all labels of a feature changes nothing), so a row is 16 bytes: int8 for the labels 1
 * to 16, one SIMD register. Three rows share a cache line with their keys, so that looking up a
 * feature, known or not, costs one miss, and a caller can ask for the line ahead of time.
 */
#ifndef WT_SEQUENCE_MODEL_H
#define WT_SEQUENCE_MODEL_H

#include "recognise/labels.h"
#include "recognise/lattice.h"
#include "recognise/token_features.h"

typedef struct wt_sequence_model wt_sequence_model;

/* Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_NO_MEMORY. */
wt_status wt_sequence_model_open(const char *path, wt_sequence_model **out, wt_error *error);

/* The same on bytes in memory, aligned to 64 and borrowed until close. */
wt_status wt_sequence_model_check(const uint8_t *data, size_t size, wt_sequence_model **out,
                                  wt_error *error);
void wt_sequence_model_close(wt_sequence_model *model);

uint64_t wt_sequence_model_hash(const wt_sequence_model *model);

enum { WT_LINE_ROWS = 3, WT_LINE_PROBES = 256 };

/* A cache line of the row table. */
typedef struct wt_row_line {
  uint32_t keys[WT_LINE_ROWS]; /* features; 0: free */
  uint32_t full;               /* a row that belongs here may stand in the next line */
  int8_t rows[WT_LINE_ROWS][WT_ROW];
} wt_row_line;
_Static_assert(sizeof(wt_row_line) == 64, "a line of the row table is a cache line");

/* The row table; borrowed until close. The home of a hash is line hash * n / 2^32 (Lemire, "Fast
 * random integer generation in an interval", 2019). */
typedef struct wt_row_table {
  const wt_row_line *lines; /* [n] */
  uint32_t n;
} wt_row_table;

wt_row_table wt_sequence_model_rows(const wt_sequence_model *model);

static inline const wt_row_line *wt_row_home(const wt_row_table *table, uint32_t feature) {
  return &table->lines[(uint64_t)feature * table->n >> 32];
}

/* The weights of labels 1 to 16, or NULL for a feature that training did not keep. */
static inline const int8_t *wt_row_find(const wt_row_table *table, uint32_t feature) {
  const wt_row_line *line = wt_row_home(table, feature), *end = table->lines + table->n;
  for (int probe = 0; probe < WT_LINE_PROBES; probe++) {
    for (int i = 0; i < WT_LINE_ROWS; i++)
      if (line->keys[i] == feature) return line->rows[i];
    if (!line->full) return NULL;
    if (++line == end) line = table->lines;
  }
  return NULL;
}

/* transitions[from][to], both from 0 to 16. */
const int16_t (*wt_sequence_model_transitions(const wt_sequence_model *model))[WT_LABELS];

/* The word classes of the model; borrowed until close. */
wt_class_lookup wt_sequence_model_classes(const wt_sequence_model *model);

/* The probability that a mention is right whose best labelling leads the second by `margin` units.
 */
float wt_sequence_model_confidence(const wt_sequence_model *model, int32_t margin);

/* A score in natural log as an integer of this model. */
int wt_sequence_model_units(const wt_sequence_model *model, float score);

/* Words of a table and their classes. */
typedef struct wt_class_list {
  const uint64_t *keys;    /* [n] wt_class_key, distinct */
  const uint16_t *classes; /* [n][levels] */
  size_t n, levels;
} wt_class_list;

/* What a trainer hands over. */
typedef struct wt_sequence_model_source {
  const uint32_t *features;     /* [n_rows] distinct, never 0 */
  const int8_t (*rows)[WT_ROW]; /* [n_rows] */
  size_t n_rows;
  int16_t transitions[WT_LABELS][WT_LABELS];
  float unit;          /* natural log per integer */
  float slope, offset; /* confidence = 1 / (1 + exp(-(slope * margin * unit + offset))) */
  wt_class_list classes[WT_CLASS_TABLES];
} wt_sequence_model_source;

/* Writes the file. Equal input gives equal bytes. Errors: WT_IO, WT_NO_MEMORY. */
wt_status wt_sequence_model_write(const wt_sequence_model_source *source, const char *path,
                                  wt_error *error);

/* The key of a word in a class table: its hash with all digits taken as '0'; in the
 * caseless table ASCII capitals as small letters too. */
uint64_t wt_class_key(int table, const char *word, size_t size);

#endif
