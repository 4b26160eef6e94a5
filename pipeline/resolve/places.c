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
 *   country    up to WT_COUNTRY_ODDS for the countries that the article speaks of
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

#include "resolve/place_options.h"

static const double STATE = 4.0, CUE = 5.0, NEIGHBOUR = 5.0, SERIES = 2.5;

static const float LEAST = 0.5f;  /* below it an option is more likely wrong than right */
static const float SPEAKS = 0.6f; /* an option less likely says nothing about countries */

enum { ROUNDS = 2, FEATURED = 26 * 26 };

/* exp(-distance / reach) of the nearest option of another name, weighed with its p. */
static double nearness(const wt_option *o, const wt_choice *other) {
  double best = 0;
  for (uint32_t i = 0; i < other->n; i++) {
    const wt_option *q = &other->options[i];
    if (!q->located || q->p < 0.01f) continue;
    double cosine = (double)o->x * q->x + (double)o->y * q->y + (double)o->z * q->z;
    double chord = sqrt(cosine < 1 ? 2 - 2 * cosine : 0) * WT_EARTH_KM;
    double near = q->p * exp(-chord / q->reach);
    if (near > best) best = near;
  }
  return best;
}

/* How likely another name is in this state. */
static double same_state(const wt_option *o, const wt_choice *other) {
  double sum = 0;
  for (uint32_t i = 0; i < other->n && o->state != 0; i++)
    if (other->options[i].state == o->state) sum += other->options[i].p;
  return sum;
}

/* What a name itself says for a country. */
static float spoken(const wt_choice *c, int country) {
  float sum = 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->options[i].country == country && c->options[i].p > SPEAKS)
      sum += c->mentions * c->options[i].p;
  return sum;
}

static bool alike(const wt_option *a, const wt_option *b) {
  wt_place_kind kind = wt_kind_of(a);
  return kind == PLACE_ANY ? strcmp(a->kind, b->kind) == 0 : kind == wt_kind_of(b);
}

/* How likely the name beside this one in a series is of this kind. */
static double same_kind(const wt_places *places, const wt_choice *c, const wt_option *o) {
  double sum = 0;
  if (c->joined == WT_NONE) return 0;
  const wt_choice *other = &places->choices[c->joined];
  for (uint32_t i = 0; i < other->n; i++)
    if (alike(&other->options[i], o)) sum += other->options[i].p;
  return sum;
}

static double cue(const wt_choice *c, const wt_option *o) {
  wt_place_kind kind = wt_kind_of(o);
  double all =
      c->cues[PLACE_CITY] + c->cues[PLACE_STATE] + c->cues[PLACE_COUNTRY] + c->cues[PLACE_INSIDE];
  double own = c->cues[kind] + (kind == PLACE_COUNTRY ? 0 : c->cues[PLACE_INSIDE]);
  return kind == PLACE_ANY ? 0 : CUE * own / (0.5 + all);
}

/* How likely the same name in the dateline is this city. */
static double reported(const wt_resolver *r, const wt_choice *c, const wt_choice *other,
                       uint32_t entry) {
  if (other->form == WT_NONE || c->form == WT_NONE) return 0;
  const wt_form *f = &r->forms[other->form];
  if (f->reading != PLACE_CITY || f->words != r->forms[c->form].words) return 0;
  for (uint32_t i = 0; i < other->n; i++)
    if (other->options[i].entry == entry) return other->options[i].p;
  return 0;
}

static void score(const wt_resolver *r, const wt_places *places, wt_choice *c) {
  float scores[OPTIONS];
  for (uint32_t i = 0; i < c->n; i++) {
    const wt_option *o = &c->options[i];
    double neighbours = 0, state = 0, dateline = 0;
    for (uint32_t k = 0; k < places->n && c->n > 1; k++) {
      const wt_choice *other = &places->choices[k];
      if (other == c) continue;
      if (o->located) neighbours += other->mentions * nearness(o, other);
      state += other->mentions * same_state(o, other);
      dateline += reported(r, c, other, o->entry);
    }
    double country = o->country < 0 ? 0 : r->countries[o->country] - spoken(c, o->country);
    scores[i] = (float)(o->prior + WT_COUNTRY_ODDS * country / (1 + country) +
                        NEIGHBOUR * neighbours / (1 + neighbours) + STATE * state / (1 + state) +
                        cue(c, o) + WT_DATELINE_ODDS * dateline + SERIES * same_kind(places, c, o));
  }
  for (uint32_t i = 0; i < c->n; i++) c->options[i].score = scores[i];
}

/* The countries that the place names speak for, on top of `given`, that of the nationalities. */
static void count_countries(wt_resolver *r, const wt_places *places, const float given[FEATURED]) {
  memcpy(r->countries, given, sizeof r->countries);
  for (uint32_t k = 0; k < places->n; k++)
    for (uint32_t i = 0; i < places->choices[k].n; i++) {
      const wt_option *o = &places->choices[k].options[i];
      if (o->country >= 0 && o->p > SPEAKS)
        r->countries[o->country] += places->choices[k].mentions * o->p;
    }
}

/* How likely the best option is, with what lies inside or around it: "Panama" is the country or its
 * capital, either is better than nothing. */
static double family(const wt_choice *c, const wt_option *best) {
  double sum = 0;
  for (uint32_t i = 0; i < c->n; i++) {
    const wt_option *o = &c->options[i];
    bool inside = wt_kind_of(best) == PLACE_COUNTRY || wt_kind_of(o) == PLACE_COUNTRY
                      ? o->country == best->country
                      : o->state != 0 && o->state == best->state;
    if (o == best || inside) sum += o->p;
  }
  return sum;
}

bool wt_choose_places(wt_resolver *r) {
  if (r->places == NULL) r->places = wt_calloc(1, sizeof *r->places);
  wt_places *places = r->places;
  if (places == NULL) return false;
  if (!wt_collect_options(r, places)) return false;
  float given[FEATURED];
  memcpy(given, r->countries, sizeof given);
  for (int round = 0; round < ROUNDS; round++) {
    count_countries(r, places, given);
    for (uint32_t k = 0; k < places->n; k++) score(r, places, &places->choices[k]);
    for (uint32_t k = 0; k < places->n; k++) wt_softmax(&places->choices[k]);
  }
  count_countries(r, places, given);
  for (uint32_t k = 0; k < places->n; k++) {
    const wt_choice *c = &places->choices[k];
    if (c->form == WT_NONE) continue;
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->n; i++)
      if (c->options[i].score > c->options[best].score) best = i;
    bool sure = family(c, &c->options[best]) >= LEAST;
    r->forms[c->form].entry = sure ? c->options[best].entry : WT_NONE;
    r->forms[c->form].p = sure ? c->options[best].p : 1;
    r->contained[c->form] = true; /* settled */
  }
  return true;
}
