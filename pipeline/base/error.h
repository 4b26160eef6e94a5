/* error.h - filling a wt_error. */
#ifndef WT_ERROR_H
#define WT_ERROR_H

#include "wiretag.h"

/* Fills *error when error is not NULL, and returns status, so that a caller can write
 * `return wt_fail(error, WT_IO, path, "cannot open: %s", ...)`. `where` may be NULL. */
wt_status wt_fail(wt_error *error, wt_status status, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with a position: line is 1-based, offset in bytes; 0 for what has no meaning. */
wt_status wt_fail_at(wt_error *error, wt_status status, const char *where, uint64_t line,
                     uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* "out of memory" in `where`. */
wt_status wt_no_memory(wt_error *error, const char *where);

#endif
