/*
 * bench_floors.c - what the simplest programs do with the same dump, on one thread.
 *
 * usage: bench_floors DUMP.jsonl [PACKED] [ROUNDS]
 *
 * The floors, from below: memchr over all line ends, decompression of PACKED (libarchive, as
 * Wiretag reads it), jansson's parser on every line, and the same with jansson's writer behind it.
 * A program that only parses and prints JSON would be the last one; Wiretag is judged by how much
 * slower it is than that. Prints one line a floor: name, seconds (best of ROUNDS, 3), MB/s of the
 * unpacked dump.
 */
#include <archive.h>
#include <archive_entry.h>
#include <jansson.h>

#include "base/file.h"
#include "bench.h"

typedef struct input {
  wt_view dump;
  const char *packed; /* NULL: none */
  size_t lines, written, bad;
} input;

/* The line at `at` without its end. */
static size_t line_size(const wt_view *view, size_t at) {
  const uint8_t *end = memchr(view->data + at, '\n', view->size - at);
  return end == NULL ? view->size - at : (size_t)(end - view->data) - at;
}

static void scan(input *in) {
  in->lines = 0;
  for (size_t at = 0; at < in->dump.size; at += line_size(&in->dump, at) + 1) in->lines++;
}

static void unpack(input *in) {
  static char block[1 << 16];
  struct archive *a = archive_read_new();
  struct archive_entry *entry;
  if (a == NULL) exit(4);
  archive_read_support_filter_all(a);
  archive_read_support_format_raw(a);
  if (archive_read_open_filename(a, in->packed, sizeof block) != ARCHIVE_OK ||
      archive_read_next_header(a, &entry) != ARCHIVE_OK) {
    fprintf(stderr, "bench_floors: %s\n", archive_error_string(a));
    exit(4);
  }
  while (archive_read_data(a, block, sizeof block) > 0) continue;
  archive_read_free(a);
}

static int count_bytes(const char *bytes, size_t size, void *context) {
  (void)bytes;
  *(size_t *)context += size;
  return 0;
}

static void parse(input *in, bool print) {
  in->written = in->bad = 0;
  for (size_t at = 0, size; at < in->dump.size; at += size + 1) {
    size = line_size(&in->dump, at);
    json_t *json = json_loadb((const char *)in->dump.data + at, size, JSON_DECODE_ANY, NULL);
    if (json == NULL)
      in->bad++;
    else if (print)
      json_dump_callback(json, count_bytes, &in->written, JSON_COMPACT);
    json_decref(json);
  }
}

static void parse_only(input *in) { parse(in, false); }
static void parse_and_print(input *in) { parse(in, true); }

int main(int argc, char **argv) {
  static const struct floor {
    const char *name;
    void (*run)(input *in);
    bool packed;
  } FLOORS[] = {{"memchr", scan, false},
                {"decompress", unpack, true},
                {"jansson-parse", parse_only, false},
                {"jansson-parse-dump", parse_and_print, false}};
  enum { N = sizeof FLOORS / sizeof *FLOORS };
  wt_error error;
  if (argc < 2) {
    fprintf(stderr, "usage: bench_floors DUMP.jsonl [PACKED] [ROUNDS]\n");
    return 2;
  }
  input in = {.packed = argc > 2 && argv[2][0] != '\0' ? argv[2] : NULL};
  if (wt_view_open(argv[1], &in.dump, &error) != WT_OK) bench_stop(&error);
  long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : 3;
  double best[N] = {0};
  for (long round = 0; round < rounds; round++)
    for (int i = 0; i < N; i++) {
      if (FLOORS[i].packed && in.packed == NULL) continue;
      double start = bench_seconds();
      FLOORS[i].run(&in);
      bench_keep_best(&best[i], bench_seconds() - start);
    }
  for (int i = 0; i < N; i++)
    if (best[i] > 0)
      printf("%-20s %10.4f s %10.1f MB/s\n", FLOORS[i].name, best[i],
             (double)in.dump.size / 1e6 / best[i]);
  if (in.bad > 0) fprintf(stderr, "bench_floors: jansson refuses %zu lines\n", in.bad);
  wt_view_close(&in.dump);
  return 0;
}
