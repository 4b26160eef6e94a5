/*
 * explain.c - `wiretag explain`: one article and everything that was found in it, for people.
 */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "cli/bar.h"
#include "cli/page_view.h"
#include "cli/program.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "write/json_line.h"

typedef struct explain_options {
  common_options common;
  input_options input;
  tagging_options tagging;
  uint64_t record;
  int color;
} explain_options;

static const option_row ROWS[] = {
    {.name = "What to show", .kind = OPTION_GROUP},
    {.name = "record",
     .letter = 'n',
     .kind = OPTION_NUMBER,
     .offset = offsetof(explain_options, record),
     .metavar = "N",
     .least = 1,
     .most = UINT64_MAX,
     .help = "which article of a dump"},
    {.name = "color",
     .kind = OPTION_CHOICE,
     .offset = offsetof(explain_options, color),
     .metavar = "WHEN",
     .choices = COLOR_CHOICES,
     .setting = true,
     .help = "auto: on a terminal, unless NO_COLOR is set"},
    INPUT_ROWS(explain_options),
    TAGGING_ROWS(explain_options),
};

static const explain_options DEFAULTS = {.record = 1};

/* ---- the tables below the text ------------------------------------------------------- */

static void heading(const page_view *v, const char *text) {
  fprintf(v->out, "\n%s%s%s\n", v->color ? STYLE_BOLD : "", text, v->color ? STYLE_OFF : "");
}

static void print_legend(const page_view *v) {
  for (int t = 0; t < WT_TYPES; t++) {
    if (t > 0) fputs("   ", v->out);
    if (v->color)
      fprintf(v->out, "%s%s%s", style_of_type((wt_type)t), wt_type_name((wt_type)t), STYLE_OFF);
    else
      fprintf(v->out, "%c %s", type_letter((wt_type)t), wt_type_name((wt_type)t));
  }
  fputc('\n', v->out);
}

static void print_head(const page_view *v, const wt_article *a) {
  if (v->color) fputs(STYLE_DIM, v->out);
  fputs(a->file == NULL ? "-" : a->file, v->out);
  if (a->line > 0) fprintf(v->out, ", line %llu", (unsigned long long)a->line);
  if (a->id_json_size > 0) {
    fputs(", id ", v->out);
    print_safely(v->out, a->id_json, a->id_json_size);
  }
  if (a->published_size > 0) {
    fputs(", ", v->out);
    print_safely(v->out, a->published, a->published_size);
  }
  fputs(v->color ? STYLE_OFF "\n" : "\n", v->out);
}

static const char *field_bytes(const wt_article *a, const wt_mention *m) {
  return (m->field == WT_FIELD_TITLE ? a->title : a->text) + m->start;
}

static bool same_find(const wt_article *a, const wt_mention *x, const wt_mention *y) {
  return x->end - x->start == y->end - y->start && x->how == y->how &&
         strcmp(x->rule, y->rule) == 0 &&
         memcmp(field_bytes(a, x), field_bytes(a, y), x->end - x->start) == 0;
}

/* The distinct ways in which an entity was found, most entities have one to three. */
static void print_mentions(const page_view *v, const wt_article *a, const wt_entity *e) {
  enum { MOST = 6, INDENT = 35 };
  const wt_mention *shown[MOST];
  size_t counts[MOST], n = 0, more = 0;
  for (size_t i = 0; i < e->n_mentions; i++) {
    size_t k = 0;
    while (k < n && !same_find(a, shown[k], &e->mentions[i])) k++;
    if (k == MOST) {
      more++;
    } else {
      if (k == n) shown[n] = &e->mentions[i], counts[n++] = 0;
      counts[k]++;
    }
  }
  wt_buffer how = {0};
  for (size_t k = 0; k < n; k++) {
    const wt_mention *m = shown[k];
    fprintf(v->out, "%*s%s", INDENT, "", v->color ? STYLE_DIM : "");
    print_safely(v->out, field_bytes(a, m), m->end - m->start);
    if (counts[k] > 1) fprintf(v->out, " \u00D7%zu", counts[k]);
    wt_buffer_clear(&how);
    wt_how_append(&how, m->how);
    if (!how.failed) fprintf(v->out, "  %.*s", (int)how.size, how.data);
    bool tells =
        how.failed || strlen(m->rule) != how.size || memcmp(m->rule, how.data, how.size) != 0;
    fprintf(v->out, "%s%s%s\n", tells ? ": " : "", tells ? m->rule : "", v->color ? STYLE_OFF : "");
  }
  wt_buffer_release(&how);
  if (more > 0) fprintf(v->out, "%*s%zu more\n", INDENT, "", more);
}

