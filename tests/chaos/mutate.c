/*
 * mutate.c - thousands of damaged dumps through the whole pipeline: no crash, nothing lost.
 *
 * Each round damages a copy of a good dump (bits flipped, ranges cut, doubled or overwritten with
 * bytes that parsers dislike), then reads, parses, tags and writes it. Every line that is not empty
 * must give exactly one record or one reject. Build with AddressSanitizer to see leaks and overruns
 * as well.
 *
 * usage: mutate DATA_FOLDER DUMP.jsonl ROUNDS [SEED]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "match/gazetteer.h"
#include "read/dump.h"
#include "wiretag.h"

/* xorshift64* (Vigna 2016): the same damage for the same seed everywhere. */
static uint64_t draw(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545f4914f6cdd1du;
}

static size_t below(uint64_t *state, size_t n) { return n == 0 ? 0 : (size_t)(draw(state) % n); }

static void insert(wt_buffer *b, size_t at, const void *bytes, size_t size) {
  if (!wt_buffer_reserve(b, size)) return;
  memmove(b->data + at + size, b->data + at, b->size - at);
  memcpy(b->data + at, bytes, size);
  b->size += size;
}

static void damage_once(wt_buffer *b, uint64_t *state) {
  static const struct {
    const char *bytes;
    size_t size;
  } NASTY[] = {{"\0", 1},
               {"\xff", 1},
               {"\xed\xa0\x80", 3},
               {"\\ud800", 6},
               {"\\u0000", 6},
               {"\"", 1},
               {"{", 1},
               {"}", 1},
               {"\n", 1},
               {"\r\n", 2},
               {"\\", 1},
               {"\xef\xbb\xbf", 3},
               {"NaN", 3},
               {"[[[[[[[[[[", 10},
               {"1e999", 5},
               {"99999999999999999999", 20},
               {"\xf0\x9f\x98\x80", 4},
               {"\xcc\x81", 2},
               {"\xc3", 1},
               {"\x1b", 1}};
  size_t at = below(state, b->size);
  size_t size = below(state, 200);
  if (size > b->size - at) size = b->size - at;
  switch (draw(state) % 6) {
    case 0:
      if (b->size > 0) b->data[at] ^= (char)(1u << draw(state) % 8);
      break;
    case 1: /* cut a range */
      memmove(b->data + at, b->data + at + size, b->size - at - size);
      b->size -= size;
      break;
    case 2: { /* double a range */
      char copy[200];
      memcpy(copy, b->data + at, size);
      insert(b, at, copy, size);
      break;
    }
    case 3: /* truncate */
      if (draw(state) % 8 == 0) b->size = at;
      break;
    default: {
      size_t i = below(state, sizeof NASTY / sizeof *NASTY);
      insert(b, at, NASTY[i].bytes, NASTY[i].size);
    }
  }
}

/* How many articles the reader owes: lines with something besides white space, after a BOM. */
static size_t lines_of(const char *bytes, size_t size) {
  size_t n = 0;
  bool something = false;
  size_t i = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  for (; i < size; i++) {
    if (bytes[i] == '\n') {
      n += something;
      something = false;
    } else if (strchr(" \t\r", bytes[i]) == NULL || bytes[i] == '\0') {
      something = true;
    }
  }
  return n + something;
}

typedef struct machine {
  wt_pipeline *pipeline;
  wt_worker *worker;
  wt_doc *doc;
  wt_parser *parser;
  wt_batch batch;
  wt_buffer rejects;
  size_t records, rejected;
} machine;

static int tag_record(machine *m, const wt_record *record) {
  wt_article article = {0};
  wt_error error = {0};
  const char *json;
  size_t size;
  wt_status status =
      record->broken != NULL ? WT_BAD_INPUT : wt_parse(m->parser, record, &article, &error);
  if (status == WT_OK) status = wt_tag(m->worker, &article, m->doc, &error);
  if (status == WT_OK)
    status = wt_doc_json(m->doc, m->pipeline, WT_CODEPOINT, &json, &size, &error);
  if (status == WT_BAD_INPUT || status == WT_TOO_LARGE) {
    wt_reject_append(&m->rejects, record, &article,
                     record->broken != NULL ? record->broken : error.text);
    m->rejected++;
    return 0;
  }
  m->records += status == WT_OK;
  if (status != WT_OK)
    fprintf(stderr, "line %llu: %s\n", (unsigned long long)record->line, error.text);
  return status != WT_OK;
}

