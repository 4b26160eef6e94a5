/* test_compile.c - equal lists give equal files, rows of one entry are joined. */
#include <unistd.h>

#include "gazetteer_lab.h"

/* A list of n rows whose names overlap, shuffled by `step` (coprime to n). */
static void long_list(size_t n, size_t step, char path[GLAB_PATH]) {
  static const char *const FIRST[] = {"Ada", "Ben", "Cleo", "Dora", "Ümit", "Eva", "Finn"};
  static const char *const LAST[] = {"Aydın", "Bauer", "Castro", "Dupont", "O'Neil"};
  wt_buffer list = {0};
  wt_buffer_text(&list, "id\ttype\tname\taliases\tweight\n");
  for (size_t k = 0; k < n; k++) {
    size_t i = k * step % n;
    wt_buffer_format(&list, "p:%zu\tperson\t%s %s\tcode %zu|%s{weak}\t%zu\n", i, FIRST[i % 7],
                     LAST[i / 7 % 5], i / 3, LAST[i % 5], i * 31 % 1000);
  }
  glab_write(list.data, list.size, path);
  wt_buffer_release(&list);
}

/* The bytes of the file that lists give; the caller frees. */
static uint8_t *compiled(const char *const *lists, size_t n_lists, size_t n_threads, size_t *size) {
  char out[GLAB_PATH];
  wt_error error = {0};
  glab_write("", 0, out);
  if (glab_compile(lists, n_lists, n_threads, false, out, &error) != WT_OK)
    fail_msg("%s", error.text);
  uint8_t *bytes = glab_read(out, size);
  unlink(out);
  return bytes;
}

static void assert_same_file(const char *const *a, const char *const *b, size_t n_lists,
                             size_t threads_a, size_t threads_b) {
  size_t size_a, size_b;
  uint8_t *bytes_a = compiled(a, n_lists, threads_a, &size_a);
  uint8_t *bytes_b = compiled(b, n_lists, threads_b, &size_b);
  assert_int_equal(size_a, size_b);
  assert_memory_equal(bytes_a, bytes_b, size_a);
  free(bytes_a);
  free(bytes_b);
}

static void threads_and_order_of_rows_do_not_change_a_byte(void **state) {
  (void)state;
  char straight[GLAB_PATH], shuffled[GLAB_PATH];
  size_t size_a, size_b;
  long_list(20011, 1, straight);
  long_list(20011, 7919, shuffled);
  const char *list[] = {straight};
  assert_same_file(list, list, 1, 1, 8);
  uint8_t *a = compiled(list, 1, 2, &size_a);
  assert_int_equal(rename(shuffled, straight), 0); /* the list's name stands in the file */
  uint8_t *b = compiled(list, 1, 3, &size_b);
  assert_int_equal(size_a, size_b);
  assert_memory_equal(a, b, size_a);
  free(a);
  free(b);
  unlink(straight);
}

static void order_of_lists_does_not_matter_where_they_agree(void **state) {
  (void)state;
  char one[GLAB_PATH], two[GLAB_PATH];
  const char a[] = "id\ttype\tname\tweight\nx\tplace\tOslo\t3\ny\tperson\tOla\t1\n";
  const char b[] = "type\tid\tname\nplace\tz\tOslo\norganization\tw\tThe Oslo Co.\n";
  glab_write(a, strlen(a), one);
  glab_write(b, strlen(b), two);
  const char *forth[] = {one, two}, *back[] = {two, one};
  assert_same_file(forth, back, 2, 1, 2);
  unlink(one);
  unlink(two);
}

static void rows_with_one_id_and_type_are_one_entry(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer(GLAB_HEADER
                                   "q:1\tplace\tcity\tBombay\t\tIN\t19\t72\t12\t\tx:1\t\n"
                                   "q:1\tplace\t\tMumbai\tBombay City\t\t\t\t\t\t\t\n"
                                   "q:1\torganization\t\tMumbai\t\t\t\t\t\t\t\t\n"
                                   "\tplace\t\tEl Alto\t\t\t\t\t1\t\t\t\n"
                                   "\tplace\tcity\tel-Alto\t\t\t\t\t\t\t\t\n");
  wt_entry e;
  assert_int_equal(wt_gazetteer_n_entries(g), 3);
  wt_gazetteer_entry(g, 0, &e);
  assert_string_equal(e.id, "q:1");
  assert_int_equal(e.type, WT_PLACE);
  assert_string_equal(e.name, "Mumbai");  /* the last one */
  assert_string_equal(e.subtype, "city"); /* not taken away by an empty one */
  assert_string_equal(e.country, "IN");
  assert_int_equal(e.weight, 12);
  assert_true(e.has_position);
  wt_gazetteer_entry(g, 1, &e);
  assert_int_equal(e.type, WT_ORGANIZATION);
  wt_gazetteer_entry(g, 2, &e);
  assert_string_equal(e.id, "wiretag:place-el-alto");
  assert_string_equal(e.subtype, "city");
  assert_int_equal(e.weight, 1);
  assert_string_equal(glab_hits(g, "Bombay, Bombay City, Mumbai, El Alto"),
                      "Bombay; Bombay City; Mumbai; El Alto");
  wt_gazetteer_close(g);
}

