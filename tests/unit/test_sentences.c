/* test_sentences.c - where sentences end in news. */
#include "base/mem.h"
#include "text/tokens.h"
#include "token_checks.h"
#include "unit.h"

/* The sentences of a text: tokens joined by a space, sentences by " / "; borrowed until the next
 * call. */
static const char *sentences(const char *text) {
  static char joined[8192];
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(text, strlen(text), NULL, 0, &t, NULL), WT_OK);
  const char *fault = token_fault(&t, NULL, 0);
  if (fault != NULL) fail_msg("%s: %s", text, fault);
  size_t n = 0;
  joined[0] = '\0';
  for (size_t i = 0; i < t.n; i++)
    n += (size_t)snprintf(joined + n, sizeof joined - n, "%s%.*s",
                          i == 0                                  ? ""
                          : t.tokens[i].flags & WT_SENTENCE_START ? " / "
                                                                  : " ",
                          (int)(t.tokens[i].end - t.tokens[i].start), text + t.tokens[i].start);
  wt_tokens_release(&t);
  return joined;
}

typedef struct row {
  const char *text, *expected;
} row;

#define CHECK(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void check_rows(const row *rows, size_t n) {
  for (size_t i = 0; i < n; i++) assert_string_equal(sentences(rows[i].text), rows[i].expected);
}

static void full_stops_end_sentences(void **state) {
  (void)state;
  static const row rows[] = {
      {"He moved to Munich. Assistant coach Ali left.",
       "He moved to Munich . / Assistant coach Ali left ."},
      {"Why? Because! Yes.", "Why ? / Because ! / Yes ."},
      {"It rose 3.5 percent. In 2020 it fell.", "It rose 3.5 percent . / In 2020 it fell ."},
      {"He said it. 2020 was bad.", "He said it . / 2020 was bad ."},
      {"He agreed. 22 people saw vol. 3 and fig. 4.",
       "He agreed . / 22 people saw vol. 3 and fig. 4 ."},
      {"moved to Munich.Assistant coach", "moved to Munich . / Assistant coach"},
      {"He left… The end.", "He left … / The end ."},
      {"He left … and came back.", "He left … and came back ."},
      {"日本です。次の文。", "日 本 で す 。 / 次 の 文 。"},
  };
  CHECK(rows);
}

static void titles_and_initials_do_not_end_sentences(void **state) {
  (void)state;
  static const row rows[] = {
      {"Then Gen. Smith met Sen. Jones.", "Then Gen. Smith met Sen. Jones ."},
      {"the book by J. K. Rowling sold", "the book by J. K. Rowling sold"},
      {"near St. Louis on Feb. 18 at No. 10", "near St. Louis on Feb. 18 at No. 10"},
      {"Ali vs. Frazier", "Ali vs. Frazier"},
      {"George W. Bush said", "George W. Bush said"},
      {"He took vitamin C. The doctor agreed.", "He took vitamin C. / The doctor agreed ."},
  };
  CHECK(rows);
}

static void acronyms_and_name_ends_need_evidence(void **state) {
  (void)state;
  static const row rows[] = {
      {"He is in the U.S. The president is not.", "He is in the U.S. / The president is not ."},
      {"The U.S. President spoke.", "The U.S. President spoke ."},
      {"He left the U.S. in May.", "He left the U.S. in May ."},
      {"He joined Acme Inc. Then he left.", "He joined Acme Inc. / Then he left ."},
      {"He joined Acme Inc. Chief Executive Bob said",
       "He joined Acme Inc. Chief Executive Bob said"},
      {"in the U.S. “We won,” he said", "in the U.S. / “ We won , ” he said"},
      {"John Smith Jr. (Republican) said", "John Smith Jr. ( Republican ) said"},
      {"in Beckley, W. Va. The mine", "in Beckley , W. Va. / The mine"},
      {"U.S./China ties", "U.S. / China ties"},
      {"It began at 5 p.m. Police came.", "It began at 5 p.m. / Police came ."},
      {"It began at 5 p.m. Monday.", "It began at 5 p.m. Monday ."},
      {"It began at 5 p.m. EST.", "It began at 5 p.m. EST ."},
      {"John Smith Jr. was born.", "John Smith Jr. was born ."},
      {"It fell in Feb. The bank", "It fell in Feb. / The bank"},
  };
  CHECK(rows);
}

/* In a headline in Title Case a capitalised preposition shows nothing. */
static void title_zones_ask_for_stronger_evidence(void **state) {
  (void)state;
  const char text[] = "Russia, U.S. In New Talks";
  wt_tokens t = {0};
  for (int kind = 0; kind < 2; kind++) {
    const wt_zone zone = {kind == 0 ? WT_ZONE_TITLE : WT_ZONE_BODY, WT_FIELD_TEXT, 0,
                          sizeof text - 1};
    assert_int_equal(wt_tokenize(text, sizeof text - 1, &zone, 1, &t, NULL), WT_OK);
    assert_int_equal(t.n_sentences, kind == 0 ? 1 : 2);
  }
  wt_tokens_release(&t);
}

