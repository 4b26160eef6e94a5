/*
 * gunzip.c - gzip through zlib, because libarchive does not check what gzip stores to be checked.
 *
 * A gzip file ends with the CRC and the size of its content. libarchive 3.6 skips them, so that
 * a flipped bit gives wrong words in good articles and nobody is told; and of a truncated file it
 * drops the last block that could still be read. Most dumps are gzip, so both matter. Several
 * members one behind the other (cat a.gz b.gz) are one file, as RFC 1952 has it; zero padding
 * behind the last one is passed over, as gzip does.
 */
#include "read/gunzip.h"

#include <string.h>
#include <zlib.h>

#include "base/mem.h"

enum { WITH_GZIP_HEADER = 15 + 16 }; /* inflateInit2: the largest window, a gzip header */

struct wt_gunzip {
  z_stream z;
  wt_gunzip_source source;
  void *context;
  bool between;       /* behind a whole member */
  const char *reason; /* found while there were bytes to give first */
};

static voidpf allocate(voidpf context, uInt count, uInt size) {
  (void)context;
  return wt_calloc(count, size);
}

static void release(voidpf context, voidpf memory) {
  (void)context;
  wt_free(memory);
}

bool wt_gunzip_detect(const char *bytes, size_t size) {
  return size >= 3 && memcmp(bytes, "\x1F\x8B\x08", 3) == 0;
}

static void give(wt_gunzip *g, const char *bytes, size_t size) {
  g->z.next_in = (Bytef *)(uintptr_t)bytes; /* zlib only reads it */
  g->z.avail_in = (uInt)size;
}

wt_status wt_gunzip_new(const char *bytes, size_t size, wt_gunzip_source source, void *context,
                        wt_gunzip **out) {
  wt_gunzip *g = wt_calloc(1, sizeof *g);
  if (g == NULL) return WT_NO_MEMORY;
  g->z.zalloc = allocate;
  g->z.zfree = release;
  if (inflateInit2(&g->z, WITH_GZIP_HEADER) != Z_OK) {
    wt_free(g);
    return WT_NO_MEMORY;
  }
  g->source = source;
  g->context = context;
  give(g, bytes, size);
  *out = g;
  return WT_OK;
}

void wt_gunzip_free(wt_gunzip *gunzip) {
  if (gunzip == NULL) return;
  inflateEnd(&gunzip->z);
  wt_free(gunzip);
}

/* Between members: begins the next one, or passes over padding. NULL, or what is wrong. */
static const char *begin_member(wt_gunzip *g) {
  while (g->z.avail_in > 0 && *g->z.next_in == 0) {
    g->z.next_in++;
    g->z.avail_in--;
  }
  if (g->z.avail_in == 0) return NULL;
  if (*g->z.next_in != 0x1F) return "other bytes follow the gzip data";
  g->between = false;
  return inflateReset(&g->z) == Z_OK ? NULL : "cannot start again";
}

static const char *what_is_wrong(const wt_gunzip *g, int result) {
  if (result == Z_MEM_ERROR) return "out of memory";
  if (g->z.msg == NULL) return "the gzip data is damaged";
  if (strcmp(g->z.msg, "incorrect data check") == 0) return "the gzip checksum is wrong";
  if (strcmp(g->z.msg, "incorrect length check") == 0) return "the gzip size is wrong";
  return "the gzip data is damaged";
}

ptrdiff_t wt_gunzip_read(wt_gunzip *g, char *out, size_t size, const char **reason) {
  g->z.next_out = (Bytef *)out;
  g->z.avail_out = (uInt)size;
  *reason = NULL;
  while (g->reason == NULL && g->z.avail_out > 0) {
    if (g->z.avail_in == 0) {
      if (g->z.avail_out < size) break; /* give what there is before asking for more */
      const char *bytes = NULL;
      ptrdiff_t n = g->source(g->context, &bytes);
      if (n < 0) return -1;
      if (n == 0) {
        if (g->between) return 0;
        g->reason = "the gzip data ends early";
        break;
      }
      give(g, bytes, (size_t)n);
    }
    if (g->between) {
      g->reason = begin_member(g);
      continue;
    }
    int result = inflate(&g->z, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
      g->between = true;
    else if (result != Z_OK && result != Z_BUF_ERROR)
      g->reason = what_is_wrong(g, result);
  }
  size_t given = size - g->z.avail_out;
  if (given > 0) return (ptrdiff_t)given;
  *reason = g->reason;
  return -1;
}
