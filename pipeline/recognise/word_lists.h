/*
 * word_lists.h - what the rules know about single words.
 *
 * Closed classes (titles, heads of organization names, months ...) are short tables in
 * closed_words.inc, kept by hand; given names and common words come from gazetteers/words/ through
 * scripts/make_word_tables.py, which writes given_names.inc and common_words.inc. They are compiled
 * in, because the rules must work without any file. Words are compared in their folded form.
 */
#ifndef WT_WORD_LISTS_H
#define WT_WORD_LISTS_H

#include <stdint.h>

#include "wiretag.h"

/* Classes of a word: bits of a wt_clues (the bits from 48 up are reading.h's). */
typedef uint64_t wt_clues;

#define WORD_TITLE (UINT64_C(1) << 0)      /* stands before a person's name: President, Mr, Gen. */
#define WORD_TITLE_PART (UINT64_C(1) << 1) /* belongs to a title: Prime, Foreign, Deputy */
#define WORD_ROLE (UINT64_C(1) << 2)  /* in lower case before a name: spokesman, singer, coach */
#define WORD_GIVEN (UINT64_C(1) << 3) /* a given name */
#define WORD_ORG_LAST \
  (UINT64_C(1) << 4) /* ends an organization's name: Ministry, University, Times */
#define WORD_ORG_OF (UINT64_C(1) << 5)      /* heads "X of Y", "X for Y": Ministry of Defence */
#define WORD_PLACE_LAST (UINT64_C(1) << 6)  /* ends a place's name: Province, River, Airport */
#define WORD_PLACE_FIRST (UINT64_C(1) << 7) /* begins one: Lake, Mount, Fort */
#define WORD_EVENT_LAST \
  (UINT64_C(1) << 8) /* ends the name of an event, law, prize: Cup, Act, Prize */
#define WORD_EVENT_FIRST (UINT64_C(1) << 9) /* begins one: Hurricane, Operation */
#define WORD_LEGAL (UINT64_C(1) << 10)      /* legal form: Inc., Ltd, GmbH */
#define WORD_DATE (UINT64_C(1) << 11)       /* month or weekday */
#define WORD_FUNCTION (UINT64_C(1) << 12)   /* article, preposition, pronoun, conjunction ... */
#define WORD_COMMON (UINT64_C(1) << 13)     /* everyday word */
#define WORD_PARTICLE (UINT64_C(1) << 14)   /* inside a person's name: de, van, bin, al */
#define WORD_PARTY (UINT64_C(1) << 15)      /* a party by its adjective: "the Republican party" */
#define WORD_PLACE_PREPOSITION (UINT64_C(1) << 16) /* in, near, outside */
#define WORD_DIRECTION (UINT64_C(1) << 17)         /* North, Eastern, Upper */
#define WORD_GENERATION (UINT64_C(1) << 18)        /* Jr., III: closes a person's name */
#define WORD_NO_NAME (UINT64_C(1) << 19)           /* capitalised in news, yet part of no name */
#define WORD_PLACE_OF (UINT64_C(1) << 20)     /* heads "X of Y" for a place: Gulf, Republic, Isle */
#define WORD_EVENT_OF (UINT64_C(1) << 21)     /* heads "X of Y" for a misc name: Battle, Treaty */
#define WORD_BODY (UINT64_C(1) << 22)         /* an organization's name alone: Senate, Parliament */
#define WORD_SURNAME_HEAD (UINT64_C(1) << 23) /* a surname too, after a given name: Park, Hall */
#define WORD_HYPHEN_TAIL (UINT64_C(1) << 24)  /* follows a name by a hyphen: Chicago-based */
#define WORD_PRIZE \
  (UINT64_C(1) << 25) /* "X for Y", "X in Y": Award for Best Actor, Prize in Physics */
#define WORD_KIND_OF_PLACE                                               \
  (UINT64_C(1) << 26) /* in lower case beside a place: district, village \
                       */
#define WORD_KIND_OF_ORG \
  (UINT64_C(1) << 27) /* in lower case beside an organization: company, newspaper */

#define WORD_AFFAIRS (UINT64_C(1) << 28) /* ends the office of a minister */

#define WORD_RESULT (UINT64_C(1) << 29) /* verb of a match report: beat, defeats */

#define WORD_HEAVENLY (UINT64_C(1) << 30) /* Earth, Sun */

typedef struct wt_word_lists wt_word_lists;

/* Errors: WT_NO_MEMORY. */
wt_status wt_word_lists_open(wt_word_lists **out, wt_error *error);
void wt_word_lists_close(wt_word_lists *lists);

/* The classes of the word whose folded form has this wt_hash; 0 for a word in no list. A foreign
 * word with the same 64-bit hash would share the classes: with 20,000 listed words that takes about
 * 10^15 distinct words, and costs a wrong clue, not a wrong memory access. */
wt_clues wt_word_classes(const wt_word_lists *lists, uint64_t hash);

#endif
