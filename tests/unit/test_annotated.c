/* test_annotated.c - corpora with gold mentions: JSON Lines and IOB2. */
#include "recognise/labels.h"
#include "topic_lab.h"
#include "train/annotated.h"
#include "train/label_sets.h"
#include "unit.h"

static wt_annotated read_all(const char *name, const char *content,
                             const wt_augmentation *augment) {
  wt_annotated a = {0};
  wt_error error = {0};
  wt_status status =
      wt_annotated_read(lab_write(name, content), WT_ANNOTATION_BY_NAME, 1, augment, &a, &error);
  if (status != WT_OK) fail_msg("%s", error.text);
  return a;
}

static void assert_refused(const char *name, const char *content, uint64_t line, const char *why) {
  wt_annotated a = {0};
  wt_error error = {0};
  assert_int_equal(
      wt_annotated_read(lab_write(name, content), WT_ANNOTATION_BY_NAME, 1, NULL, &a, &error),
      WT_BAD_INPUT);
  assert_int_equal(error.line, line);
  if (strstr(error.text, why) == NULL) fail_msg("\"%s\" lacks \"%s\"", error.text, why);
  wt_annotated_release(&a);
}

static void assert_labels(const wt_annotated_article *a, wt_field field, const int *expected,
                          size_t n) {
  assert_int_equal(a->fields[field].n, n);
  for (size_t t = 0; t < n; t++) assert_int_equal(a->labels[field][t], expected[t]);
}

#define L(type, part) wt_label(WT_##type, WT_PART_##part)

/* ---- JSON Lines ----------------------------------------------------------------------- */

static void mentions_become_labels_in_both_fields(void **state) {
  (void)state;
  wt_annotated a =
      read_all("a.jsonl",
               "{\"title\": \"Bonn\", \"text\": \"Zoë Ann Smith left Bonn\", \"mentions\": ["
               "{\"field\": \"title\", \"start\": 0, \"end\": 4, \"type\": \"LOC\"},"
               "{\"field\": \"text\", \"start\": 0, \"end\": 13, \"type\": \"person\"},"
               "{\"start\": 19, \"end\": 23, \"type\": \"GPE\"}]}\n",
               NULL);
  assert_int_equal(a.n, 1);
  assert_int_equal(a.mentions, 3);
  assert_int_equal(a.unaligned, 0);
  assert_false(a.own_words);
  const int title[] = {L(PLACE, U)};
  const int text[] = {L(PERSON, B), L(PERSON, I), L(PERSON, L), WT_OUTSIDE, L(PLACE, U)};
  assert_labels(&a.articles[0], WT_FIELD_TITLE, title, 1);
  assert_labels(&a.articles[0], WT_FIELD_TEXT, text, 5);
  assert_int_equal(a.articles[0].golds[1].end, 14); /* bytes: ë has two */
  wt_annotated_release(&a);
}

static void a_mention_inside_a_token_is_unknown(void **state) {
  (void)state;
  wt_annotated a = read_all("b.jsonl",
                            "{\"text\": \"the antiUN mood\", \"mentions\": ["
                            "{\"start\": 8, \"end\": 10, \"type\": \"ORG\"}]}\n",
                            NULL);
  const int text[] = {WT_OUTSIDE, WT_LABEL_UNKNOWN, WT_OUTSIDE};
  assert_int_equal(a.unaligned, 1);
  assert_labels(&a.articles[0], WT_FIELD_TEXT, text, 3);
  wt_annotated_release(&a);
}

static void a_token_may_own_a_period_more_than_the_annotation(void **state) {
  (void)state;
  wt_annotated a = read_all("c.jsonl",
                            "{\"text\": \"Acme Inc. grew\", \"mentions\": ["
                            "{\"start\": 0, \"end\": 8, \"type\": \"ORG\"}]}\n",
                            NULL);
  const int text[] = {L(ORGANIZATION, B), L(ORGANIZATION, L), WT_OUTSIDE};
  assert_int_equal(a.unaligned, 0);
  assert_labels(&a.articles[0], WT_FIELD_TEXT, text, 3);
  wt_annotated_release(&a);
}

