/* test_topics_trainer.c - the learner, the calibration, and what training accepts and refuses. */
#include <math.h>
#include <unistd.h>

#include "topic_lab.h"
#include "topics/model.h"
#include "train/calibration.h"
#include "train/linear_svm.h"
#include "train/topic_corpus.h"
#include "unit.h"

#include "base/file.h"

/* ---- linear SVM ------------------------------------------------------------ */

enum { ROWS = 40, COLUMNS = 6, PER_ROW = 3 };

typedef struct problem {
  wt_cell cells[ROWS * PER_ROW];
  size_t first[ROWS + 1];
  float costs[ROWS];
  int8_t signs[ROWS];
  wt_svm view;
} problem;

/* Some rows that no plane separates. */
static void make_problem(problem *p) {
  uint32_t random = 12345;
  for (size_t row = 0; row < ROWS; row++) {
    p->first[row] = row * PER_ROW;
    for (uint32_t i = 0; i < PER_ROW; i++) {
      random = random * 1664525 + 1013904223;
      p->cells[row * PER_ROW + i] =
          (wt_cell){.column = i * 2 + (random >> 31), .value = (float)(random >> 20 & 7) / 8};
    }
    p->costs[row] = row % 3 == 0 ? 2.0f : 0.5f;
    p->signs[row] = (random >> 25 & 3) == 0 ? -1 : 1;
  }
  p->first[ROWS] = ROWS * PER_ROW;
  p->view =
      (wt_svm){.rows = {.cells = p->cells, .first = p->first, .n = ROWS, .n_columns = COLUMNS},
               .costs = p->costs,
               .signs = p->signs,
               .seed = 1};
}

/* The primal objective of linear_svm.h. */
static double objective(const problem *p, const float *weights) {
  double sum = 0;
  for (size_t i = 0; i <= COLUMNS; i++) sum += 0.5 * (double)(weights[i] * weights[i]);
  for (size_t row = 0; row < ROWS; row++) {
    double missing = fmax(0, 1 - p->signs[row] * wt_svm_score(&p->view.rows, row, weights));
    sum += (double)p->costs[row] * missing * missing;
  }
  return sum;
}

static void the_learner_finds_the_minimum(void **state) {
  (void)state;
  problem p;
  float weights[COLUMNS + 1];
  make_problem(&p);
  assert_int_equal(wt_svm_train(&p.view, weights, NULL), WT_OK);
  double best = objective(&p, weights);
  for (size_t i = 0; i <= COLUMNS; i++) {
    for (int side = -1; side <= 1; side += 2) {
      float moved[COLUMNS + 1];
      memcpy(moved, weights, sizeof moved);
      moved[i] += 0.1f * (float)side;
      assert_true(objective(&p, moved) > best);
    }
  }
}

static void rows_without_cost_are_left_out(void **state) {
  (void)state;
  problem p;
  float with[COLUMNS + 1], without[COLUMNS + 1];
  make_problem(&p);
  p.costs[7] = p.costs[8] = 0;
  assert_int_equal(wt_svm_train(&p.view, with, NULL), WT_OK);
  p.signs[7] = (int8_t)-p.signs[7];
  p.cells[p.first[8]].value = 100;
  assert_int_equal(wt_svm_train(&p.view, without, NULL), WT_OK);
  assert_memory_equal(with, without, sizeof with);
}

static void extreme_costs_and_values_stay_finite(void **state) {
  (void)state;
  problem p;
  float weights[COLUMNS + 1];
  make_problem(&p);
  for (size_t row = 0; row < ROWS; row++) p.costs[row] = row % 2 ? 1e6f : 1e-6f;
  p.cells[0].value = 1000;
  assert_int_equal(wt_svm_train(&p.view, weights, NULL), WT_OK);
  for (size_t i = 0; i <= COLUMNS; i++) assert_true(isfinite(weights[i]));
}

/* ---- calibration -------------------------------------------------------------------- */

