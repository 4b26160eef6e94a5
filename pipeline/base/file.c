#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"

wt_status wt_view_open(const char *path, wt_view *out, wt_error *error) {
  wt_status status = WT_OK;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return wt_fail(error, WT_IO, path, "cannot open: %s", strerror(errno));
  struct stat st;
  if (fstat(fd, &st) != 0) {
    status = wt_fail(error, WT_IO, path, "cannot read its size: %s", strerror(errno));
  } else if (!S_ISREG(st.st_mode)) {
    status = wt_fail(error, WT_IO, path, "is not a regular file");
  } else if (st.st_size == 0) {
    *out = (wt_view){0};
  } else {
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED)
      status = wt_fail(error, WT_IO, path, "cannot map: %s", strerror(errno));
    else
      *out = (wt_view){.data = data, .size = (size_t)st.st_size};
  }
  close(fd);
  return status;
}

void wt_view_scattered(const wt_view *view) {
  if (view->data != NULL)
    (void)posix_madvise((void *)(uintptr_t)view->data, view->size, POSIX_MADV_RANDOM);
}

void wt_view_close(wt_view *view) {
  if (view->data != NULL) munmap((void *)(uintptr_t)view->data, view->size);
  *view = (wt_view){0};
}

/* The permissions that fopen would have given; mkstemp gives 0600. */
static mode_t file_mode(const char *path) {
  struct stat st;
  if (stat(path, &st) == 0) return st.st_mode & 0777;
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static FILE *open_temporary(wt_output *o) {
  size_t size = strlen(o->path);
  o->temporary = wt_malloc(size + sizeof ".part.XXXXXX");
  if (o->temporary == NULL) {
    errno = ENOMEM;
    return NULL;
  }
  memcpy(o->temporary, o->path, size);
  memcpy(o->temporary + size, ".part.XXXXXX", sizeof ".part.XXXXXX");
  mode_t mode = file_mode(o->path);
  int fd = mkstemp(o->temporary);
  if (fd < 0) {
    wt_free(o->temporary);
    o->temporary = NULL;
    return NULL;
  }
  FILE *stream = fchmod(fd, mode) == 0 ? fdopen(fd, "wb") : NULL;
  if (stream == NULL) {
    close(fd);
    unlink(o->temporary);
    wt_free(o->temporary);
    o->temporary = NULL;
  }
  return stream;
}

wt_status wt_output_open(const char *path, wt_output *out, wt_error *error) {
  wt_output o = {.path = wt_strndup(path, strlen(path))};
  if (o.path == NULL) return wt_no_memory(error, path);
  struct stat st;
  if (strcmp(path, "-") == 0)
    o.stream = stdout;
  else if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
    o.stream = fopen(path, "wb");
  else
    o.stream = open_temporary(&o);
  if (o.stream == NULL) {
    wt_free(o.path);
    if (errno == ENOMEM) return wt_no_memory(error, path);
    return wt_fail(error, WT_IO, path, "cannot write: %s", strerror(errno));
  }
  *out = o;
  return WT_OK;
}

wt_status wt_output_commit(wt_output *output, wt_error *error) {
  wt_status status = WT_OK;
  int failed = fflush(output->stream) != 0 || ferror(output->stream);
  if (output->stream != stdout) failed |= fclose(output->stream) != 0;
  output->stream = NULL;
  if (!failed && output->temporary != NULL) {
    failed = rename(output->temporary, output->path) != 0;
    if (!failed) {
      wt_free(output->temporary);
      output->temporary = NULL;
    }
  }
  if (failed) status = wt_fail(error, WT_IO, output->path, "cannot write: %s", strerror(errno));
  wt_output_discard(output);
  return status;
}

void wt_output_discard(wt_output *output) {
  if (output->stream != NULL && output->stream != stdout) fclose(output->stream);
  if (output->temporary != NULL) unlink(output->temporary);
  wt_free(output->temporary);
  wt_free(output->path);
  *output = (wt_output){0};
}
