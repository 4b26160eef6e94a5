/*
 * main.c - the program wiretag: finds the command, parses its options, runs it.
 *
 * The commands stand in program.c, each has a file of its own with its option table. Everything
 * that prints, exits or handles signals is in this folder.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "cli/program.h"

static int run_command(const command *c, int argc, char *const *argv) {
  wt_error error = {0};
  text_list arguments = {0};
  wt_arena memory = {0};
  void *options = wt_calloc(1, c->size);
  if (options == NULL) {
    wt_no_memory(&error, "options");
    return report_error(c, &error);
  }
  int code;
  wt_status status =
      options_parse(c, COMMANDS, N_COMMANDS, argc, argv, options, &arguments, &memory, &error);
  if (status != WT_OK) {
    code = report_error(c, &error);
  } else if (((const common_options *)options)->help) {
    print_help(stdout, c);
    code = DONE;
  } else {
    code = c->run(options, &arguments);
  }
  options_release(c, options, &arguments);
  wt_arena_release(&memory);
  wt_free(options);
  return code;
}

/* "gazetteer" alone, or "train": what can follow. */
static bool is_first_word(const char *word) {
  size_t size = strlen(word);
  bool found = false;
  for (size_t i = 0; i < N_COMMANDS; i++) {
    const char *name = COMMANDS[i]->name;
    if (strncmp(name, word, size) != 0 || name[size] != ' ') continue;
    if (!found) fprintf(stderr, "wiretag %s: needs one of these words behind it:\n", word);
    fprintf(stderr, "  wiretag %-18s %s\n", name, COMMANDS[i]->summary);
    found = true;
  }
  return found;
}

static int unknown_command(const char *word) {
  const char *names[32] = {"--help", "--version"};
  size_t n = 2;
  for (size_t i = 0; i < N_COMMANDS; i++) names[n++] = COMMANDS[i]->name;
  const char *near = suggest(word, names, n);
  fprintf(stderr, "wiretag: unknown command \"%s\"", word);
  if (near != NULL) fprintf(stderr, ": did you mean \"%s\"?", near);
  fputs("\nhelp:  wiretag --help\n", stderr);
  return WRONG_USAGE;
}

/* A full disk shows up when the last bytes are flushed, if the command has not seen it before. */
static int finish(int code) {
  bool written = fflush(stdout) == 0 && !ferror(stdout);
  if (written || (code != DONE && code != DONE_WITH_REJECTS)) return code;
  fputs("wiretag: standard output: cannot write\n", stderr);
  return BAD_SYSTEM;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    print_overview(stderr);
    return WRONG_USAGE;
  }
  const char *first = argv[1];
  if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
    puts("wiretag " WT_VERSION);
    return finish(DONE);
  }
  if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
    print_overview(stdout);
    return finish(DONE);
  }
  int words;
  const command *c = command_find(argc - 1, argv + 1, &words);
  if (c != NULL) return finish(run_command(c, argc - 1 - words, argv + 1 + words));
  return is_first_word(first) ? WRONG_USAGE : unknown_command(first);
}
