/*
 * feature_codes.c - one table a class, more special codes first, the class itself last.
 *
 * Source: the list of feature codes at geonames.org/export/codes.html. Weights without a population
 * follow gazetteers/README.md: 500,000 for a first division, 20,000 for a second one; the rest is
 * small, so that a river never beats the town of the same name.
 */
#include "import/feature_codes.h"

#include <stdbool.h>
#include <string.h>

#define ALWAYS WT_FEATURE_ALWAYS
#define PEOPLE WT_FEATURE_POPULATION
#define NAMES WT_FEATURE_NAMES
#define NEVER WT_FEATURE_NEVER

static const wt_feature DIVISIONS[] = {
    {"PCLH", "former country", NEVER, 1000},
    {"PCLD", "territory", ALWAYS, 20000},
    {"PCLIX", "territory", ALWAYS, 20000},
    {"PCL*", "country", ALWAYS, 1000000},
    {"ADM1", "admin1", ALWAYS, 500000},
    {"ADM2", "admin2", ALWAYS, 20000},
    {"ADM3", "admin3", NEVER, 2000},
    {"ADM4", "admin4", NEVER, 1000},
    {"ADM5", "admin5", NEVER, 500},
    {"ADM*", "former division", NEVER, 500},
    {"TERR", "territory", ALWAYS, 20000},
    {"LTER", "territory", NAMES, 5000},
    {"ZN*", "zone", NAMES, 5000},
    {"PRSH", "parish", NEVER, 500},
    {"", "division", NEVER, 1000},
};

static const wt_feature POPULATED[] = {
    {"PPLCH", "former capital", NEVER, 1000},
    {"PPLC", "capital", ALWAYS, 50000},
    {"PPLG", "city", ALWAYS, 20000},
    {"PPLA", "city", ALWAYS, 10000},
    {"PPLA2", "city", ALWAYS, 2000},
    {"PPLA*", "town", PEOPLE, 500},
    {"PPLX", "district", NEVER, 500},
    {"PPLH", "former town", NEVER, 10},
    {"PPLQ", "former town", NEVER, 10},
    {"PPLW", "former town", NEVER, 10},
    {"PPLL", "village", PEOPLE, 100},
    {"PPLF", "village", PEOPLE, 100},
    {"PPLR", "village", PEOPLE, 100},
    {"STLMT", "settlement", PEOPLE, 200},
    {"", "city", PEOPLE, 100},
};

static const wt_feature WATERS[] = {
    {"OCN", "ocean", ALWAYS, 500000},  {"SEA", "sea", ALWAYS, 100000},
    {"GULF", "gulf", NAMES, 20000},    {"BAY*", "bay", NAMES, 500},
    {"STRT", "strait", NAMES, 5000},   {"CHN*", "channel", NAMES, 500},
    {"LK*", "lake", NAMES, 1000},      {"LGN*", "lagoon", NAMES, 300},
    {"STM*", "river", NAMES, 1000},    {"CNL*", "canal", NAMES, 500},
    {"RSV*", "reservoir", NAMES, 300}, {"FLLS*", "waterfall", NAMES, 500},
    {"GLCR*", "glacier", NAMES, 300},  {"HBR*", "harbour", NAMES, 300},
    {"FJD*", "fjord", NAMES, 300},     {"DCK*", "harbour", NAMES, 100},
    {"WAD*", "river", NAMES, 300},     {"", "water", NAMES, 200},
};

static const wt_feature AREAS[] = {
    {"CONT", "continent", ALWAYS, 1000000},
    {"RGN*", "region", NAMES, 20000},
    {"PRK", "park", NAMES, 1000},
    {"RES*", "reserve", NAMES, 500},
    {"MILB", "military base", NAMES, 1000},
    {"NVB", "military base", NAMES, 1000},
    {"BTL", "battlefield", NAMES, 500},
    {"PRT", "port", NAMES, 1000},
    {"", "area", NAMES, 300},
};

