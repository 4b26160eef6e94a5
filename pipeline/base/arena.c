#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_BLOCK = 64 * 1024 };

struct wt_arena_block {
  wt_arena_block *older;
  size_t size;
  alignas(max_align_t) unsigned char bytes[];
};

static bool add_block(wt_arena *arena, size_t need) {
  size_t size = arena->block == NULL ? FIRST_BLOCK : arena->block->size;
  if (arena->block != NULL && size < SIZE_MAX / 2) size *= 2;
  if (size < need) size = need;
  if (size > SIZE_MAX - sizeof(wt_arena_block)) return false;
  wt_arena_block *block = wt_malloc(sizeof *block + size);
  if (block == NULL) return false;
  block->older = arena->block;
  block->size = size;
  arena->block = block;
  arena->used = 0;
  return true;
}

void *wt_arena_alloc(wt_arena *arena, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > SIZE_MAX - align) {
    arena->failed = true;
    return NULL;
  }
  size = (size + align - 1) & ~(align - 1);
  if (arena->block == NULL || size > arena->block->size - arena->used) {
    if (!add_block(arena, size)) {
      arena->failed = true;
      return NULL;
    }
  }
  void *memory = arena->block->bytes + arena->used;
  arena->used += size;
  return memory;
}

char *wt_arena_copy(wt_arena *arena, const char *text, size_t size) {
  char *copy = size == SIZE_MAX ? NULL : wt_arena_alloc(arena, size + 1);
  if (copy == NULL) {
    arena->failed = true;
    return NULL;
  }
  if (size > 0) memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

void wt_arena_reset(wt_arena *arena) {
  /* Blocks double, so the newest is the largest. */
  if (arena->block != NULL) {
    for (wt_arena_block *b = arena->block->older, *older; b != NULL; b = older) {
      older = b->older;
      wt_free(b);
    }
    arena->block->older = NULL;
  }
  arena->used = 0;
  arena->failed = false;
}

void wt_arena_release(wt_arena *arena) {
  wt_arena_reset(arena);
  wt_free(arena->block);
  arena->block = NULL;
}
