/* test_parser.c - one raw record to one article: fields, presets, ids, languages, text files. */
#include "read/dump.h"
#include "read/lang_tag.h"
#include "unit.h"

/* What the last parse gave. */
typedef struct parsed {
  wt_parser *parser;
  wt_status status;
  wt_error error;
  wt_article article;
} parsed;

static void start(parsed *p, const wt_fields *fields) {
  *p = (parsed){0};
  assert_non_null(fields);
  assert_int_equal(wt_parser_new(fields, &p->parser, NULL), WT_OK);
}

static void parse_bytes(parsed *p, wt_format format, const char *bytes, size_t size) {
  static char copy[1 << 16]; /* the article borrows from the record */
  assert_true(size <= sizeof copy);
  memcpy(copy, bytes, size);
  wt_record record = {
      .bytes = copy, .size = size, .file = "some/file", .line = 7, .format = format};
  p->error = (wt_error){0};
  p->status = wt_parse(p->parser, &record, &p->article, &p->error);
  if (p->status == WT_OK) {
    assert_string_equal(p->article.file, "some/file");
    assert_int_equal(p->article.line, 7);
  }
}

static void parse(parsed *p, const char *json) {
  parse_bytes(p, WT_FORMAT_JSONL, json, strlen(json));
}

static void is(const char *bytes, size_t size, const char *wanted) {
  if (size != strlen(wanted) || (size > 0 && memcmp(bytes, wanted, size) != 0))
    fail_msg("'%.*s' is not '%s'", (int)size, bytes, wanted);
}

#define IS(article, field, wanted) is((article).field, (article).field##_size, (wanted))

static void an_article_has_its_five_fields(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  parse(&p,
        "{\"id\":\"a\\/1\",\"title\":\"T\\u00e9\",\"text\":\"x\\ny\",\"published\":\"2020\","
        "\"lang\":\"en\",\"other\":[{}]}");
  assert_int_equal(p.status, WT_OK);
  IS(p.article, id_json, "\"a/1\"");
  IS(p.article, title, "Té");
  IS(p.article, text, "x\ny");
  IS(p.article, published, "2020");
  IS(p.article, lang, "en");
  parse(&p, "{\"text\":\"x\"}");
  assert_int_equal(p.status, WT_OK);
  IS(p.article, id_json, "null");
  assert_null(p.article.published);
  assert_null(p.article.lang);
  assert_int_equal(p.article.title_size, 0);
  wt_parser_free(p.parser);
}

static void an_id_keeps_its_type_and_digits(void **state) {
  (void)state;
  static const char *const ids[][2] = {{"12", "12"},
                                       {"98765432109876543210", "98765432109876543210"},
                                       {"1.50", "1.50"},
                                       {"true", "true"},
                                       {"null", "null"},
                                       {"NaN", "null"},
                                       {"\"\"", "\"\""},
                                       {"\"\\u00e9\\n\\u2028\"", "\"é\\n\\u2028\""},
                                       {"{ \"$oid\": \"5e\" }", "\"5e\""}};
  parsed p;
  wt_fields fields = {.id = "_id.$oid,_id", .text = "t"};
  start(&p, &fields);
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
    char json[200];
    snprintf(json, sizeof json, "{\"_id\":%s,\"t\":\"x\"}", ids[i][0]);
    parse(&p, json);
    assert_int_equal(p.status, WT_OK);
    IS(p.article, id_json, ids[i][1]);
  }
  wt_parser_free(p.parser);
}

static void the_id_is_known_when_the_rest_is_broken(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  parse(&p, "{\"id\": 99999999999999999999, \"text\": \"x");
  assert_int_equal(p.status, WT_BAD_INPUT);
  assert_int_equal(p.error.position, 37);
  IS(p.article, id_json, "99999999999999999999");
  parse(&p, "{\"id\":\"only\"}");
  assert_int_equal(p.status, WT_BAD_INPUT);
  IS(p.article, id_json, "\"only\"");
  wt_parser_free(p.parser);
}

