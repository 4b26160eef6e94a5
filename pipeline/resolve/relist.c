/*
 * relist.c - listed names under a model's spans that the longest hits covered.
 *
 * The matcher takes the leftmost and longest name and goes on behind it: "President Xi" hides "Xi
 * Jinping". Where a model saw a name across the edge of a hit, its words are looked up once more;
 * when they are listed under the span's type, that hit takes the place of those that it overlaps.
 */
#include "resolve/resolver.h"

static bool add(wt_hits *hits, const wt_hit *hit) {
  wt_hit *items = wt_grow(hits->items, &hits->capacity, hits->n + 1, sizeof *items);
  if (items == NULL) return false;
  hits->items = items;
  items[hits->n++] = *hit;
  return true;
}

/* Fills r->uncovered with the names under the spans of a field that only cross hits. */
static bool uncover(wt_resolver *r, unsigned field) {
  const wt_hits *hits = &r->e->hits[field];
  const wt_spans *spans = &r->reviewed[field];
  size_t from = 0; /* the first hit that may touch the span */
  r->uncovered.n = 0;
  for (size_t i = 0; i < spans->n; i++) {
    const wt_span *s = &spans->items[i];
    while (from < hits->n && hits->items[from].end <= s->first) from++;
    bool crossed = false, listed = s->type == WT_TYPES;
    for (size_t h = from; h < hits->n && hits->items[h].first < s->end; h++) {
      const wt_hit *hit = &hits->items[h];
      crossed = crossed || hit->end > s->first;
      listed = listed || hit->certain || (hit->first == s->first && hit->end == s->end);
    }
    wt_hit found;
    if (!crossed || listed ||
        !wt_match_exact(r->e->layers, r->e->n_layers, &r->e->fields[field], s->first, s->end,
                        &found))
      continue;
    if (found.types & 1u << s->type && !add(&r->uncovered, &found)) return false;
  }
  return true;
}

/* The hits of a field with the uncovered ones in the place of what they overlap. */
static bool merge(wt_resolver *r, unsigned field) {
  const wt_hits *hits = &r->e->hits[field], *names = &r->uncovered;
  wt_hits *out = &r->relisted[field];
  size_t next = 0, past = 0; /* the next name to place; the first that ends behind the hit */
  out->n = 0;
  for (size_t h = 0; h < hits->n; h++) {
    const wt_hit *hit = &hits->items[h];
    for (; next < names->n && names->items[next].first <= hit->first; next++)
      if (!add(out, &names->items[next])) return false;
    while (past < names->n && names->items[past].end <= hit->first) past++;
    bool touched = past < names->n && names->items[past].first < hit->end;
    if (!touched && !add(out, hit)) return false;
  }
  for (; next < names->n; next++)
    if (!add(out, &names->items[next])) return false;
  r->hits[field] = out;
  return true;
}

bool wt_relist_spans(wt_resolver *r) {
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    if (!uncover(r, f)) return false;
    if (r->uncovered.n > 0 && !merge(r, f)) return false;
  }
  return true;
}
