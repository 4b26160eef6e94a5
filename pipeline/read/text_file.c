/*
 * text_file.c - which encoding a text file has, by its bytes alone.
 *
 *   valid UTF-8            as it is (UTF-16 and UTF-32 were converted before, in stream.c)
 *   begins as compressed   refused: stream.c has unpacked what can be unpacked; this is a packed
 *                          file inside an archive, or too short to be one
 *   a NUL near the start   not text: refused, as grep and git do
 *   foreign                refused with a hint. Most of the multi-byte sequences are ill-formed,
 * and more than a quarter of the letters are beyond ASCII: Cyrillic, Greek, Hebrew, Chinese ... in
 * an encoding of their own. A guess among fifty encodings would be wrong too often, and tags for
 * wrong letters are noise. not one sequence       windows-1252, the web's name for "Latin-1": each
 * byte is one character. is well-formed         Chance makes well-formed sequences in hardly any
 * Western text. otherwise              UTF-8 with damage: U+FFFD for each maximal ill-formed
 * subpart
 *
 * LIMIT. Central European files (windows-1250, ISO 8859-2) look Western and get some letters wrong.
 */
#include "read/text_file.h"

#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

enum { LOOK_FOR_NUL = 8000 };

/* Windows-1252, 0x80 to 0x9F, with WHATWG's controls in the five gaps. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static bool is_packed(const char *bytes, size_t size) {
  static const struct {
    const char *magic;
    size_t size;
  } known[] = {{"\x1F\x8B\x08", 3},
               {"\x28\xB5\x2F\xFD", 4},
               {"\xFD"
                "7zXZ",
                5},
               {"BZh91AY&SY", 10},
               {"PK\x03\x04", 4}};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (size >= known[i].size && memcmp(bytes, known[i].magic, known[i].size) == 0) return true;
  return false;
}

typedef struct census {
  size_t well_formed, ill_formed; /* sequences beyond ASCII */
  size_t letters, high;           /* bytes: ASCII letters, and beyond ASCII */
} census;

static census count(const char *bytes, size_t size) {
  census n = {0};
  for (size_t at = 0; at < size;) {
    unsigned char c = (unsigned char)bytes[at];
    if (c < 0x80) {
      n.letters += (c | 0x20u) >= 'a' && (c | 0x20u) <= 'z';
      at++;
      continue;
    }
    size_t start = at;
    uint32_t code_point = wt_utf8_next(bytes, size, &at);
    bool replacement = at - start == 3 && memcmp(bytes + start, "\xEF\xBF\xBD", 3) == 0;
    if (code_point != WT_REPLACEMENT || replacement)
      n.well_formed++;
    else
      n.ill_formed++;
    n.high += at - start;
  }
  return n;
}

static void from_windows_1252(const char *bytes, size_t size, wt_buffer *out) {
  wt_buffer_reserve(out, size + size / 4);
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)bytes[i];
    char utf8[4];
    size_t n = wt_utf8_put(c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c, utf8);
    wt_buffer_append(out, utf8, n);
  }
}

wt_status wt_text_file(const char *bytes, size_t size, wt_buffer *converted, const char **text,
                       size_t *text_size, wt_error *error) {
  if (is_packed(bytes, size))
    return wt_fail(error, WT_BAD_INPUT, NULL, "compressed data where text was expected");
  size_t head = size < LOOK_FOR_NUL ? size : LOOK_FOR_NUL;
  const char *nul = head == 0 ? NULL : memchr(bytes, '\0', head);
  if (nul != NULL)
    return wt_fail_at(error, WT_BAD_INPUT, NULL, 0, (uint64_t)(nul - bytes),
                      "a binary file, not text (NUL at byte %zu)", (size_t)(nul - bytes));
  if (wt_utf8_invalid(bytes, size) == size) {
    *text = bytes;
    *text_size = size;
    return WT_OK;
  }
  census n = count(bytes, size);
  if (n.ill_formed > n.well_formed && n.high > (n.high + n.letters) / 4)
    return wt_fail(error, WT_BAD_INPUT, NULL,
                   "neither UTF-8 nor Western text; convert it first, as in: iconv -f KOI8-R");
  if (n.well_formed > 0)
    wt_utf8_repair(bytes, size, converted);
  else
    from_windows_1252(bytes, size, converted);
  *text = converted->data;
  *text_size = converted->size;
  return WT_OK;
}
