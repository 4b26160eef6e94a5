/*
 * zones.c - title, dateline, byline, caption, body, quote, teaser, boilerplate.
 *
 * Three steps over the units of a page (page.h).
 *
 *  1. What a unit says by itself. The headline again, a time stamp, a byline, a caption, a label
 * such as "Most popular" and the links under it, a link that stands twice (saved pages print the
 *     picture's link and the text's link): general evidence that needs no context.
 *  2. Content or not. Each unit gets a score from its shape: sentences speak for content; short
 *     lines, menus, repetitions speak against it. The best path through {content, not content}
 *     with a price on each change (Viterbi) lets a subheading between two paragraphs stay
 *     and a lonely sentence in a menu go. How much shape counts AGAINST a unit depends on how much
 *     the whole text looks like a page: in a plain article short lines (results, poems, interviews)
 *     cost nothing, so that body text is not lost where there is no boilerplate.
 *  3. Names for what is left, and the dateline inside the first paragraph.
 *
 * The weights are set by hand and rounded; none is fitted to a test set. The idea of scoring blocks
 * by shape and neighbours is that of Kohlschuetter et al., "Boilerplate Detection using Shallow
 * Text Features" (WSDM 2010) and jusText (Pomikalek 2011), here without markup.
 */
#include "clean/zones.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "clean/line_shapes.h"
#include "clean/marks.h"
#include "clean/page.h"
#include "text/utf8.h"

enum { UNDECIDED = WT_ZONES, LONGEST_LIST = 60, LONGEST_CREDIT = 80 };

/* Weights in one currency: about ten words of a sentence are worth 1. */
static const double CHANGE = 2.6;      /* from content to the rest, or back */
static const double PER_WORD = 0.08;   /* of a sentence ... */
static const double MOST_WORDS = 60;   /* ... up to this many */
static const double SHORT_LINE = -0.9; /* without the end of a sentence */
static const double LIST_MARK = -0.2;
static const double REPEATED = -1.2;
static const double MENU = -1.5; /* a button, a section's name, bars between words */
static const double NOTICE = -3.0;
static const double LABEL = -2.0;
/* Parts of a paragraph's worth that are lost on a page ... */
static const double LONELY = 0.4;         /* between two short lines */
static const double CUT_OFF = 0.8;        /* with an ellipsis at its end */
static const double REPEATED_PROSE = 1.0; /* and standing there twice */
static const size_t ARTICLE = 120;        /* words of prose, after which content may be over */
static const double AFTER_ARTICLE = 4.0;
static const double HEADLINE = 0.0;
static const double CREDIT = 0.0;
static const double ALONE = 0.4;
static const size_t SUMMARY = 50;
static const double FILL = 0.1;
static const double FURNITURE = 4;
static const size_t WINDOW = 8;
static const size_t TAIL_AFTER = 100;

typedef struct unit_note {
  uint8_t kind;  /* wt_zone_kind or UNDECIDED */
  uint8_t mark;  /* wt_mark */
  float company; /* [0, 1]: how much the lines around look like a menu or a list of links */
  bool listed;   /* in a list that a line with a colon announces */
  bool content;
  bool from[2]; /* best predecessor of {not content, content} was content */
} unit_note;

typedef struct reading {
  wt_page page;
  unit_note *notes; /* [page.n] */
  const char *title;
  size_t title_size;
  double pageness; /* 0: a plain article; 1: a saved page */
} reading;

static bool has(const wt_unit *u, uint32_t flag) { return (u->flags & flag) != 0; }

static const char *core(const reading *r, size_t i) { return r->page.text + r->page.units[i].core; }

static size_t core_size(const reading *r, size_t i) {
  return r->page.units[i].end - r->page.units[i].core;
}

/* Prose: enough words, most of them small, ending as a sentence or long enough without that. */
static bool is_prose(const wt_unit *u) {
  if (u->words < 6 || (u->lower < 40 && !has(u, WT_UNIT_CAPITALS) && u->capital > 50)) return false;
  return has(u, WT_UNIT_SENTENCE) || has(u, WT_UNIT_INNER) || (u->words >= 25 && u->lower >= 50);
}

/* A line that could be a headline or a link: no sentence, not long. */
static bool is_link_like(const wt_unit *u) {
  return u->words <= 25 && !has(u, WT_UNIT_SENTENCE) && !has(u, WT_UNIT_INNER);
}

