/*
 * dump.c - the serial half: paths to files to bytes to records.
 *
 *   paths -> walk.c (folders) -> stream.c (decompression) -> split.c (records) -> batch
 *
 * One file is open at a time and one block of it is in memory; the rest of a block that did not fit
 * into a batch waits for the next call. What is wrong with one file becomes a broken record and the
 * next file is opened; only a path that the caller named and that cannot be opened is an error.
 */
#include "read/dump.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "read/split.h"
#include "read/stream.h"
#include "read/walk.h"

enum {
  BATCH_BYTES = 4 << 20,
  BATCH_RECORDS = 1024,
  RECORD_BYTES = 64 << 20,
  KEEP_BYTES = 16 << 20, /* a batch that one huge record blew up is given back */
};

struct wt_dump {
  wt_dump_options options;
  char **paths; /* [n_paths] */
  size_t n_paths, next_path;
  wt_walk walk; /* of the folder that is being read, if any */
  _Atomic uint64_t consumed;
  uint64_t total;

  wt_stream *stream; /* NULL: open the next file */
  wt_buffer path;    /* its path, NUL-terminated */
  bool in_member;
  wt_buffer name;    /* what its records are called, NUL-terminated */
  wt_buffer head;    /* the member's first bytes, read ahead to see its shape */
  const char *block; /* [block_size] what is left of the last block */
  size_t block_size;
  bool at_end;  /* nothing comes after the block */
  bool damaged; /* ... because the file is damaged, as `damage` says */
  wt_error damage;
  wt_splitter splitter;
  wt_error pending; /* its status is not WT_OK: to be returned by the next read */
};

/* ---- batches ------------------------------------------------------------------------ */

void wt_batch_clear(wt_batch *batch) {
  if (batch->bytes.capacity > KEEP_BYTES) wt_buffer_release(&batch->bytes);
  wt_buffer_clear(&batch->bytes);
  wt_arena_reset(&batch->names);
  batch->n = 0;
}

void wt_batch_release(wt_batch *batch) {
  wt_free(batch->records);
  wt_buffer_release(&batch->bytes);
  wt_arena_release(&batch->names);
  *batch = (wt_batch){0};
}

/* Records lie one behind the other; their pointers are set when the buffer moves no more. */
static void set_pointers(wt_batch *batch) {
  const char *bytes = batch->bytes.data == NULL ? "" : batch->bytes.data;
  for (size_t i = 0; i < batch->n; i++) {
    batch->records[i].bytes = bytes;
    bytes += batch->records[i].size;
  }
}

static const char *keep_text(wt_batch *batch, const char *text) {
  return wt_arena_copy(&batch->names, text, strlen(text));
}

/* ---- files -------------------------------------------------------------------------- */

static wt_status set_text(wt_buffer *buffer, const char *text, wt_error *error) {
  buffer->size = 0;
  wt_buffer_append(buffer, text, strlen(text) + 1);
  return buffer->failed ? wt_no_memory(error, text) : WT_OK;
}

/* A file that a folder led to, or a folder inside one: what is wrong with it is a record. */
static wt_status note_broken(const char *path, const wt_error *why, wt_batch *batch,
                             wt_error *error) {
  const char *file = keep_text(batch, path), *text = keep_text(batch, why->text);
  if (file == NULL || text == NULL) return wt_no_memory(error, path);
  return wt_batch_broken(batch, file, 0, 0, text, error);
}

static wt_status open_stream(wt_dump *d, const char *path, wt_error *error) {
  wt_status status = set_text(&d->path, path, error);
  return status == WT_OK ? wt_stream_open(path, &d->consumed, &d->stream, error) : status;
}

/* Opens the next file; *end when there is none. */
static wt_status next_file(wt_dump *d, wt_batch *batch, bool *end, wt_error *error) {
  wt_error why = {0};
  if (d->walk.folder != NULL) {
    const char *path = NULL;
    wt_status status = wt_walk_next(&d->walk, &path, &why);
    if (status == WT_OK && path != NULL) status = open_stream(d, path, &why);
    if (status == WT_IO) return note_broken(path, &why, batch, error);
    if (status != WT_OK && error != NULL) *error = why;
    return status;
  }
  if (d->next_path == d->n_paths) {
    *end = true;
    return WT_OK;
  }
  const char *path = d->paths[d->next_path++];
  struct stat st;
  bool folder = strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
  return folder ? wt_walk_start(&d->walk, path, error) : open_stream(d, path, error);
}

