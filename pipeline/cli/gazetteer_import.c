/*
 * gazetteer_import.c - `wiretag gazetteer import`: publishers' dumps to a list, and to a gazetteer.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/threads.h"
#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "import/import.h"
#include "match/compile.h"

typedef struct import_options {
  common_options common;
  const char *output, *compile;
  const char *languages, *countries, *features, *types, *classes;
  uint64_t min_population, min_names, min_sitelinks, threads;
  bool all_scripts, keep_going, quiet;
} import_options;

static const option_row ROWS[] = {
    {.name = "Output", .kind = OPTION_GROUP},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .offset = offsetof(import_options, output),
     .metavar = "LIST",
     .help = "the list, to be looked at, edited and compiled; - is standard output"},
    {.name = "compile",
     .letter = 'c',
     .kind = OPTION_FILE,
     .offset = offsetof(import_options, compile),
     .metavar = "FILE",
     .help = "compile the list into a gazetteer as well, as gazetteer build does"},
    QUIET_ROW(import_options),
    {.name = "What to keep", .kind = OPTION_GROUP},
    {.name = "languages",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .offset = offsetof(import_options, languages),
     .metavar = "TAGS",
     .help = "languages of the names, en,tr,ar or all; the first one gives the name that is shown"},
    {.name = "countries",
     .kind = OPTION_TEXT,
     .offset = offsetof(import_options, countries),
     .metavar = "CODES",
     .help = "only what is in these countries, TR,SY; without it all"},
    {.name = "all-scripts",
     .kind = OPTION_FLAG,
     .offset = offsetof(import_options, all_scripts),
     .help =
         "keep names in other than Latin letters where the source does not tell their language"},
    {.name = "features",
     .kind = OPTION_TEXT,
     .offset = offsetof(import_options, features),
     .metavar = "CODES",
     .help = "geonames: feature classes and codes, P,A.ADM1,H.LK; without it what news is about"},
    {.name = "min-population",
     .kind = OPTION_NUMBER,
     .offset = offsetof(import_options, min_population),
     .metavar = "N",
     .most = UINT32_MAX,
     .help = "geonames: smaller towns only when they are the seat of a government"},
    {.name = "min-names",
     .kind = OPTION_NUMBER,
     .offset = offsetof(import_options, min_names),
     .metavar = "N",
     .most = 1000,
     .help =
         "geonames: rivers, mountains and the like with so many alternate names: a hint at fame"},
    {.name = "types",
     .kind = OPTION_TEXT,
     .offset = offsetof(import_options, types),
     .metavar = "TYPES",
     .help = "wikidata: some of person,place,organization; without it all three"},
    {.name = "min-sitelinks",
     .kind = OPTION_NUMBER,
     .offset = offsetof(import_options, min_sitelinks),
     .metavar = "N",
     .most = 1000,
     .help = "wikidata: only what so many wikis have a page about"},
    {.name = "Running", .kind = OPTION_GROUP},
    {.name = "classes",
     .kind = OPTION_FILE,
     .offset = offsetof(import_options, classes),
     .metavar = "FILE",
     .help = "wikidata: keeps the class tree: read when the file exists, made otherwise; without "
             "it the dump is read twice each time"},
    {.name = "keep-going",
     .letter = 'k',
     .kind = OPTION_FLAG,
     .offset = offsetof(import_options, keep_going),
     .help = "report broken records and leave them out; otherwise the first one ends the import"},
    THREADS_ROW(import_options, "the list is"),
};

static const import_options DEFAULTS = {
    .languages = "en", .min_population = 1000, .min_names = 8, .min_sitelinks = 3};

static const struct {
  const char *name;
  wt_importer *import;
} SOURCES[] = {{"geonames", wt_import_geonames},
               {"wikidata", wt_import_wikidata},
               {"ror", wt_import_ror},
               {"whosonfirst", wt_import_whosonfirst}};
enum { N_SOURCES = sizeof SOURCES / sizeof SOURCES[0] };

/* ---- what is shown on the way ------------------------------------------------------- */

