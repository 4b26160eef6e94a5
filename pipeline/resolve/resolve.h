/*
 * resolve.h - mentions to entities, entities to ids.
 *
 * Joins the gazetteer's hits and the recogniser's spans into mentions that do not overlap, merges
 * the mentions of one entity within the article, picks an id among the candidates or none, and
 * weighs how much the article is about each.
 */
#ifndef WT_RESOLVE_H
#define WT_RESOLVE_H

#include <stdbool.h>

#include "base/arena.h"
#include "match/gazetteer.h"
#include "text/spans.h"
#include "text/tokens.h"

/* What resolve reads; everything is borrowed. */
typedef struct wt_evidence {
  const wt_gazetteer *const *layers; /* [n_layers] */
  size_t n_layers;
  const wt_tokens *fields;           /* [WT_FIELDS] */
  const wt_hits *hits;               /* [WT_FIELDS] */
  const wt_spans *spans;             /* [WT_FIELDS] */
  const struct wt_word_lists *words; /* what lists know about single words, or NULL */
  bool spans_decide;                 /* a model made the spans: a hit without its span is no name */
  bool other_language;   /* the text is not English: only names that need no reader count */
  const char *publisher; /* its address or name, or NULL */
  size_t publisher_size;
  bool all_zones; /* mentions in teasers and boilerplate are wanted too */
} wt_evidence;

/* What it writes, all of it allocated in the doc's arena. */
typedef struct wt_resolved {
  wt_entity *entities; /* [n], by salience, then first position */
  size_t n;
  wt_focus *focus; /* [n_focus], by score */
  size_t n_focus;
  wt_dateline *dateline; /* NULL: none */
} wt_resolved;

/* One thread's scratch. */
typedef struct wt_resolver wt_resolver;
wt_status wt_resolver_new(wt_resolver **out, wt_error *error);
void wt_resolver_free(wt_resolver *resolver);

/* Errors: WT_NO_MEMORY. */
wt_status wt_resolve(wt_resolver *resolver, const wt_evidence *evidence, wt_arena *arena,
                     wt_resolved *out, wt_error *error);

#endif
