/*
 * table.h - 64-bit hashes to numbers, for one article at a time.
 *
 * Unlike map.h it keeps no keys: equal hashes are taken as equal words (one wrong clue in about
 * 10^15 words), and clearing costs nothing. Probing is bounded: when a crowd of colliding hashes
 * fills a neighbourhood, a further hash finds no place. Callers treat that as "not known", so an
 * attacker costs himself evidence and nobody time.
 */
#ifndef WT_TABLE_H
#define WT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wt_table_slot {
  uint64_t hash;
  uint32_t round; /* taken when equal to the table's */
  uint32_t value;
} wt_table_slot;

typedef struct wt_table {
  wt_table_slot *slots;  /* [capacity] */
  size_t capacity, used; /* the first `used` serve this article; powers of two */
  uint32_t round;
} wt_table; /* zero-initialise */

/* Empties the table and makes room for n hashes. False: out of memory. */
bool wt_table_begin(wt_table *table, size_t n);

/* The value of a hash, or NULL; borrowed until the next wt_table_begin. */
uint32_t *wt_table_find(const wt_table *table, uint64_t hash);

/* The same, added with `value` when new. NULL: no place. */
uint32_t *wt_table_add(wt_table *table, uint64_t hash, uint32_t value);

void wt_table_release(wt_table *table);

#endif
