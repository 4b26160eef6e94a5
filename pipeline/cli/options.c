#include "cli/options.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"

const option_row COMMON_ROWS[] = {
    {.name = "Common", .kind = OPTION_GROUP},
    {.name = "config",
     .kind = OPTION_FILE,
     .offset = offsetof(common_options, config),
     .metavar = "FILE",
     .help =
         "settings, lines of NAME = VALUE; without it ~/.config/wiretag/config where it exists"},
    {.name = "help",
     .letter = 'h',
     .kind = OPTION_FLAG,
     .offset = offsetof(common_options, help),
     .help = "show this help"},
};
const size_t N_COMMON_ROWS = sizeof COMMON_ROWS / sizeof COMMON_ROWS[0];

const option_row *option_at(const command *c, size_t i) {
  if (i < c->n_rows) return &c->rows[i];
  i -= c->n_rows;
  return i < N_COMMON_ROWS ? &COMMON_ROWS[i] : NULL;
}

const option_row *option_find(const command *c, const char *name, size_t size) {
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++)
    if (row->kind != OPTION_GROUP && strlen(row->name) == size &&
        memcmp(row->name, name, size) == 0)
      return row;
  return NULL;
}

static const option_row *find_letter(const command *c, char letter) {
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++)
    if (row->kind != OPTION_GROUP && row->letter == letter) return row;
  return NULL;
}

/* ---- values ------------------------------------------------------------------------- */

static bool list_add(text_list *list, const char *text, option_source source) {
  if (list->source != source) list->n = 0;
  list->source = source;
  const char **items = wt_grow(list->items, &list->capacity, list->n + 1, sizeof *items);
  if (items == NULL) return false;
  list->items = items;
  items[list->n++] = text;
  return true;
}

/* Decimal digits, then for sizes one of K, M, G (powers of 1024). False when it is no number or
 * does not fit. */
static bool read_number(const char *text, bool is_size, uint64_t *out) {
  uint64_t value = 0;
  const char *at = text;
  for (; *at >= '0' && *at <= '9'; at++) {
    if (value > (UINT64_MAX - 9) / 10) return false;
    value = value * 10 + (uint64_t)(*at - '0');
  }
  if (at == text) return false;
  if (is_size && *at != '\0') {
    static const char UNITS[] = "KkMmGg";
    const char *unit = strchr(UNITS, *at);
    if (unit == NULL || at[1] != '\0') return false;
    unsigned shift = 10u * ((unsigned)(unit - UNITS) / 2 + 1);
    if (value > UINT64_MAX >> shift) return false;
    value <<= shift;
    at++;
  }
  *out = value;
  return *at == '\0';
}

static wt_status set_number(const option_row *row, uint64_t *value, const char *text,
                            wt_error *error) {
  uint64_t number;
  bool is_size = row->kind == OPTION_SIZE;
  if (!read_number(text, is_size, &number))
    return wt_fail(error, WT_USAGE, row->name, "\"%s\" is not a %s", text,
                   is_size ? "size, such as 512K or 4M" : "number");
  if (number < row->least || number > row->most)
    return wt_fail(error, WT_USAGE, row->name, "%s is not from %llu to %llu", text,
                   (unsigned long long)row->least, (unsigned long long)row->most);
  *value = number;
  return WT_OK;
}

/* Digits with at most one point among them; no exponent, no locale. */
static wt_status set_decimal(const option_row *row, double *value, const char *text,
                             wt_error *error) {
  double number = 0, place = 0;
  size_t digits = 0;
  const char *at = text;
  for (; (*at >= '0' && *at <= '9') || (*at == '.' && place == 0); at++) {
    if (*at == '.') {
      place = 1;
      continue;
    }
    digits++;
    number = number * 10 + (*at - '0');
    place *= 10;
  }
  if (digits == 0 || digits > 15 || *at != '\0')
    return wt_fail(error, WT_USAGE, row->name, "\"%s\" is not a number such as 0.25", text);
  *value = place > 0 ? number / place : number;
  return WT_OK;
}

static wt_status set_choice(const option_row *row, int *value, const char *text, wt_error *error) {
  size_t size = strlen(text);
  int i = 0;
  for (const char *at = row->choices; *at != '\0'; i++) {
    size_t n = strcspn(at, "|");
    if (n == size && memcmp(at, text, n) == 0) {
      *value = i;
      return WT_OK;
    }
    at += n;
    at += *at == '|';
  }
  return wt_fail(error, WT_USAGE, row->name, "\"%s\" is none of %s", text, row->choices);
}

static wt_status set_flag(const option_row *row, bool *value, const char *text, wt_error *error) {
  static const char *const WORDS[] = {"no", "yes", "false", "true", "off", "on", "0", "1"};
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
    if (strcmp(text, WORDS[i]) == 0) {
      *value = i % 2 == 1;
      return WT_OK;
    }
  return wt_fail(error, WT_USAGE, row->name, "\"%s\" is neither yes nor no", text);
}

wt_status option_set(const option_row *row, void *options, const char *text, option_source source,
                     wt_error *error) {
  void *value = (char *)options + row->offset;
  switch (row->kind) {
    case OPTION_FLAG: return set_flag(row, value, text, error);
    case OPTION_TEXT:
    case OPTION_FILE: *(const char **)value = text; return WT_OK;
    case OPTION_LIST: return list_add(value, text, source) ? WT_OK : wt_no_memory(error, row->name);
    case OPTION_NUMBER:
    case OPTION_SIZE: return set_number(row, value, text, error);
    case OPTION_DECIMAL: return set_decimal(row, value, text, error);
    case OPTION_CHOICE: return set_choice(row, value, text, error);
    case OPTION_GROUP: break;
  }
  return wt_fail(error, WT_USAGE, row->name, "is not an option");
}

