/* sentences.h - groups the tokens of a field into sentences; called by wt_tokenize. */
#ifndef WT_SENTENCES_H
#define WT_SENTENCES_H

#include "text/tokens.h"

/* Fills out->sentences, and sentence and WT_SENTENCE_START of every token. The zones are those of
 * wt_tokenize. Errors: WT_NO_MEMORY. */
wt_status wt_find_sentences(const wt_zone *zones, size_t n_zones, wt_tokens *out, wt_error *error);

#endif