static void the_first_field_that_holds_something_wins(void **state) {
  (void)state;
  parsed p;
  wt_fields fields = {.title = "a,b", .text = "x,y"};
  start(&p, &fields);
  parse(&p, "{\"y\":\"second\",\"x\":\"first\",\"b\":\"B\",\"a\":\"\"}");
  IS(p.article, text, "first");
  IS(p.article, title, "B");
  parse(&p, "{\"x\":null,\"y\":\"second\"}");
  IS(p.article, text, "second");
  wt_parser_free(p.parser);
}

static void a_record_needs_a_text_or_a_title(void **state) {
  (void)state;
  parsed p;
  wt_fields fields = {.title = "title", .text = "text,body"};
  start(&p, &fields);
  parse(&p, "{\"title\":\"T\",\"text\":null}");
  assert_int_equal(p.status, WT_OK);
  parse(&p, "{\"title\":\"T\"}");
  assert_int_equal(p.status, WT_OK);
  assert_int_equal(p.article.text_size, 0);
  parse(&p, "{\"text\":\"\"}"); /* an empty article is one: one line in, one line out */
  assert_int_equal(p.status, WT_OK);
  static const char *const bad[] = {"{}", "{\"text\":null}", "{\"title\":\"\"}",
                                    "{\"title\":null,\"txet\":\"x\"}"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    parse(&p, bad[i]);
    assert_int_equal(p.status, WT_BAD_INPUT);
    assert_non_null(strstr(p.error.text, "looked for the text in: text,body"));
  }
  wt_parser_free(p.parser);
}

static void numbers_pass_as_text_and_other_types_do_not(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  parse(&p, "{\"title\":1984,\"text\":\"x\",\"date\":1582027200,\"lang\":5}");
  assert_int_equal(p.status, WT_OK);
  IS(p.article, title, "1984");
  IS(p.article, published, "1582027200");
  assert_null(p.article.lang);
  parse(&p, "{\"text\":\"x\",\"date\":{\"y\":1},\"lang\":[\"en\"]}");
  assert_int_equal(p.status, WT_OK);
  assert_null(p.article.published);
  parse(&p, "{\"text\":[\"x\",\"y\"]}");
  assert_int_equal(p.status, WT_BAD_INPUT);
  assert_int_equal(p.error.position, 8);
  assert_non_null(strstr(p.error.text, "\"text\" is an array, not a string"));
  parse(&p, "{\"text\":\"x\",\"title\":{}}");
  assert_int_equal(p.status, WT_BAD_INPUT);
  wt_parser_free(p.parser);
}