static const wt_feature ROADS[] = {
    {"TNL*", "tunnel", NAMES, 200},
    {"ST", "street", NAMES, 200},
    {"RR*", "railway", NAMES, 100},
    {"", "road", NAMES, 200},
};

static const wt_feature BUILDINGS[] = {
    {"AIRP", "airport", NAMES, 2000},
    {"AIRB", "air base", NAMES, 1000},
    {"AIR*", "airfield", NAMES, 200},
    {"BDG*", "bridge", NAMES, 500},
    {"DAM*", "dam", NAMES, 500},
    {"CSTL", "castle", NAMES, 300},
    {"PAL", "palace", NAMES, 1000},
    {"CH", "church", NAMES, 300},
    {"MSQE", "mosque", NAMES, 300},
    {"SYG", "synagogue", NAMES, 300},
    {"TMPL", "temple", NAMES, 300},
    {"MSTY", "monastery", NAMES, 300},
    {"STDM", "stadium", NAMES, 500},
    {"MUS", "museum", NAMES, 500},
    {"THTR", "theatre", NAMES, 300},
    {"MNMT", "monument", NAMES, 500},
    {"ANS", "archaeological site", NAMES, 500},
    {"RUIN", "ruins", NAMES, 300},
    {"PRN*", "prison", NAMES, 500},
    {"PS*", "power station", NAMES, 500},
    {"HSP*", "hospital", NAMES, 300},
    {"CMPRF", "refugee camp", NAMES, 1000},
    {"RSTN", "railway station", NAMES, 200},
    {"SCH*", "school", NEVER, 100},
    {"HTL", "hotel", NEVER, 100},
    {"", "landmark", NAMES, 200},
};

static const wt_feature LANDFORMS[] = {
    {"ISL*", "island", NAMES, 2000},   {"ATOL", "island", NAMES, 500},
    {"MTS", "mountains", NAMES, 5000}, {"MT", "mountain", NAMES, 500},
    {"PK*", "mountain", NAMES, 500},   {"VLC", "volcano", NAMES, 1000},
    {"HLL*", "hill", NAMES, 200},      {"PEN*", "peninsula", NAMES, 1000},
    {"CAPE", "cape", NAMES, 300},      {"PT", "cape", NAMES, 200},
    {"DSRT", "desert", NAMES, 5000},   {"VAL*", "valley", NAMES, 300},
    {"PLN*", "plain", NAMES, 300},     {"PLAT*", "plateau", NAMES, 300},
    {"PASS", "pass", NAMES, 300},      {"BCH*", "beach", NAMES, 200},
    {"CNYN*", "canyon", NAMES, 300},   {"", "landform", NAMES, 200},
};

static const wt_feature UNDERSEA[] = {{"", "undersea feature", NAMES, 100}};
static const wt_feature VEGETATION[] = {{"", "forest", NAMES, 200}};

static bool fits(const char *pattern, const char *code, size_t size) {
  size_t n = strlen(pattern);
  if (n == 0) return true;
  if (pattern[n - 1] == '*') return size >= n - 1 && memcmp(pattern, code, n - 1) == 0;
  return size == n && memcmp(pattern, code, n) == 0;
}

/* The last row of a table fits everything. */
static const wt_feature *find(const wt_feature *table, const char *code, size_t size) {
  while (!fits(table->code, code, size)) table++;
  return table;
}

const wt_feature *wt_feature_find(char class, const char *code, size_t size) {
  switch (class) {
    case 'A': return find(DIVISIONS, code, size);
    case 'P': return find(POPULATED, code, size);
    case 'H': return find(WATERS, code, size);
    case 'L': return find(AREAS, code, size);
    case 'R': return find(ROADS, code, size);
    case 'S': return find(BUILDINGS, code, size);
    case 'T': return find(LANDFORMS, code, size);
    case 'U': return find(UNDERSEA, code, size);
    case 'V': return find(VEGETATION, code, size);
    default: return NULL;
  }
}
