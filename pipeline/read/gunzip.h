/* gunzip.h - gzip data to bytes, with its checksums checked. Private to read/. */
#ifndef WT_GUNZIP_H
#define WT_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "wiretag.h"

typedef struct wt_gunzip wt_gunzip;

/* Gives more compressed bytes, borrowed until the next call; 0 at the end, negative on an error
 * that the giver remembers. */
typedef ptrdiff_t (*wt_gunzip_source)(void *context, const char **bytes);

/* Do bytes begin a gzip member? */
bool wt_gunzip_detect(const char *bytes, size_t size);

/* Starts with bytes that were read already, borrowed until the source is asked. Errors:
 * WT_NO_MEMORY. */
wt_status wt_gunzip_new(const char *bytes, size_t size, wt_gunzip_source source, void *context,
                        wt_gunzip **out);
void wt_gunzip_free(wt_gunzip *gunzip);

/* Fills out[size] with at least one byte. Returns how many, 0 at the end, -1 when the source failed
 * or the data is damaged; then *reason is what is wrong (static), NULL when it was the source. */
ptrdiff_t wt_gunzip_read(wt_gunzip *gunzip, char *out, size_t size, const char **reason);

#endif
