#include "text/word_break.h"

#include "text/char_class.h"
#include "text/utf8.h"

/* Characters that WB4 looks through. */
static bool ignored(wt_word_class k) {
  return k == WT_WB_EXTEND || k == WT_WB_FORMAT || k == WT_WB_ZWJ;
}

enum { NARROW_NBSP = 0x202F };

static bool is_letter(wt_word_class k) { return k == WT_WB_ALETTER || k == WT_WB_HEBREW_LETTER; }

static bool is_newline(wt_word_class k) {
  return k == WT_WB_NEWLINE || k == WT_WB_CR || k == WT_WB_LF;
}

/* A code point, its class, and where it ends. */
typedef struct mark {
  uint32_t c;
  wt_word_class k;
  size_t end;
} mark;

static mark read(const char *bytes, size_t size, size_t at) {
  mark m = {.end = at};
  m.c = wt_utf8_next(bytes, size, &m.end);
  m.k = wt_word_class_of(m.c);
  return m;
}

/* The next one at or after `at` that WB4 does not look through; OTHER at the end of the text. */
static mark look(const char *bytes, size_t size, size_t at) {
  mark m = {.end = at};
  while (m.end < size) {
    m = read(bytes, size, m.end);
    if (!ignored(m.k)) return m;
  }
  m.k = WT_WB_OTHER;
  return m;
}

/* WB5, WB8 to WB10, WB13 to WB13b: two classes that stick together wherever they meet. */
static bool sticks(wt_word_class a, wt_word_class b) {
  bool a_word = is_letter(a) || a == WT_WB_NUMERIC;
  bool b_word = is_letter(b) || b == WT_WB_NUMERIC;
  if (a_word && b_word) return true;
  if (a == WT_WB_KATAKANA && b == WT_WB_KATAKANA) return true;
  if (b == WT_WB_EXTEND_NUM_LET) return a_word || a == WT_WB_KATAKANA || a == b;
  return a == WT_WB_EXTEND_NUM_LET && (b_word || b == WT_WB_KATAKANA);
}

static bool is_period(uint32_t c) { return c == '.' || c == 0xFE52 || c == 0xFF0E; }

/* The tailoring: does `middle` not join the letter `after`? */
static bool separates(const char *bytes, size_t size, mark middle, mark after) {
  if (middle.k == WT_WB_MID_LETTER)
    return middle.c == ':' || middle.c == 0xFE55 || middle.c == 0xFF1A;
  if (!is_period(middle.c) || !(wt_char_bits(after.c) & WT_CHAR_UPPER)) return false;
  return after.end < size && (wt_char_bits(look(bytes, size, after.end).c) & WT_CHAR_LOWER);
}

/* WB6, WB7, WB7b, WB7c, WB11, WB12: may `middle` stand between the class `before` and what
 * follows? Then *after is that, and the segment goes on behind it. */
static bool bridges(const char *bytes, size_t size, wt_word_class before, mark middle,
                    bool tailored, mark *after) {
  bool quote = middle.k == WT_WB_SINGLE_QUOTE || middle.k == WT_WB_MID_NUM_LET;
  if (is_letter(before) && (quote || middle.k == WT_WB_MID_LETTER)) {
    *after = look(bytes, size, middle.end);
    return is_letter(after->k) && !(tailored && separates(bytes, size, middle, *after));
  }
  if (before == WT_WB_HEBREW_LETTER && middle.k == WT_WB_DOUBLE_QUOTE) {
    *after = look(bytes, size, middle.end);
    return after->k == WT_WB_HEBREW_LETTER;
  }
  if (before == WT_WB_NUMERIC && (quote || middle.k == WT_WB_MID_NUM)) {
    *after = look(bytes, size, middle.end);
    return after->k == WT_WB_NUMERIC;
  }
  return false;
}

size_t wt_word_next(const char *bytes, size_t size, size_t at, bool tailored) {
  mark first = read(bytes, size, at);
  at = first.end;
  if (first.k == WT_WB_CR && at < size && bytes[at] == '\n') return at + 1; /* WB3 */
  if (is_newline(first.k)) return at;                                       /* WB3a */
  wt_word_class before = first.k;                                           /* as WB4 sees it */
  wt_word_class last = first.k;                                             /* as it stands */
  bool odd = first.k == WT_WB_REGIONAL_INDICATOR;
  while (at < size) {
    mark next = read(bytes, size, at), after;
    if (is_newline(next.k) || (tailored && next.c == NARROW_NBSP)) break;           /* WB3b */
    bool emoji = last == WT_WB_ZWJ && wt_is_pictographic(next.c);                   /* WB3c */
    bool spaces = last == WT_WB_WSEG_SPACE && next.k == WT_WB_WSEG_SPACE;           /* WB3d */
    bool flag = odd && before == next.k && next.k == WT_WB_REGIONAL_INDICATOR;      /* WB15, WB16 */
    bool gershayim = before == WT_WB_HEBREW_LETTER && next.k == WT_WB_SINGLE_QUOTE; /* WB7a */
    if (ignored(next.k)) {                                                          /* WB4 */
      last = next.k;
      at = next.end;
      continue;
    }
    if (bridges(bytes, size, before, next, tailored, &after))
      next = after;
    else if (!emoji && !spaces && !flag && !gershayim && !sticks(before, next.k))
      break; /* WB999 */
    odd = next.k == WT_WB_REGIONAL_INDICATOR && !flag;
    before = last = next.k;
    at = next.end;
  }
  return at;
}
