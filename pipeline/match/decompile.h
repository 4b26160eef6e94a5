/*
 * decompile.h - a compiled gazetteer back to the text of a list.
 *
 * The list, compiled again, gives the same names, case rules and entries. Lost are comments, the
 * lists' file names, scripts and regions of languages ("zh-Hant" comes back as "zh"), and how an
 * alias was written beyond what matching can tell apart ("Al-Bab" comes back as "Al Bab").
 */
#ifndef WT_DECOMPILE_H
#define WT_DECOMPILE_H

#include "base/buffer.h"
#include "match/gazetteer.h"

typedef struct wt_decompile_result {
  uint64_t rows, names;
  uint64_t lost; /* names that no text gives back; 0 for files that the compiler made */
} wt_decompile_result;

/* Writes the header line and the rows, in the order of ids, through `write`, some rows at a time.
 * Errors: WT_NO_MEMORY, and what write returns. */
wt_status wt_gazetteer_decompile(const wt_gazetteer *gazetteer,
                                 wt_status (*write)(void *context, const char *bytes, size_t size,
                                                    wt_error *error),
                                 void *context, wt_decompile_result *result, wt_error *error);

/* Appends a name as the i-th candidate is written: the key with the capitals of its case form, and
 * its rule where it is not the default: "WHO{exact}", "us{any}". What has no such form gives the
 * bare key. */
void wt_gazetteer_spelling(const wt_gazetteer *gazetteer, uint32_t name, size_t i, wt_buffer *out);

#endif
