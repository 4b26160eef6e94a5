/*
 * tokens.c - one pass over a field: words, their folded forms and hashes, marks, white space.
 *
 * Nine of ten words of English news are plain ASCII letters between blanks, so they have a path of
 * their own (ascii_word.h). A word that ends at something that could go on (an apostrophe, a period
 * before a letter, "_", a character beyond ASCII) takes the general path: the UAX #29 segment of
 * word_break.c, then tailoring.c, then wt_fold. Both give the same tokens; the tests check every
 * token against wt_fold and a plain count of its letters.
 */
#include "text/tokens.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "text/address.h"
#include "text/ascii_word.h"
#include "text/char_class.h"
#include "text/sentences.h"
#include "text/tailoring.h"
#include "text/utf8.h"
#include "text/word_break.h"
#include "text/word_form.h"

enum {
  MAX_FIELD = 1 << 30, /* bytes of a field */
  BYTES_PER_TOKEN = 5  /* a first guess for the size of the array; English news has 5.0 */
};

typedef struct scanner {
  const char *bytes;
  size_t size, at;
  wt_tokens *out;
  const wt_zone *zones;
  size_t n_zones, zone;
  size_t zone_end; /* of zones[zone] */
  uint8_t zone_kind;
  unsigned flags;     /* for the next token */
  size_t hyphen_end;  /* where a word would hang on the previous one; SIZE_MAX: nowhere */
  size_t address_end; /* tokens that start before it are in an address */
  bool quoted;        /* a single quote was opened on this line and not closed yet */
  bool failed;
} scanner;

/* ---- emitting ------------------------------------------------------------------------ */

/* The zone that holds `start`, which lies behind the current one; the last takes what is left. */
static uint32_t next_zone(scanner *s, size_t start) {
  while (start >= s->zone_end)
    s->zone_end = ++s->zone + 1 < s->n_zones ? s->zones[s->zone].end : SIZE_MAX;
  s->zone_kind = (uint8_t)s->zones[s->zone].kind;
  return WT_MARK_BORDER;
}

/* A new token with place, flags and zone set; NULL when memory is out. */
static inline wt_token *add(scanner *s, size_t start, size_t end, wt_token_kind kind) {
  wt_tokens *out = s->out;
  if (out->n == out->capacity) {
    wt_token *grown = wt_grow(out->tokens, &out->capacity, out->n + 1, sizeof *grown);
    if (grown == NULL) {
      s->failed = true;
      return NULL;
    }
    out->tokens = grown;
  }
  unsigned flags = s->flags;
  uint32_t mark = flags & WT_LINE_BEFORE ? WT_MARK_LINE : 0;
  if (start >= s->zone_end) mark |= next_zone(s, start);
  if (start < s->address_end) flags |= WT_IN_ADDRESS;
  if (start == s->hyphen_end && kind != WT_TOKEN_PUNCT) flags |= WT_HYPHENATED;
  s->flags = 0;
  wt_token *token = &out->tokens[out->n++];
  token->start = (uint32_t)start;
  token->end = (uint32_t)end;
  token->fold = (uint32_t)out->folds.size;
  token->sentence = mark;
  token->hash = 0;
  token->fold_size = 0;
  token->kind = (uint8_t)kind;
  token->letter_case = WT_CASE_NONE;
  token->flags = (uint8_t)flags;
  token->zone = s->zone_kind;
  return token;
}

/* Keeps room in the folds for the ASCII path: every byte left, and one store of eight lanes. */
static void reserve_folds(scanner *s) {
  if (!wt_buffer_reserve(&s->out->folds, s->size - s->at + 2 * LANES)) s->failed = true;
}

