/*
 * gazetteer_info.c - `wiretag gazetteer info`: what a compiled gazetteer holds.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cli/program.h"
#include "match/gazetteer.h"
#include "write/json_line.h"

typedef struct info_options {
  common_options common;
} info_options;

static const info_options DEFAULTS = {.common = {0}};

static void print_counts(const wt_gazetteer *gazetteer) {
  uint64_t types[WT_TYPES] = {0}, positions = 0;
  size_t n = wt_gazetteer_n_entries(gazetteer);
  for (size_t i = 0; i < n; i++) {
    wt_entry entry;
    wt_gazetteer_entry(gazetteer, (uint32_t)i, &entry);
    types[entry.type]++;
    positions += entry.has_position;
  }
  printf("names:         %zu\nentries:       %zu\n", wt_gazetteer_n_names(gazetteer), n);
  for (int t = 0; t < WT_TYPES; t++)
    printf("  %-12s %" PRIu64 "\n", wt_type_name((wt_type)t), types[t]);
  printf("with position: %" PRIu64 "\n", positions);
}

static int run_info(const void *given, const text_list *arguments) {
  (void)given;
  wt_error error = {0};
  wt_gazetteer *gazetteer;
  const char *path = arguments->items[0];
  if (wt_gazetteer_open(path, &gazetteer, &error) != WT_OK)
    return report_error(&GAZETTEER_INFO_COMMAND, &error);
  printf("file:          %s\nhash:          %016" PRIx64 "\n", path, wt_gazetteer_hash(gazetteer));
  print_counts(gazetteer);
  wt_gazetteer_close(gazetteer);
  return DONE;
}

const command GAZETTEER_INFO_COMMAND = {
    .name = "gazetteer info",
    .summary = "say what a compiled gazetteer holds",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text =
        "Prints the hash that records carry in made_by, and how many names and entries there are.",
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_info,
};
