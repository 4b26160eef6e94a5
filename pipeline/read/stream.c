/*
 * stream.c - the only user of libarchive: what is compressed is found out by content, not by name.
 *
 *   read(2) -> gunzip.c (when it is gzip) -> libarchive -> wide.c (when it is UTF-16 or UTF-32)
 *
 * What does not begin as JSON goes through libarchive, also a plain text: its "raw" format hands
 * out our own read buffer without a copy. Filters are enabled one by one, because "all" includes
 * some that start programs of the machine (lrzip, grzip). tar and zip come free: each file in them
 * is a member.
 *
 * LIMIT. Of a truncated zst, xz or bz2 file libarchive drops the last block (up to 128 KiB), even
 * where some of it could be decoded. gunzip.c gives all.
 */
#include "read/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/mem.h"
#include "read/gunzip.h"
#include "read/wide.h"

enum { BLOCK = 256 * 1024 };

struct wt_stream {
  struct archive *archive;
  bool opened; /* the first bytes were looked at */
  bool direct; /* not through libarchive */
  bool alone;  /* not an archive: one member without a name */
  bool filled; /* a member was found */
  int fd;
  int read_errno;     /* set when read() failed, so that damage and a bad disk can be told apart */
  bool no_memory;     /* ... or that memory ran out */
  ssize_t peeked;     /* bytes in block that were read before anybody asked; 0: none */
  bool started;       /* the first block was looked at */
  wt_gunzip *gunzip;  /* NULL: not gzip */
  const char *reason; /* what is wrong with the gzip data; static */
  bool fresh;         /* nothing of the member was read yet */
  wt_wide wide;
  wt_buffer converted; /* what wide made of the last block */
  _Atomic uint64_t *consumed;
  char *path;
  char block[BLOCK], inflated[BLOCK];
};

static ssize_t read_some(wt_stream *s) {
  ssize_t n;
  do n = read(s->fd, s->block, BLOCK);
  while (n < 0 && errno == EINTR);
  return n;
}

static ptrdiff_t read_file(void *context, const char **block) {
  wt_stream *s = context;
  ssize_t n = s->peeked > 0 ? s->peeked : read_some(s);
  s->peeked = 0;
  if (n < 0)
    s->read_errno = errno;
  else
    atomic_fetch_add_explicit(s->consumed, (uint64_t)n, memory_order_relaxed);
  *block = s->block;
  return n;
}

/* What libarchive asks for bytes. An error looks like the end to it: it would throw away what it
 * has in its hands. We remember the error and report it when the bytes before it are read. */
