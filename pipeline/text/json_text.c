#include "text/json_text.h"

#include <math.h>
#include <string.h>

#include "text/utf8.h"

static const char HEX[] = "0123456789abcdef";

/* Whether a byte may have to be escaped: control characters, quote, backslash, and the first bytes
 * of U+0085 (C2) and U+2028 (E2). */
static const bool SPECIAL[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,         1,          1,          1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1, [0xC2] = 1, [0xE2] = 1};

static void escape_unit(wt_buffer *out, unsigned unit) {
  const char text[6] = {
      '\\', 'u', HEX[unit >> 12 & 15], HEX[unit >> 8 & 15], HEX[unit >> 4 & 15], HEX[unit & 15]};
  wt_buffer_append(out, text, sizeof text);
}

static void escape_byte(wt_buffer *out, unsigned char c) {
  static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: the byte, its letter */
  for (const char *p = SHORT; *p != '\0'; p += 2)
    if ((unsigned char)p[0] == c) {
      const char text[2] = {'\\', p[1]};
      wt_buffer_append(out, text, 2);
      return;
    }
  escape_unit(out, c);
}

/* A line separator at bytes[at]: its code point, else 0. */
static unsigned separator(const unsigned char *bytes, size_t size, size_t at) {
  if (bytes[at] == 0xC2 && size - at >= 2 && bytes[at + 1] == 0x85) return 0x85;
  if (bytes[at] == 0xE2 && size - at >= 3 && bytes[at + 1] == 0x80 &&
      (bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9))
    return 0x2000u + (bytes[at + 2] & 0x3Fu);
  return 0;
}

static void append_valid(wt_buffer *out, const char *text, size_t size) {
  const unsigned char *bytes = (const unsigned char *)text;
  size_t done = 0, at = 0; /* [done, at) is plain and not yet written */
  while (at < size) {
    if (!SPECIAL[bytes[at]]) {
      at++;
      continue;
    }
    unsigned unit = bytes[at] >= 0x80 ? separator(bytes, size, at) : 0;
    if (bytes[at] >= 0x80 && unit == 0) { /* another character that begins like one */
      at++;
      continue;
    }
    wt_buffer_append(out, text + done, at - done);
    if (unit != 0) {
      escape_unit(out, unit);
      at += unit == 0x85 ? 2 : 3;
    } else {
      escape_byte(out, bytes[at++]);
    }
    done = at;
  }
  wt_buffer_append(out, text + done, size - done);
}

void wt_json_string(wt_buffer *out, const char *bytes, size_t size) {
  wt_buffer_byte(out, '"');
  size_t at = 0;
  while (at < size) {
    size_t good = wt_utf8_invalid(bytes + at, size - at);
    append_valid(out, bytes + at, good);
    at += good;
    if (at >= size) break;
    wt_utf8_next(bytes, size, &at);
    wt_buffer_append(out, "\xEF\xBF\xBD", 3);
  }
  wt_buffer_byte(out, '"');
}

void wt_json_valid_string(wt_buffer *out, const char *bytes, size_t size) {
  wt_buffer_byte(out, '"');
  append_valid(out, bytes, size);
  wt_buffer_byte(out, '"');
}

void wt_json_text(wt_buffer *out, const char *text) { wt_json_string(out, text, strlen(text)); }

void wt_json_unsigned(wt_buffer *out, uint64_t value) {
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  wt_buffer_append(out, digits + at, sizeof digits - at);
}

void wt_json_decimal(wt_buffer *out, double value, int decimals) {
  static const uint64_t POWERS[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  static const double LIMIT = 1e9;
  if (!isfinite(value)) value = 0;
  if (value > LIMIT) value = LIMIT;
  if (value < -LIMIT) value = -LIMIT;
  uint64_t power = POWERS[decimals];
  uint64_t scaled = (uint64_t)llround(fabs(value) * (double)power);
  if (value < 0 && scaled > 0) wt_buffer_byte(out, '-');
  wt_json_unsigned(out, scaled / power);
  uint64_t rest = scaled % power;
  if (rest == 0) return;
  wt_buffer_byte(out, '.');
  while (rest > 0) {
    power /= 10;
    wt_buffer_byte(out, (char)('0' + rest / power));
    rest %= power;
  }
}
