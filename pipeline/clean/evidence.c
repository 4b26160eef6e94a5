/*
 * evidence.c - what a unit says by itself, or with the unit beside it.
 *
 * The headline again, a time stamp, a byline, a caption, a place in capitals, a label such as "Most
 * popular" and the links under it, a link that stands twice (saved pages print the picture's
 * link and the text's). None of this asks what the page is about, and none of it needs the page
 * as a whole. What remains undecided is left to content.c.
 */
#include <string.h>

#include "clean/line_shapes.h"
#include "clean/noted_page.h"
#include "text/utf8.h"

enum { LONGEST_LIST = 60, LONGEST_CREDIT = 80 };

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
static bool is_title(const wt_noted_page *r, size_t i) {
  if (r->title_size == 0) return false;
  const size_t size = wt_core_size(r, i);
  if (size > 2 * r->title_size + 80) return false;
  const size_t used = match_title(wt_core(r, i), size, r->title, r->title_size);
  if (used == 0) { /* the page's title may be longer than the headline: "Headline | Site" */
    const size_t part = match_title(r->title, r->title_size, wt_core(r, i), size);
    return part > 0 && r->page.units[i].words >= 3 &&
           ends_headline(r->title + part, r->title_size - part);
  }
  return !has_letters(wt_core(r, i) + used, size - used) ||
         (r->page.units[i].words <= 40 && !wt_unit_has(&r->page.units[i], WT_UNIT_SENTENCE));
}

/* Where the text has no title of its own: a heading near the start that stands again later, or a
 * first line above paragraphs. */
static void guess_title(wt_noted_page *r) {
  const wt_unit *units = r->page.units;
  const size_t n = r->page.n, top = n < 12 ? n : 12;
  for (size_t i = 0; i < top && !wt_is_prose(&units[i]); i++) {
    if (units[i].same < 2 || units[i].words < 4 || wt_unit_has(&units[i], WT_UNIT_BULLET) ||
        !wt_is_link_like(&units[i]))
      continue;
    r->title = wt_core(r, i);
    r->title_size = wt_core_size(r, i);
    return;
  }
  if (n < 2 || units[0].words < 3 || units[0].words > 25 ||
      wt_unit_has(&units[0], WT_UNIT_SENTENCE | WT_UNIT_INNER))
    return;
  if (wt_unit_has(&units[0], WT_UNIT_COLON | WT_UNIT_BULLET) ||
      !wt_unit_has(&units[1], WT_UNIT_GAP) || !wt_is_prose(&units[1]))
    return;
  if (wt_is_time_line(wt_core(r, 0), wt_core_size(r, 0)) ||
      wt_is_dateline(wt_core(r, 0), wt_core_size(r, 0)))
    return;
  if (wt_mark_start(wt_core(r, 0), wt_core_size(r, 0)) != WT_MARK_NONE) return;
  r->title = wt_core(r, 0);
  r->title_size = wt_core_size(r, 0);
}

/* ---- one unit ----------------------------------------------------------------------- */

