/*
 * summary.c - `wiretag summary`: who, where and what a tagged file is about, on one screen.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "cli/bar.h"
#include "cli/page_view.h"
#include "cli/program.h"
#include "cli/tally.h"
#include "cli/terminal.h"
#include "read/dump.h"
#include "write/json_line.h"

enum { EXAMPLES_SHOWN = 3, NAMES_SHOWN = 3, LINE_SIZE = 512 };

typedef struct summary_options {
  common_options common;
  uint64_t top;
  int color;
} summary_options;

static const option_row ROWS[] = {
    {.name = "What to show", .kind = OPTION_GROUP},
    {.name = "top",
     .letter = 'n',
     .kind = OPTION_NUMBER,
     .offset = offsetof(summary_options, top),
     .metavar = "N",
     .least = 1,
     .most = 1000000,
     .setting = true,
     .help = "how many of each kind"},
    {.name = "color",
     .kind = OPTION_CHOICE,
     .offset = offsetof(summary_options, color),
     .metavar = "WHEN",
     .choices = COLOR_CHOICES,
     .setting = true,
     .help = "auto: on a terminal, unless NO_COLOR is set"},
};

static const summary_options DEFAULTS = {.top = 10};

/* An article shown as an example. */
typedef struct specimen {
  char title[LINE_SIZE], topics[LINE_SIZE], names[LINE_SIZE];
} specimen;

typedef struct survey {
  wt_arena memory;
  tally types[WT_TYPES], topics;
  uint64_t articles, entities, linked, mentions, with_topics;
  specimen specimens[EXAMPLES_SHOWN];
  size_t n_specimens;
} survey;

/* ---- counting ----------------------------------------------------------------------- */

static const char *string_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text == NULL ? "" : text;
}

static wt_status count_entities(survey *s, const json_t *entities, wt_error *error) {
  size_t i;
  const json_t *e;
  wt_status status = WT_OK;
  json_array_foreach(entities, i, e) {
    const char *id = json_string_value(json_object_get(e, "id"));
    size_t mentions = json_array_size(json_object_get(e, "mentions"));
    s->entities++;
    s->linked += id != NULL;
    s->mentions += mentions;
    for (int t = 0; status == WT_OK && t < WT_TYPES; t++)
      if (strcmp(string_of(e, "type"), wt_type_name((wt_type)t)) == 0)
        status = tally_add(&s->types[t], &s->memory, id == NULL ? string_of(e, "key") : id,
                           string_of(e, "name"), mentions, error);
    if (status != WT_OK) break;
  }
  return status;
}

static wt_status count_topics(survey *s, const json_t *topics, wt_error *error) {
  size_t i;
  const json_t *t;
  s->with_topics += json_array_size(topics) > 0;
  json_array_foreach(topics, i, t) {
    wt_status status =
        tally_add(&s->topics, &s->memory, string_of(t, "id"), string_of(t, "label"), 1, error);
    if (status != WT_OK) return status;
  }
  return WT_OK;
}

/* "A, B, C": the first few members `name` of an array of objects. */
static void list_names(const json_t *array, const char *name, char *out, size_t size) {
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < json_array_size(array) && i < NAMES_SHOWN && at < size; i++) {
    int n = snprintf(out + at, size - at, "%s%s", i == 0 ? "" : " \u00B7 ",
                     string_of(json_array_get(array, i), name));
    at += n < 0 ? 0 : (size_t)n;
  }
}

/* Keeps the first articles that show something. */
static void keep_specimen(survey *s, const json_t *record) {
  const json_t *topics = json_object_get(record, "topics");
  const json_t *entities = json_object_get(record, "entities");
  const char *title = string_of(record, "title");
  if (s->n_specimens == EXAMPLES_SHOWN || json_array_size(entities) < NAMES_SHOWN ||
      title[0] == '\0')
    return;
  specimen *kept = &s->specimens[s->n_specimens++];
  snprintf(kept->title, sizeof kept->title, "%s", title);
  list_names(topics, "label", kept->topics, sizeof kept->topics);
  list_names(entities, "name", kept->names, sizeof kept->names);
}

static wt_status count_record(survey *s, const wt_record *record, wt_error *error) {
  if (record->broken != NULL)
    return wt_fail_at(error, WT_BAD_INPUT, record->file, record->line, 0, "%s", record->broken);
  json_t *json = json_loadb(record->bytes, record->size, 0, NULL);
  if (!json_is_integer(json_object_get(json, "wiretag"))) {
    json_decref(json);
    return wt_fail_at(error, WT_BAD_INPUT, record->file, record->line, 0,
                      "is not a record of `wiretag tag`");
  }
  s->articles++;
  wt_status status = count_entities(s, json_object_get(json, "entities"), error);
  if (status == WT_OK) status = count_topics(s, json_object_get(json, "topics"), error);
  keep_specimen(s, json);
  json_decref(json);
  return status;
}

static wt_status read_all(survey *s, const char *path, wt_error *error) {
  wt_dump_options options = {.format = WT_FORMAT_JSONL};
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_status status = wt_dump_open(&path, 1, &options, &dump, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (batch.n == 0) break;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++)
      status = count_record(s, &batch.records[i], error);
  }
  wt_batch_release(&batch);
  wt_dump_close(dump);
  return status;
}

/* ---- showing ------------------------------------------------------------------------ */

