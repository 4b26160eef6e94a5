/*
 * fold.h - the one folding: what makes two spellings of a name equal.
 *
 * Applied to one token at a time, both to lists and to text, so that no offset map over the
 * article is needed: a token keeps its place and has a folded form beside it. Pure function of
 * the bytes: no locale. Idempotent: fold(fold(x)) == fold(x), and NFC and NFD fold alike.
 *
 *   - NFKD (Ｒｅｕｔｅｒｓ = Reuters, ﬁ = fi), accents dropped (Erdoğan = Erdogan). What is
 * dropped: combining marks that are accents, Arabic and Hebrew points, enclosing marks. What stays:
 *     the vowel signs, nuktas and viramas of Indic and South-East Asian scripts and the voicing
 *     marks of kana, because without them other words arise.
 *   - full case folding (ß = ss, ς = σ), and İ I ı i are all i
 *   - letters without a decomposition that names confuse: ø o, ł l, đ d, ð d, æ ae, œ oe, þ th,
 *     ə a ...; Arabic tatweel dropped, Persian yeh and kaf as the Arabic ones
 *   - dropped: apostrophes and their look-alikes, middle dots, soft hyphens, joiners and all
 *     that is ignorable by default, and periods (U.S. = US, O'Brien = OBrien) unless they
 *     stand between digits (3.5 is not 35)
 *   - all digits (Nd) become 0 to 9
 */
#ifndef WT_FOLD_H
#define WT_FOLD_H

#include "base/buffer.h"

/* Appends the folded form of valid UTF-8. May append nothing (a lone mark). */
void wt_fold(const char *bytes, size_t size, wt_buffer *out);

/* The same, stopped after the code point whose folded form reaches `limit` bytes. */
void wt_fold_upto(const char *bytes, size_t size, size_t limit, wt_buffer *out);

#endif
