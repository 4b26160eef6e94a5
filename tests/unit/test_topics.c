/* test_topics.c - terms of an article, a model's file, and the topics with their reasons. */
#include "topic_lab.h"
#include "topics/features.h"
#include "topics/model.h"
#include "topics/rows.h"
#include "topics/taxonomy.h"
#include "unit.h"

#include "base/hash.h"
#include "base/mem.h"

typedef struct fixture {
  wt_topic_model *model;
  wt_classifier *classifier;
  lab_reader reader;
  wt_bag *bag;
} fixture;

static fixture lab;

static int open_lab(void **state) {
  if (lab_open(state) != 0) return -1;
  const char *path = lab_path("model.wtm");
  if (lab_train(lab_corpus(), NULL, path, 1, NULL) != WT_OK) return -1;
  if (wt_topic_model_open(path, &lab.model, NULL) != WT_OK) return -1;
  if (wt_classifier_new(lab.model, &lab.classifier, NULL) != WT_OK) return -1;
  return wt_bag_new(&(wt_term_policy){.lang = "en", .open = 1}, &lab.bag, NULL) == WT_OK ? 0 : -1;
}

static int close_lab(void **state) {
  wt_bag_free(lab.bag);
  wt_classifier_free(lab.classifier);
  wt_topic_model_close(lab.model);
  lab_reader_release(&lab.reader);
  return lab_close(state);
}

/* ---- terms -------------------------------------------------------------------------- */

/* The terms of an article as "word/count word_word/count ...", with a ^ for the title. */
static const char *terms_of(const char *title, const char *text) {
  static char out[4000];
  size_t n, size = 0;
  out[0] = '\0';
  lab_tokenize(&lab.reader, title, text);
  assert_int_equal(wt_bag_fill(lab.bag, lab.reader.fields, NULL), WT_OK);
  const wt_term *terms = wt_bag_terms(lab.bag, &n);
  for (size_t i = 0; i < n; i++) {
    const wt_tokens *t = &lab.reader.fields[terms[i].field];
    const wt_token *first = &t->tokens[terms[i].first], *last = &t->tokens[terms[i].end - 1];
    size += (size_t)snprintf(
        out + size, sizeof out - size, "%s%.*s%s%.*s%s/%u", i > 0 ? " " : "", (int)first->fold_size,
        wt_token_fold(t, first), first == last ? "" : "_", first == last ? 0 : (int)last->fold_size,
        wt_token_fold(t, last), terms[i].in_title ? "^" : "", (unsigned)terms[i].count);
  }
  return out;
}

static void words_and_pairs_of_neighbours_are_terms(void **state) {
  (void)state;
  assert_string_equal(terms_of("", "Ministers met. Ministers left"),
                      "ministers/2 met/1 ministers_met/1 left/1 ministers_left/1");
}

static void inflected_words_are_one_term(void **state) {
  (void)state;
  assert_string_equal(terms_of("", "attack; attacks; ATTACKED"), "attack/3");
}

static void punctuation_ends_a_pair_and_a_hyphen_does_not(void **state) {
  (void)state;
  assert_string_equal(terms_of("", "cease-fire, talks"), "cease/1 fire/1 cease_fire/1 talks/1");
}

static void numbers_and_suffixes_are_looked_through(void **state) {
  (void)state;
  assert_string_equal(terms_of("", "Turkey's army 27 tanks"),
                      "turkey/1 army/1 turkey_army/1 tanks/1 army_tanks/1");
}

static void addresses_are_no_terms(void **state) {
  (void)state;
  assert_string_equal(terms_of("", "see http://example.org/sport/goal now"), "see/1 now/1");
}

static void the_title_is_marked(void **state) {
  (void)state;
  assert_string_equal(terms_of("Storm", "storm rain"), "storm^/2 rain/1 storm_rain/1");
}

static void a_title_counts_once_however_often_a_page_repeats_it(void **state) {
  (void)state;
  terms_of("Storm", "rain");
  size_t n;
  wt_term once = wt_bag_terms(lab.bag, &n)[0];
  wt_term often = once;
  often.count = 4;
  /* a repeated headline adds the logarithm of its count and no further title */
  assert_true(wt_term_value(&often) - wt_term_value(&once) < 1.4f);
}

