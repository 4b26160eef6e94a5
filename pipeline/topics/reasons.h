/* reasons.h - the terms that spoke for a topic, in the article's own words. */
#ifndef WT_TOPIC_REASONS_H
#define WT_TOPIC_REASONS_H

#include "base/arena.h"
#include "topics/features.h"
#include "topics/model.h"

/* The terms of an article [n] and their values x(t). */
typedef struct wt_term_evidence {
  const wt_topic_model *model;
  const wt_tokens *fields; /* [WT_FIELDS] */
  const wt_term *terms;    /* [n] */
  const float *values;     /* [n] */
  size_t n;
} wt_term_evidence;

/* The at most five terms with the largest positive part of the log odds of a label, strongest
 * first, as the article writes them at their first occurrence. A word that stands in a pair that
 * was already given, or the other way round, is left out. Returns how many; *out is in the arena,
 * NULL when there are none (or memory is out: arena->failed). */
size_t wt_topic_reasons(const wt_term_evidence *evidence, uint32_t label, wt_arena *arena,
                        const wt_reason **out);

#endif
