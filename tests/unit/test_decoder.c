/* test_decoder.c - islands, caches and fixed points of the decoder. */
#include "recognise/decoder.h"

#include <time.h>
#include <unistd.h>

#include "model_lab.h"
#include "unit.h"

static char path[] = "/tmp/wiretag-decoder-XXXXXX";

static const char *const TEXTS[] = {
    "Ann Smith Visits Bonn Bank Corp Near Paris Today",
    "President Ann Smith of ACME met Bob in Bonn. Smith said that the bank in Bonn was closed, "
    "and nobody from ACME came. \"Bob was there,\" she told Reuters on Monday.",
    "SMITH WINS\n\nBONN 3 PARIS 2\n\nMcDonald and van Dyke; the U.S. and Côte d'Ivoire; "
    "see http://example.org/Ann or @AnnSmith. 17 of 20 in the town went home",
};
enum { N_TEXTS = sizeof TEXTS / sizeof *TEXTS };

typedef struct fixture {
  lab_text texts[N_TEXTS];
  wt_sequence_model *model;
} fixture;

static fixture lab;

static void open_model(uint64_t seed) {
  wt_sequence_model_close(lab.model);
  lab.model = NULL;
  lab_random_model(lab.texts, N_TEXTS, seed, path);
  assert_int_equal(wt_sequence_model_open(path, &lab.model, NULL), WT_OK);
}

static int open_lab(void **state) {
  (void)state;
  int fd = mkstemp(path);
  if (fd < 0) return -1;
  close(fd);
  for (size_t i = 0; i < N_TEXTS; i++) lab_read(&lab.texts[i], "A Title on Ann", TEXTS[i]);
  return 0;
}

static int close_lab(void **state) {
  (void)state;
  wt_sequence_model_close(lab.model);
  for (size_t i = 0; i < N_TEXTS; i++) lab_text_release(&lab.texts[i]);
  return unlink(path);
}

static wt_decoder *new_decoder(void) {
  wt_decoder *d = NULL;
  assert_int_equal(wt_decoder_new(lab.model, &d, NULL), WT_OK);
  return d;
}

static void decode(wt_decoder *d, lab_text *t) {
  assert_int_equal(wt_decode(d, t->fields, t->hits, t->spans, NULL), WT_OK);
}

static void assert_in_order(const lab_text *t) {
  for (int f = 0; f < WT_FIELDS; f++) {
    uint32_t done = 0;
    for (size_t i = 0; i < t->spans[f].n; i++) {
      const wt_span *span = &t->spans[f].items[i];
      assert_true(span->first >= done && span->first < span->end);
      assert_true(span->end <= t->fields[f].n);
      assert_int_equal(t->fields[f].tokens[span->first].sentence,
                       t->fields[f].tokens[span->end - 1].sentence);
      assert_true(span->score >= 0 && span->score <= 1);
      assert_in_range(span->type, 0, WT_TYPES - 1);
      done = span->end;
    }
  }
}

/* The spans of a field by adding up every row and solving each sentence whole. */
static size_t slow_spans(const lab_text *t, wt_field field, wt_span *out) {
  const wt_tokens *tokens = &t->fields[field];
  int32_t(*scores)[WT_ROW] = malloc((tokens->n + 1) * sizeof *scores);
  wt_lattice lattice = {0};
  wt_transitions transitions;
  size_t n = 0;
  lab_scores(lab.model, t, field, scores);
  wt_transitions_fill(wt_sequence_model_transitions(lab.model), &transitions);
  for (size_t s = 0; s < tokens->n_sentences; s++) {
    uint32_t first = tokens->sentences[s].first, size = tokens->sentences[s].end - first;
    assert_true(wt_lattice_reserve(&lattice, size));
    for (uint32_t i = 0; i < size; i++) {
      bool address = tokens->tokens[first + i].flags & WT_IN_ADDRESS;
      lattice.fixed[i] = address ? WT_OUTSIDE : WT_FREE;
      for (int l = 0; l < WT_ROW; l++) lattice.scores[i][l] = (int16_t)scores[first + i][l];
    }
    wt_lattice_solve(&lattice, &transitions, size);
    for (uint32_t i = 0, end; i < size; i = end) {
      end = i + 1;
      if (lattice.labels[i] == WT_OUTSIDE) continue;
      while (wt_label_open(lattice.labels[end - 1])) end++;
      out[n++] = (wt_span){
          .first = first + i, .end = first + end, .type = wt_label_type(lattice.labels[i])};
    }
  }
  wt_lattice_release(&lattice);
  free(scores);
  return n;
}

/* ---- tests ---------------------------------------------------------------------------- */

static void sums_and_caches_give_what_every_row_alone_gives(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    open_model(seed);
    wt_decoder *d = new_decoder();
    wt_decoder_score_all(d);
    for (int round = 0; round < 2; round++) /* the second time from the cache */
      for (size_t i = 0; i < N_TEXTS; i++) {
        lab_text *t = &lab.texts[i];
        wt_span slow[200];
        decode(d, t);
        assert_in_order(t);
        for (int f = 0; f < WT_FIELDS; f++) {
          size_t n = slow_spans(t, (wt_field)f, slow);
          assert_int_equal(t->spans[f].n, n);
          for (size_t k = 0; k < n; k++) {
            assert_int_equal(t->spans[f].items[k].first, slow[k].first);
            assert_int_equal(t->spans[f].items[k].end, slow[k].end);
            assert_int_equal(t->spans[f].items[k].type, slow[k].type);
          }
        }
      }
    wt_decoder_free(d);
  }
}

