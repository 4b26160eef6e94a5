/*
 * recogniser_trainer.c - the steps of training, in order: read corpora, make features, train the
 * CRF, quantise, judge the quantised model with the tagger's own decoder, calibrate, write.
 */
#include "train/recogniser_trainer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/gazetteer.h"
#include "recognise/decoder.h"
#include "train/annotated.h"
#include "train/class_table.h"
#include "train/crf.h"
#include "train/judge.h"
#include "train/sequences.h"

typedef struct job {
  const wt_recogniser_training *training;
  wt_gazetteer *gazetteer; /* NULL: none */
  wt_class_tables classes;
  wt_class_lookup lookup;
  wt_annotated train, dev;
  wt_sequences train_sequences, dev_sequences;
  wt_feature_index index;
  wt_crf crf;
} job;

static void say(const job *j, const char *line) {
  if (j->training->progress != NULL) j->training->progress(j->training->context, line);
}

/* ---- reading ------------------------------------------------------------------------ */

/* Keeps the first `share` of the articles that a file added. */
static void keep_share(wt_annotated *a, size_t before, float share) {
  if (share <= 0 || share >= 1) return;
  wt_annotated_cut(a, before + (size_t)ceilf((float)(a->n - before) * share));
}

static wt_status read_data(job *j, wt_error *error) {
  const wt_recogniser_training *t = j->training;
  wt_augmentation change = {
      .upper = t->upper, .title = t->title, .lower = t->lower, .seed = t->seed};
  bool augment = t->upper + t->title + t->lower > 0;
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < t->n_data; i++) {
    size_t before = j->train.n;
    status = wt_annotated_read(t->data[i].path, WT_ANNOTATION_BY_NAME, t->data[i].weight,
                               augment ? &change : NULL, &j->train, error);
    if (status == WT_OK) keep_share(&j->train, before, t->share);
  }
  if (status == WT_OK && t->dev != NULL)
    status = wt_annotated_read(t->dev, WT_ANNOTATION_BY_NAME, 1, NULL, &j->dev, error);
  char line[160];
  snprintf(line, sizeof line, "%zu articles, %zu mentions, %zu of them not at token borders",
           j->train.n, j->train.mentions, j->train.unaligned);
  if (status == WT_OK) say(j, line);
  return status;
}

static wt_status open_parts(job *j, wt_error *error) {
  const wt_recogniser_training *t = j->training;
  wt_status status = WT_OK;
  if (t->gazetteer != NULL) status = wt_gazetteer_open(t->gazetteer, &j->gazetteer, error);
  const char *classes[WT_CLASS_TABLES] = {t->classes, t->lower_classes};
  for (int table = 0; status == WT_OK && table < WT_CLASS_TABLES; table++)
    if (classes[table] != NULL)
      status = wt_class_tables_read(classes[table], table, &j->classes, error);
  j->lookup = wt_class_tables_lookup(&j->classes);
  return status;
}

static wt_status make_features(job *j, wt_error *error) {
  wt_status status =
      wt_sequences_add(&j->train_sequences, &j->train, j->gazetteer, &j->lookup, error);
  if (status == WT_OK)
    status = wt_sequences_add(&j->dev_sequences, &j->dev, j->gazetteer, &j->lookup, error);
  if (status == WT_OK)
    status = wt_feature_index_make(&j->train_sequences, j->training->min_count, &j->index, error);
  if (status != WT_OK) return status;
  wt_sequences_index(&j->train_sequences, &j->index);
  wt_sequences_index(&j->dev_sequences, &j->index);
  char line[160];
  snprintf(line, sizeof line, "%zu sentences, %zu tokens, %zu features", j->train_sequences.n,
           j->train_sequences.n_labels, j->index.n);
  say(j, line);
  if (j->train_sequences.n == 0)
    return wt_fail(error, WT_BAD_INPUT, "data", "no sentence to learn from");
  return WT_OK;
}

/* ---- training ----------------------------------------------------------------------- */

static void epoch_done(void *context, size_t epoch, double loss, const wt_crf *crf) {
  job *j = context;
  char line[160];
  if (j->dev_sequences.n == 0) {
    snprintf(line, sizeof line, "epoch %zu: loss %.4f", epoch, loss);
  } else {
    wt_tally tally = wt_judge_crf(crf, j->dev_sequences.items, j->dev_sequences.n);
    snprintf(line, sizeof line, "epoch %zu: loss %.4f, dev F1 %.2f (precision %.2f, recall %.2f)",
             epoch, loss, wt_tally_f1(&tally, WT_TYPES), wt_tally_precision(&tally, WT_TYPES),
             wt_tally_recall(&tally, WT_TYPES));
  }
  say(j, line);
}

/* ---- quantising --------------------------------------------------------------------- */

