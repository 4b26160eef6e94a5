#include "text/tokens.h"

#include "base/mem.h"

wt_status wt_tokenize(const char *bytes, size_t size, const wt_zone *zones, size_t n_zones,
                      wt_tokens *out, wt_error *error) {
  (void)zones, (void)n_zones, (void)error;
  out->bytes = bytes;
  out->size = (uint32_t)size;
  out->n = out->n_sentences = 0;
  return WT_OK;
}

void wt_tokens_release(wt_tokens *tokens) {
  wt_free(tokens->tokens);
  wt_free(tokens->sentences);
  wt_buffer_release(&tokens->folds);
  *tokens = (wt_tokens){0};
}
