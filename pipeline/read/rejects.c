/* rejects.c - what could not be tagged, on record: nothing that was read is lost. */
#include <inttypes.h>

#include "read/dump.h"
#include "text/json_text.h"
#include "text/utf8.h"

static void base64(const char *bytes, size_t size, wt_buffer *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (!wt_buffer_reserve(out, size / 3 * 4 + 4)) return;
  for (size_t i = 0; i < size; i += 3) {
    size_t n = size - i < 3 ? size - i : 3;
    uint32_t group = 0;
    for (size_t k = 0; k < 3; k++) group = group << 8 | (k < n ? (unsigned char)bytes[i + k] : 0u);
    for (size_t k = 0; k < 4; k++)
      wt_buffer_byte(out, k <= n ? digits[group >> (18 - 6 * k) & 63] : '=');
  }
}

void wt_reject_append(wt_buffer *out, const wt_record *record, const wt_article *article,
                      const char *reason) {
  wt_buffer_text(out, "{\"file\":");
  wt_json_text(out, record->file);
  if (record->line > 0) wt_buffer_format(out, ",\"line\":%" PRIu64, record->line);
  wt_buffer_format(out, ",\"offset\":%" PRIu64 ",\"id\":", record->offset);
  if (article != NULL && article->id_json_size > 0)
    wt_buffer_append(out, article->id_json, article->id_json_size);
  else
    wt_buffer_text(out, "null");
  wt_buffer_text(out, ",\"reason\":");
  wt_json_text(out, reason);
  if (wt_utf8_invalid(record->bytes, record->size) == record->size) {
    wt_buffer_text(out, ",\"raw\":");
    wt_json_string(out, record->bytes, record->size);
  } else {
    wt_buffer_text(out, ",\"raw_base64\":\"");
    base64(record->bytes, record->size, out);
    wt_buffer_byte(out, '"');
  }
  wt_buffer_text(out, "}\n");
}
