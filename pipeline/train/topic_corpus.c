#include "train/topic_corpus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "train/stop_words.h"
#include "train/topic_reader.h"

/* A definition names one topic; that it has none of the others is a weak statement. */
#define DEFINITION_NEGATIVE 0.3f

enum { MAX_WEIGHT = 1000000, MAX_TEXTS = 1 << 30 };

void wt_topic_corpus_release(wt_topic_corpus *c) {
  wt_free(c->files);
  wt_free(c->articles);
  wt_free(c->given);
  wt_free(c->labels);
  wt_map_release(&c->label_ids);
  wt_taxonomy_close(&c->taxonomy);
  wt_term_table_release(&c->table);
  wt_word_forms_free(c->forms);
  wt_free(c->terms);
  wt_free((void *)(uintptr_t)c->stop_words.terms);
  wt_free((void *)(uintptr_t)c->stop_words.slots);
  wt_free(c->cells);
  wt_free(c->first);
  wt_arena_release(&c->arena);
  *c = (wt_topic_corpus){0};
}

int wt_topic_corpus_sign(const wt_topic_corpus *c, size_t article, size_t label) {
  const wt_corpus_article *a = &c->articles[article];
  for (size_t i = 0; i < a->n_labels; i++)
    if (c->given[a->labels + i] == label) return 1;
  return a->n_labels == 0 || c->files[a->file].uses[label] ? -1 : 0;
}

/* ---- files -------------------------------------------------------------------------- */

/* A decimal such as 0.25 from text[0 .. size); false when it is none. No locale. */
static bool read_weight(const char *text, size_t size, float *out) {
  double value = 0, unit = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '.' && unit == 0)
      unit = 1;
    else if (text[i] >= '0' && text[i] <= '9') {
      value = value * 10 + (text[i] - '0');
      unit *= 10;
    } else
      return false;
    if (value > 1e12) return false;
  }
  if (unit > 0) value /= unit;
  *out = (float)value;
  return size > 0 && value <= MAX_WEIGHT;
}

/* "FILE=0.5:0.1"; a name that merely has a '=' in it stays a name. */
static wt_status read_file_spec(wt_topic_corpus *c, const char *spec, wt_corpus_file *file,
                                wt_error *error) {
  const char *equals = strrchr(spec, '=');
  size_t name = strlen(spec);
  file->weight = file->negative = 1;
  if (equals != NULL) {
    const char *colon = strchr(equals, ':');
    size_t first = colon == NULL ? strlen(equals + 1) : (size_t)(colon - equals - 1);
    if (read_weight(equals + 1, first, &file->weight) &&
        (colon == NULL || read_weight(colon + 1, strlen(colon + 1), &file->negative)))
      name = (size_t)(equals - spec);
    else
      file->weight = file->negative = 1;
  }
  file->path = wt_arena_copy(&c->arena, spec, name);
  if (file->path == NULL) return wt_no_memory(error, "topics");
  if (strcmp(file->path, "-") == 0)
    return wt_fail(error, WT_USAGE, "-", "training reads its data twice: give a file");
  return WT_OK;
}

static wt_status read_file_specs(const wt_topics_training *t, wt_topic_corpus *c, wt_error *error) {
  c->files = wt_calloc(t->n_data + 1, sizeof *c->files);
  if (c->files == NULL) return wt_no_memory(error, "topics");
  c->n_files = t->n_data + (t->taxonomy != NULL);
  if (t->taxonomy != NULL)
    c->files[t->n_data] =
        (wt_corpus_file){.path = t->taxonomy, .weight = 1, .negative = DEFINITION_NEGATIVE};
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < t->n_data; i++)
    status = read_file_spec(c, t->data[i], &c->files[i], error);
  return status;
}

/* ---- rows ------------------------------------------------------------------------- */

/* "[football club]" */
static void write_kind(wt_buffer *out, const wt_labelled *item, const wt_term *term) {
  size_t i = 0;
  while (i + 1 < item->n_entities && wt_kind_key(&item->entities[i]) != term->key) i++;
  const char *kind = item->entities[i].subtype;
  wt_buffer_byte(out, '[');
  wt_buffer_append(out, kind, strlen(kind));
  wt_buffer_append(out, "]", 2);
}

