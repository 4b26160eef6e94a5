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

/* ---- joining (coreference.c) ---------------------------------------------------------------- */

extern const char WT_ACRONYM[]; /* the rule's name */

bool wt_have_different_ids(const wt_resolver *r, uint32_t a, uint32_t b);

/* Whether a name begins with the first word of a form, or is that word when it must be whole; case
 * of ASCII letters aside. Of a long word four letters are enough: "Organisation". */
bool wt_begins_alike(const wt_resolver *r, uint32_t form, const char *name, bool whole);

/* Hangs the shorter form's tree on the fuller one's. */
void wt_join_forms(wt_resolver *r, uint32_t shorter, uint32_t fuller, const char *rule);

/* bracketed.c: the mention and the one before its opening bracket. */
void wt_join_bracketed(wt_resolver *r, const wt_found *m);

#endif
