/*
 * fuzz_topic_model.c - hostile topic models: whatever the bytes say, opening refuses them or
 * classifying stays within bounds. The checksum is made to fit, so that the fuzzer gets past it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "topics/classify.h"
#include "topics/model.h"

enum { CHECKSUM_AT = 32, HEADER = 40, ALIGN = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char TITLE[] = "A late goal";
static const char TEXT[] =
    "The striker of the league won the match. Doctors at the hospital saw a virus.\n\n"
    "The vaccine is for patients; the coach, the stadium and the flu were there.";

static void reseal(uint8_t *bytes, size_t size) {
  memset(bytes + CHECKSUM_AT, 0, sizeof(uint64_t));
  uint64_t sum = wt_hash_mix(wt_hash(bytes, HEADER), wt_hash(bytes + HEADER, size - HEADER));
  memcpy(bytes + CHECKSUM_AT, &sum, sizeof sum);
}

/* Reads every byte of the answer, so that a sanitizer sees a pointer that leads astray. */
static size_t read_answer(const wt_topic_list *list) {
  size_t sum = 0;
  for (size_t i = 0; i < list->n; i++) {
    const wt_topic *t = &list->items[i];
    sum += strlen(t->id) + strlen(t->label);
    for (size_t p = 0; p < t->n_path; p++) sum += strlen(t->path[p]);
    for (size_t r = 0; r < t->n_because; r++) sum += strlen(t->because[r].term);
  }
  return sum;
}

static void classify(const wt_topic_model *model) {
  wt_classifier *classifier = NULL;
  wt_tokens fields[WT_FIELDS] = {0};
  wt_arena arena = {0};
  wt_topic_list list = {0};
  wt_zone zones[WT_FIELDS] = {{.kind = WT_ZONE_TITLE, .end = sizeof TITLE - 1},
                              {WT_ZONE_BODY, WT_FIELD_TEXT, 0, sizeof TEXT - 1}};
  wt_status status = wt_classifier_new(model, &classifier, NULL);
  if (status == WT_OK)
    status = wt_tokenize(TITLE, sizeof TITLE - 1, zones, 1, &fields[WT_FIELD_TITLE], NULL);
  if (status == WT_OK)
    status = wt_tokenize(TEXT, sizeof TEXT - 1, zones + 1, 1, &fields[WT_FIELD_TEXT], NULL);
  if (status == WT_OK)
    status = wt_classify(classifier, &(wt_topic_article){.fields = fields}, &arena, &list, NULL);
  if (status == WT_OK && read_answer(&list) == SIZE_MAX) abort();
  for (int f = 0; f < WT_FIELDS; f++) wt_tokens_release(&fields[f]);
  wt_arena_release(&arena);
  wt_classifier_free(classifier);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wt_container file;
  wt_topic_model *model = NULL;
  if (size < HEADER) return 0;
  uint8_t *bytes = aligned_alloc(ALIGN, (size + ALIGN - 1) / ALIGN * ALIGN);
  if (bytes == NULL) return 0;
  memcpy(bytes, data, size);
  reseal(bytes, size);
  if (wt_container_check(bytes, size, "fuzz", WT_TOPIC_KIND, WT_TOPIC_VERSION, &file, NULL) ==
          WT_OK &&
      wt_topic_model_read(&file, &model, NULL) == WT_OK)
    classify(model);
  wt_topic_model_close(model);
  free(bytes);
  return 0;
}
