/*
 * wikidata_entity.h - what an entity of Wikidata says of itself: its kind, numbers and ids.
 *
 * An entity is a JSON object whose wanted values were found by one scan, without a tree. Everything
 * here is borrowed from the line.
 */
#ifndef WT_WIKIDATA_ENTITY_H
#define WT_WIKIDATA_ENTITY_H

#include "import/class_tree.h"
#include "import/feed.h"
#include "import/json_view.h"
#include "import/list_line.h"

/* What is looked for in an entity; the index of a path is that of its value. */
enum {
  WT_V_ID,
  WT_V_TYPE,
  WT_V_LABELS,
  WT_V_ALIASES,
  WT_V_SITELINKS,
  WT_V_INSTANCE,
  WT_V_SUBCLASS,
  WT_V_ISO,
  WT_V_POSITION,
  WT_V_COUNTRY,
  WT_V_CITIZEN,
  WT_V_OCCUPATION,
  WT_V_OFFICE,
  WT_V_PEOPLE,
  WT_V_SHORT,
  WT_V_IDS,
  WT_V_END = WT_V_IDS + 5
};

/* Where they stand, in that order. */
extern const char *const WT_WIKIDATA_PATHS[WT_V_END];

typedef struct wt_wikidata_entity {
  const char *bytes;
  wt_json_value values[WT_JSON_PATHS]; /* [WT_V_END] */
} wt_wikidata_entity;

static inline wt_json_view wt_wikidata_view(const wt_wikidata_entity *e, size_t which) {
  return (wt_json_view){e->bytes, e->values[which]};
}

/* The entity of a line: without the comma behind it; size 0 for the brackets around all. */
size_t wt_wikidata_entity_of(const wt_record *record, const char **bytes);

/* The root of the entity's nearest class, or NULL. */
const wt_class_root *wt_wikidata_root(const wt_class_tree *tree, const wt_wikidata_entity *e);

/* True when a property has a statement that counts. */
bool wt_wikidata_has(const wt_wikidata_entity *e, size_t which);

/* The subtype of a person: the first occupation that we know, else whether there is an office. */
const char *wt_wikidata_person(const wt_wikidata_entity *e);

/* A country's code of two capitals, or NULL. */
const char *wt_wikidata_code(const wt_json_view *value);

/* The latest population among the statements that count; of undated ones the last. */
uint32_t wt_wikidata_people(const wt_wikidata_entity *e);

/* Set what the entity says in a row; a person's country is that of citizenship. */
void wt_wikidata_position(wt_line *line, const wt_wikidata_entity *e);
void wt_wikidata_country(const wt_class_tree *tree, wt_line *line, const wt_wikidata_entity *e);
void wt_wikidata_ids(wt_line *line, const wt_wikidata_entity *e);

#endif
