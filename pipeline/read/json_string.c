/*
 * json_string.c - decoding with the repairs that DESIGN.md, "read", lists.
 *
 * One rule stands over all: positions count code points of the field as any other reader of the
 * dump would see it, so a repair puts exactly one U+FFFD where Python's decoder (errors="replace")
 * and json.loads put one code point: one per maximal ill-formed subpart, one per lone surrogate.
 */
#include "read/json_string.h"

#include <string.h>

#include "text/json_text.h"
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

void wt_json_decode(const char *bytes, const wt_json_value *string, wt_buffer *out) {
  size_t at = string->start, end = string->end;
  wt_buffer_reserve(out, end - at); /* enough unless there are repairs */
  while (at < end) {
    const char *backslash = memchr(bytes + at, '\\', end - at);
    size_t stop = backslash == NULL ? end : (size_t)(backslash - bytes);
    wt_utf8_repair(bytes + at, stop - at, out);
    at = stop;
    if (at == end) break;
    if (bytes[at + 1] == 'u') {
      char utf8[4];
      size_t n = wt_utf8_put(unicode_escape(bytes, end, &at), utf8);
      wt_buffer_append(out, utf8, n);
    } else {
      wt_buffer_byte(out, simple_escape(bytes[at + 1]));
      at += 2;
    }
  }
}

bool wt_json_plain(const char *bytes, const wt_json_value *string) {
  size_t size = string->end - string->start;
  return memchr(bytes + string->start, '\\', size) == NULL &&
         wt_utf8_invalid(bytes + string->start, size) == size;
}

/* The end of the string whose first byte behind the quote is at `at`. */
static size_t string_end(const char *bytes, size_t at) {
  for (; bytes[at] != '"'; at++) at += bytes[at] == '\\';
  return at;
}

static void copy_string(const char *bytes, size_t start, size_t end, wt_buffer *scratch,
                        wt_buffer *out) {
  wt_json_value string = {WT_JSON_STRING, start, end};
  wt_buffer_clear(scratch);
  wt_json_decode(bytes, &string, scratch);
  wt_json_string(out, scratch->data, scratch->size);
  out->failed |= scratch->failed;
}

void wt_json_copy(const char *bytes, const wt_json_value *value, wt_buffer *scratch,
                  wt_buffer *out) {
  if (value->kind == WT_JSON_STRING) {
    copy_string(bytes, value->start, value->end, scratch, out);
    return;
  }
  for (size_t at = value->start; at < value->end; at++) {
    char c = bytes[at];
    if (c == '"') {
      size_t end = string_end(bytes, at + 1);
      copy_string(bytes, at + 1, end, scratch, out);
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
