/* stream.h - the decompressed bytes of one file, UTF-16 and UTF-32 turned into UTF-8. Private to
 * read/. */
#ifndef WT_STREAM_H
#define WT_STREAM_H

#include <stdatomic.h>
#include <stdbool.h>

#include "wiretag.h"

typedef struct wt_stream wt_stream;

/* Opens a file, or stdin for "-". Compressed bytes read are added to *consumed. Errors: WT_IO
 * (cannot open), WT_NO_MEMORY. */
wt_status wt_stream_open(const char *path, _Atomic uint64_t *consumed, wt_stream **out,
                         wt_error *error);
void wt_stream_close(wt_stream *stream);

/* Moves to the next member: a plain or compressed file has one, a tar or zip file one a file in it.
 * *more is false when there is none. *name is the member's name, NULL for the file itself; borrowed
 * until the next call. Errors: WT_BAD_INPUT (damaged), WT_IO, WT_NO_MEMORY. */
wt_status wt_stream_next(wt_stream *stream, bool *more, const char **name, wt_error *error);

/* The next bytes of the member, borrowed until the next call; *size 0 is its end. Errors: as above.
 */
wt_status wt_stream_read(wt_stream *stream, const char **bytes, size_t *size, wt_error *error);

#endif
