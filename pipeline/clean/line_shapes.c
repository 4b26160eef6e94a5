/*
 * line_shapes.c - time stamps and datelines, recognised word by word.
 *
 * Both are little languages that agencies write alike: a dateline is place, state or country, date,
 * (agency), dash; a time stamp is month, day, year, hour and a few words around. A line is cut into
 * words, each word gets a class, and the shape is a rule over the classes.
 */
#include "clean/line_shapes.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#include "text/utf8.h"

enum { LONGEST = 120, LONGEST_DATELINE = 90, MOST_CAPITALS = 3 };

typedef enum word_class {
  WORD_CAPITALS, /* ANKARA, N.C., U.S. */
  WORD_NAME,     /* United */
  WORD_SMALL,
  WORD_NUMBER, /* 18, 2020-02-18, 12:15 */
  WORD_DATE,   /* a month or a day of the week */
  WORD_CLOCK,  /* PM, GMT, Updated: what stands beside a date */
  WORD_DASH,
  WORD_OTHER
} word_class;

typedef struct word {
  size_t start, end; /* bytes, punctuation at the ends included */
  word_class class;
  bool opens, closes; /* brackets */
  bool dated;         /* a number that is a whole date, or a year */
  bool agency;
} word;

/* Months and days, cut to the letters that tell them from other words, in small letters. The three
 * lists are in the order of their bytes. */
static const char *const DATE_WORDS[] = {
    "abril",    "agosto",    "agustus",      "août",       "apr",      "april",     "aprile",
    "aralik",   "aug",       "august",       "augusti",    "augustus", "avril",     "ağustos",
    "cuma",     "cumartesi", "czerwca",      "dec",        "december", "desember",  "dezember",
    "dezembro", "dicembre",  "diciembre",    "dienstag",   "dimanche", "domingo",   "donnerstag",
    "décembre", "ekim",      "enero",        "eylül",      "feb",      "febbraio",  "febrero",
    "februar",  "februari",  "february",     "fevereiro",  "freitag",  "fri",       "friday",
    "février",  "gennaio",   "giugno",       "grudnia",    "haziran",  "jan",       "janeiro",
    "januar",   "januari",   "january",      "janvier",    "jeudi",    "jueves",    "juillet",
    "juin",     "jul",       "julho",        "juli",       "julio",    "july",      "jumat",
    "jun",      "june",      "junho",        "juni",       "junio",    "kamis",     "kasim",
    "kwietnia", "lipca",     "listopada",    "luglio",     "lundi",    "lunes",     "lutego",
    "maart",    "maggio",    "mai",          "maio",       "maj",      "maja",      "mar",
    "marca",    "march",     "mardi",        "maret",      "mars",     "mart",      "martes",
    "marzo",    "março",     "may",          "mayis",      "mayo",     "mei",       "mercredi",
    "minggu",   "mittwoch",  "miércoles",    "mon",        "monday",   "montag",    "märz",
    "nisan",    "nov",       "november",     "novembre",   "novembro", "noviembre", "ocak",
    "oct",      "october",   "octobre",      "octubre",    "oktober",  "ottobre",   "outubro",
    "pazar",    "pazartesi", "października", "perşembe",   "rabu",     "sabtu",     "sali",
    "samedi",   "samstag",   "sat",          "saturday",   "selasa",   "senin",     "sep",
    "sept",     "september", "septembre",    "septiembre", "setembro", "settembre", "sierpnia",
    "sonntag",  "stycznia",  "sun",          "sunday",     "sábado",   "temmuz",    "thu",
    "thur",     "thurs",     "thursday",     "tue",        "tues",     "tuesday",   "vendredi",
    "viernes",  "wed",       "wednesday",    "września",   "çarşamba", "şubat",     "августа",
    "апреля",   "декабря",   "июля",         "июня",       "марта",    "мая",       "ноября",
    "октября",  "сентября",  "февраля",      "января"};

static const char *const CLOCK_WORDS[] = {"a",           "a.m",
                                          "actualizado", "aggiornato",
                                          "ago",         "aktualisiert",
                                          "am",          "at",
                                          "atualizado",  "bst",
                                          "cdt",         "cest",
                                          "cet",         "created",
                                          "cst",         "date",
                                          "de",          "del",
                                          "den",         "dne",
                                          "du",          "edt",
                                          "el",          "em",
                                          "est",         "et",
                                          "first",       "giriş",
                                          "gmt",         "güncelleme",
                                          "hours",       "hrs",
                                          "issued",      "ist",
                                          "jour",        "last",
                                          "le",          "local",
                                          "min",         "minute",
                                          "minutes",     "mis",
                                          "modified",    "nd",
                                          "of",          "on",
                                          "op",          "p.m",
                                          "pdt",         "pm",
                                          "posted",      "pst",
                                          "pt",          "pubblicato",
                                          "publicado",   "published",
                                          "publié",      "rd",
                                          "read",        "st",
                                          "stand",       "tarihi",
                                          "th",          "the",
                                          "time",        "uhr",
                                          "um",          "updated",
                                          "utc",         "veröffentlicht",
                                          "wib",         "yayin",
                                          "|",           "à",
                                          "às",          "г",
                                          "года",        "обновлено",
                                          "опубликовано"};

