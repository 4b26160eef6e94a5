#include "base/checksum.h"

#include <xxhash.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h> /* takes the place of XXH3_64bits */
#endif

uint64_t wt_checksum(const void *bytes, size_t size) { return XXH3_64bits(bytes, size); }
