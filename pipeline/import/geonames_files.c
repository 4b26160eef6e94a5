#include "import/geonames_files.h"

#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/mem.h"
#include "read/walk.h"

void wt_geo_split(const char *text, size_t size, wt_geo_line *out) {
  *out = (wt_geo_line){0};
  const char *end = text + size;
  for (bool more = true; more; out->n++) {
    const char *tab = size == 0 ? NULL : memchr(text, '\t', (size_t)(end - text));
    more = tab != NULL;
    const char *stop = more ? tab : end;
    if (out->n < WT_GEO_COLUMNS)
      out->columns[out->n] = (wt_geo_column){text, (size_t)(stop - text)};
    text = more ? tab + 1 : end;
  }
  for (size_t i = out->n; i < WT_GEO_COLUMNS; i++) out->columns[i].text = end;
}

static bool is_digits(const wt_geo_column *c) {
  for (size_t i = 0; i < c->size; i++)
    if (c->text[i] < '0' || c->text[i] > '9') return false;
  return c->size > 0 && c->size <= 10;
}

static bool is_code(const wt_geo_column *c, size_t size) {
  return c->size >= size && c->text[0] >= 'A' && c->text[0] <= 'Z' && c->text[1] >= 'A' &&
         c->text[1] <= 'Z';
}

wt_geo_kind wt_geo_kind_of(const wt_geo_line *line) {
  const wt_geo_column *c = line->columns;
  if (line->n == 19 && is_digits(&c[0])) return WT_GEO_PLACES;
  if (line->n == 19 && is_code(&c[0], 2) && c[0].size == 2) return WT_GEO_COUNTRIES;
  if ((line->n == 8 || line->n == 10) && is_digits(&c[0]) && is_digits(&c[1]))
    return WT_GEO_ALTERNATES;
  if (line->n == 4 && is_code(&c[0], 3) && c[0].text[2] == '.' && is_digits(&c[3]))
    return WT_GEO_ADMIN;
  return WT_GEO_OTHER;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

bool wt_geo_counts(const wt_record *record) {
  static const char *const OTHERS[] = {"readme", "iso-languagecodes", "featureCodes", "timeZones"};
  if (record->size == 0 || record->bytes[0] == '#') return false;
  const char *name = base_name(record->file);
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
    if (strncmp(name, OTHERS[i], strlen(OTHERS[i])) == 0) return false;
  return true;
}

/* ---- finding out -------------------------------------------------------------------- */

/* The kind of the first line that has one, among the first few thousand. */
static wt_status probe(const char *path, wt_geo_kind *kind, wt_error *error) {
  enum { LINES = 8192, MOST_BYTES = 1 << 20 };
  wt_dump_options options = {.format = WT_FORMAT_JSONL,
                             .batch_records = 64,
                             .batch_bytes = 1 << 16,
                             .record_bytes = MOST_BYTES};
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_status status = wt_dump_open(&path, 1, &options, &dump, error);
  *kind = WT_GEO_OTHER;
  for (size_t lines = 0; status == WT_OK && *kind == WT_GEO_OTHER && lines < LINES;) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (status != WT_OK || batch.n == 0) break;
    lines += batch.n;
    for (size_t i = 0; i < batch.n && *kind == WT_GEO_OTHER; i++) {
      if (batch.records[i].broken != NULL || !wt_geo_counts(&batch.records[i])) continue;
      wt_geo_line line;
      wt_geo_split(batch.records[i].bytes, batch.records[i].size, &line);
      *kind = wt_geo_kind_of(&line);
    }
  }
  wt_batch_release(&batch);
  wt_dump_close(dump);
  return status;
}

static wt_status add(wt_geo_files *files, const char *path, bool named, wt_error *error) {
  wt_geo_kind kind;
  if (strcmp(path, "-") == 0) {
    kind = WT_GEO_PLACES; /* cannot be looked into */
  } else {
    wt_status status = probe(path, &kind, error);
    if (status != WT_OK) return status;
  }
  if (kind == WT_GEO_OTHER) {
    if (!named) return WT_OK;
    return wt_fail(error, WT_USAGE, path,
                   "none of GeoNames' tables; expected are allCountries or cities, alternateNames, "
                   "admin1Codes, admin2Codes, countryInfo");
  }
  size_t n = files->n[kind];
  char **grown = wt_grow(files->paths[kind], &files->capacity[kind], n + 1, sizeof *grown);
  if (grown == NULL) return wt_no_memory(error, path);
  files->paths[kind] = grown;
  grown[n] = wt_strndup(path, strlen(path));
  if (grown[n] == NULL) return wt_no_memory(error, path);
  files->n[kind]++;
  return WT_OK;
}

static wt_status add_folder(wt_geo_files *files, const char *folder, wt_error *error) {
  wt_walk walk = {0};
  wt_status status = wt_walk_start(&walk, folder, error);
  while (status == WT_OK) {
    const char *path = NULL;
    status = wt_walk_next(&walk, &path, error);
    if (status != WT_OK || path == NULL) break;
    status = add(files, path, false, error);
  }
  wt_walk_release(&walk);
  return status;
}

wt_status wt_geo_files_find(const char *const *paths, size_t n_paths, wt_geo_files *out,
                            wt_error *error) {
  wt_geo_files files = {0};
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < n_paths; i++) {
    struct stat st;
    bool folder = strcmp(paths[i], "-") != 0 && stat(paths[i], &st) == 0 && S_ISDIR(st.st_mode);
    status = folder ? add_folder(&files, paths[i], error) : add(&files, paths[i], true, error);
  }
  if (status == WT_OK &&
      files.n[WT_GEO_PLACES] + files.n[WT_GEO_ADMIN] + files.n[WT_GEO_COUNTRIES] == 0)
    status = wt_fail(error, WT_USAGE, "",
                     "no table of places; give allCountries, cities*, admin codes or countryInfo");
  if (status == WT_OK)
    *out = files;
  else
    wt_geo_files_release(&files);
  return status;
}

void wt_geo_files_release(wt_geo_files *files) {
  for (int k = 0; k < WT_GEO_KINDS; k++) {
    for (size_t i = 0; i < files->n[k]; i++) wt_free(files->paths[k][i]);
    wt_free(files->paths[k]);
  }
  *files = (wt_geo_files){0};
}
