/* recogniser_eval.h - runs the tagger over annotated articles and compares. */
#ifndef WT_RECOGNISER_EVAL_H
#define WT_RECOGNISER_EVAL_H

#include "train/names_eval.h"

/* Raw text through every stage, as `wiretag tag --zones all` does it: what a user gets. Open the
 * pipeline with all_zones. Errors: as wt_tag. */
wt_status wt_eval_pipeline(const wt_pipeline *pipeline, const wt_annotated *gold, wt_names_eval *io,
                           wt_error *error);

/* The pipeline's recogniser alone, on the tokens of `gold`: what compares with the literature.
 * Errors: WT_NO_MEMORY. */
wt_status wt_eval_recogniser(const wt_pipeline *pipeline, const wt_annotated *gold,
                             wt_names_eval *io, wt_error *error);

#endif