/* ---- the headline ------------------------------------------------------------------- */

static bool is_letter_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (unsigned char)c >= 128;
}

static char small_letter(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool has_letters(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (is_letter_byte(bytes[i])) return true;
  }
  return false;
}

/* How much of `line` is used up when `title` has been read in it, punctuation and ASCII case aside;
 * 0 when the line does not begin with the title. */
static size_t match_title(const char *line, size_t size, const char *title, size_t title_size) {
  size_t a = 0, b = 0;
  for (;;) {
    while (b < title_size && !is_letter_byte(title[b])) b++;
    if (b == title_size) return a;
    while (a < size && !is_letter_byte(line[a])) a++;
    if (a == size || small_letter(line[a]) != small_letter(title[b])) return 0;
    a++, b++;
  }
}

/* Does what follows in a page's title separate the headline from the site's name? */
static bool ends_headline(const char *rest, size_t size) {
  while (size > 0 && (*rest == ' ' || *rest == '"' || *rest == '?' || *rest == '!')) rest++, size--;
  if (size == 0) return true;
  size_t at = 0;
  const uint32_t c = wt_utf8_next(rest, size, &at);
  return c == '|' || c == '-' || c == ':' || (c >= 0x2012 && c <= 0x2015) || c == 0xB7 ||
         c == 0xBB || c == 0x2022;
}

/* The headline alone, or followed by the site's name behind a bar or dash. */
static bool is_title(const reading *r, size_t i) {
  if (r->title_size == 0) return false;
  const size_t size = core_size(r, i);
  if (size > 2 * r->title_size + 80) return false;
  const size_t used = match_title(core(r, i), size, r->title, r->title_size);
  if (used == 0) { /* the page's title may be longer than the headline: "Headline | Site" */
    const size_t part = match_title(r->title, r->title_size, core(r, i), size);
    return part > 0 && r->page.units[i].words >= 3 &&
           ends_headline(r->title + part, r->title_size - part);
  }
  return !has_letters(core(r, i) + used, size - used) ||
         (r->page.units[i].words <= 40 && !has(&r->page.units[i], WT_UNIT_SENTENCE));
}

/* Where the text has no title of its own: a heading near the start that stands again later, or a
 * first line above paragraphs. */
static void guess_title(reading *r) {
  const wt_unit *units = r->page.units;
  const size_t n = r->page.n, top = n < 12 ? n : 12;
  for (size_t i = 0; i < top && !is_prose(&units[i]); i++) {
    if (units[i].same < 2 || units[i].words < 4 || has(&units[i], WT_UNIT_BULLET) ||
        !is_link_like(&units[i]))
      continue;
    r->title = core(r, i);
    r->title_size = core_size(r, i);
    return;
  }
  if (n < 2 || units[0].words < 3 || units[0].words > 25 ||
      has(&units[0], WT_UNIT_SENTENCE | WT_UNIT_INNER))
    return;
  if (has(&units[0], WT_UNIT_COLON | WT_UNIT_BULLET) || !has(&units[1], WT_UNIT_GAP) ||
      !is_prose(&units[1]))
    return;
  if (wt_is_time_line(core(r, 0), core_size(r, 0)) || wt_is_dateline(core(r, 0), core_size(r, 0)))
    return;
  if (wt_mark_start(core(r, 0), core_size(r, 0)) != WT_MARK_NONE) return;
  r->title = core(r, 0);
  r->title_size = core_size(r, 0);
}

/* ---- step 1: what a unit says by itself --------------------------------------------- */

/* "(AP Photo/Jane Doe)", "(Photo by ...)" at the end of a unit. */
static bool has_bracket_credit(const reading *r, size_t i) {
  const char *line = core(r, i);
  const size_t size = core_size(r, i);
  size_t end = size;
  if (end > 0 && line[end - 1] == '.') end--;
  if (end == 0 || line[end - 1] != ')') return false;
  size_t open = --end;
  while (open > 0 && line[open - 1] != '(' && end - open < LONGEST_CREDIT) open--;
  if (open == 0 || line[open - 1] != '(') return false;
  if (wt_mark_start(line + open, end - open) == WT_MARK_CAPTION) return true;
  const char *slash = memchr(line + open, '/', end - open);
  char before = 0;
  return slash != NULL &&
         wt_mark_end(line + open, (size_t)(slash - line) - open, &before) == WT_MARK_CREDIT;
}

