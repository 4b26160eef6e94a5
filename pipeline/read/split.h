/* split.h - cuts the bytes of one file into records. Private to read/. */
#ifndef WT_SPLIT_H
#define WT_SPLIT_H

#include "read/dump.h"

typedef enum wt_shape {
  WT_SHAPE_LINES,  /* one JSON value a line */
  WT_SHAPE_VALUES, /* JSON values spread over lines, or the elements of one array */
  WT_SHAPE_WHOLE   /* the file is one text */
} wt_shape;

typedef struct wt_splitter {
  wt_shape shape;
  size_t limit;          /* bytes of the longest record */
  const char *file;      /* of the records; the caller keeps it valid */
  uint64_t offset, line; /* of the next byte */
  /* the record that is being read; its bytes are the last ones of the batch */
  bool open;
  size_t size; /* its bytes so far */
  size_t kept; /* how many of them are in the batch: fewer when it is too long */
  uint64_t start, start_line;
  /* VALUES only */
  unsigned depth; /* open brackets inside the value */
  bool in_string, after_backslash;
  bool in_array; /* inside the array around the values */
} wt_splitter;

/* How many bytes wt_split_shape wants to see. */
enum { WT_SPLIT_HEAD = 4096 };

/* Finds out a file's shape by its first bytes. `json`: it is known to be JSON. */
wt_shape wt_split_shape(const char *head, size_t size, bool json);

void wt_split_begin(wt_splitter *splitter, wt_shape shape, size_t limit, const char *file);

/* Takes bytes up to the end of a record (*used of them), which is added to the batch, or all of
 * them. Errors: WT_NO_MEMORY. */
wt_status wt_split(wt_splitter *splitter, const char *bytes, size_t size, size_t *used,
                   wt_batch *batch, wt_error *error);

/* At the end of the file, while a record is open: adds it. Errors: WT_NO_MEMORY. */
wt_status wt_split_finish(wt_splitter *splitter, wt_batch *batch, wt_error *error);

/* At the end of the file, after that: adds a broken record when the file ended early, as `damage`
 * (NULL or borrowed as the batch is) or an open array says. Errors: WT_NO_MEMORY. */
wt_status wt_split_end(wt_splitter *splitter, const char *damage, wt_batch *batch, wt_error *error);

/* Adds a record of no bytes that says why a file gave nothing. Errors: WT_NO_MEMORY. */
wt_status wt_batch_broken(wt_batch *batch, const char *file, uint64_t line, uint64_t offset,
                          const char *why, wt_error *error);

#endif
