/*
 * json_scan.c - one pass over one JSON object, tolerant where nothing is lost.
 *
 * WHAT. An article's record has five values that we want and often fifty that we don't. The scanner
 * checks the grammar of the whole object, skips strings eight bytes at a time, and notes where the
 * wanted values stand. Nothing is allocated, copied or decoded here; json_string.c does that for
 * the five.
 *
 * WHY NOT A LIBRARY'S TREE. jansson reads this kind of dump at about 130 MB/s a thread and refuses
 * what real dumps hold (raw control characters, lone surrogates, NaN, numbers over 63 bits, invalid
 * UTF-8); a second, repairing pass would have to know JSON anyway. The tests keep jansson as the
 * judge: what it reads, this reads with the same values.
 *
 * TOLERATED: raw control characters in strings, bytes that are not UTF-8, surrogate escapes without
 * their partner, NaN, Infinity and -Infinity (read as null), numbers of any length (kept as
 * text), a byte order mark or a record separator (RFC 7464) before the object.
 * REFUSED: everything else outside RFC 8259, two values on one line, more than 2048 levels.
 */
#include "read/json_scan.h"

#include <string.h>

#include "base/error.h"

/* What is known about a container that may hold wanted values. */
typedef struct frame {
  uint64_t inside; /* paths that go on inside it */
  uint64_t whole;  /* paths whose value it is */
  size_t start;
} frame;

typedef struct scanner {
  const wt_json_paths *paths;
  const char *bytes;
  size_t size, at;
  wt_json_value *values; /* [paths->n] */
  const char *reason;    /* set when something is wrong at `at` */
  size_t depth;
  uint64_t inside, whole; /* the same for the value that comes next */
  frame
      frames[WT_JSON_SEGMENTS + 1]; /* the outermost containers; deeper ones hold nothing wanted */
  char kinds[WT_JSON_DEPTH];        /* [depth] '{' or '[' */
} scanner;

/* ---- paths -------------------------------------------------------------------------- */

wt_status wt_json_paths_add(wt_json_paths *paths, const char *text, size_t size, wt_error *error) {
  if (paths->n == WT_JSON_PATHS)
    return wt_fail(error, WT_USAGE, NULL, "more than %d field names", WT_JSON_PATHS);
  wt_json_path path = {.text = text, .size = size};
  size_t start = 0;
  for (size_t i = 0; i <= size; i++) {
    if (i < size && text[i] != '.') continue;
    if (i == start)
      return wt_fail(error, WT_USAGE, NULL, "empty name in the field path \"%.*s\"",
                     size > 100 ? 100 : (int)size, text);
    if (path.n_segments == WT_JSON_SEGMENTS)
      return wt_fail(error, WT_USAGE, NULL, "more than %d names in the field path \"%.*s\"",
                     WT_JSON_SEGMENTS, size > 100 ? 100 : (int)size, text);
    path.starts[path.n_segments++] = start;
    start = i + 1;
  }
  paths->items[paths->n++] = path;
  return WT_OK;
}

/* ---- tokens ------------------------------------------------------------------------- */

static bool fail(scanner *s, size_t at, const char *reason) {
  s->at = at;
  s->reason = reason;
  return false;
}

static void skip_space(scanner *s) {
  while (s->at < s->size && (s->bytes[s->at] == ' ' || s->bytes[s->at] == '\n' ||
                             s->bytes[s->at] == '\t' || s->bytes[s->at] == '\r'))
    s->at++;
}

/* The next byte behind white space; -1 at the end. */
static int peek(scanner *s) {
  skip_space(s);
  return s->at < s->size ? (unsigned char)s->bytes[s->at] : -1;
}

static bool digit(const scanner *s, size_t at) {
  return at < s->size && s->bytes[at] >= '0' && s->bytes[at] <= '9';
}

static bool hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

unsigned wt_json_hex4(const char *digits) {
  unsigned value = 0;
  for (size_t i = 0; i < 4; i++) {
    unsigned c = (unsigned char)digits[i];
    value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20u) - 'a' + 10);
  }
  return value;
}

/* Skips to the next quote or backslash. A byte of x is zero where the word has the byte looked for;
 * (x - 1) & ~x has its top bit set in the first such byte, and in none when there is none. */
static size_t find_special(const char *bytes, size_t at, size_t size) {
  const uint64_t ones = 0x0101010101010101u;
  while (size - at >= 8) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
    if ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & (ones * 0x80)) break;
    at += 8;
  }
  while (at < size && bytes[at] != '"' && bytes[at] != '\\') at++;
  return at;
}

