#include "text/utf8.h"

uint32_t wt_utf8_next_wide(const char *bytes, size_t size, size_t *at) {
  const unsigned char *p = (const unsigned char *)bytes + *at;
  size_t left = size - *at;
  unsigned char first = p[0];
  (*at)++;
  /* Table 3-7 of the Unicode standard: the range of the second byte depends on the first. */
  size_t more;
  uint32_t c;
  unsigned char low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    more = 1, c = first & 0x1Fu;
  } else if (first >= 0xE0 && first <= 0xEF) {
    more = 2, c = first & 0x0Fu;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    more = 3, c = first & 0x07u;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return WT_REPLACEMENT;
  }
  for (size_t i = 1; i <= more; i++) {
    if (i >= left || p[i] < low || p[i] > high) return WT_REPLACEMENT;
    c = c << 6 | (p[i] & 0x3Fu);
    low = 0x80, high = 0xBF;
    (*at)++;
  }
  return c;
}

uint32_t wt_utf8_previous(const char *bytes, size_t *at) {
  size_t end = *at;
  do (*at)--;
  while (*at > 0 && ((unsigned char)bytes[*at] & 0xC0) == 0x80);
  size_t start = *at;
  return wt_utf8_next(bytes, end, &start);
}

size_t wt_utf8_put(uint32_t c, char *out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = WT_REPLACEMENT;
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  out[2] = (char)(0x80 | (c >> 6 & 0x3F));
  out[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

enum { LANES = 8, STRIDE = 4 * LANES };

static inline uint64_t load(const char *bytes) {
  uint64_t word;
  __builtin_memcpy(&word, bytes, LANES);
  return word;
}

/* The offset behind the ASCII bytes at bytes[at], 32 or 8 at a time; short of a few at their end.
 */
static size_t skip_ascii(const char *bytes, size_t size, size_t at) {
  for (; size - at >= STRIDE; at += STRIDE) {
    const char *p = bytes + at;
    uint64_t any = load(p) | load(p + LANES) | load(p + 2 * LANES) | load(p + 3 * LANES);
    if (any & EACH(0x80)) break;
  }
  while (size - at >= LANES && !(load(bytes + at) & EACH(0x80))) at += LANES;
  return at;
}

size_t wt_utf8_invalid(const char *bytes, size_t size) {
  size_t at = 0;
  while ((at = skip_ascii(bytes, size, at)) < size) {
    /* A few characters one by one: what follows a long stretch of ASCII is rarely one alone. */
    for (int i = 0; i < LANES && at < size; i++) {
      size_t start = at;
      bool real = size - at >= 3 && __builtin_memcmp(bytes + at, "\xEF\xBF\xBD", 3) == 0;
      if (wt_utf8_next(bytes, size, &at) == WT_REPLACEMENT && !real) return start;
    }
  }
  return size;
}

void wt_utf8_repair(const char *bytes, size_t size, wt_buffer *out) {
  size_t at = 0;
  while (at < size) {
    size_t good = wt_utf8_invalid(bytes + at, size - at);
    wt_buffer_append(out, bytes + at, good);
    at += good;
    if (at >= size) break;
    wt_utf8_next(bytes, size, &at);
    wt_buffer_append(out, "\xEF\xBF\xBD", 3);
  }
}

/* Counting, eight bytes at a time: a lane holds 1 for a byte that counts, so up to 255 words can be
 * added before the lanes must be summed (the multiplication leaves their sum in the top byte). */
typedef struct counts {
  size_t continuations; /* bytes 80 to BF */
  size_t fours;         /* bytes F0 and up: one UTF-16 surrogate pair each */
} counts;

static size_t sum_lanes(uint64_t lanes) {
  uint64_t pairs = (lanes & 0x00FF00FF00FF00FFu) + (lanes >> 8 & 0x00FF00FF00FF00FFu);
  return (size_t)(pairs * 0x0001000100010001u >> 48);
}

static counts count(const char *bytes, size_t size) {
  counts n = {0};
  size_t at = 0;
  while (size - at >= LANES) {
    uint64_t continuations = 0, fours = 0;
    for (int i = 0; i < 255 && size - at >= LANES; i++, at += LANES) {
      uint64_t x = load(bytes + at);
      continuations += x >> 7 & ~(x >> 6) & EACH(1);
      fours += x >> 7 & x >> 6 & x >> 5 & x >> 4 & EACH(1);
    }
    n.continuations += sum_lanes(continuations);
    n.fours += sum_lanes(fours);
  }
  for (; at < size; at++) {
    unsigned char byte = (unsigned char)bytes[at];
    n.continuations += (byte & 0xC0) == 0x80;
    n.fours += byte >= 0xF0;
  }
  return n;
}

size_t wt_utf8_codepoints(const char *bytes, size_t size) {
  return size - count(bytes, size).continuations;
}

size_t wt_utf8_utf16_units(const char *bytes, size_t size) {
  counts n = count(bytes, size);
  return size - n.continuations + n.fours;
}
