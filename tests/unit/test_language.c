/* test_language.c - English or not. */
#include "text/language.h"
#include "unit.h"

static bool english(const char *text) {
  wt_tokens tokens = {0};
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &tokens, NULL), WT_OK);
  bool answer = wt_looks_english(&tokens, 1);
  wt_tokens_release(&tokens);
  return answer;
}

static void english_prose_is_english(void **state) {
  (void)state;
  assert_true(
      english("The mayor said on Tuesday that the bridge would be closed for a month, because "
              "two of its piers have moved. Buses are going to run from both ends, and the "
              "ferry is free for those who live on the island."));
}

static void other_languages_are_not(void **state) {
  (void)state;
  assert_false(
      english("Der Bundesrat hat am Mittwoch beschlossen, die neue Regelung in der Schweiz "
              "erst im kommenden Jahr einzuführen. Die Kantone hatten sich zuvor gegen die "
              "Vorlage ausgesprochen, und auch die Parteien waren nicht zufrieden damit."));
  assert_false(
      english("Ankara'da düzenlenen toplantıda yeni ekonomi programını açıkladı. Toplantıya "
              "bakanlar ve çok sayıda milletvekili katıldı; görüşmelerin süreceğini söyledi "
              "ve telefonda görüşeceğini belirtti. Yeni program gelecek hafta mecliste ele "
              "alınacak, daha sonra kamuoyuna sunulacak ve uygulanmaya başlanacak."));
  assert_false(
      english("Le président a annoncé mardi que la France allait renforcer son aide. Selon le "
              "gouvernement, cette aide comprendra des véhicules et des munitions. Les "
              "députés de la gauche ont critiqué cette décision."));
  assert_false(
      english("Президент заявил во вторник, что страна увеличит помощь соседям. По словам "
              "правительства, эта помощь включает машины и боеприпасы. Депутаты левых партий "
              "раскритиковали это решение, а сенат ещё должен обсудить новый закон завтра."));
}

static void a_short_text_a_table_or_a_list_of_names_passes_for_english(void **state) {
  (void)state;
  assert_true(english(""));
  assert_true(english("Regelung in der Schweiz"));
  char table[4096] = "";
  for (int i = 0; i < 60; i++) strcat(table, "Shr 12 cts vs 10 cts, net 9 mln, revs 40 mln. ");
  assert_true(english(table));
  char names[4096] = "";
  for (int i = 0; i < 60; i++) strcat(names, "Chelsea 2 Arsenal 1, Celtic 0 Rangers 0. ");
  assert_true(english(names));
}

static void a_tag_names_english_with_or_without_a_region(void **state) {
  (void)state;
  assert_true(wt_is_english_tag("en", 2));
  assert_true(wt_is_english_tag("EN-GB", 5));
  assert_false(wt_is_english_tag("de", 2));
  assert_false(wt_is_english_tag("enm", 3)); /* Middle English */
  assert_false(wt_is_english_tag("", 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english_prose_is_english), cmocka_unit_test(other_languages_are_not),
      cmocka_unit_test(a_short_text_a_table_or_a_list_of_names_passes_for_english),
      cmocka_unit_test(a_tag_names_english_with_or_without_a_region)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
