#include "train/topics_trainer.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "train/calibration.h"
#include "train/topic_folds.h"
#include "train/topic_prune.h"
#include "train/topic_report.h"
#include "train/topic_writer.h"

enum {
  DEFAULT_COST = 1,
  DEFAULT_FOLDS = 5,
  MAX_FOLDS = 100,
  DEFAULT_TERMS = 50000,
  DEFAULT_ARTICLES = 2
};
static const double LOWEST_THRESHOLD = 0.4, HIGHEST_THRESHOLD = 0.5;

static void say(const wt_topics_training *t, const char *line) {
  if (t->progress != NULL) t->progress(t->context, line);
}

static wt_status check(const wt_topics_training *t, wt_error *error) {
  if (t->n_data == 0) return wt_fail(error, WT_USAGE, "data", "no training data is given");
  if (t->folds < 2 || t->folds > MAX_FOLDS)
    return wt_fail(error, WT_USAGE, "folds", "must lie between 2 and %d", MAX_FOLDS);
  if (!(t->cost > 0 && t->cost <= 1e6))
    return wt_fail(error, WT_USAGE, "cost", "must lie above 0 and be at most 1000000");
  if (!(t->contrast >= 0 && t->contrast <= 1))
    return wt_fail(error, WT_USAGE, "contrast", "must lie between 0 and 1");
  if (!(t->share >= 0 && t->share <= 1))
    return wt_fail(error, WT_USAGE, "share", "must lie between 0 and 1");
  if (!(t->keep_above >= 0 && t->keep_above <= 100))
    return wt_fail(error, WT_USAGE, "keep_above", "must lie between 0 and 100");
  if (t->max_terms > WT_MAX_TERMS / 2)
    return wt_fail(error, WT_USAGE, "max_terms", "must be at most %d", WT_MAX_TERMS / 2);
  return WT_OK;
}

/* Whether a label's scores on an article's file tell how likely the label is: the file must say
 * what its items do not have. Where no such file knows the label, the others have to do. */
static bool is_fair(const wt_topic_corpus *c, size_t file, size_t label, bool any) {
  return c->files[file].uses[label] && (any || c->files[file].negative >= 1);
}

static size_t gather(const wt_topic_corpus *c, const float *scores, size_t label, bool any,
                     wt_judged *out) {
  size_t n = 0;
  for (size_t a = 0; a < c->rows.n; a++) {
    size_t file = c->articles[a].file;
    if (!is_fair(c, file, label, any)) continue;
    int sign = wt_topic_corpus_sign(c, a, label);
    double weight = (double)c->files[file].weight;
    if (sign < 0) weight *= (double)c->files[file].negative;
    if (!(weight > 0)) continue;
    out[n++] = (wt_judged){
        .score = (double)scores[a * c->n_labels + label], .weight = weight, .truth = sign > 0};
  }
  return n;
}

/* Sigmoid and threshold of a label from its scores by cross-validation. */
static void fit_label(const wt_topic_corpus *c, const float *scores, size_t label,
                      wt_judged *judged, wt_label_fit *fit) {
  size_t n = gather(c, scores, label, false, judged);
  if (n == 0) n = gather(c, scores, label, true, judged);
  wt_platt_fit(judged, n, &fit->slope, &fit->intercept);
  for (size_t i = 0; i < n; i++)
    judged[i].score = 1 / (1 + exp(-(fit->slope * judged[i].score + fit->intercept)));
  fit->threshold = wt_best_threshold(judged, n, LOWEST_THRESHOLD, HIGHEST_THRESHOLD);
}

/* One temperature for all labels of articles that have exactly one. */
static wt_status fit_softmax(const wt_topic_corpus *c, const float *scores, wt_label_fit *fits,
                             wt_error *error) {
  uint32_t *truth = wt_calloc(c->rows.n, sizeof *truth);
  if (truth == NULL) return wt_no_memory(error, "topics");
  for (size_t a = 0; a < c->rows.n; a++) truth[a] = c->given[c->articles[a].labels];
  double slope = wt_softmax_fit(scores, truth, c->rows.n, c->n_labels);
  for (size_t l = 0; l < c->n_labels; l++) fits[l] = (wt_label_fit){.slope = slope};
  wt_free(truth);
  return WT_OK;
}

