/*
 * crf_checkpoint.h - where the training of a CRF stands after an epoch, as a file.
 *
 * A run that was stopped goes on from the last whole epoch and ends with the same bytes as one that
 * was not: the file holds all that an epoch hands to the next (weights, AdaGrad's sums, averages),
 * and the rest (order, dropout) follows from the seed and the number of the epoch. The file says
 * for which job it is, a hash of data and settings; with another job it is refused.
 */
#ifndef WT_CRF_CHECKPOINT_H
#define WT_CRF_CHECKPOINT_H

#include "train/crf.h"

/* Borrowed from the trainer; reading fills what they point at. */
typedef struct wt_crf_progress {
  uint64_t job;                           /* hash of data and settings */
  uint64_t epochs, averaged;              /* done; of them in the average */
  wt_crf *crf, *average;                  /* weights [n_rows] reserved */
  float (*squares)[WT_ROW];               /* [n_rows] */
  float (*transition_squares)[WT_LABELS]; /* [WT_LABELS] */
} wt_crf_progress;

/* Errors: WT_IO, WT_NO_MEMORY. */
wt_status wt_crf_checkpoint_write(const char *path, const wt_crf_progress *progress,
                                  wt_error *error);

/* Reads into `io`, whose job and number of rows must be those of the file. Errors: WT_IO,
 * WT_BAD_FILE, WT_BAD_VERSION, WT_BAD_INPUT (of another job), WT_NO_MEMORY. */
wt_status wt_crf_checkpoint_read(const char *path, wt_crf_progress *io, wt_error *error);

/* The hash of a job: sequences [n], the number of rows and the options that decide the result. */
uint64_t wt_crf_job(const wt_sequence *sequences, size_t n, size_t n_rows,
                    const wt_crf_options *options);

#endif
