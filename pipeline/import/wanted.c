#include "import/wanted.h"

#include <string.h>

#include "base/error.h"

wt_status wt_wanted_parse(const char *text, const char *what, wt_wanted *out, wt_error *error) {
  wt_wanted w = {.all = text == NULL || strcmp(text, "all") == 0};
  for (const char *at = text; !w.all;) {
    size_t size = strcspn(at, ",");
    if (size == 0 || size >= WT_WANTED_BYTES)
      return wt_fail(error, WT_USAGE, what, "\"%.40s\" is no list of words with commas between",
                     text);
    if (w.n == WT_WANTED_MOST)
      return wt_fail(error, WT_USAGE, what, "more than %d words", WT_WANTED_MOST);
    memcpy(w.items[w.n++], at, size);
    if (at[size] == '\0') break;
    at += size + 1;
  }
  *out = w;
  return WT_OK;
}

size_t wt_wanted_find(const wt_wanted *wanted, const char *word, size_t size) {
  size_t i = 0;
  while (i < wanted->n &&
         !(strlen(wanted->items[i]) == size && memcmp(wanted->items[i], word, size) == 0))
    i++;
  return i;
}
