/*
 * options.h - one table of options per command, and everything that is made from it.
 *
 * A row names an option, its kind and the place of its value in the command's own struct. From the
 * same rows come the parser, `--help` with the defaults that really hold, the man page and the
 * shell completions, so that none of them can drift. A value is looked for on the command line,
 * then in the environment (WIRETAG_THREADS), then in the config file (threads = 4), then in the
 * command's defaults; a later source never adds to an earlier one, it replaces it.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "wiretag.h"

typedef enum option_kind {
  OPTION_GROUP,   /* a heading in the help, no option */
  OPTION_FLAG,    /* bool */
  OPTION_TEXT,    /* const char *, NULL when not given */
  OPTION_FILE,    /* the same, completed as a path */
  OPTION_LIST,    /* text_list: may be given several times, completed as a path */
  OPTION_NUMBER,  /* uint64_t, from least to most */
  OPTION_SIZE,    /* uint64_t in bytes, written with K, M or G */
  OPTION_DECIMAL, /* double, not negative: 0.25 */
  OPTION_CHOICE   /* int, the index in choices */
} option_kind;

/* Where a value came from; a higher one wins. */
typedef enum option_source {
  FROM_DEFAULT,
  FROM_CONFIG,
  FROM_ENVIRONMENT,
  FROM_ARGUMENTS
} option_source;

typedef struct text_list {
  const char **items; /* [n], borrowed: arguments, environment, or the parse's arena */
  size_t n, capacity;
  option_source source;
} text_list;

typedef struct option_row {
  const char *name; /* long name without the dashes, or the heading */
  char letter;      /* 0: no short form */
  option_kind kind;
  size_t offset;       /* of the value in the command's struct */
  const char *metavar; /* "FILE"; NULL for flags and choices */
  const char *choices; /* "auto|always|never" */
  uint64_t least, most;
  bool setting; /* may stand in the environment and the config file too */
  const char *help;
} option_row;

/* Rows that many commands have; `type` has a member uint64_t threads, bool quiet. */
#define THREADS_ROW(type, what_is)                                                              \
  {                                                                                             \
    .name = "threads", .letter = 't', .kind = OPTION_NUMBER, .offset = offsetof(type, threads), \
    .metavar = "N", .most = 1024, .setting = true,                                              \
    .help = "0: one for each core; " what_is " the same for any number"                         \
  }
#define QUIET_ROW(type)                                                                   \
  {                                                                                       \
    .name = "quiet", .letter = 'q', .kind = OPTION_FLAG, .offset = offsetof(type, quiet), \
    .setting = true, .help = "only errors on stderr"                                      \
  }

typedef struct example {
  const char *what, *line;
} example;

/* The first member of every command's struct. */
typedef struct common_options {
  const char *config;
  bool help;
} common_options;

typedef struct command {
  const char *name;      /* "tag", "gazetteer build" */
  const char *summary;   /* one line, without a final period */
  const char *arguments; /* "[FILE]...", or "" */
  size_t least, most;    /* how many arguments; most SIZE_MAX: any */
  const char *text;      /* paragraphs, separated by "\n\n"; wrapped where it is shown */
  const example *examples;
  size_t n_examples;
  const option_row *rows;
  size_t n_rows;
  const void *defaults; /* [size] a struct of the command's own type */
  size_t size;
  int (*run)(const void *options, const text_list *arguments);
} command;

/* What every command understands besides its own rows. */
extern const option_row COMMON_ROWS[];
extern const size_t N_COMMON_ROWS;

/* The row of a long name, or NULL. */
const option_row *option_find(const command *c, const char *name, size_t size);

/* The i-th row of a command, its own first, then the common ones; NULL behind the last. */
const option_row *option_at(const command *c, size_t i);

/* "WIRETAG_BATCH_SIZE" for "batch-size". */
void option_variable(const option_row *row, char *out, size_t size);

/* Sets one value from text. Errors: WT_USAGE. */
wt_status option_set(const option_row *row, void *options, const char *text, option_source source,
                     wt_error *error);

/* Parses the arguments behind the command's name; `options` [c->size] starts as the defaults.
 * Texts are borrowed from argv, the environment and `memory`; release with options_release.
 * `commands` [n] tells which names a config file may hold. Errors: WT_USAGE, WT_IO, WT_NO_MEMORY.
 */
wt_status options_parse(const command *c, const command *const *commands, size_t n_commands,
                        int argc, char *const *argv, void *options, text_list *arguments,
                        wt_arena *memory, wt_error *error);
void options_release(const command *c, void *options, text_list *arguments);

/* Reads the settings of the environment and of a config file (NULL: the user's own, if there is
 * one) into options. */
wt_status options_read_environment(const command *c, void *options, wt_error *error);
wt_status options_read_config(const command *c, const command *const *commands, size_t n_commands,
                              const char *path, void *options, wt_arena *memory, wt_error *error);

/* The name among `names` [n] that was probably meant, or NULL when none is near. */
const char *suggest(const char *given, const char *const *names, size_t n);

#endif
