/*
 * tag_run.h - a dump through the pipeline: batches are read, their articles tagged by all threads,
 * and the records written in the order of the input.
 */
#ifndef CLI_TAG_RUN_H
#define CLI_TAG_RUN_H

#include <stdio.h>

#include "cli/progress.h"
#include "cli/reject_file.h"
#include "read/dump.h"

typedef struct tag_job {
  const wt_pipeline *pipeline;
  wt_dump *dump;
  wt_fields fields;
  wt_offsets offsets;
  size_t n_threads;
  FILE *out;
  const char *out_name; /* for messages */
  rejects *rejects;
  progress progress;
  bool quiet;
  bool answer_each;  /* write and flush each batch before the next is read */
  bool flush;        /* flush after each batch */
  run_counts counts; /* what was done, also after a failure */
} tag_job;

/* Tags everything. Errors: WT_IO (reading or writing; a closed pipe has error->position EPIPE),
 * WT_NO_MEMORY, WT_STOPPED (a signal came). What was written before stays written. */
wt_status tag_run(tag_job *job, wt_error *error);

#endif
