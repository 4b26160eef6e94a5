/*
 * json_text.h - strings and numbers as JSON, without locale and without printf.
 *
 * Equal values give equal bytes on every machine. A line of the output never holds a character
 * that some reader takes for a line break (U+0085, U+2028, U+2029 are escaped although JSON does
 * not ask for it).
 */
#ifndef WT_JSON_TEXT_H
#define WT_JSON_TEXT_H

#include "base/buffer.h"

/* Appends a string with its quotes. What is not valid UTF-8 (a file's name may be anything)
 * becomes U+FFFD. `bytes` may be NULL when size is 0. */
void wt_json_string(wt_buffer *out, const char *bytes, size_t size);

/* The same for bytes that are known to be valid UTF-8, such as a stretch of a tagged field. */
void wt_json_valid_string(wt_buffer *out, const char *bytes, size_t size);

/* wt_json_string for NUL-terminated text. */
void wt_json_text(wt_buffer *out, const char *text);

void wt_json_unsigned(wt_buffer *out, uint64_t value);

/* Appends a value rounded to `decimals` (at most 6), half away from zero, without trailing
 * zeros: 0.94, 1, -3.5. Values beyond a billion are cut to it; what is not a number is 0. */
void wt_json_decimal(wt_buffer *out, double value, int decimals);

#endif
