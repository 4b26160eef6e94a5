/*
 * fuzz_jsonl.c - any bytes as a dump, through the splitter and the parser.
 *
 * The bytes come as a file (a memory file, so that decompression is fuzzed as well) and are read
 * with tiny batches. Checked beyond "no crash":
 *   - records do not overlap, come in order and, in a plain file, are the file's bytes
 *   - one record gives one article or one reject, the article is valid UTF-8, the reject is JSON
 *   - what jansson reads as an object is never refused for its syntax
 *   - another batch size gives the same records
 */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/hash.h"
#include "read/dump.h"
#include "text/utf8.h"

#define CHECK(truth)                                              \
  do {                                                            \
    if (!(truth)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #truth); \
      abort();                                                    \
    }                                                             \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_utf8(const char *bytes, size_t size) {
  CHECK(size == 0 || wt_utf8_invalid(bytes, size) == size);
}

static void check_reject(const wt_buffer *line) {
  CHECK(memchr(line->data, '\n', line->size) == line->data + line->size - 1);
  json_t *json = json_loadb(line->data, line->size, JSON_ALLOW_NUL, NULL);
  CHECK(json_is_object(json));
  json_decref(json);
}

static void check_refusal(const wt_record *record, const wt_error *error) {
  CHECK(error->text[0] != '\0');
  CHECK(record->broken != NULL || error->position <= record->size);
  if (record->broken != NULL || record->format == WT_FORMAT_TEXT) return;
  if (memchr(record->bytes, '\0', record->size) != NULL) return; /* jansson passes over raw NULs */
  json_t *json = json_loadb(record->bytes, record->size, JSON_ALLOW_NUL, NULL);
  CHECK(!json_is_object(json) || strncmp(error->text, "no text", 7) == 0 ||
        strncmp(error->text, "the field", 9) == 0);
  json_decref(json);
}

static void check_record(wt_parser *parser, const wt_record *record, wt_buffer *reject) {
  wt_article a;
  wt_error error = {0};
  wt_status status = wt_parse(parser, record, &a, &error);
  CHECK(status == WT_OK || status == WT_BAD_INPUT);
  CHECK(a.id_json_size > 0 && memchr(a.id_json, '\n', a.id_json_size) == NULL);
  check_utf8(a.id_json, a.id_json_size);
  if (status == WT_OK) {
    check_utf8(a.title, a.title_size);
    check_utf8(a.text, a.text_size);
    check_utf8(a.published, a.published_size);
    check_utf8(a.lang, a.lang_size);
    check_utf8(a.publisher, a.publisher_size);
  } else {
    check_refusal(record, &error);
    wt_buffer_clear(reject);
    wt_reject_append(reject, record, NULL, error.text); /* jansson may refuse the id: 20 digits */
    check_reject(reject);
  }
}

/* True when the file cannot be compressed, an archive or UTF-16, so that records are its bytes. */
static bool is_plain(const uint8_t *data, size_t size) {
  for (size_t i = 0; i < 4 && i < size; i++)
    if (data[i] != '{' && data[i] != '"' && data[i] != '[' && data[i] != '\n') return false;
  return size > 4 && size < 257;
}

/* Reads the whole file and returns a hash of its records. */
static uint64_t read_file(const char *path, const uint8_t *data, size_t size,
                          const wt_dump_options *options, wt_parser *parser) {
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_buffer reject = {0};
  uint64_t hash = 0, end = 0;
  CHECK(wt_dump_open(&path, 1, options, &dump, NULL) == WT_OK);
  for (;;) {
    wt_batch_clear(&batch);
    CHECK(wt_dump_read(dump, &batch, NULL) == WT_OK);
    if (batch.n == 0) break;
    CHECK(batch.n <= (options->batch_records == 0 ? 1024 : options->batch_records));
    for (size_t i = 0; i < batch.n; i++) {
      const wt_record *r = &batch.records[i];
      if (is_plain(data, size) && r->broken == NULL) {
        CHECK(r->offset >= end && r->offset + r->size <= size);
        CHECK(memcmp(r->bytes, data + r->offset, r->size) == 0);
        end = r->offset + r->size;
      }
      hash = wt_hash_mix(hash, wt_hash(r->bytes, r->size));
      hash = wt_hash_mix(hash, r->offset << 20 ^ r->line);
      check_record(parser, r, &reject);
    }
  }
  wt_batch_release(&batch);
  wt_buffer_release(&reject);
  wt_dump_close(dump);
  return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const wt_dump_options sizes[] = {{.record_bytes = 2000},
                                          {.record_bytes = 2000, .batch_records = 1},
                                          {.record_bytes = 2000, .batch_bytes = 10}};
  int fd = memfd_create("dump", 0);
  CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  for (wt_format format = WT_FORMAT_AUTO; format <= WT_FORMAT_TEXT; format++) {
    uint64_t hashes[3];
    for (size_t i = 0; i < 3; i++) {
      wt_dump_options options = sizes[i];
      wt_parser *parser = NULL;
      options.format = format;
      CHECK(wt_parser_new(wt_fields_preset("default"), &parser, NULL) == WT_OK);
      hashes[i] = read_file(path, data, size, &options, parser);
      wt_parser_free(parser);
    }
    CHECK(hashes[0] == hashes[1] && hashes[0] == hashes[2]);
  }
  close(fd);
  return 0;
}