/* Emits bytes[start, end) by the general path. */
static void add_general(scanner *s, size_t start, size_t end, unsigned flags) {
  wt_case letter_case;
  wt_buffer *folds = &s->out->folds;
  size_t fold = folds->size;
  wt_token_kind kind = wt_word_form(s->bytes + start, end - start, folds, &letter_case);
  s->failed |= folds->failed;
  wt_token *token = add(s, start, end, kind);
  if (token == NULL || s->failed) return;
  token->fold = (uint32_t)fold;
  token->flags |= (uint8_t)flags;
  if (flags & WT_PERIOD) token->sentence |= WT_MARK_TERMINATOR;
  token->letter_case = (uint8_t)letter_case;
  if (kind == WT_TOKEN_PUNCT) return;
  token->fold_size = (uint16_t)(folds->size - fold);
  token->hash = wt_hash(folds->data + fold, token->fold_size);
}

/* Marks the tokens of an address around the trigger at `at`, if there is one: those before it
 * now, those behind it as they come. */
static void find_address(scanner *s, size_t at) {
  size_t start, end;
  if (at < s->address_end || !wt_address_at(s->bytes, s->size, at, &start, &end)) return;
  s->address_end = end;
  for (size_t i = s->out->n; i > 0 && s->out->tokens[i - 1].start >= start; i--)
    s->out->tokens[i - 1].flags |= WT_IN_ADDRESS;
}

/* ---- words --------------------------------------------------------------------------- */

/* The last byte before a word that may decide about its period; 0: none. */
static char byte_before(const scanner *s) {
  return s->out->n == 0 ? 0 : s->bytes[s->out->tokens[s->out->n - 1].end - 1];
}

static bool keeps_period(const scanner *s, size_t start, size_t end) {
  return end < s->size && s->bytes[end] == '.' &&
         wt_period_of(s->bytes, s->size, start, end, byte_before(s)) != WT_PERIOD_NONE;
}

/* A segment of UAX #29 that is not white space: tailored and emitted. */
static void add_segment(scanner *s, size_t start, size_t end) {
  if ((s->bytes[start] | 0x20) == 'w') find_address(s, start);
  size_t suffix = wt_suffix_of(s->bytes, start, end);
  if (suffix < end) {
    add_general(s, start, suffix, 0);
    add_general(s, suffix, end, WT_SUFFIX);
  } else if (keeps_period(s, start, end)) {
    end++;
    add_general(s, start, end, WT_PERIOD);
  } else {
    add_general(s, start, end, 0);
  }
  s->at = end;
  reserve_folds(s);
}

/* ---- the ASCII path ------------------------------------------------------------------ */

/* May a word that ends before bytes[at] go on there by the rules of UAX #29? It may not before
 * ASCII other than "_", nor before apostrophe, period, or (after a digit) comma and semicolon when
 * ASCII that is no letter or digit follows; nor before “ ” ‘ and the dashes. Everything else
 * needs the tables. */
static bool may_go_on(const char *bytes, size_t size, size_t at) {
  if (at >= size) return false;
  unsigned char c = (unsigned char)bytes[at];
  if (c == 0xE2 && size - at > 3 && (unsigned char)bytes[at + 1] == 0x80) {
    unsigned char last = (unsigned char)bytes[at + 2];
    return !((last >= 0x90 && last <= 0x95) || last == 0x9C || last == 0x9D);
  }
  if (c >= 128 || c == '_') return true;
  if (c != '\'' && c != '.' && c != ',' && c != ';') return false;
  if ((c == ',' || c == ';') && (wt_ascii_bits[(unsigned char)bytes[at - 1]] & WT_CHAR_LETTER))
    return false;
  if (at + 1 >= size) return false;
  unsigned char next = (unsigned char)bytes[at + 1];
  return next >= 128 || wt_ascii_bits[next] & (WT_CHAR_LETTER | WT_CHAR_NUMBER);
}

