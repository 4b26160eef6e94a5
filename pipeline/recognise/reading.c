#include "recognise/reading.h"

#include <string.h>

#include "base/error.h"

enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2 }; /* values of the casing table: bits */

enum {
  LONG_WORD = 4,      /* bytes: headlines leave short words in lower case */
  HEADLINE_WORDS = 3, /* a line of fewer long words is too short to judge */
  HEADLINE_SHARE = 4, /* headline case: at most one long word in 4 in lower case */
};

bool wt_is_hyphen(const wt_reading *r, size_t i) {
  if (i == 0 || i + 1 >= r->tokens->n) return false;
  const wt_token *t = wt_token_at(r, i);
  if (t->kind != WT_TOKEN_PUNCT || t->flags & WT_SPACE_BEFORE) return false;
  if (wt_token_at(r, i + 1)->flags & WT_SPACE_BEFORE) return false;
  const char *bytes = r->tokens->bytes + t->start;
  size_t size = t->end - t->start;
  /* hyphen-minus, or U+2010 HYPHEN, U+2011 NON-BREAKING HYPHEN */
  return (size == 1 && bytes[0] == '-') || (size == 3 && bytes[0] == '\xe2' && bytes[1] == '\x80' &&
                                            (bytes[2] == '\x90' || bytes[2] == '\x91'));
}

static bool is_capital(const wt_token *t) {
  return t->kind == WT_TOKEN_WORD && !(t->flags & (WT_IN_ADDRESS | WT_SUFFIX)) &&
         (t->letter_case == WT_CASE_INITIAL || t->letter_case == WT_CASE_UPPER ||
          t->letter_case == WT_CASE_MIXED);
}

/* Opening marks after which a capital is one of position: "Yes", (The ...), • Three ... */
static bool opens(const wt_reading *r, size_t i) {
  const wt_token *t = wt_token_at(r, i);
  if (t->kind != WT_TOKEN_PUNCT) return false;
  char c = r->tokens->bytes[t->start];
  /* a non-ASCII mark is a quotation mark, a bullet or a dash */
  return c == '"' || c == '\'' || c == '*' || c == ':' || c == '`' || (unsigned char)c >= 0x80;
}

static bool ends_with_period(const wt_reading *r, wt_sentence s) {
  const wt_token *t = wt_token_at(r, s.end - 1);
  return t->kind == WT_TOKEN_PUNCT && t->zone != WT_ZONE_TITLE && r->tokens->bytes[t->start] == '.';
}

/* Whether the case of a sentence's words means something. */
static bool plain_case(const wt_reading *r, wt_sentence s) {
  size_t n_long = 0, n_lower = 0, n_upper = 0, n_cased = 0, everyday = 0;
  for (size_t i = s.first; i < s.end; i++) {
    const wt_token *t = wt_token_at(r, i);
    if (t->kind != WT_TOKEN_WORD || t->letter_case == WT_CASE_NONE) continue;
    n_cased++;
    n_upper += t->letter_case == WT_CASE_UPPER;
    if (t->end - t->start < LONG_WORD) continue;
    n_long++;
    if (t->letter_case == WT_CASE_LOWER)
      n_lower++;
    else if (i > s.first && r->clues[i] & (WORD_COMMON | WORD_FUNCTION) &&
             !(r->clues[i] & (WORD_TITLE | WORD_ORG_LAST | WORD_GIVEN)))
      everyday++;
  }
  if (n_cased > 1 && n_upper == n_cased) return false;
  if (n_long < HEADLINE_WORDS || (n_lower > 0 && ends_with_period(r, s))) return true;
  return n_lower * HEADLINE_SHARE > n_long || everyday < 2;
}

