/*
 * places.c - which of the places that share a name.
 *
 * Every place name of the article has OPTIONS: the entries that bear it. They are weighed together,
 * because places of one story lie near each other (Leidner, "Toponym Resolution in Text", 2007:
 * minimality of the region). The score of an option is a sum of log odds:
 *
 *   prior      logarithm of the population; an alias counts less than a main name
 *   seat       countries, and capitals even more, are named more often than their people say:
 *              "Washington" is the city before it is the state
 *   dateline   reports come from cities; the same name in the text is more likely that city
 *   country    up to COUNTRY for the countries that the article speaks of
 *   state      up to STATE for the other names of the article that lie in the same state
 *   neighbours up to NEIGHBOUR for the other names of the article, each with its nearest option:
 *              sum over names of  mentions * p(option) * exp(-distance / REACH)
 *
 *   publisher  its town is one more name, its country one more that the article speaks of
 *   namesake   a town below 250,000 people that bears the name of a state or a country: less
 *   cue        up to CUE for the kind that the words around its mentions tell (place_cues.c)
 *   series     names joined by a comma or "and" are of one kind more often than not: "Ohio, New
 *              York and Texas" are states
 *
 * p(option) is the softmax of the scores within a name, at first from the prior alone; ROUNDS
 * rounds let the names agree (relaxation labelling). So a page of a local paper whose towns all
 * have larger namesakes finds the one county that explains most of them.
 *
 * The p of the chosen option stays with the name: the entity's score is multiplied by it. Below
 * LEAST no option is chosen, and the place has no id: one of a dozen Springfields, without a hint.
 *
 * Cost: names and options are capped (NAMES, OPTIONS; the names mentioned most are kept by order of
 * first mention), so an article costs a bounded time whatever it lists.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"

static const double COUNTRY = 8.0, STATE = 4.0, CUE = 5.0, ALIAS = 0.7, SEAT = 2.6, CAPITAL = 3.2,
                    DATELINE = 3.0, NEIGHBOUR = 5.0, NAMESAKE = 2.0, TOWN = 12.5, SERIES = 2.5;
static const double PAPERS = 0.5; /* small towns have papers, too: as the root of their people */
static const float PUBLISHER = 2; /* counts like a name that is mentioned three times */
static const double REACH = 100, REACH_OF_STATE = 250; /* km */
static const double EARTH = 6371;                      /* km, mean radius */

static const float LEAST = 0.5f;  /* below it an option is more likely wrong than right */
static const float SPEAKS = 0.6f; /* an option less likely says nothing about countries */

enum { NAMES = 48, OPTIONS = 12, ROUNDS = 2, FEATURED = 26 * 26 };

typedef struct {
  uint32_t entry;
  bool located;
  float x, y, z; /* on the unit sphere */
  float reach;   /* km */
  float prior, score, p;
  const char *kind;
  int country;
  uint32_t state; /* hash of the division's id; 0: unknown */
} option;

typedef struct {
  uint32_t form;
  uint32_t n;
  float mentions;          /* log2(1 + mentions) */
  float cues[PLACE_KINDS]; /* mentions whose surroundings tell the kind */
  uint32_t joined;         /* a choice that stands in a series with this one, or WT_NONE */
  option options[OPTIONS];
} choice;

struct wt_places {
  choice choices[NAMES];
  uint32_t n;
};

int wt_country_index(const char country[3]) {
  if (country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z') return -1;
  return (country[0] - 'A') * 26 + (country[1] - 'A');
}

double wt_distance(const wt_entry *a, const wt_entry *b) {
  const double radians = 3.14159265358979323846 / 180;
  double dlat = (b->lat - a->lat) * radians, dlon = (b->lon - a->lon) * radians;
  double s = sin(dlat / 2), t = sin(dlon / 2);
  double h = s * s + cos(a->lat * radians) * cos(b->lat * radians) * t * t;
  return 2 * EARTH * asin(sqrt(h > 1 ? 1 : h));
}

double wt_country_context(const wt_resolver *r, const wt_entry *entry) {
  int c = wt_country_index(entry->country);
  return c < 0 ? 0 : COUNTRY * r->countries[c] / (1 + r->countries[c]);
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
  return prior + seat(entry) + (dateline && is_city(entry) ? DATELINE : 0);
}

/* ---- options ------------------------------------------------------------------------ */

static void locate(option *o, const wt_entry *entry) {
  const double radians = 3.14159265358979323846 / 180;
  static const char *const WIDE[] = {"country", "territory", "continent", "ocean", "sea"};
  o->located = entry->has_position;
  for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++)
    if (is_kind(entry, WIDE[i])) o->located = false; /* its middle is near nothing */
  o->reach = (float)(is_kind(entry, "admin1") ? REACH_OF_STATE : REACH);
  o->x = (float)(cos(entry->lat * radians) * cos(entry->lon * radians));
  o->y = (float)(cos(entry->lat * radians) * sin(entry->lon * radians));
  o->z = (float)sin(entry->lat * radians);
}

