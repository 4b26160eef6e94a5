#include "match/entries.h"

#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "base/mem.h"
#include "match/sort.h"

void wt_entries_release(wt_entries *e) {
  wt_free(e->entry_of);
  wt_free(e->weights);
  wt_buffer_release(&e->index);
  wt_buffer_release(&e->records);
  wt_buffer_release(&e->text_index);
  wt_buffer_release(&e->texts);
  *e = (wt_entries){0};
}

/* ---- shared texts ------------------------------------------------------------------- */

/* Distinct strings, numbered in byte order whatever the order in which they came. */
typedef struct text_set {
  wt_map map;          /* string to its number of arrival, later to its final number */
  wt_sort_item *items; /* [n] */
  wt_slice *texts;     /* [n] by arrival */
  size_t n, capacity, text_capacity;
} text_set;

static void text_set_release(text_set *set) {
  wt_map_release(&set->map);
  wt_free(set->items);
  wt_free(set->texts);
}

static bool text_set_add(text_set *set, wt_slice text) {
  bool added;
  if (wt_map_add(&set->map, text.bytes, text.size, (uint32_t)set->n, &added) == NULL) return false;
  if (!added) return true;
  wt_slice *texts = wt_grow(set->texts, &set->text_capacity, set->n + 1, sizeof *texts);
  if (texts == NULL) return false;
  set->texts = texts;
  wt_sort_item *items = wt_grow(set->items, &set->capacity, set->n + 1, sizeof *items);
  if (items == NULL) return false;
  set->items = items;
  items[set->n].index = (uint32_t)set->n;
  wt_sort_prefix(&items[set->n], text.bytes, text.size);
  texts[set->n++] = text;
  return true;
}

static int compare_texts(const void *context, uint32_t a, uint32_t b) {
  const wt_slice *texts = context;
  return wt_sort_bytes(texts[a].bytes, texts[a].size, texts[b].bytes, texts[b].size);
}

/* Numbers the strings and appends them to the sections. */
static wt_status text_set_finish(text_set *set, wt_entries *e, wt_error *error) {
  wt_status status = wt_sort(set->items, set->n, 1, compare_texts, set->texts, error);
  for (size_t i = 0; status == WT_OK && i < set->n; i++) {
    wt_slice text = set->texts[set->items[i].index];
    *wt_map_find(&set->map, text.bytes, text.size) = (uint32_t)i;
    wt_buffer_u32(&e->text_index, (uint32_t)e->texts.size);
    wt_buffer_append(&e->texts, text.bytes, text.size);
    wt_buffer_byte(&e->texts, '\0');
  }
  return status;
}

static uint32_t text_set_find(const text_set *set, wt_slice text) {
  return *wt_map_find(&set->map, text.bytes, text.size);
}

static wt_slice file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash == NULL ? path : slash + 1;
  return (wt_slice){name, strlen(name)};
}

static wt_status number_texts(const wt_row *rows, size_t n_rows, const char *const *lists,
                              size_t n_lists, text_set sets[2], wt_entries *e, wt_error *error) {
  for (size_t i = 0; i < n_lists; i++)
    if (!text_set_add(&sets[0], file_name(lists[i]))) return wt_no_memory(error, "lists");
  for (size_t i = 0; i < n_rows; i++)
    if (rows[i].subtype.size > 0 && !text_set_add(&sets[1], rows[i].subtype))
      return wt_no_memory(error, "subtypes");
  if (sets[0].n > WT_MAX_LISTS)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than %d lists", WT_MAX_LISTS);
  if (sets[1].n > UINT16_MAX)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than %d subtypes", UINT16_MAX);
  e->n_lists = (uint32_t)sets[0].n;
  e->n_subtypes = (uint32_t)sets[1].n;
  wt_status status = text_set_finish(&sets[0], e, error);
  return status != WT_OK ? status : text_set_finish(&sets[1], e, error);
}

/* ---- entries ------------------------------------------------------------------------ */

static int compare_rows(const void *context, uint32_t a, uint32_t b) {
  const wt_row *x = (const wt_row *)context + a, *y = (const wt_row *)context + b;
  int order = wt_sort_bytes(x->id.bytes, x->id.size, y->id.bytes, y->id.size);
  if (order == 0) order = (int)x->type - (int)y->type;
  if (order == 0) order = (int)x->veto - (int)y->veto;
  if (order == 0 && x->id.size == 0)
    order = wt_sort_bytes(x->name.bytes, x->name.size, y->name.bytes, y->name.size);
  return order != 0 ? order : (a > b) - (a < b);
}

static bool same_entry(const wt_row *a, const wt_row *b) {
  return a->type == b->type && a->veto == b->veto && a->id.size > 0 && a->id.size == b->id.size &&
         memcmp(a->id.bytes, b->id.bytes, a->id.size) == 0;
}

