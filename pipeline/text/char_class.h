/*
 * char_class.h - what a code point is: its classes of UAX #29 and what the tokenizer asks.
 *
 * ASCII is answered from one constant table of 128 entries, everything else by ICU's property
 * tries (constant data: no locale, no allocation, safe from every thread). So the rules are ours
 * and the data are the Unicode version of the installed ICU.
 */
#ifndef WT_CHAR_CLASS_H
#define WT_CHAR_CLASS_H

#include <stdbool.h>
#include <stdint.h>

/* Word_Break values, numbered as in ICU. */
typedef enum wt_word_class {
  WT_WB_OTHER = 0,
  WT_WB_ALETTER = 1,
  WT_WB_FORMAT = 2,
  WT_WB_KATAKANA = 3,
  WT_WB_MID_LETTER = 4,
  WT_WB_MID_NUM = 5,
  WT_WB_NUMERIC = 6,
  WT_WB_EXTEND_NUM_LET = 7,
  WT_WB_CR = 8,
  WT_WB_EXTEND = 9,
  WT_WB_LF = 10,
  WT_WB_MID_NUM_LET = 11,
  WT_WB_NEWLINE = 12,
  WT_WB_REGIONAL_INDICATOR = 13,
  WT_WB_HEBREW_LETTER = 14,
  WT_WB_SINGLE_QUOTE = 15,
  WT_WB_DOUBLE_QUOTE = 16,
  WT_WB_ZWJ = 21,
  WT_WB_WSEG_SPACE = 22
} wt_word_class;

/* Sentence_Break values, numbered as in ICU. */
typedef enum wt_sentence_class {
  WT_SB_OTHER = 0,
  WT_SB_ATERM = 1,
  WT_SB_CLOSE = 2,
  WT_SB_FORMAT = 3,
  WT_SB_LOWER = 4,
  WT_SB_NUMERIC = 5,
  WT_SB_OLETTER = 6,
  WT_SB_SEP = 7,
  WT_SB_SP = 8,
  WT_SB_STERM = 9,
  WT_SB_UPPER = 10,
  WT_SB_CR = 11,
  WT_SB_EXTEND = 12,
  WT_SB_LF = 13,
  WT_SB_SCONTINUE = 14
} wt_sentence_class;

/* What the tokenizer asks of a code point; bits. */
enum {
  WT_CHAR_LETTER = 1,   /* general category L, or a letter for the word break rules (Ⅷ, Ⓐ) */
  WT_CHAR_NUMBER = 2,   /* Nd, Nl, No, but no letter */
  WT_CHAR_UPPER = 4,    /* Lu, Lt */
  WT_CHAR_LOWER = 8,    /* Ll */
  WT_CHAR_SPACE = 16,   /* White_Space, controls, U+200B */
  WT_CHAR_LINE = 32,    /* ... that ends a line */
  WT_CHAR_MARK = 64,    /* never starts a token: combining marks, format characters, joiners */
  WT_CHAR_OPENING = 128 /* opening bracket or quote (Ps, Pi) */
};

extern const uint8_t wt_ascii_word_class[128], wt_ascii_sentence_class[128], wt_ascii_bits[128];

/* The answers for code points from 128 on. */
wt_word_class wt_wide_word_class(uint32_t c);
wt_sentence_class wt_wide_sentence_class(uint32_t c);
unsigned wt_wide_bits(uint32_t c);

/* Extended_Pictographic: emoji and what may become one. */
bool wt_is_pictographic(uint32_t c);

static inline wt_word_class wt_word_class_of(uint32_t c) {
  return c < 128 ? (wt_word_class)wt_ascii_word_class[c] : wt_wide_word_class(c);
}

static inline wt_sentence_class wt_sentence_class_of(uint32_t c) {
  return c < 128 ? (wt_sentence_class)wt_ascii_sentence_class[c] : wt_wide_sentence_class(c);
}

/* WT_CHAR_ bits; 0 for punctuation and symbols. */
static inline unsigned wt_char_bits(uint32_t c) {
  return c < 128 ? wt_ascii_bits[c] : wt_wide_bits(c);
}

/* Apostrophes as people type them: ' ’ ‘ ʼ ＇ */
static inline bool wt_is_apostrophe(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07;
}

#endif