/* "(AP Photo/Jane Doe)", "(Photo by ...)" at the end of a unit. */
static bool has_bracket_credit(const wt_noted_page *r, size_t i) {
  const char *line = wt_core(r, i);
  const size_t size = wt_core_size(r, i);
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

static void read_mark(wt_noted_page *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  wt_mark mark = wt_mark_whole(wt_core(r, i), wt_core_size(r, i));
  if (mark == WT_MARK_NONE) mark = wt_mark_start(wt_core(r, i), wt_core_size(r, i));
  if (mark == WT_MARK_NONE && u->words <= 80) {
    char before = 0;
    mark = wt_mark_end(wt_core(r, i), wt_core_size(r, i), &before);
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

static uint8_t kind_alone(const wt_noted_page *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  const char *line = wt_core(r, i);
  const size_t size = wt_core_size(r, i);
  if (is_title(r, i)) return WT_ZONE_TITLE;
  if (wt_is_time_line(line, size)) return WT_ZONE_BYLINE;
  switch ((wt_mark)r->notes[i].mark) {
    case WT_MARK_BYLINE: {
      const bool bracket = line[0] == '(';
      if (bracket || (u->words >= 2 && u->words <= 14 && u->capital >= 50 &&
                      !wt_unit_has(u, WT_UNIT_SENTENCE | WT_UNIT_INNER)))
        return WT_ZONE_BYLINE;
      return WT_UNDECIDED;
    }
    case WT_MARK_SOURCE: return WT_ZONE_BYLINE;
    case WT_MARK_CAPTION: return u->words <= 80 ? WT_ZONE_CAPTION : WT_UNDECIDED;
    case WT_MARK_CREDIT: return WT_ZONE_CAPTION;
    case WT_MARK_LINK:
      return u->words <= 30 && !wt_unit_has(u, WT_UNIT_INNER) ? WT_ZONE_TEASER : WT_UNDECIDED;
    default: return WT_UNDECIDED;
  }
}

static void note_alone(wt_noted_page *r) {
  for (size_t i = 0; i < r->page.n; i++) {
    read_mark(r, i);
    r->notes[i].kind = kind_alone(r, i);
  }
}

/* ---- units together ----------------------------------------------------------------- */

/* A link that stands twice is a teaser, a sentence that stands twice a caption. */
static void note_doubles(wt_noted_page *r) {
  for (size_t i = 0; i + 1 < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    if (!wt_unit_has(u, WT_UNIT_DOUBLE) || u->same > 4 || r->notes[i].kind != WT_UNDECIDED)
      continue;
    const uint8_t kind = wt_is_link_like(u) ? WT_ZONE_TEASER : WT_ZONE_CAPTION;
    if (kind == WT_ZONE_CAPTION && u->words > 80) continue;
    r->notes[i].kind = r->notes[i + 1].kind = kind;
  }
}

/* The one paragraph under a doubled headline, where several stand so: a teaser's summary. */
static void note_summaries(wt_noted_page *r) {
  size_t groups = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 2; i < r->page.n; i++) {
      if (r->notes[i].kind != WT_UNDECIDED || r->notes[i - 1].kind != WT_ZONE_TEASER) continue;
      if (!wt_unit_has(&r->page.units[i - 1], WT_UNIT_SECOND) || r->page.units[i].words > 60)
        continue;
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
static bool is_summary(const wt_noted_page *r, size_t k) {
  const wt_unit *u = &r->page.units[k];
  if (u->words > WT_SUMMARY || wt_is_link_like(u) || !wt_is_link_like(&r->page.units[k - 1]))
    return false;
  return k + 1 == r->page.n || wt_is_link_like(&r->page.units[k + 1]);
}

/* The links under a label such as "Most popular", each perhaps with a summary: then there are two
 * summaries at least, because a single one may be the paragraph with which the article goes on. */
static void note_lists(wt_noted_page *r) {
  for (size_t i = 0; i < r->page.n; i++) {
    if (r->notes[i].mark != WT_MARK_LABEL || r->notes[i].kind != WT_UNDECIDED) continue;
    r->notes[i].kind = WT_ZONE_TEASER;
    size_t end = i + 1, summaries = 0, links_end = 0;
    for (; end < r->page.n && end <= i + LONGEST_LIST; end++) {
      const wt_unit *u = &r->page.units[end];
      if (r->notes[end].kind == WT_ZONE_TITLE || r->notes[end].mark == WT_MARK_TAIL) break;
      const bool question = u->words <= 20 && r->page.text[u->end - 1] == '?';
      if (wt_is_link_like(u) || question) continue;
      if (end == i + 1 || !is_summary(r, end)) break;
      if (summaries++ == 0) links_end = end;
    }
    if (summaries == 1) end = links_end;
    for (size_t k = i + 1; k < end; k++) {
      if (r->notes[k].kind == WT_UNDECIDED) r->notes[k].kind = WT_ZONE_TEASER;
    }
    if (end > i + 1) i = end - 1;
  }
}

/* A place in capitals, alone on a line, between the headline and the first paragraph. */
static void note_datelines(wt_noted_page *r) {
  size_t prose = 0;
  for (size_t i = 0; i < r->page.n && prose < 2; i++) {
    prose += wt_is_prose(&r->page.units[i]);
    if (r->notes[i].kind != WT_UNDECIDED || r->notes[i].mark != WT_MARK_NONE) continue;
    const bool headed =
        i > 0 && (r->notes[i - 1].kind == WT_ZONE_TITLE || r->notes[i - 1].kind == WT_ZONE_BYLINE);
    const bool first = i == 0 && r->page.n > 1 && wt_is_prose(&r->page.units[1]) &&
                       wt_dateline_prefix(wt_core(r, 1), wt_core_size(r, 1)) == 0;
    if ((headed || first) && wt_is_dateline(wt_core(r, i), wt_core_size(r, i)))
      r->notes[i].kind = WT_ZONE_DATELINE;
  }
}

/* A list that a colon announces: "The players:". It shares the fate of what stands around. */
static void note_announced(wt_noted_page *r) {
  for (size_t i = 0; i + 1 < r->page.n; i++) {
    const wt_unit *u = &r->page.units[i];
    if (!wt_unit_has(u, WT_UNIT_COLON) || u->words < 3 || r->notes[i].kind != WT_UNDECIDED ||
        r->notes[i].mark != WT_MARK_NONE)
      continue;
    r->notes[i].listed = true;
    const bool bullets = wt_unit_has(&r->page.units[i + 1], WT_UNIT_BULLET);
    for (size_t k = i + 1; k < r->page.n; k++) {
      const wt_unit *item = &r->page.units[k];
      if (r->notes[k].kind != WT_UNDECIDED || r->notes[k].mark != WT_MARK_NONE ||
          !wt_is_link_like(item))
        break;
      if (item->same > 1 || wt_unit_has(item, WT_UNIT_BULLET) != bullets) break;
      r->notes[k].listed = true;
      i = k;
    }
  }
}

void wt_read_evidence(wt_noted_page *r) {
  if (r->title_size == 0) guess_title(r);
  note_alone(r);
  note_doubles(r);
  note_summaries(r);
  note_lists(r);
  note_datelines(r);
  note_announced(r);
}
