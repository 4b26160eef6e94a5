/*
 * bench_match.c - how fast the match stage is on one thread.
 *
 * usage: bench_match GAZETTEER TEXT [REPEATS]
 *
 * TEXT is plain UTF-8; it is cut into articles of about 4 KB at line ends, as articles are what the
 * program sees. Prints the best of REPEATS (5) runs: tokenize, tokenize + match, and the matcher
 * alone on tokens kept in memory. Times are CPU time of the process, as in bench.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "match/gazetteer.h"

enum { ARTICLE = 4096 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void stop(const wt_error *error) {
  fprintf(stderr, "bench_match: %s: %s\n", error->where, error->text);
  exit(2);
}

/* The size of the article that starts at text[at]. */
static size_t article_size(const wt_view *text, size_t at) {
  size_t left = text->size - at;
  if (left <= ARTICLE) return left;
  const uint8_t *end = memchr(text->data + at + ARTICLE, '\n', left - ARTICLE);
  return end == NULL ? left : (size_t)(end - (text->data + at)) + 1;
}

typedef struct totals {
  double tokenize, match;
  size_t tokens, hits;
} totals;

static totals run(const wt_view *text, const wt_gazetteer *gazetteer, wt_overlap overlap) {
  static wt_tokens tokens;
  static wt_hits hits;
  totals t = {0};
  wt_error error;
  for (size_t at = 0; at < text->size;) {
    size_t size = article_size(text, at);
    const char *bytes = (const char *)text->data + at;
    wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)size};
    double start = now();
    if (wt_tokenize(bytes, size, &zone, 1, &tokens, &error) != WT_OK) stop(&error);
    double middle = now();
    if (wt_match(&gazetteer, 1, &tokens, overlap, &hits, &error) != WT_OK) stop(&error);
    t.match += now() - middle;
    t.tokenize += middle - start;
    t.tokens += tokens.n;
    t.hits += hits.n;
    at += size;
  }
  return t;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: bench_match GAZETTEER TEXT [REPEATS]\n");
    return 2;
  }
  wt_error error;
  wt_gazetteer *gazetteer;
  wt_view text, file;
  double opening = now();
  if (wt_gazetteer_open(argv[1], &gazetteer, &error) != WT_OK) stop(&error);
  opening = now() - opening;
  if (wt_view_open(argv[2], &text, &error) != WT_OK) stop(&error);
  if (wt_view_open(argv[1], &file, &error) != WT_OK) stop(&error);
  size_t names = wt_gazetteer_n_names(gazetteer);
  printf("names         %zu, %zu entries\n", names, wt_gazetteer_n_entries(gazetteer));
  printf("file          %.1f MB, %.1f bytes a name\n", (double)file.size / 1e6,
         (double)file.size / (double)(names == 0 ? 1 : names));
  printf("open          %.2f ms with checksum\n", opening * 1e3);
  int repeats = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 5;
  static const char *const MODES[] = {"longest", "all", "no-nested"};
  for (int mode = 0; mode < 3; mode++) {
    totals best = {.tokenize = 1e9, .match = 1e9};
    for (int i = 0; i < repeats; i++) {
      totals t = run(&text, gazetteer, (wt_overlap)mode);
      best.tokens = t.tokens, best.hits = t.hits;
      if (t.tokenize < best.tokenize) best.tokenize = t.tokenize;
      if (t.match < best.match) best.match = t.match;
    }
    double mb = (double)text.size / 1e6;
    printf(
        "%-13s tokenize %.0f MB/s, tokenize + match %.0f MB/s, match alone %.0f MB/s "
        "(%.1f M tokens/s, %.1f ns a token), %zu hits\n",
        MODES[mode], mb / best.tokenize, mb / (best.tokenize + best.match), mb / best.match,
        (double)best.tokens / best.match / 1e6, best.match / (double)best.tokens * 1e9, best.hits);
  }
  wt_gazetteer_close(gazetteer);
  wt_view_close(&text);
  wt_view_close(&file);
  return 0;
}
