/*
 * taxonomy.h - a tree of topics from a text table, such as models/mediatopics.tsv.
 *
 * Tab-separated: id, parent's id (empty at the top), date of retirement (empty while in use),
 * label, definition; '#' starts a comment line. A parent stands before its children, so that a tree
 * cannot have circles. Later columns are ignored.
 */
#ifndef WT_TAXONOMY_H
#define WT_TAXONOMY_H

#include "base/map.h"
#include "wiretag.h"

enum { WT_NO_TOPIC = 0x7FFFFFFF };

typedef struct wt_taxon {
  const char *id, *label, *definition; /* never NULL */
  uint32_t parent;                     /* index of an earlier one, or WT_NO_TOPIC */
  uint32_t level;                      /* 1 at the top */
  bool retired;
} wt_taxon;

typedef struct wt_taxonomy {
  wt_taxon *taxa; /* [n] */
  size_t n, capacity;
  char *text; /* the table, cut into strings */
  wt_map by_id;
} wt_taxonomy;

/* Reads a table. Errors: WT_IO, WT_BAD_INPUT (file, line, reason), WT_NO_MEMORY. */
wt_status wt_taxonomy_open(const char *path, wt_taxonomy *out, wt_error *error);
void wt_taxonomy_close(wt_taxonomy *taxonomy);

/* The concept in use that an id stands for: itself, or its nearest parent that is not retired.
 * WT_NO_TOPIC: the id is unknown, or nothing of its path is in use. */
uint32_t wt_taxonomy_find(const wt_taxonomy *taxonomy, const char *id, size_t size);

#endif
