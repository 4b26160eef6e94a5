/*
 * geonames.c - GeoNames' tables to a list of places.
 *
 * WHY THREE PASSES. allCountries has 13 million rows and alternateNamesV2 has 18 million that stand
 * in another order. With alternate names, the first pass notes the ids of the places that the
 * options keep, the second one the names of just these in the wanted languages, the third one
 * writes. Without them one pass is enough.
 *
 * NAMES. The alternatenames column of a place holds names without their languages, among them
 * airport codes (IMF, BBC, PKK, HTS), old names and transliterations. From it come names in Latin
 * letters that are no codes; and where alternateNames is given, it is not used at all. From
 * alternateNames come
 *   - names in a wanted language; old and colloquial ones are weak
 *   - names without a language, as from the column
 *   - abbreviations (abbr): weak, but for countries
 *   - wkdt: the id in Wikidata
 * and the first preferred name in the user's first language becomes the shown name. All else is
 * no name: link, post, iata, icao, faac, tcid, unlc, phon, piny.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "import/alternates.h"
#include "import/feed.h"
#include "import/geonames_rows.h"
#include "import/list_line.h"
#include "text/utf8.h"

/* Columns of alternateNames. */
enum { A_ID, A_PLACE, A_LANG, A_TEXT, A_PREFERRED, A_SHORT, A_COLLOQUIAL, A_HISTORIC };
enum { SHORT = 4 }; /* letters: such a name without a language needs other evidence */

typedef struct scratch {
  wt_line line;
  wt_buffer repaired;
} scratch;

typedef struct geonames {
  const wt_import_options *options;
  wt_wanted languages;
  wt_geo_choice choice; /* which places */
  wt_alternates names;
  bool joined;      /* ids are known */
  bool alternates;  /* alternate names were given */
  scratch *threads; /* [n_threads] */
  wt_row_sink sink;
} geonames;

/* Splits a record; its bytes are repaired where they are not UTF-8. */
static bool split(scratch *s, const wt_record *record, wt_geo_line *line) {
  const char *text = record->bytes;
  size_t size = record->size;
  if (size > 0 && text[size - 1] == '\r') size--;
  if (wt_utf8_invalid(text, size) < size) {
    wt_buffer_clear(&s->repaired);
    wt_utf8_repair(text, size, &s->repaired);
    if (s->repaired.failed) return false;
    text = s->repaired.data;
    size = s->repaired.size;
  }
  wt_geo_split(text, size, line);
  return true;
}

/* ---- first pass: ids ---------------------------------------------------------------- */

static wt_status note_id(geonames *g, size_t thread, const wt_record *record, wt_geo_reader *reader,
                         wt_buffer *out, wt_error *error) {
  wt_geo_line line;
  wt_geo_place p;
  bool kept;
  if (!wt_geo_counts(record)) return WT_OK;
  if (!split(&g->threads[thread], record, &line)) return wt_no_memory(error, "places");
  wt_status status = reader(&g->choice, &line, &p, &kept, error);
  if (status != WT_OK) return WT_OK; /* told in the pass that writes */
  if (kept) wt_buffer_append(out, &p.id, sizeof p.id);
  return WT_OK;
}

static wt_status note_place(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                            wt_error *error) {
  return note_id(context, thread, record, wt_geo_read_place, out, error);
}

static wt_status note_division(void *context, size_t thread, const wt_record *record,
                               wt_buffer *out, wt_error *error) {
  return note_id(context, thread, record, wt_geo_read_division, out, error);
}

static wt_status note_country(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                              wt_error *error) {
  return note_id(context, thread, record, wt_geo_read_country, out, error);
}

static wt_status take_ids(void *context, const char *bytes, size_t size, wt_error *error) {
  geonames *g = context;
  wt_status status = WT_OK;
  for (size_t at = 0; status == WT_OK && at < size; at += sizeof(uint32_t)) {
    uint32_t id;
    memcpy(&id, bytes + at, sizeof id);
    status = wt_alternates_add_id(&g->names, id, error);
  }
  return status;
}

/* ---- second pass: names ------------------------------------------------------------- */

typedef struct name_head {
  uint32_t place;
  uint16_t lang_size, text_size;
  uint32_t bits;
} name_head;

static bool column_is(const wt_geo_column *c, const char *text) {
  return c->size == strlen(text) && memcmp(c->text, text, c->size) == 0;
}

