/*
 * eval_recogniser.c - `wiretag eval recogniser`: how well names are found, measured on articles in
 * which they are marked.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/program.h"
#include "cli/setup.h"
#include "train/recogniser_eval.h"

typedef struct eval_options {
  common_options common;
  tagging_options tagging;
  uint64_t errors;
  bool iob2, scores;
} eval_options;

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "iob2",
     .kind = OPTION_FLAG,
     .offset = offsetof(eval_options, iob2),
     .help = "GOLD is IOB2 whatever its name: the recogniser alone is measured, on the tokens and "
             "sentences of the file"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "errors",
     .kind = OPTION_NUMBER,
     .offset = offsetof(eval_options, errors),
     .metavar = "N",
     .most = 1000000,
     .help = "show the N most frequent errors, each with the context of its first occurrence"},
    {.name = "scores",
     .kind = OPTION_FLAG,
     .offset = offsetof(eval_options, scores),
     .help = "show how far the scores can be trusted, in ten bins"},
    TAGGING_ROWS(eval_options),
};

/* Teasers count: the gold marks names wherever they stand. */
static const eval_options DEFAULTS = {.tagging = {.no_topics = true, .zones = 1}};

static const char *const TYPES[WT_TYPES + 1] = {"person", "place", "organization", "misc", "none"};

static void print_row(const char *name, const wt_tally *t, int n_types) {
  size_t gold = 0, said = 0, right = 0;
  for (int i = 0; i < n_types; i++) {
    gold += t->gold[i];
    said += t->said[i];
    right += t->right[i];
  }
  printf("%-14s precision %6.2f  recall %6.2f  F1 %6.2f  (gold %zu, said %zu, right %zu)\n", name,
         wt_tally_precision(t, n_types), wt_tally_recall(t, n_types), wt_tally_f1(t, n_types), gold,
         said, right);
}

static void print_confusion(const wt_names_eval *e) {
  printf("\nsame border, gold in rows, said in columns\n%-14s", "");
  for (int s = 0; s <= WT_TYPES; s++) printf("%14s", TYPES[s]);
  for (int g = 0; g <= WT_TYPES; g++) {
    printf("\n%-14s", TYPES[g]);
    for (int s = 0; s <= WT_TYPES; s++)
      if (g == WT_TYPES && s == WT_TYPES)
        printf("%14s", "");
      else
        printf("%14zu", e->confusion[g][s]);
  }
  printf("\n");
}

static void print_errors(const wt_names_eval *e, size_t n) {
  printf("\n%6s  %-12s  %-12s  %s\n", "times", "gold", "said", "name, and where it first stands");
  for (size_t i = 0; i < n && i < e->n_errors; i++) {
    const wt_name_error *x = &e->errors[i];
    printf("%6zu  %-12s  %-12s  %s | %s\n", x->count, TYPES[x->gold], TYPES[x->said], x->surface,
           x->context);
  }
}

static void print_scores(const wt_names_eval *e) {
  printf("\nscore          names  mean score  right\n");
  for (int b = 0; b < WT_BINS; b++) {
    const wt_score_bin *bin = &e->bins[b];
    double n = bin->n > 0 ? (double)bin->n : 1;
    printf("%.1f to %.1f %9zu      %.3f  %.3f\n", b / 10.0, (b + 1) / 10.0, bin->n, bin->sum / n,
           (double)bin->right / n);
  }
  printf("expected calibration error %.4f\n", wt_calibration_error(e->bins));
}

static void print_result(const eval_options *o, wt_names_eval *e) {
  printf("%zu articles; mentions (exact span and type)\n", e->articles);
  for (int t = 0; t < WT_TYPES; t++) {
    wt_tally one = {
        .gold = {e->tally.gold[t]}, .said = {e->tally.said[t]}, .right = {e->tally.right[t]}};
    print_row(TYPES[t], &one, 1);
  }
  print_row("all but misc", &e->tally, WT_MISC);
  print_row("all", &e->tally, WT_TYPES);
  print_confusion(e);
  if (o->errors > 0) {
    wt_names_eval_sort_errors(e);
    print_errors(e, (size_t)o->errors);
  }
  if (o->scores) print_scores(e);
}

static int run_eval(const void *given, const text_list *arguments) {
  eval_options o = *(const eval_options *)given;
  wt_error error = {0};
  wt_annotated gold = {0};
  wt_names_eval result = {0};
  wt_pipeline *pipeline = NULL;
  wt_annotation format = o.iob2 ? WT_ANNOTATION_IOB2 : WT_ANNOTATION_BY_NAME;
  o.tagging.zones = 1;
  o.tagging.no_topics = true;
  wt_status status = wt_annotated_read(arguments->items[0], format, 1, NULL, &gold, &error);
  if (status == WT_OK) status = open_pipeline(&o.tagging, &pipeline, &error);
  if (status == WT_OK)
    status = gold.own_words ? wt_eval_recogniser(pipeline, &gold, &result, &error)
                            : wt_eval_pipeline(pipeline, &gold, &result, &error);
  if (status == WT_OK) print_result(&o, &result);
  int code = status == WT_OK ? DONE : report_error(&EVAL_RECOGNISER_COMMAND, &error);
  wt_names_eval_release(&result);
  wt_annotated_release(&gold);
  wt_pipeline_close(pipeline);
  return code;
}

static const example EXAMPLES[] = {
    {"what a user gets", "wiretag eval recogniser gold.jsonl --errors 20"},
    {"the comparison of the field",
     "wiretag eval recogniser --iob2 conll2003/testb.iob2 --recogniser conll.wtm"},
};

const command EVAL_RECOGNISER_COMMAND = {
    .name = "eval recogniser",
    .summary = "measure how well names are found",
    .arguments = "GOLD",
    .least = 1,
    .most = 1,
    .text =
        "Finds the names of articles in which they are marked already, and prints precision, "
        "recall and F1 by type: a name is right when its type and both its ends are. GOLD is JSON "
        "Lines with title, text and mentions, each with field, start, end (code points) and type, "
        "and goes through the whole pipeline; or IOB2 (a name in .iob2, .bio or .conll), on whose "
        "own tokens the recogniser is measured alone.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_eval,
};
