/* test_rejects.c - the rejects file: valid JSON whatever was read, nothing of it lost. */
#include <jansson.h>

#include "read/dump.h"
#include "unit.h"

static json_t *reject(const wt_record *record, const wt_article *article, const char *reason) {
  wt_buffer out = {0};
  wt_reject_append(&out, record, article, reason);
  assert_false(out.failed);
  assert_int_equal(out.data[out.size - 1], '\n');
  assert_null(memchr(out.data, '\n', out.size - 1));
  json_t *json = json_loadb(out.data, out.size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(json);
  wt_buffer_release(&out);
  return json;
}

static const char *text_of(const json_t *json, const char *name) {
  return json_string_value(json_object_get(json, name));
}

static void a_reject_says_where_which_why_and_what(void **state) {
  (void)state;
  wt_record record = {
      .bytes = "{\"id\": 5, \"x", .size = 12, .file = "d/é\xFF.jsonl", .line = 3, .offset = 77};
  wt_article article = {.id_json = "5", .id_json_size = 1};
  json_t *json = reject(&record, &article, "a \"reason\"");
  assert_string_equal(text_of(json, "file"), "d/é\xEF\xBF\xBD.jsonl");
  assert_int_equal(json_integer_value(json_object_get(json, "line")), 3);
  assert_int_equal(json_integer_value(json_object_get(json, "offset")), 77);
  assert_int_equal(json_integer_value(json_object_get(json, "id")), 5);
  assert_string_equal(text_of(json, "reason"), "a \"reason\"");
  assert_string_equal(text_of(json, "raw"), "{\"id\": 5, \"x");
  assert_null(json_object_get(json, "raw_base64"));
  json_decref(json);
}

static void a_text_file_has_no_line_and_an_unknown_id_is_null(void **state) {
  (void)state;
  wt_record record = {.bytes = "x", .size = 1, .file = "-", .format = WT_FORMAT_TEXT};
  json_t *json = reject(&record, NULL, "r");
  assert_null(json_object_get(json, "line"));
  assert_true(json_is_null(json_object_get(json, "id")));
  json_decref(json);
}

static void raw_text_survives_with_controls_and_line_breaks(void **state) {
  (void)state;
  static const char raw[] = "a\0b\n\r\x1F\x7F\"\\\xC2\x85\xE2\x80\xA8é😀";
  wt_record record = {.bytes = raw, .size = sizeof raw - 1, .file = "f"};
  json_t *json = reject(&record, NULL, "r");
  const json_t *value = json_object_get(json, "raw");
  assert_int_equal(json_string_length(value), sizeof raw - 1);
  assert_memory_equal(json_string_value(value), raw, sizeof raw - 1);
  json_decref(json);
}

/* RFC 4648, section 10, with a byte in front that is no UTF-8. */
static void other_bytes_are_kept_in_base64(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"\xFF", "/w=="},
                                         {"\xFF"
                                          "f",
                                          "/2Y="},
                                         {"\xFF"
                                          "fo",
                                          "/2Zv"},
                                         {"\xFF"
                                          "foo",
                                          "/2Zvbw=="},
                                         {"\xFB\xFF\xBF", "+/+/"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    wt_record record = {.bytes = cases[i][0], .size = strlen(cases[i][0]), .file = "f"};
    json_t *json = reject(&record, NULL, "r");
    assert_null(json_object_get(json, "raw"));
    assert_string_equal(text_of(json, "raw_base64"), cases[i][1]);
    json_decref(json);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_reject_says_where_which_why_and_what),
      cmocka_unit_test(a_text_file_has_no_line_and_an_unknown_id_is_null),
      cmocka_unit_test(raw_text_survives_with_controls_and_line_breaks),
      cmocka_unit_test(other_bytes_are_kept_in_base64),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