/* Is it a name that we use, and what kind of one? `code` is the language or what stands for it. */
static bool wanted_name(const geonames *g, const wt_geo_column *code, unsigned *bits) {
  static const char *const NO_LANGUAGES[] = {"link", "post", "iata", "icao", "faac", "tcid",
                                             "unlc", "phon", "piny", "nuts", "uicn"};
  *bits = 0;
  if (column_is(code, "wkdt")) *bits = WT_ALT_WIKIDATA;
  if (column_is(code, "abbr")) *bits = WT_ALT_ABBREVIATION;
  if (*bits != 0 || code->size == 0) return true;
  for (size_t i = 0; i < sizeof NO_LANGUAGES / sizeof *NO_LANGUAGES; i++)
    if (column_is(code, NO_LANGUAGES[i])) return false;
  if (memchr(code->text, '_', code->size) != NULL) return false; /* fr_1793 */
  return wt_is_wanted(&g->languages, code->text, code->size);
}

static wt_status note_name(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                           wt_error *error) {
  geonames *g = context;
  wt_geo_line line;
  if (!wt_geo_counts(record)) return WT_OK;
  if (!split(&g->threads[thread], record, &line)) return wt_no_memory(error, "alternate names");
  const wt_geo_column *c = line.columns;
  if (wt_geo_kind_of(&line) != WT_GEO_ALTERNATES)
    return wt_geo_wrong_shape(&line, "8 or 10 columns with two ids first are", error);
  name_head head = {0};
  if (!wanted_name(g, &c[A_LANG], &head.bits)) return WT_OK;
  size_t found = wt_alternates_find(&g->names, wt_read_u32(c[A_PLACE].text, c[A_PLACE].size));
  if (found == g->names.n_ids || c[A_TEXT].size > 400 || c[A_LANG].size > 40) return WT_OK;
  static const unsigned BITS[] = {WT_ALT_PREFERRED, WT_ALT_SHORT, WT_ALT_COLLOQUIAL,
                                  WT_ALT_HISTORIC};
  for (size_t i = 0; i < 4; i++)
    if (column_is(&c[A_PREFERRED + i], "1")) head.bits |= BITS[i];
  head.place = (uint32_t)found;
  head.lang_size = (uint16_t)c[A_LANG].size;
  head.text_size = (uint16_t)c[A_TEXT].size;
  wt_buffer_append(out, &head, sizeof head);
  wt_buffer_append(out, c[A_LANG].text, c[A_LANG].size);
  wt_buffer_append(out, c[A_TEXT].text, c[A_TEXT].size);
  return WT_OK;
}

static wt_status take_names(void *context, const char *bytes, size_t size, wt_error *error) {
  geonames *g = context;
  wt_status status = WT_OK;
  for (size_t at = 0; status == WT_OK && at < size;) {
    name_head head;
    memcpy(&head, bytes + at, sizeof head);
    wt_alternate name = {.lang = bytes + at + sizeof head,
                         .lang_size = head.lang_size,
                         .text = bytes + at + sizeof head + head.lang_size,
                         .text_size = head.text_size,
                         .bits = head.bits};
    status = wt_alternates_add(&g->names, head.place, &name, error);
    at += sizeof head + head.lang_size + head.text_size;
  }
  return status;
}

/* ---- third pass: rows --------------------------------------------------------------- */

/* A name of which nobody says what language it is in: "Pari" and "Paras" for Paris. */
static void add_unknown(const geonames *g, wt_line *line, const char *text, size_t size,
                        unsigned rules) {
  wt_name_shape shape = wt_name_shape_of(text, size);
  if (wt_shape_is_code(&shape) || wt_shape_is_lower(&shape)) return;
  if (!shape.latin && !g->options->all_scripts) return;
  if (shape.brackets) return; /* "Ankyra (Ankyra)": notes, not names */
  if (shape.words == 1 && shape.latin && shape.letters <= SHORT) rules = WT_NAME_WEAK;
  wt_line_alias(line, "", 0, text, size, rules);
}

static void add_alternate(const geonames *g, wt_line *line, const wt_geo_place *p,
                          const wt_alternate *name) {
  bool weak = (name->bits & (WT_ALT_HISTORIC | WT_ALT_COLLOQUIAL)) != 0;
  unsigned rules = weak ? WT_NAME_WEAK : 0;
  if ((name->bits & WT_ALT_ABBREVIATION) != 0) {
    if (strcmp(p->subtype, "country") != 0) rules = WT_NAME_WEAK;
    wt_line_alias(line, "", 0, name->text, name->text_size, rules);
    return;
  }
  if (name->lang_size == 0) {
    add_unknown(g, line, name->text, name->text_size, rules);
    return;
  }
  wt_name_shape shape = wt_name_shape_of(name->text, name->text_size);
  if (wt_shape_is_code(&shape) || wt_shape_is_lower(&shape)) rules = WT_NAME_WEAK;
  wt_line_alias(line, name->lang, name->lang_size, name->text, name->text_size, rules);
}

