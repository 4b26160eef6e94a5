#include "write/json_line.h"

#include <string.h>

#include "base/error.h"
#include "doc.h"
#include "text/json_text.h"
#include "write/offset_table.h"

enum { SCORE_DECIMALS = 4, DEGREE_DECIMALS = 5 /* about a metre */ };

typedef struct writer {
  wt_buffer *out;
  const wt_article *article;
  wt_offset_table tables[WT_FIELDS];
} writer;

const char *wt_offsets_name(wt_offsets offsets) {
  static const char *const NAMES[] = {"codepoint", "byte", "utf16"};
  return NAMES[offsets];
}

const char *wt_type_name(wt_type type) {
  static const char *const NAMES[WT_TYPES] = {"person", "place", "organization", "misc"};
  return NAMES[type];
}

void wt_how_append(wt_buffer *out, unsigned how) {
  static const char *const NAMES[] = {"gazetteer", "model", "rule", "coreference"};
  bool first = true;
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
    if ((how & 1u << i) == 0) continue;
    if (!first) wt_buffer_byte(out, '+');
    wt_buffer_text(out, NAMES[i]);
    first = false;
  }
}

/* ---- pieces ------------------------------------------------------------------------- */

/* Appends a literal, or a static name that needs no escapes. Inlined, so that the compiler knows
 * the size: most of a record is punctuation and member names. */
__attribute__((always_inline)) static inline void put(writer *w, const char *text) {
  wt_buffer *out = w->out;
  size_t size = strlen(text);
  if (out->failed || out->capacity - out->size < size) {
    wt_buffer_append(out, text, size);
    return;
  }
  memcpy(out->data + out->size, text, size);
  out->size += size;
}

/* Every member starts with what stands before it, such as `,"line":`: the comma rule of each
 * object can be read off its function. */
__attribute__((always_inline)) static inline void put_text(writer *w, const char *before,
                                                           const char *text) {
  put(w, before);
  wt_json_text(w->out, text);
}

__attribute__((always_inline)) static inline void put_optional(writer *w, const char *before,
                                                               const char *text) {
  if (text != NULL) put_text(w, before, text);
}

__attribute__((always_inline)) static inline void put_string(writer *w, const char *before,
                                                             const char *bytes, size_t size) {
  put(w, before);
  wt_json_string(w->out, bytes, size);
}

__attribute__((always_inline)) static inline void put_decimal(writer *w, const char *before,
                                                              double value, int decimals) {
  put(w, before);
  wt_json_decimal(w->out, value, decimals);
}

static const char *field_bytes(const writer *w, wt_field field) {
  return field == WT_FIELD_TITLE ? w->article->title : w->article->text;
}

static void put_span(writer *w, wt_field field, uint32_t start, uint32_t end) {
  const wt_offset_table *table = &w->tables[field];
  if (field == WT_FIELD_TITLE)
    put(w, "\"field\":\"title\",\"start\":");
  else
    put(w, "\"field\":\"text\",\"start\":");
  wt_json_unsigned(w->out, wt_offset(table, start));
  put(w, ",\"end\":");
  wt_json_unsigned(w->out, wt_offset(table, end));
}

/* ---- members ------------------------------------------------------------------------ */

static void put_head(writer *w, wt_offsets offsets) {
  const wt_article *a = w->article;
  put(w, "{\"wiretag\":1,\"id\":");
  if (a->id_json == NULL)
    put(w, "null");
  else
    wt_buffer_append(w->out, a->id_json, a->id_json_size);
  if (a->file != NULL) {
    put_text(w, ",\"source\":{\"file\":", a->file);
    if (a->line > 0) {
      put(w, ",\"line\":");
      wt_json_unsigned(w->out, a->line);
    }
    wt_buffer_byte(w->out, '}');
  }
  if (a->lang == NULL)
    put_text(w, ",\"lang\":", "en");
  else
    put_string(w, ",\"lang\":", a->lang, a->lang_size);
  put_string(w, ",\"title\":", a->title, a->title_size);
  if (a->published != NULL) put_string(w, ",\"published\":", a->published, a->published_size);
  put_text(w, ",\"offsets\":", wt_offsets_name(offsets));
}

