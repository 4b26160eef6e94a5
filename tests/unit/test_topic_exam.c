/* test_topic_exam.c - tables of labelled texts, labels that exclude each other, and the scores of
 * topics. */
#include "unit.h"

#include <math.h>

#include "topic_lab.h"
#include "topics/model.h"
#include "train/topic_exam.h"
#include "train/topic_tsv.h"

static const char TABLE[] =
    "sport\tThe match\tThe goal of the striker won the match\n"
    "sport\tA striker and a goal in the match of the league\n"
    "sport\tThe league and its coach and the goal\n"
    "health\tThe flu\tDoctors and patients met the virus\n"
    "health\tThe vaccine for the virus and the patients\n"
    "health\tDoctors of the hospital and the virus\n";

static wt_status train(const char *data, wt_topic_mode mode, const char *out, wt_error *error) {
  wt_topics_training t = {.data = &data, .n_data = 1, .mode = mode, .out = out, .folds = 2};
  return wt_train_topics(&t, error);
}

/* ---- tables ---------------------------------------------------------------------------- */

static wt_record line(const char *text) {
  return (wt_record){.bytes = text, .size = strlen(text), .line = 1};
}

static void a_table_has_labels_a_title_and_a_text(void **state) {
  (void)state;
  const char *labels;
  size_t size;
  wt_article a;
  wt_record three = line("war|peace\tTalks\tIn Geneva\r");
  assert_int_equal(wt_read_topic_tsv(&three, &labels, &size, &a, NULL), WT_OK);
  assert_int_equal(size, 9);
  assert_memory_equal(labels, "war|peace", 9);
  assert_int_equal(a.title_size, 5);
  assert_int_equal(a.text_size, 9);
  wt_record two = line("war\tIn Geneva");
  assert_int_equal(wt_read_topic_tsv(&two, &labels, &size, &a, NULL), WT_OK);
  assert_int_equal(a.title_size, 0);
  assert_int_equal(a.text_size, 9);
}

static void broken_lines_of_a_table_are_refused(void **state) {
  (void)state;
  const char *labels;
  size_t size;
  wt_article a;
  const char *const lines[] = {"no tab", "a\tb\tc\td", "a\tb\xff"};
  for (size_t i = 0; i < 3; i++) {
    wt_record record = line(lines[i]);
    assert_int_equal(wt_read_topic_tsv(&record, &labels, &size, &a, NULL), WT_BAD_INPUT);
  }
}

static void the_line_of_a_broken_table_is_told(void **state) {
  (void)state;
  wt_error error = {0};
  const char *data = lab_write("broken.tsv", "sport\tgoal\nsport goal\n");
  assert_int_equal(train(data, WT_TOPICS_ANY, lab_path("never.wtm"), &error), WT_BAD_INPUT);
  assert_int_equal(error.line, 2);
}

/* ---- labels that exclude each other ------------------------------------------------------ */

static void with_one_label_an_article_gets_exactly_one(void **state) {
  (void)state;
  const char *data = lab_write("table.tsv", TABLE), *path = lab_path("one.wtm");
  wt_topic_model *model = NULL;
  wt_classifier *classifier = NULL;
  lab_reader reader = {0};
  assert_int_equal(train(data, WT_TOPICS_ONE, path, NULL), WT_OK);
  assert_int_equal(wt_topic_model_open(path, &model, NULL), WT_OK);
  assert_int_equal(wt_classifier_new(model, &classifier, NULL), WT_OK);
  lab_classify(&reader, classifier, "", "the striker");
  assert_int_equal(reader.topics.n, 1);
  assert_string_equal(reader.topics.items[0].id, "sport");
  assert_true(reader.topics.items[0].score > 0.5 && reader.topics.items[0].score <= 1);
  lab_classify(&reader, classifier, "", "virus goal virus goal");
  assert_int_equal(reader.topics.n, 1);
  lab_reader_release(&reader);
  wt_classifier_free(classifier);
  wt_topic_model_close(model);
}

