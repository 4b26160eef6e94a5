/*
 * hash.h - the one hash function: XXH3 (xxhash, BSD), 64 bits, seed 0.
 *
 * The same on every machine and byte order, so hashes may be stored in files. It is not
 * keyed: tables over it must stay correct, and linear in the worst case, when an adversary
 * finds collisions (compare the keys, bound the probes).
 */
#ifndef WT_HASH_H
#define WT_HASH_H

#include <stddef.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t wt_hash(const void *bytes, size_t size) { return XXH3_64bits(bytes, size); }

/* Mixes a further value into a hash; order matters. (splitmix64 finaliser, Steele et al. 2014) */
static inline uint64_t wt_hash_mix(uint64_t hash, uint64_t value) {
  uint64_t z = hash * 0x9e3779b97f4a7c15u + value;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

#endif
