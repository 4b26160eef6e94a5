/* dateline.c - "ANKARA/MOSCOW": the places in the zone that the clean stage marked. */
#include "resolve/resolver.h"

static bool is_place(const wt_resolver *r, const wt_found *m) {
  return m->type == WT_PLACE && wt_token_of(r, m->field, m->first)->zone == WT_ZONE_DATELINE;
}

/* The first dateline of the article; the text part is from its first place to its last. */
wt_dateline *wt_find_dateline(wt_resolver *r, wt_arena *arena) {
  size_t from = 0, n = 0;
  while (from < r->n_mentions && !is_place(r, &r->mentions[r->order[from]])) from++;
  if (from == r->n_mentions) return NULL;
  const wt_found *first = &r->mentions[r->order[from]], *last = first;
  while (from + n < r->n_mentions) {
    const wt_found *m = &r->mentions[r->order[from + n]];
    if (!is_place(r, m) || m->field != first->field || m->first > last->end + 3) break;
    last = m;
    n++;
  }
  wt_dateline *dateline = WT_ARENA_NEW(arena, wt_dateline, 1);
  const char **places = WT_ARENA_NEW(arena, const char *, n);
  if (dateline == NULL || places == NULL) return NULL;
  *dateline = (wt_dateline){.field = (wt_field)first->field,
                            .start = wt_token_of(r, first->field, first->first)->start,
                            .end = wt_token_of(r, last->field, last->end - 1)->end,
                            .places = places};
  for (size_t i = 0; i < n; i++) {
    wt_entry entry;
    uint32_t root = wt_form_root(r, r->mentions[r->order[from + i]].form);
    if (wt_form_entry(r, root, &entry)) places[dateline->n_places++] = entry.id;
  }
  return dateline;
}
