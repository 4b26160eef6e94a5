/*
 * test_unicode_breaks.c - the official WordBreakTest.txt and SentenceBreakTest.txt (Debian package
 * unicode-data) against the plain rules of word_break.c and sentence_break.c: every line passes.
 *
 * The tailorings live above those rules, so none of them needs an exception here, but one word
 * rule has a tailored mode: its deliberate differences are listed below and counted.
 */
#include <unicode/uchar.h>

#include "text/sentence_break.h"
#include "text/utf8.h"
#include "text/word_break.h"
#include "unit.h"

enum { LINE = 4096, MOST = 256 };

/* One line of a test file: "÷ 0061 × 0308 ÷ # ...". */
typedef struct example {
  char bytes[LINE];
  size_t size;
  size_t breaks[MOST]; /* offsets of the ÷ */
  size_t n_breaks;
} example;

static bool parse(const char *line, example *out) {
  *out = (example){0};
  for (const char *at = line; *at != '\0' && *at != '#' && *at != '\n';) {
    if (strncmp(at, "÷", 2) == 0) {
      out->breaks[out->n_breaks++] = out->size;
      at += 2;
    } else if ((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'F')) {
      char *end;
      out->size += wt_utf8_put((uint32_t)strtoul(at, &end, 16), out->bytes + out->size);
      at = end;
    } else {
      at++;
    }
  }
  return out->size > 0;
}

static size_t next_word(const char *bytes, size_t size, size_t at) {
  return wt_word_next(bytes, size, at, false);
}

static size_t next_tailored_word(const char *bytes, size_t size, size_t at) {
  return wt_word_next(bytes, size, at, true);
}

static bool passes(const example *e, size_t (*next)(const char *, size_t, size_t)) {
  size_t at = 0, n = 0;
  if (e->breaks[n++] != 0) return false;
  while (at < e->size) {
    at = next(e->bytes, e->size, at);
    if (n >= e->n_breaks || e->breaks[n++] != at) return false;
  }
  return n == e->n_breaks;
}

/* Runs a file; returns its number of lines, and in *failed how many fail without being excused. */
static size_t run(const char *path, size_t (*next)(const char *, size_t, size_t),
                  bool (*excused)(const example *), size_t *failed) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fail_msg("%s is missing: install the package unicode-data", path);
  static char line[LINE];
  static example e;
  size_t lines = 0;
  *failed = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (!parse(line, &e)) continue;
    lines++;
    if (passes(&e, next) || (excused != NULL && excused(&e))) continue;
    (*failed)++;
    if (next != next_tailored_word) print_message("fails: %s", line);
  }
  fclose(file);
  return lines;
}

/* The file and the installed ICU may be of different Unicode versions (another distribution): then
 * some characters differ, and one line in a hundred may. */
static size_t tolerated(const char *path, size_t lines) {
  static char line[LINE], version[64];
  UVersionInfo icu;
  u_getUnicodeVersion(icu);
  snprintf(version, sizeof version, "Test-%u.%u.%u.txt", icu[0], icu[1], icu[2]);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  bool same = fgets(line, sizeof line, file) != NULL && strstr(line, version) != NULL;
  fclose(file);
  return same ? 0 : lines / 100;
}

#define WORDS "/usr/share/unicode/auxiliary/WordBreakTest.txt"
#define SENTENCES "/usr/share/unicode/auxiliary/SentenceBreakTest.txt"

static void every_line_of_the_word_break_test_passes(void **state) {
  (void)state;
  size_t failed, lines = run(WORDS, next_word, NULL, &failed);
  assert_true(lines > 1500);
  assert_true(failed <= tolerated(WORDS, lines));
}

static void every_line_of_the_sentence_break_test_passes(void **state) {
  (void)state;
  size_t failed, lines = run(SENTENCES, wt_sentence_next, NULL, &failed);
  assert_true(lines > 400);
  assert_true(failed <= tolerated(SENTENCES, lines));
}

/* The tailored mode differs where a colon would join two letters, and nowhere else in the file
 * (a capital and a small letter behind a period do not occur in it). */
static bool has_colon(const example *e) { return memchr(e->bytes, ':', e->size) != NULL; }

static void the_tailored_mode_differs_at_colons_only(void **state) {
  (void)state;
  size_t failed, excused, lines = run(WORDS, next_tailored_word, has_colon, &failed);
  assert_true(failed <= tolerated(WORDS, lines));
  run(WORDS, next_tailored_word, NULL, &excused);
  assert_true(excused > 0 && excused < 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_line_of_the_word_break_test_passes),
      cmocka_unit_test(every_line_of_the_sentence_break_test_passes),
      cmocka_unit_test(the_tailored_mode_differs_at_colons_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
