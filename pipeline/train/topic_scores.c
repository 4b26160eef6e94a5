#include "train/topic_scores.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"

uint32_t wt_topic_scores_label(wt_topic_scores *s, const char *id, size_t size) {
  const uint32_t *known = wt_map_find(&s->ids, id, size);
  if (known != NULL) return *known;
  wt_label_score *labels = wt_grow(s->labels, &s->label_capacity, s->n_labels + 1, sizeof *labels);
  if (labels == NULL) return UINT32_MAX;
  s->labels = labels;
  const char *name = wt_arena_copy(&s->arena, id, size);
  if (name == NULL || wt_map_add(&s->ids, name, size, (uint32_t)s->n_labels, NULL) == NULL)
    return UINT32_MAX;
  labels[s->n_labels] = (wt_label_score){.name = name};
  return (uint32_t)s->n_labels++;
}

static bool is_gold(const uint32_t *gold, size_t n, uint32_t label) {
  for (size_t i = 0; i < n; i++)
    if (gold[i] == label) return true;
  return false;
}

static wt_status confuse(wt_topic_scores *s, uint32_t gold, uint32_t said, wt_error *error) {
  wt_confusion *all =
      wt_grow(s->confusions, &s->confusion_capacity, s->n_confusions + 1, sizeof *all);
  if (all == NULL) return wt_no_memory(error, "scores");
  s->confusions = all;
  all[s->n_confusions++] = (wt_confusion){.gold = gold, .said = said, .n = 1};
  return WT_OK;
}

/* What a gold label at a rank, counted from 0, is worth. */
static double gain_at(size_t rank) { return 1 / log2((double)rank + 2); }

wt_status wt_topic_scores_add(wt_topic_scores *s, const uint32_t *gold, size_t n_gold,
                              const wt_given_topic *said, size_t n_said, wt_error *error) {
  if (n_gold == 0) {
    s->n_empty++;
    s->n_empty_given += n_said > 0;
    return WT_OK;
  }
  double gain = 0, ideal = 0;
  for (size_t i = 0; i < n_said; i++) {
    bool right = is_gold(gold, n_gold, said[i].label);
    int bin = said[i].score >= 1 ? WT_SCORE_BINS - 1 : (int)(said[i].score * WT_SCORE_BINS);
    s->bins[bin]++;
    s->right[bin] += right;
    s->sums[bin] += said[i].score;
    if (right) gain += gain_at(i);
    if (said[i].score < s->threshold) continue;
    s->labels[said[i].label].said++;
    s->labels[said[i].label].hit += right;
  }
  for (size_t i = 0; i < n_gold; i++) {
    ideal += gain_at(i);
    s->labels[gold[i]].gold++;
  }
  s->n_items++;
  s->gain += gain / ideal;
  uint32_t best = n_said > 0 ? said[0].label : UINT32_MAX;
  s->first_right += best == gold[0];
  s->any_right += is_gold(gold, n_gold, best);
  return best == gold[0] ? WT_OK : confuse(s, gold[0], best, error);
}

static int by_pair(const void *left, const void *right) {
  const wt_confusion *a = left, *b = right;
  if (a->gold != b->gold) return a->gold < b->gold ? -1 : 1;
  return (a->said > b->said) - (a->said < b->said);
}

static int by_number(const void *left, const void *right) {
  const wt_confusion *a = left, *b = right;
  if (a->n != b->n) return a->n > b->n ? -1 : 1;
  return by_pair(left, right);
}

void wt_topic_scores_finish(wt_topic_scores *s) {
  size_t n = 0;
  if (s->n_confusions == 0) return;
  qsort(s->confusions, s->n_confusions, sizeof *s->confusions, by_pair);
  for (size_t i = 1; i < s->n_confusions; i++) {
    if (by_pair(&s->confusions[n], &s->confusions[i]) == 0)
      s->confusions[n].n += s->confusions[i].n;
    else
      s->confusions[++n] = s->confusions[i];
  }
  s->n_confusions = n + 1;
  qsort(s->confusions, s->n_confusions, sizeof *s->confusions, by_number);
}

void wt_topic_scores_release(wt_topic_scores *s) {
  wt_free(s->labels);
  wt_free(s->confusions);
  wt_map_release(&s->ids);
  wt_arena_release(&s->arena);
  *s = (wt_topic_scores){0};
}

double wt_label_f1(const wt_label_score *l) {
  return l->gold + l->said == 0 ? 0 : 200.0 * (double)l->hit / (double)(l->gold + l->said);
}

double wt_topic_scores_micro(const wt_topic_scores *s) {
  wt_label_score all = {0};
  for (size_t i = 0; i < s->n_labels; i++) {
    all.gold += s->labels[i].gold;
    all.said += s->labels[i].said;
    all.hit += s->labels[i].hit;
  }
  return wt_label_f1(&all);
}

double wt_topic_scores_macro(const wt_topic_scores *s) {
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; i < s->n_labels; i++) {
    if (s->labels[i].gold == 0) continue;
    sum += wt_label_f1(&s->labels[i]);
    n++;
  }
  return n == 0 ? 0 : sum / (double)n;
}

size_t wt_topic_scores_level(const wt_topic_scores *s, uint32_t level, bool all, double *micro,
                             double *macro) {
  wt_label_score sum = {0};
  double f1 = 0;
  size_t n = 0;
  for (size_t i = 0; i < s->n_labels; i++) {
    const wt_label_score *l = &s->labels[i];
    if (l->level != level || (l->unknown && !all)) continue;
    sum.gold += l->gold;
    sum.said += l->said;
    sum.hit += l->hit;
    if (l->gold == 0) continue;
    f1 += wt_label_f1(l);
    n++;
  }
  *micro = wt_label_f1(&sum);
  *macro = n == 0 ? 0 : f1 / (double)n;
  return n;
}

double wt_topic_scores_calibration(const wt_topic_scores *s) {
  double off = 0, given = 0;
  for (int b = 0; b < WT_SCORE_BINS; b++) {
    off += fabs(s->sums[b] - (double)s->right[b]);
    given += (double)s->bins[b];
  }
  return given > 0 ? off / given : 0;
}
