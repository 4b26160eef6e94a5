/*
 * stream.c - the only user of libarchive: what is compressed is found out by content, not by name.
 *
 * Every file goes through libarchive, also a plain one: its "raw" format hands out our own read
 * buffer without a copy. Filters are enabled one by one, because "all" includes some that start
 * programs of the machine (lrzip, grzip). tar and zip come free: each file in them is a member.
 *
 * LIMIT. libarchive does not check the CRC at the end of a gzip file: damage that still inflates is
 * not seen. Truncation is, and so is damage in zst, xz and bz2, which carry checked sums.
 */
#include "read/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"

enum { BLOCK = 256 * 1024 };

struct wt_stream {
  struct archive *archive;
  bool opened; /* libarchive has seen the first bytes */
  bool alone;  /* not an archive: one member without a name */
  int fd;
  int read_errno; /* set when read() failed, so that damage and a bad disk can be told apart */
  _Atomic uint64_t *consumed;
  char *path;
  char block[BLOCK];
};

static la_ssize_t read_block(struct archive *archive, void *context, const void **block) {
  wt_stream *s = context;
  ssize_t n;
  do n = read(s->fd, s->block, BLOCK);
  while (n < 0 && errno == EINTR);
  if (n < 0) {
    s->read_errno = errno;
    archive_set_error(archive, errno, "cannot read: %s", strerror(errno));
    return -1;
  }
  atomic_fetch_add_explicit(s->consumed, (uint64_t)n, memory_order_relaxed);
  *block = s->block;
  return n;
}

static struct archive *new_archive(void) {
  struct archive *a = archive_read_new();
  if (a == NULL) return NULL;
  bool good = archive_read_support_filter_gzip(a) == ARCHIVE_OK &&
              archive_read_support_filter_zstd(a) == ARCHIVE_OK &&
              archive_read_support_filter_xz(a) == ARCHIVE_OK &&
              archive_read_support_filter_bzip2(a) == ARCHIVE_OK &&
              archive_read_support_filter_lz4(a) == ARCHIVE_OK &&
              archive_read_support_format_tar(a) == ARCHIVE_OK &&
              archive_read_support_format_zip_streamable(a) == ARCHIVE_OK &&
              archive_read_support_format_raw(a) == ARCHIVE_OK &&
              archive_read_support_format_empty(a) == ARCHIVE_OK;
  if (good) return a;
  archive_read_free(a);
  return NULL;
}

static wt_status damaged(wt_stream *s, wt_error *error) {
  if (s->read_errno != 0)
    return wt_fail(error, WT_IO, s->path, "cannot read: %s", strerror(s->read_errno));
  if (archive_errno(s->archive) == ENOMEM) return wt_no_memory(error, s->path);
  const char *why = archive_error_string(s->archive);
  return wt_fail(error, WT_BAD_INPUT, s->path, "compressed data is damaged or ends early (%s)",
                 why == NULL ? "no details" : why);
}

wt_status wt_stream_open(const char *path, _Atomic uint64_t *consumed, wt_stream **out,
                         wt_error *error) {
  wt_status status = WT_OK;
  wt_stream *s = wt_malloc(sizeof *s);
  if (s == NULL) return wt_no_memory(error, path);
  s->archive = NULL, s->opened = s->alone = false, s->fd = -1, s->read_errno = 0,
  s->consumed = consumed;
  s->path = wt_strndup(path, strlen(path));
  if (s->path == NULL) {
    status = wt_no_memory(error, path);
    goto fail;
  }
  s->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (s->fd < 0) {
    status = wt_fail(error, WT_IO, path, "cannot open: %s", strerror(errno));
    goto fail;
  }
  s->archive = new_archive();
  if (s->archive == NULL) {
    status = wt_no_memory(error, path);
    goto fail;
  }
  *out = s;
  return WT_OK;
fail:
  wt_stream_close(s);
  return status;
}

void wt_stream_close(wt_stream *stream) {
  if (stream == NULL) return;
  archive_read_free(stream->archive);
  if (stream->fd > STDIN_FILENO) close(stream->fd);
  wt_free(stream->path);
  wt_free(stream);
}

wt_status wt_stream_next(wt_stream *s, bool *more, const char **name, wt_error *error) {
  if (!s->opened) {
    s->opened = true;
    if (archive_read_open(s->archive, s, NULL, read_block, NULL) != ARCHIVE_OK)
      return damaged(s, error);
  } else if (s->alone) {
    *more = false;
    return WT_OK;
  }
  for (;;) {
    struct archive_entry *entry;
    int result = archive_read_next_header(s->archive, &entry);
    if (result == ARCHIVE_EOF) {
      *more = false;
      return WT_OK;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged(s, error);
    s->alone = archive_format(s->archive) == ARCHIVE_FORMAT_RAW;
    if (!s->alone && archive_entry_filetype(entry) != AE_IFREG) continue;
    *name = s->alone ? NULL : archive_entry_pathname(entry);
    if (!s->alone && *name == NULL) *name = "?";
    *more = true;
    return WT_OK;
  }
}

wt_status wt_stream_read(wt_stream *s, const char **bytes, size_t *size, wt_error *error) {
  const void *block;
  size_t block_size;
  la_int64_t offset; /* of sparse files; their holes hold no text */
  for (;;) {
    int result = archive_read_data_block(s->archive, &block, &block_size, &offset);
    if (result == ARCHIVE_EOF) {
      *size = 0;
      return WT_OK;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged(s, error);
    if (block_size == 0) continue;
    *bytes = block;
    *size = block_size;
    return WT_OK;
  }
}
