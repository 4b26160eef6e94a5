#include "cli/setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"

enum { PATH_SIZE = 4096 };

wt_fields input_fields(const input_options *input) {
  wt_fields fields = *wt_fields_preset(wt_fields_preset_name((size_t)input->preset));
  if (input->id != NULL) fields.id = input->id;
  if (input->title != NULL) fields.title = input->title;
  if (input->text != NULL) fields.text = input->text;
  if (input->date != NULL) fields.date = input->date;
  if (input->lang != NULL) fields.lang = input->lang;
  if (input->publisher != NULL) fields.publisher = input->publisher;
  return fields;
}

/* ---- the standard files ------------------------------------------------------------- */

/* "FOLDER[/BETWEEN]/NAME" in out; true when it is there. */
static bool try_path(char out[PATH_SIZE], const char *folder, size_t size, const char *between,
                     const char *name) {
  int n = snprintf(out, PATH_SIZE, "%.*s/%s%s", (int)size, folder, between, name);
  return n > 0 && n < PATH_SIZE && access(out, R_OK) == 0;
}

/* Finds a standard file: in the folder that the user named (and nowhere else), beside the program
 * (a build), in ../share/wiretag (an installation). */
static wt_status find_data(const char *folder, const char *name, const char *hint,
                           char out[PATH_SIZE], wt_error *error) {
  if (folder != NULL) {
    if (try_path(out, folder, strlen(folder), "", name)) return WT_OK;
    return wt_fail(error, WT_BAD_FILE, out, "is not there; --data names its folder");
  }
  char program[PATH_SIZE];
  ssize_t size = readlink("/proc/self/exe", program, sizeof program);
  while (size > 0 && program[size - 1] != '/') size--;
  size_t n = size > 0 ? (size_t)size - 1 : 0;
  if (size > 0 && try_path(out, program, n, "", name)) return WT_OK;
  if (size > 0 && try_path(out, program, n, "../share/wiretag/", name)) return WT_OK;
  return wt_fail(error, WT_BAD_FILE, name,
                 "is neither beside the program nor in ../share/wiretag; %s", hint);
}

static wt_status open_layers(const tagging_options *o, wt_options *options, const char *world,
                             wt_pipeline **out, wt_error *error) {
  const char **layers = wt_calloc(o->gazetteers.n + 1, sizeof *layers);
  if (layers == NULL) return wt_no_memory(error, "gazetteers");
  size_t n = 0;
  if (!o->no_world) layers[n++] = world;
  for (size_t i = 0; i < o->gazetteers.n; i++) layers[n++] = o->gazetteers.items[i];
  options->gazetteers = layers;
  options->n_gazetteers = n;
  wt_status status = wt_pipeline_open(options, out, error);
  wt_free(layers);
  if (status == WT_IO) {
    status = WT_BAD_FILE;
    if (error != NULL) error->status = status;
  }
  return status;
}

/* Sets *out to the model that the user named, or to the standard one at `path`; NULL when it is not
 * wanted. */
static wt_status choose_model(const tagging_options *o, const char *named, bool unwanted,
                              const char *name, const char *hint, char path[PATH_SIZE],
                              const char **out, wt_error *error) {
  wt_status status = WT_OK;
  *out = unwanted ? NULL : named;
  if (unwanted || named != NULL) return WT_OK;
  status = find_data(o->data, name, hint, path, error);
  if (status == WT_OK) *out = path;
  return status;
}

wt_status open_pipeline(const tagging_options *o, wt_pipeline **out, wt_error *error) {
  char world[PATH_SIZE], recogniser[PATH_SIZE], topics[PATH_SIZE], names[PATH_SIZE];
  wt_options options = {
      .overlap = (wt_overlap)o->overlap, .all_zones = o->zones == 1, .publisher = o->publisher};
  wt_status status = WT_OK;
  if (!o->no_world)
    status = find_data(o->data, "world.wtg", "`make data` builds it, --data names its folder",
                       world, error);
  if (status == WT_OK)
    status = choose_model(o, o->recogniser, o->rules, "recogniser-en.wtm",
                          "--recogniser names a model, --rules does without", recogniser,
                          &options.recogniser, error);
  if (status == WT_OK)
    status = choose_model(o, o->topics, o->no_topics, "topics-en.wtm",
                          "--topics names a model, --no-topics does without", topics,
                          &options.topics, error);
  if (status == WT_OK && o->topic_language != NULL)
    status = choose_model(o, o->topic_names, false, "mediatopics-names.tsv",
                          "--topic-names names a table", names, &options.topic_names, error);
  if (status != WT_OK) return status;
  options.topic_language = o->topic_language;
  options.topic_rules = o->topic_rules.items;
  options.n_topic_rules = o->topic_rules.n;
  return open_layers(o, &options, world, out, error);
}

wt_status check_inputs(const char *const *paths, size_t n, wt_error *error) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(paths[i], "-") != 0 && access(paths[i], R_OK) != 0)
      return wt_fail(error, WT_IO, paths[i], "cannot open: %s", strerror(errno));
  return WT_OK;
}
