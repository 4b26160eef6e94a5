/*
 * chaos.c - fails the n-th allocation, for n = 0, 1, 2 ... until everything succeeds.
 *
 * Each round runs a scenario from scratch; it must return WT_OK or WT_NO_MEMORY, never crash,
 * and leak nothing (build with AddressSanitizer). Once with only the n-th allocation failing, once
 * with all from the n-th on.
 *
 * usage: chaos FOLDER      (with world.wtg and *.wtm, as `make data` leaves them)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "import/import.h"
#include "match/compile.h"
#include "match/decompile.h"
#include "read/dump.h"
#include "train/recogniser_trainer.h"
#include "train/topic_exam.h"
#include "train/topics_trainer.h"
#include "wiretag.h"

static char gazetteer[4096], topics[4096], small_list[4096], small_gazetteer[4096], dump_path[4096];
static char places[4096], alternates[4096], entities[4096], annotated[4096], model[4096];
static char rules[4096], labelled[4096], taxonomy[4096], trained[4096];

static const char TEXT[] =
    "ANKARA/MOSCOW\n\nPresident Recep Tayyip Erdoğan met Vladimir Putin in Sochi on Feb. 17. "
    "Erdoğan said the "
    "Turkish and Russian armies would stop. The World Health Organization (WHO) and SpaceX were "
    "not asked.\n\n"
    "Dr. Ann Example of the University of Nowhere told Reuters that Mr. Example would not come.\n\n"
    "MOST POPULAR\n\n  1. Chelsea beat Manchester United\n\n    Chelsea beat Manchester United\n";

static wt_status tag_article(const char *recogniser) {
  const char *const layers[] = {gazetteer};
  const char *const rule_files[] = {rules};
  wt_options options = {.gazetteers = layers,
                        .n_gazetteers = 1,
                        .topics = topics,
                        .topic_rules = rule_files,
                        .n_topic_rules = 1,
                        .recogniser = recogniser};
  wt_pipeline *pipeline = NULL;
  wt_worker *worker = NULL;
  wt_doc *doc = NULL;
  wt_article article = {.id_json = "\"a\"",
                        .id_json_size = 3,
                        .title = "Talks end",
                        .title_size = 9,
                        .text = TEXT,
                        .text_size = sizeof TEXT - 1};
  const char *json;
  size_t size;
  wt_status status = wt_pipeline_open(&options, &pipeline, NULL);
  if (status == WT_OK) status = wt_worker_new(pipeline, &worker, NULL);
  if (status == WT_OK) status = wt_doc_new(&doc, NULL);
  for (int i = 0; status == WT_OK && i < 2; i++) {
    status = wt_tag(worker, &article, doc, NULL);
    if (status == WT_OK) status = wt_doc_json(doc, pipeline, WT_CODEPOINT, &json, &size, NULL);
  }
  wt_doc_free(doc);
  wt_worker_free(worker);
  wt_pipeline_close(pipeline);
  return status;
}

static wt_status tag_by_rules(void) { return tag_article(NULL); }
static wt_status tag_by_model(void) { return tag_article(model); }

/* From labelled articles to a topic model of two levels, pruned, and its scores. */
static wt_status train_topics(void) {
  const char *data = labelled;
  wt_topics_training training = {.data = &data,
                                 .n_data = 1,
                                 .taxonomy = taxonomy,
                                 .levels = 2,
                                 .keep_above = 50,
                                 .contrast = 0.25,
                                 .folds = 2,
                                 .out = trained};
  wt_topic_exam exam = {
      .gold = &data, .n_gold = 1, .taxonomy = taxonomy, .levels = 2, .model = trained};
  wt_topic_scores scores = {0};
  wt_status status = wt_train_topics(&training, NULL);
  if (status == WT_OK) status = wt_examine_topics(&exam, &scores, NULL);
  wt_topic_scores_release(&scores);
  return status;
}

/* From annotation to a model that is judged and calibrated. */
static wt_status train_a_recogniser(void) {
  const wt_corpus data = {.path = annotated, .weight = 1};
  const wt_recogniser_training training = {.data = &data,
                                           .n_data = 1,
                                           .dev = annotated,
                                           .out = model,
                                           .upper = 1,
                                           .epochs = 2,
                                           .rate = 0.1f,
                                           .min_count = 1,
                                           .n_threads = 1,
                                           .seed = 1};
  return wt_train_recogniser(&training, NULL);
}

