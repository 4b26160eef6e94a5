/* resolve_lab.h - articles resolved against a small gazetteer, for the tests of resolve. */
#ifndef WT_RESOLVE_LAB_H
#define WT_RESOLVE_LAB_H

#include "recognise/recogniser.h"
#include "resolve/resolve.h"
#include "unit.h"

typedef struct wt_rlab {
  wt_gazetteer *gazetteer;
  wt_recogniser *recogniser;
  wt_recogniser_state *state;
  wt_resolver *resolver;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
  wt_arena arena;
  wt_resolved resolved;
  const char *text, *publisher;
} wt_rlab;

/* For cmocka_run_group_tests: compiles the list, opens the rules; *state is a wt_rlab. */
int rlab_set_up(void **state);
int rlab_tear_down(void **state);

/* Resolves a title and a text of one zone, the body. Replaces lab->resolved. */
void rlab_resolve(wt_rlab *lab, const char *title, const char *text);
/* The same for a text made of zones: each zone's text, in order. */
void rlab_resolve_zones(wt_rlab *lab, const char *title, const char *text, const wt_zone *zones,
                        size_t n_zones, bool all_zones);

/* The entity with a mention of this surface: of the n-th such mention in reading order, from 0;
 * NULL: none. */
const wt_entity *rlab_entity(const wt_rlab *lab, const char *surface, size_t n);
/* The first mention of an entity with this surface, or NULL. */
const wt_mention *rlab_mention(const wt_rlab *lab, const wt_entity *e, const char *surface);

/* Fails the test unless the surface is an entity of this type and id (NULL: none); returns it. */
const wt_entity *rlab_expect(const wt_rlab *lab, const char *surface, wt_type type, const char *id);
/* Fails the test unless both are mentions of one entity, the other by this rule. */
void rlab_expect_same(const wt_rlab *lab, const char *one, const char *other, const char *rule);

#endif
