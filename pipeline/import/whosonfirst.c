/*
 * whosonfirst.c - GeoJSON features of Who's On First to a list of places.
 *
 * Names are properties such as "name:tur_x_preferred": an array of strings, the language in ISO
 * 639-3. What was superseded, deprecated or is said to be no longer current is left out.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "import/feed.h"
#include "import/json_view.h"
#include "import/list_line.h"
#include "import/wanted.h"
#include "read/lang_tag.h"

enum { V_PROPERTIES, V_END };

typedef struct scratch {
  wt_line line;
  wt_buffer text, lang;
} scratch;

typedef struct whosonfirst {
  const wt_import_options *options;
  wt_wanted languages, countries;
  wt_json_paths paths;
  scratch *threads; /* [n_threads] */
  wt_row_sink sink;
} whosonfirst;

typedef struct kind {
  const char *placetype, *subtype;
  uint32_t weight; /* when the population is unknown */
} kind;

static const kind KINDS[] = {
    {"country", "country", 1000000},     {"dependency", "territory", 20000},
    {"disputed", "territory", 5000},     {"empire", "country", 1000},
    {"continent", "continent", 1000000}, {"ocean", "ocean", 500000},
    {"marinearea", "sea", 20000},        {"macroregion", "region", 20000},
    {"region", "admin1", 500000},        {"macrocounty", "admin2", 10000},
    {"county", "admin2", 20000},         {"localadmin", "admin3", 500},
    {"locality", "city", 100},           {"borough", "district", 500},
    {"macrohood", "neighbourhood", 50},  {"neighbourhood", "neighbourhood", 50},
    {"microhood", "neighbourhood", 10},  {"island", "island", 500},
    {"campus", "landmark", 100},         {"venue", "landmark", 50},
};

/* ---- names -------------------------------------------------------------------------- */

/* The parts of "name:tur_x_preferred"; false for another property. */
static bool split_key(const char *key, size_t size, wt_json_value *lang, const char **use,
                      size_t *use_size) {
  enum { PREFIX = 5 };
  if (size <= PREFIX || memcmp(key, "name:", PREFIX) != 0) return false;
  size_t i = PREFIX;
  while (i < size && key[i] >= 'a' && key[i] <= 'z') i++;
  *lang = (wt_json_value){WT_JSON_STRING, PREFIX, i};
  if (size - i < 3 || memcmp(key + i, "_x_", 3) != 0) return false;
  *use = key + i + 3;
  *use_size = size - i - 3;
  return true;
}

static bool is_use(const char *use, size_t size, const char *text) {
  return size == strlen(text) && memcmp(use, text, size) == 0;
}

static void add_texts(const whosonfirst *o, scratch *s, const wt_json_view *texts, bool known,
                      unsigned rules) {
  wt_json_walk walk = wt_json_begin(texts);
  wt_json_view text;
  while (wt_json_next(&walk, NULL, &text)) {
    if (!wt_json_string_of(&text, &s->text)) continue;
    wt_name_shape shape = wt_name_shape_of(s->text.data, s->text.size);
    if (wt_shape_is_lower(&shape) || (!known && wt_shape_is_code(&shape))) continue;
    if (!known && !shape.latin && !o->options->all_scripts) continue;
    bool weak = wt_shape_is_code(&shape);
    wt_line_alias(&s->line, s->lang.data, known ? s->lang.size : 0, s->text.data, s->text.size,
                  rules | (weak ? WT_NAME_WEAK : 0));
  }
}

/* Names for one use, in all wanted languages. */
static void add_names(const whosonfirst *o, scratch *s, const wt_json_view *properties,
                      const char *wanted, unsigned rules) {
  wt_json_walk walk = wt_json_begin(properties);
  wt_json_value key, lang;
  wt_json_view texts;
  const char *use;
  size_t use_size;
  while (wt_json_next(&walk, &key, &texts)) {
    const char *name = properties->bytes + key.start;
    if (key.kind != WT_JSON_STRING ||
        !split_key(name, key.end - key.start, &lang, &use, &use_size) ||
        !is_use(use, use_size, wanted))
      continue;
    wt_buffer_clear(&s->lang);
    bool known = wt_lang_tag(name + lang.start, lang.end - lang.start, &s->lang) &&
                 !is_use(name + lang.start, lang.end - lang.start, "und");
    if (known ? !wt_is_wanted(&o->languages, s->lang.data, s->lang.size)
              : !is_use(name + lang.start, lang.end - lang.start, "und"))
      continue;
    add_texts(o, s, &texts, known, rules);
  }
}

