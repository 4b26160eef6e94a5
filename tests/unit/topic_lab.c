#include "topic_lab.h"

#include <unistd.h>

#include "unit.h"

static char folder[] = "/tmp/wiretag-topics-XXXXXX";
enum { NAMES = 32 };
static char paths[NAMES][96];
static size_t n_paths;

int lab_open(void **state) {
  (void)state;
  return mkdtemp(folder) == NULL ? -1 : 0;
}

int lab_close(void **state) {
  (void)state;
  for (size_t i = 0; i < n_paths; i++) unlink(paths[i]);
  return rmdir(folder); /* fails when a temporary file was left behind */
}

const char *lab_path(const char *name) {
  char path[96];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  for (size_t i = 0; i < n_paths; i++)
    if (strcmp(paths[i], path) == 0) return paths[i];
  assert_true(n_paths < NAMES);
  memcpy(paths[n_paths], path, sizeof path);
  return paths[n_paths++];
}

const char *lab_write(const char *name, const char *text) {
  const char *path = lab_path(name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  assert_int_equal(fclose(f), 0);
  return path;
}

const char *lab_corpus(void) {
  static const char *const SPORT[] = {"match", "goal", "striker", "league", "coach", "stadium"};
  static const char *const HEALTH[] = {"virus",    "hospital", "vaccine",
                                       "patients", "doctors",  "flu"};
  static const char *const OTHER[] = {"garden", "paint", "carpet", "kettle", "bench", "lantern"};
  const char *path = lab_path("corpus.jsonl");
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  for (int i = 0; i < 100; i++) {
    const char *const *words = i % 5 < 2 ? SPORT : i % 5 < 4 ? HEALTH : OTHER;
    const char *topic = i % 5 < 2 ? "\"sport\"" : i % 5 < 4 ? "\"health\"" : "";
    fprintf(f,
            "{\"id\": %d, \"title\": \"The %s and the %s\", \"text\": \"The %s was with the %s of "
            "the town. It was the %s that day.\", \"topics\": [%s]}\n",
            i, words[i % 6], words[(i / 5) % 6], words[(i + 1) % 6], words[(i / 5 + 2) % 6],
            words[(i + 3) % 6], topic);
  }
  assert_int_equal(fclose(f), 0);
  return path;
}

wt_status lab_train(const char *data, const char *taxonomy, const char *out, size_t n_threads,
                    wt_error *error) {
  wt_topics_training training = {
      .data = &data, .n_data = 1, .taxonomy = taxonomy, .out = out, .n_threads = n_threads};
  return wt_train_topics(&training, error);
}

void lab_tokenize(lab_reader *r, const char *title, const char *text) {
  wt_zone zones[WT_FIELDS] = {{.kind = WT_ZONE_TITLE, .end = (uint32_t)strlen(title)},
                              {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT}};
  zones[1].end = (uint32_t)strlen(text);
  assert_int_equal(wt_tokenize(title, strlen(title), zones, title[0] != '\0', &r->fields[0], NULL),
                   WT_OK);
  assert_int_equal(wt_tokenize(text, strlen(text), zones + 1, text[0] != '\0', &r->fields[1], NULL),
                   WT_OK);
}

void lab_classify(lab_reader *r, wt_classifier *classifier, const char *title, const char *text) {
  lab_tokenize(r, title, text);
  wt_arena_reset(&r->arena);
  assert_int_equal(wt_classify(classifier, &(wt_topic_article){.fields = r->fields}, &r->arena,
                               &r->topics, NULL),
                   WT_OK);
}

void lab_reader_release(lab_reader *r) {
  for (int f = 0; f < WT_FIELDS; f++) wt_tokens_release(&r->fields[f]);
  wt_arena_release(&r->arena);
}

const wt_topic *lab_topic(const lab_reader *r, const char *id) {
  for (size_t i = 0; i < r->topics.n; i++)
    if (strcmp(r->topics.items[i].id, id) == 0) return &r->topics.items[i];
  return NULL;
}
