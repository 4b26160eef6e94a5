/*
 * name_parts.h - parts of names as keys of r->parts: the last words of a person's name, the first
 * word of an organization's, the initials. Filled by coreference.c.
 */
#ifndef WT_NAME_PARTS_H
#define WT_NAME_PARTS_H

#include "base/hash.h"
#include "resolve/resolver.h"

#define WT_SEVERAL UINT32_MAX /* in r->parts: more than one name has this part */

/* Which part of a name. */
enum { PART_END = 1, PART_BEGIN = 2, PART_INITIALS = 3, PART_LAST_WORD = 4, PART_MIDDLE = 5 };

static inline uint64_t wt_part_key(uint64_t words, unsigned type, unsigned kind) {
  return wt_hash_mix(words, type * 8 + kind);
}

/* The key in r->ids of a form that is linked. */
uint64_t wt_id_key(const wt_resolver *r, const wt_form *f);

static inline uint64_t wt_hash_range(const wt_token *const *words, uint32_t from, uint32_t to) {
  uint64_t hash = 0;
  for (uint32_t i = from; i < to; i++) hash = wt_hash_word(hash, words[i]->hash);
  return hash;
}

#endif
