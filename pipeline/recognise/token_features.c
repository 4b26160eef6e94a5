#include "recognise/token_features.h"

#include <string.h>

#include "base/hash.h"
#include "text/utf8.h"

/* One number a template; they are part of every model file: a change of any of them, or of what a
 * template hashes, needs a new version of the file (sequence_model.c). */
enum template {
  /* of a word */
  SURFACE = 1,
  FOLDED,
  SHAPE,
  LONG_SHAPE,
  PREFIX,
  SUFFIX,
  GRAM,
  CLASS,
  CASE_CLASS,
  CASE,
  KIND,
  BORDER,
  /* of a place */
  BIAS,
  STYLE,
  START,
  ZONE,
  GAP,
  PAIR_BEFORE,
  PAIR_AFTER,
  PAIR_AROUND,
  SHAPES,
  SHAPES_BEFORE,
  SHAPES_AFTER,
  WORD_SHAPE_AFTER,
  WORD_SHAPE_BEFORE,
  CLASSES_BEFORE,
  CLASSES_AFTER,
  LISTED,
  LISTED_SET,
  LISTED_SHAPE,
  LISTED_RUN,
  LISTED_WORD_BEFORE,
  LISTED_WORD_AFTER,
  LISTED_CLASS_BEFORE,
  LISTED_CLASS,
  LISTED_CLASS_AFTER,
  SENTENCE,
  SENTENCE_LISTED,
  LENGTH_LISTED,
  PROSE_LISTED,
  USAGE,
  USAGE_START,
  ELSEWHERE_LISTED,
  ELSEWHERE_SET,
  ELSEWHERE_WORD_BEFORE,
  ELSEWHERE_WORD_AFTER,
  ELSEWHERE_BEFORE,
  ELSEWHERE_AFTER
};

/* Features in the making. */
typedef struct sink {
  uint32_t *out;
  int n;
} sink;

/* Multiplications by large odd constants, of which all but the last run side by side over many
 * features; about half the time of two wt_hash_mix. */
static inline void put(sink *s, enum template template, uint64_t a, uint64_t b) {
  uint64_t h = a * 0x9e3779b97f4a7c15u + (uint64_t) template * 0xd6e8feb86659fd93u;
  h ^= h >> 32;
  h = h * 0xbf58476d1ce4e5b9u + b * 0x94d049bb133111ebu;
  h ^= h >> 29;
  h *= 0xff51afd7ed558ccdu;
  uint32_t hash = (uint32_t)(h >> 32);
  s->out[s->n++] = hash == 0 ? 1 : hash;
}

/* ---- words ---------------------------------------------------------------------------- */

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
  if (token == NULL) {
    *out = (wt_word){.surface = 1, .fold = 1, .shape = 1};
    return;
  }
  const char *bytes = tokens->bytes + token->start;
  size_t size = token->end - token->start;
  *out = (wt_word){
      .surface = wt_hash(bytes, size), .fold = token->hash, .letter_case = token->letter_case};
  if (out->fold == 0) out->fold = out->surface | 1;
  out->shape = shape_hash(bytes, size, (wt_case)token->letter_case, 1);
  if (classes != NULL)
    out->known_classes = (uint8_t)classes->lookup(classes->context, bytes, size, out->classes);
}

/* Affixes of 1 to `most` code points of the folded form. */
static void put_affixes(sink *s, const char *fold, size_t size, uint64_t place, int most) {
  size_t at = 0;
  for (int i = 1; i <= most && at < size; i++) {
    wt_utf8_next(fold, size, &at);
    if (i >= 2 && at < size) put(s, PREFIX, wt_hash(fold, at), place);
  }
  at = size;
  for (int i = 1; i <= most && at > 0; i++) {
    wt_utf8_previous(fold, &at);
    if (at > 0) put(s, SUFFIX, wt_hash(fold + at, size - at), place);
  }
}

