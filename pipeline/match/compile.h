/* compile.h - text lists to a compiled gazetteer. */
#ifndef WT_COMPILE_H
#define WT_COMPILE_H

#include <stdbool.h>

#include "wiretag.h"

typedef struct wt_compile_options {
  bool keep_going;  /* report bad lines and skip them; otherwise the first is fatal */
  size_t n_threads; /* at least 1; the result does not depend on it */
  /* Told about each bad line when keep_going is set; may be NULL. */
  void (*report)(void *context, const wt_error *error);
  void *context;
} wt_compile_options;

typedef struct wt_compile_result {
  uint64_t files, rows, names, entries, skipped, bytes;
} wt_compile_result;

/* Reads the TSV lists `paths` [n_paths] (format: gazetteers/README.md) and writes one compiled
 * file. The same lists give the same bytes. Errors: WT_IO, WT_BAD_INPUT (file, line, column, hint),
 * WT_TOO_LARGE, WT_NO_MEMORY. */
wt_status wt_gazetteer_compile(const char *const *paths, size_t n_paths, const char *out_path,
                               const wt_compile_options *options, wt_compile_result *result,
                               wt_error *error);

#endif
