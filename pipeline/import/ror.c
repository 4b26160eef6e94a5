/*
 * ror.c - records of the Research Organization Registry, schema 1 and 2, to a list.
 *
 * Schema 2 has one array "names", each with types (ror_display, label, alias, acronym); schema 1
 * has name, labels, aliases, acronyms. Withdrawn records are left out, inactive ones stay: news
 * writes about them.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "import/feed.h"
#include "import/json_view.h"
#include "import/list_line.h"
#include "import/wanted.h"

enum {
  V_ID,
  V_STATUS,
  V_NAME,
  V_NAMES,
  V_TYPES,
  V_LOCATIONS,
  V_ADDRESSES,
  V_COUNTRY,
  V_LABELS,
  V_ALIASES,
  V_ACRONYMS,
  V_IDS,
  V_END
};

static const char *const PATHS[V_END] = {"id",     "status",    "name",      "names",
                                         "types",  "locations", "addresses", "country.country_code",
                                         "labels", "aliases",   "acronyms",  "external_ids"};

typedef struct scratch {
  wt_line line;
  wt_buffer text;
} scratch;

typedef struct ror {
  const wt_import_options *options;
  wt_wanted languages, countries;
  wt_json_paths paths;
  scratch *threads; /* [n_threads] */
  wt_row_sink sink;
} ror;

typedef struct record_view {
  const char *bytes;
  wt_json_value values[WT_JSON_PATHS]; /* [V_END] */
} record_view;

static wt_json_view view(const record_view *r, size_t which) {
  return (wt_json_view){r->bytes, r->values[which]};
}

/* Is `text` an element of an array of strings? Capitals in front do not count: schema 1 writes
 * "Education", schema 2 "education". */
static bool holds(const wt_json_view *array, const char *text) {
  wt_json_walk walk = wt_json_begin(array);
  wt_json_view v;
  size_t size, wanted = strlen(text);
  while (wt_json_next(&walk, NULL, &v)) {
    if (v.value.kind != WT_JSON_STRING) continue;
    const char *s = wt_json_text_of(&v, &size);
    if (size == wanted && size > 0 && (s[0] | 0x20) == text[0] &&
        memcmp(s + 1, text + 1, size - 1) == 0)
      return true;
  }
  return false;
}

typedef struct kind {
  const char *type, *subtype;
  uint32_t weight;
} kind;

/* The first that fits; funders are mostly something else as well. */
static const kind KINDS[] = {
    {"education", "university", 3000},
    {"healthcare", "hospital", 1000},
    {"company", "company", 1000},
    {"government", "government agency", 2000},
    {"nonprofit", "nonprofit", 1000},
    {"facility", "research institute", 1000},
    {"archive", "library", 1000},
    {"funder", "foundation", 1000},
    {"other", "", 500},
};

static void set_kind(wt_line *line, const record_view *r) {
  wt_json_view types = view(r, V_TYPES);
  line->subtype = "";
  line->weight = 500;
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
    if (!holds(&types, KINDS[i].type)) continue;
    line->subtype = KINDS[i].subtype;
    line->weight = KINDS[i].weight;
    return;
  }
}

/* ---- names -------------------------------------------------------------------------- */

/* An acronym is written in capitals, so its rule is `exact`; a short one needs help. */
static void add_alias(const ror *o, scratch *s, const wt_json_view *text,
                      const wt_json_view *lang) {
  size_t size = 0;
  const char *tag = "";
  if (lang != NULL && lang->value.kind == WT_JSON_STRING) tag = wt_json_text_of(lang, &size);
  if (size > 0 && !wt_is_wanted(&o->languages, tag, size)) return;
  if (!wt_json_string_of(text, &s->text)) return;
  wt_name_shape shape = wt_name_shape_of(s->text.data, s->text.size);
  if (size == 0 && !shape.latin && !o->options->all_scripts) return;
  if (wt_shape_is_lower(&shape)) return;
  bool weak = shape.words == 1 && shape.letters + shape.digits <= 4 && shape.latin;
  wt_line_alias(&s->line, tag, size, s->text.data, s->text.size, weak ? WT_NAME_WEAK : 0);
}

static bool add_main_name(scratch *s, const wt_json_view *text) {
  return wt_json_string_of(text, &s->text) && wt_line_name(&s->line, s->text.data, s->text.size);
}

