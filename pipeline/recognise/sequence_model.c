#include "recognise/sequence_model.h"

#include <math.h>
#include <string.h>

#include "base/container.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

static const char KIND[8] = "RECOGNIS";
enum { VERSION = 1, MAX_PROBES = 512 };

typedef struct meta {
  uint32_t row_slots, class_slots, levels, n_rows;
  float unit, slope, offset;
  uint32_t reserved;
} meta;

struct wt_sequence_model {
  wt_container file;
  const meta *meta;
  const uint32_t *keys;       /* [row_slots] 0: free */
  const int8_t *rows;         /* [row_slots][WT_ROW] */
  const int16_t *transitions; /* [WT_LABELS][WT_LABELS] */
  const uint64_t *class_keys; /* [class_slots] 0: free */
  const uint16_t *classes;    /* [class_slots][levels] */
};

/* Both tables: open addressing, linear probing, at most MAX_PROBES steps, load 0.8. The slot of a
 * hash is hash * slots / 2^32 (Lemire, "Fast random integer generation in an interval", 2019). */
static size_t slot_of(uint32_t hash, uint32_t slots) {
  return (size_t)((uint64_t)hash * slots >> 32);
}

static uint32_t slots_for(size_t n) { return (uint32_t)(n + n / 4 + 16); }

/* 0 marks a free slot. */
static uint32_t row_key(uint32_t feature) { return feature == 0 ? 1 : feature; }

uint64_t wt_class_key(const char *word, size_t size) {
  char plain[64];
  if (size > sizeof plain) size = sizeof plain;
  for (size_t i = 0; i < size; i++) plain[i] = word[i] >= '0' && word[i] <= '9' ? '0' : word[i];
  uint64_t hash = wt_hash(plain, size);
  return hash == 0 ? 1 : hash;
}

/* ---- opening ------------------------------------------------------------------------ */

static wt_status bad(const wt_sequence_model *m, wt_error *error, const char *what) {
  return wt_fail(error, WT_BAD_FILE, m->file.name, "%s; train or fetch it again", what);
}

static wt_status read_sections(wt_sequence_model *m, wt_error *error) {
  wt_section meta_section, keys, rows, transitions, class_keys, classes;
  const wt_container *f = &m->file;
  wt_status status = wt_container_section(f, "META    ", sizeof(meta), &meta_section, error);
  if (status == WT_OK) status = wt_container_section(f, "KEYS    ", 4, &keys, error);
  if (status == WT_OK) status = wt_container_section(f, "ROWS    ", WT_ROW, &rows, error);
  if (status == WT_OK) status = wt_container_section(f, "TRANSIT ", 2, &transitions, error);
  if (status == WT_OK) status = wt_container_section(f, "CLASSKEY", 8, &class_keys, error);
  if (status == WT_OK) status = wt_container_section(f, "CLASSES ", 2, &classes, error);
  if (status != WT_OK) return status;

  const meta *head = meta_section.data;
  if (meta_section.size != sizeof(meta)) return bad(m, error, "damaged head");
  if (head->levels > WT_CLASS_LEVELS || head->row_slots == 0 || head->class_slots == 0)
    return bad(m, error, "damaged head");
  if (keys.size != (size_t)head->row_slots * 4 || rows.size != (size_t)head->row_slots * WT_ROW ||
      transitions.size != sizeof(int16_t[WT_LABELS][WT_LABELS]) ||
      class_keys.size != (size_t)head->class_slots * 8 ||
      classes.size != (size_t)head->class_slots * head->levels * 2)
    return bad(m, error, "tables that do not fit together");
  if (!(head->unit > 0 && head->unit < 1000 && fabsf(head->slope) < 1000 &&
        fabsf(head->offset) < 1000))
    return bad(m, error, "numbers out of range");
  m->meta = head;
  m->keys = keys.data;
  m->rows = rows.data;
  m->transitions = transitions.data;
  m->class_keys = class_keys.data;
  m->classes = classes.data;
  return WT_OK;
}

static wt_status finish(wt_sequence_model *m, wt_status status, wt_sequence_model **out,
                        wt_error *error) {
  if (status == WT_OK) status = read_sections(m, error);
  if (status == WT_OK) {
    *out = m;
    return WT_OK;
  }
  wt_sequence_model_close(m);
  return status;
}

wt_status wt_sequence_model_open(const char *path, wt_sequence_model **out, wt_error *error) {
  wt_sequence_model *m = wt_calloc(1, sizeof *m);
  if (m == NULL) return wt_no_memory(error, path);
  return finish(m, wt_container_open(path, KIND, VERSION, &m->file, error), out, error);
}

wt_status wt_sequence_model_check(const uint8_t *data, size_t size, wt_sequence_model **out,
                                  wt_error *error) {
  wt_sequence_model *m = wt_calloc(1, sizeof *m);
  if (m == NULL) return wt_no_memory(error, "model");
  wt_status status = wt_container_check(data, size, "memory", KIND, VERSION, &m->file, error);
  status = finish(m, status, out, error);
  if (status == WT_OK) m->file.view = (wt_view){.data = data, .size = size};
  return status;
}

void wt_sequence_model_close(wt_sequence_model *model) {
  if (model == NULL) return;
  wt_container_close(&model->file);
  wt_free(model);
}

uint64_t wt_sequence_model_hash(const wt_sequence_model *model) { return model->file.checksum; }

