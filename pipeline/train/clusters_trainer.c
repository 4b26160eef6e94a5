/*
 * clusters_trainer.c - words that stand in the same places get the same class.
 *
 * An exchange algorithm (Martin, Liermann and Ney, "Algorithms for bigram and trigram word
 * clustering", 1998) over both neighbours of a word, with words rather than classes as contexts
 * (Uszkoreit and Brants, "Distributed word clustering for large scale class-based language
 * modeling", 2008). It maximises the mutual information of class c and context x,
 *
 *     F = sum over x, c of f(N(x, c))  -  2 * sum over c of f(N(c)),      f(n) = n log n,
 *
 * by moving one word at a time to the class that raises F most. Contexts are fixed, so a move
 * changes one column of N(x, c) only, and trying all classes for a word costs (contexts of the
 * word) x (classes).
 *
 * Words are taken in rounds of fixed size: the threads choose the best class of each word of a
 * round against the same counts, then the moves are made one after another, each only if it still
 * gains. So neither the order of the threads nor their number shows in the result.
 */
#include "train/clusters_trainer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/threads.h"
#include "train/word_counts.h"

enum { TABLE = 1 << 16, ROUND = 256 };

typedef struct clustering {
  const wt_word_counts *counts;
  size_t n_classes;
  uint32_t *class_of;   /* [n_words] */
  uint32_t *joint;      /* [n_contexts][n_classes] N(x, c) */
  uint64_t *class_size; /* [n_classes] N(c) */
  float *f;             /* [TABLE] n log n of small n, in bits of a float's precision */
  size_t round_first;   /* the word with which the round starts */
  uint32_t best[ROUND]; /* the class chosen for each word of the round */
  double *gains;        /* [n_threads][n_classes] scratch */
} clustering;

static double n_log_n(const clustering *c, uint64_t n) {
  return n < TABLE ? (double)c->f[n] : (double)n * log((double)n);
}

/* How F changes when a word of `total` occurrences and these contexts joins class k without being
 * in any: sum over its contexts of f(N(x, k) + n) - f(N(x, k)), less 2 (f(N(k) + total) - f(N(k))).
 */
static double joining(const clustering *c, size_t w, size_t k) {
  const wt_word_counts *counts = c->counts;
  double gain = 0;
  for (size_t i = counts->firsts[w]; i < counts->firsts[w + 1]; i++) {
    uint32_t now = c->joint[counts->contexts[i].context * c->n_classes + k];
    gain += n_log_n(c, (uint64_t)now + counts->contexts[i].count) - n_log_n(c, now);
  }
  uint64_t size = c->class_size[k];
  return gain - 2 * (n_log_n(c, size + counts->totals[w]) - n_log_n(c, size));
}

/* How F changes when the word leaves its class, as a loss: what joining it again would give. */
static double staying(const clustering *c, size_t w) {
  const wt_word_counts *counts = c->counts;
  size_t k = c->class_of[w];
  double gain = 0;
  for (size_t i = counts->firsts[w]; i < counts->firsts[w + 1]; i++) {
    uint32_t now = c->joint[counts->contexts[i].context * c->n_classes + k];
    gain += n_log_n(c, now) - n_log_n(c, now - counts->contexts[i].count);
  }
  uint64_t size = c->class_size[k];
  return gain - 2 * (n_log_n(c, size) - n_log_n(c, size - counts->totals[w]));
}

/* The class that gives word `i` of the round most; the lowest of equals. */
static void choose(void *context, size_t i, size_t thread) {
  clustering *c = context;
  const wt_word_counts *counts = c->counts;
  size_t w = c->round_first + i, n = c->n_classes;
  double *gains = c->gains + thread * n;
  uint64_t total = counts->totals[w];
  for (size_t k = 0; k < n; k++) {
    uint64_t size = c->class_size[k];
    gains[k] = -2 * (n_log_n(c, size + total) - n_log_n(c, size));
  }
  for (size_t j = counts->firsts[w]; j < counts->firsts[w + 1]; j++) {
    const uint32_t *row = c->joint + counts->contexts[j].context * n;
    uint32_t count = counts->contexts[j].count;
    for (size_t k = 0; k < n; k++)
      gains[k] += n_log_n(c, (uint64_t)row[k] + count) - n_log_n(c, row[k]);
  }
  size_t best = c->class_of[w];
  gains[best] = staying(c, w);
  for (size_t k = 0; k < n; k++)
    if (gains[k] > gains[best]) best = k;
  c->best[i] = (uint32_t)best;
}

static void move(clustering *c, size_t w, uint32_t to) {
  const wt_word_counts *counts = c->counts;
  uint32_t from = c->class_of[w];
  for (size_t i = counts->firsts[w]; i < counts->firsts[w + 1]; i++) {
    uint32_t *row = c->joint + counts->contexts[i].context * c->n_classes;
    row[from] -= counts->contexts[i].count;
    row[to] += counts->contexts[i].count;
  }
  c->class_size[from] -= counts->totals[w];
  c->class_size[to] += counts->totals[w];
  c->class_of[w] = to;
}