/* The main name: the preferred one in the user's first language, else GeoNames' own. */
static bool add_main_name(const geonames *g, wt_line *line, const wt_geo_place *p, size_t number) {
  size_t n = g->alternates ? wt_alternates_count(&g->names, number) : 0;
  const char *first = g->languages.all ? "en" : g->languages.items[0];
  for (size_t i = 0; i < n; i++) {
    wt_alternate name = wt_alternates_at(&g->names, number, i);
    bool fits = (name.bits & ~(unsigned)WT_ALT_SHORT) == WT_ALT_PREFERRED &&
                name.lang_size == strlen(first) && memcmp(name.lang, first, name.lang_size) == 0;
    if (!fits || !wt_line_name(line, name.text, name.text_size)) continue;
    wt_line_alias(line, "", 0, p->name.text, p->name.size, 0);
    return true;
  }
  return wt_line_name(line, p->name.text, p->name.size);
}

static void add_names(const geonames *g, wt_line *line, const wt_geo_place *p, size_t number) {
  /* firm names first: of two equal ones the first one stays */
  for (unsigned weak = 0; weak <= 1; weak++) {
    size_t n = wt_alternates_count(&g->names, number);
    for (size_t i = 0; i < n; i++) {
      wt_alternate name = wt_alternates_at(&g->names, number, i);
      if ((name.bits & WT_ALT_WIKIDATA) != 0) {
        if (weak == 0) wt_line_same_as(line, "wikidata:", name.text, name.text_size);
      } else if (((name.bits & (WT_ALT_HISTORIC | WT_ALT_COLLOQUIAL)) != 0) == (weak == 1)) {
        add_alternate(g, line, p, &name);
      }
    }
  }
}

/* The names of the column, between commas. */
static void add_column(const geonames *g, wt_line *line, const wt_geo_column *names) {
  for (size_t start = 0, i = 0; i <= names->size; i++) {
    if (i < names->size && names->text[i] != ',') continue;
    add_unknown(g, line, names->text + start, i - start, 0);
    start = i + 1;
  }
}

/* "00" is GeoNames' code for none. A region has none either: it could be taken for the division. */
static void set_division(wt_line *line, const wt_geo_place *p) {
  bool none = p->division.size == 2 && memcmp(p->division.text, "00", 2) == 0;
  if (none || line->country[0] == '\0') return;
  if (p->subtype != NULL && strcmp(p->subtype, "region") == 0) return;
  wt_line_within(line, line->country, p->division.text, p->division.size);
}

static wt_status write_row(geonames *g, size_t thread, const wt_record *record,
                           wt_geo_reader *reader, wt_buffer *out, wt_error *error) {
  wt_geo_line columns;
  wt_geo_place p;
  bool kept;
  wt_line *line = &g->threads[thread].line;
  if (!wt_geo_counts(record)) return WT_OK;
  if (!split(&g->threads[thread], record, &columns)) return wt_no_memory(error, "places");
  wt_status status = reader(&g->choice, &columns, &p, &kept, error);
  if (status != WT_OK || !kept) return status;
  if (!wt_line_begin(line, WT_PLACE)) return wt_no_memory(error, "places");
  size_t number = g->joined ? wt_alternates_find(&g->names, p.id) : 0;
  bool named = add_main_name(g, line, &p, number);
  if (named) {
    wt_name_shape shape = wt_name_shape_of(line->name.data, line->name.size);
    if (wt_shape_is_code(&shape) || wt_shape_is_lower(&shape)) line->rules = WT_NAME_WEAK;
    if (g->alternates)
      add_names(g, line, &p, number);
    else
      add_column(g, line, &p.names);
    wt_buffer_format(&line->id, "geonames:%u", (unsigned)p.id);
    line->subtype = p.subtype;
    line->weight = p.weight;
    wt_line_country(line, p.country.text, p.country.size);
    set_division(line, &p);
    wt_line_position(line, p.lat.text, p.lat.size, p.lon.text, p.lon.size);
  }
  if (named ? wt_line_end(line, out) : !line->name.failed && !line->key.failed) return WT_OK;
  return wt_no_memory(error, "places");
}

static wt_status write_place(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                             wt_error *error) {
  return write_row(context, thread, record, wt_geo_read_place, out, error);
}

static wt_status write_division(void *context, size_t thread, const wt_record *record,
                                wt_buffer *out, wt_error *error) {
  return write_row(context, thread, record, wt_geo_read_division, out, error);
}

static wt_status write_country(void *context, size_t thread, const wt_record *record,
                               wt_buffer *out, wt_error *error) {
  return write_row(context, thread, record, wt_geo_read_country, out, error);
}

