/* test_topic_rules.c - topics by rules: what holds, what is refused, and the reasons. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "topic_lab.h"
#include "topics/topic_rules.h"

static lab_reader reader;
static char first_label[100]; /* of the last match */

static int open_lab(void **state) { return lab_open(state); }

static int close_lab(void **state) {
  lab_reader_release(&reader);
  return lab_close(state);
}

/* The topics of an article by rules alone, as "id:rule/term+term id:..."; entities may be NULL. */
static const char *match(const char *rules_text, const char *title, const char *text,
                         const wt_entity *entities, size_t n_entities) {
  static char out[2000];
  const char *path = lab_write("rules.txt", rules_text);
  wt_topic_rules *rules = NULL;
  wt_rule_matcher *matcher = NULL;
  wt_error error = {0};
  size_t size = 0;
  out[0] = '\0';
  assert_int_equal(wt_topic_rules_open(&path, 1, NULL, &rules, &error), WT_OK);
  assert_int_equal(wt_rule_matcher_new(rules, NULL, &matcher, NULL), WT_OK);
  lab_tokenize(&reader, title, text);
  wt_arena_reset(&reader.arena);
  wt_topic_article article = {
      .fields = reader.fields, .entities = entities, .n_entities = n_entities};
  for (int again = 0; again < 2; again++) { /* the scratch must be as new after an article */
    reader.topics = (wt_topic_list){0};
    assert_int_equal(wt_match_topic_rules(matcher, &article, &reader.arena, &reader.topics, NULL),
                     WT_OK);
  }
  for (size_t i = 0; i < reader.topics.n; i++) {
    const wt_topic *t = &reader.topics.items[i];
    size += (size_t)snprintf(out + size, sizeof out - size, "%s%s:%s/", i > 0 ? " " : "", t->id,
                             t->because[0].rule);
    for (size_t k = 0; k < t->n_because; k++)
      size += (size_t)snprintf(out + size, sizeof out - size, "%s%s", k > 0 ? "+" : "",
                               t->because[k].term);
  }
  first_label[0] = '\0';
  if (reader.topics.n > 0)
    snprintf(first_label, sizeof first_label, "%s", reader.topics.items[0].label);
  wt_rule_matcher_free(matcher);
  wt_topic_rules_close(rules);
  return out;
}

static const char *holds(const char *clauses, const char *title, const char *text) {
  char rules[500];
  snprintf(rules, sizeof rules, "topic t\nrule r\n%s\n", clauses);
  return match(rules, title, text, NULL, 0);
}

static void any_all_not_and_least_mean_what_they_say(void **state) {
  (void)state;
  assert_string_equal(holds("any storm, flood", "", "A flood came"), "t:r/flood");
  assert_string_equal(holds("all storm, flood", "", "A flood came"), "");
  assert_string_equal(holds("all storm, flood", "", "A flood and a Storm"), "t:r/Storm+flood");
  assert_string_equal(holds("any storm\nnot flood", "", "A flood and a storm"), "");
  assert_string_equal(holds("any storm\nnot flood", "", "A storm"), "t:r/storm");
  assert_string_equal(holds("least 2 a, b, c", "", "a or c"), "t:r/a+c");
  assert_string_equal(holds("least 2 a, b, c", "", "a or a"), "");
}

static void phrases_keep_their_order_and_look_through_hyphens(void **state) {
  (void)state;
  assert_string_equal(holds("any cease fire", "", "The cease-fire holds"), "t:r/cease-fire");
  assert_string_equal(holds("any cease-fire", "", "They cease fire"), "t:r/cease fire");
  assert_string_equal(holds("any cease fire", "", "The fire will cease"), "");
  assert_string_equal(holds("any cease fire", "", "It will cease. Fire burns"), "");
  assert_string_equal(holds("any storm, storm surge", "", "a storm surge"),
                      "t:r/storm"); /* the same word gives one reason */
}

static void stems_match_every_form_and_words_only_their_own(void **state) {
  (void)state;
  assert_string_equal(holds("any ~strike", "", "Miners are striking"), "t:r/striking");
  assert_string_equal(holds("any strike", "", "Miners are striking"), "");
  assert_string_equal(holds("any ~wage strike", "", "the wages strikes"), "t:r/wages strikes");
}

