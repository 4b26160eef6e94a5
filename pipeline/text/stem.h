/*
 * stem.h - stems (libstemmer, the only place that uses it), once per distinct word.
 *
 * A stemmer belongs to one thread. Its cache has a fixed size (a new word takes the slot of an
 * old one), so memory does not grow with the archive; the stems do not depend on the cache.
 */
#ifndef WT_STEM_H
#define WT_STEM_H

#include "wiretag.h"

typedef struct wt_stemmer wt_stemmer;

/* `lang` is a BCP 47 tag ("en", "tr-TR"; NULL: none); a language that Snowball lacks gives stems
 * equal to the words. Errors: WT_NO_MEMORY. */
wt_status wt_stemmer_new(const char *lang, wt_stemmer **out, wt_error *error);
void wt_stemmer_free(wt_stemmer *stemmer);

/* The stem of a folded word with its hash, and the stem's wt_hash. *stem is borrowed until the
 * next call on this stemmer, or is `folded` itself. Words over 64 bytes are their own stem. Errors:
 * WT_NO_MEMORY. */
wt_status wt_stem(wt_stemmer *stemmer, const char *folded, size_t size, uint64_t hash,
                  const char **stem, size_t *stem_size, uint64_t *stem_hash, wt_error *error);

#endif
