#include "train/topic_folds.h"

#include <math.h>

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
      l->out->scores[a * n_labels + label] = (float)wt_svm_score(rows, a, weights);
}

/* ---- contrast ------------------------------------------------------------------------- */

/* The memory of one task. */
typedef struct task_memory {
  float *costs;   /* [N] */
  int8_t *signs;  /* [N] */
  float *weights; /* [M + 1] */
  float *factors; /* [M] */
  float *counts;  /* [2][M] */
  wt_cell *cells; /* the rows, each column times its factor */
} task_memory;

/* How differently a term is spread over the articles with and without the label: the log of the
 * ratio of its shares, each count plus one. */
static void find_factors(const wt_topic_corpus *c, double contrast, task_memory *m) {
  size_t n_terms = c->rows.n_columns;
  double totals[2] = {(double)n_terms, (double)n_terms};
  for (size_t t = 0; t < 2 * n_terms; t++) m->counts[t] = 1;
  for (size_t a = 0; a < c->rows.n; a++) {
    if (!(m->costs[a] > 0)) continue;
    int side = m->signs[a] > 0;
    for (size_t i = c->rows.first[a]; i < c->rows.first[a + 1]; i++)
      m->counts[(size_t)side * n_terms + c->rows.cells[i].column] += 1;
    totals[side] += (double)(c->rows.first[a + 1] - c->rows.first[a]);
  }
  double base = log(totals[0] / totals[1]);
  for (size_t t = 0; t < n_terms; t++) {
    double ratio = log((double)m->counts[n_terms + t] / (double)m->counts[t]) + base;
    m->factors[t] = (float)(1 - contrast + contrast * fabs(ratio));
  }
}

/* Rows whose columns are multiplied with the factors. False: out of memory. */
static bool scale_rows(const wt_topic_corpus *c, double contrast, task_memory *m, wt_rows *rows) {
  m->factors = wt_calloc(c->rows.n_columns, sizeof *m->factors);
  m->counts = wt_calloc(2 * c->rows.n_columns, sizeof *m->counts);
  m->cells = wt_calloc(c->n_cells, sizeof *m->cells);
  if (m->factors == NULL || m->counts == NULL || m->cells == NULL) return false;
  find_factors(c, contrast, m);
  for (size_t i = 0; i < c->n_cells; i++) {
    wt_cell cell = c->rows.cells[i];
    m->cells[i] = (wt_cell){cell.column, cell.value * m->factors[cell.column]};
  }
  rows->cells = m->cells;
  return true;
}

/* ---- tasks ---------------------------------------------------------------------------- */

static bool is_in_share(const wt_topics_training *t, size_t article) {
  if (!(t->share > 0 && t->share < 1)) return true;
  return (double)(wt_hash_mix(t->seed ^ 0x5AE, article) >> 11) * 0x1p-53 < t->share;
}

static bool run_task(learning *l, size_t task, task_memory *m) {
  const wt_topic_corpus *c = l->corpus;
  size_t label = task % c->n_labels, fold = task / c->n_labels;
  double contrast = l->training->contrast;
  m->costs = wt_calloc(c->rows.n, sizeof *m->costs);
  m->signs = wt_calloc(c->rows.n, sizeof *m->signs);
  m->weights = wt_calloc(c->rows.n_columns + 1, sizeof *m->weights);
  if (m->costs == NULL || m->signs == NULL || m->weights == NULL) return false;
  for (size_t a = 0; a < c->rows.n; a++) {
    int sign = wt_topic_corpus_sign(c, a, label);
    m->signs[a] = (int8_t)sign;
    bool out = l->fold[a] == fold || !is_in_share(l->training, a);
    m->costs[a] = out ? 0.0f : cost_of(l, a, sign);
  }
  wt_svm problem = {.rows = c->rows,
                    .costs = m->costs,
                    .signs = m->signs,
                    .seed = wt_hash_mix(l->training->seed, task)};
  if (contrast > 0 && !scale_rows(c, contrast, m, &problem.rows)) return false;
  if (wt_svm_train(&problem, m->weights, NULL) != WT_OK) return false;
  if (contrast > 0)
    for (size_t t = 0; t < c->rows.n_columns; t++) m->weights[t] *= m->factors[t];
  keep(l, fold, label, m->weights);
  return true;
}

/* Task i: label i % L without fold i / L; "fold" number `folds` leaves nothing out. */
static void learn(void *context, size_t task, size_t thread) {
  learning *l = context;
  task_memory memory = {0};
  (void)thread;
  l->failed[task] = !run_task(l, task, &memory);
  wt_free(memory.costs);
  wt_free(memory.signs);
  wt_free(memory.weights);
  wt_free(memory.factors);
  wt_free(memory.counts);
  wt_free(memory.cells);
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
