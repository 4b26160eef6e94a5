#include "import/list_line.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "text/char_class.h"
#include "text/fold.h"
#include "text/utf8.h"

const char WT_LIST_HEADER[] =
    "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\twithin\n";

/* What the compiler takes: 32 parts and 255 bytes of key, spaces between parts included. */
enum { MOST_BYTES = 400, MOST_PARTS = 32, MOST_KEY = 220 };

bool wt_line_begin(wt_line *line, wt_type type) {
  line->type = type;
  line->subtype = NULL;
  line->country[0] = line->within[0] = '\0';
  line->has_position = false;
  line->weight = 0;
  line->rules = 0;
  line->n_names = 0;
  wt_buffer *buffers[] = {&line->id, &line->name, &line->aliases, &line->same_as};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) wt_buffer_clear(buffers[i]);
  return wt_table_begin(&line->seen, WT_LINE_ALIASES + 1);
}

void wt_line_release(wt_line *line) {
  wt_buffer *buffers[] = {&line->id,      &line->name,  &line->aliases,
                          &line->same_as, &line->clean, &line->key};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) wt_buffer_release(buffers[i]);
  wt_table_release(&line->seen);
  *line = (wt_line){0};
}

/* ---- names -------------------------------------------------------------------------- */

/* One space for each run of white space and control characters, none at the ends. */
static void clean(wt_buffer *out, const char *text, size_t size) {
  wt_buffer_clear(out);
  bool space = false;
  for (size_t at = 0; at < size;) {
    size_t start = at;
    uint32_t c = wt_utf8_next(text, size, &at);
    bool control = c < 0x20 || c == 0x7F || (wt_char_bits(c) & WT_CHAR_SPACE) != 0;
    if (control) {
      space = out->size > 0;
      continue;
    }
    if (space) wt_buffer_byte(out, ' ');
    space = false;
    wt_buffer_append(out, text + start, at - start);
  }
}

/* The hash of what the matcher can tell apart: the folded text and the capitals of each word. */
static uint64_t match_hash(wt_line *line) {
  const char *text = line->clean.data;
  size_t size = line->clean.size;
  uint64_t hash = wt_hash(line->key.data, line->key.size);
  unsigned word =
      0; /* bit 0: begins with a capital; 1: has a further capital; 2: has a small one */
  bool in_word = false;
  for (size_t at = 0; at < size;) {
    unsigned bits = wt_char_bits(wt_utf8_next(text, size, &at));
    if ((bits & WT_CHAR_MARK) != 0) continue;
    if ((bits & (WT_CHAR_LETTER | WT_CHAR_NUMBER)) == 0) {
      if (in_word) hash = wt_hash_mix(hash, word);
      in_word = false;
      word = 0;
      continue;
    }
    if ((bits & WT_CHAR_UPPER) != 0) word |= in_word ? 2u : 1u;
    if ((bits & WT_CHAR_LOWER) != 0) word |= 4u;
    in_word = true;
  }
  return wt_hash_mix(hash, word);
}

/* Does the folded text hold anything that makes a word? */
static bool has_word(const wt_buffer *key) {
  for (size_t i = 0; i < key->size; i++) {
    unsigned char c = (unsigned char)key->data[i];
    if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) return true;
  }
  return false;
}

/* Cleans a text into line->clean and folds it into line->key; false when it cannot be a name, or is
 * there already. */
static bool take_name(wt_line *line, const char *text, size_t size) {
  if (size == 0 || size > MOST_BYTES) return false;
  clean(&line->clean, text, size);
  if (line->clean.failed) return false;
  wt_name_shape shape = wt_name_shape_of(line->clean.data, line->clean.size);
  if (shape.letters + shape.digits == 0 || shape.replaced || shape.parts > MOST_PARTS) return false;
  wt_buffer_clear(&line->key);
  wt_fold(line->clean.data, line->clean.size, &line->key);
  if (line->key.failed || line->key.size + shape.parts > MOST_KEY || !has_word(&line->key))
    return false;
  if (line->n_names > WT_LINE_ALIASES) return false;
  uint64_t hash = match_hash(line);
  if (wt_table_find(&line->seen, hash) != NULL) return false;
  wt_table_add(&line->seen, hash, 1);
  line->n_names++;
  return true;
}

