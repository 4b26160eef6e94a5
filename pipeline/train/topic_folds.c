#include "train/topic_folds.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"

typedef struct learning {
  const wt_topics_training *training;
  const wt_topic_corpus *corpus;
  wt_topic_learners *out;
  uint8_t *fold;   /* [N] */
  uint8_t *failed; /* [tasks] 1: memory ran out; each task has its own, so nothing is shared */
} learning;

/* The cost of an article's error on a label: C times its file's weight; 0 leaves it out. */
static float cost_of(const learning *l, size_t article, int sign) {
  const wt_corpus_file *file = &l->corpus->files[l->corpus->articles[article].file];
  float cost = (float)l->training->cost * file->weight;
  return sign == 0 ? 0.0f : sign > 0 ? cost : cost * file->negative;
}

static void keep(const learning *l, size_t fold, size_t label, const float *weights) {
  const wt_rows *rows = &l->corpus->rows;
  size_t n_labels = l->corpus->n_labels, n = rows->n_columns + 1;
  if (fold == l->training->folds) {
    for (size_t i = 0; i < n; i++) l->out->weights[label * n + i] = weights[i];
    return;
  }
  for (size_t a = 0; a < rows->n; a++)
    if (l->fold[a] == fold)
      l->out->scores[a * n_labels + label] = (float)wt_logistic_score(rows, a, weights);
}

/* Task i: label i % L without fold i / L; "fold" number `folds` leaves nothing out. */
static void learn(void *context, size_t task, size_t thread) {
  learning *l = context;
  const wt_topic_corpus *c = l->corpus;
  size_t label = task % c->n_labels, fold = task / c->n_labels;
  float *costs = wt_calloc(c->rows.n, sizeof *costs);
  int8_t *signs = wt_calloc(c->rows.n, sizeof *signs);
  float *weights = wt_calloc(c->rows.n_columns + 1, sizeof *weights);
  (void)thread;
  l->failed[task] = 1;
  if (costs != NULL && signs != NULL && weights != NULL) {
    for (size_t a = 0; a < c->rows.n; a++) {
      int sign = wt_topic_corpus_sign(c, a, label);
      signs[a] = (int8_t)sign;
      costs[a] = l->fold[a] == fold ? 0.0f : cost_of(l, a, sign);
    }
    wt_logistic problem = {.rows = c->rows,
                           .costs = costs,
                           .signs = signs,
                           .seed = wt_hash_mix(l->training->seed, task)};
    if (wt_logistic_train(&problem, weights, NULL) == WT_OK) {
      keep(l, fold, label, weights);
      l->failed[task] = 0;
    }
  }
  wt_free(costs);
  wt_free(signs);
  wt_free(weights);
}

wt_status wt_topic_learn(const wt_topics_training *training, const wt_topic_corpus *corpus,
                         wt_topic_learners *out, wt_error *error) {
  wt_topic_learners made = {0};
  size_t n_tasks = corpus->n_labels * (training->folds + 1), n = corpus->rows.n;
  learning l = {.training = training, .corpus = corpus, .out = &made};
  wt_status status = WT_OK;
  made.scores = wt_calloc(n * corpus->n_labels, sizeof *made.scores);
  made.weights = wt_calloc((corpus->rows.n_columns + 1) * corpus->n_labels, sizeof *made.weights);
  l.fold = wt_calloc(n, sizeof *l.fold);
  l.failed = wt_calloc(n_tasks, sizeof *l.failed);
  if (made.scores == NULL || made.weights == NULL || l.fold == NULL || l.failed == NULL)
    status = wt_no_memory(error, "topics");
  if (status == WT_OK) {
    for (size_t a = 0; a < n; a++)
      l.fold[a] = (uint8_t)(wt_hash_mix(training->seed ^ 0xF01D, a) % training->folds);
    wt_threads_for(training->n_threads, n_tasks, &l, learn);
    for (size_t i = 0; i < n_tasks && status == WT_OK; i++)
      if (l.failed[i]) status = wt_no_memory(error, "topics");
  }
  wt_free(l.fold);
  wt_free(l.failed);
  if (status != WT_OK)
    wt_topic_learners_release(&made);
  else
    *out = made;
  return status;
}

void wt_topic_learners_release(wt_topic_learners *learners) {
  wt_free(learners->scores);
  wt_free(learners->weights);
  *learners = (wt_topic_learners){0};
}
