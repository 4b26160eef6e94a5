/*
 * wikidata.c - Wikidata's dump of all entities to a list of people, places and organizations.
 *
 * The dump is one JSON array, one entity a line: "[" first, each line but the last ending in a
 * comma. Lines are independent, so they are parsed by all threads and a damaged one costs only
 * itself.
 *
 * WHAT AN ENTITY IS comes from "instance of" (P31) and the class tree (class_tree.h): a person is
 * an instance of human (Q5), a place or an organization one of a class below those of
 * class_roots.inc. The nearest class decides. Of an entity whose classes are all unknown, one with
 * coordinates and a GeoNames id is a place: GeoNames lists nothing else. Coordinates alone do not
 * make a place: battles and crashes have them too.
 *
 * WHY TWO PASSES. A class may stand behind its instances, and the codes of countries (P297) too.
 * The first pass looks only into lines that hold P279 or P297, which a search for these bytes
 * finds. Its result can be kept in a file, so that later imports need one pass.
 *
 * WEIGHT. A place's population (P1082) where it is known; else 3 s^2 for s wikis with a page, which
 * puts people and organizations on the scale of gazetteers/README.md: 10 wikis 300, 150 wikis
 * (a head of state) 67,500, 300 wikis 270,000.
 */
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "import/class_tree.h"
#include "import/feed.h"
#include "import/list_line.h"
#include "import/statements.h"
#include "import/wanted.h"
#include "import/wikidata_entity.h"

typedef struct scratch {
  wt_line line;
  wt_buffer text;
} scratch;

typedef struct wikidata {
  const wt_import_options *options;
  wt_wanted languages, countries;
  bool types[WT_TYPES];
  wt_json_paths paths, class_paths;
  wt_class_tree tree;
  scratch *threads; /* [n_threads] */
  wt_row_sink sink;
} wikidata;

/* ---- first pass: classes and countries ---------------------------------------------- */

enum { C_ID, C_SUBCLASS, C_ISO, C_END };
static const char *const CLASS_PATHS[C_END] = {"id", "claims.P279", "claims.P297"};

static uint32_t item_of(const wt_json_view *id) {
  size_t size;
  if (id->value.kind != WT_JSON_STRING) return 0;
  const char *text = wt_json_text_of(id, &size);
  return wt_item_number(text, size);
}

/* Gives pairs (item, wider), or (item, 2^31 + code) for countries: Q numbers are below 2^31. */
static const uint32_t IS_COUNTRY = UINT32_C(1) << 31;

static wt_status note_class(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                            wt_error *error) {
  (void)thread, (void)error;
  wikidata *w = context;
  const char *bytes;
  size_t size = wt_wikidata_entity_of(record, &bytes);
  if (size == 0 || bytes == NULL) return WT_OK;
  if (memmem(bytes, size, "\"P279\"", 6) == NULL && memmem(bytes, size, "\"P297\"", 6) == NULL)
    return WT_OK;
  wt_json_value values[C_END];
  if (wt_json_scan(&w->class_paths, bytes, size, values, NULL) != WT_OK)
    return WT_OK; /* told in the second pass */
  wt_json_view id = {bytes, values[C_ID]}, value;
  wt_json_view wider = {bytes, values[C_SUBCLASS]}, iso = {bytes, values[C_ISO]};
  uint32_t pair[2] = {item_of(&id), 0};
  if (pair[0] == 0 || pair[0] >= IS_COUNTRY) return WT_OK;
  wt_statements s = wt_statements_of(&wider);
  while (wt_statements_next(&s, &value, NULL)) {
    pair[1] = wt_statement_item(&value);
    if (pair[1] != 0 && pair[1] < IS_COUNTRY) wt_buffer_append(out, pair, sizeof pair);
  }
  s = wt_statements_of(&iso);
  while (wt_statements_next(&s, &value, NULL)) {
    const char *code = wt_wikidata_code(&value);
    if (code == NULL) continue;
    pair[1] = IS_COUNTRY | (uint32_t)(unsigned char)code[0] << 8 | (uint32_t)(unsigned char)code[1];
    wt_buffer_append(out, pair, sizeof pair);
    break;
  }
  return WT_OK;
}

static wt_status take_classes(void *context, const char *bytes, size_t size, wt_error *error) {
  wikidata *w = context;
  wt_status status = WT_OK;
  uint32_t pair[2];
  for (size_t at = 0; status == WT_OK && at < size; at += sizeof pair) {
    memcpy(pair, bytes + at, sizeof pair);
    char code[2] = {(char)(pair[1] >> 8 & 0x7F), (char)(pair[1] & 0x7F)};
    status = (pair[1] & IS_COUNTRY) != 0
                 ? wt_class_tree_add_country(&w->tree, pair[0], code, error)
                 : wt_class_tree_add_edge(&w->tree, pair[0], pair[1], error);
  }
  return status;
}

