#include "recognise/token_features.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "text/utf8.h"

/* One number a template; they are part of every model file, so new ones go to the end. */
enum template {
  BIAS,
  SURFACE,
  FOLDED,
  SHAPE,
  LONG_SHAPE,
  PREFIX,
  SUFFIX,
  CLASS,
  CASE,
  KIND,
  BORDER,
  PAIR_BEFORE,
  PAIR_AFTER,
  PAIR_AROUND,
  SHAPES,
  CLASSES_BEFORE,
  CLASSES_AFTER,
  GAZETTEER,
  GAZETTEER_SET,
  GAZETTEER_SHAPE,
  GAZETTEER_RUN,
  STYLE,
  START,
  USAGE,
  USAGE_START,
  ZONE,
  GAP,
  CASE_CLASS,
  WORD_NEXT_SHAPE,
  WORD_BEFORE_SHAPE
};

/* How a sentence is cased. */
enum style { STYLE_NORMAL, STYLE_TITLE, STYLE_UPPER, STYLE_LOWER };

static uint32_t feature(enum template template, uint64_t a, uint64_t b) {
  return (uint32_t)(wt_hash_mix(wt_hash_mix((uint64_t) template + 1, a), b) >> 32);
}

/* ---- words -------------------------------------------------------------------------- */

/* A letter of a shape: X upper, x lower, 0 digit, other bytes as they are, beyond ASCII by the
 * word's case. */
static char shape_of(unsigned char c, wt_case letter_case, bool first) {
  if (c >= 'A' && c <= 'Z') return 'X';
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= '0' && c <= '9') return '0';
  if (c < 0x80) return (char)c;
  bool upper = letter_case == WT_CASE_UPPER || (letter_case == WT_CASE_INITIAL && first);
  return upper ? 'X' : 'x';
}

/* The hash of a word's shape; `repeat` is how many equal signs in a row count. */
static uint32_t shape_hash(const char *bytes, size_t size, wt_case letter_case, int repeat) {
  char shape[24];
  size_t n = 0;
  int run = 0;
  for (size_t i = 0; i < size && n < sizeof shape; i++) {
    if (((unsigned char)bytes[i] & 0xC0) == 0x80) continue; /* inside a code point */
    char s = shape_of((unsigned char)bytes[i], letter_case, i == 0);
    run = n > 0 && shape[n - 1] == s ? run + 1 : 1;
    if (run <= repeat) shape[n++] = s;
  }
  return (uint32_t)wt_hash(shape, n);
}

void wt_word_describe(const wt_tokens *tokens, const wt_token *token,
                      const wt_class_lookup *classes, wt_word *out) {
  const char *bytes = tokens->bytes + token->start;
  size_t size = token->end - token->start;
  *out = (wt_word){.fold = token->hash, .letter_case = token->letter_case};
  if (out->fold == 0) out->fold = wt_hash(bytes, size) | 1;
  out->shape = shape_hash(bytes, size, (wt_case)token->letter_case, 1);
  if (classes != NULL)
    out->n_classes = (uint8_t)classes->lookup(classes->context, bytes, size, out->classes);
}

/* Affixes of 1 to `most` code points of the folded form; returns the number of features. */
static int affixes(const char *fold, size_t size, uint64_t place, int most, uint32_t *out) {
  int n = 0;
  size_t at = 0;
  for (int i = 1; i <= most && at < size; i++) {
    wt_utf8_next(fold, size, &at);
    if (i >= 2 && at < size) out[n++] = feature(PREFIX, wt_hash(fold, at), place);
  }
  at = size;
  for (int i = 1; i <= most && at > 0; i++) {
    wt_utf8_previous(fold, &at);
    if (at > 0) out[n++] = feature(SUFFIX, wt_hash(fold + at, size - at), place);
  }
  return n;
}

int wt_word_features(const wt_tokens *tokens, const wt_token *token, const wt_word *word, int place,
                     uint32_t *out) {
  uint64_t p = (uint64_t)place;
  int n = 0;
  if (token == NULL) {
    out[n++] = feature(BORDER, 0, p);
    return n;
  }
  const char *bytes = tokens->bytes + token->start;
  size_t size = token->end - token->start;
  const char *fold = wt_token_fold(tokens, token);
  out[n++] = feature(SURFACE, wt_hash(bytes, size), p);
  out[n++] = feature(FOLDED, word->fold, p);
  out[n++] = feature(SHAPE, word->shape, p);
  out[n++] = feature(CASE, word->letter_case, p);
  out[n++] = feature(KIND, token->kind, p);
  for (int level = 0; level < word->n_classes; level++) {
    uint64_t class = (uint64_t)level << 32 | word->classes[level];
    out[n++] = feature(CLASS, class, p);
    out[n++] = feature(CASE_CLASS, wt_hash_mix(class, word->letter_case), p);
  }
  if (place == WT_WINDOW) {
    out[n++] = feature(LONG_SHAPE, shape_hash(bytes, size, (wt_case)token->letter_case, 4), p);
    n += affixes(fold, token->fold_size, p, 5, out + n);
  } else if (place == WT_WINDOW - 1 || place == WT_WINDOW + 1) {
    n += affixes(fold, token->fold_size, p, 3, out + n);
  }
  return n;
}

