/* utf8.h - UTF-8 on hostile bytes: decode, encode, validate, repair, count. */
#ifndef WT_UTF8_H
#define WT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { WT_REPLACEMENT = 0xFFFD };

/* wt_utf8_next for a byte beyond ASCII. */
uint32_t wt_utf8_next_wide(const char *bytes, size_t size, size_t *at);

/* The code point at bytes[*at], at most size; *at moves behind it. An ill-formed sequence gives
 * WT_REPLACEMENT and moves behind its maximal subpart (Unicode 3.9, as WHATWG and Python do). */
static inline uint32_t wt_utf8_next(const char *bytes, size_t size, size_t *at) {
  unsigned char first = (unsigned char)bytes[*at];
  if (first >= 0x80) return wt_utf8_next_wide(bytes, size, at);
  ++*at;
  return first;
}

/* The code point that ends before bytes[*at]; *at moves to its first byte. Valid UTF-8 only. */
uint32_t wt_utf8_previous(const char *bytes, size_t *at);

/* Writes a code point (a scalar value, else WT_REPLACEMENT) to out[4]; returns 1 to 4. */
size_t wt_utf8_put(uint32_t c, char *out);

/* The offset of the first ill-formed sequence, or size when there is none. */
size_t wt_utf8_invalid(const char *bytes, size_t size);

/* Appends the bytes with each maximal ill-formed subpart replaced by U+FFFD. */
void wt_utf8_repair(const char *bytes, size_t size, wt_buffer *out);

/* Code points and UTF-16 units in valid UTF-8. */
size_t wt_utf8_codepoints(const char *bytes, size_t size);
size_t wt_utf8_utf16_units(const char *bytes, size_t size);

#endif