/* Runs of 3 and of 4 bytes of the folded form between its borders. */
static void put_grams(sink *s, const char *fold, size_t size) {
  char framed[26];
  if (size < 2 || size + 2 > sizeof framed) return;
  framed[0] = '^';
  memcpy(framed + 1, fold, size);
  framed[size + 1] = '$';
  for (size_t n = 3; n <= 4; n++)
    for (size_t i = 0; i + n <= size + 2; i++) put(s, GRAM, wt_hash(framed + i, n), n);
}

int wt_word_features(const wt_tokens *tokens, const wt_token *token, const wt_word *word, int place,
                     uint32_t *out) {
  sink s = {.out = out};
  uint64_t p = (uint64_t)place;
  if (token == NULL) {
    put(&s, BORDER, 0, p);
    return s.n;
  }
  const char *bytes = tokens->bytes + token->start;
  size_t size = token->end - token->start;
  const char *fold = wt_token_fold(tokens, token);
  put(&s, SURFACE, word->surface, p);
  put(&s, FOLDED, word->fold, p);
  put(&s, SHAPE, word->shape, p);
  put(&s, CASE, word->letter_case, p);
  put(&s, KIND, token->kind, p);
  for (unsigned left = word->known_classes; left != 0; left &= left - 1) {
    int level = __builtin_ctz(left);
    uint64_t class = (uint64_t)level << 32 | word->classes[level];
    put(&s, CLASS, class, p);
    put(&s, CASE_CLASS, (uint64_t)word->letter_case << 40 | class, p);
  }
  if (place == WT_WINDOW) {
    put(&s, LONG_SHAPE, shape_hash(bytes, size, (wt_case)token->letter_case, 4), p);
    put_affixes(&s, fold, token->fold_size, p, 5);
    put_grams(&s, fold, token->fold_size);
  } else if (place == WT_WINDOW - 1 || place == WT_WINDOW + 1) {
    put_affixes(&s, fold, token->fold_size, p, 3);
  }
  return s.n;
}

/* ---- one token in its place ----------------------------------------------------------- */

/* What may stand between a token and the one before it. */
enum { GAPS = WT_SPACE_BEFORE | WT_LINE_BEFORE | WT_HYPHENATED | WT_SUFFIX };

/* Few, some or many of a count: what matters is whether, then how often. */
static uint64_t grade(unsigned n) { return n == 0 ? 0 : n == 1 ? 1 : n < 4 ? 2 : 3; }

static inline uint64_t both(uint32_t a, uint32_t b) { return (uint64_t)a << 32 | b; }

/* The class of a word of the window at a level, with the level in it. */
static uint64_t class_at(const wt_scene *c, int offset, int level) {
  const wt_word *word = &c->words[WT_WINDOW + offset];
  return (uint64_t)level << 32 |
         (word->known_classes >> level & 1 ? word->classes[level] : UINT32_MAX);
}

/* The levels whose pairs tell something: not the coarsest and the finest of table 1, whose pairs
 * say what the words or the other levels say already and cost a look into the rows each. */
enum { PAIR_LEVELS = 0x6F };

/* The class of a word and of a neighbour, at each level. */
static void put_class_pairs(sink *s, enum template template, const wt_scene *c, int first) {
  unsigned known = c->words[WT_WINDOW].known_classes & PAIR_LEVELS;
  for (; known != 0; known &= known - 1) {
    int level = __builtin_ctz(known);
    put(s, template, class_at(c, first, level), class_at(c, first + 1, level));
  }
}

/* Each bit of a code. */
static void put_bits(sink *s, enum template template, uint32_t code, uint64_t value) {
  for (; code != 0; code &= code - 1) put(s, template, (uint64_t)__builtin_ctz(code), value);
}

