#include "text/given_words.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "text/word_form.h"

static wt_token token_of(const char *bytes, const wt_given_word *word, bool first,
                         wt_buffer *folds) {
  const char *at = bytes + word->start;
  size_t size = word->end - word->start, fold = folds->size;
  wt_case letter_case;
  wt_token_kind kind = wt_word_form(at, size, folds, &letter_case);
  wt_token token = {.start = word->start,
                    .end = word->end,
                    .fold = (uint32_t)fold,
                    .kind = (uint8_t)kind,
                    .letter_case = (uint8_t)letter_case,
                    .flags = WT_SPACE_BEFORE,
                    .zone = WT_ZONE_BODY};
  if (first) token.flags |= WT_LINE_BEFORE | WT_SENTENCE_START;
  if (kind == WT_TOKEN_PUNCT) return token;
  if (at[0] == '\'') token.flags |= WT_SUFFIX;
  if (at[size - 1] == '.') token.flags |= WT_PERIOD;
  token.fold_size = (uint16_t)(folds->size - fold);
  token.hash = wt_hash(folds->data + fold, token.fold_size);
  return token;
}

wt_status wt_tokens_from_words(const char *bytes, size_t size, const wt_given_word *words, size_t n,
                               wt_tokens *out, wt_error *error) {
  out->bytes = bytes;
  out->size = (uint32_t)size;
  out->n = out->n_sentences = 0;
  wt_buffer_clear(&out->folds);
  wt_token *tokens = wt_grow(out->tokens, &out->capacity, n + 1, sizeof *tokens);
  if (tokens == NULL) return wt_no_memory(error, "tokens");
  out->tokens = tokens;
  wt_sentence *sentences =
      wt_grow(out->sentences, &out->sentence_capacity, n + 1, sizeof *sentences);
  if (sentences == NULL) return wt_no_memory(error, "tokens");
  out->sentences = sentences;

  uint32_t sentence = 0;
  for (uint32_t i = 0; i < n; i++) {
    bool first = i == 0 || words[i].starts_sentence;
    if (first) sentences[sentence++] = (wt_sentence){.first = i};
    sentences[sentence - 1].end = i + 1;
    tokens[i] = token_of(bytes, &words[i], first, &out->folds);
    tokens[i].sentence = sentence - 1;
  }
  if (out->folds.failed) return wt_no_memory(error, "tokens");
  out->n = n;
  out->n_sentences = sentence;
  return WT_OK;
}
