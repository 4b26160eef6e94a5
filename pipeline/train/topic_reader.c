#include "train/topic_reader.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "clean/zones.h"
#include "read/dump.h"
#include "topics/model.h"
#include "train/topic_tsv.h"

/* Articles are read one by one, so a batch need not be larger than the caches. */
enum { BATCH_BYTES = 1 << 18 };

/* The state of one reading. */
typedef struct reader {
  const wt_topics_training *training;
  wt_topic_corpus *corpus;
  wt_labelled_fn *each;
  void *context;
  wt_parser *parser;
  wt_bag *bag;
  wt_worker *worker; /* NULL: no entities */
  wt_doc *doc;
  wt_arena scratch;
  wt_zone_list zones;
  wt_tokens fields[WT_FIELDS];
  uint32_t *labels; /* [n_labels] of the article at hand */
  size_t n_labels, capacity;
  uint32_t file;
  bool definitions; /* the items are the taxonomy's own */
  bool table;       /* the file at hand is TSV */
  size_t n_articles;
} reader;

/* ---- labels ------------------------------------------------------------------------- */

static wt_status new_label(wt_topic_corpus *c, const char *id, size_t size, uint32_t taxon,
                           uint32_t *out, wt_error *error) {
  wt_corpus_label *labels = wt_grow(c->labels, &c->label_capacity, c->n_labels + 1, sizeof *labels);
  if (labels == NULL) return wt_no_memory(error, "topics");
  c->labels = labels;
  const char *name = wt_arena_copy(&c->arena, id, size);
  uint32_t *added =
      name == NULL ? NULL : wt_map_add(&c->label_ids, name, size, (uint32_t)c->n_labels, NULL);
  if (added == NULL) return wt_no_memory(error, "topics");
  if (c->n_labels >= WT_MAX_LABELS)
    return wt_fail(error, WT_TOO_LARGE, name, "more than %d labels", WT_MAX_LABELS);
  labels[c->n_labels] = (wt_corpus_label){.id = name, .name = name, .taxon = taxon};
  if (taxon != WT_NO_TOPIC) labels[c->n_labels].name = c->taxonomy.taxa[taxon].label;
  *out = (uint32_t)c->n_labels++;
  return WT_OK;
}

/* Adds one label to the article at hand, unless it has it. */
static wt_status give(reader *r, const char *id, size_t size, uint32_t taxon, wt_error *error) {
  wt_topic_corpus *c = r->corpus;
  const uint32_t *known = wt_map_find(&c->label_ids, id, size);
  uint32_t label = known == NULL ? 0 : *known;
  if (known == NULL && r->definitions) return WT_OK; /* they make no topics of their own */
  if (known == NULL) {
    wt_status status = new_label(c, id, size, taxon, &label, error);
    if (status != WT_OK) return status;
  }
  for (size_t i = 0; i < r->n_labels; i++)
    if (r->labels[i] == label) return WT_OK;
  uint32_t *labels = wt_grow(r->labels, &r->capacity, r->n_labels + 1, sizeof *labels);
  if (labels == NULL) return wt_no_memory(error, "topics");
  r->labels = labels;
  labels[r->n_labels++] = label;
  return WT_OK;
}

/* The path of a taxon, down to the wanted level. */
static wt_status give_path(reader *r, uint32_t taxon, wt_error *error) {
  const wt_taxonomy *taxonomy = &r->corpus->taxonomy;
  wt_status status = WT_OK;
  for (; status == WT_OK && taxon != WT_NO_TOPIC; taxon = taxonomy->taxa[taxon].parent) {
    const wt_taxon *t = &taxonomy->taxa[taxon];
    if (t->level <= r->training->levels) status = give(r, t->id, strlen(t->id), taxon, error);
  }
  return status;
}

/* A label as the data has it: with a taxonomy, the path of the concept in use. */
static wt_status add_label(reader *r, const char *id, size_t size, wt_error *error) {
  if (size == 0 || memchr(id, '\0', size) != NULL)
    return wt_fail(error, WT_BAD_INPUT, NULL, "a label is empty or has a NUL in it");
  if (r->training->taxonomy == NULL) return give(r, id, size, WT_NO_TOPIC, error);
  uint32_t taxon = wt_taxonomy_find(&r->corpus->taxonomy, id, size);
  if (taxon == WT_NO_TOPIC)
    return wt_fail(error, WT_BAD_INPUT, NULL, "label '%.*s' is not in the taxonomy",
                   size > 100 ? 100 : (int)size, id);
  return give_path(r, taxon, error);
}

