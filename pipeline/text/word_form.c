#include "text/word_form.h"

#include "text/char_class.h"
#include "text/fold.h"
#include "text/utf8.h"

static wt_token_kind kind_of(const char *word, size_t size, wt_case *letter_case) {
  size_t upper = 0, lower = 0;
  bool letter = false, number = false, first_upper = false;
  for (size_t at = 0; at < size;) {
    unsigned bits = wt_char_bits(wt_utf8_next(word, size, &at));
    if (upper + lower == 0) first_upper = bits & WT_CHAR_UPPER;
    upper += (bits & WT_CHAR_UPPER) != 0;
    lower += (bits & WT_CHAR_LOWER) != 0;
    letter |= (bits & WT_CHAR_LETTER) != 0;
    number |= (bits & WT_CHAR_NUMBER) != 0;
  }
  if (upper == 0)
    *letter_case = lower == 0 ? WT_CASE_NONE : WT_CASE_LOWER;
  else if (lower == 0)
    *letter_case = upper == 1 ? WT_CASE_INITIAL : WT_CASE_UPPER;
  else
    *letter_case = upper == 1 && first_upper ? WT_CASE_INITIAL : WT_CASE_MIXED;
  return letter ? WT_TOKEN_WORD : number ? WT_TOKEN_NUMBER : WT_TOKEN_PUNCT;
}

/* Cuts the fold that began at `start`. */
static void cut_fold(wt_buffer *folds, size_t start) {
  if (folds->size - start <= WT_MAX_FOLD) return;
  folds->size = start + WT_MAX_FOLD;
  while (folds->size > start && ((unsigned char)folds->data[folds->size] & 0xC0) == 0x80)
    folds->size--;
}

wt_token_kind wt_word_form(const char *word, size_t size, wt_buffer *folds, wt_case *letter_case) {
  wt_token_kind kind = kind_of(word, size, letter_case);
  if (kind == WT_TOKEN_PUNCT) return kind;
  size_t start = folds->size;
  wt_fold_upto(word, size, WT_MAX_FOLD + 1, folds);
  cut_fold(folds, start);
  return folds->size == start ? WT_TOKEN_PUNCT : kind; /* a lone modifier letter */
}