static void calibration_recovers_the_odds(void **state) {
  (void)state;
  enum { N = 4000 };
  static wt_judged items[N];
  /* of the items with score f, a part 1 / (1 + exp(-(2 f - 1))) is true */
  for (size_t i = 0; i < N; i++) {
    double f = (double)(i % 40) / 10 - 2, p = 1 / (1 + exp(-(2 * f - 1)));
    items[i] = (wt_judged){.score = f, .weight = 1, .truth = (double)(i / 40 % 100) < p * 100};
  }
  double slope, intercept;
  wt_platt_fit(items, N, &slope, &intercept);
  assert_true(fabs(slope - 2) < 0.1);
  assert_true(fabs(intercept + 1) < 0.1);
}

static void calibration_of_nothing_is_harmless(void **state) {
  (void)state;
  double slope, intercept;
  wt_platt_fit(NULL, 0, &slope, &intercept);
  assert_true(slope > 0.99 && slope < 1.01 && fabs(intercept) < 0.01);
  wt_judged all_true[2] = {{.score = 1, .weight = 1, .truth = 1},
                           {.score = 2, .weight = 1, .truth = 1}};
  wt_platt_fit(all_true, 2, &slope, &intercept);
  assert_true(slope > 0.99 && slope < 1.01);
}

static void a_score_that_misleads_gives_the_base_rate(void **state) {
  (void)state;
  wt_judged items[4] = {{.score = 3, .weight = 1, .truth = 0},
                        {.score = 2, .weight = 1, .truth = 0},
                        {.score = 1, .weight = 1, .truth = 0},
                        {.score = -3, .weight = 1, .truth = 1}};
  double slope, intercept;
  wt_platt_fit(items, 4, &slope, &intercept);
  assert_true(fabs(slope) < 1e-9);
  assert_true(fabs(1 / (1 + exp(-intercept)) - 0.25) < 0.01);
}

static void the_threshold_stays_in_its_bounds(void **state) {
  (void)state;
  enum { N = 200 };
  static wt_judged items[N];
  /* everything above 0.4 is true; much of what is below is not */
  for (size_t i = 0; i < N; i++)
    items[i] = (wt_judged){.score = (double)i / N, .weight = 1, .truth = i > N * 2 / 5};
  double threshold = wt_best_threshold(items, N, 0.3, 0.5);
  assert_true(threshold > 0.39 && threshold < 0.43);
  for (size_t i = 0; i < N; i++)
    items[i] = (wt_judged){.score = (double)i / N, .weight = 1, .truth = i > N / 10};
  threshold = wt_best_threshold(items, N, 0.3, 0.5);
  assert_true(threshold >= 0.3 && threshold < 0.35);
  assert_true(fabs(wt_best_threshold(items, 0, 0.3, 0.5) - 0.5) < 1e-9);
}

/* ---- training ----------------------------------------------------------------------- */

static void assert_equal_files(const char *a, const char *b) {
  wt_view x, y;
  assert_int_equal(wt_view_open(a, &x, NULL), WT_OK);
  assert_int_equal(wt_view_open(b, &y, NULL), WT_OK);
  assert_int_equal(x.size, y.size);
  assert_memory_equal(x.data, y.data, x.size);
  wt_view_close(&x);
  wt_view_close(&y);
}

static void the_model_does_not_depend_on_the_threads(void **state) {
  (void)state;
  const char *data = lab_corpus();
  assert_int_equal(lab_train(data, NULL, lab_path("one.wtm"), 1, NULL), WT_OK);
  assert_int_equal(lab_train(data, NULL, lab_path("two.wtm"), 2, NULL), WT_OK);
  assert_int_equal(lab_train(data, NULL, lab_path("five.wtm"), 5, NULL), WT_OK);
  assert_equal_files(lab_path("one.wtm"), lab_path("two.wtm"));
  assert_equal_files(lab_path("one.wtm"), lab_path("five.wtm"));
}

