#include "import/class_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"

static const wt_class_root ROOTS[] = {
#include "import/class_roots.inc"
};
enum { N_ROOTS = sizeof ROOTS / sizeof ROOTS[0] };

wt_status wt_class_tree_add_edge(wt_class_tree *t, uint32_t class, uint32_t wider,
                                 wt_error *error) {
  wt_class_edge *grown = wt_grow(t->edges, &t->edge_capacity, t->n_edges + 1, sizeof *grown);
  if (grown == NULL) return wt_no_memory(error, "classes");
  t->edges = grown;
  t->edges[t->n_edges++] = (wt_class_edge){class, wider};
  return WT_OK;
}

wt_status wt_class_tree_add_country(wt_class_tree *t, uint32_t item, const char code[2],
                                    wt_error *error) {
  wt_class_country *grown =
      wt_grow(t->countries, &t->country_capacity, t->n_countries + 1, sizeof *grown);
  if (grown == NULL) return wt_no_memory(error, "countries");
  t->countries = grown;
  t->countries[t->n_countries++] = (wt_class_country){item, {code[0], code[1]}};
  return WT_OK;
}

/* ---- as text ------------------------------------------------------------------------ */

/* "Q515" at *at, which moves behind it; 0 when there is none. */
static uint32_t read_item(const char **at, const char *end) {
  const char *p = *at;
  uint64_t value = 0;
  if (p == end || *p++ != 'Q') return 0;
  const char *first = p;
  while (p < end && *p >= '0' && *p <= '9' && value <= UINT32_MAX)
    value = value * 10 + (uint64_t)(*p++ - '0');
  if (p == first || value > UINT32_MAX) return 0;
  *at = p;
  return (uint32_t)value;
}

static wt_status read_line(wt_class_tree *t, const char *path, const char *at, const char *end,
                           uint64_t line, wt_error *error) {
  if (at < end && end[-1] == '\r') end--;
  if (at == end || *at == '#') return WT_OK;
  uint32_t item = read_item(&at, end);
  if (item != 0 && at < end && *at == '\t') {
    at++;
    if (end - at == 2 && at[0] >= 'A' && at[0] <= 'Z' && at[1] >= 'A' && at[1] <= 'Z')
      return wt_class_tree_add_country(t, item, at, error);
    uint32_t wider = read_item(&at, end);
    if (wider != 0 && at == end) return wt_class_tree_add_edge(t, item, wider, error);
  }
  return wt_fail_at(error, WT_BAD_INPUT, path, line, 0,
                    "a class, a tab, and a wider class (Q515 Q486972) or a country's code are "
                    "expected");
}

wt_status wt_class_tree_read(wt_class_tree *t, const char *path, wt_error *error) {
  wt_view view;
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  const char *at = (const char *)view.data, *end = at + view.size;
  for (uint64_t line = 1; status == WT_OK && at < end; line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    status = read_line(t, path, at, stop, line, error);
    at = stop < end ? stop + 1 : end;
  }
  wt_view_close(&view);
  return status;
}

wt_status wt_class_tree_write(const wt_class_tree *t, const char *path, wt_error *error) {
  wt_output output;
  wt_status status = wt_output_open(path, &output, error);
  if (status != WT_OK) return status;
  fputs("# subclasses (P279) and countries (P297) of Wikidata, made by wiretag gazetteer import\n",
        output.stream);
  for (size_t i = 0; i < t->n_edges; i++)
    fprintf(output.stream, "Q%u\tQ%u\n", (unsigned)t->edges[i].class, (unsigned)t->edges[i].wider);
  for (size_t i = 0; i < t->n_countries; i++)
    fprintf(output.stream, "Q%u\t%.2s\n", (unsigned)t->countries[i].item, t->countries[i].code);
  return wt_output_commit(&output, error);
}

/* ---- the walk ----------------------------------------------------------------------- */

static int compare_edges(const void *a, const void *b) {
  const wt_class_edge *x = a, *y = b;
  if (x->wider != y->wider) return x->wider < y->wider ? -1 : 1;
  return (x->class > y->class) - (x->class < y->class);
}

