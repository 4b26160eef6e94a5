/*
 * no_names.c - spans of a model that are no names, whatever the sentence around them looks like.
 *
 *   a user's handle ("realJohnSmith"); a ticker symbol ("<BA.N>"); a code of many digits; a degree
 *   behind a person ("M.S."); a whole headline in title case
 *   the furniture of a page ("Hide Caption", "Navigation Menu")
 *   a person run together with the next headline ("John TrumpGOP senators balk")
 *   an office ("Federal Councillor"): the model takes titles that it does not know for bodies, and
 *   the office that one is addressed by for a person ("Mr. President")
 */
#include "resolve/no_names.h"

#include <string.h>

#include "resolve/word_in.h"

enum { HEADLINE_LEAST = 4, HEADLINE_MOST = 40, LONG_WORD = 4, DEGREES_MOST = 6, CODE_DIGITS = 5 };

static bool is_capital(const wt_token *t) {
  return t->letter_case == WT_CASE_INITIAL || t->letter_case == WT_CASE_UPPER ||
         t->letter_case == WT_CASE_MIXED;
}

/* "realJohnSmith": one word that begins small and has capitals. */
static bool is_handle(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_token *t = wt_token_of(r, field, s->first);
  const char *bytes = r->e->fields[field].bytes;
  if (s->first > 0 && !(t->flags & WT_SPACE_BEFORE) && bytes[t->start - 1] == '@') return true;
  return s->type == WT_PERSON && s->end == s->first + 1 && t->letter_case == WT_CASE_MIXED &&
         bytes[t->start] >= 'a' && bytes[t->start] <= 'z';
}

/* Degrees and honours as they stand behind a name, without periods. Those that also are a country
 * or a state (MD, MS, MA) count only behind a person. */
static const char *const DEGREES[] = {
    "PhD", "MD",  "MS",  "MA",  "BA",  "BS",  "BSc", "MSc",  "RD",  "RN",  "JD",    "MBA",
    "MPH", "MPA", "DDS", "DVM", "EdD", "LLB", "LLM", "LLD",  "DO",  "CPA", "DPhil", "QC",
    "KC",  "CBE", "OBE", "MBE", "KBE", "DBE", "FRS", "PsyD", "DMD", "Esq"};

static bool is_degree(const wt_tokens *tokens, const wt_token *t) {
  char letters[8];
  size_t n = 0;
  for (uint32_t i = t->start; i < t->end; i++) {
    if (tokens->bytes[i] == '.') continue;
    if (n + 1 == sizeof letters) return false;
    letters[n++] = tokens->bytes[i];
  }
  letters[n] = '\0';
  for (size_t i = 0; i < sizeof DEGREES / sizeof *DEGREES; i++)
    if (strcmp(letters, DEGREES[i]) == 0) return true;
  return false;
}

/* "Jane Roe, M.S., R.D.": behind a person and other degrees. */
bool wt_is_degree_behind_person(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_spans *before = &r->reviewed[field];
  const wt_token *t = &tokens->tokens[s->first];
  if (s->end != s->first + 1 || !is_degree(tokens, t)) return false;
  uint32_t end = s->first;
  for (int step = 0; step < DEGREES_MOST; step++) {
    if (end > 0 && wt_is_char(tokens, end - 1, ',')) end--;
    if (end == 0) return false;
    if (before->n > 0 && before->items[before->n - 1].end == end)
      return before->items[before->n - 1].type == WT_PERSON;
    if (!is_degree(tokens, &tokens->tokens[--end])) return false;
  }
  return false;
}

/* "<BA.N>": capitals alone in angle brackets. */
static bool is_ticker(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (s->first == 0 || !wt_is_char(tokens, s->first - 1, '<') || !wt_is_char(tokens, s->end, '>'))
    return false;
  for (uint32_t i = s->first; i < s->end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (i > s->first && t->flags & WT_SPACE_BEFORE) return false;
    if (t->kind == WT_TOKEN_WORD && t->letter_case != WT_CASE_UPPER && t->fold_size > 1)
      return false;
  }
  return true;
}

/* "CH0440081286": one word with many digits. */
static bool is_code(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[s->first];
  int digits = 0;
  for (uint32_t i = t->start; i < t->end && digits < CODE_DIGITS; i++)
    digits += tokens->bytes[i] >= '0' && tokens->bytes[i] <= '9';
  return s->end == s->first + 1 && digits == CODE_DIGITS;
}