static wt_status compile_a_list(void) {
  const char *const lists[] = {small_list};
  wt_compile_options options = {.n_threads = 1};
  wt_compile_result result;
  return wt_gazetteer_compile(lists, 1, small_gazetteer, &options, &result, NULL);
}

static wt_status read_a_dump(void) {
  const char *const paths[] = {dump_path};
  wt_dump_options options = {0};
  wt_dump *dump = NULL;
  wt_parser *parser = NULL;
  wt_batch batch = {0};
  wt_buffer rejects = {0};
  wt_status status = wt_dump_open(paths, 1, &options, &dump, NULL);
  if (status == WT_OK) status = wt_parser_new(wt_fields_preset("default"), &parser, NULL);
  if (status == WT_OK) status = wt_dump_read(dump, &batch, NULL);
  for (size_t i = 0; status == WT_OK && i < batch.n; i++) {
    wt_article article = {0};
    wt_error error = {0};
    status = wt_parse(parser, &batch.records[i], &article, &error);
    if (status == WT_BAD_INPUT) {
      wt_reject_append(&rejects, &batch.records[i], &article, error.text);
      status = rejects.failed ? WT_NO_MEMORY : WT_OK;
    }
  }
  wt_buffer_release(&rejects);
  wt_batch_release(&batch);
  wt_parser_free(parser);
  wt_dump_close(dump);
  return status;
}

static wt_status import_paths(wt_importer *import, const char *const *paths, size_t n) {
  wt_import_options options = {.languages = "en,tr", .n_threads = 1};
  wt_import_result result;
  FILE *out = fopen("/dev/null", "wb");
  if (out == NULL) return WT_IO;
  wt_status status = import(paths, n, &options, out, "list", &result, NULL);
  fclose(out);
  return status;
}

static wt_status import_geonames(void) {
  const char *const paths[] = {places, alternates};
  return import_paths(wt_import_geonames, paths, 2);
}

static wt_status import_wikidata(void) {
  const char *const paths[] = {entities};
  return import_paths(wt_import_wikidata, paths, 1);
}

static wt_status drop(void *context, const char *bytes, size_t size, wt_error *error) {
  (void)context, (void)bytes, (void)size, (void)error;
  return WT_OK;
}

static wt_status dump_a_gazetteer(void) {
  wt_gazetteer *g = NULL;
  wt_decompile_result result;
  wt_status status = wt_gazetteer_open(small_gazetteer, &g, NULL);
  if (status == WT_OK) status = wt_gazetteer_decompile(g, drop, NULL, &result, NULL);
  wt_gazetteer_close(g);
  return status;
}

static int run(const char *name, wt_status (*scenario)(void)) {
  for (int stay = 0; stay < 2; stay++) {
    long n = 0;
    for (;; n++) {
      wt_mem_fail_at(n, stay != 0);
      wt_status status = scenario();
      if (status == WT_OK) break;
      if (status != WT_NO_MEMORY) {
        fprintf(stderr, "%s: allocation %ld failed and gave '%s'\n", name, n,
                wt_status_name(status));
        return 1;
      }
    }
    wt_mem_fail_at(-1, false);
    printf("%s: %ld allocations, each failed once%s\n", name, n, stay ? ", with all after it" : "");
  }
  return 0;
}

