/* program.h - the commands, exit codes, and how failures are told. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include <stdio.h>

#include "cli/options.h"

enum {
  DONE = 0,
  DONE_WITH_REJECTS = 1, /* some articles could not be read */
  WRONG_USAGE = 2,
  BAD_DATA = 3,   /* a gazetteer, a model, or the lists and data to make one from */
  BAD_SYSTEM = 4, /* input, output, memory */
  INTERRUPTED = 130
};

/* All commands, in the order of the overview. */
extern const command *const COMMANDS[];
extern const size_t N_COMMANDS;

extern const command TAG_COMMAND, EXPLAIN_COMMAND, SUMMARY_COMMAND, GAZETTEER_BUILD_COMMAND,
    GAZETTEER_INFO_COMMAND, GAZETTEER_LOOKUP_COMMAND, GAZETTEER_IMPORT_COMMAND,
    GAZETTEER_DUMP_COMMAND, GAZETTEER_DIFF_COMMAND, GAZETTEER_RISK_COMMAND, TRAIN_TOPICS_COMMAND,
    TRAIN_RECOGNISER_COMMAND, TRAIN_CLUSTERS_COMMAND, EVAL_RECOGNISER_COMMAND, EVAL_TOPICS_COMMAND,
    COMPLETION_COMMAND, HELP_COMMAND;

/* The command whose name are the first words of argv; *words tells how many. NULL: none. */
const command *command_find(int argc, char *const *argv, int *words);

/* The exit code that a status stands for. */
int exit_code(wt_status status);

/* Prints "wiretag COMMAND: where: text" and, for wrong usage, how to get it right, to stderr;
 * returns the exit code. `c` may be NULL. */
int report_error(const command *c, const wt_error *error);

/* ---- what is made from the tables ---- */

/* The help of one option with its choices and its live default, as one line. */
void option_text(const command *c, const option_row *row, char *out, size_t size);

void print_overview(FILE *out);
void print_help(FILE *out, const command *c);
void print_man_page(FILE *out);

/* False when the shell is none of bash, zsh, fish. */
bool print_completion(FILE *out, const char *shell);

#endif
