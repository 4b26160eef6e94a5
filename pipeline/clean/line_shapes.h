/* line_shapes.h - lines that are known by their shape: time stamps, bylines, datelines. */
#ifndef WT_LINE_SHAPES_H
#define WT_LINE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

/* A date or a time and hardly anything else: "February 18 2020 12:15:00", "Updated: 3 Nov. 2019,
 * 9:28 AM UTC", "19 Şubat 2020". At most 120 bytes. */
bool wt_is_time_line(const char *line, size_t size);

/* A place (or several) in capitals, perhaps an agency, perhaps a date, and nothing more:
 * "ANKARA/MOSCOW", "ISTANBUL - Anadolu Agency", "AL-AIN, United Arab Emirates 1996-12-06". */
bool wt_is_dateline(const char *line, size_t size);

/* The size of the dateline that a paragraph begins with, its dash and the white space behind it
 * included: "TROY, N.C. (AP) -- ", "LONDON - "; 0 when there is none. */
size_t wt_dateline_prefix(const char *line, size_t size);

/* NULL when the lists of words are in order, else the word that is not. For the unit test. */
const char *wt_line_shapes_disorder(void);

#endif
