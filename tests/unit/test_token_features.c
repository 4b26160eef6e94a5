/* test_token_features.c - what the model sees of words and of their places. */
#include "recognise/token_features.h"

#include "model_lab.h"
#include "unit.h"

enum { MOST = WT_CONTEXT_FEATURES };

/* The word features of the only word of a text, at a place. */
static int word_features(const char *text, int place, uint32_t *out) {
  lab_text t = {0};
  wt_word word;
  lab_read(&t, "", text);
  const wt_tokens *tokens = &t.fields[WT_FIELD_TEXT];
  wt_word_describe(tokens, &tokens->tokens[0], NULL, &word);
  int n = wt_word_features(tokens, &tokens->tokens[0], &word, place, out);
  assert_in_range(n, 1, WT_WORD_FEATURES);
  lab_text_release(&t);
  return n;
}

/* The words around token `at`. */
static void describe_window(const wt_tokens *tokens, uint32_t at, wt_word words[WT_PLACES]) {
  const wt_sentence *sentence = &tokens->sentences[tokens->tokens[at].sentence];
  for (int place = 0; place < WT_PLACES; place++) {
    int64_t u = (int64_t)at + place - WT_WINDOW;
    bool outside = u < sentence->first || u >= sentence->end;
    wt_word_describe(tokens, outside ? NULL : &tokens->tokens[u], NULL, &words[place]);
  }
}

/* The context features of token `at` of the text field. */
static int context_features(const lab_text *t, uint32_t at, uint32_t *out) {
  wt_surroundings s = {0};
  const wt_tokens *tokens = &t->fields[WT_FIELD_TEXT];
  wt_word words[WT_PLACES];
  describe_window(tokens, at, words);
  assert_int_equal(wt_surroundings_fill(&s, t->fields, t->hits, NULL), WT_OK);
  wt_scene scene;
  wt_scene_fill(&s, WT_FIELD_TEXT, at, words, &scene);
  int n = wt_context_features(&scene, out);
  assert_in_range(n, 1, WT_CONTEXT_FEATURES);
  wt_surroundings_release(&s);
  return n;
}

static int common(const uint32_t *a, int n, const uint32_t *b, int m) {
  int same = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      if (a[i] == b[j]) {
        same++;
        break;
      }
  return same;
}

/* ---- words ---------------------------------------------------------------------------- */

static void the_same_word_at_another_place_shares_no_feature(void **state) {
  (void)state;
  uint32_t a[WT_WORD_FEATURES], b[WT_WORD_FEATURES];
  int n = word_features("Bonn", 1, a), m = word_features("Bonn", 3, b);
  assert_int_equal(n, m);
  assert_int_equal(common(a, n, b, m), 0);
}

static void case_is_one_feature_of_many(void **state) {
  (void)state;
  uint32_t a[WT_WORD_FEATURES], b[WT_WORD_FEATURES];
  int n = word_features("Bonn", 2, a), m = word_features("bonn", 2, b);
  int same = common(a, n, b, m);
  assert_true(same >= n - 5); /* surface, shape, long shape and case differ */
  assert_true(same < n);
}

static void the_longest_words_stay_inside_the_room(void **state) {
  (void)state;
  static char word[300001];
  uint32_t out[WT_WORD_FEATURES];
  for (size_t size = 1; size < 60; size++) {
    memset(word, 'a', size);
    word[size] = '\0';
    word_features(word, WT_WINDOW, out);
  }
  memset(word, 'B', 300000);
  word_features(word, WT_WINDOW, out);
  word_features("ÄÖÜßéèê–x", WT_WINDOW, out);
}

static void a_border_is_a_feature_of_its_place(void **state) {
  (void)state;
  uint32_t a[WT_WORD_FEATURES], b[WT_WORD_FEATURES];
  assert_int_equal(wt_word_features(NULL, NULL, NULL, 0, a), 1);
  assert_int_equal(wt_word_features(NULL, NULL, NULL, 4, b), 1);
  assert_int_not_equal(a[0], b[0]);
}

/* ---- places --------------------------------------------------------------------------- */

static void no_feature_is_zero(void **state) {
  (void)state;
  lab_text t = {0};
  uint32_t out[MOST];
  lab_read(&t, "", "Ann met Bob of ACME in Bonn, and Ann left");
  for (uint32_t at = 0; at < t.fields[WT_FIELD_TEXT].n; at++) {
    int n = context_features(&t, at, out);
    for (int i = 0; i < n; i++) assert_int_not_equal(out[i], 0);
  }
  lab_text_release(&t);
}

static void a_listed_name_elsewhere_in_the_article_shows(void **state) {
  (void)state;
  lab_text with = {0}, without = {0};
  uint32_t a[MOST], b[MOST];
  lab_read(&with, "", "Smith left. We saw Ann Smith there.");
  lab_read(&without, "", "Smith left. We saw Ann Smith there.");
  lab_hit(&with, 5, 7, WT_PERSON, false); /* Ann Smith */
  int n = context_features(&with, 0, a), m = context_features(&without, 0, b);
  assert_true(n > m);
  assert_true(common(a, n, b, m) < m);
  lab_text_release(&with);
  lab_text_release(&without);
}

