/*
 * hyperscan.c - Hyperscan as a gazetteer: 100,000 or a million literals in one database.
 *
 * usage: hyperscan MODE build NAMES DATABASE       one name a line; compile and serialise
 *        hyperscan MODE scan DATABASE TEXT ROUNDS  deserialise and scan
 *
 * MODE "literal": names byte by byte, the fastest that the library offers. MODE "words": whole
 * words in any case (\bname\b, caseless, UTF-8), the nearest that it comes to a gazetteer.
 * Every match is reported (the library knows no longest match). Prints KEY VALUE lines.
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

/* \bname\b with everything that is no letter or digit escaped. */
static const char *whole_word(const char *name, size_t size) {
  char *out = malloc(2 * size + 5), *at = out;
  if (out == NULL) stop("no memory");
  *at++ = '\\', *at++ = 'b';
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)name[i];
    int plain = c >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                (c >= 'a' && c <= 'z');
    if (!plain) *at++ = '\\';
    *at++ = name[i];
  }
  memcpy(at, "\\b", 3);
  return out;
}

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
    p.items[p.n] = words ? whole_word(at, (size_t)(end - at)) : at;
    p.sizes[p.n] = strlen(p.items[p.n]);
    p.ids[p.n] = (unsigned)p.n;
    p.flags[p.n] = words ? HS_FLAG_CASELESS | HS_FLAG_UTF8 : 0;
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
  hs_error_t status = words ? hs_compile_multi(p.items, p.flags, p.ids, n, HS_MODE_BLOCK, NULL,
                                               &database, &error)
                            : hs_compile_lit_multi(p.items, p.flags, p.ids, p.sizes, n,
                                                   HS_MODE_BLOCK, NULL, &database, &error);
  if (status != HS_SUCCESS) stop(error->message);
  if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) stop("cannot serialise");
  FILE *file = fopen(out_path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) stop(out_path);
  printf("build_s %.3f\n", seconds() - start);
}

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *context) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(size_t *)context;
  return 0;
}

static void scan(const char *database_path, const char *text_path, int rounds) {
  size_t size, text_size, matches = 0;
  char *text = read_file(text_path, &text_size);
  double start = seconds(), best = 0;
  char *bytes = read_file(database_path, &size);
  hs_database_t *database;
  hs_scratch_t *scratch = NULL;
  if (hs_deserialize_database(bytes, size, &database) != HS_SUCCESS) stop("cannot deserialise");
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) stop("no scratch");
  free(bytes);
  printf("open_ms %.3f\n", 1e3 * (seconds() - start));
  for (int i = 0; i < rounds; i++) {
    matches = 0;
    start = seconds();
    if (hs_scan(database, text, (unsigned)text_size, 0, scratch, count, &matches) != HS_SUCCESS)
      stop("scan failed");
    double used = seconds() - start;
    if (best == 0 || used < best) best = used;
  }
  printf("mb_s %.2f\nmatches %zu\n", (double)text_size / 1e6 / best, matches);
}

int main(int argc, char **argv) {
  int words = argc > 1 && strcmp(argv[1], "words") == 0;
  if (argc == 5 && strcmp(argv[2], "build") == 0)
    build(argv[3], argv[4], words);
  else if (argc == 6 && strcmp(argv[2], "scan") == 0)
    scan(argv[3], argv[4], (int)strtol(argv[5], NULL, 10));
  else
    stop("usage: hyperscan literal|words build NAMES DATABASE | scan DATABASE TEXT ROUNDS");
  return 0;
}
