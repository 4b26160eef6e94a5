#include "train/word_forms.h"

#include "base/error.h"
#include "base/mem.h"
#include "text/stem.h"
#include "train/term_table.h"

struct wt_word_forms {
  wt_stemmer *stemmer;
  wt_term_table seen; /* the hashes of the words */
  uint64_t *stems;    /* [seen.n] hashes */
  size_t capacity;
};

wt_status wt_word_forms_new(const char *lang, wt_word_forms **out, wt_error *error) {
  wt_word_forms *forms = wt_calloc(1, sizeof *forms);
  if (forms == NULL) return wt_no_memory(error, "words");
  wt_status status = wt_stemmer_new(lang, &forms->stemmer, error);
  if (status != WT_OK)
    wt_word_forms_free(forms);
  else
    *out = forms;
  return status;
}

void wt_word_forms_free(wt_word_forms *forms) {
  if (forms == NULL) return;
  wt_stemmer_free(forms->stemmer);
  wt_term_table_release(&forms->seen);
  wt_free(forms->stems);
  wt_free(forms);
}

static wt_status add_word(wt_word_forms *forms, const wt_tokens *t, const wt_token *token,
                          wt_error *error) {
  bool added = false;
  uint32_t number = wt_term_table_add(&forms->seen, token->hash, &added);
  if (number == UINT32_MAX) return wt_no_memory(error, "words");
  if (!added) return WT_OK;
  uint64_t *stems = wt_grow(forms->stems, &forms->capacity, forms->seen.n, sizeof *stems);
  if (stems == NULL) return wt_no_memory(error, "words");
  forms->stems = stems;
  const char *stem;
  size_t size;
  return wt_stem(forms->stemmer, wt_token_fold(t, token), token->fold_size, token->hash, &stem,
                 &size, &stems[number], error);
}

wt_status wt_word_forms_add(wt_word_forms *forms, const wt_tokens *tokens, wt_error *error) {
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < tokens->n; i++) {
    const wt_token *token = &tokens->tokens[i];
    if (token->kind == WT_TOKEN_WORD && token->fold_size > 0)
      status = add_word(forms, tokens, token, error);
  }
  return status;
}

/* Fills slots of a size; false when a form finds no place within the probes. */
static bool place_all(const wt_word_forms *forms, const wt_vocabulary *vocabulary, uint64_t *slots,
                      size_t n_slots) {
  for (size_t i = 0; i < forms->seen.n; i++) {
    uint32_t index = wt_vocabulary_find(vocabulary, forms->stems[i]);
    if (index == WT_NO_TERM) continue;
    uint64_t hash = forms->seen.terms[i].key;
    size_t probe = 0, at = hash & (n_slots - 1);
    for (; slots[at] != 0; at = (at + 1) & (n_slots - 1))
      if (++probe >= WT_TERM_PROBES) return false;
    slots[at] = hash >> WT_TERM_BITS << WT_TERM_BITS | (index + 1);
  }
  return true;
}

wt_status wt_word_forms_slots(const wt_word_forms *forms, const wt_vocabulary *vocabulary,
                              uint64_t **slots, size_t *n_slots, wt_error *error) {
  size_t n = 0, size = 64;
  for (size_t i = 0; i < forms->seen.n; i++)
    n += wt_vocabulary_find(vocabulary, forms->stems[i]) != WT_NO_TERM;
  while (size < n * 2) size *= 2;
  for (;; size *= 2) {
    uint64_t *made = wt_calloc(size, sizeof *made);
    if (made == NULL) return wt_no_memory(error, "words");
    if (place_all(forms, vocabulary, made, size)) {
      *slots = made;
      *n_slots = size;
      return WT_OK;
    }
    wt_free(made);
  }
}
