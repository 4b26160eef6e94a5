/*
 * claims.c - what a model claims, looked at again with the whole article in view.
 *
 * A sequence model decides token by token within a sentence. Some kinds of mistake are plain from
 * outside the sentence, and are mended before its spans compete for their tokens:
 *
 *   no-name       a whole headline in title case as one name; a user's handle ("realJohnSmith");
 *                 a degree behind a person ("M.S."); a ticker symbol ("<BA.N>"); a code of many
 * digits. The listed names inside a headline stay markup        "Pechiney <PUKG.PA": the span ends
 * before the bracket listed-part   "West of Azaz", "REUTERS Photo": a span that the model itself
 * doubts gives way to the listed name of its type at its beginning or end
 *
 * Then relist.c finds listed names that the matcher's longest hits covered, and one_type.c lets the
 * mentions of one name agree on a type.
 *
 * One pass over the spans and over the hits inside them; spans stay sorted and apart. The spans of
 * the rules are not touched: their rules know titles, and their types come from the context of each
 * place.
 */
#include <string.h>

#include "resolve/resolver.h"

static const float DOUBT = 0.55f;      /* below it a listed part is the better name */
static const float LIST_SCORE = 0.85f; /* of a listed name that replaces a span */

enum { HEADLINE_LEAST = 4, HEADLINE_MOST = 40, LONG_WORD = 4, DEGREES_MOST = 6, CODE_DIGITS = 5 };

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

/* Degrees and honours as they stand behind a name, without periods. Those that also are a country
 * or a state (MD, MS, MA) count only behind a person. */
static const char *const DEGREES[] = {
    "PhD", "MD",  "MS",  "MA",  "BA",  "BS",  "BSc", "MSc",  "RD",  "RN",  "JD",    "MBA",
    "MPH", "MPA", "DDS", "DVM", "EdD", "LLB", "LLM", "LLD",  "DO",  "CPA", "DPhil", "QC",
    "KC",  "CBE", "OBE", "MBE", "KBE", "DBE", "FRS", "PsyD", "DMD", "Esq"};

static bool is_degree(const wt_tokens *tokens, const wt_token *t) {
  char letters[8];
  size_t n = 0;
  for (uint32_t i = t->start; i < t->end; i++) {
    if (tokens->bytes[i] == '.') continue;
    if (n + 1 == sizeof letters) return false;
    letters[n++] = tokens->bytes[i];
  }
  letters[n] = '\0';
  for (size_t i = 0; i < sizeof DEGREES / sizeof *DEGREES; i++)
    if (strcmp(letters, DEGREES[i]) == 0) return true;
  return false;
}

static bool is_char(const wt_tokens *tokens, uint32_t i, char c) {
  return i < tokens->n && tokens->tokens[i].end - tokens->tokens[i].start == 1 &&
         tokens->bytes[tokens->tokens[i].start] == c;
}

/* "Jane Roe, M.S., R.D.": behind a person and other degrees. */
static bool follows_person(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_spans *before = &r->reviewed[field];
  const wt_token *t = &tokens->tokens[s->first];
  if (s->end != s->first + 1 || !is_degree(tokens, t)) return false;
  uint32_t end = s->first;
  for (int step = 0; step < DEGREES_MOST; step++) {
    if (end > 0 && is_char(tokens, end - 1, ',')) end--;
    if (end == 0) return false;
    if (before->n > 0 && before->items[before->n - 1].end == end)
      return before->items[before->n - 1].type == WT_PERSON;
    if (!is_degree(tokens, &tokens->tokens[--end])) return false;
  }
  return false;
}

/* "<BA.N>": capitals alone in angle brackets. */
static bool is_ticker(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (s->first == 0 || !is_char(tokens, s->first - 1, '<') || !is_char(tokens, s->end, '>'))
    return false;
  for (uint32_t i = s->first; i < s->end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (i > s->first && t->flags & WT_SPACE_BEFORE) return false;
    if (t->kind == WT_TOKEN_WORD && t->letter_case != WT_CASE_UPPER && t->fold_size > 1)
      return false;
  }
  return true;
}

/* "CH0440081286": one word with many digits. */
static bool is_code(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[s->first];
  int digits = 0;
  for (uint32_t i = t->start; i < t->end && digits < CODE_DIGITS; i++)
    digits += tokens->bytes[i] >= '0' && tokens->bytes[i] <= '9';
  return s->end == s->first + 1 && digits == CODE_DIGITS;
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
  if (follows_person(r, field, &s)) return true;
  uint32_t bracket = s.first;
  while (bracket < s.end && !is_char(&r->e->fields[field], bracket, '<') &&
         !is_char(&r->e->fields[field], bracket, '>'))
    bracket++;
  if (bracket == s.first) return true;
  s.end = bracket;
  bool is_listed = false;
  for (size_t i = 0; i < n; i++)
    is_listed = is_listed || (hits[i].first == s.first && hits[i].end == s.end);
  if (is_listed) return put(out, s);
  if (is_handle(r, field, &s) || is_ticker(r, field, &s) || is_code(r, field, &s)) return true;
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
  return wt_relist_spans(r) && wt_agree_on_types(r);
}