/* The largest weight becomes 127; weights beyond 8 are cut, which a handful are. */
static float choose_unit(const wt_crf *crf) {
  float most = 0;
  for (size_t r = 0; r < crf->n_rows; r++)
    for (int l = 0; l < WT_ROW; l++)
      if (fabsf(crf->weights[r][l]) > most) most = fabsf(crf->weights[r][l]);
  if (most > 4) most = 4;
  return most > 0 ? most / 127 : 1;
}

static int clamp(float x, int most) {
  float r = roundf(x);
  return r > (float)most ? most : r < (float)-most ? -most : (int)r;
}

/* Fills features and rows [index.n at most] and returns how many rows stay. */
static size_t quantise(const job *j, float unit, uint32_t *features, int8_t (*rows)[WT_ROW]) {
  size_t n = 0;
  for (size_t r = 0; r < j->crf.n_rows; r++) {
    bool some = false;
    for (int l = 0; l < WT_ROW; l++) {
      rows[n][l] = (int8_t)clamp(j->crf.weights[r][l] / unit, 127);
      some = some || rows[n][l] != 0;
    }
    features[n] = j->index.features[r];
    n += some;
  }
  return n;
}

static wt_status judge_written(job *j, wt_calibration *calibration, wt_error *error) {
  wt_tally tally = {0};
  char line[160];
  wt_status status =
      wt_judge_model(j->training->out, j->gazetteer, &j->dev, &tally, calibration, error);
  if (status != WT_OK) return status;
  snprintf(line, sizeof line, "the written model: dev F1 %.2f (precision %.2f, recall %.2f)",
           wt_tally_f1(&tally, WT_TYPES), wt_tally_precision(&tally, WT_TYPES),
           wt_tally_recall(&tally, WT_TYPES));
  say(j, line);
  return WT_OK;
}

static wt_status write_model(job *j, wt_error *error) {
  wt_sequence_model_source source = {.unit = choose_unit(&j->crf), .slope = 1};
  for (int table = 0; table < WT_CLASS_TABLES; table++) {
    const wt_class_table *t = &j->classes.tables[table];
    source.classes[table] =
        (wt_class_list){.keys = t->keys, .classes = t->classes, .n = t->n, .levels = t->n_levels};
  }
  uint32_t *features = wt_malloc((j->index.n + 1) * sizeof *features);
  int8_t(*rows)[WT_ROW] = wt_malloc((j->index.n + 1) * sizeof *rows);
  wt_status status = features == NULL || rows == NULL ? wt_no_memory(error, "model") : WT_OK;
  if (status == WT_OK) {
    source.n_rows = quantise(j, source.unit, features, rows);
    source.features = features;
    source.rows = (const int8_t(*)[WT_ROW])rows;
    for (int x = 0; x < WT_LABELS; x++)
      for (int y = 0; y < WT_LABELS; y++)
        source.transitions[x][y] = (int16_t)clamp(j->crf.transitions[x][y] / source.unit, 32000);
    status = wt_sequence_model_write(&source, j->training->out, error);
  }
  if (status == WT_OK && j->dev.n > 0) {
    wt_calibration calibration = {.slope = 1};
    status = judge_written(j, &calibration, error);
    source.slope = calibration.slope;
    source.offset = calibration.offset;
    if (status == WT_OK) status = wt_sequence_model_write(&source, j->training->out, error);
  }
  char line[160];
  snprintf(line, sizeof line, "%zu rows kept", source.n_rows);
  if (status == WT_OK) say(j, line);
  wt_free(features);
  wt_free(rows);
  return status;
}

wt_status wt_train_recogniser(const wt_recogniser_training *training, wt_error *error) {
  job j = {.training = training};
  wt_crf_options options = {.epochs = training->epochs,
                            .batch = 32,
                            .n_threads = training->n_threads,
                            .rate = training->rate,
                            .decay = training->decay,
                            .dropout = training->dropout,
                            .prune = training->prune,
                            .seed = training->seed,
                            .checkpoint = training->checkpoint,
                            .resume = training->resume,
                            .epoch_done = epoch_done,
                            .context = &j};
  wt_status status = open_parts(&j, error);
  if (status == WT_OK) status = read_data(&j, error);
  if (status == WT_OK) status = make_features(&j, error);
  if (status == WT_OK)
    status = wt_crf_train(j.train_sequences.items, j.train_sequences.n, j.index.n, &options, &j.crf,
                          error);
  if (status == WT_OK) status = write_model(&j, error);
  wt_crf_release(&j.crf);
  wt_feature_index_release(&j.index);
  wt_sequences_release(&j.train_sequences);
  wt_sequences_release(&j.dev_sequences);
  wt_annotated_release(&j.train);
  wt_annotated_release(&j.dev);
  wt_class_tables_release(&j.classes);
  wt_gazetteer_close(j.gazetteer);
  return status;
}