static void put_dateline(writer *w, const wt_dateline *d) {
  put_string(w, ",\"dateline\":{\"text\":", field_bytes(w, d->field) + d->start, d->end - d->start);
  wt_buffer_byte(w->out, ',');
  put_span(w, d->field, d->start, d->end);
  put(w, ",\"places\":[");
  for (size_t i = 0; i < d->n_places; i++) put_text(w, i == 0 ? "" : ",", d->places[i]);
  put(w, "]}");
}

static void put_focus(writer *w, const wt_focus *f) {
  put_text(w, "{\"country\":", f->country);
  put_decimal(w, ",\"score\":", f->score, SCORE_DECIMALS);
  put_optional(w, ",\"place\":", f->place);
  wt_buffer_byte(w->out, '}');
}

static void put_mention(writer *w, const wt_mention *m) {
  wt_buffer_byte(w->out, '{');
  put_span(w, m->field, m->start, m->end);
  put(w, ",\"text\":");
  wt_json_valid_string(w->out, field_bytes(w, m->field) + m->start, m->end - m->start);
  put(w, ",\"zone\":\"");
  put(w, wt_zone_name(m->zone));
  put(w, "\",\"how\":\"");
  wt_how_append(w->out, m->how);
  if (m->stands_for != NULL) {
    put(w, "\",\"stands_for\":\"");
    put(w, m->stands_for);
  }
  put(w, "\"}");
}

/* Ids separated by single spaces, as an array. */
static void put_same_as(writer *w, const char *ids) {
  put(w, ",\"same_as\":[");
  for (const char *at = ids; *at != '\0';) {
    size_t size = strcspn(at, " ");
    put_string(w, at == ids ? "" : ",", at, size);
    at += size;
    at += *at == ' ';
  }
  wt_buffer_byte(w->out, ']');
}

/* What is known of a place; 0,0 in the Gulf of Guinea is a position that nobody knew. */
static void put_place(writer *w, const wt_entity *e) {
  bool position = e->has_position && (e->lat != 0 || e->lon != 0);
  if (!position && e->country == NULL && e->subtype == NULL) return;
  const char *before = ",\"place\":{";
  if (position) {
    put(w, before);
    put_decimal(w, "\"lat\":", e->lat, DEGREE_DECIMALS);
    put_decimal(w, ",\"lon\":", e->lon, DEGREE_DECIMALS);
    before = ",";
  }
  if (e->country != NULL) {
    put(w, before);
    put_text(w, "\"country\":", e->country);
    before = ",";
  }
  if (e->subtype != NULL) {
    put(w, before);
    put_text(w, "\"kind\":", e->subtype);
  }
  wt_buffer_byte(w->out, '}');
}

static void put_entity(writer *w, const wt_entity *e) {
  if (e->id != NULL)
    put_text(w, "{\"id\":", e->id);
  else
    put_text(w, "{\"id\":null,\"key\":", e->key);
  put_text(w, ",\"type\":", wt_type_name(e->type));
  put_text(w, ",\"name\":", e->name);
  put_decimal(w, ",\"salience\":", e->salience, SCORE_DECIMALS);
  put_decimal(w, ",\"score\":", e->score, SCORE_DECIMALS);
  if (e->same_as != NULL && e->same_as[0] != '\0') put_same_as(w, e->same_as);
  put_optional(w, ",\"refers_to\":", e->refers_to);
  if (e->type == WT_PLACE) {
    put_place(w, e);
  } else {
    put_optional(w, ",\"subtype\":", e->subtype);
    put_optional(w, ",\"country\":", e->country);
  }
  put(w, ",\"mentions\":[");
  for (size_t i = 0; i < e->n_mentions; i++) {
    if (i > 0) wt_buffer_byte(w->out, ',');
    put_mention(w, &e->mentions[i]);
  }
  put(w, "]}");
}

