/* class_table.h - the TSV of `wiretag train clusters` in memory. */
#ifndef WT_CLASS_TABLE_H
#define WT_CLASS_TABLE_H

#include "recognise/token_features.h"

typedef struct wt_class_table {
  uint64_t *keys;    /* [n] wt_class_key, ascending, distinct */
  uint16_t *classes; /* [n][n_levels] */
  size_t n, n_levels;
} wt_class_table; /* zero-initialise */

/* Errors: WT_IO, WT_BAD_INPUT (line, what is expected), WT_NO_MEMORY. */
wt_status wt_class_table_read(const char *path, wt_class_table *out, wt_error *error);
void wt_class_table_release(wt_class_table *table);

/* Borrows the table. */
wt_class_lookup wt_class_table_lookup(const wt_class_table *table);

#endif
