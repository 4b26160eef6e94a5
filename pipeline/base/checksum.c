#include "base/checksum.h"

#include <xxhash.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h> /* takes the place of XXH3_64bits */

/* libxxhash 0.8.1 returns with the upper halves of the vector registers in use. As long as they
 * are, a processor may need hundreds of cycles to change between the old and the new encoding of
 * vector instructions, and every exp and log of the C library changes twice. One instruction says
 * that they are free. */
__attribute__((target("avx"))) static void free_upper_halves(void) { __builtin_ia32_vzeroupper(); }

static void after_dispatch(void) {
  if (__builtin_cpu_supports("avx")) free_upper_halves();
}
#else
static void after_dispatch(void) {}
#endif

uint64_t wt_checksum(const void *bytes, size_t size) {
  uint64_t sum = XXH3_64bits(bytes, size);
  after_dispatch();
  return sum;
}
