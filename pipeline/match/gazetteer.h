/*
 * gazetteer.h - a compiled list of names, mapped read-only.
 *
 * A NAME is a sequence of folded words; behind each stands one ENTRY or more (all that bear it).
 * Everything that these functions return points into the mapped file and is borrowed until
 * wt_gazetteer_close.
 */
#ifndef WT_GAZETTEER_H
#define WT_GAZETTEER_H

#include <stdbool.h>

#include "text/spans.h"
#include "text/tokens.h"
#include "wiretag.h"

typedef struct wt_gazetteer wt_gazetteer;

/* Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_NO_MEMORY. */
wt_status wt_gazetteer_open(const char *path, wt_gazetteer **out, wt_error *error);
void wt_gazetteer_close(wt_gazetteer *gazetteer);

/* The content hash of the file. */
uint64_t wt_gazetteer_hash(const wt_gazetteer *gazetteer);

size_t wt_gazetteer_n_names(const wt_gazetteer *gazetteer);
size_t wt_gazetteer_n_entries(const wt_gazetteer *gazetteer);

/* One listed entity. Strings are NUL-terminated; "" where the list says nothing. */
typedef struct wt_entry {
  const char *id, *name, *subtype, *same_as, *refers_to;
  char country[3]; /* ISO 3166 alpha-2, or "" */
  wt_type type;
  bool has_position;
  double lat, lon;
  uint32_t weight; /* prior: population, fame */
} wt_entry;

/* One way in which an entry bears a name. */
typedef struct wt_candidate {
  uint32_t entry;
  bool weak;  /* needs other evidence */
  bool alias; /* not the entry's main name */
} wt_candidate;

/* Entry by index < n_entries. */
void wt_gazetteer_entry(const wt_gazetteer *gazetteer, uint32_t entry, wt_entry *out);

/* How many candidates a name has; the i-th of them, larger weight first. */
size_t wt_gazetteer_n_candidates(const wt_gazetteer *gazetteer, uint32_t name);
void wt_gazetteer_candidate(const wt_gazetteer *gazetteer, uint32_t name, size_t i,
                            wt_candidate *out);

/* The index of the entry with this id (for refers_to), or UINT32_MAX. */
uint32_t wt_gazetteer_find_id(const wt_gazetteer *gazetteer, const char *id);

/* Finds the names in a tokenized field. `layers` [n_layers]: of two hits on the same tokens the
 * later layer wins, and its vetoes remove hits of the earlier ones. Replaces the content of `out`.
 * Semantics of each overlap mode: DESIGN.md, "match". Hits whose case rule does not fit, which lie
 * in an address (WT_IN_ADDRESS) or would cross a sentence's end are left out. Errors: WT_NO_MEMORY.
 */
wt_status wt_match(const wt_gazetteer *const *layers, size_t n_layers, const wt_tokens *tokens,
                   wt_overlap overlap, wt_hits *out, wt_error *error);

#endif