static la_ssize_t read_block(struct archive *archive, void *context, const void **block) {
  (void)archive;
  wt_stream *s = context;
  const char *bytes = NULL;
  ptrdiff_t n = 0;
  if (s->gunzip == NULL) {
    n = read_file(s, &bytes);
    *block = bytes;
    bool first = !s->started;
    s->started = true;
    if (n <= 0 || !first || !wt_gunzip_detect(bytes, (size_t)n)) return n < 0 ? 0 : n;
    if (wt_gunzip_new(bytes, (size_t)n, read_file, s, &s->gunzip) != WT_OK) {
      s->no_memory = true;
      return 0;
    }
  }
  if (s->reason == NULL && s->read_errno == 0)
    n = wt_gunzip_read(s->gunzip, s->inflated, BLOCK, &s->reason);
  *block = s->inflated;
  return n < 0 ? 0 : n;
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

/* Nothing that is packed begins with '{'. libarchive would want up to 512 bytes before it says so,
 * and the first article of a pipe must not wait for the second. */
static bool begins_as_json(wt_stream *s) {
  s->peeked = read_some(s);
  return s->peeked > 0 && s->block[0] == '{';
}

/* True when there was an error below libarchive. */
static bool ended_early(const wt_stream *s) {
  return s->read_errno != 0 || s->reason != NULL || s->no_memory;
}

static wt_status damaged(const wt_stream *s, wt_error *error) {
  if (s->read_errno != 0)
    return wt_fail(error, WT_IO, s->path, "cannot read: %s", strerror(s->read_errno));
  if (s->no_memory || (s->reason == NULL && archive_errno(s->archive) == ENOMEM))
    return wt_no_memory(error, s->path);
  const char *why = s->reason != NULL ? s->reason : archive_error_string(s->archive);
  return wt_fail(error, WT_BAD_INPUT, s->path, "compressed data is damaged or ends early (%s)",
                 why == NULL ? "no details" : why);
}

/* To tar, a thousand NULs are an archive that ends where it begins. Nobody shall lose a file so. */
static wt_status nothing_inside(wt_stream *s, wt_error *error) {
  s->filled = true;
  return wt_fail(error, WT_BAD_INPUT, s->path,
                 "is an archive without files, or begins with NUL bytes");
}

wt_status wt_stream_open(const char *path, _Atomic uint64_t *consumed, wt_stream **out,
                         wt_error *error) {
  wt_status status = WT_OK;
  wt_stream *s = wt_malloc(sizeof *s);
  if (s == NULL) return wt_no_memory(error, path);
  memset(s, 0, offsetof(wt_stream, block));
  s->fd = -1;
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
  wt_gunzip_free(stream->gunzip);
  wt_buffer_release(&stream->converted);
  if (stream->fd > STDIN_FILENO) close(stream->fd);
  wt_free(stream->path);
  wt_free(stream);
}

wt_status wt_stream_next(wt_stream *s, bool *more, const char **name, wt_error *error) {
  if (!s->opened) {
    s->opened = true;
    if (begins_as_json(s)) {
      s->direct = s->alone = s->fresh = *more = true;
      *name = NULL;
      return WT_OK;
    }
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
      if (ended_early(s)) return damaged(s, error);
      if (!s->filled && archive_format(s->archive) != ARCHIVE_FORMAT_EMPTY)
        return nothing_inside(s, error);
      *more = false;
      return WT_OK;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged(s, error);
    s->filled = true;
    s->alone = archive_format(s->archive) == ARCHIVE_FORMAT_RAW;
    if (!s->alone && archive_entry_filetype(entry) != AE_IFREG) continue;
    s->fresh = true;
    *name = s->alone ? NULL : archive_entry_pathname(entry);
    if (!s->alone && *name == NULL) *name = "?";
    *more = true;
    return WT_OK;
  }
}

static wt_status read_direct(wt_stream *s, const char **bytes, size_t *size, wt_error *error) {
  ptrdiff_t n = read_file(s, bytes);
  if (n < 0) return damaged(s, error);
  *size = (size_t)n;
  return WT_OK;
}

/* The next bytes as libarchive gives them. */
static wt_status read_unpacked(wt_stream *s, const char **bytes, size_t *size, wt_error *error) {
  const void *block;
  size_t block_size;
  la_int64_t offset; /* of sparse files; their holes hold no text */
  for (;;) {
    int result = archive_read_data_block(s->archive, &block, &block_size, &offset);
    if (result == ARCHIVE_EOF) {
      if (s->alone && ended_early(s)) return damaged(s, error);
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

wt_status wt_stream_read(wt_stream *s, const char **bytes, size_t *size, wt_error *error) {
  for (;;) {
    const char *block = NULL;
    size_t block_size = 0;
    wt_status status = s->direct ? read_direct(s, &block, &block_size, error)
                                 : read_unpacked(s, &block, &block_size, error);
    if (status != WT_OK) return status;
    if (s->fresh) s->wide = wt_wide_detect(block, block_size);
    s->fresh = false;
    if (s->wide.unit == 0) {
      *bytes = block;
      *size = block_size;
      return WT_OK;
    }
    wt_buffer_clear(&s->converted);
    if (block_size > 0)
      wt_wide_convert(&s->wide, block, block_size, &s->converted);
    else
      wt_wide_end(&s->wide, &s->converted);
    if (s->converted.failed) return wt_no_memory(error, s->path);
    if (s->converted.size == 0 && block_size > 0) continue;
    *bytes = s->converted.data;
    *size = s->converted.size;
    return WT_OK;
  }
}