/* ---- other properties --------------------------------------------------------------- */

static wt_json_view first_of(const wt_json_view *properties, const char *const *names) {
  wt_json_view v = {0};
  for (; *names != NULL; names++) {
    v = wt_json_member(properties, *names);
    if (v.value.kind == WT_JSON_NUMBER || v.value.kind == WT_JSON_STRING) break;
  }
  return v;
}

/* Which id a concordance is; some records have numbers, some strings. */
static void add_id(wt_line *line, const wt_json_view *ids, const char *name, const char *scheme) {
  wt_json_view id = wt_json_member(ids, name);
  size_t size;
  if (id.value.kind != WT_JSON_NUMBER && id.value.kind != WT_JSON_STRING) return;
  const char *text = wt_json_text_of(&id, &size);
  if (size == 1 && text[0] == '0') return;
  wt_line_same_as(line, scheme, text, size);
}

static void set_country(wt_line *line, const wt_json_view *properties) {
  static const char *const NAMES[] = {"iso:country", "wof:country"};
  for (size_t i = 0; i < 2 && line->country[0] == '\0'; i++) {
    wt_json_view code = wt_json_member(properties, NAMES[i]);
    size_t size;
    if (code.value.kind != WT_JSON_STRING) continue;
    const char *text = wt_json_text_of(&code, &size);
    if (size == 2 && text[0] != 'X') wt_line_country(line, text, size); /* XY, XX: disputed */
  }
}

static void set_numbers(wt_line *line, const wt_json_view *p) {
  static const char *const LATS[] = {"lbl:latitude", "geom:latitude", NULL};
  static const char *const LONS[] = {"lbl:longitude", "geom:longitude", NULL};
  static const char *const PEOPLE[] = {"wof:population", "gn:population", "qs:population", NULL};
  wt_json_view lat = first_of(p, LATS), lon = first_of(p, LONS), people = first_of(p, PEOPLE);
  size_t size, other;
  if (lat.value.kind != WT_JSON_ABSENT && lon.value.kind != WT_JSON_ABSENT) {
    const char *a = wt_json_text_of(&lat, &size), *b = wt_json_text_of(&lon, &other);
    wt_line_position(line, a, size, b, other);
  }
  if (people.value.kind == WT_JSON_ABSENT) return;
  const char *text = wt_json_text_of(&people, &size);
  uint32_t n = wt_read_u32(text, size);
  if (n > 0) line->weight = n;
}

/* Is the place one of today? */
static bool is_current(const wt_json_view *p) {
  wt_json_view current = wt_json_member(p, "mz:is_current");
  wt_json_view superseded = wt_json_member(p, "wof:superseded_by");
  wt_json_view deprecated = wt_json_member(p, "edtf:deprecated");
  size_t size;
  if (current.value.kind == WT_JSON_NUMBER) {
    const char *text = wt_json_text_of(&current, &size);
    if (size == 1 && text[0] == '0') return false;
  }
  if (wt_json_count(&superseded) > 0) return false;
  if (deprecated.value.kind != WT_JSON_STRING) return true;
  const char *text = wt_json_text_of(&deprecated, &size);
  return size == 0 || text[0] == 'u'; /* "uuuu": unknown */
}

static const kind *kind_of(const wt_json_view *p) {
  wt_json_view type = wt_json_member(p, "wof:placetype");
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (wt_json_is(type.bytes, &type.value, KINDS[i].placetype)) return &KINDS[i];
  return NULL;
}

/* ---- features ----------------------------------------------------------------------- */