static void closing_quotes_belong_to_the_sentence(void **state) {
  (void)state;
  static const row rows[] = {
      {"“We won.” He left.", "“ We won . ” / He left ."},
      {"\"We won.\" He left.", "\" We won . \" / He left ."},
      {"He said: 'Go!' Then he left.", "He said : ' Go ! ' / Then he left ."},
      {"(He won.) She lost.", "( He won . ) / She lost ."},
      {"\"Go!\" he said.", "\" Go ! \" / he said ."},
      {"He won. \"We did it.\"", "He won . / \" We did it . \""},
      {"They met.[1][2] The talks", "They met . [ 1 ] [ 2 ] / The talks"},
      {"“Yes.”The man", "“ Yes . ” / The man"},
  };
  CHECK(rows);
}

static void lines_end_sentences_unless_the_text_is_wrapped(void **state) {
  (void)state;
  static const row rows[] = {
      {"MOST POPULAR\nTurkey wins\nGreece loses", "MOST POPULAR / Turkey wins / Greece loses"},
      {"ANKARA\n\nTurkey", "ANKARA / Turkey"},
      {"The Turkish government said on Tuesday that it would\n"
       "continue talks with Russia about the northern province of\n"
       "Idlib until a lasting cease-fire is agreed.",
       "The Turkish government said on Tuesday that it would continue talks with Russia about the "
       "northern province of Idlib until a lasting cease - fire is agreed ."},
      {"Turkish teams meet in Moscow aiming at a lasting cease-fire\n"
       "Turkish teams meet in Moscow aiming at a lasting cease-fire",
       "Turkish teams meet in Moscow aiming at a lasting cease - fire / Turkish teams meet in "
       "Moscow aiming at a lasting cease - fire"},
      {"The government said on Tuesday that it would continue the talks\n"
       "• Greece loses",
       "The government said on Tuesday that it would continue the talks / • Greece loses"},
      {"Berg said it acquired Harmon\n"
       "Ventures Inc, which manages houses with over\n"
       "ten rooms from here to Florida, and that Coastal\n"
       "Corp sold them, which\n"
       "is why it rose\n"
       "by three percent\n"
       "    Terms were not told",
       "Berg said it acquired Harmon Ventures Inc , which manages houses with over ten rooms from "
       "here to Florida , and that Coastal Corp sold them , which is why it rose by three percent "
       "/ Terms were not told"},
      {"1. Patara won. 2. Izmir", "1 . Patara won . / 2 . Izmir"},
      {"one\r\ntwo\r\n\r\nthree", "one / two / three"},
  };
  CHECK(rows);
}

/* A paragraph a line: the lines are long, and none of them was broken to fit. */
static void long_lines_are_paragraphs(void **state) {
  (void)state;
  char text[1000];
  size_t n = 0;
  for (int line = 0; line < 2; line++) {
    for (int i = 0; i < 40; i++) n += (size_t)snprintf(text + n, sizeof text - n, "word%d ", i);
    text[n - 1] = '\n';
  }
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(text, n, NULL, 0, &t, NULL), WT_OK);
  assert_int_equal(t.n_sentences, 2);
  wt_tokens_release(&t);
}

static void addresses_hold_no_sentence_end(void **state) {
  (void)state;
  static const row rows[] = {
      {"see http://x.org/a?B=C now", "see http : / / x.org / a ? B = C now"},
      {"Mail joe@x.org. He", "Mail joe @ x.org . / He"},
  };
  CHECK(rows);
}

static void two_zones_of_one_kind_are_two_sentences(void **state) {
  (void)state;
  const char text[] = "Greece loses Turkey wins";
  const wt_zone zones[] = {{WT_ZONE_TEASER, WT_FIELD_TEXT, 0, 13},
                           {WT_ZONE_TEASER, WT_FIELD_TEXT, 13, sizeof text - 1}};
  wt_tokens t = {0};
  assert_int_equal(wt_tokenize(text, sizeof text - 1, zones, 2, &t, NULL), WT_OK);
  assert_int_equal(t.n_sentences, 2);
  assert_int_equal(t.sentences[0].end, 2);
  wt_tokens_release(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(full_stops_end_sentences),
      cmocka_unit_test(titles_and_initials_do_not_end_sentences),
      cmocka_unit_test(acronyms_and_name_ends_need_evidence),
      cmocka_unit_test(title_zones_ask_for_stronger_evidence),
      cmocka_unit_test(closing_quotes_belong_to_the_sentence),
      cmocka_unit_test(lines_end_sentences_unless_the_text_is_wrapped),
      cmocka_unit_test(long_lines_are_paragraphs),
      cmocka_unit_test(addresses_hold_no_sentence_end),
      cmocka_unit_test(two_zones_of_one_kind_are_two_sentences),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
