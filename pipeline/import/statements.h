/*
 * statements.h - the statements of a Wikidata entity that count.
 *
 * Of a property only the statements of the best rank count: the preferred ones, else the normal
 * ones; deprecated ones never do, nor "no value" and "unknown value".
 */
#ifndef WT_STATEMENTS_H
#define WT_STATEMENTS_H

#include "import/json_view.h"

/* A walk over the values of one property. */
typedef struct wt_statements {
  wt_json_walk walk;
  bool preferred; /* only preferred ones count */
} wt_statements;

/* `statements` is the array behind a property's name in "claims"; anything else has no values. */
wt_statements wt_statements_of(const wt_json_view *statements);

/* The next value ("datavalue.value"); false at the end. `statement` may be NULL. */
bool wt_statements_next(wt_statements *s, wt_json_view *value, wt_json_view *statement);

/* The Q number of an item value, or 0. */
uint32_t wt_statement_item(const wt_json_view *value);

/* The number of "Q42" in quotes; 0 when it is none. */
uint32_t wt_item_number(const char *text, size_t size);

#endif
