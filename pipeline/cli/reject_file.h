/*
 * reject_file.h - where the articles go that could not be read.
 *
 * With an output file, a file beside it (OUT.rejects.jsonl) that exists only when something was
 * rejected; with --rejects FILE, that file in any case; otherwise a line each on stderr.
 */
#ifndef CLI_REJECT_FILE_H
#define CLI_REJECT_FILE_H

#include <stdbool.h>

#include "base/file.h"

typedef struct rejects {
  char *path;       /* NULL: stderr */
  bool is_explicit; /* given by the user: exists also when it is empty */
  bool is_open;
  wt_output output;
  uint64_t count;
} rejects; /* zero-initialise */

/* Where rejects will go. Errors: WT_IO (an explicit file cannot be written), WT_NO_MEMORY. */
wt_status rejects_open(rejects *r, const char *given, const char *output, wt_error *error);

/* True when whole records are wanted, false when one line for a person is. */
bool rejects_want_records(const rejects *r);

/* Adds the line of one rejected article. Errors: WT_IO. */
wt_status rejects_add(rejects *r, const char *line, size_t size, bool quiet, wt_error *error);

/* Finishes the file; one left over from an earlier run is removed when nothing was rejected now.
 * Errors: WT_IO. */
wt_status rejects_commit(rejects *r, wt_error *error);
void rejects_discard(rejects *r);

#endif