/* The folded words of a term, for people. */
static void write_text(wt_buffer *out, const wt_labelled *item, const wt_term *term) {
  if (term->is_kind) {
    write_kind(out, item, term);
    return;
  }
  const wt_tokens *t = &item->fields[term->field];
  const wt_token *first = &t->tokens[term->first], *last = &t->tokens[term->end - 1];
  wt_buffer_append(out, wt_token_fold(t, first), first->fold_size);
  if (term->right != 0) {
    wt_buffer_byte(out, ' ');
    wt_buffer_append(out, wt_token_fold(t, last), last->fold_size);
  }
  wt_buffer_byte(out, '\0');
}

/* The number of a term, which is counted for one more article. UINT32_MAX: out of memory. */
static uint32_t count_term(wt_term_table *table, const wt_labelled *item, const wt_term *term) {
  bool added = false;
  uint32_t number = wt_term_table_add(table, term->key, &added);
  if (number == UINT32_MAX) return number;
  table->terms[number].n_articles++;
  if (added) {
    if (table->texts.size > MAX_TEXTS) return UINT32_MAX;
    table->terms[number].text = (uint32_t)table->texts.size;
    write_text(&table->texts, item, term);
  }
  return table->texts.failed ? UINT32_MAX : number;
}

static wt_status add_cells(wt_topic_corpus *c, const wt_labelled *item, wt_error *error) {
  wt_cell *cells = wt_grow(c->cells, &c->cell_capacity, c->n_cells + item->n_terms, sizeof *cells);
  if (cells == NULL) return wt_no_memory(error, "topics");
  c->cells = cells;
  for (size_t i = 0; i < item->n_terms; i++) {
    const wt_term *term = &item->terms[i];
    uint32_t number = count_term(&c->table, item, term);
    if (number == UINT32_MAX) return wt_no_memory(error, "topics");
    cells[c->n_cells++] = (wt_cell){.column = number, .value = wt_term_value(term)};
  }
  return WT_OK;
}

static wt_status add_article(void *context, const wt_labelled *item, wt_error *error) {
  wt_topic_corpus *c = context;
  size_t row = c->rows.n;
  wt_corpus_article *articles =
      wt_grow(c->articles, &c->article_capacity, row + 1, sizeof *articles);
  if (articles == NULL) return wt_no_memory(error, "topics");
  c->articles = articles;
  size_t *first = wt_grow(c->first, &c->first_capacity, row + 2, sizeof *first);
  if (first == NULL) return wt_no_memory(error, "topics");
  c->first = first;
  uint32_t *given =
      wt_grow(c->given, &c->given_capacity, c->n_given + item->n_labels, sizeof *given);
  if (given == NULL) return wt_no_memory(error, "topics");
  c->given = given;

  articles[row] = (wt_corpus_article){
      .file = item->file, .n_labels = (uint32_t)item->n_labels, .labels = c->n_given};
  for (size_t i = 0; i < item->n_labels; i++) given[c->n_given++] = item->labels[i];
  first[row] = c->n_cells;
  wt_status status = add_cells(c, item, error);
  first[row + 1] = c->n_cells;
  c->rows.n = row + 1;
  c->files[item->file].n_articles++;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
    status = wt_word_forms_add(c->forms, &item->fields[f], error);
  return status;
}

/* ---- the vocabulary ----------------------------------------------------------------- */

static int by_frequency(const void *left, const void *right) {
  const wt_known_term *a = *(const wt_known_term *const *)left;
  const wt_known_term *b = *(const wt_known_term *const *)right;
  if (a->n_articles != b->n_articles) return a->n_articles > b->n_articles ? -1 : 1;
  return a < b ? -1 : a > b; /* the one that was seen first; both are in one array */
}

/* The most frequent terms, in order; *column [table.n] says which column a term gets. Frequency is
 * a plain measure, and it knows no labels: the cross-validation stays honest. */
static wt_status choose_terms(wt_topic_corpus *c, const wt_topics_training *t, uint32_t *column,
                              wt_error *error) {
  const wt_known_term **order = wt_calloc(c->table.n, sizeof *order);
  if (order == NULL) return wt_no_memory(error, "topics");
  size_t n = 0;
  for (size_t i = 0; i < c->table.n; i++) {
    column[i] = UINT32_MAX;
    if (c->table.terms[i].n_articles >= t->min_articles) order[n++] = &c->table.terms[i];
  }
  qsort(order, n, sizeof *order, by_frequency);
  if (n > t->max_terms) n = t->max_terms;
  c->terms = wt_calloc(n + c->stop_words.n_terms, sizeof *c->terms);
  if (c->terms == NULL) {
    wt_free(order);
    return wt_no_memory(error, "topics");
  }
  for (size_t i = 0; i < n; i++) {
    double idf = 1 + log((1 + (double)c->rows.n) / (1 + (double)order[i]->n_articles));
    column[order[i] - c->table.terms] = (uint32_t)i;
    bool stop = wt_vocabulary_find(&c->stop_words, order[i]->key) != WT_NO_TERM;
    c->terms[i] = (wt_vocabulary_term){.key = order[i]->key,
                                       .idf = (float)idf,
                                       .text = order[i]->text | (stop ? WT_STOP_WORD : 0)};
  }
  for (size_t i = 0; i < c->stop_words.n_terms; i++)
    if (c->stop_words.terms[i].idf <= 0) c->terms[n++] = c->stop_words.terms[i];
  c->rows.n_columns = n;
  wt_free(order);
  return WT_OK;
}