/* Agencies that stand in brackets without a dash behind them: "(CNN) Ted Cruz won". */
static const char *const AGENCIES[] = {"afp",     "anadolu", "ani", "ansa", "ap",    "bloomberg",
                                       "cnbc",    "cnn",     "dpa", "efe",  "ians",  "pti",
                                       "reuters", "tass",    "upi", "voa",  "xinhua"};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool listed(const char *const *list, size_t n, const char *bytes, size_t size) {
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strncmp(list[middle], bytes, size);
    if (order == 0 && list[middle][size] == '\0') return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static const char *disorder(const char *const *list, size_t n) {
  for (size_t i = 1; i < n; i++) {
    if (strcmp(list[i - 1], list[i]) >= 0) return list[i];
  }
  return NULL;
}

const char *wt_line_shapes_disorder(void) {
  const char *date = disorder(DATE_WORDS, COUNT(DATE_WORDS));
  const char *clock = disorder(CLOCK_WORDS, COUNT(CLOCK_WORDS));
  return date != NULL ? date : clock != NULL ? clock : disorder(AGENCIES, COUNT(AGENCIES));
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2012 && c <= 0x2015); }

/* Four digits from 1800 to 2099, perhaps behind a bracket. */
static bool is_year(const char *digits) {
  if (*digits == '(') digits++;
  return (digits[0] == '1' && digits[1] >= '8') || (digits[0] == '2' && digits[1] == '0');
}

/* Classifies the word at [w->start, w->end). */
static void classify(const char *line, word *w) {
  char key[48];
  size_t size = 0;
  unsigned small = 0, large = 0, digits = 0, dashes = 0, marks = 0;
  bool clock = false;
  for (size_t at = w->start; at < w->end;) {
    const uint32_t c = wt_utf8_next(line, w->end, &at);
    if (c == '(' || c == '[') w->opens = true;
    if (c == ')' || c == ']') w->closes = true;
    const bool digit = c >= '0' && c <= '9';
    const bool is_large = u_isupper((UChar32)c), is_small = u_islower((UChar32)c);
    digits += digit;
    large += is_large;
    small += is_small;
    dashes += is_dash(c);
    clock = clock || (c == ':' && digits > 0);
    marks += c == ':' || c == '/' || c == '.';
    if (size < sizeof key - 4 &&
        (is_large || is_small || c == '.' || c == '|' || (c > 127 && u_isalpha((UChar32)c))))
      size +=
          wt_utf8_put(c == 0x130 || c == 0x131 ? 'i' : (uint32_t)u_tolower((UChar32)c), key + size);
  }
  while (size > 0 && key[size - 1] == '.') size--;
  w->agency = listed(AGENCIES, COUNT(AGENCIES), key, size);
  if (digits > 0 && small + large == 0) {
    w->class = WORD_NUMBER;
    const bool year = digits == 4 && is_year(line + w->start);
    w->dated = year || (digits <= 4 && clock) || (digits >= 6 && (dashes == 2 || marks >= 2));
  } else if (digits > 0) {
    w->class = small + large <= 3 ? WORD_NUMBER : WORD_OTHER; /* 18th, 9pm; but not 28-year-old */
  } else if (size > 0 && listed(DATE_WORDS, COUNT(DATE_WORDS), key, size)) {
    w->class = WORD_DATE;
  } else if (size > 0 && listed(CLOCK_WORDS, COUNT(CLOCK_WORDS), key, size)) {
    w->class = WORD_CLOCK;
  } else if (small + large == 0) {
    w->class = dashes > 0 && dashes <= 2 ? WORD_DASH : WORD_OTHER;
  } else {
    w->class = small == 0 ? WORD_CAPITALS : WORD_SMALL;
    size_t first = w->start;
    if (small > 0 && w->opens) first++;
    if (small > 0 && first < w->end && u_isupper((UChar32)wt_utf8_next(line, w->end, &first)))
      w->class = WORD_NAME;
  }
}

/* The next word, from *at on; false at the end. A long dash inside a word ends it: "CHICAGO—Lori".
 */
static bool next_word(const char *line, size_t size, size_t *at, word *out) {
  size_t i = *at;
  while (i < size) {
    size_t next = i;
    const uint32_t c = wt_utf8_next(line, size, &next);
    if (c != ' ' && c != '\t' && c != 0xA0 && c != 0x2009 && c != 0x202F) break;
    i = next;
  }
  if (i == size) return false;
  *out = (word){.start = i};
  while (i < size) {
    size_t next = i;
    const uint32_t c = wt_utf8_next(line, size, &next);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0) break;
    const bool doubled = c == '-' && next < size && line[next] == '-';
    if ((c >= 0x2012 && c <= 0x2015) || doubled) {
      if (i == out->start) i = doubled ? next + 1 : next;
      break;
    }
    i = next;
  }
  if (i == out->start) i++; /* a line break: a word of its own, of class OTHER */
  out->end = i;
  *at = i;
  classify(line, out);
  return true;
}

