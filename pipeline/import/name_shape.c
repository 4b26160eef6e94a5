#include "import/name_shape.h"

#include "text/char_class.h"
#include "text/utf8.h"

/* The blocks of Latin letters; ordinals and modifier letters between them do no harm. */
static bool is_latin(uint32_t c) {
  return c < 0x250 || (c >= 0x250 && c < 0x300) || (c >= 0x1E00 && c < 0x1F00) ||
         (c >= 0x2C60 && c < 0x2C80) || (c >= 0xA720 && c < 0xA800) ||
         (c >= 0xFB00 && c < 0xFB07) || (c >= 0xFF21 && c < 0xFF5B);
}

/* Scripts in which a word break may stand behind every letter. */
static bool is_unspaced(uint32_t c) {
  return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) ||
         (c >= 0x1780 && c < 0x1800) || (c >= 0x2E80 && c < 0xA000) ||
         (c >= 0xF900 && c < 0xFB00) || c >= 0x10000;
}

wt_name_shape wt_name_shape_of(const char *text, size_t size) {
  wt_name_shape s = {.latin = true};
  bool in_word = false;
  for (size_t at = 0; at < size;) {
    uint32_t c = wt_utf8_next(text, size, &at);
    unsigned bits = wt_char_bits(c);
    bool word = (bits & (WT_CHAR_LETTER | WT_CHAR_NUMBER)) != 0;
    s.letters += (bits & WT_CHAR_LETTER) != 0;
    s.digits += (bits & WT_CHAR_NUMBER) != 0;
    s.upper += (bits & WT_CHAR_UPPER) != 0;
    s.lower += (bits & WT_CHAR_LOWER) != 0;
    if ((bits & WT_CHAR_LETTER) != 0 && !is_latin(c)) s.latin = false;
    s.replaced |= c == WT_REPLACEMENT;
    s.comma |= c == ',';
    s.brackets |= c == '(' || c == '[';
    if (word && (!in_word || is_unspaced(c))) s.parts++;
    if (!word && (bits & (WT_CHAR_SPACE | WT_CHAR_MARK)) == 0) s.parts++;
    s.words += word && !in_word;
    if ((bits & WT_CHAR_MARK) == 0) in_word = word;
  }
  return s;
}

bool wt_shape_is_code(const wt_name_shape *s) {
  return s->words == 1 && s->lower == 0 && s->upper == s->letters && s->upper >= 2 &&
         s->letters + s->digits <= 4;
}

bool wt_shape_is_lower(const wt_name_shape *s) { return s->lower > 0 && s->upper == 0; }
