#include "recognise/sequence_model.h"

#include <math.h>
#include <string.h>

#include "base/container.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

static const char KIND[8] = "RECOGNIS";
enum { VERSION = 2, MAX_PROBES = 512 };

typedef struct meta {
  uint32_t row_lines, class_slots, levels, n_rows;
  float unit, slope, offset;
  uint32_t reserved;
} meta;

struct wt_sequence_model {
  wt_container file;
  const meta *meta;
  const wt_row_line *lines;   /* [row_lines] */
  const int16_t *transitions; /* [WT_LABELS][WT_LABELS] */
  const uint64_t *class_keys; /* [class_slots] 0: free */
  const uint16_t *classes;    /* [class_slots][levels] */
};

/* The class table: open addressing, linear probing, at most MAX_PROBES steps, load 0.8. The rows
 * lie in lines of three, load 0.7. */
static size_t slot_of(uint32_t hash, uint32_t slots) {
  return (size_t)((uint64_t)hash * slots >> 32);
}

static uint32_t class_slots_for(size_t n) { return (uint32_t)(n + n / 4 + 16); }
static uint32_t row_lines_for(size_t n) { return (uint32_t)(n * 10 / 21 + 4); }

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
  wt_section meta_section, rows, transitions, class_keys, classes;
  const wt_container *f = &m->file;
  wt_status status = wt_container_section(f, "META    ", sizeof(meta), &meta_section, error);
  if (status == WT_OK)
    status = wt_container_section(f, "ROWS    ", sizeof(wt_row_line), &rows, error);
  if (status == WT_OK) status = wt_container_section(f, "TRANSIT ", 2, &transitions, error);
  if (status == WT_OK) status = wt_container_section(f, "CLASSKEY", 8, &class_keys, error);
  if (status == WT_OK) status = wt_container_section(f, "CLASSES ", 2, &classes, error);
  if (status != WT_OK) return status;

  const meta *head = meta_section.data;
  if (meta_section.size != sizeof(meta)) return bad(m, error, "damaged head");
  if (head->levels > WT_CLASS_LEVELS || head->row_lines == 0 || head->class_slots == 0)
    return bad(m, error, "damaged head");
  if (rows.size != head->row_lines * sizeof(wt_row_line) ||
      transitions.size != sizeof(int16_t[WT_LABELS][WT_LABELS]) ||
      class_keys.size != (size_t)head->class_slots * 8 ||
      classes.size != (size_t)head->class_slots * head->levels * 2)
    return bad(m, error, "tables that do not fit together");
  if (!(head->unit > 0 && head->unit < 1000 && fabsf(head->slope) < 1000 &&
        fabsf(head->offset) < 1000))
    return bad(m, error, "numbers out of range");
  m->meta = head;
  m->lines = rows.data;
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

wt_row_table wt_sequence_model_rows(const wt_sequence_model *m) {
  return (wt_row_table){.lines = m->lines, .n = m->meta->row_lines};
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

int wt_sequence_model_units(const wt_sequence_model *m, float score) {
  return (int)fminf(score / m->meta->unit, 32000);
}

/* ---- writing ------------------------------------------------------------------------ */

/* The tables of a file in the making. */
typedef struct tables {
  meta head;
  wt_row_line *lines;
  uint64_t *class_keys;
  uint16_t *classes;
} tables;

/* The first line from the feature's home on with a free place; the full ones before it are marked.
 * NULL: too far. */
static wt_row_line *line_for(tables *t, uint32_t feature) {
  wt_row_line *line = &t->lines[(uint64_t)feature * t->head.row_lines >> 32];
  for (int probe = 0; probe < WT_LINE_PROBES; probe++) {
    if (line->keys[WT_LINE_ROWS - 1] == 0) return line;
    line->full = 1;
    if (++line == t->lines + t->head.row_lines) line = t->lines;
  }
  return NULL;
}

static wt_status fill_rows(tables *t, const wt_sequence_model_source *s, const char *path,
                           wt_error *error) {
  for (size_t r = 0; r < s->n_rows; r++) {
    wt_row_line *line = line_for(t, s->features[r]);
    if (line == NULL) return wt_fail(error, WT_TOO_LARGE, path, "feature table too dense");
    int i = 0;
    while (line->keys[i] != 0) i++;
    line->keys[i] = s->features[r];
    memcpy(line->rows[i], s->rows[r], WT_ROW);
  }
  return WT_OK;
}

static wt_status fill_classes(tables *t, const wt_sequence_model_source *s, const char *path,
                              wt_error *error) {
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
  tables t = {.head = {.row_lines = row_lines_for(s->n_rows),
                       .class_slots = class_slots_for(s->n_class_words),
                       .levels = (uint32_t)s->n_levels,
                       .n_rows = (uint32_t)s->n_rows,
                       .unit = s->unit,
                       .slope = s->slope,
                       .offset = s->offset}};
  t.lines = wt_calloc(t.head.row_lines, sizeof *t.lines);
  t.class_keys = wt_calloc(t.head.class_slots, sizeof *t.class_keys);
  t.classes = wt_calloc((size_t)t.head.class_slots * (s->n_levels + 1), sizeof *t.classes);
  wt_status status = WT_OK;
  if (t.lines == NULL || t.class_keys == NULL || t.classes == NULL)
    status = wt_no_memory(error, path);
  if (status == WT_OK) status = fill_rows(&t, s, path, error);
  if (status == WT_OK) status = fill_classes(&t, s, path, error);
  if (status == WT_OK) {
    wt_section_source sections[] = {
        {"META    ", &t.head, sizeof t.head},
        {"ROWS    ", t.lines, t.head.row_lines * sizeof *t.lines},
        {"TRANSIT ", s->transitions, sizeof s->transitions},
        {"CLASSKEY", t.class_keys, t.head.class_slots * sizeof *t.class_keys},
        {"CLASSES ", t.classes, (size_t)t.head.class_slots * s->n_levels * sizeof *t.classes}};
    status = wt_container_write(path, KIND, VERSION, sections, sizeof sections / sizeof *sections,
                                error);
  }
  wt_free(t.lines);
  wt_free(t.class_keys);
  wt_free(t.classes);
  return status;
}
