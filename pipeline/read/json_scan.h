/* json_scan.h - picks values out of one JSON object without building a tree. For read/ and import/.
 */
#ifndef WT_JSON_SCAN_H
#define WT_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wiretag.h"

enum {
  WT_JSON_PATHS = 64,   /* most paths a scan can look for: one bit each */
  WT_JSON_SEGMENTS = 8, /* most names in one dotted path */
  WT_JSON_DEPTH = 2048, /* deeper nesting is refused, as jansson does */
};

typedef enum wt_json_kind {
  WT_JSON_ABSENT,
  WT_JSON_NULL, /* also NaN and the infinities, which JSON does not have */
  WT_JSON_FALSE,
  WT_JSON_TRUE,
  WT_JSON_NUMBER,
  WT_JSON_STRING,
  WT_JSON_ARRAY,
  WT_JSON_OBJECT
} wt_json_kind;

/* Where a value stands in the scanned bytes. A string's range is what is between its quotes. */
typedef struct wt_json_value {
  wt_json_kind kind;
  size_t start, end;
} wt_json_value;

/* A name or a dotted path of names. "a.b" means the member b of the member a, or a member whose
 * name is "a.b": flattened dumps have such names. */
typedef struct wt_json_path {
  const char *text; /* borrowed, not NUL-terminated */
  size_t size;
  size_t n_segments;
  size_t starts[WT_JSON_SEGMENTS]; /* [n_segments] where each name starts in text */
} wt_json_path;

typedef struct wt_json_paths {
  wt_json_path items[WT_JSON_PATHS]; /* [n] */
  size_t n;
} wt_json_paths;

/* Adds a path. Errors: WT_USAGE (an empty name, too many names or paths). */
wt_status wt_json_paths_add(wt_json_paths *paths, const char *text, size_t size, wt_error *error);

/* Reads one object and notes where the values of the paths stand: values[paths->n]. Of equal names
 * the last one counts. Reads on to the end, so that a record is either good as a whole or refused.
 * On failure `values` holds what was seen before it. Errors: WT_BAD_INPUT (position is the byte,
 * text the reason). */
wt_status wt_json_scan(const wt_json_paths *paths, const char *bytes, size_t size,
                       wt_json_value *values, wt_error *error);

/* The value of four hexadecimal digits. */
unsigned wt_json_hex4(const char *digits);

/* The kind in words: "an array". Static. */
const char *wt_json_kind_name(wt_json_kind kind);

#endif
