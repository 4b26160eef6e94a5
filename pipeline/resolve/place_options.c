/*
 * place_options.c - which places a name may mean, and what speaks for each by itself.
 *
 * The prior of an option: people, seat, dateline, the publisher's town. Beside it are noted the
 * names that stand in a series and what the words around the mentions tell. places.c weighs the
 * names of the article together.
 */
#include "resolve/place_options.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "resolve/word_in.h"

static const double ALIAS = 0.7, SEAT = 2.6, CAPITAL = 3.2, NAMESAKE = 2.0;
static const double WATER = 8;          /* against towns: "the Pacific" */
static const double TOWN = 12.5;        /* a log weight: 250,000 people */
static const double BODY_COUNTRY = 6.0; /* of persons and organizations */
static const double PAPERS = 0.5; /* small towns have papers, too: as the root of their people */
static const float PUBLISHER = 2; /* counts like a name that is mentioned three times */
static const double REACH = 100, REACH_OF_STATE = 250; /* km */

int wt_country_index(const char country[3]) {
  if (country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z') return -1;
  return (country[0] - 'A') * 26 + (country[1] - 'A');
}

double wt_distance(const wt_entry *a, const wt_entry *b) {
  const double radians = 3.14159265358979323846 / 180;
  double dlat = (b->lat - a->lat) * radians, dlon = (b->lon - a->lon) * radians;
  double s = sin(dlat / 2), t = sin(dlon / 2);
  double h = s * s + cos(a->lat * radians) * cos(b->lat * radians) * t * t;
  return 2 * WT_EARTH_KM * asin(sqrt(h > 1 ? 1 : h));
}

double wt_country_context(const wt_resolver *r, const wt_entry *entry) {
  int c = wt_country_index(entry->country);
  /* of no country: half as near as those of the country that the article speaks of most */
  float spoken = c < 0 ? r->most_spoken : r->countries[c];
  return (c < 0 ? 0.5 : 1) * BODY_COUNTRY * spoken / (1 + spoken);
}

static bool is_kind(const wt_entry *entry, const char *kind) {
  return strcmp(entry->subtype, kind) == 0;
}

static double seat(const wt_entry *entry) {
  return is_kind(entry, "country") ? SEAT : is_kind(entry, "capital") ? CAPITAL : 0;
}

static bool is_city(const wt_entry *entry) {
  return is_kind(entry, "capital") || is_kind(entry, "city");
}

double wt_entry_prior(const wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                      const wt_entry *entry) {
  double prior = log((double)entry->weight + 1) - (candidate->alias ? ALIAS : 0);
  if (f->type != WT_PLACE) return prior;
  const wt_found *m = &r->mentions[f->first];
  bool dateline = wt_token_of(r, m->field, m->first)->zone == WT_ZONE_DATELINE;
  return prior + seat(entry) + (dateline && is_city(entry) ? WT_DATELINE_ODDS : 0);
}

/* ---- options ------------------------------------------------------------------------ */

static void locate(wt_option *o, const wt_entry *entry) {
  const double radians = 3.14159265358979323846 / 180;
  /* the middle of a wide place is near nothing */
  o->located =
      entry->has_position && !wt_kind_in("|country|territory|continent|ocean|sea|", entry->subtype);
  o->reach = (float)(is_kind(entry, "admin1") ? REACH_OF_STATE : REACH);
  o->x = (float)(cos(entry->lat * radians) * cos(entry->lon * radians));
  o->y = (float)(cos(entry->lat * radians) * sin(entry->lon * radians));
  o->z = (float)sin(entry->lat * radians);
}

static uint32_t state_of(const wt_entry *entry) {
  size_t size = strlen(entry->within);
  return size == 0 ? 0 : (uint32_t)wt_hash(entry->within, size) | 1;
}

void wt_softmax(wt_choice *c) {
  double most = -1e9, sum = 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->options[i].score > most) most = c->options[i].score;
  for (uint32_t i = 0; i < c->n; i++) sum += exp(c->options[i].score - most);
  for (uint32_t i = 0; i < c->n; i++)
    c->options[i].p = (float)(exp(c->options[i].score - most) / sum);
}