static void two_labels_where_one_was_promised_are_refused(void **state) {
  (void)state;
  const char *data = lab_write("two.tsv", "sport|health\tdoctors and goals\nsport\tgoals\n");
  assert_int_equal(train(data, WT_TOPICS_ONE, lab_path("never.wtm"), NULL), WT_BAD_INPUT);
}

/* ---- scores ------------------------------------------------------------------------------ */

static void scores_follow_their_definitions(void **state) {
  (void)state;
  wt_topic_scores s = {.threshold = 0.5};
  uint32_t a = wt_topic_scores_label(&s, "a", 1), b = wt_topic_scores_label(&s, "b", 1);
  assert_int_equal(wt_topic_scores_label(&s, "a", 1), a);
  /* a b against a: one hit, one miss; b against a (0.9), b (0.4, below the threshold) */
  const uint32_t both[] = {a, b};
  const wt_given_topic first[] = {{a, 1.0}}, second[] = {{a, 0.9}, {b, 0.4}};
  assert_int_equal(wt_topic_scores_add(&s, both, 2, first, 1, NULL), WT_OK);
  assert_int_equal(wt_topic_scores_add(&s, &b, 1, second, 2, NULL), WT_OK);
  assert_int_equal(wt_topic_scores_add(&s, NULL, 0, second, 2, NULL), WT_OK);
  wt_topic_scores_finish(&s);
  assert_true(fabs(wt_topic_scores_micro(&s) - 100 * 2.0 * 1 / (3 + 2)) < 1e-9);
  assert_true(fabs(wt_topic_scores_macro(&s) - (100 * 2.0 * 1 / (1 + 2) + 0) / 2) < 1e-9);
  assert_int_equal(s.first_right, 1);
  assert_int_equal(s.any_right, 1);
  double ideal = 1 + 1 / log2(3);
  assert_true(fabs(s.gain - (1 / ideal + 1 / log2(3))) < 1e-9);
  assert_true(fabs(wt_topic_scores_calibration(&s) - (fabs(1.9 - 1) + 0.6) / 3) < 1e-9);
  assert_int_equal(s.n_empty, 1);
  assert_int_equal(s.n_empty_given, 1);
  assert_int_equal(s.n_confusions, 1);
  assert_int_equal(s.confusions[0].gold, b);
  assert_int_equal(s.confusions[0].said, a);
  wt_topic_scores_release(&s);
}

static void records_are_found_by_their_ids(void **state) {
  (void)state;
  const char *gold =
      lab_write("gold.jsonl", "{\"id\": 7, \"text\": \"goal\", \"topics\": \"sport\"}\n");
  const char *records = lab_write(
      "records.jsonl",
      "{\"id\": \"7\", \"topics\": [{\"id\": \"sport\", \"label\": \"s\", \"score\": 0.75}]}\n");
  wt_topic_exam exam = {.gold = &gold, .n_gold = 1, .records = records};
  wt_topic_scores s = {0};
  assert_int_equal(wt_examine_topics(&exam, &s, NULL), WT_OK);
  assert_int_equal(s.n_items, 1);
  assert_int_equal(s.first_right, 1);
  assert_true(fabs(s.sums[7] - 0.75) < 1e-9);
  wt_topic_scores_release(&s);
  exam.model = records;
  assert_int_equal(wt_examine_topics(&exam, &s, NULL), WT_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_has_labels_a_title_and_a_text),
      cmocka_unit_test(broken_lines_of_a_table_are_refused),
      cmocka_unit_test(the_line_of_a_broken_table_is_told),
      cmocka_unit_test(with_one_label_an_article_gets_exactly_one),
      cmocka_unit_test(two_labels_where_one_was_promised_are_refused),
      cmocka_unit_test(scores_follow_their_definitions),
      cmocka_unit_test(records_are_found_by_their_ids),
  };
  return cmocka_run_group_tests(tests, lab_open, lab_close);
}
