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

/* True when the eight bytes are all ASCII. */
static bool ascii8(const char *bytes) {
  uint64_t word;
  __builtin_memcpy(&word, bytes, 8);
  return (word & 0x8080808080808080u) == 0;
}

size_t wt_utf8_invalid(const char *bytes, size_t size) {
  size_t at = 0;
  while (at < size) {
    if (size - at >= 8 && ascii8(bytes + at)) {
      at += 8;
      continue;
    }
    size_t start = at;
    if (wt_utf8_next(bytes, size, &at) == WT_REPLACEMENT &&
        !(at - start == 3 && (unsigned char)bytes[start] == 0xEF))
      return start;
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

size_t wt_utf8_codepoints(const char *bytes, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) n += ((unsigned char)bytes[i] & 0xC0) != 0x80;
  return n;
}

size_t wt_utf8_utf16_units(const char *bytes, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += (size_t)(((unsigned char)bytes[i] & 0xC0) != 0x80) +
         (size_t)((unsigned char)bytes[i] >= 0xF0);
  return n;
}
