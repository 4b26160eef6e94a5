/*
 * help.c - the overview, the help of a command, and `wiretag help`.
 */
#include <string.h>

#include "base/error.h"
#include "cli/program.h"

enum { WIDTH = 88, HELP_COLUMN = 27, LABEL_SIZE = 96 };

/* Writes words of text from `column` on, wrapped at WIDTH, further lines indented. "\n\n" starts a
 * new paragraph. */
static void wrap(FILE *out, const char *text, size_t column, size_t indent) {
  size_t gap = 0; /* blanks before the next word */
  while (*text != '\0') {
    size_t word = strcspn(text, " \n");
    if (column + gap + word > WIDTH && column > indent) {
      fprintf(out, "\n%*s", (int)indent, "");
      column = indent;
      gap = 0;
    }
    fprintf(out, "%*s%.*s", (int)gap, "", (int)word, text);
    column += gap + word;
    text += word;
    gap = *text == '\0' ? 0 : 1;
    if (text[0] == '\n' && text[1] == '\n') {
      fprintf(out, "\n\n%*s", (int)indent, "");
      column = indent;
      gap = 0;
      text++;
    }
    if (*text != '\0') text++;
  }
}

/* "  -o, --output FILE" */
static void label_of(const option_row *row, char *out, size_t size) {
  char letter[5] = "    ";
  if (row->letter != 0) snprintf(letter, sizeof letter, "-%c, ", row->letter);
  snprintf(out, size, "  %s--%s%s%s", letter, row->name, row->metavar == NULL ? "" : " ",
           row->metavar == NULL ? "" : row->metavar);
}

/* What holds when the option is not given; "" when there is nothing to say. */
static void default_of(const command *c, const option_row *row, char *out, size_t size) {
  out[0] = '\0';
  if (row < c->rows || row >= c->rows + c->n_rows) return;
  const void *value = (const char *)c->defaults + row->offset;
  if (row->kind == OPTION_CHOICE) {
    const char *at = row->choices;
    for (int i = 0; i < *(const int *)value; i++) at += strcspn(at, "|") + 1;
    snprintf(out, size, "%.*s", (int)strcspn(at, "|"), at);
  } else if (row->kind == OPTION_NUMBER) {
    snprintf(out, size, "%llu", (unsigned long long)*(const uint64_t *)value);
  } else if (row->kind == OPTION_DECIMAL) {
    snprintf(out, size, "%g", *(const double *)value);
  } else if (row->kind == OPTION_SIZE) {
    uint64_t bytes = *(const uint64_t *)value;
    const char *unit = "";
    if (bytes > 0 && bytes % (1 << 20) == 0)
      bytes >>= 20, unit = "M";
    else if (bytes > 0 && bytes % (1 << 10) == 0)
      bytes >>= 10, unit = "K";
    snprintf(out, size, "%llu%s", (unsigned long long)bytes, unit);
  } else if (row->kind == OPTION_TEXT || row->kind == OPTION_FILE) {
    const char *text = *(const char *const *)value;
    if (text != NULL) snprintf(out, size, "%s", text);
  }
}

void option_text(const command *c, const option_row *row, char *out, size_t size) {
  char standard[LABEL_SIZE];
  default_of(c, row, standard, sizeof standard);
  int n = snprintf(out, size, "%s", row->help);
  size_t at = n < 0 ? 0 : (size_t)n;
  if (row->kind == OPTION_CHOICE && at < size) {
    n = snprintf(out + at, size - at, ": %s", row->choices);
    at += n < 0 ? 0 : (size_t)n;
  }
  if (standard[0] != '\0' && at < size) snprintf(out + at, size - at, " [%s]", standard);
}

static void print_option(FILE *out, const command *c, const option_row *row) {
  if (row->kind == OPTION_GROUP) {
    fprintf(out, "\n%s:\n", row->name);
    return;
  }
  char label[LABEL_SIZE], text[512];
  label_of(row, label, sizeof label);
  option_text(c, row, text, sizeof text);
  size_t column = strlen(label);
  fputs(label, out);
  if (column + 2 > HELP_COLUMN) {
    fputc('\n', out);
    column = 0;
  }
  fprintf(out, "%*s", (int)(HELP_COLUMN - column), "");
  wrap(out, text, HELP_COLUMN, HELP_COLUMN);
  fputc('\n', out);
}

