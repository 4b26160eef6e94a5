#include "train/names_eval.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/mem.h"

enum { BYTES_BEFORE = 40, BYTES_BEHIND = 30, SURFACE = 80 };

/* ---- counts --------------------------------------------------------------------------- */

static double sum(const size_t counts[WT_TYPES], int n_types) {
  size_t n = 0;
  for (int t = 0; t < n_types; t++) n += counts[t];
  return (double)n;
}

static double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

double wt_tally_precision(const wt_tally *t, int n_types) {
  return percent(sum(t->right, n_types), sum(t->said, n_types));
}

double wt_tally_recall(const wt_tally *t, int n_types) {
  return percent(sum(t->right, n_types), sum(t->gold, n_types));
}

double wt_tally_f1(const wt_tally *t, int n_types) {
  return percent(2 * sum(t->right, n_types), sum(t->said, n_types) + sum(t->gold, n_types));
}

double wt_calibration_error(const wt_score_bin bins[WT_BINS]) {
  double off = 0, n = 0;
  for (int b = 0; b < WT_BINS; b++) {
    off += fabs(bins[b].sum - (double)bins[b].right);
    n += (double)bins[b].n;
  }
  return n > 0 ? off / n : 0;
}

/* ---- errors --------------------------------------------------------------------------- */

/* [start, end) moved to borders of code points. */
static void whole_codepoints(const char *bytes, size_t size, size_t *start, size_t *end) {
  while (*start < size && ((unsigned char)bytes[*start] & 0xC0) == 0x80) ++*start;
  while (*end < size && ((unsigned char)bytes[*end] & 0xC0) == 0x80) ++*end;
}

/* A copy on one line; NULL: no memory. */
static const char *one_line(wt_names_eval *e, const char *bytes, size_t size) {
  char *copy = wt_arena_copy(&e->arena, bytes, size);
  for (size_t i = 0; copy != NULL && i < size; i++)
    if ((unsigned char)copy[i] < ' ') copy[i] = ' ';
  return copy;
}

static wt_status note_error(wt_names_eval *e, const wt_annotated_article *a, const wt_gold *where,
                            int gold, int said, wt_error *error) {
  const char *bytes = a->bytes[where->field];
  size_t size = a->sizes[where->field], start = where->start, end = where->end;
  if (end - start > SURFACE) end = start + SURFACE;
  whole_codepoints(bytes, size, &start, &end);
  char key[SURFACE + 8];
  size_t key_size = end - start;
  memcpy(key, bytes + start, key_size);
  key[key_size++] = (char)gold;
  key[key_size++] = (char)said;
  uint32_t *id = wt_map_find(&e->error_ids, key, key_size);
  if (id != NULL) {
    e->errors[*id].count++;
    return WT_OK;
  }
  wt_name_error *errors = wt_grow(e->errors, &e->error_capacity, e->n_errors + 1, sizeof *errors);
  if (errors == NULL) return wt_no_memory(error, "errors");
  e->errors = errors;
  size_t from = start > BYTES_BEFORE ? start - BYTES_BEFORE : 0;
  size_t to = size - end > BYTES_BEHIND ? end + BYTES_BEHIND : size;
  whole_codepoints(bytes, size, &from, &to);
  wt_name_error made = {.surface = one_line(e, bytes + start, end - start),
                        .context = one_line(e, bytes + from, to - from),
                        .gold = gold,
                        .said = said,
                        .count = 1};
  char *kept = wt_arena_copy(&e->arena, key, key_size);
  if (made.surface == NULL || made.context == NULL || kept == NULL ||
      wt_map_add(&e->error_ids, kept, key_size, (uint32_t)e->n_errors, NULL) == NULL)
    return wt_no_memory(error, "errors");
  errors[e->n_errors++] = made;
  return WT_OK;
}

