#include "train/calibration.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 100, HALVINGS = 30 };

static double probability(double z) {
  return z >= 0 ? 1.0 / (1.0 + exp(-z)) : exp(z) / (1.0 + exp(z));
}

/* -log likelihood of targets t: log(1 + exp(z)) - t z */
static double loss(const wt_judged *items, size_t n, const double target[2], double a, double b) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    double z = a * items[i].score + b, t = target[items[i].truth];
    sum += items[i].weight * ((z > 0 ? z : 0) + log1p(exp(-fabs(z))) - t * z);
  }
  return sum;
}

void wt_platt_fit(const wt_judged *items, size_t n, double *slope, double *intercept) {
  double count[2] = {0, 0};
  for (size_t i = 0; i < n; i++) count[items[i].truth] += items[i].weight;
  *slope = 1;
  *intercept = 0;
  if (!(count[0] > 0 && count[1] > 0)) return;
  /* instead of 0 and 1: as if one more of each had been seen */
  const double target[2] = {1 / (count[0] + 2), (count[1] + 1) / (count[1] + 2)};
  double a = 1, b = 0, now = loss(items, n, target, a, b);
  for (int step = 0; step < STEPS; step++) {
    double ga = 0, gb = 0, haa = 1e-9, hbb = 1e-9, hab = 0;
    for (size_t i = 0; i < n; i++) {
      double f = items[i].score, w = items[i].weight;
      double p = probability(a * f + b), d = w * (p - target[items[i].truth]);
      double h = w * p * (1 - p);
      ga += d * f, gb += d;
      haa += h * f * f, hab += h * f, hbb += h;
    }
    double det = haa * hbb - hab * hab;
    if (fabs(ga) + fabs(gb) < 1e-7 || !(det > 0)) break;
    double da = -(hbb * ga - hab * gb) / det, db = -(haa * gb - hab * ga) / det, size = 1;
    int half = 0;
    for (; half < HALVINGS; half++, size /= 2) {
      double next = loss(items, n, target, a + size * da, b + size * db);
      if (!(next < now)) continue;
      a += size * da, b += size * db, now = next;
      break;
    }
    if (half == HALVINGS) break;
  }
  if (!(a >= 0) || !isfinite(a) || !isfinite(b)) {
    /* a score that tells nothing: the base rate */
    a = 0;
    b = log(count[1] / count[0]);
  }
  *slope = a;
  *intercept = b;
}

/* The slope of the mean log likelihood of a factor: score of the truth less the expected score. */
static double softmax_slope(const float *scores, const uint32_t *truth, size_t n, size_t n_classes,
                            double factor) {
  double slope = 0;
  for (size_t i = 0; i < n; i++) {
    const float *row = scores + i * n_classes;
    float largest = row[0];
    double sum = 0, mean = 0;
    for (size_t c = 1; c < n_classes; c++) largest = fmaxf(largest, row[c]);
    for (size_t c = 0; c < n_classes; c++) {
      double part = exp(factor * (double)(row[c] - largest));
      sum += part;
      mean += part * (double)row[c];
    }
    slope += (double)row[truth[i]] - mean / sum;
  }
  return slope;
}

double wt_softmax_fit(const float *scores, const uint32_t *truth, size_t n, size_t n_classes) {
  enum { ROUNDS = 40 };
  /* the likelihood is concave in the factor: halve the bracket of its slope's root, in logs */
  double low = 1e-3, high = 1e3;
  if (n == 0) return 1;
  for (int i = 0; i < ROUNDS; i++) {
    double middle = sqrt(low * high);
    if (softmax_slope(scores, truth, n, n_classes, middle) > 0)
      low = middle;
    else
      high = middle;
  }
  return sqrt(low * high);
}

static int by_score(const void *left, const void *right) {
  const wt_judged *a = left, *b = right;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return (int)a->truth - (int)b->truth; /* equal scores: the wrong ones first */
}

double wt_best_threshold(wt_judged *items, size_t n, double low, double high) {
  enum { PRIOR = 20 }; /* positives that the default of 0.5 is worth */
  double positives = 0, said = 0, hit = 0, best = -1, threshold = 0.5;
  size_t n_positives = 0;
  qsort(items, n, sizeof *items, by_score);
  for (size_t i = 0; i < n; i++) {
    positives += items[i].truth ? items[i].weight : 0;
    n_positives += items[i].truth;
  }
  for (size_t i = 0; i < n; i++) {
    said += items[i].weight;
    hit += items[i].truth ? items[i].weight : 0;
    if (i + 1 < n && items[i + 1].score == items[i].score) continue;
    double f1 = 2 * hit / (said + positives);
    double middle = i + 1 < n ? (items[i].score + items[i + 1].score) / 2 : items[i].score;
    if (f1 <= best || middle < low || middle > high) continue;
    best = f1;
    threshold = middle;
  }
  double trust = (double)n_positives / ((double)n_positives + PRIOR);
  return threshold * trust + 0.5 * (1 - trust);
}
