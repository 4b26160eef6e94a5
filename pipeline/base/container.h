/*
 * container.h - the one shape of every compiled file: a gazetteer, a model.
 *
 *   0   magic "WIRETAG\n"                     8 bytes
 *   8   kind, such as "GAZETTER"              8 bytes, ASCII, space-padded
 *   16  version of the kind                   u32
 *   20  number of sections S                  u32
 *   24  size of the whole file                u64
 *   32  XXH3-64 of the whole file with these  u64
 *       8 bytes taken as zero
 *   40  S x { tag[8], offset u64, size u64 }  sorted as written
 *   ..  the sections, each at a multiple of 64, zero padding between
 *
 * All integers are little-endian; sections are used in place, so big-endian machines are
 * refused at open. Opening checks magic, kind, version, every offset and size, and the
 * checksum: one flipped bit anywhere is WT_BAD_FILE. What the bytes of a section MEAN is
 * checked by its own reader, because a checksum does not stop a file made to deceive.
 */
#ifndef WT_CONTAINER_H
#define WT_CONTAINER_H

#include "base/buffer.h"
#include "base/file.h"

enum { WT_CONTAINER_SECTIONS = 32 }; /* at most */

typedef struct wt_section {
  const void *data; /* aligned to 64 bytes */
  size_t size;
} wt_section;

typedef struct wt_container {
  wt_view view;
  const char *name;  /* the path, for messages; borrowed */
  uint64_t checksum; /* also serves as the content hash */
} wt_container;

/* Maps and verifies a file. `path` is borrowed until close.
 * Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION. */
wt_status wt_container_open(const char *path, const char kind[8], uint32_t version,
                            wt_container *out, wt_error *error);

/* The same on bytes in memory, aligned to 64; they are borrowed. For tests and fuzzing. */
wt_status wt_container_check(const uint8_t *data, size_t size, const char *name, const char kind[8],
                             uint32_t version, wt_container *out, wt_error *error);
void wt_container_close(wt_container *container);

/* A section whose size is a multiple of item_size (at least 1). A missing one is WT_BAD_FILE. */
wt_status wt_container_section(const wt_container *container, const char tag[8], size_t item_size,
                               wt_section *out, wt_error *error);

/* Writing: sections in the order in which they shall stand; bytes are borrowed. */
typedef struct wt_section_source {
  char tag[9];
  const void *data;
  size_t size;
} wt_section_source;

/* The size of the file that wt_container_write makes of them. */
size_t wt_container_size(const wt_section_source *sections, size_t n_sections);

/* Writes the file through a temporary name. Equal input gives equal bytes.
 * Errors: WT_IO, WT_NO_MEMORY, WT_TOO_LARGE (too many sections). */
wt_status wt_container_write(const char *path, const char kind[8], uint32_t version,
                             const wt_section_source *sections, size_t n_sections, wt_error *error);

#endif
