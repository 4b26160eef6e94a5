#include "cli/program.h"

#include <string.h>

const command *const COMMANDS[] = {
    &TAG_COMMAND,
    &EXPLAIN_COMMAND,
    &SUMMARY_COMMAND,
    &GAZETTEER_BUILD_COMMAND,
    &GAZETTEER_INFO_COMMAND,
    &GAZETTEER_LOOKUP_COMMAND,
    &GAZETTEER_IMPORT_COMMAND,
    &GAZETTEER_DUMP_COMMAND,
    &GAZETTEER_DIFF_COMMAND,
    &GAZETTEER_RISK_COMMAND,
    &TRAIN_TOPICS_COMMAND,
    &TRAIN_RECOGNISER_COMMAND,
    &TRAIN_CLUSTERS_COMMAND,
    &EVAL_RECOGNISER_COMMAND,
    &EVAL_TOPICS_COMMAND,
    &COMPLETION_COMMAND,
    &HELP_COMMAND,
};
const size_t N_COMMANDS = sizeof COMMANDS / sizeof COMMANDS[0];

/* How many words of argv a name takes when it fits, else 0. */
static int words_of(const char *name, int argc, char *const *argv) {
  int words = 0;
  for (const char *at = name; *at != '\0'; words++) {
    size_t size = strcspn(at, " ");
    if (words >= argc || strlen(argv[words]) != size || memcmp(argv[words], at, size) != 0)
      return 0;
    at += size;
    at += *at == ' ';
  }
  return words;
}

const command *command_find(int argc, char *const *argv, int *words) {
  for (size_t i = 0; i < N_COMMANDS; i++) {
    *words = words_of(COMMANDS[i]->name, argc, argv);
    if (*words > 0) return COMMANDS[i];
  }
  return NULL;
}

int exit_code(wt_status status) {
  switch (status) {
    case WT_OK: return DONE;
    case WT_USAGE: return WRONG_USAGE;
    case WT_BAD_INPUT:
    case WT_BAD_FILE:
    case WT_BAD_VERSION: return BAD_DATA;
    case WT_STOPPED: return INTERRUPTED;
    case WT_NO_MEMORY:
    case WT_TOO_LARGE:
    case WT_IO: break;
  }
  return BAD_SYSTEM;
}

int report_error(const command *c, const wt_error *error) {
  fprintf(stderr, "wiretag%s%s: ", c == NULL ? "" : " ", c == NULL ? "" : c->name);
  if (error->where[0] != '\0') fprintf(stderr, "%s: ", error->where);
  if (error->line > 0) fprintf(stderr, "line %llu: ", (unsigned long long)error->line);
  fprintf(stderr, "%s\n", error->text);
  if (error->status == WT_USAGE && c != NULL) {
    fprintf(stderr, "usage: wiretag %s [OPTIONS]%s%s\n", c->name,
            c->arguments[0] == '\0' ? "" : " ", c->arguments);
    fprintf(stderr, "help:  wiretag %s --help\n", c->name);
  }
  return exit_code(error->status);
}
