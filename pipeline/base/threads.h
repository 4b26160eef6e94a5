/*
 * threads.h - the only place that starts threads (OpenMP).
 *
 * A run is a read-work-write pipeline over batches (minimap2's shape). While the threads
 * work on batch i, one of them has first written batch i-1 and another has first read
 * batch i+1, so reading, decompressing and writing overlap with the work. Batches
 * are written in the order in which they were read, items keep their index, so the output
 * cannot depend on the number of threads.
 */
#ifndef WT_THREADS_H
#define WT_THREADS_H

#include <stdbool.h>
#include <stddef.h>

enum { WT_SLOTS = 3 }; /* batches alive at a time: one read, one worked on, one written */

typedef struct wt_run {
  void *context;
  /* Fills batch `slot` and returns its number of items; 0 ends the run. */
  size_t (*read)(void *context, size_t slot);
  /* Works on one item; called by many threads at a time, each with its own `thread` < n. */
  void (*work)(void *context, size_t slot, size_t item, size_t thread);
  /* Writes a batch. Called in order, one at a time. */
  void (*write)(void *context, size_t slot, size_t n_items);
} wt_run;

/* How many threads to use when the user did not say (OMP_NUM_THREADS, affinity, cores). */
size_t wt_threads_default(void);

/* Runs until read returns 0. The callbacks note failures in their context; to stop
 * early, read returns 0. n_threads is at least 1. */
void wt_threads_run(size_t n_threads, const wt_run *run);

/* work(context, i, thread) for every i < count, in parallel, any order. */
void wt_threads_for(size_t n_threads, size_t count, void *context,
                    void (*work)(void *context, size_t i, size_t thread));

#endif