static void read_mark(reading *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  wt_mark mark = wt_mark_whole(core(r, i), core_size(r, i));
  if (mark == WT_MARK_NONE) mark = wt_mark_start(core(r, i), core_size(r, i));
  if (mark == WT_MARK_NONE && u->words <= 80) {
    char before = 0;
    mark = wt_mark_end(core(r, i), core_size(r, i), &before);
    /* "... (Reuters photo)" is a credit, "... sued Getty Images." is not; "... (Reuters)" behind a
     * sentence says where the news comes from. */
    const char *const credits = mark == WT_MARK_SOURCE && u->words > 12 ? "/|\xA9"
                                : mark == WT_MARK_SOURCE                ? "(/|\xA9"
                                                                        : "(/|.:-\"\x94\x93\xA9";
    const bool credit = mark == WT_MARK_CREDIT || mark == WT_MARK_SOURCE;
    if (credit)
      mark = before != 0 && strchr(credits, before) != NULL ? WT_MARK_CREDIT : WT_MARK_NONE;
    if (mark == WT_MARK_NONE && has_bracket_credit(r, i)) mark = WT_MARK_CREDIT;
  }
  r->notes[i].mark = (uint8_t)mark;
}

static uint8_t kind_alone(const reading *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  const char *line = core(r, i);
  const size_t size = core_size(r, i);
  if (is_title(r, i)) return WT_ZONE_TITLE;
  if (wt_is_time_line(line, size)) return WT_ZONE_BYLINE;
  switch ((wt_mark)r->notes[i].mark) {
    case WT_MARK_BYLINE: {
      const bool bracket = line[0] == '(';
      if (bracket || (u->words >= 2 && u->words <= 14 && u->capital >= 50 &&
                      !has(u, WT_UNIT_SENTENCE | WT_UNIT_INNER)))
        return WT_ZONE_BYLINE;
      return UNDECIDED;
    }
    case WT_MARK_SOURCE: return WT_ZONE_BYLINE;
    case WT_MARK_CAPTION: return u->words <= 80 ? WT_ZONE_CAPTION : UNDECIDED;
    case WT_MARK_CREDIT: return WT_ZONE_CAPTION;
    case WT_MARK_LINK: return u->words <= 30 && !has(u, WT_UNIT_INNER) ? WT_ZONE_TEASER : UNDECIDED;
    default: return UNDECIDED;
  }
}

static void note_alone(reading *r) {
  for (size_t i = 0; i < r->page.n; i++) {
    read_mark(r, i);
    r->notes[i].kind = kind_alone(r, i);
  }
}

/* A link that stands twice is a teaser, a sentence that stands twice a caption. */
static void note_doubles(reading *r) {
  for (size_t i = 0; i + 1 < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    if (!has(u, WT_UNIT_DOUBLE) || u->same > 4 || r->notes[i].kind != UNDECIDED) continue;
    const uint8_t kind = is_link_like(u) ? WT_ZONE_TEASER : WT_ZONE_CAPTION;
    if (kind == WT_ZONE_CAPTION && u->words > 80) continue;
    r->notes[i].kind = r->notes[i + 1].kind = kind;
  }
}

/* The one paragraph under a doubled headline, where several stand so: a teaser's summary. */
static void note_summaries(reading *r) {
  size_t groups = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 2; i < r->page.n; i++) {
      if (r->notes[i].kind != UNDECIDED || r->notes[i - 1].kind != WT_ZONE_TEASER) continue;
      if (!has(&r->page.units[i - 1], WT_UNIT_SECOND) || r->page.units[i].words > 60) continue;
      const bool last = i + 1 == r->page.n || r->notes[i + 1].kind == WT_ZONE_TEASER;
      if (!last) continue;
      if (pass == 0)
        groups++;
      else if (groups >= 2)
        r->notes[i].kind = WT_ZONE_TEASER;
    }
  }
}

/* Is unit k a short paragraph behind a headline and before the next headline (or the end)? */
static bool is_summary(const reading *r, size_t k) {
  const wt_unit *u = &r->page.units[k];
  if (u->words > SUMMARY || is_link_like(u) || !is_link_like(&r->page.units[k - 1])) return false;
  return k + 1 == r->page.n || is_link_like(&r->page.units[k + 1]);
}

/* The links under a label such as "Most popular", each perhaps with a summary: then there are two
 * summaries at least, because a single one may be the paragraph with which the article goes on. */
