#include "topics/features.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"

enum { FIRST_SLOTS = 4096 };

#define TITLE_BONUS 1.0f
#define SHORT_TEXT 150.0f /* the squares of about three terms of middling frequency */

/* A word that counts, on its way to becoming a term. */
typedef struct word {
  uint64_t stem;
  uint32_t token, index; /* in the field, in the vocabulary */
  bool apart;            /* makes no pair with the word before it */
  bool in_title;
} word;

/* A word or a pair, before it is known whether it is a term and a new one: most pairs are none. */
typedef struct candidate {
  uint64_t key;
  uint32_t index;      /* of a word, in the vocabulary */
  uint8_t left, right; /* of group.words; the same one twice for a single word */
} candidate;

/* Words go through the caches and tables in groups: each pass asks the memory for what the next one
 * reads. */
enum { GROUP = 64, NO_WORD = 255 };

typedef struct group {
  word words[1 + GROUP];      /* [1 .. n_words) of this group; [0] is the one before it */
  candidate found[2 * GROUP]; /* [n_found] in text order */
  size_t n_words, n_found;
  uint8_t last; /* the word that the next one makes a pair with, or NO_WORD */
} group;

struct wt_bag {
  wt_term_policy policy;
  wt_stemmer *stemmer;
  wt_term *terms; /* [n] */
  size_t n, capacity;
  uint32_t *slots; /* [n_slots] index + 1 of the term with this key, open addressing */
  size_t n_slots;
  group group;
};

/* A field on its way through. */
typedef struct reader {
  const wt_tokens *tokens;
  wt_field field;
  size_t next; /* token */
  bool apart;  /* a border stands before the next word */
} reader;

wt_status wt_bag_new(const wt_term_policy *policy, wt_bag **out, wt_error *error) {
  wt_bag *bag = wt_calloc(1, sizeof *bag);
  if (bag == NULL) return wt_no_memory(error, "topic features");
  bag->policy = *policy;
  bag->n_slots = FIRST_SLOTS;
  bag->slots = wt_calloc(bag->n_slots, sizeof *bag->slots);
  wt_status status = bag->slots == NULL ? wt_no_memory(error, "topic features")
                                        : wt_stemmer_new(policy->lang, &bag->stemmer, error);
  if (status != WT_OK)
    wt_bag_free(bag);
  else
    *out = bag;
  return status;
}

void wt_bag_free(wt_bag *bag) {
  if (bag == NULL) return;
  wt_stemmer_free(bag->stemmer);
  wt_free(bag->terms);
  wt_free(bag->slots);
  wt_free(bag);
}

const wt_term *wt_bag_terms(const wt_bag *bag, size_t *n) {
  *n = bag->n;
  return bag->terms;
}

float wt_term_value(const wt_term *term) {
  float value = term->count == 1 ? 1.0f : 1.0f + logf((float)term->count);
  return term->in_title ? value + TITLE_BONUS : value;
}

float wt_length_factor(float squares) { return 1.0f / sqrtf(squares + SHORT_TEXT); }

/* ---- the table of the article's terms ----------------------------------------------- */

/* Empties the table by its terms, so that a short article costs little after a long one. */
static void forget(wt_bag *bag) {
  size_t mask = bag->n_slots - 1;
  if (bag->n > bag->n_slots / 8) {
    memset(bag->slots, 0, bag->n_slots * sizeof *bag->slots);
  } else {
    /* a term's slots are a run from its home; clearing to the run's end clears all of them */
    for (size_t i = 0; i < bag->n; i++)
      for (size_t at = bag->terms[i].key & mask; bag->slots[at] != 0; at = (at + 1) & mask)
        bag->slots[at] = 0;
  }
  bag->n = 0;
}

static bool grow(wt_bag *bag) {
  if (bag->n_slots > SIZE_MAX / 8) return false;
  uint32_t *slots = wt_calloc(bag->n_slots * 2, sizeof *slots);
  if (slots == NULL) return false;
  size_t mask = bag->n_slots * 2 - 1;
  for (size_t i = 0; i < bag->n; i++) {
    size_t at = bag->terms[i].key & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = (uint32_t)i + 1;
  }
  wt_free(bag->slots);
  bag->slots = slots;
  bag->n_slots *= 2;
  return true;
}

/* The term with a key, which is made when it is new: then its count is 0, and what else it is has
 * to be filled in. NULL: out of memory. */
