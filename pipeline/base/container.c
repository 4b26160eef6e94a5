#include "base/container.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/checksum.h"
#include "base/error.h"
#include "base/hash.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "compiled files are used in place and little-endian; this machine is not"
#endif

static const char MAGIC[8] = "WIRETAG\n";
enum { HEADER = 40, ENTRY = 24, ALIGN = 64, CHECKSUM_AT = 32 };

static uint32_t u32_at(const uint8_t *p) {
  uint32_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

static uint64_t u64_at(const uint8_t *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

static size_t round_up(size_t n) { return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1); }

/* The hash of a header with its checksum field zeroed, then of the rest. */
static uint64_t checksum_of(const uint8_t *data, size_t size) {
  uint8_t header[HEADER];
  memcpy(header, data, HEADER);
  memset(header + CHECKSUM_AT, 0, 8);
  return wt_hash_mix(wt_hash(header, HEADER), wt_checksum(data + HEADER, size - HEADER));
}

static wt_status bad(const wt_container *c, wt_error *error, uint64_t at, const char *what) {
  return wt_fail_at(error, WT_BAD_FILE, c->name, 0, at, "%s; compile or fetch it again", what);
}

static wt_status check(wt_container *c, const char kind[8], uint32_t version, wt_error *error) {
  const uint8_t *data = c->view.data;
  size_t size = c->view.size;
  if (size < HEADER || memcmp(data, MAGIC, 8) != 0)
    return bad(c, error, 0, "not a compiled wiretag file");
  if (memcmp(data + 8, kind, 8) != 0)
    return wt_fail_at(error, WT_BAD_FILE, c->name, 0, 8, "is of kind '%.8s', '%.8s' was expected",
                      (const char *)data + 8, kind);
  if (u32_at(data + 16) != version)
    return wt_fail_at(error, WT_BAD_VERSION, c->name, 0, 16,
                      "has format version %u, this program reads version %u; compile it again",
                      (unsigned)u32_at(data + 16), (unsigned)version);
  if (u64_at(data + 24) != size) return bad(c, error, 24, "is truncated or has bytes added");
  uint32_t n = u32_at(data + 20);
  if (n > WT_CONTAINER_SECTIONS || HEADER + (size_t)n * ENTRY > size)
    return bad(c, error, 20, "damaged section table");
  for (uint32_t i = 0; i < n; i++) {
    const uint8_t *entry = data + HEADER + i * ENTRY;
    uint64_t offset = u64_at(entry + 8), length = u64_at(entry + 16);
    if (offset % ALIGN != 0 || offset > size || length > size - offset)
      return bad(c, error, (uint64_t)(entry - data), "damaged section table");
  }
  c->checksum = u64_at(data + CHECKSUM_AT);
  if (checksum_of(data, size) != c->checksum) return bad(c, error, 0, "is damaged (checksum)");
  return WT_OK;
}

wt_status wt_container_open(const char *path, const char kind[8], uint32_t version,
                            wt_container *out, wt_error *error) {
  wt_container c = {.name = path};
  wt_status status = wt_view_open(path, &c.view, error);
  if (status != WT_OK) return status;
  status = check(&c, kind, version, error); /* reads it from the first to the last byte */
  if (status != WT_OK) {
    wt_view_close(&c.view);
    return status;
  }
  wt_view_scattered(&c.view);
  *out = c;
  return WT_OK;
}

wt_status wt_container_check(const uint8_t *data, size_t size, const char *name, const char kind[8],
                             uint32_t version, wt_container *out, wt_error *error) {
  wt_container c = {.name = name, .view = {.data = data, .size = size}};
  wt_status status = check(&c, kind, version, error);
  if (status == WT_OK) *out = c;
  return status;
}

void wt_container_close(wt_container *container) { wt_view_close(&container->view); }

wt_status wt_container_section(const wt_container *c, const char tag[8], size_t item_size,
                               wt_section *out, wt_error *error) {
  const uint8_t *data = c->view.data;
  uint32_t n = u32_at(data + 20);
  for (uint32_t i = 0; i < n; i++) {
    const uint8_t *entry = data + HEADER + i * ENTRY;
    if (memcmp(entry, tag, 8) != 0) continue;
    uint64_t size = u64_at(entry + 16);
    if (size % item_size != 0) return bad(c, error, (uint64_t)(entry - data), "damaged section");
    *out = (wt_section){.data = data + u64_at(entry + 8), .size = (size_t)size};
    return WT_OK;
  }
  return wt_fail(error, WT_BAD_FILE, c->name, "has no section '%.8s'", tag);
}

static bool put(FILE *stream, const void *bytes, size_t size) {
  return size == 0 || fwrite(bytes, 1, size, stream) == size;
}

size_t wt_container_size(const wt_section_source *sections, size_t n_sections) {
  size_t total = round_up(HEADER + n_sections * ENTRY);
  for (size_t i = 0; i < n_sections; i++) total += round_up(sections[i].size);
  return total;
}

wt_status wt_container_write(const char *path, const char kind[8], uint32_t version,
                             const wt_section_source *sections, size_t n_sections,
                             wt_error *error) {
  static const uint8_t ZEROS[ALIGN];
  wt_output output = {0};
  wt_buffer head = {0};
  if (n_sections > WT_CONTAINER_SECTIONS)
    return wt_fail(error, WT_TOO_LARGE, path, "more than %d sections", WT_CONTAINER_SECTIONS);

  size_t total = round_up(HEADER + n_sections * ENTRY);
  wt_buffer_append(&head, MAGIC, 8);
  wt_buffer_append(&head, kind, 8);
  wt_buffer_u32(&head, version);
  wt_buffer_u32(&head, (uint32_t)n_sections);
  wt_buffer_u64(&head, 0);
  wt_buffer_u64(&head, 0);
  for (size_t i = 0; i < n_sections; i++) {
    wt_buffer_append(&head, sections[i].tag, 8);
    wt_buffer_u64(&head, total);
    wt_buffer_u64(&head, sections[i].size);
    total = round_up(total + sections[i].size);
  }
  if (head.failed) {
    wt_buffer_release(&head);
    return wt_no_memory(error, path);
  }
  memcpy(head.data + 24, &(uint64_t){total}, 8);

  XXH3_state_t state; /* 576 bytes, aligned to 64 */
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, head.data + HEADER, head.size - HEADER);
  XXH3_64bits_update(&state, ZEROS, round_up(head.size) - head.size);
  for (size_t i = 0; i < n_sections; i++) {
    XXH3_64bits_update(&state, sections[i].data, sections[i].size);
    XXH3_64bits_update(&state, ZEROS, round_up(sections[i].size) - sections[i].size);
  }
  uint64_t sum = wt_hash_mix(wt_hash(head.data, HEADER), XXH3_64bits_digest(&state));
  memcpy(head.data + CHECKSUM_AT, &sum, 8);

  wt_status status = wt_output_open(path, &output, error);
  if (status == WT_OK) {
    bool fine = put(output.stream, head.data, head.size) &&
                put(output.stream, ZEROS, round_up(head.size) - head.size);
    for (size_t i = 0; fine && i < n_sections; i++)
      fine = put(output.stream, sections[i].data, sections[i].size) &&
             put(output.stream, ZEROS, round_up(sections[i].size) - sections[i].size);
    status = fine ? wt_output_commit(&output, error)
                  : wt_fail(error, WT_IO, path, "cannot write: %s", strerror(errno));
  }
  wt_output_discard(&output);
  wt_buffer_release(&head);
  return status;
}
