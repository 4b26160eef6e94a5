/*
 * fuzz_gazetteer.c - a compiled gazetteer made to deceive.
 *
 * The input is a whole file; its version, size field and checksum are made right: a checksum only
 * stops damage, and the corpus shall outlive a new version. Whatever opens is used: a text is
 * matched in every mode, once with the file as its own second layer, all hits, candidates, entries
 * and keys are read, and it is turned back into a list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "match/decompile.h"
#include "match/gazetteer.h"
#include "match/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char TEXT[] =
    "Ada York of The York Inc. met Danes in New York, NYC, Denmark, dk; St. Louis and DENMARK, "
    "Big Apple. THE YORK INC MET ADA YORK AND NYC. new york, York's, New-York New York New York.";

/* Reads the n bytes of a string; the sum keeps the compiler from leaving it out. */
static size_t touch(const char *text) { return strlen(text); }

static size_t read_hits(const wt_gazetteer *const *layers, size_t n_layers, const wt_hits *hits) {
  size_t sum = 0;
  for (size_t i = 0; i < hits->n; i++) {
    const wt_hit *hit = &hits->items[i];
    size_t n = wt_gazetteer_n_candidates(layers[hit->layer], hit->name);
    for (size_t k = 0; k < n && k < 64; k++) {
      wt_candidate candidate;
      wt_entry e;
      if (!wt_hit_candidate(layers, n_layers, hit, k, &candidate)) continue;
      wt_gazetteer_entry(layers[hit->layer], candidate.entry, &e);
      sum += touch(e.id) + touch(e.name) + touch(e.subtype) + touch(e.same_as) +
             touch(e.refers_to) + touch(e.within) + touch(e.list) + touch(e.country);
    }
  }
  return sum;
}

static wt_status drop(void *context, const char *bytes, size_t size, wt_error *error) {
  (void)context, (void)bytes, (void)error;
  return size < 4 << 20 ? WT_OK : WT_TOO_LARGE;
}

static size_t use(const wt_gazetteer *g) {
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)strlen(TEXT)};
  const wt_gazetteer *layers[] = {g, g};
  size_t sum = 0;
  if (wt_tokenize(TEXT, strlen(TEXT), &zone, 1, &tokens, NULL) == WT_OK)
    for (int run = 0; run < 6; run++)
      if (wt_match(layers, 1 + (size_t)(run / 3), &tokens, (wt_overlap)(run % 3), &hits, NULL) ==
          WT_OK)
        sum += read_hits(layers, 1 + (size_t)(run / 3), &hits);
  for (uint32_t i = 0; i < 64; i++) {
    char key[256];
    wt_entry e;
    wt_gazetteer_entry(g, i, &e);
    sum +=
        wt_gazetteer_key(g, i, key) + touch(key) + touch(e.name) + touch(wt_gazetteer_list(g, i));
  }
  sum += wt_gazetteer_find_id(g, "q:2");
  wt_decompile_result list = {0};
  if (wt_gazetteer_n_names(g) < 4096 && wt_gazetteer_n_entries(g) < 4096 &&
      wt_gazetteer_decompile(g, drop, NULL, &list, NULL) == WT_OK)
    sum += list.rows;
  wt_free(hits.items);
  wt_tokens_release(&tokens);
  return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { HEADER = 40, VERSION_AT = 16, SIZE_AT = 24, SUM_AT = 32 };
  uint8_t *bytes = aligned_alloc(64, (size + 64) / 64 * 64);
  if (bytes == NULL) return 0;
  if (size > 0) memcpy(bytes, data, size);
  if (size >= HEADER) {
    memcpy(bytes + VERSION_AT, &(uint32_t){WT_GAZ_VERSION}, 4);
    memcpy(bytes + SIZE_AT, &(uint64_t){size}, 8);
    memset(bytes + SUM_AT, 0, 8);
    uint64_t sum = wt_hash_mix(wt_hash(bytes, HEADER), wt_hash(bytes + HEADER, size - HEADER));
    memcpy(bytes + SUM_AT, &sum, 8);
  }
  wt_gazetteer *g = NULL;
  volatile size_t sum = 0;
  if (wt_gazetteer_open_bytes(bytes, size, &g, NULL) == WT_OK) sum = use(g);
  (void)sum;
  wt_gazetteer_close(g);
  free(bytes);
  return 0;
}