static void print_entity(const page_view *v, const wt_article *a, const wt_entity *e) {
  enum { NAME_COLUMNS = 42, BAR = 6 };
  fprintf(v->out, "  %.2f ", e->salience);
  print_bar(v->out, e->salience, BAR, true);
  fprintf(v->out, "  %.2f  %s%-12s  ", e->score, v->color ? style_of_type(e->type) : "",
          wt_type_name(e->type));
  size_t used = print_safely(v->out, e->name, strlen(e->name));
  if (v->color) fputs(STYLE_OFF, v->out);
  if (e->subtype != NULL) used += (size_t)fprintf(v->out, ", %s", e->subtype);
  if (e->country != NULL) used += (size_t)fprintf(v->out, ", %s", e->country);
  fprintf(v->out, "%*s  %s\n", used < NAME_COLUMNS ? (int)(NAME_COLUMNS - used) : 0, "",
          e->id == NULL ? "no id" : e->id);
  print_mentions(v, a, e);
}

static void print_entities(const page_view *v, const wt_doc *doc) {
  enum { FOCUS_BAR = 6 };
  size_t n;
  const wt_entity *entities = wt_doc_entities(doc, &n);
  const wt_dateline *dateline = wt_doc_dateline(doc);
  const wt_article *a = wt_doc_article(doc);
  if (dateline != NULL) {
    heading(v, "Dateline");
    fputs("  ", v->out);
    const char *bytes = dateline->field == WT_FIELD_TITLE ? a->title : a->text;
    print_safely(v->out, bytes + dateline->start, dateline->end - dateline->start);
    for (size_t i = 0; i < dateline->n_places; i++) fprintf(v->out, "  %s", dateline->places[i]);
    fputc('\n', v->out);
  }
  size_t n_focus;
  const wt_focus *focus = wt_doc_focus(doc, &n_focus);
  if (n_focus > 0) heading(v, "Countries that it is about");
  for (size_t i = 0; i < n_focus; i++) {
    fprintf(v->out, "  %.2f ", focus[i].score);
    print_bar(v->out, focus[i].score, FOCUS_BAR, true);
    fprintf(v->out, "  %s  %s\n", focus[i].country, focus[i].place == NULL ? "" : focus[i].place);
  }
  heading(v, n == 0 ? "No entities" : "Entities");
  if (n > 0)
    fprintf(v->out, "%s  salience     sure  type          name%s\n", v->color ? STYLE_DIM : "",
            v->color ? STYLE_OFF : "");
  for (size_t i = 0; i < n; i++) print_entity(v, a, &entities[i]);
}

static void print_topics(const page_view *v, const wt_doc *doc) {
  enum { BAR = 20 };
  size_t n;
  const wt_topic *topics = wt_doc_topics(doc, &n);
  heading(v, n == 0 ? "No topics" : "Topics");
  for (size_t i = 0; i < n; i++) {
    const wt_topic *t = &topics[i];
    fprintf(v->out, "  %.2f ", t->score);
    print_bar(v->out, t->score, BAR, true);
    fprintf(v->out, "  %s%s%s  %s\n", v->color ? STYLE_BOLD : "", t->label,
            v->color ? STYLE_OFF : "", t->id);
    double strongest = t->n_because > 0 ? t->because[0].weight : 0;
    for (size_t k = 0; k < t->n_because; k++) {
      fprintf(v->out, "       %s", v->color ? STYLE_DIM : "");
      print_bar(v->out, strongest > 0 ? t->because[k].weight / strongest / 2 : 0, BAR, true);
      fprintf(v->out, "  %+.2f ", t->because[k].weight);
      print_safely(v->out, t->because[k].term, strlen(t->because[k].term));
      if (t->because[k].rule != NULL) fprintf(v->out, "  (rule %s)", t->because[k].rule);
      fputs(v->color ? STYLE_OFF "\n" : "\n", v->out);
    }
  }
}

