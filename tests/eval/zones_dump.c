/*
 * zones_dump - prints the zones of each article of a JSON Lines stream: stdin to stdout.
 *
 * In: one object a line with "text" and perhaps "title" (other members are ignored). Out: one line
 * an article, [["body", start, end], ...] with positions in bytes. For score_zones.py and for
 * looking: `zones_dump -v` prints the text itself, each zone behind its name.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "clean/zones.h"

static void print_spans(const wt_zone_list *zones) {
  putchar('[');
  for (size_t i = 0; i < zones->n; i++) {
    const wt_zone *z = &zones->items[i];
    printf("%s[\"%s\",%u,%u]", i == 0 ? "" : ",", wt_zone_name(z->kind), z->start, z->end);
  }
  puts("]");
}

static void print_text(const wt_zone_list *zones, const char *text) {
  for (size_t i = 0; i < zones->n; i++) {
    const wt_zone *z = &zones->items[i];
    printf("<%s>%.*s\n", wt_zone_name(z->kind), (int)(z->end - z->start), text + z->start);
  }
  puts("========");
}

int main(int argc, char **argv) {
  const int verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
  wt_arena arena = {0};
  wt_zone_list zones = {0};
  char *line = NULL;
  size_t capacity = 0;
  int status = 0;
  while (status == 0 && getline(&line, &capacity, stdin) > 0) {
    json_t *article = json_loads(line, JSON_ALLOW_NUL, NULL);
    const json_t *title = json_object_get(article, "title");
    const json_t *text = json_object_get(article, "text");
    wt_arena_reset(&arena);
    zones.n = 0;
    if (wt_find_zones(json_is_string(title) ? json_string_value(title) : "",
                      json_string_length(title),
                      json_is_string(text) ? json_string_value(text) : "", json_string_length(text),
                      &arena, &zones, NULL) != WT_OK) {
      status = 1;
    } else if (verbose) {
      print_text(&zones, json_string_value(text));
    } else {
      print_spans(&zones);
    }
    json_decref(article);
  }
  free(line);
  wt_free(zones.items);
  wt_arena_release(&arena);
  return status;
}
