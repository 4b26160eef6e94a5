/*
 * setup.h - the options that `tag` and `explain` share: how to read articles and what to tag with.
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "cli/options.h"
#include "read/dump.h"

typedef struct input_options {
  int format, preset;
  const char *id, *title, *text, *date, *lang, *publisher;
} input_options;

typedef struct tagging_options {
  text_list gazetteers, topic_rules;
  const char *recogniser, *topics, *data, *publisher, *topic_language, *topic_names;
  bool no_world, no_topics, rules;
  int zones, overlap;
} tagging_options;

/* The presets of read/, in its order; a test compares the two. */
#define PRESET_CHOICES "default|news-please|cc_news|signal-1m|webz|trafilatura|elasticdump"

/* Rows of a table whose struct `type` has a member `input` of type input_options. */
#define INPUT_ROWS(type)                                                                          \
  {.name = "Input", .kind = OPTION_GROUP},                                                        \
      {.name = "format",                                                                          \
       .letter = 'f',                                                                             \
       .kind = OPTION_CHOICE,                                                                     \
       .offset = offsetof(type, input.format),                                                    \
       .metavar = "FORMAT",                                                                       \
       .choices = "auto|jsonl|text",                                                              \
       .setting = true,                                                                           \
       .help = "JSON Lines, or text files of one article each; auto looks at the first byte"},    \
      {.name = "preset",                                                                          \
       .letter = 'p',                                                                             \
       .kind = OPTION_CHOICE,                                                                     \
       .offset = offsetof(type, input.preset),                                                    \
       .metavar = "LAYOUT",                                                                       \
       .choices = PRESET_CHOICES,                                                                 \
       .setting = true,                                                                           \
       .help = "the field names of a common kind of dump"},                                       \
      FIELD_ROW(type, id, "the article's id"), FIELD_ROW(type, title, "the headline"),            \
      FIELD_ROW(type, text, "the article's text"), FIELD_ROW(type, date, "the publication date"), \
      FIELD_ROW(type, lang, "the language"),                                                      \
      FIELD_ROW(type, publisher, "the publisher's address or name")

#define FIELD_ROW(type, field, what)                                                     \
  {                                                                                      \
    .name = #field "-field", .kind = OPTION_TEXT, .offset = offsetof(type, input.field), \
    .metavar = "PATH", .setting = true, .help = "JSON field with " what                  \
  }

/* Rows of a table whose struct `type` has a member `tagging` of type tagging_options. */
#define TAGGING_ROWS(type)                                                                    \
  {.name = "Tagging", .kind = OPTION_GROUP},                                                  \
      {.name = "gazetteer",                                                                   \
       .letter = 'g',                                                                         \
       .kind = OPTION_LIST,                                                                   \
       .offset = offsetof(type, tagging.gazetteers),                                          \
       .metavar = "FILE",                                                                     \
       .setting = true,                                                                       \
       .help =                                                                                \
           "a compiled list of names on top of world.wtg; may be given several times, later " \
           "ones win"},                                                                       \
      {.name = "no-world",                                                                    \
       .kind = OPTION_FLAG,                                                                   \
       .offset = offsetof(type, tagging.no_world),                                            \
       .setting = true,                                                                       \
       .help = "use only the gazetteers given, without world.wtg"},                           \
      {.name = "data",                                                                        \
       .kind = OPTION_FILE,                                                                   \
       .offset = offsetof(type, tagging.data),                                                \
       .metavar = "FOLDER",                                                                   \
       .setting = true,                                                                       \
       .help =                                                                                \
           "where world.wtg and the models are; without it the program's folder and "         \
           "../share/wiretag are searched"},                                                  \
      {.name = "recogniser",                                                                  \
       .kind = OPTION_FILE,                                                                   \
       .offset = offsetof(type, tagging.recogniser),                                          \
       .metavar = "FILE",                                                                     \
       .setting = true,                                                                       \
       .help = "a model that finds names; without it recogniser-en.wtm"},                     \
      {.name = "rules",                                                                       \
       .kind = OPTION_FLAG,                                                                   \
       .offset = offsetof(type, tagging.rules),                                               \
       .setting = true,                                                                       \
       .help = "find names by lists and rules, without a model"},                             \
      {.name = "topics",                                                                      \
       .kind = OPTION_FILE,                                                                   \
       .offset = offsetof(type, tagging.topics),                                              \
       .metavar = "FILE",                                                                     \
       .setting = true,                                                                       \
       .help = "a topic model instead of topics-en.wtm"},                                     \
      {.name = "topic-rules",                                                                 \
       .kind = OPTION_LIST,                                                                   \
       .offset = offsetof(type, tagging.topic_rules),                                         \
       .metavar = "FILE",                                                                     \
       .setting = true,                                                                       \
       .help = "topics by rules, see models/README.md; may be given several times"},          \
      {.name = "topic-language",                                                              \
       .kind = OPTION_TEXT,                                                                   \
       .offset = offsetof(type, tagging.topic_language),                                      \
       .metavar = "TAG",                                                                      \
       .setting = true,                                                                       \
       .help =                                                                                \
           "labels of topics in another language: ar, da, de, en-US, es, fr, nb, nn, pt-BR, " \
           "pt-PT, sv or zh-Hans"},                                                           \
      {.name = "topic-names",                                                                 \
       .kind = OPTION_FILE,                                                                   \
       .offset = offsetof(type, tagging.topic_names),                                         \
       .metavar = "FILE",                                                                     \
       .setting = true,                                                                       \
       .help = "with --topic-language: a table of labels instead of mediatopics-names.tsv"},  \
      {.name = "publisher",                                                                   \
       .kind = OPTION_TEXT,                                                                   \
       .offset = offsetof(type, tagging.publisher),                                           \
       .metavar = "NAME",                                                                     \
       .setting = true,                                                                       \
       .help =                                                                                \
           "who published the articles that do not tell: an address (www.example.co.uk) or "  \
           "a name (Miami Herald); of places with one name the near one is taken"},           \
      {.name = "no-topics",                                                                   \
       .kind = OPTION_FLAG,                                                                   \
       .offset = offsetof(type, tagging.no_topics),                                           \
       .setting = true,                                                                       \
       .help = "find no learned topics"},                                                     \
      {.name = "zones",                                                                       \
       .kind = OPTION_CHOICE,                                                                 \
       .offset = offsetof(type, tagging.zones),                                               \
       .metavar = "WHICH",                                                                    \
       .choices = "article|all",                                                              \
       .setting = true,                                                                       \
       .help = "all: mentions in teasers, menus and other boilerplate count too"},            \
  {                                                                                           \
    .name = "overlap", .kind = OPTION_CHOICE, .offset = offsetof(type, tagging.overlap),      \
    .metavar = "MODE", .choices = "longest|all|no-nested", .setting = true,                   \
    .help = "which of the listed names that overlap are kept"                                 \
  }

/* The field names: the preset's, replaced by those that were given. */
wt_fields input_fields(const input_options *input);

/* Opens the gazetteers and models; finds the standard ones. Errors as wt_pipeline_open, but a file
 * that is missing is WT_BAD_FILE with a hint. */
wt_status open_pipeline(const tagging_options *options, wt_pipeline **out, wt_error *error);

/* WT_IO for the first of paths [n] that cannot be read, before hours of work are done. "-" is fine.
 */
wt_status check_inputs(const char *const *paths, size_t n, wt_error *error);

#endif
