/*
 * fuzz_zones.c - any bytes, repaired, as title (up to the first 0x01) and text of a page.
 *
 * Checked: the zones cover the text without gaps, overlaps or empty zones, borders stand between
 * code points, what the list held before is untouched, and a second run gives the same zones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "clean/zones.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "fuzz_zones: %s\n", what);
  abort();
}

/* A copy of exactly this size, so that AddressSanitizer sees a read behind the end. */
static char *exact(const char *bytes, size_t size) {
  char *copy = malloc(size > 0 ? size : 1);
  demand(copy != NULL, "no memory");
  if (size > 0) memcpy(copy, bytes, size);
  return copy;
}

static void check(const wt_zone_list *zones, const char *text, size_t size) {
  uint32_t at = 0;
  for (size_t i = 1; i < zones->n; i++) {
    const wt_zone *z = &zones->items[i];
    demand(z->start == at && z->end > at, "a gap, an overlap or an empty zone");
    demand(z->field == WT_FIELD_TEXT && (unsigned)z->kind < WT_ZONES, "a wrong field or kind");
    demand(z->end >= size || ((unsigned char)text[z->end] & 0xC0) != 0x80,
           "a border in a character");
    at = z->end;
  }
  demand(at == size, "the text is not covered");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wt_buffer repaired = {0};
  wt_utf8_repair((const char *)data, size, &repaired);
  const char *cut = size == 0 ? NULL : memchr(repaired.data, 1, repaired.size);
  const size_t title_size = cut == NULL ? 0 : (size_t)(cut - repaired.data);
  const size_t skip = cut == NULL ? 0 : title_size + 1;
  const size_t text_size = repaired.size - skip;
  char *title = exact(repaired.data, title_size);
  char *text = exact(repaired.data == NULL ? NULL : repaired.data + skip, text_size);

  wt_arena arena = {0};
  wt_zone_list zones[2] = {{0}, {0}};
  const wt_zone first = {WT_ZONE_TITLE, WT_FIELD_TITLE, 0, 7};
  for (int run = 0; run < 2; run++) {
    zones[run].items = wt_grow(NULL, &zones[run].capacity, 1, sizeof first);
    demand(zones[run].items != NULL, "no memory");
    zones[run].items[zones[run].n++] = first;
    wt_arena_reset(&arena);
    demand(wt_find_zones(title, title_size, text, text_size, &arena, &zones[run], NULL) == WT_OK,
           "failed");
    demand(zones[run].items[0].field == WT_FIELD_TITLE && zones[run].items[0].end == 7,
           "the list was changed");
    check(&zones[run], text, text_size);
  }
  demand(zones[0].n == zones[1].n, "a second run gives other zones");
  for (size_t i = 0; i < zones[0].n; i++) {
    const wt_zone a = zones[0].items[i], b = zones[1].items[i];
    demand(a.kind == b.kind && a.start == b.start && a.end == b.end,
           "a second run gives other zones");
  }
  wt_free(zones[0].items);
  wt_free(zones[1].items);
  wt_arena_release(&arena);
  free(title);
  free(text);
  wt_buffer_release(&repaired);
  return 0;
}