static wt_status add_json_label(reader *r, const json_t *value, wt_error *error) {
  if (!json_is_string(value)) return wt_fail(error, WT_BAD_INPUT, NULL, "a label is not a string");
  return add_label(r, json_string_value(value), json_string_length(value), error);
}

/* The value behind one dotted path [size bytes], or NULL. */
static const json_t *member(const json_t *object, const char *path, size_t size) {
  while (object != NULL && size > 0) {
    const char *dot = memchr(path, '.', size);
    size_t part = dot == NULL ? size : (size_t)(dot - path);
    object = json_object_getn(object, path, part);
    path += part + (dot != NULL);
    size -= part + (dot != NULL);
  }
  return object;
}

/* The label field of a record: the first present one of several. */
static const json_t *label_field(const json_t *record, const char *paths) {
  for (;;) {
    size_t size = strcspn(paths, ",");
    const json_t *found = member(record, paths, size);
    if (found != NULL && !json_is_null(found)) return found;
    if (paths[size] == '\0') return NULL;
    paths += size + 1;
  }
}

/* Fills r->labels; *labelled says whether the record has the field at all. */
static wt_status read_labels(reader *r, const wt_record *record, bool *labelled, wt_error *error) {
  json_error_t where;
  json_t *json = json_loadb(record->bytes, record->size, JSON_ALLOW_NUL, &where);
  if (json == NULL) return wt_fail(error, WT_BAD_INPUT, NULL, "is not JSON: %.150s", where.text);
  wt_status status = WT_OK;
  const json_t *field = label_field(json, r->training->label_field);
  *labelled = field != NULL;
  r->n_labels = 0;
  if (json_is_array(field)) {
    for (size_t i = 0; status == WT_OK && i < json_array_size(field); i++)
      status = add_json_label(r, json_array_get(field, i), error);
  } else if (field != NULL)
    status = add_json_label(r, field, error);
  json_decref(json);
  return status;
}

/* ---- articles ----------------------------------------------------------------------- */

/* Zones and tokens, as wt_tag makes them. */
static wt_status tokenize(reader *r, const wt_article *a, wt_error *error) {
  wt_zone title = {.kind = WT_ZONE_TITLE, .field = WT_FIELD_TITLE, .end = (uint32_t)a->title_size};
  wt_arena_reset(&r->scratch);
  r->zones.n = 0;
  wt_status status =
      wt_find_zones(a->title, a->title_size, a->text, a->text_size, &r->scratch, &r->zones, error);
  if (status == WT_OK)
    status = wt_tokenize(a->title, a->title_size, &title, a->title_size > 0 ? 1 : 0,
                         &r->fields[WT_FIELD_TITLE], error);
  if (status == WT_OK)
    status = wt_tokenize(a->text, a->text_size, r->zones.items, r->zones.n,
                         &r->fields[WT_FIELD_TEXT], error);
  return status;
}

static wt_status find_entities(reader *r, const wt_article *article, wt_labelled *item,
                               wt_error *error) {
  if (r->worker == NULL) return WT_OK;
  wt_status status = wt_tag(r->worker, article, r->doc, error);
  if (status == WT_OK) item->entities = wt_doc_entities(r->doc, &item->n_entities);
  return status;
}

/* Makes a bag of an article whose labels are known, and hands it on. */
static wt_status hand_on(reader *r, const wt_article *article, wt_error *error) {
  wt_labelled item = {.file = r->file,
                      .article = article,
                      .labels = r->labels,
                      .n_labels = r->n_labels,
                      .fields = r->fields};
  wt_status status = tokenize(r, article, error);
  if (status == WT_OK) status = find_entities(r, article, &item, error);
  if (status == WT_OK && r->bag != NULL) {
    status = wt_bag_fill(r->bag, r->fields, error);
    if (status == WT_OK)
      status = wt_bag_add_kinds(r->bag, r->fields, item.entities, item.n_entities, error);
  }
  if (status != WT_OK) return status;
  if (r->bag != NULL) item.terms = wt_bag_terms(r->bag, &item.n_terms);
  r->n_articles++;
  return r->each(r->context, &item, error);
}

static wt_status read_line(reader *r, const wt_record *record, wt_error *error) {
  const char *labels = NULL;
  size_t size = 0;
  wt_article article = {0};
  wt_status status = wt_read_topic_tsv(record, &labels, &size, &article, error);
  r->n_labels = 0;
  for (size_t at = 0, end; status == WT_OK && at < size; at = end + 1) {
    for (end = at; end < size && labels[end] != '|'; end++) continue;
    status = add_label(r, labels + at, end - at, error);
  }
  return status == WT_OK ? hand_on(r, &article, error) : status;
}

