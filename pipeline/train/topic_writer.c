#include "train/topic_writer.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "topics/model.h"

/* The sections under construction. */
typedef struct writer {
  const wt_topic_corpus *corpus;
  wt_topic_head head;
  wt_topic_label *labels;    /* [L] */
  wt_vocabulary_term *terms; /* [M] */
  uint32_t *slots;
  uint64_t *forms;
  int8_t *weights; /* [M][row] */
  size_t row;      /* wt_topic_row(L) */
  wt_buffer paths, strings;
} writer;

static uint32_t add_string(wt_buffer *strings, const char *text) {
  uint32_t at = (uint32_t)strings->size;
  wt_buffer_append(strings, text, strlen(text) + 1);
  return at;
}

/* The index of the label for a taxon, or WT_NO_LABEL. */
static uint32_t label_of(const wt_topic_corpus *c, uint32_t taxon) {
  for (uint32_t i = 0; taxon != WT_NO_TOPIC && i < c->n_labels; i++)
    if (c->labels[i].taxon == taxon) return i;
  return WT_NO_LABEL;
}

/* The ids from the top level down to the label; returns how many. */
static uint32_t add_path(writer *w, uint32_t label) {
  const wt_taxonomy *taxonomy = &w->corpus->taxonomy;
  uint32_t taxon = w->corpus->labels[label].taxon;
  if (taxon == WT_NO_TOPIC) {
    wt_buffer_u32(&w->paths, w->labels[label].id);
    return 1;
  }
  uint32_t n = taxonomy->taxa[taxon].level;
  for (uint32_t depth = 1; depth <= n; depth++) {
    uint32_t at = taxon;
    while (taxonomy->taxa[at].level > depth) at = taxonomy->taxa[at].parent;
    uint32_t known = label_of(w->corpus, at);
    wt_buffer_u32(&w->paths, known < label ? w->labels[known].id
                             : at == taxon ? w->labels[label].id
                                           : add_string(&w->strings, taxonomy->taxa[at].id));
  }
  return n;
}

/* Eight bits a weight with a scale of its own for each label: the largest weight is 127. */
static void quantize(writer *w, uint32_t label, const float *weights) {
  size_t n = w->corpus->rows.n_columns;
  float largest = 0;
  for (size_t i = 0; i < n; i++) largest = fmaxf(largest, fabsf(weights[i]));
  float scale = largest > 0 ? largest / 127.0f : 1.0f;
  for (size_t i = 0; i < n; i++)
    w->weights[i * w->row + label] = (int8_t)lrintf(weights[i] / scale);
  w->labels[label].scale = scale;
  w->labels[label].bias = weights[n];
}

static void add_label(writer *w, uint32_t label, const float *weights, const wt_label_fit *fit) {
  const wt_topic_corpus *c = w->corpus;
  const wt_corpus_label *from = &c->labels[label];
  wt_topic_label *to = &w->labels[label];
  *to = (wt_topic_label){.n_positive = from->n_positive,
                         .parent = WT_NO_LABEL,
                         .slope = (float)fit->slope,
                         .intercept = (float)fit->intercept,
                         .threshold = (float)fit->threshold};
  to->id = add_string(&w->strings, from->id);
  to->name = add_string(&w->strings, from->name);
  if (from->taxon != WT_NO_TOPIC) to->parent = label_of(c, c->taxonomy.taxa[from->taxon].parent);
  to->path = (uint32_t)(w->paths.size / 4);
  to->n_path = add_path(w, label);
  quantize(w, label, weights);
}

static void add_terms(writer *w) {
  const wt_topic_corpus *c = w->corpus;
  for (size_t i = 0; i < c->rows.n_columns; i++) {
    w->terms[i] = c->terms[i];
    uint32_t at = c->terms[i].text;
    w->terms[i].text =
        (at & WT_STOP_WORD) | add_string(&w->strings, c->table.texts.data + (at & ~WT_STOP_WORD));
  }
}

static wt_status write_file(const writer *w, const char *path, wt_error *error) {
  const wt_topic_corpus *c = w->corpus;
  const wt_section_source sections[] = {
      {"HEAD    ", &w->head, sizeof w->head},
      {"LABELS  ", w->labels, c->n_labels * sizeof *w->labels},
      {"PATHS   ", w->paths.data, w->paths.size},
      {"TERMS   ", w->terms, c->rows.n_columns * sizeof *w->terms},
      {"SLOTS   ", w->slots, w->head.n_slots * sizeof *w->slots},
      {"FORMS   ", w->forms, w->head.n_forms * sizeof *w->forms},
      {"WEIGHTS ", w->weights, c->rows.n_columns * w->row},
      {"STRINGS ", w->strings.data, w->strings.size},
  };
  return wt_container_write(path, WT_TOPIC_KIND, WT_TOPIC_VERSION, sections,
                            sizeof sections / sizeof *sections, error);
}

static uint32_t flags_of(wt_topic_mode mode) {
  switch (mode) {
    case WT_TOPICS_AT_LEAST_ONE: return WT_AT_LEAST_ONE;
    case WT_TOPICS_ONE: return WT_EXACTLY_ONE;
    case WT_TOPICS_ANY: break;
  }
  return 0;
}

wt_status wt_topic_model_write(const char *path, const wt_trained_topics *trained,
                               wt_error *error) {
  const wt_topic_corpus *c = trained->corpus;
  writer w = {.corpus = c, .row = wt_topic_row(c->n_labels)};
  size_t n_slots = 0, n_forms = 0;
  wt_status status = WT_OK;
  w.labels = wt_calloc(c->n_labels, sizeof *w.labels);
  w.terms = wt_calloc(c->rows.n_columns, sizeof *w.terms);
  w.weights = wt_calloc(c->rows.n_columns * w.row, sizeof *w.weights);
  w.slots = wt_vocabulary_slots(c->terms, c->rows.n_columns, &n_slots);
  if (w.labels == NULL || w.terms == NULL || w.weights == NULL || w.slots == NULL)
    status = wt_no_memory(error, path);
  wt_vocabulary vocabulary = {
      .terms = c->terms, .n_terms = c->rows.n_columns, .slots = w.slots, .n_slots = n_slots};
  if (status == WT_OK)
    status = wt_word_forms_slots(c->forms, &vocabulary, &w.forms, &n_forms, error);
  if (status == WT_OK) {
    w.head = (wt_topic_head){
        .n_labels = (uint32_t)c->n_labels,
        .n_terms = (uint32_t)c->rows.n_columns,
        .n_slots = (uint32_t)n_slots,
        .n_forms = (uint32_t)n_forms,
        .lang = add_string(&w.strings, trained->lang),
        .flags = flags_of(trained->mode) | (trained->knows_kinds ? WT_KNOWS_KINDS : 0),
        .n_articles = (uint32_t)c->rows.n};
    for (uint32_t l = 0; l < c->n_labels; l++)
      add_label(&w, l, trained->weights + l * (c->rows.n_columns + 1), &trained->fits[l]);
    add_terms(&w);
    if (w.strings.failed || w.paths.failed)
      status = wt_no_memory(error, path);
    else if (w.strings.size >= WT_STOP_WORD)
      status = wt_fail(error, WT_TOO_LARGE, path, "terms are over 2 GiB");
  }
  if (status == WT_OK) status = write_file(&w, path, error);
  wt_free(w.labels);
  wt_free(w.terms);
  wt_free(w.weights);
  wt_free(w.slots);
  wt_free(w.forms);
  wt_buffer_release(&w.paths);
  wt_buffer_release(&w.strings);
  return status;
}