/* From the backslash at `at` behind the escape. */
static bool skip_escape(scanner *s, size_t *at) {
  static const char known[] = "\"\\/bfnrtu";
  size_t start = *at;
  if (s->size - start < 2) return fail(s, s->size, "the string does not end");
  char c = s->bytes[start + 1];
  if (c == '\0' || memchr(known, c, sizeof known - 1) == NULL)
    return fail(s, start, "an unknown escape in a string");
  *at = start + 2;
  if (c != 'u') return true;
  for (size_t i = 0; i < 4; i++, (*at)++)
    if (*at >= s->size || !hex(s->bytes[*at]))
      return fail(s, start, "\\u without four hexadecimal digits");
  return true;
}

/* From the quote at s->at behind the closing one. */
static bool scan_string(scanner *s, wt_json_value *value) {
  size_t start = s->at, at = start + 1;
  for (;;) {
    at = find_special(s->bytes, at, s->size);
    if (at == s->size) return fail(s, start, "a string that does not end");
    if (s->bytes[at] == '"') break;
    if (!skip_escape(s, &at)) return false;
  }
  *value = (wt_json_value){WT_JSON_STRING, start + 1, at};
  s->at = at + 1;
  return true;
}

static bool scan_number(scanner *s, wt_json_value *value) {
  size_t start = s->at, at = start;
  if (s->bytes[at] == '-') at++;
  if (!digit(s, at)) return fail(s, start, "a value that JSON does not have");
  if (s->bytes[at] == '0' && digit(s, at + 1)) return fail(s, start, "a number with leading zeros");
  while (digit(s, at)) at++;
  if (at < s->size && s->bytes[at] == '.') {
    if (!digit(s, ++at)) return fail(s, start, "a number that breaks off");
    while (digit(s, at)) at++;
  }
  if (at < s->size && (s->bytes[at] == 'e' || s->bytes[at] == 'E')) {
    at++;
    if (at < s->size && (s->bytes[at] == '+' || s->bytes[at] == '-')) at++;
    if (!digit(s, at)) return fail(s, start, "a number that breaks off");
    while (digit(s, at)) at++;
  }
  *value = (wt_json_value){WT_JSON_NUMBER, start, at};
  s->at = at;
  return true;
}

static bool scan_scalar(scanner *s, wt_json_value *value) {
  static const struct {
    const char *word;
    wt_json_kind kind;
  } words[] = {{"true", WT_JSON_TRUE}, {"false", WT_JSON_FALSE},   {"null", WT_JSON_NULL},
               {"NaN", WT_JSON_NULL},  {"Infinity", WT_JSON_NULL}, {"-Infinity", WT_JSON_NULL}};
  if (s->bytes[s->at] == '"') return scan_string(s, value);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    size_t size = strlen(words[i].word);
    if (s->size - s->at < size || memcmp(s->bytes + s->at, words[i].word, size) != 0) continue;
    *value = (wt_json_value){words[i].kind, s->at, s->at + size};
    s->at += size;
    return true;
  }
  return scan_number(s, value);
}

/* ---- the object --------------------------------------------------------------------- */

static void note(scanner *s, uint64_t which, wt_json_value value) {
  for (; which != 0; which &= which - 1) s->values[__builtin_ctzll(which)] = value;
}

/* Is a member's name, as it stands between its quotes, this one? An escape beyond ASCII never is:
 * the names that we look for are short and plain, only some writers escape plain letters. */
static bool name_is(const char *raw, size_t size, const char *name, size_t name_size) {
  size_t i = 0, n = 0;
  while (i < size && n < name_size) {
    unsigned char c = (unsigned char)raw[i];
    if (c != '\\') {
      i++;
    } else if (raw[i + 1] != 'u') {
      static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
      const char *known = memchr(from, raw[i + 1], 5);
      c = (unsigned char)(known == NULL ? raw[i + 1] : to[known - from]);
      i += 2;
    } else {
      unsigned value = wt_json_hex4(raw + i + 2);
      if (value >= 0x80) return false;
      c = (unsigned char)value;
      i += 6;
    }
    if (c != (unsigned char)name[n++]) return false;
  }
  return i == size && n == name_size;
}

/* Which paths does a member lead to (`inside`) or end at (`whole`)? */
static void match_name(scanner *s, const wt_json_value *name) {
  size_t level = s->depth - 1;
  s->inside = s->whole = 0;
  if (level >= WT_JSON_SEGMENTS) return;
  const char *raw = s->bytes + name->start;
  size_t raw_size = name->end - name->start;
  for (uint64_t left = s->frames[level].inside; left != 0; left &= left - 1) {
    size_t p = (size_t)__builtin_ctzll(left);
    const wt_json_path *path = &s->paths->items[p];
    size_t start = path->starts[level], more = level + 1;
    if (name_is(raw, raw_size, path->text + start, path->size - start)) {
      s->whole |= left & -left;
    } else if (more < path->n_segments &&
               name_is(raw, raw_size, path->text + start, path->starts[more] - 1 - start)) {
      s->inside |= left & -left;
      s->values[p] = (wt_json_value){0}; /* of equal names the last one counts */
    }
  }
}

