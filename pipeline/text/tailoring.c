#include "text/tailoring.h"

#include <string.h>

#include "text/char_class.h"
#include "text/utf8.h"

enum {
  LONGEST_ABBREVIATION = 6, /* bytes */
  LONGEST_ACRONYM = 16,     /* bytes */
  LONGEST_SUFFIX = 5        /* code points after the apostrophe */
};

static bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_ascii_letter(char c) { return is_ascii_upper(c) || (c >= 'a' && c <= 'z'); }
static bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- periods ------------------------------------------------------------------------ */

typedef struct abbreviation {
  char text[LONGEST_ABBREVIATION + 1];
  uint8_t kind;
} abbreviation;

static const abbreviation abbreviations[] = {
#define ABBREVIATION(text, kind) {text, kind},
#include "text/abbreviations.inc"
#undef ABBREVIATION
};

static wt_period find_abbreviation(const char *lower) {
  size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(abbreviations[middle].text, lower);
    if (order == 0) return (wt_period)abbreviations[middle].kind;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return WT_PERIOD_NONE;
}

static bool number_follows(const char *bytes, size_t size, size_t at) {
  if (at < size && (bytes[at] == ' ' || bytes[at] == '\n')) at++;
  return at < size && is_ascii_digit(bytes[at]);
}

static wt_period abbreviation_of(const char *bytes, size_t size, size_t start, size_t end,
                                 char before) {
  char lower[LONGEST_ABBREVIATION + 1] = {0}, first = bytes[start];
  size_t n = end - start;
  bool capital = is_ascii_upper(first);
  /* Most sentences end in a small word; the small abbreviations begin with one of these. */
  if (!capital && (first == '\0' || strchr("cefpv", first) == NULL)) return WT_PERIOD_NONE;
  for (size_t i = 0; i < n; i++) {
    char c = bytes[start + i];
    lower[i] = is_ascii_upper(c) ? (char)(c | 0x20) : c;
  }
  wt_period kind = find_abbreviation(lower);
  bool any_case =
      kind == WT_PERIOD_SMALL_TITLE || kind == WT_PERIOD_SMALL_END || kind == WT_PERIOD_NUMBERED;
  if (!any_case && !capital) return WT_PERIOD_NONE;
  if (kind == WT_PERIOD_STATE && !(before == ',' || before == '-' || before == '('))
    return WT_PERIOD_NONE;
  if (kind == WT_PERIOD_NUMBERED && !number_follows(bytes, size, end + 1)) return WT_PERIOD_NONE;
  return kind;
}

/* Single letters with periods between: "U.S", "p.m", "S.S.C". */
static bool is_acronym(const char *word, size_t size) {
  if (size < 3 || size % 2 == 0 || size > LONGEST_ACRONYM) return false;
  for (size_t i = 0; i < size; i++)
    if (i % 2 == 0 ? !is_ascii_letter(word[i]) : word[i] != '.') return false;
  return true;
}

/* One capital letter of any script. */
static bool is_initial(const char *word, size_t size) {
  if (size == 1) return is_ascii_upper(word[0]);
  if (size == 0 || size > 4) return false;
  size_t at = 0;
  uint32_t c = wt_utf8_next(word, size, &at);
  return at == size && (wt_char_bits(c) & WT_CHAR_UPPER);
}

wt_period wt_period_of(const char *bytes, size_t size, size_t start, size_t end, char before) {
  size_t n = end - start;
  const char *word = bytes + start;
  if (n > LONGEST_ACRONYM || (end + 1 < size && bytes[end + 1] == '.')) return WT_PERIOD_NONE;
  if (is_initial(word, n)) return WT_PERIOD_INITIAL;
  if (is_acronym(word, n)) {
    bool clock = n == 3 && (word[0] | 0x20) != 'f' && (word[2] == 'm');
    return clock && (word[0] == 'a' || word[0] == 'p') ? WT_PERIOD_CLOCK : WT_PERIOD_ACRONYM;
  }
  return n >= 2 && n <= LONGEST_ABBREVIATION ? abbreviation_of(bytes, size, start, end, before)
                                             : WT_PERIOD_NONE;
}

/* ---- suffixes ----------------------------------------------------------------------- */