static void what_an_annotation_leaves_open_becomes_sets_of_labels(void **state) {
  (void)state;
  wt_annotated a = read_all("g.jsonl",
                            "{\"text\": \"Bonn FC beat Ann Lee in May\", \"unmarked\": [\"MISC\"], "
                            "\"mentions\": ["
                            "{\"start\": 0, \"end\": 7, \"type\": \"LOC|ORG\"},"
                            "{\"start\": 13, \"end\": 20, \"type\": \"PER\"},"
                            "{\"start\": 24, \"end\": 27, \"type\": \"*\"}]}\n"
                            "{\"text\": \"so\", \"mentions\": []}\n",
                            NULL);
  const unsigned either = 1 << WT_PLACE | 1 << WT_ORGANIZATION, misc = 1 << WT_MISC;
  const int first[] = {wt_set_part(WT_PART_B, either),
                       wt_set_part(WT_PART_L, either),
                       wt_set_open(misc),
                       L(PERSON, B),
                       L(PERSON, L),
                       wt_set_open(misc),
                       wt_set_open(15)};
  const int second[] = {WT_OUTSIDE};
  assert_labels(&a.articles[0], WT_FIELD_TEXT, first, 7);
  assert_labels(&a.articles[1], WT_FIELD_TEXT, second, 1);
  wt_annotated_release(&a);
}

static void a_set_holds_the_labels_that_it_stands_for(void **state) {
  (void)state;
  for (uint8_t label = 0; label < WT_LABELS; label++)
    assert_int_equal(wt_set_labels(label), 1u << label);
  assert_int_equal(wt_set_labels(wt_set_part(WT_PART_I, 1 << WT_PERSON | 1 << WT_MISC)),
                   1u << L(PERSON, I) | 1u << L(MISC, I));
  assert_int_equal(wt_set_labels(wt_set_open(1 << WT_PLACE)),
                   1u << WT_OUTSIDE | 1u << L(PLACE, B) | 1u << L(PLACE, I) | 1u << L(PLACE, L) |
                       1u << L(PLACE, U));
  assert_int_equal(wt_set_labels(wt_set_open(15)), (1u << WT_LABELS) - 1);
  assert_int_equal(wt_set_open(0), WT_OUTSIDE);
}

static void broken_annotation_is_told_with_its_line(void **state) {
  (void)state;
  assert_refused("d.jsonl", "{\"text\": \"a\", \"mentions\": []}\n{\"text\": \"a\"}\n", 2,
                 "mentions");
  assert_refused("d.jsonl",
                 "{\"text\": \"a\", \"mentions\": [{\"start\": 0, \"end\": 2, "
                 "\"type\": \"PER\"}]}\n",
                 1, "outside");
  assert_refused("d.jsonl",
                 "{\"text\": \"a\", \"mentions\": [{\"start\": 1, \"end\": 1, "
                 "\"type\": \"PER\"}]}\n",
                 1, "before it starts");
  assert_refused("d.jsonl",
                 "{\"text\": \"a\", \"mentions\": [{\"start\": 0, \"end\": 1, \"type\": \"X\"}]}\n",
                 1, "unknown type");
  assert_refused("d.jsonl", "{\"text\": \"a\", \"mentions\": [{\"start\": 0, \"end\": 1}]}\n", 1,
                 "no type");
  assert_refused("d.jsonl",
                 "{\"text\": \"a\", \"mentions\": [{\"start\": 0, \"end\": 1, "
                 "\"type\": \"PER|\"}]}\n",
                 1, "unknown type");
  assert_refused("d.jsonl", "{\"text\": \"a\", \"unmarked\": [\"X\"], \"mentions\": []}\n", 1,
                 "unknown type");
}

static void an_augmented_copy_keeps_labels_and_changes_case(void **state) {
  (void)state;
  const wt_augmentation upper = {.upper = 1, .seed = 1}, lower = {.lower = 1, .seed = 1};
  const char *content =
      "{\"text\": \"Ann Smith's hat in Côte\", \"mentions\": ["
      "{\"start\": 0, \"end\": 9, \"type\": \"PER\"}]}\n";
  wt_annotated a = read_all("e.jsonl", content, &upper);
  assert_int_equal(a.n, 2);
  assert_string_equal(a.articles[0].bytes[WT_FIELD_TEXT], "Ann Smith's hat in Côte");
  assert_string_equal(a.articles[1].bytes[WT_FIELD_TEXT], "ANN SMITH'S HAT IN CôTE");
  assert_int_equal(a.articles[1].labels[WT_FIELD_TEXT][1], L(PERSON, L));
  wt_annotated_release(&a);
  a = read_all("e.jsonl", content, &lower);
  assert_string_equal(a.articles[1].bytes[WT_FIELD_TEXT], "ann smith's hat in côte");
  wt_annotated_release(&a);
}

