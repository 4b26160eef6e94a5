/*
 * train_topics.c - `wiretag train topics`: labelled articles to a topic model.
 */
#include <stdio.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/program.h"
#include "cli/setup.h"
#include "train/topics_trainer.h"

typedef struct train_options {
  common_options common;
  text_list data;
  const char *label_field, *taxonomy, *stop_words, *output;
  uint64_t levels, terms, min_articles, folds, threads, seed;
  double cost, contrast, share, keep_above;
  int articles_have;
  bool cross_validate, grid, quiet, entities;
  tagging_options tagging;
} train_options;

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "data",
     .letter = 'd',
     .kind = OPTION_LIST,
     .offset = offsetof(train_options, data),
     .metavar = "FILE[=W[:N]]",
     .help = "JSON Lines with title, text and labels, or lines of LABEL[|LABEL] TAB TEXT or "
             "LABEL[|LABEL] TAB TITLE TAB TEXT, plain or compressed; may be given several times. "
             "An article counts W (1), and the labels that it lacks W times N (1): less "
             "where it may have more labels than the file gives"},
    {.name = "label-field",
     .kind = OPTION_TEXT,
     .offset = offsetof(train_options, label_field),
     .metavar = "PATH",
     .help = "JSON field with a label or an array of labels; of several, separated by commas, the "
             "first present one"},
    {.name = "taxonomy",
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, taxonomy),
     .metavar = "FILE",
     .help = "table of the labels' ids, parents, names and definitions, as models/mediatopics.tsv; "
             "without it labels are their own names"},
    {.name = "levels",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, levels),
     .metavar = "N",
     .most = 100,
     .help = "how many levels of the taxonomy, from the top, are topics; deeper labels count for "
             "these"},
    {.name = "keep-labels-above",
     .kind = OPTION_DECIMAL,
     .offset = offsetof(train_options, keep_above),
     .metavar = "F1",
     .help = "of the labels below the taxonomy's top level, keep those whose F1 in percent by "
             "cross-validation, over at least five articles, is at least this; 0: all"},
    {.name = "entities",
     .kind = OPTION_FLAG,
     .offset = offsetof(train_options, entities),
     .help = "kinds of entities (\"football club\") are terms too: the articles are tagged with "
             "world.wtg and recogniser-en.wtm"},
    {.name = "gazetteer",
     .letter = 'g',
     .kind = OPTION_LIST,
     .offset = offsetof(train_options, tagging.gazetteers),
     .metavar = "FILE",
     .setting = true,
     .help = "with --entities: a compiled list of names on top of world.wtg"},
    {.name = "stop-words",
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, stop_words),
     .metavar = "FILE",
     .help = "words that say nothing about a topic, as models/stop-words-en.txt"},
    {.name = "Learning", .kind = OPTION_GROUP},
    {.name = "articles-have",
     .kind = OPTION_CHOICE,
     .offset = offsetof(train_options, articles_have),
     .metavar = "HOW_MANY",
     .choices = "any|some|one",
     .help = "how many labels: any number, at least one, exactly one (its probabilities add up to "
             "one)"},
    {.name = "cost",
     .kind = OPTION_DECIMAL,
     .offset = offsetof(train_options, cost),
     .metavar = "C",
     .help = "how much an error counts against the size of the weights"},
    {.name = "contrast",
     .kind = OPTION_DECIMAL,
     .offset = offsetof(train_options, contrast),
     .metavar = "X",
     .help =
         "0 to 1: how much more a term counts that is spread differently over articles with and "
         "without a label; try 0.25 where articles have one label"},
    {.name = "terms",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, terms),
     .metavar = "N",
     .least = 1,
     .most = 2000000,
     .help = "keep at most this many words and pairs of words, the most frequent ones"},
    {.name = "min-articles",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, min_articles),
     .metavar = "N",
     .least = 1,
     .most = 1000000,
     .help = "keep words and pairs that stand in at least this many articles"},
    {.name = "folds",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, folds),
     .metavar = "N",
     .least = 2,
     .most = 100,
     .help = "of the cross-validation that sets thresholds and calibrates the scores"},
    {.name = "share",
     .kind = OPTION_DECIMAL,
     .offset = offsetof(train_options, share),
     .metavar = "SHARE",
     .help =
         "learn from this part of the articles only and judge all, for learning curves; 0: all"},
    {.name = "grid",
     .kind = OPTION_FLAG,
     .offset = offsetof(train_options, grid),
     .help =
         "cross-validate with other costs, contrasts and numbers of articles around those given, "
         "print a table, name the best, and write no model"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "cross-validate",
     .kind = OPTION_FLAG,
     .offset = offsetof(train_options, cross_validate),
     .help = "report how good the model would be, and write none"},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, output),
     .metavar = "FILE",
     .help = "the model; needed"},
    QUIET_ROW(train_options),
    {.name = "Running", .kind = OPTION_GROUP},
    THREADS_ROW(train_options, "the model is"),
    {.name = "seed",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, seed),
     .metavar = "N",
     .most = UINT64_MAX,
     .help = "starts the random numbers; the same seed gives the same model"},
};

