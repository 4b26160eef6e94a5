/*
 * postings.h - keys with the entries behind them to the sections that a matcher reads: prefixes,
 * bitmaps, front-coded keys, candidates, case forms.
 */
#ifndef WT_POSTINGS_H
#define WT_POSTINGS_H

#include "base/buffer.h"
#include "match/layout.h"
#include "wiretag.h"

/* That an entry bears a name. */
typedef struct wt_posting {
  const char *key; /* [key_size], borrowed */
  uint32_t entry;
  uint16_t form; /* index in forms */
  uint8_t key_size;
  uint8_t bits;  /* WT_CAND_WEAK, WT_CAND_ALIAS, WT_CAND_CERTAIN, WT_POSTING_GENERATED */
  uint16_t lang; /* packed; 0: none */
} wt_posting;

/* A variant that no list has, a person's or one without legal form: it is weak where its entry's
 * list says so, and a person's yields to any person that is listed under it. Where the file has the
 * leader. */
enum { WT_POSTING_GENERATED = 1 };

typedef struct wt_postings_input {
  const wt_posting *postings; /* [n], any order */
  size_t n;
  const wt_gaz_form *forms; /* [n_forms], sorted */
  size_t n_forms;
  const uint32_t *weights;  /* of the entries */
  const wt_buffer *records; /* of the entries, for their types */
  const uint32_t *entry_at; /* their offsets there */
  size_t n_threads;
} wt_postings_input;

typedef struct wt_postings {
  uint32_t n_names, n_candidates;
  wt_buffer blocks, keys, candidates; /* the sections KEYIDX, KEYS, CANDS */
  wt_buffer langs;                    /* LANGS */
  bool has_langs;                     /* one of them is not 0 */
  wt_gaz_bucket *buckets;             /* [n_buckets], PREFIX */
  uint32_t n_buckets;
  uint64_t *maps[WT_MAPS]; /* [map_words], WORD ... PAIRLOW */
  uint32_t map_words[WT_MAPS];
} wt_postings; /* zero-initialise */

/* On failure `out` must still be released. Errors: WT_NO_MEMORY, WT_TOO_LARGE, WT_BAD_INPUT (a name
 * in more than WT_NAME_FORMS case forms). */
wt_status wt_postings_build(const wt_postings_input *input, wt_postings *out, wt_error *error);
void wt_postings_release(wt_postings *postings);

#endif
