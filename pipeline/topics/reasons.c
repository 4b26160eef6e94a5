#include "topics/reasons.h"

#include <string.h>

enum { REASONS = 5, CANDIDATES = 16, LONGEST_TERM = 120 };

typedef struct candidate {
  uint32_t term;
  float weight;
} candidate;

/* The strongest positive terms, by weight, then by place in the article. */
static size_t strongest(const wt_term_evidence *e, uint32_t label, candidate best[CANDIDATES]) {
  const wt_topic_model *m = e->model;
  size_t n = 0;
  float floor = 0; /* what a term must exceed to get in */
  float factor = m->labels[label].slope * m->labels[label].scale;
  for (size_t i = 0; i < e->n; i++) {
    float weight = factor * (float)m->weights[e->terms[i].index * m->row + label] * e->values[i];
    if (!(weight > floor)) continue;
    size_t at = n < CANDIDATES ? n++ : n - 1;
    for (; at > 0 && best[at - 1].weight < weight; at--) best[at] = best[at - 1];
    best[at] = (candidate){.term = (uint32_t)i, .weight = weight};
    if (n == CANDIDATES) floor = best[n - 1].weight;
  }
  return n;
}

/* A kind of entity says nothing new where its name was given already. */
static bool share_a_stem(const wt_term *a, const wt_term *b) {
  if ((a->is_kind || b->is_kind) && a->field == b->field && a->first < b->end && b->first < a->end)
    return true;
  if (a->left == b->left || a->left == b->right) return true;
  return a->right != 0 && (a->right == b->left || a->right == b->right);
}

/* The words of a term as written, a run of white space as one space. */
static const char *surface(const wt_tokens *t, const wt_term *term, wt_arena *arena) {
  uint32_t start = t->tokens[term->first].start, end = t->tokens[term->end - 1].end;
  char text[LONGEST_TERM];
  size_t n = 0;
  for (uint32_t i = start; i < end && n < LONGEST_TERM; i++) {
    unsigned char c = (unsigned char)t->bytes[i];
    if (c > ' ')
      text[n++] = (char)c;
    else if (n > 0 && text[n - 1] != ' ')
      text[n++] = ' ';
  }
  /* a cut must not leave half a character: drop what hangs behind the last whole one */
  if (n == LONGEST_TERM) {
    while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80) n--;
    if (n > 0 && ((unsigned char)text[n - 1] & 0x80) != 0) n--;
  }
  return wt_arena_copy(arena, text, n);
}

size_t wt_topic_reasons(const wt_term_evidence *e, uint32_t label, wt_arena *arena,
                        const wt_reason **out) {
  candidate best[CANDIDATES];
  size_t n = strongest(e, label, best), n_reasons = 0;
  const wt_term *given[REASONS];
  *out = NULL;
  wt_reason *reasons = n == 0 ? NULL : WT_ARENA_NEW(arena, wt_reason, REASONS);
  if (reasons == NULL) return 0;
  for (size_t i = 0; i < n && n_reasons < REASONS; i++) {
    const wt_term *term = &e->terms[best[i].term];
    bool said = false;
    for (size_t j = 0; j < n_reasons; j++) said = said || share_a_stem(term, given[j]);
    if (said) continue;
    const char *text = surface(&e->fields[term->field], term, arena);
    if (text == NULL) return 0;
    given[n_reasons] = term;
    reasons[n_reasons++] = (wt_reason){.term = text, .weight = (double)best[i].weight};
  }
  *out = reasons;
  return n_reasons;
}