static void put_sentence(sink *s, const wt_scene *c) {
  uint64_t letter_case = c->token->letter_case;
  put(s, BIAS, 0, 0);
  put(s, STYLE, c->style, letter_case);
  put(s, START, (c->token->flags & WT_SENTENCE_START) != 0, letter_case | (uint64_t)c->style << 4);
  put(s, ZONE, c->token->zone, letter_case);
  put(s, GAP, c->token->flags & GAPS, letter_case);
  put(s, SENTENCE, c->kind, letter_case);
  put(s, SENTENCE_LISTED, c->kind, c->code);
  put(s, LENGTH_LISTED, c->kind & 15, c->code); /* length and numbers */
  put(s, PROSE_LISTED, c->kind >> 2, c->code);  /* numbers and lower case */
}

static void put_listed(sink *s, const wt_scene *c) {
  put_bits(s, LISTED, c->code_before, 0);
  put_bits(s, LISTED, c->code, 1);
  put_bits(s, LISTED, c->code_after, 2);
  put(s, LISTED_SET, c->code_before, 0);
  put(s, LISTED_SET, c->code, 1);
  put(s, LISTED_SET, c->code_after, 2);
  put(s, LISTED_SHAPE, c->code, c->words[WT_WINDOW].shape);
  put(s, LISTED_RUN, (uint64_t)c->code_before << 32 | c->code, c->code_after);
}

static void put_shapes(sink *s, const wt_scene *c) {
  const wt_word *w = c->words;
  put(s, SHAPES, both(w[1].shape, w[2].shape), w[3].shape);
  put(s, SHAPES_BEFORE, both(w[0].shape, w[1].shape), w[2].shape);
  put(s, SHAPES_AFTER, both(w[4].shape, w[3].shape), w[2].shape);
}

static void put_before(sink *s, const wt_scene *c) {
  const wt_word *here = &c->words[WT_WINDOW], *before = here - 1;
  put(s, PAIR_BEFORE, before->fold, here->fold);
  put(s, WORD_SHAPE_BEFORE, here->fold, before->shape);
  put(s, LISTED_WORD_BEFORE, c->code, before->fold);
  put(s, LISTED_CLASS_BEFORE, c->code, class_at(c, -1, 1));
  put(s, LISTED_CLASS, c->code, class_at(c, 0, 1));
  put_class_pairs(s, CLASSES_BEFORE, c, -1);
}

static void put_after(sink *s, const wt_scene *c) {
  const wt_word *here = &c->words[WT_WINDOW], *after = here + 1;
  put(s, PAIR_AFTER, here->fold, after->fold);
  put(s, WORD_SHAPE_AFTER, here->fold, after->shape);
  put(s, LISTED_WORD_AFTER, c->code, after->fold);
  put(s, LISTED_CLASS_AFTER, c->code, class_at(c, 1, 1));
  put_class_pairs(s, CLASSES_AFTER, c, 0);
}

/* What another place of the word says: the neighbours there. */
static void put_place(sink *s, const wt_surroundings *around, wt_place at) {
  const wt_tokens *tokens = &around->fields[at.field];
  const wt_token *token = &tokens->tokens[at.token], *before = token - 1, *after = token + 1;
  bool starts = at.token == 0 || before->sentence != token->sentence;
  bool ends = at.token + 1 == tokens->n || after->sentence != token->sentence;
  const uint32_t *codes = &around->codes[at.field][at.token];
  uint64_t left = starts ? 15 : before->letter_case, right = ends ? 15 : after->letter_case;
  put(s, ELSEWHERE_WORD_BEFORE, starts ? 1 : before->hash, left);
  put(s, ELSEWHERE_WORD_AFTER, ends ? 1 : after->hash, right);
  put(s, ELSEWHERE_BEFORE, left | (uint64_t)(starts ? 0 : codes[-1]) << 4, right);
  put(s, ELSEWHERE_AFTER, right | (uint64_t)(ends ? 0 : codes[1]) << 4, left);
}

