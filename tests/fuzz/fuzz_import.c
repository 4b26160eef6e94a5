/*
 * fuzz_import.c - any bytes as a publisher's dump: the first byte chooses importer and options.
 *
 * Whatever comes out is a list that the compiler takes: every row is parsed and its names are
 * derived, as `wiretag gazetteer build` does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "import/import.h"
#include "match/names.h"

#define CHECK(truth)                                              \
  do {                                                            \
    if (!(truth)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #truth); \
      abort();                                                    \
    }                                                             \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void memory_path(int fd, char path[64]) { snprintf(path, 64, "/proc/self/fd/%d", fd); }

/* Compiles the rows of a list as far as keys. */
static uint64_t check_list(const char *path) {
  wt_list list;
  wt_names names = {0};
  wt_slice row;
  wt_error error = {0};
  uint64_t line, rows = 0;
  CHECK(wt_list_open(path, &list, &error) == WT_OK);
  size_t at = list.body;
  while (wt_list_next(&list, &at, &list.line, &row, &line)) {
    wt_list_row parsed;
    if (wt_list_parse(&list, row, line, &parsed, &error) != WT_OK ||
        wt_names_add(&names, &list, &parsed, 0, &error) != WT_OK) {
      fprintf(stderr, "line %llu: %s\n%.*s\n", (unsigned long long)line, error.text, (int)row.size,
              row.bytes);
      abort();
    }
    names.n = 0;
    wt_buffer_clear(&names.keys);
    rows++;
  }
  wt_names_release(&names);
  wt_list_close(&list);
  return rows;
}

static void run(wt_importer *import, const char *const *paths, size_t n, unsigned bits) {
  wt_import_options o = {.languages = (bits & 1) != 0 ? "all" : "en,tr",
                         .all_scripts = (bits & 2) != 0,
                         .keep_going = (bits & 4) != 0,
                         .n_threads = 1};
  wt_import_result result = {0};
  char path[64];
  int fd = memfd_create("list", 0);
  FILE *out = fdopen(fd, "wb");
  CHECK(out != NULL);
  wt_error error = {0};
  wt_status status = import(paths, n, &o, out, "list", &result, &error);
  CHECK(fflush(out) == 0);
  CHECK(status == WT_OK || status == WT_BAD_INPUT || status == WT_USAGE);
  CHECK(status == WT_OK || error.text[0] != '\0');
  memory_path(fd, path);
  if (status == WT_OK) CHECK(check_list(path) == result.rows);
  fclose(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static wt_importer *const IMPORTERS[] = {wt_import_geonames, wt_import_wikidata, wt_import_ror,
                                           wt_import_whosonfirst};
  if (size == 0) return 0;
  /* GeoNames' tables are cut apart at a form feed, so that joins are fuzzed too */
  const uint8_t *rest = data + 1, *end = data + size, *cut;
  char paths[4][64];
  const char *list[4];
  int fds[4];
  size_t n = 0;
  do {
    cut = n < 3 && data[0] % 4 == 0 ? memchr(rest, '\f', (size_t)(end - rest)) : NULL;
    const uint8_t *stop = cut == NULL ? end : cut;
    fds[n] = memfd_create("dump", 0);
    CHECK(fds[n] >= 0 && write(fds[n], rest, (size_t)(stop - rest)) == stop - rest);
    memory_path(fds[n], paths[n]);
    list[n] = paths[n];
    n++;
    rest = stop + 1;
  } while (cut != NULL);
  run(IMPORTERS[data[0] % 4], list, n, data[0] / 4);
  for (size_t i = 0; i < n; i++) close(fds[i]);
  return 0;
}