typedef struct watcher {
  bool shown; /* the moving line is wanted */
  double start, last;
  const char *pass;
  int width;
} watcher;

static void clear_line(watcher *w) {
  if (w->width > 0) fprintf(stderr, "\r%*s\r", w->width, "");
  w->width = 0;
}

static void show(watcher *w, const wt_import_progress *p) {
  double now = now_seconds();
  if (w->pass != p->pass) { /* another file begins */
    w->pass = p->pass;
    w->start = now;
  }
  if (!w->shown || now - w->last < 0.2) return;
  w->last = now;
  char line[120];
  int n = snprintf(line, sizeof line, "%s: %llu lines", p->pass, (unsigned long long)p->lines);
  double share = p->total > 0 ? (double)p->consumed / (double)p->total : 0;
  if (share > 1) share = 1;
  if (p->total > 0) n += snprintf(line + n, sizeof line - (size_t)n, "  %.0f%%", 100 * share);
  if (share > 0.01)
    n += snprintf(line + n, sizeof line - (size_t)n, "  %.0f s left",
                  (now - w->start) * (1 - share) / share);
  fprintf(stderr, "\r%s%*s", line, w->width > n ? w->width - n : 0, "");
  fflush(stderr);
  w->width = n;
}

static bool note_progress(void *context, const wt_import_progress *now) {
  show(context, now);
  return interrupt_signal() != 0;
}

static void report_record(void *context, const wt_error *error) {
  clear_line(context);
  fprintf(stderr, "wiretag: %s:%llu: left out: %s\n", error->where, (unsigned long long)error->line,
          error->text);
}

/* A line of a list that is compiled. */
static void report_line(void *context, const wt_error *error) { report_record(context, error); }

/* ---- the run ------------------------------------------------------------------------ */

static wt_importer *find_source(const char *name, wt_error *error) {
  const char *names[N_SOURCES];
  for (size_t i = 0; i < N_SOURCES; i++) {
    names[i] = SOURCES[i].name;
    if (strcmp(SOURCES[i].name, name) == 0) return SOURCES[i].import;
  }
  const char *near = suggest(name, names, N_SOURCES);
  wt_fail(error, WT_USAGE, "",
          "\"%s\" is no source; the sources are geonames, wikidata, ror, whosonfirst%s%s%s", name,
          near == NULL ? "" : "; did you mean ", near == NULL ? "" : near, near == NULL ? "" : "?");
  return NULL;
}

static wt_import_options settings_of(const import_options *o, watcher *w) {
  return (wt_import_options){
      .languages = o->languages,
      .countries = o->countries,
      .all_scripts = o->all_scripts,
      .keep_going = o->keep_going,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .features = o->features,
      .min_population = o->min_population,
      .min_names = o->min_names,
      .types = o->types,
      .min_sitelinks = o->min_sitelinks,
      .classes = o->classes,
      .report = report_record,
      .progress = note_progress,
      .context = w};
}

static wt_status write_list(wt_importer *import, const import_options *o, const text_list *inputs,
                            watcher *w, wt_import_result *result, wt_error *error) {
  wt_output output = {0};
  wt_import_options settings = settings_of(o, w);
  wt_status status = wt_output_open(o->output, &output, error);
  if (status == WT_OK)
    status = import(inputs->items + 1, inputs->n - 1, &settings, output.stream, o->output, result,
                    error);
  if (status == WT_OK) status = wt_output_commit(&output, error);
  wt_output_discard(&output);
  clear_line(w);
  return status;
}

static wt_status compile(const import_options *o, watcher *w, wt_error *error) {
  wt_compile_options options = {
      .keep_going = o->keep_going,
      .n_threads = o->threads == 0 ? wt_threads_default() : (size_t)o->threads,
      .report = report_line,
      .context = w};
  wt_compile_result result = {0};
  wt_status status = wt_gazetteer_compile(&o->output, 1, o->compile, &options, &result, error);
  if (status == WT_OK && !o->quiet)
    fprintf(stderr, "wiretag: %s: %llu names of %llu entries, %.1f MB\n", o->compile,
            (unsigned long long)result.names, (unsigned long long)result.entries,
            (double)result.bytes / 1e6);
  return status;
}

