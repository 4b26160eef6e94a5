#include "import/wikidata_entity.h"

#include <string.h>

#include "import/statements.h"

const char *const WT_WIKIDATA_PATHS[WT_V_END] = {
    "id",           "type",         "labels",       "aliases",      "sitelinks",
    "claims.P31",   "claims.P279",  "claims.P297",  "claims.P625",  "claims.P17",
    "claims.P27",   "claims.P106",  "claims.P39",   "claims.P1082", "claims.P1813",
    "claims.P1566", "claims.P6782", "claims.P1157", "claims.P5531", "claims.P6766"};

/* Ids elsewhere, in the order of WT_V_IDS. */
static const char *const SCHEMES[WT_V_END - WT_V_IDS] = {
    "geonames:", "ror:", "bioguide:", "cik:", "wof:"};

typedef struct occupation {
  uint32_t item;
  const char *subtype;
} occupation;

static const occupation OCCUPATIONS[] = {
#include "import/occupations.inc"
};

size_t wt_wikidata_entity_of(const wt_record *record, const char **bytes) {
  const char *at = record->bytes, *end = at + record->size;
  while (at < end && (unsigned char)*at <= ' ') at++;
  while (end > at && ((unsigned char)end[-1] <= ' ' || end[-1] == ',')) end--;
  size_t size = (size_t)(end - at);
  *bytes = at;
  return size == 1 && (*at == '[' || *at == ']') ? 0 : size;
}

const char *wt_wikidata_code(const wt_json_view *value) {
  size_t size;
  if (value->value.kind != WT_JSON_STRING) return NULL;
  const char *text = wt_json_text_of(value, &size);
  bool good = size == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
  return good ? text : NULL;
}

const wt_class_root *wt_wikidata_root(const wt_class_tree *tree, const wt_wikidata_entity *e) {
  const wt_class *best = NULL;
  wt_json_view instance = wt_wikidata_view(e, WT_V_INSTANCE), value;
  wt_statements s = wt_statements_of(&instance);
  while (wt_statements_next(&s, &value, NULL)) {
    const wt_class *c = wt_class_tree_find(tree, wt_statement_item(&value));
    if (c == NULL) continue;
    if (wt_class_root_of(c)->type == WT_PERSON) return wt_class_root_of(c);
    if (best == NULL || c->distance < best->distance ||
        (c->distance == best->distance && c->root < best->root))
      best = c;
  }
  return best == NULL ? NULL : wt_class_root_of(best);
}

bool wt_wikidata_has(const wt_wikidata_entity *e, size_t which) {
  wt_json_view statements = wt_wikidata_view(e, which), value;
  wt_statements s = wt_statements_of(&statements);
  return wt_statements_next(&s, &value, NULL);
}

const char *wt_wikidata_person(const wt_wikidata_entity *e) {
  wt_json_view statements = wt_wikidata_view(e, WT_V_OCCUPATION), value;
  wt_statements s = wt_statements_of(&statements);
  while (wt_statements_next(&s, &value, NULL)) {
    uint32_t item = wt_statement_item(&value);
    for (size_t i = 0; i < sizeof OCCUPATIONS / sizeof *OCCUPATIONS; i++)
      if (OCCUPATIONS[i].item == item) return OCCUPATIONS[i].subtype;
  }
  return wt_wikidata_has(e, WT_V_OFFICE) ? "official" : "";
}

/* "1234" of a quantity's "+1234"; 0 when it is none. */
static uint32_t amount_of(const wt_json_view *value) {
  wt_json_view amount = wt_json_member(value, "amount");
  size_t size;
  if (amount.value.kind != WT_JSON_STRING) return 0;
  const char *text = wt_json_text_of(&amount, &size);
  if (size > 0 && text[0] == '+') text++, size--;
  return wt_read_u32(text, size);
}

