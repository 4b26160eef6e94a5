#include "topics/classify.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "topics/features.h"
#include "topics/model.h"
#include "topics/reasons.h"
#include "topics/rows.h"

/* Why a label is in the answer: it reaches its threshold, stands above one that does, or is the
 * likeliest one of a model that gives at least that. */
enum { REACHED = 1, ABOVE = 2, LIKELIEST = 4 };

struct wt_classifier {
  const wt_topic_model *model;
  wt_bag *bag;
  float *values;       /* [n_values] of the article's terms, scaled to length 1 */
  size_t n_values;     /* capacity */
  float *sums;         /* [model->row] sum of weight * value, before the scale */
  double *slope;       /* [n_labels] z = slope * sum + intercept, of model.h's formula */
  double *intercept;   /* [n_labels] */
  double hopeless;     /* z of a probability that is below every threshold */
  double *probability; /* [n_labels] */
  uint8_t *marks;      /* [n_labels] REACHED, ABOVE */
  uint32_t *children;  /* [n_labels] the likeliest child that is given, or WT_NO_LABEL */
};

/* The two steps of model.h's formula, from the sum to f and from f to z, in one. */
static void join_steps(wt_classifier *c) {
  const wt_topic_model *m = c->model;
  double lowest = 0.5;
  for (size_t l = 0; l < m->head->n_labels; l++) {
    const wt_topic_label *label = &m->labels[l];
    c->slope[l] = (double)label->slope * (double)label->scale;
    c->intercept[l] = (double)label->slope * (double)label->bias + (double)label->intercept;
    lowest = fmin(lowest, (double)label->threshold);
  }
  c->hopeless = lowest > 0 ? log(lowest / (1 - lowest)) - 1e-9 : -HUGE_VAL;
}

wt_status wt_classifier_new(const wt_topic_model *model, wt_classifier **out, wt_error *error) {
  wt_classifier *c = wt_calloc(1, sizeof *c);
  if (c == NULL) return wt_no_memory(error, "classifier");
  c->model = model;
  c->sums = wt_calloc(model->row, sizeof *c->sums);
  size_t n = model->head->n_labels;
  c->slope = wt_calloc(n, sizeof *c->slope);
  c->intercept = wt_calloc(n, sizeof *c->intercept);
  c->probability = wt_calloc(n, sizeof *c->probability);
  c->marks = wt_calloc(n, sizeof *c->marks);
  c->children = wt_calloc(n, sizeof *c->children);
  wt_term_policy policy = {.lang = model->strings + model->head->lang,
                           .vocabulary = model->vocabulary};
  bool made = c->sums != NULL && c->slope != NULL && c->intercept != NULL &&
              c->probability != NULL && c->marks != NULL && c->children != NULL;
  wt_status status = made ? wt_bag_new(&policy, &c->bag, error) : wt_no_memory(error, "classifier");
  if (status != WT_OK) {
    wt_classifier_free(c);
    return status;
  }
  join_steps(c);
  *out = c;
  return WT_OK;
}

void wt_classifier_free(wt_classifier *classifier) {
  if (classifier == NULL) return;
  wt_bag_free(classifier->bag);
  wt_free(classifier->values);
  wt_free(classifier->sums);
  wt_free(classifier->slope);
  wt_free(classifier->intercept);
  wt_free(classifier->probability);
  wt_free(classifier->marks);
  wt_free(classifier->children);
  wt_free(classifier);
}

