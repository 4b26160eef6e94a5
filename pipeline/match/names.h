/*
 * names.h - from a listed name to the keys under which it is found.
 *
 * One listed name gives one key or a few:
 *   as listed                       "The Coca-Cola Co., Ltd." the coca cola co , ltd
 *   without its legal form          organizations             the coca cola
 *   without its article             organizations, misc       coca cola
 *   with its possessive glued, off  "McDonald's"              mcdonalds; mcdonald (weak)
 *   as news writes a person         persons                   see person_variants.h
 * and for each key the case form that the text must have.
 */
#ifndef WT_NAMES_H
#define WT_NAMES_H

#include "match/key.h"
#include "match/list.h"

/* A key with the row that it leads to. */
typedef struct wt_occurrence {
  wt_gaz_form form;
  uint64_t key_at;  /* offset in a wt_names' keys */
  uint32_t row;     /* which row; later: which entry */
  uint8_t key_size; /* at most WT_NAME_BYTES */
  uint8_t bits;     /* as in wt_posting */
  uint16_t lang;    /* of the alias, packed; 0: none */
} wt_occurrence;

/* Collects occurrences; one thread's. */
typedef struct wt_names {
  wt_occurrence *items; /* [n] */
  size_t n, capacity;
  wt_buffer keys;
  wt_tokens tokens;  /* scratch */
  wt_buffer scratch; /* for aliases */
} wt_names;          /* zero-initialise */

void wt_names_release(wt_names *names);

/* Adds all names of a row. On failure nothing of it is added. Errors: WT_BAD_INPUT (a name
 * without a word, or too long), WT_NO_MEMORY. */
wt_status wt_names_add(wt_names *names, const wt_list *list, const wt_list_row *row,
                       uint32_t row_index, wt_error *error);

#endif