/* Schema 2. */
static bool add_names(const ror *o, scratch *s, const wt_json_view *names) {
  wt_json_view name;
  bool named = false;
  wt_json_walk walk = wt_json_begin(names);
  while (!named && wt_json_next(&walk, NULL, &name)) {
    wt_json_view types = wt_json_member(&name, "types"), value = wt_json_member(&name, "value");
    named = holds(&types, "ror_display") && add_main_name(s, &value);
  }
  walk = wt_json_begin(names);
  while (named && wt_json_next(&walk, NULL, &name)) {
    wt_json_view value = wt_json_member(&name, "value"), lang = wt_json_member(&name, "lang");
    add_alias(o, s, &value, &lang);
  }
  return named;
}

/* Schema 1. */
static bool add_fields(const ror *o, scratch *s, const record_view *r) {
  wt_json_view name = view(r, V_NAME), value;
  if (!add_main_name(s, &name)) return false;
  wt_json_view labels = view(r, V_LABELS);
  wt_json_walk walk = wt_json_begin(&labels);
  while (wt_json_next(&walk, NULL, &value)) {
    wt_json_view label = wt_json_member(&value, "label"), lang = wt_json_member(&value, "iso639");
    add_alias(o, s, &label, &lang);
  }
  for (size_t which = V_ALIASES; which <= V_ACRONYMS; which++) {
    wt_json_view list = view(r, which);
    walk = wt_json_begin(&list);
    while (wt_json_next(&walk, NULL, &value)) add_alias(o, s, &value, NULL);
  }
  return true;
}

/* ---- place and ids ------------------------------------------------------------------ */

static void set_position(wt_line *line, const wt_json_view *at) {
  wt_json_view lat = wt_json_member(at, "lat"), lon = wt_json_member(at, "lng");
  if (lat.value.kind != WT_JSON_NUMBER || lon.value.kind != WT_JSON_NUMBER) return;
  size_t lat_size, lon_size;
  const char *a = wt_json_text_of(&lat, &lat_size), *b = wt_json_text_of(&lon, &lon_size);
  wt_line_position(line, a, lat_size, b, lon_size);
}

static void set_country(wt_line *line, const wt_json_view *code) {
  size_t size;
  if (code->value.kind != WT_JSON_STRING) return;
  const char *text = wt_json_text_of(code, &size);
  wt_line_country(line, text, size);
}

static void set_place(wt_line *line, const record_view *r) {
  wt_json_view locations = view(r, V_LOCATIONS), first, code = view(r, V_COUNTRY);
  wt_json_walk walk = wt_json_begin(&locations);
  if (wt_json_next(&walk, NULL, &first)) {
    wt_json_view details = wt_json_member(&first, "geonames_details");
    code = wt_json_member(&details, "country_code");
    set_position(line, &details);
  } else {
    wt_json_view addresses = view(r, V_ADDRESSES);
    walk = wt_json_begin(&addresses);
    if (wt_json_next(&walk, NULL, &first)) set_position(line, &first);
  }
  set_country(line, &code);
}

/* The preferred id, or the first one: schema 2 has an array of {type, preferred, all}, schema 1 an
 * object by type; "all" may be a string. */
static void add_id(wt_line *line, const wt_json_view *ids) {
  wt_json_view id = wt_json_member(ids, "preferred"), all = wt_json_member(ids, "all");
  size_t size;
  if (id.value.kind != WT_JSON_STRING && all.value.kind == WT_JSON_STRING) id = all;
  wt_json_walk walk = wt_json_begin(&all);
  if (id.value.kind != WT_JSON_STRING && !wt_json_next(&walk, NULL, &id)) return;
  if (id.value.kind != WT_JSON_STRING) return;
  const char *text = wt_json_text_of(&id, &size);
  wt_line_same_as(line, "wikidata:", text, size);
}

static void set_ids(wt_line *line, const record_view *r) {
  wt_json_view ids = view(r, V_IDS), item;
  if (ids.value.kind == WT_JSON_OBJECT) {
    wt_json_view wikidata = wt_json_member(&ids, "Wikidata");
    add_id(line, &wikidata);
    return;
  }
  wt_json_walk walk = wt_json_begin(&ids);
  while (wt_json_next(&walk, NULL, &item)) {
    wt_json_view type = wt_json_member(&item, "type");
    if (wt_json_is(type.bytes, &type.value, "wikidata")) add_id(line, &item);
  }
}

