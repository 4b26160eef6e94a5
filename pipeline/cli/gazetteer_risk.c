/*
 * gazetteer_risk.c - `wiretag gazetteer risk`: names to look at before a list is used.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/risk.h"
#include "match/decompile.h"
#include "text/json_text.h"
#include "write/json_line.h"

typedef struct risk_options {
  common_options common;
  text_list sample;
  const char *veto;
  uint64_t top, threshold;
  int format;
} risk_options;

static const option_row ROWS[] = {
    {.name = "Input", .kind = OPTION_GROUP},
    {.name = "sample",
     .letter = 's',
     .kind = OPTION_LIST,
     .offset = offsetof(risk_options, sample),
     .metavar = "ARTICLES",
     .help = "articles to count in, as wiretag tag reads them; may be given several times"},
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "top",
     .letter = 'n',
     .kind = OPTION_NUMBER,
     .offset = offsetof(risk_options, top),
     .metavar = "N",
     .most = UINT32_MAX,
     .help = "how many names are listed; 0: all"},
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .offset = offsetof(risk_options, format),
     .metavar = "FORMAT",
     .choices = "auto|text|tsv",
     .help = "auto: text on a terminal, otherwise tsv"},
    {.name = "veto",
     .kind = OPTION_FILE,
     .offset = offsetof(risk_options, veto),
     .metavar = "LIST",
     .help = "write a list that takes the worst names away or makes them weak; compile it and give "
             "it to wiretag tag as a further gazetteer"},
    {.name = "threshold",
     .kind = OPTION_NUMBER,
     .offset = offsetof(risk_options, threshold),
     .metavar = "PERCENT",
     .most = 100,
     .help = "names of which at least this share is expected to be wrong go into --veto"},
};

static const risk_options DEFAULTS = {.top = 50, .threshold = 50};

enum { FORMAT_AUTO, FORMAT_TEXT, FORMAT_TSV };

/* ---- showing ------------------------------------------------------------------------ */

static void add_reason(wt_buffer *out, const char *text, uint64_t number, const char *unit) {
  if (out->size > 0) wt_buffer_text(out, ", ");
  wt_buffer_format(out, "%s%" PRIu64 "%s", text, number, unit);
}

static void write_reasons(const risk_name *n, wt_buffer *out) {
  wt_buffer_clear(out);
  if (n->word >= 0.01) add_reason(out, "word ", (uint64_t)(100 * n->word + 0.5), "%");
  if (n->person >= 0.01)
    add_reason(out, "name of ", n->people, n->people == 1 ? " person" : " persons");
  if (n->shortness >= 0.01)
    add_reason(out, "", n->letters, n->letters == 1 ? " letter" : " letters");
  if (n->n_types > 1) {
    wt_buffer_text(out, out->size > 0 ? ", " : "");
    for (int t = 0, k = 0; t < WT_TYPES; t++)
      if ((n->types >> t & 1) != 0)
        wt_buffer_format(out, "%s%s", k++ > 0 ? "/" : "", wt_type_name((wt_type)t));
  }
  if (n->weak) wt_buffer_text(out, out->size > 0 ? ", weak already" : "weak already");
}

static const char *context_at(const risk *r, const risk_name *n, size_t i) {
  uint32_t at = r->counts[n->name].contexts[i];
  return at == 0 ? "" : r->texts.data + at - 1;
}

