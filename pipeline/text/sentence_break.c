#include "text/sentence_break.h"

#include <stdbool.h>

#include "text/utf8.h"

static bool is_separator(wt_sentence_class k) {
  return k == WT_SB_SEP || k == WT_SB_CR || k == WT_SB_LF;
}

static bool is_terminator(wt_sentence_class k) { return k == WT_SB_ATERM || k == WT_SB_STERM; }

static wt_sentence_class read(const char *bytes, size_t size, size_t *at) {
  return wt_sentence_class_of(wt_utf8_next(bytes, size, at));
}

/* SB5: the offset behind the Extend and Format characters at `at`. */
static size_t skip_ignored(const char *bytes, size_t size, size_t at) {
  while (at < size) {
    size_t end = at;
    wt_sentence_class k = read(bytes, size, &end);
    if (k != WT_SB_EXTEND && k != WT_SB_FORMAT) break;
    at = end;
  }
  return at;
}

/* The offset behind the characters of class k at `at`. */
static size_t skip(const char *bytes, size_t size, size_t at, wt_sentence_class k) {
  while (at < size) {
    size_t end = at;
    if (read(bytes, size, &end) != k) break;
    at = skip_ignored(bytes, size, end);
  }
  return at;
}

static wt_sentence_class peek(const char *bytes, size_t size, size_t at) {
  return at < size ? read(bytes, size, &at) : WT_SB_OTHER;
}

/* SB8: does a small letter come before any other letter, terminator or line break? */
static bool lower_follows(const char *bytes, size_t size, size_t at) {
  while (at < size) {
    wt_sentence_class k = read(bytes, size, &at);
    if (k == WT_SB_LOWER) return true;
    if (k == WT_SB_UPPER || k == WT_SB_OLETTER || is_separator(k) || is_terminator(k)) return false;
  }
  return false;
}

size_t wt_sentence_after(const char *bytes, size_t size, size_t at, wt_sentence_class before) {
  wt_sentence_class terminator = read(bytes, size, &at);
  at = skip_ignored(bytes, size, at);
  wt_sentence_class next = peek(bytes, size, at);
  if (terminator == WT_SB_ATERM) {
    if (next == WT_SB_NUMERIC) return 0;                                                   /* SB6 */
    if ((before == WT_SB_UPPER || before == WT_SB_LOWER) && next == WT_SB_UPPER) return 0; /* SB7 */
  }
  at = skip(bytes, size, at, WT_SB_CLOSE); /* SB9 */
  at = skip(bytes, size, at, WT_SB_SP);    /* SB10 */
  next = peek(bytes, size, at);
  if (next == WT_SB_SCONTINUE || is_terminator(next)) return 0;                  /* SB8a */
  if (terminator == WT_SB_ATERM && lower_follows(bytes, size, at)) return 0;     /* SB8 */
  if (next == WT_SB_CR && at + 1 < size && bytes[at + 1] == '\n') return at + 2; /* SB3 */
  if (at < size && is_separator(next)) read(bytes, size, &at);                   /* SB11 */
  return at;
}

size_t wt_sentence_next(const char *bytes, size_t size, size_t at) {
  wt_sentence_class before = WT_SB_OTHER;
  while (at < size) {
    size_t start = at;
    wt_sentence_class k = read(bytes, size, &at);
    if (k == WT_SB_CR && at < size && bytes[at] == '\n') return at + 1;
    if (is_separator(k)) return at; /* SB4 */
    if (is_terminator(k)) {
      size_t end = wt_sentence_after(bytes, size, start, before);
      if (end != 0) return end;
    }
    if (k != WT_SB_EXTEND && k != WT_SB_FORMAT) before = k;
  }
  return size;
}
