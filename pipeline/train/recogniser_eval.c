#include "train/recogniser_eval.h"

#include "base/error.h"
#include "base/mem.h"
#include "parts.h"

/* The names said of one article; reused. */
typedef struct answers {
  wt_said_name *items; /* [n] */
  size_t n, capacity;
} answers;

static wt_status say(answers *a, wt_gold name, float score, wt_error *error) {
  wt_said_name *items = wt_grow(a->items, &a->capacity, a->n + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "eval");
  a->items = items;
  items[a->n++] = (wt_said_name){.name = name, .score = score};
  return WT_OK;
}

/* ---- the whole pipeline --------------------------------------------------------------- */

static wt_status read_doc(const wt_doc *doc, answers *a, wt_error *error) {
  size_t n;
  wt_status status = WT_OK;
  const wt_entity *entities = wt_doc_entities(doc, &n);
  for (size_t i = 0; i < n; i++)
    for (size_t m = 0; status == WT_OK && m < entities[i].n_mentions; m++) {
      const wt_mention *mention = &entities[i].mentions[m];
      const wt_gold name = {.field = mention->field,
                            .type = entities[i].type,
                            .start = mention->start,
                            .end = mention->end};
      status = say(a, name, (float)entities[i].score, error);
    }
  return status;
}

wt_status wt_eval_pipeline(const wt_pipeline *pipeline, const wt_annotated *gold, wt_names_eval *io,
                           wt_error *error) {
  wt_worker *worker = NULL;
  wt_doc *doc = NULL;
  answers said = {0};
  wt_status status = wt_worker_new(pipeline, &worker, error);
  if (status == WT_OK) status = wt_doc_new(&doc, error);
  for (size_t i = 0; status == WT_OK && i < gold->n; i++) {
    const wt_annotated_article *a = &gold->articles[i];
    const wt_article article = {.title = a->bytes[WT_FIELD_TITLE],
                                .title_size = a->sizes[WT_FIELD_TITLE],
                                .text = a->bytes[WT_FIELD_TEXT],
                                .text_size = a->sizes[WT_FIELD_TEXT]};
    said.n = 0;
    status = wt_tag(worker, &article, doc, error);
    if (status == WT_OK) status = read_doc(doc, &said, error);
    if (status == WT_OK) status = wt_names_eval_add(io, a, said.items, said.n, error);
  }
  wt_free(said.items);
  wt_doc_free(doc);
  wt_worker_free(worker);
  return status;
}

/* ---- the recogniser alone ------------------------------------------------------------- */

static wt_status read_spans(const wt_tokens *tokens, wt_field field, const wt_spans *spans,
                            answers *a, wt_error *error) {
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < spans->n; i++) {
    const wt_span *span = &spans->items[i];
    if (span->type == WT_TYPES) continue; /* a listed name that is none here */
    const wt_gold name = {.field = field,
                          .type = span->type,
                          .start = tokens->tokens[span->first].start,
                          .end = tokens->tokens[span->end - 1].end};
    status = say(a, name, span->score, error);
  }
  return status;
}

wt_status wt_eval_recogniser(const wt_pipeline *pipeline, const wt_annotated *gold,
                             wt_names_eval *io, wt_error *error) {
  size_t n_layers;
  const wt_gazetteer *const *layers = wt_pipeline_layers(pipeline, &n_layers);
  wt_recogniser_state *state = NULL;
  wt_hits hits[WT_FIELDS] = {0};
  wt_spans spans[WT_FIELDS] = {0};
  answers said = {0};
  wt_status status = wt_recogniser_state_new(wt_pipeline_recogniser(pipeline), &state, error);
  for (size_t i = 0; status == WT_OK && i < gold->n; i++) {
    const wt_annotated_article *a = &gold->articles[i];
    said.n = 0;
    for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
      status = wt_match(layers, n_layers, &a->fields[f], WT_LONGEST, &hits[f], error);
    if (status == WT_OK) status = wt_recognise(state, a->fields, hits, spans, error);
    for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
      status = read_spans(&a->fields[f], (wt_field)f, &spans[f], &said, error);
    if (status == WT_OK) status = wt_names_eval_add(io, a, said.items, said.n, error);
  }
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(hits[f].items);
    wt_free(spans[f].items);
  }
  wt_free(said.items);
  wt_recogniser_state_free(state);
  return status;
}
