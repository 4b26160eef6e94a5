/* title_cut.h - titles are no part of a person's name, directions none of a place's. */
#ifndef WT_TITLE_CUT_H
#define WT_TITLE_CUT_H

#include "recognise/word_lists.h"
#include "text/spans.h"
#include "text/tokens.h"

/* Takes titles off the beginning of a model's person spans: "Mrs Calmy-Rey" becomes "Calmy-Rey",
 * "Prime Minister Smith" becomes "Smith". A listed name ("Lady Gaga") stays whole, and so does one
 * whose title may be a given name. Off unlisted places "West of", "North of" and their like. */
void wt_cut_titles(const wt_word_lists *lists, const wt_tokens *tokens, const wt_hits *hits,
                   wt_spans *spans);

#endif