/* One pass over the vocabulary; returns how many words moved. */
static size_t pass(clustering *c, size_t n_threads) {
  size_t moved = 0, n_words = c->counts->n_words;
  for (c->round_first = 0; c->round_first < n_words; c->round_first += ROUND) {
    size_t n = n_words - c->round_first < ROUND ? n_words - c->round_first : ROUND;
    wt_threads_for(n_threads, n, c, choose);
    for (size_t i = 0; i < n; i++) {
      size_t w = c->round_first + i;
      if (c->best[i] == c->class_of[w] || joining(c, w, c->best[i]) <= staying(c, w)) continue;
      move(c, w, c->best[i]);
      moved++;
    }
  }
  return moved;
}

/* The most frequent words start in classes of their own, the others are dealt out. */
static void deal(clustering *c) {
  const wt_word_counts *counts = c->counts;
  for (size_t w = 0; w < counts->n_words; w++) {
    c->class_of[w] = (uint32_t)(w % c->n_classes);
    for (size_t i = counts->firsts[w]; i < counts->firsts[w + 1]; i++)
      c->joint[counts->contexts[i].context * c->n_classes + c->class_of[w]] +=
          counts->contexts[i].count;
    c->class_size[c->class_of[w]] += counts->totals[w];
  }
}

static void report(const wt_clusters_training *t, const char *format, size_t a, size_t b,
                   size_t c) {
  char line[120];
  if (t->progress == NULL) return;
  snprintf(line, sizeof line, format, a, b, c);
  t->progress(t->context, line);
}

/* Fills classes [n_words] with one level. */
static wt_status cluster(const wt_clusters_training *training, const wt_word_counts *counts,
                         size_t n_classes, uint32_t *classes, wt_error *error) {
  if (n_classes > counts->n_words) n_classes = counts->n_words;
  clustering c = {.counts = counts, .n_classes = n_classes, .class_of = classes};
  c.joint = wt_calloc(counts->n_contexts * n_classes, sizeof *c.joint);
  c.class_size = wt_calloc(n_classes, sizeof *c.class_size);
  c.gains = wt_calloc(training->n_threads * n_classes, sizeof *c.gains);
  c.f = wt_malloc(TABLE * sizeof *c.f);
  wt_status status = WT_OK;
  if (c.joint == NULL || c.class_size == NULL || c.gains == NULL || c.f == NULL) {
    status = wt_no_memory(error, "clusters");
  } else {
    c.f[0] = 0;
    for (size_t n = 1; n < TABLE; n++) c.f[n] = (float)((double)n * log((double)n));
    deal(&c);
    for (size_t i = 0; i < training->iterations; i++) {
      size_t moved = pass(&c, training->n_threads);
      report(training, "%zu classes, pass %zu: %zu words moved", n_classes, i + 1, moved);
      if (moved <= counts->n_words / 1000) break;
    }
  }
  wt_free(c.joint);
  wt_free(c.class_size);
  wt_free(c.gains);
  wt_free(c.f);
  return status;
}

static wt_status write_classes(const wt_clusters_training *t, const wt_word_counts *counts,
                               const uint32_t *classes, wt_error *error) {
  wt_output output;
  wt_buffer line = {0};
  wt_status status = wt_output_open(t->out, &output, error);
  if (status != WT_OK) return status;
  for (size_t w = 0; w < counts->n_words; w++) {
    wt_buffer_clear(&line);
    wt_buffer_text(&line, counts->words[w]);
    for (size_t l = 0; l < t->n_levels; l++)
      wt_buffer_format(&line, "\t%" PRIu32, classes[l * counts->n_words + w]);
    wt_buffer_byte(&line, '\n');
    fwrite(line.data, 1, line.size, output.stream);
  }
  if (line.failed) {
    wt_output_discard(&output);
    status = wt_no_memory(error, t->out);
  } else {
    status = wt_output_commit(&output, error);
  }
  wt_buffer_release(&line);
  return status;
}

static wt_status check_options(const wt_clusters_training *t, wt_error *error) {
  if (t->n_levels == 0 || t->n_levels > WT_CLUSTER_LEVELS)
    return wt_fail(error, WT_USAGE, "classes", "1 to %d levels", WT_CLUSTER_LEVELS);
  for (size_t l = 0; l < t->n_levels; l++)
    if (t->classes[l] < 2 || t->classes[l] > UINT16_MAX)
      return wt_fail(error, WT_USAGE, "classes", "a level has 2 to %d classes", UINT16_MAX);
  return WT_OK;
}

wt_status wt_train_clusters(const wt_clusters_training *training, wt_error *error) {
  wt_word_counts counts = {0};
  wt_status status = check_options(training, error);
  if (status == WT_OK) status = wt_word_counts_read(training, &counts, error);
  if (status != WT_OK) return status;
  report(training, "%zu words, %zu pairs of word and context", counts.n_words,
         counts.firsts[counts.n_words], 0);
  uint32_t *classes = wt_malloc(training->n_levels * counts.n_words * sizeof *classes);
  if (classes == NULL) status = wt_no_memory(error, "clusters");
  for (size_t l = 0; status == WT_OK && l < training->n_levels; l++)
    status = cluster(training, &counts, training->classes[l], classes + l * counts.n_words, error);
  if (status == WT_OK) status = write_classes(training, &counts, classes, error);
  wt_free(classes);
  wt_word_counts_release(&counts);
  return status;
}
