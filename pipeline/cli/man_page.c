/*
 * man_page.c - the manual page, in mdoc, from the option tables.
 *
 * wiretag.1 in this folder is what `wiretag help --man` prints (`make man`); a test keeps the two
 * equal.
 */
#include <string.h>

#include "cli/program.h"

/* Text of a macro line or a paragraph: backslashes are escaped, a leading period or quote is made
 * harmless, an empty line ends a paragraph. */
static void put_text(FILE *out, const char *text) {
  bool start = true;
  for (; *text != '\0'; text++) {
    if (text[0] == '\n' && text[1] == '\n') {
      fputs("\n.Pp\n", out);
      text++;
      start = true;
      continue;
    }
    if (start && (*text == '.' || *text == '\'')) fputs("\\&", out);
    if (*text == '\\')
      fputs("\\e", out);
    else
      fputc(*text, out);
    start = *text == '\n';
  }
}

/* Prose is broken behind each sentence, as mdoc wants it. */
static void put_prose(FILE *out, const char *text) {
  const char *at = text;
  while (*at != '\0') {
    const char *end = strstr(at, ". ");
    size_t size = end == NULL ? strlen(at) : (size_t)(end - at) + 1;
    char line[1024];
    if (size >= sizeof line) size = sizeof line - 1;
    memcpy(line, at, size);
    line[size] = '\0';
    put_text(out, line);
    fputc('\n', out);
    at += size;
    while (*at == ' ') at++;
  }
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
  for (size_t i = 0; i < N_COMMANDS; i++)
    for (size_t k = 0; k < COMMANDS[i]->n_examples; k++) {
      const example *e = &COMMANDS[i]->examples[k];
      put_text(out, e->what);
      fputs(":\n.Pp\n.Dl ", out);
      put_text(out, e->line);
      fputs("\n.Pp\n", out);
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
      put_text(out, c->arguments);
      fputc('\n', out);
    }
  }
  fputs(
      ".Sh DESCRIPTION\n.Nm\n"
      "reads dumps of news articles and writes for each article one JSON record that says who, "
      "where,\nwhich organizations and which topics it is about, with ids and exact positions.\n"
      "Values of options are looked for on the command line, then in the environment, then in the "
      "config file.\n"
      "Every command also knows\n.Fl -config Ar FILE\nand\n.Fl -help .\n",
      out);
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
