#include "train/class_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "recognise/sequence_model.h"

typedef struct row {
  uint64_t key;
  uint16_t classes[WT_CLASS_LEVELS];
} row;

static int by_key(const void *a, const void *b) {
  uint64_t x = ((const row *)a)->key, y = ((const row *)b)->key;
  return (x > y) - (x < y);
}

/* Reads "word<TAB>class<TAB>class..."; returns the number of levels, 0 when the line is none. */
static size_t read_row(const char *line, const char *end, row *out) {
  const char *tab = memchr(line, '\t', (size_t)(end - line));
  if (tab == NULL || tab == line) return 0;
  *out = (row){.key = wt_class_key(line, (size_t)(tab - line))};
  size_t levels = 0;
  for (const char *at = tab; at < end && *at == '\t'; levels++) {
    unsigned value = 0;
    const char *digits = ++at;
    for (; at < end && *at >= '0' && *at <= '9' && value <= UINT16_MAX; at++)
      value = value * 10 + (unsigned)(*at - '0');
    if (at == digits || value > UINT16_MAX || levels == WT_CLASS_LEVELS) return 0;
    out->classes[levels] = (uint16_t)value;
  }
  return levels;
}

static wt_status read_rows(const char *path, const wt_view *view, row **rows, size_t *n,
                           size_t *n_levels, wt_error *error) {
  const char *at = (const char *)view->data, *end = at + view->size;
  size_t capacity = 0;
  for (uint64_t line = 1; at < end; line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    row *grown = wt_grow(*rows, &capacity, *n + 1, sizeof *grown);
    if (grown == NULL) return wt_no_memory(error, path);
    *rows = grown;
    size_t levels = read_row(at, stop, &grown[*n]);
    if (levels == 0 || (*n > 0 && levels != *n_levels))
      return wt_fail_at(error, WT_BAD_INPUT, path, line, 0,
                        "a word, then 1 to %d classes, were expected", WT_CLASS_LEVELS);
    *n_levels = levels;
    (*n)++;
    at = stop + 1;
  }
  return WT_OK;
}

wt_status wt_class_table_read(const char *path, wt_class_table *out, wt_error *error) {
  wt_view view;
  row *rows = NULL;
  wt_class_table table = {0};
  size_t n = 0;
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  status = read_rows(path, &view, &rows, &n, &table.n_levels, error);
  if (status == WT_OK) {
    table.keys = wt_malloc((n + 1) * sizeof *table.keys);
    table.classes = wt_malloc((n + 1) * (table.n_levels + 1) * sizeof *table.classes);
    if (table.keys == NULL || table.classes == NULL) status = wt_no_memory(error, path);
  }
  if (status == WT_OK) {
    if (n > 0) qsort(rows, n, sizeof *rows, by_key);
    for (size_t i = 0; i < n; i++) {
      if (table.n > 0 && table.keys[table.n - 1] == rows[i].key) continue;
      table.keys[table.n] = rows[i].key;
      memcpy(table.classes + table.n++ * table.n_levels, rows[i].classes,
             table.n_levels * sizeof *table.classes);
    }
    *out = table;
  } else {
    wt_class_table_release(&table);
  }
  wt_free(rows);
  wt_view_close(&view);
  return status;
}

void wt_class_table_release(wt_class_table *table) {
  wt_free(table->keys);
  wt_free(table->classes);
  *table = (wt_class_table){0};
}

static int look_up(const void *context, const char *word, size_t size, uint32_t *classes) {
  const wt_class_table *t = context;
  uint64_t key = wt_class_key(word, size);
  size_t low = 0, high = t->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (t->keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == t->n || t->keys[low] != key) return 0;
  for (size_t l = 0; l < t->n_levels; l++) classes[l] = t->classes[low * t->n_levels + l];
  return (int)t->n_levels;
}

wt_class_lookup wt_class_table_lookup(const wt_class_table *table) {
  return (wt_class_lookup){.context = table, .lookup = look_up};
}
