#include "train/class_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "recognise/sequence_model.h"

typedef struct row {
  uint64_t key, line;
  uint16_t classes[WT_TABLE_LEVELS];
} row;

static int by_key(const void *a, const void *b) {
  const row *x = a, *y = b;
  if (x->key == y->key) return (x->line > y->line) - (x->line < y->line);
  return x->key > y->key ? 1 : -1;
}

/* Reads "word<TAB>class<TAB>class..."; returns the number of levels, 0 when the line is none. */
static size_t read_row(const char *line, const char *end, int table, row *out) {
  const char *tab = memchr(line, '\t', (size_t)(end - line));
  if (tab == NULL || tab == line) return 0;
  *out = (row){.key = wt_class_key(table, line, (size_t)(tab - line))};
  size_t levels = 0;
  for (const char *at = tab; at < end && *at == '\t'; levels++) {
    unsigned value = 0;
    const char *digits = ++at;
    for (; at < end && *at >= '0' && *at <= '9' && value <= UINT16_MAX; at++)
      value = value * 10 + (unsigned)(*at - '0');
    if (at == digits || value > UINT16_MAX || levels == WT_TABLE_LEVELS) return 0;
    out->classes[levels] = (uint16_t)value;
  }
  return levels;
}

static wt_status read_rows(const char *path, int table, const wt_view *view, row **rows, size_t *n,
                           size_t *n_levels, wt_error *error) {
  const char *at = (const char *)view->data, *end = at + view->size;
  size_t capacity = 0;
  for (uint64_t line = 1; at < end; line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    row *grown = wt_grow(*rows, &capacity, *n + 1, sizeof *grown);
    if (grown == NULL) return wt_no_memory(error, path);
    *rows = grown;
    size_t levels = read_row(at, stop, table, &grown[*n]);
    grown[*n].line = line;
    if (levels == 0 || (*n > 0 && levels != *n_levels))
      return wt_fail_at(error, WT_BAD_INPUT, path, line, 0,
                        "a word, then 1 to %d classes, were expected", WT_TABLE_LEVELS);
    *n_levels = levels;
    (*n)++;
    at = stop + 1;
  }
  return WT_OK;
}

/* Sorted rows become a table; of equal keys the first stays. */
static wt_status fill_table(const char *path, const row *rows, size_t n, wt_class_table *out,
                            wt_error *error) {
  out->keys = wt_malloc((n + 1) * sizeof *out->keys);
  out->classes = wt_malloc((n + 1) * (out->n_levels + 1) * sizeof *out->classes);
  if (out->keys == NULL || out->classes == NULL) return wt_no_memory(error, path);
  for (size_t i = 0; i < n; i++) {
    if (out->n > 0 && out->keys[out->n - 1] == rows[i].key) continue;
    out->keys[out->n] = rows[i].key;
    memcpy(out->classes + out->n++ * out->n_levels, rows[i].classes,
           out->n_levels * sizeof *out->classes);
  }
  return WT_OK;
}

static void release_table(wt_class_table *table) {
  wt_free(table->keys);
  wt_free(table->classes);
  *table = (wt_class_table){0};
}

wt_status wt_class_tables_read(const char *path, int table, wt_class_tables *io, wt_error *error) {
  wt_view view;
  row *rows = NULL;
  wt_class_table made = {0};
  size_t n = 0;
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  status = read_rows(path, table, &view, &rows, &n, &made.n_levels, error);
  if (status == WT_OK) {
    if (n > 0) qsort(rows, n, sizeof *rows, by_key);
    status = fill_table(path, rows, n, &made, error);
  }
  if (status == WT_OK) {
    release_table(&io->tables[table]);
    io->tables[table] = made;
  } else {
    release_table(&made);
  }
  wt_free(rows);
  wt_view_close(&view);
  return status;
}

void wt_class_tables_release(wt_class_tables *tables) {
  for (int table = 0; table < WT_CLASS_TABLES; table++) release_table(&tables->tables[table]);
}

/* The classes of a key, or NULL. */
static const uint16_t *find(const wt_class_table *t, uint64_t key) {
  size_t low = 0, high = t->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (t->keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low == t->n || t->keys[low] != key ? NULL : &t->classes[low * t->n_levels];
}

static unsigned look_up(const void *context, const char *word, size_t size, uint16_t *classes) {
  const wt_class_tables *tables = context;
  unsigned known = 0;
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    const wt_class_table *t = &tables->tables[table];
    const uint16_t *found = find(t, wt_class_key(table, word, size));
    if (found == NULL) continue;
    memcpy(classes + table * WT_TABLE_LEVELS, found, t->n_levels * sizeof *classes);
    known |= ((1u << t->n_levels) - 1) << (table * WT_TABLE_LEVELS);
  }
  return known;
}

wt_class_lookup wt_class_tables_lookup(const wt_class_tables *tables) {
  return (wt_class_lookup){.context = tables, .lookup = look_up};
}
