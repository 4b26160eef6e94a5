/* sentences.h - groups the tokens of a field into sentences; the second half of wt_tokenize. */
#ifndef WT_SENTENCES_H
#define WT_SENTENCES_H

#include "text/tokens.h"

/* Until its sentence is known, wt_token.sentence tells why a sentence may start or end there,
 * so that the tokens between need no look. */
enum {
  WT_MARK_TERMINATOR = 1, /* it is one, or keeps a period, or is beyond ASCII and might be one */
  WT_MARK_LINE = 2,       /* the first of its line, or of the field */
  WT_MARK_BORDER = 4      /* the first of its zone */
};

/* Fills out->sentences, and sentence and WT_SENTENCE_START of every token, from the marks.
 * Errors: WT_NO_MEMORY. */
wt_status wt_find_sentences(wt_tokens *out, wt_error *error);

#endif
