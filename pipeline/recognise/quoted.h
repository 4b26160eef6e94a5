/*
 * quoted.h - titles of works in quotation marks: "Band on the Run".
 *
 * Two words or more, each capitalised apart from the small ones, and nothing else between the
 * marks. Speech that is quoted begins with one capital and goes on in lower case.
 */
#ifndef WT_QUOTED_H
#define WT_QUOTED_H

#include "recognise/reading.h"

/* The first quoted title at or behind token `from` of a sentence, without its marks: [*first,
 * *end). False: none. */
bool wt_next_quoted(const wt_reading *r, wt_sentence s, uint32_t from, uint32_t *first,
                    uint32_t *end);

#endif
