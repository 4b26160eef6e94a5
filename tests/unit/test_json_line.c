/* test_json_line.c - the record writer against jansson and against naive counting. */
#include <jansson.h>
#include <math.h>

#include "doc.h"
#include "text/json_text.h"
#include "text/utf8.h"
#include "unit.h"
#include "write/json_line.h"
#include "write/offset_table.h"

/* ---- numbers and strings ------------------------------------------------------------ */

static void expect_decimal(double value, int decimals, const char *expected) {
  wt_buffer out = {0};
  wt_json_decimal(&out, value, decimals);
  wt_buffer_byte(&out, '\0');
  assert_string_equal(out.data, expected);
  wt_buffer_release(&out);
}

static void decimals_are_rounded_and_short(void **state) {
  (void)state;
  expect_decimal(0.94, 4, "0.94");
  expect_decimal(1, 4, "1");
  expect_decimal(0, 4, "0");
  expect_decimal(-0.0, 4, "0");
  expect_decimal(0.00004, 4, "0");
  expect_decimal(-0.00004, 4, "0");
  expect_decimal(0.00005, 4, "0.0001");
  expect_decimal(0.99995, 4, "1");
  expect_decimal(-33.86785, 5, "-33.86785");
  expect_decimal(151.2073212, 5, "151.20732");
  expect_decimal(10.05, 5, "10.05");
  expect_decimal(0.1 + 0.2, 4, "0.3");
  expect_decimal(1e300, 4, "1000000000");
  expect_decimal(-1e300, 4, "-1000000000");
  expect_decimal((double)NAN, 4, "0");
  expect_decimal((double)INFINITY, 4, "0");
}

static void decimals_are_those_of_printf(void **state) {
  (void)state;
  for (int i = 0; i < 10000; i++) {
    double value = i / 10000.0;
    char expected[32];
    int n = snprintf(expected, sizeof expected, "%.4f", value);
    while (expected[n - 1] == '0') n--;
    if (expected[n - 1] == '.') n--;
    expected[n] = '\0';
    expect_decimal(value, 4, expected);
  }
}

static void every_byte_survives_a_string(void **state) {
  (void)state;
  char text[0x90 * 2];
  size_t size = 0;
  for (uint32_t c = 1; c < 0x90; c++) size += wt_utf8_put(c, text + size);
  wt_buffer out = {0};
  wt_json_string(&out, text, size);
  json_t *json = json_loadb(out.data, out.size, JSON_DECODE_ANY, NULL);
  assert_non_null(json);
  assert_int_equal(json_string_length(json), size);
  assert_memory_equal(json_string_value(json), text, size);
  for (size_t i = 0; i < out.size; i++) assert_true((unsigned char)out.data[i] >= 0x20);
  json_decref(json);
  wt_buffer_release(&out);
}

static void separators_are_escaped_and_bad_bytes_replaced(void **state) {
  (void)state;
  wt_buffer out = {0};
  wt_json_text(&out,
               "a\u2028b\u2029c\xC2\x85"
               "d\u20ace\u00e9\n\"\\\x7f");
  wt_buffer_byte(&out, '\0');
  assert_string_equal(out.data, "\"a\\u2028b\\u2029c\\u0085d\u20ace\u00e9\\n\\\"\\\\\x7f\"");
  wt_buffer_clear(&out);
  wt_json_text(&out, "x\x92y\xE2\x80");
  wt_buffer_byte(&out, '\0');
  assert_string_equal(out.data, "\"x\xEF\xBF\xBDy\xEF\xBF\xBD\"");
  wt_buffer_clear(&out);
  wt_json_string(&out, NULL, 0);
  assert_int_equal(out.size, 2);
  wt_buffer_release(&out);
}

/* ---- offsets ------------------------------------------------------------------------ */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static size_t naive(const char *bytes, size_t end, wt_offsets offsets) {
  size_t n = 0, at = 0;
  while (at < end) {
    uint32_t c = wt_utf8_next(bytes, end, &at);
    n += offsets == WT_UTF16 && c > 0xFFFF ? 2 : 1;
  }
  return offsets == WT_BYTE ? end : n;
}

