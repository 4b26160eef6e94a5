/*
 * bench_recogniser.c - the trained recogniser alone, on one thread, and what its short cuts cost.
 *
 * usage: bench_recogniser DUMP GAZETTEER MODEL [MEGABYTES] [ROUNDS]
 *
 * Cleans, tokenizes and matches each article once, then decodes all of them ROUNDS times (3) with
 * the islands of decoder.h and once with every token scored. Prints million tokens a second (all
 * tokens count) and how many names the two ways do not share. MEGABYTES limits the dump (0: all).
 */
#include "bench.h"
#include "clean/zones.h"
#include "match/gazetteer.h"
#include "recognise/decoder.h"

typedef struct article {
  char *bytes[WT_FIELDS];
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
} article;

typedef struct lab {
  article *articles; /* [n] */
  size_t n, capacity, tokens;
  wt_gazetteer *gazetteer;
  wt_sequence_model *model;
} lab;

static void check(wt_status status, const wt_error *error) {
  if (status != WT_OK) bench_stop(error);
}

static void prepare(lab *l, const wt_article *given) {
  wt_error e;
  wt_arena scratch = {0};
  wt_zone_list zones = {0};
  const wt_gazetteer *const layers[] = {l->gazetteer};
  article *articles = wt_grow(l->articles, &l->capacity, l->n + 1, sizeof *articles);
  if (articles == NULL) exit(4);
  l->articles = articles;
  article *a = &articles[l->n++];
  *a = (article){0};
  size_t sizes[WT_FIELDS] = {given->title_size, given->text_size};
  a->bytes[WT_FIELD_TITLE] = wt_strndup(given->title_size > 0 ? given->title : "", sizes[0]);
  a->bytes[WT_FIELD_TEXT] = wt_strndup(given->text_size > 0 ? given->text : "", sizes[1]);
  if (a->bytes[0] == NULL || a->bytes[1] == NULL) exit(4);
  const wt_zone title = {.kind = WT_ZONE_TITLE, .end = (uint32_t)sizes[0]};
  check(wt_find_zones(a->bytes[0], sizes[0], a->bytes[1], sizes[1], &scratch, &zones, &e), &e);
  check(wt_tokenize(a->bytes[0], sizes[0], &title, 1, &a->fields[0], &e), &e);
  check(wt_tokenize(a->bytes[1], sizes[1], zones.items, zones.n, &a->fields[1], &e), &e);
  for (int f = 0; f < WT_FIELDS; f++) {
    check(wt_match(layers, 1, &a->fields[f], WT_LONGEST, &a->hits[f], &e), &e);
    l->tokens += a->fields[f].n;
  }
  wt_free(zones.items);
  wt_arena_release(&scratch);
}

static void read_articles(lab *l, const char *path, size_t most) {
  wt_error e;
  wt_parser *parser;
  bench_dump dump = {0};
  bench_read(path, most, &dump);
  check(wt_parser_new(wt_fields_preset("default"), &parser, &e), &e);
  for (size_t b = 0; b < dump.n; b++)
    for (size_t i = 0; i < dump.batches[b].n; i++) {
      const wt_record *record = &dump.batches[b].records[i];
      wt_article given;
      if (record->broken == NULL && wt_parse(parser, record, &given, &e) == WT_OK)
        prepare(l, &given);
    }
  wt_parser_free(parser);
  bench_release(&dump);
}

static double decode_all(lab *l, wt_decoder *decoder) {
  wt_error e;
  double start = bench_seconds();
  for (size_t i = 0; i < l->n; i++) {
    article *a = &l->articles[i];
    check(wt_decode(decoder, a->fields, a->hits, a->spans, &e), &e);
  }
  return bench_seconds() - start;
}

/* How many names stand in one list only; both are in text order. */
static size_t differing(const wt_spans *a, const wt_spans *b) {
  size_t n = 0, i = 0, j = 0;
  while (i < a->n || j < b->n) {
    const wt_span *x = i < a->n ? &a->items[i] : NULL, *y = j < b->n ? &b->items[j] : NULL;
    if (x != NULL && y != NULL && x->first == y->first && x->end == y->end && x->type == y->type)
      i++, j++;
    else if (y == NULL || (x != NULL && x->first <= y->first))
      i++, n++;
    else
      j++, n++;
  }
  return n;
}

/* Decodes with every token scored and compares with what the articles hold. */
static void compare_ways(lab *l) {
  wt_error e;
  wt_decoder *all;
  wt_spans spans[WT_FIELDS] = {0};
  size_t names = 0, different = 0;
  check(wt_decoder_new(l->model, &all, &e), &e);
  wt_decoder_score_all(all);
  double start = bench_seconds();
  for (size_t i = 0; i < l->n; i++) {
    article *a = &l->articles[i];
    check(wt_decode(all, a->fields, a->hits, spans, &e), &e);
    for (int f = 0; f < WT_FIELDS; f++) {
      names += spans[f].n;
      different += differing(&a->spans[f], &spans[f]);
    }
  }
  double seconds = bench_seconds() - start;
  printf("every token scored: %.2f million tokens/s, %zu names, %zu (%.3f%%) in one way only\n",
         (double)l->tokens / seconds / 1e6, names, different,
         100 * (double)different / (double)(names > 0 ? names : 1));
  wt_decoder_free(all);
  for (int f = 0; f < WT_FIELDS; f++) wt_free(spans[f].items);
}

int main(int argc, char **argv) {
  wt_error e;
  lab l = {0};
  wt_decoder *decoder;
  double best = 0;
  if (argc < 4) {
    fprintf(stderr, "usage: bench_recogniser DUMP GAZETTEER MODEL [MEGABYTES] [ROUNDS]\n");
    return 2;
  }
  size_t megabytes = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;
  size_t rounds = argc > 5 ? strtoul(argv[5], NULL, 10) : 3;
  check(wt_gazetteer_open(argv[2], &l.gazetteer, &e), &e);
  check(wt_sequence_model_open(argv[3], &l.model, &e), &e);
  read_articles(&l, argv[1], megabytes * 1000000);
  check(wt_decoder_new(l.model, &decoder, &e), &e);
  for (size_t r = 0; r < rounds; r++) bench_keep_best(&best, decode_all(&l, decoder));
  printf("%zu articles, %zu tokens; islands: %.2f million tokens/s\n", l.n, l.tokens,
         (double)l.tokens / best / 1e6);
  compare_ways(&l);
  wt_decoder_free(decoder);
  for (size_t i = 0; i < l.n; i++)
    for (int f = 0; f < WT_FIELDS; f++) {
      wt_tokens_release(&l.articles[i].fields[f]);
      wt_free(l.articles[i].hits[f].items);
      wt_free(l.articles[i].spans[f].items);
      wt_free(l.articles[i].bytes[f]);
    }
  wt_free(l.articles);
  wt_sequence_model_close(l.model);
  wt_gazetteer_close(l.gazetteer);
  return 0;
}