/* A record as each tool writes it. */
static void presets_fit_the_tools(void **state) {
  (void)state;
  static const struct {
    const char *preset, *json, *id, *title, *text, *date, *lang, *publisher;
  } cases[] = {
      {"news-please",
       "{\"authors\":[],\"date_publish\":\"2017-07-17 17:03:00\",\"filename\":\"f.json\","
       "\"language\":\"de\",\"maintext\":\"x\",\"title\":\"T\",\"title_page\":null,"
       "\"url\":\"http://e.org/1\"}",
       "\"http://e.org/1\"", "T", "x", "2017-07-17 17:03:00", "de", "http://e.org/1"},
      {"cc_news",
       "{\"title\":\"T\",\"text\":\"x\",\"domain\":\"e.org\",\"date\":\"2017-06-01 00:00:00\","
       "\"description\":\"d\",\"url\":\"http://e.org/2\",\"image_url\":null}",
       "\"http://e.org/2\"", "T", "x", "2017-06-01 00:00:00", "", "e.org"},
      {"signal-1m",
       "{\"id\":\"f7ca322d\",\"content\":\"x\",\"title\":\"T\",\"media-type\":\"News\","
       "\"source\":\"S\",\"published\":\"2015-09-02T04:00:00Z\"}",
       "\"f7ca322d\"", "T", "x", "2015-09-02T04:00:00Z", "", "S"},
      {"webz",
       "{\"thread\":{\"uuid\":\"t1\",\"title\":\"TT\",\"site\":\"e.uk\"},\"uuid\":\"u1\",\"title\":"
       "\"\","
       "\"text\":\"x\",\"published\":\"2020-02-18T12:15:00.000+02:00\","
       "\"language\":\"english\"}",
       "\"u1\"", "TT", "x", "2020-02-18T12:15:00.000+02:00", "en", "e.uk"},
      {"trafilatura",
       "{\"title\":\"T\",\"id\":null,\"fingerprint\":\"fa1\",\"date\":\"2020-01-01\","
       "\"raw_text\":\"r\",\"text\":\"x\",\"hostname\":\"h.org\",\"language\":null}",
       "\"fa1\"", "T", "x", "2020-01-01", "", "h.org"},
      {"elasticdump",
       "{\"_index\":\"n\",\"_type\":\"_doc\",\"_id\":\"9\",\"_score\":1,\"_source\":{"
       "\"title\":\"T\",\"content\":\"x\",\"@timestamp\":\"2020\",\"lang\":\"en_US\"}}",
       "\"9\"", "T", "x", "2020", "en-US", ""},
      {"default", "{\"_id\":{\"$oid\":\"5e4b\"},\"headline\":\"T\",\"body\":\"x\"}", "\"5e4b\"",
       "T", "x", "", "", ""},
      {"default",
       "{\"id\":1,\"text\":\"x\",\"source\":{\"a\":1},\"url\":\"http://u.org\","
       "\"publisher\":{\"name\":\"Miami \\u0048erald\"}}",
       "1", "", "x", "", "", "Miami Herald"},
      {"default", "{\"id\":1,\"text\":\"x\",\"url\":\"http://u.org\",\"site\":null}", "1", "", "x",
       "", "", "http://u.org"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    parsed p;
    start(&p, wt_fields_preset(cases[i].preset));
    parse(&p, cases[i].json);
    if (p.status != WT_OK) fail_msg("%s: %s", cases[i].preset, p.error.text);
    IS(p.article, id_json, cases[i].id);
    IS(p.article, title, cases[i].title);
    IS(p.article, text, cases[i].text);
    IS(p.article, published, cases[i].date);
    IS(p.article, lang, cases[i].lang);
    IS(p.article, publisher, cases[i].publisher);
    wt_parser_free(p.parser);
  }
  size_t n = 0;
  for (const char *name; (name = wt_fields_preset_name(n)) != NULL; n++) {
    parsed p;
    start(&p, wt_fields_preset(name)); /* each preset's paths are valid */
    wt_parser_free(p.parser);
  }
  assert_int_equal(n, 7);
  assert_null(wt_fields_preset("unknown"));
}

static void an_empty_path_is_a_usage_error(void **state) {
  (void)state;
  static const char *const bad[] = {"", "a,,b", "a,", "a..b"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    wt_fields fields = {.text = bad[i]};
    wt_parser *parser = NULL;
    wt_error error;
    assert_int_equal(wt_parser_new(&fields, &parser, &error), WT_USAGE);
    assert_null(parser);
  }
}

static void languages_become_tags(void **state) {
  (void)state;
  static const char *const tags[][2] = {{"en", "en"},         {"EN", "en"},
                                        {"eng", "en"},        {"English", "en"},
                                        {"en_GB", "en-GB"},   {"zh-Hans", "zh-Hans"},
                                        {"ger", "de"},        {"xyz", "xyz"},
                                        {"eng-US", "en-US"},  {"", NULL},
                                        {"e", NULL},          {"klingon", NULL},
                                        {"en-", NULL},        {"en--us", NULL},
                                        {"english ", NULL},   {"en-toolonganyway", NULL},
                                        {"en\xC3\xA9", NULL}, {"12", NULL}};
  for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
    wt_buffer out = {0};
    bool known = wt_lang_tag(tags[i][0], strlen(tags[i][0]), &out);
    assert_int_equal(known, tags[i][1] != NULL);
    is(out.data, out.size, known ? tags[i][1] : "");
    wt_buffer_release(&out);
  }
}

