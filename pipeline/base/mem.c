#include "base/mem.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Tables from this size on lie in huge pages where the system has them. */
enum { LARGE = 4 << 20, HUGE_PAGE = 2 << 20 };

#ifdef WT_CHAOS
/* The one exception to "no mutable globals": it exists in the chaos test build only. */
static long chaos_made, chaos_at = -1;
static bool chaos_stay;

long wt_mem_fail_at(long n, bool stay) {
  long made = chaos_made;
  chaos_made = 0;
  chaos_at = n;
  chaos_stay = stay;
  return made;
}

static bool refuse(void) {
  long i = chaos_made++;
  return chaos_at >= 0 && (i == chaos_at || (chaos_stay && i > chaos_at));
}
#else
static inline bool refuse(void) { return false; }
#endif

void *wt_malloc(size_t size) { return refuse() ? NULL : malloc(size == 0 ? 1 : size); }

/* Large tables are looked at here and there, and with pages of 4 KiB nearly each look would wait
 * for the page's address too. It is a wish; the pages are given when they are first written. */
static void wish_for_huge_pages(void *memory, size_t size) {
#ifdef MADV_HUGEPAGE
  uintptr_t start = ((uintptr_t)memory + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1);
  uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(HUGE_PAGE - 1);
  int error = errno;
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
  errno = error;
#else
  (void)memory, (void)size;
#endif
}

void *wt_calloc(size_t count, size_t size) {
  if (refuse()) return NULL;
  if (count == 0 || size == 0) return calloc(1, 1);
  void *memory = calloc(count, size);
  if (memory != NULL && count >= LARGE / size) wish_for_huge_pages(memory, count * size);
  return memory;
}

void *wt_realloc(void *old, size_t size) {
  return refuse() ? NULL : realloc(old, size == 0 ? 1 : size);
}

void wt_free(void *memory) { free(memory); }

char *wt_strndup(const char *text, size_t size) {
  char *copy = size == SIZE_MAX ? NULL : wt_malloc(size + 1);
  if (copy == NULL) return NULL;
  if (size > 0) memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

void *wt_grow(void *items, size_t *capacity, size_t need, size_t size) {
  if (need <= *capacity && items != NULL) return items;
  size_t wanted = *capacity + *capacity / 2;
  if (wanted < need) wanted = need;
  if (wanted < 16) wanted = 16;
  if (size != 0 && wanted > SIZE_MAX / size) return NULL;
  void *moved = wt_realloc(items, wanted * size);
  if (moved != NULL) *capacity = wanted;
  return moved;
}
