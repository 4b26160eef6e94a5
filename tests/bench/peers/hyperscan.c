/*
 * hyperscan.c - Hyperscan as a gazetteer: 100,000 or a million literals in one database.
 *
 * usage: hyperscan MODE build NAMES DATABASE       one name a line; compile and serialise
 *        hyperscan MODE scan DATABASE TEXT ROUNDS  deserialise and scan
 *
 * MODE "literal": names byte by byte, the fastest that the library offers. MODE "words": names in
 * any case of ASCII letters, and the callback drops matches that begin or end inside a word, the
 * nearest that the library comes to a gazetteer (\bname\b as an expression does not compile in any
 * reasonable time for 100,000 names). Every match is reported (the library knows no longest match).
 * Prints KEY VALUE lines.
 */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

_Noreturn static void stop(const char *what) {
  fprintf(stderr, "hyperscan: %s\n", what);
  exit(4);
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) stop(path);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) stop(path);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

typedef struct patterns {
  const char **items; /* [n] */
  unsigned *flags, *ids;
  size_t *sizes;
  size_t n;
} patterns;

static patterns make_patterns(char *names, int words) {
  patterns p = {0};
  size_t lines = 0;
  for (const char *at = names; (at = strchr(at, '\n')) != NULL; at++) lines++;
  p.items = calloc(lines, sizeof *p.items);
  p.flags = calloc(lines, sizeof *p.flags);
  p.ids = calloc(lines, sizeof *p.ids);
  p.sizes = calloc(lines, sizeof *p.sizes);
  if (p.items == NULL || p.flags == NULL || p.ids == NULL || p.sizes == NULL) stop("no memory");
  for (char *at = names, *end; (end = strchr(at, '\n')) != NULL; at = end + 1, p.n++) {
    *end = '\0';
    p.items[p.n] = at;
    p.sizes[p.n] = (size_t)(end - at);
    p.ids[p.n] = (unsigned)p.n;
    p.flags[p.n] = words ? HS_FLAG_CASELESS | HS_FLAG_SOM_LEFTMOST : 0;
  }
  return p;
}

static void build(const char *names_path, const char *out_path, int words) {
  size_t size;
  char *names = read_file(names_path, &size), *bytes;
  double start = seconds();
  patterns p = make_patterns(names, words);
  hs_database_t *database;
  hs_compile_error_t *error;
  unsigned n = (unsigned)p.n;
  if (hs_compile_lit_multi(p.items, p.flags, p.ids, p.sizes, n, HS_MODE_BLOCK, NULL, &database,
                           &error) != HS_SUCCESS)
    stop(error->message);
  if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) stop("cannot serialise");
  FILE *file = fopen(out_path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) stop(out_path);
  printf("build_s %.3f\n", seconds() - start);
}

typedef struct counter {
  const char *text;
  size_t size, matches;
} counter;

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *context) {
  (void)id, (void)from, (void)to, (void)flags;
  ((counter *)context)->matches++;
  return 0;
}

/* Letters, digits and all bytes of longer characters. */
static int in_word(char c) {
  unsigned char b = (unsigned char)c;
  return b >= 0x80 || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
}

static int count_words(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *context) {
  (void)id, (void)flags;
  counter *c = context;
  int inside = (from > 0 && in_word(c->text[from - 1])) || (to < c->size && in_word(c->text[to]));
  c->matches += !inside;
  return 0;
}

static void scan(const char *database_path, const char *text_path, int rounds, int words) {
  size_t size;
  counter c = {0};
  char *text = read_file(text_path, &c.size);
  c.text = text;
  double start = seconds(), best = 0;
  char *bytes = read_file(database_path, &size);
  hs_database_t *database;
  hs_scratch_t *scratch = NULL;
  if (hs_deserialize_database(bytes, size, &database) != HS_SUCCESS) stop("cannot deserialise");
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) stop("no scratch");
  free(bytes);
  printf("open_ms %.3f\n", 1e3 * (seconds() - start));
  for (int i = 0; i < rounds; i++) {
    c.matches = 0;
    start = seconds();
    if (hs_scan(database, text, (unsigned)c.size, 0, scratch, words ? count_words : count, &c) !=
        HS_SUCCESS)
      stop("scan failed");
    double used = seconds() - start;
    if (best == 0 || used < best) best = used;
  }
  printf("mb_s %.2f\nmatches %zu\n", (double)c.size / 1e6 / best, c.matches);
}

int main(int argc, char **argv) {
  int words = argc > 1 && strcmp(argv[1], "words") == 0;
  if (argc == 5 && strcmp(argv[2], "build") == 0)
    build(argv[3], argv[4], words);
  else if (argc == 6 && strcmp(argv[2], "scan") == 0)
    scan(argv[3], argv[4], (int)strtol(argv[5], NULL, 10), words);
  else
    stop("usage: hyperscan literal|words build NAMES DATABASE | scan DATABASE TEXT ROUNDS");
  return 0;
}
