/* test_json_repair.c - what real dumps hold and JSON does not; jansson is the judge of the rest. */
#include <jansson.h>

#include "base/buffer.h"
#include "read/json_scan.h"
#include "read/json_string.h"
#include "unit.h"

/* The value of one path in a record, decoded when it is a string; NULL when the record is refused.
 */
typedef struct found {
  wt_status status;
  wt_error error;
  wt_json_value value;
  char text[256]; /* NUL-terminated */
  size_t size;
} found;

static found look(const char *json, size_t size, const char *path) {
  found f = {0};
  wt_json_paths paths = {0};
  wt_json_value values[1] = {{0}};
  assert_int_equal(wt_json_paths_add(&paths, path, strlen(path), NULL), WT_OK);
  char *exact = malloc(size == 0 ? 1 : size); /* so that a sanitizer sees one byte too far */
  assert_non_null(exact);
  if (size > 0) memcpy(exact, json, size);
  f.status = wt_json_scan(&paths, exact, size, values, &f.error);
  f.value = values[0];
  if (f.status == WT_OK && f.value.kind == WT_JSON_STRING) {
    wt_buffer out = {0};
    wt_json_decode(exact, &f.value, &out);
    assert_true(out.size < sizeof f.text);
    if (out.size > 0) memcpy(f.text, out.data, out.size);
    f.size = out.size;
    bool plain = out.size == f.value.end - f.value.start &&
                 (out.size == 0 || memcmp(out.data, exact + f.value.start, out.size) == 0);
    assert_int_equal(wt_json_plain(exact, &f.value), plain);
    wt_buffer_release(&out);
  }
  free(exact);
  return f;
}

#define LOOK(json) look((json), sizeof(json) - 1, "a")

/* The string "a" of a record must mean these bytes. */
#define MEANS(json, meaning)                                                  \
  do {                                                                        \
    found f_ = LOOK(json);                                                    \
    if (f_.status != WT_OK) fail_msg("refused: %s: %s", json, f_.error.text); \
    assert_int_equal(f_.value.kind, WT_JSON_STRING);                          \
    assert_int_equal(f_.size, sizeof(meaning) - 1);                           \
    assert_memory_equal(f_.text, meaning, f_.size);                           \
  } while (0)

#define FFFD "\xEF\xBF\xBD"

static void raw_control_characters_are_kept(void **state) {
  (void)state;
  MEANS("{\"a\":\"x\ty\x01z\x1f\x7f\"}", "x\ty\x01z\x1f\x7f");
  MEANS("{\"a\":\"x\0y\"}", "x\0y");
  MEANS("{\"a\":\"x\ny\r\"}", "x\ny\r");
}

static void an_escaped_nul_is_kept(void **state) {
  (void)state;
  MEANS("{\"a\":\"x\\u0000y\"}", "x\0y");
}

static void escapes_mean_what_rfc_8259_says(void **state) {
  (void)state;
  MEANS("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t");
  MEANS("{\"a\":\"\\u00e9\\u00E9\\u20ac\"}", "éé€");
  MEANS("{\"a\":\"\\ud83d\\ude00\"}", "😀");
  MEANS("{\"a\":\"\"}", "");
}

/* One U+FFFD for one code point of Python's json.loads. */
static void surrogates_without_partner_become_one_replacement_each(void **state) {
  (void)state;
  MEANS("{\"a\":\"x\\ud800y\"}", "x" FFFD "y");
  MEANS("{\"a\":\"x\\udc00y\"}", "x" FFFD "y");
  MEANS("{\"a\":\"\\ud800\"}", FFFD);
  MEANS("{\"a\":\"\\ud83d\\ud83d\\ude00\"}", FFFD "😀");
  MEANS("{\"a\":\"\\ude00\\ud83d\"}", FFFD FFFD);
  MEANS("{\"a\":\"\\ud83d\\n\"}", FFFD "\n");
  MEANS("{\"a\":\"\\ud83d\\u0041\"}", FFFD "A");
}