static wt_status find_classes(wikidata *w, const char *const *paths, size_t n_paths,
                              wt_error *error) {
  const char *file = w->options->classes;
  if (file != NULL && access(file, F_OK) == 0) return wt_class_tree_read(&w->tree, file, error);
  for (size_t i = 0; i < n_paths; i++)
    if (strcmp(paths[i], "-") == 0)
      return wt_fail(error, WT_USAGE, "-",
                     "the dump is read twice, so it cannot come from standard input unless "
                     "--classes names a file of a former run");
  wt_import_options options = *w->options;
  wt_import_result ignored = {0};
  options.report = NULL;
  wt_feed feed = {.pass = "classes",
                  .paths = paths,
                  .n_paths = n_paths,
                  .format = WT_FORMAT_JSONL,
                  .context = w,
                  .work = note_class,
                  .take = take_classes};
  wt_status status = wt_feed_run(&feed, &options, &ignored, error);
  if (status == WT_OK && file != NULL) status = wt_class_tree_write(&w->tree, file, error);
  return status;
}

/* ---- names -------------------------------------------------------------------------- */

enum { FEW_WIKIS = 50, LABEL = 1 };

/* Adds a further name of the entity, unless it would do harm; it is weak when it needs help. */
static void add_alias(wt_line *line, const char *lang, size_t lang_size, const wt_buffer *text,
                      unsigned label) {
  wt_name_shape s = wt_name_shape_of(text->data, text->size);
  unsigned rules = 0;
  if (s.letters < 2) return;
  if (wt_shape_is_lower(&s)) return;                        /* "pt": would be found in every text */
  if (line->type == WT_PERSON && s.comma && !label) return; /* "Adams, Douglas" */
  if (line->type == WT_PERSON && s.words == 1) rules = WT_NAME_WEAK;
  if (wt_shape_is_code(&s) && (line->type != WT_ORGANIZATION || s.letters < 3))
    rules = WT_NAME_WEAK;
  bool capitals =
      line->type == WT_PLACE && s.upper > 0 && s.lower == 0 && s.words == 1; /* UN/LOCODE: PTLIS */
  if (capitals || (s.letters <= 3 && s.latin)) rules = WT_NAME_WEAK;
  wt_line_alias(line, lang, lang_size, text->data, text->size, rules);
}

/* The text of {"language": ..., "value": ...}. */
static bool text_of(const wt_json_view *term, wt_buffer *out) {
  wt_json_view value = wt_json_member(term, "value");
  return wt_json_string_of(&value, out) && out->size > 0;
}

static wt_json_view term_in(const wt_json_view *terms, const char *lang) {
  return wt_json_member(terms, lang);
}

/* The label in the likeliest language that has one; "mul" stands for all languages. */
static bool add_main_name(const wikidata *w, scratch *s, const wt_wikidata_entity *e) {
  wt_json_view labels = wt_wikidata_view(e, WT_V_LABELS), term;
  for (size_t i = 0; i <= w->languages.n + 1; i++) {
    const char *lang = i < w->languages.n    ? w->languages.items[i]
                       : i == w->languages.n ? "mul"
                                             : "en";
    if (i > w->languages.n && !w->languages.all) break;
    term = term_in(&labels, lang);
    if (text_of(&term, &s->text) && wt_line_name(&s->line, s->text.data, s->text.size)) return true;
  }
  if (!w->languages.all) return false;
  wt_json_walk walk = wt_json_begin(&labels);
  while (wt_json_next(&walk, NULL, &term))
    if (text_of(&term, &s->text) && wt_line_name(&s->line, s->text.data, s->text.size)) return true;
  return false;
}

/* Labels (objects) and aliases (arrays of objects) of one language. */
static void add_terms(scratch *s, const wt_json_view *terms, const char *lang, size_t lang_size) {
  wt_json_view term;
  if (terms->value.kind == WT_JSON_OBJECT) {
    if (text_of(terms, &s->text)) add_alias(&s->line, lang, lang_size, &s->text, LABEL);
    return;
  }
  wt_json_walk walk = wt_json_begin(terms);
  while (wt_json_next(&walk, NULL, &term))
    if (text_of(&term, &s->text)) add_alias(&s->line, lang, lang_size, &s->text, 0);
}

