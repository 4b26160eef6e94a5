/*
 * stem.c - Snowball stems behind a direct-mapped cache.
 *
 * News repeats its words: a slot chosen by the word's hash answers 19 of 20 questions without
 * the stemmer. A slot holds one word, its stem and the stem's hash in one cache line; another
 * word with the same slot simply takes it over. So the memory is fixed, an adversary can at worst
 * make every question a miss, and the answer never depends on what was asked before.
 */
#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum { SLOTS = 1 << 13, SLOT_BYTES = 23, LONGEST_WORD = 64, LONGEST_SUBTAG = 3 };

typedef struct slot {
  uint64_t hash, stem_hash; /* of the word, of the stem */
  uint8_t word_size;        /* 0: free */
  uint8_t stem_size;
  char word[SLOT_BYTES], stem[SLOT_BYTES];
} slot;

struct wt_stemmer {
  struct sb_stemmer *snowball; /* NULL: a language without stemmer */
  slot *slots;                 /* [SLOTS]; NULL without stemmer */
};

/* Copies the primary subtag of a BCP 47 tag in small letters ("nb" and "nn" are Snowball's "no").
 * False when it has not two or three letters. */
static bool primary_subtag(const char *lang, char out[LONGEST_SUBTAG + 1]) {
  size_t n = 0;
  for (; lang[n] != '\0' && lang[n] != '-' && lang[n] != '_'; n++) {
    char small = (char)(lang[n] | 0x20);
    if (n == LONGEST_SUBTAG || small < 'a' || small > 'z') return false;
    out[n] = small;
  }
  out[n] = '\0';
  if (strcmp(out, "nb") == 0 || strcmp(out, "nn") == 0) memcpy(out, "no", sizeof "no");
  return n >= 2;
}

/* sb_stemmer_new answers NULL to an unknown language and to lack of memory. */
static bool memory_is_left(void) {
  struct sb_stemmer *probe = sb_stemmer_new("english", NULL);
  sb_stemmer_delete(probe);
  return probe != NULL;
}

wt_status wt_stemmer_new(const char *lang, wt_stemmer **out, wt_error *error) {
  char subtag[LONGEST_SUBTAG + 1];
  wt_stemmer *stemmer = wt_calloc(1, sizeof *stemmer);
  if (stemmer == NULL) return wt_no_memory(error, "stemmer");
  if (lang != NULL && primary_subtag(lang, subtag)) {
    stemmer->snowball = sb_stemmer_new(subtag, NULL);
    if (stemmer->snowball == NULL && !memory_is_left()) goto fail;
  }
  if (stemmer->snowball != NULL) {
    stemmer->slots = wt_calloc(SLOTS, sizeof *stemmer->slots);
    if (stemmer->slots == NULL) goto fail;
  }
  *out = stemmer;
  return WT_OK;

fail:
  wt_stemmer_free(stemmer);
  return wt_no_memory(error, "stemmer");
}

void wt_stemmer_free(wt_stemmer *stemmer) {
  if (stemmer == NULL) return;
  sb_stemmer_delete(stemmer->snowball);
  wt_free(stemmer->slots);
  wt_free(stemmer);
}

wt_status wt_stem(wt_stemmer *stemmer, const char *folded, size_t size, uint64_t hash,
                  const char **stem, size_t *stem_size, uint64_t *stem_hash, wt_error *error) {
  if (stemmer->snowball == NULL || size == 0 || size > LONGEST_WORD) {
    *stem = folded, *stem_size = size, *stem_hash = hash;
    return WT_OK;
  }
  slot *s = &stemmer->slots[hash % SLOTS];
  if (s->hash == hash && s->word_size == size && memcmp(s->word, folded, size) == 0) {
    *stem = s->stem, *stem_size = s->stem_size, *stem_hash = s->stem_hash;
    return WT_OK;
  }
  const sb_symbol *found = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)folded, (int)size);
  if (found == NULL) return wt_no_memory(error, "stemmer");
  size_t n = (size_t)sb_stemmer_length(stemmer->snowball);
  *stem = (const char *)found, *stem_size = n, *stem_hash = wt_hash(found, n);
  if (size <= SLOT_BYTES && n <= SLOT_BYTES) {
    s->hash = hash, s->stem_hash = *stem_hash;
    s->word_size = (uint8_t)size, s->stem_size = (uint8_t)n;
    memcpy(s->word, folded, size);
    memcpy(s->stem, found, n);
  }
  return WT_OK;
}
