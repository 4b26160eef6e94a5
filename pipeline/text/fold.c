#include "text/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/utf8.h"

enum { MOST_UNITS = 32 }; /* UTF-16 units of a decomposition; the longest (U+FDFA) has 18 */

/* What decomposition and case folding leave alone but names confuse. Sorted. */
typedef struct folding {
  uint16_t from;
  char to[6]; /* UTF-8; "" drops */
} folding;

static const folding specials[] = {
    {0x00B7, ""},       /* middle dot, Catalan l·l */
    {0x00DF, "ss"},     /* ß */
    {0x00E6, "ae"},     /* æ */
    {0x00F0, "d"},      /* ð */
    {0x00F8, "o"},      /* ø */
    {0x00FE, "th"},     /* þ */
    {0x0111, "d"},      /* đ */
    {0x0127, "h"},      /* ħ */
    {0x0131, "i"},      /* ı */
    {0x0138, "k"},      /* ĸ, Greenlandic */
    {0x0142, "l"},      /* ł */
    {0x014B, "n"},      /* ŋ */
    {0x0153, "oe"},     /* œ */
    {0x0167, "t"},      /* ŧ */
    {0x0180, "b"},      /* ƀ */
    {0x0188, "c"},      /* ƈ */
    {0x0192, "f"},      /* ƒ */
    {0x0199, "k"},      /* ƙ, Hausa */
    {0x01B4, "y"},      /* ƴ, Hausa, Fula */
    {0x01B6, "z"},      /* ƶ */
    {0x01E5, "g"},      /* ǥ */
    {0x0237, "j"},      /* ȷ */
    {0x023C, "c"},      /* ȼ */
    {0x0247, "e"},      /* ɇ */
    {0x0249, "j"},      /* ɉ */
    {0x024D, "r"},      /* ɍ */
    {0x024F, "y"},      /* ɏ */
    {0x0253, "b"},      /* ɓ, Hausa */
    {0x0256, "d"},      /* ɖ, Ewe */
    {0x0257, "d"},      /* ɗ, Hausa */
    {0x0259, "a"},      /* ə: Azerbaijani Əliyev is written Aliyev abroad */
    {0x025B, "e"},      /* ɛ */
    {0x0263, "g"},      /* ɣ */
    {0x0268, "i"},      /* ɨ */
    {0x0289, "u"},      /* ʉ */
    {0x02B9, ""},       /* ʹ: the soft sign in transliterations, Rusʹ */
    {0x02BA, ""},       /* ʺ */
    {0x02BB, ""},       /* ʻ: okina, Oʻzbekiston */
    {0x02BC, ""},       /* ʼ */
    {0x02BD, ""},       /* ʽ */
    {0x02BE, ""},       /* ʾ: hamza */
    {0x02BF, ""},       /* ʿ: ayn */
    {0x02C8, ""},       /* ˈ: typed for an apostrophe */
    {0x02EE, ""},       /* ˮ */
    {0x05F3, ""},       /* ׳ geresh */
    {0x05F4, ""},       /* ״ gershayim */
    {0x0640, ""},       /* ـ tatweel */
    {0x0649, "\u064A"}, /* ى alef maqsura as yeh */
    {0x06A9, "\u0643"}, /* ک Persian kaf as kaf */
    {0x06CC, "\u064A"}, /* ی Persian yeh as yeh */
    {0x2018, ""},       /* ‘ */
    {0x2019, ""},       /* ’ */
    {0x201B, ""},       /* ‛ */
    {0x2027, ""},       /* ‧ */
    {0xA78B, ""},       /* Ꞌ saltillo */
    {0xA78C, ""},       /* ꞌ */
};

static const folding *find_special(uint32_t c) {
  size_t low = 0, high = sizeof specials / sizeof *specials;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (specials[middle].from == c) return &specials[middle];
    if (specials[middle].from < c)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* Accents and points, by combining class: 200 and up are the attached and loose accents, 10
 * to 36 the Hebrew, Arabic and Syriac points, 1 the strokes through a letter. */
static bool is_accent(uint32_t c) {
  if (u_charType((UChar32)c) == U_ENCLOSING_MARK) return true;
  unsigned k = u_getCombiningClass((UChar32)c);
  return k >= 200 || k == 1 || (k >= 10 && k <= 36);
}

static bool digit_at(const char *bytes, size_t size, size_t at) {
  if (at >= size) return false;
  uint32_t c = wt_utf8_next(bytes, size, &at);
  return c < 128 ? c >= '0' && c <= '9' : u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER;
}

static void put(uint32_t c, wt_buffer *out) {
  char bytes[4];
  wt_buffer_append(out, bytes, wt_utf8_put(c, bytes));
}

/* Folds a code point that has no decomposition (any more). */
static void fold_plain(uint32_t c, wt_buffer *out) {
  if (c < 128) {
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c != '\'' && c != '.') wt_buffer_byte(out, (char)c);
    return;
  }
  if (is_accent(c) || u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return;
  if (u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER) {
    wt_buffer_byte(out, (char)('0' + u_charDigitValue((UChar32)c)));
    return;
  }
  c = (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
  const folding *special = find_special(c);
  if (special != NULL)
    wt_buffer_text(out, special->to);
  else
    put(c, out);
}

static void fold_wide(const UNormalizer2 *nfkd, uint32_t c, wt_buffer *out) {
  UChar units[MOST_UNITS];
  UErrorCode status = U_ZERO_ERROR;
  int32_t n =
      nfkd == NULL ? -1 : unorm2_getDecomposition(nfkd, (UChar32)c, units, MOST_UNITS, &status);
  if (n < 0 || n > MOST_UNITS || U_FAILURE(status)) {
    fold_plain(c == 0x1E9E ? 0xDF : c, out); /* ẞ: its simple folding is itself or ß */
    return;
  }
  for (int32_t i = 0; i < n;) {
    uint32_t part = units[i++];
    if (U16_IS_LEAD(part)) part = (uint32_t)U16_GET_SUPPLEMENTARY(part, units[i++]);
    fold_plain(part, out);
  }
}

void wt_fold_upto(const char *bytes, size_t size, size_t limit, wt_buffer *out) {
  size_t start = out->size;
  const UNormalizer2 *nfkd = NULL;
  for (size_t at = 0; at < size && out->size - start < limit && !out->failed;) {
    unsigned char byte = (unsigned char)bytes[at];
    if (byte == '.') {
      char last = out->size > start ? out->data[out->size - 1] : ' ';
      at++;
      if (last >= '0' && last <= '9' && digit_at(bytes, size, at)) wt_buffer_byte(out, '.');
    } else if (byte < 128) {
      at++;
      fold_plain(byte, out);
    } else {
      if (nfkd == NULL) {
        UErrorCode status = U_ZERO_ERROR; /* a constant of ICU; fails only without its data */
        nfkd = unorm2_getNFKDInstance(&status);
        if (U_FAILURE(status)) nfkd = NULL;
      }
      fold_wide(nfkd, wt_utf8_next(bytes, size, &at), out);
    }
  }
}

void wt_fold(const char *bytes, size_t size, wt_buffer *out) {
  wt_fold_upto(bytes, size, SIZE_MAX, out);
}
