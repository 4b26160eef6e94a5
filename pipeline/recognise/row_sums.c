#include "recognise/row_sums.h"

#include <string.h>

#include "base/clones.h"
#include "base/hash.h"
#include "base/mem.h"

enum {
  SETS = 1 << 16, /* of the word cache: 2^14, 2^15, 2^16 give 2.9, 3.2, 3.7 million tokens/s */
  WAYS = 2,
  KEY = sizeof((wt_summed_word *)0)->key, /* longer words are not cached */
  NEAR_SLOTS = 1 << 13,                   /* of each group that is nearly always at hand */
  PAIR_SLOTS = 1 << 15,                   /* of each group of two words */
  LINE = 64
};

/* One group, direct-mapped by its key. */
typedef struct summed_group {
  wt_group_key key;
  uint32_t used;
  int16_t sums[WT_ROW];
} summed_group;
_Static_assert(sizeof(summed_group) == LINE, "a summed group is a cache line");

struct wt_row_sums {
  wt_row_table rows;
  wt_class_lookup classes;
  void *memory;                    /* of the next three */
  wt_summed_word (*words)[WAYS];   /* [SETS] */
  summed_group *groups[WT_GROUPS]; /* [slots_of_group] */
  uint8_t *replace;                /* [SETS] the way to replace next */
  wt_summed_word long_word, border;
};

static uint32_t slots_of_group(wt_group group) {
  return group == WT_GROUP_BEFORE || group == WT_GROUP_AFTER ? PAIR_SLOTS : NEAR_SLOTS;
}

typedef int8_t weights __attribute__((vector_size(WT_ROW)));

static void ask_rows(const wt_row_sums *s, const uint32_t *features, int n) {
  for (int i = 0; i < n; i++) __builtin_prefetch(wt_row_home(&s->rows, features[i]));
}

static inline void add_rows(const wt_row_sums *s, const uint32_t *features, int n, int16_t *to) {
  wt_sums sums;
  memcpy(&sums, to, sizeof sums);
  for (int i = 0; i < n; i++) {
    const int8_t *row = wt_row_find(&s->rows, features[i]);
    if (row == NULL) continue;
    weights w;
    memcpy(&w, row, sizeof w);
    sums += __builtin_convertvector(w, wt_sums);
  }
  memcpy(to, &sums, sizeof sums);
}

/* ---- words ---------------------------------------------------------------------------- */

static inline void sum_places(const wt_row_sums *s, const wt_tokens *tokens, const wt_token *token,
                              const wt_word *word, int16_t sums[WT_PLACES][WT_ROW]) {
  uint32_t features[WT_WORD_FEATURES];
  memset(sums, 0, sizeof(int16_t[WT_PLACES][WT_ROW]));
  for (int place = 0; place < WT_PLACES; place++) {
    int n = wt_word_features(tokens, token, word, place, features);
    ask_rows(s, features, n);
    add_rows(s, features, n, sums[place]);
  }
}

uint32_t wt_row_sums_ask(const wt_row_sums *s, const wt_tokens *tokens, const wt_token *token) {
  uint32_t size = token->end - token->start;
  uint32_t set = wt_hash(tokens->bytes + token->start, size <= KEY ? size : KEY) & (SETS - 1);
  const char *entry = (const char *)&s->words[set][0];
  for (size_t at = 0; at < sizeof s->words[set][0]; at += 64) __builtin_prefetch(entry + at);
  return set;
}

WT_CLONES const wt_summed_word *wt_row_sums_word(wt_row_sums *s, const wt_tokens *tokens,
                                                 const wt_token *token, uint32_t set) {
  const char *bytes = tokens->bytes + token->start;
  uint32_t size = token->end - token->start;
  wt_summed_word *slot = &s->long_word;
  if (size <= KEY) {
    for (int way = 0; way < WAYS; way++) {
      slot = &s->words[set][way];
      if (slot->size == size && memcmp(slot->key, bytes, size) == 0) return slot;
    }
    slot = &s->words[set][s->replace[set]];
    s->replace[set] = (uint8_t)((s->replace[set] + 1) % WAYS);
    memcpy(slot->key, bytes, size);
  }
  slot->size = size;
  wt_word_describe(tokens, token, &s->classes, &slot->word);
  sum_places(s, tokens, token, &slot->word, slot->sums);
  return slot;
}

const wt_summed_word *wt_row_sums_border(const wt_row_sums *s) { return &s->border; }

/* ---- contexts ------------------------------------------------------------------------- */

