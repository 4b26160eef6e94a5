/*
 * linking.c - one entry for each form, or none.
 *
 * Candidates are the entries that bear the name and have the form's type: type is a hard condition,
 * so that no person becomes a company of the same name. Places are weighed together (places.c); for
 * the others the prior decides (fame, on a logarithmic scale), moved by the countries that the
 * article speaks of, and less for an alias than for a main name.
 *
 * "Paris, Texas": the place behind the comma contains the one before it. Only candidates in the
 * same country and, when both have coordinates, within NEAR km of the container are left; the
 * nearest wins. When none is left the place has no id: "Lebanon, New Hampshire" is not the country.
 * But "Ohio, Texas" and "the Middle East, Europe" are lists: nothing contains its like, or more.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"

static const double NEAR = 900; /* km: from the middle of a large state to its border */

static bool is_kind(const wt_entry *entry, const char *kind) {
  return strcmp(entry->subtype, kind) == 0;
}

/* "Parliament" for "British Parliament": a generic short form, which means that body only in an
 * article that speaks of its country. */
static bool other_countrys_body(const wt_resolver *r, const wt_form *f, const wt_entry *entry) {
  int c = wt_country_index(entry->country);
  if (f->type != WT_ORGANIZATION || f->n_words != 1 || c < 0 || r->countries[c] > 0) return false;
  const wt_found *m = &r->mentions[f->first];
  const wt_token *t = wt_token_of(r, m->field, m->first);
  size_t size = t->end - t->start, length = strlen(entry->name);
  return length > size && entry->name[length - size - 1] == ' ' &&
         memcmp(entry->name + length - size, r->e->fields[m->field].bytes + t->start, size) == 0;
}

/* The i-th candidate of a form's listed name; false when it is none here: the capitals do not fit,
 * or a later list vetoes it. */
static bool candidate_of(const wt_resolver *r, const wt_form *f, size_t i, wt_candidate *out) {
  wt_hit hit = {.layer = f->layer, .name = f->name, .forms = f->cases};
  return wt_hit_candidate(r->e->layers, r->e->n_layers, &hit, i, out);
}

/* Whether an entry of another type bears the name surely: "White House" as an organization is not
 * the task force that has it as a weak alias. */
static bool other_types_name(const wt_resolver *r, const wt_form *f) {
  const wt_gazetteer *layer = r->e->layers[f->layer];
  wt_candidate first;
  wt_entry entry;
  size_t n = wt_gazetteer_n_candidates(layer, f->name), i = 0;
  while (i < n && !candidate_of(r, f, i, &first)) i++;
  if (i == n) return false;
  wt_gazetteer_entry(layer, first.entry, &entry);
  return !first.weak && entry.type != f->type;
}

/* The entry for a name among those of its type; WT_NONE when there is none. *sure: no rival comes
 * near. */
static uint32_t choose(const wt_resolver *r, const wt_form *f, const wt_entry *container,
                       bool *sure) {
  const wt_gazetteer *layer = r->e->layers[f->layer];
  size_t n = wt_gazetteer_n_candidates(layer, f->name);
  double best = -1e9, second = -1e9;
  uint32_t chosen = WT_NONE;
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!candidate_of(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != f->type) continue;
    if (candidate.alias && other_countrys_body(r, f, &entry)) continue;
    if (candidate.alias && candidate.weak && other_types_name(r, f)) continue;
    double score;
    if (container != NULL) {
      if (strcmp(entry.country, container->country) != 0 || strcmp(entry.id, container->id) == 0)
        continue;
      score = 0;
      if (entry.has_position && container->has_position) {
        score = -wt_distance(&entry, container);
        bool whole_country = is_kind(container, "country");
        if (whole_country)
          score = log((double)entry.weight + 1);
        else if (score < -NEAR)
          continue;
      }
    } else {
      score = wt_entry_prior(r, f, &candidate, &entry) + wt_country_context(r, &entry);
    }
    if (score > best) {
      second = best;
      best = score;
      chosen = candidate.entry;
    } else if (score > second) {
      second = score;
    }
  }
  *sure = chosen != WT_NONE && best - second > 2;
  return chosen;
}

static void count_country(wt_resolver *r, uint32_t form) {
  wt_entry entry;
  if (!wt_form_entry(r, form, &entry)) return;
  int c = wt_country_index(entry.country);
  const wt_form *f = &r->forms[form];
  if (c >= 0 && f->scope == SCOPE_BODY) r->countries[c] += (float)log2(1.0 + f->n_mentions);
}