/* A name with its counts, and the entry that it most likely means. */
static void write_name(const risk *r, const risk_name *n, bool tsv, wt_buffer *line,
                       wt_buffer *reasons) {
  wt_candidate c = {0};
  wt_entry e;
  const risk_counts *counts = &r->counts[n->name];
  wt_gazetteer_candidate(r->gazetteer, n->name, 0, &c);
  wt_gazetteer_entry(r->gazetteer, c.entry, &e);
  write_reasons(n, reasons);
  wt_buffer_clear(line);
  wt_json_decimal(line, n->harm, r->articles == 0 ? 2 : 1);
  if (!tsv)
    while (line->size < 8) wt_buffer_byte(line, ' ');
  wt_buffer_format(line, tsv ? "\t%u\t%u\t" : " %7u %7u  ", (unsigned)counts->found,
                   (unsigned)counts->lower);
  wt_gazetteer_spelling(r->gazetteer, n->name, 0, line);
  wt_buffer_format(
      line, tsv ? "\t%.*s\t%zu\t%s\t%s\t%s" : ": %.*s\n          %zu listed, first %s %s (%s)",
      (int)reasons->size, reasons->data, wt_gazetteer_n_candidates(r->gazetteer, n->name),
      wt_type_name(e.type), e.id, e.name);
  for (size_t i = 0; i < RISK_CONTEXTS; i++) {
    const char *context = context_at(r, n, i);
    if (tsv)
      wt_buffer_format(line, "\t%s", context);
    else if (context[0] != '\0')
      wt_buffer_format(line, "\n          ... %s ...", context);
  }
  wt_buffer_byte(line, '\n');
}

static wt_status show(const risk *r, const risk_name *names, size_t n, bool tsv, wt_error *error) {
  wt_buffer line = {0}, reasons = {0};
  if (tsv)
    puts("harm\tfound\tlower\tname\treasons\tlisted\ttype\tid\tshown\tcontext\tcontext2");
  else
    printf("%-8s %7s %7s  name: reasons (%" PRIu64 " articles)\n", "harm", "found", "lower",
           r->articles);
  for (size_t i = 0; i < n; i++) {
    write_name(r, &names[i], tsv, &line, &reasons);
    fwrite(line.data, 1, line.size, stdout);
  }
  bool failed = line.failed || reasons.failed;
  wt_buffer_release(&line);
  wt_buffer_release(&reasons);
  return failed ? wt_no_memory(error, "names") : WT_OK;
}

/* ---- the list of vetoes ------------------------------------------------------------- */

/* Splits "WHO{exact}" into its text and its rule. */
static const char *split_spelling(const wt_buffer *spelling, size_t *size) {
  static const char *const RULES[] = {"exact", "any"};
  for (size_t i = 0; i < 2; i++) {
    size_t n = strlen(RULES[i]) + 2;
    *size = spelling->size - n;
    if (spelling->size > n && spelling->data[*size] == '{' &&
        memcmp(spelling->data + *size + 1, RULES[i], n - 2) == 0)
      return RULES[i];
  }
  *size = spelling->size;
  return "";
}

/* A veto takes the name from all entries; a weak row for each of them puts the name on top again,
 * now in need of other evidence. */
static void write_rows(const risk *r, const risk_name *n, FILE *out, wt_buffer *spelling) {
  enum { MOST = 16, WORD = 80 /* percent */ };
  size_t size, n_candidates = wt_gazetteer_n_candidates(r->gazetteer, n->name);
  bool veto = 100 * n->word >= WORD;
  for (size_t i = 0; i < n_candidates && i < (veto ? 1 : MOST); i++) {
    wt_candidate c;
    wt_entry e;
    wt_gazetteer_candidate(r->gazetteer, n->name, i, &c);
    wt_gazetteer_entry(r->gazetteer, c.entry, &e);
    wt_buffer_clear(spelling);
    wt_gazetteer_spelling(r->gazetteer, n->name, i, spelling);
    const char *rule = split_spelling(spelling, &size), *comma = rule[0] == '\0' ? "" : ",";
    if (veto) {
      fprintf(out, "\t%s\t\t%.*s\t\t\t\t\t\t%s%sveto\t\t\n", wt_type_name(e.type), (int)size,
              spelling->data, rule, comma);
      continue;
    }
    fprintf(out, "%s\t%s\t%s\t%.*s\t\t%s\t", e.id, wt_type_name(e.type), e.subtype, (int)size,
            spelling->data, e.country);
    wt_buffer_clear(spelling);
    if (e.has_position) wt_json_decimal(spelling, e.lat, 5);
    wt_buffer_byte(spelling, '\t');
    if (e.has_position) wt_json_decimal(spelling, e.lon, 5);
    fprintf(out, "%.*s\t%u\t%s%sweak\t%s\t%s\t%s\n", (int)spelling->size, spelling->data,
            (unsigned)e.weight, rule, comma, e.same_as, e.refers_to, e.within);
  }
}

