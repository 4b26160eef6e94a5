/* zones.h - which part of a page is the article. */
#ifndef WT_ZONES_H
#define WT_ZONES_H

#include "base/arena.h"
#include "wiretag.h"

typedef struct wt_zone_list {
  wt_zone *items; /* [n] sorted, without gaps or overlaps from 0 to the text's size */
  size_t n, capacity;
} wt_zone_list; /* zero-initialise; release with wt_free(items) */

/* Marks the zones of a text, which stays untouched. `title` helps to find the repeated headline and
 * may be empty. Appends to `out` (which keeps what it has: the title field's zone).
 * `scratch` is used and may be reset by the caller afterwards. Linear in the text's size.
 * Errors: WT_NO_MEMORY. */
wt_status wt_find_zones(const char *title, size_t title_size, const char *text, size_t text_size,
                        wt_arena *scratch, wt_zone_list *out, wt_error *error);

/* "body", "teaser" ...; static. */
const char *wt_zone_name(wt_zone_kind kind);

#endif