static const train_options DEFAULTS = {.label_field = "topics,labels",
                                       .levels = 1,
                                       .cost = 1,
                                       .terms = 50000,
                                       .min_articles = 2,
                                       .folds = 5,
                                       .seed = 1};

static void print_line(void *context, const char *line) {
  (void)context;
  fprintf(stderr, "wiretag: %s\n", line);
}

/* One row of the table; the better one of two replaces *best. */
static wt_status try_setting(const wt_topics_training *setting, bool one, double *best,
                             wt_topics_training *chosen, wt_error *error) {
  wt_topics_summary summary = {0};
  wt_topics_training t = *setting;
  t.out = NULL;
  t.progress = NULL;
  t.summary = &summary;
  wt_status status = wt_train_topics(&t, error);
  if (status != WT_OK) return status;
  printf("%8.3g %9.3g %13zu %9.2f %9.2f %11.2f\n", t.cost, t.contrast, t.min_articles,
         summary.micro, summary.macro, summary.best);
  fflush(stdout);
  double value = one ? summary.best : summary.micro + summary.macro;
  if (value <= *best) return WT_OK;
  *best = value;
  *chosen = t;
  return WT_OK;
}

/* Cost, contrast and rarest term. The best is judged by the likeliest label where articles have
 * one, and else by the mean of micro and macro F1. Equal ones: the first, which is the plainer
 * model. */
static wt_status run_grid(const wt_topics_training *given, wt_error *error) {
  static const double COSTS[] = {0.25, 0.5, 1, 2, 4}, CONTRASTS[] = {0, 0.25, 0.5};
  bool one = given->mode == WT_TOPICS_ONE;
  wt_topics_training best = *given;
  double value = -1;
  wt_status status = WT_OK;
  printf("%8s %9s %13s %9s %9s %11s\n", "cost", "contrast", "min-articles", "micro F1", "macro F1",
         "best label");
  for (size_t m = 1; m <= 3; m++)
    for (size_t k = 0; k < sizeof CONTRASTS / sizeof *CONTRASTS; k++)
      for (size_t c = 0; status == WT_OK && c < sizeof COSTS / sizeof *COSTS; c++) {
        wt_topics_training t = *given;
        t.cost = given->cost * COSTS[c];
        t.contrast = CONTRASTS[k];
        t.min_articles = m;
        status = try_setting(&t, one, &value, &best, error);
      }
  if (status == WT_OK)
    printf("best: --cost %g --contrast %g --min-articles %zu\n", best.cost, best.contrast,
           best.min_articles);
  return status;
}

static int run_train(const void *given, const text_list *arguments) {
  (void)arguments;
  const train_options *o = given;
  wt_error error = {0};
  wt_pipeline *tagger = NULL;
  tagging_options tagging = o->tagging;
  tagging.no_topics = true;
  wt_topics_training training = {
      .data = o->data.items,
      .n_data = o->data.n,
      .label_field = o->label_field,
      .taxonomy = o->taxonomy,
      .levels = (size_t)o->levels,
      .stop_words = o->stop_words,
      .mode = (wt_topic_mode)o->articles_have,
      .cost = o->cost,
      .contrast = o->contrast,
      .folds = (size_t)o->folds,
      .max_terms = (size_t)o->terms,
      .min_articles = (size_t)o->min_articles,
      .share = o->share,
      .keep_above = o->keep_above,
      .out = o->cross_validate ? NULL : o->output,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .seed = o->seed,
      .progress = o->quiet ? NULL : print_line};
  wt_status status;
  if (o->data.n == 0)
    status = wt_fail(&error, WT_USAGE, "", "needs --data FILE");
  else if (o->output == NULL && !o->cross_validate && !o->grid)
    status = wt_fail(&error, WT_USAGE, "", "needs --output FILE, --cross-validate or --grid");
  else
    status = o->entities ? open_pipeline(&tagging, &tagger, &error) : WT_OK;
  training.tagger = tagger;
  if (status == WT_OK)
    status = o->grid ? run_grid(&training, &error) : wt_train_topics(&training, &error);
  wt_pipeline_close(tagger);
  return status == WT_OK ? DONE : report_error(&TRAIN_TOPICS_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"labels of your own", "wiretag train topics -d desks.jsonl --label-field desk -o desks.wtm"},
};

const command TRAIN_TOPICS_COMMAND = {
    .name = "train topics",
    .summary = "train a topic model",
    .arguments = "",
    .text = "Learns to tell topics from labelled articles.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_train,
};
