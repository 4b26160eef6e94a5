/*
 * calibration.h - from the score of a classifier to a probability that means what it says.
 *
 * Platt's sigmoid, p = 1 / (1 + exp(-(slope * f + intercept))), by Newton's method with its
 * smoothed targets (Platt 1999; Lin, Lin and Weng, A note on Platt's probabilistic outputs, 2007).
 * Two parameters, because the rare labels of a newsroom have a dozen examples; isotonic regression,
 * which needs hundreds, would learn its steps by heart.
 */
#ifndef WT_CALIBRATION_H
#define WT_CALIBRATION_H

#include <stddef.h>
#include <stdint.h>

/* A score with what is true of it. */
typedef struct wt_judged {
  double score;
  double weight;  /* above 0 */
  uint32_t truth; /* 1 or 0 */
} wt_judged;

/* Fits the sigmoid to items [n]. Without items of both kinds: slope 1, intercept 0. The slope is
 * never negative. */
void wt_platt_fit(const wt_judged *items, size_t n, double *slope, double *intercept);

/* The factor on scores [n][n_classes] that makes their softmax most likely, given the true classes
 * [n] (Guo et al., On calibration of modern neural networks, 2017: one temperature keeps the
 * ranking). */
double wt_softmax_fit(const float *scores, const uint32_t *truth, size_t n, size_t n_classes);

/* The threshold on probabilities that gives the best F1 over items [n], whose scores are
 * probabilities and which are sorted by this function; drawn towards 0.5 where positives are few,
 * and kept between low and high. */
double wt_best_threshold(wt_judged *items, size_t n, double low, double high);

#endif