static bool has_digit(const char *line, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (line[i] >= '0' && line[i] <= '9') return true;
  }
  return false;
}

bool wt_is_time_line(const char *line, size_t size) {
  if (size < 6 || size > LONGEST || !has_digit(line, size)) return false;
  unsigned dates = 0, numbers = 0, other = 0;
  bool dated = false, clock = false;
  word w;
  for (size_t at = 0; next_word(line, size, &at, &w);) {
    if (w.class == WORD_DATE)
      dates++;
    else if (w.class == WORD_NUMBER)
      numbers++, dated = dated || w.dated;
    else if (w.class == WORD_CLOCK)
      clock = true;
    else if (w.class != WORD_DASH && w.class != WORD_OTHER)
      other++;
  }
  if (other > 3 || numbers == 0) return false;
  if (dates > 0) return dates + numbers + clock > other + 1;
  return dated && numbers + clock > other;
}

/* Reads a dateline's words as far as they go. Returns the end of its last word; *dash tells that
 * it ends with a dash, *bracket that it has an agency in brackets. */
static size_t read_dateline(const char *line, size_t size, bool *dash, bool *bracket, bool *date) {
  bool inside = false, capitals = false, agency = false;
  unsigned names = 0, large = 0, numbers = 0;
  size_t end = 0;
  word w;
  *dash = *bracket = *date = false;
  for (size_t at = 0; at < LONGEST_DATELINE && next_word(line, size, &at, &w);) {
    if (w.class == WORD_DASH) {
      *dash = true;
      return capitals || *bracket ? w.end : 0;
    }
    if (w.opens && w.class != WORD_OTHER && w.class != WORD_SMALL) inside = true;
    if (w.closes && !inside) return 0;
    if (inside) {
      if (memchr(line + w.start, '-', w.end - w.start) != NULL) return 0; /* (D-Pa) */
      if (w.class == WORD_SMALL || w.class == WORD_OTHER) return 0;
      agency = agency || w.agency;
      if (w.closes) inside = false, *bracket = true, end = w.end;
      continue;
    }
    if (*bracket) return agency ? end : 0; /* "(CNN) Ted Cruz": the dateline ends without a dash */
    if (w.class == WORD_CAPITALS && !*date && ++large <= MOST_CAPITALS) {
      capitals = true;
      if (line[w.end - 1] == ',') large = 0;
    } else if (w.class == WORD_NAME) {
      if (++names > (capitals ? 4 : 3)) return 0;
    } else if (w.class == WORD_DATE || w.class == WORD_NUMBER) {
      *date = *date || w.class == WORD_DATE || w.dated;
      if (!*date && numbers++ > 0) return 0;
    } else {
      return 0;
    }
    end = w.end;
  }
  if (*bracket && !agency) return 0;
  return capitals && end == size ? end : 0;
}

bool wt_is_dateline(const char *line, size_t size) {
  if (size < 3 || size > LONGEST_DATELINE || line[size - 1] == ':') return false;
  bool dash, bracket, date;
  word first = {0};
  size_t at = 0;
  if (!next_word(line, size, &at, &first) || first.class != WORD_CAPITALS ||
      first.end - first.start < 3)
    return false;
  const size_t end = read_dateline(line, size, &dash, &bracket, &date);
  if (end == 0) return false;
  if (!dash) { /* nothing but the place, or place, country and date */
    if (end != size) return false;
    unsigned names = 0, words = 0;
    word w;
    for (at = 0; next_word(line, size, &at, &w); words++) names += w.class == WORD_NAME;
    return words <= 4 ? names == 0 || date : date;
  }
  /* Behind the dash stands an agency: three words at most, none of them small. */
  unsigned words = 0;
  word w;
  for (at = end; next_word(line, size, &at, &w); words++) {
    if (w.class != WORD_CAPITALS && w.class != WORD_NAME) return false;
  }
  return words >= 1 && words <= 3 && line[size - 1] != '.';
}

size_t wt_dateline_prefix(const char *line, size_t size) {
  bool dash, bracket, date;
  word first = {0};
  size_t at = 0;
  if (!next_word(line, size, &at, &first)) return 0;
  if (first.class != WORD_CAPITALS && first.class != WORD_NAME) return 0;
  size_t end = read_dateline(line, size, &dash, &bracket, &date);
  if (end == 0 || (!dash && !bracket) || end >= size) return 0;
  while (end < size) {
    size_t next = end;
    const uint32_t c = wt_utf8_next(line, size, &next);
    if (c != ' ' && c != '\t' && c != 0xA0 && !is_dash(c)) break;
    end = next;
  }
  return end < size ? end : 0;
}
