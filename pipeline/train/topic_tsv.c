#include "train/topic_tsv.h"

#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

bool wt_is_topic_tsv(const wt_record *first) {
  return first->broken == NULL && first->size > 0 && first->bytes[0] != '{';
}

wt_status wt_read_topic_tsv(const wt_record *record, const char **labels, size_t *labels_size,
                            wt_article *article, wt_error *error) {
  const char *line = record->bytes, *end = line + record->size;
  if (end > line && end[-1] == '\r') end--;
  size_t bad = wt_utf8_invalid(line, (size_t)(end - line));
  if (bad < (size_t)(end - line))
    return wt_fail_at(error, WT_BAD_INPUT, NULL, 0, bad, "is not valid UTF-8");
  const char *tab = memchr(line, '\t', (size_t)(end - line));
  if (tab == NULL)
    return wt_fail(error, WT_BAD_INPUT, NULL, "has no tab between its labels and its text");
  const char *text = tab + 1;
  const char *second = memchr(text, '\t', (size_t)(end - text));
  wt_article made = {.id_json = "null", .id_json_size = 4, .line = record->line};
  if (second != NULL) {
    made.title = text;
    made.title_size = (size_t)(second - text);
    text = second + 1;
    if (memchr(text, '\t', (size_t)(end - text)) != NULL)
      return wt_fail(error, WT_BAD_INPUT, NULL, "has more than three columns");
  }
  made.text = text;
  made.text_size = (size_t)(end - text);
  *labels = line;
  *labels_size = (size_t)(tab - line);
  *article = made;
  return WT_OK;
}
