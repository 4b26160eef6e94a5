/*
 * entities.c - the result: trees of forms become entities in the doc's arena.
 *
 * SCORE. Evidence of different kinds is taken as independent: with the best score s of the
 * recogniser and of the list for any mention, score = 1 - (1 - rule) (1 - list), times how sure the
 * choice among namesakes is (places.c), at most 0.99; an entity that only the article itself speaks
 * for has the score of the form it came from. With the rules this is calibrated: of the training
 * articles' entities with 0.8 to 0.9 (0.85 on average) 90 % are in the gold, of those above 0.95
 * 98 %. A model is too
 * sure of itself, so its scores go through a line in log odds (Platt, "Probabilistic Outputs for
 * Support Vector Machines", 1999), fitted on the training articles, each tagged by a model that had
 * not seen it. On the development articles the expected calibration error falls from 0.032 to 0.019
 * (tests/eval/calibration.py). An earlier model was also too sure of names that no list has; should
 * one be again, the fit shows it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "resolve/entity_name.h"
#include "resolve/resolver.h"

static const double SUREST = 0.99;
static const double OFFSET = -0.24, SLOPE = 0.89; /* log odds, with a model */

typedef struct {
  uint32_t *entity_of; /* [n_forms] root form -> entity, or WT_NONE */
  uint32_t *root;      /* [n_entities] */
  size_t *count;       /* [n_entities] mentions, then where the next one goes */
  size_t n;
} grouping;

static bool group(wt_resolver *r, wt_arena *arena, grouping *g) {
  g->entity_of = WT_ARENA_NEW(arena, uint32_t, r->n_forms);
  g->root = WT_ARENA_NEW(arena, uint32_t, r->n_forms);
  g->count = WT_ARENA_NEW(arena, size_t, r->n_forms);
  if (arena->failed) return false;
  for (size_t i = 0; i < r->n_forms; i++) g->entity_of[i] = WT_NONE;
  for (size_t i = 0; i < r->n_mentions; i++) {
    uint32_t root = wt_form_root(r, r->mentions[r->order[i]].form);
    if (g->entity_of[root] == WT_NONE) {
      g->entity_of[root] = (uint32_t)g->n;
      g->root[g->n] = root;
      g->count[g->n++] = 0;
    }
    g->count[g->entity_of[root]]++;
  }
  return true;
}

static wt_mention make_mention(wt_resolver *r, const wt_found *m) {
  const wt_token *first = wt_token_of(r, m->field, m->first);
  /* two aliases with one id were not told by the article, but by the list */
  const char *rule = r->forms[m->form].rule;
  bool merged = rule != NULL && strcmp(rule, "same-id") != 0;
  return (wt_mention){.field = (wt_field)m->field,
                      .zone = (wt_zone_kind)first->zone,
                      .start = first->start,
                      .end = wt_token_of(r, m->field, m->end - 1)->end,
                      .how = m->how | (merged ? WT_HOW_COREFERENCE : 0),
                      .rule = merged ? rule : m->rule,
                      .stands_for = wt_stands_for(r, m)};
}

/* Fills the mentions of every entity, the title's first. */
static bool fill_mentions(wt_resolver *r, wt_arena *arena, grouping *g, wt_entity *entities) {
  wt_mention *all = WT_ARENA_NEW(arena, wt_mention, r->n_mentions);
  if (all == NULL) return false;
  for (size_t i = 0, at = 0; i < g->n; i++) {
    entities[i].mentions = all + at;
    entities[i].n_mentions = g->count[i];
    at += g->count[i];
    g->count[i] = at - g->count[i];
  }
  size_t n_text = 0; /* the order is text, title */
  while (n_text < r->n_mentions && r->mentions[r->order[n_text]].field == WT_FIELD_TEXT) n_text++;
  for (size_t i = 0; i < r->n_mentions; i++) {
    size_t at = i + n_text < r->n_mentions ? i + n_text : i + n_text - r->n_mentions;
    const wt_found *m = &r->mentions[r->order[at]];
    all[g->count[g->entity_of[wt_form_root(r, m->form)]]++] = make_mention(r, m);
  }
  return true;
}

