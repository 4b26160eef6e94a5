#include "text/char_class.h"

#include <unicode/uchar.h>

/* ICU's numbers are part of its stable interface; should they ever differ, this stops the build. */
#define SAME(ours, theirs) _Static_assert((int)(ours) == (int)(theirs), #ours)
SAME(WT_WB_OTHER, U_WB_OTHER);
SAME(WT_WB_ALETTER, U_WB_ALETTER);
SAME(WT_WB_FORMAT, U_WB_FORMAT);
SAME(WT_WB_KATAKANA, U_WB_KATAKANA);
SAME(WT_WB_MID_LETTER, U_WB_MIDLETTER);
SAME(WT_WB_MID_NUM, U_WB_MIDNUM);
SAME(WT_WB_NUMERIC, U_WB_NUMERIC);
SAME(WT_WB_EXTEND_NUM_LET, U_WB_EXTENDNUMLET);
SAME(WT_WB_CR, U_WB_CR);
SAME(WT_WB_EXTEND, U_WB_EXTEND);
SAME(WT_WB_LF, U_WB_LF);
SAME(WT_WB_MID_NUM_LET, U_WB_MIDNUMLET);
SAME(WT_WB_NEWLINE, U_WB_NEWLINE);
SAME(WT_WB_REGIONAL_INDICATOR, U_WB_REGIONAL_INDICATOR);
SAME(WT_WB_HEBREW_LETTER, U_WB_HEBREW_LETTER);
SAME(WT_WB_SINGLE_QUOTE, U_WB_SINGLE_QUOTE);
SAME(WT_WB_DOUBLE_QUOTE, U_WB_DOUBLE_QUOTE);
SAME(WT_WB_ZWJ, U_WB_ZWJ);
SAME(WT_WB_WSEG_SPACE, U_WB_WSEGSPACE);
SAME(WT_SB_OTHER, U_SB_OTHER);
SAME(WT_SB_ATERM, U_SB_ATERM);
SAME(WT_SB_CLOSE, U_SB_CLOSE);
SAME(WT_SB_FORMAT, U_SB_FORMAT);
SAME(WT_SB_LOWER, U_SB_LOWER);
SAME(WT_SB_NUMERIC, U_SB_NUMERIC);
SAME(WT_SB_OLETTER, U_SB_OLETTER);
SAME(WT_SB_SEP, U_SB_SEP);
SAME(WT_SB_SP, U_SB_SP);
SAME(WT_SB_STERM, U_SB_STERM);
SAME(WT_SB_UPPER, U_SB_UPPER);
SAME(WT_SB_CR, U_SB_CR);
SAME(WT_SB_EXTEND, U_SB_EXTEND);
SAME(WT_SB_LF, U_SB_LF);
SAME(WT_SB_SCONTINUE, U_SB_SCONTINUE);

/* Rows of 'A'..'Z' and the like, so that the tables below stay readable. */
#define TIMES_26(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x
#define TIMES_10(x) x, x, x, x, x, x, x, x, x, x
#define TIMES_9(x) x, x, x, x, x, x, x, x, x
#define TIMES_14(x) TIMES_10(x), x, x, x, x
#define TIMES_18(x) TIMES_9(x), TIMES_9(x)

/* clang-format off */
const uint8_t wt_ascii_word_class[128] = {
    TIMES_10(WT_WB_OTHER), WT_WB_LF, WT_WB_NEWLINE, WT_WB_NEWLINE, WT_WB_CR, /* 00 to CR */
    TIMES_18(WT_WB_OTHER), WT_WB_WSEG_SPACE,                                 /* 0E to space */
    WT_WB_OTHER, WT_WB_DOUBLE_QUOTE, WT_WB_OTHER, WT_WB_OTHER,               /* ! " # $ */
    WT_WB_OTHER, WT_WB_OTHER, WT_WB_SINGLE_QUOTE, WT_WB_OTHER,               /* % & ' ( */
    WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_MID_NUM,                    /* ) * + , */
    WT_WB_OTHER, WT_WB_MID_NUM_LET, WT_WB_OTHER,                             /* - . / */
    TIMES_10(WT_WB_NUMERIC), WT_WB_MID_LETTER, WT_WB_MID_NUM,                /* 0 to 9 : ; */
    WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER,         /* < = > ? @ */
    TIMES_26(WT_WB_ALETTER),
    WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER,                      /* [ \ ] ^ */
    WT_WB_EXTEND_NUM_LET, WT_WB_OTHER,                                       /* _ ` */
    TIMES_26(WT_WB_ALETTER),
    WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER, WT_WB_OTHER};        /* { | } ~ 7F */

