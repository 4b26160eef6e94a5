#include "train/topic_report.h"

#include <math.h>
#include <stdio.h>

enum { BINS = 10 };

typedef struct tally {
  size_t gold, said, hit;
} tally;

typedef struct quality {
  tally at_threshold, at_half;
  size_t n_articles, first_is_gold; /* articles with a known label; best one of them is gold */
  size_t bins[BINS];                /* given labels by probability */
  double sums[BINS], truths[BINS];
} quality;

typedef struct report {
  const wt_topic_corpus *corpus;
  const float *scores;
  const wt_label_fit *fits;
  void (*progress)(void *context, const char *line);
  void *context;
} report;

static double f1(const tally *t) {
  return t->gold + t->said == 0 ? 0 : 200.0 * (double)t->hit / (double)(t->gold + t->said);
}

static double probability(const report *r, size_t article, size_t label) {
  double f = (double)r->scores[article * r->corpus->n_labels + label];
  return 1 / (1 + exp(-(r->fits[label].slope * f + r->fits[label].intercept)));
}

static void count(tally *t, bool gold, bool said) {
  t->gold += gold;
  t->said += said;
  t->hit += gold && said;
}

static void judge(const report *r, size_t article, quality *q) {
  const wt_topic_corpus *c = r->corpus;
  double best = 0;
  int best_sign = 0;
  for (size_t l = 0; l < c->n_labels; l++) {
    int sign = wt_topic_corpus_sign(c, article, l);
    if (sign == 0) continue;
    double p = probability(r, article, l);
    bool given = p >= r->fits[l].threshold;
    count(&q->at_threshold, sign > 0, given);
    count(&q->at_half, sign > 0, p >= 0.5);
    if (p > best) best = p, best_sign = sign;
    if (!given) continue;
    int bin = p >= 1 ? BINS - 1 : (int)(p * BINS);
    q->bins[bin]++;
    q->sums[bin] += p;
    q->truths[bin] += sign > 0;
  }
  if (c->articles[article].n_labels == 0) return;
  q->n_articles++;
  q->first_is_gold += best_sign > 0;
}

static void report_file(const report *r, size_t file) {
  quality q = {0};
  double error = 0, given = 0;
  for (size_t a = 0; a < r->corpus->rows.n; a++)
    if (r->corpus->articles[a].file == file) judge(r, a, &q);
  for (int b = 0; b < BINS; b++) {
    error += fabs(q.sums[b] - q.truths[b]);
    given += (double)q.bins[b];
  }
  char line[400];
  if (q.n_articles == 0) {
    snprintf(line, sizeof line, "cross-validation %s: no topic is right, %zu given in %zu articles",
             r->corpus->files[file].path, q.at_threshold.said, r->corpus->files[file].n_articles);
    r->progress(r->context, line);
    return;
  }
  snprintf(line, sizeof line,
           "cross-validation %s: micro F1 %.2f (at 0.5: %.2f), best label right %.2f%%, "
           "calibration error %.4f",
           r->corpus->files[file].path, f1(&q.at_threshold), f1(&q.at_half),
           100.0 * (double)q.first_is_gold / (double)(q.n_articles > 0 ? q.n_articles : 1),
           given > 0 ? error / given : 0);
  r->progress(r->context, line);
}

/* One label over the files that say what their items do not have. */
static void report_label(const report *r, size_t label) {
  const wt_topic_corpus *c = r->corpus;
  tally t = {0};
  for (size_t a = 0; a < c->rows.n; a++) {
    int sign = wt_topic_corpus_sign(c, a, label);
    if (sign == 0 || c->files[c->articles[a].file].negative < 1) continue;
    count(&t, sign > 0, probability(r, a, label) >= r->fits[label].threshold);
  }
  char line[400];
  snprintf(line, sizeof line, "  %-36.36s articles %6u  gold %5zu said %5zu F1 %6.2f  from %.2f",
           c->labels[label].name, (unsigned)c->labels[label].n_positive, t.gold, t.said, f1(&t),
           r->fits[label].threshold);
  r->progress(r->context, line);
}

void wt_topic_report(const wt_topic_corpus *corpus, const float *scores, const wt_label_fit *fits,
                     void (*progress)(void *context, const char *line), void *context) {
  report r = {
      .corpus = corpus, .scores = scores, .fits = fits, .progress = progress, .context = context};
  for (size_t f = 0; f < corpus->n_files; f++) report_file(&r, f);
  for (size_t l = 0; l < corpus->n_labels; l++) report_label(&r, l);
}