/* As Python's bytes.decode(errors="replace") does it. */
static void invalid_utf8_becomes_one_replacement_for_each_maximal_subpart(void **state) {
  (void)state;
  MEANS("{\"a\":\"Putin\x92s\"}", "Putin" FFFD "s");
  MEANS("{\"a\":\"\xE2\x80\"}", FFFD);
  MEANS("{\"a\":\"\xE2\x80\\n\"}", FFFD "\n");
  MEANS("{\"a\":\"\xED\xA0\x80\"}", FFFD FFFD FFFD);
  MEANS("{\"a\":\"\xF0\x9F\x98\"}", FFFD);
  MEANS("{\"a\":\"\xC0\xAF\xFF\"}", FFFD FFFD FFFD);
  MEANS("{\"a\":\"\xF0\x9F\x98\x80\xC3\xA9\"}", "😀é");
}

static void a_byte_order_mark_or_record_separator_in_front_is_passed_over(void **state) {
  (void)state;
  MEANS("\xEF\xBB\xBF{\"a\":\"x\"}", "x");
  MEANS("\x1E{\"a\":\"x\"}", "x");
  MEANS(" \t{\"a\" : \"x\" } \r", "x");
}

static void nan_and_the_infinities_are_null(void **state) {
  (void)state;
  assert_int_equal(LOOK("{\"a\":NaN}").value.kind, WT_JSON_NULL);
  assert_int_equal(LOOK("{\"a\":Infinity}").value.kind, WT_JSON_NULL);
  assert_int_equal(LOOK("{\"a\":-Infinity}").value.kind, WT_JSON_NULL);
  assert_int_equal(LOOK("{\"b\":[NaN,{\"c\":-Infinity}],\"a\":1}").status, WT_OK);
  assert_int_equal(LOOK("{\"a\":nan}").status, WT_BAD_INPUT);
  assert_int_equal(LOOK("{\"a\":Inf}").status, WT_BAD_INPUT);
}

static void numbers_of_any_length_keep_their_digits(void **state) {
  (void)state;
  const char json[] = "{\"a\":123456789012345678901234567890,\"b\":1e999}";
  found f = LOOK(json);
  assert_int_equal(f.value.kind, WT_JSON_NUMBER);
  assert_int_equal(f.value.end - f.value.start, 30);
  assert_memory_equal(json + f.value.start, "123456789012345678901234567890", 30);
  assert_int_equal(LOOK("{\"a\":-0.50E+1}").value.kind, WT_JSON_NUMBER);
}

static void of_equal_names_the_last_counts(void **state) {
  (void)state;
  MEANS("{\"a\":\"x\",\"a\":\"y\"}", "y");
  found f = look("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", 25, "a.b");
  assert_int_equal(f.value.kind, WT_JSON_ABSENT);
}

static void names_are_compared_decoded(void **state) {
  (void)state;
  MEANS("{\"\\u0061\":\"x\"}", "x");
  found f = look("{\"x\\/y\":1}", 10, "x/y");
  assert_int_equal(f.value.kind, WT_JSON_NUMBER);
  assert_int_equal(LOOK("{\"\\u0161\":\"x\"}").value.kind, WT_JSON_ABSENT);
  assert_int_equal(LOOK("{\"aa\":1,\"\":1,\"\\n\":2}").value.kind, WT_JSON_ABSENT);
}

static void dotted_paths_lead_into_objects_and_to_names_with_dots(void **state) {
  (void)state;
  const char nested[] = "{\"b\":1,\"s\":{\"t\":{\"u\":\"x\"}}}", flat[] = "{\"s.t.u\":\"x\"}",
             half[] = "{\"s\":{\"t.u\":\"x\"}}", array[] = "{\"s\":[{\"t\":{\"u\":\"x\"}}]}";
  assert_string_equal(look(nested, strlen(nested), "s.t.u").text, "x");
  assert_string_equal(look(flat, strlen(flat), "s.t.u").text, "x");
  assert_string_equal(look(half, strlen(half), "s.t.u").text, "x");
  assert_int_equal(look(array, strlen(array), "s.t.u").value.kind, WT_JSON_ABSENT);
  assert_int_equal(look(nested, strlen(nested), "s.t").value.kind, WT_JSON_OBJECT);
  assert_int_equal(look(nested, strlen(nested), "t").value.kind, WT_JSON_ABSENT);
}