/* ---- records ------------------------------------------------------------------------ */

/* "010r6td27" of "https://ror.org/010r6td27"; false when it is something else. */
static bool set_id(wt_line *line, const wt_json_view *id) {
  size_t size;
  if (id->value.kind != WT_JSON_STRING) return false;
  const char *text = wt_json_text_of(id, &size);
  for (size_t i = size; i > 0; i--)
    if (text[i - 1] == '/') {
      text += i;
      size -= i;
      break;
    }
  if (size == 0 || size > 20) return false;
  for (size_t i = 0; i < size; i++)
    if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9'))) return false;
  wt_buffer_text(&line->id, "ror:");
  wt_buffer_append(&line->id, text, size);
  return true;
}

static wt_status write_record(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                              wt_error *error) {
  ror *o = context;
  scratch *s = &o->threads[thread];
  record_view r = {.bytes = record->bytes};
  wt_status status = wt_json_scan(&o->paths, record->bytes, record->size, r.values, error);
  if (status != WT_OK) return status;
  wt_json_view state = view(&r, V_STATUS), names = view(&r, V_NAMES), id = view(&r, V_ID);
  if (wt_json_is(state.bytes, &state.value, "withdrawn")) return WT_OK;
  if (!wt_line_begin(&s->line, WT_ORGANIZATION)) return wt_no_memory(error, "record");
  if (!set_id(&s->line, &id))
    return wt_fail(error, WT_BAD_INPUT, NULL, "no record of ROR: it has no \"id\" of ror.org");
  bool named = names.value.kind == WT_JSON_ARRAY ? add_names(o, s, &names) : add_fields(o, s, &r);
  set_kind(&s->line, &r);
  set_place(&s->line, &r);
  set_ids(&s->line, &r);
  if (s->text.failed) return wt_no_memory(error, "record");
  if (!named) return wt_fail(error, WT_BAD_INPUT, NULL, "the record has no name");
  if (!wt_is_wanted(&o->countries, s->line.country, strlen(s->line.country))) return WT_OK;
  return wt_line_end(&s->line, out) ? WT_OK : wt_no_memory(error, "record");
}

static wt_status take_rows(void *context, const char *bytes, size_t size, wt_error *error) {
  ror *o = context;
  return wt_row_sink_take(&o->sink, bytes, size, error);
}

static wt_status run(ror *o, const char *const *paths, size_t n_paths, wt_import_result *result,
                     wt_error *error) {
  wt_feed feed = {.pass = "records",
                  .paths = paths,
                  .n_paths = n_paths,
                  .format = WT_FORMAT_AUTO,
                  .context = o,
                  .work = write_record,
                  .take = take_rows};
  o->threads = wt_calloc(o->options->n_threads, sizeof *o->threads);
  if (o->threads == NULL) return wt_no_memory(error, "records");
  wt_status status = wt_row_sink_header(&o->sink, "ROR", error);
  if (status == WT_OK) status = wt_feed_run(&feed, o->options, result, error);
  for (size_t i = 0; i < o->options->n_threads; i++) {
    wt_line_release(&o->threads[i].line);
    wt_buffer_release(&o->threads[i].text);
  }
  wt_free(o->threads);
  return status;
}

wt_status wt_import_ror(const char *const *paths, size_t n_paths, const wt_import_options *options,
                        FILE *out, const char *out_name, wt_import_result *result,
                        wt_error *error) {
  ror o = {.options = options, .sink = {.out = out, .name = out_name}};
  wt_import_result r = {0};
  wt_status status = wt_wanted_parse(options->languages, "--languages", &o.languages, error);
  if (status == WT_OK)
    status = wt_wanted_parse(options->countries, "--countries", &o.countries, error);
  for (size_t i = 0; status == WT_OK && i < V_END; i++)
    status = wt_json_paths_add(&o.paths, PATHS[i], strlen(PATHS[i]), error);
  if (status == WT_OK) status = run(&o, paths, n_paths, &r, error);
  r.rows = o.sink.rows;
  r.names = o.sink.names;
  if (status == WT_OK) *result = r;
  return status;
}
