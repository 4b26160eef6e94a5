/* progress.h - the line that moves while a dump is tagged, and the summary behind it. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct run_counts {
  uint64_t articles, rejects;
  uint64_t bytes; /* decompressed input */
  uint64_t entities, linked, topics;
} run_counts;

typedef struct progress {
  bool shown; /* the moving line is wanted */
  double start, last;
  unsigned width; /* columns of the line on the screen */
} progress;

double now_seconds(void);

progress progress_start(bool shown);

/* Draws the line, at most five times a second. consumed of total compressed bytes are read; total
 * 0: unknown. */
void progress_update(progress *p, const run_counts *counts, uint64_t consumed, uint64_t total);

/* Removes the line. */
void progress_clear(progress *p);

/* Two or three lines on stderr. `rejects_path` NULL: they stood on stderr. */
void print_summary(const progress *p, const run_counts *counts, uint64_t n_threads,
                   const char *rejects_path);

#endif