static const char *text_or_null(const char *text) { return text[0] == '\0' ? NULL : text; }

static const char *copy_or_null(wt_arena *arena, const char *text) {
  return text[0] == '\0' ? NULL : wt_arena_copy(arena, text, strlen(text));
}

static void describe(wt_resolver *r, wt_arena *arena, uint32_t root, wt_entity *e) {
  const wt_form *f = &r->forms[root];
  wt_entry entry;
  e->type = (wt_type)f->type;
  if (wt_form_entry(r, root, &entry)) {
    /* strings lie in the mapped file, which outlives the doc; the country is a copy */
    e->id = text_or_null(entry.id);
    e->name = entry.name;
    e->subtype = text_or_null(entry.subtype);
    e->same_as = text_or_null(entry.same_as);
    e->refers_to = text_or_null(entry.refers_to);
    e->country = copy_or_null(arena, entry.country);
    e->has_position = entry.has_position;
    e->lat = entry.has_position ? entry.lat : 0;
    e->lon = entry.has_position ? entry.lon : 0;
  }
}

static double calibrated(double score) {
  if (score <= 0) return 0;
  return 1 / (1 + exp(-(OFFSET + SLOPE * log(score / (1 - score)))));
}

/* The best evidence of each kind over the forms of each entity. */
static bool fill_scores(wt_resolver *r, wt_arena *arena, const grouping *g, wt_entity *entities) {
  double *list = WT_ARENA_NEW(arena, double, g->n), *rule = WT_ARENA_NEW(arena, double, g->n);
  if (arena->failed) return false;
  for (size_t i = 0; i < g->n; i++) list[i] = rule[i] = 0;
  for (size_t i = 0; i < r->n_mentions; i++) {
    const wt_found *m = &r->mentions[i];
    uint32_t entity = g->entity_of[wt_form_root(r, m->form)];
    double *kind = m->by & BY_LIST && !(m->by & BY_RULE) ? &list[entity] : &rule[entity];
    if (m->score > *kind) *kind = m->score;
  }
  for (size_t i = 0; i < g->n; i++) {
    double score = 1 - (1 - list[i]) * (1 - rule[i]);
    float p = r->forms[g->root[i]].p;
    if (p > 0) score *= p;
    if (score > SUREST) score = SUREST;
    entities[i].score = r->e->spans_decide ? calibrated(score) : score;
  }
  return true;
}

static int by_salience(const void *left, const void *right) {
  const wt_entity *a = left, *b = right;
  if (a->salience > b->salience) return -1;
  if (a->salience < b->salience) return 1;
  if (a->mentions[0].field != b->mentions[0].field)
    return a->mentions[0].field < b->mentions[0].field ? -1 : 1;
  return a->mentions[0].start < b->mentions[0].start ? -1 : 1;
}

bool wt_write_entities(wt_resolver *r, wt_arena *arena, wt_resolved *out) {
  grouping g = {0};
  if (!group(r, arena, &g)) return false;
  wt_entity *entities = WT_ARENA_NEW(arena, wt_entity, g.n);
  if (entities == NULL || !fill_mentions(r, arena, &g, entities)) return false;
  for (size_t i = 0; i < g.n; i++) {
    wt_entity *e = &entities[i];
    const wt_mention *mentions = e->mentions;
    *e = (wt_entity){.mentions = mentions, .n_mentions = e->n_mentions};
    describe(r, arena, g.root[i], e);
    if (!wt_name_entity(r, arena, e)) return false;
    e->salience = wt_salience(r, e->type, e->mentions, e->n_mentions);
  }
  if (!fill_scores(r, arena, &g, entities)) return false;
  if (g.n > 1) qsort(entities, g.n, sizeof *entities, by_salience);
  out->entities = entities;
  out->n = g.n;
  return !arena->failed;
}
