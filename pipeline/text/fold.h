/*
 * fold.h - the one folding: what makes two spellings of a name equal.
 *
 * Applied to one token at a time, both to lists and to text, so that no offset map over the
 * article is needed: a token keeps its place and has a folded form beside it. Pure function of
 * the bytes: no locale.
 *
 *   NFKD, marks dropped (Erdoğan = Erdogan, Ｒｅｕｔｅｒｓ = Reuters)
 *   full case folding (ß = ss, ς = σ), and İ I ı i are all i
 *   letters without a decomposition that names confuse: ø o, ł l, đ d, æ ae, œ oe, þ th, ð d ...
 *   apostrophes, soft hyphens, joiners and periods inside a token dropped (U.S. = US, O'Brien =
 * OBrien) all digits (Nd) become 0-9
 */
#ifndef WT_FOLD_H
#define WT_FOLD_H

#include "base/buffer.h"

/* Appends the folded form of valid UTF-8. May append nothing (a lone mark). */
void wt_fold(const char *bytes, size_t size, wt_buffer *out);

#endif