/* ---- the article -------------------------------------------------------------------- */

static wt_usage *usage_of(const wt_surroundings *s, uint64_t fold) {
  size_t mask = s->usage_capacity - 1;
  for (size_t i = fold & mask;; i = (i + 1) & mask)
    if (s->usage[i].fold == fold || s->usage[i].fold == 0) return &s->usage[i];
}

static void count(uint16_t *n) {
  if (*n < UINT16_MAX) (*n)++;
}

static uint8_t style_of(const wt_tokens *tokens, const wt_sentence *sentence) {
  size_t lower = 0, capital = 0, upper = 0, long_lower = 0;
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    const wt_token *token = &tokens->tokens[t];
    if (token->kind != WT_TOKEN_WORD) continue;
    size_t size = token->end - token->start;
    if (token->letter_case == WT_CASE_LOWER) {
      lower++;
      long_lower += size > 4;
    } else if (token->letter_case == WT_CASE_UPPER && size > 1) {
      upper++;
    } else if (token->letter_case != WT_CASE_NONE) {
      capital++;
    }
  }
  if (upper > 2 && upper > 4 * (lower + capital)) return STYLE_UPPER;
  if (capital + upper > 2 && capital + upper > 2 * long_lower && capital + upper > lower)
    return STYLE_TITLE;
  if (lower > 4 && capital + upper == 0) return STYLE_LOWER;
  return STYLE_NORMAL;
}

static void use(wt_usage *u, const wt_token *token, uint8_t style) {
  u->fold = token->hash;
  if (token->letter_case == WT_CASE_LOWER) {
    if (style != STYLE_LOWER) count(&u->lower);
  } else if (style == STYLE_UPPER) {
    return;
  } else if (token->letter_case == WT_CASE_UPPER) {
    count(&u->shout);
  } else if (style == STYLE_NORMAL && (token->flags & WT_SENTENCE_START) == 0) {
    count(&u->capital);
  } else {
    count(&u->start);
  }
}

static void fill_codes(uint32_t *codes, size_t n_tokens, const wt_hits *hits) {
  memset(codes, 0, n_tokens * sizeof *codes);
  for (size_t h = 0; h < hits->n; h++) {
    const wt_hit *hit = &hits->items[h];
    for (uint32_t t = hit->first; t < hit->end; t++) {
      unsigned part = hit->end - hit->first == 1 ? 3
                      : t == hit->first          ? 0
                      : t + 1 == hit->end        ? 2
                                                 : 1;
      for (unsigned type = 0; type < WT_TYPES; type++)
        if (hit->types >> type & 1) codes[t] |= 1u << (4 * type + part + (hit->weak ? 16 : 0));
    }
  }
}

wt_status wt_surroundings_fill(wt_surroundings *s, const wt_tokens fields[WT_FIELDS],
                               const wt_hits hits[WT_FIELDS], wt_error *error) {
  size_t n = 0, capacity = 64;
  for (int f = 0; f < WT_FIELDS; f++) n += fields[f].n;
  while (capacity < 2 * n) capacity *= 2;
  wt_usage *usage = wt_grow(s->usage, &s->usage_allocated, capacity, sizeof *usage);
  if (usage == NULL) return wt_no_memory(error, "recogniser");
  s->usage = usage;
  s->usage_capacity = capacity;
  memset(s->usage, 0, capacity * sizeof *s->usage);

  for (int f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &fields[f];
    uint32_t *codes = wt_grow(s->codes[f], &s->code_capacity[f], tokens->n, sizeof *codes);
    if (codes == NULL) return wt_no_memory(error, "recogniser");
    s->codes[f] = codes;
    fill_codes(codes, tokens->n, &hits[f]);
    uint8_t *styles =
        wt_grow(s->styles[f], &s->style_capacity[f], tokens->n_sentences, sizeof *styles);
    if (styles == NULL) return wt_no_memory(error, "recogniser");
    s->styles[f] = styles;
    for (size_t i = 0; i < tokens->n_sentences; i++) {
      const wt_sentence *sentence = &tokens->sentences[i];
      styles[i] = style_of(tokens, sentence);
      for (uint32_t t = sentence->first; t < sentence->end; t++)
        if (tokens->tokens[t].kind == WT_TOKEN_WORD)
          use(usage_of(s, tokens->tokens[t].hash), &tokens->tokens[t], styles[i]);
    }
  }
  return WT_OK;
}

