/*
 * json_string.c - decoding with the repairs that DESIGN.md, "read", lists.
 *
 * One rule stands over all: positions count code points of the field as any other reader of the
 * dump would see it, so a repair puts exactly one U+FFFD where Python's decoder (errors="replace")
 * and json.loads put one code point: one per maximal ill-formed subpart, one per lone surrogate.
 */
#include "read/json_string.h"

#include <string.h>

#include "text/utf8.h"

/* The code point of the \uXXXX at bytes[*at], with its partner when it is half a pair. The scanner
 * has checked the digits. */
static uint32_t unicode_escape(const char *bytes, size_t end, size_t *at) {
  uint32_t c = wt_json_hex4(bytes + *at + 2);
  *at += 6;
  if (c < 0xD800 || c > 0xDFFF) return c;
  if (c > 0xDBFF || end - *at < 6 || bytes[*at] != '\\' || bytes[*at + 1] != 'u')
    return WT_REPLACEMENT;
  uint32_t low = wt_json_hex4(bytes + *at + 2);
  if (low < 0xDC00 || low > 0xDFFF) return WT_REPLACEMENT;
  *at += 6;
  return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static char simple_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

/* Escapes one code point when it has to be: quote, backslash, controls, and what some readers take
 * for a line break (U+0085, U+2028, U+2029), because ids go into output that is read line by line.
 */
static bool escape_one(uint32_t c, wt_buffer *out) {
  static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
  if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && c != 0x85 && c != 0x2028 && c != 0x2029)
    return false;
  const char *known = c < 0x80 ? memchr(from, (int)c, sizeof from - 1) : NULL;
  if (known != NULL)
    wt_buffer_format(out, "\\%c", to[known - from]);
  else
    wt_buffer_format(out, "\\u%04x", (unsigned)c);
  return true;
}

/* Appends bytes, repaired, for the inside of a JSON string. */
static void escape(const char *bytes, size_t size, wt_buffer *out) {
  for (size_t at = 0; at < size;) {
    size_t start = at;
    uint32_t c = wt_utf8_next(bytes, size, &at);
    if (escape_one(c, out)) continue;
    if (c == WT_REPLACEMENT) /* maybe ill-formed */
      wt_buffer_text(out, "\xEF\xBF\xBD");
    else
      wt_buffer_append(out, bytes + start, at - start);
  }
}

/* The string between at and end, as text or for the inside of a JSON string. */
static void decode(const char *bytes, size_t at, size_t end, bool quoted, wt_buffer *out) {
  while (at < end) {
    const char *backslash = memchr(bytes + at, '\\', end - at);
    size_t stop = backslash == NULL ? end : (size_t)(backslash - bytes);
    (quoted ? escape : wt_utf8_repair)(bytes + at, stop - at, out);
    at = stop;
    if (at == end) break;
    char utf8[4];
    size_t n = 1;
    if (bytes[at + 1] == 'u') {
      n = wt_utf8_put(unicode_escape(bytes, end, &at), utf8);
    } else {
      utf8[0] = simple_escape(bytes[at + 1]);
      at += 2;
    }
    if (quoted)
      escape(utf8, n, out);
    else
      wt_buffer_append(out, utf8, n);
  }
}

void wt_json_decode(const char *bytes, const wt_json_value *string, wt_buffer *out) {
  wt_buffer_reserve(out, string->end - string->start); /* enough unless there are repairs */
  decode(bytes, string->start, string->end, false, out);
}

bool wt_json_plain(const char *bytes, const wt_json_value *string) {
  size_t size = string->end - string->start;
  return memchr(bytes + string->start, '\\', size) == NULL &&
         wt_utf8_invalid(bytes + string->start, size) == size;
}

void wt_json_quote(const char *bytes, size_t size, wt_buffer *out) {
  wt_buffer_byte(out, '"');
  escape(bytes, size, out);
  wt_buffer_byte(out, '"');
}

/* The end of the string whose first byte behind the quote is at `at`. */
static size_t string_end(const char *bytes, size_t at) {
  for (; bytes[at] != '"'; at++) at += bytes[at] == '\\';
  return at;
}

void wt_json_copy(const char *bytes, const wt_json_value *value, wt_buffer *out) {
  if (value->kind == WT_JSON_STRING) {
    wt_buffer_byte(out, '"');
    decode(bytes, value->start, value->end, true, out);
    wt_buffer_byte(out, '"');
    return;
  }
  for (size_t at = value->start; at < value->end; at++) {
    char c = bytes[at];
    if (c == '"') {
      size_t end = string_end(bytes, at + 1);
      wt_buffer_byte(out, '"');
      decode(bytes, at + 1, end, true, out);
      wt_buffer_byte(out, '"');
      at = end;
    } else if (c == 'N' || c == 'I') { /* NaN, Infinity: JSON has neither */
      at += c == 'N' ? strlen("NaN") - 1 : strlen("Infinity") - 1;
      wt_buffer_text(out, "null");
    } else if (!(c == '-' && bytes[at + 1] == 'I') && c != ' ' && c != '\n' && c != '\r' &&
               c != '\t') {
      wt_buffer_byte(out, c);
    }
  }
}
