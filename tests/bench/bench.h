/*
 * bench.h - what the bench programs share: a clock, an end, and a dump kept in memory.
 *
 * The clock is the CPU time of the process: on a machine that does other work as well it says what
 * a computation costs, where wall time says how busy the others are. Every number is the best of
 * several rounds, because noise only adds time.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "read/dump.h"

static inline double bench_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline void bench_keep_best(double *best, double seconds) {
  if (*best == 0 || seconds < *best) *best = seconds;
}

_Noreturn static inline void bench_stop(const wt_error *error) {
  fprintf(stderr, "bench: %s: %s\n", error->where, error->text);
  exit(4);
}

/* Records of one dump, all alive: batches are kept until `most` bytes are read (0: no limit). */
typedef struct bench_dump {
  wt_batch *batches; /* [n] */
  size_t n, capacity, bytes;
} bench_dump; /* zero-initialise */

static inline void bench_read(const char *path, size_t most, bench_dump *out) {
  wt_error error;
  wt_dump *dump;
  if (wt_dump_open(&path, 1, NULL, &dump, &error) != WT_OK) bench_stop(&error);
  while (most == 0 || out->bytes < most) {
    wt_batch *batches = wt_grow(out->batches, &out->capacity, out->n + 1, sizeof *batches);
    if (batches == NULL) exit(4);
    out->batches = batches;
    wt_batch *batch = &batches[out->n];
    *batch = (wt_batch){0};
    if (wt_dump_read(dump, batch, &error) != WT_OK) bench_stop(&error);
    if (batch->n == 0) break;
    for (size_t i = 0; i < batch->n; i++) out->bytes += batch->records[i].size + 1;
    out->n++;
  }
  wt_dump_close(dump);
}

static inline void bench_release(bench_dump *dump) {
  for (size_t i = 0; i < dump->n; i++) wt_batch_release(&dump->batches[i]);
  wt_free(dump->batches);
  *dump = (bench_dump){0};
}

#endif
