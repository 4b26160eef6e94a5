/*
 * topic_names.h - what topics are called in other languages, from a text table such as
 * models/mediatopics-names.tsv.
 *
 * Tab-separated: a first line with "id" and language tags (BCP 47), then a line a topic with its id
 * and its labels; a label may be empty. '#' starts a comment line.
 */
#ifndef WT_TOPIC_NAMES_H
#define WT_TOPIC_NAMES_H

#include "wiretag.h"

typedef struct wt_topic_names wt_topic_names;

/* Reads one language's labels. Its column has the tag `lang`, in any case, or else is the first one
 * of the same primary language ("pt" finds "pt-BR"; "no" finds "nb").
 * Errors: WT_IO, WT_BAD_INPUT (file, line), WT_USAGE (no such language; tells those there are),
 * WT_NO_MEMORY. */
wt_status wt_topic_names_open(const char *path, const char *lang, wt_topic_names **out,
                              wt_error *error);
void wt_topic_names_close(wt_topic_names *names);

/* The label of a topic, borrowed until close; NULL when the table has none. */
const char *wt_topic_names_find(const wt_topic_names *names, const char *id);

#endif