static inline wt_term *find_or_add(wt_bag *bag, uint64_t key) {
  if (bag->n * 2 >= bag->n_slots && !grow(bag)) return NULL;
  size_t mask = bag->n_slots - 1, at = key & mask;
  for (; bag->slots[at] != 0; at = (at + 1) & mask)
    if (bag->terms[bag->slots[at] - 1].key == key) return &bag->terms[bag->slots[at] - 1];
  if (bag->n == bag->capacity) {
    wt_term *terms = wt_grow(bag->terms, &bag->capacity, bag->n + 1, sizeof *terms);
    if (terms == NULL) return NULL;
    bag->terms = terms;
  }
  wt_term *term = &bag->terms[bag->n++];
  bag->slots[at] = (uint32_t)bag->n;
  term->key = key;
  term->count = 0;
  return term;
}

/* ---- from tokens to terms ----------------------------------------------------------- */

static bool is_article(uint8_t zone) {
  return zone != WT_ZONE_TEASER && zone != WT_ZONE_BOILERPLATE && zone != WT_ZONE_BYLINE;
}

static bool is_hyphen(const wt_tokens *t, const wt_token *token) {
  return token->end - token->start == 1 && t->bytes[token->start] == '-';
}

/* Takes the next words of the field. */
static void read_words(wt_bag *bag, reader *r) {
  const wt_tokens *t = r->tokens;
  group *g = &bag->group;
  g->n_words = 1;
  for (; r->next < t->n && g->n_words <= GROUP; r->next++) {
    const wt_token *token = &t->tokens[r->next];
    if (token->flags & WT_SENTENCE_START) r->apart = true;
    if (token->kind == WT_TOKEN_PUNCT && !is_hyphen(t, token)) r->apart = true;
    if (token->kind != WT_TOKEN_WORD || token->fold_size == 0) continue;
    if ((token->flags & (WT_SUFFIX | WT_IN_ADDRESS)) != 0 || !is_article(token->zone)) continue;
    wt_vocabulary_ask_form(&bag->policy.vocabulary, token->hash);
    word *w = &g->words[g->n_words++];
    w->token = (uint32_t)r->next;
    w->apart = r->apart;
    w->in_title = token->zone == WT_ZONE_TITLE;
    r->apart = false;
  }
}

/* The term of a word that the training articles did not have in this form. */
static wt_status stem_word(wt_bag *bag, const wt_tokens *t, word *w, wt_error *error) {
  const wt_token *token = &t->tokens[w->token];
  const char *stem;
  size_t size;
  wt_status status = wt_stem(bag->stemmer, wt_token_fold(t, token), token->fold_size, token->hash,
                             &stem, &size, &w->stem, error);
  if (status == WT_OK) w->index = wt_vocabulary_find(&bag->policy.vocabulary, w->stem);
  return status;
}

static wt_status find_words(wt_bag *bag, const reader *r, wt_error *error) {
  const wt_vocabulary *vocabulary = &bag->policy.vocabulary;
  group *g = &bag->group;
  for (size_t i = 1; i < g->n_words; i++) {
    word *w = &g->words[i];
    w->index = wt_vocabulary_form(vocabulary, r->tokens->tokens[w->token].hash);
    if (w->index == WT_NO_TERM) {
      wt_status status = stem_word(bag, r->tokens, w, error);
      if (status != WT_OK) return status;
    }
    if (w->index != WT_NO_TERM) __builtin_prefetch(&vocabulary->terms[w->index]);
  }
  return WT_OK;
}

/* Lists the words that count as terms, and the pairs that they make. A vocabulary has the words of
 * its pairs, so a word that it lacks makes none. */
static void pair_words(wt_bag *bag) {
  const wt_term_policy *policy = &bag->policy;
  const wt_vocabulary *vocabulary = &policy->vocabulary;
  group *g = &bag->group;
  size_t n = 0;
  uint8_t last = g->last;
  for (size_t i = 1; i < g->n_words; i++) {
    word *w = &g->words[i];
    uint8_t number = (uint8_t)i;
    bool makes_pairs = true;
    if (w->apart) last = NO_WORD;
    if (w->index != WT_NO_TERM) {
      const wt_vocabulary_term *term = &vocabulary->terms[w->index];
      if (term->idf <= 0) continue;
      makes_pairs = (term->text & WT_STOP_WORD) == 0;
      w->stem = term->key;
    } else if (!policy->open) {
      last = NO_WORD;
      continue;
    }
    g->found[n++] = (candidate){.key = w->stem, .index = w->index, .left = number, .right = number};
    if (!makes_pairs) continue;
    if (last != NO_WORD && !policy->words_only) {
      uint64_t key = wt_hash_mix(g->words[last].stem, w->stem);
      g->found[n++] = (candidate){.key = key, .left = last, .right = number};
      wt_vocabulary_ask(vocabulary, key);
    }
    last = number;
  }
  g->n_found = n;
  g->last = last;
}

