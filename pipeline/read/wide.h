/* wide.h - UTF-16 and UTF-32 files as UTF-8. Private to read/. */
#ifndef WT_WIDE_H
#define WT_WIDE_H

#include "base/buffer.h"

typedef struct wt_wide {
  unsigned unit; /* bytes a unit: 2 or 4; 0: the file is neither UTF-16 nor UTF-32 */
  bool big_endian;
  unsigned char part[4]; /* [n_part] of a unit that the last block cut */
  size_t n_part;
  uint32_t high; /* a surrogate that waits for its partner; 0: none */
} wt_wide;

/* By a file's first bytes. */
wt_wide wt_wide_detect(const char *head, size_t size);

/* Appends a block as UTF-8. A surrogate without its partner becomes U+FFFD. */
void wt_wide_convert(wt_wide *wide, const char *bytes, size_t size, wt_buffer *out);

/* Appends U+FFFD for what the end of the file cut. */
void wt_wide_end(wt_wide *wide, wt_buffer *out);

#endif