static uint32_t state_of(const wt_entry *entry) {
  size_t size = strlen(entry->within);
  return size == 0 ? 0 : (uint32_t)wt_hash(entry->within, size) | 1;
}

static void softmax(choice *c) {
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
  return PAPERS * (log((double)entry->weight + 1) + seat(entry) + (is_city(entry) ? DATELINE : 0)) -
         (candidate->alias ? ALIAS : 0);
}

/* "California" in Pennsylvania, "Lebanon" in New Hampshire: a town that bears the name of a state
 * or a country is seldom meant without it. */
static void doubt_namesakes(choice *c) {
  bool great = false;
  for (uint32_t i = 0; i < c->n; i++)
    great = great || strcmp(c->options[i].kind, "admin1") == 0 ||
            strcmp(c->options[i].kind, "country") == 0;
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
  choice *c = &places->choices[places->n];
  *c = (choice){.form = form, .mentions = (float)log2(1.0 + f->n_mentions), .joined = WT_NONE};
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
    option *o = &c->options[c->n++];
    *o = (option){.entry = candidate.entry,
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
  softmax(c);
  places->n++;
}

static choice *choice_of(wt_places *places, uint32_t form) {
  for (uint32_t k = 0; k < places->n; k++)
    if (places->choices[k].form == form) return &places->choices[k];
  return NULL;
}

static wt_place_kind kind_of(const option *o) {
  if (strcmp(o->kind, "city") == 0 || strcmp(o->kind, "capital") == 0) return PLACE_CITY;
  if (strcmp(o->kind, "admin1") == 0) return PLACE_STATE;
  return strcmp(o->kind, "country") == 0 ? PLACE_COUNTRY : PLACE_ANY;
}

/* What the words around the mentions of ambiguous names say. */
static void count_cues(const wt_resolver *r, wt_places *places) {
  for (size_t i = 0; i < r->n_mentions; i++) {
    const wt_found *m = &r->mentions[r->order[i]];
    if (m->type != WT_PLACE || r->contained[m->form]) continue;
    choice *c = choice_of(places, m->form);
    if (c == NULL || c->n < 2) continue;
    wt_place_kind kind = wt_place_cue(r, m);
    c->cues[kind] += 1;
  }
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
    choice *left = choice_of(places, a->form), *right = choice_of(places, b->form);
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
  choice *c = &places->choices[places->n];
  *c = (choice){.form = WT_NONE, .mentions = PUBLISHER, .joined = WT_NONE};
  size_t n = wt_gazetteer_n_candidates(layer, hit->name);
  for (size_t i = 0; i < n && c->n < OPTIONS; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, hit, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != WT_PLACE) continue;
    option *o = &c->options[c->n++];
    *o = (option){.entry = candidate.entry,
                  .kind = entry.subtype,
                  .country = wt_country_index(entry.country),
                  .state = state_of(&entry)};
    o->prior = o->score =
        (float)(PAPERS * log((double)entry.weight + 1) - (candidate.alias ? ALIAS : 0));
    locate(o, &entry);
  }
  if (c->n == 0) return;
  softmax(c);
  places->n++;
}

/* ---- agreement ---------------------------------------------------------------------- */

/* exp(-distance / reach) of the nearest option of another name, weighed with its p. */
static double nearness(const option *o, const choice *other) {
  double best = 0;
  for (uint32_t i = 0; i < other->n; i++) {
    const option *q = &other->options[i];
    if (!q->located || q->p < 0.01f) continue;
    double cosine = (double)o->x * q->x + (double)o->y * q->y + (double)o->z * q->z;
    double chord = sqrt(cosine < 1 ? 2 - 2 * cosine : 0) * EARTH;
    double near = q->p * exp(-chord / q->reach);
    if (near > best) best = near;
  }
  return best;
}

/* How likely another name is in this state. */
static double same_state(const option *o, const choice *other) {
  double sum = 0;
  for (uint32_t i = 0; i < other->n && o->state != 0; i++)
    if (other->options[i].state == o->state) sum += other->options[i].p;
  return sum;
}

/* What a name itself says for a country. */
static float spoken(const choice *c, int country) {
  float sum = 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->options[i].country == country && c->options[i].p > SPEAKS)
      sum += c->mentions * c->options[i].p;
  return sum;
}

