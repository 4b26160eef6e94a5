#include "train/term_table.h"

#include "base/mem.h"

static bool enlarge(wt_term_table *t) {
  size_t n_slots = t->n_slots == 0 ? 1024 : t->n_slots * 2;
  uint32_t *slots = wt_calloc(n_slots, sizeof *slots);
  if (slots == NULL) return false;
  for (size_t i = 0; i < t->n; i++) {
    size_t at = t->terms[i].key & (n_slots - 1);
    while (slots[at] != 0) at = (at + 1) & (n_slots - 1);
    slots[at] = (uint32_t)i + 1;
  }
  wt_free(t->slots);
  t->slots = slots;
  t->n_slots = n_slots;
  return true;
}

uint32_t wt_term_table_add(wt_term_table *t, uint64_t key, bool *added) {
  if (t->n * 2 >= t->n_slots && !enlarge(t)) return UINT32_MAX;
  size_t mask = t->n_slots - 1, at = key & mask;
  for (; t->slots[at] != 0; at = (at + 1) & mask)
    if (t->terms[t->slots[at] - 1].key == key) return t->slots[at] - 1;
  wt_known_term *terms =
      t->n >= UINT32_MAX - 1 ? NULL : wt_grow(t->terms, &t->capacity, t->n + 1, sizeof *terms);
  if (terms == NULL) return UINT32_MAX;
  t->terms = terms;
  terms[t->n] = (wt_known_term){.key = key};
  t->slots[at] = (uint32_t)t->n + 1;
  *added = true;
  return (uint32_t)t->n++;
}

void wt_term_table_release(wt_term_table *table) {
  wt_free(table->terms);
  wt_free(table->slots);
  wt_buffer_release(&table->texts);
  *table = (wt_term_table){0};
}

/* Fills slots of a size; false when a term finds no place within the probes. */
static bool place_all(const wt_vocabulary_term *terms, size_t n, uint32_t *slots, size_t n_slots) {
  for (size_t i = 0; i < n; i++) {
    size_t probe = 0, at = terms[i].key & (n_slots - 1);
    for (; slots[at] != 0; at = (at + 1) & (n_slots - 1))
      if (++probe >= WT_TERM_PROBES) return false;
    slots[at] = (uint32_t)(terms[i].key >> 54) << WT_TERM_BITS | (uint32_t)(i + 1);
  }
  return true;
}

uint32_t *wt_vocabulary_slots(const wt_vocabulary_term *terms, size_t n, size_t *n_slots) {
  size_t size = 64;
  while (size < n * 2) size *= 2;
  for (;; size *= 2) {
    uint32_t *slots = wt_calloc(size, sizeof *slots);
    if (slots == NULL) return NULL;
    if (place_all(terms, n, slots, size)) {
      *n_slots = size;
      return slots;
    }
    wt_free(slots);
  }
}
