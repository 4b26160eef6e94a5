/*
 * import.h - publishers' dumps to lists that people can edit (gazetteers/README.md).
 *
 * Each importer streams: it reads the dump once or twice, keeps at most a compact index of what two
 * files must be joined by, and writes rows in the order of the input. Lines are parsed by all
 * threads; the list is the same for any number of them.
 *
 * | source       | passes | kept in memory besides some batches (4 MiB each)                    |
 * | GeoNames     | 1      | nothing, when no alternate names, admin codes or countries are given |
 * |              | 3      | 4 bytes a place that is kept; 12 bytes and its text a name           |
 * | Wikidata     | 2      | 8 bytes a subclass statement (40 MB for all of Wikidata), then 12   |
 * |              |        | bytes a class                                                       |
 * | ROR, Who's On First | 1 | nothing                                                           |
 */
#ifndef WT_IMPORT_H
#define WT_IMPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "wiretag.h"

/* How far an import is; `consumed` of `total` compressed bytes of this pass (0: unknown). */
typedef struct wt_import_progress {
  const char *pass; /* "places", "alternate names" ...; static */
  uint64_t lines;   /* of this pass */
  uint64_t consumed, total;
} wt_import_progress;

typedef struct wt_import_options {
  const char *languages; /* "en,tr" or "all": of aliases, likeliest for the shown name first */
  const char *countries; /* "TR,SY": only these; NULL: all */
  bool all_scripts;      /* names in other than Latin letters too, where the source does not tell
                            their language */
  bool keep_going;       /* report broken records and go on; otherwise the first one is fatal */
  size_t n_threads;      /* at least 1 */

  /* GeoNames */
  const char *features;    /* "P,A.ADM1,H.LK"; NULL: what news is about */
  uint64_t min_population; /* of populated places that are no seat of a government */
  uint64_t min_names;      /* of features that have no population: rivers, mountains, buildings */

  /* Wikidata */
  const char *types;      /* "person,place,organization": only these; NULL: all three */
  uint64_t min_sitelinks; /* how many wikis have a page */
  const char *classes;    /* file of the class tree: read when it exists, written otherwise; NULL:
                             the dump is read twice */

  /* Told about each broken record, in order, when keep_going is set; may be NULL. */
  void (*report)(void *context, const wt_error *error);
  /* Called after each batch, from one thread at a time; may be NULL. True: stop. */
  bool (*progress)(void *context, const wt_import_progress *progress);
  void *context;
} wt_import_options;

typedef struct wt_import_result {
  uint64_t lines;  /* records read in the last pass */
  uint64_t rows;   /* written */
  uint64_t broken; /* records that could not be read */
  uint64_t names;  /* in the rows, main names included */
} wt_import_result;

/* Reads `paths` [n_paths] (files, folders, "-" where one pass is enough; gz, bz2, xz, zst and zip
 * by content) and writes a list with its header to `out`, which `out_name` names in messages.
 * Errors: WT_IO, WT_USAGE (an option or a set of files that cannot be), WT_BAD_INPUT (file, line),
 * WT_STOPPED, WT_TOO_LARGE, WT_NO_MEMORY. */
typedef wt_status wt_importer(const char *const *paths, size_t n_paths,
                              const wt_import_options *options, FILE *out, const char *out_name,
                              wt_import_result *result, wt_error *error);

/* allCountries, cities*, XX.txt; alternateNamesV2; admin1CodesASCII, admin2Codes; countryInfo: told
 * apart by their content, in any order. */
wt_importer wt_import_geonames;

/* latest-all.json: one entity a line. */
wt_importer wt_import_wikidata;

/* Records of the Research Organization Registry, schema 1 or 2: an array, JSON Lines, or files. */
wt_importer wt_import_ror;

/* GeoJSON features of Who's On First. */
wt_importer wt_import_whosonfirst;

#endif
