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

#include "wiretag.h"

/* Classes of a word: bits. */
enum {
  WORD_TITLE = 1 << 0,              /* stands before a person's name: President, Mr, Gen. */
  WORD_TITLE_PART = 1 << 1,         /* belongs to a title: Prime, Foreign, Deputy */
  WORD_ROLE = 1 << 2,               /* in lower case before a name: spokesman, singer, coach */
  WORD_GIVEN = 1 << 3,              /* a given name */
  WORD_ORG_LAST = 1 << 4,           /* ends an organization's name: Ministry, University, Times */
  WORD_ORG_OF = 1 << 5,             /* heads "X of Y", "X for Y": Ministry of Defence */
  WORD_PLACE_LAST = 1 << 6,         /* ends a place's name: Province, River, Airport */
  WORD_PLACE_FIRST = 1 << 7,        /* begins one: Lake, Mount, Fort */
  WORD_EVENT_LAST = 1 << 8,         /* ends the name of an event, law, prize: Cup, Act, Prize */
  WORD_EVENT_FIRST = 1 << 9,        /* begins one: Hurricane, Operation */
  WORD_LEGAL = 1 << 10,             /* legal form: Inc., Ltd, GmbH */
  WORD_DATE = 1 << 11,              /* month or weekday */
  WORD_FUNCTION = 1 << 12,          /* article, preposition, pronoun, conjunction ... */
  WORD_COMMON = 1 << 13,            /* everyday word */
  WORD_PARTICLE = 1 << 14,          /* inside a person's name: de, van, bin, al */
  WORD_PARTY = 1 << 15,             /* a party by its adjective: "the Republican party" */
  WORD_PLACE_PREPOSITION = 1 << 16, /* in, near, outside */
  WORD_DIRECTION = 1 << 17,         /* North, Eastern, Upper */
  WORD_GENERATION = 1 << 18,        /* Jr., III: closes a person's name */
  WORD_NO_NAME = 1 << 19,           /* capitalised in news, yet part of no name */
  WORD_PLACE_OF = 1 << 20,          /* heads "X of Y" for a place: Gulf, Republic, Isle */
  WORD_EVENT_OF = 1 << 21,          /* heads "X of Y" for a misc name: Battle, Treaty */
  WORD_BODY = 1 << 22,              /* an organization's name alone: Senate, Parliament */
  WORD_SURNAME_HEAD = 1 << 23,      /* a surname too, after a given name: Park, Hall */
  WORD_HYPHEN_TAIL = 1 << 24,       /* follows a name by a hyphen: Chicago-based */
  WORD_PRIZE = 1 << 25 /* "X for Y", "X in Y": Award for Best Actor, Prize in Physics */
};

typedef struct wt_word_lists wt_word_lists;

/* Errors: WT_NO_MEMORY. */
wt_status wt_word_lists_open(wt_word_lists **out, wt_error *error);
void wt_word_lists_close(wt_word_lists *lists);

/* The classes of the word whose folded form has this wt_hash; 0 for a word in no list. A foreign
 * word with the same 64-bit hash would share the classes: with 20,000 listed words that takes about
 * 10^15 distinct words, and costs a wrong clue, not a wrong memory access. */
uint32_t wt_word_classes(const wt_word_lists *lists, uint64_t hash);

#endif
