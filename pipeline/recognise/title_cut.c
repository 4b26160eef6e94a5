/* title_cut.c - what the rules get from phrases.c, a model's spans get here: no titles in names,
 * and no directions before them. */
#include "recognise/title_cut.h"

#include <stdbool.h>
#include <string.h>

static wt_clues classes_of(const wt_word_lists *lists, const wt_token *token) {
  return token->kind == WT_TOKEN_WORD ? wt_word_classes(lists, token->hash) : 0;
}

/* "West of Azaz" is no name, Azaz is. */
static void cut_direction(const wt_word_lists *lists, const wt_tokens *tokens, wt_span *s) {
  if (s->end - s->first < 3) return;
  const wt_token *t = &tokens->tokens[s->first], *of = t + 1;
  const char *fold = wt_token_fold(tokens, of);
  if (!(classes_of(lists, t) & WORD_DIRECTION)) return;
  if (of->fold_size != 2 || memcmp(fold, "of", 2) != 0 || of->letter_case != WT_CASE_LOWER) return;
  s->first += 2;
  s->rule = "model, direction cut off";
}

static void cut_title(const wt_word_lists *lists, const wt_tokens *tokens, wt_span *s) {
  uint32_t first = s->first;
  for (uint32_t i = s->first; i + 1 < s->end; i++) {
    const wt_token *t = &tokens->tokens[i], *next = t + 1;
    wt_clues classes = classes_of(lists, t);
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
    if (s->type != WT_PERSON && s->type != WT_PLACE) continue;
    while (h < hits->n && (hits->items[h].first < s->first ||
                           (hits->items[h].first == s->first && hits->items[h].end > s->end)))
      h++;
    bool listed = h < hits->n && hits->items[h].first == s->first && hits->items[h].end == s->end;
    if (listed) continue;
    if (s->type == WT_PERSON)
      cut_title(lists, tokens, s);
    else
      cut_direction(lists, tokens, s);
  }
}
