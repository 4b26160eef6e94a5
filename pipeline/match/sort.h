/*
 * sort.h - sorting millions of strings: a parallel merge sort of 16-byte prefixes.
 *
 * Most comparisons are decided by the first 16 bytes, which stand in the item; only ties ask the
 * caller. The caller's order must be total, so the result does not depend on the number of threads.
 */
#ifndef WT_SORT_H
#define WT_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "wiretag.h"

typedef struct wt_sort_item {
  uint64_t high, low; /* the prefix, compared as one number */
  uint32_t index;     /* what the caller sorts */
} wt_sort_item;

/* Sets the prefix of an item from a string: memcmp order, shorter ones first. */
void wt_sort_prefix(wt_sort_item *item, const char *bytes, size_t size);

/* The string of 16 bytes that a prefix was set from. */
void wt_sort_unprefix(const wt_sort_item *item, void *out);

/* Less than 0, 0 or more for two indices with equal prefixes. */
typedef int wt_sort_compare(const void *context, uint32_t a, uint32_t b);

/* For prefixes that are the whole key: ties keep the order of their indices. */
int wt_sort_by_index(const void *context, uint32_t a, uint32_t b);

/* memcmp order, shorter ones first. */
int wt_sort_bytes(const char *a, size_t a_size, const char *b, size_t b_size);

/* Sorts items [n] in place. Errors: WT_NO_MEMORY. */
wt_status wt_sort(wt_sort_item *items, size_t n, size_t n_threads, wt_sort_compare *compare,
                  const void *context, wt_error *error);

#endif