/* Reads training data and hands the corpus to the test. */
static wt_status read_corpus(const wt_topics_training *wanted, wt_topic_corpus *corpus,
                             wt_error *error) {
  wt_topics_training t = *wanted;
  t.lang = "en";
  t.levels = t.levels == 0 ? 1 : t.levels;
  t.max_terms = 1000;
  t.n_threads = 1;
  if (t.label_field == NULL) t.label_field = "topics";
  return wt_topic_corpus_read(&t, corpus, error);
}

static void labels_are_a_string_or_an_array_at_the_first_path_there_is(void **state) {
  (void)state;
  const char *data = lab_write("fields.jsonl",
                               "{\"text\": \"one\", \"a\": {\"b\": \"x\"}, \"c\": [\"y\"]}\n"
                               "{\"text\": \"two\", \"a\": {\"b\": null}, \"c\": [\"y\", \"y\"]}\n"
                               "{\"text\": \"three\", \"c\": []}\n"
                               "{\"text\": \"four\", \"d\": \"x\"}\n");
  wt_topics_training t = {.data = &data, .n_data = 1, .label_field = "a.b,c"};
  wt_topic_corpus c = {0};
  assert_int_equal(read_corpus(&t, &c, NULL), WT_OK);
  assert_int_equal(c.rows.n, 3); /* the last one has no label field: it is left out */
  assert_int_equal(c.n_labels, 2);
  assert_string_equal(c.labels[0].id, "x");
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 0), 1);
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 1), -1);
  assert_int_equal(wt_topic_corpus_sign(&c, 1, 1), 1);
  assert_int_equal(c.articles[1].n_labels, 1);
  assert_int_equal(wt_topic_corpus_sign(&c, 2, 0), -1); /* an empty array: no topic */
  wt_topic_corpus_release(&c);
}

static void a_label_that_a_file_never_uses_is_unknown_in_it(void **state) {
  (void)state;
  char weighted[200];
  snprintf(weighted, sizeof weighted, "%s=0.25:0.5",
           lab_write("events.jsonl", "{\"text\": \"one\", \"topics\": \"x\"}\n"));
  const char *data[] = {
      lab_write("both.jsonl", "{\"text\": \"two\", \"topics\": [\"x\", \"y\"]}\n"), weighted};
  wt_topics_training t = {.data = data, .n_data = 2};
  wt_topic_corpus c = {0};
  assert_int_equal(read_corpus(&t, &c, NULL), WT_OK);
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 1), 1);
  assert_int_equal(wt_topic_corpus_sign(&c, 1, 1), 0);
  assert_true(fabsf(c.files[1].weight - 0.25f) < 1e-6f);
  assert_true(fabsf(c.files[1].negative - 0.5f) < 1e-6f);
  wt_topic_corpus_release(&c);
}

static void a_name_may_have_an_equals_sign(void **state) {
  (void)state;
  const char *data = lab_write("a=b", "{\"text\": \"one\", \"topics\": \"x\"}\n");
  wt_topics_training t = {.data = &data, .n_data = 1};
  wt_topic_corpus c = {0};
  assert_int_equal(read_corpus(&t, &c, NULL), WT_OK);
  assert_string_equal(c.files[0].path, data);
  wt_topic_corpus_release(&c);
}

static const char TREE[] =
    "a\t\t\tarts\tpaintings and mimes\n"
    "b\ta\t\ttheatre\tplays on a stage\n"
    "c\tb\t2019-01-01\tmimes\tsilent plays\n"
    "s\t\t\tsport\tgames with a ball\n"
    "z\t\t\tunused\tnobody has it\n";

static void parents_are_implied_and_retired_topics_mapped(void **state) {
  (void)state;
  const char *data = lab_write("tree.jsonl",
                               "{\"text\": \"one\", \"topics\": [\"c\"]}\n"
                               "{\"text\": \"two\", \"topics\": [\"s\"]}\n");
  wt_topics_training t = {
      .data = &data, .n_data = 1, .taxonomy = lab_write("tree.tsv", TREE), .levels = 2};
  wt_topic_corpus c = {0};
  assert_int_equal(read_corpus(&t, &c, NULL), WT_OK);
  assert_int_equal(c.n_labels, 3); /* a, b, s: the taxonomy adds items, and no topics */
  assert_string_equal(c.labels[0].name, "arts");
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 0), 1);
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 1), 1);
  assert_int_equal(wt_topic_corpus_sign(&c, 0, 2), -1);
  assert_int_equal(c.rows.n, 2 + 4); /* and the definitions of a, b, c, s */
  wt_topic_corpus_release(&c);
}