static void add_terms_of(const wikidata *w, scratch *s, const wt_json_view *all) {
  wt_json_view terms;
  if (!w->languages.all) {
    for (size_t i = 0; i <= w->languages.n; i++) {
      const char *lang = i < w->languages.n ? w->languages.items[i] : "mul";
      terms = term_in(all, lang);
      add_terms(s, &terms, i < w->languages.n ? lang : "", i < w->languages.n ? strlen(lang) : 0);
    }
    return;
  }
  wt_json_walk walk = wt_json_begin(all);
  wt_json_value key;
  while (wt_json_next(&walk, &key, &terms))
    if (key.kind == WT_JSON_STRING)
      add_terms(s, &terms, all->bytes + key.start, key.end - key.start);
}

/* P1813: {"text": ..., "language": ...} */
static void add_short_names(const wikidata *w, scratch *s, const wt_wikidata_entity *e) {
  wt_json_view statements = wt_wikidata_view(e, WT_V_SHORT), value;
  wt_statements walk = wt_statements_of(&statements);
  while (wt_statements_next(&walk, &value, NULL)) {
    wt_json_view lang = wt_json_member(&value, "language"), text = wt_json_member(&value, "text");
    size_t size;
    if (lang.value.kind != WT_JSON_STRING) continue;
    const char *tag = wt_json_text_of(&lang, &size);
    if (!wt_is_wanted(&w->languages, tag, size) || !wt_json_string_of(&text, &s->text)) continue;
    add_alias(&s->line, tag, size, &s->text, 0);
  }
}

static bool add_names(const wikidata *w, scratch *s, const wt_wikidata_entity *e, size_t wikis) {
  if (!add_main_name(w, s, e)) return false;
  wt_name_shape shape = wt_name_shape_of(s->line.name.data, s->line.name.size);
  bool alone = s->line.type == WT_PERSON && shape.words == 1 && wikis < FEW_WIKIS;
  if (alone || wt_shape_is_lower(&shape) || (shape.letters <= 3 && shape.latin))
    s->line.rules = WT_NAME_WEAK;
  wt_json_view labels = wt_wikidata_view(e, WT_V_LABELS),
               aliases = wt_wikidata_view(e, WT_V_ALIASES);
  add_terms_of(w, s, &labels);
  add_short_names(w, s, e);
  add_terms_of(w, s, &aliases);
  return true;
}

/* ---- second pass: rows -------------------------------------------------------------- */

/* What an entity is; false when it is not listed. */
static bool read_kind(const wikidata *w, const wt_wikidata_entity *e, wt_type *type,
                      const char **subtype) {
  const wt_class_root *root = wt_wikidata_root(&w->tree, e);
  if (root != NULL) {
    *type = root->type;
    *subtype = root->type == WT_PERSON ? wt_wikidata_person(e) : root->subtype;
  } else {
    if (!wt_wikidata_has(e, WT_V_POSITION) || !wt_wikidata_has(e, WT_V_IDS)) return false;
    *type = WT_PLACE;
    *subtype = "";
  }
  return *type != WT_TYPES && w->types[*type];
}

static bool fill(const wikidata *w, scratch *s, const wt_wikidata_entity *e) {
  wt_line *line = &s->line;
  wt_json_view sitelinks = wt_wikidata_view(e, WT_V_SITELINKS);
  size_t wikis = wt_json_count(&sitelinks);
  wt_type type;
  const char *subtype;
  if (wikis < w->options->min_sitelinks || !read_kind(w, e, &type, &subtype)) return false;
  if (!wt_line_begin(line, type)) {
    line->name.failed = true;
    return false;
  }
  wt_wikidata_country(&w->tree, line, e);
  if (!wt_is_wanted(&w->countries, line->country, strlen(line->country))) return false;
  if (!add_names(w, s, e, wikis)) return false;
  line->subtype = subtype;
  line->weight = type == WT_PLACE ? wt_wikidata_people(e) : 0;
  if (line->weight == 0) line->weight = 3 * (uint64_t)wikis * wikis;
  if (type != WT_PERSON) wt_wikidata_position(line, e);
  wt_wikidata_ids(line, e);
  return true;
}

