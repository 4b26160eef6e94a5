/*
 * train_topics.c - `wiretag train topics`: labelled articles to a topic model.
 */
#include <stdio.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/program.h"
#include "train/topics_trainer.h"

typedef struct train_options {
  common_options common;
  text_list data;
  const char *label_field, *taxonomy, *stop_words, *output;
  uint64_t levels, threads, seed;
  bool quiet;
} train_options;

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "data",
     .letter = 'd',
     .kind = OPTION_LIST,
     .offset = offsetof(train_options, data),
     .metavar = "FILE[=W[:N]]",
     .help = "JSON Lines with title, text and labels, plain or compressed; may be given several "
             "times. An article counts W (1), and the labels that it lacks W times N (1): less "
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
    {.name = "stop-words",
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, stop_words),
     .metavar = "FILE",
     .help = "words that say nothing about a topic, as models/stop-words-en.txt"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, output),
     .metavar = "FILE",
     .help = "the model; needed"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .offset = offsetof(train_options, quiet),
     .setting = true,
     .help = "only errors on stderr"},
    {.name = "Running", .kind = OPTION_GROUP},
    {.name = "threads",
     .letter = 't',
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, threads),
     .metavar = "N",
     .most = 1024,
     .setting = true,
     .help = "0: one for each core; the model is the same for any number"},
    {.name = "seed",
     .kind = OPTION_NUMBER,
     .offset = offsetof(train_options, seed),
     .metavar = "N",
     .most = UINT64_MAX,
     .help = "starts the random numbers; the same seed gives the same model"},
};

static const train_options DEFAULTS = {.label_field = "topics", .levels = 1, .seed = 1};

static void print_line(void *context, const char *line) {
  (void)context;
  fprintf(stderr, "wiretag: %s\n", line);
}

static int run_train(const void *given, const text_list *arguments) {
  (void)arguments;
  const train_options *o = given;
  wt_error error = {0};
  wt_topics_training training = {
      .data = o->data.items,
      .n_data = o->data.n,
      .label_field = o->label_field,
      .taxonomy = o->taxonomy,
      .levels = (size_t)o->levels,
      .stop_words = o->stop_words,
      .out = o->output,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .seed = o->seed,
      .progress = o->quiet ? NULL : print_line};
  wt_status status;
  if (o->data.n == 0)
    status = wt_fail(&error, WT_USAGE, "", "needs --data FILE");
  else if (o->output == NULL)
    status = wt_fail(&error, WT_USAGE, "", "needs --output FILE");
  else
    status = wt_train_topics(&training, &error);
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
