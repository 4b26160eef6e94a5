/* test_given_words.c - tokens from words that a corpus has cut. */
#include "text/given_words.h"

#include "base/hash.h"
#include "unit.h"

static const char TEXT[] = "ex-minister O'Neil 's U.S. plan , 27\nCôte slept";
static const wt_given_word WORDS[] = {{0, 11, true},   {12, 18, false}, {19, 21, false},
                                      {22, 26, false}, {27, 31, false}, {32, 33, false},
                                      {34, 36, false}, {37, 42, true},  {43, 48, false}};
enum { N = sizeof WORDS / sizeof *WORDS };

static wt_tokens tokens;

static int make(void **state) {
  (void)state;
  return wt_tokens_from_words(TEXT, sizeof TEXT - 1, WORDS, N, &tokens, NULL) == WT_OK ? 0 : -1;
}

static int release(void **state) {
  (void)state;
  wt_tokens_release(&tokens);
  return 0;
}

static void each_word_is_one_token(void **state) {
  (void)state;
  assert_int_equal(tokens.n, N);
  for (size_t i = 0; i < N; i++) {
    assert_int_equal(tokens.tokens[i].start, WORDS[i].start);
    assert_int_equal(tokens.tokens[i].end, WORDS[i].end);
    assert_int_equal(tokens.tokens[i].zone, WT_ZONE_BODY);
  }
}

static void sentences_are_those_of_the_corpus(void **state) {
  (void)state;
  assert_int_equal(tokens.n_sentences, 2);
  assert_int_equal(tokens.sentences[0].end, 7);
  assert_int_equal(tokens.sentences[1].first, 7);
  assert_int_equal(tokens.sentences[1].end, N);
  for (size_t i = 0; i < N; i++) {
    assert_int_equal(tokens.tokens[i].sentence, i >= 7);
    assert_int_equal((tokens.tokens[i].flags & WT_SENTENCE_START) != 0, i == 0 || i == 7);
  }
}

static void words_have_the_form_that_the_tokenizer_gives_them(void **state) {
  (void)state;
  wt_tokens ours = {0};
  static const char SAME[] = "U.S. plan, 27 Côte slept";
  static const size_t AS[] = {3, 4, 5, 6, 7, 8};
  assert_int_equal(wt_tokenize(SAME, sizeof SAME - 1, NULL, 0, &ours, NULL), WT_OK);
  assert_int_equal(ours.n, 6);
  for (size_t i = 0; i < ours.n; i++) {
    const wt_token *a = &ours.tokens[i], *b = &tokens.tokens[AS[i]];
    assert_true(a->hash == b->hash);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->letter_case, b->letter_case);
    assert_int_equal(a->flags & WT_PERIOD, b->flags & WT_PERIOD);
    assert_int_equal(a->fold_size, b->fold_size);
    assert_memory_equal(wt_token_fold(&ours, a), wt_token_fold(&tokens, b), a->fold_size);
  }
  wt_tokens_release(&ours);
}

static void an_apostrophe_begins_a_suffix(void **state) {
  (void)state;
  assert_true(tokens.tokens[2].flags & WT_SUFFIX);
  assert_false(tokens.tokens[1].flags & WT_SUFFIX);
}

static void no_words_are_no_tokens(void **state) {
  (void)state;
  wt_tokens none = {0};
  assert_int_equal(wt_tokens_from_words("", 0, NULL, 0, &none, NULL), WT_OK);
  assert_int_equal(none.n, 0);
  assert_int_equal(none.n_sentences, 0);
  wt_tokens_release(&none);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_word_is_one_token),
      cmocka_unit_test(sentences_are_those_of_the_corpus),
      cmocka_unit_test(words_have_the_form_that_the_tokenizer_gives_them),
      cmocka_unit_test(an_apostrophe_begins_a_suffix),
      cmocka_unit_test(no_words_are_no_tokens),
  };
  return cmocka_run_group_tests(tests, make, release);
}
