/*
 * resolve.c - the steps, in order.
 *
 *   0. claims        a model's spans, looked at again                    claims.c, no_names.c
 *                    listed names that longer hits covered               relist.c
 *                    one type a name                                     one_type.c
 *   1. mentions      hits and spans joined, overlaps decided             mentions.c
 *   2. forms         equal spellings of one type                         forms.c
 *   3. known names   further places where such a name stands             known.c
 *                    1 to 3 for the body and the title first, then for the teasers
 *   4. linking       an entry for each form, or none                     linking.c, plausible.c
 *                    places: publisher.c, containment.c, place_options.c, places.c
 *   5. coreference   forms to entities                                   coreference.c
 *                    bracketed.c, surnames.c
 *   6. the result    names, scores, salience                             entities.c
 *   7. the article   the countries it is about; its dateline             focus.c, dateline.c
 *
 * Every step is linear in tokens, hits and spans, apart from sorting.
 */
#include "resolve/resolve.h"

#include "base/error.h"
#include "resolve/resolver.h"

wt_status wt_resolver_new(wt_resolver **out, wt_error *error) {
  wt_resolver *r = wt_calloc(1, sizeof *r);
  if (r == NULL) return wt_no_memory(error, "resolver");
  *out = r;
  return WT_OK;
}

void wt_resolver_free(wt_resolver *r) {
  if (r == NULL) return;
  wt_free(r->candidates);
  wt_free(r->mentions);
  wt_free(r->forms);
  wt_free(r->order);
  wt_free(r->ballots);
  wt_free(r->places);
  wt_free(r->contained);
  wt_tokens_release(&r->publisher.tokens);
  for (int f = 0; f < WT_FIELDS; f++) wt_free(r->owner[f]);
  for (int f = 0; f < WT_FIELDS; f++) wt_free(r->reviewed[f].items);
  for (int f = 0; f < WT_FIELDS; f++) wt_free(r->relisted[f].items);
  wt_free(r->uncovered.items);
  wt_table *tables[] = {&r->names, &r->known, &r->lower, &r->parts, &r->latest, &r->ids};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) wt_table_release(tables[i]);
  wt_free(r);
}

static bool begin(wt_resolver *r) {
  for (int f = 0; f < WT_FIELDS; f++) {
    r->hits[f] = &r->e->hits[f];
    r->spans[f] = r->e->spans_decide ? &r->reviewed[f] : &r->e->spans[f];
  }
  if (r->e->spans_decide && !wt_review_spans(r)) return false;
  size_t n_found = 0;
  for (int f = 0; f < WT_FIELDS; f++) {
    size_t n = r->e->fields[f].n;
    uint32_t *owner = wt_grow(r->owner[f], &r->owner_capacity[f], n, sizeof *owner);
    if (owner == NULL) return false;
    r->owner[f] = owner;
    for (size_t i = 0; i < n; i++) owner[i] = 0;
    n_found += r->hits[f]->n + r->spans[f]->n;
  }
  r->n_candidates = r->n_mentions = r->n_forms = 0;
  /* a person of n words has n - 1 proper ends; names average far below four words */
  return wt_table_begin(&r->names, 2 * n_found) && wt_table_begin(&r->parts, 3 * n_found);
}

/* Steps 1 to 3 for one scope. */
static bool find_mentions(wt_resolver *r, wt_scope scope) {
  size_t from = r->n_mentions;
  if (!wt_join_evidence(r, scope) || !wt_find_forms(r, from)) return false;
  from = r->n_mentions;
  return wt_find_known(r, scope) && wt_find_forms(r, from);
}

static bool run(wt_resolver *r, wt_arena *arena, wt_resolved *out) {
  if (!begin(r) || !find_mentions(r, SCOPE_BODY)) return false;
  if (r->e->all_zones && !find_mentions(r, SCOPE_TEASER)) return false;
  if (!wt_order_mentions(r)) return false;
  if (!wt_link_forms(r) || !wt_merge_forms(r)) return false;
  if (!wt_write_entities(r, arena, out)) return false;
  if (!wt_find_focus(arena, out)) return false;
  out->dateline = wt_find_dateline(r, arena);
  return !arena->failed;
}

wt_status wt_resolve(wt_resolver *resolver, const wt_evidence *evidence, wt_arena *arena,
                     wt_resolved *out, wt_error *error) {
  wt_resolved resolved = {0};
  resolver->e = evidence;
  bool done = run(resolver, arena, &resolved);
  resolver->e = NULL;
  if (!done) return wt_no_memory(error, "resolver");
  *out = resolved;
  return WT_OK;
}