static void mark_sentence(wt_reading *r, wt_sentence s, const wt_word_lists *lists,
                          wt_casing *casing) {
  for (size_t i = s.first; i < s.end; i++) {
    const wt_token *t = wt_token_at(r, i);
    r->clues[i] = t->kind == WT_TOKEN_WORD ? wt_word_classes(lists, t->hash) : 0;
  }
  bool plain = plain_case(r, s), first = true;
  for (size_t i = s.first; i < s.end; i++) {
    const wt_token *t = wt_token_at(r, i);
    if (t->kind == WT_TOKEN_WORD) {
      if (plain) r->clues[i] |= CLUE_PLAIN_LINE;
      if (t->end < r->tokens->size && r->tokens->bytes[t->end] == '$') r->clues[i] |= CLUE_MONEY;
      if (is_capital(t)) {
        r->clues[i] |= CLUE_CAPITAL | (first ? CLUE_FIRST : 0);
        uint32_t *seen = wt_table_add(&casing->words, t->hash, 0);
        if (seen != NULL && plain && !first) *seen |= SEEN_CAPITAL;
        casing->capitals[t->hash >> 6 & (CAPITAL_BITS / 64 - 1)] |= UINT64_C(1) << (t->hash & 63);
      }
      first = false;
    } else if (opens(r, i)) {
      first = true;
    }
  }
}

/* Words in lower case matter only when they are capitalised elsewhere: the bit set answers for
 * most. */
static void note_lower(const wt_reading *r, wt_casing *casing) {
  for (size_t i = 0; i < r->tokens->n; i++) {
    const wt_token *t = wt_token_at(r, i);
    if (t->letter_case != WT_CASE_LOWER || t->kind != WT_TOKEN_WORD || t->flags & WT_IN_ADDRESS)
      continue;
    if (!(casing->capitals[t->hash >> 6 & (CAPITAL_BITS / 64 - 1)] >> (t->hash & 63) & 1)) continue;
    uint32_t *seen = wt_table_find(&casing->words, t->hash);
    if (seen != NULL) *seen |= SEEN_LOWER;
  }
}

static wt_status make_room(wt_reading *r, wt_error *error) {
  size_t n = r->tokens->n;
  wt_clues *clues = wt_grow(r->clues, &r->clue_capacity, n, sizeof *clues);
  if (clues == NULL) return wt_no_memory(error, "recogniser");
  r->clues = clues;
  uint32_t *hit_at = wt_grow(r->hit_at, &r->hit_capacity, n, sizeof *hit_at);
  if (hit_at == NULL) return wt_no_memory(error, "recogniser");
  r->hit_at = hit_at;
  for (size_t i = 0; i < n; i++) hit_at[i] = 0;
  for (size_t i = r->hits->n; i > 0; i--) hit_at[r->hits->items[i - 1].first] = (uint32_t)i;
  return WT_OK;
}

wt_status wt_read_clues(wt_reading readings[WT_FIELDS], wt_casing *casing,
                        const wt_word_lists *lists, wt_error *error) {
  size_t n_words = 0;
  for (int f = 0; f < WT_FIELDS; f++) n_words += readings[f].tokens->n / 2;
  memset(casing->capitals, 0, sizeof casing->capitals);
  if (!wt_table_begin(&casing->words, n_words)) return wt_no_memory(error, "recogniser");
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_reading *r = &readings[f];
    wt_status status = make_room(r, error);
    if (status != WT_OK) return status;
    for (size_t s = 0; s < r->tokens->n_sentences; s++)
      mark_sentence(r, r->tokens->sentences[s], lists, casing);
  }
  for (int f = 0; f < WT_FIELDS; f++) note_lower(&readings[f], casing);
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_reading *r = &readings[f];
    for (size_t i = 0; i < r->tokens->n; i++) {
      if (!(r->clues[i] & CLUE_CAPITAL)) continue;
      const uint32_t *seen = wt_table_find(&casing->words, wt_token_at(r, i)->hash);
      if (seen == NULL) continue;
      if (*seen & SEEN_LOWER) r->clues[i] |= CLUE_SEEN_LOWER;
      if (*seen & SEEN_CAPITAL) r->clues[i] |= CLUE_SEEN_CAPITAL;
    }
  }
  return WT_OK;
}

void wt_reading_release(wt_reading *reading) {
  wt_free(reading->clues);
  wt_free(reading->hit_at);
  *reading = (wt_reading){0};
}
