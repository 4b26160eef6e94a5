/*
 * map.h - bytes to a number: open addressing with linear probing, load at most 1/2.
 *
 * Keys are borrowed: they must stay where they are until the map is cleared. Deleting is not
 * offered because nothing needs it.
 */
#ifndef WT_MAP_H
#define WT_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wt_map_slot {
  uint64_t hash;
  const char *key; /* NULL: free */
  uint32_t size;
  uint32_t value;
} wt_map_slot;

typedef struct wt_map {
  wt_map_slot *slots; /* [capacity], a power of two */
  size_t count, capacity;
} wt_map; /* zero-initialise */

/* The value of a key, or NULL; borrowed until the next wt_map_add or clear. */
uint32_t *wt_map_find(const wt_map *map, const char *key, size_t size);

/* The value of a key, added with `value` when it is new (*added says so; may be NULL).
 * NULL: out of memory, or a key over 4 GiB. */
uint32_t *wt_map_add(wt_map *map, const char *key, size_t size, uint32_t value, bool *added);

/* Forgets all keys, keeps the memory. */
void wt_map_clear(wt_map *map);
void wt_map_release(wt_map *map);

#endif