static void children_bring_their_parents_into_the_answer(void **state) {
  (void)state;
  char text[40000];
  size_t size = 0;
  for (int i = 0; i < 60; i++) {
    const char *topic = i % 3 == 0 ? "b" : i % 3 == 1 ? "s" : "";
    const char *words = i % 3 == 0   ? "theatre actors curtain"
                        : i % 3 == 1 ? "goal match striker"
                                     : "kettle bench carpet";
    size += (size_t)snprintf(text + size, sizeof text - size,
                             "{\"text\": \"%s number %c\", \"topics\": [%s%s%s]}\n", words,
                             'a' + i % 26, *topic ? "\"" : "", topic, *topic ? "\"" : "");
  }
  const char *data = lab_write("plays.jsonl", text), *path = lab_path("plays.wtm");
  wt_topics_training t = {.data = &data,
                          .n_data = 1,
                          .taxonomy = lab_write("tree.tsv", TREE),
                          .levels = 2,
                          .out = path};
  assert_int_equal(wt_train_topics(&t, NULL), WT_OK);
  wt_topic_model *model = NULL;
  wt_classifier *classifier = NULL;
  lab_reader reader = {0};
  assert_int_equal(wt_topic_model_open(path, &model, NULL), WT_OK);
  assert_int_equal(wt_classifier_new(model, &classifier, NULL), WT_OK);
  lab_classify(&reader, classifier, "", "The actors behind the curtain of the theatre");
  const wt_topic *parent = lab_topic(&reader, "a"), *child = lab_topic(&reader, "b");
  assert_non_null(parent);
  assert_non_null(child);
  assert_true(parent->score >= child->score);
  assert_int_equal(child->n_path, 2);
  assert_string_equal(child->path[0], "a");
  assert_string_equal(child->path[1], "b");
  assert_string_equal(child->label, "theatre");
  assert_null(lab_topic(&reader, "s"));
  lab_reader_release(&reader);
  wt_classifier_free(classifier);
  wt_topic_model_close(model);
}

/* Theatre is told by its words; film stands in four articles, too few to judge, and its parent
 * stays. */
static void deeper_labels_that_are_not_good_enough_are_left_out(void **state) {
  (void)state;
  char text[40000];
  size_t size = 0;
  for (int i = 0; i < 60; i++) {
    const char *topic = i % 15 == 0 ? "c" : i % 3 == 0 ? "b" : "s";
    const char *words = i % 3 == 0 ? "theatre actors curtain" : "goal match striker";
    size += (size_t)snprintf(text + size, sizeof text - size,
                             "{\"text\": \"%s number %c\", \"topics\": [\"%s\"]}\n", words,
                             'a' + i % 26, topic);
  }
  const char *data = lab_write("deep.jsonl", text), *path = lab_path("deep.wtm");
  wt_topics_summary summary = {0};
  wt_topics_training t = {.data = &data,
                          .n_data = 1,
                          .taxonomy = lab_write("tree.tsv", TREE),
                          .levels = 2,
                          .keep_above = 50,
                          .summary = &summary,
                          .out = path};
  assert_int_equal(wt_train_topics(&t, NULL), WT_OK);
  assert_true(summary.micro > 90 && summary.best > 90);
  wt_topic_model *model = NULL;
  assert_int_equal(wt_topic_model_open(path, &model, NULL), WT_OK);
  assert_int_equal(model->head->n_labels, 3);
  const char *const left[] = {"a", "b", "s"};
  for (int l = 0; l < 3; l++) assert_string_equal(model->strings + model->labels[l].id, left[l]);
  assert_int_equal(model->labels[1].parent, 0);
  wt_topic_model_close(model);
}

