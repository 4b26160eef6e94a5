#include "train/topic_report.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "train/topic_scores.h"

typedef struct report {
  const wt_topics_training *training;
  const wt_topic_corpus *corpus;
  const float *scores;
  const wt_label_fit *fits;
  uint32_t *parents;     /* [L] the broader label, or UINT32_MAX */
  double *probability;   /* [L] of the article at hand */
  wt_given_topic *given; /* [L] */
  uint32_t *gold;        /* [L] */
} report;

static void say(const report *r, const char *line) {
  if (r->training->progress != NULL) r->training->progress(r->training->context, line);
}

/* Probabilities of an article as the model in its file gives them (topics/model.h). */
static void find_probabilities(const report *r, size_t article) {
  size_t n = r->corpus->n_labels;
  const float *f = r->scores + article * n;
  bool one = r->training->mode == WT_TOPICS_ONE;
  double sum = 0, largest = (double)f[0];
  for (size_t l = 1; l < n; l++) largest = fmax(largest, (double)f[l]);
  for (size_t l = 0; l < n; l++) {
    double z = r->fits[l].slope * ((double)f[l] - (one ? largest : 0)) + r->fits[l].intercept;
    r->probability[l] = one ? exp(z) : 1 / (1 + exp(-z));
    sum += r->probability[l];
  }
  for (size_t l = 0; one && l < n; l++) r->probability[l] /= sum;
  for (size_t l = n; l-- > 0;)
    if (r->parents[l] != UINT32_MAX)
      r->probability[r->parents[l]] = fmax(r->probability[r->parents[l]], r->probability[l]);
}

static void find_parents(const wt_topic_corpus *c, uint32_t *parents) {
  for (uint32_t l = 0; l < c->n_labels; l++) {
    uint32_t taxon = c->labels[l].taxon;
    uint32_t parent = taxon == WT_NO_TOPIC ? WT_NO_TOPIC : c->taxonomy.taxa[taxon].parent;
    parents[l] = UINT32_MAX;
    for (uint32_t k = 0; parent != WT_NO_TOPIC && k < l; k++)
      if (c->labels[k].taxon == parent) parents[l] = k;
  }
}

/* Equal scores: the broader label first, as the record has them. */
static int by_score(const void *left, const void *right) {
  const wt_given_topic *a = left, *b = right;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return (a->label > b->label) - (a->label < b->label);
}

/* A label implies its parents, whatever their thresholds. */
static void add_parents(const report *r, size_t *n) {
  for (size_t i = 0; i < *n; i++) {
    uint32_t parent = r->parents[r->given[i].label];
    bool known = parent == UINT32_MAX;
    for (size_t k = 0; !known && k < *n; k++) known = r->given[k].label == parent;
    if (!known)
      r->given[(*n)++] = (wt_given_topic){.label = parent, .score = r->probability[parent]};
  }
}

/* The labels that the model would give, of those that the article's file knows; returns how many.
 */
static size_t give(const report *r, size_t article) {
  wt_topic_mode mode = r->training->mode;
  wt_given_topic best = {.score = -1};
  size_t n = 0;
  find_probabilities(r, article);
  for (size_t l = 0; l < r->corpus->n_labels; l++) {
    wt_given_topic topic = {.label = (uint32_t)l, .score = r->probability[l]};
    if (wt_topic_corpus_sign(r->corpus, article, l) == 0) continue;
    if (topic.score > best.score) best = topic;
    if (mode != WT_TOPICS_ONE && topic.score >= r->fits[l].threshold) r->given[n++] = topic;
  }
  add_parents(r, &n);
  if (n == 0 && mode != WT_TOPICS_ANY && best.score >= 0) r->given[n++] = best;
  qsort(r->given, n, sizeof *r->given, by_score);
  return n;
}

static wt_status judge(const report *r, size_t article, wt_topic_scores *scores, wt_error *error) {
  const wt_corpus_article *a = &r->corpus->articles[article];
  return wt_topic_scores_add(scores, r->corpus->given + a->labels, a->n_labels, r->given,
                             give(r, article), error);
}

/* The same for the labels that have no parent among the others. */
static wt_status judge_top(const report *r, size_t article, wt_topic_scores *scores,
                           wt_error *error) {
  const wt_corpus_article *a = &r->corpus->articles[article];
  size_t n = give(r, article), n_said = 0, n_gold = 0;
  for (size_t i = 0; i < n; i++)
    if (r->parents[r->given[i].label] == UINT32_MAX) r->given[n_said++] = r->given[i];
  for (size_t i = 0; i < a->n_labels; i++) {
    uint32_t label = r->corpus->given[a->labels + i];
    if (r->parents[label] == UINT32_MAX) r->gold[n_gold++] = label;
  }
  return wt_topic_scores_add(scores, r->gold, n_gold, r->given, n_said, error);
}

