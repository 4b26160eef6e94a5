/* wanted.h - "en,tr,ar": what a user asked for. */
#ifndef WT_WANTED_H
#define WT_WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "wiretag.h"

enum { WT_WANTED_MOST = 28, WT_WANTED_BYTES = 16 };

typedef struct wt_wanted {
  bool all;
  size_t n;
  char items[WT_WANTED_MOST][WT_WANTED_BYTES]; /* [n], NUL-terminated, in the user's order */
} wt_wanted;

/* Splits at commas; NULL or "all" means everything. `what` names the option in messages. Errors:
 * WT_USAGE (an empty or long word, too many). */
wt_status wt_wanted_parse(const char *text, const char *what, wt_wanted *out, wt_error *error);

/* The place of a word in the user's order, or n when it is not wanted; 0 when all is. */
size_t wt_wanted_find(const wt_wanted *wanted, const char *word, size_t size);

static inline bool wt_is_wanted(const wt_wanted *wanted, const char *word, size_t size) {
  return wanted->all || wt_wanted_find(wanted, word, size) < wanted->n;
}

#endif
