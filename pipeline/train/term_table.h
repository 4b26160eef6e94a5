/* term_table.h - the terms of a training corpus: key to number, with what is counted of each. */
#ifndef WT_TERM_TABLE_H
#define WT_TERM_TABLE_H

#include "base/buffer.h"
#include "topics/vocabulary.h"

typedef struct wt_known_term {
  uint64_t key;
  uint32_t n_articles; /* that have it */
  uint32_t text;       /* offset in texts, ends with a NUL */
} wt_known_term;

typedef struct wt_term_table {
  wt_known_term *terms; /* [n] in the order in which they were added */
  size_t n, capacity;
  uint32_t *slots; /* [n_slots] number + 1, open addressing, load at most 1/2 */
  size_t n_slots;
  wt_buffer texts;
} wt_term_table; /* zero-initialise */

/* The number of a key, added when it is new (then *added is set). UINT32_MAX: out of memory. */
uint32_t wt_term_table_add(wt_term_table *table, uint64_t key, bool *added);
void wt_term_table_release(wt_term_table *table);

/* Hash slots over the terms [n] in the layout of vocabulary.h; *slots is to be freed. NULL: out of
 * memory. */
uint32_t *wt_vocabulary_slots(const wt_vocabulary_term *terms, size_t n, size_t *n_slots);

#endif
