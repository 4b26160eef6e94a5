/*
 * gazetteer_build.c - `wiretag gazetteer build`: lists that people edit to one file that is mapped.
 */
#include <stdio.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/program.h"
#include "match/compile.h"

typedef struct build_options {
  common_options common;
  const char *output;
  bool keep_going, quiet;
  uint64_t threads;
} build_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(build_options, output),
     .metavar = "FILE",
     .help = "the compiled gazetteer; needed"},
    {.name = "keep-going",
     .letter = 'k',
     .kind = OPTION_FLAG,
     .offset = offsetof(build_options, keep_going),
     .help = "report bad lines and leave them out; otherwise the first one ends the build"},
    THREADS_ROW(build_options, "the file is"),
    QUIET_ROW(build_options),
};

static const build_options DEFAULTS = {.output = NULL};

static void report_line(void *context, const wt_error *error) {
  (void)context;
  fprintf(stderr, "wiretag: %s:%llu: left out: %s\n", error->where, (unsigned long long)error->line,
          error->text);
}

static int run_build(const void *given, const text_list *arguments) {
  const build_options *o = given;
  wt_error error = {0};
  if (o->output == NULL) {
    wt_fail(&error, WT_USAGE, "", "needs --output FILE");
    return report_error(&GAZETTEER_BUILD_COMMAND, &error);
  }
  wt_compile_options options = {
      .keep_going = o->keep_going,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .report = report_line};
  wt_compile_result result = {0};
  wt_status status =
      wt_gazetteer_compile(arguments->items, arguments->n, o->output, &options, &result, &error);
  if (status != WT_OK) return report_error(&GAZETTEER_BUILD_COMMAND, &error);
  if (!o->quiet) {
    fprintf(stderr,
            "wiretag: %s: %llu names of %llu entries from %llu rows in %llu list%s, %.1f MB\n",
            o->output, (unsigned long long)result.names, (unsigned long long)result.entries,
            (unsigned long long)result.rows, (unsigned long long)result.files,
            result.files == 1 ? "" : "s", (double)result.bytes / 1e6);
    if (result.skipped > 0)
      fprintf(stderr, "wiretag: %llu rows were left out\n", (unsigned long long)result.skipped);
  }
  return result.skipped > 0 ? DONE_WITH_REJECTS : DONE;
}

static const example EXAMPLES[] = {
    {"your own names, to be used with: wiretag tag -g local.wtg ...",
     "wiretag gazetteer build local.tsv -o local.wtg"},
};

const command GAZETTEER_BUILD_COMMAND = {
    .name = "gazetteer build",
    .summary = "compile lists of names",
    .arguments = "LIST...",
    .least = 1,
    .most = SIZE_MAX,
    .text =
        "Lists are tab-separated text files; gazetteers/README.md describes their columns. The "
        "same lists give the same bytes.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_build,
};
