/* json_string.h - from a string in a JSON record to UTF-8 and back. For read/ and import/. */
#ifndef WT_JSON_STRING_H
#define WT_JSON_STRING_H

#include "base/buffer.h"
#include "read/json_scan.h"

/* Appends what a scanned string means, as valid UTF-8. */
void wt_json_decode(const char *bytes, const wt_json_value *string, wt_buffer *out);

/* True when decoding would change nothing, so that the bytes can be borrowed. */
bool wt_json_plain(const char *bytes, const wt_json_value *string);

/* Appends a scanned value as compact, valid JSON: strings repaired, numbers with their digits, NaN
 * as null. `scratch` holds a string between decoding and quoting; a failure shows in `out` as well.
 */
void wt_json_copy(const char *bytes, const wt_json_value *value, wt_buffer *scratch,
                  wt_buffer *out);

#endif
