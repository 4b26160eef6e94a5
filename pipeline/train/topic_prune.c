#include "train/topic_prune.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/mem.h"
#include "train/topic_scores.h"

/* How a label does on the articles whose files say what they lack. */
static wt_label_score judge_label(const wt_topic_corpus *c, const float *scores,
                                  const wt_label_fit *fit, size_t label) {
  wt_label_score s = {0};
  for (size_t a = 0; a < c->rows.n; a++) {
    const wt_corpus_file *file = &c->files[c->articles[a].file];
    if (file->negative < 1 || !file->uses[label]) continue;
    double z = fit->slope * (double)scores[a * c->n_labels + label] + fit->intercept;
    bool said = 1 / (1 + exp(-z)) >= fit->threshold;
    bool gold = wt_topic_corpus_sign(c, a, label) > 0;
    s.gold += gold;
    s.said += said;
    s.hit += gold && said;
  }
  return s;
}

/* The label of the next broader topic, or n_labels. Parents stand before their children. */
static size_t parent_of(const wt_topic_corpus *c, size_t label) {
  uint32_t taxon = c->labels[label].taxon;
  if (taxon == WT_NO_TOPIC) return c->n_labels;
  uint32_t parent = c->taxonomy.taxa[taxon].parent;
  for (size_t l = label; parent != WT_NO_TOPIC && l-- > 0;)
    if (c->labels[l].taxon == parent) return l;
  return c->n_labels;
}

/* to[l]: the new number of a label that stays, or UINT32_MAX. Returns how many stay. */
static size_t choose(const wt_topics_training *t, const wt_topic_corpus *c, const float *scores,
                     const wt_label_fit *fits, uint32_t *to) {
  size_t n = 0;
  for (size_t l = 0; l < c->n_labels; l++) to[l] = UINT32_MAX;
  for (size_t l = c->n_labels; l-- > 0;) {
    size_t parent = parent_of(c, l);
    bool stays = to[l] == 0 || parent == c->n_labels;
    if (!stays) {
      wt_label_score s = judge_label(c, scores, &fits[l], l);
      char line[200];
      stays = s.gold >= WT_ENOUGH_ARTICLES && wt_label_f1(&s) >= t->keep_above;
      snprintf(line, sizeof line, "  left out: %-36.36s gold %5zu said %5zu F1 %6.2f",
               c->labels[l].name, s.gold, s.said, wt_label_f1(&s));
      if (!stays && t->progress != NULL) t->progress(t->context, line);
    }
    if (!stays) continue;
    to[l] = 0;
    if (parent != c->n_labels) to[parent] = 0;
  }
  for (size_t l = 0; l < c->n_labels; l++)
    if (to[l] == 0) to[l] = (uint32_t)n++;
  return n;
}

/* Rows shrink towards the front, so that nothing is overwritten before it was read. */
static void shrink(wt_topic_corpus *c, wt_topic_learners *learners, wt_label_fit *fits,
                   const uint32_t *to, size_t n) {
  size_t n_labels = c->n_labels, n_weights = c->rows.n_columns + 1;
  for (size_t a = 0; a < c->rows.n; a++) {
    wt_corpus_article *article = &c->articles[a];
    uint32_t kept = 0;
    for (size_t i = 0; i < article->n_labels; i++) {
      uint32_t label = to[c->given[article->labels + i]];
      if (label != UINT32_MAX) c->given[article->labels + kept++] = label;
    }
    article->n_labels = kept;
    for (size_t l = 0; l < n_labels; l++)
      if (to[l] != UINT32_MAX) learners->scores[a * n + to[l]] = learners->scores[a * n_labels + l];
  }
  for (size_t l = 0; l < n_labels; l++) {
    if (to[l] == UINT32_MAX) continue;
    for (size_t f = 0; f < c->n_files; f++) c->files[f].uses[to[l]] = c->files[f].uses[l];
    for (size_t i = 0; i < n_weights; i++)
      learners->weights[to[l] * n_weights + i] = learners->weights[l * n_weights + i];
    fits[to[l]] = fits[l];
    c->labels[to[l]] = c->labels[l];
  }
  c->n_labels = n;
}

wt_status wt_topic_prune(const wt_topics_training *training, wt_topic_corpus *corpus,
                         wt_topic_learners *learners, wt_label_fit *fits, wt_error *error) {
  if (!(training->keep_above > 0)) return WT_OK;
  size_t before = corpus->n_labels;
  uint32_t *to = wt_calloc(before, sizeof *to);
  if (to == NULL) return wt_no_memory(error, "topics");
  size_t n = choose(training, corpus, learners->scores, fits, to);
  shrink(corpus, learners, fits, to, n);
  if (training->progress != NULL) {
    char line[160];
    snprintf(line, sizeof line,
             "%zu of %zu labels stay: below the top level, those with an F1 of at least %.0f over "
             "at least %d articles",
             n, before, training->keep_above, WT_ENOUGH_ARTICLES);
    training->progress(training->context, line);
  }
  wt_free(to);
  return WT_OK;
}
