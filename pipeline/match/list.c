#include "match/list.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

static const char *const COLUMN_NAMES[WT_COLUMNS] = {
    "id",  "type",   "subtype", "name",    "aliases",   "country", "lat",
    "lon", "weight", "flags",   "same_as", "refers_to", "within"};
#define KNOWN_COLUMNS \
  "id type subtype name aliases country lat lon weight flags same_as refers_to within"

static const char *const TYPE_NAMES[WT_TYPES] = {"person", "place", "organization", "misc"};

static bool equals(wt_slice s, const char *text) {
  return s.size == strlen(text) && memcmp(s.bytes, text, s.size) == 0;
}

static wt_slice trim(wt_slice s) {
  while (s.size > 0 && s.bytes[0] == ' ') s.bytes++, s.size--;
  while (s.size > 0 && s.bytes[s.size - 1] == ' ') s.size--;
  return s;
}

/* The part of *rest before the next `mark`, which is removed from *rest with it. */
static wt_slice take(wt_slice *rest, char mark) {
  const char *end = rest->size == 0 ? NULL : memchr(rest->bytes, mark, rest->size);
  size_t size = end == NULL ? rest->size : (size_t)(end - rest->bytes);
  wt_slice part = {rest->bytes, size};
  size_t skip = end == NULL ? size : size + 1;
  rest->bytes += skip, rest->size -= skip;
  return part;
}

/* How much of a wrong value an error shows. */
static int shown(wt_slice s) {
  enum { MOST = 40 };
  if (s.size <= MOST) return (int)s.size;
  size_t size = MOST;
  while (size > 0 && ((unsigned char)s.bytes[size] & 0xC0) == 0x80) size--;
  return (int)size;
}

wt_status wt_list_bad(const wt_list *list, uint64_t line, wt_column column, const char *place,
                      wt_error *error, const char *format, ...) {
  char what[160];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  const char *file = (const char *)list->view.data;
  size_t offset = (size_t)(place - file), start = offset;
  while (start > 0 && file[start - 1] != '\n') start--;
  size_t character = wt_utf8_codepoints(file + start, offset - start) + 1;
  return wt_fail_at(error, WT_BAD_INPUT, list->path, line, offset, "column %zu (%s): %s", character,
                    COLUMN_NAMES[column], what);
}

/* ---- lines -------------------------------------------------------------------------- */

/* The line at *at without its end; moves behind it. */
static wt_slice take_line(const wt_list *list, size_t *at) {
  wt_slice rest = {(const char *)list->view.data + *at, list->view.size - *at};
  wt_slice line = take(&rest, '\n');
  *at = list->view.size - rest.size;
  if (line.size > 0 && line.bytes[line.size - 1] == '\r') line.size--;
  return line;
}

static bool is_row(wt_slice line) {
  if (line.size == 0 || line.bytes[0] == '#') return false;
  for (size_t i = 0; i < line.size; i++)
    if (line.bytes[i] != ' ' && line.bytes[i] != '\t') return true;
  return false;
}

bool wt_list_next(const wt_list *list, size_t *at, uint64_t *line, wt_slice *row,
                  uint64_t *row_line) {
  while (*at < list->view.size) {
    wt_slice text = take_line(list, at);
    (*line)++;
    if (!is_row(text)) continue;
    *row = text;
    *row_line = *line - 1;
    return true;
  }
  return false;
}

/* ---- header ------------------------------------------------------------------------- */

static wt_status bad_header(const wt_list *list, uint64_t line, wt_error *error, wt_slice name,
                            const char *what) {
  size_t offset = (size_t)(name.bytes - (const char *)list->view.data);
  return wt_fail_at(error, WT_BAD_INPUT, list->path, line, offset,
                    "header: %s '%.*s'; the columns are: " KNOWN_COLUMNS, what, shown(name),
                    name.bytes);
}

