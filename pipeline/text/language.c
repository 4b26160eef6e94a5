/*
 * language.c - English is told by its function words.
 *
 * In running English a third of the words in lower case are among the forty below; in the other
 * languages of the Latin script that news dumps hold hardly one in thirty is, because words that
 * these share with English ("in", "was", "on", "an", "die") are left out. Words with capitals do
 * not count: a list of names has no language. Few different words in lower case (FEWEST) tell
 * nothing, nor does a table that repeats its own ("net 12 vs 10 mln"); then the text passes for
 * English. A text in another script has letters without case, and those count as lower case.
 *
 * Source: closed-class words have served for this since Ingle, "A Language Identification Table"
 * (1976). Limits: an article in two languages is judged by its first READ words; this is no
 * identification, it says English or not.
 */
#include "text/language.h"

#include <string.h>

enum { FEWEST = 20, READ = 300, SEEN_BITS = 4096 };
static const double LEAST_SHARE = 0.08;

/* Folded, by size. */
static const char WORDS[][8] = {
    "as",   "at",    "be",    "by",    "he",    "it",    "of",    "or",    "to",      "and",
    "are",  "for",   "has",   "his",   "how",   "its",   "not",   "she",   "the",     "who",
    "you",  "from",  "have",  "said",  "than",  "that",  "they",  "this",  "were",    "when",
    "with", "about", "after", "could", "their", "there", "which", "would", "because", "between"};
enum { SIZES = 8 };
static const uint8_t FIRST[SIZES + 1] = {0, 0, 0, 9, 21, 31, 38, 38, 40}; /* of a size in WORDS */

/* A word is compared as one number. */
static bool is_function_word(const char *fold, size_t size) {
  char padded[8] = {0};
  uint64_t word, other;
  if (size >= SIZES) return false;
  memcpy(padded, fold, size);
  memcpy(&word, padded, sizeof word);
  for (size_t i = FIRST[size]; i < FIRST[size + 1]; i++) {
    memcpy(&other, WORDS[i], sizeof other);
    if (other == word) return true;
  }
  return false;
}

bool wt_looks_english(const wt_tokens *fields, size_t n_fields) {
  size_t words = 0, different = 0, function_words = 0;
  uint64_t seen[SEEN_BITS / 64] = {0}; /* by hash: two words may share a bit, which harms nothing */
  for (size_t f = n_fields; f-- > 0;) {
    for (size_t i = 0; i < fields[f].n && words < READ; i++) {
      const wt_token *t = &fields[f].tokens[i];
      if (t->kind != WT_TOKEN_WORD || t->flags & (WT_IN_ADDRESS | WT_SUFFIX)) continue;
      if (t->letter_case != WT_CASE_LOWER && t->letter_case != WT_CASE_NONE) continue;
      words++;
      uint64_t bit = UINT64_C(1) << (t->hash & 63),
               *slot = &seen[t->hash >> 6 & (SEEN_BITS / 64 - 1)];
      different += (*slot & bit) == 0;
      *slot |= bit;
      function_words += is_function_word(wt_token_fold(&fields[f], t), t->fold_size);
    }
  }
  return different < FEWEST || (double)function_words >= LEAST_SHARE * (double)words;
}

bool wt_is_english_tag(const char *tag, size_t size) {
  return size >= 2 && (tag[0] | 32) == 'e' && (tag[1] | 32) == 'n' && (size == 2 || tag[2] == '-');
}
