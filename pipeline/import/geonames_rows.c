#include "import/geonames_rows.h"

#include <string.h>

#include "base/error.h"
#include "import/feature_codes.h"
#include "import/list_line.h"

/* Columns of the tables. */
enum {
  P_ID,
  P_NAME,
  P_ASCII,
  P_NAMES,
  P_LAT,
  P_LON,
  P_CLASS,
  P_CODE,
  P_COUNTRY,
  P_DIVISION = 10,
  P_PEOPLE = 14
};
enum { D_CODE, D_NAME, D_ASCII, D_ID };
enum { C_CODE, C_ISO3, C_NUMERIC, C_FIPS, C_NAME, C_PEOPLE = 7, C_ID = 16 };

/* "P" or "P.PPLC". */
static bool chosen(const wt_wanted *features, const wt_geo_line *line) {
  char word[WT_WANTED_BYTES] = {line->columns[P_CLASS].text[0], '.'};
  size_t size = line->columns[P_CODE].size;
  if (wt_wanted_find(features, word, 1) < features->n) return true;
  if (size + 2 > sizeof word) return false;
  memcpy(word + 2, line->columns[P_CODE].text, size);
  return wt_wanted_find(features, word, size + 2) < features->n;
}

static size_t count_names(const wt_geo_column *names) {
  size_t n = names->size > 0;
  for (size_t i = 0; i < names->size; i++) n += names->text[i] == ',';
  return n;
}

static bool is_kept(const wt_geo_choice *choice, const wt_geo_line *line,
                    const wt_feature *feature) {
  const wt_geo_column *c = line->columns;
  if (!wt_is_wanted(&choice->countries, c[P_COUNTRY].text, c[P_COUNTRY].size)) return false;
  if (!choice->features.all && !chosen(&choice->features, line)) return false;
  if (feature->use == WT_FEATURE_NEVER && choice->features.all) return false;
  switch (feature->use) {
    case WT_FEATURE_ALWAYS: return true;
    case WT_FEATURE_NAMES: return count_names(&c[P_NAMES]) >= choice->options->min_names;
    case WT_FEATURE_POPULATION:
    case WT_FEATURE_NEVER: break;
  }
  return c[P_CLASS].text[0] != 'P' ||
         wt_read_u32(c[P_PEOPLE].text, c[P_PEOPLE].size) >= choice->options->min_population;
}

wt_status wt_geo_wrong_shape(const wt_geo_line *line, const char *expected, wt_error *error) {
  return wt_fail(error, WT_BAD_INPUT, NULL, "%s expected, but the line has %zu column%s", expected,
                 line->n, line->n == 1 ? "" : "s");
}

/* A row of a table of places; *kept is false when the options leave it out. */
wt_status wt_geo_read_place(const wt_geo_choice *choice, const wt_geo_line *line, wt_geo_place *out,
                            bool *kept, wt_error *error) {
  const wt_geo_column *c = line->columns;
  *kept = false;
  if (wt_geo_kind_of(line) != WT_GEO_PLACES)
    return wt_geo_wrong_shape(line, "19 columns with an id first are", error);
  uint32_t id = wt_read_u32(c[P_ID].text, c[P_ID].size);
  if (id == 0)
    return wt_fail(error, WT_BAD_INPUT, NULL, "%.*s is no id", (int)c[P_ID].size, c[P_ID].text);
  if (c[P_CLASS].size == 0) return WT_OK; /* GeoNames has some rows without a class */
  const wt_feature *feature =
      c[P_CLASS].size == 1 ? wt_feature_find(c[P_CLASS].text[0], c[P_CODE].text, c[P_CODE].size)
                           : NULL;
  if (feature == NULL)
    return wt_fail(error, WT_BAD_INPUT, NULL,
                   "column 7: a feature class is expected, one of AHLPRSTUV");
  uint32_t people = wt_read_u32(c[P_PEOPLE].text, c[P_PEOPLE].size);
  *kept = is_kept(choice, line, feature);
  *out = (wt_geo_place){.id = id,
                        .name = c[P_NAME],
                        .names = c[P_NAMES],
                        .country = c[P_COUNTRY],
                        .division = c[P_DIVISION],
                        .lat = c[P_LAT],
                        .lon = c[P_LON],
                        .subtype = feature->subtype,
                        .weight = people > 0 ? people : feature->weight};
  return WT_OK;
}

/* A row of admin1CodesASCII or admin2Codes. */
wt_status wt_geo_read_division(const wt_geo_choice *choice, const wt_geo_line *line,
                               wt_geo_place *out, bool *kept, wt_error *error) {
  enum { FIRST = 500000, SECOND = 20000 };
  const wt_geo_column *c = line->columns;
  *kept = false;
  if (wt_geo_kind_of(line) != WT_GEO_ADMIN)
    return wt_geo_wrong_shape(line, "4 columns, a code such as TR.34 first, are", error);
  const char *dot = memchr(c[D_CODE].text + 3, '.', c[D_CODE].size - 3);
  const char *code = c[D_CODE].text + 3, *end = c[D_CODE].text + c[D_CODE].size;
  wt_geo_column division = {code, (size_t)((dot == NULL ? end : dot) - code)};
  wt_geo_column country = {c[D_CODE].text, 2}, none = {c[D_CODE].text, 0};
  *out = (wt_geo_place){.id = wt_read_u32(c[D_ID].text, c[D_ID].size),
                        .name = c[D_NAME],
                        .names = none,
                        .country = country,
                        .division = division,
                        .lat = none,
                        .lon = none,
                        .subtype = dot == NULL ? "admin1" : "admin2",
                        .weight = dot == NULL ? FIRST : SECOND};
  *kept = out->id != 0 && wt_is_wanted(&choice->countries, country.text, country.size);
  return WT_OK;
}

wt_status wt_geo_read_country(const wt_geo_choice *choice, const wt_geo_line *line,
                              wt_geo_place *out, bool *kept, wt_error *error) {
  const wt_geo_column *c = line->columns;
  *kept = false;
  if (wt_geo_kind_of(line) != WT_GEO_COUNTRIES)
    return wt_geo_wrong_shape(line, "19 columns with a country's code first are", error);
  wt_geo_column none = {c[C_CODE].text, 0};
  *out = (wt_geo_place){.id = wt_read_u32(c[C_ID].text, c[C_ID].size),
                        .name = c[C_NAME],
                        .names = none,
                        .country = c[C_CODE],
                        .division = none,
                        .lat = none,
                        .lon = none,
                        .subtype = "country",
                        .weight = wt_read_u32(c[C_PEOPLE].text, c[C_PEOPLE].size)};
  *kept = out->id != 0 && wt_is_wanted(&choice->countries, c[C_CODE].text, c[C_CODE].size);
  return WT_OK;
}