static int compare_items(const void *a, const void *b) {
  const wt_class *x = a, *y = b;
  return (x->item > y->item) - (x->item < y->item);
}

static int compare_countries(const void *a, const void *b) {
  const wt_class_country *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return memcmp(x->code, y->code, sizeof x->code);
}

/* The first edge that leads to `wider`. */
static size_t first_edge(const wt_class_tree *t, uint32_t wider) {
  size_t low = 0, high = t->n_edges;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->edges[middle].wider < wider)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Items seen: open addressing over Q numbers; 0 is no item. */
typedef struct item_set {
  uint32_t *slots; /* [mask + 1] */
  size_t mask;
} item_set;

static bool set_add(item_set *set, uint32_t item) {
  size_t i = (size_t)(item * UINT64_C(0x9E3779B97F4A7C15) >> 20) & set->mask;
  for (; set->slots[i] != 0; i = (i + 1) & set->mask)
    if (set->slots[i] == item) return false;
  set->slots[i] = item;
  return true;
}

static void add_class(wt_class_tree *t, uint32_t item, uint16_t root, uint8_t distance) {
  t->classes[t->n_classes++] = (wt_class){item, root, distance};
}

/* t->classes is the queue. Roots come in the order of the table, so of equally near ones the first
 * reaches a class first. */
static void walk(wt_class_tree *t, item_set *seen) {
  for (uint16_t r = 0; r < N_ROOTS; r++)
    if (set_add(seen, ROOTS[r].item)) add_class(t, ROOTS[r].item, r, 0);
  for (size_t head = 0; head < t->n_classes; head++) {
    wt_class c = t->classes[head];
    if (ROOTS[c.root].type == WT_PERSON)
      continue; /* nothing below Q5: kinds of people are classes */
    for (size_t e = first_edge(t, c.item); e < t->n_edges && t->edges[e].wider == c.item; e++)
      if (set_add(seen, t->edges[e].class))
        add_class(t, t->edges[e].class, c.root,
                  c.distance == UINT8_MAX ? c.distance : (uint8_t)(c.distance + 1));
  }
}

wt_status wt_class_tree_build(wt_class_tree *t, wt_error *error) {
  size_t most = t->n_edges + N_ROOTS, slots = 1;
  while (slots < 2 * most) slots *= 2;
  item_set seen = {wt_calloc(slots, sizeof *seen.slots), slots - 1};
  t->classes = wt_malloc(most * sizeof *t->classes);
  if (seen.slots == NULL || t->classes == NULL) {
    wt_free(seen.slots);
    return wt_no_memory(error, "classes");
  }
  if (t->n_edges > 0) qsort(t->edges, t->n_edges, sizeof *t->edges, compare_edges);
  walk(t, &seen);
  qsort(t->classes, t->n_classes, sizeof *t->classes, compare_items);
  if (t->n_countries > 0)
    qsort(t->countries, t->n_countries, sizeof *t->countries, compare_countries);
  wt_free(seen.slots);
  wt_free(t->edges);
  t->edges = NULL;
  t->n_edges = t->edge_capacity = 0;
  return WT_OK;
}

const wt_class *wt_class_tree_find(const wt_class_tree *t, uint32_t item) {
  size_t low = 0, high = t->n_classes;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->classes[middle].item < item)
      low = middle + 1;
    else
      high = middle;
  }
  return low < t->n_classes && t->classes[low].item == item ? &t->classes[low] : NULL;
}

const wt_class_root *wt_class_root_of(const wt_class *class) { return &ROOTS[class->root]; }

const char *wt_class_tree_country(const wt_class_tree *t, uint32_t item) {
  size_t low = 0, high = t->n_countries;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->countries[middle].item < item)
      low = middle + 1;
    else
      high = middle;
  }
  return low < t->n_countries && t->countries[low].item == item ? t->countries[low].code : NULL;
}

void wt_class_tree_release(wt_class_tree *t) {
  wt_free(t->edges);
  wt_free(t->countries);
  wt_free(t->classes);
  *t = (wt_class_tree){0};
}