#define TEXT(bytes) parse_bytes(&p, WT_FORMAT_TEXT, (bytes), sizeof(bytes) - 1)

static void a_text_file_is_one_article_with_its_name_as_id(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  TEXT("\nHeadline\r\n\r\n{text}\n");
  assert_int_equal(p.status, WT_OK);
  IS(p.article, id_json, "\"some/file\"");
  IS(p.article, text, "\nHeadline\r\n\r\n{text}\n");
  assert_int_equal(p.article.title_size, 0);
  wt_parser_free(p.parser);
}

static void a_text_file_in_another_encoding_is_converted_repaired_or_refused(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  TEXT(
      "The Erdo\xF0"
      "an\x92s of a caf\xE9 somewhere \x80 5\x81");
  IS(p.article, text, "The Erdoðan’s of a café somewhere € 5\xC2\x81"); /* windows-1252 */
  TEXT("café \x92 x");
  IS(p.article, text, "café \xEF\xBF\xBD x"); /* UTF-8 with damage */
  TEXT("\xEF\xBF\xBD \x92");
  IS(p.article, text, "\xEF\xBF\xBD \xEF\xBF\xBD");
  /* a Russian word in UTF-8 with damage, in windows-1251; a Japanese one in Shift-JIS */
  TEXT("Москва \x92");
  IS(p.article, text, "Москва \xEF\xBF\xBD");
  TEXT("<b>\xCC\xEE\xF1\xEA\xE2\xE0</b>");
  assert_int_equal(p.status, WT_BAD_INPUT);
  assert_non_null(strstr(p.error.text, "iconv"));
  TEXT("\x93\x8C\x8B\x9E\x93\x73");
  assert_int_equal(p.status, WT_BAD_INPUT);
  wt_parser_free(p.parser);
}

static void a_binary_file_is_refused(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  TEXT("\x89PNG\r\n\0x");
  assert_int_equal(p.status, WT_BAD_INPUT);
  assert_int_equal(p.error.position, 6);
  IS(p.article, id_json, "\"some/file\"");
  TEXT("\x1F\x8B\x08\x01\x01");
  assert_int_equal(p.status, WT_BAD_INPUT);
  wt_parser_free(p.parser);
}

static void a_broken_record_is_refused_with_its_reason(void **state) {
  (void)state;
  parsed p;
  start(&p, wt_fields_preset("default"));
  wt_record record = {.bytes = "", .file = "f", .broken = "too long"};
  assert_int_equal(wt_parse(p.parser, &record, &p.article, &p.error), WT_BAD_INPUT);
  assert_string_equal(p.error.text, "too long");
  IS(p.article, id_json, "null");
  wt_parser_free(p.parser);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_has_its_five_fields),
      cmocka_unit_test(an_id_keeps_its_type_and_digits),
      cmocka_unit_test(the_id_is_known_when_the_rest_is_broken),
      cmocka_unit_test(the_first_field_that_holds_something_wins),
      cmocka_unit_test(a_record_needs_a_text_or_a_title),
      cmocka_unit_test(numbers_pass_as_text_and_other_types_do_not),
      cmocka_unit_test(presets_fit_the_tools),
      cmocka_unit_test(an_empty_path_is_a_usage_error),
      cmocka_unit_test(languages_become_tags),
      cmocka_unit_test(a_text_file_is_one_article_with_its_name_as_id),
      cmocka_unit_test(a_text_file_in_another_encoding_is_converted_repaired_or_refused),
      cmocka_unit_test(a_binary_file_is_refused),
      cmocka_unit_test(a_broken_record_is_refused_with_its_reason),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