static int put_file(const char *path, const char *content) {
  FILE *f = fopen(path, "wb");
  if (f == NULL) return -1;
  fputs(content, f);
  return fclose(f);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: chaos FOLDER\n");
    return 2;
  }
  char folder[] = "/tmp/wiretag-chaos-XXXXXX";
  if (mkdtemp(folder) == NULL) return 1;
  snprintf(gazetteer, sizeof gazetteer, "%s/world.wtg", argv[1]);
  snprintf(topics, sizeof topics, "%s/topics-en.wtm", argv[1]);
  snprintf(annotated, sizeof annotated, "%s/annotated.jsonl", folder);
  snprintf(model, sizeof model, "%s/model.wtm", folder);
  snprintf(rules, sizeof rules, "%s/topics.rules", folder);
  snprintf(labelled, sizeof labelled, "%s/labelled.jsonl", folder);
  snprintf(taxonomy, sizeof taxonomy, "%s/taxonomy.tsv", folder);
  snprintf(trained, sizeof trained, "%s/topics.wtm", folder);
  snprintf(small_list, sizeof small_list, "%s/list.tsv", folder);
  snprintf(small_gazetteer, sizeof small_gazetteer, "%s/list.wtg", folder);
  snprintf(dump_path, sizeof dump_path, "%s/dump.jsonl", folder);
  snprintf(places, sizeof places, "%s/XX.txt", folder);
  snprintf(alternates, sizeof alternates, "%s/alternateNamesV2.txt", folder);
  snprintf(entities, sizeof entities, "%s/entities.json", folder);
  if (put_file(
          annotated,
          "{\"title\": \"Talks\", \"text\": \"Ann Example met Putin in Sochi.\", \"mentions\": "
          "[{\"start\": 0, \"end\": 11, \"type\": \"PER\"}, {\"start\": 25, \"end\": 30, "
          "\"type\": \"LOC\"}]}\n") != 0 ||
      put_file(rules,
               "topic t:talks talks\nrule a 0.8\nany ~army, Erdogan\nnear 9 met, Sochi\nnot rain\n"
               "rule b\nall type:person, id:wikidata:Q7747\nleast 1 World Health, talks\n") != 0 ||
      put_file(taxonomy,
               "t:1\t\t\tsport\tgames\nt:2\tt:1\t\tfootball\tgoals and matches\n"
               "t:3\t\t\thealth\tdoctors\n") != 0 ||
      put_file(labelled,
               "{\"title\": \"A goal\", \"text\": \"The match\", \"topics\": [\"t:2\"]}\n"
               "{\"title\": \"Goals\", \"text\": \"Two matches\", \"topics\": [\"t:1\"]}\n"
               "{\"text\": \"Doctors and a virus\", \"topics\": [\"t:3\"]}\n"
               "{\"text\": \"A doctor\", \"topics\": [\"t:3\"]}\n"
               "{\"text\": \"Nothing\", \"topics\": []}\n") != 0 ||
      put_file(small_list,
               "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\n"
               "geonames:1\tplace\tcity\tSomewhere\tNowhere|tr:Bir yer{weak}\tTR\t1.5\t2.5\t100\t\n"
               "\torganization\tcompany\tAcme Inc.\tACME\t\t\t\t\t\n") != 0 ||
      put_file(dump_path,
               "{\"id\": 1, \"title\": \"T\", \"text\": \"A \\ud800 text\"}\n{\"id\": 2, broken\n"
               "{\"id\": 99999999999999999999, \"text\": NaN, \"title\": \"t\"}\n") != 0 ||
      put_file(
          places,
          "7\tOrdino\tOrdino\tOrdin\t42.5\t1.5\tP\tPPLA\tAD\t\t05\t\t\t\t3066\t\t1\tE\t2018\n") !=
          0 ||
      put_file(alternates,
               "9\t7\ttr\tOrdino\\u015f\t\t\t\t\t\t\n8\t7\twkdt\tQ24282\t\t\t\t\t\t\n") != 0 ||
      put_file(
          entities,
          "[\n{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{\"en\":{\"value\":\"Jane\"}},\"claims\":"
          "{"
          "\"P31\":[{\"mainsnak\":{\"snaktype\":\"value\",\"datavalue\":{\"value\":{\"id\":\"Q5\"}}"
          "},"
          "\"rank\":\"normal\"}],\"P279\":[{\"mainsnak\":{\"snaktype\":\"value\",\"datavalue\":{"
          "\"value\":{\"id\":\"Q515\"}}},\"rank\":\"normal\"}]}}\n]\n") != 0)
    return 1;

  int failed = run("train recogniser", train_a_recogniser) | run("tag by rules", tag_by_rules) |
               run("tag by model", tag_by_model) | run("compile", compile_a_list) |
               run("train topics", train_topics) | run("read", read_a_dump) |
               run("dump", dump_a_gazetteer) | run("import geonames", import_geonames) |
               run("import wikidata", import_wikidata);
  unlink(rules);
  unlink(labelled);
  unlink(taxonomy);
  unlink(trained);
  unlink(annotated);
  unlink(model);
  unlink(small_list);
  unlink(small_gazetteer);
  unlink(dump_path);
  unlink(places);
  unlink(alternates);
  unlink(entities);
  rmdir(folder);
  return failed;
}
