/*
 * class_table.h - tables of word classes in memory: lines of a word and its class at each level.
 *
 * Table 0 has words as they are written (`wiretag train clusters`), table 1 words in whatever case
 * (what is learnt from text in small letters, such as GloVe's vectors).
 */
#ifndef WT_CLASS_TABLE_H
#define WT_CLASS_TABLE_H

#include "recognise/token_features.h"

typedef struct wt_class_table {
  uint64_t *keys;    /* [n] wt_class_key, ascending, distinct */
  uint16_t *classes; /* [n][n_levels] */
  size_t n, n_levels;
} wt_class_table;

typedef struct wt_class_tables {
  wt_class_table tables[WT_CLASS_TABLES];
} wt_class_tables; /* zero-initialise */

/* Fills table 0 or 1. Of words with the same key the first counts.
 * Errors: WT_IO, WT_BAD_INPUT (line, what is expected), WT_NO_MEMORY. */
wt_status wt_class_tables_read(const char *path, int table, wt_class_tables *io, wt_error *error);
void wt_class_tables_release(wt_class_tables *tables);

/* Borrows the tables. */
wt_class_lookup wt_class_tables_lookup(const wt_class_tables *tables);

#endif
