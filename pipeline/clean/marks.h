/* marks.h - what a line says it is: phrases that pages use around their articles, in 20 languages.
 */
#ifndef WT_MARKS_H
#define WT_MARKS_H

#include <stddef.h>

typedef enum wt_mark {
  WT_MARK_NONE,
  WT_MARK_LABEL,   /* stands above links to other articles: "Most popular" */
  WT_MARK_LINK,    /* begins such a link: "Read more: ..." */
  WT_MARK_CHROME,  /* a button or a menu entry: "Log in" */
  WT_MARK_SECTION, /* a section of a newspaper: "World" */
  WT_MARK_NOTICE,  /* an invitation, a legal note: "Sign up for ...", "All rights reserved" */
  WT_MARK_TAIL,    /* what readers wrote comes next: "Comments" */
  WT_MARK_BYLINE,  /* begins a byline or a time stamp: "By ..." */
  WT_MARK_SOURCE,  /* an agency or a role, alone on its line: "Reuters" */
  WT_MARK_CAPTION, /* begins a caption: "Photo: ..." */
  WT_MARK_CREDIT   /* ends a caption: "... (Reuters photo)" */
} wt_mark;

/* What a line as a whole says; numbers and brackets at its ends do not count ("12 Comments"). */
wt_mark wt_mark_whole(const char *line, size_t size);

/* What the beginning of a line says; the longest phrase wins. */
wt_mark wt_mark_start(const char *line, size_t size);

/* What the end of a line says. *before becomes the last byte before the phrase that is no space, in
 * lower case, or 0 when there is none; untouched when nothing is found. */
wt_mark wt_mark_end(const char *line, size_t size, char *before);

/* NULL when the tables are in order, else the phrase that is not. For the unit test. */
const char *wt_marks_disorder(void);

#endif
