/*
 * feed.h - the records of some files through all threads, and what they give in input order.
 *
 * A batch is cut into chunks of about 64 KiB; one thread works on a chunk and appends to the
 * chunk's own buffer; then the buffers are taken one after the other. With WT_FORMAT_AUTO, members
 * of archives and folders that are no JSON are passed over.
 */
#ifndef WT_FEED_H
#define WT_FEED_H

#include "import/import.h"
#include "read/dump.h"

typedef struct wt_feed {
  const char *pass;         /* for progress; static */
  const char *const *paths; /* [n_paths] */
  size_t n_paths;
  wt_format format;
  void *context;
  /* Turns a record into bytes, or into none. Called by many threads, each with its own `thread` <
   * options->n_threads. Errors: WT_BAD_INPUT (file and line are filled in), others end the run. */
  wt_status (*work)(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                    wt_error *error);
  /* Takes the bytes of a chunk; called in input order, by one thread at a time. */
  wt_status (*take)(void *context, const char *bytes, size_t size, wt_error *error);
} wt_feed;

/* Counts lines and broken records in `result`. Errors: those of work and take, WT_IO, WT_STOPPED,
 * WT_NO_MEMORY. */
wt_status wt_feed_run(const wt_feed *feed, const wt_import_options *options,
                      wt_import_result *result, wt_error *error);

/* Writes rows: a `take` for lists. */
typedef struct wt_row_sink {
  FILE *out;
  const char *name;
  uint64_t rows, names;
} wt_row_sink;

/* The comment and the header line at the top of a list. Errors: WT_IO. */
wt_status wt_row_sink_header(wt_row_sink *sink, const char *source, wt_error *error);

/* Errors: WT_IO (position holds errno). */
wt_status wt_row_sink_take(wt_row_sink *sink, const char *bytes, size_t size, wt_error *error);

#endif
