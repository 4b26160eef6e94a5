#include "base/map.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

/* The slot that holds the key, or the free slot where it belongs. capacity > count. */
static wt_map_slot *slot_of(const wt_map *map, uint64_t hash, const char *key, size_t size) {
  size_t mask = map->capacity - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    wt_map_slot *s = &map->slots[i];
    if (s->key == NULL) return s;
    if (s->hash == hash && s->size == size && memcmp(s->key, key, size) == 0) return s;
  }
}

static bool enlarge(wt_map *map) {
  wt_map larger = {.count = map->count, .capacity = map->capacity == 0 ? 64 : map->capacity * 2};
  larger.slots = wt_calloc(larger.capacity, sizeof *larger.slots);
  if (larger.slots == NULL) return false;
  for (size_t i = 0; i < map->capacity; i++) {
    const wt_map_slot *s = &map->slots[i];
    if (s->key != NULL) *slot_of(&larger, s->hash, s->key, s->size) = *s;
  }
  wt_free(map->slots);
  *map = larger;
  return true;
}

uint32_t *wt_map_find(const wt_map *map, const char *key, size_t size) {
  if (map->count == 0) return NULL;
  wt_map_slot *s = slot_of(map, wt_hash(key, size), key, size);
  return s->key == NULL ? NULL : &s->value;
}

uint32_t *wt_map_add(wt_map *map, const char *key, size_t size, uint32_t value, bool *added) {
  if (size > UINT32_MAX) return NULL;
  if (map->count >= map->capacity / 2 && !enlarge(map)) return NULL;
  uint64_t hash = wt_hash(key, size);
  wt_map_slot *s = slot_of(map, hash, key, size);
  if (added != NULL) *added = s->key == NULL;
  if (s->key == NULL) {
    *s = (wt_map_slot){.hash = hash, .key = key, .size = (uint32_t)size, .value = value};
    map->count++;
  }
  return &s->value;
}

void wt_map_clear(wt_map *map) {
  if (map->count > 0) memset(map->slots, 0, map->capacity * sizeof *map->slots);
  map->count = 0;
}

void wt_map_release(wt_map *map) {
  wt_free(map->slots);
  *map = (wt_map){0};
}
