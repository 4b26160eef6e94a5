/* word_form.h - what the letters of a word say: its kind, its case, its folded form. */
#ifndef WT_WORD_FORM_H
#define WT_WORD_FORM_H

#include "text/tokens.h"

enum { WT_MAX_FOLD = 1024 }; /* bytes of a folded form; longer ones are cut between code points */

/* Reads a word, appends its folded form to `folds` (nothing for punctuation) and returns its kind.
 * folds->failed says that memory ran out. */
wt_token_kind wt_word_form(const char *word, size_t size, wt_buffer *folds, wt_case *letter_case);

#endif
