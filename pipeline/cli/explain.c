/* explain.c */
#include <stdio.h>

#include "cli/program.h"

typedef struct explain_options {
  common_options common;
} explain_options;
static const explain_options DEFAULTS = {.common = {0}};
static int run(const void *given, const text_list *arguments) {
  (void)given, (void)arguments;
  return DONE;
}
const command EXPLAIN_COMMAND = {
    .name = "explain",
    .summary = "explain",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text = "",
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run,
};