static void note_lists(reading *r) {
  for (size_t i = 0; i < r->page.n; i++) {
    if (r->notes[i].mark != WT_MARK_LABEL || r->notes[i].kind != UNDECIDED) continue;
    r->notes[i].kind = WT_ZONE_TEASER;
    size_t end = i + 1, summaries = 0, links_end = 0;
    for (; end < r->page.n && end <= i + LONGEST_LIST; end++) {
      const wt_unit *u = &r->page.units[end];
      if (r->notes[end].kind == WT_ZONE_TITLE || r->notes[end].mark == WT_MARK_TAIL) break;
      const bool question = u->words <= 20 && r->page.text[u->end - 1] == '?';
      if (is_link_like(u) || question) continue;
      if (end == i + 1 || !is_summary(r, end)) break;
      if (summaries++ == 0) links_end = end;
    }
    if (summaries == 1) end = links_end;
    for (size_t k = i + 1; k < end; k++) {
      if (r->notes[k].kind == UNDECIDED) r->notes[k].kind = WT_ZONE_TEASER;
    }
    if (end > i + 1) i = end - 1;
  }
}

/* A place in capitals, alone on a line, between the headline and the first paragraph. */
static void note_datelines(reading *r) {
  size_t prose = 0;
  for (size_t i = 0; i < r->page.n && prose < 2; i++) {
    prose += is_prose(&r->page.units[i]);
    if (r->notes[i].kind != UNDECIDED || r->notes[i].mark != WT_MARK_NONE) continue;
    const bool headed =
        i > 0 && (r->notes[i - 1].kind == WT_ZONE_TITLE || r->notes[i - 1].kind == WT_ZONE_BYLINE);
    const bool first = i == 0 && r->page.n > 1 && is_prose(&r->page.units[1]) &&
                       wt_dateline_prefix(core(r, 1), core_size(r, 1)) == 0;
    if ((headed || first) && wt_is_dateline(core(r, i), core_size(r, i)))
      r->notes[i].kind = WT_ZONE_DATELINE;
  }
}

/* A list that a colon announces: "The players:". It shares the fate of what stands around. */
static void note_announced(reading *r) {
  for (size_t i = 0; i + 1 < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    if (!has(u, WT_UNIT_COLON) || u->words < 3 || r->notes[i].kind != UNDECIDED ||
        r->notes[i].mark != WT_MARK_NONE)
      continue;
    r->notes[i].listed = true;
    const bool bullets = has(&r->page.units[i + 1], WT_UNIT_BULLET);
    for (size_t k = i + 1; k < r->page.n; k++) {
      const wt_unit *item = &r->page.units[k];
      if (r->notes[k].kind != UNDECIDED || r->notes[k].mark != WT_MARK_NONE || !is_link_like(item))
        break;
      if (item->same > 1 || has(item, WT_UNIT_BULLET) != bullets) break;
      r->notes[k].listed = true;
      i = k;
    }
  }
}

/* ---- step 2: content or not --------------------------------------------------------- */

/* Does unit i stand in a run of short lines that stand twice: a menu? (The names of the speakers in
 * an interview stand many times too, each above what was said.) */
static bool is_repeated(const reading *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  if (u->same < 2 || u->words > 12 || r->notes[i].kind == WT_ZONE_TITLE) return false;
  const bool before = i > 0 && u[-1].same > 1 && is_link_like(&u[-1]);
  const bool behind = i + 1 < r->page.n && u[1].same > 1 && is_link_like(&u[1]);
  return before || behind;
}