/* Counts the candidates that are terms. False: out of memory. */
static bool count_found(wt_bag *bag, const reader *r) {
  const wt_vocabulary *vocabulary = &bag->policy.vocabulary;
  const group *g = &bag->group;
  for (size_t i = 0; i < g->n_found; i++) {
    const candidate *c = &g->found[i];
    bool pair = c->left != c->right;
    uint32_t index = pair ? wt_vocabulary_find(vocabulary, c->key) : c->index;
    if (index == WT_NO_TERM && !bag->policy.open) continue;
    const word *left = &g->words[c->left], *right = &g->words[c->right];
    wt_term *term = find_or_add(bag, c->key);
    if (term == NULL) return false;
    if (term->count == 0)
      *term = (wt_term){.key = c->key,
                        .left = left->stem,
                        .right = pair ? right->stem : 0,
                        .index = index,
                        .first = left->token,
                        .end = right->token + 1,
                        .field = (uint8_t)r->field};
    term->count++;
    term->in_title |= right->in_title;
  }
  return true;
}

static wt_status fill_field(wt_bag *bag, const wt_tokens *tokens, wt_field field, wt_error *error) {
  reader r = {.tokens = tokens, .field = field};
  group *g = &bag->group;
  g->last = NO_WORD;
  while (r.next < tokens->n) {
    read_words(bag, &r);
    wt_status status = find_words(bag, &r, error);
    if (status != WT_OK) return status;
    pair_words(bag);
    if (!count_found(bag, &r)) return wt_no_memory(error, "topic features");
    if (g->last != NO_WORD) {
      g->words[0] = g->words[g->last];
      g->last = 0;
    }
  }
  return WT_OK;
}

wt_status wt_bag_fill(wt_bag *bag, const wt_tokens fields[WT_FIELDS], wt_error *error) {
  forget(bag);
  wt_status status = WT_OK;
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++)
    status = fill_field(bag, &fields[f], (wt_field)f, error);
  return status;
}

/* ---- from entities to terms ---------------------------------------------------------- */

uint64_t wt_kind_key(const wt_entity *entity) {
  enum { KINDS = 0x4B1D };
  if (entity->subtype == NULL || entity->type == WT_PLACE) return 0;
  uint64_t key = wt_hash_mix(wt_hash(entity->subtype, strlen(entity->subtype)), KINDS);
  return key == 0 ? 1 : key;
}

/* The first token that ends behind a byte. */
static uint32_t token_at(const wt_tokens *t, uint32_t byte) {
  size_t low = 0, high = t->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->tokens[middle].end <= byte)
      low = middle + 1;
    else
      high = middle;
  }
  return (uint32_t)low;
}

/* Counts the kind of an entity at its first mention in the article. False: out of memory. */
static bool add_kind(wt_bag *bag, const wt_tokens *fields, const wt_entity *e, uint64_t key,
                     uint32_t index) {
  const wt_mention *first = NULL;
  bool in_title = false;
  for (size_t i = 0; i < e->n_mentions; i++) {
    const wt_mention *m = &e->mentions[i];
    if (!is_article((uint8_t)m->zone)) continue;
    if (first == NULL) first = m;
    in_title = in_title || m->zone == WT_ZONE_TITLE;
  }
  if (first == NULL) return true;
  const wt_tokens *t = &fields[first->field];
  uint32_t end = token_at(t, first->end - 1) + 1;
  if (end > t->n) return true;
  wt_term *term = find_or_add(bag, key);
  if (term == NULL) return false;
  if (term->count == 0)
    *term = (wt_term){.key = key,
                      .left = key,
                      .index = index,
                      .first = token_at(t, first->start),
                      .end = end,
                      .field = (uint8_t)first->field,
                      .is_kind = 1};
  term->count++;
  term->in_title |= in_title;
  return true;
}

wt_status wt_bag_add_kinds(wt_bag *bag, const wt_tokens fields[WT_FIELDS],
                           const wt_entity *entities, size_t n, wt_error *error) {
  for (size_t i = 0; i < n; i++) {
    uint64_t key = wt_kind_key(&entities[i]);
    if (key == 0) continue;
    uint32_t index = wt_vocabulary_find(&bag->policy.vocabulary, key);
    if (index == WT_NO_TERM && !bag->policy.open) continue;
    if (!add_kind(bag, fields, &entities[i], key, index))
      return wt_no_memory(error, "topic features");
  }
  return WT_OK;
}
