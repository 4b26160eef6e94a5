/*
 * prefix.h - which sequences of words begin a name: a hash table over word prefixes.
 *
 * A trie over words is walked from left to right, and each step of a walk is a random access to
 * memory, which is what matching costs. So the trie's nodes lie in one table under the hash of
 * their whole path: a step is one bucket, and a bucket is one cache line of ten slots with 16-bit
 * tags. The hash of a path is rolled from the hashes of its parts, which the tokenizer has computed
 * anyway. Tags lie now and then (about once in 10,000 lookups); the names behind them are compared
 * byte by byte before they count.
 *
 * In front stand two bitmaps over first words, small enough for the second-level cache. Most words
 * of running text are in lower case, and few names may begin so: they have their own bitmap.
 */
#ifndef WT_PREFIX_H
#define WT_PREFIX_H

#include <stdbool.h>

#include "base/hash.h"
#include "match/layout.h"
#include "wiretag.h"

/* The hash of a prefix with one more part; the first part's hash is its own. */
static inline uint64_t wt_prefix_roll(uint64_t prefix, uint64_t part) {
  return wt_hash_mix(prefix, part);
}

static inline uint32_t wt_prefix_home(uint64_t hash, uint32_t n_buckets) {
  return (uint32_t)(((hash >> 32) * n_buckets) >> 32);
}

static inline uint16_t wt_prefix_tag(uint64_t hash) { return (uint16_t)hash; }

/* Slots of a bucket, bit i for slot i, whose tag is `tag` and which are not free. */
static inline unsigned wt_prefix_matches(const wt_gaz_bucket *bucket, uint16_t tag) {
  unsigned found = 0;
  for (unsigned i = 0; i < WT_BUCKET; i++)
    found |= (unsigned)(bucket->tags[i] == tag && bucket->values[i] != 0) << i;
  return found;
}

/* True when a prefix with this tag that has its home here or before may lie in the next one. */
static inline bool wt_prefix_goes_on(const wt_gaz_bucket *bucket, uint16_t tag) {
  return (bucket->overflow >> (tag % 32) & 1) != 0;
}

/* The bitmaps: two bits for each word, in one 64-bit word. */
static inline uint64_t wt_first_mask(uint64_t hash) {
  return UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63);
}
static inline uint64_t wt_first_word(uint64_t hash, unsigned bits) {
  return bits <= 6 ? 0 : hash >> (64 - (bits - 6));
}
static inline bool wt_first_has(const uint64_t *bitmap, unsigned bits, uint64_t hash) {
  uint64_t mask = wt_first_mask(hash);
  return (bitmap[wt_first_word(hash, bits)] & mask) == mask;
}

/* One distinct prefix, for building. */
typedef struct wt_prefix_node {
  uint64_t hash;
  uint32_t value; /* as in wt_gaz_bucket */
} wt_prefix_node;

/* Puts nodes [n_nodes] into buckets. The result depends on the order of the nodes. *buckets is
 * owned by the caller (wt_free). Errors: WT_NO_MEMORY, WT_TOO_LARGE (too many collisions). */
wt_status wt_prefix_build(const wt_prefix_node *nodes, size_t n_nodes, wt_gaz_bucket **buckets,
                          uint32_t *n_buckets, wt_error *error);

/* The size in bits, as a power of two, of a bitmap for n words. */
unsigned wt_first_bits(size_t n);

static inline void wt_first_set(uint64_t *bitmap, unsigned bits, uint64_t hash) {
  bitmap[wt_first_word(hash, bits)] |= wt_first_mask(hash);
}

#endif
