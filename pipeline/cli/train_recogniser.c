/*
 * train_recogniser.c - `wiretag train recogniser`: annotated articles to a sequence model.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/threads.h"
#include "cli/program.h"
#include "train/recogniser_trainer.h"

typedef struct recogniser_options {
  common_options common;
  text_list data;
  const char *dev, *gazetteer, *classes, *lower_classes, *output, *checkpoint;
  double share, upper, title, lower, rate, decay, dropout, prune;
  uint64_t epochs, min_count, threads, seed;
  bool quiet, resume;
} recogniser_options;

#define AT(member) .offset = offsetof(recogniser_options, member)

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "data",
     .letter = 'd',
     .kind = OPTION_LIST,
     AT(data),
     .metavar = "FILE[=WEIGHT]",
     .help = "articles in which names are marked, JSON Lines or IOB2; WEIGHT says how much its "
             "sentences count (1); may be given several times"},
    {.name = "dev",
     .kind = OPTION_FILE,
     AT(dev),
     .metavar = "FILE",
     .help = "the same, to judge each epoch and to calibrate the scores"},
    {.name = "gazetteer",
     .letter = 'g',
     .kind = OPTION_FILE,
     AT(gazetteer),
     .metavar = "FILE",
     .help = "compiled gazetteer whose hits are features"},
    {.name = "classes",
     .kind = OPTION_FILE,
     AT(classes),
     .metavar = "FILE",
     .help = "word classes, made by `wiretag train clusters`"},
    {.name = "lower-classes",
     .kind = OPTION_FILE,
     AT(lower_classes),
     .metavar = "FILE",
     .help = "word classes from elsewhere, learnt from text in small letters: lines of a word and "
             "1 to 4 numbers, parted by tabs; they count for the word in any case"},
    {.name = "share",
     .kind = OPTION_DECIMAL,
     AT(share),
     .metavar = "SHARE",
     .help = "learn from this part of each file only, for learning curves; 0: all"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     AT(output),
     .metavar = "FILE",
     .help = "the model; needed"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     AT(quiet),
     .setting = true,
     .help = "only errors on stderr"},
    {.name = "Learning", .kind = OPTION_GROUP},
    {.name = "epochs",
     .kind = OPTION_NUMBER,
     AT(epochs),
     .metavar = "N",
     .least = 1,
     .most = 10000,
     .help = "passes over the data"},
    {.name = "rate", .kind = OPTION_DECIMAL, AT(rate), .metavar = "X", .help = "step of AdaGrad"},
    {.name = "decay",
     .kind = OPTION_DECIMAL,
     AT(decay),
     .metavar = "SHARE",
     .help = "part of every weight that is lost in an epoch"},
    {.name = "dropout",
     .kind = OPTION_DECIMAL,
     AT(dropout),
     .metavar = "SHARE",
     .help = "part of the features hidden each time"},
    {.name = "min-count",
     .kind = OPTION_NUMBER,
     AT(min_count),
     .metavar = "N",
     .least = 1,
     .most = UINT32_MAX,
     .help = "features that are rarer are left out"},
    {.name = "prune",
     .kind = OPTION_DECIMAL,
     AT(prune),
     .metavar = "X",
     .help = "features whose weights are all smaller after half of the epochs are left out"},
    {.name = "upper",
     .kind = OPTION_DECIMAL,
     AT(upper),
     .metavar = "SHARE",
     .help = "sentences of a second copy of the data that are put in capitals"},
    {.name = "title",
     .kind = OPTION_DECIMAL,
     AT(title),
     .metavar = "SHARE",
     .help = "... that get the capitals of a headline"},
    {.name = "lower",
     .kind = OPTION_DECIMAL,
     AT(lower),
     .metavar = "SHARE",
     .help = "... that lose their capitals"},
    {.name = "Running", .kind = OPTION_GROUP},
    {.name = "threads",
     .letter = 't',
     .kind = OPTION_NUMBER,
     AT(threads),
     .metavar = "N",
     .most = 1024,
     .setting = true,
     .help = "0: one for each core; the model is the same for any number"},
    {.name = "checkpoint",
     .kind = OPTION_FILE,
     AT(checkpoint),
     .metavar = "FILE",
     .help = "write the state of training here after each epoch"},
    {.name = "resume",
     .kind = OPTION_FLAG,
     AT(resume),
     .help = "go on from the checkpoint of a run that was stopped, with the same data and options; "
             "the model is the same as if it had not been"},
    {.name = "seed",
     .kind = OPTION_NUMBER,
     AT(seed),
     .metavar = "N",
     .most = UINT64_MAX,
     .help = "starts the random numbers; the same seed gives the same model"},
};

static const recogniser_options DEFAULTS = {.epochs = WT_EPOCHS,
                                            .rate = WT_RATE,
                                            .decay = WT_DECAY,
                                            .dropout = WT_DROPOUT,
                                            .min_count = WT_MIN_COUNT,
                                            .prune = WT_PRUNE,
                                            .seed = 1};

static void print_line(void *context, const char *line) {
  (void)context;
  fprintf(stderr, "wiretag: %s\n", line);
}

/* "FILE=WEIGHT"; a name that ends in = and no number is a name. The path is cut in place. */
static wt_corpus read_corpus_name(char *text) {
  wt_corpus corpus = {.path = text, .weight = 1};
  char *sign = strrchr(text, '=');
  const option_row row = {.kind = OPTION_DECIMAL};
  double weight;
  if (sign != NULL && option_set(&row, &weight, sign + 1, FROM_ARGUMENTS, NULL) == WT_OK) {
    *sign = '\0';
    corpus.weight = (float)weight;
  }
  return corpus;
}

