/*
 * json_line.h - the record as one line of JSON.
 *
 * The shape is fixed by record.schema.json beside this file. An own writer instead of jansson's: it
 * allocates nothing per value, rounds numbers in one documented way, and needs no tree. A test
 * parses its lines with jansson and compares them with a naive serialisation of the same doc.
 */
#ifndef WT_JSON_LINE_H
#define WT_JSON_LINE_H

#include "base/buffer.h"
#include "wiretag.h"

/* Appends the record of a doc and a line break. The doc's scratch is used, its content stays as it
 * is. Positions are converted in one pass over each field. Out of memory shows as out->failed. */
void wt_json_line(wt_buffer *out, wt_doc *doc, const wt_pipeline *pipeline, wt_offsets offsets);

/* "codepoint", "byte", "utf16"; "person", "place", ...; static. */
const char *wt_offsets_name(wt_offsets offsets);
const char *wt_type_name(wt_type type);

/* Appends the ways in which a mention was found, joined by "+". */
void wt_how_append(wt_buffer *out, unsigned how);

#endif
