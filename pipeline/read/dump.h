/*
 * dump.h - dumps to articles.
 *
 * Two halves, because only one of them may run in parallel. A wt_dump is serial: it opens files,
 * folders and stdin, decompresses by content and cuts the stream into raw RECORDS (a line of JSON
 * Lines, or a whole text file). A wt_parser belongs to one thread and turns one raw record into a
 * wt_article.
 */
#ifndef WT_DUMP_H
#define WT_DUMP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "wiretag.h"

typedef enum wt_format {
  WT_FORMAT_AUTO, /* by content: a first byte '{' is JSON Lines, else one text file one article */
  WT_FORMAT_JSONL,
  WT_FORMAT_TEXT
} wt_format;

/* Which JSON fields hold what: dotted paths, several separated by commas (the first present one
 * wins). */
typedef struct wt_fields {
  const char *id, *title, *text, *date, *lang;
} wt_fields;

/* The fields of a named layout ("default", "news-please", "cc_news", "signal-1m", "webz",
 * "trafilatura", "elasticdump"), or NULL when the name is unknown. Static. */
const wt_fields *wt_fields_preset(const char *name);

/* The i-th preset's name, or NULL behind the last. */
const char *wt_fields_preset_name(size_t i);

/* ---- the serial half ---- */

typedef struct wt_record {
  const char *bytes; /* borrowed until wt_batch_clear of its batch */
  size_t size;
  const char *file;   /* as given, or below a given folder; "-" is stdin; borrowed as `bytes` is */
  uint64_t line;      /* 1-based, where the record starts; 0 for a text file */
  uint64_t offset;    /* bytes from the start of the decompressed file */
  wt_format format;   /* JSONL or TEXT */
  const char *broken; /* not NULL: cannot be parsed, and why (too long, truncated file ...);
                         borrowed as `bytes` is */
} wt_record;

/* Some records and the memory behind them; reused. */
typedef struct wt_batch {
  wt_record *records; /* [n] */
  size_t n, capacity;
  wt_buffer bytes; /* the records, one behind the other */
  wt_arena names;  /* files and reasons */
} wt_batch;        /* zero-initialise */

void wt_batch_clear(wt_batch *batch);
void wt_batch_release(wt_batch *batch);

typedef struct wt_dump_options {
  wt_format format;
  size_t batch_bytes;   /* a batch ends after this many bytes; 0: 4 MiB */
  size_t batch_records; /* ... or this many records; 0: 1024 */
  size_t record_bytes;  /* a longer record is broken ("too long"); 0: 64 MiB */
} wt_dump_options;

typedef struct wt_dump wt_dump;

/* `paths` [n_paths]: files, folders (walked in byte order of their names) and "-". Opens the first.
 * Errors: WT_IO, WT_NO_MEMORY. */
wt_status wt_dump_open(const char *const *paths, size_t n_paths, const wt_dump_options *options,
                       wt_dump **out, wt_error *error);
void wt_dump_close(wt_dump *dump);

/* Fills the cleared batch; n is 0 only at the end. Empty lines are skipped (they hold no article).
 * A file that ends early or is damaged gives what could be read, then a broken record that says so,
 * then the next file. Errors: WT_IO (a named file that cannot be opened), WT_NO_MEMORY. */
wt_status wt_dump_read(wt_dump *dump, wt_batch *batch, wt_error *error);

/* For progress: compressed bytes consumed so far, and in all (0: unknown, a pipe). */
void wt_dump_position(const wt_dump *dump, uint64_t *consumed, uint64_t *total);

/* ---- the parallel half ---- */

typedef struct wt_parser wt_parser;

/* `fields` is copied. Errors: WT_NO_MEMORY, WT_USAGE (an empty path). */
wt_status wt_parser_new(const wt_fields *fields, wt_parser **out, wt_error *error);
void wt_parser_free(wt_parser *parser);

/* Turns a record into an article, borrowed until the next call on this parser. What is repaired and
 * what is refused: DESIGN.md, "read". Errors: WT_BAD_INPUT (error->text is the reason for the
 * rejects file, position the byte within the record; *article has the id where it is known),
 * WT_NO_MEMORY. */
wt_status wt_parse(wt_parser *parser, const wt_record *record, wt_article *article,
                   wt_error *error);

/* Appends one line of the rejects file: JSON with file, line, offset, id, reason and the raw bytes
 * (as text where they are UTF-8, in base64 otherwise). */
void wt_reject_append(wt_buffer *out, const wt_record *record, const wt_article *article,
                      const char *reason);

#endif