static void link_form(wt_resolver *r, uint32_t form, bool only_sure) {
  wt_form *f = &r->forms[form];
  if (f->name == WT_NONE || f->entry != WT_NONE) return;
  bool sure = false;
  uint32_t entry = choose(r, f, NULL, &sure);
  if (!only_sure || sure) f->entry = entry;
}

/* How much a kind of place contains: nothing contains its like. */
static int rank(const wt_entry *place) {
  static const struct {
    const char *kind;
    int rank;
  } KINDS[] = {{"continent", 4}, {"region", 4}, {"country", 3},
               {"territory", 3}, {"admin1", 2}, {"admin2", 1}};
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (is_kind(place, KINDS[i].kind)) return KINDS[i].rank;
  return 0;
}

/* The heaviest country, state or district that bears a listed name. */
static bool heaviest_container(const wt_resolver *r, uint32_t layer, uint32_t name, wt_entry *out) {
  size_t n = wt_gazetteer_n_candidates(r->e->layers[layer], name);
  bool found = false;
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    wt_gazetteer_candidate(r->e->layers[layer], name, i, &candidate);
    wt_gazetteer_entry(r->e->layers[layer], candidate.entry, &entry);
    int level = entry.type == WT_PLACE ? rank(&entry) : 0;
    if (level < 1 || level > 3 || (found && entry.weight <= out->weight)) continue;
    *out = entry;
    found = true;
  }
  return found;
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

/* The place behind "PLACE, ": a mention, or a listed name that is none for itself ("La."). */
static bool container_of(const wt_resolver *r, const wt_found *m, wt_entry *out) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  if (m->type != WT_PLACE || m->end + 1 >= tokens->n) return false;
  const wt_token *comma = &tokens->tokens[m->end];
  if (comma->end - comma->start != 1 || tokens->bytes[comma->start] != ',') return false;
  uint32_t owner = r->owner[m->field][m->end + 1];
  if (owner != 0) {
    const wt_found *next = &r->mentions[owner - 1];
    const wt_form *f = &r->forms[next->form];
    return next->first == m->end + 1 && next->type == WT_PLACE && f->name != WT_NONE &&
           next->form != m->form && heaviest_container(r, f->layer, f->name, out);
  }
  const wt_hit *hit = hit_at(&r->e->hits[m->field], m->end + 1);
  return hit != NULL && hit->types & 1 << WT_PLACE &&
         heaviest_container(r, hit->layer, hit->name, out);
}

/* Whether a form may be a place that contains the container, or its like. */
static bool is_list(const wt_resolver *r, const wt_form *f, const wt_entry *container) {
  wt_candidate candidate;
  wt_entry entry;
  size_t n = wt_gazetteer_n_candidates(r->e->layers[f->layer], f->name);
  for (size_t i = 0; i < n; i++) {
    wt_gazetteer_candidate(r->e->layers[f->layer], f->name, i, &candidate);
    wt_gazetteer_entry(r->e->layers[f->layer], candidate.entry, &entry);
    if (entry.type != WT_PLACE) continue;
    int level = rank(&entry);
    if (level == 4 || (level > 0 && level == rank(container))) return true;
  }
  return false;
}

/* Decided once per form, by the first mention that has a container (they come last to first). */
static void link_contained(wt_resolver *r, const wt_found *m, bool *contained) {
  wt_form *f = &r->forms[m->form];
  wt_entry container;
  if (f->name == WT_NONE || !container_of(r, m, &container)) return;
  bool sure;
  uint32_t entry = choose(r, f, &container, &sure);
  if (entry == WT_NONE && is_list(r, f, &container)) return;
  f->entry = entry;
  contained[m->form] = true;
}

/* In this order: what the list is sure of says which countries the article speaks of; what has its
 * container beside it; the other places, together; all the rest. */
bool wt_link_forms(wt_resolver *r) {
  memset(r->countries, 0, sizeof r->countries);
  bool *contained = wt_grow(r->contained, &r->contained_capacity, r->n_forms, sizeof *contained);
  if (contained == NULL) return false;
  r->contained = contained;
  memset(contained, 0, r->n_forms);
  for (uint32_t f = 0; f < r->n_forms; f++) {
    if (r->forms[f].type != WT_MISC) continue;
    link_form(r, f, true);
    count_country(r, f);
  }
  for (size_t i = r->n_mentions; i > 0; i--)
    link_contained(r, &r->mentions[r->order[i - 1]], contained);
  if (!wt_choose_places(r)) return false;
  for (uint32_t f = 0; f < r->n_forms; f++)
    if (!contained[f]) link_form(r, f, false);
  return true;
}
