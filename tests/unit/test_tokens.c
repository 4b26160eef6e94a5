/* test_tokens.c - words: the examples of the contract, then properties on random text. */
#include <time.h>

#include "base/mem.h"
#include "text/tokens.h"
#include "token_checks.h"
#include "unit.h"

/* The tokens of a text, joined by "|"; borrowed until the next call. */
static const char *split(const char *text) {
  static char joined[4096];
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &t, NULL), WT_OK);
  const char *fault = token_fault(&t, NULL, 0);
  if (fault != NULL) fail_msg("%s: %s", text, fault);
  size_t n = 0;
  for (size_t i = 0; i < t.n; i++)
    n += (size_t)snprintf(joined + n, sizeof joined - n, "%s%.*s", i == 0 ? "" : "|",
                          (int)(t.tokens[i].end - t.tokens[i].start), text + t.tokens[i].start);
  joined[n] = '\0';
  wt_tokens_release(&t);
  return joined;
}

/* Rows of text and its tokens. */
typedef struct row {
  const char *text, *tokens;
} row;

#define CHECK(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void check_rows(const row *rows, size_t n) {
  for (size_t i = 0; i < n; i++) assert_string_equal(split(rows[i].text), rows[i].tokens);
}

static void possessives_are_tokens_of_their_own(void **state) {
  (void)state;
  static const row rows[] = {
      {"Turkey's envoy", "Turkey|'s|envoy"},
      {"Obama’s plan", "Obama|’s|plan"},
      {"TURKEY'S ENVOY", "TURKEY|'S|ENVOY"},
      {"James's", "James|'s"},
      {"Alexis' car", "Alexis|'|car"},
      {"’Obama’", "’|Obama|’"},
      {"“Obama”", "“|Obama|”"},
      {"the 1990's", "the|1990|'s"},
      {"the U.S.'s plan", "the|U.S.|'s|plan"},
      {"it's they'll I'm He'd", "it|'s|they|'ll|I|'m|He|'d"},
  };
  CHECK(rows);
}

static void turkish_suffixes_are_tokens_of_their_own(void **state) {
  (void)state;
  static const row rows[] = {
      {"TBMM'de", "TBMM|'de"},   {"Ankara'da", "Ankara|'da"},   {"Erdoğan’ın", "Erdoğan|’ın"},
      {"NATO'nun", "NATO|'nun"}, {"Türkiye'ye", "Türkiye|'ye"}, {"İstanbul'dan", "İstanbul|'dan"},
      {"2020'de", "2020|'de"},   {"İZMİR'DE", "İZMİR'DE"},      {"Londra'daki", "Londra|'daki"},
      {"Tahran'a", "Tahran|'a"},
  };
  CHECK(rows);
}

static void apostrophes_inside_names_and_contractions_stay(void **state) {
  (void)state;
  static const row rows[] = {
      {"O'Brien D'Souza", "O'Brien|D'Souza"},
      {"l'Élysée d’Estaing", "l'Élysée|d’Estaing"},
      {"don't can’t Don't", "don't|can’t|Don't"},
      {"Sana'a Shi'ite Hawai'i", "Sana'a|Shi'ite|Hawai'i"},
      {"Qur'an Xi'an Be'er", "Qur'an|Xi'an|Be'er"},
      {"rock'n'roll", "rock'n'roll"},
      {"L'Oréal's", "L'Oréal|'s"},
      {"Oʻzbekiston", "Oʻzbekiston"},
      {"y'all", "y'all"},
  };
  CHECK(rows);
}

static void initials_and_acronyms_keep_their_period(void **state) {
  (void)state;
  static const row rows[] = {
      {"J. K. Rowling", "J.|K.|Rowling"},
      {"J.K. Rowling", "J.K.|Rowling"},
      {"J.K.Rowling", "J.K.|Rowling"},
      {"the U.S. and the U.N.", "the|U.S.|and|the|U.N."},
      {"TROY, N.C. (AP)", "TROY|,|N.C.|(|AP|)"},
      {"at 5 p.m. today", "at|5|p.m.|today"},
      {"É. Zola", "É.|Zola"},
      {"Plan B...", "Plan|B|.|.|."},
      {"a U.S.-based firm", "a|U.S.|-|based|firm"},
      {"Washington D.C.", "Washington|D.C."},
  };
  CHECK(rows);
}

