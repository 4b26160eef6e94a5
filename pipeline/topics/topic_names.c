#include "topics/topic_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"

struct wt_topic_names {
  char *text; /* the table, cut into strings */
  wt_map ids; /* to numbers in labels */
  const char **labels;
  size_t n, capacity;
};

void wt_topic_names_close(wt_topic_names *names) {
  if (names == NULL) return;
  wt_map_release(&names->ids);
  wt_free(names->labels);
  wt_free(names->text);
  wt_free(names);
}

const char *wt_topic_names_find(const wt_topic_names *names, const char *id) {
  const uint32_t *number = wt_map_find(&names->ids, id, strlen(id));
  return number == NULL ? NULL : names->labels[*number];
}

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* Whether a and b [size] are equal in any case, and a ends there or with a '-'. */
static bool begins_with_tag(const char *a, const char *b, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (small(a[i]) != small(b[i])) return false;
  return a[size] == '\0' || a[size] == '-';
}

/* Cuts off the text before the next tab; *line is what follows, NULL behind the last column. */
static char *take_column(char **line) {
  char *column = *line, *tab = strchr(column, '\t');
  if (tab != NULL) *tab = '\0';
  *line = tab == NULL ? NULL : tab + 1;
  return column;
}

/* The column of a language in the first line; 0 is the id, and so: none. */
static size_t find_column(char *head, const char *lang, wt_buffer *known) {
  if (begins_with_tag(lang, "no", 2)) lang = "nb";
  size_t found = 0, primary = strcspn(lang, "-_"), whole = strlen(lang), column = 0;
  bool exact = false;
  for (char *rest = head; rest != NULL && !exact; column++) {
    const char *tag = take_column(&rest);
    if (column == 0) continue;
    wt_buffer_append(known, " ", 1);
    wt_buffer_append(known, tag, strlen(tag));
    exact = strlen(tag) == whole && begins_with_tag(tag, lang, whole);
    if (exact || (found == 0 && primary == whole && begins_with_tag(tag, lang, primary)))
      found = column;
  }
  wt_buffer_byte(known, '\0');
  return found;
}

static wt_status read_head(char *line, const char *path, const char *lang, size_t *column,
                           wt_error *error) {
  wt_buffer known = {0};
  wt_status status = WT_OK;
  *column = find_column(line, lang, &known);
  if (known.failed)
    status = wt_no_memory(error, path);
  else if (*column == 0)
    status =
        wt_fail(error, WT_USAGE, path, "has no labels in '%.20s'; it has%.180s", lang, known.data);
  wt_buffer_release(&known);
  return status;
}

static wt_status add_line(wt_topic_names *n, char *line, size_t column, wt_error *error) {
  const char *id = take_column(&line), *label = "";
  for (size_t i = 1; i <= column && line != NULL; i++) {
    const char *text = take_column(&line);
    if (i == column) label = text;
  }
  if (label[0] == '\0') return WT_OK;
  const char **labels = wt_grow(n->labels, &n->capacity, n->n + 1, sizeof *labels);
  if (labels == NULL) return wt_no_memory(error, "topic names");
  n->labels = labels;
  if (wt_map_add(&n->ids, id, strlen(id), (uint32_t)n->n, NULL) == NULL)
    return wt_no_memory(error, "topic names");
  labels[n->n++] = label;
  return WT_OK;
}

static wt_status read_table(wt_topic_names *n, const char *path, const char *lang,
                            wt_error *error) {
  size_t column = 0;
  wt_status status = WT_OK;
  for (char *at = n->text; status == WT_OK && *at != '\0';) {
    size_t size = strcspn(at, "\n");
    char *next = at + size + (at[size] != '\0');
    at[size] = '\0';
    if (size > 0 && at[size - 1] == '\r') at[size - 1] = '\0';
    if (at[0] != '\0' && at[0] != '#')
      status =
          column == 0 ? read_head(at, path, lang, &column, error) : add_line(n, at, column, error);
    at = next;
  }
  if (status == WT_OK && column == 0) status = wt_fail(error, WT_BAD_INPUT, path, "has no line");
  return status;
}

wt_status wt_topic_names_open(const char *path, const char *lang, wt_topic_names **out,
                              wt_error *error) {
  wt_view view = {0};
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  wt_topic_names *names = wt_calloc(1, sizeof *names);
  if (names != NULL) names->text = wt_strndup((const char *)view.data, view.size);
  if (names == NULL || names->text == NULL)
    status = wt_no_memory(error, path);
  else if (view.size > 0 && memchr(names->text, '\0', view.size) != NULL)
    status = wt_fail(error, WT_BAD_INPUT, path, "is not a text file");
  wt_view_close(&view);
  if (status == WT_OK) status = read_table(names, path, lang, error);
  if (status != WT_OK)
    wt_topic_names_close(names);
  else
    *out = names;
  return status;
}