static void offsets_are_those_of_naive_counting(void **state) {
  (void)state;
  static const uint32_t SAMPLES[] = {'a', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF};
  uint32_t seed = 7;
  wt_buffer memory = {0};
  for (int round = 0; round < 300; round++) {
    char text[4 * 300];
    size_t size = 0, n = next_random(&seed) % 300;
    uint32_t spread = 1 + next_random(&seed) % 8; /* from plain ASCII to everything */
    for (size_t i = 0; i < n; i++)
      size += wt_utf8_put(SAMPLES[next_random(&seed) % spread], text + size);
    for (int unit = WT_CODEPOINT; unit <= WT_UTF16; unit++) {
      wt_offset_table table = wt_offset_table_make(text, size, (wt_offsets)unit, &memory);
      for (size_t at = 0;;) {
        assert_int_equal(wt_offset(&table, at), naive(text, at, (wt_offsets)unit));
        if (at == size) break;
        wt_utf8_next(text, size, &at);
      }
    }
  }
  wt_buffer_release(&memory);
}

/* ---- the whole record --------------------------------------------------------------- */

/* JSON numbers compare by value: the writer prints 1.0 as 1. */
static bool same(const json_t *a, const json_t *b) {
  if (json_is_number(a) && json_is_number(b))
    return fabs(json_number_value(a) - json_number_value(b)) < 1e-9;
  if (json_typeof(a) != json_typeof(b)) return false;
  if (json_is_array(a)) {
    if (json_array_size(a) != json_array_size(b)) return false;
    for (size_t i = 0; i < json_array_size(a); i++)
      if (!same(json_array_get(a, i), json_array_get(b, i))) return false;
    return true;
  }
  if (!json_is_object(a)) return json_equal(a, b);
  if (json_object_size(a) != json_object_size(b)) return false;
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)a, key, value) {
    const json_t *other = json_object_get(b, key);
    if (other == NULL || !same(value, other)) return false;
  }
  return true;
}

static const char TITLE[] = "\u00d6nal in \U0001F600 Sochi";
static const char TEXT[] = "ANKARA - Sedat \u00d6nal met \"Putin\".\nTurkish \u2028 end";

static wt_doc *sample_doc(void) {
  static const wt_mention PUTIN[] = {
      {WT_FIELD_TEXT, WT_ZONE_BODY, 26, 31, WT_HOW_GAZETTEER | WT_HOW_MODEL, "longest"}};
  static const wt_mention ONAL[] = {
      {WT_FIELD_TITLE, WT_ZONE_TITLE, 0, 5, WT_HOW_COREFERENCE, "surname"},
      {WT_FIELD_TEXT, WT_ZONE_BODY, 9, 20, WT_HOW_RULE, "title"}};
  static const wt_mention PLACE[] = {
      {WT_FIELD_TEXT, WT_ZONE_DATELINE, 0, 6, WT_HOW_GAZETTEER, "dateline"}};
  static const wt_mention TURKISH[] = {
      {WT_FIELD_TEXT, WT_ZONE_BODY, 34, 41, WT_HOW_GAZETTEER, "longest"}};
  static wt_entity entities[] = {{.type = WT_PERSON,
                                  .id = "wikidata:Q7747",
                                  .key = "k",
                                  .name = "Vladimir Putin",
                                  .subtype = "politician",
                                  .same_as = "ofac:1 phoenix:2",
                                  .country = "RU",
                                  .salience = 0.21,
                                  .score = 0.99,
                                  .mentions = PUTIN,
                                  .n_mentions = 1},
                                 {.type = WT_PERSON,
                                  .key = "person:sedat \u00f6nal",
                                  .name = "Sedat \u00d6nal",
                                  .salience = 1,
                                  .score = 0.12344,
                                  .mentions = ONAL,
                                  .n_mentions = 2},
                                 {.type = WT_PLACE,
                                  .id = "geonames:323786",
                                  .key = "k",
                                  .name = "Ankara",
                                  .subtype = "capital",
                                  .country = "TR",
                                  .has_position = 1,
                                  .lat = 39.91987,
                                  .lon = 32.85427,
                                  .mentions = PLACE,
                                  .n_mentions = 1},
                                 {.type = WT_PLACE,
                                  .id = "geonames:1",
                                  .key = "k",
                                  .name = "Nowhere",
                                  .has_position = 1,
                                  .mentions = PLACE,
                                  .n_mentions = 1},
                                 {.type = WT_MISC,
                                  .id = "wiretag:turkish",
                                  .key = "k",
                                  .name = "Turkish",
                                  .refers_to = "geonames:298795",
                                  .mentions = TURKISH,
                                  .n_mentions = 1}};
  static const char *const PATH[] = {"medtop:16000000"};
  static const wt_reason BECAUSE[] = {{"cease-fire", 0.8, NULL}, {"talks", 0.25006, "talk"}};
  static wt_topic topics[] = {
      {"medtop:16000000", "conflict, war and peace", 0.94, PATH, 1, BECAUSE, 2}};
  static const char *const PLACES[] = {"geonames:323786"};
  static wt_focus focus[] = {{"RU", 0.75, "geonames:524901"}, {"TR", 0.25, NULL}};
  static wt_dateline dateline = {WT_FIELD_TEXT, 0, 6, PLACES, 1};

  wt_doc *doc;
  assert_int_equal(wt_doc_new(&doc, NULL), WT_OK);
  doc->article = (wt_article){.id_json = "12",
                              .id_json_size = 2,
                              .title = TITLE,
                              .title_size = strlen(TITLE),
                              .text = TEXT,
                              .text_size = strlen(TEXT),
                              .published = "2020",
                              .published_size = 4,
                              .file = "a\xFF.jsonl",
                              .line = 3};
  doc->resolved = (wt_resolved){
      .entities = entities, .n = 5, .focus = focus, .n_focus = 2, .dateline = &dateline};
  doc->topics = (wt_topic_list){.items = topics, .n = 1};
  wt_zone zone = {WT_ZONE_TITLE, WT_FIELD_TITLE, 0, (uint32_t)strlen(TITLE)};
  doc->zones.items = wt_grow(NULL, &doc->zones.capacity, 1, sizeof zone);
  doc->zones.items[doc->zones.n++] = zone;
  return doc;
}

