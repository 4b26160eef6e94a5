/*
 * salience.c - how much the article is about an entity: a first formula.
 *
 *   raw      = TITLE [in the title] + LEAD [in the first tenth of the text] + log2(1 + mentions)
 *              + SPREAD * share of the text between first and last mention
 *   salience = role * raw / (raw + HALF)
 *
 * What an article is about stands in its headline or first sentences and comes back until its end
 * (the inverted pyramid). Captions and bylines count as text that is not the lead; a nationality is
 * mostly an attribute. The constants are the best of a coarse grid on the training articles: the
 * entity that the annotators name first is among our first three in 85 % of them.
 */
#include <math.h>

#include "resolve/resolver.h"

static const double TITLE = 1.5, LEAD = 1.0, SPREAD = 2.0, HALF = 6;
static const double ROLE[WT_TYPES] = {1.0, 0.8, 0.9, 0.65};

double wt_salience(const wt_resolver *r, wt_type type, const wt_mention *mentions, size_t n) {
  double size = r->e->fields[WT_FIELD_TEXT].size;
  double first = size, last = 0, count = 0;
  bool in_title = false;
  for (size_t i = 0; i < n; i++) {
    const wt_mention *m = &mentions[i];
    if (m->zone == WT_ZONE_TEASER || m->zone == WT_ZONE_BOILERPLATE) {
      count += 0.05;
      continue;
    }
    count += 1;
    if (m->field == WT_FIELD_TITLE || m->zone == WT_ZONE_TITLE) {
      in_title = true;
    } else if (m->zone != WT_ZONE_BYLINE && m->zone != WT_ZONE_CAPTION) {
      if (m->start < first) first = m->start;
      if (m->end > last) last = m->end;
    }
  }
  double raw = log2(1 + count) + (in_title ? TITLE : 0);
  if (first < size * 0.1) raw += LEAD;
  if (last > first) raw += SPREAD * (last - first) / size;
  return ROLE[type] * raw / (raw + HALF);
}
