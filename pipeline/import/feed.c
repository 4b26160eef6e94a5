#include "import/feed.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/threads.h"
#include "import/list_line.h"

enum {
  CHUNK_BYTES = 64 << 10,
  RECORD_BYTES = 512 << 20, /* a country's outline in Who's On First has 100 MB */
};

typedef struct chunk {
  size_t first, end; /* records of the batch */
  wt_buffer out;
  wt_error *errors; /* [n_errors] of broken records; the last one may be of another kind */
  size_t n_errors, error_capacity;
} chunk;

typedef struct batch {
  wt_batch records;
  chunk *chunks; /* [n] of [n_made]; the rest keeps its memory for later */
  size_t n, n_made, capacity;
} batch;

typedef struct feeding {
  const wt_feed *feed;
  const wt_import_options *options;
  wt_import_result *result;
  wt_dump *dump;
  batch batches[WT_SLOTS];
  wt_import_progress progress;
  atomic_bool stop; /* reading may end, and what was read need not be worked on */
  wt_error read_error, error;
  wt_status read_status, status;
} feeding;

/* ---- reading ------------------------------------------------------------------------ */

/* An empty chunk behind the last one, or NULL. */
static chunk *next_chunk(batch *b) {
  if (b->n == b->n_made) {
    chunk *grown = wt_grow(b->chunks, &b->capacity, b->n + 1, sizeof *grown);
    if (grown == NULL) return NULL;
    b->chunks = grown;
    b->chunks[b->n_made++] = (chunk){0};
  }
  chunk *c = &b->chunks[b->n++];
  wt_buffer_clear(&c->out);
  c->n_errors = 0;
  return c;
}

static bool cut(batch *b) {
  b->n = 0;
  for (size_t i = 0; i < b->records.n;) {
    chunk *c = next_chunk(b);
    if (c == NULL) return false;
    c->first = i;
    for (size_t bytes = 0; i < b->records.n && bytes < CHUNK_BYTES; i++)
      bytes += b->records.records[i].size + 1;
    c->end = i;
  }
  return true;
}

static size_t read_batch(void *context, size_t slot) {
  feeding *f = context;
  batch *b = &f->batches[slot];
  if (atomic_load(&f->stop) || f->read_status != WT_OK) return 0;
  wt_batch_clear(&b->records);
  f->read_status = wt_dump_read(f->dump, &b->records, &f->read_error);
  if (f->read_status != WT_OK) return 0;
  if (!cut(b)) {
    f->read_status = wt_no_memory(&f->read_error, f->feed->pass);
    return 0;
  }
  return b->n;
}

/* ---- working ------------------------------------------------------------------------ */

/* Keeps an error of a chunk; false when the chunk cannot go on. */
static bool keep_error(feeding *f, chunk *c, const wt_record *record, const wt_error *error) {
  wt_error *grown = wt_grow(c->errors, &c->error_capacity, c->n_errors + 1, sizeof *grown);
  if (grown == NULL) {
    c->out.failed = true;
    return false;
  }
  c->errors = grown;
  wt_error *kept = &grown[c->n_errors++];
  *kept = *error;
  if (error->status != WT_BAD_INPUT) return false;
  size_t size = strnlen(record->file, sizeof kept->where - 1);
  memcpy(kept->where, record->file, size);
  kept->where[size] = '\0';
  kept->line = record->line;
  return f->options->keep_going;
}

/* A file in an archive or a folder that is no JSON: a README, a table beside the records. One that
 * the user named himself is not passed over in silence. */
static bool is_beside(const wt_feed *feed, const wt_record *record) {
  if (feed->format != WT_FORMAT_AUTO || record->format != WT_FORMAT_TEXT) return false;
  for (size_t i = 0; i < feed->n_paths; i++)
    if (strcmp(feed->paths[i], record->file) == 0) return false;
  return true;
}

static void work_chunk(void *context, size_t slot, size_t item, size_t thread) {
  feeding *f = context;
  batch *b = &f->batches[slot];
  chunk *c = &b->chunks[item];
  if (atomic_load_explicit(&f->stop, memory_order_relaxed)) return;
  for (size_t i = c->first; i < c->end; i++) {
    const wt_record *record = &b->records.records[i];
    wt_error error = {0};
    if (record->broken == NULL && is_beside(f->feed, record)) continue;
    wt_status status = record->broken != NULL
                           ? wt_fail(&error, WT_BAD_INPUT, NULL, "%s", record->broken)
                           : f->feed->work(f->feed->context, thread, record, &c->out, &error);
    if (c->out.failed) return;
    if (status == WT_OK) continue;
    error.status = status;
    if (!keep_error(f, c, record, &error)) return;
  }
}

/* ---- taking ------------------------------------------------------------------------- */

