/*
 * settings.c - option values from the environment and the config file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/options.h"

enum { LINE_SIZE = 4096, NAME_SIZE = 64 };

void option_variable(const option_row *row, char *out, size_t size) {
  snprintf(out, size, "WIRETAG_%s", row->name);
  for (char *at = out; *at != '\0'; at++) {
    if (*at >= 'a' && *at <= 'z') *at = (char)(*at - 'a' + 'A');
    if (*at == '-') *at = '_';
  }
}

wt_status options_read_environment(const command *c, void *options, wt_error *error) {
  const option_row *row;
  for (size_t i = 0; (row = option_at(c, i)) != NULL; i++) {
    if (!row->setting) continue;
    char name[NAME_SIZE];
    option_variable(row, name, sizeof name);
    const char *text = getenv(name);
    if (text == NULL || text[0] == '\0') continue;
    wt_status status = option_set(row, options, text, FROM_ENVIRONMENT, error);
    if (status != WT_OK) {
      if (error != NULL) memcpy(error->where, name, sizeof name);
      return status;
    }
  }
  return WT_OK;
}

/* ---- config file -------------------------------------------------------------------- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static char *trim(char *text) {
  while (is_blank(*text)) text++;
  size_t size = strlen(text);
  while (size > 0 && is_blank(text[size - 1])) size--;
  text[size] = '\0';
  return text;
}

static const option_row *find_setting(const command *c, const char *name) {
  const option_row *row = option_find(c, name, strlen(name));
  return row != NULL && row->setting ? row : NULL;
}

static wt_status unknown_setting(const command *const *commands, size_t n_commands,
                                 const char *path, uint64_t line, const char *name,
                                 wt_error *error) {
  const char *names[256];
  size_t n = 0;
  const option_row *row;
  for (size_t k = 0; k < n_commands; k++)
    for (size_t i = 0; (row = option_at(commands[k], i)) != NULL && n < 256; i++)
      if (row->setting) names[n++] = row->name;
  const char *near = suggest(name, names, n);
  return near == NULL ? wt_fail_at(error, WT_USAGE, path, line, 0, "unknown setting \"%s\"", name)
                      : wt_fail_at(error, WT_USAGE, path, line, 0,
                                   "unknown setting \"%s\": did you mean \"%s\"?", name, near);
}

/* One line: NAME = VALUE, or empty, or a comment. A setting of another command is none of ours. */
static wt_status read_line(const command *c, const command *const *commands, size_t n_commands,
                           const char *path, uint64_t number, char *line, void *options,
                           wt_arena *memory, wt_error *error) {
  char *name = trim(line);
  if (name[0] == '\0' || name[0] == '#') return WT_OK;
  char *equals = strchr(name, '=');
  if (equals == NULL)
    return wt_fail_at(error, WT_USAGE, path, number, 0, "is not NAME = VALUE: \"%.60s\"", name);
  *equals = '\0';
  name = trim(name);
  const char *text = trim(equals + 1);
  const option_row *row = find_setting(c, name);
  if (row == NULL) {
    for (size_t i = 0; i < n_commands; i++)
      if (find_setting(commands[i], name) != NULL) return WT_OK;
    return unknown_setting(commands, n_commands, path, number, name, error);
  }
  const char *kept = wt_arena_copy(memory, text, strlen(text));
  if (kept == NULL) return wt_no_memory(error, path);
  wt_error inner = {0};
  wt_status status = option_set(row, options, kept, FROM_CONFIG, &inner);
  if (status != WT_OK) wt_fail_at(error, status, path, number, 0, "%s: %s", name, inner.text);
  return status;
}

/* The user's own config file, or NULL without a home. */
static const char *default_path(char *out, size_t size) {
  const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  int n = -1;
  if (folder != NULL && folder[0] != '\0')
    n = snprintf(out, size, "%s/wiretag/config", folder);
  else if (home != NULL && home[0] != '\0')
    n = snprintf(out, size, "%s/.config/wiretag/config", home);
  return n > 0 && (size_t)n < size ? out : NULL;
}

wt_status options_read_config(const command *c, const command *const *commands, size_t n_commands,
                              const char *path, void *options, wt_arena *memory, wt_error *error) {
  char own[LINE_SIZE], line[LINE_SIZE];
  bool given = path != NULL;
  if (!given) path = default_path(own, sizeof own);
  if (path == NULL) return WT_OK;
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    if (!given && (errno == ENOENT || errno == ENOTDIR)) return WT_OK;
    return wt_fail(error, WT_IO, path, "cannot open: %s", strerror(errno));
  }
  wt_status status = WT_OK;
  uint64_t number = 0;
  while (status == WT_OK && fgets(line, sizeof line, file) != NULL) {
    number++;
    if (strlen(line) == sizeof line - 1 && line[sizeof line - 2] != '\n')
      status = wt_fail_at(error, WT_USAGE, path, number, 0, "a line over 4,000 bytes");
    else
      status = read_line(c, commands, n_commands, path, number, line, options, memory, error);
  }
  if (status == WT_OK && ferror(file))
    status = wt_fail(error, WT_IO, path, "cannot read: %s", strerror(errno));
  fclose(file);
  return status;
}
