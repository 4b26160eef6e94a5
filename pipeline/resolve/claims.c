/*
 * claims.c - what a model claims, looked at again with the whole article in view.
 *
 * A sequence model decides token by token within a sentence. Some kinds of mistake are plain from
 * outside the sentence, and are mended before its spans compete for their tokens:
 *
 *   no-name       no_names.c: handles, codes, page furniture, headlines ... The listed names inside
 *                 a headline stay
 *   markup        "Pechiney <PUKG.PA": the span ends before the bracket
 *   listed-part   "West of Azaz", "REUTERS Photo": a span that the model itself doubts gives way to
 *                 the listed name of its type at its beginning or end
 *   listed-part   "Moon Jae" of "Moon Jae-in": a listed name goes on over a hyphen
 *   listed-owner  "Federal Council's Radio Ordinance" is two names
 *   listed-person "Director of National Intelligence James Clapper", no person to the model, is one
 *                 at its end
 *
 * Then relist.c finds listed names that the matcher's longest hits covered, and one_type.c lets the
 * mentions of one name agree on a type.
 *
 * One pass over the spans and over the hits inside them; spans stay sorted and apart. The spans of
 * the rules are not touched: their rules know titles, and their types come from the context of each
 * place.
 */
#include <string.h>

#include "resolve/no_names.h"

static const float DOUBT = 0.55f;      /* below it a listed part is the better name */
static const float LIST_SCORE = 0.85f; /* of a listed name that replaces a span */

static bool put(wt_spans *out, wt_span span) {
  wt_span *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  items[out->n++] = span;
  return true;
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

/* "Moon Jae" of "Moon Jae-in": the listed name of the span's type that goes on over a hyphen and
 * ends by `limit`. */
static const wt_hit *over_hyphen(const wt_resolver *r, unsigned field, const wt_span *s,
                                 const wt_hit *hits, size_t n, uint32_t limit) {
  if (n == 0 || hits[0].weak || !(hits[0].types & 1u << s->type) || hits[0].first != s->first ||
      hits[0].end <= s->end || hits[0].end > limit)
    return NULL;
  const wt_tokens *tokens = &r->e->fields[field];
  bool joined = !(tokens->tokens[s->end].flags & WT_SPACE_BEFORE);
  return joined && wt_is_char(tokens, s->end, '-') ? &hits[0] : NULL;
}

/* The full name of a listed person that ends a span of another type, behind a title: "USS Ronald
 * Reagan" is a ship. */
static const wt_hit *listed_person(const wt_resolver *r, unsigned field, const wt_span *s,
                                   const wt_hit *hits, size_t n) {
  if (s->type == WT_PERSON || n == 0) return NULL;
  const wt_hit *h = &hits[n - 1];
  if (h->weak || h->types != 1u << WT_PERSON || h->end != s->end || h->first == s->first ||
      h->end < h->first + 2)
    return NULL;
  for (uint32_t i = s->first; i < h->first; i++)
    if (wt_classes_of(r, wt_token_of(r, field, i)) & WORD_TITLE) return h;
  return NULL;
}

/* "Federal Council's Radio Ordinance": the listed owner, of several words, before a possessive in a
 * span. The rest of the span is a name of its own. "St. Elizabeth's Medical Center" is one. */
static const wt_hit *listed_owner(const wt_resolver *r, unsigned field, const wt_span *s,
                                  const wt_hit *hits, size_t n) {
  if (n == 0 || hits[0].weak || hits[0].first != s->first || hits[0].end < s->first + 2 ||
      hits[0].end + 1 >= s->end || s->type == WT_PERSON || hits[0].best == WT_PLACE)
    return NULL;
  const wt_token *suffix = wt_token_of(r, field, hits[0].end);
  return suffix->flags & WT_SUFFIX && suffix->letter_case == WT_CASE_LOWER ? &hits[0] : NULL;
}

/* "Tom Cotton Thomas (Tom) Bryant CottonTrump", "John Thune John Randolph ThuneSenate": a page's
 * note on the person runs into the name. */
static bool runs_into_note(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (s->type != WT_PERSON || s->end <= s->first + 2 || s->end >= tokens->n) return false;
  return wt_is_char(tokens, s->end, '(') || wt_is_run_together(tokens, &tokens->tokens[s->end]);
}

/* "R-Wis.", "D-Mass.": a legislator's party, and the state, which is the only name: a listed place,
 * or an abbreviation. */
static bool is_party_tag(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[s->first];
  if (s->end < s->first + 3 || t->end != t->start + 1 ||
      memchr("DIR", tokens->bytes[t->start], 3) == NULL || !wt_is_char(tokens, s->first + 1, '-') ||
      t[1].flags & WT_SPACE_BEFORE)
    return false;
  wt_hit state;
  return tokens->bytes[tokens->tokens[s->end - 1].end - 1] == '.' ||
         (wt_match_exact(r->e->layers, r->e->n_layers, tokens, s->first + 2, s->end, &state) &&
          state.types & 1u << WT_PLACE);
}

/* The span, mended, goes to out. hits [n]: those that begin inside it; the next span begins at
 * `limit`. */
static bool review(wt_resolver *r, unsigned field, wt_span s, const wt_hit *hits, size_t n,
                   uint32_t limit) {
  wt_spans *out = &r->reviewed[field];
  if (s.type == WT_TYPES) return put(out, s);
  if (wt_is_degree_behind_person(r, field, &s)) return true;
  uint32_t bracket = s.first;
  while (bracket < s.end && !wt_is_char(&r->e->fields[field], bracket, '<') &&
         !wt_is_char(&r->e->fields[field], bracket, '>'))
    bracket++;
  if (bracket == s.first) return true;
  s.end = bracket;
  bool is_listed = false;
  for (size_t i = 0; i < n; i++)
    is_listed = is_listed || (hits[i].first == s.first && hits[i].end == s.end);
  if (is_listed) return put(out, s);
  const wt_hit *whole = over_hyphen(r, field, &s, hits, n, limit);
  if (whole != NULL) return put(out, listed(whole, s.type));
  if (is_party_tag(r, field, &s)) {
    s.first += 2;
    s.type = WT_PLACE;
    return put(out, s);
  }
  if (wt_is_no_name(r, field, &s)) { /* "Marco Rubio Marco Antonio RubioGOP" begins with a name */
    const wt_hit *name = listed_part(&s, hits, n);
    return name == NULL || name->first != s.first || put(out, listed(name, s.type));
  }
  if (wt_is_headline(r, field, &s)) {
    uint32_t done = s.first;
    for (size_t i = 0; i < n; i++) {
      const wt_hit *h = &hits[i];
      if (h->weak || h->first < done || h->end > s.end) continue;
      if (!put(out, listed(h, (wt_type)h->best))) return false;
      done = h->end;
    }
    return true;
  }
  const wt_hit *owner = listed_owner(r, field, &s, hits, n);
  if (owner != NULL) {
    if (!put(out, listed(owner, (wt_type)owner->best))) return false;
    s.first = owner->end + 1;
    return put(out, s);
  }
  const wt_hit *person = listed_person(r, field, &s, hits, n);
  if (person != NULL) return put(out, listed(person, WT_PERSON));
  const wt_hit *part =
      s.score < DOUBT || runs_into_note(r, field, &s) ? listed_part(&s, hits, n) : NULL;
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
      uint32_t limit = i + 1 < spans->n ? s[1].first : UINT32_MAX;
      if (!review(r, f, *s, hits->items + h, end - h, limit)) return false;
      h = end;
    }
  }
  return wt_relist_spans(r) && wt_agree_on_types(r);
}
