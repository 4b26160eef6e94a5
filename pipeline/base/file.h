/* file.h - files as views (mapped, read-only) and output that appears only when complete. */
#ifndef WT_FILE_H
#define WT_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "wiretag.h"

/* A whole file, mapped and shared between processes. An empty file has data NULL, size 0. */
typedef struct wt_view {
  const uint8_t *data;
  size_t size;
} wt_view;

/* Errors: WT_IO (cannot open, not a regular file, cannot map). */
wt_status wt_view_open(const char *path, wt_view *out, wt_error *error);
void wt_view_close(wt_view *view);

/* Says that a mapped file is read here and there from now on: what is not in memory comes page by
 * page. So a file larger than memory does not drive itself out by reading ahead. */
void wt_view_scattered(const wt_view *view);

/* Output to PATH through a temporary file beside it, so that PATH is either the old
 * file or the whole new one. "-" is stdout, and a path that is no regular file (a pipe,
 * /dev/null) is written directly. */
typedef struct wt_output {
  FILE *stream;
  char *path, *temporary; /* temporary is NULL when written directly */
} wt_output;

/* Errors: WT_IO, WT_NO_MEMORY. */
wt_status wt_output_open(const char *path, wt_output *out, wt_error *error);

/* Flushes, closes and renames. Also on failure the output is released. Errors: WT_IO. */
wt_status wt_output_commit(wt_output *output, wt_error *error);

/* Throws the temporary file away. Fine after commit, and on a zeroed output. */
void wt_output_discard(wt_output *output);

#endif
