/*
 * containment.c - "Paris, Texas": the place behind the comma contains the one before it.
 *
 * Behind the comma may stand a mention or a listed name that is none for itself ("Alexandria,
 * La."). Each country, state or district that bears that name is tried, the heaviest first. Of the
 * entries of the first name those are inside that lie in the same country and, in a state, whose
 * list says so (`within`); of them the heaviest is taken. Where the list does not say, or the
 * container is a district, those within NEAR km of its middle count, the nearest first.
 *
 * A name that may itself be the container's like is inside only outside a series: "Delaware, Ohio"
 * is a town, but "Delaware, Ohio and Texas" are states.
 *
 * When nothing is inside, the first name has no id ("Lebanon, New Hampshire" is not the country),
 * unless this may be a list: nothing contains its like or more ("Ohio, Texas"; "the Middle East,
 * Europe"), and a third place behind or before a further comma makes a series.
 */
#include <math.h>
#include <string.h>

#include "resolve/resolver.h"

static const double NEAR = 900; /* km: from the middle of a large state to its border */

enum { GREAT = 1000000 }; /* people of a state that is as well known as a city of its name */
enum { CONTAINERS = 8, ANYWHERE = 4, COUNTRY = 3, STATE = 2 };

/* How much a kind of place contains: nothing contains its like. */
static int rank(const wt_entry *place) {
  static const struct {
    const char *kind;
    int rank;
  } KINDS[] = {{"continent", ANYWHERE}, {"region", ANYWHERE}, {"country", COUNTRY},
               {"territory", COUNTRY},  {"admin1", STATE},    {"admin2", 1}};
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (strcmp(place->subtype, KINDS[i].kind) == 0) return KINDS[i].rank;
  return 0;
}

static uint32_t inside(const wt_resolver *r, const wt_form *f, const wt_entry *container) {
  const wt_gazetteer *layer = r->e->layers[f->layer];
  size_t n = wt_gazetteer_n_candidates(layer, f->name);
  double best = -1e9;
  uint32_t chosen = WT_NONE;
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != WT_PLACE || rank(&entry) >= rank(container) ||
        strcmp(entry.country, container->country) != 0)
      continue;
    double score = wt_entry_prior(r, f, &candidate, &entry) - 50;
    bool known =
        rank(container) == STATE && entry.within[0] != '\0' && container->within[0] != '\0';
    if (known && strcmp(entry.within, container->within) != 0) continue;
    if (!known && rank(container) < COUNTRY && entry.has_position && container->has_position) {
      double km = wt_distance(&entry, container);
      if (km > NEAR) continue;
      score = -km / NEAR;
    }
    if (score > best) {
      best = score;
      chosen = candidate.entry;
    }
  }
  return chosen;
}

/* The listed name that begins at a token, the longest one. */
static const wt_hit *hit_at(const wt_hits *hits, uint32_t token) {
  size_t low = 0, high = hits->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (hits->items[middle].first < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low < hits->n && hits->items[low].first == token ? &hits->items[low] : NULL;
}

static bool is_comma(const wt_resolver *r, unsigned field, uint32_t token) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (token >= tokens->n) return false;
  const wt_token *t = &tokens->tokens[token];
  return t->end - t->start == 1 && tokens->bytes[t->start] == ',';
}

/* The place behind "PLACE, " as a name of a list: a hit, or made up from a mention. */
static bool name_behind(const wt_resolver *r, const wt_found *m, wt_form *out, uint32_t *end) {
  if (!is_comma(r, m->field, m->end) || m->end + 1 >= r->e->fields[m->field].n) return false;
  uint32_t owner = r->owner[m->field][m->end + 1];
  if (owner != 0) {
    const wt_found *next = &r->mentions[owner - 1];
    *end = next->end;
    *out = r->forms[next->form];
    return next->first == m->end + 1 && next->type == WT_PLACE && out->name != WT_NONE &&
           next->form != m->form;
  }
  const wt_hit *hit = hit_at(r->hits[m->field], m->end + 1);
  if (hit == NULL || !(hit->types & 1 << WT_PLACE)) return false;
  *end = hit->end;
  *out = (wt_form){.layer = hit->layer, .name = hit->name, .cases = hit->forms};
  return true;
}

