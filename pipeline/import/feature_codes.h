/* feature_codes.h - GeoNames' feature classes and codes in our words. */
#ifndef WT_FEATURE_CODES_H
#define WT_FEATURE_CODES_H

#include <stddef.h>
#include <stdint.h>

/* Whether a feature is kept when the user does not say which features he wants. */
typedef enum wt_feature_use {
  WT_FEATURE_ALWAYS,     /* countries, first divisions, capitals */
  WT_FEATURE_POPULATION, /* when enough people live there */
  WT_FEATURE_NAMES,      /* when it has enough names: the only hint at fame that there is */
  WT_FEATURE_NEVER       /* parts of towns, abandoned places, small divisions */
} wt_feature_use;

typedef struct wt_feature {
  const char *code;    /* "PPLC"; a final * stands for any ending; "" for the whole class */
  const char *subtype; /* static */
  wt_feature_use use;
  uint32_t weight; /* when no population is given */
} wt_feature;

/* `class` is one of AHLPRSTUV. The row for a code, the class's own row for unknown codes, or NULL
 * when the class is unknown. */
const wt_feature *wt_feature_find(char class, const char *code, size_t size);

#endif
