/* gazetteer_lab.h - small gazetteers for tests: list text in, opened gazetteer out. */
#ifndef WT_GAZETTEER_LAB_H
#define WT_GAZETTEER_LAB_H

#include "base/buffer.h"
#include "match/compile.h"
#include "match/gazetteer.h"
#include "unit.h"

enum { GLAB_PATH = 64 };

/* The header of all columns, for lists in tests. */
#define GLAB_HEADER                                                                      \
  "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\trefers_" \
  "to\twithin\n"

/* A new file in the folder for temporary files that holds `text`; its path goes to `path`. */
void glab_write(const char *text, size_t size, char path[GLAB_PATH]);

/* Compiles one list with default options; fails the test when that fails. */
wt_gazetteer *glab_gazetteer(const char *list);

/* The same for a name, a type and flags a row, "Paris|place|"; rows end with a line break. */
wt_gazetteer *glab_names(const char *rows);

/* Compiles lists to the file `out`; the error goes to *error. */
wt_status glab_compile(const char *const *lists, size_t n_lists, size_t n_threads, bool keep_going,
                       const char *out, wt_error *error);

/* Reads a whole file; the caller frees. Aligned to 64. */
uint8_t *glab_read(const char *path, size_t *size);

/* The surfaces of the hits in a text, separated by "; ", with "~" in front of weak ones. Borrowed
 * until the next call. */
const char *glab_match(const wt_gazetteer *const *layers, size_t n_layers, const char *text,
                       wt_overlap overlap);

/* The longest hits of one gazetteer. */
const char *glab_hits(const wt_gazetteer *gazetteer, const char *text);

/* One hit of a text, or fails; the tokens are released. */
wt_hit glab_only_hit(const wt_gazetteer *const *layers, size_t n_layers, const char *text);

#endif