/* Code points, worked out by hand. */
static const char EXPECTED[] =
    "{'wiretag':1,'id':12,'source':{'file':'a\uFFFD.jsonl','line':3},'lang':'en',"
    "'title':'\u00d6nal in \U0001F600 Sochi','published':'2020','offsets':'codepoint',"
    "'dateline':{'text':'ANKARA','field':'text','start':0,'end':6,'places':['geonames:323786']},"
    "'focus':[{'country':'RU','score':0.75,'place':'geonames:524901'},"
    "{'country':'TR','score':0.25}],"
    "'entities':["
    "{'id':'wikidata:Q7747','type':'person','name':'Vladimir Putin','salience':0.21,'score':0.99,"
    "'same_as':['ofac:1','phoenix:2'],'subtype':'politician','country':'RU','mentions':["
    "{'field':'text','start':25,'end':30,'text':'Putin','zone':'body','how':'gazetteer+model'}]},"
    "{'id':null,'key':'person:sedat \u00f6nal','type':'person','name':'Sedat "
    "\u00d6nal','salience':1,"
    "'score':0.1234,'mentions':["
    "{'field':'title','start':0,'end':4,'text':'\u00d6nal','zone':'title','how':'coreference'},"
    "{'field':'text','start':9,'end':19,'text':'Sedat \u00d6nal','zone':'body','how':'rule'}]},"
    "{'id':'geonames:323786','type':'place','name':'Ankara','salience':0,'score':0,"
    "'place':{'lat':39.91987,'lon':32.85427,'country':'TR','kind':'capital'},'mentions':["
    "{'field':'text','start':0,'end':6,'text':'ANKARA','zone':'dateline','how':'gazetteer'}]},"
    "{'id':'geonames:1','type':'place','name':'Nowhere','salience':0,'score':0,'mentions':["
    "{'field':'text','start':0,'end':6,'text':'ANKARA','zone':'dateline','how':'gazetteer'}]},"
    "{'id':'wiretag:turkish','type':'misc','name':'Turkish','salience':0,'score':0,"
    "'refers_to':'geonames:298795','mentions':["
    "{'field':'text','start':33,'end':40,'text':'Turkish','zone':'body','how':'gazetteer'}]}],"
    "'topics':[{'id':'medtop:16000000','label':'conflict, war and peace','score':0.94,"
    "'path':['medtop:16000000'],'because':[{'term':'cease-fire','weight':0.8},"
    "{'term':'talks','weight':0.2501,'rule':'talk'}]}],"
    "'zones':[{'zone':'title','field':'title','start':0,'end':15}],"
    "'made_by':{'wiretag':'" WT_VERSION "','gazetteer':null,'recogniser':'rules','topics':null}}";

