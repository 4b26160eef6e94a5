/*
 * bench_stages.c - where the time goes: every stage alone, on one thread.
 *
 * usage: bench_stages DUMP GAZETTEER [RECOGNISER|-] [TOPICS|-] [MEGABYTES] [ROUNDS]
 *
 * Does for each article of the dump what wiretag.c does, with a clock between the stages, and
 * prints for each its time (best of ROUNDS, 3), MB/s of article text, million tokens a second and
 * its share; of the models' stages, of the English text, since they are asked about no other.
 * "unpack" is decompression and cutting into lines; "parse" JSON to an article; "write"
 * the record. MEGABYTES limits the dump (0: all of it).
 */
#include "bench.h"
#include "doc.h"
#include "match/gazetteer.h"
#include "recognise/recogniser.h"
#include "resolve/resolve.h"
#include "text/language.h"
#include "text/tokens.h"
#include "topics/classify.h"
#include "write/json_line.h"

enum stage { UNPACK, PARSE, CLEAN, TOKENIZE, MATCH, RECOGNISE, RESOLVE, TOPICS, WRITE, STAGES };
static const char *const NAMES[STAGES] = {"unpack",    "parse",   "clean",  "tokenize", "match",
                                          "recognise", "resolve", "topics", "write"};

/* What wt_pipeline, wt_worker and wt_doc hold together. */
typedef struct lab {
  wt_pipeline *pipeline; /* for the record's hashes */
  wt_gazetteer *gazetteer;
  wt_recogniser *recogniser;
  wt_recogniser_state *state;
  wt_topic_model *topics;
  wt_classifier *classifier; /* NULL: no topics */
  wt_resolver *resolver;
  wt_parser *parser;
  wt_doc *doc;
  wt_arena scratch;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
  wt_buffer line;
  double seconds[STAGES], mark;
  size_t articles, rejects, bytes, tokens, n_hits, n_spans, entities, written;
  size_t english_bytes, english_tokens; /* of the text that the models were asked about */
  bool english;                         /* the article being tagged */
} lab;

static void check(wt_status status, const wt_error *error) {
  if (status != WT_OK) bench_stop(error);
}

static void open_lab(lab *l, const char *gazetteer, const char *recogniser, const char *topics) {
  wt_error e;
  wt_options options = {
      .gazetteers = &gazetteer, .n_gazetteers = 1, .recogniser = recogniser, .topics = topics};
  check(wt_pipeline_open(&options, &l->pipeline, &e), &e);
  check(wt_gazetteer_open(gazetteer, &l->gazetteer, &e), &e);
  check(wt_recogniser_open(recogniser, &l->recogniser, &e), &e);
  check(wt_recogniser_state_new(l->recogniser, &l->state, &e), &e);
  if (topics != NULL) {
    check(wt_topic_model_open(topics, &l->topics, &e), &e);
    check(wt_classifier_new(l->topics, &l->classifier, &e), &e);
  }
  check(wt_resolver_new(&l->resolver, &e), &e);
  check(wt_parser_new(wt_fields_preset("default"), &l->parser, &e), &e);
  check(wt_doc_new(&l->doc, &e), &e);
}

static void close_lab(lab *l) {
  wt_doc_free(l->doc);
  wt_parser_free(l->parser);
  wt_resolver_free(l->resolver);
  wt_classifier_free(l->classifier);
  wt_topic_model_close(l->topics);
  wt_recogniser_state_free(l->state);
  wt_recogniser_close(l->recogniser);
  wt_gazetteer_close(l->gazetteer);
  wt_pipeline_close(l->pipeline);
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_tokens_release(&l->fields[f]);
    wt_free(l->hits[f].items);
    wt_free(l->spans[f].items);
  }
  wt_arena_release(&l->scratch);
  wt_buffer_release(&l->line);
}

/* The time since the last call goes to `stage`. */
static void charge(lab *l, enum stage stage) {
  double now = bench_seconds();
  l->seconds[stage] += now - l->mark;
  l->mark = now;
}

static void clean(lab *l, const wt_article *a) {
  wt_error e;
  wt_zone_list *zones = &l->doc->zones;
  zones->n = 0;
  if (a->title_size > 0) {
    wt_zone *items = wt_grow(zones->items, &zones->capacity, 1, sizeof *items);
    if (items == NULL) exit(4);
    zones->items = items;
    items[zones->n++] =
        (wt_zone){.kind = WT_ZONE_TITLE, .field = WT_FIELD_TITLE, .end = (uint32_t)a->title_size};
  }
  check(wt_find_zones(a->title, a->title_size, a->text, a->text_size, &l->scratch, zones, &e), &e);
}

static void tokenize(lab *l, const wt_article *a) {
  wt_error e;
  const wt_zone_list *z = &l->doc->zones;
  size_t n = a->title_size > 0 ? 1 : 0;
  const wt_zone *rest = z->items == NULL ? NULL : z->items + n;
  wt_tokens *fields = l->fields;
  check(wt_tokenize(a->title, a->title_size, z->items, n, &fields[WT_FIELD_TITLE], &e), &e);
  check(wt_tokenize(a->text, a->text_size, rest, z->n - n, &fields[WT_FIELD_TEXT], &e), &e);
}

