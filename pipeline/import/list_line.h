/*
 * list_line.h - one row of a list, written so that the compiler takes it.
 *
 *   begin, name, alias ... alias, end
 *
 * Names are cleaned (one space between words, no control characters) and those that could not
 * match are left out: no letter or digit, too long, broken bytes. Of names that the matcher folds
 * to the same, with the same capitals, the first one stays.
 */
#ifndef WT_LIST_LINE_H
#define WT_LIST_LINE_H

#include "base/buffer.h"
#include "base/table.h"
#include "import/name_shape.h"
#include "wiretag.h"

enum { WT_LINE_ALIASES = 1000 }; /* in one row, at most; further ones are left out */

/* Rules of a name, bits. */
enum { WT_NAME_EXACT = 1, WT_NAME_WEAK = 2 };

typedef struct wt_line {
  wt_type type;
  wt_buffer id, name, aliases, same_as;
  const char *subtype; /* static or borrowed until end; NULL: none */
  char country[3];     /* "" or ISO 3166 alpha-2 */
  char within[16];     /* "" or a code of wt_line_within */
  bool has_position;   /* set by wt_line_position */
  int32_t lat, lon;    /* 1e-5 degrees */
  uint64_t weight;
  unsigned rules;       /* WT_NAME_ bits of the main name, and so of the row */
  unsigned n_names;     /* with the main name */
  wt_buffer clean, key; /* scratch */
  wt_table seen;
} wt_line; /* zero-initialise; one thread's; reused */

/* Forgets the last row. False: out of memory. */
bool wt_line_begin(wt_line *line, wt_type type);
void wt_line_release(wt_line *line);

/* Sets the main name; false when this text cannot be one (or memory is out: see wt_line_end). */
bool wt_line_name(wt_line *line, const char *text, size_t size);

/* Adds a name. `lang` [lang_size] is a BCP 47 tag or empty. False: left out. */
bool wt_line_alias(wt_line *line, const char *lang, size_t lang_size, const char *text, size_t size,
                   unsigned rules);

/* Adds an id of the same entity: "wikidata:" and "Q90". Ids with other than letters, digits and
 * -_. are left out. */
void wt_line_same_as(wt_line *line, const char *scheme, const char *id, size_t size);

/* Sets the position from degrees as text ("41.01384", "4.1e1"), or leaves it empty: text that is no
 * number, out of range, or 0,0. */
void wt_line_position(wt_line *line, const char *lat, size_t lat_size, const char *lon,
                      size_t lon_size);

/* Sets the country when it is two capital letters. */
void wt_line_country(wt_line *line, const char *code, size_t size);

/* Sets the first-level division from its code within a country, "US" and "TX"; other than letters
 * and digits, or more than ten of them, are no code. */
void wt_line_within(wt_line *line, const char *country, const char *code, size_t size);

/* The header of a list, with its line break; static. */
extern const char WT_LIST_HEADER[];

/* Appends the row with its line break to `out`; false when memory ran out somewhere. */
bool wt_line_end(wt_line *line, wt_buffer *out);

/* Text to a number: digits, maybe a sign, point and exponent; false when it is none. No locale. */
bool wt_read_decimal(const char *text, size_t size, double *out);

/* Digits to a number; 0 when it is none, or is over UINT32_MAX. */
uint32_t wt_read_u32(const char *text, size_t size);

#endif
