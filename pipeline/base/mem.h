/* mem.h - the only door to malloc. */
#ifndef WT_MEM_H
#define WT_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* As in the C library, but size 0 gives a valid pointer and products are checked for
 * overflow. NULL: out of memory. */
void *wt_malloc(size_t size);
void *wt_calloc(size_t count, size_t size);
void *wt_realloc(void *old, size_t size);
void wt_free(void *memory);

/* A NUL-terminated copy of size bytes, or NULL. */
char *wt_strndup(const char *text, size_t size);

/* Makes room for `need` items of `size` bytes in an array of *capacity items, growing by
 * half at least. Returns the array (maybe moved) and sets *capacity, or NULL with the old array
 * and *capacity as they were. `items` may be NULL when *capacity is 0. */
void *wt_grow(void *items, size_t *capacity, size_t need, size_t size);

#ifdef WT_CHAOS
/* For tests only: the n-th allocation from now fails (0: the next one), and so do all later
 * ones when `stay` is set. Negative: none fails. Returns how many were made since the last call. */
long wt_mem_fail_at(long n, bool stay);
#endif

#endif