/* The word of ASCII letters and digits at s->at. False: the general path must do it. */
static inline bool add_ascii_word(scanner *s) {
  wt_buffer *folds = &s->out->folds;
  char *to = folds->data + folds->size;
  size_t start = s->at;
  ascii_word w = fold_run(s->bytes + start, s->size - start, to);
  size_t end = start + w.size;
  unsigned char next = end < s->size ? (unsigned char)s->bytes[end] : ' ';
  size_t own_period = 0;
  if (next != ' ') {
    if (may_go_on(s->bytes, s->size, end)) return false;
    if (next == '.' && keeps_period(s, start, end)) own_period = 1;
  }
  wt_token *token = add(s, start, end + own_period, w.letter ? WT_TOKEN_WORD : WT_TOKEN_NUMBER);
  if (token == NULL) return true;
  if (own_period) {
    token->flags |= WT_PERIOD;
    token->sentence |= WT_MARK_TERMINATOR;
  }
  token->letter_case = (uint8_t)case_of(&w);
  size_t fold_size = w.size <= WT_MAX_FOLD ? w.size : WT_MAX_FOLD;
  token->fold_size = (uint16_t)fold_size;
  token->hash = wt_hash(to, fold_size);
  folds->size += fold_size;
  s->at = token->end;
  return true;
}

/* ---- white space and marks ----------------------------------------------------------- */

/* White space at s->at, counted into the flags. */
static void skip_space(scanner *s) {
  unsigned lines = s->flags & WT_PARAGRAPH_BEFORE ? 2 : s->flags & WT_LINE_BEFORE ? 1 : 0;
  while (s->at < s->size) {
    size_t end = s->at;
    uint32_t c = (unsigned char)s->bytes[end];
    if (c < 128)
      end++;
    else
      c = wt_utf8_next(s->bytes, s->size, &end);
    unsigned bits = wt_char_bits(c);
    if (!(bits & (WT_CHAR_SPACE | WT_CHAR_MARK))) break;
    bool crlf = c == '\n' && s->at > 0 && s->bytes[s->at - 1] == '\r';
    if (bits & WT_CHAR_LINE && !crlf) lines += c == 0x2029 ? 2 : 1;
    s->at = end;
  }
  s->flags |= WT_SPACE_BEFORE;
  if (lines >= 1) s->flags |= WT_LINE_BEFORE, s->quoted = false;
  if (lines >= 2) s->flags |= WT_PARAGRAPH_BEFORE;
}

static bool is_hyphen(uint32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D;
}

/* Notes what the mark that was just emitted means for its neighbours. */
static void after_mark(scanner *s, uint32_t c, size_t start, size_t end) {
  wt_tokens *out = s->out;
  const wt_token *before = out->n < 2 ? NULL : &out->tokens[out->n - 2];
  bool glued = before != NULL && before->end == start && before->kind != WT_TOKEN_PUNCT;
  if (c == ':' || c == '/' || c == '@' || c == '#') {
    find_address(s, start);
  } else if (is_hyphen(c)) {
    if (glued) s->hyphen_end = end;
  } else if (wt_is_apostrophe(c)) {
    bool possessive = glued && !s->quoted && (s->bytes[start - 1] | 0x20) == 's';
    if (possessive) out->tokens[out->n - 1].flags |= WT_SUFFIX; /* Alexis' */
    s->quoted = !glued;
  }
}

/* An apostrophe suffix that UAX #29 does not join, because the word before it ends in a digit
 * or its own period: "1990's", "2020'de", "U.S.'s". False: there is none at s->at. */
static bool add_loose_suffix(scanner *s, size_t letters) {
  const wt_tokens *out = s->out;
  const wt_token *word = out->n == 0 ? NULL : &out->tokens[out->n - 1];
  if (word == NULL || word->end != s->at || word->kind == WT_TOKEN_PUNCT) return false;
  if (letters >= s->size ||
      !(wt_char_bits(wt_utf8_next(s->bytes, s->size, &(size_t){letters})) & WT_CHAR_LETTER))
    return false;
  size_t end = wt_word_next(s->bytes, s->size, letters, true);
  if (wt_suffix_of(s->bytes, word->start, end) != s->at) return false;
  add_general(s, s->at, end, WT_SUFFIX);
  s->at = end;
  reserve_folds(s);
  return true;
}

