/* noted_page.h - what the steps of wt_find_zones know about a page: its units and a note on each.
 */
#ifndef WT_NOTED_PAGE_H
#define WT_NOTED_PAGE_H

#include "clean/marks.h"
#include "clean/page.h"

enum {
  WT_UNDECIDED = WT_ZONES, /* a kind that only the context will tell */
  WT_SUMMARY = 50          /* words: what stands under a headline in a list of links is no longer */
};

typedef struct wt_unit_note {
  uint8_t kind;  /* wt_zone_kind or WT_UNDECIDED */
  uint8_t mark;  /* wt_mark */
  float company; /* [0, 1]: how much the lines around look like a menu or a list of links */
  bool listed;   /* in a list that a line with a colon announces */
  bool content;
  bool from[2]; /* the best way to {not content, content} here comes from content */
} wt_unit_note;

typedef struct wt_noted_page {
  wt_page page;
  wt_unit_note *notes; /* [page.n], in the arena */
  const char *title;   /* borrowed: given, or a unit of the page */
  size_t title_size;
  double pageness; /* 0: a plain article; 1: a saved page */
} wt_noted_page;

/* Step 1: marks of all units, and the kind of those that tell it by themselves. */
void wt_read_evidence(wt_noted_page *r);

/* Step 2: content or not, for all units. */
void wt_find_content(wt_noted_page *r);

static inline bool wt_unit_has(const wt_unit *u, uint32_t flag) { return (u->flags & flag) != 0; }

/* Unit i without its list mark. */
static inline const char *wt_core(const wt_noted_page *r, size_t i) {
  return r->page.text + r->page.units[i].core;
}
static inline size_t wt_core_size(const wt_noted_page *r, size_t i) {
  return r->page.units[i].end - r->page.units[i].core;
}

/* Prose: enough words, most of them small, ending as a sentence or long enough without that. */
static inline bool wt_is_prose(const wt_unit *u) {
  if (u->words < 6 || (u->lower < 40 && !wt_unit_has(u, WT_UNIT_CAPITALS) && u->capital > 50))
    return false;
  return wt_unit_has(u, WT_UNIT_SENTENCE | WT_UNIT_INNER) || (u->words >= 25 && u->lower >= 50);
}

/* A line that could be a headline or a link: no sentence, not long. */
static inline bool wt_is_link_like(const wt_unit *u) {
  return u->words <= 25 && !wt_unit_has(u, WT_UNIT_SENTENCE | WT_UNIT_INNER);
}

#endif
