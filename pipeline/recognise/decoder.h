/*
 * decoder.h - the best labelling of an article under a sequence model.
 *
 * Most tokens of an article are settled without looking: a lower-case word with no gazetteer hit
 * and no capital nearby is O. Only ISLANDS (runs of capitalised words and hits, with the small
 * words between them and one on each side) are scored and decoded. A token's score is five sums of
 * rows kept per distinct word, one for each place of the window, plus those of its context
 * (row_sums.h), of which tokens that are O for sure skip the dear part.
 */
#ifndef WT_DECODER_H
#define WT_DECODER_H

#include "recognise/sequence_model.h"

typedef struct wt_decoder wt_decoder;

/* One thread's scratch (36 MB, nearly all of it sums of rows); the model outlives it.
 * Errors: WT_NO_MEMORY. */
wt_status wt_decoder_new(const wt_sequence_model *model, wt_decoder **out, wt_error *error);
void wt_decoder_free(wt_decoder *decoder);

/* From now on every token is scored, as if all were islands: to measure what islands cost. */
void wt_decoder_score_all(wt_decoder *decoder);

/* As wt_recognise. */
wt_status wt_decode(wt_decoder *decoder, const wt_tokens fields[WT_FIELDS],
                    const wt_hits hits[WT_FIELDS], wt_spans out[WT_FIELDS], wt_error *error);

#endif
