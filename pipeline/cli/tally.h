/* tally.h - how often things occur in a tagged file. */
#ifndef CLI_TALLY_H
#define CLI_TALLY_H

#include "base/arena.h"
#include "base/map.h"
#include "wiretag.h"

typedef struct tally_item {
  const char *key, *name; /* in the arena */
  uint64_t articles, mentions;
} tally_item;

typedef struct tally {
  wt_map index; /* key to item */
  tally_item *items;
  size_t n, capacity;
} tally; /* zero-initialise */

/* Counts one article with so many mentions for a key. Errors: WT_NO_MEMORY. */
wt_status tally_add(tally *t, wt_arena *memory, const char *key, const char *name,
                    uint64_t mentions, wt_error *error);

/* Most articles first, then most mentions, then by key. The index is gone afterwards. */
void tally_sort(tally *t);
void tally_release(tally *t);

#endif