static wt_status write_entity(void *context, size_t thread, const wt_record *record, wt_buffer *out,
                              wt_error *error) {
  wikidata *w = context;
  scratch *s = &w->threads[thread];
  wt_wikidata_entity e;
  size_t size = wt_wikidata_entity_of(record, &e.bytes);
  if (size == 0) return WT_OK;
  wt_status status = wt_json_scan(&w->paths, e.bytes, size, e.values, error);
  if (status != WT_OK) return status;
  wt_json_view id = wt_wikidata_view(&e, WT_V_ID), type = wt_wikidata_view(&e, WT_V_TYPE);
  if (id.value.kind != WT_JSON_STRING)
    return wt_fail(error, WT_BAD_INPUT, NULL,
                   "no entity: it has no \"id\"; a dump has one entity a line");
  uint32_t number = item_of(&id);
  if (number == 0 ||
      (type.value.kind == WT_JSON_STRING && !wt_json_is(e.bytes, &type.value, "item")))
    return WT_OK; /* a property, a lexeme */
  bool filled = fill(w, s, &e);
  if (s->text.failed || s->line.name.failed) return wt_no_memory(error, "entity");
  if (!filled) return WT_OK;
  wt_buffer_format(&s->line.id, "wikidata:Q%u", (unsigned)number);
  return wt_line_end(&s->line, out) ? WT_OK : wt_no_memory(error, "entity");
}

static wt_status take_rows(void *context, const char *bytes, size_t size, wt_error *error) {
  wikidata *w = context;
  return wt_row_sink_take(&w->sink, bytes, size, error);
}

static wt_status write_entities(wikidata *w, const char *const *paths, size_t n_paths,
                                wt_import_result *result, wt_error *error) {
  wt_feed feed = {.pass = "entities",
                  .paths = paths,
                  .n_paths = n_paths,
                  .format = WT_FORMAT_JSONL,
                  .context = w,
                  .work = write_entity,
                  .take = take_rows};
  w->threads = wt_calloc(w->options->n_threads, sizeof *w->threads);
  if (w->threads == NULL) return wt_no_memory(error, "entities");
  wt_status status = wt_row_sink_header(&w->sink, "Wikidata", error);
  if (status == WT_OK) status = wt_feed_run(&feed, w->options, result, error);
  for (size_t i = 0; i < w->options->n_threads; i++) {
    wt_line_release(&w->threads[i].line);
    wt_buffer_release(&w->threads[i].text);
  }
  wt_free(w->threads);
  return status;
}

/* ---- options ------------------------------------------------------------------------ */

static wt_status read_types(const char *text, bool types[WT_TYPES], wt_error *error) {
  static const char *const NAMES[] = {"person", "place", "organization"};
  wt_wanted wanted;
  wt_status status = wt_wanted_parse(text, "--types", &wanted, error);
  for (size_t i = 0; status == WT_OK && i < wanted.n; i++) {
    size_t t = 0;
    while (t < 3 && strcmp(wanted.items[i], NAMES[t]) != 0) t++;
    if (t == 3)
      return wt_fail(error, WT_USAGE, "--types", "\"%s\" is none of person, place, organization",
                     wanted.items[i]);
    types[t] = true;
  }
  for (size_t t = 0; t < 3; t++) types[t] |= wanted.all;
  return status;
}

static wt_status add_paths(wt_json_paths *paths, const char *const *texts, size_t n,
                           wt_error *error) {
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < n; i++)
    status = wt_json_paths_add(paths, texts[i], strlen(texts[i]), error);
  return status;
}

static wt_status read_options(wikidata *w, wt_error *error) {
  const wt_import_options *o = w->options;
  wt_status status = wt_wanted_parse(o->languages, "--languages", &w->languages, error);
  if (status == WT_OK) status = wt_wanted_parse(o->countries, "--countries", &w->countries, error);
  if (status == WT_OK) status = read_types(o->types, w->types, error);
  if (status == WT_OK) status = add_paths(&w->paths, WT_WIKIDATA_PATHS, WT_V_END, error);
  if (status == WT_OK) status = add_paths(&w->class_paths, CLASS_PATHS, C_END, error);
  return status;
}

wt_status wt_import_wikidata(const char *const *paths, size_t n_paths,
                             const wt_import_options *options, FILE *out, const char *out_name,
                             wt_import_result *result, wt_error *error) {
  wikidata w = {.options = options, .sink = {.out = out, .name = out_name}};
  wt_import_result r = {0};
  wt_status status = read_options(&w, error);
  if (status == WT_OK) status = find_classes(&w, paths, n_paths, error);
  if (status == WT_OK) status = wt_class_tree_build(&w.tree, error);
  if (status == WT_OK) status = write_entities(&w, paths, n_paths, &r, error);
  wt_class_tree_release(&w.tree);
  r.rows = w.sink.rows;
  r.names = w.sink.names;
  if (status == WT_OK) *result = r;
  return status;
}
