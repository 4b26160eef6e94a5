/* terminal.h - what the terminal can show. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "wiretag.h"

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
#define COLOR_CHOICES "auto|always|never"

/* Auto: a terminal that is not dumb, and NO_COLOR (no-color.org) is not set. */
bool terminal_color(int choice, FILE *out);

/* Columns, from 60 to 100: wider lines are hard to read. 92 when it is no terminal. */
size_t terminal_width(FILE *out);

/* Escape sequences. */
#define STYLE_OFF "\033[0m"
#define STYLE_BOLD "\033[1m"
#define STYLE_DIM "\033[2m"

/* The colour of an entity type. */
const char *style_of_type(wt_type type);

/* Columns that valid UTF-8 takes: one a code point, none for combining marks, two for wide ones. */
size_t display_width(const char *text, size_t size);

#endif
