/* test_stem.c - stems, their cache, and the languages. */
#include "base/hash.h"
#include "base/mem.h"
#include "text/stem.h"
#include "unit.h"

static wt_stemmer *stemmer_for(const char *lang) {
  wt_stemmer *stemmer = NULL;
  assert_int_equal(wt_stemmer_new(lang, &stemmer, NULL), WT_OK);
  return stemmer;
}

/* Checks one stem and that its hash is the hash of its bytes. */
static void assert_stem(wt_stemmer *stemmer, const char *word, const char *expected) {
  const char *stem = NULL;
  size_t size = 0;
  uint64_t hash = 0;
  size_t n = strlen(word);
  assert_int_equal(wt_stem(stemmer, word, n, wt_hash(word, n), &stem, &size, &hash, NULL), WT_OK);
  char text[128];
  snprintf(text, sizeof text, "%.*s", (int)size, stem);
  assert_string_equal(text, expected);
  assert_true(hash == wt_hash(expected, strlen(expected)));
}

static void english_words_of_one_family_share_a_stem(void **state) {
  (void)state;
  wt_stemmer *stemmer = stemmer_for("en");
  assert_stem(stemmer, "negotiations", "negoti");
  assert_stem(stemmer, "negotiation", "negoti");
  assert_stem(stemmer, "negotiating", "negoti");
  assert_stem(stemmer, "elections", "elect");
  assert_stem(stemmer, "news", "news");
  wt_stemmer_free(stemmer);
}

static void asking_again_gives_the_same_stem(void **state) {
  (void)state;
  wt_stemmer *stemmer = stemmer_for("en-US");
  for (int i = 0; i < 3; i++) {
    assert_stem(stemmer, "fighters", "fighter");
    assert_stem(stemmer, "fighting", "fight");
  }
  wt_stemmer_free(stemmer);
}

/* The cache compares bytes: a wrong answer for an equal hash must not come out of it. */
static void a_colliding_hash_does_not_confuse_words(void **state) {
  (void)state;
  wt_stemmer *stemmer = stemmer_for("en");
  const char *stem = NULL;
  size_t size = 0;
  uint64_t hash = 0;
  assert_int_equal(wt_stem(stemmer, "cities", 6, 42, &stem, &size, &hash, NULL), WT_OK);
  assert_int_equal(wt_stem(stemmer, "armies", 6, 42, &stem, &size, &hash, NULL), WT_OK);
  assert_int_equal(size, 4);
  assert_memory_equal(stem, "armi", 4);
  for (int i = 0; i < 4; i++) { /* both stay, and a third one pushes the older out */
    static const char *const words[] = {"cities", "armies", "ladies", "cities"};
    assert_int_equal(wt_stem(stemmer, words[i], 6, 42, &stem, &size, &hash, NULL), WT_OK);
    assert_int_equal(size, 4);
    assert_memory_equal(stem, words[i], 3);
  }
  wt_stemmer_free(stemmer);
}

static void more_words_than_slots_keep_their_stems(void **state) {
  (void)state;
  wt_stemmer *stemmer = stemmer_for("en");
  char word[32], expected[32];
  for (int round = 0; round < 2; round++) {
    for (unsigned i = 0; i < 20000; i++) {
      snprintf(word, sizeof word, "x%ux", i);
      memcpy(expected, word, sizeof word);
      assert_stem(stemmer, word, expected);
    }
  }
  wt_stemmer_free(stemmer);
}

static void languages_go_by_their_primary_subtag(void **state) {
  (void)state;
  wt_stemmer *turkish = stemmer_for("tr-TR"), *german = stemmer_for("DE_at");
  assert_stem(turkish, "evlerde", "ev");
  assert_stem(german, "verhandlungen", "verhandl");
  wt_stemmer_free(turkish);
  wt_stemmer_free(german);
}

static void an_unknown_language_leaves_words_alone(void **state) {
  (void)state;
  const char *const none[] = {"xx", "ja", "", "porter", "english", "-", NULL};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    wt_stemmer *stemmer = stemmer_for(none[i]);
    assert_stem(stemmer, "negotiations", "negotiations");
    wt_stemmer_free(stemmer);
  }
}

static void long_and_empty_words_are_their_own_stems(void **state) {
  (void)state;
  wt_stemmer *stemmer = stemmer_for("en");
  char word[100];
  memset(word, 'a', 96);
  memcpy(word + 96, "ing", 4);
  assert_stem(stemmer, word, word);
  assert_stem(stemmer, "", "");
  assert_stem(stemmer, "internationalisations", "internationalis");
  wt_stemmer_free(stemmer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english_words_of_one_family_share_a_stem),
      cmocka_unit_test(asking_again_gives_the_same_stem),
      cmocka_unit_test(a_colliding_hash_does_not_confuse_words),
      cmocka_unit_test(more_words_than_slots_keep_their_stems),
      cmocka_unit_test(languages_go_by_their_primary_subtag),
      cmocka_unit_test(an_unknown_language_leaves_words_alone),
      cmocka_unit_test(long_and_empty_words_are_their_own_stems),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
