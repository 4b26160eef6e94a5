/*
 * entries.h - rows of lists to the entries of a gazetteer.
 *
 * Rows with the same id and type are one entry: their names come together, and of the other columns
 * the last value that is not empty counts, in the order of the lists on the command line. A row
 * without an id gets "wiretag:<type>-<name>", so the same name without an id in two lists is one
 * entry too.
 */
#ifndef WT_ENTRIES_H
#define WT_ENTRIES_H

#include "base/buffer.h"
#include "match/list.h"

/* What is kept of a row. */
typedef struct wt_row {
  wt_slice id, name, subtype, same_as, refers_to, within; /* borrowed from the list or an arena */
  char country[2];                                        /* zeros: none */
  uint16_t list;
  uint8_t type;
  bool veto, has_weight, has_position;
  uint32_t weight;
  int32_t lat, lon;
} wt_row;

typedef struct wt_entries {
  size_t n;
  uint32_t *entry_of;                          /* [n_rows] */
  uint32_t *weights;                           /* [n] */
  wt_buffer index, records, text_index, texts; /* the sections ENTRYIDX ... TEXTS */
  uint32_t n_lists, n_subtypes;
  bool has_vetoes;
} wt_entries; /* zero-initialise */

/* Sorts, joins and writes the rows. `lists` [n_lists] are paths. On failure `out` must still be
 * released. Errors: WT_NO_MEMORY, WT_TOO_LARGE. */
wt_status wt_entries_build(const wt_row *rows, size_t n_rows, const char *const *lists,
                           size_t n_lists, size_t n_threads, wt_entries *out, wt_error *error);
void wt_entries_release(wt_entries *entries);

#endif
