/*
 * linking.c - one entry for each form, or none.
 *
 * Candidates are the entries that bear the name and have the form's type: type is a hard condition,
 * so that no person becomes a company of the same name. Among them the prior decides (weight:
 * population, fame, on a logarithmic scale), moved by
 *
 *   country   what the article's unambiguous places and nationalities say: an entry of a country
 *             that the article speaks of gains up to COUNTRY
 *   seat      capitals and countries are named more often than their people say: "Washington" is
 * the city before it is the state dateline  reports come from cities alias     the name is the
 * entry's main name, or only one of its others
 *
 * "Paris, Texas": the place behind the comma contains the one before it. Only candidates in the
 * same country and, when both have coordinates, within NEAR km of the container are left; the
 * nearest wins. When none is left the place has no id: "Lebanon, New Hampshire" is not the country.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"

static const double COUNTRY = 6.0, ALIAS = 0.7, SEAT = 2.6, DATELINE = 3.0;
static const double NEAR = 900; /* km: from the middle of a large state to its border */

static int country_index(const char country[3]) {
  if (country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z') return -1;
  return (country[0] - 'A') * 26 + (country[1] - 'A');
}

/* Great-circle distance in km (haversine formula; mean Earth radius). */
static double distance(const wt_entry *a, const wt_entry *b) {
  const double radians = 3.14159265358979323846 / 180, radius = 6371;
  double dlat = (b->lat - a->lat) * radians, dlon = (b->lon - a->lon) * radians;
  double s = sin(dlat / 2), t = sin(dlon / 2);
  double h = s * s + cos(a->lat * radians) * cos(b->lat * radians) * t * t;
  return 2 * radius * asin(sqrt(h > 1 ? 1 : h));
}

static double context(const wt_resolver *r, const wt_entry *entry) {
  int c = country_index(entry->country);
  return c < 0 ? 0 : COUNTRY * r->countries[c] / (1 + r->countries[c]);
}

static bool is_kind(const wt_entry *entry, const char *kind) {
  return strcmp(entry->subtype, kind) == 0;
}

static double kind_prior(const wt_resolver *r, const wt_form *f, const wt_entry *entry) {
  if (f->type != WT_PLACE) return 0;
  const wt_found *m = &r->mentions[f->first];
  bool capital = is_kind(entry, "capital");
  bool dateline = wt_token_of(r, m->field, m->first)->zone == WT_ZONE_DATELINE;
  return (capital || is_kind(entry, "country") ? SEAT : 0) +
         (dateline && (capital || is_kind(entry, "city")) ? DATELINE : 0);
}

/* "Parliament" for "British Parliament": a generic short form, which means that body only in an
 * article that speaks of its country. */
static bool other_countrys_body(const wt_resolver *r, const wt_form *f, const wt_entry *entry) {
  int c = country_index(entry->country);
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
        score = -distance(&entry, container);
        bool whole_country = is_kind(container, "country");
        if (whole_country)
          score = log((double)entry.weight + 1);
        else if (score < -NEAR)
          continue;
      }
    } else {
      score = log((double)entry.weight + 1) - (candidate.alias ? ALIAS : 0) + context(r, &entry) +
              kind_prior(r, f, &entry);
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

/* The form of the place behind "PLACE, ": WT_NONE when there is none. */
static uint32_t container_of(const wt_resolver *r, const wt_found *m) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  if (m->type != WT_PLACE || m->end + 1 >= tokens->n) return WT_NONE;
  const wt_token *comma = &tokens->tokens[m->end];
  if (comma->end - comma->start != 1 || tokens->bytes[comma->start] != ',') return WT_NONE;
  uint32_t owner = r->owner[m->field][m->end + 1];
  if (owner == 0 || r->mentions[owner - 1].type != WT_PLACE) return WT_NONE;
  return r->mentions[owner - 1].form;
}

static void count_country(wt_resolver *r, uint32_t form) {
  wt_entry entry;
  if (!wt_form_entry(r, form, &entry)) return;
  int c = country_index(entry.country);
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

static bool contains(const wt_entry *place) {
  static const char *const KINDS[] = {"country", "territory", "admin1", "admin2", "region"};
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (is_kind(place, KINDS[i])) return true;
  return false;
}

/* Containers: decided once per form, by the first mention that has one. Only regions and countries
 * contain; in a list ("Paris, London") the second is a city like the first. */
static void link_contained(wt_resolver *r, uint32_t mention) {
  const wt_found *m = &r->mentions[mention];
  wt_form *f = &r->forms[m->form];
  uint32_t form = container_of(r, m);
  wt_entry container;
  if (form == WT_NONE || form == m->form || !wt_form_entry(r, form, &container)) return;
  if (!contains(&container)) return;
  if (f->name == WT_NONE) return;
  wt_entry now;
  bool sure;
  if (wt_form_entry(r, m->form, &now) && is_kind(&now, "country") && is_kind(&container, "country"))
    return; /* "Turkey, Russia" is a list */
  f->entry = choose(r, f, &container, &sure);
}

bool wt_link_forms(wt_resolver *r) {
  memset(r->countries, 0, sizeof r->countries);
  for (uint32_t f = 0; f < r->n_forms; f++) {
    if (r->forms[f].type != WT_PLACE && r->forms[f].type != WT_MISC) continue;
    link_form(r, f, true);
    count_country(r, f);
  }
  for (uint32_t f = 0; f < r->n_forms; f++) link_form(r, f, false);
  for (size_t i = r->n_mentions; i > 0; i--) link_contained(r, r->order[i - 1]);
  return true;
}
