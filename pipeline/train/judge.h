/* judge.h - exact-span F1 against gold labels, and the calibration of confidences. */
#ifndef WT_JUDGE_H
#define WT_JUDGE_H

#include "match/gazetteer.h"
#include "train/annotated.h"
#include "train/crf.h"
#include "train/names_eval.h"

/* Decodes sequences with unquantised weights. */
wt_tally wt_judge_crf(const wt_crf *crf, const wt_sequence *sequences, size_t n);

/* confidence = 1 / (1 + exp(-(slope * margin + offset))), margin in natural log. */
typedef struct wt_calibration {
  float slope, offset;
} wt_calibration;

/* Runs a model file as the tagger would, adds to the tally, and fits the calibration (Platt, 1999)
 * on whether each mention said is right. `gazetteer` may be NULL. Errors: WT_IO, WT_BAD_FILE,
 * WT_NO_MEMORY. */
wt_status wt_judge_model(const char *path, const wt_gazetteer *gazetteer, const wt_annotated *gold,
                         wt_tally *tally, wt_calibration *calibration, wt_error *error);

#endif
