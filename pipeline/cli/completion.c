/*
 * completion.c - `wiretag completion`: what the Tab key offers, for bash, zsh and fish.
 *
 * Each script is made from the option tables when it is asked for, so it fits the program that
 * printed it: `eval "$(wiretag completion bash)"`.
 */
#include <string.h>

#include "base/error.h"
#include "cli/program.h"

/* The first words behind which a second one follows: "gazetteer build". */
static const char *const FAMILIES[] = {"gazetteer", "train"};
enum { N_FAMILIES = sizeof FAMILIES / sizeof FAMILIES[0] };

static void first_words(FILE *out) {
  const char *last = "";
  for (size_t i = 0; i < N_COMMANDS; i++) {
    size_t size = strcspn(COMMANDS[i]->name, " ");
    if (strncmp(last, COMMANDS[i]->name, size) != 0)
      fprintf(out, "%.*s ", (int)size, COMMANDS[i]->name);
    last = COMMANDS[i]->name;
  }
  fputs("--help --version", out);
}

static void second_words(FILE *out, const char *family) {
  size_t size = strlen(family);
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strncmp(COMMANDS[i]->name, family, size) == 0)
      fprintf(out, "%s ", COMMANDS[i]->name + size + 1);
}

/* ---- bash ------------------------ */

static void print_words_of_choices(FILE *out, const char *choices) {
  for (const char *at = choices; *at != '\0'; at++) fputc(*at == '|' ? ' ' : *at, out);
}

static void bash_option_names(FILE *out, const command *c) {
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++)
    if (row->kind != OPTION_GROUP) fprintf(out, " --%s", row->name);
}

/* What may follow an option: its choices, a path, or anything. */
static void bash_values(FILE *out, const command *c) {
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++) {
    if (row->kind == OPTION_GROUP || row->kind == OPTION_FLAG) continue;
    fprintf(out, "    '%s --%s'", c->name, row->name);
    if (row->letter != 0) fprintf(out, "|'%s -%c'", c->name, row->letter);
    fputs(") ", out);
    if (row->kind == OPTION_CHOICE) {
      fputs("words='", out);
      print_words_of_choices(out, row->choices);
      fputs("' ;;\n", out);
    } else if (row->kind == OPTION_FILE || row->kind == OPTION_LIST) {
      fputs("files=1 ;;\n", out);
    } else {
      fputs("return ;;\n", out);
    }
  }
}

static void print_bash(FILE *out) {
  fputs("# wiretag " WT_VERSION
        ": completion for bash\n"
        "_wiretag() {\n"
        "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
        "  local name=${COMP_WORDS[1]} words='' files=''\n"
        "  COMPREPLY=()\n"
        "  case $name in gazetteer|train) [ \"$COMP_CWORD\" -gt 2 ] && name+=\" ${COMP_WORDS[2]}\" "
        ";; "
        "esac\n"
        "  case \"$name $previous\" in\n",
        out);
  for (size_t i = 0; i < N_COMMANDS; i++) bash_values(out, COMMANDS[i]);
  fputs("    *) case $name in\n", out);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    fprintf(out, "      '%s') [ \"$COMP_CWORD\" -gt %d ] && {\n        words='", COMMANDS[i]->name,
            strchr(COMMANDS[i]->name, ' ') == NULL ? 1 : 2);
    bash_option_names(out, COMMANDS[i]);
    fputs("'; [[ $current != -* ]] && { words=''; files=1; }; } ;;\n", out);
  }
  fputs(
      "    esac ;;\n  esac\n"
      "  if [ -z \"$words$files\" ]; then\n"
      "    if [ \"$COMP_CWORD\" -eq 1 ]; then words='",
      out);
  first_words(out);
  fputs("'\n", out);
  for (size_t k = 0; k < N_FAMILIES; k++) {
    fprintf(out, "    elif [ \"$name\" = %s ]; then words='", FAMILIES[k]);
    second_words(out, FAMILIES[k]);
    fputs("'\n", out);
  }
  fputs(
      "    fi\n  fi\n"
      "  if [ -n \"$words\" ]; then mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
      "\"$current\")\n"
      "  elif [ -n \"$files\" ]; then mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); fi\n"
      "}\n"
      "complete -o filenames -F _wiretag wiretag\n",
      out);
}

/* ---- zsh ---------------------------------------------------------------------------- */

/* Text inside '...[...]': quotes and brackets would end it. */
static void zsh_text(FILE *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '\'')
      fputs("'\\''", out);
    else if (*text == '[' || *text == ']' || *text == ':')
      fprintf(out, "\\%c", *text);
    else
      fputc(*text, out);
  }
}

static void zsh_option(FILE *out, const option_row *row) {
  fprintf(out, "      '%s--%s[", row->kind == OPTION_LIST ? "*" : "", row->name);
  zsh_text(out, row->help);
  fputc(']', out);
  if (row->kind == OPTION_CHOICE) {
    fprintf(out, ":%s:(", row->metavar);
    print_words_of_choices(out, row->choices);
    fputc(')', out);
  } else if (row->kind == OPTION_FILE || row->kind == OPTION_LIST) {
    fprintf(out, ":%s:_files", row->metavar);
  } else if (row->kind != OPTION_FLAG) {
    fprintf(out, ":%s:", row->metavar);
  }
  fputs("' \\\n", out);
}

