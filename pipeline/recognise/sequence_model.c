#include "recognise/sequence_model.h"

#include <math.h>
#include <string.h>

#include "base/container.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

static const char KIND[8] = "RECOGNIS";
enum { VERSION = 3, MAX_PROBES = 512 };

typedef struct meta {
  uint32_t row_lines, class_slots[WT_CLASS_TABLES], levels[WT_CLASS_TABLES], n_rows;
  float unit, slope, offset;
  uint32_t reserved;
} meta;

struct wt_sequence_model {
  wt_container file;
  const meta *meta;
  const wt_row_line *lines;                    /* [row_lines] */
  const int16_t *transitions;                  /* [WT_LABELS][WT_LABELS] */
  const uint64_t *class_keys[WT_CLASS_TABLES]; /* [class_slots] 0: free */
  const uint16_t *classes[WT_CLASS_TABLES];    /* [class_slots][levels] */
};

static const char KEY_TAGS[WT_CLASS_TABLES][9] = {"CLASSKEY", "LOWERKEY"};
static const char CLASS_TAGS[WT_CLASS_TABLES][9] = {"CLASSES ", "LOWERCLS"};

/* The class tables: open addressing, linear probing, at most MAX_PROBES steps, load 0.8. The rows
 * lie in lines of three, load 0.7. */
static size_t slot_of(uint32_t hash, uint32_t slots) {
  return (size_t)((uint64_t)hash * slots >> 32);
}

static uint32_t class_slots_for(size_t n) { return (uint32_t)(n + n / 4 + 16); }
static uint32_t row_lines_for(size_t n) { return (uint32_t)(n * 10 / 21 + 4); }

uint64_t wt_class_key(int table, const char *word, size_t size) {
  char plain[64];
  if (size > sizeof plain) size = sizeof plain;
  for (size_t i = 0; i < size; i++) {
    plain[i] = word[i] >= '0' && word[i] <= '9' ? '0' : word[i];
    if (table == WT_CASELESS_TABLE && plain[i] >= 'A' && plain[i] <= 'Z')
      plain[i] = (char)(plain[i] - 'A' + 'a');
  }
  uint64_t hash = wt_hash(plain, size);
  return hash == 0 ? 1 : hash;
}

/* ---- opening ------------------------------------------------------------------------ */

static wt_status bad(const wt_sequence_model *m, wt_error *error, const char *what) {
  return wt_fail(error, WT_BAD_FILE, m->file.name, "%s; train or fetch it again", what);
}

static wt_status read_classes(wt_sequence_model *m, int table, wt_error *error) {
  wt_section keys, classes;
  const uint32_t slots = m->meta->class_slots[table], levels = m->meta->levels[table];
  wt_status status = wt_container_section(&m->file, KEY_TAGS[table], 8, &keys, error);
  if (status == WT_OK)
    status = wt_container_section(&m->file, CLASS_TAGS[table], 2, &classes, error);
  if (status != WT_OK) return status;
  if (levels > WT_TABLE_LEVELS || slots == 0) return bad(m, error, "damaged head");
  if (keys.size != (size_t)slots * 8 || classes.size != (size_t)slots * levels * 2)
    return bad(m, error, "tables that do not fit together");
  m->class_keys[table] = keys.data;
  m->classes[table] = classes.data;
  return WT_OK;
}