/* Whether a form is the name that the publisher bears: to "The Paris News" Paris is its own town.
 */
static bool is_home(const wt_resolver *r, const wt_form *f) {
  return r->publisher.has_place && r->publisher.place.layer == f->layer &&
         r->publisher.place.name == f->name;
}

static double home_prior(const wt_candidate *candidate, const wt_entry *entry) {
  return PAPERS * (log((double)entry->weight + 1) + seat(entry) +
                   (is_city(entry) ? WT_DATELINE_ODDS : 0)) -
         (candidate->alias ? ALIAS : 0);
}

/* "California" in Pennsylvania, "Lebanon" in New Hampshire, "White House" in Tennessee: a town that
 * bears the name of a state, a country or a sight is seldom meant without more. */
static void doubt_namesakes(wt_choice *c) {
  bool great = false;
  for (uint32_t i = 0; i < c->n; i++)
    great = great || wt_kind_in("|admin1|country|landmark|", c->options[i].kind);
  for (uint32_t i = 0; i < c->n && great; i++)
    if (strcmp(c->options[i].kind, "city") == 0 && c->options[i].prior < TOWN) {
      c->options[i].prior -= (float)NAMESAKE;
      c->options[i].score = c->options[i].prior;
    }
}

/* A form that is linked already has that entry as its one option. */
static void add_choice(wt_resolver *r, wt_places *places, uint32_t form) {
  const wt_form *f = &r->forms[form];
  if (r->contained[form] && f->entry == WT_NONE) return;
  if (f->type != WT_PLACE || f->name == WT_NONE || f->scope != SCOPE_BODY || places->n == NAMES)
    return;
  wt_choice *c = &places->choices[places->n];
  *c = (wt_choice){.form = form, .mentions = (float)log2(1.0 + f->n_mentions), .joined = WT_NONE};
  const wt_gazetteer *layer = r->e->layers[f->layer];
  size_t n = wt_gazetteer_n_candidates(layer, f->name);
  for (size_t i = 0; i < n && c->n < OPTIONS; i++) { /* the heaviest come first */
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (f->reading == PLACE_STATE && is_city(&entry)) continue;
    if (f->reading == PLACE_CITY && is_kind(&entry, "admin1")) continue;
    if (entry.type != WT_PLACE || (f->entry != WT_NONE && f->entry != candidate.entry)) continue;
    wt_option *o = &c->options[c->n++];
    *o = (wt_option){.entry = candidate.entry,
                     .kind = entry.subtype,
                     .country = wt_country_index(entry.country),
                     .state = state_of(&entry)};
    double prior = wt_entry_prior(r, f, &candidate, &entry);
    if (is_home(r, f)) prior = home_prior(&candidate, &entry);
    o->prior = o->score = (float)prior;
    locate(o, &entry);
  }
  if (c->n == 0) return;
  doubt_namesakes(c);
  wt_softmax(c);
  places->n++;
}

static wt_choice *choice_of(wt_places *places, uint32_t form) {
  for (uint32_t k = 0; k < places->n; k++)
    if (places->choices[k].form == form) return &places->choices[k];
  return NULL;
}

wt_place_kind wt_kind_of(const wt_option *o) {
  if (strcmp(o->kind, "city") == 0 || strcmp(o->kind, "capital") == 0) return PLACE_CITY;
  if (strcmp(o->kind, "admin1") == 0) return PLACE_STATE;
  if (wt_kind_in("|gulf|ocean|river|sea|strait|", o->kind)) return PLACE_WATER;
  return strcmp(o->kind, "country") == 0 ? PLACE_COUNTRY : PLACE_ANY;
}

/* "The Pacific" is the town of Pacific in no paper. */
static void doubt_towns_by_water(wt_choice *c) {
  bool water = false;
  for (uint32_t i = 0; i < c->n; i++) water = water || wt_kind_of(&c->options[i]) == PLACE_WATER;
  for (uint32_t i = 0; i < c->n && water; i++)
    if (wt_kind_of(&c->options[i]) == PLACE_CITY) c->options[i].prior -= (float)WATER;
}