static wt_status read_header(wt_list *list, wt_slice header, uint64_t line, wt_error *error) {
  bool seen[WT_COLUMNS] = {false};
  wt_slice rest = header;
  bool more = true;
  while (more) {
    more = memchr(rest.bytes, '\t', rest.size) != NULL;
    wt_slice name = trim(take(&rest, '\t'));
    size_t c = 0;
    while (c < WT_COLUMNS && !equals(name, COLUMN_NAMES[c])) c++;
    if (c == WT_COLUMNS) return bad_header(list, line, error, name, "unknown column");
    if (seen[c]) return bad_header(list, line, error, name, "twice the column");
    seen[c] = true;
    list->column_at[list->n_columns++] = (uint8_t)c;
    if (rest.size == 0 && more) return bad_header(list, line, error, rest, "unknown column");
  }
  wt_slice missing = {header.bytes, 0};
  if (!seen[WT_COL_TYPE]) return bad_header(list, line, error, missing, "no column 'type'");
  if (!seen[WT_COL_NAME]) return bad_header(list, line, error, missing, "no column 'name'");
  return WT_OK;
}

wt_status wt_list_open(const char *path, wt_list *out, wt_error *error) {
  wt_list list = {.path = path, .line = 1};
  wt_status status = wt_view_open(path, &list.view, error);
  if (status != WT_OK) return status;
  if (list.view.size >= 3 && memcmp(list.view.data, "\xEF\xBB\xBF", 3) == 0) list.body = 3;
  wt_slice header;
  uint64_t line;
  if (wt_list_next(&list, &list.body, &list.line, &header, &line))
    status = read_header(&list, header, line, error);
  else
    status = wt_fail_at(error, WT_BAD_INPUT, path, 1, 0,
                        "no header line; the columns are: " KNOWN_COLUMNS);
  if (status != WT_OK)
    wt_view_close(&list.view);
  else
    *out = list;
  return status;
}

void wt_list_close(wt_list *list) { wt_view_close(&list->view); }

/* ---- columns ------------------------------------------------------------------------ */

/* Reads -12.3456789 as 1e-7 degrees; further digits are dropped. No locale, no rounding. */
static bool read_degrees(wt_slice s, int32_t limit, int32_t *out) {
  enum { PLACES = 7 };
  bool negative = s.size > 0 && s.bytes[0] == '-';
  size_t i = negative || (s.size > 0 && s.bytes[0] == '+') ? 1 : 0;
  int64_t value = 0;
  size_t digits = 0, places = 0;
  bool point = false;
  for (; i < s.size; i++) {
    char c = s.bytes[i];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digits++;
      if (point && places == PLACES) continue;
      value = value * 10 + (c - '0');
      if (point) places++;
      if (value > INT64_C(10000000000)) return false;
    } else {
      return false;
    }
  }
  for (; places < PLACES; places++) value *= 10;
  if (digits == 0 || value > (int64_t)limit * 10000000) return false;
  *out = (int32_t)(negative ? -value : value);
  return true;
}

static bool read_weight(wt_slice s, uint32_t *out) {
  uint64_t value = 0;
  for (size_t i = 0; i < s.size; i++) {
    if (s.bytes[i] < '0' || s.bytes[i] > '9') return false;
    value = value * 10 + (uint64_t)(s.bytes[i] - '0');
    if (value > UINT32_MAX) value = UINT32_MAX;
  }
  *out = (uint32_t)value;
  return true;
}

static wt_status read_position(const wt_list *list, wt_list_row *row, wt_error *error) {
  wt_slice lat = row->columns[WT_COL_LAT], lon = row->columns[WT_COL_LON];
  if (lat.size == 0 && lon.size == 0) return WT_OK;
  if (lat.size == 0 || lon.size == 0)
    return wt_list_bad(list, row->line, lat.size == 0 ? WT_COL_LAT : WT_COL_LON,
                       lat.size == 0 ? lat.bytes : lon.bytes, error,
                       "lat and lon stand together or not at all");
  if (!read_degrees(lat, 90, &row->lat))
    return wt_list_bad(list, row->line, WT_COL_LAT, lat.bytes, error,
                       "'%.*s' is no latitude, a number from -90 to 90", shown(lat), lat.bytes);
  if (!read_degrees(lon, 180, &row->lon))
    return wt_list_bad(list, row->line, WT_COL_LON, lon.bytes, error,
                       "'%.*s' is no longitude, a number from -180 to 180", shown(lon), lon.bytes);
  if (row->lat == 0 && row->lon == 0)
    return wt_list_bad(list, row->line, WT_COL_LAT, lat.bytes, error,
                       "0,0 is no place; leave lat and lon empty when they are unknown");
  row->has_position = true;
  return WT_OK;
}