static bool fill(const whosonfirst *o, scratch *s, const wt_json_view *p, const kind *k) {
  wt_line *line = &s->line;
  wt_json_view name = wt_json_member(p, "wof:name"), ids = wt_json_member(p, "wof:concordances");
  if (!wt_json_string_of(&name, &s->text) || !wt_line_name(line, s->text.data, s->text.size))
    return false;
  wt_name_shape shape = wt_name_shape_of(s->text.data, s->text.size);
  if (wt_shape_is_code(&shape) || wt_shape_is_lower(&shape)) line->rules = WT_NAME_WEAK;
  line->subtype = k->subtype;
  line->weight = k->weight;
  set_country(line, p);
  if (!wt_is_wanted(&o->countries, line->country, strlen(line->country))) return false;
  set_numbers(line, p);
  add_names(o, s, p, "preferred", 0);
  add_names(o, s, p, "variant", 0);
  add_names(o, s, p, "colloquial", WT_NAME_WEAK);
  add_names(o, s, p, "historical", WT_NAME_WEAK);
  add_names(o, s, p, "abbreviation", WT_NAME_WEAK);
  add_id(line, &ids, "wd:id", "wikidata:");
  add_id(line, &ids, "wk:id", "wikidata:");
  add_id(line, &ids, "gn:id", "geonames:");
  return true;
}

static wt_status write_feature(void *context, size_t thread, const wt_record *record,
                               wt_buffer *out, wt_error *error) {
  whosonfirst *o = context;
  scratch *s = &o->threads[thread];
  wt_json_value values[V_END];
  wt_status status = wt_json_scan(&o->paths, record->bytes, record->size, values, error);
  if (status != WT_OK) return status;
  wt_json_view p = {record->bytes, values[V_PROPERTIES]}, id = wt_json_member(&p, "wof:id");
  size_t size;
  if (id.value.kind != WT_JSON_NUMBER)
    return wt_fail(error, WT_BAD_INPUT, NULL,
                   "no feature of Who's On First: properties has no \"wof:id\"");
  const char *text = wt_json_text_of(&id, &size);
  const kind *k = kind_of(&p);
  if (k == NULL || size > 20 || !is_current(&p)) return WT_OK; /* postal codes, time zones */
  if (!wt_line_begin(&s->line, WT_PLACE)) return wt_no_memory(error, "feature");
  bool filled = fill(o, s, &p, k);
  if (s->text.failed || s->lang.failed || s->line.name.failed)
    return wt_no_memory(error, "feature");
  if (!filled) return WT_OK;
  wt_buffer_text(&s->line.id, "wof:");
  wt_buffer_append(&s->line.id, text, size);
  return wt_line_end(&s->line, out) ? WT_OK : wt_no_memory(error, "feature");
}

static wt_status take_rows(void *context, const char *bytes, size_t size, wt_error *error) {
  whosonfirst *o = context;
  return wt_row_sink_take(&o->sink, bytes, size, error);
}

static wt_status run(whosonfirst *o, const char *const *paths, size_t n_paths,
                     wt_import_result *result, wt_error *error) {
  wt_feed feed = {.pass = "features",
                  .paths = paths,
                  .n_paths = n_paths,
                  .format = WT_FORMAT_AUTO,
                  .context = o,
                  .work = write_feature,
                  .take = take_rows};
  o->threads = wt_calloc(o->options->n_threads, sizeof *o->threads);
  if (o->threads == NULL) return wt_no_memory(error, "features");
  wt_status status = wt_row_sink_header(&o->sink, "Who's On First", error);
  if (status == WT_OK) status = wt_feed_run(&feed, o->options, result, error);
  for (size_t i = 0; i < o->options->n_threads; i++) {
    wt_line_release(&o->threads[i].line);
    wt_buffer_release(&o->threads[i].text);
    wt_buffer_release(&o->threads[i].lang);
  }
  wt_free(o->threads);
  return status;
}

wt_status wt_import_whosonfirst(const char *const *paths, size_t n_paths,
                                const wt_import_options *options, FILE *out, const char *out_name,
                                wt_import_result *result, wt_error *error) {
  static const char PROPERTIES[] = "properties";
  whosonfirst o = {.options = options, .sink = {.out = out, .name = out_name}};
  wt_import_result r = {0};
  wt_status status = wt_wanted_parse(options->languages, "--languages", &o.languages, error);
  if (status == WT_OK)
    status = wt_wanted_parse(options->countries, "--countries", &o.countries, error);
  if (status == WT_OK)
    status = wt_json_paths_add(&o.paths, PROPERTIES, sizeof PROPERTIES - 1, error);
  if (status == WT_OK) status = run(&o, paths, n_paths, &r, error);
  r.rows = o.sink.rows;
  r.names = o.sink.names;
  if (status == WT_OK) *result = r;
  return status;
}
