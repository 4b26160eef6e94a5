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

/* Maps a file. Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_NO_MEMORY. */
wt_status wt_gazetteer_open(const char *path, wt_gazetteer **out, wt_error *error);

/* The same on bytes in memory, aligned to 64 and borrowed until close. For tests and fuzzing. */
wt_status wt_gazetteer_open_bytes(const uint8_t *data, size_t size, wt_gazetteer **out,
                                  wt_error *error);

/* NULL is fine. */
void wt_gazetteer_close(wt_gazetteer *gazetteer);

/* The content hash of the file. */
uint64_t wt_gazetteer_hash(const wt_gazetteer *gazetteer);

/* Names and entries are numbered from 0; names in the byte order of their keys, entries in that of
 * their ids (then types). Vetoes are entries too. */
size_t wt_gazetteer_n_names(const wt_gazetteer *gazetteer);
size_t wt_gazetteer_n_entries(const wt_gazetteer *gazetteer);

/* The source lists by file name, index < n_lists; "" beyond. */
size_t wt_gazetteer_n_lists(const wt_gazetteer *gazetteer);
const char *wt_gazetteer_list(const wt_gazetteer *gazetteer, size_t list);

/* One listed entity. Strings are NUL-terminated; "" where the list says nothing. */
typedef struct wt_entry {
  const char *id, *name, *subtype, *same_as, *refers_to;
  /* Places: the id of the first-level division (state, province) that the place lies in, a
   * division's own id for itself. So "Springfield, Illinois" is the Springfield whose `within`
   * equals Illinois' id, and New York City and New York State have the same `within`, which is the
   * state's id. */
  const char *within;
  const char *list; /* the file name of the list that it comes from, the last one if several */
  char country[3];  /* ISO 3166 alpha-2, or "" */
  wt_type type;
  bool has_position;
  bool veto; /* no entity: takes names away from earlier layers */
  double lat, lon;
  uint32_t weight; /* prior: population, fame */
} wt_entry;

/* One way in which an entry bears a name. */
typedef struct wt_candidate {
  uint32_t entry;
  bool weak;    /* needs other evidence */
  bool alias;   /* not the entry's main name */
  bool certain; /* a user marked it */
  bool veto;    /* takes the name away from earlier layers; no candidate of a hit */
  uint8_t form; /* case form, the bit in wt_hit.forms */
  char lang[4]; /* of the alias, "tr"; "" where the list does not say; a hint, not used in matching
                 */
} wt_candidate;

/* Entry by index < n_entries; beyond, one of empty strings. */
void wt_gazetteer_entry(const wt_gazetteer *gazetteer, uint32_t entry, wt_entry *out);

/* How many candidates a name has; the i-th of them. First comes the heaviest of each case form
 * (most names have one form), then the others; in both groups larger weight first, then id order.
 */
size_t wt_gazetteer_n_candidates(const wt_gazetteer *gazetteer, uint32_t name);
void wt_gazetteer_candidate(const wt_gazetteer *gazetteer, uint32_t name, size_t i,
                            wt_candidate *out);

/* A name's folded key, parts separated by one space, NUL-terminated; returns its size, 0 when
 * there is no such name. */
size_t wt_gazetteer_key(const wt_gazetteer *gazetteer, uint32_t name, char out[256]);

/* The index of the first entry with this id (for refers_to) that is no veto, or UINT32_MAX. */
uint32_t wt_gazetteer_find_id(const wt_gazetteer *gazetteer, const char *id);

/* Finds the names in a tokenized field. `layers` [n_layers]: of two hits on the same tokens the
 * later layer wins, and its vetoes remove hits of the earlier ones. Replaces the content of `out`.
 * Semantics of each overlap mode: DESIGN.md, "match". Hits whose case rule does not fit, which lie
 * in an address (WT_IN_ADDRESS) or would cross a sentence's end are left out. Errors: WT_NO_MEMORY.
 */
wt_status wt_match(const wt_gazetteer *const *layers, size_t n_layers, const wt_tokens *tokens,
                   wt_overlap overlap, wt_hits *out, wt_error *error);

/* The hit on exactly the tokens [first, end), which may be one that wt_match left out because a
 * longer one or an earlier one covers it ("Xi Jinping" in "President Xi Jinping", where "President
 * Xi" is listed too). False: the words are no name. */
bool wt_match_exact(const wt_gazetteer *const *layers, size_t n_layers, const wt_tokens *tokens,
                    uint32_t first, uint32_t end, wt_hit *out);

/* The i-th candidate of a hit, i < wt_gazetteer_n_candidates(layers[hit->layer], hit->name); false
 * when it is none for this mention: the capitals of the text do not fit it ("us" is not the
 * US), or a later layer vetoes it. */
bool wt_hit_candidate(const wt_gazetteer *const *layers, size_t n_layers, const wt_hit *hit,
                      size_t i, wt_candidate *out);

#endif
