/* test_fold.c - what folds alike, what does not, and the properties over all of Unicode. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "text/fold.h"
#include "text/utf8.h"
#include "unit.h"

static void assert_fold(const char *text, const char *expected) {
  wt_buffer out = {0};
  wt_fold(text, strlen(text), &out);
  wt_buffer_byte(&out, '\0');
  assert_string_equal(out.data, expected);
  wt_buffer_release(&out);
}

static void case_and_accents_do_not_count(void **state) {
  (void)state;
  assert_fold("Erdoğan", "erdogan");
  assert_fold("ERDOĞAN", "erdogan");
  assert_fold("Önal", "onal");
  assert_fold("Élysée", "elysee");
  assert_fold("São", "sao");
  assert_fold("Nguyễn", "nguyen");
  assert_fold("Ångström", "angstrom");
}

static void the_four_turkish_letters_i_are_one(void **state) {
  (void)state;
  assert_fold("İstanbul", "istanbul");
  assert_fold("ISTANBUL", "istanbul");
  assert_fold("Istanbul", "istanbul");
  assert_fold("ıstanbul", "istanbul");
  assert_fold("DİYARBAKIR", "diyarbakir");
  assert_fold("Diyarbakır", "diyarbakir");
  assert_fold("I\u0307", "i"); /* what lower-casing İ leaves behind */
}

static void full_case_folding_holds(void **state) {
  (void)state;
  assert_fold("Straße", "strasse");
  assert_fold("STRASSE", "strasse");
  assert_fold("STRAẞE", "strasse");
  assert_fold("Οδυσσεύς", "οδυσσευσ");
  assert_fold("ΟΔΥΣΣΕΎΣ", "οδυσσευσ");
  assert_fold("Москва", "москва");
}

static void letters_that_names_confuse_fold_together(void **state) {
  (void)state;
  assert_fold("Łódź", "lodz");
  assert_fold("Ørsted", "orsted");
  assert_fold("Ærø", "aero");
  assert_fold("Œuvre", "oeuvre");
  assert_fold("Þór", "thor");
  assert_fold("Guðmundur", "gudmundur");
  assert_fold("Đoković", "dokovic");
  assert_fold("Əliyev", "aliyev");
  assert_fold("Ħal", "hal");
}

static void compatibility_forms_fold_to_what_they_mean(void **state) {
  (void)state;
  assert_fold("Ｒｅｕｔｅｒｓ", "reuters");
  assert_fold("ﬁnance", "finance");
  assert_fold("𝐁𝐁𝐂", "bbc");
  assert_fold("ｶﾞ", "カ\u3099"); /* kana voicing is no accent: ガ is not カ */
  assert_fold("ガ", "カ\u3099");
}

static void apostrophes_periods_and_invisible_characters_vanish(void **state) {
  (void)state;
  assert_fold("O'Brien", "obrien");
  assert_fold("O’Brien", "obrien");
  assert_fold("OʼBrien", "obrien");
  assert_fold("U.S.", "us");
  assert_fold("Shi‘a", "shia");
  assert_fold("Shiʿa", "shia");
  assert_fold("Rusʹ", "rus");
  assert_fold("Pa\u00ADlu", "palu");             /* soft hyphen */
  assert_fold("Pa\u200Dlu\u200C\uFEFF", "palu"); /* ZWJ, ZWNJ, BOM */
  assert_fold("Paral·lel", "parallel");
  assert_fold("", "");
  assert_fold("\u0301", "");
}

static void a_period_between_digits_stays(void **state) {
  (void)state;
  assert_fold("3.5", "3.5");
  assert_fold("10,000", "10,000");
  assert_fold("3.", "3");
  assert_fold(".5", "5");
  assert_fold("v2.0", "v2.0");
  assert_fold("No.5", "no5");
}

static void all_digits_become_ascii(void **state) {
  (void)state;
  assert_fold("١٩٩٠", "1990");
  assert_fold("۱۹۹۰", "1990");
  assert_fold("१९९०", "1990");
  assert_fold("２０２０", "2020");
  assert_fold("٣.٥", "3.5");
}

static void vowel_signs_of_indic_scripts_stay(void **state) {
  (void)state;
  assert_fold("हिन्दी", "हिन्दी");
  assert_fold("กำลัง",
              "กํา"
              "ลัง");
  assert_fold("مُحَمَّد", "محمد"); /* Arabic points go */
  assert_fold("أحمد", "احمد");
  assert_fold("שָׁלוֹם", "שלום");
  assert_fold("محـــمد", "محمد"); /* tatweel */
}

/* Homoglyphs of another script are another word: a security matter, not one of spelling. */
static void scripts_are_not_mixed_up(void **state) {
  (void)state;
  assert_fold("\u0420aris", "\u0440aris"); /* Cyrillic Р */
}

