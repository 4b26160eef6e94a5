/*
 * ascii_word.h - a run of ASCII letters and digits, classified and folded eight bytes at a time.
 *
 * The inner loop of the whole program. Bytes are lanes of a 64-bit word (SWAR; Warren, Hacker's
 * Delight, chapter 6): adding 0x80 - x to a 7-bit lane sets its top bit exactly when the lane
 * is at least x, so two additions and an and-not find the bytes of a range. Most words end inside
 * the first eight bytes, so that the one branch per eight bytes is nearly always foreseen.
 */
#ifndef WT_ASCII_WORD_H
#define WT_ASCII_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "text/tokens.h"

enum { LANES = 8 }; /* bytes of a 64-bit word */

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

/* The bits 0x80 of the lanes whose 7-bit value is at least `low`. */
static inline uint64_t lanes_from(uint64_t sevens, unsigned low) {
  return sevens + EACH(0x80 - low);
}

typedef struct lanes {
  uint64_t letters, digits, upper; /* 0x80 in each lane that is one */
} lanes;

static inline lanes classify(uint64_t x) {
  uint64_t sevens = x & EACH(0x7F), small = sevens | EACH(0x20);
  uint64_t ascii = ~x & EACH(0x80);
  lanes k;
  k.letters = lanes_from(small, 'a') & ~lanes_from(small, 'z' + 1) & ascii;
  k.digits = lanes_from(sevens, '0') & ~lanes_from(sevens, '9' + 1) & ascii;
  k.upper = k.letters & ~(x << 2);
  return k;
}

static inline uint64_t load(const char *bytes, size_t left) {
  uint64_t x = 0;
  if (left >= LANES)
    memcpy(&x, bytes, LANES);
  else
    memcpy(&x, bytes, left);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  x = __builtin_bswap64(x);
#endif
  return x;
}

static inline void store(char *out, uint64_t x) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  x = __builtin_bswap64(x);
#endif
  memcpy(out, &x, sizeof x);
}

/* What is learnt about a word on the way. */
typedef struct ascii_word {
  size_t size;
  bool letter, upper, lower; /* has one */
  bool two_upper;            /* two capitals or more */
  bool first_upper;          /* its first letter is one */
} ascii_word;

/* Classifies and folds the run of ASCII letters and digits at `from` into `to`, which has
 * room for LANES bytes more than the run. */
static inline ascii_word fold_run(const char *from, size_t left, char *to) {
  ascii_word w = {0};
  size_t more;
  do {
    uint64_t x = load(from + w.size, left - w.size);
    lanes k = classify(x);
    store(to + w.size, x | k.upper >> 2);
    uint64_t stop = ~(k.letters | k.digits) & EACH(0x80);
    uint64_t inside = (stop & -stop) - 1; /* all bits when there is no stop */
    uint64_t letters = k.letters & inside, upper = k.upper & inside;
    if (upper != 0) { /* one word in five */
      if (!w.letter) w.first_upper = (letters & -letters & upper) != 0;
      w.two_upper |= (upper & (upper - 1)) != 0 || w.upper;
      w.upper = true;
    }
    w.letter |= letters != 0;
    w.lower |= (letters & ~upper) != 0;
    more = stop == 0 ? LANES : (size_t)__builtin_ctzll(stop) / LANES;
    w.size += more;
  } while (more == LANES && w.size < left);
  return w;
}

static inline wt_case case_of(const ascii_word *w) {
  if (!w->upper) return w->letter ? WT_CASE_LOWER : WT_CASE_NONE;
  if (!w->lower) return w->two_upper ? WT_CASE_UPPER : WT_CASE_INITIAL;
  return w->first_upper && !w->two_upper ? WT_CASE_INITIAL : WT_CASE_MIXED;
}

#undef EACH

#endif
