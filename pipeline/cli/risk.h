/*
 * risk.h - which listed names are likely to do harm, and how much.
 *
 * Counted on a sample of articles: how often a name is found, and how often the same words stand in
 * lower case, where they are no name. Known from the list itself: how many listed persons bear the
 * name as their first or last one, how many types of entries share it, how short it is.
 *
 * Each sign is a guess at the share of wrong finds; signs are taken as independent:
 *   word     lower / (lower + found); a tenth of it for names that are found only as written
 *   person   1000 p / (1000 p + w) for p persons and other entries of weight w; 0 when a person is
 *            what the name mostly means
 *   types    half of 1 - the heaviest type's share of the weight of all types
 *   short    one letter 0.9, two 0.5, three 0.2; capitals only: half; for famous entries less:
 *            times 5000 / (5000 + weight)
 *   share    1 - (1 - word) (1 - person) (1 - types) (1 - short)
 *   harm     found * share, a tenth for names that need other evidence anyway
 */
#ifndef CLI_RISK_H
#define CLI_RISK_H

#include "base/buffer.h"
#include "base/table.h"
#include "match/gazetteer.h"
#include "read/dump.h"

enum { RISK_CONTEXTS = 2, RISK_LETTERS = 3 };

typedef struct risk_counts {
  uint32_t found, lower;
  uint32_t contexts[RISK_CONTEXTS]; /* 1 + offsets in risk.texts, NUL-terminated; 0: none */
} risk_counts;

typedef struct risk_people {
  uint32_t first, last; /* how many listed persons bear a word as first or last name */
} risk_people;

typedef struct risk {
  const wt_gazetteer *gazetteer;
  risk_counts *counts; /* [n_names] */
  size_t n_names;
  wt_table keys;       /* hash of a key -> name */
  wt_table words;      /* hash of a word -> index in people */
  risk_people *people; /* [n_people] */
  size_t n_people, people_capacity;
  wt_buffer texts; /* contexts */
  uint64_t articles;
  wt_tokens tokens; /* scratch */
  wt_hits hits;
  wt_buffer key;
} risk; /* zero-initialise */

/* What is guessed of one name. */
typedef struct risk_name {
  uint32_t name;
  uint32_t people;
  unsigned letters, n_types, types; /* bits 1 << wt_type */
  bool weak, exact;
  double word, person, mixed, shortness; /* shares */
  double share, harm;
} risk_name;

/* Collects keys and people. Errors: WT_NO_MEMORY. */
wt_status risk_open(risk *r, const wt_gazetteer *gazetteer, wt_error *error);

/* Counts in all articles of some files. Broken records are passed over. Errors: WT_IO,
 * WT_NO_MEMORY, WT_STOPPED. */
wt_status risk_count(risk *r, const char *const *paths, size_t n_paths, wt_error *error);

/* All names that have a sign, the most harmful first. `out` [*n] is to be freed with wt_free.
 * Errors: WT_NO_MEMORY. */
wt_status risk_rank(const risk *r, risk_name **out, size_t *n, wt_error *error);

void risk_release(risk *r);

#endif
