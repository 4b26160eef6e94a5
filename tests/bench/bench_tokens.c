/*
 * bench_tokens.c - how fast a text becomes tokens, folds, hashes and sentences, on one thread.
 *
 * usage: bench_tokens FILE [ROUNDS]
 *
 * The file is cut at line breaks into articles of about 4 kB, as news has them, and tokenized
 * ROUNDS times (default 5). Prints the best round, because noise only adds time, and beside it the
 * time in which memchr reads the same bytes: a floor that shows how busy the machine is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "text/tokens.h"

enum { ARTICLE = 4000 };

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Tokenizes the text article by article; adds to the counters. */
static wt_status tokenize_all(const char *text, size_t size, wt_tokens *t, size_t *tokens,
                              size_t *sentences, wt_error *error) {
  for (size_t at = 0; at < size;) {
    size_t n = size - at < ARTICLE ? size - at : ARTICLE;
    const char *line = memchr(text + at + n, '\n', size - at - n);
    n = line == NULL ? size - at : (size_t)(line - text) - at;
    if (n == 0) n = 1;
    wt_status status = wt_tokenize(text + at, n, NULL, 0, t, error);
    if (status != WT_OK) return status;
    *tokens += t->n;
    *sentences += t->n_sentences;
    at += n;
  }
  return WT_OK;
}

static size_t count_lines(const char *text, size_t size) {
  size_t lines = 0;
  const char *at = text, *end = text + size;
  while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) lines++, at++;
  return lines;
}

int main(int argc, char **argv) {
  wt_error error;
  wt_view view;
  if (argc < 2) {
    fprintf(stderr, "usage: bench_tokens FILE [ROUNDS]\n");
    return 2;
  }
  if (wt_view_open(argv[1], &view, &error) != WT_OK) {
    fprintf(stderr, "bench_tokens: %s: %s\n", error.where, error.text);
    return 4;
  }
  long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 5;
  const char *text = (const char *)view.data;
  wt_tokens t = {0};
  double best = 1e9, floor = 1e9;
  size_t tokens = 0, sentences = 0, lines = 0;
  for (long round = 0; round < rounds; round++) {
    double start = seconds();
    lines = count_lines(text, view.size);
    double middle = seconds();
    tokens = sentences = 0;
    if (tokenize_all(text, view.size, &t, &tokens, &sentences, &error) != WT_OK) {
      fprintf(stderr, "bench_tokens: %s: %s\n", error.where, error.text);
      return 4;
    }
    double end = seconds();
    if (middle - start < floor) floor = middle - start;
    if (end - middle < best) best = end - middle;
  }
  double mb = (double)view.size / 1e6;
  printf("tokens   %8.1f MB/s  %5.1f ns a token  %zu tokens, %zu sentences in %.1f MB\n", mb / best,
         best * 1e9 / (double)tokens, tokens, sentences, mb);
  printf("memchr   %8.1f MB/s  %zu lines\n", mb / floor, lines);
  wt_tokens_release(&t);
  wt_view_close(&view);
  return 0;
}