/* x(t) for each term, then sum over t of weight(t, l) * x(t) for all labels at once. */
static wt_status score(wt_classifier *c, const wt_term *terms, size_t n, wt_error *error) {
  const wt_topic_model *m = c->model;
  float *values = wt_grow(c->values, &c->n_values, n, sizeof *values);
  if (values == NULL) return wt_no_memory(error, "classifier");
  c->values = values;
  float squares = 0;
  for (size_t i = 0; i < n; i++) {
    if (i + WT_ROWS_AHEAD < n)
      __builtin_prefetch(&m->vocabulary.terms[terms[i + WT_ROWS_AHEAD].index]);
    values[i] = wt_term_value(&terms[i]) * m->vocabulary.terms[terms[i].index].idf;
    squares += values[i] * values[i];
  }
  float inverse = wt_length_factor(squares);
  for (size_t i = 0; i < n; i++) values[i] *= inverse;
  wt_add_rows(m, terms, values, n, c->sums);
  return WT_OK;
}

/* z(l), the log odds before anything else is known. */
static void find_odds(wt_classifier *c) {
  size_t n = c->model->head->n_labels;
  for (size_t l = 0; l < n; l++)
    c->probability[l] = c->slope[l] * (double)c->sums[l] + c->intercept[l];
}

/* One distribution over all labels, of z in c->probability. */
static void normalise(wt_classifier *c) {
  size_t n = c->model->head->n_labels;
  double largest = c->probability[0], sum = 0;
  for (size_t l = 1; l < n; l++) largest = fmax(largest, c->probability[l]);
  for (size_t l = 0; l < n; l++) sum += c->probability[l] = exp(c->probability[l] - largest);
  for (size_t l = 0; l < n; l++) c->probability[l] /= sum;
}

/* Each label by itself, of z in c->probability; 0 below `least`, which saves most exponentials. */
static void squash(wt_classifier *c, double least) {
  size_t n = c->model->head->n_labels;
  for (size_t l = 0; l < n; l++) {
    double z = c->probability[l];
    c->probability[l] = z < least ? 0 : 1.0 / (1.0 + exp(-z));
  }
}

/* Calibrated probabilities; a parent is at least as likely as its children, which come later. */
static void calibrate(wt_classifier *c, double least) {
  const wt_topic_model *m = c->model;
  find_odds(c);
  if (m->head->flags & WT_EXACTLY_ONE)
    normalise(c);
  else
    squash(c, least);
  for (size_t l = m->head->n_labels; l-- > 0;) {
    uint32_t parent = m->labels[l].parent;
    if (parent != WT_NO_LABEL && c->probability[parent] < c->probability[l])
      c->probability[parent] = c->probability[l];
  }
}

/* ---- the answer --------------------------------------------------------------------- */

/* By score, then the broader topic, then the id. */
static bool comes_before(const wt_topic *a, const wt_topic *b) {
  if (a->score != b->score) return a->score > b->score;
  if (a->n_path != b->n_path) return a->n_path < b->n_path;
  return strcmp(a->id, b->id) < 0;
}

static void insert(wt_topic_list *list, wt_topic topic) {
  size_t at = list->n++;
  for (; at > 0 && comes_before(&topic, &list->items[at - 1]); at--)
    list->items[at] = list->items[at - 1];
  list->items[at] = topic;
}

void wt_sort_topics(wt_topic_list *list) {
  size_t n = list->n;
  list->n = 0;
  for (size_t i = 0; i < n; i++) insert(list, list->items[i]);
}

/* Marks the labels that reach their threshold; returns whether one does. */
static bool mark_reached(wt_classifier *c) {
  const wt_topic_model *m = c->model;
  bool any = false;
  for (size_t l = 0; l < m->head->n_labels; l++) {
    bool reached = c->probability[l] >= (double)m->labels[l].threshold;
    c->marks[l] = reached ? REACHED : 0;
    any |= reached;
  }
  return any;
}

static void mark_likeliest(wt_classifier *c) {
  size_t best = 0;
  for (size_t l = 1; l < c->model->head->n_labels; l++)
    if (c->probability[l] > c->probability[best]) best = l;
  c->marks[best] = LIKELIEST;
}

