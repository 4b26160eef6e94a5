/*
 * stem.c - Snowball stems behind a two-way set-associative cache.
 *
 * News repeats its words: the two slots that a word's hash chooses answer 89 of 100 questions
 * without the stemmer (measured on 20 MB of news). Twice as many would answer 93, and cost each
 * short run more than that saves: topics, which ask most, know the forms of most words themselves.
 * A slot holds one word, its stem and the stem's hash in one cache line; of the two words of a set
 * the one used last comes first, and a new one pushes the other out. So the memory is fixed
 * (512 KiB), an adversary can at worst make every question a miss, and the answer never depends on
 * what was asked before.
 */
#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum { SETS = 1 << 12, WAYS = 2, SLOT_BYTES = 23, LONGEST_WORD = 64, LONGEST_SUBTAG = 3 };

typedef struct slot {
  uint64_t hash, stem_hash; /* of the word, of the stem */
  uint8_t word_size;        /* 0: free */
  uint8_t stem_size;
  char word[SLOT_BYTES], stem[SLOT_BYTES];
} slot;

struct wt_stemmer {
  struct sb_stemmer *snowball; /* NULL: a language without stemmer */
  slot (*sets)[WAYS];          /* [SETS]; NULL without stemmer */
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
    stemmer->sets = wt_calloc(SETS, sizeof *stemmer->sets);
    if (stemmer->sets == NULL) goto fail;
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
  wt_free(stemmer->sets);
  wt_free(stemmer);
}

static bool holds(const slot *s, const char *word, size_t size, uint64_t hash) {
  return s->hash == hash && s->word_size == size && memcmp(s->word, word, size) == 0;
}

/* The word's slot, moved to the front of its set; NULL: not there. */
static const slot *find(slot set[WAYS], const char *word, size_t size, uint64_t hash) {
  if (holds(&set[0], word, size, hash)) return &set[0];
  if (!holds(&set[1], word, size, hash)) return NULL;
  slot front = set[1];
  set[1] = set[0];
  set[0] = front;
  return &set[0];
}

wt_status wt_stem(wt_stemmer *stemmer, const char *folded, size_t size, uint64_t hash,
                  const char **stem, size_t *stem_size, uint64_t *stem_hash, wt_error *error) {
  if (stemmer->snowball == NULL || size == 0 || size > LONGEST_WORD) {
    *stem = folded, *stem_size = size, *stem_hash = hash;
    return WT_OK;
  }
  slot *set = stemmer->sets[hash % SETS];
  const slot *known = find(set, folded, size, hash);
  if (known != NULL) {
    *stem = known->stem, *stem_size = known->stem_size, *stem_hash = known->stem_hash;
    return WT_OK;
  }
  const sb_symbol *found = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)folded, (int)size);
  if (found == NULL) return wt_no_memory(error, "stemmer");
  size_t n = (size_t)sb_stemmer_length(stemmer->snowball);
  *stem = (const char *)found, *stem_size = n, *stem_hash = wt_hash(found, n);
  if (size <= SLOT_BYTES && n <= SLOT_BYTES) {
    set[1] = set[0];
    set[0].hash = hash, set[0].stem_hash = *stem_hash;
    set[0].word_size = (uint8_t)size, set[0].stem_size = (uint8_t)n;
    memcpy(set[0].word, folded, size);
    memcpy(set[0].stem, found, n);
  }
  return WT_OK;
}
