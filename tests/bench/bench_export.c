/*
 * bench_export.c - the texts of a dump for programs that read no JSON.
 *
 * usage: bench_export DUMP TEXT TOKENS LINES [MEGABYTES [TOKEN_LIMIT]]
 *
 * TEXT gets titles and texts as they are, an empty line between articles: the match peers read it.
 * TOKENS gets one token a line and an empty line behind each sentence, as CRF programs want it, so
 * that they tag exactly the tokens that Wiretag's recogniser sees. LINES gets one article a line,
 * folded tokens separated by spaces: classifiers read it. MEGABYTES limits the dump (0: all),
 * TOKEN_LIMIT the tokens in TOKENS (0: all).
 */
#include "base/file.h"
#include "bench.h"
#include "text/tokens.h"

typedef struct export {
  FILE *text, *tokens, *lines;
  size_t written, limit; /* tokens */
}
export;

static FILE *create(const char *path) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) {
    perror(path);
    exit(4);
  }
  return file;
}

static void finish(FILE *file, const char *path) {
  if (fclose(file) != 0) {
    perror(path);
    exit(4);
  }
}

static void put_tokens(export *e, const wt_tokens *t) {
  for (size_t s = 0; s < t->n_sentences; s++) {
    if (e->limit > 0 && e->written >= e->limit) return;
    for (uint32_t i = t->sentences[s].first; i < t->sentences[s].end; i++, e->written++) {
      const wt_token *token = &t->tokens[i];
      fprintf(e->tokens, "%.*s\n", (int)(token->end - token->start), t->bytes + token->start);
    }
    fputc('\n', e->tokens);
  }
}

static void put_folds(export *e, const wt_tokens *t) {
  for (size_t i = 0; i < t->n; i++)
    fprintf(e->lines, "%.*s ", (int)t->tokens[i].fold_size, wt_token_fold(t, &t->tokens[i]));
}

static void put_field(export *e, const char *bytes, size_t size, wt_tokens *t) {
  wt_error error;
  if (size == 0) return;
  fwrite(bytes, 1, size, e->text);
  fputs("\n\n", e->text);
  if (wt_tokenize(bytes, size, NULL, 0, t, &error) != WT_OK) bench_stop(&error);
  put_tokens(e, t);
  put_folds(e, t);
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "usage: bench_export DUMP TEXT TOKENS LINES [MEGABYTES [TOKEN_LIMIT]]\n");
    return 2;
  }
  bench_dump dump = {0};
  wt_parser *parser;
  wt_error error;
  wt_article a;
  wt_tokens tokens = {0};
  bench_read(argv[1], argc > 5 ? (size_t)strtoul(argv[5], NULL, 10) * 1000000 : 0, &dump);
  if (wt_parser_new(wt_fields_preset("default"), &parser, &error) != WT_OK) bench_stop(&error);
  export e = {create(argv[2]), create(argv[3]), create(argv[4]), 0, 0};
  if (argc > 6) e.limit = (size_t)strtoul(argv[6], NULL, 10);
  for (size_t b = 0; b < dump.n; b++)
    for (size_t i = 0; i < dump.batches[b].n; i++) {
      const wt_record *record = &dump.batches[b].records[i];
      if (record->broken != NULL || wt_parse(parser, record, &a, &error) != WT_OK) continue;
      put_field(&e, a.title, a.title_size, &tokens);
      put_field(&e, a.text, a.text_size, &tokens);
      fputc('\n', e.lines);
    }
  finish(e.text, argv[2]);
  finish(e.tokens, argv[3]);
  finish(e.lines, argv[4]);
  wt_tokens_release(&tokens);
  wt_parser_free(parser);
  bench_release(&dump);
  return 0;
}
