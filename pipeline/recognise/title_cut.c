/* title_cut.c - what the rules get from phrases.c, a model's spans get here: no titles in names. */
#include "recognise/title_cut.h"

#include <stdbool.h>

static void cut(const wt_word_lists *lists, const wt_tokens *tokens, wt_span *s) {
  uint32_t first = s->first;
  for (uint32_t i = s->first; i + 1 < s->end; i++) {
    const wt_token *t = &tokens->tokens[i], *next = t + 1;
    wt_clues classes = t->kind == WT_TOKEN_WORD ? wt_word_classes(lists, t->hash) : 0;
    if (!(classes & (WORD_TITLE | WORD_TITLE_PART)) || classes & WORD_GIVEN) break;
    if (next->kind == WT_TOKEN_WORD && next->letter_case != WT_CASE_LOWER && classes & WORD_TITLE)
      first = i + 1;
  }
  if (first == s->first) return;
  s->first = first;
  s->rule = "model, title cut off";
}

void wt_cut_titles(const wt_word_lists *lists, const wt_tokens *tokens, const wt_hits *hits,
                   wt_spans *spans) {
  size_t h = 0;
  for (size_t i = 0; i < spans->n; i++) {
    wt_span *s = &spans->items[i];
    if (s->type != WT_PERSON) continue;
    while (h < hits->n && (hits->items[h].first < s->first ||
                           (hits->items[h].first == s->first && hits->items[h].end > s->end)))
      h++;
    bool listed = h < hits->n && hits->items[h].first == s->first && hits->items[h].end == s->end;
    if (!listed) cut(lists, tokens, s);
  }
}