/* When a statement holds (P585): "+2020-01-01T00:00:00Z"; size 0 when it does not say. */
static const char *time_of(const wt_json_view *statement, size_t *size) {
  static const char *const POINT[] = {"qualifiers", "P585", NULL};
  static const char *const TIME[] = {"datavalue", "value", "time", NULL};
  wt_json_view points = wt_json_path_of(statement, POINT), first;
  wt_json_walk walk = wt_json_begin(&points);
  *size = 0;
  if (!wt_json_next(&walk, NULL, &first)) return "";
  wt_json_view time = wt_json_path_of(&first, TIME);
  return time.value.kind == WT_JSON_STRING ? wt_json_text_of(&time, size) : "";
}

uint32_t wt_wikidata_people(const wt_wikidata_entity *e) {
  wt_json_view statements = wt_wikidata_view(e, WT_V_PEOPLE), value, statement;
  wt_statements s = wt_statements_of(&statements);
  uint32_t people = 0;
  const char *latest = "";
  size_t latest_size = 0;
  while (wt_statements_next(&s, &value, &statement)) {
    size_t size, common;
    const char *time = time_of(&statement, &size);
    common = size < latest_size ? size : latest_size;
    int order = memcmp(time, latest, common);
    if (order < 0 || (order == 0 && size < latest_size)) continue;
    latest = time, latest_size = size;
    people = amount_of(&value);
  }
  return people;
}

void wt_wikidata_position(wt_line *line, const wt_wikidata_entity *e) {
  static const char EARTH[] = "http://www.wikidata.org/entity/Q2";
  wt_json_view statements = wt_wikidata_view(e, WT_V_POSITION), value;
  wt_statements s = wt_statements_of(&statements);
  while (!line->has_position && wt_statements_next(&s, &value, NULL)) {
    wt_json_view globe = wt_json_member(&value, "globe");
    wt_json_view lat = wt_json_member(&value, "latitude"),
                 lon = wt_json_member(&value, "longitude");
    if (globe.value.kind == WT_JSON_STRING && !wt_json_is(globe.bytes, &globe.value, EARTH))
      continue;
    if (lat.value.kind != WT_JSON_NUMBER || lon.value.kind != WT_JSON_NUMBER) continue;
    size_t lat_size, lon_size;
    const char *a = wt_json_text_of(&lat, &lat_size), *b = wt_json_text_of(&lon, &lon_size);
    wt_line_position(line, a, lat_size, b, lon_size);
  }
}

void wt_wikidata_country(const wt_class_tree *tree, wt_line *line, const wt_wikidata_entity *e) {
  wt_json_view statements = wt_wikidata_view(e, WT_V_ISO), value;
  wt_statements s = wt_statements_of(&statements);
  while (line->country[0] == '\0' && wt_statements_next(&s, &value, NULL)) {
    const char *code = wt_wikidata_code(&value);
    if (code != NULL) wt_line_country(line, code, 2);
  }
  statements = wt_wikidata_view(e, line->type == WT_PERSON ? WT_V_CITIZEN : WT_V_COUNTRY);
  s = wt_statements_of(&statements);
  while (line->country[0] == '\0' && wt_statements_next(&s, &value, NULL)) {
    const char *code = wt_class_tree_country(tree, wt_statement_item(&value));
    if (code != NULL) wt_line_country(line, code, 2);
  }
}

void wt_wikidata_ids(wt_line *line, const wt_wikidata_entity *e) {
  for (size_t i = WT_V_IDS; i < WT_V_END; i++) {
    wt_json_view statements = wt_wikidata_view(e, i), value;
    wt_statements s = wt_statements_of(&statements);
    size_t size;
    while (wt_statements_next(&s, &value, NULL)) {
      if (value.value.kind != WT_JSON_STRING) continue;
      const char *text = wt_json_text_of(&value, &size);
      wt_line_same_as(line, SCHEMES[i - WT_V_IDS], text, size);
    }
  }
}