/* Joins a later row of the same entry into *row. */
static void join(wt_row *row, const wt_row *later) {
  row->name = later->name;
  row->list = later->list;
  if (later->subtype.size > 0) row->subtype = later->subtype;
  if (later->same_as.size > 0) row->same_as = later->same_as;
  if (later->refers_to.size > 0) row->refers_to = later->refers_to;
  if (later->within.size > 0) row->within = later->within;
  if (later->country[0] != 0) memcpy(row->country, later->country, 2);
  if (later->has_weight) row->weight = later->weight, row->has_weight = true;
  if (later->has_position) {
    row->has_position = true;
    row->lat = later->lat, row->lon = later->lon;
  }
}

static void put_text(wt_buffer *out, wt_slice text) {
  wt_buffer_append(out, text.bytes, text.size);
  wt_buffer_byte(out, '\0');
}

static void write_entry(const wt_row *row, const char *const *lists, const text_set sets[2],
                        wt_entries *e) {
  wt_buffer *out = &e->records;
  unsigned list = text_set_find(&sets[0], file_name(lists[row->list]));
  if (row->veto) list |= WT_VETO_ENTRY;
  if (row->within.size > 0) list |= WT_HAS_WITHIN;
  bool weighs = row->weight != 0;
  unsigned bits = row->type | (row->country[0] != 0 ? WT_HAS_COUNTRY : 0u) |
                  (row->subtype.size > 0 ? WT_HAS_SUBTYPE : 0u) | (weighs ? WT_HAS_WEIGHT : 0u) |
                  (row->has_position ? WT_HAS_POSITION : 0u) |
                  (row->same_as.size > 0 ? WT_HAS_SAME_AS : 0u) |
                  (row->refers_to.size > 0 ? WT_HAS_REFERS_TO : 0u);
  wt_gaz_head head = {.bits = (uint8_t)bits, .list = {(uint8_t)list, (uint8_t)(list >> 8)}};
  wt_buffer_u32(&e->index, (uint32_t)out->size);
  wt_buffer_append(out, &head, sizeof head);
  if (row->country[0] != 0) wt_buffer_append(out, row->country, 2);
  if (row->subtype.size > 0) {
    uint16_t subtype = (uint16_t)text_set_find(&sets[1], row->subtype);
    wt_buffer_append(out, &subtype, sizeof subtype);
  }
  if (weighs) wt_buffer_u32(out, row->weight);
  if (row->has_position) {
    wt_buffer_u32(out, (uint32_t)row->lat);
    wt_buffer_u32(out, (uint32_t)row->lon);
  }
  put_text(out, row->id);
  put_text(out, row->name);
  if (row->same_as.size > 0) put_text(out, row->same_as);
  if (row->refers_to.size > 0) put_text(out, row->refers_to);
  if (row->within.size > 0) put_text(out, row->within);
}

static wt_status write_all(const wt_row *rows, const wt_sort_item *items, size_t n_rows,
                           const char *const *lists, const text_set sets[2], wt_entries *e,
                           wt_error *error) {
  for (size_t i = 0; i < n_rows;) {
    wt_row row = rows[items[i].index];
    size_t end = i + 1;
    e->entry_of[items[i].index] = (uint32_t)e->n;
    for (; end < n_rows && same_entry(&row, &rows[items[end].index]); end++) {
      join(&row, &rows[items[end].index]);
      e->entry_of[items[end].index] = (uint32_t)e->n;
    }
    write_entry(&row, lists, sets, e);
    e->weights[e->n++] = row.weight;
    e->has_vetoes |= row.veto;
    i = end;
  }
  if (e->records.failed || e->index.failed || e->texts.failed || e->text_index.failed)
    return wt_no_memory(error, "entries");
  if (e->records.size > UINT32_MAX)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than 4 GiB of entries");
  return WT_OK;
}

wt_status wt_entries_build(const wt_row *rows, size_t n_rows, const char *const *lists,
                           size_t n_lists, size_t n_threads, wt_entries *out, wt_error *error) {
  text_set sets[2] = {0};
  wt_sort_item *items = wt_calloc(n_rows, sizeof *items);
  out->entry_of = wt_calloc(n_rows, sizeof *out->entry_of);
  out->weights = wt_calloc(n_rows, sizeof *out->weights);
  wt_status status = WT_OK;
  if (items == NULL || out->entry_of == NULL || out->weights == NULL)
    status = wt_no_memory(error, "entries");
  for (size_t i = 0; status == WT_OK && i < n_rows; i++) {
    items[i].index = (uint32_t)i;
    wt_sort_prefix(&items[i], rows[i].id.bytes, rows[i].id.size);
  }
  if (status == WT_OK) status = wt_sort(items, n_rows, n_threads, compare_rows, rows, error);
  if (status == WT_OK) status = number_texts(rows, n_rows, lists, n_lists, sets, out, error);
  if (status == WT_OK) status = write_all(rows, items, n_rows, lists, sets, out, error);
  text_set_release(&sets[0]);
  text_set_release(&sets[1]);
  wt_free(items);
  return status;
}