/* What the words around the mentions of ambiguous names say. */
static void count_cues(const wt_resolver *r, wt_places *places) {
  for (size_t i = 0; i < r->n_mentions; i++) {
    const wt_found *m = &r->mentions[r->order[i]];
    if (m->type != WT_PLACE || r->contained[m->form]) continue;
    wt_choice *c = choice_of(places, m->form);
    if (c == NULL || c->n < 2) continue;
    wt_place_kind kind = wt_place_cue(r, m);
    c->cues[kind] += 1;
  }
  for (size_t k = 0; k < places->n; k++)
    if (places->choices[k].cues[PLACE_WATER] > 0) doubt_towns_by_water(&places->choices[k]);
}

/* Whether only a comma, "and" or "or" stands between two mentions. */
static bool is_joined(const wt_resolver *r, const wt_found *a, const wt_found *b) {
  if (a->field != b->field || b->first <= a->end || b->first > a->end + 2) return false;
  const wt_tokens *tokens = &r->e->fields[a->field];
  for (uint32_t i = a->end; i < b->first; i++) {
    const wt_token *t = &tokens->tokens[i];
    const char *fold = wt_token_fold(tokens, t);
    bool comma = t->end - t->start == 1 && tokens->bytes[t->start] == ',';
    bool word = (t->fold_size == 3 && memcmp(fold, "and", 3) == 0) ||
                (t->fold_size == 2 && memcmp(fold, "or", 2) == 0);
    if (!comma && !word) return false;
  }
  return true;
}

/* The first partner of each name that a container has not settled. */
static void join_series(const wt_resolver *r, wt_places *places) {
  for (size_t i = 0; i + 1 < r->n_mentions; i++) {
    const wt_found *a = &r->mentions[r->order[i]], *b = &r->mentions[r->order[i + 1]];
    if (a->type != WT_PLACE || b->type != WT_PLACE || a->form == b->form) continue;
    if (r->contained[a->form] || !is_joined(r, a, b)) continue;
    wt_choice *left = choice_of(places, a->form), *right = choice_of(places, b->form);
    if (left == NULL || right == NULL) continue;
    if (left->joined == WT_NONE) left->joined = (uint32_t)(right - places->choices);
    if (right->joined == WT_NONE) right->joined = (uint32_t)(left - places->choices);
  }
}

/* The publisher's town as a name that the article mentions. */
static void add_publisher(wt_resolver *r, wt_places *places) {
  if (!r->publisher.has_place || places->n == NAMES) return;
  const wt_hit *hit = &r->publisher.place;
  const wt_gazetteer *layer = r->e->layers[hit->layer];
  wt_choice *c = &places->choices[places->n];
  *c = (wt_choice){.form = WT_NONE, .mentions = PUBLISHER, .joined = WT_NONE};
  size_t n = wt_gazetteer_n_candidates(layer, hit->name);
  for (size_t i = 0; i < n && c->n < OPTIONS; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, hit, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != WT_PLACE) continue;
    wt_option *o = &c->options[c->n++];
    *o = (wt_option){.entry = candidate.entry,
                     .kind = entry.subtype,
                     .country = wt_country_index(entry.country),
                     .state = state_of(&entry)};
    o->prior = o->score =
        (float)(PAPERS * log((double)entry.weight + 1) - (candidate.alias ? ALIAS : 0));
    locate(o, &entry);
  }
  if (c->n == 0) return;
  wt_softmax(c);
  places->n++;
}

bool wt_collect_options(wt_resolver *r, wt_places *places) {
  places->n = 0;
  if (!wt_find_publisher(r)) return false;
  int country = wt_country_index(r->publisher.country);
  if (country >= 0) r->countries[country] += PUBLISHER;
  add_publisher(r, places);
  for (uint32_t f = 0; f < r->n_forms; f++) add_choice(r, places, f);
  join_series(r, places);
  count_cues(r, places);
  return true;
}
