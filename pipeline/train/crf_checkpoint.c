#include "train/crf_checkpoint.h"

#include <string.h>

#include "base/container.h"
#include "base/error.h"
#include "base/hash.h"

static const char KIND[8] = "CRFSTATE";
enum { VERSION = 1, MATRICES = 3 };

typedef struct head {
  uint64_t job, epochs, averaged;
} head;

typedef float matrix[WT_LABELS][WT_LABELS];

wt_status wt_crf_checkpoint_write(const char *path, const wt_crf_progress *p, wt_error *error) {
  const head h = {.job = p->job, .epochs = p->epochs, .averaged = p->averaged};
  matrix transitions[MATRICES];
  memcpy(transitions[0], p->crf->transitions, sizeof(matrix));
  memcpy(transitions[1], p->average->transitions, sizeof(matrix));
  memcpy(transitions[2], p->transition_squares, sizeof(matrix));
  size_t size = p->crf->n_rows * sizeof *p->squares;
  const wt_section_source sections[] = {{"HEAD    ", &h, sizeof h},
                                        {"TRANSIT ", transitions, sizeof transitions},
                                        {"WEIGHTS ", p->crf->weights, size},
                                        {"AVERAGE ", p->average->weights, size},
                                        {"SQUARES ", p->squares, size}};
  return wt_container_write(path, KIND, VERSION, sections, sizeof sections / sizeof *sections,
                            error);
}

static wt_status read_sections(const wt_container *file, const char *path, wt_crf_progress *io,
                               wt_error *error) {
  wt_section heads, transitions, weights, average, squares;
  wt_status status = wt_container_section(file, "HEAD    ", sizeof(head), &heads, error);
  if (status == WT_OK)
    status = wt_container_section(file, "TRANSIT ", sizeof(matrix), &transitions, error);
  if (status == WT_OK) status = wt_container_section(file, "WEIGHTS ", 4, &weights, error);
  if (status == WT_OK) status = wt_container_section(file, "AVERAGE ", 4, &average, error);
  if (status == WT_OK) status = wt_container_section(file, "SQUARES ", 4, &squares, error);
  if (status != WT_OK) return status;
  const head *h = heads.data;
  if (heads.size != sizeof *h || transitions.size != MATRICES * sizeof(matrix))
    return wt_fail(error, WT_BAD_FILE, path, "damaged checkpoint; train without --resume");
  size_t size = io->crf->n_rows * sizeof *io->squares;
  if (h->job != io->job || weights.size != size || average.size != size || squares.size != size)
    return wt_fail(error, WT_BAD_INPUT, path,
                   "is of other data, lists or settings; train without --resume");
  const char *m = transitions.data;
  io->epochs = h->epochs;
  io->averaged = h->averaged;
  memcpy(io->crf->transitions, m, sizeof(matrix));
  memcpy(io->average->transitions, m + sizeof(matrix), sizeof(matrix));
  memcpy(io->transition_squares, m + 2 * sizeof(matrix), sizeof(matrix));
  memcpy(io->crf->weights, weights.data, size);
  memcpy(io->average->weights, average.data, size);
  memcpy(io->squares, squares.data, size);
  return WT_OK;
}

wt_status wt_crf_checkpoint_read(const char *path, wt_crf_progress *io, wt_error *error) {
  wt_container file;
  wt_status status = wt_container_open(path, KIND, VERSION, &file, error);
  if (status != WT_OK) return status;
  status = read_sections(&file, path, io, error);
  wt_container_close(&file);
  return status;
}

uint64_t wt_crf_job(const wt_sequence *sequences, size_t n, size_t n_rows,
                    const wt_crf_options *o) {
  const float rates[] = {o->rate, o->decay, o->dropout, o->prune};
  uint64_t hash = wt_hash(rates, sizeof rates);
  hash = wt_hash_mix(wt_hash_mix(hash, o->epochs), o->batch);
  hash = wt_hash_mix(wt_hash_mix(hash, o->seed), n_rows);
  for (size_t i = 0; i < n; i++) {
    const wt_sequence *s = &sequences[i];
    const uint32_t *rows = s->rows + s->starts[0];
    hash = wt_hash_mix(hash, wt_hash(&s->weight, sizeof s->weight));
    hash = wt_hash_mix(hash, wt_hash(s->labels, s->n));
    hash = wt_hash_mix(hash, wt_hash(rows, (s->starts[s->n] - s->starts[0]) * sizeof *rows));
    for (uint32_t t = 0; t < s->n; t++) hash = wt_hash_mix(hash, s->starts[t + 1] - s->starts[0]);
  }
  return hash;
}