/* Whether a span covers most of a line whose longer words are all capitalised. */
bool wt_is_headline(const wt_resolver *r, unsigned field, const wt_span *s) {
  if (s->end - s->first < HEADLINE_LEAST || s->end - s->first > HEADLINE_MOST) return false;
  const wt_tokens *tokens = &r->e->fields[field];
  uint32_t first = s->first, end = s->end;
  while (first > 0 && !(tokens->tokens[first].flags & WT_LINE_BEFORE)) {
    if (s->first - first > HEADLINE_MOST) return false;
    first--;
  }
  while (end < tokens->n && !(tokens->tokens[end].flags & WT_LINE_BEFORE)) {
    if (end - s->end > HEADLINE_MOST) return false;
    end++;
  }
  uint32_t words = 0, inside = 0, small_inside = 0;
  for (uint32_t i = first; i < end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (t->kind != WT_TOKEN_WORD || t->flags & WT_SUFFIX) continue;
    bool in = i >= s->first && i < s->end;
    words++;
    inside += in;
    if (is_capital(t)) continue;
    if (t->fold_size > LONG_WORD) return false;
    small_inside += in;
  }
  /* a name alone in its line may be long ("Organisation for ...": one small word), a headline
   * that is all one name has a verb or several small words and more */
  return inside >= HEADLINE_LEAST && inside * 10 >= words * 6 &&
         (s->type == WT_MISC || small_inside > 1);
}

/* What pages of newspapers write around their articles. Folded. */
static bool is_furniture(const wt_resolver *r, unsigned field, const wt_span *s) {
  static const char *const PHRASES[] = {
      "ap photo",           "file photo",    "google privacy policy", "hide caption",
      "just watched",       "must watch",    "navigation menu",       "photo ap",
      "photo getty",        "photos photos", "privacy policy",        "read more",
      "replay more videos", "show caption",  "story highlights",      "terms of use",
      "terms of service",   "watch live"};
  enum { MOST = 32, WORDS = 4 };
  if (s->end < s->first + 2 || s->end > s->first + WORDS) return false;
  const wt_tokens *tokens = &r->e->fields[field];
  char text[MOST + 1];
  size_t n = 0;
  for (uint32_t i = s->first; i < s->end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (t->kind == WT_TOKEN_PUNCT) continue;
    if (n + t->fold_size + 1 > MOST) return false;
    if (n > 0) text[n++] = ' ';
    memcpy(text + n, wt_token_fold(tokens, t), t->fold_size);
    n += t->fold_size;
  }
  text[n] = '\0';
  for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++)
    if (strcmp(text, PHRASES[i]) == 0) return true;
  return false;
}

bool wt_is_run_together(const wt_tokens *tokens, const wt_token *t) {
  enum { PREFIX = 4 };
  const char *bytes = tokens->bytes;
  if (t->letter_case != WT_CASE_MIXED) return false;
  uint32_t small = 0; /* letters since the last capital */
  for (uint32_t i = t->start; i < t->end; i++) {
    bool capital = bytes[i] >= 'A' && bytes[i] <= 'Z';
    if (!capital && !(bytes[i] >= 'a' && bytes[i] <= 'z')) return false;
    if (capital && small + 1 >= PREFIX && i > t->start + 1)
      return small + 1 > PREFIX || memcmp(bytes + i - PREFIX, "Fitz", PREFIX) != 0;
    small = capital ? 0 : small + 1;
  }
  return false;
}

static bool holds_run_together(const wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (s->type != WT_PERSON) return false;
  for (uint32_t i = s->first; i < s->end; i++)
    if (wt_is_run_together(tokens, &tokens->tokens[i])) return true;
  return false;
}

/* "Federal Councillor", "Human Rights Commissioner": a few capitalised words, the last a title. */
static bool is_office(const wt_resolver *r, unsigned field, const wt_span *s) {
  enum { MOST = 3 };
  if (s->type == WT_PERSON || s->end < s->first + 2 || s->end > s->first + MOST) return false;
  for (uint32_t i = s->first; i < s->end; i++)
    if (!is_capital(wt_token_of(r, field, i))) return false;
  wt_clues last = wt_classes_of(r, wt_token_of(r, field, s->end - 1));
  return last & WORD_TITLE && !(last & WORD_GIVEN) &&
         !wt_token_in(&r->e->fields[field], s->end - 1, " justice "); /* "Demand Justice" */
}

/* "Mr. President": an office alone is nobody's name. Those that also are surnames ("Bishop") are
 * not here. */
static bool is_bare_office(const wt_resolver *r, unsigned field, const wt_span *s) {
  static const char OFFICES[] =
      " ambassador chairman chairwoman commissioner congressman congresswoman councillor governor"
      " minister president secretary senator speaker ";
  return s->type == WT_PERSON && s->end == s->first + 1 &&
         wt_token_in(&r->e->fields[field], s->first, OFFICES);
}

bool wt_is_no_name(const wt_resolver *r, unsigned field, const wt_span *s) {
  return is_handle(r, field, s) || is_ticker(r, field, s) || is_code(r, field, s) ||
         is_furniture(r, field, s) || holds_run_together(r, field, s) || is_office(r, field, s) ||
         is_bare_office(r, field, s);
}