static void tag(lab *l, const wt_article *a) {
  wt_error e;
  const wt_gazetteer *const layers[] = {l->gazetteer};
  wt_arena_reset(&l->scratch);
  wt_arena_reset(&l->doc->arena);
  l->doc->topics = (wt_topic_list){0};
  clean(l, a);
  charge(l, CLEAN);
  tokenize(l, a);
  charge(l, TOKENIZE);
  for (int f = 0; f < WT_FIELDS; f++)
    check(wt_match(layers, 1, &l->fields[f], WT_LONGEST, &l->hits[f], &e), &e);
  charge(l, MATCH);
  l->english = (a->lang == NULL || wt_is_english_tag(a->lang, a->lang_size)) &&
               wt_looks_english(l->fields, WT_FIELDS);
  for (int f = 0; f < WT_FIELDS; f++) l->spans[f].n = 0;
  if (l->english) check(wt_recognise(l->state, l->fields, l->hits, l->spans, &e), &e);
  charge(l, RECOGNISE);
  wt_evidence evidence = {.layers = layers,
                          .n_layers = 1,
                          .fields = l->fields,
                          .hits = l->hits,
                          .spans = l->spans,
                          .words = wt_recogniser_words(l->recogniser),
                          .spans_decide = l->english && wt_recogniser_has_model(l->recogniser),
                          .other_language = !l->english,
                          .publisher = a->publisher,
                          .publisher_size = a->publisher_size};
  check(wt_resolve(l->resolver, &evidence, &l->doc->arena, &l->doc->resolved, &e), &e);
  charge(l, RESOLVE);
  wt_topic_article seen = {
      .fields = l->fields, .entities = l->doc->resolved.entities, .n_entities = l->doc->resolved.n};
  if (l->english && l->classifier != NULL)
    check(wt_classify(l->classifier, &seen, &l->doc->arena, &l->doc->topics, &e), &e);
  charge(l, TOPICS);
  l->doc->article = *a;
  wt_buffer_clear(&l->line);
  wt_json_line(&l->line, l->doc, l->pipeline, WT_CODEPOINT);
  charge(l, WRITE);
}

static void count(lab *l, const wt_article *a) {
  l->articles++;
  l->bytes += a->title_size + a->text_size;
  size_t tokens = l->fields[WT_FIELD_TITLE].n + l->fields[WT_FIELD_TEXT].n;
  l->tokens += tokens;
  if (l->english) l->english_tokens += tokens;
  if (l->english) l->english_bytes += a->title_size + a->text_size;
  for (int f = 0; f < WT_FIELDS; f++) {
    l->n_hits += l->hits[f].n;
    l->n_spans += l->spans[f].n;
  }
  l->entities += l->doc->resolved.n;
  l->written += l->line.size;
}

static void run_round(lab *l, const char *path, size_t most, double best[STAGES]) {
  bench_dump dump = {0};
  wt_error error;
  memset(l->seconds, 0, sizeof l->seconds);
  l->articles = l->rejects = l->bytes = l->tokens = 0;
  l->n_hits = l->n_spans = l->entities = l->written = 0;
  l->english_bytes = l->english_tokens = 0;
  l->mark = bench_seconds();
  bench_read(path, most, &dump);
  charge(l, UNPACK);
  for (size_t b = 0; b < dump.n; b++)
    for (size_t i = 0; i < dump.batches[b].n; i++) {
      const wt_record *record = &dump.batches[b].records[i];
      wt_article article;
      l->mark = bench_seconds();
      if (record->broken != NULL || wt_parse(l->parser, record, &article, &error) != WT_OK) {
        l->rejects++;
        continue;
      }
      charge(l, PARSE);
      tag(l, &article);
      count(l, &article);
    }
  for (int s = 0; s < STAGES; s++) bench_keep_best(&best[s], l->seconds[s]);
  bench_release(&dump);
}

static void report(const lab *l, const double best[STAGES]) {
  double sum = 0, mb = (double)l->bytes / 1e6;
  for (int s = 0; s < STAGES; s++) sum += best[s];
  printf("%-10s %9s %9s %10s %7s\n", "stage", "seconds", "MB/s", "Mtoken/s", "share");
  for (int s = 0; s <= STAGES; s++) {
    double seconds = s == STAGES ? sum : best[s];
    bool model = s == RECOGNISE || s == TOPICS;
    size_t bytes = model ? l->english_bytes : l->bytes;
    size_t tokens = model ? l->english_tokens : l->tokens;
    printf("%-10s %9.3f %9.1f %10.2f %6.1f%%\n", s == STAGES ? "all" : NAMES[s], seconds,
           (double)bytes / 1e6 / seconds, (double)tokens / 1e6 / seconds, 100 * seconds / sum);
  }
  printf(
      "# %zu articles, %zu rejects, %.1f MB of text, %zu tokens, %zu hits, %zu spans, "
      "%zu entities, %.1f MB of records\n",
      l->articles, l->rejects, mb, l->tokens, l->n_hits, l->n_spans, l->entities,
      (double)l->written / 1e6);
}

static const char *path_or_none(int argc, char **argv, int i) {
  return argc > i && strcmp(argv[i], "-") != 0 ? argv[i] : NULL;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr,
            "usage: bench_stages DUMP GAZETTEER [RECOGNISER|-] [TOPICS|-] [MEGABYTES] "
            "[ROUNDS]\n");
    return 2;
  }
  lab l = {0};
  double best[STAGES] = {0};
  size_t most = argc > 5 ? (size_t)strtoul(argv[5], NULL, 10) * 1000000 : 0;
  long rounds = argc > 6 ? strtol(argv[6], NULL, 10) : 3;
  open_lab(&l, argv[2], path_or_none(argc, argv, 3), path_or_none(argc, argv, 4));
  for (long round = 0; round < rounds; round++) run_round(&l, argv[1], most, best);
  report(&l, best);
  close_lab(&l);
  return 0;
}
