/*
 * rules.h - a type for each candidate name, by a table of named rules.
 */
#ifndef WT_RULES_H
#define WT_RULES_H

#include "recognise/phrases.h"

/* Types one part of a phrase of sentence s; the first rule of the table that applies decides.
 * False: no rule speaks. The span may be shorter than the part: a leading nationality is cut off.
 */
bool wt_apply_rules(const wt_reading *r, wt_sentence s, wt_part part, wt_span *out);

/* The acronym in brackets behind a name that ends at token `end`: "Federal Security Service (FSB)".
 * Returns its token index, or 0. */
uint32_t wt_acronym_behind(const wt_reading *r, wt_sentence s, uint32_t end);

/* Whether the letters of the acronym at token i come in this order in the name [first, end). */
bool wt_acronym_fits(const wt_reading *r, uint32_t i, uint32_t first, uint32_t end);

#endif
