/* token_checks.h - what holds for the tokens of any text; used by unit tests and the fuzzer. */
#ifndef WT_TOKEN_CHECKS_H
#define WT_TOKEN_CHECKS_H

#include <string.h>

#include "base/hash.h"
#include "text/char_class.h"
#include "text/fold.h"
#include "text/tokens.h"
#include "text/utf8.h"

static inline bool is_border(const wt_tokens *t, size_t at) {
  return at == t->size || ((unsigned char)t->bytes[at] & 0xC0) != 0x80;
}

/* The fold and hash that a token must have, computed the plain way. */
static inline const char *check_fold(const wt_tokens *t, const wt_token *token,
                                     wt_buffer *scratch) {
  if (token->kind == WT_TOKEN_PUNCT)
    return token->hash == 0 && token->fold_size == 0 ? NULL : "punctuation has a fold";
  if (token->fold_size == 0 || token->fold_size > 1024) return "fold size out of range";
  if (token->fold + token->fold_size > t->folds.size) return "fold out of bounds";
  const char *fold = wt_token_fold(t, token);
  if (token->hash != wt_hash(fold, token->fold_size)) return "hash is not that of the fold";
  wt_buffer_clear(scratch);
  wt_fold(t->bytes + token->start, token->end - token->start, scratch);
  if (scratch->size < token->fold_size || memcmp(scratch->data, fold, token->fold_size) != 0)
    return "fold differs from wt_fold";
  if (scratch->size != token->fold_size && (scratch->size <= 1024 || token->fold_size < 1021))
    return "fold was cut";
  return NULL;
}

/* Letters and capitals, counted the plain way. */
static inline const char *check_kind(const wt_tokens *t, const wt_token *token) {
  size_t letters = 0, numbers = 0, upper = 0, lower = 0;
  bool first_upper = false;
  for (size_t at = token->start; at < token->end;) {
    unsigned bits = wt_char_bits(wt_utf8_next(t->bytes, token->end, &at));
    if (bits & WT_CHAR_SPACE) return "white space in a token";
    if (upper + lower == 0) first_upper = (bits & WT_CHAR_UPPER) != 0;
    letters += (bits & WT_CHAR_LETTER) != 0, numbers += (bits & WT_CHAR_NUMBER) != 0;
    upper += (bits & WT_CHAR_UPPER) != 0, lower += (bits & WT_CHAR_LOWER) != 0;
  }
  wt_case expected = upper == 0    ? lower == 0 ? WT_CASE_NONE : WT_CASE_LOWER
                     : lower == 0  ? upper == 1 ? WT_CASE_INITIAL : WT_CASE_UPPER
                     : upper > 1   ? WT_CASE_MIXED
                     : first_upper ? WT_CASE_INITIAL
                                   : WT_CASE_MIXED;
  if (token->letter_case != expected) return "wrong case";
  if (token->kind == WT_TOKEN_WORD && letters == 0) return "a word without a letter";
  if (token->kind == WT_TOKEN_NUMBER && (letters > 0 || numbers == 0)) return "wrong number";
  return NULL;
}

/* What stands between two tokens is white space, or marks that belong to nothing. */
static inline const char *check_gap(const wt_tokens *t, size_t start, size_t end,
                                    const wt_token *token) {
  for (size_t at = start; at < end;)
    if (!(wt_char_bits(wt_utf8_next(t->bytes, end, &at)) & (WT_CHAR_SPACE | WT_CHAR_MARK)))
      return "a character is in no token";
  if (token == NULL) return NULL;
  unsigned flags = token->flags;
  if ((start < end || start == 0) != ((flags & WT_SPACE_BEFORE) != 0)) return "wrong SPACE_BEFORE";
  if (flags & WT_PARAGRAPH_BEFORE && !(flags & WT_LINE_BEFORE)) return "paragraph without line";
  return flags & WT_LINE_BEFORE && !(flags & WT_SPACE_BEFORE) ? "line without space" : NULL;
}

static inline const char *check_sentences(const wt_tokens *t) {
  size_t next = 0;
  for (size_t i = 0; i < t->n_sentences; i++) {
    const wt_sentence *s = &t->sentences[i];
    if (s->first != next || s->end <= s->first || s->end > t->n) return "sentences have gaps";
    next = s->end;
    for (size_t k = s->first; k < s->end; k++) {
      if (t->tokens[k].sentence != i) return "wrong sentence index";
      if ((k == s->first) != ((t->tokens[k].flags & WT_SENTENCE_START) != 0)) return "wrong start";
      if (k > s->first && t->tokens[k].flags & WT_PARAGRAPH_BEFORE) return "paragraph inside";
    }
  }
  return next == t->n ? NULL : "tokens without a sentence";
}

static inline const char *check_zones(const wt_tokens *t, const wt_zone *zones, size_t n_zones) {
  size_t zone = 0;
  for (size_t i = 0; i < t->n && n_zones > 0; i++) {
    const wt_token *token = &t->tokens[i];
    size_t before = zone;
    while (zone + 1 < n_zones && token->start >= zones[zone].end) zone++;
    if (token->zone != zones[zone].kind) return "wrong zone";
    if (zone != before && !(token->flags & WT_SENTENCE_START)) return "sentence over a zone border";
  }
  return NULL;
}

/* NULL, or what is wrong with the tokens of t. */
static inline const char *token_fault(const wt_tokens *t, const wt_zone *zones, size_t n_zones) {
  wt_buffer scratch = {0};
  const char *fault = NULL;
  size_t end = 0;
  for (size_t i = 0; fault == NULL && i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    if (token->start < end || token->end <= token->start || token->end > t->size)
      fault = "tokens overlap or lie outside";
    else if (!is_border(t, token->start) || !is_border(t, token->end))
      fault = "a token cuts a character";
    if (fault == NULL) fault = check_gap(t, end, token->start, token);
    if (fault == NULL) fault = check_kind(t, token);
    if (fault == NULL) fault = check_fold(t, token, &scratch);
    end = token->end;
  }
  if (fault == NULL) fault = check_gap(t, end, t->size, NULL);
  if (fault == NULL) fault = check_sentences(t);
  if (fault == NULL) fault = check_zones(t, zones, n_zones);
  wt_buffer_release(&scratch);
  return fault;
}

#endif