bool wt_line_name(wt_line *line, const char *text, size_t size) {
  if (!take_name(line, text, size)) return false;
  wt_buffer_append(&line->name, line->clean.data, line->clean.size);
  return true;
}

/* A tag as the list's format knows it: "tr", "be-tarask"; of longer ones the first part. */
static size_t tag_size(const char *lang, size_t size) {
  size_t i = 0;
  while (i < size && lang[i] >= 'a' && lang[i] <= 'z') i++;
  if (i < 2 || i > 3 || (i < size && lang[i] != '-')) return 0;
  size_t rest = i == size ? 0 : size - i - 1;
  if (rest < 2 || rest > 8) return i;
  for (size_t k = i + 1; k < size; k++) {
    char c = lang[k];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return i;
  }
  return size;
}

bool wt_line_alias(wt_line *line, const char *lang, size_t lang_size, const char *text, size_t size,
                   unsigned rules) {
  if (!take_name(line, text, size)) return false;
  wt_buffer *out = &line->aliases;
  if (out->size > 0) wt_buffer_byte(out, '|');
  size_t tag = tag_size(lang, lang_size);
  if (tag > 0) {
    wt_buffer_append(out, lang, tag);
    wt_buffer_byte(out, ':');
  }
  for (size_t i = 0; i < line->clean.size; i++) {
    char c = line->clean.data[i];
    if (c == '|' || c == '\\' || c == '{' || c == ':') wt_buffer_byte(out, '\\');
    wt_buffer_byte(out, c);
  }
  if (rules == WT_NAME_EXACT) wt_buffer_text(out, "{exact}");
  if (rules == WT_NAME_WEAK) wt_buffer_text(out, "{weak}");
  if (rules == (WT_NAME_EXACT | WT_NAME_WEAK)) wt_buffer_text(out, "{exact,weak}");
  return true;
}

/* ---- the other columns -------------------------------------------------------------- */

void wt_line_same_as(wt_line *line, const char *scheme, const char *id, size_t size) {
  enum { LONGEST = 60 };
  if (size == 0 || size > LONGEST) return;
  for (size_t i = 0; i < size; i++) {
    char c = id[i];
    bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '-' || c == '_' || c == '.';
    if (!fine) return;
  }
  if (line->same_as.size > 0) wt_buffer_byte(&line->same_as, ' ');
  wt_buffer_text(&line->same_as, scheme);
  wt_buffer_append(&line->same_as, id, size);
}

bool wt_read_decimal(const char *text, size_t size, double *out) {
  enum { MOST_DIGITS = 17, MOST_EXPONENT = 30 };
  size_t i = 0, digits = 0, used = 0;
  bool negative = size > 0 && text[0] == '-', point = false;
  int64_t value = 0;
  int scale = 0, exponent = 0;
  if (size > 0 && (text[0] == '-' || text[0] == '+')) i++;
  for (; i < size && text[i] != 'e' && text[i] != 'E'; i++) {
    if (text[i] == '.' && !point) {
      point = true;
    } else if (text[i] >= '0' && text[i] <= '9') {
      digits++;
      bool keep = used < MOST_DIGITS;
      if (keep) value = value * 10 + (text[i] - '0');
      used += keep && value > 0;
      scale += (keep ? 0 : 1) - (point ? 1 : 0);
    } else {
      return false;
    }
  }
  if (digits == 0) return false;
  if (i < size) {
    bool minus = ++i < size && text[i] == '-';
    if (i < size && (text[i] == '-' || text[i] == '+')) i++;
    if (i == size) return false;
    for (; i < size; i++) {
      if (text[i] < '0' || text[i] > '9') return false;
      if (exponent < 10000) exponent = exponent * 10 + (text[i] - '0');
    }
    scale += minus ? -exponent : exponent;
  }
  if (scale > MOST_EXPONENT || scale < -10 * MOST_EXPONENT) return false;
  double number = (double)value;
  for (; scale > 0; scale--) number *= 10;
  double divisor = 1;
  for (; scale < 0; scale++) divisor *= 10;
  *out = (negative ? -number : number) / divisor;
  return true;
}