/* Marks what the probabilities and the model's flags say; returns whether that is any label. */
static bool mark_given(wt_classifier *c) {
  uint32_t flags = c->model->head->flags;
  if (flags & WT_EXACTLY_ONE) {
    calibrate(c, -HUGE_VAL);
    memset(c->marks, 0, c->model->head->n_labels * sizeof *c->marks);
    mark_likeliest(c);
    return true;
  }
  calibrate(c, c->hopeless);
  if (mark_reached(c)) return true;
  if ((flags & WT_AT_LEAST_ONE) == 0) return false;
  calibrate(c, -HUGE_VAL);
  mark_likeliest(c);
  return true;
}

/* Marks the labels that are given, and their parents; returns how many. */
static size_t choose(wt_classifier *c) {
  const wt_topic_model *m = c->model;
  size_t n = 0;
  if (!mark_given(c)) return 0;
  for (size_t l = m->head->n_labels; l-- > 0;) {
    if (c->marks[l] == 0) continue;
    n++;
    uint32_t parent = m->labels[l].parent;
    if (parent != WT_NO_LABEL) c->marks[parent] |= ABOVE;
  }
  return n;
}

/* The reasons of a label, or, where only its children speak for it, those of the likeliest child.
 */
static size_t find_reasons(const wt_classifier *c, const wt_term_evidence *evidence, uint32_t l,
                           wt_arena *arena, const wt_reason **out) {
  size_t n = wt_topic_reasons(evidence, l, arena, out);
  if (n == 0 && c->children[l] != WT_NO_LABEL)
    n = wt_topic_reasons(evidence, c->children[l], arena, out);
  return n;
}

/* Children first, because a parent is given when one of its children is. A label that is likely
 * whatever the article says, without a word for it, is no finding. */
static void list_topics(wt_classifier *c, const wt_term_evidence *evidence, wt_arena *arena,
                        wt_topic_list *list) {
  const wt_topic_model *m = c->model;
  for (uint32_t l = 0; l < m->head->n_labels; l++) c->children[l] = WT_NO_LABEL;
  for (uint32_t l = m->head->n_labels; l-- > 0;) {
    if (c->marks[l] == 0) continue;
    const wt_topic_label *label = &m->labels[l];
    if ((c->marks[l] & (REACHED | LIKELIEST)) == 0 && c->children[l] == WT_NO_LABEL) continue;
    wt_topic topic = {.id = m->strings + label->id,
                      .label = m->strings + label->name,
                      .score = c->probability[l],
                      .path = m->paths + label->path,
                      .n_path = label->n_path};
    topic.n_because = find_reasons(c, evidence, l, arena, &topic.because);
    if (arena->failed || (topic.n_because == 0 && (c->marks[l] & LIKELIEST) == 0)) continue;
    insert(list, topic);
    if (label->parent == WT_NO_LABEL) continue;
    uint32_t *child = &c->children[label->parent];
    if (*child == WT_NO_LABEL || c->probability[*child] < c->probability[l]) *child = l;
  }
}

wt_status wt_classify(wt_classifier *c, const wt_topic_article *article, wt_arena *arena,
                      wt_topic_list *out, wt_error *error) {
  wt_term_evidence evidence = {.model = c->model, .fields = article->fields};
  wt_topic_list list = {0};
  wt_status status = wt_bag_fill(c->bag, article->fields, error);
  if (status == WT_OK)
    status =
        wt_bag_add_kinds(c->bag, article->fields, article->entities, article->n_entities, error);
  if (status != WT_OK) return status;
  evidence.terms = wt_bag_terms(c->bag, &evidence.n);
  if (evidence.n > 0) {
    status = score(c, evidence.terms, evidence.n, error);
    if (status != WT_OK) return status;
    evidence.values = c->values;
    size_t most = choose(c);
    if (most > 0) list.items = WT_ARENA_NEW(arena, wt_topic, most);
    if (list.items != NULL) list_topics(c, &evidence, arena, &list);
    if (arena->failed) return wt_no_memory(error, "topics");
  }
  *out = list;
  return WT_OK;
}
