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
 * In front stand bitmaps (Bloom filters with three bits in one 64-bit word) over names of one word
 * and over first two words, small enough for the second-level cache. They turn away nearly all
 * starts that lead nowhere, and say which step of a walk is worth the access. Most words of running
 * text are in lower case, and few names may begin so: those have bitmaps of their own.
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

/* Bit 15 of each 16-bit lane that is zero. */
static inline uint64_t wt_zero_lanes(uint64_t x) {
  const uint64_t low = UINT64_C(0x7FFF7FFF7FFF7FFF);
  return ~(((x & low) + low) | x | low);
}

/* Slots of a bucket, bit i for slot i, whose tag is `tag` and which are not free. The tags are
 * compared four at a time; mostly none fits. */
static inline unsigned wt_prefix_matches(const wt_gaz_bucket *bucket, uint16_t tag) {
  uint64_t lanes = tag * UINT64_C(0x0001000100010001), a, b;
  uint32_t c;
  __builtin_memcpy(&a, bucket->tags, 8);
  __builtin_memcpy(&b, bucket->tags + 4, 8);
  __builtin_memcpy(&c, bucket->tags + 8, 4);
  a = wt_zero_lanes(a ^ lanes);
  b = wt_zero_lanes(b ^ lanes);
  uint64_t last = wt_zero_lanes((c ^ lanes) | UINT64_C(0xFFFFFFFF00000000));
  unsigned found = 0;
  for (; a != 0; a &= a - 1) found |= 1u << (__builtin_ctzll(a) / 16);
  for (; b != 0; b &= b - 1) found |= 16u << (__builtin_ctzll(b) / 16);
  for (; last != 0; last &= last - 1) found |= 256u << (__builtin_ctzll(last) / 16);
  for (unsigned left = found; left != 0; left &= left - 1)
    if (bucket->values[__builtin_ctz(left)] == 0) found &= ~(left & -left);
  return found;
}

/* True when a prefix with this tag that has its home here or before may lie in the next one. */
static inline bool wt_prefix_goes_on(const wt_gaz_bucket *bucket, uint16_t tag) {
  return (bucket->overflow >> (tag % 32) & 1) != 0;
}

/* A bitmap is an array of 64-bit words; a hash has three bits in one of them. */
static inline uint64_t wt_map_mask(uint64_t hash) {
  return UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63) |
         UINT64_C(1) << (hash >> 12 & 63);
}
static inline size_t wt_map_word(uint64_t hash, uint32_t n_words) {
  return (size_t)((hash >> 32) * n_words >> 32);
}
static inline bool wt_map_has(const uint64_t *map, uint32_t n_words, uint64_t hash) {
  uint64_t mask = wt_map_mask(hash);
  return (map[wt_map_word(hash, n_words)] & mask) == mask;
}
static inline void wt_map_set(uint64_t *map, uint32_t n_words, uint64_t hash) {
  map[wt_map_word(hash, n_words)] |= wt_map_mask(hash);
}

/* The words of a bitmap for n hashes, at least 1. */
uint32_t wt_map_words(size_t n);

/* One distinct prefix, for building. */
typedef struct wt_prefix_node {
  uint64_t hash;
  uint32_t value; /* as in wt_gaz_bucket */
} wt_prefix_node;

/* Puts nodes [n_nodes] into buckets. The result depends on the order of the nodes. *buckets is
 * owned by the caller (wt_free). Errors: WT_NO_MEMORY, WT_TOO_LARGE (too many collisions). */
wt_status wt_prefix_build(const wt_prefix_node *nodes, size_t n_nodes, wt_gaz_bucket **buckets,
                          uint32_t *n_buckets, wt_error *error);

#endif
