/*
 * content.c - content or not, for each unit of a page, from its shape and its neighbours.
 *
 * Each unit gets a score: sentences speak for content, short lines, menus and repetitions against
 * it. The best path through {not content, content} with a price on each change (Viterbi) lets a
 * subheading between two paragraphs stay, and a lonely sentence in a menu go. How much shape counts
 * AGAINST a unit depends on how much the text as a whole looks like a page: in a plain article
 * short lines (results, poems, interviews) cost nothing, so that body text is not lost where there
 * is nothing to remove. A lost paragraph hurts a reader more than a teaser that stays.
 *
 * The idea of scoring blocks by shape and neighbours is that of Kohlschuetter et al., "Boilerplate
 * Detection using Shallow Text Features" (WSDM 2010), and of jusText (Pomikalek 2011), here without
 * markup. The weights are set by hand and rounded; none is fitted to a test set.
 */
#include "clean/noted_page.h"

/* Weights in one currency: twelve words of a sentence are worth about 1. */
static const double CHANGE = 2.6;      /* the price of going from content to the rest, or back */
static const double PER_WORD = 0.08;   /* of a sentence ... */
static const double MOST_WORDS = 60;   /* ... up to this many */
static const double SHORT_LINE = -0.9; /* without the end of a sentence, among furniture ... */
static const double ALONE = 0.4;       /* ... and this part of it where no furniture is near */
static const double LIST_MARK = -0.2;
static const double REPEATED = -1.2;
static const double MENU = -1.5;   /* a button, a section's name, bars between words */
static const double TAIL = -2.0;   /* the heading of the comments */
static const double NOTICE = -3.0; /* the only one that counts in plain articles too */

/* Parts of a paragraph's worth that are lost on a page ... */
static const double LONELY = 0.4;         /* when it is short and stands between two short lines */
static const double CUT_OFF = 0.8;        /* when it ends with an ellipsis */
static const double REPEATED_PROSE = 1.0; /* when it stands there twice */

static const size_t ARTICLE = 120; /* words of prose behind which content may be over: then ... */
static const double AFTER_ARTICLE = 4.0;   /* ... the way back costs this much more */
static const size_t BEFORE_COMMENTS = 100; /* words of prose that stand before comments */
static const double NEVER = -1e9;

static const size_t WINDOW = 8;    /* units on each side that are a unit's company */
static const double FURNITURE = 4; /* as many pieces of furniture in it are full company */
static const double FILL = 0.1;    /* share of furniture up to which a gap belongs to the article */

/* Does unit i stand in a run of short lines that stand twice: a menu? (The names of the speakers in
 * an interview stand many times too, each above what was said.) */
static bool is_repeated(const wt_noted_page *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  if (u->same < 2 || u->words > 12 || r->notes[i].kind == WT_ZONE_TITLE) return false;
  const bool before = i > 0 && u[-1].same > 1 && wt_is_link_like(&u[-1]);
  const bool behind = i + 1 < r->page.n && u[1].same > 1 && wt_is_link_like(&u[1]);
  return before || behind;
}

/* A line that pages put around articles. */
static bool is_furniture(const wt_noted_page *r, size_t i) {
  switch ((wt_mark)r->notes[i].mark) {
    case WT_MARK_CHROME:
    case WT_MARK_LABEL:
    case WT_MARK_SECTION:
    case WT_MARK_NOTICE:
    case WT_MARK_TAIL: return true;
    default: return is_repeated(r, i);
  }
}

/* Phrases that only pages have (each once), links without a text; and given some of these, menus
 * before the first paragraph and repeated lines. A few short lines or repetitions alone stand in
 * many articles: results, names, the speakers of an interview. */
static double measure_pageness(const wt_noted_page *r) {
  size_t marks = 0, repeated = 0, before = 0;
  bool prose = false;
  for (size_t i = 0; i < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    prose = prose || wt_is_prose(u);
    if (!prose && r->notes[i].kind == WT_UNDECIDED) before++;
    repeated += is_repeated(r, i);
    if (!wt_unit_has(u, WT_UNIT_AGAIN) && r->notes[i].mark != WT_MARK_SECTION)
      marks += is_furniture(r, i) && !is_repeated(r, i);
  }
  before = prose && before > 6 ? before - 6 : 0;
  repeated = repeated > 6 ? repeated - 6 : 0;
  const double sure = 0.2 * (double)marks + 0.1 * (double)r->page.empty_marks;
  const double likely = 0.05 * (double)repeated + 0.1 * (double)before;
  const double evidence = sure + (sure >= 0.4 ? likely : 0);
  return evidence > 1 ? 1 : evidence;
}

static bool is_heading(const wt_noted_page *r, size_t i) {
  const uint8_t mark = r->notes[i].mark;
  return wt_is_link_like(&r->page.units[i]) && mark != WT_MARK_CHROME && mark != WT_MARK_NOTICE;
}

/* A paragraph between two short lines: the summary under a headline, more often than not. */
static bool is_lonely(const wt_noted_page *r, size_t i) {
  return (i == 0 || is_heading(r, i - 1)) && (i + 1 == r->page.n || is_heading(r, i + 1));
}