static void teasers_boilerplate_and_bylines_are_left_out(void **state) {
  (void)state;
  static const char TEXT[] = "one two three four";
  wt_zone zones[] = {{WT_ZONE_BODY, WT_FIELD_TEXT, 0, 4},
                     {WT_ZONE_TEASER, WT_FIELD_TEXT, 4, 8},
                     {WT_ZONE_BOILERPLATE, WT_FIELD_TEXT, 8, 14},
                     {WT_ZONE_BYLINE, WT_FIELD_TEXT, 14, 18}};
  wt_tokens fields[WT_FIELDS] = {0};
  size_t n;
  assert_int_equal(wt_tokenize(TEXT, sizeof TEXT - 1, zones, 4, &fields[WT_FIELD_TEXT], NULL),
                   WT_OK);
  assert_int_equal(wt_bag_fill(lab.bag, fields, NULL), WT_OK);
  wt_bag_terms(lab.bag, &n);
  assert_int_equal(n, 1);
  wt_tokens_release(&fields[WT_FIELD_TEXT]);
}

static void a_bag_forgets_the_last_article(void **state) {
  (void)state;
  char *text = malloc(200000);
  assert_non_null(text);
  size_t size = 0;
  for (unsigned i = 0; i < 20000; i++) {
    text[size++] = ' ';
    for (unsigned x = i * 7919 + 1; x > 0; x /= 26) text[size++] = (char)('a' + x % 26);
  }
  text[size] = '\0';
  terms_of("", "short one");
  lab_tokenize(&lab.reader, "", text);
  assert_int_equal(wt_bag_fill(lab.bag, lab.reader.fields, NULL), WT_OK);
  assert_string_equal(terms_of("", "short one"), "short/1 one/1 short_one/1");
  assert_string_equal(terms_of("", "one"), "one/1");
  free(text);
}

/* ---- topics ------------------------------------------------------------------------- */

static const wt_topic *classify(const char *title, const char *text, const char *id) {
  lab_classify(&lab.reader, lab.classifier, title, text);
  return lab_topic(&lab.reader, id);
}

/* A club is named in the title, a teaser and the text; a city is not of a kind that counts. */
static void kinds_of_entities_are_terms_with_a_place(void **state) {
  (void)state;
  static const char TITLE[] = "Chelsea lose", BODY[] = "Fans of FC Chelsea and Paris";
  const wt_mention in_title = {.field = WT_FIELD_TITLE, .zone = WT_ZONE_TITLE, .end = 7};
  const wt_mention teaser = {.field = WT_FIELD_TEXT, .zone = WT_ZONE_TEASER, .end = 4};
  const wt_mention body = {.field = WT_FIELD_TEXT, .zone = WT_ZONE_BODY, .start = 8, .end = 18};
  const wt_entity entities[] = {
      {.type = WT_ORGANIZATION, .subtype = "football club", .mentions = &body, .n_mentions = 1},
      {.type = WT_ORGANIZATION, .subtype = "football club", .mentions = &in_title, .n_mentions = 1},
      {.type = WT_PLACE, .subtype = "city", .mentions = &body, .n_mentions = 1},
      {.type = WT_PERSON, .mentions = &body, .n_mentions = 1},
      {.type = WT_PERSON, .subtype = "athlete", .mentions = &teaser, .n_mentions = 1}};
  size_t n_words, n;
  terms_of(TITLE, BODY);
  wt_bag_terms(lab.bag, &n_words);
  assert_int_equal(wt_bag_add_kinds(lab.bag, lab.reader.fields, entities, 5, NULL), WT_OK);
  const wt_term *terms = wt_bag_terms(lab.bag, &n);
  assert_int_equal(n, n_words + 1);
  const wt_term *kind = &terms[n_words];
  const wt_tokens *t = &lab.reader.fields[WT_FIELD_TEXT];
  assert_int_equal(kind->is_kind, 1);
  assert_int_equal(kind->count, 2);
  assert_int_equal(kind->in_title, 1);
  assert_int_equal(kind->field, WT_FIELD_TEXT);
  assert_int_equal(t->tokens[kind->first].start, 8);
  assert_int_equal(t->tokens[kind->end - 1].end, 18);
  assert_true(kind->key == wt_kind_key(&entities[0]));
  assert_int_equal(wt_kind_key(&entities[2]), 0);
  assert_int_equal(wt_kind_key(&entities[3]), 0);
}