static void a_line_of_capitalised_words_is_one_island(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    open_model(seed);
    wt_decoder *all = new_decoder(), *islands = new_decoder();
    wt_decoder_score_all(all);
    wt_span kept[64];
    decode(all, &lab.texts[0]);
    size_t n = lab.texts[0].spans[WT_FIELD_TEXT].n;
    memcpy(kept, lab.texts[0].spans[WT_FIELD_TEXT].items, n * sizeof *kept);
    decode(islands, &lab.texts[0]);
    assert_int_equal(lab.texts[0].spans[WT_FIELD_TEXT].n, n);
    for (size_t i = 0; i < n; i++) {
      assert_int_equal(lab.texts[0].spans[WT_FIELD_TEXT].items[i].first, kept[i].first);
      assert_int_equal(lab.texts[0].spans[WT_FIELD_TEXT].items[i].end, kept[i].end);
      assert_true(lab.texts[0].spans[WT_FIELD_TEXT].items[i].score == kept[i].score);
    }
    wt_decoder_free(all);
    wt_decoder_free(islands);
  }
}

static void lower_case_text_has_no_islands(void **state) {
  (void)state;
  open_model(3);
  wt_decoder *d = new_decoder();
  lab_text t = {0};
  lab_read(&t, "", "nothing but small words, 17 of them; and a number or two");
  decode(d, &t);
  assert_int_equal(t.spans[WT_FIELD_TEXT].n, 0);
  lab_text_release(&t);
  wt_decoder_free(d);
}

static void a_certain_hit_is_a_fixed_point(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    open_model(seed);
    wt_decoder *d = new_decoder();
    lab_text t = {0};
    lab_read(&t, "", TEXTS[1]);
    lab_hit(&t, 1, 3, WT_MISC, true);  /* Ann Smith */
    lab_hit(&t, 2, 3, WT_PLACE, true); /* overlaps: the first holds */
    lab_hit(&t, 7, 8, WT_ORGANIZATION, true);
    decode(d, &t);
    assert_in_order(&t);
    int found = 0;
    for (size_t i = 0; i < t.spans[WT_FIELD_TEXT].n; i++) {
      const wt_span *span = &t.spans[WT_FIELD_TEXT].items[i];
      if (span->first == 1 && span->end == 3) {
        assert_int_equal(span->type, WT_MISC);
        assert_true(span->score > 0.99f);
        found++;
      } else if (span->first == 7 && span->end == 8) {
        assert_int_equal(span->type, WT_ORGANIZATION);
        found++;
      }
    }
    assert_int_equal(found, 2);
    lab_text_release(&t);
    wt_decoder_free(d);
  }
}

static void an_address_holds_no_name(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    open_model(seed);
    wt_decoder *d = new_decoder();
    decode(d, &lab.texts[2]);
    const wt_spans *spans = &lab.texts[2].spans[WT_FIELD_TEXT];
    for (size_t i = 0; i < spans->n; i++)
      for (uint32_t t = spans->items[i].first; t < spans->items[i].end; t++)
        assert_false(lab.texts[2].fields[WT_FIELD_TEXT].tokens[t].flags & WT_IN_ADDRESS);
    wt_decoder_free(d);
  }
}

static void an_article_leaves_no_trace_in_the_next(void **state) {
  (void)state;
  open_model(5);
  wt_decoder *used = new_decoder(), *fresh = new_decoder();
  for (size_t i = 0; i < N_TEXTS; i++) decode(used, &lab.texts[i]);
  lab_text again = {0};
  lab_read(&again, "A Title on Ann", TEXTS[1]);
  decode(used, &lab.texts[1]);
  decode(fresh, &again);
  assert_int_equal(lab.texts[1].spans[WT_FIELD_TEXT].n, again.spans[WT_FIELD_TEXT].n);
  for (size_t i = 0; i < again.spans[WT_FIELD_TEXT].n; i++)
    assert_true(lab.texts[1].spans[WT_FIELD_TEXT].items[i].score ==
                again.spans[WT_FIELD_TEXT].items[i].score);
  lab_text_release(&again);
  wt_decoder_free(used);
  wt_decoder_free(fresh);
}

/* CPU seconds of an article of n copies of a word in one sentence. */
static double time_of(wt_decoder *d, const char *word, size_t n) {
  size_t size = strlen(word);
  char *text = malloc(n * size + 1);
  for (size_t i = 0; i < n; i++) memcpy(text + i * size, word, size);
  text[n * size] = '\0';
  lab_text t = {0};
  lab_read(&t, "", text);
  clock_t start = clock();
  decode(d, &t);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  assert_in_order(&t);
  lab_text_release(&t);
  free(text);
  return seconds;
}

static void hostile_text_takes_linear_time(void **state) {
  (void)state;
  static const char *const WORDS[] = {"Ann ", "Ann of ", "ann Bob the a b c "};
  open_model(9);
  wt_decoder *d = new_decoder();
  for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++) {
    time_of(d, WORDS[w], 1000);
    double small = time_of(d, WORDS[w], 50000), large = time_of(d, WORDS[w], 200000);
    assert_true(large < 12 * small + 0.2);
  }
  wt_decoder_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_and_caches_give_what_every_row_alone_gives),
      cmocka_unit_test(a_line_of_capitalised_words_is_one_island),
      cmocka_unit_test(lower_case_text_has_no_islands),
      cmocka_unit_test(a_certain_hit_is_a_fixed_point),
      cmocka_unit_test(an_address_holds_no_name),
      cmocka_unit_test(an_article_leaves_no_trace_in_the_next),
      cmocka_unit_test(hostile_text_takes_linear_time),
  };
  return cmocka_run_group_tests(tests, open_lab, close_lab);
}
