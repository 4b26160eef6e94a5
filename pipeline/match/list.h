/*
 * list.h - the text lists that people edit: UTF-8, tab-separated, one entry a line.
 *
 * The first line that is neither empty nor a comment names the columns, in any order:
 *
 *   id type subtype name aliases country lat lon weight flags same_as refers_to within
 *
 * `type` and `name` must be there. Lines that begin with # are comments; a byte order mark and CRLF
 * are tolerated; columns missing at the end of a line are empty. A list is mapped, and a row's
 * strings point into it, so rows can be parsed by many threads at a time.
 */
#ifndef WT_LIST_H
#define WT_LIST_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/file.h"
#include "match/layout.h"

typedef enum wt_column {
  WT_COL_ID,
  WT_COL_TYPE,
  WT_COL_SUBTYPE,
  WT_COL_NAME,
  WT_COL_ALIASES,
  WT_COL_COUNTRY,
  WT_COL_LAT,
  WT_COL_LON,
  WT_COL_WEIGHT,
  WT_COL_FLAGS,
  WT_COL_SAME_AS,
  WT_COL_REFERS_TO,
  WT_COL_WITHIN,
  WT_COLUMNS
} wt_column;

typedef struct wt_slice {
  const char *bytes;
  size_t size;
} wt_slice;

/* Case rule and reliability, of a row or of one alias. */
typedef struct wt_list_rule {
  wt_gaz_rule rule; /* WT_RULE_DEFAULT: nothing said */
  bool weak;
} wt_list_rule;

typedef struct wt_list_row {
  wt_slice columns[WT_COLUMNS]; /* borrowed from the list; outer spaces trimmed */
  uint64_t line;
  wt_type type;
  wt_list_rule rule;
  bool certain, veto, has_position;
  int32_t lat, lon; /* 1e-7 degrees */
  uint32_t weight;
} wt_list_row;

typedef struct wt_list {
  wt_view view;
  const char *path;              /* borrowed until close */
  uint8_t column_at[WT_COLUMNS]; /* the column that stands at this place of a line */
  size_t n_columns;
  size_t body;   /* offset of the first line after the header */
  uint64_t line; /* its number, 1-based */
} wt_list;

/* Maps a list and reads its header. `path` is borrowed until close. Errors: WT_IO,
 * WT_BAD_INPUT (file, line, column, and what is expected). */
wt_status wt_list_open(const char *path, wt_list *out, wt_error *error);
void wt_list_close(wt_list *list);

/* Moves *at and *line behind the next line that holds a row, and says where it stands; false at
 * the end. Begin with *at = list->body, *line = list->line. */
bool wt_list_next(const wt_list *list, size_t *at, uint64_t *line, wt_slice *row,
                  uint64_t *row_line);

/* Checks and splits one row. Errors: WT_BAD_INPUT. */
wt_status wt_list_parse(const wt_list *list, wt_slice row, uint64_t line, wt_list_row *out,
                        wt_error *error);

/* One alias: [lang:]text[{rule}], with \| \\ \: \{ for the signs themselves. */
typedef struct wt_list_alias {
  wt_slice lang; /* "" when not given */
  wt_slice text; /* unescaped; borrowed from `scratch` */
  wt_list_rule rule;
} wt_list_alias;

/* Takes the next alias from *rest (begin with columns[WT_COL_ALIASES]); false when there is no
 * further one or it is wrong: then *status is not WT_OK. `scratch` is cleared and reused. */
bool wt_list_next_alias(const wt_list *list, const wt_list_row *row, wt_slice *rest,
                        wt_buffer *scratch, wt_list_alias *out, wt_status *status, wt_error *error);

/* The language of "tr:", "zh-Hant:" as the file keeps it (layout.h): its first part. 0: none. */
uint16_t wt_pack_lang(wt_slice lang);

/* The same back to letters, NUL-terminated. */
void wt_unpack_lang(uint16_t lang, char out[4]);

/* A WT_BAD_INPUT error at `place` in a row, in the column with this name. */
wt_status wt_list_bad(const wt_list *list, uint64_t line, wt_column column, const char *place,
                      wt_error *error, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
