/*
 * alternates.h - alternate names by place, for a join of two tables too large for memory.
 *
 * First the ids of all places that are kept are added and sorted (4 bytes each); then names, for
 * these places only (8 bytes and the text each); then they are grouped by place, in the order in
 * which they came (4 bytes a name more, 4 a place). Afterwards it is read-only and shared by
 * threads.
 */
#ifndef WT_ALTERNATES_H
#define WT_ALTERNATES_H

#include <stdbool.h>

#include "base/buffer.h"
#include "wiretag.h"

enum {
  WT_ALT_PREFERRED = 1, /* bits of a name */
  WT_ALT_SHORT = 2,
  WT_ALT_COLLOQUIAL = 4,
  WT_ALT_HISTORIC = 8,
  WT_ALT_WIKIDATA = 16, /* no name: the place's id there */
  WT_ALT_ABBREVIATION = 32
};

typedef struct wt_alternate {
  const char *lang, *text; /* borrowed */
  size_t lang_size, text_size;
  unsigned bits;
} wt_alternate;

typedef struct wt_alternates {
  uint32_t *ids; /* [n_ids], sorted after wt_alternates_index */
  size_t n_ids, id_capacity;
  struct wt_alternate_slot {
    uint32_t place, at;
  } * slots; /* [n_names] in the order of coming; `at` is the offset in texts */
  size_t n_names, slot_capacity;
  wt_buffer texts;           /* bits u8, lang size u8, text size u16, lang, text */
  uint32_t *first, *grouped; /* [n_ids + 1], [n_names] offsets in texts */
} wt_alternates;             /* zero-initialise */

/* Errors of all: WT_NO_MEMORY, WT_TOO_LARGE (over 4 GiB of names). */
wt_status wt_alternates_add_id(wt_alternates *a, uint32_t id, wt_error *error);
wt_status wt_alternates_index(wt_alternates *a, wt_error *error);

/* The number of a place, or n_ids. */
size_t wt_alternates_find(const wt_alternates *a, uint32_t id);

wt_status wt_alternates_add(wt_alternates *a, size_t place, const wt_alternate *name,
                            wt_error *error);
wt_status wt_alternates_group(wt_alternates *a, wt_error *error);

/* How many names a place has after grouping; the i-th of them. */
size_t wt_alternates_count(const wt_alternates *a, size_t place);
wt_alternate wt_alternates_at(const wt_alternates *a, size_t place, size_t i);

void wt_alternates_release(wt_alternates *a);

#endif