/* What the article does with the word. */
static void put_usage(sink *s, const wt_scene *c) {
  uint64_t letter_case = c->token->letter_case;
  if (c->token->kind != WT_TOKEN_WORD || letter_case == WT_CASE_LOWER) return;
  const wt_usage *u = wt_usage_of(c->around, c->token->hash);
  uint64_t within = grade(u->lower) | grade(u->capital) << 2;
  uint64_t uses = within | grade(u->shout) << 4 | grade(u->start) << 6;
  uint64_t own = letter_case | (uint64_t)c->style << 4;
  put(s, USAGE, uses, own);
  put(s, USAGE_START, within | (uint64_t)((c->token->flags & WT_SENTENCE_START) != 0) << 8, own);
  put_bits(s, ELSEWHERE_LISTED, u->codes & ~c->code, letter_case);
  put(s, ELSEWHERE_SET, u->codes, (uint64_t)c->code << 8 | letter_case);
  for (int i = 0; i < u->n_places; i++)
    if (u->places[i].token != c->at.token || u->places[i].field != c->at.field)
      put_place(s, c->around, u->places[i]);
}

/* ---- groups --------------------------------------------------------------------------- */

void wt_scene_fill(const wt_surroundings *around, wt_field field, size_t t, const wt_word *words,
                   wt_scene *out) {
  const wt_tokens *tokens = &around->fields[field];
  const wt_token *token = &tokens->tokens[t];
  const uint32_t *codes = around->codes[field];
  const wt_sentence_look *look = &around->looks[field][token->sentence];
  *out = (wt_scene){.around = around,
                    .at = {(uint32_t)field, (uint32_t)t},
                    .token = token,
                    .words = words,
                    .code = codes[t],
                    .code_before = t > 0 ? codes[t - 1] : 0,
                    .code_after = t + 1 < tokens->n ? codes[t + 1] : 0,
                    .style = look->style,
                    .kind = look->kind};
}

wt_group_key wt_scene_key(const wt_scene *c, wt_group group) {
  const wt_token *t = c->token;
  const wt_word *w = c->words, *here = &w[WT_WINDOW];
  switch (group) {
    case WT_GROUP_SENTENCE: {
      uint32_t flags = t->flags & (GAPS | WT_SENTENCE_START);
      uint32_t bytes =
          c->kind | (uint32_t)t->letter_case << 8 | (uint32_t)t->zone << 16 | flags << 24;
      return (wt_group_key){{both(c->code, bytes), c->style}};
    }
    case WT_GROUP_LISTED:
      return (wt_group_key){{both(c->code_before, c->code), both(c->code_after, here->shape)}};
    case WT_GROUP_SHAPES:
      return (wt_group_key){
          {both(w[0].shape, w[1].shape), both(w[2].shape, w[3].shape), w[4].shape}};
    case WT_GROUP_BEFORE: return (wt_group_key){{here->surface, here[-1].surface, c->code}};
    default: return (wt_group_key){{here->surface, here[1].surface, c->code}};
  }
}

int wt_group_features(const wt_scene *scene, wt_group group, uint32_t *out) {
  static void (*const put_group[WT_GROUPS])(sink *, const wt_scene *) = {
      [WT_GROUP_SENTENCE] = put_sentence,
      [WT_GROUP_LISTED] = put_listed,
      [WT_GROUP_SHAPES] = put_shapes,
      [WT_GROUP_BEFORE] = put_before,
      [WT_GROUP_AFTER] = put_after};
  sink s = {.out = out};
  put_group[group](&s, scene);
  return s.n;
}

int wt_lone_features(const wt_scene *scene, uint32_t *out) {
  sink s = {.out = out};
  put(&s, PAIR_AROUND, scene->words[WT_WINDOW - 1].fold, scene->words[WT_WINDOW + 1].fold);
  put_usage(&s, scene);
  return s.n;
}

int wt_context_features(const wt_scene *scene, uint32_t *out) {
  int n = 0;
  for (int group = 0; group < WT_GROUPS; group++)
    n += wt_group_features(scene, (wt_group)group, out + n);
  return n + wt_lone_features(scene, out + n);
}