static bool has_settings(const command *c) {
  for (size_t i = 0; i < c->n_rows; i++)
    if (c->rows[i].setting) return true;
  return false;
}

static void print_variables(FILE *out, const command *c) {
  fputs("\nThese may stand in the environment, or, as NAME = VALUE, in the config file:\n", out);
  size_t column = 0;
  for (size_t i = 0; i < c->n_rows; i++) {
    if (!c->rows[i].setting) continue;
    char name[64];
    option_variable(&c->rows[i], name, sizeof name);
    size_t size = strlen(name);
    bool next = column == 0 || column + 1 + size > WIDTH;
    fprintf(out, "%s%s", !next ? " " : column == 0 ? "  " : "\n  ", name);
    column = (next ? 1 : column) + 1 + size;
  }
  fputc('\n', out);
}

void print_help(FILE *out, const command *c) {
  fprintf(out, "wiretag %s - %s\n\nusage: wiretag %s [OPTIONS]%s%s\n\n", c->name, c->summary,
          c->name, c->arguments[0] == '\0' ? "" : " ", c->arguments);
  wrap(out, c->text, 0, 0);
  fputc('\n', out);
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++) print_option(out, c, row);
  if (has_settings(c)) print_variables(out, c);
  if (c->n_examples > 0) fputs("\nExamples:\n", out);
  for (size_t i = 0; i < c->n_examples; i++)
    fprintf(out, "  # %s\n  %s\n", c->examples[i].what, c->examples[i].line);
}

void print_overview(FILE *out) {
  fputs("wiretag " WT_VERSION
        " - finds persons, places, organizations and topics in news articles\n\n"
        "usage: wiretag COMMAND [OPTIONS] [ARGUMENTS]\n\n",
        out);
  for (size_t i = 0; i < N_COMMANDS; i++)
    fprintf(out, "  %-18s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
  fputs(
      "\n  wiretag COMMAND --help   the options of a command\n"
      "  wiretag --version        the version\n\n"
      "Exit status: 0 all done, 1 some articles were rejected, 2 wrong usage,\n"
      "3 a bad gazetteer or model, 4 input or output failed, 130 interrupted.\n\n"
      "  wiretag tag dump.jsonl.gz -o tags.jsonl\n"
      "  wiretag explain page.txt\n",
      out);
}

/* ---- wiretag help ------------------------------------------------------------------- */

typedef struct help_options {
  common_options common;
  bool man;
} help_options;

static int run_help(const void *given, const text_list *arguments) {
  const help_options *o = given;
  if (o->man) {
    print_man_page(stdout);
    return DONE;
  }
  if (arguments->n == 0) {
    print_overview(stdout);
    return DONE;
  }
  const char *words[2] = {arguments->items[0], arguments->n > 1 ? arguments->items[1] : ""};
  char name[64];
  snprintf(name, sizeof name, "%s%s%s", words[0], arguments->n > 1 ? " " : "", words[1]);
  const char *names[32];
  for (size_t i = 0; i < N_COMMANDS; i++) {
    names[i] = COMMANDS[i]->name;
    if (strcmp(name, names[i]) != 0) continue;
    print_help(stdout, COMMANDS[i]);
    return DONE;
  }
  wt_error error;
  const char *near = suggest(name, names, N_COMMANDS);
  if (near == NULL)
    wt_fail(&error, WT_USAGE, "", "unknown command \"%s\"", name);
  else
    wt_fail(&error, WT_USAGE, "", "unknown command \"%s\": did you mean \"%s\"?", name, near);
  return report_error(&HELP_COMMAND, &error);
}

static const option_row HELP_ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "man",
     .kind = OPTION_FLAG,
     .offset = offsetof(help_options, man),
     .help = "the manual page in mdoc; read it with: wiretag help --man | man -l -"},
};
static const help_options HELP_DEFAULTS = {.man = false};

const command HELP_COMMAND = {
    .name = "help",
    .summary = "show the help of a command, or the manual page",
    .arguments = "[COMMAND]",
    .most = 2,
    .text = "Without a command: the list of all commands.",
    .rows = HELP_ROWS,
    .n_rows = sizeof HELP_ROWS / sizeof HELP_ROWS[0],
    .defaults = &HELP_DEFAULTS,
    .size = sizeof HELP_DEFAULTS,
    .run = run_help,
};
