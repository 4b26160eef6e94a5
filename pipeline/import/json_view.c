#include "import/json_view.h"

#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static size_t skip_space(const char *bytes, size_t at, size_t end) {
  while (at < end && is_space(bytes[at])) at++;
  return at;
}

/* From behind the opening quote to the closing one. */
static size_t string_end(const char *bytes, size_t at, size_t end) {
  while (at < end) {
    const char *quote = memchr(bytes + at, '"', end - at);
    if (quote == NULL) return end;
    size_t stop = (size_t)(quote - bytes), first = stop;
    while (first > at && bytes[first - 1] == '\\') first--;
    if ((stop - first) % 2 == 0) return stop;
    at = stop + 1;
  }
  return end;
}

/* The value at `at`; *next is behind it. */
static wt_json_value read_value(const char *bytes, size_t at, size_t end, size_t *next) {
  wt_json_value v = {WT_JSON_ABSENT, at, at};
  char c = bytes[at];
  if (c == '"') {
    v = (wt_json_value){WT_JSON_STRING, at + 1, string_end(bytes, at + 1, end)};
    *next = v.end < end ? v.end + 1 : end;
    return v;
  }
  if (c == '{' || c == '[') {
    size_t depth = 0, i = at;
    for (; i < end; i++) {
      char b = bytes[i];
      if (b == '"')
        i = string_end(bytes, i + 1, end);
      else if (b == '{' || b == '[')
        depth++;
      else if ((b == '}' || b == ']') && --depth == 0)
        break;
    }
    *next = i < end ? i + 1 : end;
    return (wt_json_value){c == '{' ? WT_JSON_OBJECT : WT_JSON_ARRAY, at, *next};
  }
  size_t i = at;
  while (i < end && !is_space(bytes[i]) && strchr(",]}", bytes[i]) == NULL) i++;
  v.end = *next = i > at ? i : at + 1;
  v.kind = c == 't'   ? WT_JSON_TRUE
           : c == 'f' ? WT_JSON_FALSE
           : c == 'n' || c == 'N' || c == 'I' || (c == '-' && i > at + 1 && bytes[at + 1] == 'I')
               ? WT_JSON_NULL
               : WT_JSON_NUMBER;
  return v;
}

wt_json_walk wt_json_begin(const wt_json_view *view) {
  bool container = view->value.kind == WT_JSON_ARRAY || view->value.kind == WT_JSON_OBJECT;
  return container ? (wt_json_walk){view->bytes, view->value.start + 1, view->value.end - 1}
                   : (wt_json_walk){view->bytes, 0, 0};
}

bool wt_json_next(wt_json_walk *walk, wt_json_value *key, wt_json_view *value) {
  const char *b = walk->bytes;
  size_t at = skip_space(b, walk->at, walk->end);
  if (at < walk->end && b[at] == ',') at = skip_space(b, at + 1, walk->end);
  if (at >= walk->end) return false;
  size_t next;
  wt_json_value first = read_value(b, at, walk->end, &next), name = {WT_JSON_ABSENT, at, at};
  size_t behind = skip_space(b, next, walk->end);
  if (first.kind == WT_JSON_STRING && behind < walk->end && b[behind] == ':') {
    name = first;
    at = skip_space(b, behind + 1, walk->end);
    if (at >= walk->end) return false;
    first = read_value(b, at, walk->end, &next);
  }
  walk->at = next;
  if (key != NULL) *key = name;
  *value = (wt_json_view){b, first};
  return true;
}

bool wt_json_is(const char *bytes, const wt_json_value *value, const char *text) {
  size_t size = strlen(text);
  return value->kind == WT_JSON_STRING && value->end - value->start == size &&
         memcmp(bytes + value->start, text, size) == 0;
}

wt_json_view wt_json_member(const wt_json_view *view, const char *name) {
  wt_json_view found = {view->bytes, {WT_JSON_ABSENT, 0, 0}}, value;
  wt_json_value key;
  if (view->value.kind != WT_JSON_OBJECT) return found;
  wt_json_walk walk = wt_json_begin(view);
  while (wt_json_next(&walk, &key, &value))
    if (wt_json_is(view->bytes, &key, name)) found = value;
  return found;
}

wt_json_view wt_json_path_of(const wt_json_view *view, const char *const *names) {
  wt_json_view at = *view;
  for (; *names != NULL; names++) at = wt_json_member(&at, *names);
  return at;
}

size_t wt_json_count(const wt_json_view *view) {
  wt_json_walk walk = wt_json_begin(view);
  wt_json_view value;
  size_t n = 0;
  while (wt_json_next(&walk, NULL, &value)) n++;
  return n;
}

bool wt_json_string_of(const wt_json_view *view, wt_buffer *out) {
  wt_buffer_clear(out);
  if (view->value.kind != WT_JSON_STRING) return false;
  wt_json_decode(view->bytes, &view->value, out);
  return !out->failed;
}
