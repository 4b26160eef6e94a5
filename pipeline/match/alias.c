/* alias.c - the aliases column: [lang:]text[{rule}], separated by |. */
#include <string.h>

#include "base/error.h"
#include "match/list.h"

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_alnum(char c) {
  return is_small(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The size of a language prefix "tr:" or "zh-Hant:", or 0. */
static size_t lang_prefix(wt_slice s) {
  size_t i = 0;
  while (i < s.size && i < 4 && is_small(s.bytes[i])) i++;
  if (i < 2 || i > 3 || i >= s.size) return 0;
  if (s.bytes[i] == '-') {
    size_t region = ++i;
    while (i < s.size && is_alnum(s.bytes[i])) i++;
    if (i - region < 2 || i - region > 8 || i >= s.size) return 0;
  }
  return s.bytes[i] == ':' ? i + 1 : 0;
}

enum { LANG_BITS = 5, LANG_LETTERS = 3 };

uint16_t wt_pack_lang(wt_slice lang) {
  unsigned packed = 0;
  for (size_t i = 0; i < lang.size && i < LANG_LETTERS && is_small(lang.bytes[i]); i++)
    packed |= (unsigned)(lang.bytes[i] - 'a' + 1) << (LANG_BITS * i);
  return (uint16_t)packed;
}

void wt_unpack_lang(uint16_t lang, char out[4]) {
  size_t n = 0;
  for (; n < LANG_LETTERS; n++) {
    unsigned letter = (unsigned)lang >> (LANG_BITS * n) & ((1u << LANG_BITS) - 1);
    if (letter < 1 || letter > 26) break;
    out[n] = (char)('a' + letter - 1);
  }
  out[n] = '\0';
}

static wt_slice trim(wt_slice s) {
  while (s.size > 0 && s.bytes[0] == ' ') s.bytes++, s.size--;
  while (s.size > 0 && s.bytes[s.size - 1] == ' ') s.size--;
  return s;
}

static bool word_is(wt_slice s, const char *text) {
  return s.size == strlen(text) && memcmp(s.bytes, text, s.size) == 0;
}

/* The words between the braces at `rules`. */
static wt_status read_rules(const wt_list *list, const wt_list_row *row, wt_slice rules,
                            wt_list_rule *out, wt_error *error) {
  bool exact = false, any = false;
  for (size_t start = 0, i = 0; i <= rules.size; i++) {
    if (i < rules.size && rules.bytes[i] != ',') continue;
    wt_slice word = trim((wt_slice){rules.bytes + start, i - start});
    if (word_is(word, "exact"))
      exact = true;
    else if (word_is(word, "any"))
      any = true;
    else if (word_is(word, "weak"))
      out->weak = true;
    else
      return wt_list_bad(list, row->line, WT_COL_ALIASES, word.bytes, error,
                         "unknown rule '%.*s'; the rules are: exact, any, weak",
                         (int)(word.size > 40 ? 40 : word.size), word.bytes);
    start = i + 1;
  }
  if (exact && any)
    return wt_list_bad(list, row->line, WT_COL_ALIASES, rules.bytes, error,
                       "exact and any exclude each other");
  if (exact) out->rule = WT_RULE_EXACT;
  if (any) out->rule = WT_RULE_ANY;
  return WT_OK;
}

/* Copies the text of an alias to scratch without its escapes and finds where its rule begins.
 * Returns the offset of an unescaped '{' in `s`, or s.size. */
static size_t unescape(wt_slice s, wt_buffer *scratch) {
  for (size_t i = 0; i < s.size; i++) {
    char c = s.bytes[i];
    if (c == '\\' && i + 1 < s.size && strchr("|\\:{", s.bytes[i + 1]) != NULL)
      c = s.bytes[++i];
    else if (c == '{')
      return i;
    wt_buffer_byte(scratch, c);
  }
  return s.size;
}

/* The size of the first alias in `rest`: up to an unescaped '|'. */
static size_t alias_size(wt_slice rest) {
  size_t i = 0;
  for (; i < rest.size && rest.bytes[i] != '|'; i++)
    if (rest.bytes[i] == '\\' && i + 1 < rest.size) i++;
  return i;
}

bool wt_list_next_alias(const wt_list *list, const wt_list_row *row, wt_slice *rest,
                        wt_buffer *scratch, wt_list_alias *out, wt_status *status,
                        wt_error *error) {
  *status = WT_OK;
  while (rest->size > 0) {
    size_t size = alias_size(*rest);
    wt_slice all = trim((wt_slice){rest->bytes, size});
    size_t skip = size < rest->size ? size + 1 : size;
    rest->bytes += skip, rest->size -= skip;
    if (all.size == 0) continue;

    size_t prefix = lang_prefix(all);
    wt_list_alias alias = {.lang = {all.bytes, prefix == 0 ? 0 : prefix - 1}};
    wt_slice body = {all.bytes + prefix, all.size - prefix};
    wt_buffer_clear(scratch);
    size_t brace = unescape(body, scratch);
    if (scratch->failed) {
      *status = wt_no_memory(error, list->path);
      return false;
    }
    if (brace < body.size) {
      if (body.bytes[body.size - 1] != '}')
        *status = wt_list_bad(list, row->line, WT_COL_ALIASES, body.bytes + brace, error,
                              "a rule such as {exact} or {weak} must end the alias");
      else
        *status = read_rules(list, row, (wt_slice){body.bytes + brace + 1, body.size - brace - 2},
                             &alias.rule, error);
    }
    alias.text = trim((wt_slice){scratch->data, scratch->size});
    if (*status == WT_OK && alias.text.size == 0)
      *status =
          wt_list_bad(list, row->line, WT_COL_ALIASES, all.bytes, error, "the alias has no text");
    if (*status == WT_OK) *out = alias;
    return *status == WT_OK;
  }
  return false;
}
