/*
 * page.c - lines, wrapped paragraphs, and their shape.
 *
 * A unit is a line, except where an old wire text or a mail breaks its lines at some column: there
 * the lines of a paragraph are joined, because a half of a sentence has no shape. Two lines are
 * joined when the first does not end as a sentence and the second goes on with a small letter; in a
 * text where this is the rule ("wrapped"), also when the second one's first word had no room left
 * on the first line.
 *
 * Only the first HEAD bytes of a unit are looked at one by one: a paragraph shows what it is by
 * then, and the rest is measured by its length and its last characters. That makes the
 * speed that of memchr on long paragraphs.
 *
 * Equal units are found with a table of hashes. Keys are compared and probes are bounded, so that
 * chosen collisions cost a few missed repetitions and never time.
 */
#include "clean/page.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/error.h"
#include "base/hash.h"
#include "text/utf8.h"

enum {
  HEAD = 192, /* bytes of a unit that are scanned */
  WIDE = 120, /* no text is wrapped at more columns than this */
  SLACK = 12, /* a ragged edge: lines end up to this much before the last column */
  PROBES = 24 /* in the table of repeated units */
};

/* ---- characters --------------------------------------------------------------------- */

static bool is_space(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0 || c == 0xA0 || c == 0x85 || c == 0xFEFF ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

static bool is_bullet(uint32_t c) {
  return c == '*' || c == '+' || c == 0x2022 || c == 0xB7 || c == 0x25CF || c == 0x25AA ||
         c == 0x25A0 || c == 0x25E6 || c == 0x2023 || c == 0x25BA || c == 0x203A || c == 0xBB ||
         c == 0x2192;
}

static bool is_sentence_end(uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0xFF0E || c == 0x061F || c == 0x06D4 || c == 0x0964;
}

static bool opens_quote(uint32_t c) {
  return c == '"' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0xBB || c == 0x300C;
}

static bool closes_quote(uint32_t c) {
  return c == '"' || c == 0x201D || c == 0x201C || c == 0xAB || c == 0xBB || c == 0x300D;
}

static bool closes(uint32_t c) {
  return c == ')' || c == ']' || c == '\'' || c == 0x2019 || closes_quote(c);
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t end) {
  while (at < end) {
    size_t next = at;
    if (!is_space(wt_utf8_next(text, end, &next))) break;
    at = (uint32_t)next;
  }
  return at;
}

static uint32_t trim_end(const char *text, uint32_t start, uint32_t end) {
  while (end > start) {
    size_t before = end;
    if (!is_space(wt_utf8_previous(text, &before))) break;
    end = (uint32_t)before;
  }
  return end;
}

/* Behind a list mark: "* ", "1. ", "12) ", ">> ". The start itself when there is none. */
static uint32_t skip_mark(const char *text, uint32_t start, uint32_t end) {
  uint32_t at = start;
  while (at < end && at < start + 3 && text[at] >= '0' && text[at] <= '9') at++;
  if (at > start) {
    if (at + 1 < end && (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ')
      return skip_space(text, at + 1, end);
    return start;
  }
  size_t next = start;
  const uint32_t c = wt_utf8_next(text, end, &next);
  if (is_bullet(c)) return skip_space(text, (uint32_t)next, end);
  const bool dash = c == '-' || c == 0x2013 || c == 'o';
  if (dash && next < end && text[next] == ' ' && next + 1 < end && text[next + 1] != '-')
    return c == 'o' && start > 0 && text[start - 1] != ' ' ? start
                                                           : skip_space(text, (uint32_t)next, end);
  return start;
}

/* ---- shape -------------------------------------------------------------------------- */

static void measure_head(const char *text, wt_unit *u) {
  const uint32_t stop = u->end - u->core > HEAD ? u->core + HEAD : u->end;
  uint32_t words = 0, lower = 0, capital = 0, small = 0, large = 0, other = 0;
  bool in_word = false, first = true, ended = false;
  for (size_t at = u->core; at < stop;) {
    const size_t here = at;
    const unsigned char byte = (unsigned char)text[at];
    const uint32_t c = byte < 128 ? (at++, byte) : wt_utf8_next(text, u->end, &at);
    if (in_word && c >= 'a' && c <= 'z') { /* most bytes of most texts */
      while (at < stop && text[at] >= 'a' && text[at] <= 'z') at++;
      small++;
      continue;
    }
    if (c == ' ' || is_space(c)) {
      in_word = false;
      continue;
    }
    const bool digit = c >= '0' && c <= '9';
    const bool is_small = c < 128 ? c >= 'a' && c <= 'z' : u_islower((UChar32)c);
    const bool is_large = c < 128 ? c >= 'A' && c <= 'Z' : u_isupper((UChar32)c);
    if (c >= 0x2E80 && c < 0xD7A4) other++; /* scripts without spaces: two signs are a word */
    if (is_small) small++;
    if (is_large) large++;
    if (is_small && first) u->flags |= WT_UNIT_LOWER;
    if (is_small || is_large || digit) first = false;
    if (!in_word && (digit || is_small || is_large || (c >= 128 && u_isalpha((UChar32)c)))) {
      in_word = true;
      words++;
      lower += is_small;
      capital += is_large;
      if (ended && is_large) u->flags |= WT_UNIT_INNER;
      ended = false;
    } else if (is_sentence_end(c)) {
      ended = !(large == 1 && small == 0);
    } else if ((c == '|' || c == 0xBB || c == 0xB7) && here > u->core && text[here - 1] == ' ') {
      u->flags |= WT_UNIT_BARS;
    }
  }
  if (large > 0 && small == 0) u->flags |= WT_UNIT_CAPITALS;
  u->lower = (uint8_t)(words == 0 ? 0 : 100 * lower / words);
  u->capital = (uint8_t)(words == 0 ? 0 : 100 * capital / words);
  if (other > 2 * words) words = other / 2;
  u->words =
      (uint32_t)((uint64_t)words * (u->end - u->core) / (stop > u->core ? stop - u->core : 1));
}

static void measure_ends(const char *text, wt_unit *u) {
  size_t at = u->end;
  uint32_t last = wt_utf8_previous(text, &at);
  const bool closed = closes_quote(last);
  while (at > u->core && closes(last)) last = wt_utf8_previous(text, &at);
  if (is_sentence_end(last)) u->flags |= WT_UNIT_SENTENCE;
  if (last == 0x2026 || (last == '.' && at >= u->core + 2 && memcmp(text + at - 2, "..", 2) == 0))
    u->flags |= WT_UNIT_CUT;
  if (last == ':') u->flags |= WT_UNIT_COLON;

  size_t next = u->core;
  if (!closed || u->words < 4 || !opens_quote(wt_utf8_next(text, u->end, &next))) return;
  while (next < at) { /* no other quotation mark between */
    const uint32_t c = wt_utf8_next(text, u->end, &next);
    if (opens_quote(c) || closes_quote(c)) return;
  }
  u->flags |= WT_UNIT_QUOTE;
}

/* ---- lines and units ---------------------------------------------------------------- */

static size_t count_lines(const char *text, size_t size, char mark) {
  size_t n = 1;
  const char *end = text + size;
  for (const char *p = text; (p = memchr(p, mark, (size_t)(end - p))) != NULL; p++) n++;
  return n;
}

/* Fills units with the lines that hold something. */
static size_t read_lines(wt_page *page, char mark) {
  const char *text = page->text;
  size_t n = 0;
  bool gap = true;
  for (uint32_t line = 0, next; line < page->size; line = next) {
    const char *found = memchr(text + line, mark, page->size - line);
    const uint32_t end = found == NULL ? (uint32_t)page->size : (uint32_t)(found - text);
    next = found == NULL ? end : end + 1;
    wt_unit u = {.line = line, .start = skip_space(text, line, end)};
    u.end = trim_end(text, u.start, end);
    if (u.start == u.end) {
      gap = true;
      continue;
    }
    u.core = skip_mark(text, u.start, u.end);
    if (u.core == u.end) {
      page->empty_marks++;
      gap = true;
      continue;
    }
    if (u.core > u.start) u.flags |= WT_UNIT_BULLET;
    if (gap) u.flags |= WT_UNIT_GAP;
    gap = false;
    measure_head(text, &u);
    measure_ends(text, &u);
    page->units[n++] = u;
  }
  return n;
}

static uint32_t width(const wt_unit *u) { return u->end - u->line; }

/* Does b go on with the sentence that a left open? */
static bool goes_on(const wt_unit *a, const wt_unit *b) {
  const uint32_t never = WT_UNIT_BULLET | WT_UNIT_GAP;
  return (b->flags & never) == 0 && (a->flags & WT_UNIT_SENTENCE) == 0 &&
         (b->flags & WT_UNIT_LOWER) != 0 && a->words >= 4;
}

static bool had_no_room(const wt_page *page, const wt_unit *a, const wt_unit *b, uint32_t columns) {
  if ((b->flags & (WT_UNIT_BULLET | WT_UNIT_GAP)) != 0 || width(a) > WIDE) return false;
  if (b->start - b->line > a->start - a->line + 1) return false; /* indented: a new paragraph */
  const uint32_t limit = b->start + WIDE < b->end ? b->start + WIDE : b->end;
  uint32_t word = b->start;
  while (word < limit && page->text[word] != ' ') word++;
  return width(a) + 1 + (word - b->start) + SLACK > columns;
}

/* Joins the lines of wrapped paragraphs, in place. */
static void join_wrapped(wt_page *page) {
  wt_unit *units = page->units;
  size_t pairs = 0, open = 0;
  uint32_t columns = 0;
  for (size_t i = 1; i < page->n; i++) {
    if ((units[i].flags & WT_UNIT_GAP) != 0) continue;
    pairs++;
    if (!goes_on(&units[i - 1], &units[i])) continue;
    open++;
    const uint32_t last = width(&units[i - 1]);
    if (last <= WIDE && last > columns) columns = width(&units[i - 1]);
  }
  if (open == 0) return;
  const bool wrapped = open * 3 >= pairs;
  size_t n = 0;
  wt_unit last = units[0]; /* the last line of the unit that grows */
  for (size_t i = 1; i < page->n; i++) {
    const wt_unit line = units[i];
    if (goes_on(&last, &line) || (wrapped && had_no_room(page, &last, &line, columns))) {
      units[n].end = line.end;
    } else {
      units[++n] = line;
    }
    last = line;
  }
  page->n = n + 1;
  const uint32_t keep = WT_UNIT_BULLET | WT_UNIT_GAP;
  for (size_t i = 0; i < page->n; i++) {
    if (memchr(page->text + units[i].start, '\n', units[i].end - units[i].start) == NULL) continue;
    units[i].flags &= keep;
    measure_head(page->text, &units[i]);
    measure_ends(page->text, &units[i]);
  }
}

/* ---- repetition --------------------------------------------------------------------- */

static bool same_core(const wt_page *page, const wt_unit *a, const wt_unit *b) {
  const size_t size = a->end - a->core;
  return size == b->end - b->core && memcmp(page->text + a->core, page->text + b->core, size) == 0;
}

static wt_status count_same(wt_page *page, wt_arena *arena, wt_error *error) {
  size_t capacity = 16;
  while (capacity < 2 * page->n) capacity *= 2;
  uint32_t *slots = WT_ARENA_NEW(arena, uint32_t, capacity); /* unit + 1 */
  uint32_t *first = WT_ARENA_NEW(arena, uint32_t, page->n + 1);
  if (slots == NULL || first == NULL) return wt_no_memory(error, "zones");
  memset(slots, 0, capacity * sizeof *slots);
  for (uint32_t i = 0; i < page->n; i++) {
    wt_unit *u = &page->units[i];
    uint64_t slot = wt_hash(page->text + u->core, u->end - u->core);
    first[i] = i;
    for (size_t probe = 0; probe < PROBES; probe++, slot++) {
      uint32_t *s = &slots[slot & (capacity - 1)];
      if (*s == 0) *s = i + 1;
      if (!same_core(page, &page->units[*s - 1], u)) continue;
      first[i] = *s - 1;
      break;
    }
    page->units[first[i]].same++;
  }
  for (size_t i = 0; i < page->n; i++) {
    page->units[i].same = page->units[first[i]].same;
    if (first[i] != i) page->units[i].flags |= WT_UNIT_AGAIN;
  }
  return WT_OK;
}

/* Is b the end of a, behind a label in capitals? "WORLD Rocket misses ship", "Rocket misses ship".
 */
static bool labelled_same(const wt_page *page, const wt_unit *a, const wt_unit *b) {
  const size_t size = b->end - b->core, longer = a->end - a->core;
  if (longer <= size + 2 || longer > size + 40) return false;
  const char *label = page->text + a->core;
  const size_t rest = longer - size;
  if (label[rest - 1] != ' ' || memcmp(label + rest, page->text + b->core, size) != 0) return false;
  for (size_t at = 0; at < rest;) {
    if (u_islower((UChar32)wt_utf8_next(label, rest, &at))) return false;
  }
  return true;
}

static void mark_doubles(wt_page *page) {
  for (size_t i = 0; i + 1 < page->n; i++) {
    wt_unit *a = &page->units[i], *b = &page->units[i + 1];
    if ((a->flags & WT_UNIT_SECOND) != 0 || b->words < 3) continue;
    if (!same_core(page, a, b) && !labelled_same(page, a, b)) continue;
    a->flags |= WT_UNIT_DOUBLE;
    b->flags |= WT_UNIT_SECOND;
  }
}

wt_status wt_page_read(const char *text, size_t size, wt_arena *arena, wt_page *out,
                       wt_error *error) {
  char mark = '\n';
  size_t lines = count_lines(text, size, mark);
  if (lines == 1) lines = count_lines(text, size, mark = '\r');
  wt_page page = {.text = text, .size = size};
  page.units = WT_ARENA_NEW(arena, wt_unit, lines);
  if (page.units == NULL) return wt_no_memory(error, "zones");
  page.n = read_lines(&page, mark);
  if (page.n > 0) join_wrapped(&page);
  const wt_status status = count_same(&page, arena, error);
  if (status != WT_OK) return status;
  mark_doubles(&page);
  *out = page;
  return WT_OK;
}