/* ---- looking up --------------------------------------------------------------------- */

const int8_t *wt_sequence_model_row(const wt_sequence_model *m, uint32_t feature) {
  uint32_t key = row_key(feature), slots = m->meta->row_slots;
  size_t i = slot_of(key, slots);
  for (int probe = 0; probe < MAX_PROBES; probe++) {
    if (m->keys[i] == key) return m->rows + i * WT_ROW;
    if (m->keys[i] == 0) return NULL;
    if (++i == slots) i = 0;
  }
  return NULL;
}

const int16_t (*wt_sequence_model_transitions(const wt_sequence_model *model))[WT_LABELS] {
  return (const int16_t(*)[WT_LABELS])model->transitions;
}

static int look_up_classes(const void *context, const char *word, size_t size, uint32_t *classes) {
  const wt_sequence_model *m = context;
  uint64_t key = wt_class_key(word, size);
  uint32_t slots = m->meta->class_slots;
  size_t i = slot_of((uint32_t)(key >> 32), slots);
  for (int probe = 0; probe < MAX_PROBES && m->class_keys[i] != 0; probe++) {
    if (m->class_keys[i] == key) {
      for (uint32_t l = 0; l < m->meta->levels; l++)
        classes[l] = m->classes[i * m->meta->levels + l];
      return (int)m->meta->levels;
    }
    if (++i == slots) i = 0;
  }
  return 0;
}

wt_class_lookup wt_sequence_model_classes(const wt_sequence_model *model) {
  return (wt_class_lookup){.context = model, .lookup = look_up_classes};
}

float wt_sequence_model_confidence(const wt_sequence_model *m, int32_t margin) {
  float x = m->meta->slope * (float)margin * m->meta->unit + m->meta->offset;
  return 1 / (1 + expf(-x));
}

/* ---- writing ------------------------------------------------------------------------ */

/* The tables of a file in the making. */
typedef struct tables {
  meta head;
  uint32_t *keys;
  int8_t (*rows)[WT_ROW];
  uint64_t *class_keys;
  uint16_t *classes;
} tables;

static wt_status fill_tables(tables *t, const wt_sequence_model_source *s, const char *path,
                             wt_error *error) {
  for (size_t r = 0; r < s->n_rows; r++) {
    uint32_t key = row_key(s->features[r]);
    size_t i = slot_of(key, t->head.row_slots), probe = 0;
    for (; t->keys[i] != 0 && probe < MAX_PROBES; probe++)
      if (++i == t->head.row_slots) i = 0;
    if (probe == MAX_PROBES) return wt_fail(error, WT_TOO_LARGE, path, "feature table too dense");
    t->keys[i] = key;
    memcpy(t->rows[i], s->rows[r], WT_ROW);
  }
  for (size_t w = 0; w < s->n_class_words; w++) {
    size_t i = slot_of((uint32_t)(s->class_words[w] >> 32), t->head.class_slots), probe = 0;
    for (; t->class_keys[i] != 0 && probe < MAX_PROBES; probe++)
      if (++i == t->head.class_slots) i = 0;
    if (probe == MAX_PROBES) return wt_fail(error, WT_TOO_LARGE, path, "class table too dense");
    t->class_keys[i] = s->class_words[w];
    memcpy(t->classes + i * s->n_levels, s->classes + w * s->n_levels, s->n_levels * 2);
  }
  return WT_OK;
}

wt_status wt_sequence_model_write(const wt_sequence_model_source *s, const char *path,
                                  wt_error *error) {
  tables t = {.head = {.row_slots = slots_for(s->n_rows),
                       .class_slots = slots_for(s->n_class_words),
                       .levels = (uint32_t)s->n_levels,
                       .n_rows = (uint32_t)s->n_rows,
                       .unit = s->unit,
                       .slope = s->slope,
                       .offset = s->offset}};
  t.keys = wt_calloc(t.head.row_slots, sizeof *t.keys);
  t.rows = wt_calloc(t.head.row_slots, sizeof *t.rows);
  t.class_keys = wt_calloc(t.head.class_slots, sizeof *t.class_keys);
  t.classes = wt_calloc((size_t)t.head.class_slots * (s->n_levels + 1), sizeof *t.classes);
  wt_status status = WT_OK;
  if (t.keys == NULL || t.rows == NULL || t.class_keys == NULL || t.classes == NULL)
    status = wt_no_memory(error, path);
  if (status == WT_OK) status = fill_tables(&t, s, path, error);
  if (status == WT_OK) {
    wt_section_source sections[] = {
        {"META    ", &t.head, sizeof t.head},
        {"KEYS    ", t.keys, t.head.row_slots * sizeof *t.keys},
        {"ROWS    ", t.rows, t.head.row_slots * sizeof *t.rows},
        {"TRANSIT ", s->transitions, sizeof s->transitions},
        {"CLASSKEY", t.class_keys, t.head.class_slots * sizeof *t.class_keys},
        {"CLASSES ", t.classes, (size_t)t.head.class_slots * s->n_levels * sizeof *t.classes}};
    status = wt_container_write(path, KIND, VERSION, sections, sizeof sections / sizeof *sections,
                                error);
  }
  wt_free(t.keys);
  wt_free(t.rows);
  wt_free(t.class_keys);
  wt_free(t.classes);
  return status;
}
