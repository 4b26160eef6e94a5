/*
 * word_break.h - the word boundaries of UAX #29, rules WB1 to WB999, on valid UTF-8.
 *
 * The plain rules pass every line of the official WordBreakTest.txt. With `tailored` set, three
 * joins are left out, all for news:
 *   - a colon never joins letters ("TIME:Noon", "http://"; WB6 knows Swedish "k:a")
 *   - a period does not join when a capital and then a small letter follow, because a space was
 *     lost there ("Munich.Assistant", "J.K.Rowling")
 *   - the narrow no-break space U+202F, which WB13a joins for Mongolian, is white space
 * Everything else the tokenizer does on top.
 */
#ifndef WT_WORD_BREAK_H
#define WT_WORD_BREAK_H

#include <stdbool.h>
#include <stddef.h>

/* The boundary behind the segment that starts at bytes[at], which must itself be a boundary;
 * at < size. Reads no byte more than twice over a whole text: linear. */
size_t wt_word_next(const char *bytes, size_t size, size_t at, bool tailored);

#endif