static void the_record_is_what_jansson_understands(void **state) {
  (void)state;
  char expected[sizeof EXPECTED];
  for (size_t i = 0; i < sizeof EXPECTED; i++)
    expected[i] = EXPECTED[i] == '\'' ? '"' : EXPECTED[i];
  wt_pipeline *pipeline;
  wt_options options = {0};
  assert_int_equal(wt_pipeline_open(&options, &pipeline, NULL), WT_OK);
  wt_doc *doc = sample_doc();
  const char *json;
  size_t size;
  assert_int_equal(wt_doc_json(doc, pipeline, WT_CODEPOINT, &json, &size, NULL), WT_OK);
  assert_null(memchr(json, '\n', size));
  json_t *seen = json_loadb(json, size, JSON_REJECT_DUPLICATES, NULL);
  json_t *wanted = json_loads(expected, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(seen);
  assert_non_null(wanted);
  if (!same(seen, wanted)) {
    char *text = json_dumps(seen, JSON_COMPACT);
    print_error("%s\n", text);
    free(text);
  }
  assert_true(same(seen, wanted));
  /* members stand in the documented order: the compact forms agree up to the numbers */
  const char *key;
  json_t *value;
  void *at = json_object_iter(wanted);
  json_object_foreach(seen, key, value) {
    assert_string_equal(key, json_object_iter_key(at));
    at = json_object_iter_next(wanted, at);
  }
  json_decref(seen);
  json_decref(wanted);
  wt_doc_free(doc);
  wt_pipeline_close(pipeline);
}

static void mentions_are_slices_in_every_unit(void **state) {
  (void)state;
  static const size_t ENDS[] = {30, 31, 30}; /* of "Putin", behind one two-byte letter */
  static const size_t TITLE_ENDS[] = {15, 19, 16};
  wt_pipeline *pipeline;
  wt_options options = {0};
  assert_int_equal(wt_pipeline_open(&options, &pipeline, NULL), WT_OK);
  wt_doc *doc = sample_doc();
  for (int unit = WT_CODEPOINT; unit <= WT_UTF16; unit++) {
    wt_buffer line = {0};
    wt_json_line(&line, doc, pipeline, (wt_offsets)unit);
    json_t *record = json_loadb(line.data, line.size, 0, NULL);
    const json_t *entity = json_array_get(json_object_get(record, "entities"), 0);
    const json_t *mention = json_array_get(json_object_get(entity, "mentions"), 0);
    const json_t *zone = json_array_get(json_object_get(record, "zones"), 0);
    assert_int_equal(json_integer_value(json_object_get(mention, "end")), ENDS[unit]);
    assert_int_equal(json_integer_value(json_object_get(zone, "end")), TITLE_ENDS[unit]);
    assert_string_equal(json_string_value(json_object_get(record, "offsets")),
                        wt_offsets_name((wt_offsets)unit));
    json_decref(record);
    wt_buffer_release(&line);
  }
  wt_doc_free(doc);
  wt_pipeline_close(pipeline);
}

static void an_unknown_unit_is_refused(void **state) {
  (void)state;
  wt_error error = {0};
  wt_doc *doc;
  const char *json = NULL;
  size_t size = 0;
  assert_int_equal(wt_doc_new(&doc, NULL), WT_OK);
  assert_int_equal(wt_doc_json(doc, NULL, (wt_offsets)9, &json, &size, &error), WT_USAGE);
  assert_null(json);
  wt_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimals_are_rounded_and_short),
      cmocka_unit_test(decimals_are_those_of_printf),
      cmocka_unit_test(every_byte_survives_a_string),
      cmocka_unit_test(separators_are_escaped_and_bad_bytes_replaced),
      cmocka_unit_test(offsets_are_those_of_naive_counting),
      cmocka_unit_test(the_record_is_what_jansson_understands),
      cmocka_unit_test(mentions_are_slices_in_every_unit),
      cmocka_unit_test(an_unknown_unit_is_refused),
  };
  return cmocka_run_group_tests_name("json_line", tests, NULL, NULL);
}
