#include "cli/reject_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"

static const char SUFFIX[] = ".rejects.jsonl";

static wt_status open_file(rejects *r, wt_error *error) {
  wt_status status = wt_output_open(r->path, &r->output, error);
  r->is_open = status == WT_OK;
  return status;
}

/* A path that names a regular file, or nothing yet: only beside such an output a file makes sense.
 */
static bool is_file(const char *path) {
  struct stat st;
  return strcmp(path, "-") != 0 && (stat(path, &st) != 0 || S_ISREG(st.st_mode));
}

wt_status rejects_open(rejects *r, const char *given, const char *output, wt_error *error) {
  *r = (rejects){.is_explicit = given != NULL};
  if (given == NULL && !is_file(output)) return WT_OK;
  const char *base = given != NULL ? given : output;
  size_t size = strlen(base);
  r->path = wt_malloc(size + sizeof SUFFIX);
  if (r->path == NULL) return wt_no_memory(error, base);
  memcpy(r->path, base, size + 1);
  if (given == NULL) memcpy(r->path + size, SUFFIX, sizeof SUFFIX);
  return r->is_explicit ? open_file(r, error) : WT_OK;
}

bool rejects_want_records(const rejects *r) { return r->path != NULL; }

wt_status rejects_add(rejects *r, const char *line, size_t size, bool quiet, wt_error *error) {
  r->count++;
  if (r->path == NULL) {
    if (!quiet) fwrite(line, 1, size, stderr);
    return WT_OK;
  }
  wt_status status = r->is_open ? WT_OK : open_file(r, error);
  if (status == WT_OK && fwrite(line, 1, size, r->output.stream) != size)
    status = wt_fail(error, WT_IO, r->path, "cannot write: %s", strerror(errno));
  return status;
}

wt_status rejects_commit(rejects *r, wt_error *error) {
  wt_status status = WT_OK;
  if (r->is_open)
    status = wt_output_commit(&r->output, error);
  else if (r->path != NULL)
    unlink(r->path);
  r->is_open = false;
  return status;
}

void rejects_discard(rejects *r) {
  if (r->is_open) wt_output_discard(&r->output);
  wt_free(r->path);
  *r = (rejects){0};
}
