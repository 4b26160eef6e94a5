#include "cli/page_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "clean/zones.h"
#include "cli/terminal.h"
#include "text/utf8.h"

enum { MARGIN = 12 }; /* "boilerplate " */

/* A mention of one field, with its entity's type. */
typedef struct mark {
  uint32_t start, end;
  wt_type type;
} mark;

/* The pen: where it stands on the screen and which mention is under it. */
typedef struct pen {
  const page_view *view;
  const char *bytes;
  const mark *marks; /* [n_marks] by start */
  size_t n_marks, next;
  const mark *open; /* the mention being printed, or NULL */
  size_t column;
  bool gap; /* an empty line stands before the next zone */
  bool dim; /* the zone is not the article's */
} pen;

char type_letter(wt_type type) { return "PLOM"[type]; }

size_t print_safely(FILE *out, const char *bytes, size_t size) {
  size_t columns = 0, at = 0;
  while (at < size) {
    size_t start = at;
    uint32_t c = wt_utf8_next(bytes, size, &at);
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                   (c >= 0x2066 && c <= 0x2069);
    if (control)
      fputs("\u00B7", out);
    else
      fwrite(bytes + start, 1, at - start, out);
    columns += control ? 1 : display_width(bytes + start, at - start);
  }
  return columns;
}

static void set_style(const pen *p) {
  if (!p->view->color) return;
  fputs(STYLE_OFF, p->view->out);
  if (p->open != NULL)
    fputs(style_of_type(p->open->type), p->view->out);
  else if (p->dim)
    fputs(STYLE_DIM, p->view->out);
}

static void new_line(pen *p, const char *label) {
  FILE *out = p->view->out;
  if (p->view->color) fputs(STYLE_OFF STYLE_DIM, out);
  fprintf(out, "%-*s\u2502 ", MARGIN, label);
  p->column = MARGIN + 2;
  set_style(p);
}

static void end_line(const pen *p) {
  if (p->view->color) fputs(STYLE_OFF, p->view->out);
  fputc('\n', p->view->out);
}

static void blank_line(const pen *p) {
  fprintf(p->view->out, "%s%*s\u2502%s\n", p->view->color ? STYLE_DIM : "", MARGIN, "",
          p->view->color ? STYLE_OFF : "");
}

static void close_mark(pen *p) {
  if (!p->view->color) {
    fprintf(p->view->out, "|%c]", type_letter(p->open->type));
    p->column += 3;
  }
  p->open = NULL;
  set_style(p);
}

static void open_mark(pen *p) {
  p->open = &p->marks[p->next++];
  if (!p->view->color) {
    fputc('[', p->view->out);
    p->column++;
  }
  set_style(p);
}

/* Prints the bytes [at, end), which hold no white space, opening and closing mentions on the way.
 */
static void put_word(pen *p, uint32_t at, uint32_t end) {
  while (at < end) {
    if (p->open != NULL && p->open->end <= at) close_mark(p);
    while (p->next < p->n_marks && p->marks[p->next].start < at) p->next++;
    if (p->open == NULL && p->next < p->n_marks && p->marks[p->next].start == at) open_mark(p);
    uint32_t stop = end;
    if (p->open != NULL && p->open->end < stop) stop = p->open->end;
    if (p->open == NULL && p->next < p->n_marks && p->marks[p->next].start < stop)
      stop = p->marks[p->next].start;
    p->column += print_safely(p->view->out, p->bytes + at, stop - at);
    at = stop;
  }
  if (p->open != NULL && p->open->end <= at) close_mark(p);
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The white space at `at`: its end, and how many line breaks it holds. */
static uint32_t skip_space(const char *bytes, uint32_t at, uint32_t end, unsigned *breaks) {
  *breaks = 0;
  for (; at < end && is_space(bytes[at]); at++) *breaks += bytes[at] == '\n';
  return at;
}

static void put_zone(pen *p, const wt_zone *zone) {
  unsigned breaks;
  uint32_t at = skip_space(p->bytes, zone->start, zone->end, &breaks);
  if (at == zone->end) return;
  if (breaks > 1 || p->gap) blank_line(p);
  p->gap = false;
  p->dim = zone->kind == WT_ZONE_TEASER || zone->kind == WT_ZONE_BOILERPLATE;
  new_line(p, wt_zone_name(zone->kind));
  bool line_start = true;
  while (at < zone->end) {
    uint32_t word = at;
    while (at < zone->end && !is_space(p->bytes[at])) at++;
    size_t width = display_width(p->bytes + word, at - word);
    if (!line_start && p->column + 1 + width > p->view->width) {
      end_line(p);
      new_line(p, "");
    } else if (!line_start) {
      fputc(' ', p->view->out);
      p->column++;
    }
    put_word(p, word, at);
    line_start = false;
    at = skip_space(p->bytes, at, zone->end, &breaks);
    p->gap = at == zone->end && breaks > 1;
    if (at == zone->end || breaks == 0) continue;
    end_line(p);
    if (breaks > 1) blank_line(p);
    new_line(p, "");
    line_start = true;
  }
  if (p->open != NULL) close_mark(p);
  end_line(p);
}

static int by_start(const void *a, const void *b) {
  const mark *x = a, *y = b;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static size_t collect(const wt_doc *doc, wt_field field, mark *out) {
  size_t n, count = 0;
  const wt_entity *entities = wt_doc_entities(doc, &n);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < entities[i].n_mentions; k++) {
      const wt_mention *m = &entities[i].mentions[k];
      if (m->field == field) out[count++] = (mark){m->start, m->end, entities[i].type};
    }
  if (count > 0) qsort(out, count, sizeof *out, by_start);
  return count;
}

wt_status page_view_print(const page_view *view, const wt_doc *doc, wt_error *error) {
  const wt_article *a = wt_doc_article(doc);
  size_t n_entities, n_zones, total = 0;
  const wt_entity *entities = wt_doc_entities(doc, &n_entities);
  const wt_zone *zones = wt_doc_zones(doc, &n_zones);
  for (size_t i = 0; i < n_entities; i++) total += entities[i].n_mentions;
  mark *marks = wt_calloc(total, sizeof *marks);
  if (marks == NULL) return wt_no_memory(error, "page");
  for (int f = 0; f < WT_FIELDS; f++) {
    pen p = {.view = view, .bytes = f == WT_FIELD_TITLE ? a->title : a->text, .marks = marks};
    p.n_marks = collect(doc, (wt_field)f, marks);
    for (size_t i = 0; i < n_zones; i++)
      if (zones[i].field == (wt_field)f) put_zone(&p, &zones[i]);
  }
  wt_free(marks);
  return WT_OK;
}
