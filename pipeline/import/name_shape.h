/* name_shape.h - what a name looks like, for the rules that keep harmful ones out. */
#ifndef WT_NAME_SHAPE_H
#define WT_NAME_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wt_name_shape {
  unsigned letters, upper, lower, digits; /* code points */
  unsigned words;                         /* runs of letters and digits */
  unsigned parts;                         /* at most this many words and marks for the compiler */
  bool latin;                             /* no letter of another script */
  bool replaced;                          /* holds U+FFFD: bytes were broken */
  bool comma, brackets;
} wt_name_shape;

/* `text` is valid UTF-8. */
wt_name_shape wt_name_shape_of(const char *text, size_t size);

/* "IMF", "BBC", "AB1": two to four letters, all capitals, one word. */
bool wt_shape_is_code(const wt_name_shape *shape);

/* A script with capitals, but none used: "pt". */
bool wt_shape_is_lower(const wt_name_shape *shape);

#endif
