/*
 * test_match_oracle.c - the matcher against a brute-force one on random overlapping names.
 *
 * usage: test_match_oracle [--long]
 *
 * The oracle tries every listed name of every layer at every token, comparing letters, and applies
 * the rules as DESIGN.md words them. It shares nothing with the matcher but the tokenizer. Names
 * are one to six words of a vocabulary of five, so that they overlap, nest and repeat; lists carry
 * case rules, vetoes, and several entries a name. 100,000 texts in three overlap modes; a million
 * with --long. A failure prints the number of the case, which alone makes the case again.
 */
#include <unistd.h>

#include "gazetteer_lab.h"

enum { LAYERS = 2, MOST_NAMES = 40, MOST_PARTS = 8, TEXTS = 50, TEXT_SIZE = 1024 };

static const char *const WORDS[] = {"alma", "bor", "cem", "dov", "ek"};
enum { N_WORDS = 5 };

typedef enum rule { DEFAULT, EXACT, ANY } rule;

typedef struct listed {
  char parts[MOST_PARTS][12]; /* as written; "," is a part */
  int n_parts;
  rule rule;
  bool weak, certain, veto;
  char id[16]; /* "" for vetoes of everybody */
  uint32_t weight;
  wt_type type;
} listed;

typedef struct layer {
  listed names[MOST_NAMES];
  int n;
  wt_gazetteer *gazetteer;
} layer;