static wt_status take_rows(void *context, const char *bytes, size_t size, wt_error *error) {
  geonames *g = context;
  return wt_row_sink_take(&g->sink, bytes, size, error);
}

/* ---- the passes --------------------------------------------------------------------- */

typedef wt_status worker(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                         wt_error *error);
typedef wt_status taker(void *context, const char *bytes, size_t size, wt_error *error);

static wt_status run(geonames *g, const wt_geo_files *files, wt_geo_kind kind, worker *work,
                     taker *take, wt_import_result *result, wt_error *error) {
  static const char *const PASSES[WT_GEO_KINDS] = {"places", "alternate names", "divisions",
                                                   "countries"};
  if (files->n[kind] == 0) return WT_OK;
  wt_feed feed = {.pass = PASSES[kind],
                  .paths = (const char *const *)files->paths[kind],
                  .n_paths = files->n[kind],
                  .format = WT_FORMAT_JSONL,
                  .context = g,
                  .work = work,
                  .take = take};
  uint64_t before = result->lines;
  wt_status status = wt_feed_run(&feed, g->options, result, error);
  result->lines += before;
  return status;
}

/* Reads what must be known before rows can be written: ids and names. */
static wt_status join(geonames *g, const wt_geo_files *files, wt_error *error) {
  wt_import_result ignored = {0};
  if (!g->alternates) return WT_OK;
  for (size_t i = 0; i < files->n[WT_GEO_PLACES]; i++)
    if (strcmp(files->paths[WT_GEO_PLACES][i], "-") == 0)
      return wt_fail(error, WT_USAGE, "-",
                     "places are read twice when alternate names are given, so they cannot come "
                     "from standard input");
  g->joined = true;
  wt_status status = run(g, files, WT_GEO_PLACES, note_place, take_ids, &ignored, error);
  if (status == WT_OK)
    status = run(g, files, WT_GEO_ADMIN, note_division, take_ids, &ignored, error);
  if (status == WT_OK)
    status = run(g, files, WT_GEO_COUNTRIES, note_country, take_ids, &ignored, error);
  if (status == WT_OK) status = wt_alternates_index(&g->names, error);
  return status;
}

static wt_status import_files(geonames *g, const wt_geo_files *files, wt_import_result *result,
                              wt_error *error) {
  wt_import_result names = {0};
  g->alternates = files->n[WT_GEO_ALTERNATES] > 0;
  wt_status status = join(g, files, error);
  if (status == WT_OK)
    status = run(g, files, WT_GEO_ALTERNATES, note_name, take_names, &names, error);
  if (status == WT_OK && g->alternates) status = wt_alternates_group(&g->names, error);
  /* poorer tables first: of a row that comes again the last value counts */
  if (status == WT_OK)
    status = run(g, files, WT_GEO_COUNTRIES, write_country, take_rows, result, error);
  if (status == WT_OK)
    status = run(g, files, WT_GEO_ADMIN, write_division, take_rows, result, error);
  if (status == WT_OK) status = run(g, files, WT_GEO_PLACES, write_place, take_rows, result, error);
  result->broken += names.broken;
  return status;
}

wt_status wt_import_geonames(const char *const *paths, size_t n_paths,
                             const wt_import_options *options, FILE *out, const char *out_name,
                             wt_import_result *result, wt_error *error) {
  geonames g = {
      .options = options, .choice = {.options = options}, .sink = {.out = out, .name = out_name}};
  wt_geo_files files = {0};
  wt_import_result r = {0};
  wt_status status = wt_wanted_parse(options->languages, "--languages", &g.languages, error);
  if (status == WT_OK)
    status = wt_wanted_parse(options->countries, "--countries", &g.choice.countries, error);
  if (status == WT_OK)
    status = wt_wanted_parse(options->features, "--features", &g.choice.features, error);
  if (status == WT_OK) status = wt_geo_files_find(paths, n_paths, &files, error);
  if (status != WT_OK) return status;
  g.threads = wt_calloc(options->n_threads, sizeof *g.threads);
  status = g.threads == NULL ? wt_no_memory(error, "places")
                             : wt_row_sink_header(&g.sink, "GeoNames", error);
  if (status == WT_OK) status = import_files(&g, &files, &r, error);
  for (size_t i = 0; g.threads != NULL && i < options->n_threads; i++) {
    wt_line_release(&g.threads[i].line);
    wt_buffer_release(&g.threads[i].repaired);
  }
  wt_free(g.threads);
  wt_alternates_release(&g.names);
  wt_geo_files_release(&files);
  r.rows = g.sink.rows;
  r.names = g.sink.names;
  if (status == WT_OK) *result = r;
  return status;
}
