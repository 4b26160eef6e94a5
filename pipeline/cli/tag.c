/*
 * tag.c - `wiretag tag`: articles in, one JSON record a line out.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/setup.h"
#include "cli/tag_run.h"

enum { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

typedef struct tag_options {
  common_options common;
  input_options input;
  tagging_options tagging;
  const char *output, *rejects;
  int offsets, progress;
  uint64_t threads, batch_size;
  bool flush, quiet;
} tag_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(tag_options, output),
     .metavar = "FILE",
     .help = "where the records go, - is the standard output; a file appears when it is complete"},
    {.name = "rejects",
     .kind = OPTION_FILE,
     .offset = offsetof(tag_options, rejects),
     .metavar = "FILE",
     .help = "where articles go that cannot be read, as JSON Lines with the reason; without it "
             "OUTPUT.rejects.jsonl, or a line each on stderr when the output is no file"},
    {.name = "offsets",
     .kind = OPTION_CHOICE,
     .offset = offsetof(tag_options, offsets),
     .metavar = "UNIT",
     .choices = "codepoint|byte|utf16",
     .setting = true,
     .help = "what positions count"},
    INPUT_ROWS(tag_options),
    TAGGING_ROWS(tag_options),
    {.name = "Running", .kind = OPTION_GROUP},
    THREADS_ROW(tag_options, "the output is"),
    {.name = "batch-size",
     .kind = OPTION_SIZE,
     .offset = offsetof(tag_options, batch_size),
     .metavar = "SIZE",
     .least = 1,
     .most = 1 << 30,
     .setting = true,
     .help = "input read at a time; smaller ones give earlier answers and use less memory"},
    {.name = "flush",
     .kind = OPTION_FLAG,
     .offset = offsetof(tag_options, flush),
     .setting = true,
     .help = "answer each line of JSON before the next is read, on one thread: for a program at "
             "the other end of both pipes"},
    {.name = "progress",
     .kind = OPTION_CHOICE,
     .offset = offsetof(tag_options, progress),
     .metavar = "WHEN",
     .choices = "auto|always|never",
     .setting = true,
     .help = "a moving line on stderr; auto: when that is a terminal"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .offset = offsetof(tag_options, quiet),
     .setting = true,
     .help = "only errors on stderr: no progress, no summary, no rejected lines"},
};

static const tag_options DEFAULTS = {.output = "-", .batch_size = 4 << 20};

/* ---- running ------------------------------------------------------------------------ */

static bool is_regular(FILE *stream) {
  struct stat st;
  return fstat(fileno(stream), &st) == 0 && S_ISREG(st.st_mode);
}

static wt_status open_dump(const tag_options *o, const text_list *arguments, wt_dump **out,
                           wt_error *error) {
  static const char *const STDIN[] = {"-"};
  const char *const *paths = arguments->items;
  size_t n = arguments->n;
  if (n == 0) {
    if (isatty(STDIN_FILENO))
      return wt_fail(error, WT_USAGE, "",
                     "needs files, or articles on the standard input: "
                     "wiretag tag dump.jsonl.gz -o tags.jsonl");
    paths = STDIN;
    n = 1;
  }
  wt_status status = check_inputs(paths, n, error);
  if (status != WT_OK) return status;
  wt_format format = (wt_format)o->input.format;
  if (o->flush && format == WT_FORMAT_AUTO) format = WT_FORMAT_JSONL; /* needs no look ahead */
  wt_dump_options options = {
      .format = format, .batch_bytes = (size_t)o->batch_size, .batch_records = o->flush ? 1 : 0};
  return wt_dump_open(paths, n, &options, out, error);
}

static tag_job make_job(const tag_options *o, const wt_pipeline *pipeline, wt_dump *dump,
                        const wt_output *output, rejects *r) {
  bool moving = o->progress == PROGRESS_ALWAYS ||
                (o->progress == PROGRESS_AUTO && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO));
  if (o->progress == PROGRESS_AUTO && output->temporary != NULL) moving = isatty(STDERR_FILENO);
  tag_job job = {.pipeline = pipeline,
                 .dump = dump,
                 .fields = input_fields(&o->input),
                 .offsets = (wt_offsets)o->offsets,
                 .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
                 .out = output->stream,
                 .out_name = output->stream == stdout ? "standard output" : output->path,
                 .rejects = r,
                 .progress = progress_start(moving && !o->quiet),
                 .quiet = o->quiet,
                 .answer_each = o->flush,
                 .flush = o->flush || !is_regular(output->stream)};
  if (o->flush) job.n_threads = 1;
  return job;
}

/* The end of a run: both files appear, or none. */
static wt_status finish(wt_status status, wt_output *output, rejects *r, wt_error *error) {
  if (status == WT_OK) status = wt_output_commit(output, error);
  if (status == WT_OK) status = rejects_commit(r, error);
  return status;
}

static int report_stop(const tag_job *job, bool to_file) {
  int number = interrupt_signal();
  fprintf(stderr, "wiretag tag: stopped by signal %d after %llu articles; %s\n", number,
          (unsigned long long)job->counts.articles,
          to_file ? "no output was written" : "what was written is whole lines");
  return 128 + number;
}

static int run_tag(const void *given, const text_list *arguments) {
  const tag_options *o = given;
  wt_error error = {0};
  wt_dump *dump = NULL;
  wt_pipeline *pipeline = NULL;
  wt_output output = {0};
  rejects r = {0};
  tag_job job = {0};
  json_object_seed(0); /* jansson wants it before threads use it */

  wt_status status = open_dump(o, arguments, &dump, &error);
  if (status == WT_OK) status = wt_output_open(o->output, &output, &error);
  if (status == WT_OK) status = rejects_open(&r, o->rejects, o->output, &error);
  if (status == WT_OK) status = open_pipeline(&o->tagging, &pipeline, &error);
  bool to_file = output.temporary != NULL;
  if (status == WT_OK) {
    interrupt_watch();
    job = make_job(o, pipeline, dump, &output, &r);
    status = tag_run(&job, &error);
    status = finish(status, &output, &r, &error);
  }

  int code = job.counts.rejects > 0 ? DONE_WITH_REJECTS : DONE;
  bool closed_pipe = status == WT_IO && error.position == EPIPE;
  if (status == WT_STOPPED)
    code = report_stop(&job, to_file);
  else if (status != WT_OK && !closed_pipe)
    code = report_error(&TAG_COMMAND, &error);
  else if (status == WT_OK && !o->quiet)
    print_summary(&job.progress, &job.counts, job.n_threads, r.path);

  rejects_discard(&r);
  wt_output_discard(&output);
  wt_pipeline_close(pipeline);
  wt_dump_close(dump);
  if (closed_pipe) die_of_closed_pipe();
  return code;
}

static const example EXAMPLES[] = {
    {"a compressed dump to a file of records", "wiretag tag dump.jsonl.gz -o tags.jsonl"},
    {"a folder of text files, with a list of your own",
     "wiretag tag pages/ -g local.wtg -o tags.jsonl"},
    {"a filter", "zcat dump.jsonl.gz | wiretag tag - | jq .topics"},
};

const command TAG_COMMAND = {
    .name = "tag",
    .summary = "tag articles: one JSON record a line",
    .arguments = "[FILE|FOLDER|-]...",
    .most = SIZE_MAX,
    .text =
        "Reads articles from JSON Lines or text files, plain or compressed (gz, zst, xz, bz2), "
        "from folders of them, or from the standard input, and writes one record for each, in "
        "the order of the input. A broken article is set aside with the reason; the run goes on.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_tag,
};