/* An article with no label, or two, would make "exactly one" a lie. */
static wt_status check_single(const wt_topic_corpus *c, wt_error *error) {
  for (size_t a = 0; a < c->rows.n; a++)
    if (c->articles[a].n_labels != 1)
      return wt_fail(error, WT_BAD_INPUT, c->files[c->articles[a].file].path,
                     "an article has %u labels, and exactly one was promised",
                     (unsigned)c->articles[a].n_labels);
  return WT_OK;
}

static wt_status fit_all(const wt_topic_corpus *c, const float *scores, wt_label_fit *fits,
                         wt_error *error) {
  wt_judged *judged = wt_calloc(c->rows.n, sizeof *judged);
  if (judged == NULL) return wt_no_memory(error, "topics");
  for (size_t l = 0; l < c->n_labels; l++) fit_label(c, scores, l, judged, &fits[l]);
  wt_free(judged);
  return WT_OK;
}

static void say_corpus(const wt_topics_training *t, const wt_topic_corpus *c) {
  char line[200];
  snprintf(line, sizeof line, "%zu articles, %zu labels, %zu terms, %zu stop words, %zu cells",
           c->rows.n, c->n_labels, c->rows.n_columns, c->stop_words.n_terms, c->n_cells);
  say(t, line);
}

wt_status wt_train_topics(const wt_topics_training *training, wt_error *error) {
  wt_topics_training t = *training;
  if (t.label_field == NULL) t.label_field = "topics";
  if (t.lang == NULL) t.lang = "en";
  if (t.levels == 0) t.levels = 1;
  if (t.folds == 0) t.folds = DEFAULT_FOLDS;
  if (t.max_terms == 0) t.max_terms = DEFAULT_TERMS;
  if (t.min_articles == 0) t.min_articles = DEFAULT_ARTICLES;
  if (t.n_threads == 0) t.n_threads = 1;
  if (!(t.cost != 0)) t.cost = DEFAULT_COST;

  wt_topic_corpus corpus = {0};
  wt_topic_learners learners = {0};
  wt_label_fit *fits = NULL;
  wt_status status = check(&t, error);
  if (status == WT_OK) status = wt_topic_corpus_read(&t, &corpus, error);
  if (status != WT_OK) return status;
  say_corpus(&t, &corpus);
  if (t.mode == WT_TOPICS_ONE) status = check_single(&corpus, error);
  fits = wt_calloc(corpus.n_labels, sizeof *fits);
  if (status == WT_OK && fits == NULL) status = wt_no_memory(error, "topics");
  if (status == WT_OK) status = wt_topic_learn(&t, &corpus, &learners, error);
  if (status == WT_OK)
    status = t.mode == WT_TOPICS_ONE ? fit_softmax(&corpus, learners.scores, fits, error)
                                     : fit_all(&corpus, learners.scores, fits, error);
  if (status == WT_OK) status = wt_topic_prune(&t, &corpus, &learners, fits, error);
  if (status == WT_OK && (t.progress != NULL || t.summary != NULL))
    status = wt_topic_report(&t, &corpus, learners.scores, fits, error);
  wt_trained_topics trained = {.corpus = &corpus,
                               .weights = learners.weights,
                               .fits = fits,
                               .lang = t.lang,
                               .mode = t.mode,
                               .knows_kinds = t.tagger != NULL};
  if (status == WT_OK && t.out != NULL) status = wt_topic_model_write(t.out, &trained, error);
  wt_free(fits);
  wt_topic_learners_release(&learners);
  wt_topic_corpus_release(&corpus);
  return status;
}
