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
  /* By content, file by file: '{' begins JSON Lines, unless the line ends behind it (a file of
   * pretty-printed objects); '[' before '{' begins an array of objects; a name in .json, .jsonl or
   * .ndjson, packed or not, is JSON whatever it begins with; all else is a text. */
  WT_FORMAT_AUTO,
  WT_FORMAT_JSONL, /* one record a line, whatever it looks like */
  WT_FORMAT_TEXT   /* one article a file */
} wt_format;

/* Which JSON fields hold what: dotted paths, several separated by commas; the first one that holds
 * something (not null, not "") wins. NULL: the dump has no such field. At most 64 paths in all, of
 * at most 8 names each. */
typedef struct wt_fields {
  const char *id, *title, *text, *date, *lang, *publisher;
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
  uint64_t offset;    /* where it starts: bytes into the file, unpacked and turned into UTF-8 */
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

/* Forgets the records and keeps the memory, unless one huge record made it huge. */
void wt_batch_clear(wt_batch *batch);

/* Frees the memory; the batch can be used again. */
void wt_batch_release(wt_batch *batch);

typedef struct wt_dump_options {
  wt_format format;
  size_t batch_bytes;   /* a batch ends after this many bytes; 0: 4 MiB */
  size_t batch_records; /* ... or this many records; 0: 1024 */
  size_t record_bytes;  /* a longer record is broken ("too long"); 0: 64 MiB */
} wt_dump_options;

typedef struct wt_dump wt_dump;

/* `paths` [n_paths]: files, folders (all files below them that are not hidden, in byte order of
 * their paths) and "-". Copied. `options` may be NULL. Errors: WT_IO (one of the paths does not
 * exist), WT_NO_MEMORY. */
wt_status wt_dump_open(const char *const *paths, size_t n_paths, const wt_dump_options *options,
                       wt_dump **out, wt_error *error);
void wt_dump_close(wt_dump *dump); /* NULL is fine */

/* Fills the cleared batch; n is 0 only at the end. Empty lines and empty files are skipped (they
 * hold no article). A file that ends early or is damaged gives what could be read, then a broken
 * record that says so, then the next file; so does a file below a folder that cannot be opened.
 * Errors: WT_IO (a path of wt_dump_open that cannot be opened, told when the records before it are
 * delivered; the next call goes on behind it), WT_NO_MEMORY. */
wt_status wt_dump_read(wt_dump *dump, wt_batch *batch, wt_error *error);

/* For progress: compressed bytes consumed so far, and in all (0: unknown, a pipe or a folder). May
 * be called while another thread is in wt_dump_read. */
void wt_dump_position(const wt_dump *dump, uint64_t *consumed, uint64_t *total);

/* ---- the parallel half ---- */

typedef struct wt_parser wt_parser;

/* `fields` is copied. Errors: WT_NO_MEMORY, WT_USAGE (an empty path). */
wt_status wt_parser_new(const wt_fields *fields, wt_parser **out, wt_error *error);
void wt_parser_free(wt_parser *parser); /* NULL is fine */

/* Turns a record into an article, borrowed until the next call on this parser and as long as the
 * record is. id_json is "null" where there is no id; a text file's id is its name. What is repaired
 * and what is refused: DESIGN.md, "read". Errors: WT_BAD_INPUT (error->text is the reason for the
 * rejects file, position the byte within the record; *article has the id where it is known),
 * WT_NO_MEMORY. */
wt_status wt_parse(wt_parser *parser, const wt_record *record, wt_article *article,
                   wt_error *error);

/* Appends one line of the rejects file, with its line break: JSON with file, line (not for text
 * files), offset, id, reason and all bytes of the record, as "raw" where they are UTF-8 and as
 * "raw_base64" otherwise. `article` may be NULL. Out of memory shows as out->failed. */
void wt_reject_append(wt_buffer *out, const wt_record *record, const wt_article *article,
                      const char *reason);

#endif
