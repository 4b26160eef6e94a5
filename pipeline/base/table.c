#include "base/table.h"

#include "base/mem.h"

enum { PROBES = 64, SMALL = 256 };

bool wt_table_begin(wt_table *table, size_t n) {
  size_t need = SMALL;
  while (need / 2 < n) need *= 2;
  if (need > table->capacity || table->round == UINT32_MAX) {
    wt_table_slot *slots = wt_calloc(need, sizeof *slots);
    if (slots == NULL) return false;
    wt_free(table->slots);
    *table = (wt_table){.slots = slots, .capacity = need};
  }
  table->used = need; /* a large article must not make later ones walk through all of its table */
  table->round++;
  return true;
}

/* The slot that holds the hash, or else the free one where it belongs, or NULL. */
static wt_table_slot *probe(const wt_table *table, uint64_t hash) {
  if (table->used == 0) return NULL;
  size_t mask = table->used - 1;
  for (size_t i = 0; i < PROBES; i++) {
    wt_table_slot *slot = &table->slots[(hash + i) & mask];
    if (slot->round != table->round || slot->hash == hash) return slot;
  }
  return NULL;
}

uint32_t *wt_table_find(const wt_table *table, uint64_t hash) {
  wt_table_slot *slot = probe(table, hash);
  return slot == NULL || slot->round != table->round ? NULL : &slot->value;
}

uint32_t *wt_table_add(wt_table *table, uint64_t hash, uint32_t value) {
  wt_table_slot *slot = probe(table, hash);
  if (slot == NULL) return NULL;
  if (slot->round != table->round)
    *slot = (wt_table_slot){.hash = hash, .round = table->round, .value = value};
  return &slot->value;
}

void wt_table_release(wt_table *table) {
  wt_free(table->slots);
  *table = (wt_table){0};
}
