/*
 * geonames_rows.h - what a row of GeoNames' tables says, and whether the user wants its place.
 */
#ifndef WT_GEONAMES_ROWS_H
#define WT_GEONAMES_ROWS_H

#include "import/geonames_files.h"
#include "import/import.h"
#include "import/wanted.h"

/* Which places are kept. */
typedef struct wt_geo_choice {
  const wt_import_options *options; /* for min_population and min_names */
  wt_wanted countries, features;
} wt_geo_choice;

/* What a row says, whatever table it stands in. Borrowed from the line. */
typedef struct wt_geo_place {
  uint32_t id;
  wt_geo_column name, names, country, division, lat, lon; /* division: its code in the country */
  const char *subtype;
  uint64_t weight;
} wt_geo_place;

/* Reads a row; *kept is false, and maybe *out untouched, when the choice leaves it out. Errors:
 * WT_BAD_INPUT (not a row of this table; nothing says where, the caller knows). */
typedef wt_status wt_geo_reader(const wt_geo_choice *choice, const wt_geo_line *line,
                                wt_geo_place *out, bool *kept, wt_error *error);

/* The error of a line that is no row of its table. */
wt_status wt_geo_wrong_shape(const wt_geo_line *line, const char *expected, wt_error *error);

wt_geo_reader wt_geo_read_place;    /* allCountries, cities ... */
wt_geo_reader wt_geo_read_division; /* admin1CodesASCII, admin2Codes */
wt_geo_reader wt_geo_read_country;  /* countryInfo */

#endif