static void bad_paths_are_refused(void **state) {
  (void)state;
  wt_json_paths paths = {0};
  static const char *const bad[] = {"", ".", "a.", ".a", "a..b", "a.b.c.d.e.f.g.h.i"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(wt_json_paths_add(&paths, bad[i], strlen(bad[i]), NULL), WT_USAGE);
  for (size_t i = 0; i < WT_JSON_PATHS; i++)
    assert_int_equal(wt_json_paths_add(&paths, "a", 1, NULL), WT_OK);
  assert_int_equal(wt_json_paths_add(&paths, "a", 1, NULL), WT_USAGE);
  wt_json_value values[WT_JSON_PATHS];
  assert_int_equal(wt_json_scan(&paths, "{\"a\":1}", 7, values, NULL), WT_OK);
  for (size_t i = 0; i < WT_JSON_PATHS; i++) assert_int_equal(values[i].kind, WT_JSON_NUMBER);
}

static void what_is_no_json_is_refused_with_place_and_reason(void **state) {
  (void)state;
  static const struct {
    const char *json;
    uint64_t position;
    const char *reason;
  } cases[] = {
      {"", 0, "not a JSON object"},
      {"[1]", 0, "not a JSON object"},
      {"\"a\"", 0, "not a JSON object"},
      {"{\"a\":1", 6, "',' or '}' is missing"},
      {"{\"a\":1,}", 7, "a member name in quotes is missing"},
      {"{\"a\":1]", 6, "',' or '}' is missing"},
      {"{\"a\":[1,]}", 8, "a value that JSON does not have"},
      {"{\"a\":[1}", 7, "',' or ']' is missing"},
      {"{\"a\" 1}", 5, "':' is missing"},
      {"{\"a\":}", 5, "a value that JSON does not have"},
      {"{\"a\":", 5, "a value is missing"},
      {"{a:1}", 1, "a member name in quotes is missing"},
      {"{'a':1}", 1, "a member name in quotes is missing"},
      {"{\"a\":\"x}", 5, "a string that does not end"},
      {"{\"a\":\"x\\\"}", 5, "a string that does not end"},
      {"{\"a\":\"\\x41\"}", 6, "an unknown escape"},
      {"{\"a\":\"\\u12G4\"}", 6, "four hexadecimal digits"},
      {"{\"a\":\"\\u12\"}", 6, "four hexadecimal digits"},
      {"{\"a\":01}", 5, "leading zeros"},
      {"{\"a\":1.}", 5, "breaks off"},
      {"{\"a\":1e}", 5, "breaks off"},
      {"{\"a\":+1}", 5, "a value that JSON does not have"},
      {"{\"a\":tru}", 5, "a value that JSON does not have"},
      {"{\"a\":1}{\"a\":2}", 7, "more text behind the object"},
      {"{\"a\":1} x", 8, "more text behind the object"},
      {"{\"a\":1 /* no */}", 7, "',' or '}' is missing"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    found f = look(cases[i].json, strlen(cases[i].json), "a");
    if (f.status != WT_BAD_INPUT) fail_msg("accepted: %s", cases[i].json);
    if (f.error.position != cases[i].position || strstr(f.error.text, cases[i].reason) == NULL)
      fail_msg("%s: at %llu: %s", cases[i].json, (unsigned long long)f.error.position,
               f.error.text);
  }
  assert_int_equal(LOOK("{\"a\"\0:1}").error.position, 4);
}

static void nesting_is_bounded(void **state) {
  (void)state;
  for (size_t depth = WT_JSON_DEPTH - 2; depth < WT_JSON_DEPTH + 2; depth++) {
    wt_buffer json = {0};
    wt_buffer_text(&json, "{\"a\":");
    for (size_t i = 0; i < depth; i++) wt_buffer_byte(&json, '[');
    for (size_t i = 0; i < depth; i++) wt_buffer_byte(&json, ']');
    wt_buffer_text(&json, "}");
    found f = look(json.data, json.size, "a");
    assert_int_equal(f.status, depth < WT_JSON_DEPTH ? WT_OK : WT_BAD_INPUT);
    wt_buffer_release(&json);
  }
}

static void a_copied_value_is_compact_valid_json(void **state) {
  (void)state;
  static const struct {
    const char *value, *copy;
  } cases[] = {{"12", "12"},
               {"1.50", "1.50"},
               {"123456789012345678901", "123456789012345678901"},
               {"true", "true"},
               {"NaN", "null"},
               {"\"a\\/b\\u00e9\\ud800\x01\\n\xFF\"", "\"a/bé" FFFD "\\u0001\\n" FFFD "\""},
               {"{ \"$oid\" : \"5 e\\\"\" , \"n\":[ 1 , -Infinity,NaN ] }",
                "{\"$oid\":\"5 e\\\"\",\"n\":[1,null,null]}"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    wt_buffer json = {0}, out = {0}, scratch = {0};
    wt_buffer_format(&json, "{\"a\":%s}", cases[i].value);
    wt_json_paths paths = {0};
    wt_json_value value;
    wt_json_paths_add(&paths, "a", 1, NULL);
    assert_int_equal(wt_json_scan(&paths, json.data, json.size, &value, NULL), WT_OK);
    if (value.kind == WT_JSON_NULL)
      wt_buffer_text(&out, "null");
    else
      wt_json_copy(json.data, &value, &scratch, &out);
    wt_buffer_byte(&out, '\0');
    assert_string_equal(out.data, cases[i].copy);
    wt_buffer_release(&json);
    wt_buffer_release(&scratch);
    wt_buffer_release(&out);
  }
}

/* ---- jansson as the judge ----------------------------------------------------------- */

static uint32_t draw(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static void put_string(wt_buffer *out, uint32_t *state) {
  static const char *const parts[] = {
      "a", "b", "é", "😀", "\\n", "\\\"",    "\\\\", "\\u00e9", "\\ud83d\\ude00",
      "{", "}", "[", ",", ":",   "\\u0000", "\\/"};
  wt_buffer_byte(out, '"');
  for (uint32_t n = draw(state) % 6; n > 0; n--) wt_buffer_text(out, parts[draw(state) % 16]);
  wt_buffer_byte(out, '"');
}

static void put_value(wt_buffer *out, uint32_t *state, int depth) {
  static const char *const scalars[] = {"0", "-1", "1.5e3", "true", "false", "null"};
  uint32_t kind = draw(state) % (depth > 4 ? 5 : 8);
  if (kind < 3) {
    put_string(out, state);
  } else if (kind < 5) {
    wt_buffer_text(out, scalars[draw(state) % 6]);
  } else {
    bool object = kind < 7;
    wt_buffer_byte(out, object ? '{' : '[');
    for (uint32_t i = 0, n = draw(state) % 4; i < n; i++) {
      if (i > 0) wt_buffer_text(out, draw(state) % 2 ? "," : " , ");
      if (object) wt_buffer_text(out, draw(state) % 2 ? "\"a\":" : "\"b\" : ");
      put_value(out, state, depth + 1);
    }
    wt_buffer_byte(out, object ? '}' : ']');
  }
}

static const json_t *follow(const json_t *tree, const char *path) {
  char name[2] = {0};
  for (; tree != NULL && *path != '\0'; path += path[1] == '.' ? 2 : 1) {
    name[0] = *path;
    tree = json_object_get(tree, name);
  }
  return tree;
}

static void same_value(const char *json, const wt_json_value *value, const json_t *judge) {
  static const wt_json_kind kinds[] = {WT_JSON_OBJECT, WT_JSON_ARRAY,  WT_JSON_STRING,
                                       WT_JSON_NUMBER, WT_JSON_NUMBER, WT_JSON_TRUE,
                                       WT_JSON_FALSE,  WT_JSON_NULL};
  if (judge == NULL) {
    assert_int_equal(value->kind, WT_JSON_ABSENT);
    return;
  }
  assert_int_equal(value->kind, kinds[json_typeof(judge)]);
  if (!json_is_string(judge)) return;
  wt_buffer out = {0};
  wt_json_decode(json, value, &out);
  assert_int_equal(out.size, json_string_length(judge));
  if (out.size > 0) assert_memory_equal(out.data, json_string_value(judge), out.size);
  wt_buffer_release(&out);
}

/* Whole and damaged records: what jansson accepts, the scanner accepts with the same values. */
static void jansson_agrees(void **state) {
  (void)state;
  static const char *const names[] = {"a", "b", "a.b", "a.a.a", "b.a"};
  wt_json_paths paths = {0};
  for (size_t i = 0; i < 5; i++) wt_json_paths_add(&paths, names[i], strlen(names[i]), NULL);
  uint32_t seed = 12345;
  size_t accepted = 0, refused = 0;
  wt_buffer json = {0};
  for (int round = 0; round < 20000; round++) {
    wt_buffer_clear(&json);
    wt_buffer_text(&json, "{\"a\":");
    put_value(&json, &seed, 0);
    wt_buffer_text(&json, ",\"b\":");
    put_value(&json, &seed, 0);
    wt_buffer_byte(&json, '}');
    static const char nasty[] = "\"\\{}[]:,0-. \x01u";
    if (round % 2 == 1)
      json.data[draw(&seed) % json.size] = nasty[draw(&seed) % (sizeof nasty - 1)];
    wt_json_value values[5];
    wt_status status = wt_json_scan(&paths, json.data, json.size, values, NULL);
    json_t *judge = json_loadb(json.data, json.size, JSON_ALLOW_NUL, NULL);
    if (round % 2 == 0) assert_int_equal(status, WT_OK);
    if (judge != NULL && json_is_object(judge)) {
      if (status != WT_OK) fail_msg("refused: %.*s", (int)json.size, json.data);
      for (size_t i = 0; i < 5; i++) same_value(json.data, &values[i], follow(judge, names[i]));
      accepted++;
    } else {
      refused += status != WT_OK;
    }
    json_decref(judge);
  }
  assert_true(accepted > 10000 && refused > 1000);
  wt_buffer_release(&json);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(raw_control_characters_are_kept),
      cmocka_unit_test(an_escaped_nul_is_kept),
      cmocka_unit_test(escapes_mean_what_rfc_8259_says),
      cmocka_unit_test(surrogates_without_partner_become_one_replacement_each),
      cmocka_unit_test(invalid_utf8_becomes_one_replacement_for_each_maximal_subpart),
      cmocka_unit_test(a_byte_order_mark_or_record_separator_in_front_is_passed_over),
      cmocka_unit_test(nan_and_the_infinities_are_null),
      cmocka_unit_test(numbers_of_any_length_keep_their_digits),
      cmocka_unit_test(of_equal_names_the_last_counts),
      cmocka_unit_test(names_are_compared_decoded),
      cmocka_unit_test(dotted_paths_lead_into_objects_and_to_names_with_dots),
      cmocka_unit_test(bad_paths_are_refused),
      cmocka_unit_test(what_is_no_json_is_refused_with_place_and_reason),
      cmocka_unit_test(nesting_is_bounded),
      cmocka_unit_test(a_copied_value_is_compact_valid_json),
      cmocka_unit_test(jansson_agrees),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