static bool is_scalar(uint32_t c) { return c < 0xD800 || c > 0xDFFF; }

static void folding_twice_is_folding_once_for_every_code_point(void **state) {
  (void)state;
  wt_buffer once = {0}, twice = {0};
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (!is_scalar(c)) continue;
    char bytes[4];
    size_t n = wt_utf8_put(c, bytes);
    wt_buffer_clear(&once);
    wt_buffer_clear(&twice);
    wt_fold(bytes, n, &once);
    wt_fold(once.data, once.size, &twice);
    if (once.size != twice.size || (once.size > 0 && memcmp(once.data, twice.data, once.size) != 0))
      fail_msg("U+%04X", c);
    if (wt_utf8_invalid(once.data, once.size) != once.size) fail_msg("U+%04X: invalid", c);
  }
  wt_buffer_release(&once);
  wt_buffer_release(&twice);
}

static uint64_t next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

/* Fold of every code point = fold of its canonical decomposition: NFC and NFD are one. */
static void composed_and_decomposed_text_fold_alike_for_every_code_point(void **state) {
  (void)state;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
  assert_true(U_SUCCESS(status));
  wt_buffer one = {0}, other = {0}, bytes = {0};
  for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
    UChar units[32];
    int32_t n = is_scalar(c) ? unorm2_getDecomposition(nfd, (UChar32)c, units, 32, &status) : -1;
    if (n < 0) continue;
    wt_buffer_clear(&one), wt_buffer_clear(&other), wt_buffer_clear(&bytes);
    for (int32_t i = 0; i < n;) {
      uint32_t part = units[i++];
      if (U16_IS_LEAD(part)) part = (uint32_t)U16_GET_SUPPLEMENTARY(part, units[i++]);
      char put[4];
      wt_buffer_append(&bytes, put, wt_utf8_put(part, put));
    }
    char put[4];
    wt_fold(put, wt_utf8_put(c, put), &one);
    wt_fold(bytes.data, bytes.size, &other);
    if (one.size != other.size || (one.size > 0 && memcmp(one.data, other.data, one.size) != 0))
      fail_msg("U+%04X", c);
  }
  wt_buffer_release(&one), wt_buffer_release(&other), wt_buffer_release(&bytes);
}

/* Strings, not only single characters: the rule for periods looks at neighbours. */
static void folding_random_strings_twice_is_folding_them_once(void **state) {
  (void)state;
  static const char *const parts[] = {"1", ".", "3", "'",      "A", "ß", "²",  "٣", "\u0301", "½",
                                      "İ", ",", "’", "\u00AD", "①", "ﬁ", "．", "é", "…",      "𝟗"};
  uint64_t seed = 3;
  wt_buffer text = {0}, once = {0}, twice = {0};
  for (int round = 0; round < 50000; round++) {
    wt_buffer_clear(&text), wt_buffer_clear(&once), wt_buffer_clear(&twice);
    for (uint64_t n = next_random(&seed) % 8; n > 0; n--)
      wt_buffer_text(&text, parts[next_random(&seed) % (sizeof parts / sizeof *parts)]);
    wt_fold(text.data, text.size, &once);
    wt_fold(once.data, once.size, &twice);
    if (once.size != twice.size || (once.size > 0 && memcmp(once.data, twice.data, once.size) != 0))
      fail_msg("%.*s: %.*s, %.*s", (int)text.size, text.data, (int)once.size, once.data,
               (int)twice.size, twice.data);
  }
  wt_buffer_release(&text), wt_buffer_release(&once), wt_buffer_release(&twice);
}

static void the_limit_stops_behind_a_whole_code_point(void **state) {
  (void)state;
  wt_buffer out = {0};
  wt_fold_upto("ααααα", 10, 3, &out);
  assert_int_equal(out.size, 4);
  wt_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_and_accents_do_not_count),
      cmocka_unit_test(the_four_turkish_letters_i_are_one),
      cmocka_unit_test(full_case_folding_holds),
      cmocka_unit_test(letters_that_names_confuse_fold_together),
      cmocka_unit_test(compatibility_forms_fold_to_what_they_mean),
      cmocka_unit_test(apostrophes_periods_and_invisible_characters_vanish),
      cmocka_unit_test(a_period_between_digits_stays),
      cmocka_unit_test(all_digits_become_ascii),
      cmocka_unit_test(vowel_signs_of_indic_scripts_stay),
      cmocka_unit_test(scripts_are_not_mixed_up),
      cmocka_unit_test(folding_twice_is_folding_once_for_every_code_point),
      cmocka_unit_test(composed_and_decomposed_text_fold_alike_for_every_code_point),
      cmocka_unit_test(folding_random_strings_twice_is_folding_them_once),
      cmocka_unit_test(the_limit_stops_behind_a_whole_code_point),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