/* The share of furniture around each unit, by a sliding window. */
static void measure_company(wt_noted_page *r) {
  size_t n = 0, from = 0, to = 0;
  for (size_t i = 0; i < r->page.n; i++) {
    for (; to < r->page.n && to <= i + WINDOW; to++) n += is_furniture(r, to);
    for (; from + WINDOW < i; from++) n -= is_furniture(r, from);
    const double share = (double)n / FURNITURE;
    r->notes[i].company = (float)(share > 1 ? 1 : share);
  }
}

/* What the shape of a unit says, before its neighbours. */
static double shape_score(const wt_noted_page *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  double against = 0;
  if (wt_unit_has(u, WT_UNIT_BULLET)) against += LIST_MARK;
  if (u->same > 1) against += REPEATED;
  if (wt_is_prose(u)) {
    const double words = u->words < MOST_WORDS ? u->words : MOST_WORDS;
    double doubt = 0;
    if (u->words <= WT_SUMMARY && is_lonely(r, i)) doubt += LONELY;
    if (wt_unit_has(u, WT_UNIT_CUT)) doubt += CUT_OFF;
    if (u->same > 1) doubt += REPEATED_PROSE;
    if (doubt > 1) doubt = 1;
    return PER_WORD * words * (1 - r->pageness * doubt) + r->pageness * against;
  }
  if (!wt_unit_has(u, WT_UNIT_SENTENCE))
    against += SHORT_LINE * (ALONE + (1 - ALONE) * r->notes[i].company);
  if (wt_unit_has(u, WT_UNIT_BARS)) against += MENU;
  return r->pageness * against;
}

static double score(const wt_noted_page *r, size_t i) {
  const wt_unit_note *n = &r->notes[i];
  switch ((wt_zone_kind)n->kind) {
    case WT_ZONE_TITLE:
    case WT_ZONE_DATELINE:
    case WT_ZONE_BYLINE:
    case WT_ZONE_CAPTION: return 0;
    case WT_ZONE_TEASER: return r->pageness * SHORT_LINE;
    default: break;
  }
  switch ((wt_mark)n->mark) {
    case WT_MARK_CHROME:
    case WT_MARK_SECTION: return r->pageness * MENU;
    case WT_MARK_NOTICE: return r->page.units[i].words <= 60 ? NOTICE : shape_score(r, i);
    case WT_MARK_TAIL: return r->pageness * TAIL;
    default: return n->listed ? 0 : shape_score(r, i);
  }
}

/* Where no stretch of paragraphs was worth two changes: the stretch with the largest sum of scores
 * (Kadane), or everything. */
static void best_stretch(wt_noted_page *r) {
  double sum = 0, best = 0;
  size_t start = 0, first = 0, end = r->page.n;
  for (size_t i = 0; i < r->page.n; i++) {
    if (sum <= 0) sum = 0, start = i;
    sum += score(r, i);
    if (sum > best) best = sum, first = start, end = i + 1;
  }
  for (size_t i = 0; i < r->page.n; i++) r->notes[i].content = i >= first && i < end;
}

/* A stretch between two stretches of content that has next to no furniture belongs to them: the
 * lists and subheadings of a long article. */
static void fill_gaps(wt_noted_page *r) {
  size_t i = 0;
  while (i < r->page.n && !r->notes[i].content) i++;
  while (i < r->page.n) {
    while (i < r->page.n && r->notes[i].content) i++;
    size_t end = i, furniture = 0;
    for (; end < r->page.n && !r->notes[end].content; end++) furniture += is_furniture(r, end);
    if (end == r->page.n) return;
    if ((double)furniture <= FILL * (double)(end - i)) {
      for (size_t k = i; k < end; k++) r->notes[k].content = true;
    }
    i = end;
  }
}

/* Viterbi over two states. The way back to content costs more once an article's worth of prose has
 * been read, and there is none behind the heading of the comments. */
static void best_path(wt_noted_page *r) {
  double rest = 0, content = 0; /* of the best path that ends here in this state */
  size_t words = 0;
  double back = CHANGE;
  bool closed = false; /* by the heading of the comments */
  for (size_t i = 0; i < r->page.n; i++) {
    const double s = score(r, i);
    if (wt_is_prose(&r->page.units[i])) words += r->page.units[i].words;
    const double after = CHANGE + r->pageness * AFTER_ARTICLE;
    if (words >= ARTICLE && back < after) back = after;
    const bool comments = r->notes[i].mark == WT_MARK_TAIL && words >= BEFORE_COMMENTS;
    closed = closed || (comments && r->pageness >= 0.5);
    const bool to_rest = content - CHANGE > rest, to_content = rest - back > content;
    const double best_rest = to_rest ? content - CHANGE : rest;
    const double best_content = closed ? NEVER : to_content ? rest - back : content;
    r->notes[i].from[0] = to_rest;
    r->notes[i].from[1] = !to_content;
    rest = best_rest;
    content = best_content + s;
  }
  bool state = content >= rest;
  bool any = false;
  for (size_t i = r->page.n; i-- > 0;) {
    r->notes[i].content = state;
    any = any || (state && wt_is_prose(&r->page.units[i]));
    state = r->notes[i].from[state];
  }
  if (!any) best_stretch(r);
}

void wt_find_content(wt_noted_page *r) {
  r->pageness = measure_pageness(r);
  measure_company(r);
  best_path(r);
  fill_gaps(r);
}
