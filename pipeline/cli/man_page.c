/*
 * man_page.c - the manual page, in mdoc, from the option tables.
 *
 * wiretag.1 in this folder is what `wiretag help --man` prints (`make man`); a test keeps the two
 * equal.
 */
#include <string.h>

#include "cli/program.h"

enum { LINE = 78 };

/* Text within a line: a backslash, and at a line's start a period or an apostrophe, mean something
 * to roff. */
static void put_text(FILE *out, const char *text, size_t size, bool line_start) {
  if (line_start && size > 0 && (text[0] == '.' || text[0] == '\'')) fputs("\\&", out);
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '\\')
      fputs("\\e", out);
    else
      fputc(text[i], out);
  }
}

static void put_line(FILE *out, const char *text) { put_text(out, text, strlen(text), true); }

/* Prose: filled lines, each sentence on a new one as mdoc wants it. "\n\n" starts a paragraph. */
static void put_prose(FILE *out, const char *text) {
  size_t column = 0;
  while (*text != '\0') {
    size_t word = strcspn(text, " \n");
    if (column > 0 && column + 1 + word > LINE) {
      fputc('\n', out);
      column = 0;
    }
    if (column > 0) fputc(' ', out), column++;
    put_text(out, text, word, column == 0);
    column += word;
    text += word;
    bool paragraph = text[0] == '\n' && text[1] == '\n';
    bool sentence = word > 0 && text[-1] == '.' && *text != '\0';
    if (paragraph || sentence) {
      fputs(paragraph ? "\n.Pp\n" : "\n", out);
      column = 0;
    }
    text += paragraph ? 2 : *text != '\0';
  }
  fputc('\n', out);
}

/* "--batch-size" in mdoc. */
static void put_name(FILE *out, const option_row *row) {
  fputs("Fl -", out);
  for (const char *at = row->name; *at != '\0'; at++) {
    if (*at == '-') fputc('\\', out);
    fputc(*at, out);
  }
}

static void put_option(FILE *out, const command *c, const option_row *row) {
  fputs(".It ", out);
  if (row->letter != 0) fprintf(out, "Fl %c , ", row->letter);
  put_name(out, row);
  if (row->metavar != NULL) fprintf(out, " Ar %s", row->metavar);
  fputc('\n', out);
  char text[512];
  option_text(c, row, text, sizeof text);
  put_prose(out, text);
}

static void put_command(FILE *out, const command *c) {
  fprintf(out, ".Ss wiretag %s\n", c->name);
  put_prose(out, c->text);
  if (c->n_rows == 0) return;
  fputs(".Bl -tag -width Ds\n", out);
  for (size_t i = 0; i < c->n_rows; i++)
    if (c->rows[i].kind != OPTION_GROUP) put_option(out, c, &c->rows[i]);
  fputs(".El\n", out);
}

static void put_environment(FILE *out) {
  fputs(
      ".Sh ENVIRONMENT\n"
      "Each of these sets the option of its name; the command line wins.\n"
      ".Bl -tag -width Ds\n",
      out);
  for (size_t i = 0; i < N_COMMANDS; i++)
    for (size_t k = 0; k < COMMANDS[i]->n_rows; k++) {
      const option_row *row = &COMMANDS[i]->rows[k];
      bool seen = false;
      for (size_t j = 0; j < i && row->setting; j++)
        seen |= option_find(COMMANDS[j], row->name, strlen(row->name)) != NULL;
      if (!row->setting || seen) continue;
      char name[64];
      option_variable(row, name, sizeof name);
      fprintf(out, ".It Ev %s\n.", name);
      put_name(out, row);
      fputc('\n', out);
    }
  fputs(
      ".It Ev NO_COLOR\nwhen set and not empty, no colours unless\n.Fl -color Cm always\nis given\n"
      ".It Ev XDG_CONFIG_HOME\nthe folder of\n.Pa wiretag/config ,\notherwise\n.Pa ~/.config\n"
      ".El\n",
      out);
}

static void put_examples(FILE *out) {
  fputs(".Sh EXAMPLES\n", out);
  bool first = true;
  for (size_t i = 0; i < N_COMMANDS; i++)
    for (size_t k = 0; k < COMMANDS[i]->n_examples; k++) {
      const example *e = &COMMANDS[i]->examples[k];
      if (!first) fputs(".Pp\n", out);
      first = false;
      put_line(out, e->what);
      fputs(":\n.Pp\n.Dl ", out);
      put_text(out, e->line, strlen(e->line), false);
      fputc('\n', out);
    }
}

void print_man_page(FILE *out) {
  fputs(
      ".\\\" Made by `wiretag help --man` from the option tables in pipeline/cli; do not edit.\n"
      ".Dd $Mdocdate$\n.Dt WIRETAG 1\n.Os\n.Sh NAME\n.Nm wiretag\n"
      ".Nd find persons, places, organizations and topics in news articles\n.Sh SYNOPSIS\n",
      out);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    const command *c = COMMANDS[i];
    fprintf(out, ".Nm wiretag\n.Cm %s\n.Op Ar options\n", c->name);
    if (c->arguments[0] != '\0') {
      fputs(".Ar ", out);
      put_line(out, c->arguments);
      fputc('\n', out);
    }
  }
  fputs(".Sh DESCRIPTION\n.Nm\n", out);
  put_prose(
      out,
      "reads dumps of news articles and writes for each article one JSON record that says who, "
      "where, which organizations and which topics it is about, with ids and exact positions. "
      "Values of options are looked for on the command line, then in the environment, then in "
      "the config file. Every command also knows");
  fputs(".Fl -config Ar FILE\nand\n.Fl -help .\n", out);
  for (size_t i = 0; i < N_COMMANDS; i++) put_command(out, COMMANDS[i]);
  put_environment(out);
  fputs(
      ".Sh FILES\n.Bl -tag -width Ds\n"
      ".It Pa ~/.config/wiretag/config\nsettings, one a line:\n.Ql threads = 4 .\n"
      "Lines that start with # are comments.\n"
      ".It Pa ../share/wiretag\n"
      "from the program's folder:\n.Pa world.wtg ,\n.Pa topics-en.wtm\nand\n"
      ".Pa record.schema.json ,\nthe JSON Schema of a record.\n.El\n"
      ".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"
      ".It 0\nall done\n.It 1\nsome articles were rejected, or nothing was found\n"
      ".It 2\nwrong usage\n.It 3\na bad gazetteer or model, or bad lists or data to make one from\n"
      ".It 4\ninput, output or memory failed\n.It 130\ninterrupted\n.El\n",
      out);
  put_examples(out);
}