static wt_status check_options(const import_options *o, wt_error *error) {
  if (o->output == NULL) return wt_fail(error, WT_USAGE, "", "needs --output LIST");
  if (o->compile != NULL && strcmp(o->output, "-") == 0)
    return wt_fail(error, WT_USAGE, "", "--compile reads the list, so --output must be a file");
  return WT_OK;
}

static int run_import(const void *given, const text_list *arguments) {
  const import_options *o = given;
  wt_error error = {0};
  wt_import_result result = {0};
  watcher w = {.shown = !o->quiet && isatty(STDERR_FILENO), .start = now_seconds()};
  wt_importer *import = find_source(arguments->items[0], &error);
  if (import == NULL || check_options(o, &error) != WT_OK)
    return report_error(&GAZETTEER_IMPORT_COMMAND, &error);
  double start = now_seconds();
  interrupt_watch();
  wt_status status = write_list(import, o, arguments, &w, &result, &error);
  if (status == WT_IO && error.position == EPIPE) die_of_closed_pipe();
  if (status == WT_OK && !o->quiet) {
    fprintf(stderr, "wiretag: %s: %llu rows with %llu names from %llu lines in %.1f s\n", o->output,
            (unsigned long long)result.rows, (unsigned long long)result.names,
            (unsigned long long)result.lines, now_seconds() - start);
    if (result.broken > 0)
      fprintf(stderr, "wiretag: %llu broken records were left out\n",
              (unsigned long long)result.broken);
  }
  if (status == WT_OK && o->compile != NULL) status = compile(o, &w, &error);
  if (status != WT_OK) return report_error(&GAZETTEER_IMPORT_COMMAND, &error);
  return result.broken > 0 ? DONE_WITH_REJECTS : DONE;
}

static const example EXAMPLES[] = {
    {"places with English and Turkish names, ready to be used",
     "wiretag gazetteer import geonames allCountries.zip alternateNamesV2.zip admin1CodesASCII.txt "
     "countryInfo.txt -l en,tr -o places.tsv -c places.wtg"},
    {"people and organizations that ten wikis or more have a page about",
     "wiretag gazetteer import wikidata latest-all.json.bz2 --types person,organization "
     "--min-sitelinks 10 --classes classes.tsv -o names.tsv"},
    {"without a file between", "wiretag gazetteer import ror ror-data.zip -o - | head"},
};

const command GAZETTEER_IMPORT_COMMAND = {
    .name = "gazetteer import",
    .summary = "make a list of names from a publisher's dump",
    .arguments = "SOURCE INPUT...",
    .least = 2,
    .most = SIZE_MAX,
    .text =
        "SOURCE is geonames, wikidata, ror or whosonfirst; INPUTs are its files as they were "
        "downloaded, or folders of them: plain, gz, bz2, xz, zst or zip. scripts/fetch_*.sh "
        "download them.\n\n"
        "geonames takes allCountries, cities15000 or a country's file, and with it, in any order, "
        "alternateNamesV2 (the languages of names, ids in Wikidata), admin1CodesASCII, "
        "admin2Codes and countryInfo. wikidata takes latest-all.json, one entity a line. ror takes "
        "its data dump, schema 1 or 2. whosonfirst takes GeoJSON files.\n\n"
        "Names that do harm are left out or marked as weak: airport codes, names in lower case, "
        "inverted names, emoji. wiretag gazetteer risk finds more of them.",
    .examples = EXAMPLES,
    .n_examples = sizeof EXAMPLES / sizeof EXAMPLES[0],
    .rows = ROWS,
    .n_rows = sizeof ROWS / sizeof ROWS[0],
    .defaults = &DEFAULTS,
    .size = sizeof DEFAULTS,
    .run = run_import,
};
