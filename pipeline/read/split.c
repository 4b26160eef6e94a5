/*
 * split.c - cutting in constant memory, without understanding.
 *
 * LINES     the next line break ends the record; lines of white space only are no record.
 * VALUES    brackets are counted outside strings. A '[' where a record would start opens an array
 *           whose elements are the records: whole dumps are often one JSON array, and a saved
 *           article is often one pretty-printed object. A value that is broken inside can take what
 *           follows with it, up to the limit; that is the price of the shape, not seen in LINES.
 * WHOLE     the end of the file ends the record.
 *
 * A record over the limit keeps its first KEPT bytes, so that a person can see which one it is; the
 * rest is passed over without being stored, and the next record is found as usual.
 */
#include "read/split.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"

enum { KEPT = 64 * 1024 };

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* ---- shape -------------------------------------------------------------------------- */

wt_shape wt_split_shape(const char *head, size_t size, bool json) {
  size_t at = 0;
  while (at < size && (is_space(head[at]) || head[at] == '\x1E')) at++;
  if (at == size) return json ? WT_SHAPE_LINES : WT_SHAPE_WHOLE;
  char first = head[at++];
  if (first != '{' && first != '[') return json ? WT_SHAPE_LINES : WT_SHAPE_WHOLE;
  bool line_ends = false;
  while (at < size && is_space(head[at])) line_ends |= head[at++] == '\n';
  char second = at < size ? head[at] : '\0';
  if (first == '{') return line_ends ? WT_SHAPE_VALUES : WT_SHAPE_LINES;
  if (second == '{' || second == ']') return WT_SHAPE_VALUES;
  return json ? WT_SHAPE_LINES : WT_SHAPE_WHOLE; /* a text may begin with "[" */
}

/* ---- records ------------------------------------------------------------------------ */

static wt_status add_record(wt_batch *batch, wt_record record, wt_error *error) {
  wt_record *records =
      wt_grow(batch->records, &batch->capacity, batch->n + 1, sizeof *batch->records);
  if (records == NULL) return wt_no_memory(error, record.file);
  batch->records = records;
  records[batch->n++] = record;
  return WT_OK;
}

wt_status wt_batch_broken(wt_batch *batch, const char *file, uint64_t line, uint64_t offset,
                          const char *why, wt_error *error) {
  return add_record(batch, (wt_record){.file = file, .line = line, .offset = offset, .broken = why},
                    error);
}

void wt_split_begin(wt_splitter *splitter, wt_shape shape, size_t limit, const char *file) {
  *splitter = (wt_splitter){.shape = shape, .limit = limit, .file = file, .line = 1};
}

static void begin_record(wt_splitter *s) {
  s->open = true;
  s->size = s->kept = 0;
  s->start = s->offset;
  s->start_line = s->line;
}

/* Moves over bytes of the open record. */
static wt_status advance(wt_splitter *s, const char *bytes, size_t size, wt_batch *batch,
                         wt_error *error) {
  s->offset += size;
  if (s->size <= s->limit && size > 0) {
    wt_buffer_append(&batch->bytes, bytes, size);
    if (batch->bytes.failed) return wt_no_memory(error, s->file);
    s->kept += size;
  }
  s->size = size > SIZE_MAX - s->size ? SIZE_MAX : s->size + size;
  size_t most = s->limit < KEPT ? s->limit : KEPT;
  if (s->size > s->limit && s->kept > most) {
    batch->bytes.size -= s->kept - most;
    s->kept = most;
  }
  return WT_OK;
}

static wt_status end_record(wt_splitter *s, wt_batch *batch, wt_error *error) {
  bool whole = s->shape == WT_SHAPE_WHOLE;
  bool too_long = s->size > s->limit;
  s->open = false;
  return add_record(batch,
                    (wt_record){.size = s->kept,
                                .file = s->file,
                                .line = whole ? 0 : s->start_line,
                                .offset = s->start,
                                .format = whole ? WT_FORMAT_TEXT : WT_FORMAT_JSONL,
                                .broken = too_long ? "too long for a record (only the beginning "
                                                     "is kept)"
                                                   : NULL},
                    error);
}

/* ---- lines -------------------------------------------------------------------------- */

/* Takes the last n bytes of the record back out of it. */
static void drop(wt_splitter *s, wt_batch *batch, size_t n) {
  batch->bytes.size -= n;
  s->size -= n;
  s->kept -= n;
}