static wt_status read_record(reader *r, const wt_record *record, wt_error *error) {
  bool labelled = false;
  wt_article article = {0};
  if (record->broken != NULL) return wt_fail(error, WT_BAD_INPUT, NULL, "%s", record->broken);
  if (r->table) return read_line(r, record, error);
  wt_status status = read_labels(r, record, &labelled, error);
  if (status != WT_OK || !labelled) return status;
  status = wt_parse(r->parser, record, &article, error);
  return status == WT_OK ? hand_on(r, &article, error) : status;
}

/* What the taxonomy says of its topics: a headline and a sentence each. */
static wt_status read_definitions(reader *r, wt_error *error) {
  const wt_taxonomy *taxonomy = &r->corpus->taxonomy;
  wt_status status = WT_OK;
  r->definitions = true;
  for (uint32_t i = 0; status == WT_OK && i < taxonomy->n; i++) {
    const wt_taxon *t = &taxonomy->taxa[i];
    wt_article article = {.title = t->label,
                          .title_size = strlen(t->label),
                          .text = t->definition,
                          .text_size = strlen(t->definition)};
    r->n_labels = 0;
    status = give_path(r, wt_taxonomy_find(taxonomy, t->id, strlen(t->id)), error);
    if (status == WT_OK && r->n_labels > 0) status = hand_on(r, &article, error);
  }
  return status;
}

static wt_status read_file(reader *r, const char *path, wt_error *error) {
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_dump_options options = {.format = WT_FORMAT_JSONL, .batch_bytes = BATCH_BYTES};
  wt_status status = wt_dump_open(&path, 1, &options, &dump, error);
  bool first = true;
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (status != WT_OK || batch.n == 0) break;
    if (first) r->table = wt_is_topic_tsv(&batch.records[0]);
    first = false;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++) {
      wt_error inner = {0};
      status = read_record(r, &batch.records[i], &inner);
      if (status == WT_BAD_INPUT)
        wt_fail_at(error, status, batch.records[i].file, batch.records[i].line, inner.position,
                   "%s", inner.text);
      else if (status != WT_OK && error != NULL)
        *error = inner;
    }
  }
  wt_batch_release(&batch);
  wt_dump_close(dump);
  return status;
}

wt_status wt_read_labelled(const wt_topics_training *training, wt_topic_corpus *corpus,
                           const wt_term_policy *policy, wt_labelled_fn *each, void *context,
                           size_t *n_articles, wt_error *error) {
  reader r = {.training = training, .corpus = corpus, .each = each, .context = context};
  wt_status status = wt_parser_new(wt_fields_preset("default"), &r.parser, error);
  if (status == WT_OK && policy != NULL) status = wt_bag_new(policy, &r.bag, error);
  if (status == WT_OK && training->tagger != NULL) {
    status = wt_worker_new(training->tagger, &r.worker, error);
    if (status == WT_OK) status = wt_doc_new(&r.doc, error);
  }
  for (; status == WT_OK && r.file < training->n_data; r.file++)
    status = read_file(&r, corpus->files[r.file].path, error);
  if (status == WT_OK && training->taxonomy != NULL && !training->no_definitions)
    status = read_definitions(&r, error);
  wt_parser_free(r.parser);
  wt_bag_free(r.bag);
  wt_doc_free(r.doc);
  wt_worker_free(r.worker);
  wt_arena_release(&r.scratch);
  wt_free(r.zones.items);
  for (int f = 0; f < WT_FIELDS; f++) wt_tokens_release(&r.fields[f]);
  wt_free(r.labels);
  *n_articles = r.n_articles;
  return status;
}

/* ---- order -------------------------------------------------------------------------- */

/* A taxonomy's index order has parents first; without one, by name. */
static int by_place(const void *left, const void *right) {
  const wt_corpus_label *a = left, *b = right;
  if (a->taxon != b->taxon) return a->taxon < b->taxon ? -1 : 1;
  return strcmp(a->id, b->id);
}

wt_status wt_sort_labels(wt_topic_corpus *c, wt_error *error) {
  if (c->n_labels == 0)
    return wt_fail(error, WT_BAD_INPUT, c->files[0].path, "no article has a label");
  qsort(c->labels, c->n_labels, sizeof *c->labels, by_place);
  wt_map_clear(&c->label_ids);
  for (uint32_t i = 0; i < c->n_labels; i++) {
    const char *id = c->labels[i].id;
    if (wt_map_add(&c->label_ids, id, strlen(id), i, NULL) == NULL)
      return wt_no_memory(error, "topics");
  }
  return WT_OK;
}