static void the_neighbours_of_the_word_elsewhere_show(void **state) {
  (void)state;
  lab_text a = {0}, b = {0};
  uint32_t x[MOST], y[MOST];
  lab_read(&a, "", "Smith left. We saw Mrs Smith there.");
  lab_read(&b, "", "Smith left. We saw the Smith there.");
  int n = context_features(&a, 0, x), m = context_features(&b, 0, y);
  assert_true(common(x, n, y, m) < n);
  lab_text_release(&a);
  lab_text_release(&b);
}

static void lower_case_elsewhere_shows(void **state) {
  (void)state;
  lab_text a = {0}, b = {0};
  uint32_t x[MOST], y[MOST];
  lab_read(&a, "", "Bank is closed. We saw the bank there.");
  lab_read(&b, "", "Bank is closed. We saw the tank there.");
  int n = context_features(&a, 0, x), m = context_features(&b, 0, y);
  assert_int_equal(n, m);
  assert_true(common(x, n, y, m) < n);
  lab_text_release(&a);
  lab_text_release(&b);
}

static void features_of_every_hit_at_once_stay_inside_the_room(void **state) {
  (void)state;
  lab_text t = {0};
  uint32_t out[MOST];
  lab_read(&t, "", "Ann Ann Ann. Ann Ann Ann.");
  for (uint32_t first = 0; first < 6; first++)
    for (uint32_t end = first + 1; end <= 6; end++)
      for (int type = 0; type < WT_TYPES; type++)
        for (int weak = 0; weak < 2; weak++) {
          lab_hit(&t, first, end, (wt_type)type, false);
          t.hits[WT_FIELD_TEXT].items[t.hits[WT_FIELD_TEXT].n - 1].weak = (uint8_t)weak;
        }
  for (uint32_t at = 0; at < t.fields[WT_FIELD_TEXT].n; at++) context_features(&t, at, out);
  lab_text_release(&t);
}

/* Every pair of tokens of a text with many repetitions: what a key says, the features must say. */
static void scenes_with_equal_keys_have_equal_features(void **state) {
  (void)state;
  lab_text t = {0};
  static wt_word words[64][WT_PLACES];
  static wt_scene scenes[64];
  wt_surroundings s = {0};
  lab_read(&t, "",
           "Ann of Bonn met Bob of Bonn. Bob of Bonn met Ann of Bonn, Bob of Bonn met ANN.");
  lab_hit(&t, 0, 1, WT_PERSON, false);
  lab_hit(&t, 2, 3, WT_PLACE, false);
  lab_hit(&t, 6, 7, WT_PLACE, false);
  const wt_tokens *tokens = &t.fields[WT_FIELD_TEXT];
  assert_int_equal(wt_surroundings_fill(&s, t.fields, t.hits, NULL), WT_OK);
  for (uint32_t i = 0; i < tokens->n; i++) {
    describe_window(tokens, i, words[i]);
    wt_scene_fill(&s, WT_FIELD_TEXT, i, words[i], &scenes[i]);
  }
  int equal[WT_GROUPS] = {0};
  for (int group = 0; group < WT_GROUPS; group++)
    for (uint32_t i = 0; i < tokens->n; i++)
      for (uint32_t j = 0; j < i; j++) {
        wt_group_key a = wt_scene_key(&scenes[i], (wt_group)group);
        wt_group_key b = wt_scene_key(&scenes[j], (wt_group)group);
        if (memcmp(&a, &b, sizeof a) != 0) continue;
        uint32_t x[MOST], y[MOST];
        int n = wt_group_features(&scenes[i], (wt_group)group, x);
        assert_int_equal(n, wt_group_features(&scenes[j], (wt_group)group, y));
        assert_memory_equal(x, y, (size_t)n * sizeof *x);
        equal[group]++;
      }
  for (int group = 0; group < WT_GROUPS; group++) assert_true(equal[group] > 0);
  wt_surroundings_release(&s);
  lab_text_release(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_word_at_another_place_shares_no_feature),
      cmocka_unit_test(case_is_one_feature_of_many),
      cmocka_unit_test(the_longest_words_stay_inside_the_room),
      cmocka_unit_test(a_border_is_a_feature_of_its_place),
      cmocka_unit_test(no_feature_is_zero),
      cmocka_unit_test(a_listed_name_elsewhere_in_the_article_shows),
      cmocka_unit_test(the_neighbours_of_the_word_elsewhere_show),
      cmocka_unit_test(lower_case_elsewhere_shows),
      cmocka_unit_test(features_of_every_hit_at_once_stay_inside_the_room),
      cmocka_unit_test(scenes_with_equal_keys_have_equal_features),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