/* qsort is not stable, so the place in the arena, which grows, decides between equals. */
static int by_frequency(const void *a, const void *b) {
  const wt_name_error *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  int order = strcmp(x->surface, y->surface);
  if (order != 0) return order;
  return x->gold != y->gold ? x->gold - y->gold : x->said - y->said;
}

void wt_names_eval_sort_errors(wt_names_eval *e) {
  if (e->n_errors > 0) qsort(e->errors, e->n_errors, sizeof *e->errors, by_frequency);
}

/* ---- an article ----------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
  const wt_gold *x = a, *y = b;
  if (x->field != y->field) return x->field < y->field ? -1 : 1;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  if (x->end != y->end) return x->end < y->end ? -1 : 1;
  return (x->type > y->type) - (x->type < y->type);
}

static int said_by_place(const void *a, const void *b) {
  return by_place(&((const wt_said_name *)a)->name, &((const wt_said_name *)b)->name);
}

/* Compares borders only. */
static int by_border(const wt_gold *x, const wt_gold *y) {
  wt_gold a = *x, b = *y;
  a.type = b.type = WT_PERSON;
  return by_place(&a, &b);
}

static void note_score(wt_names_eval *e, float score, bool right) {
  int bin = (int)(score * WT_BINS);
  wt_score_bin *b = &e->bins[bin < 0 ? 0 : bin >= WT_BINS ? WT_BINS - 1 : bin];
  b->n++;
  b->right += right;
  b->sum += (double)score;
}

/* Walks over both sorted lists. */
static wt_status compare(wt_names_eval *e, const wt_annotated_article *a, const wt_gold *gold,
                         size_t n_gold, const wt_said_name *said, size_t n_said, wt_error *error) {
  wt_status status = WT_OK;
  for (size_t g = 0, s = 0; status == WT_OK && (g < n_gold || s < n_said);) {
    int order = g == n_gold ? 1 : s == n_said ? -1 : by_border(&gold[g], &said[s].name);
    const wt_gold *where = order <= 0 ? &gold[g] : &said[s].name;
    int gold_type = order <= 0 ? (int)gold[g].type : WT_TYPES;
    int said_type = order >= 0 ? (int)said[s].name.type : WT_TYPES;
    e->confusion[gold_type][said_type]++;
    if (order <= 0) e->tally.gold[gold_type]++, g++;
    if (order >= 0) {
      e->tally.said[said_type]++;
      note_score(e, said[s].score, gold_type == said_type);
      s++;
    }
    if (gold_type == said_type)
      e->tally.right[gold_type]++;
    else
      status = note_error(e, a, where, gold_type, said_type, error);
  }
  return status;
}

wt_status wt_names_eval_add(wt_names_eval *e, const wt_annotated_article *a, wt_said_name *said,
                            size_t n, wt_error *error) {
  wt_gold *gold = wt_malloc(a->n_golds * sizeof *gold);
  if (gold == NULL) return wt_no_memory(error, "eval");
  size_t n_gold = 0, n_said = 0;
  if (a->n_golds > 0) {
    memcpy(gold, a->golds, a->n_golds * sizeof *gold);
    qsort(gold, a->n_golds, sizeof *gold, by_place);
  }
  for (size_t i = 0; i < a->n_golds; i++)
    if (n_gold == 0 || by_place(&gold[n_gold - 1], &gold[i]) != 0) gold[n_gold++] = gold[i];
  if (n > 0) qsort(said, n, sizeof *said, said_by_place);
  for (size_t i = 0; i < n; i++)
    if (n_said == 0 || said_by_place(&said[n_said - 1], &said[i]) != 0) said[n_said++] = said[i];
  wt_status status = compare(e, a, gold, n_gold, said, n_said, error);
  e->articles++;
  wt_free(gold);
  return status;
}

void wt_names_eval_release(wt_names_eval *e) {
  wt_free(e->errors);
  wt_map_release(&e->error_ids);
  wt_arena_release(&e->arena);
  *e = (wt_names_eval){0};
}