static void an_entry_has_a_name_once(void **state) {
  (void)state;
  /* by default "AL-QAEDA" says nothing that "al-Qaeda" does not */
  wt_gazetteer *g = glab_gazetteer(
      "type\tname\taliases\n"
      "organization\tAl-Qaeda\tal-Qaeda|AL QAEDA|Al Qaeda{exact}|al qaeda{weak,any}\n");
  assert_int_equal(wt_gazetteer_n_names(g), 1);
  assert_int_equal(wt_gazetteer_n_candidates(g, 0), 2); /* al-Qaeda, and al qaeda as a weak one */
  wt_candidate c;
  wt_gazetteer_candidate(g, 0, 0, &c);
  assert_int_equal(c.entry, 0);
  assert_string_equal(glab_hits(g, "AL-QAEDA, al-Qaeda, Al Qaeda, al qaeda"),
                      "AL-QAEDA; al-Qaeda; Al Qaeda; ~al qaeda");
  wt_gazetteer_close(g);
}

static void a_short_form_that_is_listed_as_weak_stays_weak(void **state) {
  (void)state;
  wt_gazetteer *gazetteer = glab_gazetteer(
      "id\ttype\tname\taliases\n"
      "t:1\torganization\tSenior plc\tSenior{weak}\n"
      "t:2\torganization\tVodafone plc\t\n");
  assert_string_equal(glab_hits(gazetteer, "the Senior Group; for Senior plc"),
                      "~Senior; Senior plc");
  assert_string_equal(glab_hits(gazetteer, "the Vodafone shop"), "Vodafone");
  wt_gazetteer_close(gazetteer);
}

static void lists_without_rows_give_an_empty_gazetteer(void **state) {
  (void)state;
  wt_gazetteer *g = glab_gazetteer("type\tname\n");
  assert_int_equal(wt_gazetteer_n_names(g), 0);
  assert_int_equal(wt_gazetteer_n_entries(g), 0);
  assert_string_equal(glab_hits(g, "Nothing at all in Oslo"), "");
  assert_int_equal(wt_gazetteer_find_id(g, "x"), UINT32_MAX);
  wt_gazetteer_close(g);
}

static void a_list_that_is_missing_or_given_twice_is_an_error(void **state) {
  (void)state;
  char in[GLAB_PATH];
  wt_error error = {0};
  glab_write("type\tname\n", 10, in);
  const char *missing[] = {"/nonexistent/list.tsv"}, *twice[] = {in, in};
  assert_int_equal(glab_compile(missing, 1, 1, false, "/dev/null", &error), WT_IO);
  assert_string_equal(error.where, missing[0]);
  assert_int_equal(glab_compile(twice, 2, 1, false, "/dev/null", &error), WT_USAGE);
  const char *good[] = {in};
  assert_int_equal(glab_compile(good, 1, 1, false, "/nonexistent/out.wtg", &error), WT_IO);
  assert_int_equal(glab_compile(good, 1, 1, false, "/dev/null", &error), WT_OK);
  unlink(in);
}

static void more_than_32_case_forms_of_a_name_are_refused(void **state) {
  (void)state;
  wt_buffer list = {0};
  wt_buffer_text(&list, "id\ttype\tname\tflags\n");
  for (int i = 0; i < 33; i++) {
    wt_buffer_format(&list, "%d\tmisc\t", i);
    for (int b = 0; b < 6; b++) wt_buffer_text(&list, i >> b & 1 ? "Zo " : "zo ");
    wt_buffer_text(&list, "\texact\n");
  }
  char in[GLAB_PATH];
  wt_error error = {0};
  glab_write(list.data, list.size, in);
  const char *lists[] = {in};
  assert_int_equal(glab_compile(lists, 1, 1, false, "/dev/null", &error), WT_BAD_INPUT);
  assert_string_equal(error.text, "'zo zo zo zo zo zo' is listed in more than 32 case forms");
  unlink(in);
  wt_buffer_release(&list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_and_order_of_rows_do_not_change_a_byte),
      cmocka_unit_test(order_of_lists_does_not_matter_where_they_agree),
      cmocka_unit_test(rows_with_one_id_and_type_are_one_entry),
      cmocka_unit_test(an_entry_has_a_name_once),
      cmocka_unit_test(a_short_form_that_is_listed_as_weak_stays_weak),
      cmocka_unit_test(lists_without_rows_give_an_empty_gazetteer),
      cmocka_unit_test(a_list_that_is_missing_or_given_twice_is_an_error),
      cmocka_unit_test(more_than_32_case_forms_of_a_name_are_refused),
  };
  return cmocka_run_group_tests_name("compile", tests, NULL, NULL);
}
