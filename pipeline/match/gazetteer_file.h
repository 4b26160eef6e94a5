/* gazetteer_file.h - an opened gazetteer from inside: for files of match/ that read one. */
#ifndef WT_GAZETTEER_FILE_H
#define WT_GAZETTEER_FILE_H

#include "base/container.h"
#include "match/gazetteer.h"
#include "match/layout.h"

struct wt_gazetteer {
  wt_container container;
  bool owns_view; /* false when opened on bytes */
  wt_gaz_meta meta;
  const uint64_t *maps[WT_MAPS];      /* [meta.map_words] */
  const wt_gaz_bucket *buckets;       /* [meta.n_buckets] */
  const wt_gaz_block *blocks;         /* [n_names / WT_KEY_BLOCK, rounded up] */
  wt_section keys;                    /* bytes */
  const wt_gaz_candidate *candidates; /* [meta.n_candidates] */
  const uint16_t *langs;              /* [meta.n_candidates], or NULL: none has a language */
  const wt_gaz_form *forms;           /* [meta.n_forms] */
  const uint32_t *entries;            /* [meta.n_entries] */
  wt_section records, texts;          /* bytes; the last one is NUL, or there is none */
  const uint32_t *text_index;         /* [meta.n_lists + meta.n_subtypes] */
  char path[];
};

/* The candidates of a name. */
typedef struct wt_candidates {
  const wt_gaz_candidate *items; /* [n] */
  size_t n;
} wt_candidates;

/* Finds a name and its candidates. With `key` [size] not NULL, *equal says whether it is the name's
 * key. A name that the file does not hold, or holds wrongly, has n 0 and is equal to nothing. */
wt_candidates wt_gazetteer_name(const wt_gazetteer *g, uint32_t name, const char *key, size_t size,
                                bool *equal);

/* True when candidate c is the i-th leader (layout.h). */
static inline bool wt_is_leader(const wt_gaz_candidate *c, size_t i) {
  return i < WT_NAME_FORMS && (c->bits & WT_CAND_LEADER) == i;
}

#endif