/* splitmix64 */
static uint64_t draw(uint64_t *seed) {
  uint64_t z = *seed += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static int below(uint64_t *seed, int n) { return (int)(draw(seed) % (uint64_t)n); }

/* ---- random lists and texts --------------------------------------------------------- */

static char upper(char c) { return (char)(c - 'a' + 'A'); }

/* A word of the vocabulary in random case, mostly Initial. */
static void random_word(uint64_t *seed, char out[12]) {
  int how = below(seed, 10);
  snprintf(out, 12, "%s", WORDS[below(seed, N_WORDS)]);
  if (how < 6) out[0] = upper(out[0]);
  if (how == 6 || how == 7)
    for (char *c = out; *c != '\0'; c++) *c = upper(*c);
  if (how == 8) out[1] = upper(out[1]);
  if (how == 8 && below(seed, 2) == 0 && strlen(out) > 2) out[0] = upper(out[0]);
}

static void random_name(uint64_t *seed, int layer_index, listed *out) {
  *out = (listed){.rule = (rule)(below(seed, 6) < 4 ? 0 : 1 + below(seed, 2))};
  int words = 1 + below(seed, below(seed, 3) == 0 ? 6 : 3);
  for (int i = 0; i < words && out->n_parts < MOST_PARTS - 1; i++) {
    if (i > 0 && below(seed, 12) == 0) snprintf(out->parts[out->n_parts++], 12, ",");
    random_word(seed, out->parts[out->n_parts++]);
  }
  out->weak = below(seed, 4) == 0;
  out->certain = below(seed, 8) == 0;
  out->veto = layer_index > 0 && below(seed, 3) == 0;
  out->weight = (uint32_t)below(seed, 4);
  /* few ids, so that entries have several names and names several entries */
  if (!out->veto || below(seed, 2) == 0) snprintf(out->id, sizeof out->id, "e%d", below(seed, 12));
}

static void write_name(const listed *name, uint64_t *seed, wt_buffer *out) {
  static const char *const TYPES[] = {"person", "place", "organization", "misc"};
  wt_buffer_format(out, "%s\t%s\t", name->id, TYPES[name->type]);
  for (int i = 0; i < name->n_parts; i++) {
    bool comma = name->parts[i][0] == ',';
    if (i > 0 && !comma) wt_buffer_text(out, below(seed, 5) == 0 ? "-" : " ");
    wt_buffer_text(out, name->parts[i]);
  }
  static const char *const RULES[] = {"", "exact", "any"};
  wt_buffer_format(out, "\t%u\t%s%s%s%s\n", (unsigned)name->weight, RULES[name->rule],
                   name->weak ? ",weak" : "", name->certain ? ",certain" : "",
                   name->veto ? ",veto" : "");
}

/* Flags may not begin with a comma, so an empty rule is written without one. */
static void tidy(wt_buffer *list) {
  size_t size = 0;
  for (size_t i = 0; i < list->size; i++)
    if (!(list->data[i] == ',' && size > 0 && list->data[size - 1] == '\t'))
      list->data[size++] = list->data[i];
  list->size = size;
}

/* An entry has one type and one weight: those of its id. */
static void make_layer(uint64_t *seed, int index, layer *out) {
  wt_buffer list = {0};
  uint32_t weights[12];
  for (int i = 0; i < 12; i++) weights[i] = (uint32_t)below(seed, 4);
  out->n = 1 + below(seed, MOST_NAMES);
  wt_buffer_text(&list, "id\ttype\tname\tweight\tflags\n");
  for (int i = 0; i < out->n; i++) {
    listed *name = &out->names[i];
    random_name(seed, index, name);
    int id = name->id[0] == '\0' ? 0 : (int)strtol(name->id + 1, NULL, 10);
    name->type = id % 2 == 0 ? WT_PLACE : WT_MISC; /* no person: those have variants */
    name->weight = weights[id];
    write_name(name, seed, &list);
  }
  tidy(&list);
  wt_buffer_byte(&list, '\0');
  out->gazetteer = glab_gazetteer(list.data);
  wt_buffer_release(&list);
}

static void random_text(uint64_t *seed, char out[TEXT_SIZE]) {
  static const char *const GAPS[] = {"-", ", ", ". ", "\n", "\n\n", "/", "'s ", "\" ", " - ", " ("};
  size_t size = 0;
  int words = 1 + below(seed, 60);
  bool shout = below(seed, 8) == 0;
  out[0] = '\0';
  for (int i = 0; i < words; i++) {
    char word[12];
    random_word(seed, word);
    for (char *c = word; shout && *c != '\0'; c++)
      if (*c >= 'a' && *c <= 'z') *c = upper(*c);
    const char *gap = below(seed, 4) > 0 ? " " : GAPS[below(seed, 10)];
    size += (size_t)snprintf(out + size, TEXT_SIZE - size, "%s%s", word, gap);
  }
}

/* ---- the oracle --------------------------------------------------------------------- */

typedef enum letters { NONE, LOWER, INITIAL, UPPER, MIXED_LOW, MIXED_HIGH } letters;

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static letters letters_of(const char *word, size_t size) {
  size_t capitals = 0, small = 0;
  for (size_t i = 0; i < size; i++) {
    capitals += is_capital(word[i]);
    small += word[i] >= 'a' && word[i] <= 'z';
  }
  if (capitals + small == 0) return NONE;
  if (capitals == 0) return LOWER;
  if (small == 0) return capitals == 1 ? INITIAL : UPPER;
  if (capitals == 1 && is_capital(word[0])) return INITIAL;
  return is_capital(word[0]) ? MIXED_HIGH : MIXED_LOW;
}

static bool begins_high(letters l) { return l == INITIAL || l == UPPER || l == MIXED_HIGH; }

static bool same_letters(const char *a, const char *b, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((a[i] | 32) != (b[i] | 32)) return false;
  return true;
}

/* Where the name that starts at token i ends, or 0. */
static size_t name_end(const wt_tokens *t, size_t i, const listed *name, size_t used[MOST_PARTS]) {
  const wt_token *first = &t->tokens[i];
  size_t at = i;
  for (int k = 0; k < name->n_parts; k++) {
    for (;; at++) {
      if (at >= t->n || t->tokens[at].sentence != first->sentence) return 0;
      const wt_token *token = &t->tokens[at];
      char c = t->bytes[token->start];
      if (at > i && (token->flags & WT_PARAGRAPH_BEFORE) != 0) return 0;
      bool spaced = (token->flags & WT_SPACE_BEFORE) != 0 &&
                    (at + 1 >= t->n || (t->tokens[at + 1].flags & WT_SPACE_BEFORE) != 0);
      bool quiet = token->kind == WT_TOKEN_PUNCT && (token->flags & WT_SUFFIX) == 0 &&
                   (c == '"' || c == '.' || c == '\'' || (c == '-' && !spaced));
      if (!quiet || at == i) break;
    }
    const wt_token *token = &t->tokens[at];
    size_t size = token->end - token->start;
    if (token->flags & WT_SUFFIX) return 0;
    if (size != strlen(name->parts[k]) ||
        !same_letters(t->bytes + token->start, name->parts[k], size))
      return 0;
    if (k == 0 && token->kind == WT_TOKEN_PUNCT) return 0;
    used[k] = at++;
  }
  return at;
}

static bool shouted(const wt_tokens *t, uint32_t sentence) {
  size_t words = 0, longest = 0;
  for (size_t i = t->sentences[sentence].first; i < t->sentences[sentence].end; i++) {
    const wt_token *token = &t->tokens[i];
    size_t size = token->end - token->start;
    letters l = letters_of(t->bytes + token->start, size);
    if (token->kind != WT_TOKEN_WORD || l == NONE) continue;
    words++;
    if (size > longest) longest = size;
    if (!(l == UPPER || (l == INITIAL && size == 1)) && (token->flags & WT_SUFFIX) == 0)
      return false;
  }
  return words >= 3 && longest >= 4;
}

/* Whether the capitals of the text are right, and whether they only are because all is capital. */
static bool case_fits(const wt_tokens *t, const listed *name, const size_t *used, bool *doubtful) {
  bool exact = name->rule == EXACT, capitals = false;
  *doubtful = false;
  if (name->rule == ANY || (name->veto && name->id[0] != '\0')) return true;
  if (name->rule == DEFAULT && name->n_parts == 1 &&
      letters_of(name->parts[0], strlen(name->parts[0])) == UPPER)
    exact = true;
  for (int k = 0; k < name->n_parts; k++) {
    const wt_token *token = &t->tokens[used[k]];
    letters is = letters_of(t->bytes + token->start, token->end - token->start);
    letters wanted = letters_of(name->parts[k], strlen(name->parts[k]));
    if (exact ? is != wanted : begins_high(wanted) && !begins_high(is)) return false;
    capitals |= wanted == UPPER;
  }
  *doubtful = exact && capitals && shouted(t, t->tokens[used[0]].sentence);
  return true;
}

/* One expected hit: who bears the name, as bit sets over the twelve ids. */
typedef struct expected {
  size_t first, end;
  int layer;
  uint32_t ids, strong, types, certain;
  bool weak;
} expected;

/* The hit on tokens [i, end) if there is one: later layers first. */
static bool expect(const layer layers[LAYERS], const wt_tokens *t, size_t i, size_t end,
                   expected *out) {
  uint32_t vetoed = 0;
  for (int l = LAYERS - 1; l >= 0; l--) {
    bool all = false;
    uint32_t vetoes = 0;
    *out = (expected){.first = i, .end = end, .layer = l, .weak = true};
    for (int n = 0; n < layers[l].n; n++) {
      const listed *name = &layers[l].names[n];
      size_t used[MOST_PARTS];
      bool doubtful;
      if (name_end(t, i, name, used) != end || !case_fits(t, name, used, &doubtful)) continue;
      uint32_t bit = name->id[0] == '\0' ? 0 : 1u << strtol(name->id + 1, NULL, 10);
      if (name->veto) {
        vetoes |= bit;
        all |= bit == 0;
        continue;
      }
      if (vetoed & bit) continue;
      out->ids |= bit;
      if (!name->weak) out->strong |= bit;
      if (name->certain) out->certain = 1;
      out->types |= 1u << name->type;
      out->weak &= name->weak || doubtful;
    }
    if (out->ids != 0) return true;
    if (all) return false;
    vetoed |= vetoes;
  }
  return false;
}

static size_t expect_all(const layer layers[LAYERS], const wt_tokens *t, wt_overlap overlap,
                         expected *out) {
  size_t n = 0, furthest = 0;
  for (size_t i = 0; i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    if (token->kind == WT_TOKEN_PUNCT || (token->flags & WT_SUFFIX) != 0) continue;
    bool ends[TEXT_SIZE] = {false}; /* where a listed name ends, whatever its capitals */
    for (int k = 0; k < LAYERS * MOST_NAMES; k++) {
      size_t used[MOST_PARTS];
      const layer *l = &layers[k / MOST_NAMES];
      if (k % MOST_NAMES < l->n) ends[name_end(t, i, &l->names[k % MOST_NAMES], used)] = true;
    }
    for (size_t end = t->n; end > i; end--) {
      if (!ends[end] || !expect(layers, t, i, end, &out[n])) continue;
      bool nested = end <= furthest;
      if (end > furthest) furthest = end;
      n += overlap != WT_NO_NESTED || !nested;
      if (overlap == WT_ALL) continue;
      if (overlap == WT_LONGEST) i = end - 1;
      break;
    }
  }
  return n;
}

/* ---- comparing ---------------------------------------------------------------------- */

static bool same_hit(const wt_gazetteer *const *g, const wt_hit *hit, const expected *e) {
  uint32_t ids = 0, strong = 0;
  for (size_t i = 0; i < wt_gazetteer_n_candidates(g[hit->layer], hit->name); i++) {
    wt_candidate c;
    wt_entry entry;
    if (!wt_hit_candidate(g, LAYERS, hit, i, &c)) continue;
    wt_gazetteer_entry(g[hit->layer], c.entry, &entry);
    uint32_t bit = 1u << strtol(entry.id + 1, NULL, 10);
    ids |= bit;
    if (!c.weak) strong |= bit;
  }
  return hit->first == e->first && hit->end == e->end && (int)hit->layer == e->layer &&
         ids == e->ids && strong == e->strong && hit->types == e->types &&
         hit->certain == e->certain && hit->weak == e->weak;
}

static void compare(const layer layers[LAYERS], const char *text, uint64_t number) {
  static expected wanted[100000];
  static wt_tokens tokens;
  static wt_hits hits;
  const wt_gazetteer *g[LAYERS];
  for (int l = 0; l < LAYERS; l++) g[l] = layers[l].gazetteer;
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)strlen(text)};
  assert_int_equal(wt_tokenize(text, strlen(text), &zone, 1, &tokens, NULL), WT_OK);
  for (int mode = 0; mode < 3; mode++) {
    size_t n = expect_all(layers, &tokens, (wt_overlap)mode, wanted);
    assert_int_equal(wt_match(g, LAYERS, &tokens, (wt_overlap)mode, &hits, NULL), WT_OK);
    for (size_t i = 0; i < n || i < hits.n; i++) {
      if (i < n && i < hits.n && same_hit(g, &hits.items[i], &wanted[i])) continue;
      size_t at = i < n ? wanted[i].first : hits.items[i].first;
      if (i < n && i < hits.n)
        print_error(
            "tokens %zu-%zu, ids %x/%x, weak %d, certain %u, layer %d; is %u-%u, weak %d, certain "
            "%u, layer %u\n",
            wanted[i].first, wanted[i].end, wanted[i].ids, wanted[i].strong, wanted[i].weak,
            wanted[i].certain, wanted[i].layer, hits.items[i].first, hits.items[i].end,
            hits.items[i].weak, hits.items[i].certain, hits.items[i].layer);
      fail_msg("case %llu, mode %d: hit %zu of %zu (%zu) differs at byte %u of \"%s\"",
               (unsigned long long)number, mode, i, n, hits.n, (unsigned)tokens.tokens[at].start,
               text);
    }
  }
}

static uint64_t n_cases = 100000;

static void random_names_give_what_brute_force_gives(void **state) {
  (void)state;
  for (uint64_t number = 0; number < n_cases; number += TEXTS) {
    uint64_t seed = number;
    layer layers[LAYERS];
    for (int l = 0; l < LAYERS; l++) make_layer(&seed, l, &layers[l]);
    for (int i = 0; i < TEXTS; i++) {
      char text[TEXT_SIZE];
      random_text(&seed, text);
      compare(layers, text, number);
    }
    for (int l = 0; l < LAYERS; l++) wt_gazetteer_close(layers[l].gazetteer);
  }
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--long") == 0) n_cases = 1000000;
  const struct CMUnitTest tests[] = {cmocka_unit_test(random_names_give_what_brute_force_gives)};
  return cmocka_run_group_tests_name("match_oracle", tests, NULL, NULL);
}
