/* annotated_json.c - JSON Lines with gold mentions. */
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "read/dump.h"
#include "text/utf8.h"
#include "train/annotated_reader.h"

static const char *const KEYS[WT_FIELDS] = {"title", "text"};

/* Code points to bytes; goes forward only, from the last place asked for when it can. */
typedef struct cursor {
  const char *bytes;
  size_t size, at;
  json_int_t codepoint;
} cursor;

/* The byte of a code point, or SIZE_MAX beyond the end. */
static size_t byte_of(cursor *c, json_int_t codepoint) {
  if (codepoint < c->codepoint) c->at = 0, c->codepoint = 0;
  for (; c->codepoint < codepoint && c->at < c->size; c->codepoint++)
    wt_utf8_next(c->bytes, c->size, &c->at);
  return c->codepoint == codepoint ? c->at : SIZE_MAX;
}

/* "PER", "LOC|ORG" for one of these, "*" for a stretch of which nothing is known. */
static bool read_type(const char *text, wt_gold *g) {
  unsigned types = 0, n = 0;
  g->unknown = strcmp(text, "*") == 0;
  for (const char *at = text; !g->unknown; at++) {
    size_t size = strcspn(at, "|");
    if (!wt_annotated_type(at, size, &g->type)) return false;
    types |= 1u << g->type;
    n++;
    at += size;
    if (*at == '\0') break;
  }
  g->types = (uint8_t)(n > 1 ? types : 0);
  return true;
}

/* "unmarked": ["MISC"], the types that this article does not mark. */
static wt_status read_unmarked(wt_annotated_reader *r, const json_t *list, wt_error *error) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *name = json_string_value(json_array_get(list, i));
    wt_type type;
    if (name == NULL || !wt_annotated_type(name, strlen(name), &type))
      return wt_annotated_bad(r, error, "unknown type; known: PER LOC ORG MISC and their names");
    r->unmarked |= 1u << type;
  }
  return WT_OK;
}

static wt_status read_mention(wt_annotated_reader *r, const json_t *m, cursor cursors[WT_FIELDS],
                              wt_error *error) {
  const char *field = json_string_value(json_object_get(m, "field"));
  const char *type = json_string_value(json_object_get(m, "type"));
  json_int_t start = json_integer_value(json_object_get(m, "start"));
  json_int_t end = json_integer_value(json_object_get(m, "end"));
  if (type == NULL) return wt_annotated_bad(r, error, "a mention has no type");
  wt_gold g = {.field = field != NULL && strcmp(field, KEYS[WT_FIELD_TITLE]) == 0 ? WT_FIELD_TITLE
                                                                                  : WT_FIELD_TEXT};
  if (!read_type(type, &g))
    return wt_annotated_bad(r, error, "unknown type; known: PER LOC ORG MISC and their names");
  if (start < 0 || end <= start)
    return wt_annotated_bad(r, error, "a mention ends before it starts");
  size_t from = byte_of(&cursors[g.field], start), to = byte_of(&cursors[g.field], end);
  if (from == SIZE_MAX || to == SIZE_MAX)
    return wt_annotated_bad(r, error, "a mention lies outside of its field");
  g.start = (uint32_t)from;
  g.end = (uint32_t)to;
  return wt_annotated_gold(r, g, error);
}

static wt_status read_article(wt_annotated_reader *r, const json_t *json, wt_error *error) {
  const char *bytes[WT_FIELDS];
  size_t sizes[WT_FIELDS];
  cursor cursors[WT_FIELDS];
  for (int f = 0; f < WT_FIELDS; f++) {
    const json_t *value = json_object_get(json, KEYS[f]);
    bytes[f] = json_is_string(value) ? json_string_value(value) : "";
    sizes[f] = json_is_string(value) ? json_string_length(value) : 0;
    if (sizes[f] > UINT32_MAX) return wt_annotated_bad(r, error, "a field is over 4 GiB");
    cursors[f] = (cursor){.bytes = bytes[f], .size = sizes[f]};
  }
  const json_t *mentions = json_object_get(json, "mentions");
  if (!json_is_array(mentions)) return wt_annotated_bad(r, error, "has no array 'mentions'");
  wt_status status = read_unmarked(r, json_object_get(json, "unmarked"), error);
  for (size_t i = 0; status == WT_OK && i < json_array_size(mentions); i++)
    status = read_mention(r, json_array_get(mentions, i), cursors, error);
  return status == WT_OK ? wt_annotated_add(r, bytes, sizes, error) : status;
}

static wt_status read_record(wt_annotated_reader *r, const wt_record *record, wt_error *error) {
  r->line = record->line;
  if (record->broken != NULL) return wt_annotated_bad(r, error, record->broken);
  json_error_t at;
  json_t *json = json_loadb(record->bytes, record->size, 0, &at);
  wt_status status =
      json == NULL ? wt_annotated_bad(r, error, at.text) : read_article(r, json, error);
  json_decref(json);
  return status;
}

wt_status wt_annotated_json(wt_annotated_reader *r, wt_error *error) {
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  const wt_dump_options options = {.format = WT_FORMAT_JSONL};
  wt_status status = wt_dump_open(&r->path, 1, &options, &dump, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (batch.n == 0) break;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++)
      status = read_record(r, &batch.records[i], error);
  }
  wt_dump_close(dump);
  wt_batch_release(&batch);
  return status;
}
