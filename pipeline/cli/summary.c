/* summary.c */
#include <stdio.h>

#include "cli/program.h"

typedef struct summary_options {
  common_options common;
} summary_options;
static const summary_options DEFAULTS = {.common = {0}};
static int run(const void *given, const text_list *arguments) {
  (void)given, (void)arguments;
  return DONE;
}
const command SUMMARY_COMMAND = {
    .name = "summary",
    .summary = "summary",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text = "",
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run,
};