static uint32_t slot_of(wt_group group, const wt_group_key *key) {
  uint64_t hash = wt_hash_mix(key->parts[0] ^ key->parts[2] * 0x9e3779b97f4a7c15u, key->parts[1]);
  return (uint32_t)hash & (slots_of_group(group) - 1);
}

static bool equal_keys(const wt_group_key *a, const wt_group_key *b) {
  return ((a->parts[0] ^ b->parts[0]) | (a->parts[1] ^ b->parts[1]) |
          (a->parts[2] ^ b->parts[2])) == 0;
}

static inline const int16_t *sums_of_group(wt_row_sums *s, const wt_scene *scene, wt_group group,
                                           const wt_group_key *key, uint32_t at) {
  summed_group *slot = &s->groups[group][at];
  if (slot->used && equal_keys(&slot->key, key)) return slot->sums;
  uint32_t features[WT_CONTEXT_FEATURES];
  int n = wt_group_features(scene, group, features);
  ask_rows(s, features, n);
  *slot = (summed_group){.key = *key, .used = 1};
  add_rows(s, features, n, slot->sums);
  return slot->sums;
}

WT_CLONES void wt_row_sums_add_near(wt_row_sums *s, const wt_scene *scene, int16_t scores[WT_ROW]) {
  static const wt_group near[] = {WT_GROUP_SENTENCE, WT_GROUP_LISTED, WT_GROUP_SHAPES};
  for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
    wt_group_key key = wt_scene_key(scene, near[i]);
    wt_add_sums(scores, sums_of_group(s, scene, near[i], &key, slot_of(near[i], &key)));
  }
}

static uint32_t ask_group(const wt_row_sums *s, wt_group group, const wt_group_key *key) {
  uint32_t slot = slot_of(group, key);
  __builtin_prefetch(&s->groups[group][slot]);
  return slot;
}

WT_CLONES void wt_row_sums_ask_far(const wt_row_sums *s, const wt_scene *scene,
                                   wt_far_context *out) {
  out->scene = *scene;
  out->before = wt_scene_key(scene, WT_GROUP_BEFORE);
  out->after = wt_scene_key(scene, WT_GROUP_AFTER);
  out->before_slot = ask_group(s, WT_GROUP_BEFORE, &out->before);
  out->after_slot = ask_group(s, WT_GROUP_AFTER, &out->after);
  out->n_lone = wt_lone_features(scene, out->lone);
  ask_rows(s, out->lone, out->n_lone);
}

WT_CLONES void wt_row_sums_add_far(wt_row_sums *s, const wt_far_context *f,
                                   int16_t scores[WT_ROW]) {
  wt_add_sums(scores, sums_of_group(s, &f->scene, WT_GROUP_BEFORE, &f->before, f->before_slot));
  wt_add_sums(scores, sums_of_group(s, &f->scene, WT_GROUP_AFTER, &f->after, f->after_slot));
  add_rows(s, f->lone, f->n_lone, scores);
}

/* ---- life ----------------------------------------------------------------------------- */

/* Words and groups begin at cache lines, so that one that was asked for is there as a whole. */
static bool make_room(wt_row_sums *s) {
  size_t words = SETS * sizeof *s->words, groups = 0;
  for (int g = 0; g < WT_GROUPS; g++) groups += slots_of_group((wt_group)g) * sizeof(summed_group);
  s->memory = wt_calloc(1, LINE + words + groups + SETS);
  if (s->memory == NULL) return false;
  char *at = (char *)s->memory + LINE - (uintptr_t)s->memory % LINE;
  s->words = (void *)at;
  at += words;
  for (int g = 0; g < WT_GROUPS; g++) {
    s->groups[g] = (void *)at;
    at += slots_of_group((wt_group)g) * sizeof(summed_group);
  }
  s->replace = (void *)at;
  return true;
}

wt_row_sums *wt_row_sums_new(const wt_sequence_model *model) {
  wt_row_sums *s = wt_calloc(1, sizeof *s);
  if (s == NULL || !make_room(s)) {
    wt_free(s);
    return NULL;
  }
  s->rows = wt_sequence_model_rows(model);
  s->classes = wt_sequence_model_classes(model);
  wt_word_describe(NULL, NULL, NULL, &s->border.word);
  sum_places(s, NULL, NULL, NULL, s->border.sums);
  return s;
}

void wt_row_sums_free(wt_row_sums *s) {
  if (s == NULL) return;
  wt_free(s->memory);
  wt_free(s);
}
