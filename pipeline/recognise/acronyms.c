/*
 * acronyms.c - "Federal Security Service (FSB)".
 *
 * The type of the expansion goes to the acronym. Where the expansion itself has no type, the
 * letters decide whether the brackets explain it: they must come in order in the expansion and
 * start with its first letter. The test is loose on purpose: translated names keep the acronym of
 * the original (FSB), so letters are only asked for when nothing else speaks.
 */
#include "recognise/rules.h"

uint32_t wt_acronym_behind(const wt_reading *r, wt_sentence s, uint32_t end) {
  if (end + 2 >= s.end || !wt_token_is(r, end, '(') || !wt_token_is(r, end + 2, ')')) return 0;
  const wt_token *t = wt_token_at(r, end + 1);
  bool capitals = t->letter_case == WT_CASE_UPPER || t->letter_case == WT_CASE_MIXED;
  if (t->kind != WT_TOKEN_WORD || !capitals || t->fold_size > 8) return 0;
  return end + 1;
}

bool wt_acronym_fits(const wt_reading *r, uint32_t i, uint32_t first, uint32_t end) {
  const wt_token *acronym = wt_token_at(r, i);
  const char *letters = wt_token_fold(r->tokens, acronym);
  size_t at = 0, size = acronym->fold_size;
  if (size < 2) return false;
  if (wt_token_at(r, first)->fold_size == 0) return false;
  if (wt_token_fold(r->tokens, wt_token_at(r, first))[0] != letters[0]) return false;
  for (uint32_t k = first; k < end && at < size; k++) {
    const wt_token *t = wt_token_at(r, k);
    const char *fold = wt_token_fold(r->tokens, t);
    for (size_t c = 0; c < t->fold_size && at < size; c++) at += fold[c] == letters[at];
  }
  return at == size;
}