/* Turkish suffixes as news writes them after a name, from the grammar: locative, ablative, dative,
 * genitive, accusative, instrumental, "which is at", copula. Those that begin with a vowel follow a
 * consonant only, which keeps Sana'a, Shi'a and Hawai'i whole. */
static const char *const turkish[] = {
    "a",    "e",    "ı",   "i",   "u",   "ü",   "da",   "de",   "ta",   "te",   "dan",   "den",
    "tan",  "ten",  "ya",  "ye",  "yı",  "yi",  "yu",   "yü",   "ın",   "in",   "un",    "ün",
    "nın",  "nin",  "nun", "nün", "na",  "ne",  "nı",   "ni",   "nu",   "nü",   "nda",   "nde",
    "ndan", "nden", "la",  "le",  "yla", "yle", "daki", "deki", "taki", "teki", "ndaki", "ndeki",
    "dır",  "dir",  "dur", "dür", "lar", "ler", "lı",   "li",   "lu",   "lü",   "ca",    "ce"};

static const char *const english[] = {"s", "S", "ll", "LL", "re", "RE", "ve", "VE", "m", "d", "D"};

static bool listed(const char *const *list, size_t n, const char *text, size_t size) {
  for (size_t i = 0; i < n; i++)
    if (strlen(list[i]) == size && memcmp(list[i], text, size) == 0) return true;
  return false;
}

static bool is_vowel(uint32_t c) {
  static const uint32_t vowels[] = {'a', 'e', 'i',    'o',    'u',    'A',    'E',  'I',
                                    'O', 'U', 0x0131, 0x0130, 0x00F6, 0x00D6, 0xFC, 0xDC};
  for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
    if (vowels[i] == c) return true;
  return false;
}

/* What stands before the apostrophe, seen from its last letter: enough for the rules. */
typedef struct stem_shape {
  size_t letters; /* counted up to 3 */
  bool capital;   /* begins with a capital or a digit */
  bool all_caps;  /* the letters looked at (up to 8) are capitals or digits */
  uint32_t last;
} stem_shape;

static stem_shape shape_of(const char *bytes, size_t start, size_t end) {
  stem_shape shape = {.all_caps = true};
  size_t at = start;
  shape.capital = wt_char_bits(wt_utf8_next(bytes, end, &at)) & (WT_CHAR_UPPER | WT_CHAR_NUMBER);
  at = end;
  for (int i = 0; i < 8 && at > start; i++) {
    uint32_t c = wt_utf8_previous(bytes, &at);
    unsigned bits = wt_char_bits(c);
    if (shape.last == 0 && !(bits & WT_CHAR_MARK)) shape.last = c;
    if (bits & (WT_CHAR_LETTER | WT_CHAR_NUMBER) && shape.letters < 3) shape.letters++;
    if (bits & WT_CHAR_LOWER) shape.all_caps = false;
  }
  if (shape.letters < 2) shape.all_caps = false;
  return shape;
}

static bool all_lower(const char *bytes, size_t at, size_t end) {
  while (at < end)
    if (!(wt_char_bits(wt_utf8_next(bytes, end, &at)) & WT_CHAR_LOWER)) return false;
  return true;
}

static bool splits(const char *bytes, size_t start, size_t apostrophe, size_t suffix, size_t end) {
  const char *text = bytes + suffix;
  size_t n = end - suffix;
  if (listed(english, sizeof english / sizeof *english, text, n)) return true;
  stem_shape stem = shape_of(bytes, start, apostrophe);
  if (!stem.capital || stem.letters < 2) return false;
  if (n == 1 && *text == 't' && (stem.last | 0x20) == 'n') return false; /* Don't */
  if (!all_lower(bytes, suffix, end)) return false;
  if (stem.all_caps) return true; /* TBMM'de, OK'd */
  if (!listed(turkish, sizeof turkish / sizeof *turkish, text, n)) return false;
  size_t at = suffix;
  return !(is_vowel(wt_utf8_next(bytes, end, &at)) && is_vowel(stem.last));
}

size_t wt_suffix_of(const char *bytes, size_t start, size_t end) {
  size_t at = end;
  for (int i = 0; i <= LONGEST_SUFFIX && at > start; i++) {
    size_t suffix = at;
    if (wt_is_apostrophe(wt_utf8_previous(bytes, &at))) {
      bool inside = at > start && suffix < end;
      return inside && splits(bytes, start, at, suffix, end) ? at : end;
    }
  }
  return end;
}
