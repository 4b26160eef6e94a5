/* json_line.h - the record as one line of JSON. */
#ifndef WT_JSON_LINE_H
#define WT_JSON_LINE_H

#include "base/buffer.h"
#include "wiretag.h"

/* Appends the record of a doc and a line break. Positions are converted in one pass over each
 * field. Out of memory shows as out->failed. */
void wt_json_line(wt_buffer *out, const wt_doc *doc, const wt_pipeline *pipeline,
                  wt_offsets offsets);

#endif