static bool alike(const option *a, const option *b) {
  wt_place_kind kind = kind_of(a);
  return kind == PLACE_ANY ? strcmp(a->kind, b->kind) == 0 : kind == kind_of(b);
}

/* How likely the name beside this one in a series is of this kind. */
static double same_kind(const wt_places *places, const choice *c, const option *o) {
  double sum = 0;
  if (c->joined == WT_NONE) return 0;
  const choice *other = &places->choices[c->joined];
  for (uint32_t i = 0; i < other->n; i++)
    if (alike(&other->options[i], o)) sum += other->options[i].p;
  return sum;
}

static double cue(const choice *c, const option *o) {
  wt_place_kind kind = kind_of(o);
  double all =
      c->cues[PLACE_CITY] + c->cues[PLACE_STATE] + c->cues[PLACE_COUNTRY] + c->cues[PLACE_INSIDE];
  double own = c->cues[kind] + (kind == PLACE_COUNTRY ? 0 : c->cues[PLACE_INSIDE]);
  return kind == PLACE_ANY ? 0 : CUE * own / (0.5 + all);
}

/* How likely the same name in the dateline is this city. */
static double reported(const wt_resolver *r, const choice *c, const choice *other, uint32_t entry) {
  if (other->form == WT_NONE || c->form == WT_NONE) return 0;
  const wt_form *f = &r->forms[other->form];
  if (f->reading != PLACE_CITY || f->words != r->forms[c->form].words) return 0;
  for (uint32_t i = 0; i < other->n; i++)
    if (other->options[i].entry == entry) return other->options[i].p;
  return 0;
}

static void score(const wt_resolver *r, const wt_places *places, choice *c) {
  float scores[OPTIONS];
  for (uint32_t i = 0; i < c->n; i++) {
    const option *o = &c->options[i];
    double neighbours = 0, state = 0, dateline = 0;
    for (uint32_t k = 0; k < places->n && c->n > 1; k++) {
      const choice *other = &places->choices[k];
      if (other == c) continue;
      if (o->located) neighbours += other->mentions * nearness(o, other);
      state += other->mentions * same_state(o, other);
      dateline += reported(r, c, other, o->entry);
    }
    double country = o->country < 0 ? 0 : r->countries[o->country] - spoken(c, o->country);
    scores[i] = (float)(o->prior + COUNTRY * country / (1 + country) +
                        NEIGHBOUR * neighbours / (1 + neighbours) + STATE * state / (1 + state) +
                        cue(c, o) + DATELINE * dateline + SERIES * same_kind(places, c, o));
  }
  for (uint32_t i = 0; i < c->n; i++) c->options[i].score = scores[i];
}

/* The countries that the place names speak for, on top of `given`, that of the nationalities. */
static void count_countries(wt_resolver *r, const wt_places *places, const float given[FEATURED]) {
  memcpy(r->countries, given, sizeof r->countries);
  for (uint32_t k = 0; k < places->n; k++)
    for (uint32_t i = 0; i < places->choices[k].n; i++) {
      const option *o = &places->choices[k].options[i];
      if (o->country >= 0 && o->p > SPEAKS)
        r->countries[o->country] += places->choices[k].mentions * o->p;
    }
}

bool wt_choose_places(wt_resolver *r) {
  if (r->places == NULL) r->places = wt_calloc(1, sizeof *r->places);
  wt_places *places = r->places;
  if (places == NULL) return false;
  places->n = 0;
  if (!wt_find_publisher(r)) return false;
  int country = wt_country_index(r->publisher.country);
  if (country >= 0) r->countries[country] += PUBLISHER;
  add_publisher(r, places);
  for (uint32_t f = 0; f < r->n_forms; f++) add_choice(r, places, f);
  join_series(r, places);
  count_cues(r, places);
  float given[FEATURED];
  memcpy(given, r->countries, sizeof given);
  for (int round = 0; round < ROUNDS; round++) {
    count_countries(r, places, given);
    for (uint32_t k = 0; k < places->n; k++) score(r, places, &places->choices[k]);
    for (uint32_t k = 0; k < places->n; k++) softmax(&places->choices[k]);
  }
  count_countries(r, places, given);
  for (uint32_t k = 0; k < places->n; k++) {
    const choice *c = &places->choices[k];
    if (c->form == WT_NONE) continue;
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->n; i++)
      if (c->options[i].score > c->options[best].score) best = i;
    bool sure = c->options[best].p >= LEAST;
    r->forms[c->form].entry = sure ? c->options[best].entry : WT_NONE;
    r->forms[c->form].p = sure ? c->options[best].p : 1;
    r->contained[c->form] = true; /* settled */
  }
  return true;
}
