/*
 * suggest.c - "did you mean": the optimal string alignment distance (Damerau 1964 without
 * overlapping edits), because swapped letters are the commonest slip.
 */
#include <string.h>

#include "cli/options.h"

enum { LONGEST = 63 };

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static size_t distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  if (n > LONGEST || m > LONGEST) return LONGEST;
  size_t rows[3][LONGEST + 1]; /* rows i-2, i-1, i, by turns */
  for (size_t j = 0; j <= m; j++) rows[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *now = rows[i % 3];
    const size_t *last = rows[(i + 2) % 3], *older = rows[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      now[j] = smaller(smaller(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = smaller(now[j], older[j - 2] + 1);
    }
  }
  return rows[n % 3][m];
}

const char *suggest(const char *given, const char *const *names, size_t n) {
  size_t best = strlen(given) / 3 + 1; /* farther ones are guesses, not slips */
  const char *found = NULL;
  for (size_t i = 0; i < n; i++) {
    size_t d = distance(given, names[i]);
    if (d < best || (d == best && found == NULL)) {
      best = d;
      found = names[i];
    }
  }
  return found;
}
