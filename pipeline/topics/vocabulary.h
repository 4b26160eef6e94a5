/*
 * vocabulary.h - the terms that a topic model knows: frozen hash tables inside the model file.
 *
 * A term is found by its 64-bit key; two different terms with one key would share a row, which at a
 * million terms has odds of one in forty million. A slot holds 10 bits of the key beside the
 * index, so that a term that is not known (most pairs of words are not) costs one cache line.
 *
 * A second table leads from the word as it stands in the text to its term: the forms of the
 * training articles ("votes", "voting") need no stemmer. It holds 42 bits of the form's hash beside
 * the index, which with the place in the table make nearly the whole hash, and no key.
 *
 * The tables may come from a file that lies: an index is compared with n_terms when it is used.
 */
#ifndef WT_VOCABULARY_H
#define WT_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

enum {
  WT_TERM_BITS = 22,                      /* of a slot: index + 1; the upper ten are a tag */
  WT_MAX_TERMS = (1 << WT_TERM_BITS) - 2, /* in one vocabulary */
  WT_TERM_PROBES = 64,                    /* at most, in writing and in reading */
  WT_NO_TERM = (1 << WT_TERM_BITS) - 1    /* no index */
};

/* A word that makes no pairs, because it is frequent; with an idf of 0 it is no term either,
 * because it is on a list of stop words. */
#define WT_STOP_WORD 0x80000000u

/* One term, as it stands in the model file. */
typedef struct wt_vocabulary_term {
  uint64_t key;
  float idf;     /* inverse document frequency; 0: a listed stop word */
  uint32_t text; /* where its text stands among the strings, for people; | WT_STOP_WORD */
} wt_vocabulary_term;

typedef struct wt_vocabulary {
  const wt_vocabulary_term *terms; /* [n_terms] */
  const uint32_t *slots;           /* [n_slots], a power of two; 0: free */
  size_t n_terms, n_slots;
  const uint64_t *forms; /* [n_forms], a power of two or none; 0: free */
  size_t n_forms;
} wt_vocabulary;

/* Asks the memory for what a find of this key will read. */
static inline void wt_vocabulary_ask(const wt_vocabulary *v, uint64_t key) {
  if (v->n_slots != 0) __builtin_prefetch(&v->slots[key & (v->n_slots - 1)]);
}

/* Asks the memory for what a find of this form will read. */
static inline void wt_vocabulary_ask_form(const wt_vocabulary *v, uint64_t hash) {
  if (v->n_forms != 0) __builtin_prefetch(&v->forms[hash & (v->n_forms - 1)]);
}

/* The index of the term that the word with this hash is a form of, or WT_NO_TERM: then its stem
 * may still be a term. */
static inline uint32_t wt_vocabulary_form(const wt_vocabulary *v, uint64_t hash) {
  if (v->n_forms == 0) return WT_NO_TERM;
  size_t mask = v->n_forms - 1;
  for (size_t i = 0; i < WT_TERM_PROBES; i++) {
    uint64_t slot = v->forms[(hash + i) & mask];
    uint32_t index = (uint32_t)(slot & WT_NO_TERM) - 1;
    if ((slot ^ hash) >> WT_TERM_BITS == 0 && index < v->n_terms) return index;
    if (slot == 0) return WT_NO_TERM;
  }
  return WT_NO_TERM;
}

/* The index of the term with this key, or WT_NO_TERM. */
static inline uint32_t wt_vocabulary_find(const wt_vocabulary *v, uint64_t key) {
  if (v->n_slots == 0) return WT_NO_TERM;
  uint32_t tag = (uint32_t)(key >> 54);
  size_t mask = v->n_slots - 1;
  for (size_t i = 0; i < WT_TERM_PROBES; i++) {
    uint32_t slot = v->slots[(key + i) & mask];
    if (slot == 0) return WT_NO_TERM;
    if (slot >> WT_TERM_BITS != tag) continue;
    uint32_t index = (slot & WT_NO_TERM) - 1;
    if (index < v->n_terms && v->terms[index].key == key) return index;
  }
  return WT_NO_TERM;
}

#endif
