#include "topics/model.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"

/* Section by section: a checksum does not stop a file that was made to deceive. What the hash
 * tables hold is checked where it is used (vocabulary.h). */

static wt_status bad(const wt_topic_model *m, wt_error *error, const char *what) {
  return wt_fail(error, WT_BAD_FILE, m->file.name, "damaged topic model: %s", what);
}

static bool is_sane(float x) { return isfinite(x) && fabsf(x) <= 1e9f; }

static wt_status read_strings(wt_topic_model *m, size_t *size, wt_error *error) {
  wt_section section;
  wt_status status = wt_container_section(&m->file, "STRINGS ", 1, &section, error);
  if (status != WT_OK) return status;
  m->strings = section.data;
  *size = section.size;
  if (*size == 0 || m->strings[*size - 1] != '\0') return bad(m, error, "open string");
  return WT_OK;
}

static wt_status read_head(wt_topic_model *m, size_t strings, wt_error *error) {
  wt_section section;
  wt_status status =
      wt_container_section(&m->file, "HEAD    ", sizeof(wt_topic_head), &section, error);
  if (status != WT_OK) return status;
  if (section.size != sizeof(wt_topic_head)) return bad(m, error, "more than one head");
  m->head = section.data;
  if (m->head->n_labels == 0 || m->head->n_labels > WT_MAX_LABELS)
    return bad(m, error, "number of labels");
  if (m->head->n_terms > WT_MAX_TERMS) return bad(m, error, "number of terms");
  if (m->head->lang >= strings) return bad(m, error, "language");
  return WT_OK;
}

static wt_status read_labels(wt_topic_model *m, size_t strings, wt_error *error) {
  wt_section labels = {0}, paths = {0};
  wt_status status =
      wt_container_section(&m->file, "LABELS  ", sizeof(wt_topic_label), &labels, error);
  if (status == WT_OK) status = wt_container_section(&m->file, "PATHS   ", 4, &paths, error);
  if (status != WT_OK) return status;
  if (labels.size / sizeof(wt_topic_label) != m->head->n_labels)
    return bad(m, error, "number of labels");
  m->labels = labels.data;
  const uint32_t *ids = paths.data;
  size_t n_paths = paths.size / 4;
  m->paths = wt_calloc(n_paths, sizeof *m->paths);
  if (m->paths == NULL) return wt_no_memory(error, m->file.name);
  for (size_t i = 0; i < n_paths; i++) {
    if (ids[i] >= strings) return bad(m, error, "path");
    m->paths[i] = m->strings + ids[i];
  }
  for (uint32_t i = 0; i < m->head->n_labels; i++) {
    const wt_topic_label *l = &m->labels[i];
    if (l->id >= strings || l->name >= strings) return bad(m, error, "label name");
    if (l->parent != WT_NO_LABEL && l->parent >= i) return bad(m, error, "parent");
    if (l->path > n_paths || l->n_path > n_paths - l->path) return bad(m, error, "path");
    if (!is_sane(l->scale) || !is_sane(l->bias) || !is_sane(l->slope) || !is_sane(l->intercept) ||
        !is_sane(l->threshold))
      return bad(m, error, "number");
  }
  return WT_OK;
}

static wt_status read_terms(wt_topic_model *m, size_t strings, wt_error *error) {
  wt_section terms = {0}, slots = {0}, weights = {0};
  wt_status status =
      wt_container_section(&m->file, "TERMS   ", sizeof(wt_vocabulary_term), &terms, error);
  if (status == WT_OK) status = wt_container_section(&m->file, "SLOTS   ", 4, &slots, error);
  if (status == WT_OK) status = wt_container_section(&m->file, "WEIGHTS ", 1, &weights, error);
  if (status != WT_OK) return status;
  size_t n_terms = m->head->n_terms, n_slots = slots.size / 4;
  if (terms.size / sizeof(wt_vocabulary_term) != n_terms) return bad(m, error, "number of terms");
  if (n_slots != m->head->n_slots || n_slots == 0 || (n_slots & (n_slots - 1)) != 0)
    return bad(m, error, "size of the hash table");
  m->row = wt_topic_row(m->head->n_labels);
  if (weights.size != n_terms * m->row) return bad(m, error, "number of weights");
  m->vocabulary = (wt_vocabulary){
      .terms = terms.data, .slots = slots.data, .n_terms = n_terms, .n_slots = n_slots};
  m->weights = weights.data;
  for (size_t i = 0; i < n_terms; i++) {
    const wt_vocabulary_term *term = &m->vocabulary.terms[i];
    if ((term->text & ~WT_STOP_WORD) >= strings) return bad(m, error, "term");
    if (!is_sane(term->idf) || term->idf < 0) return bad(m, error, "idf");
  }
  return WT_OK;
}

static wt_status read_forms(wt_topic_model *m, wt_error *error) {
  wt_section forms = {0};
  size_t n = m->head->n_forms;
  if (n == 0) return WT_OK;
  wt_status status = wt_container_section(&m->file, "FORMS   ", 8, &forms, error);
  if (status != WT_OK) return status;
  if (forms.size / 8 != n || (n & (n - 1)) != 0) return bad(m, error, "size of the table of forms");
  m->vocabulary.forms = forms.data;
  m->vocabulary.n_forms = n;
  return WT_OK;
}

wt_status wt_topic_model_read(const wt_container *file, wt_topic_model **out, wt_error *error) {
  wt_topic_model *m = wt_calloc(1, sizeof *m);
  if (m == NULL) return wt_no_memory(error, file->name);
  m->file = *file;
  size_t strings = 0;
  wt_status status = read_strings(m, &strings, error);
  if (status == WT_OK) status = read_head(m, strings, error);
  if (status == WT_OK) status = read_labels(m, strings, error);
  if (status == WT_OK) status = read_terms(m, strings, error);
  if (status == WT_OK) status = read_forms(m, error);
  if (status != WT_OK)
    wt_topic_model_close(m);
  else
    *out = m;
  return status;
}

wt_status wt_topic_model_open(const char *path, wt_topic_model **out, wt_error *error) {
  wt_container file;
  wt_status status = wt_container_open(path, WT_TOPIC_KIND, WT_TOPIC_VERSION, &file, error);
  if (status != WT_OK) return status;
  status = wt_topic_model_read(&file, out, error);
  if (status == WT_OK)
    (*out)->owned = true;
  else
    wt_container_close(&file);
  return status;
}

void wt_topic_model_close(wt_topic_model *model) {
  if (model == NULL) return;
  if (model->owned) wt_container_close(&model->file);
  wt_free(model->paths);
  wt_free(model);
}

uint64_t wt_topic_model_hash(const wt_topic_model *model) { return model->file.checksum; }

bool wt_topic_model_knows_kinds(const wt_topic_model *model) {
  return (model->head->flags & WT_KNOWS_KINDS) != 0;
}
