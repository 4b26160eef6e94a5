/*
 * hit_candidates.c - which candidates of a name are meant by one hit.
 *
 * A hit holds the case forms that fit its text. That a later layer vetoes single entries is found
 * out here, from the name's key, so that hits stay small and need no memory of their own.
 */
#include <string.h>

#include "match/gazetteer_file.h"
#include "match/key.h"
#include "match/prefix.h"

/* The candidates under a key in a gazetteer. */
static wt_candidates find_key(const wt_gazetteer *g, const char *key, size_t size) {
  uint64_t hash = 0;
  for (size_t start = 0, i = 0; i <= size; i++) {
    if (i < size && key[i] != ' ') continue;
    uint64_t part = wt_part_hash(key + start, i - start);
    hash = start == 0 ? part : wt_prefix_roll(hash, part);
    start = i + 1;
  }
  uint32_t at = wt_prefix_home(hash, g->meta.n_buckets);
  for (int probe = 0; probe < WT_PROBES; probe++) {
    const wt_gaz_bucket *bucket = &g->buckets[at];
    for (unsigned hits = wt_prefix_matches(bucket, wt_prefix_tag(hash)); hits; hits &= hits - 1) {
      uint32_t name = bucket->values[__builtin_ctz(hits)] & ~WT_LONGER;
      bool equal = false;
      wt_candidates found = {0};
      if (name != 0) found = wt_gazetteer_name(g, name - 1, key, size, &equal);
      if (equal) return found;
    }
    if (!wt_prefix_goes_on(bucket, wt_prefix_tag(hash))) break;
    at = at + 1 == g->meta.n_buckets ? 0 : at + 1;
  }
  return (wt_candidates){0};
}

/* True when layer g vetoes this entry id under this key. */
static bool vetoes(const wt_gazetteer *g, const char *key, size_t size, const char *id) {
  wt_candidates found = find_key(g, key, size);
  for (size_t i = 0; i < found.n; i++) {
    const wt_gaz_candidate *c = &found.items[i];
    if (c->form >= g->meta.n_forms || (g->forms[c->form].rule & WT_VETO_ONE) == 0) continue;
    wt_entry e;
    wt_gazetteer_entry(g, c->entry, &e);
    if (strcmp(e.id, id) == 0) return true;
  }
  return false;
}

bool wt_hit_candidate(const wt_gazetteer *const *layers, size_t n_layers, const wt_hit *hit,
                      size_t i, wt_candidate *out) {
  const wt_gazetteer *g = layers[hit->layer];
  wt_candidate c;
  wt_gazetteer_candidate(g, hit->name, i, &c);
  if (c.entry >= g->meta.n_entries || c.veto || (hit->forms >> c.form & 1) == 0) return false;
  char key[256];
  size_t size = 0;
  wt_entry e = {.id = ""};
  for (size_t l = hit->layer + 1; l < n_layers; l++) {
    if (!layers[l]->meta.has_vetoes) continue;
    if (size == 0) {
      size = wt_gazetteer_key(g, hit->name, key);
      wt_gazetteer_entry(g, c.entry, &e);
    }
    if (vetoes(layers[l], key, size, e.id)) return false;
  }
  *out = c;
  return true;
}
