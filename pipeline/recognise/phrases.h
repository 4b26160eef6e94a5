/*
 * phrases.h - stretches of capitalised words, and their cutting into candidate names.
 *
 * A PHRASE is a maximal run of capitalised tokens with what names hold inside (de, bin, al-, "of"
 * after a head that takes it, "&", hyphens). News packs several names and their titles into one
 * phrase: "Turkish President Recep Tayyip Erdoğan". Cutting takes titles, dates and leading
 * nationalities or places off; what remains are PARTS, each the candidate for one name.
 */
#ifndef WT_PHRASES_H
#define WT_PHRASES_H

#include "recognise/reading.h"

enum {
  PHRASE_TOKENS = 24, /* a longer run of capitals is no name (a list, a heading) */
  PHRASE_PARTS = PHRASE_TOKENS
};

/* Flag of a part: a title stands before it. */
enum { PART_TITLED = 1 };

typedef struct wt_part {
  uint32_t first, end; /* tokens */
  unsigned flags;      /* PART_ bits */
} wt_part;

/* The next phrase at or behind token *at of sentence s, which moves behind the phrase: [*first,
 * *end). False when the sentence has no more. */
bool wt_next_phrase(const wt_reading *r, wt_sentence s, uint32_t *at, uint32_t *first,
                    uint32_t *end);

/* Cuts a phrase; returns the number of parts. */
size_t wt_cut_phrase(const wt_reading *r, uint32_t first, uint32_t end,
                     wt_part parts[PHRASE_PARTS]);

#endif
