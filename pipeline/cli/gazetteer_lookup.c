/*
 * gazetteer_lookup.c - `wiretag gazetteer lookup`: who bears a name, for people who edit lists.
 *
 * Asks the matcher itself, so that folding and case rules are those of tagging.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/program.h"
#include "match/gazetteer.h"
#include "text/utf8.h"
#include "write/json_line.h"

typedef struct lookup_options {
  common_options common;
} lookup_options;

static const lookup_options DEFAULTS = {.common = {0}};

/* ", Texas" for a place of Texas. */
static void print_division(const wt_gazetteer *gazetteer, const wt_entry *place) {
  if (place->within[0] == '\0' || strcmp(place->within, place->id) == 0) return;
  wt_entry division;
  wt_gazetteer_entry(gazetteer, wt_gazetteer_find_id(gazetteer, place->within), &division);
  printf(", %s", division.name[0] != '\0' ? division.name : place->within);
}

static void print_candidate(const wt_gazetteer *gazetteer, const wt_candidate *candidate) {
  wt_entry e;
  wt_gazetteer_entry(gazetteer, candidate->entry, &e);
  printf("  %-24s %-12s %s", e.id, wt_type_name(e.type), e.name);
  if (e.subtype[0] != '\0') printf(", %s", e.subtype);
  print_division(gazetteer, &e);
  if (e.country[0] != '\0') printf(", %s", e.country);
  if (e.has_position) printf(" (%.4f, %.4f)", e.lat, e.lon);
  const char *lang = candidate->lang;
  printf("  weight %u%s%s%s%s\n", (unsigned)e.weight, candidate->alias ? ", alias" : "",
         lang[0] != '\0' ? " in " : "", lang, candidate->weak ? ", needs other evidence" : "");
}

static void print_hits(const wt_gazetteer *gazetteer, const char *text, const wt_tokens *tokens,
                       const wt_hits *hits) {
  for (size_t i = 0; i < hits->n; i++) {
    const wt_hit *hit = &hits->items[i];
    uint32_t start = tokens->tokens[hit->first].start, end = tokens->tokens[hit->end - 1].end;
    printf("%.*s\n", (int)(end - start), text + start);
    size_t n = wt_gazetteer_n_candidates(gazetteer, hit->name);
    for (size_t k = 0; k < n; k++) {
      wt_candidate candidate;
      if (wt_hit_candidate(&gazetteer, 1, hit, k, &candidate))
        print_candidate(gazetteer, &candidate);
    }
  }
}

static wt_status look_up(const wt_gazetteer *gazetteer, const char *text, size_t *found,
                         wt_error *error) {
  size_t size = strlen(text);
  if (wt_utf8_invalid(text, size) < size)
    return wt_fail(error, WT_USAGE, "", "the name is not valid UTF-8");
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .start = 0, .end = (uint32_t)size};
  wt_tokens tokens = {0};
  wt_hits hits = {0};
  wt_status status = wt_tokenize(text, size, &zone, 1, &tokens, error);
  if (status == WT_OK) status = wt_match(&gazetteer, 1, &tokens, WT_ALL, &hits, error);
  if (status == WT_OK) {
    print_hits(gazetteer, text, &tokens, &hits);
    *found = hits.n;
  }
  wt_free(hits.items);
  wt_tokens_release(&tokens);
  return status;
}

static int run_lookup(const void *given, const text_list *arguments) {
  (void)given;
  wt_error error = {0};
  wt_gazetteer *gazetteer;
  if (wt_gazetteer_open(arguments->items[0], &gazetteer, &error) != WT_OK)
    return report_error(&GAZETTEER_LOOKUP_COMMAND, &error);
  size_t found = 0;
  wt_status status = look_up(gazetteer, arguments->items[1], &found, &error);
  wt_gazetteer_close(gazetteer);
  if (status != WT_OK) return report_error(&GAZETTEER_LOOKUP_COMMAND, &error);
  if (found == 0) printf("no listed name in \"%s\"\n", arguments->items[1]);
  return found > 0 ? DONE : DONE_WITH_REJECTS;
}

static const example EXAMPLES[] = {
    {"which Georgias there are", "wiretag gazetteer lookup build/world.wtg Georgia"},
};

const command GAZETTEER_LOOKUP_COMMAND = {
    .name = "gazetteer lookup",
    .summary = "look a name up, as tagging would",
    .arguments = "FILE NAME",
    .least = 2,
    .most = 2,
    .text =
        "Prints every listed name inside NAME with all its candidates, likeliest first. Exit "
        "status 1 when there is none.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_lookup,
};