/* A line that pages put around articles. */
static bool is_furniture(const reading *r, size_t i) {
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
static double measure_pageness(const reading *r) {
  size_t marks = 0, repeated = 0, before = 0;
  bool prose = false;
  for (size_t i = 0; i < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    prose = prose || is_prose(u);
    if (!prose && r->notes[i].kind == UNDECIDED) before++;
    repeated += is_repeated(r, i);
    if (!has(u, WT_UNIT_AGAIN) && r->notes[i].mark != WT_MARK_SECTION)
      marks += is_furniture(r, i) && !is_repeated(r, i);
  }
  before = prose && before > 6 ? before - 6 : 0;
  repeated = repeated > 6 ? repeated - 6 : 0;
  const double sure = 0.2 * (double)marks + 0.1 * (double)r->page.empty_marks;
  const double likely = 0.05 * (double)repeated + 0.1 * (double)before;
  const double evidence = sure + (sure >= 0.4 ? likely : 0);
  return evidence > 1 ? 1 : evidence;
}

/* A paragraph between two short lines: the summary under a headline, more often than not. */
static bool is_heading(const reading *r, size_t i) {
  const uint8_t mark = r->notes[i].mark;
  return is_link_like(&r->page.units[i]) && mark != WT_MARK_CHROME && mark != WT_MARK_NOTICE;
}

static bool is_lonely(const reading *r, size_t i) {
  return (i == 0 || is_heading(r, i - 1)) && (i + 1 == r->page.n || is_heading(r, i + 1));
}

/* The share of furniture around each unit, by a sliding window. */
static void measure_company(reading *r) {
  size_t n = 0, from = 0, to = 0;
  for (size_t i = 0; i < r->page.n; i++) {
    for (; to < r->page.n && to <= i + WINDOW; to++) n += is_furniture(r, to);
    for (; from + WINDOW < i; from++) n -= is_furniture(r, from);
    const double share = (double)n / FURNITURE;
    r->notes[i].company = (float)(share > 1 ? 1 : share);
  }
}

/* What the shape of a unit says, before its neighbours. */
static double shape_score(const reading *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  double against = 0;
  if (has(u, WT_UNIT_BULLET)) against += LIST_MARK;
  if (u->same > 1) against += REPEATED;
  if (is_prose(u)) {
    const double words = u->words < MOST_WORDS ? u->words : MOST_WORDS;
    double doubt = 0;
    if (u->words <= SUMMARY && is_lonely(r, i)) doubt += LONELY;
    if (has(u, WT_UNIT_CUT)) doubt += CUT_OFF;
    if (u->same > 1) doubt += REPEATED_PROSE;
    if (doubt > 1) doubt = 1;
    return PER_WORD * words * (1 - r->pageness * doubt) + r->pageness * against;
  }
  if (!has(u, WT_UNIT_SENTENCE))
    against += SHORT_LINE * (ALONE + (1 - ALONE) * r->notes[i].company);
  if (has(u, WT_UNIT_BARS)) against += MENU;
  return r->pageness * against;
}

static double score(const reading *r, size_t i) {
  const unit_note *n = &r->notes[i];
  switch ((wt_zone_kind)n->kind) {
    case WT_ZONE_TITLE: return HEADLINE;
    case WT_ZONE_DATELINE:
    case WT_ZONE_BYLINE: return CREDIT;
    case WT_ZONE_CAPTION: return 0;
    case WT_ZONE_TEASER: return r->pageness * SHORT_LINE;
    default: break;
  }
  switch ((wt_mark)n->mark) {
    case WT_MARK_CHROME:
    case WT_MARK_SECTION: return r->pageness * MENU;
    case WT_MARK_NOTICE: return r->page.units[i].words <= 60 ? NOTICE : shape_score(r, i);
    case WT_MARK_TAIL: return r->pageness * LABEL;
    default: return n->listed ? 0 : shape_score(r, i);
  }
}

/* Where no stretch of paragraphs was worth two changes: the stretch with the largest sum of scores
 * (Kadane), or everything. */
static void best_stretch(reading *r) {
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
static void fill_gaps(reading *r) {
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

/* Viterbi over two states. Back to content costs more once an article's worth of content has been
 * read, and more again behind the heading of the comments. */
static void find_content(reading *r) {
  double rest = 0, content = 0; /* of the best path that ends here in this state */
  size_t words = 0;
  double back = CHANGE;
  bool closed = false; /* by the heading of the comments */
  for (size_t i = 0; i < r->page.n; i++) {
    const double s = score(r, i);
    if (is_prose(&r->page.units[i])) words += r->page.units[i].words;
    const double after = CHANGE + r->pageness * AFTER_ARTICLE;
    if (words >= ARTICLE && back < after) back = after;
    const bool comments = r->notes[i].mark == WT_MARK_TAIL && words >= TAIL_AFTER;
    closed = closed || (comments && r->pageness >= 0.5);
    const bool to_rest = content - CHANGE > rest, to_content = rest - back > content;
    const double best_rest = to_rest ? content - CHANGE : rest;
    double best_content = to_content ? rest - back : content;
    if (closed) best_content = -1e9;
    r->notes[i].from[0] = to_rest;
    r->notes[i].from[1] = !to_content;
    rest = best_rest;
    content = best_content + s;
  }
  bool state = content >= rest;
  bool any = false;
  for (size_t i = r->page.n; i-- > 0;) {
    r->notes[i].content = state;
    any = any || (state && is_prose(&r->page.units[i]));
    state = r->notes[i].from[state];
  }
  if (!any) best_stretch(r);
}

/* ---- step 3: names ------------------------------------------------------------------ */

static uint8_t name_rest(const reading *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  const bool marked = r->notes[i].mark != WT_MARK_NONE;
  return !marked && u->words >= 4 && is_link_like(u) ? WT_ZONE_TEASER : WT_ZONE_BOILERPLATE;
}

static void name_units(reading *r) {
  bool any = false;
  for (size_t i = 0; i < r->page.n; i++) {
    unit_note *note = &r->notes[i];
    if (note->kind != UNDECIDED) continue;
    const bool alone = note->mark == WT_MARK_CHROME && r->page.units[i].words <= 3 && r->page.n > 1;
    if (!note->content || alone)
      note->kind = name_rest(r, i);
    else
      note->kind = has(&r->page.units[i], WT_UNIT_QUOTE) ? WT_ZONE_QUOTE : WT_ZONE_BODY;
    any = any || note->kind == WT_ZONE_BODY || note->kind == WT_ZONE_QUOTE;
  }
  if (any) return;
  /* No content found: then the page is content, except what said otherwise by itself. */
  for (size_t i = 0; i < r->page.n; i++) {
    if (r->notes[i].kind == WT_ZONE_BOILERPLATE || r->notes[i].kind == WT_ZONE_TEASER)
      r->notes[i].kind = WT_ZONE_BODY;
  }
}

static bool add_zone(wt_zone_list *out, size_t base, uint8_t kind, uint32_t start) {
  if (out->n > base && out->items[out->n - 1].kind == (wt_zone_kind)kind) return true;
  wt_zone *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  if (out->n > base) items[out->n - 1].end = start;
  items[out->n++] = (wt_zone){(wt_zone_kind)kind, WT_FIELD_TEXT, start, start};
  return true;
}

static wt_status write_zones(const reading *r, wt_zone_list *out, wt_error *error) {
  const size_t base = out->n;
  bool body = false, good = true;
  for (size_t i = 0; i < r->page.n && good; i++) {
    const wt_unit *u = &r->page.units[i];
    const uint32_t line = i == 0 ? 0 : u->line;
    const uint8_t kind = r->notes[i].kind;
    size_t prefix = 0;
    if (kind == WT_ZONE_BODY && !body && !has(u, WT_UNIT_CAPITALS) &&
        r->notes[i].mark != WT_MARK_CAPTION)
      prefix = wt_dateline_prefix(r->page.text + u->start, u->end - u->start);
    body = body || (kind == WT_ZONE_BODY && is_prose(u));
    if (prefix > 0) {
      good = add_zone(out, base, WT_ZONE_DATELINE, line) &&
             add_zone(out, base, kind, u->start + (uint32_t)prefix);
    } else {
      good = add_zone(out, base, kind, line);
    }
  }
  if (good && r->page.n == 0) good = add_zone(out, base, WT_ZONE_BOILERPLATE, 0);
  if (!good) {
    out->n = base;
    return wt_no_memory(error, "zones");
  }
  out->items[out->n - 1].end = (uint32_t)r->page.size;
  return WT_OK;
}

wt_status wt_find_zones(const char *title, size_t title_size, const char *text, size_t text_size,
                        wt_arena *scratch, wt_zone_list *out, wt_error *error) {
  if (text_size == 0) return WT_OK;
  reading r = {.title = title, .title_size = title_size};
  wt_status status = wt_page_read(text, text_size, scratch, &r.page, error);
  if (status != WT_OK) return status;
  r.notes = WT_ARENA_NEW(scratch, unit_note, r.page.n + 1);
  if (r.notes == NULL) return wt_no_memory(error, "zones");
  memset(r.notes, 0, (r.page.n + 1) * sizeof *r.notes);
  if (title_size == 0) guess_title(&r);
  note_alone(&r);
  note_doubles(&r);
  note_summaries(&r);
  note_lists(&r);
  note_datelines(&r);
  note_announced(&r);
  r.pageness = measure_pageness(&r);
  measure_company(&r);
  find_content(&r);
  fill_gaps(&r);
  name_units(&r);
  return write_zones(&r, out, error);
}