static wt_status train(const recogniser_options *o, wt_arena *memory, wt_error *error) {
  wt_recogniser_training t = {
      .n_data = o->data.n,
      .dev = o->dev,
      .gazetteer = o->gazetteer,
      .classes = o->classes,
      .lower_classes = o->lower_classes,
      .out = o->output,
      .share = (float)o->share,
      .upper = (float)o->upper,
      .title = (float)o->title,
      .lower = (float)o->lower,
      .epochs = (size_t)o->epochs,
      .rate = (float)o->rate,
      .decay = (float)o->decay,
      .dropout = (float)o->dropout,
      .min_count = (size_t)o->min_count,
      .prune = (float)o->prune,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .seed = o->seed,
      .checkpoint = o->checkpoint,
      .resume = o->resume,
      .progress = o->quiet ? NULL : print_line};
  wt_corpus *data = WT_ARENA_NEW(memory, wt_corpus, o->data.n);
  if (data == NULL) return wt_no_memory(error, "options");
  for (size_t i = 0; i < o->data.n; i++) {
    char *name = wt_arena_copy(memory, o->data.items[i], strlen(o->data.items[i]));
    if (name == NULL) return wt_no_memory(error, "options");
    data[i] = read_corpus_name(name);
  }
  t.data = data;
  return wt_train_recogniser(&t, error);
}

static int run_recogniser(const void *given, const text_list *arguments) {
  (void)arguments;
  const recogniser_options *o = given;
  wt_error error = {0};
  wt_arena memory = {0};
  wt_status status;
  if (o->data.n == 0)
    status = wt_fail(&error, WT_USAGE, "", "needs --data FILE");
  else if (o->output == NULL)
    status = wt_fail(&error, WT_USAGE, "", "needs --output FILE");
  else if (o->resume && o->checkpoint == NULL)
    status = wt_fail(&error, WT_USAGE, "", "--resume needs --checkpoint FILE");
  else if (o->dropout >= 1 || o->decay >= 1)
    status = wt_fail(&error, WT_USAGE, "", "--dropout and --decay are shares below 1");
  else
    status = train(o, &memory, &error);
  wt_arena_release(&memory);
  return status == WT_OK ? DONE : report_error(&TRAIN_RECOGNISER_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"names of your own archive",
     "wiretag train recogniser -d ours.jsonl -g build/world.wtg --classes models/classes-en.tsv -o "
     "ours.wtm"},
};

const command TRAIN_RECOGNISER_COMMAND = {
    .name = "train recogniser",
    .summary = "train a model that finds names",
    .arguments = "",
    .text =
        "Learns to find names from articles in which they are marked: JSON Lines with title, text "
        "and mentions, each with field, start, end (code points) and type; or IOB2 (a name in "
        ".iob2, .bio or .conll), a token and its tag a line, whose own tokens are learned from.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_recogniser,
};