static int tag_file(machine *m, const char *path) {
  const char *const paths[] = {path};
  wt_dump_options options = {.format = WT_FORMAT_JSONL, .batch_records = 4};
  wt_dump *dump;
  wt_error error;
  if (wt_dump_open(paths, 1, &options, &dump, &error) != WT_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  int failed = 0;
  m->records = m->rejected = 0;
  wt_buffer_clear(&m->rejects);
  for (;;) {
    wt_batch_clear(&m->batch);
    if (wt_dump_read(dump, &m->batch, &error) != WT_OK) failed = 1;
    if (failed || m->batch.n == 0) break;
    for (size_t i = 0; i < m->batch.n; i++) failed |= tag_record(m, &m->batch.records[i]);
  }
  wt_dump_close(dump);
  return failed;
}

static int open_machine(machine *m, const char *folder) {
  char gazetteer[4096], topics[4096];
  snprintf(gazetteer, sizeof gazetteer, "%s/world.wtg", folder);
  snprintf(topics, sizeof topics, "%s/topics-en.wtm", folder);
  const char *const layers[] = {gazetteer};
  wt_options options = {.gazetteers = layers, .n_gazetteers = 1, .topics = topics};
  wt_error error;
  if (wt_pipeline_open(&options, &m->pipeline, &error) != WT_OK ||
      wt_worker_new(m->pipeline, &m->worker, &error) != WT_OK ||
      wt_doc_new(&m->doc, &error) != WT_OK ||
      wt_parser_new(wt_fields_preset("default"), &m->parser, &error) != WT_OK) {
    fprintf(stderr, "%s: %s\n", error.where, error.text);
    return 1;
  }
  return 0;
}

static void close_machine(machine *m) {
  wt_batch_release(&m->batch);
  wt_buffer_release(&m->rejects);
  wt_parser_free(m->parser);
  wt_doc_free(m->doc);
  wt_worker_free(m->worker);
  wt_pipeline_close(m->pipeline);
}

static int read_whole(const char *path, wt_buffer *out) {
  FILE *f = fopen(path, "rb");
  if (f == NULL) return 1;
  char block[65536];
  for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;) wt_buffer_append(out, block, n);
  return fclose(f);
}

static int write_whole(const char *path, const wt_buffer *bytes) {
  FILE *f = fopen(path, "wb");
  if (f == NULL) return 1;
  int failed = fwrite(bytes->data, 1, bytes->size, f) != bytes->size;
  return fclose(f) | failed;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: mutate DATA_FOLDER DUMP.jsonl ROUNDS [SEED]\n");
    return 2;
  }
  unsigned long rounds = strtoul(argv[3], NULL, 10);
  uint64_t seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
  machine m = {0};
  wt_buffer good = {0}, bad = {0};
  char path[] = "/tmp/wiretag-mutate-XXXXXX";
  int fd = mkstemp(path);
  int failed =
      fd < 0 || close(fd) != 0 || read_whole(argv[2], &good) != 0 || open_machine(&m, argv[1]) != 0;
  size_t records = 0, rejects = 0;

  for (unsigned long round = 0; !failed && round < rounds; round++) {
    uint64_t state = (seed << 32 | round) * 2 + 1;
    wt_buffer_clear(&bad);
    wt_buffer_append(&bad, good.data, good.size);
    for (size_t n = 1 + below(&state, 12); n > 0; n--) damage_once(&bad, &state);
    failed = write_whole(path, &bad) != 0 || tag_file(&m, path) != 0;
    size_t owed = lines_of(bad.data, bad.size);
    if (m.records + m.rejected != owed) failed = 1;
    if (failed)
      fprintf(stderr, "round %lu of seed %llu: %zu lines, %zu records, %zu rejects\n", round,
              (unsigned long long)seed, owed, m.records, m.rejected);
    records += m.records;
    rejects += m.rejected;
  }
  if (fd >= 0) unlink(path);
  close_machine(&m);
  wt_buffer_release(&good);
  wt_buffer_release(&bad);
  if (!failed)
    printf("%lu damaged dumps: %zu records, %zu rejects, 0 lost\n", rounds, records, rejects);
  return failed;
}