static wt_status begin(const report *r, wt_topic_scores *scores, wt_error *error) {
  *scores = (wt_topic_scores){0};
  for (size_t l = 0; l < r->corpus->n_labels; l++) {
    const char *id = r->corpus->labels[l].id;
    uint32_t taxon = r->corpus->labels[l].taxon, number;
    number = wt_topic_scores_label(scores, id, strlen(id));
    if (number == UINT32_MAX) return wt_no_memory(error, "report");
    if (taxon != WT_NO_TOPIC) scores->labels[number].level = r->corpus->taxonomy.taxa[taxon].level;
  }
  return WT_OK;
}

/* The levels of a taxonomy one by one, where there are several. */
static void say_levels(const report *r, const wt_topic_scores *s) {
  uint32_t deepest = 0;
  for (size_t l = 0; l < s->n_labels; l++)
    if (s->labels[l].level > deepest) deepest = s->labels[l].level;
  for (uint32_t level = 1; deepest > 1 && level <= deepest; level++) {
    double micro, macro;
    char line[160];
    size_t n = wt_topic_scores_level(s, level, true, &micro, &macro);
    snprintf(line, sizeof line, "level %u, %zu labels: micro F1 %.2f, macro F1 %.2f",
             (unsigned)level, n, micro, macro);
    say(r, line);
  }
}

static void say_file(const report *r, const wt_corpus_file *file, const wt_topic_scores *s) {
  char line[400];
  if (s->n_items == 0)
    snprintf(line, sizeof line,
             "cross-validation %s: no topic is right, %zu of %zu articles have one", file->path,
             s->n_empty_given, s->n_empty);
  else
    snprintf(
        line, sizeof line,
        "cross-validation %s: micro F1 %.2f, macro F1 %.2f, best label right %.2f%%, NDCG %.4f, "
        "calibration error %.4f",
        file->path, wt_topic_scores_micro(s), wt_topic_scores_macro(s),
        100.0 * (double)s->any_right / (double)s->n_items, s->gain / (double)s->n_items,
        wt_topic_scores_calibration(s));
  say(r, line);
}

static wt_status report_file(const report *r, size_t file, wt_error *error) {
  wt_topic_scores scores;
  wt_status status = begin(r, &scores, error);
  for (size_t a = 0; status == WT_OK && a < r->corpus->rows.n; a++)
    if (r->corpus->articles[a].file == file) status = judge_top(r, a, &scores, error);
  if (status == WT_OK) say_file(r, &r->corpus->files[file], &scores);
  wt_topic_scores_release(&scores);
  return status;
}

/* Each label over the files that say what their items do not have. */
static wt_status report_labels(const report *r, wt_error *error) {
  const wt_topic_corpus *c = r->corpus;
  wt_topic_scores scores;
  wt_status status = begin(r, &scores, error);
  for (size_t a = 0; status == WT_OK && a < c->rows.n; a++)
    if (c->files[c->articles[a].file].negative >= 1) status = judge(r, a, &scores, error);
  for (size_t l = 0; status == WT_OK && l < c->n_labels; l++) {
    const wt_label_score *s = &scores.labels[l];
    char line[400];
    snprintf(line, sizeof line, "  %-36.36s articles %6u  gold %5zu said %5zu F1 %6.2f  from %.2f",
             c->labels[l].name, (unsigned)c->labels[l].n_positive, s->gold, s->said, wt_label_f1(s),
             r->fits[l].threshold);
    say(r, line);
  }
  if (status == WT_OK) {
    char line[400];
    double n = scores.n_items == 0 ? 1 : (double)scores.n_items;
    wt_topics_summary sum = {wt_topic_scores_micro(&scores), wt_topic_scores_macro(&scores),
                             100.0 * (double)scores.any_right / n};
    if (r->training->summary != NULL) *r->training->summary = sum;
    snprintf(line, sizeof line, "all labels: micro F1 %.2f, macro F1 %.2f, best label right %.2f%%",
             sum.micro, sum.macro, sum.best);
    say(r, line);
    say_levels(r, &scores);
  }
  wt_topic_scores_release(&scores);
  return status;
}

wt_status wt_topic_report(const wt_topics_training *training, const wt_topic_corpus *corpus,
                          const float *scores, const wt_label_fit *fits, wt_error *error) {
  report r = {.training = training, .corpus = corpus, .scores = scores, .fits = fits};
  wt_status status = WT_OK;
  r.probability = wt_calloc(corpus->n_labels, sizeof *r.probability);
  r.given = wt_calloc(corpus->n_labels, sizeof *r.given);
  r.gold = wt_calloc(corpus->n_labels, sizeof *r.gold);
  r.parents = wt_calloc(corpus->n_labels, sizeof *r.parents);
  if (r.probability == NULL || r.given == NULL || r.gold == NULL || r.parents == NULL)
    status = wt_no_memory(error, "report");
  else
    find_parents(corpus, r.parents);
  for (size_t f = 0; status == WT_OK && f < corpus->n_files; f++)
    status = report_file(&r, f, error);
  if (status == WT_OK) status = report_labels(&r, error);
  wt_free(r.probability);
  wt_free(r.given);
  wt_free(r.gold);
  wt_free(r.parents);
  return status;
}
