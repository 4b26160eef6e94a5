/*
 * offset_table.h - byte offsets to code points or UTF-16 units, in constant time each.
 *
 * The stages think in bytes; most users of a record index strings of code points (Python) or UTF-16
 * units (JavaScript, Java). One pass over a field counts the units before every 64th byte; an
 * offset is then one look-up and a count over less than 64 bytes, in whatever order the entities
 * ask. (Sorting the positions of all mentions would need their number of slots and a sort; counting
 * from the start for each would be quadratic on a page of 10^5 names.)
 */
#ifndef WT_OFFSET_TABLE_H
#define WT_OFFSET_TABLE_H

#include "base/buffer.h"
#include "wiretag.h"

typedef struct wt_offset_table {
  const char *bytes; /* borrowed: the field, valid UTF-8 */
  size_t size;
  const uint32_t *marks; /* [size / 64 + 1] units before byte 64 i; NULL: offsets are bytes */
  wt_offsets offsets;
} wt_offset_table;

/* Builds the table of a field of at most 4 GiB. The marks live in `memory`, whose content it
 * replaces: borrowed until that buffer changes. Out of memory shows as memory->failed. */
wt_offset_table wt_offset_table_make(const char *bytes, size_t size, wt_offsets offsets,
                                     wt_buffer *memory);

/* The unit that starts at byte `at` <= size, which is a character's first byte or the end. */
size_t wt_offset(const wt_offset_table *table, size_t at);

#endif