static void near_counts_words(void **state) {
  (void)state;
  assert_string_equal(holds("near 3 heavy, rain", "", "heavy and cold rain"), "t:r/heavy+rain");
  assert_string_equal(holds("near 3 heavy, rain", "", "heavy and very cold rain"), "");
  assert_string_equal(holds("near 3 heavy, rain", "", "rain, heavy"), "t:r/heavy+rain");
  assert_string_equal(holds("near 9 heavy, rain", "heavy", "rain"), "");
}

static void title_and_body_limit_where_a_clause_looks(void **state) {
  (void)state;
  assert_string_equal(holds("title any storm", "Storm", "Wind"), "t:r/Storm");
  assert_string_equal(holds("title any storm", "Wind", "Storm"), "");
  assert_string_equal(holds("body any storm", "Storm", "Wind"), "");
  assert_string_equal(holds("body all storm", "STORM", "the storm"), "t:r/storm");
}

static void entities_count_by_type_and_by_id(void **state) {
  (void)state;
  const wt_mention mention = {
      .field = WT_FIELD_TEXT, .zone = WT_ZONE_BODY, .start = 3, .end = 10, .rule = ""};
  const wt_entity club = {.type = WT_ORGANIZATION,
                          .id = "wikidata:Q18656",
                          .same_as = "x:1 x:2",
                          .key = "",
                          .name = "",
                          .mentions = &mention,
                          .n_mentions = 1};
  const char *rules =
      "topic a\nrule r\nany id:wikidata:Q18656\ntopic b\nrule r\nall type:organization, won\n"
      "topic c\nrule r\nany id:x:2\ntopic d\nrule r\nany type:place\n";
  assert_string_equal(match(rules, "", "At Man Utd won", &club, 1),
                      "a:r/Man Utd b:r/Man Utd+won c:r/Man Utd");
}

static void a_topic_of_two_rules_is_given_once_with_the_higher_score(void **state) {
  (void)state;
  const char *rules = "topic t Weather\nrule low 0.5\nany rain\nrule high 0.8\nany snow\n";
  assert_string_equal(match(rules, "", "rain and snow", NULL, 0), "t:high/snow+rain");
  assert_true(fabs(reader.topics.items[0].score - 0.8) < 1e-9);
  assert_string_equal(first_label, "Weather");
  assert_int_equal(reader.topics.items[0].n_path, 1);
}

static void every_mistake_is_told_with_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *text;
    unsigned line, column;
  } MISTAKES[] = {
      {"rule r\n", 1, 1},
      {"topic\n", 1, 1},
      {"topic t\nany x\n", 2, 1},
      {"topic t\nrule\n", 2, 1},
      {"topic t\nrule r\nanny x\n", 3, 1},
      {"topic t\nrule r\nany x, , y\n", 3, 8},
      {"topic t\nrule r\nany\n", 3, 4},
      {"topic t\nrule r\nany x, ??\n", 3, 8},
      {"topic t\nrule r\nnear x, y\n", 3, 6},
      {"topic t\nrule r\nleast 3 x, y\n", 3, 1},
      {"topic t\nrule r\nany type:animal\n", 3, 10},
      {"topic t\nrule r 1.5\nany x\n", 2, 8},
      {"topic t\nrule r\nnot x\nrule s\nany y\n", 2, 1},
      {"topic t\nrule r\n", 2, 1},
  };
  for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
    const char *path = lab_write("wrong.txt", MISTAKES[i].text);
    wt_topic_rules *rules = NULL;
    wt_error error = {0};
    assert_int_equal(wt_topic_rules_open(&path, 1, NULL, &rules, &error), WT_BAD_INPUT);
    assert_int_equal(error.line, MISTAKES[i].line);
    assert_int_equal(error.position, MISTAKES[i].column);
    assert_null(rules);
  }
}