static void print_made_by(const page_view *v, const wt_pipeline *pipeline) {
  const char *gazetteer = wt_pipeline_hash(pipeline, "gazetteer");
  const char *topics = wt_pipeline_hash(pipeline, "topics");
  fprintf(v->out, "\n%swiretag " WT_VERSION ", gazetteer %s, recogniser %s, topics %s%s\n",
          v->color ? STYLE_DIM : "", gazetteer[0] == '\0' ? "none" : gazetteer,
          wt_pipeline_hash(pipeline, "recogniser"), topics[0] == '\0' ? "none" : topics,
          v->color ? STYLE_OFF : "");
}

/* ---- the command -------------------------------------------------------------------- */

/* Reads batches up to the wanted record; it stays in the batch. */
static wt_status find_record(wt_dump *dump, wt_batch *batch, uint64_t number, const wt_record **out,
                             wt_error *error) {
  uint64_t seen = 0;
  for (;;) {
    wt_batch_clear(batch);
    wt_status status = wt_dump_read(dump, batch, error);
    if (status != WT_OK) return status;
    if (batch->n == 0)
      return wt_fail(error, WT_IO, "", "there are only %llu articles", (unsigned long long)seen);
    if (number - seen <= batch->n) {
      *out = &batch->records[number - seen - 1];
      return WT_OK;
    }
    seen += batch->n;
  }
}

/* Says in which file and line the parser's complaint lies. */
static void name_place(const wt_record *record, wt_error *error) {
  snprintf(error->where, sizeof error->where, "%s", record->file);
  error->line = record->line;
}

static wt_status explain_article(const explain_options *o, const wt_pipeline *pipeline,
                                 const wt_article *article, wt_error *error) {
  page_view view = {
      .out = stdout, .color = terminal_color(o->color, stdout), .width = terminal_width(stdout)};
  wt_worker *worker = NULL;
  wt_doc *doc = NULL;
  wt_status status = wt_worker_new(pipeline, &worker, error);
  if (status == WT_OK) status = wt_doc_new(&doc, error);
  if (status == WT_OK) status = wt_tag(worker, article, doc, error);
  if (status == WT_OK) {
    print_head(&view, article);
    print_legend(&view);
    fputc('\n', view.out);
    status = page_view_print(&view, doc, error);
  }
  if (status == WT_OK) {
    print_entities(&view, doc);
    print_topics(&view, doc);
    print_made_by(&view, pipeline);
  }
  wt_doc_free(doc);
  wt_worker_free(worker);
  return status;
}

static int run_explain(const void *given, const text_list *arguments) {
  const explain_options *o = given;
  wt_error error = {0};
  wt_pipeline *pipeline = NULL;
  wt_dump *dump = NULL;
  wt_parser *parser = NULL;
  wt_batch batch = {0};
  const wt_record *record = NULL;
  wt_article article = {0};
  wt_fields fields = input_fields(&o->input);
  wt_dump_options options = {.format = (wt_format)o->input.format};

  wt_status status = check_inputs(arguments->items, 1, &error);
  if (status == WT_OK) status = wt_dump_open(arguments->items, 1, &options, &dump, &error);
  if (status == WT_OK) status = open_pipeline(&o->tagging, &pipeline, &error);
  if (status == WT_OK) status = wt_parser_new(&fields, &parser, &error);
  if (status == WT_OK) status = find_record(dump, &batch, o->record, &record, &error);
  if (status == WT_OK && record->broken != NULL)
    status = wt_fail_at(&error, WT_BAD_INPUT, record->file, record->line, 0, "%s", record->broken);
  if (status == WT_OK) {
    status = wt_parse(parser, record, &article, &error);
    if (status != WT_OK) name_place(record, &error);
  }
  if (status == WT_OK) status = explain_article(o, pipeline, &article, &error);

  int code = DONE;
  if (status != WT_OK) code = report_error(&EXPLAIN_COMMAND, &error);
  if (status == WT_BAD_INPUT) code = DONE_WITH_REJECTS;
  wt_parser_free(parser);
  wt_batch_release(&batch);
  wt_dump_close(dump);
  wt_pipeline_close(pipeline);
  return code;
}

static const example EXAMPLES[] = {
    {"a saved page", "wiretag explain page.txt"},
    {"the 12th article of a dump, in colour through a pager",
     "wiretag explain dump.jsonl.gz -n 12 --color always | less -R"},
};

const command EXPLAIN_COMMAND = {
    .name = "explain",
    .summary = "show one article, what was found in it, and why",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text =
        "Prints the article with its zones in the margin and its mentions marked, then the "
        "entities with the rule behind each mention, then the topics with the terms that "
        "decided.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_explain,
};