static wt_status read_sections(wt_sequence_model *m, wt_error *error) {
  wt_section meta_section, rows, transitions;
  const wt_container *f = &m->file;
  wt_status status = wt_container_section(f, "META    ", sizeof(meta), &meta_section, error);
  if (status == WT_OK)
    status = wt_container_section(f, "ROWS    ", sizeof(wt_row_line), &rows, error);
  if (status == WT_OK) status = wt_container_section(f, "TRANSIT ", 2, &transitions, error);
  if (status != WT_OK) return status;

  const meta *head = meta_section.data;
  if (meta_section.size != sizeof(meta)) return bad(m, error, "damaged head");
  if (head->row_lines == 0) return bad(m, error, "damaged head");
  if (rows.size != head->row_lines * sizeof(wt_row_line) ||
      transitions.size != sizeof(int16_t[WT_LABELS][WT_LABELS]))
    return bad(m, error, "tables that do not fit together");
  if (!(head->unit > 0 && head->unit < 1000 && fabsf(head->slope) < 1000 &&
        fabsf(head->offset) < 1000))
    return bad(m, error, "numbers out of range");
  m->meta = head;
  m->lines = rows.data;
  m->transitions = transitions.data;
  for (int table = 0; status == WT_OK && table < WT_CLASS_TABLES; table++)
    status = read_classes(m, table, error);
  return status;
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

/* Where a word stands in a table, or its number of slots. */
static size_t find_class(const wt_sequence_model *m, int table, uint64_t key) {
  const uint64_t *keys = m->class_keys[table];
  uint32_t slots = m->meta->class_slots[table];
  size_t i = slot_of((uint32_t)(key >> 32), slots);
  for (int probe = 0; probe < MAX_PROBES && keys[i] != 0; probe++) {
    if (keys[i] == key) return i;
    if (++i == slots) i = 0;
  }
  return slots;
}

static unsigned look_up_classes(const void *context, const char *word, size_t size,
                                uint16_t *classes) {
  const wt_sequence_model *m = context;
  unsigned known = 0;
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    size_t i = find_class(m, table, wt_class_key(table, word, size)), n = m->meta->levels[table];
    if (i == m->meta->class_slots[table]) continue;
    memcpy(classes + table * WT_TABLE_LEVELS, m->classes[table] + i * n, n * sizeof *classes);
    known |= ((1u << n) - 1) << (table * WT_TABLE_LEVELS);
  }
  return known;
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
  uint64_t *class_keys[WT_CLASS_TABLES];
  uint16_t *classes[WT_CLASS_TABLES];
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

static wt_status fill_classes(tables *t, int table, const wt_class_list *list, const char *path,
                              wt_error *error) {
  uint32_t slots = t->head.class_slots[table];
  for (size_t w = 0; w < list->n; w++) {
    size_t i = slot_of((uint32_t)(list->keys[w] >> 32), slots), probe = 0;
    for (; t->class_keys[table][i] != 0 && probe < MAX_PROBES; probe++)
      if (++i == slots) i = 0;
    if (probe == MAX_PROBES) return wt_fail(error, WT_TOO_LARGE, path, "class table too dense");
    t->class_keys[table][i] = list->keys[w];
    memcpy(t->classes[table] + i * list->levels, list->classes + w * list->levels,
           list->levels * sizeof *list->classes);
  }
  return WT_OK;
}

/* Counts and room. */
static bool reserve(tables *t, const wt_sequence_model_source *s) {
  t->head = (meta){.row_lines = row_lines_for(s->n_rows),
                   .n_rows = (uint32_t)s->n_rows,
                   .unit = s->unit,
                   .slope = s->slope,
                   .offset = s->offset};
  t->lines = wt_calloc(t->head.row_lines, sizeof *t->lines);
  bool fine = t->lines != NULL;
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    const wt_class_list *list = &s->classes[table];
    size_t slots = class_slots_for(list->n);
    t->head.class_slots[table] = (uint32_t)slots;
    t->head.levels[table] = (uint32_t)list->levels;
    t->class_keys[table] = wt_calloc(slots, sizeof *t->class_keys[table]);
    t->classes[table] = wt_calloc(slots * (list->levels + 1), sizeof *t->classes[table]);
    fine = fine && t->class_keys[table] != NULL && t->classes[table] != NULL;
  }
  return fine;
}

static wt_status write_tables(const tables *t, const wt_sequence_model_source *s, const char *path,
                              wt_error *error) {
  const meta *h = &t->head;
  wt_section_source sections[3 + 2 * WT_CLASS_TABLES] = {
      {"META    ", h, sizeof *h},
      {"ROWS    ", t->lines, h->row_lines * sizeof *t->lines},
      {"TRANSIT ", s->transitions, sizeof s->transitions}};
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    size_t slots = h->class_slots[table];
    wt_section_source *pair = &sections[3 + 2 * table];
    pair[0] = (wt_section_source){.data = t->class_keys[table], .size = slots * sizeof(uint64_t)};
    pair[1] = (wt_section_source){.data = t->classes[table],
                                  .size = slots * h->levels[table] * sizeof(uint16_t)};
    memcpy(pair[0].tag, KEY_TAGS[table], sizeof pair[0].tag);
    memcpy(pair[1].tag, CLASS_TAGS[table], sizeof pair[1].tag);
  }
  return wt_container_write(path, KIND, VERSION, sections, sizeof sections / sizeof *sections,
                            error);
}

wt_status wt_sequence_model_write(const wt_sequence_model_source *s, const char *path,
                                  wt_error *error) {
  tables t = {0};
  wt_status status = reserve(&t, s) ? WT_OK : wt_no_memory(error, path);
  if (status == WT_OK) status = fill_rows(&t, s, path, error);
  for (int table = 0; status == WT_OK && table < WT_CLASS_TABLES; table++)
    status = fill_classes(&t, table, &s->classes[table], path, error);
  if (status == WT_OK) status = write_tables(&t, s, path, error);
  wt_free(t.lines);
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    wt_free(t.class_keys[table]);
    wt_free(t.classes[table]);
  }
  return status;
}
