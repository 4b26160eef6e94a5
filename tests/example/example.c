/*
 * example.c - one article through libwiretag, with nothing but wiretag.h.
 *
 *   cc example.c $(pkg-config --cflags --libs wiretag) -o example
 *   ./example world.wtg [topics-en.wtm] < article.txt
 */
#include <stdio.h>
#include <string.h>
#include <wiretag.h>

enum { MOST = 1 << 20 };

static int fail(const wt_error *error) {
  fprintf(stderr, "example: %s: %s: %s\n", wt_status_name(error->status), error->where,
          error->text);
  return 1;
}

int main(int argc, char **argv) {
  static char text[MOST];
  if (argc < 2) {
    fputs("usage: example GAZETTEER [TOPICS] < article.txt\n", stderr);
    return 2;
  }
  wt_error error;
  wt_pipeline *pipeline = NULL;
  wt_worker *worker = NULL;
  wt_doc *doc = NULL;
  const char *gazetteers[] = {argv[1]};
  wt_options options = {.gazetteers = gazetteers, .n_gazetteers = 1};
  if (argc > 2) options.topics = argv[2];

  /* Once for a process; once for each thread; once for each article in work. */
  wt_status status = wt_pipeline_open(&options, &pipeline, &error);
  if (status == WT_OK) status = wt_worker_new(pipeline, &worker, &error);
  if (status == WT_OK) status = wt_doc_new(&doc, &error);

  wt_article article = {.id_json = "1", .id_json_size = 1, .text = text};
  article.text_size = fread(text, 1, sizeof text, stdin);
  if (status == WT_OK) status = wt_tag(worker, &article, doc, &error);

  if (status == WT_OK) {
    size_t n;
    const wt_entity *entities = wt_doc_entities(doc, &n);
    for (size_t i = 0; i < n; i++) {
      const wt_mention *first = &entities[i].mentions[0];
      printf("%-24s %-20s %.*s\n", entities[i].name, entities[i].id ? entities[i].id : "(no id)",
             (int)(first->end - first->start), text + first->start);
    }
    const char *json;
    size_t size;
    status = wt_doc_json(doc, pipeline, WT_CODEPOINT, &json, &size, &error);
    if (status == WT_OK) printf("the record has %s bytes\n", size > 100 ? "over 100" : "few");
  }

  int code = status == WT_OK ? 0 : fail(&error);
  wt_doc_free(doc);
  wt_worker_free(worker);
  wt_pipeline_close(pipeline);
  return code;
}
