/*
 * wide.c - what Windows programs write when they say "Unicode", PowerShell's ">" among them.
 *
 * A byte order mark decides; without one, the place of the NULs among the first four bytes does
 * when they are two ASCII characters (the rule of RFC 4627, section 3, for JSON, which holds for
 * most text).
 */
#include "read/wide.h"

#include <string.h>

#include "text/utf8.h"

/* Something that a text may begin with. */
static bool printable(char c) {
  return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
}

wt_wide wt_wide_detect(const char *head, size_t size) {
  if (size >= 4) {
    if (memcmp(head, "\xFF\xFE\0\0", 4) == 0) return (wt_wide){.unit = 4};
    if (memcmp(head, "\0\0\xFE\xFF", 4) == 0) return (wt_wide){.unit = 4, .big_endian = true};
    unsigned zeros = 0; /* bit i: byte i is NUL, the others are printable */
    for (unsigned i = 0; i < 4; i++) {
      if (head[i] == '\0')
        zeros |= 1u << i;
      else if (!printable(head[i]))
        zeros = 16;
    }
    if (zeros == (2u | 8u)) return (wt_wide){.unit = 2};
    if (zeros == (1u | 4u)) return (wt_wide){.unit = 2, .big_endian = true};
    if (zeros == (2u | 4u | 8u)) return (wt_wide){.unit = 4};
    if (zeros == (1u | 2u | 4u)) return (wt_wide){.unit = 4, .big_endian = true};
  }
  if (size >= 2 && memcmp(head, "\xFF\xFE", 2) == 0) return (wt_wide){.unit = 2};
  if (size >= 2 && memcmp(head, "\xFE\xFF", 2) == 0)
    return (wt_wide){.unit = 2, .big_endian = true};
  return (wt_wide){0};
}

static void put(uint32_t c, wt_buffer *out) {
  char utf8[4];
  wt_buffer_append(out, utf8, wt_utf8_put(c, utf8));
}

static void take_unit(wt_wide *w, const unsigned char *bytes, wt_buffer *out) {
  uint32_t c = 0;
  for (unsigned i = 0; i < w->unit; i++) c = c << 8 | bytes[w->big_endian ? i : w->unit - 1 - i];
  if (w->high != 0) {
    uint32_t high = w->high;
    w->high = 0;
    if (c >= 0xDC00 && c <= 0xDFFF) {
      put(0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00), out);
      return;
    }
    put(WT_REPLACEMENT, out);
  }
  if (w->unit == 2 && c >= 0xD800 && c <= 0xDBFF)
    w->high = c;
  else
    put(c, out);
}

void wt_wide_convert(wt_wide *w, const char *bytes, size_t size, wt_buffer *out) {
  for (size_t i = 0; i < size; i++) {
    w->part[w->n_part++] = (unsigned char)bytes[i];
    if (w->n_part < w->unit) continue;
    w->n_part = 0;
    take_unit(w, w->part, out);
  }
}

void wt_wide_end(wt_wide *w, wt_buffer *out) {
  if (w->high != 0) put(WT_REPLACEMENT, out);
  if (w->n_part > 0) put(WT_REPLACEMENT, out);
  w->high = 0;
  w->n_part = 0;
}