/* One word of a rule: exact, any, weak; false when it is none of them. */
static bool read_rule(wt_slice word, wt_list_rule *rule) {
  if (equals(word, "exact"))
    rule->rule = WT_RULE_EXACT;
  else if (equals(word, "any"))
    rule->rule = WT_RULE_ANY;
  else if (equals(word, "weak"))
    rule->weak = true;
  else
    return false;
  return true;
}

static wt_status read_flags(const wt_list *list, wt_list_row *row, wt_error *error) {
  wt_slice rest = row->columns[WT_COL_FLAGS];
  bool exact = false, any = false;
  while (rest.size > 0) {
    wt_slice flag = trim(take(&rest, ','));
    if (equals(flag, "certain"))
      row->certain = true;
    else if (equals(flag, "veto"))
      row->veto = true;
    else if (!read_rule(flag, &row->rule))
      return wt_list_bad(list, row->line, WT_COL_FLAGS, flag.bytes, error,
                         "unknown flag '%.*s'; the flags are: exact, any, weak, certain, veto",
                         shown(flag), flag.bytes);
    exact |= equals(flag, "exact"), any |= equals(flag, "any");
  }
  if (exact && any)
    return wt_list_bad(list, row->line, WT_COL_FLAGS, row->columns[WT_COL_FLAGS].bytes, error,
                       "exact and any exclude each other");
  return WT_OK;
}

static wt_status read_type(const wt_list *list, wt_list_row *row, wt_error *error) {
  wt_slice type = row->columns[WT_COL_TYPE];
  for (int t = 0; t < WT_TYPES; t++) {
    row->type = (wt_type)t;
    if (equals(type, TYPE_NAMES[t])) return WT_OK;
  }
  return wt_list_bad(list, row->line, WT_COL_TYPE, type.bytes, error,
                     "'%.*s' is no type; one of person, place, organization, misc is expected",
                     shown(type), type.bytes);
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static wt_status read_columns(const wt_list *list, wt_list_row *row, wt_error *error) {
  wt_status status = read_type(list, row, error);
  if (status == WT_OK) status = read_flags(list, row, error);
  if (status == WT_OK) status = read_position(list, row, error);
  if (status != WT_OK) return status;
  wt_slice name = row->columns[WT_COL_NAME], country = row->columns[WT_COL_COUNTRY];
  wt_slice weight = row->columns[WT_COL_WEIGHT];
  if (name.size == 0)
    return wt_list_bad(list, row->line, WT_COL_NAME, name.bytes, error, "a name is expected");
  if (country.size != 0 &&
      (country.size != 2 || !is_capital(country.bytes[0]) || !is_capital(country.bytes[1])))
    return wt_list_bad(list, row->line, WT_COL_COUNTRY, country.bytes, error,
                       "'%.*s' is no country; two capital letters (ISO 3166) are expected",
                       shown(country), country.bytes);
  if (!read_weight(weight, &row->weight))
    return wt_list_bad(list, row->line, WT_COL_WEIGHT, weight.bytes, error,
                       "'%.*s' is no weight; a whole number from 0 is expected", shown(weight),
                       weight.bytes);
  return WT_OK;
}

wt_status wt_list_parse(const wt_list *list, wt_slice text, uint64_t line, wt_list_row *out,
                        wt_error *error) {
  wt_list_row row = {.line = line};
  const char *end = text.bytes + text.size;
  for (size_t c = 0; c < WT_COLUMNS; c++) row.columns[c] = (wt_slice){end, 0};
  const char *nul = memchr(text.bytes, '\0', text.size);
  size_t invalid = wt_utf8_invalid(text.bytes, text.size);
  if (nul != NULL || invalid < text.size)
    return wt_list_bad(list, line, (wt_column)list->column_at[0],
                       nul != NULL ? nul : text.bytes + invalid, error,
                       "%s; the list must be UTF-8 text", nul != NULL ? "a NUL byte" : "not UTF-8");
  wt_slice rest = text;
  for (size_t i = 0; i < list->n_columns && rest.bytes < end; i++)
    row.columns[list->column_at[i]] = trim(take(&rest, '\t'));
  if (rest.size > 0)
    return wt_list_bad(list, line, (wt_column)list->column_at[list->n_columns - 1], rest.bytes,
                       error, "more columns than the %zu of the header", list->n_columns);
  wt_status status = read_columns(list, &row, error);
  if (status == WT_OK) *out = row;
  return status;
}
