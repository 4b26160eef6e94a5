/*
 * place_options.h - the options of the article's place names. Private to places.c and
 * place_options.c.
 */
#ifndef WT_PLACE_OPTIONS_H
#define WT_PLACE_OPTIONS_H

#include "resolve/resolver.h"

/* What speaks for an option, in log odds; what each means: places.c. */
#define WT_COUNTRY_ODDS 8.0
#define WT_DATELINE_ODDS 3.0

#define WT_EARTH_KM 6371.0 /* mean radius */

enum { NAMES = 48, OPTIONS = 12 };

/* One of the places that bear a name. */
typedef struct {
  uint32_t entry;
  bool located;
  float x, y, z; /* on the unit sphere */
  float reach;   /* km */
  float prior, score, p;
  const char *kind;
  int country;
  uint32_t state; /* hash of the division's id; 0: unknown */
} wt_option;

/* A name with its options. */
typedef struct {
  uint32_t form; /* WT_NONE: the publisher's town */
  uint32_t n;
  float mentions;          /* log2(1 + mentions) */
  float cues[PLACE_KINDS]; /* mentions whose surroundings tell the kind */
  uint32_t joined;         /* a choice that stands in a series with this one, or WT_NONE */
  wt_option options[OPTIONS];
} wt_choice;

struct wt_places {
  wt_choice choices[NAMES]; /* [n] */
  uint32_t n;
};

/* Collects the names that are not settled yet, with what is known of each before they are weighed
 * together. False: out of memory. */
bool wt_collect_options(wt_resolver *r, wt_places *places);

/* Fills p of a name's options from their scores. */
void wt_softmax(wt_choice *c);

wt_place_kind wt_kind_of(const wt_option *o);

#endif