static void an_article_gets_its_topic(void **state) {
  (void)state;
  const wt_topic *topic = classify("A late goal", "The striker won the match.", "sport");
  assert_non_null(topic);
  assert_true(topic->score > 0.5 && topic->score <= 1);
  assert_string_equal(topic->label, "sport");
  assert_int_equal(topic->n_path, 1);
  assert_string_equal(topic->path[0], "sport");
  assert_null(lab_topic(&lab.reader, "health"));
}

static void a_headline_alone_is_enough(void **state) {
  (void)state;
  assert_non_null(classify("Coach praises striker", "", "sport"));
  assert_non_null(classify("", "Flu patients fill the hospital", "health"));
}

static void case_does_not_matter(void **state) {
  (void)state;
  const wt_topic *topic = classify("A late goal", "The striker won the match.", "sport");
  assert_non_null(topic);
  double score = topic->score;
  topic = classify("A LATE GOAL", "THE STRIKER WON THE MATCH.", "sport");
  assert_non_null(topic);
  assert_true(topic->score >= score && topic->score <= score);
}

static void an_article_about_nothing_gets_no_topic(void **state) {
  (void)state;
  const char *const texts[] = {"", " \n ", "!!! ... 12 34", "Zxq wvut.",
                               "The kettle and the bench."};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    lab_classify(&lab.reader, lab.classifier, "", texts[i]);
    assert_int_equal(lab.reader.topics.n, 0);
  }
}

static void a_long_article_gets_the_topic_of_a_short_one(void **state) {
  (void)state;
  char *text = malloc(21 * 2000 + 1);
  assert_non_null(text);
  for (int i = 0; i < 2000; i++) memcpy(text + i * 21, "The match, the goal.\n", 21);
  text[21 * 2000] = '\0';
  assert_non_null(classify("", text, "sport"));
  assert_int_equal(lab.reader.topics.n, 1);
  free(text);
}

static void reasons_are_the_articles_own_words_strongest_first(void **state) {
  (void)state;
  const wt_topic *topic =
      classify("STRIKERS ready", "The goals of the matches\nwere late, the coaches say.", "sport");
  assert_non_null(topic);
  assert_in_range(topic->n_because, 3, 5);
  bool strikers = false;
  for (size_t i = 0; i < topic->n_because; i++) {
    assert_true(topic->because[i].weight > 0);
    if (i > 0) assert_true(topic->because[i].weight <= topic->because[i - 1].weight);
    assert_null(strchr(topic->because[i].term, '\n'));
    strikers = strikers || strncmp(topic->because[i].term, "STRIKERS", 8) == 0;
  }
  assert_true(strikers);
}

static void a_reason_does_not_repeat_the_words_of_another(void **state) {
  (void)state;
  const wt_topic *topic = classify("", "match goal match goal match goal striker", "sport");
  assert_non_null(topic);
  size_t with_goal = 0;
  for (size_t i = 0; i < topic->n_because; i++)
    with_goal += strstr(topic->because[i].term, "goal") != NULL;
  assert_int_equal(with_goal, 1);
}

static void the_answer_does_not_depend_on_earlier_articles(void **state) {
  (void)state;
  wt_classifier *fresh = NULL;
  const wt_topic *topic = classify("", "The virus and the doctors", "health");
  assert_non_null(topic);
  double used = topic->score;
  assert_int_equal(wt_classifier_new(lab.model, &fresh, NULL), WT_OK);
  lab_classify(&lab.reader, fresh, "", "The virus and the doctors");
  topic = lab_topic(&lab.reader, "health");
  assert_non_null(topic);
  assert_memory_equal(&topic->score, &used, sizeof used);
  wt_classifier_free(fresh);
}