static void many_rules_on_many_equal_words_take_no_time(void **state) {
  (void)state;
  static char rules[40000], text[120000];
  size_t size = (size_t)snprintf(rules, sizeof rules, "topic t\n");
  for (int i = 0; i < 500; i++)
    size += (size_t)snprintf(rules + size, sizeof rules - size,
                             "rule r%d\nnear 4 word, word word, ~word\nall x%d\n", i, i);
  for (size_t i = 0; i + 5 < sizeof text; i += 5) memcpy(text + i, "word ", 5);
  assert_string_equal(match(rules, "", text, NULL, 0), "");
}

static void the_shipped_rules_compile_and_hold(void **state) {
  (void)state;
  const char *const path = "models/topics-en.rules";
  wt_topic_rules *rules = NULL;
  wt_rule_matcher *matcher = NULL;
  wt_error error = {0};
  assert_int_equal(wt_topic_rules_open(&path, 1, NULL, &rules, &error), WT_OK);
  assert_int_equal(wt_rule_matcher_new(rules, NULL, &matcher, NULL), WT_OK);
  static const char *const CASES[][3] = {
      {"medtop:09000000", "Dockers on strike", "Union leaders said workers want higher wages."},
      {"medtop:17000000", "", "A blizzard brought winds of 60 mph and ten inches of snow."},
      {"medtop:12000000", "",
       "The Pope met a cardinal at the Vatican and led a prayer in the church."},
      {"medtop:13000000", "", "NASA lost a satellite in orbit around Mars."},
      {NULL, "", "An airstrike hit the workers of a union."},
      {NULL, "", "The pope of pop sang."}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    lab_tokenize(&reader, CASES[i][1], CASES[i][2]);
    wt_arena_reset(&reader.arena);
    reader.topics = (wt_topic_list){0};
    wt_topic_article article = {.fields = reader.fields};
    assert_int_equal(wt_match_topic_rules(matcher, &article, &reader.arena, &reader.topics, NULL),
                     WT_OK);
    assert_int_equal(reader.topics.n, CASES[i][0] != NULL);
    if (CASES[i][0] != NULL) assert_non_null(lab_topic(&reader, CASES[i][0]));
  }
  wt_rule_matcher_free(matcher);
  wt_topic_rules_close(rules);
}

/* A file that is one long line, one deep phrase after the other, or the same rule 10^5 times. */
static void hostile_rule_files_take_linear_time(void **state) {
  (void)state;
  enum { MANY = 100000 };
  char *text = malloc(MANY * 40);
  assert_non_null(text);
  for (int shape = 0; shape < 3; shape++) {
    size_t size = 0;
    if (shape < 2) size += (size_t)sprintf(text, "topic t\nrule r\nany x");
    for (int i = 0; i < MANY; i++)
      size += (size_t)(shape == 0   ? sprintf(text + size, ", a")
                       : shape == 1 ? sprintf(text + size, ", a a a a a a a a a a a a a b")
                                    : sprintf(text + size, "topic t\nrule r\nany a, a b\nnot c\n"));
    const char *path = lab_write("hostile.rules", text);
    wt_topic_rules *rules = NULL;
    wt_error error = {0};
    assert_int_equal(wt_topic_rules_open(&path, 1, NULL, &rules, &error), WT_OK);
    wt_topic_rules_close(rules);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_all_not_and_least_mean_what_they_say),
      cmocka_unit_test(phrases_keep_their_order_and_look_through_hyphens),
      cmocka_unit_test(stems_match_every_form_and_words_only_their_own),
      cmocka_unit_test(near_counts_words),
      cmocka_unit_test(title_and_body_limit_where_a_clause_looks),
      cmocka_unit_test(entities_count_by_type_and_by_id),
      cmocka_unit_test(a_topic_of_two_rules_is_given_once_with_the_higher_score),
      cmocka_unit_test(every_mistake_is_told_with_line_and_column),
      cmocka_unit_test(many_rules_on_many_equal_words_take_no_time),
      cmocka_unit_test(the_shipped_rules_compile_and_hold),
      cmocka_unit_test(hostile_rule_files_take_linear_time),
  };
  return cmocka_run_group_tests(tests, open_lab, close_lab);
}
