/* test_clusters.c - word classes from plain text. */
#include "topic_lab.h"
#include "train/class_table.h"
#include "train/clusters_trainer.h"
#include "unit.h"

static const char *const CITIES[] = {"Bonn", "Oslo", "Rome", "Kyiv", "Lima"};
static const char *const VERBS[] = {"visited", "left", "praised", "bombed", "painted"};

/* "She VERB CITY yesterday." in all pairs, and a number that differs in each line. */
static const char *corpus(void) {
  static char text[20000];
  size_t size = 0;
  for (int round = 0; round < 6; round++)
    for (int i = 0; i < 25; i++)
      size += (size_t)snprintf(text + size, sizeof text - size,
                               "{\"id\": %d, \"text\": \"She %s %s yesterday, %d.\"}\n", i,
                               VERBS[i % 5], CITIES[(i / 5 + i) % 5], 10 + i);
  return lab_write("plain.jsonl", text);
}

static wt_status train(const char *data, const char *out, size_t n_threads, wt_error *error) {
  const wt_clusters_training t = {.data = &data,
                                  .n_data = 1,
                                  .classes = {8, 4},
                                  .n_levels = 2,
                                  .min_count = 3,
                                  .max_words = 1000,
                                  .n_contexts = 100,
                                  .iterations = 20,
                                  .out = out,
                                  .n_threads = n_threads};
  return wt_train_clusters(&t, error);
}

static uint32_t class_of(const wt_class_tables *tables, const char *word, int level) {
  uint16_t classes[WT_CLASS_LEVELS] = {0};
  wt_class_lookup lookup = wt_class_tables_lookup(tables);
  unsigned two = level < WT_TABLE_LEVELS ? 3 : 3 << WT_TABLE_LEVELS;
  assert_int_equal(lookup.lookup(lookup.context, word, strlen(word), classes) & two, two);
  return classes[level];
}

static void words_with_the_same_neighbours_share_a_class(void **state) {
  (void)state;
  wt_class_tables table = {0};
  const char *out = lab_path("classes.tsv");
  assert_int_equal(train(corpus(), out, 1, NULL), WT_OK);
  assert_int_equal(wt_class_tables_read(out, 0, &table, NULL), WT_OK);
  assert_int_equal(table.tables[0].n_levels, 2);
  for (int i = 1; i < 5; i++) {
    assert_int_equal(class_of(&table, CITIES[i], 0), class_of(&table, CITIES[0], 0));
    assert_int_equal(class_of(&table, VERBS[i], 0), class_of(&table, VERBS[0], 0));
  }
  assert_int_not_equal(class_of(&table, CITIES[0], 0), class_of(&table, VERBS[0], 0));
  wt_class_tables_release(&table);
}

static void digits_are_all_one(void **state) {
  (void)state;
  wt_class_tables table = {0};
  const char *out = lab_path("classes.tsv");
  assert_int_equal(train(corpus(), out, 1, NULL), WT_OK);
  assert_int_equal(wt_class_tables_read(out, 0, &table, NULL), WT_OK);
  assert_int_equal(class_of(&table, "10", 1), class_of(&table, "99", 1));
  wt_class_tables_release(&table);
}

static void threads_do_not_change_a_byte(void **state) {
  (void)state;
  static char one[20000], four[20000];
  const char *paths[] = {lab_path("one.tsv"), lab_path("four.tsv")};
  char *buffers[] = {one, four};
  for (int i = 0; i < 2; i++) {
    assert_int_equal(train(corpus(), paths[i], i == 0 ? 1 : 4, NULL), WT_OK);
    FILE *f = fopen(paths[i], "rb");
    assert_non_null(f);
    buffers[i][fread(buffers[i], 1, sizeof one - 1, f)] = '\0';
    fclose(f);
  }
  assert_true(strlen(one) > 50);
  assert_string_equal(one, four);
}

static void text_without_frequent_words_is_told(void **state) {
  (void)state;
  wt_error error = {0};
  const char *data = lab_write("rare.jsonl", "{\"text\": \"each word once\"}\n");
  assert_int_equal(train(data, lab_path("none.tsv"), 1, &error), WT_BAD_INPUT);
  assert_non_null(strstr(error.text, "3 times"));
}

static void a_class_table_with_a_broken_line_is_told(void **state) {
  (void)state;
  wt_class_tables table = {0};
  wt_error error = {0};
  assert_int_equal(wt_class_tables_read(lab_write("t.tsv", "a\t1\t2\nb\t1\n"), 0, &table, &error),
                   WT_BAD_INPUT);
  assert_int_equal(error.line, 2);
  assert_int_equal(wt_class_tables_read(lab_write("t.tsv", "a\t70000\n"), 0, &table, &error),
                   WT_BAD_INPUT);
  assert_int_equal(wt_class_tables_read(lab_write("t.tsv", "a\tx\n"), 0, &table, &error),
                   WT_BAD_INPUT);
}

static void of_a_word_listed_twice_the_table_keeps_one(void **state) {
  (void)state;
  wt_class_tables table = {0};
  assert_int_equal(
      wt_class_tables_read(lab_write("t.tsv", "a\t1\t2\na\t3\t4\nb\t5\t6\n"), 0, &table, NULL),
      WT_OK);
  assert_int_equal(table.tables[0].n, 2);
  assert_int_equal(class_of(&table, "b", 1), 6);
  assert_int_equal(class_of(&table, "a", 1), 2);
  wt_class_tables_release(&table);
}

static void words_in_any_case_have_a_table_of_their_own(void **state) {
  (void)state;
  wt_class_tables table = {0};
  assert_int_equal(wt_class_tables_read(lab_write("t.tsv", "Mali\t1\t2\n"), 0, &table, NULL),
                   WT_OK);
  assert_int_equal(wt_class_tables_read(lab_write("l.tsv", "mali\t3\t4\n"), 1, &table, NULL),
                   WT_OK);
  assert_int_equal(class_of(&table, "Mali", 1), 2);
  assert_int_equal(class_of(&table, "Mali", WT_TABLE_LEVELS), 3);
  assert_int_equal(class_of(&table, "MALI", WT_TABLE_LEVELS + 1), 4);
  uint16_t classes[WT_CLASS_LEVELS];
  wt_class_lookup lookup = wt_class_tables_lookup(&table);
  assert_int_equal(lookup.lookup(lookup.context, "MALI", 4, classes), 3 << WT_TABLE_LEVELS);
  wt_class_tables_release(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_with_the_same_neighbours_share_a_class),
      cmocka_unit_test(digits_are_all_one),
      cmocka_unit_test(threads_do_not_change_a_byte),
      cmocka_unit_test(text_without_frequent_words_is_told),
      cmocka_unit_test(a_class_table_with_a_broken_line_is_told),
      cmocka_unit_test(of_a_word_listed_twice_the_table_keeps_one),
      cmocka_unit_test(words_in_any_case_have_a_table_of_their_own),
  };
  return cmocka_run_group_tests(tests, lab_open, lab_close);
}
