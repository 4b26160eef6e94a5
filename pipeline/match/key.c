#include "match/key.h"

#include <string.h>

#include "base/hash.h"
#include "text/utf8.h"

/* Marks that do not count between the words of a name. Dashes are told apart because a spaced
 * one separates clauses. */
static bool is_dash(uint32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
         c == 0xFF0D || c == 0x2043 || c == 0x30FB;
}

static bool is_quiet(uint32_t c) {
  switch (c) {
    case '.':
    case '\'':
    case '"':
    case '`':
    case 0xB4:
    case 0xAB:
    case 0xBB:
    case 0xB7:
    case 0x2BB:
    case 0x2BC:
    case 0x2032:
    case 0x2033:
    case 0x2039:
    case 0x203A:
    case 0xFF02:
    case 0xFF07:
    case 0xFF0E: return true;
    default: return c >= 0x2018 && c <= 0x201F;
  }
}

static bool space_before(const wt_tokens *t, size_t token) {
  return token >= t->n || (t->tokens[token].flags & WT_SPACE_BEFORE) != 0;
}

static wt_key_step mark_of(const wt_tokens *t, size_t i, wt_key_part *out) {
  const wt_token *token = &t->tokens[i];
  size_t at = token->start;
  uint32_t c = wt_utf8_next(t->bytes, token->end, &at);
  if (c == '&' || c == 0xFF06) {
    *out = (wt_key_part){.hash = wt_part_hash("and", 3), .bytes = "and", .size = 3};
    return WT_STEP_PART;
  }
  if (is_dash(c)) {
    if (!space_before(t, i) || !space_before(t, i + 1)) return WT_STEP_NOTHING;
    *out = (wt_key_part){.hash = wt_part_hash("-", 1), .bytes = "-", .size = 1, .mark = true};
    return WT_STEP_PART;
  }
  if (is_quiet(c)) return WT_STEP_NOTHING;
  size_t size = token->end - token->start;
  if (size > WT_NAME_BYTES || size == 0) return WT_STEP_BREAK;
  const char *bytes = t->bytes + token->start;
  *out = (wt_key_part){
      .hash = wt_part_hash(bytes, size), .bytes = bytes, .size = (uint16_t)size, .mark = true};
  return WT_STEP_PART;
}

wt_key_step wt_key_of(const wt_tokens *t, size_t i, wt_key_part *out) {
  const wt_token *token = &t->tokens[i];
  if (token->kind == WT_TOKEN_PUNCT && (token->flags & WT_SUFFIX) == 0) return mark_of(t, i, out);
  const char *fold = wt_token_fold(t, token);
  size_t size = token->fold_size;
  if (token->flags & WT_SUFFIX) {
    char bytes[1 + WT_NAME_BYTES] = "'";
    if (size >= WT_NAME_BYTES) return WT_STEP_BREAK;
    if (size > 0) memcpy(bytes + 1, fold, size);
    *out = (wt_key_part){.hash = wt_part_hash(bytes, size + 1),
                         .bytes = fold,
                         .size = (uint16_t)size,
                         .suffix = true};
    return WT_STEP_PART;
  }
  if (size == 0 || size > WT_NAME_BYTES) return WT_STEP_BREAK;
  if (size == 5 && memcmp(fold, "saint", 5) == 0)
    *out = (wt_key_part){.hash = wt_part_hash("st", 2), .bytes = "st", .size = 2};
  else
    *out = (wt_key_part){.hash = token->hash, .bytes = fold, .size = (uint16_t)size};
  return WT_STEP_PART;
}

void wt_key_note_case(const wt_tokens *t, size_t i, unsigned part, wt_key_case *out) {
  const wt_token *token = &t->tokens[i];
  uint32_t bit = UINT32_C(1) << part;
  char first = t->bytes[token->start];
  switch ((wt_case)token->letter_case) {
    case WT_CASE_NONE: break;
    case WT_CASE_LOWER: out->lower |= bit; break;
    case WT_CASE_INITIAL: out->initial |= bit; break;
    case WT_CASE_UPPER: out->initial |= bit, out->upper |= bit; break;
    case WT_CASE_MIXED: /* a first letter outside ASCII is taken for a capital */
      out->mixed |= bit;
      if (first < 'a' || first > 'z') out->initial |= bit;
      break;
  }
}
