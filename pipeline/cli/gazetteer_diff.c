/*
 * gazetteer_diff.c - `wiretag gazetteer diff`: what another gazetteer has more, less or otherwise.
 *
 * Both files are sorted, entries by id and names by key, so one walk over each is enough.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "cli/program.h"
#include "match/decompile.h"
#include "text/json_text.h"
#include "write/json_line.h"

typedef struct diff_options {
  common_options common;
  bool summary;
} diff_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "summary",
     .letter = 's',
     .kind = OPTION_FLAG,
     .offset = offsetof(diff_options, summary),
     .help = "only the counts"},
};

static const diff_options DEFAULTS = {.summary = false};

/* One of the two files. */
typedef struct side {
  const wt_gazetteer *g;
  size_t n_entries, n_names;
  bool *shared; /* [n_entries] the other file has the entry too */
} side;

/* That an entry which both files have bears the name at hand. */
typedef struct bearer {
  const char *id, *name; /* borrowed from the gazetteer */
  wt_type type;
  bool weak;
  uint32_t text_at, text_size; /* in texts */
} bearer;

typedef struct bearers {
  bearer *items; /* [n] sorted */
  size_t n, capacity;
} bearers;

typedef struct counts {
  uint64_t added, removed, changed, equal;
} counts;

typedef struct diff {
  side old, new;
  bool quiet;
  wt_buffer line, texts;
  bearers before, after;
  counts entries, names;
} diff;

/* ---- entries ------------------------------------------------------------------------ */

static void print_entry(const diff *d, char sign, const wt_entry *e) {
  if (d->quiet) return;
  printf("%c entry  %s  %s  %s", sign, e->id, wt_type_name(e->type), e->name);
  if (e->subtype[0] != '\0') printf(", %s", e->subtype);
  if (e->country[0] != '\0') printf(", %s", e->country);
  if (e->veto) printf(", veto");
  putchar('\n');
}

static void note_text(wt_buffer *line, const char *column, const char *a, const char *b) {
  if (strcmp(a, b) == 0) return;
  wt_buffer_format(line, "%s%s \"%s\" -> \"%s\"", line->size > 0 ? "; " : "", column, a, b);
}

/* A position in digits that the list has, without the locale's comma. */
static void position_text(const wt_entry *e, char out[48]) {
  wt_buffer text = {0};
  out[0] = '\0';
  if (!e->has_position) return;
  wt_json_decimal(&text, e->lat, 6);
  wt_buffer_byte(&text, ',');
  wt_json_decimal(&text, e->lon, 6);
  if (!text.failed && text.size < 48) {
    memcpy(out, text.data, text.size);
    out[text.size] = '\0';
  }
  wt_buffer_release(&text);
}

/* What differs between two versions of an entry; false when nothing does. */
static bool compare_entry(diff *d, const wt_entry *a, const wt_entry *b) {
  char was[48], is[48];
  wt_buffer_clear(&d->line);
  note_text(&d->line, "name", a->name, b->name);
  note_text(&d->line, "subtype", a->subtype, b->subtype);
  note_text(&d->line, "country", a->country, b->country);
  position_text(a, was);
  position_text(b, is);
  note_text(&d->line, "position", was, is);
  if (a->weight != b->weight)
    wt_buffer_format(&d->line, "%sweight %u -> %u", d->line.size > 0 ? "; " : "",
                     (unsigned)a->weight, (unsigned)b->weight);
  note_text(&d->line, "same_as", a->same_as, b->same_as);
  note_text(&d->line, "refers_to", a->refers_to, b->refers_to);
  note_text(&d->line, "within", a->within, b->within);
  note_text(&d->line, "flags", a->veto ? "veto" : "", b->veto ? "veto" : "");
  if (d->line.size == 0) return false;
  if (!d->quiet)
    printf("~ entry  %s  %s  %s: %.*s\n", b->id, wt_type_name(b->type), b->name, (int)d->line.size,
           d->line.data);
  return true;
}

