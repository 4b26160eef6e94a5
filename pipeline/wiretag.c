/*
 * wiretag.c - the whole program in one page: open what is shared, then run the stages on one
 * article, in order. Read this file first.
 *
 *   clean -> tokenize -> match -> recognise -> resolve -> topics
 *
 * (Reading dumps comes before, writing records after; both only know wiretag.h.)
 */
#include "wiretag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "clean/zones.h"
#include "doc.h"
#include "match/gazetteer.h"
#include "parts.h"
#include "recognise/recogniser.h"
#include "resolve/resolve.h"
#include "text/language.h"
#include "text/tokens.h"
#include "text/utf8.h"
#include "topics/classify.h"
#include "topics/topic_names.h"
#include "topics/topic_rules.h"

enum { MAX_FIELD = 1 << 30, HASH_TEXT = 17 };

struct wt_pipeline {
  wt_gazetteer **layers; /* [n_layers] */
  size_t n_layers;
  wt_recogniser *recogniser;
  wt_topic_model *topics; /* NULL: none */
  wt_topic_rules *rules;  /* NULL: none */
  wt_topic_names *names;  /* NULL: topics keep their labels */
  wt_overlap overlap;
  bool all_zones;
  char *publisher; /* NULL: none */
  char gazetteer_hash[HASH_TEXT], topics_hash[HASH_TEXT];
};

struct wt_worker {
  const wt_pipeline *pipeline;
  wt_arena scratch;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
  wt_recogniser_state *recogniser;
  wt_resolver *resolver;
  wt_classifier *classifier; /* NULL: no learned topics */
  wt_rule_matcher *rules;    /* NULL: no topics by rules */
};

/* ---- pipeline ----------------------------------------------------------------------- */

static void hash_text(uint64_t hash, char out[HASH_TEXT]) {
  snprintf(out, HASH_TEXT, "%016" PRIx64, hash);
}

static wt_status open_layers(wt_pipeline *p, const wt_options *options, wt_error *error) {
  uint64_t hash = 0;
  p->layers = wt_calloc(options->n_gazetteers, sizeof *p->layers);
  if (p->layers == NULL) return wt_no_memory(error, "pipeline");
  for (; p->n_layers < options->n_gazetteers; p->n_layers++) {
    wt_status status =
        wt_gazetteer_open(options->gazetteers[p->n_layers], &p->layers[p->n_layers], error);
    if (status != WT_OK) return status;
    uint64_t layer = wt_gazetteer_hash(p->layers[p->n_layers]);
    hash = p->n_layers == 0 ? layer : wt_hash_mix(hash, layer);
  }
  if (p->n_layers > 0) hash_text(hash, p->gazetteer_hash);
  return WT_OK;
}

/* The hash of the topics is that of the model, mixed with that of the rules. */
static wt_status open_topics(wt_pipeline *p, const wt_options *options, wt_error *error) {
  wt_status status = WT_OK;
  uint64_t hash = 0;
  if (options->topics != NULL) {
    status = wt_topic_model_open(options->topics, &p->topics, error);
    if (status == WT_OK) hash = wt_topic_model_hash(p->topics);
  }
  if (status == WT_OK && options->n_topic_rules > 0) {
    status =
        wt_topic_rules_open(options->topic_rules, options->n_topic_rules, NULL, &p->rules, error);
    if (status == WT_OK) hash = wt_hash_mix(hash, wt_topic_rules_hash(p->rules));
  }
  if (status == WT_OK && (p->topics != NULL || p->rules != NULL)) hash_text(hash, p->topics_hash);
  if (status == WT_OK && options->topic_names != NULL)
    status = wt_topic_names_open(options->topic_names, options->topic_language, &p->names, error);
  return status;
}

wt_status wt_pipeline_open(const wt_options *options, wt_pipeline **out, wt_error *error) {
  wt_pipeline *p = wt_calloc(1, sizeof *p);
  if (p == NULL) return wt_no_memory(error, "pipeline");
  p->overlap = options->overlap;
  p->all_zones = options->all_zones != 0;
  wt_status status = WT_OK;
  if (options->publisher != NULL) {
    p->publisher = wt_strndup(options->publisher, strlen(options->publisher));
    if (p->publisher == NULL) status = wt_no_memory(error, "pipeline");
  }
  if (status == WT_OK) status = open_layers(p, options, error);
  if (status == WT_OK) status = wt_recogniser_open(options->recogniser, &p->recogniser, error);
  if (status == WT_OK) status = open_topics(p, options, error);
  if (status != WT_OK)
    wt_pipeline_close(p);
  else
    *out = p;
  return status;
}

