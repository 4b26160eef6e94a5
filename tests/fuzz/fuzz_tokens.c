/*
 * fuzz_tokens.c - any bytes, repaired, through the tokenizer with up to three zones.
 *
 * The first two bytes choose where the zones meet. Every promise of token_checks.h is checked, and
 * that tokenizing again gives the same tokens, and that stems of the words never fail.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/token_checks.h"
#include "text/stem.h"
#include "text/tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "fuzz_tokens: %s\n", what);
  abort();
}

/* Three zones from two numbers; borders between code points are not demanded of the zones. */
static void make_zones(uint32_t size, uint32_t a, uint32_t b, wt_zone zones[3]) {
  uint32_t first = a % (size + 1), second = first + b % (size - first + 1);
  zones[0] = (wt_zone){WT_ZONE_TITLE, WT_FIELD_TEXT, 0, first};
  zones[1] = (wt_zone){WT_ZONE_BODY, WT_FIELD_TEXT, first, second};
  zones[2] = (wt_zone){WT_ZONE_BODY, WT_FIELD_TEXT, second, size};
}

static void stem_all(const wt_tokens *t) {
  wt_stemmer *stemmer = NULL;
  demand(wt_stemmer_new("en", &stemmer, NULL) == WT_OK, "no stemmer");
  for (size_t i = 0; i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    const char *stem;
    size_t size;
    uint64_t hash;
    demand(wt_stem(stemmer, wt_token_fold(t, token), token->fold_size, token->hash, &stem, &size,
                   &hash, NULL) == WT_OK,
           "a stem failed");
  }
  wt_stemmer_free(stemmer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint32_t a = size > 0 ? data[0] : 0, b = size > 1 ? data[1] : 0;
  wt_buffer text = {0};
  wt_utf8_repair((const char *)data, size, &text);
  demand(!text.failed && wt_utf8_invalid(text.data, text.size) == text.size, "not repaired");
  wt_zone zones[3];
  make_zones((uint32_t)text.size, a, b, zones);
  wt_tokens t = {0}, again = {0};
  size_t n_zones = a % 2 == 0 ? 0 : 3;
  demand(wt_tokenize(text.data, text.size, zones, n_zones, &t, NULL) == WT_OK, "tokenize failed");
  const char *fault = token_fault(&t, zones, n_zones);
  demand(fault == NULL, fault);
  demand(wt_tokenize(text.data, text.size, zones, n_zones, &again, NULL) == WT_OK, "failed");
  demand(t.n == again.n && t.n_sentences == again.n_sentences, "other tokens the second time");
  for (size_t i = 0; i < t.n; i++)
    demand(t.tokens[i].start == again.tokens[i].start && t.tokens[i].hash == again.tokens[i].hash,
           "other tokens the second time");
  stem_all(&t);
  wt_tokens_release(&t);
  wt_tokens_release(&again);
  wt_buffer_release(&text);
  return 0;
}