static void put_topic(writer *w, const wt_topic *t) {
  put_text(w, "{\"id\":", t->id);
  put_text(w, ",\"label\":", t->label);
  put_decimal(w, ",\"score\":", t->score, SCORE_DECIMALS);
  put(w, ",\"path\":[");
  for (size_t i = 0; i < t->n_path; i++) put_text(w, i == 0 ? "" : ",", t->path[i]);
  put(w, "],\"because\":[");
  for (size_t i = 0; i < t->n_because; i++) {
    put_text(w, i == 0 ? "{\"term\":" : ",{\"term\":", t->because[i].term);
    put_decimal(w, ",\"weight\":", t->because[i].weight, SCORE_DECIMALS);
    if (t->because[i].rule != NULL) put_text(w, ",\"rule\":", t->because[i].rule);
    wt_buffer_byte(w->out, '}');
  }
  put(w, "]}");
}

static void put_zone(writer *w, const wt_zone *z) {
  put_text(w, "{\"zone\":", wt_zone_name(z->kind));
  wt_buffer_byte(w->out, ',');
  put_span(w, z->field, z->start, z->end);
  wt_buffer_byte(w->out, '}');
}

/* A part that is absent is null, so that every record has the same shape. */
static void put_made_by(writer *w, const wt_pipeline *pipeline) {
  static const char *const PARTS[] = {"gazetteer", "recogniser", "topics"};
  put(w, ",\"made_by\":{\"wiretag\":\"" WT_VERSION "\"");
  for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
    const char *hash = wt_pipeline_hash(pipeline, PARTS[i]);
    put_text(w, ",", PARTS[i]);
    wt_buffer_byte(w->out, ':');
    if (hash[0] == '\0')
      put(w, "null");
    else
      wt_json_text(w->out, hash);
  }
  wt_buffer_byte(w->out, '}');
}

/* ---- the line ----------------------------------------------------------------------- */

static void put_record(writer *w, const wt_doc *doc, const wt_pipeline *pipeline,
                       wt_offsets offsets) {
  put_head(w, offsets);
  if (doc->resolved.dateline != NULL) put_dateline(w, doc->resolved.dateline);
  put(w, ",\"focus\":[");
  for (size_t i = 0; i < doc->resolved.n_focus; i++) {
    if (i > 0) wt_buffer_byte(w->out, ',');
    put_focus(w, &doc->resolved.focus[i]);
  }
  put(w, "],\"entities\":[");
  for (size_t i = 0; i < doc->resolved.n; i++) {
    if (i > 0) wt_buffer_byte(w->out, ',');
    put_entity(w, &doc->resolved.entities[i]);
  }
  put(w, "],\"topics\":[");
  for (size_t i = 0; i < doc->topics.n; i++) {
    if (i > 0) wt_buffer_byte(w->out, ',');
    put_topic(w, &doc->topics.items[i]);
  }
  put(w, "],\"zones\":[");
  for (size_t i = 0; i < doc->zones.n; i++) {
    if (i > 0) wt_buffer_byte(w->out, ',');
    put_zone(w, &doc->zones.items[i]);
  }
  wt_buffer_byte(w->out, ']');
  put_made_by(w, pipeline);
  put(w, "}\n");
}

void wt_json_line(wt_buffer *out, wt_doc *doc, const wt_pipeline *pipeline, wt_offsets offsets) {
  const wt_article *a = &doc->article;
  writer w = {.out = out, .article = a};
  w.tables[WT_FIELD_TITLE] =
      wt_offset_table_make(a->title, a->title_size, offsets, &doc->marks[WT_FIELD_TITLE]);
  w.tables[WT_FIELD_TEXT] =
      wt_offset_table_make(a->text, a->text_size, offsets, &doc->marks[WT_FIELD_TEXT]);
  if (doc->marks[WT_FIELD_TITLE].failed || doc->marks[WT_FIELD_TEXT].failed) {
    out->failed = true;
    return;
  }
  put_record(&w, doc, pipeline, offsets);
}

wt_status wt_doc_json(wt_doc *doc, const wt_pipeline *pipeline, wt_offsets offsets,
                      const char **json, size_t *size, wt_error *error) {
  if ((unsigned)offsets > WT_UTF16)
    return wt_fail(error, WT_USAGE, "offsets", "is not a wt_offsets");
  wt_buffer_clear(&doc->json);
  wt_json_line(&doc->json, doc, pipeline, offsets);
  if (doc->json.failed) return wt_no_memory(error, "record");
  *json = doc->json.data;
  *size = doc->json.size - 1; /* without the line break */
  return WT_OK;
}