static int order_entries(const wt_entry *a, const wt_entry *b) {
  int order = strcmp(a->id, b->id);
  return order != 0 ? order : (a->type > b->type) - (a->type < b->type);
}

static void diff_entries(diff *d) {
  wt_entry a, b;
  for (size_t i = 0, k = 0; i < d->old.n_entries || k < d->new.n_entries;) {
    int order = i == d->old.n_entries ? 1 : k == d->new.n_entries ? -1 : 0;
    wt_gazetteer_entry(d->old.g, (uint32_t)i, &a);
    wt_gazetteer_entry(d->new.g, (uint32_t)k, &b);
    if (order == 0) order = order_entries(&a, &b);
    if (order < 0) {
      print_entry(d, '-', &a);
      d->entries.removed++;
      i++;
    } else if (order > 0) {
      print_entry(d, '+', &b);
      d->entries.added++;
      k++;
    } else {
      if (compare_entry(d, &a, &b))
        d->entries.changed++;
      else
        d->entries.equal++;
      d->old.shared[i++] = d->new.shared[k++] = true;
    }
  }
}

/* ---- names -------------------------------------------------------------------------- */

static int compare_text(const char *a, size_t a_size, const char *b, size_t b_size) {
  size_t n = a_size < b_size ? a_size : b_size;
  int order = n == 0 ? 0 : memcmp(a, b, n);
  return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static int order_bearers(const wt_buffer *texts, const bearer *a, const bearer *b) {
  int order = strcmp(a->id, b->id);
  if (order == 0) order = (a->type > b->type) - (a->type < b->type);
  if (order != 0) return order;
  return compare_text(texts->data + a->text_at, a->text_size, texts->data + b->text_at,
                      b->text_size);
}

static int sort_order(const void *a, const void *b, void *texts) {
  return order_bearers(texts, a, b);
}

/* The entries behind a name that the other file has too; those of the others are counted. */
static wt_status gather(diff *d, const side *s, uint32_t name, bearers *out, uint64_t *others,
                        wt_error *error) {
  size_t n = wt_gazetteer_n_candidates(s->g, name);
  bearer *items = wt_grow(out->items, &out->capacity, n, sizeof *items);
  if (items == NULL) return wt_no_memory(error, "diff");
  out->items = items;
  out->n = 0;
  for (size_t i = 0; i < n; i++) {
    wt_candidate c;
    wt_entry e;
    wt_gazetteer_candidate(s->g, name, i, &c);
    if (c.entry >= s->n_entries) continue;
    if (!s->shared[c.entry]) {
      ++*others;
      continue;
    }
    wt_gazetteer_entry(s->g, c.entry, &e);
    bearer *b = &out->items[out->n++];
    *b = (bearer){.id = e.id,
                  .name = e.name,
                  .type = e.type,
                  .weak = c.weak,
                  .text_at = (uint32_t)d->texts.size};
    wt_gazetteer_spelling(s->g, name, i, &d->texts);
    b->text_size = (uint32_t)d->texts.size - b->text_at;
  }
  if (d->texts.failed) return wt_no_memory(error, "diff");
  if (out->n > 0) qsort_r(out->items, out->n, sizeof *out->items, sort_order, &d->texts);
  return WT_OK;
}

static void print_bearer(const diff *d, char sign, const bearer *b, const char *what) {
  if (d->quiet) return;
  printf("%c name   %.*s  of %s (%s)%s\n", sign, (int)b->text_size, d->texts.data + b->text_at,
         b->id, b->name, what);
}

static void compare_bearers(diff *d) {
  size_t i = 0, k = 0;
  while (i < d->before.n || k < d->after.n) {
    const bearer *a = &d->before.items[i], *b = &d->after.items[k];
    int order = i == d->before.n ? 1 : k == d->after.n ? -1 : order_bearers(&d->texts, a, b);
    if (order < 0) {
      print_bearer(d, '-', a, "");
      d->names.removed++;
      i++;
    } else if (order > 0) {
      print_bearer(d, '+', b, b->weak ? ", weak" : "");
      d->names.added++;
      k++;
    } else {
      if (a->weak != b->weak) {
        print_bearer(d, '~', b, b->weak ? ": now weak" : ": no longer weak");
        d->names.changed++;
      } else {
        d->names.equal++;
      }
      i++, k++;
    }
  }
}

static wt_status diff_names(diff *d, wt_error *error) {
  wt_status status = WT_OK;
  char a[256], b[256];
  size_t a_size = 0, b_size = 0;
  uint32_t i = 0, k = 0;
  while (status == WT_OK && (i < d->old.n_names || k < d->new.n_names)) {
    if (i < d->old.n_names) a_size = wt_gazetteer_key(d->old.g, i, a);
    if (k < d->new.n_names) b_size = wt_gazetteer_key(d->new.g, k, b);
    int order = i == d->old.n_names   ? 1
                : k == d->new.n_names ? -1
                                      : compare_text(a, a_size, b, b_size);
    wt_buffer_clear(&d->texts);
    d->before.n = d->after.n = 0;
    if (order <= 0) status = gather(d, &d->old, i++, &d->before, &d->names.removed, error);
    if (order >= 0 && status == WT_OK)
      status = gather(d, &d->new, k++, &d->after, &d->names.added, error);
    if (status == WT_OK) compare_bearers(d);
  }
  return status;
}

/* ---- the command -------------------------------------------------------------------- */

static wt_status open_side(const char *path, wt_gazetteer **gazetteer, side *out, wt_error *error) {
  wt_status status = wt_gazetteer_open(path, gazetteer, error);
  if (status != WT_OK) return status;
  *out = (side){.g = *gazetteer,
                .n_entries = wt_gazetteer_n_entries(*gazetteer),
                .n_names = wt_gazetteer_n_names(*gazetteer)};
  out->shared = wt_calloc(out->n_entries, sizeof *out->shared);
  return out->shared == NULL ? wt_no_memory(error, path) : WT_OK;
}

static void print_counts(const char *what, const counts *c) {
  printf("%s %" PRIu64 " added, %" PRIu64 " removed, %" PRIu64 " changed, %" PRIu64 " equal\n",
         what, c->added, c->removed, c->changed, c->equal);
}

static int run_diff(const void *given, const text_list *arguments) {
  const diff_options *o = given;
  wt_error error = {0};
  wt_gazetteer *old = NULL, *new = NULL;
  diff d = {.quiet = o->summary};
  wt_status status = open_side(arguments->items[0], &old, &d.old, &error);
  if (status == WT_OK) status = open_side(arguments->items[1], &new, &d.new, &error);
  if (status == WT_OK) {
    diff_entries(&d);
    status = diff_names(&d, &error);
  }
  if (status == WT_OK) {
    print_counts("entries:", &d.entries);
    print_counts("names:  ", &d.names);
  }
  wt_free(d.old.shared);
  wt_free(d.new.shared);
  wt_free(d.before.items);
  wt_free(d.after.items);
  wt_buffer_release(&d.line);
  wt_buffer_release(&d.texts);
  wt_gazetteer_close(old);
  wt_gazetteer_close(new);
  return status == WT_OK ? DONE : report_error(&GAZETTEER_DIFF_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"what a new dump brings", "wiretag gazetteer diff places-2019.wtg places-2020.wtg"},
};

const command GAZETTEER_DIFF_COMMAND = {
    .name = "gazetteer diff",
    .summary = "compare two compiled gazetteers",
    .arguments = "OLD NEW",
    .least = 2,
    .most = 2,
    .text =
        "Prints entries and names that were added (+), removed (-) or changed (~), then the "
        "counts. "
        "Names are those that text is searched for, with what the compiler derives. The names of "
        "entries that only one file has are counted, not listed. Exit status 0 also when the "
        "files differ.",
    .examples = EXAMPLES,
    .n_examples = 1,
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_diff,
};