static bool open_container(scanner *s) {
  if (s->depth == WT_JSON_DEPTH) return fail(s, s->at, "nested more than 2048 levels deep");
  char kind = s->bytes[s->at];
  if (s->depth <= WT_JSON_SEGMENTS)
    s->frames[s->depth] = (frame){kind == '{' ? s->inside : 0, s->whole, s->at};
  s->kinds[s->depth++] = kind;
  s->inside = s->whole = 0;
  s->at++;
  return true;
}

static void close_container(scanner *s) {
  s->at++;
  s->depth--;
  if (s->depth > WT_JSON_SEGMENTS) return;
  wt_json_kind kind = s->kinds[s->depth] == '{' ? WT_JSON_OBJECT : WT_JSON_ARRAY;
  note(s, s->frames[s->depth].whole, (wt_json_value){kind, s->frames[s->depth].start, s->at});
}

/* A member's name and its colon. */
static bool scan_name(scanner *s) {
  wt_json_value name;
  if (peek(s) != '"') return fail(s, s->at, "a member name in quotes is missing");
  if (!scan_string(s, &name)) return false;
  match_name(s, &name);
  if (peek(s) != ':') return fail(s, s->at, "':' is missing behind a member name");
  s->at++;
  return true;
}

/* Behind a value: closes what ends here and moves on to the next value, if there is one. */
static bool next_value(scanner *s) {
  while (s->depth > 0) {
    bool object = s->kinds[s->depth - 1] == '{';
    int c = peek(s);
    if (c == ',') {
      s->at++;
      return !object || scan_name(s);
    }
    if (c != (object ? '}' : ']'))
      return fail(s, s->at, object ? "',' or '}' is missing" : "',' or ']' is missing");
    close_container(s);
  }
  return true;
}

static bool scan_values(scanner *s) {
  do {
    int c = peek(s);
    if (c == '{' || c == '[') {
      if (!open_container(s)) return false;
      int first = peek(s);
      if (first == (c == '{' ? '}' : ']')) {
        if (!next_value(s)) return false;
      } else if (c == '{' && !scan_name(s)) {
        return false;
      }
    } else {
      wt_json_value value;
      if (c < 0) return fail(s, s->at, "a value is missing");
      if (!scan_scalar(s, &value)) return false;
      note(s, s->whole, value);
      if (!next_value(s)) return false;
    }
  } while (s->depth > 0);
  return true;
}

static bool scan_record(scanner *s) {
  if (s->size >= 3 && memcmp(s->bytes, "\xEF\xBB\xBF", 3) == 0) s->at = 3;
  if (s->at < s->size && s->bytes[s->at] == '\x1E') s->at++;
  int first = peek(s);
  if (first != '{') return fail(s, s->at, "not a JSON object: '{' is missing");
  s->inside = s->paths->n == 64 ? UINT64_MAX : (UINT64_C(1) << s->paths->n) - 1;
  if (!scan_values(s)) return false;
  if (peek(s) >= 0) return fail(s, s->at, "more text behind the object");
  return true;
}

wt_status wt_json_scan(const wt_json_paths *paths, const char *bytes, size_t size,
                       wt_json_value *values, wt_error *error) {
  scanner s;
  s.paths = paths, s.bytes = bytes, s.size = size, s.at = 0;
  s.values = values, s.reason = NULL, s.depth = 0, s.inside = s.whole = 0;
  memset(values, 0, paths->n * sizeof *values);
  if (scan_record(&s)) return WT_OK;
  if (s.at >= size)
    return wt_fail_at(error, WT_BAD_INPUT, NULL, 0, size, "%s: the record ends here (byte %zu)",
                      s.reason, size);
  unsigned char c = (unsigned char)bytes[s.at];
  if (c > ' ' && c < 0x7F)
    return wt_fail_at(error, WT_BAD_INPUT, NULL, 0, s.at, "%s (byte %zu, '%c')", s.reason, s.at, c);
  return wt_fail_at(error, WT_BAD_INPUT, NULL, 0, s.at, "%s (byte %zu, 0x%02X)", s.reason, s.at, c);
}

const char *wt_json_kind_name(wt_json_kind kind) {
  static const char *const names[] = {"absent",   "null",     "false",    "true",
                                      "a number", "a string", "an array", "an object"};
  return names[kind];
}
