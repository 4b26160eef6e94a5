/*
 * json_view.h - walks over JSON that wt_json_scan has accepted, without building a tree.
 *
 * A view is a value in the scanned bytes. As the grammar is known to be right, a value is skipped
 * by counting brackets.
 */
#ifndef WT_JSON_VIEW_H
#define WT_JSON_VIEW_H

#include "read/json_string.h"

typedef struct wt_json_view {
  const char *bytes; /* borrowed: the record */
  wt_json_value value;
} wt_json_view;

/* A walk over an array's elements or an object's members. */
typedef struct wt_json_walk {
  const char *bytes;
  size_t at, end;
} wt_json_walk;

/* Begins; what is neither an array nor an object has no elements. */
wt_json_walk wt_json_begin(const wt_json_view *view);

/* Moves on; false at the end. `key` (may be NULL) is the member's name as it stands between its
 * quotes, or kind WT_JSON_ABSENT in an array. */
bool wt_json_next(wt_json_walk *walk, wt_json_value *key, wt_json_view *value);

/* The last member with this name (plain ASCII), or a value of kind WT_JSON_ABSENT. */
wt_json_view wt_json_member(const wt_json_view *view, const char *name);

/* The same down a chain of names that NULL ends. */
wt_json_view wt_json_path_of(const wt_json_view *view, const char *const *names);

/* How many elements or members. */
size_t wt_json_count(const wt_json_view *view);

/* Is it a string (or a member's name) of exactly this text, written without escapes? */
bool wt_json_is(const char *bytes, const wt_json_value *value, const char *text);

/* The bytes of a string without its quotes, of a number with its digits. */
static inline const char *wt_json_text_of(const wt_json_view *view, size_t *size) {
  *size = view->value.end - view->value.start;
  return view->bytes + view->value.start;
}

/* Decodes a string into the cleared `out`; false when it is none or memory is out. */
bool wt_json_string_of(const wt_json_view *view, wt_buffer *out);

#endif
