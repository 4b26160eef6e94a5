/*
 * fuzz_lists.c - any bytes as a text list: read, with and without --keep-going, compiled, opened.
 *
 * What compiles must open, and every name and entry in it must be readable.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "match/compile.h"
#include "match/gazetteer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "fuzz_lists: %s\n", what);
  abort();
}

/* Reads every name and entry of a compiled file. */
static void use(const char *path) {
  wt_gazetteer *g = NULL;
  wt_error error;
  demand(wt_gazetteer_open(path, &g, &error) == WT_OK, "the compiled file does not open");
  for (uint32_t i = 0; i < wt_gazetteer_n_names(g); i++) {
    char key[256];
    demand(wt_gazetteer_key(g, i, key) > 0, "a name has no key");
    demand(wt_gazetteer_n_candidates(g, i) > 0, "a name has no candidate");
  }
  for (uint32_t i = 0; i < wt_gazetteer_n_entries(g); i++) {
    wt_entry e;
    wt_gazetteer_entry(g, i, &e);
    demand(e.name[0] != '\0', "an entry has no name");
    demand(e.veto || wt_gazetteer_find_id(g, e.id) <= i, "an entry is not found by its id");
  }
  wt_gazetteer_close(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char in[] = "/tmp/wiretag-fuzz-list-XXXXXX", out[] = "/tmp/wiretag-fuzz-out-XXXXXX";
  int in_file = mkstemp(in), out_file = mkstemp(out);
  demand(in_file >= 0 && out_file >= 0, "no temporary file");
  demand(write(in_file, data, size) == (ssize_t)size, "cannot write the list");
  close(in_file);
  close(out_file);
  const char *lists[] = {in};
  for (int keep_going = 0; keep_going < 2; keep_going++) {
    wt_compile_options options = {.keep_going = keep_going == 1, .n_threads = 1};
    wt_error error = {0};
    wt_status status = wt_gazetteer_compile(lists, 1, out, &options, NULL, &error);
    if (status == WT_OK)
      use(out);
    else
      demand(error.text[0] != '\0', "an error without a text");
  }
  unlink(in);
  unlink(out);
  return 0;
}
