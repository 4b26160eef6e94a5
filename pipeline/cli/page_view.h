/* page_view.h - an article's text on a terminal: zones in the margin, mentions marked. */
#ifndef CLI_PAGE_VIEW_H
#define CLI_PAGE_VIEW_H

#include <stdbool.h>
#include <stdio.h>

#include "wiretag.h"

typedef struct page_view {
  FILE *out;
  bool color; /* otherwise a mention is shown as [Putin|P] */
  size_t width;
} page_view;

/* Prints title and text of the doc's article. Errors: WT_NO_MEMORY. */
wt_status page_view_print(const page_view *view, const wt_doc *doc, wt_error *error);

/* The letter of a type: P L O M. */
char type_letter(wt_type type);

/* Prints bytes of an article; control characters, which a terminal would obey, become dots. Returns
 * the columns taken. */
size_t print_safely(FILE *out, const char *bytes, size_t size);

#endif
