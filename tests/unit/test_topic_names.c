/* test_topic_names.c - labels of topics in other languages. */
#include "unit.h"

#include "topic_lab.h"
#include "topics/topic_names.h"

static const char TABLE[] =
    "# comment\nid\tde\tpt-BR\tpt-PT\tnb\nmedtop:1\tSport\tesporte\tdesporto\tidrett\r\n"
    "medtop:2\t\tclima\n";

/* The label of a topic in a language, "-" where there is none. */
static const char *label(const char *lang, const char *id) {
  static char out[40];
  wt_topic_names *names = NULL;
  const char *path = lab_write("names.tsv", TABLE);
  assert_int_equal(wt_topic_names_open(path, lang, &names, NULL), WT_OK);
  const char *found = wt_topic_names_find(names, id);
  snprintf(out, sizeof out, "%s", found == NULL ? "-" : found);
  wt_topic_names_close(names);
  return out;
}

static void a_language_is_found_by_its_tag_or_its_primary_part(void **state) {
  (void)state;
  assert_string_equal(label("de", "medtop:1"), "Sport");
  assert_string_equal(label("PT-pt", "medtop:1"), "desporto");
  assert_string_equal(label("pt", "medtop:1"), "esporte");
  assert_string_equal(label("no", "medtop:1"), "idrett");
}

static void what_the_table_lacks_has_no_label(void **state) {
  (void)state;
  assert_string_equal(label("de", "medtop:2"), "-");
  assert_string_equal(label("nb", "medtop:2"), "-");
  assert_string_equal(label("pt-BR", "medtop:2"), "clima");
  assert_string_equal(label("de", "medtop:3"), "-");
}

static void a_language_that_is_not_there_is_told(void **state) {
  (void)state;
  wt_topic_names *names = NULL;
  wt_error error = {0};
  const char *path = lab_write("names.tsv", TABLE);
  const char *const wrong[] = {"fr", "d", "", "de-AT", "id"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(wt_topic_names_open(path, wrong[i], &names, &error), WT_USAGE);
    assert_non_null(strstr(error.text, "de pt-BR pt-PT nb"));
  }
  assert_int_equal(wt_topic_names_open(lab_write("empty.tsv", "# \n"), "de", &names, &error),
                   WT_BAD_INPUT);
  assert_int_equal(wt_topic_names_open("/nowhere", "de", &names, &error), WT_IO);
  assert_null(names);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_language_is_found_by_its_tag_or_its_primary_part),
      cmocka_unit_test(what_the_table_lacks_has_no_label),
      cmocka_unit_test(a_language_that_is_not_there_is_told),
  };
  return cmocka_run_group_tests(tests, lab_open, lab_close);
}
