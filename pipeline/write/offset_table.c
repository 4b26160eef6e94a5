#include "write/offset_table.h"

#include <string.h>

enum { STEP = 64 };

static const uint64_t LOW_BITS = 0x0101010101010101u;

/* Adds the eight bytes of a word whose values are 0 or 1. */
static size_t sum_bytes(uint64_t word) { return (size_t)(word * LOW_BITS >> 56); }

/*
 * Units in eight bytes of UTF-8: a code point is counted at every byte that does not continue one
 * (not 10xxxxxx), a UTF-16 unit more at every first byte of four (11110xxx), which is a surrogate
 * pair.
 */
static size_t units8(uint64_t word, bool utf16) {
  uint64_t continues = (word >> 7) & ~(word >> 6) & LOW_BITS;
  size_t n = 8 - sum_bytes(continues);
  if (utf16) n += sum_bytes((word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & LOW_BITS);
  return n;
}

static size_t count_units(const char *bytes, size_t size, wt_offsets offsets) {
  bool utf16 = offsets == WT_UTF16;
  size_t n = 0;
  while (size >= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    n += units8(word, utf16);
    bytes += 8, size -= 8;
  }
  if (size > 0) {
    uint64_t word = 0; /* the padding bytes count as characters: taken off again */
    memcpy(&word, bytes, size);
    n += units8(word, utf16) - (8 - size);
  }
  return n;
}

wt_offset_table wt_offset_table_make(const char *bytes, size_t size, wt_offsets offsets,
                                     wt_buffer *memory) {
  wt_offset_table table = {.bytes = bytes, .size = size, .offsets = offsets};
  if (offsets == WT_BYTE || size == 0) return table;
  size_t n_marks = size / STEP + 1;
  wt_buffer_clear(memory);
  if (!wt_buffer_reserve(memory, n_marks * sizeof(uint32_t))) return table;
  uint32_t *marks = (uint32_t *)(void *)memory->data;
  uint32_t units = 0;
  for (size_t i = 0; i < n_marks; i++) {
    marks[i] = units;
    size_t left = size - i * STEP;
    units += (uint32_t)count_units(bytes + i * STEP, left < STEP ? left : STEP, offsets);
  }
  memory->size = n_marks * sizeof(uint32_t);
  if (units != size) table.marks = marks; /* plain ASCII needs none */
  return table;
}

size_t wt_offset(const wt_offset_table *table, size_t at) {
  if (table->marks == NULL) return at;
  size_t mark = at / STEP;
  return table->marks[mark] +
         count_units(table->bytes + mark * STEP, at - mark * STEP, table->offsets);
}
