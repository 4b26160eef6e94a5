/*
 * parser.c - one raw record to one article.
 *
 * JSON records are scanned in place; a field without escapes is borrowed from the record, others
 * are decoded into one buffer a field, reused from record to record. Of the names given for a field
 * the first one that holds something counts: null and "" are passed over while a later name may
 * have more. A number in a string's place is taken as its digits (tables converted to JSON have
 * "title": 1984). Any other type in text or title is refused, because dropping it would lose the
 * article without a word; in date, language or publisher it counts as absent.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "read/dump.h"
#include "read/json_string.h"
#include "read/lang_tag.h"
#include "read/text_file.h"
#include "text/json_text.h"

/* A buffer that one huge record blew up is given back. */
enum { KEEP_BYTES = 16 << 20 };

typedef enum slot { ID, TITLE, TEXT, DATE, LANG, PUBLISHER, SLOTS } slot;

static const char *const slot_names[SLOTS] = {"id", "title", "text", "date", "lang", "publisher"};

struct wt_parser {
  wt_json_paths paths;
  size_t first[SLOTS + 1]; /* paths [first[s], first[s + 1]) belong to slot s */
  char *names[SLOTS];      /* the path lists; `paths` points into them */
  wt_json_value values[WT_JSON_PATHS];
  wt_buffer decoded[SLOTS];
  wt_buffer scratch; /* for ids */
};

/* ---- setting up --------------------------------------------------------------------- */

static wt_status add_paths(wt_json_paths *paths, const char *list, wt_error *error) {
  wt_status status = WT_OK;
  for (const char *name = list; status == WT_OK;) {
    const char *comma = strchr(name, ',');
    size_t size = comma == NULL ? strlen(name) : (size_t)(comma - name);
    status = wt_json_paths_add(paths, name, size, error);
    if (comma == NULL) break;
    name = comma + 1;
  }
  return status;
}

wt_status wt_parser_new(const wt_fields *fields, wt_parser **out, wt_error *error) {
  const char *const lists[SLOTS] = {fields->id,   fields->title, fields->text,
                                    fields->date, fields->lang,  fields->publisher};
  wt_parser *p = wt_calloc(1, sizeof *p);
  if (p == NULL) return wt_no_memory(error, "parser");
  wt_status status = WT_OK;
  for (slot s = 0; s < SLOTS; s++) {
    if (lists[s] != NULL) {
      p->names[s] = wt_strndup(lists[s], strlen(lists[s]));
      status = p->names[s] == NULL ? wt_no_memory(error, "parser")
                                   : add_paths(&p->paths, p->names[s], error);
      if (status != WT_OK) goto fail;
    }
    p->first[s + 1] = p->paths.n;
  }
  *out = p;
  return WT_OK;
fail:
  wt_parser_free(p);
  return status;
}

void wt_parser_free(wt_parser *parser) {
  if (parser == NULL) return;
  for (slot s = 0; s < SLOTS; s++) {
    wt_free(parser->names[s]);
    wt_buffer_release(&parser->decoded[s]);
  }
  wt_buffer_release(&parser->scratch);
  wt_free(parser);
}

/* ---- JSON --------------------------------------------------------------------------- */

static bool holds_something(const wt_json_value *v) {
  return v->kind > WT_JSON_NULL && !(v->kind == WT_JSON_STRING && v->start == v->end);
}

/* The value that counts for a slot: the first with something in it, else the first that is present;
 * NULL when the record has none of the names. */
static const wt_json_value *choose(const wt_parser *p, slot s) {
  const wt_json_value *present = NULL;
  for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
    const wt_json_value *v = &p->values[i];
    if (holds_something(v)) return v;
    if (present == NULL || (present->kind == WT_JSON_NULL && v->kind == WT_JSON_STRING))
      present = v->kind == WT_JSON_ABSENT ? present : v;
  }
  return present;
}

/* A field as text; *bytes is NULL when it is absent, null, or no text. */
static void field_text(wt_parser *p, slot s, const wt_record *record, const wt_json_value *v,
                       const char **bytes, size_t *size) {
  *bytes = NULL;
  *size = 0;
  if (v == NULL || (v->kind != WT_JSON_STRING && v->kind != WT_JSON_NUMBER)) return;
  if (v->kind == WT_JSON_NUMBER || wt_json_plain(record->bytes, v)) {
    *bytes = record->bytes + v->start;
    *size = v->end - v->start;
    return;
  }
  wt_json_decode(record->bytes, v, &p->decoded[s]);
  *bytes = p->decoded[s].data;
  *size = p->decoded[s].size;
}

