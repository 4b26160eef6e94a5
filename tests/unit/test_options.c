/* test_options.c - option tables: parsing, sources, suggestions; and every table of the program. */
#include "cli/options.h"

#include "cli/program.h"
#include "cli/setup.h"
#include "read/dump.h"
#include "unit.h"

typedef struct sample {
  common_options common;
  const char *name;
  text_list files;
  uint64_t count, size;
  int mode;
  bool quiet;
} sample;

static const option_row ROWS[] = {
    {.name = "Group", .kind = OPTION_GROUP},
    {.name = "name",
     .letter = 'n',
     .kind = OPTION_TEXT,
     .offset = offsetof(sample, name),
     .metavar = "X"},
    {.name = "file",
     .letter = 'f',
     .kind = OPTION_LIST,
     .offset = offsetof(sample, files),
     .metavar = "F",
     .setting = true},
    {.name = "count",
     .kind = OPTION_NUMBER,
     .offset = offsetof(sample, count),
     .metavar = "N",
     .least = 1,
     .most = 9,
     .setting = true},
    {.name = "size",
     .kind = OPTION_SIZE,
     .offset = offsetof(sample, size),
     .metavar = "S",
     .most = UINT64_MAX},
    {.name = "mode",
     .kind = OPTION_CHOICE,
     .offset = offsetof(sample, mode),
     .metavar = "M",
     .choices = "one|two|three",
     .setting = true},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .offset = offsetof(sample, quiet),
     .setting = true},
};
static const sample DEFAULTS = {.count = 3, .mode = 1};
static const command SAMPLE = {.name = "sample",
                               .arguments = "[A]...",
                               .most = 3,
                               .rows = ROWS,
                               .n_rows = sizeof ROWS / sizeof ROWS[0],
                               .defaults = &DEFAULTS,
                               .size = sizeof DEFAULTS};
static const command *const ALL[] = {&SAMPLE};

typedef struct parsed {
  sample options;
  text_list arguments;
  wt_arena memory;
  wt_error error;
} parsed;

static wt_status parse(parsed *p, int argc, const char *const *argv) {
  *p = (parsed){0};
  return options_parse(&SAMPLE, ALL, 1, argc, (char *const *)(uintptr_t)argv, &p->options,
                       &p->arguments, &p->memory, &p->error);
}

static void release(parsed *p) {
  options_release(&SAMPLE, &p->options, &p->arguments);
  wt_arena_release(&p->memory);
}

#define PARSE(p, ...) \
  parse(p, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

static int empty_home(void **state) {
  (void)state;
  unsetenv("XDG_CONFIG_HOME");
  unsetenv("HOME");
  unsetenv("WIRETAG_COUNT");
  unsetenv("WIRETAG_FILE");
  return 0;
}

static void defaults_hold_without_arguments(void **state) {
  (void)state;
  parsed p;
  assert_int_equal(parse(&p, 0, NULL), WT_OK);
  assert_int_equal(p.options.count, 3);
  assert_int_equal(p.options.mode, 1);
  assert_int_equal(p.arguments.n, 0);
  release(&p);
}

static void every_form_of_an_option_is_understood(void **state) {
  (void)state;
  parsed p;
  assert_int_equal(PARSE(&p, "a", "--name=x=y", "-qf", "1", "-f2", "--file", "3", "--count", "9",
                         "--size=4M", "b", "--mode", "three", "-", "--"),
                   WT_OK);
  assert_string_equal(p.options.name, "x=y");
  assert_true(p.options.quiet);
  assert_int_equal(p.options.files.n, 3);
  assert_string_equal(p.options.files.items[1], "2");
  assert_int_equal(p.options.count, 9);
  assert_int_equal(p.options.size, 4 << 20);
  assert_int_equal(p.options.mode, 2);
  assert_int_equal(p.arguments.n, 3);
  assert_string_equal(p.arguments.items[2], "-");
  release(&p);
}

static void nothing_is_an_option_behind_two_dashes(void **state) {
  (void)state;
  parsed p;
  assert_int_equal(PARSE(&p, "--", "--name", "-q"), WT_OK);
  assert_int_equal(p.arguments.n, 2);
  assert_false(p.options.quiet);
  release(&p);
}

static void bad_values_are_refused(void **state) {
  (void)state;
  static const char *const BAD[] = {"--count=0",   "--count=10",  "--count=",
                                    "--count=-1",  "--count=1x",  "--count=99999999999999999999",
                                    "--size=1KB",  "--size=K",    "--size=99999999999G",
                                    "--mode=four", "--mode=on",   "--mode=",
                                    "--quiet=1",   "--nothing",   "-z",
                                    "--name",      "--count=0x3", "--mode=one|two"};
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    parsed p;
    assert_int_equal(PARSE(&p, BAD[i]), WT_USAGE);
    assert_true(p.error.text[0] != '\0');
    release(&p);
  }
}

