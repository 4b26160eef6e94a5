/*
 * marks.c - looks phrases up in the tables of marks.inc.
 *
 * A line is brought to the form of the tables first: small letters, single spaces, straight
 * apostrophes, i for the dotless i, 0 for each digit. Then each prefix of whole words (for START),
 * or suffix (for END), is searched for by bisection: a handful of comparisons a line, whatever the
 * tables' length.
 */
#include "clean/marks.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#include "text/utf8.h"

enum { KEY = 96, WORDS = 7, FIRST_WORD = 24 }; /* bytes and words of a line that are compared */

typedef struct mark_row {
  const char *text;
  wt_mark mark;
} mark_row;

#define MARK(language, class, text) {text, WT_MARK_##class},
#define MARKS_WHOLE
static const mark_row WHOLE[] = {
#include "clean/marks.inc"
};
#undef MARKS_WHOLE
#define MARKS_START
static const mark_row START[] = {
#include "clean/marks.inc"
};
#undef MARKS_START
#define MARKS_END
static const mark_row END[] = {
#include "clean/marks.inc"
};
#undef MARKS_END
#undef MARK

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

typedef struct line_key {
  char bytes[KEY + 4];
  size_t size;
  size_t words[WORDS]; /* where the first words end */
  size_t n_words;
} line_key;

static uint32_t plain(uint32_t c) {
  if (c >= '0' && c <= '9') return '0';
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x2019 || c == 0x2018) return '\'';
  if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A)) return ' ';
  if (c == 0x130 || c == 0x131) return 'i';
  return (uint32_t)u_tolower((UChar32)c);
}

static int is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

static void make_key(const char *line, size_t size, line_key *key) {
  key->size = 0;
  key->n_words = 0;
  for (size_t at = 0; at < size && key->size < KEY;) {
    const unsigned char byte = (unsigned char)line[at];
    uint32_t c = plain(byte < 128 ? (at++, byte) : wt_utf8_next(line, size, &at));
    if (c < ' ') c = ' ';
    if (c == ' ' && (key->size == 0 || key->bytes[key->size - 1] == ' ')) continue;
    if (c == ' ' && key->n_words < WORDS) key->words[key->n_words++] = key->size;
    key->size += wt_utf8_put(c, key->bytes + key->size);
  }
  if (key->n_words < WORDS) key->words[key->n_words++] = key->size;
}

/* The first row that is not before the key in the order of the table. */
static size_t lower_bound(const mark_row *table, size_t n, const char *key, size_t size) {
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strncmp(table[middle].text, key, size) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static wt_mark find(const mark_row *table, size_t n, const char *key, size_t size) {
  const size_t at = lower_bound(table, n, key, size);
  if (at == n || strncmp(table[at].text, key, size) != 0) return WT_MARK_NONE;
  return table[at].text[size] == '\0' ? table[at].mark : WT_MARK_NONE;
}

static int is_trim(char c) {
  return c == ' ' || c == '(' || c == ')' || c == '[' || c == ']' || c == ':' || c == '.' ||
         c == '!' || c == '?' || c == '>' || c == '<' || c == '-' || c == '|' || c == ',' ||
         c == '/' || c == '#' || c == '+' || c == '*' || c == '0';
}

wt_mark wt_mark_whole(const char *line, size_t size) {
  line_key key;
  if (size > KEY) return WT_MARK_NONE;
  make_key(line, size, &key);
  const wt_mark exact = find(WHOLE, COUNT(WHOLE), key.bytes, key.size);
  if (exact != WT_MARK_NONE) return exact;
  size_t start = 0, end = key.size;
  while (start < end && (is_trim(key.bytes[start]))) start++;
  while (start < end && (is_trim(key.bytes[end - 1]))) end--;
  return start == end ? WT_MARK_NONE : find(WHOLE, COUNT(WHOLE), key.bytes + start, end - start);
}

wt_mark wt_mark_start(const char *line, size_t size) {
  line_key key;
  /* Most lines begin with a word with which no phrase begins. */
  make_key(line, size < FIRST_WORD ? size : FIRST_WORD, &key);
  size_t first = 0;
  while (first < key.words[0] && first < FIRST_WORD / 2 &&
         (is_word_byte(key.bytes[first]) || first == 0))
    first++;
  const size_t row = lower_bound(START, COUNT(START), key.bytes, first);
  if (row == COUNT(START) || strncmp(START[row].text, key.bytes, first) != 0) return WT_MARK_NONE;
  make_key(line, size, &key);
  for (size_t i = key.n_words; i-- > 0;) {
    wt_mark mark = find(START, COUNT(START), key.bytes, key.words[i]);
    if (mark == WT_MARK_NONE) { /* "photo: ..." is in the table with or without its mark */
      size_t end = key.words[i];
      while (end > 0 && !is_word_byte(key.bytes[end - 1])) end--;
      if (end < key.words[i]) mark = find(START, COUNT(START), key.bytes, end);
    }
    if (mark != WT_MARK_NONE) return mark;
  }
  return WT_MARK_NONE;
}

/* A phrase at the end stands behind a mark or a number: "(Reuters photo)", "2019 All rights
 * reserved". */
static int can_stand_before(char c) {
  return c == '(' || c == '/' || c == '|' || c == '.' || c == ':' || c == '-' || c == '"' ||
         c == ')' || c == ';' || c == '>' || c == '&' || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 128;
}

wt_mark wt_mark_end(const char *line, size_t size, char *before) {
  line_key key;
  size_t from = size > KEY / 2 ? size - KEY / 2 : 0;
  while (from < size && ((unsigned char)line[from] & 0xC0) == 0x80) from++;
  size_t mark_at = from;
  while (mark_at + 2 < size && !can_stand_before(line[mark_at])) mark_at++;
  if (from > 0 && mark_at + 2 >= size) return WT_MARK_NONE;
  make_key(line + from, size - from, &key);
  size_t end = key.size;
  while (end > 0 && !is_word_byte(key.bytes[end - 1])) end--;
  for (size_t start = 0; start < end; start++) {
    if (!is_word_byte(key.bytes[start]) || (start > 0 && is_word_byte(key.bytes[start - 1])))
      continue;
    if (start == 0 && from > 0) continue; /* maybe half a word */
    size_t behind = start;
    while (behind > 0 && key.bytes[behind - 1] == ' ') behind--;
    if (behind > 0 && !can_stand_before(key.bytes[behind - 1])) continue;
    const wt_mark mark = find(END, COUNT(END), key.bytes + start, end - start);
    if (mark == WT_MARK_NONE) continue;
    *before = behind > 0 ? key.bytes[behind - 1] : '\0';
    return mark;
  }
  return WT_MARK_NONE;
}

static const char *disorder(const mark_row *table, size_t n) {
  for (size_t i = 1; i < n; i++) {
    if (strcmp(table[i - 1].text, table[i].text) >= 0) return table[i].text;
  }
  return NULL;
}

const char *wt_marks_disorder(void) {
  const char *whole = disorder(WHOLE, COUNT(WHOLE));
  const char *start = disorder(START, COUNT(START));
  return whole != NULL ? whole : start != NULL ? start : disorder(END, COUNT(END));
}
