/*
 * rows.h - the inner loop of the topic model: rows of weights, added up.
 *
 * A row has the weights of one term for all labels, one signed byte each. On a processor with AVX2
 * eight of them become floats in one instruction; that way is chosen when the program runs. Both
 * ways make the same products and sums in the same order (no fused multiply-add), so that the
 * scores are the same bits on every machine.
 */
#ifndef WT_TOPIC_ROWS_H
#define WT_TOPIC_ROWS_H

#include "topics/features.h"
#include "topics/model.h"

enum { WT_ROWS_AHEAD = 8 }; /* terms whose memory is asked for before it is needed */

/* sums[l] = sum over i of values[i] * weight(terms[i], l), for all labels l at once.
 * terms, values [n], sums [model->row]; the terms have indices in the vocabulary. */
void wt_add_rows(const wt_topic_model *model, const wt_term *terms, const float *values, size_t n,
                 float *sums);

#endif
