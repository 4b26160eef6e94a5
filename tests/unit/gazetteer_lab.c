#include "gazetteer_lab.h"

#include <unistd.h>

void glab_write(const char *text, size_t size, char path[GLAB_PATH]) {
  snprintf(path, GLAB_PATH, "/tmp/wiretag-lab-XXXXXX");
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, text, size), (ssize_t)size);
  close(fd);
}

wt_status glab_compile(const char *const *lists, size_t n_lists, size_t n_threads, bool keep_going,
                       const char *out, wt_error *error) {
  wt_compile_options options = {.n_threads = n_threads, .keep_going = keep_going};
  return wt_gazetteer_compile(lists, n_lists, out, &options, NULL, error);
}

wt_gazetteer *glab_gazetteer(const char *list) {
  char in[GLAB_PATH], out[GLAB_PATH];
  glab_write(list, strlen(list), in);
  glab_write("", 0, out);
  wt_error error = {0};
  const char *lists[] = {in};
  if (glab_compile(lists, 1, 1, false, out, &error) != WT_OK) fail_msg("%s", error.text);
  wt_gazetteer *gazetteer = NULL;
  if (wt_gazetteer_open(out, &gazetteer, &error) != WT_OK) fail_msg("%s", error.text);
  unlink(in);
  unlink(out);
  return gazetteer;
}

wt_gazetteer *glab_names(const char *rows) {
  wt_buffer list = {0};
  wt_buffer_text(&list, "name\ttype\tflags\n");
  for (const char *c = rows; *c != '\0'; c++) wt_buffer_byte(&list, *c == '|' ? '\t' : *c);
  wt_buffer_byte(&list, '\0');
  wt_gazetteer *gazetteer = glab_gazetteer(list.data);
  wt_buffer_release(&list);
  return gazetteer;
}

uint8_t *glab_read(const char *path, size_t *size) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  uint8_t *bytes = aligned_alloc(64, (*size + 64) / 64 * 64);
  assert_int_equal(fread(bytes, 1, *size, f), *size);
  fclose(f);
  return bytes;
}

static void match(const wt_gazetteer *const *layers, size_t n_layers, const char *text,
                  wt_overlap overlap, wt_tokens *tokens, wt_hits *hits) {
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)strlen(text)};
  assert_int_equal(wt_tokenize(text, strlen(text), &zone, 1, tokens, NULL), WT_OK);
  assert_int_equal(wt_match(layers, n_layers, tokens, overlap, hits, NULL), WT_OK);
}

const char *glab_match(const wt_gazetteer *const *layers, size_t n_layers, const char *text,
                       wt_overlap overlap) {
  static char out[4096];
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  wt_buffer all = {0};
  match(layers, n_layers, text, overlap, &tokens, &hits);
  for (size_t i = 0; i < hits.n; i++) {
    const wt_hit *h = &hits.items[i];
    uint32_t start = tokens.tokens[h->first].start, end = tokens.tokens[h->end - 1].end;
    wt_buffer_format(&all, "%s%s%.*s", i == 0 ? "" : "; ", h->weak ? "~" : "", (int)(end - start),
                     text + start);
  }
  assert_true(all.size < sizeof out);
  snprintf(out, sizeof out, "%.*s", (int)all.size, all.size == 0 ? "" : all.data);
  wt_buffer_release(&all);
  wt_free(hits.items);
  wt_tokens_release(&tokens);
  return out;
}

const char *glab_hits(const wt_gazetteer *gazetteer, const char *text) {
  return glab_match(&gazetteer, 1, text, WT_LONGEST);
}

wt_hit glab_only_hit(const wt_gazetteer *const *layers, size_t n_layers, const char *text) {
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  match(layers, n_layers, text, WT_LONGEST, &tokens, &hits);
  assert_int_equal(hits.n, 1);
  wt_hit hit = hits.items[0];
  wt_free(hits.items);
  wt_tokens_release(&tokens);
  return hit;
}
