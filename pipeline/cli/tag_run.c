#include "cli/tag_run.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/threads.h"
#include "cli/interrupt.h"
#include "write/json_line.h"

/* What became of one article: [start, start + size) in its thread's buffer. */
typedef struct outcome {
  uint32_t thread;
  uint32_t entities, linked, topics;
  size_t start, size;
  bool rejected;
} outcome;

/* A batch on its way. Each thread appends to its own buffer: no locks, and memory is bounded by
 * what a batch of input gives, not by the largest article times the number of articles. */
typedef struct slot {
  wt_batch batch;
  outcome *outcomes; /* [capacity] */
  size_t capacity;
  wt_buffer *buffers; /* [n_threads] */
} slot;

/* What belongs to one thread. */
typedef struct lane {
  wt_parser *parser;
  wt_worker *worker;
  wt_doc *doc;
  wt_error error; /* the first failure that is no article's fault */
} lane;

typedef struct runner {
  tag_job *job;
  slot slots[WT_SLOTS];
  lane *lanes;                      /* [n_threads] */
  wt_error read_error, write_error; /* each written by one thread at a time */
  atomic_bool stop;                 /* something failed: read no more */
  _Atomic uint64_t consumed, total; /* of the input; told by the reader, shown by the writer */
} runner;

/* ---- reading ------------------------------------------------------------------------ */

static void clear_slot(const runner *r, slot *s) {
  wt_batch_clear(&s->batch);
  for (size_t i = 0; i < r->job->n_threads; i++) wt_buffer_clear(&s->buffers[i]);
}

static size_t read_batch(void *context, size_t index) {
  runner *r = context;
  slot *s = &r->slots[index];
  clear_slot(r, s);
  if (atomic_load(&r->stop) || interrupt_signal() != 0) return 0;
  wt_status status = wt_dump_read(r->job->dump, &s->batch, &r->read_error);
  if (status == WT_OK) {
    outcome *outcomes = wt_grow(s->outcomes, &s->capacity, s->batch.n, sizeof *outcomes);
    if (outcomes == NULL)
      status = wt_no_memory(&r->read_error, "batch");
    else
      s->outcomes = outcomes;
  }
  if (status != WT_OK) {
    atomic_store(&r->stop, true);
    wt_batch_clear(&s->batch);
    return 0;
  }
  uint64_t consumed, total;
  wt_dump_position(r->job->dump, &consumed, &total);
  atomic_store(&r->consumed, consumed);
  atomic_store(&r->total, total);
  return s->batch.n;
}

/* ---- tagging ------------------------------------------------------------------------ */

/* The line of a rejected article: a whole record for the file, or a sentence for a person. */
static void put_reject(const runner *r, wt_buffer *out, const wt_record *record,
                       const wt_article *article, const char *reason) {
  if (rejects_want_records(r->job->rejects)) {
    wt_reject_append(out, record, article, reason);
    return;
  }
  wt_buffer_format(out, "wiretag: %s:", record->file);
  if (record->line > 0) wt_buffer_format(out, "%llu:", (unsigned long long)record->line);
  wt_buffer_format(out, " rejected: %s\n", reason);
}

static void count(outcome *o, const wt_doc *doc) {
  size_t n;
  const wt_entity *entities = wt_doc_entities(doc, &n);
  o->entities = (uint32_t)n;
  for (size_t i = 0; i < n; i++) o->linked += entities[i].id != NULL;
  wt_doc_topics(doc, &n);
  o->topics = (uint32_t)n;
}

/* Tags one article; a failure that is the article's own makes a reject. */
static wt_status tag_record(const runner *r, lane *l, const wt_record *record, wt_buffer *out,
                            outcome *o, wt_error *error) {
  wt_article article = {0};
  wt_status status = WT_OK;
  if (record->broken != NULL)
    status = wt_fail(error, WT_BAD_INPUT, record->file, "%s", record->broken);
  if (status == WT_OK) status = wt_parse(l->parser, record, &article, error);
  if (status == WT_OK) status = wt_tag(l->worker, &article, l->doc, error);
  if (status == WT_OK) {
    wt_json_line(out, l->doc, r->job->pipeline, r->job->offsets);
    count(o, l->doc);
  } else if (status == WT_BAD_INPUT || status == WT_TOO_LARGE) {
    o->rejected = true;
    put_reject(r, out, record, &article, error->text);
    status = WT_OK;
  }
  if (out->failed) status = wt_no_memory(error, record->file);
  return status;
}

static void tag_item(void *context, size_t index, size_t item, size_t thread) {
  runner *r = context;
  slot *s = &r->slots[index];
  lane *l = &r->lanes[thread];
  wt_buffer *out = &s->buffers[thread];
  outcome *o = &s->outcomes[item];
  *o = (outcome){.thread = (uint32_t)thread, .start = out->size};
  if (l->error.status != WT_OK) return;
  wt_error error = {0};
  if (tag_record(r, l, &s->batch.records[item], out, o, &error) != WT_OK) {
    l->error = error;
    atomic_store(&r->stop, true);
    return;
  }
  o->size = out->size - o->start;
}