static void abbreviations_keep_their_period(void **state) {
  (void)state;
  static const row rows[] = {
      {"St. Louis", "St.|Louis"},
      {"Gen. Smith", "Gen.|Smith"},
      {"GEN. SMITH", "GEN.|SMITH"},
      {"a new gen. of", "a|new|gen|.|of"},
      {"Acme Inc. Then", "Acme|Inc.|Then"},
      {"on Feb. 18", "on|Feb.|18"},
      {"Mar. 3 at Del Mar.", "Mar.|3|at|Del|Mar|."},
      {"No. 10 said no. No.", "No.|10|said|no|.|No|."},
      {"Jackson, Miss., near", "Jackson|,|Miss.|,|near"},
      {"a hit or Miss. Then", "a|hit|or|Miss|.|Then"},
      {"Smith (R-Mass.) said", "Smith|(|R|-|Mass.|)|said"},
      {"Ali vs. Frazier, etc.", "Ali|vs.|Frazier|,|etc."},
      {"Mr.Smith", "Mr.|Smith"},
      {"a Ph.D. from", "a|Ph.D.|from"},
  };
  CHECK(rows);
}

static void hyphens_slashes_and_dashes_separate(void **state) {
  (void)state;
  static const row rows[] = {
      {"de-escalation", "de|-|escalation"},
      {"Port-au-Prince", "Port|-|au|-|Prince"},
      {"Russian-Turkish", "Russian|-|Turkish"},
      {"ANKARA/MOSCOW", "ANKARA|/|MOSCOW"},
      {"Plymouth—Kingston", "Plymouth|—|Kingston"},
      {"2-0", "2|-|0"},
      {"Al -Ahram", "Al|-|Ahram"},
      {"Hello,world cheers,Evan", "Hello|,|world|cheers|,|Evan"},
      {"TIME:Noon", "TIME|:|Noon"},
      {"to Munich.Assistant", "to|Munich|.|Assistant"},
      {"1996-12-06", "1996|-|12|-|06"},
  };
  CHECK(rows);
}

static void numbers_stay_whole(void **state) {
  (void)state;
  static const row rows[] = {
      {"10,000 3.5 1990s", "10,000|3.5|1990s"}, {"the 4TH 28M", "the|4TH|28M"},
      {"$3.5m, 50%", "$|3.5m|,|50|%"},          {"12:30", "12|:|30"},
      {"£1,234.56.", "£|1,234.56|."},           {"١٩٩٠ ½", "١٩٩٠|½"},
  };
  CHECK(rows);
}

static void other_scripts_follow_the_standard(void **state) {
  (void)state;
  static const row rows[] = {
      {"日本経済", "日|本|経|済"},
      {"カタカナ", "カタカナ"},
      {"Москва и Київ", "Москва|и|Київ"},
      {"Pa\u00ADlu nai\u0308ve", "Pa\u00ADlu|nai\u0308ve"},
      {"می\u200Cخواهم", "می\u200Cخواهم"},
      {"New\u00A0York", "New|York"},
      {"a\u200Bb 10\u202F000", "a|b|10|000"},
      {"👩‍👩‍👧 🇹🇷🇷🇺 ⚠️", "👩‍👩‍👧|🇹🇷|🇷🇺|⚠️"},
      {"\u0420aris", "\u0420aris"},
      {"\uFEFFHello", "Hello"},
  };
  CHECK(rows);
}

/* Runs a text and returns its token with these bytes; the array is borrowed until the next call. */
static wt_token find(const char *text, const char *word) {
  static wt_tokens t;
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &t, NULL), WT_OK);
  wt_token found = {0};
  for (size_t i = 0; i < t.n; i++)
    if (t.tokens[i].end - t.tokens[i].start == strlen(word) &&
        memcmp(text + t.tokens[i].start, word, strlen(word)) == 0)
      found = t.tokens[i];
  if (found.end == 0) fail_msg("%s: no token %s", text, word);
  wt_tokens_release(&t);
  return found;
}

