#include "match/sort.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/threads.h"

enum { SMALL = 24 }; /* runs that are sorted by insertion */

typedef struct sorting {
  wt_sort_item *from, *to; /* [n] */
  size_t n, width;         /* items in a sorted run */
  wt_sort_compare *compare;
  const void *context;
} sorting;

void wt_sort_prefix(wt_sort_item *item, const char *bytes, size_t size) {
  uint8_t head[16] = {0};
  if (size > 0) memcpy(head, bytes, size < sizeof head ? size : sizeof head);
  memcpy(&item->high, head, 8);
  memcpy(&item->low, head + 8, 8);
  item->high = __builtin_bswap64(item->high);
  item->low = __builtin_bswap64(item->low);
}

void wt_sort_unprefix(const wt_sort_item *item, void *out) {
  uint64_t head[2] = {__builtin_bswap64(item->high), __builtin_bswap64(item->low)};
  memcpy(out, head, sizeof head);
}

int wt_sort_by_index(const void *context, uint32_t a, uint32_t b) {
  (void)context;
  return (a > b) - (a < b);
}

int wt_sort_bytes(const char *a, size_t a_size, const char *b, size_t b_size) {
  size_t least = a_size < b_size ? a_size : b_size;
  int order = least == 0 ? 0 : memcmp(a, b, least);
  return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static inline bool after(const sorting *s, const wt_sort_item *a, const wt_sort_item *b) {
  if (a->high != b->high) return a->high > b->high;
  if (a->low != b->low) return a->low > b->low;
  return s->compare(s->context, a->index, b->index) > 0;
}

static void insertion(const sorting *s, wt_sort_item *items, size_t n) {
  for (size_t i = 1; i < n; i++) {
    wt_sort_item item = items[i];
    size_t j = i;
    for (; j > 0 && after(s, &items[j - 1], &item); j--) items[j] = items[j - 1];
    items[j] = item;
  }
}

static void merge(const sorting *s, const wt_sort_item *a, size_t n_a, const wt_sort_item *b,
                  size_t n_b, wt_sort_item *out) {
  const wt_sort_item *a_end = a + n_a, *b_end = b + n_b;
  while (a < a_end && b < b_end) *out++ = after(s, a, b) ? *b++ : *a++;
  memcpy(out, a, (size_t)(a_end - a) * sizeof *a);
  memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

/* Sorts run i of s->from in place, with s->to as scratch. */
static void sort_run(void *context, size_t i, size_t thread) {
  (void)thread;
  const sorting *s = context;
  size_t start = i * s->width, n = s->n - start < s->width ? s->n - start : s->width;
  wt_sort_item *from = s->from + start, *to = s->to + start, *home = from;
  for (size_t at = 0; at < n; at += SMALL) insertion(s, from + at, n - at < SMALL ? n - at : SMALL);
  for (size_t width = SMALL; width < n; width *= 2) {
    for (size_t at = 0; at < n; at += 2 * width) {
      size_t left = n - at < width ? n - at : width;
      size_t right = n - at - left < width ? n - at - left : width;
      merge(s, from + at, left, from + at + left, right, to + at);
    }
    wt_sort_item *swap = from;
    from = to, to = swap;
  }
  if (from != home) memcpy(home, from, n * sizeof *home);
}

static void merge_runs(void *context, size_t i, size_t thread) {
  (void)thread;
  const sorting *s = context;
  size_t at = i * 2 * s->width;
  size_t left = s->n - at < s->width ? s->n - at : s->width;
  size_t right = s->n - at - left < s->width ? s->n - at - left : s->width;
  merge(s, s->from + at, left, s->from + at + left, right, s->to + at);
}

wt_status wt_sort(wt_sort_item *items, size_t n, size_t n_threads, wt_sort_compare *compare,
                  const void *context, wt_error *error) {
  if (n < 2) return WT_OK;
  sorting s = {.from = items, .n = n, .compare = compare, .context = context};
  s.to = wt_calloc(n, sizeof *s.to);
  if (s.to == NULL) return wt_no_memory(error, "sort");
  wt_sort_item *scratch = s.to;
  size_t runs = n_threads == 1 || n < 4096 ? 1 : 4 * n_threads;
  s.width = (n + runs - 1) / runs;
  wt_threads_for(n_threads, (n + s.width - 1) / s.width, &s, sort_run);
  for (; s.width < n; s.width *= 2) {
    wt_threads_for(n_threads, (n + 2 * s.width - 1) / (2 * s.width), &s, merge_runs);
    wt_sort_item *swap = s.from;
    s.from = s.to, s.to = swap;
  }
  if (s.from != items) memcpy(items, s.from, n * sizeof *items);
  wt_free(scratch);
  return WT_OK;
}
