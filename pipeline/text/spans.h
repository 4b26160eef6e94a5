/*
 * spans.h - what the stages tell each other about stretches of tokens.
 *
 * match, recognise and topics do not know each other; these plain structs are how the finds of
 * one reach the next. Token indices are half-open [first, end) in one field.
 */
#ifndef WT_SPANS_H
#define WT_SPANS_H

#include "base/mem.h"
#include "wiretag.h"

/* A name of the gazetteer found in the text. */
typedef struct wt_hit {
  uint32_t first, end; /* tokens */
  uint32_t layer;      /* which gazetteer */
  uint32_t name;       /* its name there; its candidates: wt_hit_candidate */
  uint32_t forms;      /* bit i: the text's capitals fit candidates of case form i */
  uint8_t types;       /* bit 1 << wt_type for each type among its fitting candidates */
  uint8_t best;        /* wt_type of the candidate with the largest weight */
  uint8_t weak;        /* every one needs other evidence ("Will"), or case has none ("US" in a
                          headline all in capitals) */
  uint8_t certain;     /* a user marked it: may not be overruled */
} wt_hit;

/* A name found by the recogniser. */
typedef struct wt_span {
  uint32_t first, end; /* tokens */
  wt_type type;        /* WT_TYPES: the recogniser says that the listed name here is none */
  float score;         /* [0, 1] */
  unsigned how;        /* wt_how bits: WT_HOW_MODEL or WT_HOW_RULE */
  const char *rule;    /* static: the rule's name, or "model" */
} wt_span;

typedef struct wt_hits {
  wt_hit *items; /* [n] by first, longer ones first */
  size_t n, capacity;
} wt_hits; /* zero-initialise; release with wt_free(items) */

typedef struct wt_spans {
  wt_span *items; /* [n] by first, not overlapping */
  size_t n, capacity;
} wt_spans; /* zero-initialise; release with wt_free(items) */

#endif
