#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

bool wt_buffer_enlarge(wt_buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  char *data = more > SIZE_MAX - buffer->size
                   ? NULL
                   : wt_grow(buffer->data, &buffer->capacity, buffer->size + more, 1);
  if (data == NULL) {
    buffer->failed = true;
    return false;
  }
  buffer->data = data;
  return true;
}

void wt_buffer_text(wt_buffer *buffer, const char *text) {
  wt_buffer_append(buffer, text, strlen(text));
}

void wt_buffer_format(wt_buffer *buffer, const char *format, ...) {
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  int size = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (size >= 0 && wt_buffer_reserve(buffer, (size_t)size + 1)) {
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
    buffer->size += (size_t)size;
  }
  va_end(again);
}

void wt_buffer_u32(wt_buffer *buffer, uint32_t value) {
  unsigned char bytes[4];
  for (int i = 0; i < 4; i++) bytes[i] = (unsigned char)(value >> (8 * i));
  wt_buffer_append(buffer, bytes, sizeof bytes);
}

void wt_buffer_u64(wt_buffer *buffer, uint64_t value) {
  wt_buffer_u32(buffer, (uint32_t)value);
  wt_buffer_u32(buffer, (uint32_t)(value >> 32));
}

void wt_buffer_clear(wt_buffer *buffer) {
  buffer->size = 0;
  buffer->failed = false;
}

void wt_buffer_release(wt_buffer *buffer) {
  wt_free(buffer->data);
  *buffer = (wt_buffer){0};
}
