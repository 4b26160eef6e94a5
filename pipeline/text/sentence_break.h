/*
 * sentence_break.h - the sentence boundaries of UAX #29, rules SB1 to SB998, on valid UTF-8.
 *
 * The plain rules, checked against the official SentenceBreakTest.txt; sentences.c applies them to
 * tokens and adds what news needs.
 */
#ifndef WT_SENTENCE_BREAK_H
#define WT_SENTENCE_BREAK_H

#include <stddef.h>

#include "text/char_class.h"

/* The boundary behind the sentence that starts at bytes[at]; at < size. */
size_t wt_sentence_next(const char *bytes, size_t size, size_t at);

/* SB6 to SB11: the boundary that the terminator (STerm or ATerm) at bytes[at] brings, behind
 * the closing marks, spaces and one line break after it, or 0 when it ends nothing. `before` is
 * the class of the character before it. */
size_t wt_sentence_after(const char *bytes, size_t size, size_t at, wt_sentence_class before);

#endif