static void set_id(wt_parser *p, const wt_record *record, wt_article *article) {
  const wt_json_value *v = choose(p, ID);
  if (v == NULL || v->kind == WT_JSON_NULL) return;
  wt_json_copy(record->bytes, v, &p->scratch, &p->decoded[ID]);
  article->id_json = p->decoded[ID].data;
  article->id_json_size = p->decoded[ID].size;
}

/* A language that cannot be told is no language: the article counts as one without. */
static void set_lang(wt_parser *p, const wt_record *record, wt_article *article) {
  const wt_json_value *v = choose(p, LANG);
  if (v == NULL || v->kind != WT_JSON_STRING) return;
  if (!wt_lang_tag(record->bytes + v->start, v->end - v->start, &p->decoded[LANG])) return;
  article->lang = p->decoded[LANG].data;
  article->lang_size = p->decoded[LANG].size;
}

static wt_status refuse_type(const wt_parser *p, slot s, const wt_json_value *v, wt_error *error) {
  const wt_json_path *path = &p->paths.items[v - p->values];
  return wt_fail_at(error, WT_BAD_INPUT, slot_names[s], 0, v->start,
                    "the field \"%.*s\" is %s, not a string (byte %zu)", (int)path->size,
                    path->text, wt_json_kind_name(v->kind), v->start);
}

static wt_status refuse_empty(const wt_parser *p, wt_error *error) {
  return wt_fail_at(error, WT_BAD_INPUT, slot_names[TEXT], 0, 0,
                    "no text and no title (looked for the text in: %s)",
                    p->names[TEXT] == NULL ? "nothing" : p->names[TEXT]);
}

static wt_status parse_json(wt_parser *p, const wt_record *record, wt_article *a, wt_error *error) {
  wt_status status = wt_json_scan(&p->paths, record->bytes, record->size, p->values, error);
  set_id(p, record, a);
  if (status != WT_OK) return status;
  const wt_json_value *title = choose(p, TITLE), *text = choose(p, TEXT);
  const wt_json_value *must[] = {title, text};
  const slot slots[] = {TITLE, TEXT};
  for (size_t i = 0; i < 2; i++)
    if (must[i] != NULL && must[i]->kind != WT_JSON_NULL && must[i]->kind != WT_JSON_STRING &&
        must[i]->kind != WT_JSON_NUMBER)
      return refuse_type(p, slots[i], must[i], error);
  if ((text == NULL || text->kind == WT_JSON_NULL) && (title == NULL || !holds_something(title)))
    return refuse_empty(p, error);
  field_text(p, TITLE, record, title, &a->title, &a->title_size);
  field_text(p, TEXT, record, text, &a->text, &a->text_size);
  field_text(p, DATE, record, choose(p, DATE), &a->published, &a->published_size);
  field_text(p, PUBLISHER, record, choose(p, PUBLISHER), &a->publisher, &a->publisher_size);
  set_lang(p, record, a);
  return WT_OK;
}

/* ---- text files --------------------------------------------------------------------- */

static wt_status parse_text(wt_parser *p, const wt_record *record, wt_article *a, wt_error *error) {
  if (strcmp(record->file, "-") != 0) {
    wt_json_text(&p->decoded[ID], record->file);
    a->id_json = p->decoded[ID].data;
    a->id_json_size = p->decoded[ID].size;
  }
  return wt_text_file(record->bytes, record->size, &p->decoded[TEXT], &a->text, &a->text_size,
                      error);
}

/* ---- both --------------------------------------------------------------------------- */

wt_status wt_parse(wt_parser *parser, const wt_record *record, wt_article *article,
                   wt_error *error) {
  bool failed = false;
  for (slot s = 0; s < SLOTS; s++) {
    if (parser->decoded[s].capacity > KEEP_BYTES) wt_buffer_release(&parser->decoded[s]);
    wt_buffer_clear(&parser->decoded[s]);
  }
  *article = (wt_article){.file = record->file, .line = record->line};
  wt_status status;
  if (record->broken != NULL)
    status = wt_fail(error, WT_BAD_INPUT, NULL, "%s", record->broken);
  else if (record->format == WT_FORMAT_TEXT)
    status = parse_text(parser, record, article, error);
  else
    status = parse_json(parser, record, article, error);
  for (slot s = 0; s < SLOTS; s++) failed |= parser->decoded[s].failed;
  if (failed) {
    *article = (wt_article){.file = record->file, .line = record->line};
    return wt_no_memory(error, "article");
  }
  if (article->id_json == NULL) {
    article->id_json = "null";
    article->id_json_size = strlen("null");
  }
  return status;
}