static void close_stream(wt_dump *d) {
  wt_stream_close(d->stream);
  d->stream = NULL;
  d->in_member = false;
  d->block_size = 0;
}

/* ---- members ------------------------------------------------------------------------ */

static bool ends_in(const char *text, size_t size, const char *tail) {
  size_t n = strlen(tail);
  return size >= n && memcmp(text + size - n, tail, n) == 0;
}

/* True when the name says JSON: .json, .jsonl, .ndjson, with or without a compression's ending. */
static bool named_json(const char *name) {
  static const char *const packed[] = {".gz", ".zst", ".xz", ".bz2", ".lz4"};
  static const char *const json[] = {".json", ".jsonl", ".ndjson"};
  size_t size = strlen(name);
  for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++)
    if (ends_in(name, size, packed[i])) {
      size -= strlen(packed[i]);
      break;
    }
  for (size_t i = 0; i < sizeof json / sizeof json[0]; i++)
    if (ends_in(name, size, json[i])) return true;
  return false;
}

static wt_shape shape_of(const wt_dump *d) {
  switch (d->options.format) {
    case WT_FORMAT_JSONL: return WT_SHAPE_LINES;
    case WT_FORMAT_TEXT: return WT_SHAPE_WHOLE;
    case WT_FORMAT_AUTO: break;
  }
  return wt_split_shape(d->block, d->block_size, named_json(d->name.data));
}

/* Reads on. Damage is noted: what was read before it still counts. Errors: WT_NO_MEMORY. */
static wt_status read_block(wt_dump *d, wt_error *error) {
  wt_status status = wt_stream_read(d->stream, &d->block, &d->block_size, &d->damage);
  d->damaged = status == WT_BAD_INPUT || status == WT_IO;
  d->at_end = d->damaged || (status == WT_OK && d->block_size == 0);
  if (d->at_end) d->block_size = 0;
  if (status == WT_NO_MEMORY) return wt_no_memory(error, d->path.data);
  return WT_OK;
}

/* Reads the first bytes of a member, at least WT_SPLIT_HEAD unless it is shorter, or what there is
 * when its shape is known: a pipe may hold its second article back until the first is answered. */
static wt_status read_head(wt_dump *d, wt_error *error) {
  d->head.size = 0;
  while (d->head.size < WT_SPLIT_HEAD) {
    wt_status status = read_block(d, error);
    if (status != WT_OK) return status;
    if (d->at_end) break;
    wt_buffer_append(&d->head, d->block, d->block_size);
    if (d->head.failed) return wt_no_memory(error, d->path.data);
    if (d->options.format == WT_FORMAT_JSONL && d->head.size >= 3) break;
  }
  d->block = d->head.data;
  d->block_size = d->head.size;
  return WT_OK;
}

/* "dump.jsonl", or "dump.tar/member". */
static wt_status set_name(wt_dump *d, const char *member, wt_error *error) {
  wt_status status = set_text(&d->name, d->path.data, error);
  if (status != WT_OK || member == NULL) return status;
  d->name.size--;
  wt_buffer_byte(&d->name, '/');
  wt_buffer_append(&d->name, member, strlen(member) + 1);
  return d->name.failed ? wt_no_memory(error, member) : WT_OK;
}

/* Opens the stream's next member, or closes the stream behind the last one. */
static wt_status next_member(wt_dump *d, wt_batch *batch, wt_error *error) {
  bool more = false;
  const char *member = NULL;
  wt_error why = {0};
  wt_status status = wt_stream_next(d->stream, &more, &member, &why);
  if (status != WT_OK || !more) {
    if (status == WT_BAD_INPUT || status == WT_IO)
      status = note_broken(d->path.data, &why, batch, error);
    else if (status != WT_OK && error != NULL)
      *error = why;
    close_stream(d);
    return status;
  }
  status = set_name(d, member, error);
  if (status == WT_OK) status = read_head(d, error);
  if (status != WT_OK) return status;
  const char *file = keep_text(batch, d->name.data);
  if (file == NULL) return wt_no_memory(error, d->name.data);
  bool bom = d->block_size >= 3 && memcmp(d->block, "\xEF\xBB\xBF", 3) == 0;
  if (bom) {
    d->block += 3;
    d->block_size -= 3;
  }
  wt_split_begin(&d->splitter, shape_of(d), d->options.record_bytes, file);
  d->splitter.offset = bom ? 3 : 0;
  d->in_member = true;
  return WT_OK;
}