const uint8_t wt_ascii_sentence_class[128] = {
    TIMES_9(WT_SB_OTHER), WT_SB_SP, WT_SB_LF, WT_SB_SP, WT_SB_SP, WT_SB_CR,  /* 00 to CR */
    TIMES_18(WT_SB_OTHER), WT_SB_SP,                                         /* 0E to space */
    WT_SB_STERM, WT_SB_CLOSE, WT_SB_OTHER, WT_SB_OTHER,                      /* ! " # $ */
    WT_SB_OTHER, WT_SB_OTHER, WT_SB_CLOSE, WT_SB_CLOSE,                      /* % & ' ( */
    WT_SB_CLOSE, WT_SB_OTHER, WT_SB_OTHER, WT_SB_SCONTINUE,                  /* ) * + , */
    WT_SB_SCONTINUE, WT_SB_ATERM, WT_SB_OTHER,                               /* - . / */
    TIMES_10(WT_SB_NUMERIC), WT_SB_SCONTINUE, WT_SB_OTHER,                   /* 0 to 9 : ; */
    WT_SB_OTHER, WT_SB_OTHER, WT_SB_OTHER, WT_SB_STERM, WT_SB_OTHER,         /* < = > ? @ */
    TIMES_26(WT_SB_UPPER),
    WT_SB_CLOSE, WT_SB_OTHER, WT_SB_CLOSE, WT_SB_OTHER,                      /* [ \ ] ^ */
    WT_SB_OTHER, WT_SB_OTHER,                                                /* _ ` */
    TIMES_26(WT_SB_LOWER),
    WT_SB_CLOSE, WT_SB_OTHER, WT_SB_CLOSE, WT_SB_OTHER, WT_SB_OTHER};        /* { | } ~ 7F */

#define UPPER (WT_CHAR_LETTER | WT_CHAR_UPPER)
#define LOWER (WT_CHAR_LETTER | WT_CHAR_LOWER)
#define LINE (WT_CHAR_SPACE | WT_CHAR_LINE)
const uint8_t wt_ascii_bits[128] = {
    TIMES_10(WT_CHAR_SPACE), LINE, LINE, LINE, LINE,                         /* 00 to CR */
    TIMES_18(WT_CHAR_SPACE), WT_CHAR_SPACE,                                  /* 0E to space */
    0, 0, 0, 0, 0, 0, 0, WT_CHAR_OPENING, 0, 0, 0, 0, 0, 0, 0,               /* ! to / */
    TIMES_10(WT_CHAR_NUMBER), 0, 0, 0, 0, 0, 0, 0,                           /* 0 to @ */
    TIMES_26(UPPER), WT_CHAR_OPENING, 0, 0, 0, 0, 0,                         /* A to ` */
    TIMES_26(LOWER), WT_CHAR_OPENING, 0, 0, 0, WT_CHAR_SPACE};               /* a to 7F */
/* clang-format on */

wt_word_class wt_wide_word_class(uint32_t c) {
  return (wt_word_class)u_getIntPropertyValue((UChar32)c, UCHAR_WORD_BREAK);
}

wt_sentence_class wt_wide_sentence_class(uint32_t c) {
  return (wt_sentence_class)u_getIntPropertyValue((UChar32)c, UCHAR_SENTENCE_BREAK);
}

bool wt_is_pictographic(uint32_t c) {
  return c > 0xA8 && u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static unsigned space_bits(uint32_t c) {
  bool line = c == 0x85 || c == 0x2028 || c == 0x2029;
  return line ? LINE : WT_CHAR_SPACE;
}

unsigned wt_wide_bits(uint32_t c) {
  switch (u_charType((UChar32)c)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER: return UPPER;
    case U_LOWERCASE_LETTER: return LOWER;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: return WT_CHAR_LETTER;
    case U_DECIMAL_DIGIT_NUMBER: return WT_CHAR_NUMBER;
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
    case U_OTHER_SYMBOL:
      if (wt_wide_word_class(c) == WT_WB_ALETTER) return WT_CHAR_LETTER;
      return u_charType((UChar32)c) == U_OTHER_SYMBOL ? 0 : WT_CHAR_NUMBER;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK: return WT_CHAR_MARK;
    case U_FORMAT_CHAR: return c == 0x200B ? WT_CHAR_SPACE : WT_CHAR_MARK;
    case U_CONTROL_CHAR:
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return space_bits(c);
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION: return WT_CHAR_OPENING;
    default: return 0;
  }
}
