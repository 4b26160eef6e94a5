/*
 * arena.h - memory that lives as long as one article.
 *
 * Blocks are chained; a reset keeps the largest one, so that in the steady state an
 * article costs no malloc. An allocation that fails sets `failed`, which sticks until the
 * reset: a stage may allocate freely and check once at its end.
 */
#ifndef WT_ARENA_H
#define WT_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wt_arena_block wt_arena_block;

typedef struct wt_arena {
  wt_arena_block *block; /* the one in use, linked to the older ones */
  size_t used;           /* bytes of it */
  bool failed;
} wt_arena; /* zero-initialise */

/* size bytes aligned for any type, not cleared; NULL (and failed) when memory is out. */
void *wt_arena_alloc(wt_arena *arena, size_t size);

/* A NUL-terminated copy of size bytes; NULL (and failed) when memory is out. */
char *wt_arena_copy(wt_arena *arena, const char *text, size_t size);

/* Frees all but the largest block, clears `failed`. Everything allocated is gone. */
void wt_arena_reset(wt_arena *arena);

/* Frees everything; the arena can be used again. */
void wt_arena_release(wt_arena *arena);

#define WT_ARENA_NEW(arena, type, count)    \
  ((count) > SIZE_MAX / sizeof(type) ? NULL \
                                     : (type *)wt_arena_alloc((arena), (count) * sizeof(type)))

#endif