/* ---- IOB2 ----------------------------------------------------------------------------- */

static void iob2_keeps_the_tokens_and_sentences_of_the_corpus(void **state) {
  (void)state;
  wt_annotated a = read_all("a.iob2",
                            "-DOCSTART-\tO\n\nex-minister\tO\nAnn\tB-PER\nSmith\tI-PER\n\n"
                            "Bonn\tB-LOC\nACME\tB-ORG\n\n-DOCSTART-\tO\n\nfin\tO\n",
                            NULL);
  assert_true(a.own_words);
  assert_int_equal(a.n, 2);
  assert_int_equal(a.mentions, 3);
  assert_int_equal(a.articles[0].fields[WT_FIELD_TEXT].n_sentences, 2);
  const int text[] = {WT_OUTSIDE, L(PERSON, B), L(PERSON, L), L(PLACE, U), L(ORGANIZATION, U)};
  assert_labels(&a.articles[0], WT_FIELD_TEXT, text, 5);
  assert_string_equal(a.articles[0].bytes[WT_FIELD_TEXT], "ex-minister Ann Smith\nBonn ACME\n");
  wt_annotated_release(&a);
}

static void iob2_names_end_at_a_new_type_a_new_name_and_the_sentence(void **state) {
  (void)state;
  wt_annotated a = read_all(
      "b.iob2", "A x I-PER\r\nB x I-LOC\r\nC x B-LOC\r\nD x I-LOC\r\n\r\nE x I-LOC\r\n", NULL);
  const int text[] = {L(PERSON, U), L(PLACE, U), L(PLACE, B), L(PLACE, L), L(PLACE, U)};
  assert_labels(&a.articles[0], WT_FIELD_TEXT, text, 5);
  wt_annotated_release(&a);
}

static void iob2_without_documents_is_cut_after_twenty_sentences(void **state) {
  (void)state;
  char content[400] = "";
  for (int i = 0; i < 41; i++) strcat(content, "a\tO\n\n");
  wt_annotated a = read_all("c.conll", content, NULL);
  assert_int_equal(a.n, 3);
  assert_int_equal(a.articles[0].fields[WT_FIELD_TEXT].n_sentences, 20);
  assert_int_equal(a.articles[2].fields[WT_FIELD_TEXT].n_sentences, 1);
  wt_annotated_release(&a);
}

static void broken_iob2_is_told_with_its_line(void **state) {
  (void)state;
  assert_refused("d.iob2", "a\tO\nb\n", 2, "token and its tag");
  assert_refused("d.iob2", "a\tO\n\nb\tPER\n", 3, "no tag");
  assert_refused("d.iob2", "a\tB-DATE\n", 1, "unknown type");
  assert_refused("d.iob2", "a\xff\tO\n", 1, "UTF-8");
}

static void a_missing_file_is_told(void **state) {
  (void)state;
  wt_annotated a = {0};
  wt_error error = {0};
  assert_int_equal(
      wt_annotated_read(lab_path("none.iob2"), WT_ANNOTATION_BY_NAME, 1, NULL, &a, &error), WT_IO);
  assert_int_equal(
      wt_annotated_read(lab_path("none.jsonl"), WT_ANNOTATION_BY_NAME, 1, NULL, &a, &error), WT_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mentions_become_labels_in_both_fields),
      cmocka_unit_test(a_mention_inside_a_token_is_unknown),
      cmocka_unit_test(a_token_may_own_a_period_more_than_the_annotation),
      cmocka_unit_test(what_an_annotation_leaves_open_becomes_sets_of_labels),
      cmocka_unit_test(a_set_holds_the_labels_that_it_stands_for),
      cmocka_unit_test(broken_annotation_is_told_with_its_line),
      cmocka_unit_test(an_augmented_copy_keeps_labels_and_changes_case),
      cmocka_unit_test(iob2_keeps_the_tokens_and_sentences_of_the_corpus),
      cmocka_unit_test(iob2_names_end_at_a_new_type_a_new_name_and_the_sentence),
      cmocka_unit_test(iob2_without_documents_is_cut_after_twenty_sentences),
      cmocka_unit_test(broken_iob2_is_told_with_its_line),
      cmocka_unit_test(a_missing_file_is_told),
  };
  return cmocka_run_group_tests(tests, lab_open, lab_close);
}