static void kinds_and_cases_are_told_apart(void **state) {
  (void)state;
  static const struct {
    const char *word;
    wt_token_kind kind;
    wt_case letter_case;
  } rows[] = {
      {"turkey", WT_TOKEN_WORD, WT_CASE_LOWER},
      {"Turkey", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"TURKEY", WT_TOKEN_WORD, WT_CASE_UPPER},
      {"iPhone", WT_TOKEN_WORD, WT_CASE_MIXED},
      {"McCain", WT_TOKEN_WORD, WT_CASE_MIXED},
      {"J.", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"U.S.", WT_TOKEN_WORD, WT_CASE_UPPER},
      {"A", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"Önal", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"ÖNAL", WT_TOKEN_WORD, WT_CASE_UPPER},
      {"日", WT_TOKEN_WORD, WT_CASE_NONE},
      {"1990s", WT_TOKEN_WORD, WT_CASE_LOWER},
      {"28M", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"G20", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"10,000", WT_TOKEN_NUMBER, WT_CASE_NONE},
      {"7", WT_TOKEN_NUMBER, WT_CASE_NONE},
      {"$", WT_TOKEN_PUNCT, WT_CASE_NONE},
      {"“", WT_TOKEN_PUNCT, WT_CASE_NONE},
      {"٣", WT_TOKEN_NUMBER, WT_CASE_NONE},
      {"\u02BC", WT_TOKEN_PUNCT, WT_CASE_NONE},
      {"Internationalisation", WT_TOKEN_WORD, WT_CASE_INITIAL},
      {"abcdefghIjklmnop", WT_TOKEN_WORD, WT_CASE_MIXED},
      {"ABCDEFGHIJKLMNOPQ", WT_TOKEN_WORD, WT_CASE_UPPER},
      {"12345678A", WT_TOKEN_WORD, WT_CASE_INITIAL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    wt_token token = find(rows[i].word, rows[i].word);
    if (token.kind != rows[i].kind || token.letter_case != rows[i].letter_case)
      fail_msg("%s: kind %u case %u", rows[i].word, token.kind, token.letter_case);
  }
}

static void flags_tell_what_stands_around(void **state) {
  (void)state;
  assert_true(find("de-escalation", "escalation").flags & WT_HYPHENATED);
  assert_true(find("Plymouth—Kingston", "Kingston").flags & WT_HYPHENATED);
  assert_false(find("Al -Ahram", "Ahram").flags & WT_HYPHENATED);
  assert_false(find("Al- Ahram", "Ahram").flags & WT_HYPHENATED);
  assert_false(find("-5", "5").flags & WT_HYPHENATED);
  assert_true(find("Turkey's", "'s").flags & WT_SUFFIX);
  assert_true(find("Alexis' car", "'").flags & WT_SUFFIX);
  assert_false(find("'the Turks' said", "Turks").flags & WT_SUFFIX);
  assert_true(find("the U.S.", "U.S.").flags & WT_PERIOD);
  assert_false(find("the end.", "end").flags & WT_PERIOD);
  unsigned line = find("one\ntwo", "two").flags;
  assert_true(line & WT_LINE_BEFORE && !(line & WT_PARAGRAPH_BEFORE));
  assert_true(find("one\n \ntwo", "two").flags & WT_PARAGRAPH_BEFORE);
  assert_false(find("one\r\ntwo", "two").flags & WT_PARAGRAPH_BEFORE);
  assert_true(find("one\r\n\r\ntwo", "two").flags & WT_PARAGRAPH_BEFORE);
  assert_true(find("one\u2029two", "two").flags & WT_PARAGRAPH_BEFORE);
  assert_true(find("one", "one").flags & WT_PARAGRAPH_BEFORE);
  assert_true(find("New\u00A0York", "York").flags & WT_SPACE_BEFORE);
}

/* A closing quote behind an s is no possessive when the quote was opened before. */
static void a_closing_quote_is_no_suffix(void **state) {
  (void)state;
  wt_tokens t = {0};
  const char text[] = "'the Turks' said";
  assert_int_equal(wt_tokenize(text, sizeof text - 1, NULL, 0, &t, NULL), WT_OK);
  for (size_t i = 0; i < t.n; i++) assert_false(t.tokens[i].flags & WT_SUFFIX);
  wt_tokens_release(&t);
}

static void addresses_are_marked(void **state) {
  (void)state;
  static const struct {
    const char *text, *word;
    bool marked;
  } rows[] = {
      {"see http://example.com/Ankara?q=1, please", "Ankara", true},
      {"see http://example.com/Ankara?q=1, please", "http", true},
      {"see http://example.com/Ankara?q=1, please", ",", false},
      {"(https://t.co/x) Ankara", ")", false},
      {"https://en.wikipedia.org/wiki/Georgia_(country) is", ")", true},
      {"www.reuters.com/World", "World", true},
      {"bit.ly/2abc", "2abc", true},
      {"mail john.doe@news.example.org. Ok", "john.doe", true},
      {"mail john.doe@news.example.org. Ok", ".", false},
      {"by @BBCNews today", "BBCNews", true},
      {"#MeToo today", "MeToo", true},
      {"# 1 and #1", "1", false},
      {"Znak.com wrote", "Znak.com", false},
      {"Russia/Turkey talks", "Turkey", false},
      {"and/or", "or", false},
      {"U.S./China", "China", false},
      {"fun @ Wembley", "Wembley", false},
      {"a@b", "b", false},
      {"://", ":", false},
      {"www.", "www", false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (((find(rows[i].text, rows[i].word).flags & WT_IN_ADDRESS) != 0) != rows[i].marked)
      fail_msg("%s: %s", rows[i].text, rows[i].word);
}

static void zones_reach_the_tokens(void **state) {
  (void)state;
  const char text[] = "ANKARA Turkey said yes";
  const wt_zone zones[] = {{WT_ZONE_DATELINE, WT_FIELD_TEXT, 0, 7},
                           {WT_ZONE_BODY, WT_FIELD_TEXT, 7, sizeof text - 1}};
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(text, sizeof text - 1, zones, 2, &t, NULL), WT_OK);
  assert_int_equal(t.n, 4);
  assert_int_equal(t.tokens[0].zone, WT_ZONE_DATELINE);
  assert_int_equal(t.tokens[1].zone, WT_ZONE_BODY);
  assert_int_equal(t.n_sentences, 2);
  assert_null(token_fault(&t, zones, 2));
  wt_tokens_release(&t);
}

static void an_empty_field_has_no_tokens(void **state) {
  (void)state;
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(NULL, 0, NULL, 0, &t, NULL), WT_OK);
  assert_int_equal(t.n + t.n_sentences, 0);
  assert_int_equal(wt_tokenize(" \n\t\u00A0\u0301", 7, NULL, 0, &t, NULL), WT_OK);
  assert_int_equal(t.n + t.n_sentences, 0);
  wt_tokens_release(&t);
}

static void a_field_over_the_limit_is_refused(void **state) {
  (void)state;
  wt_tokens t = {0};
  wt_error error = {0};
  assert_int_equal(wt_tokenize("", ((size_t)1 << 30) + 1, NULL, 0, &t, &error), WT_TOO_LARGE);
  assert_int_equal(error.status, WT_TOO_LARGE);
}

/* ---- properties ---------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

static const char *const pieces[] = {
    "a",      "Turkey",   "U.S.",    "'s",     "’s",     " ",    "  ",         "\n",   "\n\n",
    ". ",     ".",        ",",       "'",      "’",      "“",    "-",          "—",    "İ",
    "ß",      "\u0301",   "\u00AD",  "\u200D", "日",     "カ",   "ก",          "😀",    "🇹🇷",
    "1",      "10,000",   "3.5",     "p.m.",   "Gen.",   "Inc.", "http://x.y", "@a",   "#b",
    "…",      "?",        "!",       ")",      "(",      "[1]",  "_",          ":",    "/",
    "Abc",    "ABCDEFGH", "ijklmno", "\r\n",   "\u2029", "א",    "\"",         "x.Yz", "\u200B",
    "\uFEFF", "ﷺ",        "；",      "．",     "ʼ",      "\x01"};

static void random_text_keeps_every_promise(void **state) {
  (void)state;
  uint64_t seed = 11;
  wt_buffer text = {0};
  wt_tokens t = {0};
  for (int round = 0; round < 20000; round++) {
    wt_buffer_clear(&text);
    for (uint64_t n = next_random(&seed) % 40; n > 0; n--)
      wt_buffer_text(&text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
    uint32_t cut = text.size == 0 ? 0 : (uint32_t)(next_random(&seed) % text.size);
    const wt_zone zones[] = {{WT_ZONE_TEASER, WT_FIELD_TEXT, 0, cut},
                             {WT_ZONE_QUOTE, WT_FIELD_TEXT, cut, (uint32_t)text.size}};
    size_t n_zones = round % 2 == 0 ? 0 : 2;
    assert_int_equal(wt_tokenize(text.data, text.size, zones, n_zones, &t, NULL), WT_OK);
    const char *fault = token_fault(&t, zones, n_zones);
    if (fault != NULL) fail_msg("%s in \"%.*s\"", fault, (int)text.size, text.data);
  }
  wt_buffer_release(&text);
  wt_tokens_release(&t);
}

static void random_bytes_repaired_keep_every_promise(void **state) {
  (void)state;
  uint64_t seed = 5;
  char bytes[200];
  wt_buffer text = {0};
  wt_tokens t = {0};
  for (int round = 0; round < 20000; round++) {
    size_t n = next_random(&seed) % sizeof bytes;
    for (size_t i = 0; i < n; i++) {
      uint64_t wide = next_random(&seed) % 3;
      bytes[i] = (char)(wide == 0 ? next_random(&seed) : next_random(&seed) % 128);
    }
    wt_buffer_clear(&text);
    wt_utf8_repair(bytes, n, &text);
    assert_int_equal(wt_tokenize(text.data, text.size, NULL, 0, &t, NULL), WT_OK);
    const char *fault = token_fault(&t, NULL, 0);
    if (fault != NULL) fail_msg("%s in \"%.*s\"", fault, (int)text.size, text.data);
  }
  wt_buffer_release(&text);
  wt_tokens_release(&t);
}

/* A used object gives the same tokens as a fresh one, wherever the bytes lie. */
static void tokens_do_not_depend_on_what_was_tokenized_before(void **state) {
  (void)state;
  const char text[] = "x Gen. Erdoğan's U.S.-based aide said: “No.” Then he left Ankara'da.";
  char moved[sizeof text + 8];
  wt_tokens used = {0}, fresh = {0};
  assert_int_equal(wt_tokenize("Some other text, longer. \n\n Yes", 31, NULL, 0, &used, NULL), 0);
  for (size_t shift = 0; shift < 8; shift++) {
    memcpy(moved + shift, text, sizeof text);
    assert_int_equal(wt_tokenize(moved + shift, sizeof text - 1, NULL, 0, &used, NULL), WT_OK);
    assert_int_equal(wt_tokenize(text, sizeof text - 1, NULL, 0, &fresh, NULL), WT_OK);
    assert_int_equal(used.n, fresh.n);
    assert_memory_equal(used.tokens, fresh.tokens, fresh.n * sizeof *fresh.tokens);
    assert_int_equal(used.n_sentences, fresh.n_sentences);
  }
  wt_tokens_release(&used);
  wt_tokens_release(&fresh);
}

static void words_of_every_length_fold_and_hash_right(void **state) {
  (void)state;
  wt_tokens t = {0};
  static char text[2200];
  for (size_t n = 1; n < 1100; n++) {
    for (int kind = 0; kind < 3; kind++) {
      for (size_t i = 0; i < n; i++) text[i] = (char)(i % 7 == 0 ? 'A' + i % 26 : 'a' + i % 26);
      size_t size = n;
      if (kind == 1) size += (size_t)snprintf(text + n, 4, " b");
      if (kind == 2) size += (size_t)snprintf(text + n, 4, "é");
      assert_int_equal(wt_tokenize(text, size, NULL, 0, &t, NULL), WT_OK);
      const char *fault = token_fault(&t, NULL, 0);
      if (fault != NULL) fail_msg("%s at length %zu, kind %d", fault, n, kind);
    }
  }
  wt_tokens_release(&t);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double best_time(const char *text, size_t size, wt_tokens *t) {
  double best = 1e9;
  for (int i = 0; i < 3; i++) {
    double start = seconds();
    assert_int_equal(wt_tokenize(text, size, NULL, 0, t, NULL), WT_OK);
    double spent = seconds() - start;
    if (spent < best) best = spent;
  }
  return best;
}

/* Eight times the text may take at most 24 times the time, or 20 ms: quadratic work would take
 * 64 times as long, and noise on a busy machine stays far below a factor of three. */
static void hostile_text_takes_linear_time(void **state) {
  (void)state;
  static const char *const units[] = {
      "a",   ".",    "a'", "U.S.",   "\u0301",  "'",     "’s",    "a.Aa",    "@a.b", "a@",
      "://", "#",    "(",  ").",     ". ,",     "…",     "\n",    "a\n",     "_",    "a_",
      "1,",  "www.", "!",  "日",     "😀\u200D", "🇹",     "Gen. ", "A.",      "a:",   "a/",
      "\"",  ".\"",  " ",  "\u00A0", "ʼ",       "Ab'de", "[1]",   "a\u0301", ".[1]", "x.y/"};
  enum { SMALL = 1 << 17, TIMES = 8 };
  char *text = wt_malloc((size_t)SMALL * TIMES);
  wt_tokens t = {0};
  assert_non_null(text);
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t n = strlen(units[i]), size = SMALL / n * n;
    for (size_t at = 0; at + n <= size * TIMES; at += n) memcpy(text + at, units[i], n);
    double small = best_time(text, size, &t), large = best_time(text, size * TIMES, &t);
    if (large > 0.020 && large > 3 * TIMES * small)
      fail_msg("\"%s\" repeated: %g s, %d times as much: %g s", units[i], small, TIMES, large);
  }
  wt_free(text);
  wt_tokens_release(&t);
}

static void a_word_of_300000_letters_is_one_token(void **state) {
  (void)state;
  enum { LETTERS = 300000 };
  char *text = wt_malloc(LETTERS);
  wt_tokens t = {0};
  assert_non_null(text);
  memset(text, 'x', LETTERS);
  assert_int_equal(wt_tokenize(text, LETTERS, NULL, 0, &t, NULL), WT_OK);
  assert_int_equal(t.n, 1);
  assert_int_equal(t.tokens[0].end, LETTERS);
  assert_int_equal(t.tokens[0].fold_size, 1024);
  assert_null(token_fault(&t, NULL, 0));
  wt_free(text);
  wt_tokens_release(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(possessives_are_tokens_of_their_own),
      cmocka_unit_test(turkish_suffixes_are_tokens_of_their_own),
      cmocka_unit_test(apostrophes_inside_names_and_contractions_stay),
      cmocka_unit_test(initials_and_acronyms_keep_their_period),
      cmocka_unit_test(abbreviations_keep_their_period),
      cmocka_unit_test(hyphens_slashes_and_dashes_separate),
      cmocka_unit_test(numbers_stay_whole),
      cmocka_unit_test(other_scripts_follow_the_standard),
      cmocka_unit_test(kinds_and_cases_are_told_apart),
      cmocka_unit_test(flags_tell_what_stands_around),
      cmocka_unit_test(a_closing_quote_is_no_suffix),
      cmocka_unit_test(addresses_are_marked),
      cmocka_unit_test(zones_reach_the_tokens),
      cmocka_unit_test(an_empty_field_has_no_tokens),
      cmocka_unit_test(a_field_over_the_limit_is_refused),
      cmocka_unit_test(random_text_keeps_every_promise),
      cmocka_unit_test(random_bytes_repaired_keep_every_promise),
      cmocka_unit_test(tokens_do_not_depend_on_what_was_tokenized_before),
      cmocka_unit_test(words_of_every_length_fold_and_hash_right),
      cmocka_unit_test(hostile_text_takes_linear_time),
      cmocka_unit_test(a_word_of_300000_letters_is_one_token),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