/* ---- writing ------------------------------------------------------------------------ */

static wt_status write_failed(const tag_job *job, wt_error *error) {
  return wt_fail_at(error, WT_IO, job->out_name, 0, (uint64_t)errno, "cannot write: %s",
                    strerror(errno));
}

static wt_status write_outcome(tag_job *job, const slot *s, const outcome *o, wt_error *error) {
  const char *line = s->buffers[o->thread].data + o->start;
  if (o->rejected) {
    job->counts.rejects++;
    progress_clear(&job->progress);
    return rejects_add(job->rejects, line, o->size, job->quiet, error);
  }
  job->counts.articles++;
  job->counts.entities += o->entities;
  job->counts.linked += o->linked;
  job->counts.topics += o->topics;
  return fwrite(line, 1, o->size, job->out) == o->size ? WT_OK : write_failed(job, error);
}

static void write_batch(void *context, size_t index, size_t n_items) {
  runner *r = context;
  tag_job *job = r->job;
  const slot *s = &r->slots[index];
  wt_status status = r->write_error.status;
  for (size_t i = 0; status == WT_OK && i < n_items; i++) {
    const outcome *o = &s->outcomes[i];
    if (o->size == 0) break; /* out of memory: nothing behind it is written either */
    job->counts.bytes += s->batch.records[i].size;
    status = write_outcome(job, s, o, &r->write_error);
  }
  if (status == WT_OK && job->flush && fflush(job->out) != 0)
    status = write_failed(job, &r->write_error);
  if (status != WT_OK) atomic_store(&r->stop, true);
  progress_update(&job->progress, &job->counts, atomic_load(&r->consumed), atomic_load(&r->total));
}

/* ---- the run ------------------------------------------------------------------------ */

/* For a program that waits for the answer to each article before it sends the next: the pipeline
 * of wt_threads_run would first read one batch more. */
static void answer_each(runner *r) {
  size_t n;
  while ((n = read_batch(r, 0)) > 0) {
    for (size_t i = 0; i < n; i++) tag_item(r, 0, i, 0);
    write_batch(r, 0, n);
  }
}

static wt_status prepare(runner *r, wt_error *error) {
  const tag_job *job = r->job;
  r->lanes = wt_calloc(job->n_threads, sizeof *r->lanes);
  if (r->lanes == NULL) return wt_no_memory(error, "threads");
  for (size_t i = 0; i < WT_SLOTS; i++) {
    r->slots[i].buffers = wt_calloc(job->n_threads, sizeof(wt_buffer));
    if (r->slots[i].buffers == NULL) return wt_no_memory(error, "threads");
  }
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < job->n_threads; i++) {
    status = wt_parser_new(&job->fields, &r->lanes[i].parser, error);
    if (status == WT_OK) status = wt_worker_new(job->pipeline, &r->lanes[i].worker, error);
    if (status == WT_OK) status = wt_doc_new(&r->lanes[i].doc, error);
  }
  return status;
}

static void release(runner *r) {
  for (size_t i = 0; i < WT_SLOTS; i++) {
    slot *s = &r->slots[i];
    for (size_t k = 0; s->buffers != NULL && k < r->job->n_threads; k++)
      wt_buffer_release(&s->buffers[k]);
    wt_free(s->buffers);
    wt_free(s->outcomes);
    wt_batch_release(&s->batch);
  }
  for (size_t i = 0; r->lanes != NULL && i < r->job->n_threads; i++) {
    wt_doc_free(r->lanes[i].doc);
    wt_worker_free(r->lanes[i].worker);
    wt_parser_free(r->lanes[i].parser);
  }
  wt_free(r->lanes);
}

/* The failure that counts: writing, then an article's memory, then reading, then a signal. */
static wt_status verdict(const runner *r, wt_error *error) {
  const wt_error *found = NULL;
  if (r->write_error.status != WT_OK) found = &r->write_error;
  for (size_t i = 0; found == NULL && i < r->job->n_threads; i++)
    if (r->lanes[i].error.status != WT_OK) found = &r->lanes[i].error;
  if (found == NULL && r->read_error.status != WT_OK) found = &r->read_error;
  if (found != NULL) {
    *error = *found;
    return found->status;
  }
  if (interrupt_signal() != 0) return wt_fail(error, WT_STOPPED, "", "stopped");
  return WT_OK;
}

wt_status tag_run(tag_job *job, wt_error *error) {
  runner r = {.job = job};
  wt_status status = prepare(&r, error);
  if (status == WT_OK) {
    wt_run run = {.context = &r, .read = read_batch, .work = tag_item, .write = write_batch};
    if (job->answer_each)
      answer_each(&r);
    else
      wt_threads_run(job->n_threads, &run);
    status = verdict(&r, error);
  }
  progress_clear(&job->progress);
  release(&r);
  return status;
}