static void print_zsh(FILE *out) {
  fputs("#compdef wiretag\n# wiretag " WT_VERSION
        ": completion for zsh\n"
        "_wiretag() {\n  local name=$words[2] first=2\n"
        "  case $name in gazetteer|train) name+=\" $words[3]\"; first=3 ;; esac\n"
        "  if (( CURRENT <= first )); then\n"
        "    if (( CURRENT == 2 )); then compadd -- ",
        out);
  first_words(out);
  for (size_t k = 0; k < N_FAMILIES; k++) {
    fprintf(out, "\n    elif [[ $words[2] == %s ]]; then compadd -- ", FAMILIES[k]);
    second_words(out, FAMILIES[k]);
  }
  fputs(
      "\n    fi\n"
      "    return\n  fi\n"
      "  shift $(( first - 1 )) words; (( CURRENT -= first - 1 ))\n"
      "  case $name in\n",
      out);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    fprintf(out, "    '%s') _arguments -s \\\n", COMMANDS[i]->name);
    const option_row *row;
    for (size_t k = 0; (row = option_at(COMMANDS[i], k)) != NULL; k++)
      if (row->kind != OPTION_GROUP) zsh_option(out, row);
    fputs("      '*:file:_files' ;;\n", out);
  }
  fputs("  esac\n}\ncompdef _wiretag wiretag\n", out);
}

/* ---- fish --------------------------------------------------------------------------- */

static void fish_text(FILE *out, const char *text) {
  fputc('\'', out);
  for (; *text != '\0'; text++) {
    if (*text == '\'' || *text == '\\') fputc('\\', out);
    fputc(*text, out);
  }
  fputc('\'', out);
}

/* The condition under which an option is offered: all words of the command's name were seen. */
static void fish_condition(FILE *out, const char *name) {
  const char *space = strchr(name, ' ');
  if (space == NULL)
    fprintf(out, "'__fish_seen_subcommand_from %s'", name);
  else
    fprintf(out, "'__fish_seen_subcommand_from %.*s; and __fish_seen_subcommand_from %s'",
            (int)(space - name), name, space + 1);
}

static void fish_option(FILE *out, const command *c, const option_row *row) {
  fputs("complete -c wiretag -n ", out);
  fish_condition(out, c->name);
  fprintf(out, " -l %s", row->name);
  if (row->letter != 0) fprintf(out, " -s %c", row->letter);
  if (row->kind == OPTION_CHOICE) {
    fputs(" -x -a '", out);
    print_words_of_choices(out, row->choices);
    fputc('\'', out);
  } else if (row->kind == OPTION_FILE || row->kind == OPTION_LIST) {
    fputs(" -r -F", out);
  } else if (row->kind != OPTION_FLAG) {
    fputs(" -x", out);
  }
  fputs(" -d ", out);
  fish_text(out, row->help);
  fputc('\n', out);
}

static void print_fish(FILE *out) {
  fputs("# wiretag " WT_VERSION ": completion for fish\n", out);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    const char *name = COMMANDS[i]->name, *space = strchr(name, ' ');
    if (space == NULL)
      fprintf(out, "complete -c wiretag -n __fish_use_subcommand -a %s -d ", name);
    else
      fprintf(out,
              "complete -c wiretag -n __fish_use_subcommand -a %.*s\n"
              "complete -c wiretag -n '__fish_seen_subcommand_from %.*s' -a %s -d ",
              (int)(space - name), name, (int)(space - name), name, space + 1);
    fish_text(out, COMMANDS[i]->summary);
    fputc('\n', out);
    const option_row *row;
    for (size_t k = 0; (row = option_at(COMMANDS[i], k)) != NULL; k++)
      if (row->kind != OPTION_GROUP) fish_option(out, COMMANDS[i], row);
  }
}

/* ---- the command -------------------------------------------------------------------- */

bool print_completion(FILE *out, const char *shell) {
  if (strcmp(shell, "bash") == 0)
    print_bash(out);
  else if (strcmp(shell, "zsh") == 0)
    print_zsh(out);
  else if (strcmp(shell, "fish") == 0)
    print_fish(out);
  else
    return false;
  return true;
}

typedef struct completion_options {
  common_options common;
} completion_options;

static const completion_options DEFAULTS = {.common = {0}};

static int run_completion(const void *given, const text_list *arguments) {
  (void)given;
  if (print_completion(stdout, arguments->items[0])) return DONE;
  wt_error error;
  wt_fail(&error, WT_USAGE, "", "\"%s\" is none of bash, zsh, fish", arguments->items[0]);
  return report_error(&COMPLETION_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"in ~/.bashrc", "eval \"$(wiretag completion bash)\""},
    {"in ~/.zshrc, behind compinit", "eval \"$(wiretag completion zsh)\""},
    {"once, for fish", "wiretag completion fish > ~/.config/fish/completions/wiretag.fish"},
};

const command COMPLETION_COMMAND = {
    .name = "completion",
    .summary = "print a shell's completion script",
    .arguments = "bash|zsh|fish",
    .least = 1,
    .most = 1,
    .text = "The script knows every command, option and choice of this program.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_completion,
};