static const char *style(bool color, const char *code) { return color ? code : ""; }

/* As much of a text as fits in `columns`, with an ellipsis when it was cut; padded to the width
 * when that is wanted. */
static void print_cell(const char *text, size_t columns, bool pad) {
  size_t size = strlen(text), shown = size;
  while (display_width(text, shown) > columns) do
      shown--;
    while (shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80);
  if (shown < size) {
    while (shown > 0 && display_width(text, shown) >= columns) do
        shown--;
      while (shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80);
  }
  size_t used = print_safely(stdout, text, shown);
  if (shown < size) {
    fputs("\u2026", stdout);
    used++;
  }
  if (pad) printf("%*s", used < columns ? (int)(columns - used) : 0, "");
}

static void print_ranks(const survey *s, size_t top, bool color, size_t width) {
  static const char *const NAMES[] = {"People", "Places", "Organizations"};
  const size_t column = width / 3, count = 6, name = column - count - 3;
  if (s->types[WT_PERSON].n + s->types[WT_PLACE].n + s->types[WT_ORGANIZATION].n == 0) return;
  putchar('\n');
  for (int t = 0; t < 3; t++) {
    fputs(style(color, style_of_type((wt_type)t)), stdout);
    printf("%*s ", (int)count, "");
    print_cell(NAMES[t], name + 2, t < 2);
    fputs(style(color, STYLE_OFF), stdout);
  }
  putchar('\n');
  for (size_t i = 0; i < top; i++) {
    if (i >= s->types[WT_PERSON].n && i >= s->types[WT_PLACE].n && i >= s->types[WT_ORGANIZATION].n)
      break;
    for (int t = 0; t < 3; t++) {
      const tally *list = &s->types[t];
      if (i < list->n) {
        printf("%*llu ", (int)count, (unsigned long long)list->items[i].articles);
        print_cell(list->items[i].name, name, t < 2);
        if (t < 2) fputs("  ", stdout);
      } else if (t < 2) {
        printf("%*s", (int)column, "");
      }
    }
    putchar('\n');
  }
}

static void print_topics(const survey *s, size_t top, bool color, size_t width) {
  const size_t label = 38, bar = width - label - 12;
  if (s->topics.n == 0) return;
  printf("\n%s       Topics%s\n", style(color, STYLE_BOLD), style(color, STYLE_OFF));
  uint64_t most = s->topics.items[0].articles;
  for (size_t i = 0; i < s->topics.n && i < top; i++) {
    const tally_item *item = &s->topics.items[i];
    printf("%6llu ", (unsigned long long)item->articles);
    print_cell(item->name, label, true);
    fputs("  ", stdout);
    print_bar(stdout, (double)item->articles / (double)most, bar, false);
    putchar('\n');
  }
}

static void print_specimens(const survey *s, bool color, size_t width) {
  if (s->n_specimens > 0)
    printf("\n%s       For example%s\n", style(color, STYLE_BOLD), style(color, STYLE_OFF));
  for (size_t i = 0; i < s->n_specimens; i++) {
    const specimen *kept = &s->specimens[i];
    fputs("       ", stdout);
    print_cell(kept->title, width - 8, false);
    printf("\n%s         ", style(color, STYLE_DIM));
    print_cell(kept->names, width - 10, false);
    if (kept->topics[0] != '\0') {
      fputs("\n         ", stdout);
      print_cell(kept->topics, width - 10, false);
    }
    printf("%s\n", style(color, STYLE_OFF));
  }
}

static void print_survey(survey *s, const char *path, const summary_options *o) {
  bool color = terminal_color(o->color, stdout);
  size_t width = terminal_width(stdout);
  for (int t = 0; t < WT_TYPES; t++) tally_sort(&s->types[t]);
  tally_sort(&s->topics);
  printf(
      "%s%s%s: %llu articles, %llu entities (%.0f%% with an id), %llu mentions, topics in %llu\n",
      style(color, STYLE_BOLD), path, style(color, STYLE_OFF), (unsigned long long)s->articles,
      (unsigned long long)s->entities,
      s->entities == 0 ? 0 : 100 * (double)s->linked / (double)s->entities,
      (unsigned long long)s->mentions, (unsigned long long)s->with_topics);
  print_ranks(s, o->top, color, width);
  print_topics(s, o->top, color, width);
  print_specimens(s, color, width);
}

/* ---- the command -------------------------------------------------------------------- */

static int run_summary(const void *given, const text_list *arguments) {
  const summary_options *o = given;
  wt_error error = {0};
  survey *s = wt_calloc(1, sizeof *s);
  wt_status status =
      s == NULL ? wt_no_memory(&error, "summary") : read_all(s, arguments->items[0], &error);
  if (status == WT_OK) print_survey(s, arguments->items[0], o);
  if (s != NULL) {
    for (int t = 0; t < WT_TYPES; t++) tally_release(&s->types[t]);
    tally_release(&s->topics);
    wt_arena_release(&s->memory);
  }
  wt_free(s);
  return status == WT_OK ? DONE : report_error(&SUMMARY_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"what a tagged dump is about", "wiretag summary tags.jsonl"},
};

const command SUMMARY_COMMAND = {
    .name = "summary",
    .summary = "say on one screen what a tagged file is about",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text =
        "Reads the records of `wiretag tag` and counts in how many articles each person, place, "
        "organization and topic occurs.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_summary,
};