void wt_pipeline_close(wt_pipeline *pipeline) {
  if (pipeline == NULL) return;
  for (size_t i = 0; i < pipeline->n_layers; i++) wt_gazetteer_close(pipeline->layers[i]);
  wt_free(pipeline->layers);
  wt_recogniser_close(pipeline->recogniser);
  wt_topic_model_close(pipeline->topics);
  wt_topic_rules_close(pipeline->rules);
  wt_topic_names_close(pipeline->names);
  wt_free(pipeline->publisher);
  wt_free(pipeline);
}

const char *wt_pipeline_hash(const wt_pipeline *pipeline, const char *part) {
  if (strcmp(part, "gazetteer") == 0) return pipeline->gazetteer_hash;
  if (strcmp(part, "recogniser") == 0) return wt_recogniser_hash(pipeline->recogniser);
  if (strcmp(part, "topics") == 0) return pipeline->topics_hash;
  return "";
}

const wt_gazetteer *const *wt_pipeline_layers(const wt_pipeline *pipeline, size_t *n) {
  *n = pipeline->n_layers;
  return (const wt_gazetteer *const *)pipeline->layers;
}

const wt_recogniser *wt_pipeline_recogniser(const wt_pipeline *pipeline) {
  return pipeline->recogniser;
}

/* ---- worker and doc ----------------------------------------------------------------- */

wt_status wt_worker_new(const wt_pipeline *pipeline, wt_worker **out, wt_error *error) {
  wt_worker *w = wt_calloc(1, sizeof *w);
  if (w == NULL) return wt_no_memory(error, "worker");
  w->pipeline = pipeline;
  wt_status status = wt_recogniser_state_new(pipeline->recogniser, &w->recogniser, error);
  if (status == WT_OK) status = wt_resolver_new(&w->resolver, error);
  if (status == WT_OK && pipeline->topics != NULL)
    status = wt_classifier_new(pipeline->topics, &w->classifier, error);
  if (status == WT_OK && pipeline->rules != NULL)
    status = wt_rule_matcher_new(pipeline->rules, pipeline->topics, &w->rules, error);
  if (status != WT_OK)
    wt_worker_free(w);
  else
    *out = w;
  return status;
}

void wt_worker_free(wt_worker *worker) {
  if (worker == NULL) return;
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_tokens_release(&worker->fields[f]);
    wt_free(worker->hits[f].items);
    wt_free(worker->spans[f].items);
  }
  wt_recogniser_state_free(worker->recogniser);
  wt_resolver_free(worker->resolver);
  wt_classifier_free(worker->classifier);
  wt_rule_matcher_free(worker->rules);
  wt_arena_release(&worker->scratch);
  wt_free(worker);
}

wt_status wt_doc_new(wt_doc **out, wt_error *error) {
  wt_doc *doc = wt_calloc(1, sizeof *doc);
  if (doc == NULL) return wt_no_memory(error, "doc");
  *out = doc;
  return WT_OK;
}

static void clear(wt_doc *doc) {
  wt_arena_reset(&doc->arena);
  doc->article = (wt_article){0};
  doc->zones.n = 0;
  doc->resolved = (wt_resolved){0};
  doc->topics = (wt_topic_list){0};
}

void wt_doc_free(wt_doc *doc) {
  if (doc == NULL) return;
  wt_arena_release(&doc->arena);
  wt_free(doc->zones.items);
  wt_buffer_release(&doc->json);
  for (int f = 0; f < WT_FIELDS; f++) wt_buffer_release(&doc->marks[f]);
  wt_free(doc);
}

/* ---- one article -------------------------------------------------------------------- */

static wt_status check_field(const char *name, const char *bytes, size_t size, wt_error *error) {
  if (size > MAX_FIELD) return wt_fail(error, WT_TOO_LARGE, name, "is over 1 GiB");
  size_t bad = wt_utf8_invalid(bytes, size);
  if (bad < size) return wt_fail_at(error, WT_BAD_INPUT, name, 0, bad, "is not valid UTF-8");
  return WT_OK;
}

/* The title field is one zone; then those of the text. */
static wt_status find_zones(wt_worker *w, const wt_article *a, wt_doc *doc, wt_error *error) {
  wt_zone_list *zones = &doc->zones;
  if (a->title_size > 0) {
    wt_zone *items = wt_grow(zones->items, &zones->capacity, 1, sizeof *items);
    if (items == NULL) return wt_no_memory(error, "zones");
    zones->items = items;
    items[zones->n++] = (wt_zone){
        .kind = WT_ZONE_TITLE, .field = WT_FIELD_TITLE, .start = 0, .end = (uint32_t)a->title_size};
  }
  return wt_find_zones(a->title, a->title_size, a->text, a->text_size, &w->scratch, zones, error);
}