/* Columns instead of terms, idf, length 1. */
static void finish_rows(wt_topic_corpus *c, const uint32_t *column) {
  size_t to = 0, from = 0;
  for (size_t row = 0; row < c->rows.n; row++) {
    size_t end = c->first[row + 1], start = to;
    float squares = 0;
    for (; from < end; from++) {
      wt_cell cell = c->cells[from];
      cell.column = column[cell.column];
      if (cell.column == UINT32_MAX) continue;
      cell.value *= c->terms[cell.column].idf;
      squares += cell.value * cell.value;
      c->cells[to++] = cell;
    }
    float inverse = wt_length_factor(squares);
    for (size_t i = start; i < to; i++) c->cells[i].value *= inverse;
    c->first[row] = start;
    c->first[row + 1] = end; /* replaced by the next row's start */
  }
  if (c->rows.n > 0) c->first[c->rows.n] = to;
  c->n_cells = to;
  c->rows.cells = c->cells;
  c->rows.first = c->first;
}

static wt_status build_vocabulary(const wt_topics_training *t, wt_topic_corpus *c,
                                  wt_error *error) {
  uint32_t *column = wt_calloc(c->table.n, sizeof *column);
  if (column == NULL) return wt_no_memory(error, "topics");
  wt_status status = choose_terms(c, t, column, error);
  if (status == WT_OK) finish_rows(c, column);
  wt_free(column);
  return status;
}

/* Which labels each file uses. */
static wt_status note_uses(wt_topic_corpus *c, wt_error *error) {
  for (size_t f = 0; f < c->n_files; f++) {
    c->files[f].uses = wt_arena_alloc(&c->arena, c->n_labels + 1);
    if (c->files[f].uses == NULL) return wt_no_memory(error, "topics");
    memset(c->files[f].uses, 0, c->n_labels + 1);
  }
  for (size_t a = 0; a < c->rows.n; a++) {
    const wt_corpus_article *article = &c->articles[a];
    for (size_t i = 0; i < article->n_labels; i++) {
      uint32_t label = c->given[article->labels + i];
      c->files[article->file].uses[label] = 1;
      c->labels[label].n_positive++;
    }
  }
  return WT_OK;
}

/* Reads all articles again, now looking through the stop words. */
static wt_status read_rows(const wt_topics_training *t, wt_topic_corpus *c, wt_error *error) {
  wt_term_policy policy = {.lang = t->lang, .open = 1, .vocabulary = c->stop_words};
  size_t n_articles = 0;
  wt_status status = wt_word_forms_new(t->lang, &c->forms, error);
  if (status == WT_OK) status = wt_read_labelled(t, c, &policy, add_article, c, &n_articles, error);
  return status;
}

wt_status wt_topic_corpus_begin(const wt_topics_training *t, wt_topic_corpus *c, wt_error *error) {
  wt_status status = read_file_specs(t, c, error);
  if (status == WT_OK && t->taxonomy != NULL)
    status = wt_taxonomy_open(t->taxonomy, &c->taxonomy, error);
  if (status != WT_OK) wt_topic_corpus_release(c);
  return status;
}

wt_status wt_topic_corpus_read(const wt_topics_training *t, wt_topic_corpus *c, wt_error *error) {
  wt_status status = wt_topic_corpus_begin(t, c, error);
  if (status == WT_OK) status = wt_find_stop_words(t, c, error);
  if (status == WT_OK) status = wt_sort_labels(c, error);
  if (status == WT_OK) status = read_rows(t, c, error);
  if (status == WT_OK) status = note_uses(c, error);
  if (status == WT_OK) status = build_vocabulary(t, c, error);
  if (status != WT_OK) wt_topic_corpus_release(c);
  return status;
}
