/*
 * tailoring.h - what news adds to the word boundaries of UAX #29: which suffix is split off,
 * which word keeps its period. Pure functions of the bytes around one word.
 */
#ifndef WT_TAILORING_H
#define WT_TAILORING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a word keeps its period; sentences.c decides by it whether a sentence may end there. */
typedef enum wt_period {
  WT_PERIOD_NONE,        /* it does not */
  WT_PERIOD_INITIAL,     /* J. */
  WT_PERIOD_ACRONYM,     /* U.S., N.C., e.g. */
  WT_PERIOD_CLOCK,       /* a.m., p.m. */
  WT_PERIOD_TITLE,       /* Gen., St., Mr.: stands before a name, never ends a sentence */
  WT_PERIOD_NAME_END,    /* Inc., Jr., Calif.: stands after a name, may end a sentence */
  WT_PERIOD_STATE,       /* Miss., Wash.: the same, but only after a comma, hyphen or bracket */
  WT_PERIOD_MONTH,       /* Feb. */
  WT_PERIOD_NUMBERED,    /* No., Mar., Vol., vol.: only before a number */
  WT_PERIOD_SMALL_TITLE, /* vs.: as TITLE, in any case of letters */
  WT_PERIOD_SMALL_END    /* etc.: as NAME_END, in any case of letters */
} wt_period;

/* Does the word bytes[start, end) keep the '.' that stands at `end`? `before` is the last
 * character of the token before it, 0 when there is none. Looks at most a few characters around
 * the word and not at all into words over 16 bytes. */
wt_period wt_period_of(const char *bytes, size_t size, size_t start, size_t end, char before);

/* The offset of the apostrophe that begins a suffix token in the word bytes[start, end), or
 * `end` when nothing is split off ("Turkey" "'s", "TBMM" "'de"; not "O'Brien", "don't"). */
size_t wt_suffix_of(const char *bytes, size_t start, size_t end);

#endif
