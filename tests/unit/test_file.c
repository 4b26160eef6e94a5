/* test_file.c - output appears whole or not at all. */
#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char folder[] = "/tmp/wiretag-file-XXXXXX";
static char path[64];

static int make_folder(void **state) {
  (void)state;
  if (mkdtemp(folder) == NULL) return -1;
  snprintf(path, sizeof path, "%s/out", folder);
  return 0;
}

static int remove_folder(void **state) {
  (void)state;
  unlink(path);
  return rmdir(folder); /* fails when a temporary file was left behind */
}

static void assert_content(const char *expected) {
  wt_view view;
  assert_int_equal(wt_view_open(path, &view, NULL), WT_OK);
  assert_int_equal(view.size, strlen(expected));
  if (view.size > 0) assert_memory_equal(view.data, expected, view.size);
  wt_view_close(&view);
}

static void put(const char *text, bool commit) {
  wt_output output;
  assert_int_equal(wt_output_open(path, &output, NULL), WT_OK);
  fputs(text, output.stream);
  if (commit) assert_int_equal(wt_output_commit(&output, NULL), WT_OK);
  wt_output_discard(&output);
}

static void a_discarded_output_leaves_the_old_file(void **state) {
  (void)state;
  put("old", true);
  put("new", false);
  assert_content("old");
  put("new", true);
  assert_content("new");
  put("", true);
  assert_content("");
}

static void the_permissions_of_the_old_file_stay(void **state) {
  (void)state;
  put("x", true);
  assert_int_equal(chmod(path, 0640), 0);
  put("y", true);
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0640);
}

static void what_cannot_be_written_says_so(void **state) {
  (void)state;
  wt_output output;
  wt_error error;
  assert_int_equal(wt_output_open("/nonexistent/out", &output, &error), WT_IO);
  assert_string_equal(error.where, "/nonexistent/out");
  if (access("/dev/full", W_OK) != 0) return;
  assert_int_equal(wt_output_open("/dev/full", &output, &error), WT_OK);
  fputs("lost", output.stream);
  assert_int_equal(wt_output_commit(&output, &error), WT_IO);
  assert_non_null(strstr(error.text, "No space"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_discarded_output_leaves_the_old_file),
      cmocka_unit_test(the_permissions_of_the_old_file_stay),
      cmocka_unit_test(what_cannot_be_written_says_so),
  };
  return cmocka_run_group_tests_name("file", tests, make_folder, remove_folder);
}