static bool is_place_at(const wt_resolver *r, unsigned field, uint32_t token) {
  if (token >= r->e->fields[field].n) return false;
  uint32_t owner = r->owner[field][token];
  return owner != 0 && r->mentions[owner - 1].type == WT_PLACE;
}

/* "A, B, C" and "A, B and C": a place before the first, or behind the second one. */
static bool is_series(const wt_resolver *r, const wt_found *m, uint32_t end) {
  if (m->first >= 2 && is_comma(r, m->field, m->first - 1) &&
      is_place_at(r, m->field, m->first - 2))
    return true;
  uint32_t third = end + 1;
  if (is_comma(r, m->field, end) && third < r->e->fields[m->field].n) {
    const wt_token *t = wt_token_of(r, m->field, third);
    third += t->letter_case == WT_CASE_LOWER; /* "and" */
  }
  return is_place_at(r, m->field, third);
}

bool wt_stands_as_container(const wt_resolver *r, const wt_found *m) {
  if (m->type != WT_PLACE || m->first < 2 || !is_comma(r, m->field, m->first - 1)) return false;
  uint32_t owner = r->owner[m->field][m->first - 2];
  if (owner == 0 || r->mentions[owner - 1].type != WT_PLACE) return false;
  return !is_series(r, &r->mentions[owner - 1], m->end);
}

/* Whether a form may be a place of this rank, or one that nothing contains. */
static bool may_be_like(const wt_resolver *r, const wt_form *f, int level) {
  size_t n = wt_gazetteer_n_candidates(r->e->layers[f->layer], f->name);
  for (size_t i = 0; i < n && i < CONTAINERS; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[f->layer], candidate.entry, &entry);
    if (entry.type == WT_PLACE && (rank(&entry) == ANYWHERE || rank(&entry) == level)) return true;
  }
  return false;
}

/* Decided once per form, by the first mention that has a container: call it from the last mention
 * to the first. True when the form's entry, or none, is settled. */
static bool settle(wt_resolver *r, const wt_found *m) {
  wt_form *f = &r->forms[m->form], behind;
  uint32_t end;
  if (m->type != WT_PLACE || f->name == WT_NONE || !name_behind(r, m, &behind, &end)) return false;
  const wt_gazetteer *layer = r->e->layers[behind.layer];
  size_t n = wt_gazetteer_n_candidates(layer, behind.name);
  int greatest = 0;
  bool city = false;
  for (size_t i = 0; i < n && i < CONTAINERS; i++) {
    wt_candidate candidate;
    wt_entry container;
    if (!wt_form_candidate(r, &behind, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &container);
    int level = container.type == WT_PLACE ? rank(&container) : 0;
    if (level < 1 || level > COUNTRY) {
      city = city || (container.type == WT_PLACE && greatest == 0);
      continue;
    }
    /* "Berlin, Budapest": a district that bears the name of its city, which comes first */
    if (level > greatest && (!city || container.weight >= GREAT)) greatest = level;
    if (is_series(r, m, end) && may_be_like(r, f, level)) return false;
    uint32_t entry = inside(r, f, &container);
    if (entry == WT_NONE) continue;
    f->entry = entry;
    return true;
  }
  if (greatest == 0 || is_series(r, m, end) || may_be_like(r, f, greatest)) return false;
  f->entry = WT_NONE;
  return true;
}

void wt_link_contained(wt_resolver *r) {
  memset(r->contained, 0, r->n_forms * sizeof *r->contained);
  for (size_t i = r->n_mentions; i > 0; i--) {
    const wt_found *m = &r->mentions[r->order[i - 1]];
    if (settle(r, m)) r->contained[m->form] = true;
  }
}
