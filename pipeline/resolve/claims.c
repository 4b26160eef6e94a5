/*
 * claims.c - what a model claims, looked at again with the whole article in view.
 *
 * A sequence model decides token by token within a sentence. Three kinds of mistake are plain from
 * outside the sentence, and are mended before its spans compete for their tokens:
 *
 *   no-name       a whole headline in title case as one name; a user's handle ("realJohnSmith").
 *                 The listed names inside a headline stay
 *   listed-part   "West of Azaz", "REUTERS Photo": a span that the model itself doubts gives way to
 *                 the listed name of its type at its beginning or end
 *   one-type      one spelling has one type in an article: the type with the largest sum of
 *                 scores, where a list that knows the name under one type only has a vote at each
 *                 place. Types under which the name is listed stay apart ("Washington")
 *
 * One pass over the spans and over the hits inside them, one table; spans stay sorted and apart.
 * The spans of the rules are not touched: their rules know titles, and their types come from the
 * context of each place.
 */
#include <string.h>

#include "resolve/resolver.h"

static const float DOUBT = 0.55f;      /* below it a listed part is the better name */
static const float LIST_VOTE = 0.6f;   /* of a list with one type, at each place */
static const float LIST_SCORE = 0.85f; /* of a listed name that replaces a span */

enum { HEADLINE_LEAST = 4, HEADLINE_MOST = 40, LONG_WORD = 4 };

static bool put(wt_spans *out, wt_span span) {
  wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  items[out->n++] = span;
  return true;
}

static bool is_capital(const wt_token *t) {
  return t->letter_case == WT_CASE_INITIAL || t->letter_case == WT_CASE_UPPER ||
         t->letter_case == WT_CASE_MIXED;
}

/* ---- no names ----------------------------------------------------------------------- */

/* "realJohnSmith": one word that begins small and has capitals. */
static bool is_handle(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_token *t = wt_token_of(r, field, s->first);
  const char *bytes = r->e->fields[field].bytes;
  if (s->first > 0 && !(t->flags & WT_SPACE_BEFORE) && bytes[t->start - 1] == '@') return true;
  return s->type == WT_PERSON && s->end == s->first + 1 && t->letter_case == WT_CASE_MIXED &&
         bytes[t->start] >= 'a' && bytes[t->start] <= 'z';
}

/* Whether a span covers most of a line whose longer words are all capitalised. */
static bool is_headline(const wt_resolver *r, unsigned field, const wt_span *s) {
  if (s->end - s->first < HEADLINE_LEAST || s->end - s->first > HEADLINE_MOST) return false;
  const wt_tokens *tokens = &r->e->fields[field];
  uint32_t first = s->first, end = s->end;
  while (first > 0 && !(tokens->tokens[first].flags & WT_LINE_BEFORE)) {
    if (s->first - first > HEADLINE_MOST) return false;
    first--;
  }
  while (end < tokens->n && !(tokens->tokens[end].flags & WT_LINE_BEFORE)) {
    if (end - s->end > HEADLINE_MOST) return false;
    end++;
  }
  uint32_t words = 0, inside = 0, small_inside = 0;
  for (uint32_t i = first; i < end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (t->kind != WT_TOKEN_WORD || t->flags & WT_SUFFIX) continue;
    bool in = i >= s->first && i < s->end;
    words++;
    inside += in;
    if (is_capital(t)) continue;
    if (t->fold_size > LONG_WORD) return false;
    small_inside += in;
  }
  /* a name alone in its line may be long ("Organisation for ...": one small word), a headline
   * that is all one name has a verb or several small words and more */
  return inside >= HEADLINE_LEAST && inside * 10 >= words * 6 &&
         (s->type == WT_MISC || small_inside > 1);
}

/* ---- listed names inside ------------------------------------------------------------ */

static wt_span listed(const wt_hit *h, wt_type type) {
  return (wt_span){.first = h->first,
                   .end = h->end,
                   .type = type,
                   .score = LIST_SCORE,
                   .how = WT_HOW_GAZETTEER,
                   .rule = "listed-part"};
}

/* The strong listed name of the span's type that begins or ends where the span does. */
static const wt_hit *listed_part(const wt_span *s, const wt_hit *hits, size_t n) {
  const wt_hit *best = NULL;
  for (size_t i = 0; i < n; i++) {
    const wt_hit *h = &hits[i];
    if (h->weak || !(h->types & 1u << s->type) || h->end > s->end) continue;
    if (h->first != s->first && h->end != s->end) continue;
    if (best == NULL || h->end - h->first > best->end - best->first) best = h;
  }
  return best;
}