static void bad_training_data_is_refused_with_file_and_line(void **state) {
  (void)state;
  static const char *const BROKEN[] = {
      "{\"text\": \"a\", \"topics\": \"a\"}\n{\"text\": \"a\", \"topics\": [1]}\n",
      "{\"text\": \"a\", \"topics\": \"a\"}\n{\"text\": \"a\", \"topics\": [\"\"]}\n",
      "{\"text\": \"a\", \"topics\": \"a\"}\n{\"text\": \"a\", \"topics\": \"unheard-of\"}\n",
      "{\"text\": \"a\", \"topics\": \"a\"}\n{\"text\": \"a\", \"topics\n",
  };
  for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
    const char *data = lab_write("broken.jsonl", BROKEN[i]);
    wt_error error = {0};
    assert_int_equal(lab_train(data, lab_write("tree.tsv", TREE), lab_path("never.wtm"), 1, &error),
                     WT_BAD_INPUT);
    assert_string_equal(error.where, data);
    assert_int_equal(error.line, 2);
    assert_true(error.text[0] != '\0');
  }
  const char *unlabelled = lab_write("broken.jsonl", "{\"text\": \"a\"}\n");
  assert_int_equal(lab_train(unlabelled, NULL, lab_path("never.wtm"), 1, NULL), WT_BAD_INPUT);
  assert_int_equal(lab_train("/nowhere/at.all", NULL, lab_path("never.wtm"), 1, NULL), WT_IO);
  assert_int_not_equal(access(lab_path("never.wtm"), F_OK), 0);
}

static void wrong_usage_is_refused(void **state) {
  (void)state;
  const char *data = lab_corpus(), *stdin_data = "-";
  wt_topics_training good = {.data = &data, .n_data = 1, .out = lab_path("never.wtm")};
  wt_topics_training t = good;
  t.n_data = 0;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
  t = good, t.contrast = 2;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
  t = good, t.share = 1.5;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
  t = good, t.folds = 1;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
  t = good, t.cost = -1;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
  t = good, t.data = &stdin_data;
  assert_int_equal(wt_train_topics(&t, NULL), WT_USAGE);
}

static void one_article_is_enough_to_train(void **state) {
  (void)state;
  const char *data = lab_write("one.jsonl", "{\"text\": \"goal match\", \"topics\": \"sport\"}\n");
  wt_topic_model *model = NULL;
  assert_int_equal(lab_train(data, NULL, lab_path("single.wtm"), 1, NULL), WT_OK);
  assert_int_equal(wt_topic_model_open(lab_path("single.wtm"), &model, NULL), WT_OK);
  wt_topic_model_close(model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_learner_finds_the_minimum),
      cmocka_unit_test(rows_without_cost_are_left_out),
      cmocka_unit_test(extreme_costs_and_values_stay_finite),
      cmocka_unit_test(calibration_recovers_the_odds),
      cmocka_unit_test(calibration_of_nothing_is_harmless),
      cmocka_unit_test(a_score_that_misleads_gives_the_base_rate),
      cmocka_unit_test(the_threshold_stays_in_its_bounds),
      cmocka_unit_test(the_model_does_not_depend_on_the_threads),
      cmocka_unit_test(labels_are_a_string_or_an_array_at_the_first_path_there_is),
      cmocka_unit_test(a_label_that_a_file_never_uses_is_unknown_in_it),
      cmocka_unit_test(a_name_may_have_an_equals_sign),
      cmocka_unit_test(parents_are_implied_and_retired_topics_mapped),
      cmocka_unit_test(children_bring_their_parents_into_the_answer),
      cmocka_unit_test(deeper_labels_that_are_not_good_enough_are_left_out),
      cmocka_unit_test(bad_training_data_is_refused_with_file_and_line),
      cmocka_unit_test(wrong_usage_is_refused),
      cmocka_unit_test(one_article_is_enough_to_train),
  };
  return cmocka_run_group_tests_name("topics trainer", tests, lab_open, lab_close);
}
