/*
 * fuzz_recogniser_model.c - hostile sequence models: whatever the bytes say, opening refuses them
 * or decoding stays within bounds and gives spans in order. The checksum is made to fit, so that
 * the fuzzer gets past it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "recognise/decoder.h"

enum { CHECKSUM_AT = 32, HEADER = 40, ALIGN = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char TITLE[] = "Ann Smith of ACME";
static const char TEXT[] =
    "President Ann Smith met Bob in Bonn. Smith said that ACME and the bank in Bonn would "
    "close.\n\n"
    "BONN 3 PARIS 2\n\nSee http://example.org/Ann, and Côte d'Ivoire.";

static void reseal(uint8_t *bytes, size_t size) {
  memset(bytes + CHECKSUM_AT, 0, sizeof(uint64_t));
  uint64_t sum = wt_hash_mix(wt_hash(bytes, HEADER), wt_hash(bytes + HEADER, size - HEADER));
  memcpy(bytes + CHECKSUM_AT, &sum, sizeof sum);
}

static void check_spans(const wt_tokens *tokens, const wt_spans *spans) {
  uint32_t done = 0;
  for (size_t i = 0; i < spans->n; i++) {
    const wt_span *s = &spans->items[i];
    if (s->first < done || s->end <= s->first || s->end > tokens->n || s->type >= WT_TYPES ||
        !(s->score >= 0 && s->score <= 1))
      abort();
    done = s->end;
  }
}

static void decode(const wt_sequence_model *model) {
  wt_decoder *decoder = NULL;
  wt_tokens fields[WT_FIELDS] = {0};
  wt_spans spans[WT_FIELDS] = {0};
  wt_hit listed[] = {{.first = 1, .end = 3, .types = 3, .best = WT_PERSON, .certain = 1},
                     {.first = 4, .end = 5, .types = 8, .best = WT_MISC, .weak = 1}};
  const wt_hits hits[WT_FIELDS] = {{0}, {.items = listed, .n = 2}};
  const wt_zone title = {.kind = WT_ZONE_TITLE, .end = sizeof TITLE - 1};
  wt_status status = wt_decoder_new(model, &decoder, NULL);
  if (status == WT_OK)
    status = wt_tokenize(TITLE, sizeof TITLE - 1, &title, 1, &fields[WT_FIELD_TITLE], NULL);
  if (status == WT_OK)
    status = wt_tokenize(TEXT, sizeof TEXT - 1, NULL, 0, &fields[WT_FIELD_TEXT], NULL);
  if (status == WT_OK) status = wt_decode(decoder, fields, hits, spans, NULL);
  for (int f = 0; f < WT_FIELDS; f++) {
    if (status == WT_OK) check_spans(&fields[f], &spans[f]);
    wt_tokens_release(&fields[f]);
    wt_free(spans[f].items);
  }
  wt_decoder_free(decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wt_sequence_model *model = NULL;
  if (size < HEADER) return 0;
  uint8_t *bytes = aligned_alloc(ALIGN, (size + ALIGN - 1) / ALIGN * ALIGN);
  if (bytes == NULL) return 0;
  memcpy(bytes, data, size);
  reseal(bytes, size);
  if (wt_sequence_model_check(bytes, size, &model, NULL) == WT_OK) decode(model);
  wt_sequence_model_close(model);
  free(bytes);
  return 0;
}
