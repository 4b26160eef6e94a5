/*
 * eval_topics.c - `wiretag eval topics`: how good topics are, against gold labels.
 */
#include <stdio.h>

#include "base/error.h"
#include "cli/program.h"
#include "cli/setup.h"
#include "topics/classify.h"
#include "train/topic_exam.h"

typedef struct eval_options {
  common_options common;
  const char *model, *records, *label_field, *taxonomy;
  uint64_t levels, confusions;
  double threshold;
  tagging_options tagging;
} eval_options;

#define AT(member) .offset = offsetof(eval_options, member)

static const option_row ROWS[] = {
    {.name = "What is judged", .kind = OPTION_GROUP},
    {.name = "model",
     .letter = 'm',
     .kind = OPTION_FILE,
     AT(model),
     .metavar = "FILE",
     .help = "a topic model, which tags the gold articles"},
    {.name = "records",
     .letter = 'r',
     .kind = OPTION_FILE,
     AT(records),
     .metavar = "FILE",
     .help = "records of the gold articles that `wiretag tag` wrote, found by their ids"},
    {.name = "gazetteer",
     .letter = 'g',
     .kind = OPTION_LIST,
     AT(tagging.gazetteers),
     .metavar = "FILE",
     .setting = true,
     .help =
         "with --model: a compiled list of names on top of world.wtg, for models that know kinds "
         "of entities"},
    {.name = "threshold",
     .kind = OPTION_DECIMAL,
     AT(threshold),
     .metavar = "P",
     .help = "F1 counts topics with at least this score; 0: all that are given"},
    {.name = "Gold", .kind = OPTION_GROUP},
    {.name = "label-field",
     .kind = OPTION_TEXT,
     AT(label_field),
     .metavar = "PATH",
     .help = "JSON field with a label or an array of labels, the most central one first; of "
             "several, separated by commas, the first present one"},
    {.name = "taxonomy",
     .kind = OPTION_FILE,
     AT(taxonomy),
     .metavar = "FILE",
     .help = "with it, gold labels count for their parents on the levels asked for, and retired "
             "ones for their nearest parent in use"},
    {.name = "levels",
     .kind = OPTION_NUMBER,
     AT(levels),
     .metavar = "N",
     .most = 100,
     .help = "how many levels of the taxonomy, from the top"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "confusions",
     .kind = OPTION_NUMBER,
     AT(confusions),
     .metavar = "N",
     .most = 1000000,
     .help = "how many pairs of labels that were taken for each other"},
};

static const eval_options DEFAULTS = {
    .label_field = "topics,labels", .levels = 1, .confusions = 10};

static double part(size_t n, size_t of) { return of == 0 ? 0 : 100.0 * (double)n / (double)of; }

static void print_labels(const wt_topic_scores *s) {
  printf("%-44s %7s %7s %9s %7s %7s\n", "label", "gold", "said", "precision", "recall", "F1");
  for (size_t i = 0; i < s->n_labels; i++) {
    const wt_label_score *l = &s->labels[i];
    if (l->gold + l->said == 0) continue;
    printf("%-44s %7zu %7zu %9.2f %7.2f %7.2f\n", l->name, l->gold, l->said, part(l->hit, l->said),
           part(l->hit, l->gold), wt_label_f1(l));
  }
}

/* Where labels of several levels occur. */
static void print_levels(const wt_topic_scores *s) {
  uint32_t deepest = 0;
  for (size_t i = 0; i < s->n_labels; i++)
    if (s->labels[i].level > deepest) deepest = s->labels[i].level;
  for (uint32_t level = 1; deepest > 1 && level <= deepest; level++) {
    double micro, macro;
    size_t n = wt_topic_scores_level(s, level, true, &micro, &macro);
    printf("level %u: %zu labels, micro F1 %.2f  macro F1 %.2f", (unsigned)level, n, micro, macro);
    size_t known = wt_topic_scores_level(s, level, false, &micro, &macro);
    if (known < n)
      printf("; the %zu that the model has, micro F1 %.2f  macro F1 %.2f", known, micro, macro);
    putchar('\n');
  }
}

