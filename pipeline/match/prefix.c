#include "match/prefix.h"

#include "base/error.h"
#include "base/mem.h"

enum { FILL = 8 }; /* slots of a bucket that are used on average; 10 would never place all */

static bool place(wt_gaz_bucket *buckets, uint32_t n_buckets, const wt_prefix_node *node) {
  uint16_t tag = wt_prefix_tag(node->hash);
  uint32_t at = wt_prefix_home(node->hash, n_buckets);
  for (int probe = 0; probe < WT_PROBES; probe++) {
    wt_gaz_bucket *b = &buckets[at];
    for (int i = 0; i < WT_BUCKET; i++) {
      if (b->values[i] != 0) continue;
      b->tags[i] = tag;
      b->values[i] = node->value;
      return true;
    }
    b->overflow |= UINT32_C(1) << (tag % 32);
    at = at + 1 == n_buckets ? 0 : at + 1;
  }
  return false;
}

wt_status wt_prefix_build(const wt_prefix_node *nodes, size_t n_nodes, wt_gaz_bucket **out,
                          uint32_t *n_out, wt_error *error) {
  for (size_t n = n_nodes / FILL + 1, tries = 0; tries < 4; tries++, n *= 2) {
    if (n > UINT32_MAX) break;
    wt_gaz_bucket *buckets = wt_calloc(n, sizeof *buckets);
    if (buckets == NULL) return wt_no_memory(error, "gazetteer");
    size_t i = 0;
    while (i < n_nodes && place(buckets, (uint32_t)n, &nodes[i])) i++;
    if (i == n_nodes) {
      *out = buckets;
      *n_out = (uint32_t)n;
      return WT_OK;
    }
    wt_free(buckets);
  }
  return wt_fail(error, WT_TOO_LARGE, NULL, "too many names, or names made to collide");
}

uint32_t wt_map_words(size_t n) {
  enum { HASHES_PER_WORD = 6 }; /* 2 in 100 other hashes pass */
  size_t words = n / HASHES_PER_WORD + 1;
  return words > UINT32_MAX ? UINT32_MAX : (uint32_t)words;
}
