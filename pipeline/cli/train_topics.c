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
  const char *label_field, *taxonomy, *output;
  uint64_t threads, seed;
  bool quiet;
} train_options;

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "data",
     .letter = 'd',
     .kind = OPTION_LIST,
     .offset = offsetof(train_options, data),
     .metavar = "FILE",
     .help = "JSON Lines with title, text and labels, plain or compressed; may be given several "
             "times"},
    {.name = "label-field",
     .kind = OPTION_TEXT,
     .offset = offsetof(train_options, label_field),
     .metavar = "PATH",
     .help = "JSON field with a label or an array of labels"},
    {.name = "taxonomy",
     .kind = OPTION_FILE,
     .offset = offsetof(train_options, taxonomy),
     .metavar = "FILE",
     .help =
         "JSON Lines of the labels' ids, names and parents; without it labels are their own names"},
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

static const train_options DEFAULTS = {.label_field = "topics", .seed = 1};

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