static void too_many_arguments_are_refused(void **state) {
  (void)state;
  parsed p;
  assert_int_equal(PARSE(&p, "1", "2", "3", "4"), WT_USAGE);
  release(&p);
}

static void a_later_source_replaces_an_earlier_one(void **state) {
  (void)state;
  parsed p;
  setenv("WIRETAG_COUNT", "5", 1);
  setenv("WIRETAG_FILE", "from-environment", 1);
  assert_int_equal(parse(&p, 0, NULL), WT_OK);
  assert_int_equal(p.options.count, 5);
  assert_string_equal(p.options.files.items[0], "from-environment");
  release(&p);
  assert_int_equal(PARSE(&p, "--count", "7", "-f", "a", "-f", "b"), WT_OK);
  assert_int_equal(p.options.count, 7);
  assert_int_equal(p.options.files.n, 2);
  assert_string_equal(p.options.files.items[0], "a");
  release(&p);
  setenv("WIRETAG_COUNT", "many", 1);
  assert_int_equal(parse(&p, 0, NULL), WT_USAGE);
  assert_string_equal(p.error.where, "WIRETAG_COUNT");
  release(&p);
  empty_home(NULL);
}

static void help_wins_over_what_else_is_wrong(void **state) {
  (void)state;
  parsed p;
  assert_int_equal(PARSE(&p, "--help", "1", "2", "3", "4"), WT_OK);
  assert_true(p.options.common.help);
  release(&p);
}

static void slips_are_understood_and_guesses_are_not_made(void **state) {
  (void)state;
  static const char *const NAMES[] = {"threads", "topics", "output", "no-topics"};
  assert_string_equal(suggest("thraeds", NAMES, 4), "threads");
  assert_string_equal(suggest("ouput", NAMES, 4), "output");
  assert_string_equal(suggest("topic", NAMES, 4), "topics");
  assert_null(suggest("zebra", NAMES, 4));
  assert_null(suggest("", NAMES, 0));
}

/* The rules that the tables themselves must keep. */
static void every_table_is_sound(void **state) {
  (void)state;
  for (size_t k = 0; k < N_COMMANDS; k++) {
    const command *c = COMMANDS[k];
    bool letters[128] = {false};
    const option_row *row;
    for (size_t i = 0; (row = option_at(c, i)) != NULL; i++) {
      if (row->kind == OPTION_GROUP) continue;
      assert_ptr_equal(option_find(c, row->name, strlen(row->name)), row); /* names are unique */
      assert_true(row->help != NULL && row->help[0] != '\0');
      assert_int_equal(row->help[strlen(row->help) - 1] == '.', 0);
      assert_int_equal(row->metavar == NULL, row->kind == OPTION_FLAG);
      assert_int_equal(row->choices != NULL, row->kind == OPTION_CHOICE);
      if (row->kind == OPTION_NUMBER || row->kind == OPTION_SIZE)
        assert_true(row->most > row->least);
      if (row->letter == 0) continue;
      assert_false(letters[(unsigned char)row->letter]);
      letters[(unsigned char)row->letter] = true;
    }
  }
}

/* The names in the table's choices are the reader's, in its order. */
static void the_presets_are_those_of_the_reader(void **state) {
  (void)state;
  char joined[256] = "";
  const char *name;
  for (size_t i = 0; (name = wt_fields_preset_name(i)) != NULL; i++) {
    assert_true(strlen(joined) + strlen(name) + 2 < sizeof joined);
    snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%s", i == 0 ? "" : "|",
             name);
  }
  assert_string_equal(joined, PRESET_CHOICES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(defaults_hold_without_arguments, empty_home),
      cmocka_unit_test_setup(every_form_of_an_option_is_understood, empty_home),
      cmocka_unit_test_setup(nothing_is_an_option_behind_two_dashes, empty_home),
      cmocka_unit_test_setup(bad_values_are_refused, empty_home),
      cmocka_unit_test_setup(too_many_arguments_are_refused, empty_home),
      cmocka_unit_test_setup(a_later_source_replaces_an_earlier_one, empty_home),
      cmocka_unit_test_setup(help_wins_over_what_else_is_wrong, empty_home),
      cmocka_unit_test(slips_are_understood_and_guesses_are_not_made),
      cmocka_unit_test(every_table_is_sound),
      cmocka_unit_test(the_presets_are_those_of_the_reader),
  };
  return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
