#include "recognise/quoted.h"

#include <string.h>

enum { WORDS = 8 }; /* longer ones are speech, shouted */

static bool is_mark(const wt_reading *r, uint32_t i, const char *curly) {
  const wt_token *t = wt_token_at(r, i);
  const char *bytes = r->tokens->bytes + t->start;
  size_t size = t->end - t->start;
  return (size == 1 && *bytes == '"') || (size == 3 && memcmp(bytes, curly, 3) == 0);
}

/* The end of the title that begins at i, or 0. */
static uint32_t title_end(const wt_reading *r, wt_sentence s, uint32_t i) {
  uint32_t words = 0, capitals = 0, end = i;
  for (; end < s.end && words <= WORDS; end++) {
    const wt_token *t = wt_token_at(r, end);
    if (t->kind == WT_TOKEN_WORD) {
      words++;
      if (r->clues[end] & CLUE_CAPITAL)
        capitals++;
      else if (!(r->clues[end] & (WORD_FUNCTION | WORD_PARTICLE)) && !(t->flags & WT_SUFFIX))
        return 0;
    } else if (t->kind == WT_TOKEN_PUNCT) {
      break;
    }
  }
  if (end >= s.end || capitals < 2 || words > WORDS) return 0;
  uint32_t close = end;
  if ((wt_token_is(r, close, ',') || wt_token_is(r, close, '.')) && close + 1 < s.end) close++;
  return is_mark(r, close, "\xe2\x80\x9d") ? end : 0;
}

bool wt_next_quoted(const wt_reading *r, wt_sentence s, uint32_t from, uint32_t *first,
                    uint32_t *end) {
  for (uint32_t i = from; i + 2 < s.end; i++) {
    if (wt_token_at(r, i)->kind != WT_TOKEN_PUNCT || !is_mark(r, i, "\xe2\x80\x9c")) continue;
    if (!(r->clues[i + 1] & CLUE_PLAIN_LINE) || !(r->clues[i + 1] & CLUE_CAPITAL)) continue;
    uint32_t stop = title_end(r, s, i + 1);
    if (stop == 0) continue;
    const wt_hit *hit = wt_hit_at(r, i + 1);
    if (hit != NULL && hit->end == stop && !hit->weak) continue; /* the list knows better */
    *first = i + 1;
    *end = stop;
    return true;
  }
  return false;
}
