/*
 * divisions.h - which first-level division a place lies in.
 *
 * The column `within` of a list holds an id or, because that is shorter in a hundred thousand rows,
 * the code of the division: US.TX. A code stands in the row of its division too (type place,
 * subtype admin1 or region), and is replaced by that row's id here, so that whoever reads a
 * compiled file sees ids only.
 */
#ifndef WT_DIVISIONS_H
#define WT_DIVISIONS_H

#include "match/entries.h"

/* Replaces codes by ids in rows [n]. Of two divisions with one code the last counts; a code without
 * a division is dropped. Errors: WT_NO_MEMORY. */
wt_status wt_divisions_resolve(wt_row *rows, size_t n, wt_error *error);

#endif