static void print_summary(const wt_topic_scores *s) {
  double n = s->n_items == 0 ? 1 : (double)s->n_items;
  printf("\narticles %zu\n", s->n_items);
  printf("micro F1 %.2f  macro F1 %.2f\n", wt_topic_scores_micro(s), wt_topic_scores_macro(s));
  print_levels(s);
  printf("best label is the first gold label %.2f%%, is any gold label %.2f%%\n",
         part(s->first_right, s->n_items), part(s->any_right, s->n_items));
  printf("NDCG %.4f\n", s->gain / n);
  printf("calibration error %.4f\n", wt_topic_scores_calibration(s));
  if (s->n_empty > 0)
    printf("articles without a gold label %zu, of which %zu were given topics\n", s->n_empty,
           s->n_empty_given);
}

static void print_bins(const wt_topic_scores *s) {
  printf("\n%-10s %7s %11s %6s\n", "score", "topics", "mean score", "right");
  for (int b = 0; b < WT_SCORE_BINS; b++) {
    if (s->bins[b] == 0) continue;
    printf("%.1f - %.1f  %7zu %11.3f %6.3f\n", b / 10.0, (b + 1) / 10.0, s->bins[b],
           s->sums[b] / (double)s->bins[b], (double)s->right[b] / (double)s->bins[b]);
  }
}

static void print_confusions(const wt_topic_scores *s, uint64_t most) {
  if (s->n_confusions == 0 || most == 0) return;
  printf("\n%-44s %-44s %7s\n", "most central label", "best label given", "times");
  for (size_t i = 0; i < s->n_confusions && i < most; i++) {
    const wt_confusion *c = &s->confusions[i];
    printf("%-44s %-44s %7zu\n", s->labels[c->gold].name,
           c->said == UINT32_MAX ? "(none)" : s->labels[c->said].name, c->n);
  }
}

/* What finds the entities for a model that knows kinds of them; NULL for others. */
static wt_status open_tagger(const eval_options *o, wt_pipeline **out, wt_error *error) {
  wt_topic_model *model = NULL;
  tagging_options tagging = o->tagging;
  tagging.no_topics = true;
  wt_status status = wt_topic_model_open(o->model, &model, error);
  if (status == WT_OK && wt_topic_model_knows_kinds(model))
    status = open_pipeline(&tagging, out, error);
  wt_topic_model_close(model);
  return status;
}

static int run_eval(const void *given, const text_list *arguments) {
  const eval_options *o = given;
  wt_error error = {0};
  wt_pipeline *tagger = NULL;
  wt_topic_scores scores = {.threshold = o->threshold};
  wt_topic_exam exam = {.gold = arguments->items,
                        .n_gold = arguments->n,
                        .label_field = o->label_field,
                        .taxonomy = o->taxonomy,
                        .levels = (size_t)o->levels,
                        .model = o->model,
                        .records = o->records};
  wt_status status;
  if ((o->model == NULL) == (o->records == NULL))
    status = wt_fail(&error, WT_USAGE, "", "needs --model FILE or --records FILE");
  else
    status = o->model == NULL ? WT_OK : open_tagger(o, &tagger, &error);
  exam.tagger = tagger;
  if (status == WT_OK) status = wt_examine_topics(&exam, &scores, &error);
  if (status == WT_OK) {
    print_labels(&scores);
    print_summary(&scores);
    print_bins(&scores);
    print_confusions(&scores, o->confusions);
  }
  wt_topic_scores_release(&scores);
  wt_pipeline_close(tagger);
  return status == WT_OK ? DONE : report_error(&EVAL_TOPICS_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"the shipped model on articles of your own",
     "wiretag eval topics gold.jsonl --model models/topics-en.wtm --taxonomy "
     "models/mediatopics.tsv"},
    {"records that were made before", "wiretag eval topics gold.jsonl --records tagged.jsonl"},
};

const command EVAL_TOPICS_COMMAND = {
    .name = "eval topics",
    .summary = "judge topics against gold labels",
    .arguments = "GOLD...",
    .least = 1,
    .most = SIZE_MAX,
    .text =
        "Compares the topics of a model, or of records, with the labels of gold articles: micro "
        "and macro F1, each label, the best label, NDCG, ten bins of calibration, and which "
        "labels are taken for which.\n\nGOLD is JSON Lines with title, text and labels, or lines "
        "of LABEL[|LABEL] TAB TEXT or LABEL[|LABEL] TAB TITLE TAB TEXT. Articles without a label "
        "are counted apart.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_eval,
};
