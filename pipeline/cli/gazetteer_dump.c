/*
 * gazetteer_dump.c - `wiretag gazetteer dump`: a compiled gazetteer back to a list.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cli/interrupt.h"
#include "cli/program.h"
#include "match/decompile.h"

typedef struct dump_options {
  common_options common;
  const char *output;
} dump_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(dump_options, output),
     .metavar = "LIST",
     .help = "the list; - is standard output"},
};

static const dump_options DEFAULTS = {.output = "-"};

static wt_status write_bytes(void *context, const char *bytes, size_t size, wt_error *error) {
  wt_output *output = context;
  if (fwrite(bytes, 1, size, output->stream) == size) return WT_OK;
  int code = errno;
  return wt_fail_at(error, WT_IO, output->path == NULL ? "-" : output->path, 0, (uint64_t)code,
                    "cannot write: %s", strerror(code));
}

static wt_status write_list(const wt_gazetteer *gazetteer, const char *path,
                            wt_decompile_result *result, wt_error *error) {
  wt_output output = {0};
  wt_status status = wt_output_open(path, &output, error);
  if (status == WT_OK)
    status = wt_gazetteer_decompile(gazetteer, write_bytes, &output, result, error);
  if (status == WT_OK) status = wt_output_commit(&output, error);
  wt_output_discard(&output);
  return status;
}

static int run_dump(const void *given, const text_list *arguments) {
  const dump_options *o = given;
  wt_error error = {0};
  wt_gazetteer *gazetteer;
  wt_decompile_result result = {0};
  interrupt_watch();
  if (wt_gazetteer_open(arguments->items[0], &gazetteer, &error) != WT_OK)
    return report_error(&GAZETTEER_DUMP_COMMAND, &error);
  wt_status status = write_list(gazetteer, o->output, &result, &error);
  wt_gazetteer_close(gazetteer);
  if (status == WT_IO && error.position == EPIPE) die_of_closed_pipe();
  if (status != WT_OK) return report_error(&GAZETTEER_DUMP_COMMAND, &error);
  if (result.lost > 0)
    fprintf(stderr, "wiretag: %llu names could not be written\n", (unsigned long long)result.lost);
  return result.lost > 0 ? DONE_WITH_REJECTS : DONE;
}

static const example EXAMPLES[] = {
    {"what a gazetteer that somebody else made holds", "wiretag gazetteer dump theirs.wtg | less"},
};

const command GAZETTEER_DUMP_COMMAND = {
    .name = "gazetteer dump",
    .summary = "turn a compiled gazetteer back into a list",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text =
        "The list, compiled again, finds the same names. What the compiler derives (a company "
        "without its Inc.) is not listed; comments are not in the file.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_dump,
};