/* A model without the table of forms stems every word. */
static void a_word_has_one_term_by_its_form_and_by_its_stem(void **state) {
  (void)state;
  static const char TEXT[] =
      "Goals and matches of the strikers, seen in leagues. A virus? Vaccines.";
  wt_bag *bags[2] = {NULL, NULL};
  wt_term_policy policy = {.lang = "en", .vocabulary = lab.model->vocabulary};
  assert_true(policy.vocabulary.n_forms > 0);
  assert_int_equal(wt_bag_new(&policy, &bags[0], NULL), WT_OK);
  policy.vocabulary.n_forms = 0;
  assert_int_equal(wt_bag_new(&policy, &bags[1], NULL), WT_OK);
  lab_tokenize(&lab.reader, "The match, the matches", TEXT);
  const wt_term *terms[2];
  size_t n[2];
  for (int i = 0; i < 2; i++) {
    assert_int_equal(wt_bag_fill(bags[i], lab.reader.fields, NULL), WT_OK);
    terms[i] = wt_bag_terms(bags[i], &n[i]);
  }
  assert_true(n[0] >= 6);
  assert_int_equal(n[0], n[1]);
  assert_memory_equal(terms[0], terms[1], n[0] * sizeof *terms[0]);
  for (int i = 0; i < 2; i++) wt_bag_free(bags[i]);
}

static void rows_add_up_to_the_same_bits_on_every_machine(void **state) {
  (void)state;
  enum { TERMS = 50, ROW = 3 * WT_TOPIC_BLOCK };
  static int8_t weights[TERMS * ROW];
  wt_term terms[TERMS] = {{0}};
  float values[TERMS], sums[ROW], expected[ROW] = {0};
  for (int i = 0; i < TERMS * ROW; i++) weights[i] = (int8_t)(wt_hash_mix(1, (uint64_t)i) & 0xFF);
  for (uint32_t i = 0; i < TERMS; i++) {
    terms[i].index = (i * 7 + 3) % TERMS;
    values[i] = 1.0f / (float)(i + 3);
    for (size_t l = 0; l < ROW; l++) {
      volatile float product = values[i] * (float)weights[terms[i].index * ROW + l];
      expected[l] += product;
    }
  }
  wt_topic_model model = {.row = ROW, .weights = weights};
  wt_add_rows(&model, terms, values, TERMS, sums);
  assert_memory_equal(sums, expected, sizeof sums);
}

static void hostile_text_takes_linear_time(void **state) {
  (void)state;
  enum { LETTERS = 300000, NAMES = 100000 };
  char *text = malloc(NAMES * 8 + 1);
  assert_non_null(text);
  memset(text, 'x', LETTERS);
  text[LETTERS] = '\0';
  lab_classify(&lab.reader, lab.classifier, "", text);
  assert_int_equal(lab.reader.topics.n, 0);
  for (int i = 0; i < NAMES; i++) memcpy(text + i * 8, "Striker ", 8);
  text[NAMES * 8] = '\0';
  assert_non_null(classify("", text, "sport"));
  free(text);
}

/* ---- the model's file --------------------------------------------------------------- */

static uint8_t *load(size_t *size) {
  FILE *f = fopen(lab_path("model.wtm"), "rb");
  assert_non_null(f);
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  uint8_t *bytes = aligned_alloc(64, (*size + 63) / 64 * 64);
  assert_non_null(bytes);
  assert_int_equal(fread(bytes, 1, *size, f), *size);
  fclose(f);
  return bytes;
}

/* Makes the checksum fit what the bytes now are, as an attacker would. */
static void reseal(uint8_t *bytes, size_t size) {
  memset(bytes + 32, 0, 8);
  uint64_t sum = wt_hash_mix(wt_hash(bytes, 40), wt_hash(bytes + 40, size - 40));
  memcpy(bytes + 32, &sum, 8);
}

static wt_status read_bytes(uint8_t *bytes, size_t size, wt_topic_model **out) {
  wt_container file;
  reseal(bytes, size);
  wt_status status =
      wt_container_check(bytes, size, "bytes", WT_TOPIC_KIND, WT_TOPIC_VERSION, &file, NULL);
  return status == WT_OK ? wt_topic_model_read(&file, out, NULL) : status;
}

/* Where a section's bytes start. */
static size_t section(const uint8_t *bytes, const char *tag) {
  for (size_t i = 0;; i++) {
    if (memcmp(bytes + 40 + i * 24, tag, 8) != 0) continue;
    uint64_t offset;
    memcpy(&offset, bytes + 40 + i * 24 + 8, 8);
    return (size_t)offset;
  }
}

/* One 32-bit word of a good model replaced: must be refused. */
static void assert_refused(const char *tag, size_t offset, uint32_t word) {
  size_t size;
  uint8_t *bytes = load(&size);
  wt_topic_model *model = NULL;
  memcpy(bytes + section(bytes, tag) + offset, &word, 4);
  assert_int_equal(read_bytes(bytes, size, &model), WT_BAD_FILE);
  assert_null(model);
  free(bytes);
}

