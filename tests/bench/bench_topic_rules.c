/*
 * bench_topic_rules.c - what rules cost beside the learned topics, on one thread.
 *
 * usage: bench_topic_rules FILE MODEL [ROUNDS]
 *
 * The file is cut at line breaks into articles of about 4 kB, which are tokenized once. Then the
 * model's time is measured, and the time of ten and of 100,000 rules that are made from the file's
 * own words: phrases of two words, stems, words near each other, words that must be absent. Prints
 * the best of ROUNDS (default 3).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "topics/topic_rules.h"

enum { ARTICLE = 4000, MAX_ARTICLES = 5000 };

typedef struct lab {
  wt_tokens articles[MAX_ARTICLES][WT_FIELDS];
  size_t n;
  wt_classifier *classifier;
  wt_arena arena;
} lab;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const wt_error *error) {
  fprintf(stderr, "bench_topic_rules: %s: %s\n", error->where, error->text);
  exit(4);
}

static size_t cut(lab *l, const char *text, size_t size) {
  wt_error error;
  size_t at = 0;
  while (at < size && l->n < MAX_ARTICLES) {
    size_t n = size - at < ARTICLE ? size - at : ARTICLE;
    const char *line = memchr(text + at + n, '\n', size - at - n);
    n = line == NULL ? size - at : (size_t)(line - text) - at;
    if (n == 0) n = 1;
    if (wt_tokenize(text + at, n, NULL, 0, &l->articles[l->n++][WT_FIELD_TEXT], &error) != WT_OK)
      stop(&error);
    at += n;
  }
  return at;
}

/* `count` neighbouring words of at least `letters` letters each, the i-th of many. */
static void put_words(FILE *f, const lab *l, size_t i, int count, int letters) {
  const wt_tokens *t = &l->articles[i * 7919 % l->n][WT_FIELD_TEXT];
  int n = 0;
  for (size_t k = i * 104729 % (t->n + 1); k < t->n && n < count; k++) {
    const wt_token *token = &t->tokens[k];
    if (token->kind != WT_TOKEN_WORD || token->flags & (WT_IN_ADDRESS | WT_SUFFIX)) continue;
    if (n == 0 && token->fold_size < letters) continue;
    fprintf(f, "%s%.*s", n++ > 0 ? " " : "", (int)token->fold_size, wt_token_fold(t, token));
  }
  if (n == 0) fputs("nothing", f);
}

/* 2, 3: a phrase of so many words; w: a longer word. */
static void write_rules(const char *path, const lab *l, size_t n) {
  static const char *const SHAPES[] = {"all 3, w\n", "any 3 w, 3 w\nnot w\n", "any ~3 w, 3 2\n",
                                       "near 6 2, ~w\nnot w\n"};
  FILE *f = fopen(path, "w");
  if (f == NULL) exit(4);
  size_t word = 0;
  for (size_t i = 0; i < n; i++) {
    fprintf(f, "topic topic:%zu made\nrule r%zu\n", i / 10, i);
    for (const char *c = strchr(SHAPES[i % 4], ' '), *s = SHAPES[i % 4]; *s != '\0'; s++) {
      if (s < c || (*s != '2' && *s != '3' && *s != 'w'))
        fputc(*s, f);
      else
        put_words(f, l, word++, *s == 'w' ? 1 : *s - '0', 7);
    }
  }
  fclose(f);
}

/* Model and rules over all articles; either may be absent. Returns the topics found. */
static size_t run(lab *l, wt_rule_matcher *rules) {
  wt_error error;
  size_t n = 0;
  for (size_t i = 0; i < l->n; i++) {
    wt_topic_list list = {0};
    wt_topic_article article = {.fields = l->articles[i]};
    wt_arena_reset(&l->arena);
    if (wt_classify(l->classifier, &article, &l->arena, &list, &error) != WT_OK) stop(&error);
    if (rules != NULL && wt_match_topic_rules(rules, &article, &l->arena, &list, &error) != WT_OK)
      stop(&error);
    n += list.n;
  }
  return n;
}

static void measure(lab *l, const wt_topic_model *model, size_t n_rules, double mb, long rounds) {
  wt_error error;
  wt_topic_rules *rules = NULL;
  wt_rule_matcher *matcher = NULL;
  char path[] = "/tmp/bench-topic-rules-XXXXXX";
  double opened = 0, best = 1e9;
  size_t topics = 0;
  if (n_rules > 0) {
    int file = mkstemp(path);
    const char *const paths[] = {path};
    if (file < 0) exit(4);
    close(file);
    write_rules(path, l, n_rules);
    double start = seconds();
    if (wt_topic_rules_open(paths, 1, "en", &rules, &error) != WT_OK ||
        wt_rule_matcher_new(rules, model, &matcher, &error) != WT_OK)
      stop(&error);
    opened = seconds() - start;
    unlink(path);
  }
  for (long round = 0; round < rounds; round++) {
    double start = seconds();
    topics = run(l, matcher);
    if (seconds() - start < best) best = seconds() - start;
  }
  printf("model and %6zu rules %8.1f MB/s  %.2f topics an article, compiled in %.2f s\n", n_rules,
         mb / best, (double)topics / (double)l->n, opened);
  wt_rule_matcher_free(matcher);
  wt_topic_rules_close(rules);
}

int main(int argc, char **argv) {
  static lab l;
  wt_error error;
  wt_view view;
  wt_topic_model *model = NULL;
  if (argc < 3) {
    fprintf(stderr, "usage: bench_topic_rules FILE MODEL [ROUNDS]\n");
    return 2;
  }
  if (wt_view_open(argv[1], &view, &error) != WT_OK ||
      wt_topic_model_open(argv[2], &model, &error) != WT_OK ||
      wt_classifier_new(model, &l.classifier, &error) != WT_OK)
    stop(&error);
  long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : 3;
  double mb = (double)cut(&l, (const char *)view.data, view.size) / 1e6;
  measure(&l, model, 0, mb, rounds);
  measure(&l, model, 10, mb, rounds);
  measure(&l, model, 100000, mb, rounds);
  for (size_t i = 0; i < l.n; i++)
    for (int f = 0; f < WT_FIELDS; f++) wt_tokens_release(&l.articles[i][f]);
  wt_classifier_free(l.classifier);
  wt_topic_model_close(model);
  wt_arena_release(&l.arena);
  wt_view_close(&view);
  return 0;
}
