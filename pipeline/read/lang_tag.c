/*
 * lang_tag.c - Webz writes "english", news-please "en", others "eng" or "en_US".
 *
 * A word of two or three letters, with parts behind "-" or "_", passes as a tag; three-letter codes
 * (ISO 639-2, both kinds) and English names of the languages that news dumps come in are looked up
 * first, because BCP 47 wants the shortest code.
 */
#include "read/lang_tag.h"

#include <string.h>

enum { LONGEST_TAG = 35 }; /* RFC 5646, section 4.4.1 */

static const struct {
  char tag[3];
  const char *codes; /* three letters each, separated by a space */
  const char *name;
} languages[] = {
    {"ar", "ara", "arabic"},     {"bg", "bul", "bulgarian"},      {"bn", "ben", "bengali"},
    {"ca", "cat", "catalan"},    {"cs", "ces cze", "czech"},      {"da", "dan", "danish"},
    {"de", "deu ger", "german"}, {"el", "ell gre", "greek"},      {"en", "eng", "english"},
    {"es", "spa", "spanish"},    {"et", "est", "estonian"},       {"fa", "fas per", "persian"},
    {"fi", "fin", "finnish"},    {"fr", "fra fre", "french"},     {"he", "heb", "hebrew"},
    {"hi", "hin", "hindi"},      {"hr", "hrv", "croatian"},       {"hu", "hun", "hungarian"},
    {"id", "ind", "indonesian"}, {"is", "isl ice", "icelandic"},  {"it", "ita", "italian"},
    {"ja", "jpn", "japanese"},   {"ko", "kor", "korean"},         {"lt", "lit", "lithuanian"},
    {"lv", "lav", "latvian"},    {"mk", "mkd mac", "macedonian"}, {"ms", "msa may", "malay"},
    {"nl", "nld dut", "dutch"},  {"no", "nor", "norwegian"},      {"pl", "pol", "polish"},
    {"pt", "por", "portuguese"}, {"ro", "ron rum", "romanian"},   {"ru", "rus", "russian"},
    {"sk", "slk slo", "slovak"}, {"sl", "slv", "slovenian"},      {"sq", "sqi alb", "albanian"},
    {"sr", "srp", "serbian"},    {"sv", "swe", "swedish"},        {"sw", "swa", "swahili"},
    {"ta", "tam", "tamil"},      {"th", "tha", "thai"},           {"tl", "tgl", "tagalog"},
    {"tr", "tur", "turkish"},    {"uk", "ukr", "ukrainian"},      {"ur", "urd", "urdu"},
    {"vi", "vie", "vietnamese"}, {"zh", "zho chi", "chinese"},
};

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool same(const char *text, size_t size, const char *name, size_t name_size) {
  if (size != name_size) return false;
  for (size_t i = 0; i < size; i++)
    if (lower(text[i]) != name[i]) return false;
  return true;
}

/* The two-letter code for a language's name or three-letter code; NULL when it is neither. */
static const char *look_up(const char *text, size_t size) {
  for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
    if (same(text, size, languages[i].name, strlen(languages[i].name))) return languages[i].tag;
    for (const char *code = languages[i].codes;; code += 4) {
      if (same(text, size, code, 3)) return languages[i].tag;
      if (code[3] == '\0') break;
    }
  }
  return NULL;
}

static bool letter_or_digit(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool wt_lang_tag(const char *text, size_t size, wt_buffer *out) {
  size_t first = 0; /* letters of the first part */
  while (first < size && lower(text[first]) >= 'a' && lower(text[first]) <= 'z') first++;
  const char *known = look_up(text, first);
  if (first < size && text[first] != '-' && text[first] != '_') return false;
  if (size > LONGEST_TAG || (known == NULL && first != 2 && first != 3)) return false;
  size_t part = 1;
  for (size_t i = first; i < size; i++) { /* the parts behind it: 1 to 8 letters or digits */
    bool dash = text[i] == '-' || text[i] == '_';
    if (!dash && !letter_or_digit(text[i])) return false;
    if (dash && part == 0) return false;
    part = dash ? 0 : part + 1;
    if (part > 8) return false;
  }
  if (part == 0) return false;
  if (known != NULL)
    wt_buffer_append(out, known, 2);
  else
    for (size_t i = 0; i < first; i++) wt_buffer_byte(out, lower(text[i]));
  for (size_t i = first; i < size; i++) wt_buffer_byte(out, text[i] == '_' ? '-' : text[i]);
  return true;
}