static void a_model_that_lies_is_refused(void **state) {
  (void)state;
  const uint32_t nan_bits = 0x7FC00000, huge = 0xFFFFFFF0;
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_labels), 0);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_labels), 3);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_labels), huge);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_terms), huge);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_terms), 1);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_slots), 0);
  assert_refused("HEAD    ", offsetof(wt_topic_head, lang), huge);
  assert_refused("LABELS  ", offsetof(wt_topic_label, id), huge);
  assert_refused("LABELS  ", offsetof(wt_topic_label, name), huge);
  assert_refused("LABELS  ", offsetof(wt_topic_label, parent), 0);
  assert_refused("LABELS  ", offsetof(wt_topic_label, path), huge);
  assert_refused("LABELS  ", offsetof(wt_topic_label, n_path), huge);
  assert_refused("LABELS  ", offsetof(wt_topic_label, scale), nan_bits);
  assert_refused("LABELS  ", offsetof(wt_topic_label, threshold), nan_bits);
  assert_refused("PATHS   ", 0, huge);
  assert_refused("TERMS   ", offsetof(wt_vocabulary_term, idf), nan_bits);
  assert_refused("TERMS   ", offsetof(wt_vocabulary_term, text), huge);
  assert_refused("HEAD    ", offsetof(wt_topic_head, n_forms), 3);
}

/* Every slot of a table replaced: the model opens, and what the slots say is not believed. The
 * words are found all the same, by their stems or by their forms. */
static void assert_harmless(const char *tag, size_t slots, const void *lie, size_t size_of_lie) {
  size_t size;
  uint8_t *bytes = load(&size);
  wt_topic_model *model = NULL;
  wt_classifier *classifier = NULL;
  for (size_t i = 0; i < slots; i++)
    memcpy(bytes + section(bytes, tag) + i * size_of_lie, lie, size_of_lie);
  assert_int_equal(read_bytes(bytes, size, &model), WT_OK);
  assert_int_equal(wt_classifier_new(model, &classifier, NULL), WT_OK);
  lab_classify(&lab.reader, classifier, "The striker", "A goal of the league in the stadium.");
  assert_non_null(lab_topic(&lab.reader, "sport"));
  wt_classifier_free(classifier);
  wt_topic_model_close(model);
  free(bytes);
}

static void tables_that_lie_are_not_believed(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = load(&size);
  wt_topic_head head;
  memcpy(&head, bytes + section(bytes, "HEAD    "), sizeof head);
  free(bytes);
  const uint64_t forms = wt_hash("striker", 7) | WT_NO_TERM;
  const uint64_t empty_form = wt_hash("striker", 7) & ~(uint64_t)WT_NO_TERM;
  assert_harmless("FORMS   ", head.n_forms, &forms, sizeof forms);
  assert_harmless("FORMS   ", head.n_forms, &empty_form, sizeof empty_form);
  for (uint32_t tag = 0; tag < 1u << (32 - WT_TERM_BITS); tag++) {
    const uint32_t slot = tag << WT_TERM_BITS | WT_NO_TERM, no_term = tag << WT_TERM_BITS;
    assert_harmless("SLOTS   ", head.n_slots, &slot, sizeof slot);
    assert_harmless("SLOTS   ", head.n_slots, &no_term, sizeof no_term);
  }
}

static void a_model_without_its_last_nul_is_refused(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = load(&size);
  wt_topic_model *model = NULL;
  size_t end = size;
  while (end > 0 && bytes[end - 1] == 0) end--;
  bytes[end] = 'x'; /* the NUL of the last string, then padding */
  assert_int_equal(read_bytes(bytes, size, &model), WT_BAD_FILE);
  free(bytes);
}

static void a_flipped_bit_is_found(void **state) {
  (void)state;
  size_t size;
  uint8_t *bytes = load(&size);
  wt_container file;
  bytes[size / 2] ^= 4;
  assert_int_equal(
      wt_container_check(bytes, size, "bytes", WT_TOPIC_KIND, WT_TOPIC_VERSION, &file, NULL),
      WT_BAD_FILE);
  free(bytes);
}

