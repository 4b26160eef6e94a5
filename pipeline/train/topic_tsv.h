/*
 * topic_tsv.h - labelled articles as a table: one article a line, for people without JSON.
 *
 *   LABEL[|LABEL]... TAB TEXT
 *   LABEL[|LABEL]... TAB TITLE TAB TEXT
 *
 * The first label is the most central one; an empty first column says that the article has none.
 */
#ifndef WT_TOPIC_TSV_H
#define WT_TOPIC_TSV_H

#include "read/dump.h"

/* Whether a file is a table: its first record is no JSON object. */
bool wt_is_topic_tsv(const wt_record *first);

/* Cuts a line into its labels, separated by '|', and an article; all borrowed from the record.
 * Errors: WT_BAD_INPUT. */
wt_status wt_read_topic_tsv(const wt_record *record, const char **labels, size_t *labels_size,
                            wt_article *article, wt_error *error);

#endif