static void fail(feeding *f, wt_status status, const wt_error *error) {
  f->status = status;
  f->error = *error;
  f->error.status = status;
  atomic_store(&f->stop, true);
}

static void take_chunk(feeding *f, const chunk *c) {
  wt_error error = {0};
  if (c->out.failed) {
    fail(f, wt_no_memory(&error, f->feed->pass), &error);
    return;
  }
  wt_status status = WT_OK;
  if (c->out.size > 0) status = f->feed->take(f->feed->context, c->out.data, c->out.size, &error);
  if (status != WT_OK) fail(f, status, &error);
  for (size_t i = 0; f->status == WT_OK && i < c->n_errors; i++) {
    const wt_error *broken = &c->errors[i];
    if (broken->status != WT_BAD_INPUT || !f->options->keep_going) {
      fail(f, broken->status, broken);
      break;
    }
    f->result->broken++;
    if (f->options->report != NULL) f->options->report(f->options->context, broken);
  }
}

static void write_batch(void *context, size_t slot, size_t n) {
  feeding *f = context;
  batch *b = &f->batches[slot];
  for (size_t i = 0; i < n && f->status == WT_OK; i++) take_chunk(f, &b->chunks[i]);
  f->progress.lines += b->records.n;
  wt_dump_position(f->dump, &f->progress.consumed, &f->progress.total);
  if (f->status != WT_OK || f->options->progress == NULL) return;
  if (!f->options->progress(f->options->context, &f->progress)) return;
  wt_error error;
  fail(f, wt_fail(&error, WT_STOPPED, "", "interrupted"), &error);
}

static void release(feeding *f) {
  wt_dump_close(f->dump);
  for (size_t s = 0; s < WT_SLOTS; s++) {
    batch *b = &f->batches[s];
    wt_batch_release(&b->records);
    for (size_t i = 0; i < b->n_made; i++) {
      wt_buffer_release(&b->chunks[i].out);
      wt_free(b->chunks[i].errors);
    }
    wt_free(b->chunks);
  }
}

wt_status wt_feed_run(const wt_feed *feed, const wt_import_options *options,
                      wt_import_result *result, wt_error *error) {
  feeding f = {
      .feed = feed, .options = options, .result = result, .progress = {.pass = feed->pass}};
  wt_dump_options dump = {
      .format = feed->format, .batch_records = 1 << 16, .record_bytes = RECORD_BYTES};
  wt_status status = wt_dump_open(feed->paths, feed->n_paths, &dump, &f.dump, error);
  if (status != WT_OK) return status;
  wt_run run = {.context = &f, .read = read_batch, .work = work_chunk, .write = write_batch};
  wt_threads_run(options->n_threads, &run);
  result->lines = f.progress.lines;
  status = f.status;
  if (status != WT_OK && error != NULL) *error = f.error;
  if (status == WT_OK && f.read_status != WT_OK) {
    status = f.read_status;
    if (error != NULL) *error = f.read_error;
  }
  release(&f);
  return status;
}

/* Names in rows: one and the bars of the fifth column that are not escaped. */
static void count_rows(wt_row_sink *sink, const char *bytes, size_t size) {
  enum { ALIASES = 4 };
  unsigned column = 0;
  bool empty = true;
  for (size_t i = 0; i < size; i++) {
    switch (bytes[i]) {
      case '\n':
        sink->rows++;
        sink->names++;
        column = 0;
        empty = true;
        break;
      case '\t':
        if (column == ALIASES && !empty) sink->names++;
        column++;
        break;
      case '|':
        if (column == ALIASES) sink->names++;
        break;
      case '\\':
        if (column == ALIASES) i++;
        break;
      default: break;
    }
    if (column == ALIASES && bytes[i] != '\t') empty = false;
  }
}

static wt_status write_bytes(wt_row_sink *sink, const char *bytes, size_t size, wt_error *error) {
  if (fwrite(bytes, 1, size, sink->out) == size) return WT_OK;
  int code = errno;
  return wt_fail_at(error, WT_IO, sink->name, 0, (uint64_t)code, "cannot write: %s",
                    strerror(code));
}

wt_status wt_row_sink_header(wt_row_sink *sink, const char *source, wt_error *error) {
  char comment[100];
  int size =
      snprintf(comment, sizeof comment, "# made from %s by wiretag gazetteer import\n", source);
  wt_status status = write_bytes(sink, comment, (size_t)size, error);
  if (status != WT_OK) return status;
  return write_bytes(sink, WT_LIST_HEADER, strlen(WT_LIST_HEADER), error);
}

wt_status wt_row_sink_take(wt_row_sink *sink, const char *bytes, size_t size, wt_error *error) {
  wt_status status = write_bytes(sink, bytes, size, error);
  if (status == WT_OK) count_rows(sink, bytes, size);
  return status;
}
