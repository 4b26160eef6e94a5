/* text_file.h - the bytes of a text file as UTF-8. Private to read/. */
#ifndef WT_TEXT_FILE_H
#define WT_TEXT_FILE_H

#include "base/buffer.h"
#include "wiretag.h"

/* Gives the text of a file: UTF-8 is borrowed from `bytes`, another encoding is converted into
 * `converted` (cleared by the caller; look at its `failed`). Errors: WT_BAD_INPUT (binary). */
wt_status wt_text_file(const char *bytes, size_t size, wt_buffer *converted, const char **text,
                       size_t *text_size, wt_error *error);

#endif