void wt_surroundings_release(wt_surroundings *s) {
  wt_free(s->usage);
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(s->codes[f]);
    wt_free(s->styles[f]);
  }
  *s = (wt_surroundings){0};
}

/* ---- one token in its place --------------------------------------------------------- */

/* Few, some or many of a count: what matters is whether, then how often. */
static uint64_t grade(unsigned n) { return n == 0 ? 0 : n == 1 ? 1 : n < 4 ? 2 : 3; }

static int gazetteer_features(const uint32_t *codes, size_t t, size_t n, const wt_word *word,
                              uint32_t *out) {
  int made = 0;
  for (int d = -1; d <= 1; d++) {
    if ((d < 0 && t == 0) || (d > 0 && t + 1 >= n)) continue;
    uint32_t code = codes[t + (size_t)(ptrdiff_t)d];
    uint64_t place = (uint64_t)(d + 1);
    for (uint64_t bit = 0; bit < 32; bit++)
      if (code >> bit & 1) out[made++] = feature(GAZETTEER, bit, place);
    out[made++] = feature(GAZETTEER_SET, code, place);
  }
  out[made++] = feature(GAZETTEER_SHAPE, codes[t], word->shape);
  uint32_t before = t > 0 ? codes[t - 1] : 0, after = t + 1 < n ? codes[t + 1] : 0;
  out[made++] = feature(GAZETTEER_RUN, (uint64_t)before << 32 | codes[t], after);
  return made;
}

static int usage_features(const wt_surroundings *s, const wt_token *token, uint64_t style,
                          uint32_t *out) {
  if (token->kind != WT_TOKEN_WORD) return 0;
  const wt_usage *u = usage_of(s, token->hash);
  uint64_t uses =
      grade(u->lower) | grade(u->capital) << 2 | grade(u->shout) << 4 | grade(u->start) << 6;
  uint64_t own = token->letter_case | style << 4;
  uint64_t start = (token->flags & WT_SENTENCE_START) != 0;
  out[0] = feature(USAGE, uses, own);
  out[1] = feature(USAGE_START, (uses & 0xF) | start << 8, own);
  return 2;
}

static uint64_t class_of(const wt_word *word, int level) {
  return word == NULL || word->n_classes <= level ? UINT64_MAX : word->classes[level];
}

int wt_context_features(const wt_surroundings *s, const wt_tokens *tokens, wt_field field, size_t t,
                        const wt_word *const words[WT_PLACES], uint32_t *out) {
  const wt_token *token = &tokens->tokens[t];
  const wt_word *before = words[WT_WINDOW - 1], *word = words[WT_WINDOW],
                *after = words[WT_WINDOW + 1];
  uint64_t fold_before = before == NULL ? 1 : before->fold,
           fold_after = after == NULL ? 1 : after->fold;
  uint64_t shape_before = before == NULL ? 1 : before->shape,
           shape_after = after == NULL ? 1 : after->shape;
  uint64_t style = s->styles[field][token->sentence];
  int n = 0;

  out[n++] = feature(BIAS, 0, 0);
  out[n++] = feature(STYLE, style, token->letter_case);
  out[n++] =
      feature(START, (token->flags & WT_SENTENCE_START) != 0, token->letter_case | style << 4);
  out[n++] = feature(ZONE, token->zone, token->letter_case);
  out[n++] =
      feature(GAP, token->flags & (WT_SPACE_BEFORE | WT_LINE_BEFORE | WT_HYPHENATED | WT_SUFFIX),
              token->letter_case);
  out[n++] = feature(PAIR_BEFORE, fold_before, word->fold);
  out[n++] = feature(PAIR_AFTER, word->fold, fold_after);
  out[n++] = feature(PAIR_AROUND, fold_before, fold_after);
  out[n++] = feature(SHAPES, shape_before << 32 | word->shape, shape_after);
  out[n++] = feature(WORD_NEXT_SHAPE, word->fold, shape_after);
  out[n++] = feature(WORD_BEFORE_SHAPE, word->fold, shape_before);
  for (int level = 0; level < word->n_classes; level++) {
    uint64_t class = word->classes[level] | (uint64_t)level << 32;
    out[n++] = feature(CLASSES_BEFORE, class_of(before, level), class);
    out[n++] = feature(CLASSES_AFTER, class, class_of(after, level));
  }
  n += gazetteer_features(s->codes[field], t, tokens->n, word, out + n);
  n += usage_features(s, token, style, out + n);
  return n;
}