/* The span, mended, goes to out. hits [n]: those that begin inside it. */
static bool review(wt_resolver *r, unsigned field, wt_span s, const wt_hit *hits, size_t n) {
  wt_spans *out = &r->reviewed[field];
  if (s.type == WT_TYPES) return put(out, s);
  bool is_listed = false;
  for (size_t i = 0; i < n; i++)
    is_listed = is_listed || (hits[i].first == s.first && hits[i].end == s.end);
  if (is_listed) return put(out, s);
  if (is_handle(r, field, &s)) return true;
  if (is_headline(r, field, &s)) {
    uint32_t done = s.first;
    for (size_t i = 0; i < n; i++) {
      const wt_hit *h = &hits[i];
      if (h->weak || h->first < done || h->end > s.end) continue;
      if (!put(out, listed(h, (wt_type)h->best))) return false;
      done = h->end;
    }
    return true;
  }
  const wt_hit *part = s.score < DOUBT ? listed_part(&s, hits, n) : NULL;
  return put(out, part != NULL ? listed(part, s.type) : s);
}

/* ---- one type ----------------------------------------------------------------------- */

typedef struct wt_ballot {
  float votes[WT_TYPES];
  uint8_t claimed, listed; /* 1 << type */
} wt_ballot;

static wt_ballot *ballot_of(wt_resolver *r, unsigned field, const wt_span *s, size_t *n) {
  uint64_t words = wt_hash_words(r, field, s->first, s->end);
  uint32_t *at = wt_table_add(&r->names, words, (uint32_t)*n);
  if (at == NULL) return NULL;
  wt_ballot *ballots = r->ballots;
  if (*at == *n) ballots[(*n)++] = (wt_ballot){0};
  return &ballots[*at];
}

static void vote(wt_resolver *r, unsigned field, const wt_span *s, const wt_hit *h, size_t *n) {
  wt_ballot *b = s->type == WT_TYPES ? NULL : ballot_of(r, field, s, n);
  if (b == NULL) return;
  b->votes[s->type] += s->score;
  b->claimed |= (uint8_t)(1u << s->type);
  if (h == NULL || h->weak) return;
  b->listed |= h->types;
  if ((h->types & (h->types - 1)) == 0) b->votes[h->best] += LIST_VOTE;
}

static void count(const wt_ballot *b, wt_span *s) {
  if ((b->claimed & ~b->listed) == 0) return;
  if (b->listed & 1u << s->type) return;
  unsigned winner = s->type;
  for (unsigned t = 0; t < WT_TYPES; t++)
    if (b->votes[t] > b->votes[winner]) winner = t;
  if (winner == s->type) return;
  s->type = (wt_type)winner;
  s->rule = "one-type";
}

static const wt_hit *hit_on(const wt_hits *hits, size_t *at, const wt_span *s) {
  while (*at < hits->n && (hits->items[*at].first < s->first ||
                           (hits->items[*at].first == s->first && hits->items[*at].end > s->end)))
    ++*at;
  if (*at == hits->n) return NULL;
  const wt_hit *h = &hits->items[*at];
  return h->first == s->first && h->end == s->end ? h : NULL;
}

static bool agree_on_types(wt_resolver *r) {
  size_t n_spans = 0, n = 0;
  for (int f = 0; f < WT_FIELDS; f++) n_spans += r->reviewed[f].n;
  wt_ballot *ballots = wt_grow(r->ballots, &r->ballot_capacity, n_spans, sizeof *ballots);
  if (ballots == NULL) return false;
  r->ballots = ballots;
  if (!wt_table_begin(&r->names, n_spans)) return false;
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    size_t at = 0;
    for (size_t i = 0; i < r->reviewed[f].n; i++) {
      const wt_span *s = &r->reviewed[f].items[i];
      vote(r, f, s, hit_on(&r->e->hits[f], &at, s), &n);
    }
  }
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    for (size_t i = 0; i < r->reviewed[f].n; i++) {
      wt_span *s = &r->reviewed[f].items[i];
      const wt_ballot *b = s->type == WT_TYPES ? NULL : ballot_of(r, f, s, &n);
      if (b != NULL) count(b, s);
    }
  }
  return true;
}

bool wt_review_spans(wt_resolver *r) {
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    const wt_spans *spans = &r->e->spans[f];
    const wt_hits *hits = &r->e->hits[f];
    r->reviewed[f].n = 0;
    size_t h = 0;
    for (size_t i = 0; i < spans->n; i++) {
      const wt_span *s = &spans->items[i];
      while (h < hits->n && hits->items[h].first < s->first) h++;
      size_t end = h;
      while (end < hits->n && hits->items[end].first < s->end) end++;
      if (!review(r, f, *s, hits->items + h, end - h)) return false;
      h = end;
    }
  }
  return agree_on_types(r);
}
