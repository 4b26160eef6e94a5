/* buffer.h - a growable byte buffer with a sticky failure flag. */
#ifndef WT_BUFFER_H
#define WT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct wt_buffer {
  char *data; /* [capacity], [0, size) written; not NUL-terminated */
  size_t size, capacity;
  bool failed; /* memory ran out; appends do nothing until wt_buffer_clear */
} wt_buffer;   /* zero-initialise */

/* As wt_buffer_reserve when there is no room yet. */
bool wt_buffer_enlarge(wt_buffer *buffer, size_t more);

/* Room for `more` further bytes; false (and failed) when memory is out. */
static inline bool wt_buffer_reserve(wt_buffer *buffer, size_t more) {
  bool room = !buffer->failed && more <= buffer->capacity - buffer->size;
  return room || wt_buffer_enlarge(buffer, more);
}

static inline void wt_buffer_append(wt_buffer *buffer, const void *bytes, size_t size) {
  if (size == 0 || !wt_buffer_reserve(buffer, size)) return;
  memcpy(buffer->data + buffer->size, bytes, size);
  buffer->size += size;
}

static inline void wt_buffer_byte(wt_buffer *buffer, char byte) {
  if (wt_buffer_reserve(buffer, 1)) buffer->data[buffer->size++] = byte;
}

void wt_buffer_text(wt_buffer *buffer, const char *text); /* NUL-terminated */

/* printf without locale surprises: integers and strings only, never %f. */
void wt_buffer_format(wt_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Little-endian integers, for the binary files. */
void wt_buffer_u32(wt_buffer *buffer, uint32_t value);
void wt_buffer_u64(wt_buffer *buffer, uint64_t value);

/* Size 0, not failed; keeps the memory. */
void wt_buffer_clear(wt_buffer *buffer);

/* Frees the memory; the buffer can be used again. */
void wt_buffer_release(wt_buffer *buffer);

#endif