static wt_status write_vetoes(const risk *r, const risk_name *names, size_t n,
                              const risk_options *o, wt_error *error) {
  wt_output output = {0};
  wt_buffer spelling = {0};
  wt_status status = wt_output_open(o->veto, &output, error);
  if (status != WT_OK) return status;
  fputs(
      "# names that did harm, by wiretag gazetteer risk; look at them before you use the list\n"
      "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\trefers_to\t"
      "within\n",
      output.stream);
  for (size_t i = 0; i < n; i++)
    if (100 * names[i].share >= (double)o->threshold && !names[i].weak)
      write_rows(r, &names[i], output.stream, &spelling);
  status = spelling.failed ? wt_no_memory(error, "names") : wt_output_commit(&output, error);
  wt_output_discard(&output);
  wt_buffer_release(&spelling);
  return status;
}

/* ---- the command -------------------------------------------------------------------- */

static wt_status report(risk *r, const risk_options *o, wt_error *error) {
  risk_name *names = NULL;
  size_t n = 0;
  wt_status status = WT_OK;
  if (o->sample.n > 0) status = risk_count(r, o->sample.items, o->sample.n, error);
  if (status == WT_OK) status = risk_rank(r, &names, &n, error);
  if (status != WT_OK) return status;
  if (o->top > 0 && n > o->top) n = (size_t)o->top;
  bool tsv = o->format == FORMAT_TSV || (o->format == FORMAT_AUTO && !isatty(STDOUT_FILENO));
  status = show(r, names, n, tsv, error);
  if (status == WT_OK && o->veto != NULL) status = write_vetoes(r, names, n, o, error);
  wt_free(names);
  return status;
}

static int run_risk(const void *given, const text_list *arguments) {
  const risk_options *o = given;
  wt_error error = {0};
  wt_gazetteer *gazetteer;
  risk r = {0};
  interrupt_watch();
  if (wt_gazetteer_open(arguments->items[0], &gazetteer, &error) != WT_OK)
    return report_error(&GAZETTEER_RISK_COMMAND, &error);
  wt_status status = risk_open(&r, gazetteer, &error);
  if (status == WT_OK) status = report(&r, o, &error);
  risk_release(&r);
  wt_gazetteer_close(gazetteer);
  if (ferror(stdout) && errno == EPIPE) die_of_closed_pipe();
  return status == WT_OK ? DONE : report_error(&GAZETTEER_RISK_COMMAND, &error);
}

static const example EXAMPLES[] = {
    {"the hundred worst names, counted in some articles, and a list against them",
     "wiretag gazetteer risk places.wtg --sample articles.jsonl.gz --top 100 --veto less.tsv"},
    {"the list against them, in use",
     "wiretag gazetteer build less.tsv -o less.wtg && wiretag tag -g places.wtg -g less.wtg "
     "dump.jsonl"},
};

const command GAZETTEER_RISK_COMMAND = {
    .name = "gazetteer risk",
    .summary = "list names that are likely to do harm",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .text =
        "Sorts the names of a compiled gazetteer by how many wrong finds are to be expected of "
        "each. Signs of a harmful name: the articles write it in lower case as well (a word), many "
        "listed persons are called so, entries of several types share it, it is very short. "
        "Without --sample only the last three are known.\n\n"
        "In the list of --veto, names that are words in four of five places are vetoed; the others "
        "are made weak: found only where something else speaks for them.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_risk,
};