/* A segment that begins with a character beyond ASCII, or is not what it seems. */
static void add_other(scanner *s) {
  size_t start = s->at, first = start;
  uint32_t c = wt_utf8_next(s->bytes, s->size, &first);
  unsigned bits = wt_char_bits(c);
  if (bits & (WT_CHAR_SPACE | WT_CHAR_MARK)) {
    skip_space(s);
    return;
  }
  if (wt_is_apostrophe(c) && add_loose_suffix(s, first)) return;
  size_t end = wt_word_next(s->bytes, s->size, start, true);
  if (bits & (WT_CHAR_LETTER | WT_CHAR_NUMBER) || end != first) {
    add_segment(s, start, end); /* "_a" and "՛ա" begin with a mark and are words */
  } else {
    add(s, start, end, WT_TOKEN_PUNCT);
    s->at = end;
  }
  if (s->failed || s->out->tokens[s->out->n - 1].kind != WT_TOKEN_PUNCT) return;
  s->out->tokens[s->out->n - 1].sentence |= WT_MARK_TERMINATOR;
  after_mark(s, c, start, end);
}

/* ASCII punctuation: a segment of one byte, unless a mark of another script sits on it. */
static inline void add_ascii_mark(scanner *s) {
  size_t start = s->at;
  unsigned char c = (unsigned char)s->bytes[start];
  if (c == '_' || (start + 1 < s->size && s->bytes[start + 1] & 0x80)) {
    add_other(s);
    return;
  }
  if (c == '\'' && add_loose_suffix(s, start + 1)) return;
  wt_token *mark = add(s, start, start + 1, WT_TOKEN_PUNCT);
  if (mark == NULL) return;
  s->at++;
  if (c == '.' || c == '!' || c == '?')
    mark->sentence |= WT_MARK_TERMINATOR;
  else if (c != ',' && c != '"')
    after_mark(s, c, start, start + 1);
}

/* ---- the loop ------------------------------------------------------------------------ */

static void scan(scanner *s) {
  while (s->at < s->size && !s->failed) {
    unsigned char c = (unsigned char)s->bytes[s->at];
    if (c == ' ' && s->at + 1 < s->size) {
      s->flags |= WT_SPACE_BEFORE;
      c = (unsigned char)s->bytes[++s->at];
    }
    if (c >= 128) {
      add_other(s);
    } else if (wt_ascii_bits[c] & (WT_CHAR_LETTER | WT_CHAR_NUMBER)) {
      if (!add_ascii_word(s)) add_segment(s, s->at, wt_word_next(s->bytes, s->size, s->at, true));
    } else if (wt_ascii_bits[c] & WT_CHAR_SPACE) {
      skip_space(s);
    } else {
      add_ascii_mark(s);
    }
  }
}

wt_status wt_tokenize(const char *bytes, size_t size, const wt_zone *zones, size_t n_zones,
                      wt_tokens *out, wt_error *error) {
  if (size > MAX_FIELD) return wt_fail(error, WT_TOO_LARGE, "tokens", "a field is over 1 GiB");
  out->bytes = bytes;
  out->size = (uint32_t)size;
  out->n = out->n_sentences = 0;
  wt_buffer_clear(&out->folds);
  scanner s = {.bytes = bytes,
               .size = size,
               .out = out,
               .zones = zones,
               .n_zones = n_zones,
               .zone_end = n_zones > 1 ? zones[0].end : SIZE_MAX,
               .zone_kind = n_zones > 0 ? (uint8_t)zones[0].kind : WT_ZONE_BODY,
               .hyphen_end = SIZE_MAX,
               .flags = WT_SPACE_BEFORE | WT_LINE_BEFORE | WT_PARAGRAPH_BEFORE};
  wt_token *tokens =
      wt_grow(out->tokens, &out->capacity, size / BYTES_PER_TOKEN + 16, sizeof *tokens);
  if (tokens == NULL) return wt_no_memory(error, "tokens");
  out->tokens = tokens;
  reserve_folds(&s);
  if (!s.failed) scan(&s);
  wt_status status = s.failed ? wt_no_memory(error, "tokens") : wt_find_sentences(out, error);
  if (status != WT_OK) out->n = out->n_sentences = 0;
  return status;
}

void wt_tokens_release(wt_tokens *tokens) {
  wt_free(tokens->tokens);
  wt_free(tokens->sentences);
  wt_buffer_release(&tokens->folds);
  *tokens = (wt_tokens){0};
}
