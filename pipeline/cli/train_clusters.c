/*
 * train_clusters.c - `wiretag train clusters`: plain articles to classes of words.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/program.h"
#include "train/clusters_trainer.h"

typedef struct clusters_options {
  common_options common;
  const char *output, *classes;
  uint64_t min_count, max_words, contexts, passes, threads;
  bool quiet;
} clusters_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(clusters_options, output),
     .metavar = "FILE",
     .help = "the classes: lines of a word and its class at each level; needed"},
    QUIET_ROW(clusters_options),
    {.name = "Learning", .kind = OPTION_GROUP},
    {.name = "classes",
     .kind = OPTION_TEXT,
     .offset = offsetof(clusters_options, classes),
     .metavar = "N,N...",
     .help = "how many classes at each level, up to four levels"},
    {.name = "min-count",
     .kind = OPTION_NUMBER,
     .offset = offsetof(clusters_options, min_count),
     .metavar = "N",
     .least = 1,
     .most = UINT32_MAX,
     .help = "words that are rarer get no class"},
    {.name = "max-words",
     .kind = OPTION_NUMBER,
     .offset = offsetof(clusters_options, max_words),
     .metavar = "N",
     .least = 2,
     .most = 10000000,
     .help = "how many of the most frequent words get a class at the most"},
    {.name = "contexts",
     .kind = OPTION_NUMBER,
     .offset = offsetof(clusters_options, contexts),
     .metavar = "N",
     .least = 1,
     .most = 1000000,
     .help = "how many of the most frequent words count as neighbours of their own"},
    {.name = "passes",
     .kind = OPTION_NUMBER,
     .offset = offsetof(clusters_options, passes),
     .metavar = "N",
     .least = 1,
     .most = 1000,
     .help = "passes over the words at each level, at the most"},
    {.name = "Running", .kind = OPTION_GROUP},
    THREADS_ROW(clusters_options, "the classes are"),
};

static const clusters_options DEFAULTS = {
    .classes = "64,256,1024", .min_count = 5, .max_words = 60000, .contexts = 5000, .passes = 12};

static void print_line(void *context, const char *line) {
  (void)context;
  fprintf(stderr, "wiretag: %s\n", line);
}

/* "64,256,1024" */
static wt_status read_levels(const char *text, wt_clusters_training *t, wt_error *error) {
  for (const char *at = text;; at++) {
    size_t value = 0, digits = 0;
    for (; *at >= '0' && *at <= '9' && value <= UINT16_MAX; at++, digits++)
      value = value * 10 + (size_t)(*at - '0');
    if (digits == 0 || (*at != ',' && *at != '\0') || t->n_levels == WT_CLUSTER_LEVELS)
      return wt_fail(error, WT_USAGE, "classes", "\"%s\" is no list of up to %d numbers", text,
                     WT_CLUSTER_LEVELS);
    t->classes[t->n_levels++] = value;
    if (*at == '\0') return WT_OK;
  }
}

static int run_clusters(const void *given, const text_list *arguments) {
  const clusters_options *o = given;
  wt_error error = {0};
  wt_clusters_training training = {
      .data = arguments->items,
      .n_data = arguments->n,
      .min_count = (size_t)o->min_count,
      .max_words = (size_t)o->max_words,
      .n_contexts = (size_t)o->contexts,
      .iterations = (size_t)o->passes,
      .out = o->output,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .progress = o->quiet ? NULL : print_line};
  wt_status status = read_levels(o->classes, &training, &error);
  if (status == WT_OK && o->output == NULL)
    status = wt_fail(&error, WT_USAGE, "", "needs --output FILE");
  if (status == WT_OK) status = wt_train_clusters(&training, &error);
  return status == WT_OK ? DONE : report_error(&TRAIN_CLUSTERS_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"classes for the recogniser", "wiretag train clusters archive/ -o classes.tsv"},
};

const command TRAIN_CLUSTERS_COMMAND = {
    .name = "train clusters",
    .summary = "sort words into classes by the company they keep",
    .arguments = "FILE...",
    .least = 1,
    .most = SIZE_MAX,
    .text =
        "Reads articles as tag does, without any annotation, and sorts the frequent words into "
        "classes: words with the same neighbours share one. The recogniser learns from them "
        "what it knows of words that its training data lack.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_clusters,
};