uint32_t wt_read_u32(const char *text, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] < '0' || text[i] > '9') return 0;
    value = value * 10 + (uint64_t)(text[i] - '0');
    if (value > UINT32_MAX) return 0;
  }
  return (uint32_t)value;
}

void wt_line_position(wt_line *line, const char *lat, size_t lat_size, const char *lon,
                      size_t lon_size) {
  double a, b;
  if (!wt_read_decimal(lat, lat_size, &a) || !wt_read_decimal(lon, lon_size, &b)) return;
  if (!(a >= -90 && a <= 90 && b >= -180 && b <= 180)) return;
  line->lat = (int32_t)floor(a * 1e5 + 0.5);
  line->lon = (int32_t)floor(b * 1e5 + 0.5);
  line->has_position = line->lat != 0 || line->lon != 0;
}

void wt_line_country(wt_line *line, const char *code, size_t size) {
  if (size != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z') return;
  memcpy(line->country, code, 2);
  line->country[2] = '\0';
}

void wt_line_within(wt_line *line, const char *country, const char *code, size_t size) {
  enum { MOST = 10 };
  if (size == 0 || size > MOST) return;
  for (size_t i = 0; i < size; i++) {
    char c = code[i];
    if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) return;
  }
  memcpy(line->within, country, 2);
  line->within[2] = '.';
  memcpy(line->within + 3, code, size);
  line->within[size + 3] = '\0';
}

/* -4612345 as "-46.12345", without zeros at the end. */
static void write_degrees(wt_buffer *out, int32_t value) {
  enum { UNIT = 100000, PLACES = 5 };
  int64_t size = value < 0 ? -(int64_t)value : value;
  if (value < 0) wt_buffer_byte(out, '-');
  wt_buffer_format(out, "%lld", (long long)(size / UNIT));
  int rest = (int)(size % UNIT), places = PLACES;
  if (rest == 0) return;
  for (; rest % 10 == 0; rest /= 10) places--;
  wt_buffer_format(out, ".%0*d", places, rest);
}

bool wt_line_end(wt_line *line, wt_buffer *out) {
  static const char *const TYPES[WT_TYPES] = {"person", "place", "organization", "misc"};
  static const char *const RULES[] = {"", "exact", "weak", "exact,weak"};
  const wt_buffer *buffers[] = {&line->id,      &line->name,  &line->aliases,
                                &line->same_as, &line->clean, &line->key};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
    if (buffers[i]->failed) return false;
  wt_buffer_append(out, line->id.data, line->id.size);
  wt_buffer_format(out, "\t%s\t%s\t", TYPES[line->type],
                   line->subtype == NULL ? "" : line->subtype);
  wt_buffer_append(out, line->name.data, line->name.size);
  wt_buffer_byte(out, '\t');
  wt_buffer_append(out, line->aliases.data, line->aliases.size);
  wt_buffer_format(out, "\t%s\t", line->country);
  if (line->has_position) write_degrees(out, line->lat);
  wt_buffer_byte(out, '\t');
  if (line->has_position) write_degrees(out, line->lon);
  wt_buffer_byte(out, '\t');
  if (line->weight > 0) wt_buffer_format(out, "%llu", (unsigned long long)line->weight);
  wt_buffer_format(out, "\t%s\t", RULES[line->rules & (WT_NAME_EXACT | WT_NAME_WEAK)]);
  wt_buffer_append(out, line->same_as.data, line->same_as.size);
  if (line->within[0] != '\0') wt_buffer_format(out, "\t%s", line->within);
  wt_buffer_byte(out, '\n');
  return !out->failed;
}