static wt_status end_member(wt_dump *d, wt_batch *batch, wt_error *error) {
  const char *damage = NULL;
  if (d->damaged) {
    damage = keep_text(batch, d->damage.text);
    if (damage == NULL) return wt_no_memory(error, d->path.data);
  }
  wt_status status = wt_split_end(&d->splitter, damage, batch, error);
  d->in_member = false;
  if (d->damaged) close_stream(d);
  return status;
}

/* ---- the dump ----------------------------------------------------------------------- */

static wt_status copy_paths(wt_dump *d, const char *const *paths, size_t n, wt_error *error) {
  d->paths = wt_calloc(n, sizeof *d->paths);
  if (d->paths == NULL) return wt_no_memory(error, "dump");
  bool known = true;
  for (size_t i = 0; i < n; i++) {
    d->paths[i] = wt_strndup(paths[i], strlen(paths[i]));
    if (d->paths[i] == NULL) return wt_no_memory(error, paths[i]);
    d->n_paths++;
    struct stat st;
    if (strcmp(paths[i], "-") == 0 ? fstat(STDIN_FILENO, &st) != 0 : stat(paths[i], &st) != 0)
      return wt_fail(error, WT_IO, paths[i], "cannot open: %s", strerror(errno));
    known &= S_ISREG(st.st_mode);
    d->total += S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
  }
  if (!known) d->total = 0;
  return WT_OK;
}

wt_status wt_dump_open(const char *const *paths, size_t n_paths, const wt_dump_options *options,
                       wt_dump **out, wt_error *error) {
  wt_dump *d = wt_calloc(1, sizeof *d);
  if (d == NULL) return wt_no_memory(error, "dump");
  if (options != NULL) d->options = *options;
  if (d->options.batch_bytes == 0) d->options.batch_bytes = BATCH_BYTES;
  if (d->options.batch_records == 0) d->options.batch_records = BATCH_RECORDS;
  if (d->options.record_bytes == 0) d->options.record_bytes = RECORD_BYTES;
  wt_status status = copy_paths(d, paths, n_paths, error);
  if (status != WT_OK)
    wt_dump_close(d);
  else
    *out = d;
  return status;
}

void wt_dump_close(wt_dump *dump) {
  if (dump == NULL) return;
  wt_stream_close(dump->stream);
  wt_walk_release(&dump->walk);
  for (size_t i = 0; i < dump->n_paths; i++) wt_free(dump->paths[i]);
  wt_free(dump->paths);
  wt_buffer_release(&dump->path);
  wt_buffer_release(&dump->name);
  wt_buffer_release(&dump->head);
  wt_free(dump);
}

/* Does the next piece of work. */
static wt_status step(wt_dump *d, wt_batch *batch, bool *end, wt_error *error) {
  if (d->stream == NULL) return next_file(d, batch, end, error);
  if (!d->in_member) return next_member(d, batch, error);
  if (d->block_size > 0) {
    size_t used;
    wt_status status = wt_split(&d->splitter, d->block, d->block_size, &used, batch, error);
    d->block += used;
    d->block_size -= used;
    return status;
  }
  if (!d->at_end) return read_block(d, error);
  if (d->splitter.open) return wt_split_finish(&d->splitter, batch, error);
  return end_member(d, batch, error);
}

wt_status wt_dump_read(wt_dump *dump, wt_batch *batch, wt_error *error) {
  bool end = false;
  wt_error why = dump->pending;
  dump->pending = (wt_error){0};
  if (why.status != WT_OK) {
    if (error != NULL) *error = why;
    return why.status;
  }
  if (dump->in_member) {
    dump->splitter.file = keep_text(batch, dump->name.data);
    if (dump->splitter.file == NULL) return wt_no_memory(error, dump->name.data);
  }
  while (!end) {
    bool full =
        batch->n >= dump->options.batch_records || batch->bytes.size >= dump->options.batch_bytes;
    if (full && !(dump->in_member && dump->splitter.open)) break;
    wt_status status = step(dump, batch, &end, &why);
    if (status == WT_IO && batch->n > 0) { /* what was read before is not lost */
      dump->pending = why;
      break;
    }
    if (status != WT_OK) {
      if (error != NULL) *error = why;
      return status;
    }
  }
  set_pointers(batch);
  return WT_OK;
}

void wt_dump_position(const wt_dump *dump, uint64_t *consumed, uint64_t *total) {
  *consumed = atomic_load_explicit(&dump->consumed, memory_order_relaxed);
  *total = dump->total;
}