static wt_status end_line(wt_splitter *s, wt_batch *batch, wt_error *error) {
  if (s->size <= s->limit) {
    const char *line =
        batch->bytes.size == 0 ? NULL : batch->bytes.data + batch->bytes.size - s->size;
    size_t blank = 0;
    while (blank < s->size && is_space(line[blank])) blank++;
    if (blank == s->size) {
      drop(s, batch, s->size);
      s->open = false;
      return WT_OK;
    }
    if (line[s->size - 1] == '\r') drop(s, batch, 1);
  }
  return end_record(s, batch, error);
}

static wt_status split_line(wt_splitter *s, const char *bytes, size_t size, size_t *used,
                            wt_batch *batch, wt_error *error) {
  const char *line_break = memchr(bytes, '\n', size);
  size_t n = line_break == NULL ? size : (size_t)(line_break - bytes);
  if (!s->open) begin_record(s);
  wt_status status = advance(s, bytes, n, batch, error);
  if (status != WT_OK || line_break == NULL) {
    *used = n;
    return status;
  }
  *used = n + 1;
  s->offset++;
  s->line++;
  return end_line(s, batch, error);
}

/* ---- values ------------------------------------------------------------------------- */

/* Passes over what stands between values. Returns how many bytes that is. */
static size_t pass_between(wt_splitter *s, const char *bytes, size_t size) {
  size_t at = 0;
  for (; at < size; at++) {
    char c = bytes[at];
    if (c == '\n') s->line++;
    if (c == '[' && !s->in_array)
      s->in_array = true;
    else if (c == ']' && s->in_array)
      s->in_array = false;
    else if (!is_space(c) && c != '\x1E' && !(c == ',' && s->in_array))
      break;
  }
  return at;
}

/* Where the value ends (*ends), or size. `first`: bytes[0] is its first byte. */
static size_t pass_value(wt_splitter *s, const char *bytes, size_t size, bool first, bool *ends) {
  *ends = true;
  for (size_t at = 0; at < size; at++) {
    char c = bytes[at];
    if (c == '\n') s->line++;
    if (s->in_string) {
      if (s->after_backslash) {
        s->after_backslash = false;
      } else if (c == '\\') {
        s->after_backslash = true;
      } else if (c == '"') {
        s->in_string = false;
        if (s->depth == 0) return at + 1;
      }
    } else if (c == '"') {
      s->in_string = true;
    } else if (c == '{' || c == '[') {
      s->depth++;
    } else if (c == '}' || c == ']') {
      if (s->depth <= 1) return s->depth == 1 || (first && at == 0) ? at + 1 : at;
      s->depth--;
    } else if (s->depth == 0 && (is_space(c) || c == ',')) { /* behind a bare word */
      if (c == '\n') s->line--;
      return first && at == 0 ? 1 : at;
    }
  }
  *ends = false;
  return size;
}

static wt_status split_value(wt_splitter *s, const char *bytes, size_t size, size_t *used,
                             wt_batch *batch, wt_error *error) {
  bool first = !s->open, ends;
  size_t between = first ? pass_between(s, bytes, size) : 0;
  s->offset += between;
  *used = between;
  if (between == size) return WT_OK;
  if (first) {
    begin_record(s);
    s->depth = 0;
    s->in_string = s->after_backslash = false;
  }
  size_t n = pass_value(s, bytes + between, size - between, first, &ends);
  *used = between + n;
  wt_status status = advance(s, bytes + between, n, batch, error);
  return status == WT_OK && ends ? end_record(s, batch, error) : status;
}

/* ---- all shapes --------------------------------------------------------------------- */

wt_status wt_split(wt_splitter *s, const char *bytes, size_t size, size_t *used, wt_batch *batch,
                   wt_error *error) {
  switch (s->shape) {
    case WT_SHAPE_LINES: return split_line(s, bytes, size, used, batch, error);
    case WT_SHAPE_VALUES: return split_value(s, bytes, size, used, batch, error);
    case WT_SHAPE_WHOLE: break;
  }
  if (!s->open) begin_record(s);
  *used = size;
  return advance(s, bytes, size, batch, error);
}

wt_status wt_split_finish(wt_splitter *s, wt_batch *batch, wt_error *error) {
  s->in_array = false; /* the value that breaks off says it all */
  return s->shape == WT_SHAPE_LINES ? end_line(s, batch, error) : end_record(s, batch, error);
}

wt_status wt_split_end(wt_splitter *s, const char *damage, wt_batch *batch, wt_error *error) {
  if (damage == NULL && s->in_array)
    damage = "the array of records does not end: is the file cut off?";
  if (damage == NULL) return WT_OK;
  return wt_batch_broken(batch, s->file, s->shape == WT_SHAPE_WHOLE ? 0 : s->line, s->offset,
                         damage, error);
}
