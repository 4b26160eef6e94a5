#include "cli/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"

static wt_status add_item(tally *t, wt_arena *memory, const char *key, const char *name,
                          wt_error *error) {
  size_t size = strlen(key);
  tally_item *items = wt_grow(t->items, &t->capacity, t->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "tally");
  t->items = items;
  tally_item item = {.key = wt_arena_copy(memory, key, size),
                     .name = wt_arena_copy(memory, name, strlen(name))};
  if (item.key == NULL || item.name == NULL || t->n >= UINT32_MAX ||
      wt_map_add(&t->index, item.key, size, (uint32_t)t->n, NULL) == NULL)
    return wt_no_memory(error, "tally");
  items[t->n++] = item;
  return WT_OK;
}

wt_status tally_add(tally *t, wt_arena *memory, const char *key, const char *name,
                    uint64_t mentions, wt_error *error) {
  const uint32_t *found = wt_map_find(&t->index, key, strlen(key));
  size_t i = found == NULL ? t->n : *found;
  if (found == NULL) {
    wt_status status = add_item(t, memory, key, name, error);
    if (status != WT_OK) return status;
  }
  t->items[i].articles++;
  t->items[i].mentions += mentions;
  return WT_OK;
}

static int by_articles(const void *a, const void *b) {
  const tally_item *x = a, *y = b;
  if (x->articles != y->articles) return x->articles > y->articles ? -1 : 1;
  if (x->mentions != y->mentions) return x->mentions > y->mentions ? -1 : 1;
  return strcmp(x->key, y->key);
}

void tally_sort(tally *t) {
  if (t->n > 0) qsort(t->items, t->n, sizeof *t->items, by_articles);
  wt_map_release(&t->index);
}

void tally_release(tally *t) {
  wt_map_release(&t->index);
  wt_free(t->items);
  *t = (tally){0};
}