/* ---- the command line --------------------------------------------------------------- */

typedef struct cursor {
  const command *c;
  char *const *argv;
  int argc, at;
  void *options;
  text_list *arguments;
} cursor;

static wt_status unknown_option(const cursor *p, const char *name, size_t size, wt_error *error) {
  const char *names[128];
  size_t n = 0;
  const option_row *row;
  for (size_t i = 0; (row = option_at(p->c, i)) != NULL && n < 128; i++)
    if (row->kind != OPTION_GROUP) names[n++] = row->name;
  char given[64];
  if (size >= sizeof given) size = sizeof given - 1;
  memcpy(given, name, size);
  given[size] = '\0';
  const char *near = suggest(given, names, n);
  return near == NULL
             ? wt_fail(error, WT_USAGE, "", "unknown option --%s", given)
             : wt_fail(error, WT_USAGE, "", "unknown option --%s: did you mean --%s?", given, near);
}

/* The value of an option: `attached` behind = or behind its letter, else the next argument. */
static wt_status take_value(cursor *p, const option_row *row, const char *attached,
                            wt_error *error) {
  const char *text = attached;
  if (text == NULL) {
    if (p->at >= p->argc)
      return wt_fail(error, WT_USAGE, "", "--%s needs a value: --%s %s", row->name, row->name,
                     row->metavar == NULL ? row->choices : row->metavar);
    text = p->argv[p->at++];
  }
  wt_status status = option_set(row, p->options, text, FROM_ARGUMENTS, error);
  if (status == WT_USAGE && error != NULL) {
    char where[sizeof error->where];
    size_t size = strlen(row->name);
    memcpy(where, "--", 2);
    memcpy(where + 2, row->name, size + 1);
    memcpy(error->where, where, size + 3);
  }
  return status;
}

static wt_status take_long(cursor *p, const char *argument, wt_error *error) {
  const char *name = argument + 2, *equals = strchr(name, '=');
  size_t size = equals == NULL ? strlen(name) : (size_t)(equals - name);
  const option_row *row = option_find(p->c, name, size);
  if (row == NULL) return unknown_option(p, name, size, error);
  if (row->kind != OPTION_FLAG)
    return take_value(p, row, equals == NULL ? NULL : equals + 1, error);
  if (equals != NULL) return wt_fail(error, WT_USAGE, "", "--%s takes no value", row->name);
  *(bool *)((char *)p->options + row->offset) = true;
  return WT_OK;
}

/* -q, -o FILE, -oFILE, -qo FILE */
static wt_status take_letters(cursor *p, const char *argument, wt_error *error) {
  for (const char *at = argument + 1; *at != '\0'; at++) {
    const option_row *row = find_letter(p->c, *at);
    if (row == NULL) return wt_fail(error, WT_USAGE, "", "unknown option -%c", *at);
    if (row->kind != OPTION_FLAG) return take_value(p, row, at[1] == '\0' ? NULL : at + 1, error);
    *(bool *)((char *)p->options + row->offset) = true;
  }
  return WT_OK;
}

static wt_status take_arguments(cursor *p, wt_error *error) {
  bool only_arguments = false;
  wt_status status = WT_OK;
  p->at = 0;
  while (status == WT_OK && p->at < p->argc) {
    const char *argument = p->argv[p->at++];
    if (only_arguments || argument[0] != '-' || argument[1] == '\0') {
      if (!list_add(p->arguments, argument, FROM_ARGUMENTS))
        status = wt_no_memory(error, "arguments");
    } else if (strcmp(argument, "--") == 0) {
      only_arguments = true;
    } else if (argument[1] == '-') {
      status = take_long(p, argument, error);
    } else {
      status = take_letters(p, argument, error);
    }
  }
  return status;
}

static wt_status check_count(const command *c, const text_list *arguments, wt_error *error) {
  if (arguments->n < c->least) return wt_fail(error, WT_USAGE, "", "needs %s", c->arguments);
  if (arguments->n > c->most)
    return wt_fail(error, WT_USAGE, "", "too many arguments: \"%s\"", arguments->items[c->most]);
  return WT_OK;
}

static void reset(const command *c, void *options, text_list *arguments) {
  options_release(c, options, arguments);
  memcpy(options, c->defaults, c->size);
}

/* The arguments are read twice: first to learn --config and --help, then, over the config file and
 * the environment, for good. */
wt_status options_parse(const command *c, const command *const *commands, size_t n_commands,
                        int argc, char *const *argv, void *options, text_list *arguments,
                        wt_arena *memory, wt_error *error) {
  cursor p = {.c = c, .argv = argv, .argc = argc, .options = options, .arguments = arguments};
  memcpy(options, c->defaults, c->size);
  wt_status status = take_arguments(&p, error);
  const common_options *common = options;
  if (status != WT_OK || common->help) return status;
  const char *config = common->config;
  reset(c, options, arguments);
  status = options_read_config(c, commands, n_commands, config, options, memory, error);
  if (status == WT_OK) status = options_read_environment(c, options, error);
  if (status == WT_OK) status = take_arguments(&p, error);
  if (status == WT_OK) status = check_count(c, arguments, error);
  return status;
}

void options_release(const command *c, void *options, text_list *arguments) {
  for (size_t i = 0; i < c->n_rows; i++) {
    if (c->rows[i].kind != OPTION_LIST) continue;
    text_list *list = (text_list *)(void *)((char *)options + c->rows[i].offset);
    wt_free(list->items);
    *list = (text_list){0};
  }
  wt_free(arguments->items);
  *arguments = (text_list){0};
}