static void another_kind_of_file_is_refused(void **state) {
  (void)state;
  wt_topic_model *model = NULL;
  wt_error error = {0};
  assert_int_equal(wt_topic_model_open(lab_path("corpus.jsonl"), &model, &error), WT_BAD_FILE);
  assert_int_equal(wt_topic_model_open("/nowhere/at.all", &model, &error), WT_IO);
  assert_null(model);
  wt_topic_model_close(NULL);
  wt_classifier_free(NULL);
}

/* ---- the taxonomy ------------------------------------------------------------------- */

static void a_retired_topic_stands_for_its_parent(void **state) {
  (void)state;
  wt_taxonomy t = {0};
  const char *path = lab_write("tree.tsv",
                               "# a comment\n"
                               "a\t\t\tarts\tall arts\n"
                               "b\ta\t2019-01-01\tmimes\t\r\n"
                               "c\tb\t\tstreet mimes\n"
                               "d\t\t2019-01-01\tgone\t\n");
  assert_int_equal(wt_taxonomy_open(path, &t, NULL), WT_OK);
  assert_int_equal(t.n, 4);
  assert_int_equal(wt_taxonomy_find(&t, "a", 1), 0);
  assert_int_equal(wt_taxonomy_find(&t, "b", 1), 0);
  assert_int_equal(wt_taxonomy_find(&t, "c", 1), 2);
  assert_int_equal(wt_taxonomy_find(&t, "d", 1), WT_NO_TOPIC);
  assert_int_equal(wt_taxonomy_find(&t, "e", 1), WT_NO_TOPIC);
  assert_int_equal(t.taxa[2].level, 3);
  assert_string_equal(t.taxa[0].definition, "all arts");
  assert_string_equal(t.taxa[2].definition, "");
  wt_taxonomy_close(&t);
}

static void a_broken_taxonomy_names_the_line(void **state) {
  (void)state;
  const char *const broken[] = {"a\t\t\tx\n\nb\tz\t\ty\n", "a\t\t\tx\n\na\t\t\ty\n",
                                "# c\n\n\t\t\tno id\n"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    wt_taxonomy t = {0};
    wt_error error = {0};
    assert_int_equal(wt_taxonomy_open(lab_write("broken.tsv", broken[i]), &t, &error),
                     WT_BAD_INPUT);
    assert_int_equal(error.line, 3);
    assert_int_equal(t.n, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_and_pairs_of_neighbours_are_terms),
      cmocka_unit_test(inflected_words_are_one_term),
      cmocka_unit_test(punctuation_ends_a_pair_and_a_hyphen_does_not),
      cmocka_unit_test(numbers_and_suffixes_are_looked_through),
      cmocka_unit_test(addresses_are_no_terms),
      cmocka_unit_test(the_title_is_marked),
      cmocka_unit_test(a_title_counts_once_however_often_a_page_repeats_it),
      cmocka_unit_test(teasers_boilerplate_and_bylines_are_left_out),
      cmocka_unit_test(a_bag_forgets_the_last_article),
      cmocka_unit_test(kinds_of_entities_are_terms_with_a_place),
      cmocka_unit_test(an_article_gets_its_topic),
      cmocka_unit_test(a_headline_alone_is_enough),
      cmocka_unit_test(case_does_not_matter),
      cmocka_unit_test(an_article_about_nothing_gets_no_topic),
      cmocka_unit_test(a_long_article_gets_the_topic_of_a_short_one),
      cmocka_unit_test(reasons_are_the_articles_own_words_strongest_first),
      cmocka_unit_test(a_reason_does_not_repeat_the_words_of_another),
      cmocka_unit_test(the_answer_does_not_depend_on_earlier_articles),
      cmocka_unit_test(a_word_has_one_term_by_its_form_and_by_its_stem),
      cmocka_unit_test(rows_add_up_to_the_same_bits_on_every_machine),
      cmocka_unit_test(hostile_text_takes_linear_time),
      cmocka_unit_test(a_model_that_lies_is_refused),
      cmocka_unit_test(tables_that_lie_are_not_believed),
      cmocka_unit_test(a_model_without_its_last_nul_is_refused),
      cmocka_unit_test(a_flipped_bit_is_found),
      cmocka_unit_test(another_kind_of_file_is_refused),
      cmocka_unit_test(a_retired_topic_stands_for_its_parent),
      cmocka_unit_test(a_broken_taxonomy_names_the_line),
  };
  return cmocka_run_group_tests_name("topics", tests, open_lab, close_lab);
}
