#include "clean/zones.h"

#include "base/error.h"
#include "base/mem.h"

wt_status wt_find_zones(const char *title, size_t title_size, const char *text, size_t text_size,
                        wt_arena *scratch, wt_zone_list *out, wt_error *error) {
  (void)title, (void)title_size, (void)text, (void)scratch;
  if (text_size == 0) return WT_OK;
  wt_zone *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "zones");
  out->items = items;
  items[out->n++] = (wt_zone){WT_ZONE_BODY, WT_FIELD_TEXT, 0, (uint32_t)text_size};
  return WT_OK;
}
