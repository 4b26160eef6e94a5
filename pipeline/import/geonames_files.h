/* geonames_files.h - which of GeoNames' tables a file is, and its lines. Private to import/. */
#ifndef WT_GEONAMES_FILES_H
#define WT_GEONAMES_FILES_H

#include <stdbool.h>

#include "base/buffer.h"
#include "read/dump.h"
#include "wiretag.h"

typedef enum wt_geo_kind {
  WT_GEO_PLACES,     /* allCountries, cities*, XX: 19 columns, an id first */
  WT_GEO_ALTERNATES, /* alternateNames (8 columns), alternateNamesV2 (10 columns): two ids first */
  WT_GEO_ADMIN,      /* admin1CodesASCII, admin2Codes: 4 columns, AA.01 or AA.01.001 first */
  WT_GEO_COUNTRIES,  /* countryInfo: 19 columns, AA first */
  WT_GEO_KINDS,
  WT_GEO_OTHER /* readme.txt, iso-languagecodes.txt, featureCodes, timeZones ... */
} wt_geo_kind;

enum { WT_GEO_COLUMNS = 20 };

typedef struct wt_geo_column {
  const char *text; /* [size], borrowed from the line */
  size_t size;
} wt_geo_column;

typedef struct wt_geo_line {
  wt_geo_column columns[WT_GEO_COLUMNS]; /* empty from n on */
  size_t n;                              /* as many as the line has, also over WT_GEO_COLUMNS */
} wt_geo_line;

/* Splits at tabs. */
void wt_geo_split(const char *text, size_t size, wt_geo_line *out);

/* What table a line belongs to, by its shape. */
wt_geo_kind wt_geo_kind_of(const wt_geo_line *line);

/* False for comments and for the tables that come along in GeoNames' zip files. */
bool wt_geo_counts(const wt_record *record);

/* Files by kind, in the order in which they were given. */
typedef struct wt_geo_files {
  char **paths[WT_GEO_KINDS]; /* [kind][n[kind]] */
  size_t n[WT_GEO_KINDS], capacity[WT_GEO_KINDS];
} wt_geo_files; /* zero-initialise */

/* Looks into each file, and into each file of a folder. Errors: WT_IO, WT_USAGE (a file that was
 * named is none of GeoNames', or there is nothing to import), WT_NO_MEMORY. */
wt_status wt_geo_files_find(const char *const *paths, size_t n_paths, wt_geo_files *out,
                            wt_error *error);
void wt_geo_files_release(wt_geo_files *files);

#endif