static wt_status tokenize(wt_worker *w, const wt_article *a, const wt_doc *doc, wt_error *error) {
  size_t n_title = a->title_size > 0 ? 1 : 0;
  wt_status status = wt_tokenize(a->title, a->title_size, doc->zones.items, n_title,
                                 &w->fields[WT_FIELD_TITLE], error);
  if (status != WT_OK) return status;
  const wt_zone *text_zones = doc->zones.items == NULL ? NULL : doc->zones.items + n_title;
  return wt_tokenize(a->text, a->text_size, text_zones, doc->zones.n - n_title,
                     &w->fields[WT_FIELD_TEXT], error);
}

static wt_status match(wt_worker *w, wt_error *error) {
  const wt_pipeline *p = w->pipeline;
  wt_status status = WT_OK;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
    status = wt_match((const wt_gazetteer *const *)p->layers, p->n_layers, &w->fields[f],
                      p->overlap, &w->hits[f], error);
  return status;
}

/* The models know English. In an article of another language only the names of the lists count:
 * what the recogniser says of it is thrown away. */
static bool is_english(const wt_worker *w, const wt_article *a) {
  if (a->lang != NULL && !wt_is_english_tag(a->lang, a->lang_size)) return false;
  return wt_looks_english(w->fields, WT_FIELDS);
}

/* Topics that the table lacks keep their labels. */
static void name_topics(const wt_topic_names *names, wt_topic_list *topics) {
  for (size_t i = 0; i < topics->n; i++) {
    const char *label = wt_topic_names_find(names, topics->items[i].id);
    if (label != NULL) topics->items[i].label = label;
  }
}

wt_status wt_tag(wt_worker *w, const wt_article *article, wt_doc *doc, wt_error *error) {
  const wt_pipeline *p = w->pipeline;
  clear(doc);
  wt_status status = check_field("title", article->title, article->title_size, error);
  if (status == WT_OK) status = check_field("text", article->text, article->text_size, error);
  if (status != WT_OK) return status;
  wt_arena_reset(&w->scratch);

  status = find_zones(w, article, doc, error);
  if (status == WT_OK) status = tokenize(w, article, doc, error);
  if (status == WT_OK) status = match(w, error);
  bool english = status != WT_OK || is_english(w, article);
  for (int f = 0; f < WT_FIELDS; f++) w->spans[f].n = 0;
  if (status == WT_OK && english)
    status = wt_recognise(w->recogniser, w->fields, w->hits, w->spans, error);
  if (status == WT_OK) {
    wt_evidence evidence = {.layers = (const wt_gazetteer *const *)p->layers,
                            .n_layers = p->n_layers,
                            .fields = w->fields,
                            .hits = w->hits,
                            .spans = w->spans,
                            .words = wt_recogniser_words(p->recogniser),
                            .spans_decide = english && wt_recogniser_has_model(p->recogniser),
                            .other_language = !english,
                            .all_zones = p->all_zones,
                            .publisher = article->publisher,
                            .publisher_size = article->publisher_size};
    if (evidence.publisher_size == 0 && p->publisher != NULL) {
      evidence.publisher = p->publisher;
      evidence.publisher_size = strlen(p->publisher);
    }
    status = wt_resolve(w->resolver, &evidence, &doc->arena, &doc->resolved, error);
  }
  wt_topic_article seen = {
      .fields = w->fields, .entities = doc->resolved.entities, .n_entities = doc->resolved.n};
  if (status == WT_OK && english && w->classifier != NULL)
    status = wt_classify(w->classifier, &seen, &doc->arena, &doc->topics, error);
  if (status == WT_OK && w->rules != NULL)
    status = wt_match_topic_rules(w->rules, &seen, &doc->arena, &doc->topics, error);
  if (status == WT_OK && p->names != NULL) name_topics(p->names, &doc->topics);

  if (status != WT_OK) {
    clear(doc);
    return status;
  }
  doc->article = *article;
  if (article->lang == NULL) {
    doc->article.lang = english ? "en" : "und"; /* undetermined, ISO 639-2 */
    doc->article.lang_size = strlen(doc->article.lang);
  }
  return WT_OK;
}

/* ---- views of the result ------------------------------------------------------------ */

const wt_entity *wt_doc_entities(const wt_doc *doc, size_t *n) {
  *n = doc->resolved.n;
  return doc->resolved.entities;
}

const wt_topic *wt_doc_topics(const wt_doc *doc, size_t *n) {
  *n = doc->topics.n;
  return doc->topics.items;
}

const wt_zone *wt_doc_zones(const wt_doc *doc, size_t *n) {
  *n = doc->zones.n;
  return doc->zones.items;
}

const wt_focus *wt_doc_focus(const wt_doc *doc, size_t *n) {
  *n = doc->resolved.n_focus;
  return doc->resolved.focus;
}

const wt_dateline *wt_doc_dateline(const wt_doc *doc) { return doc->resolved.dateline; }

const wt_article *wt_doc_article(const wt_doc *doc) { return &doc->article; }
