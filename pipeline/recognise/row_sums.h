/*
 * row_sums.h - sums of a model's rows, kept so that they are added up once.
 *
 * A token has some two hundred features. Nearly all of them follow from the word and its place in
 * the window, or from one of the few groups of the context (token_features.h), and both come again:
 * so the sums of their rows are kept, of words for each place of the window, of groups by their
 * key. Both are caches that compare what they hold with what is asked, so the sums are the same
 * whatever was asked before.
 */
#ifndef WT_ROW_SUMS_H
#define WT_ROW_SUMS_H

#include "recognise/sequence_model.h"

typedef struct wt_row_sums wt_row_sums;

/* A distinct word and, for each place of the window, the sum of its features' rows. */
typedef struct wt_summed_word {
  char key[48];
  uint32_t size; /* 0: free */
  wt_word word;
  int16_t sums[WT_PLACES][WT_ROW];
} wt_summed_word;
_Static_assert(sizeof(wt_summed_word) == 256, "a summed word is four cache lines");

/* The far part of a token's context, asked for and not yet added. */
typedef struct wt_far_context {
  wt_scene scene;
  wt_group_key before, after;
  uint32_t before_slot, after_slot;
  uint32_t lone[WT_CONTEXT_FEATURES];
  int n_lone;
} wt_far_context;

/* One thread's; the model outlives it. NULL: no memory. */
wt_row_sums *wt_row_sums_new(const wt_sequence_model *model);
void wt_row_sums_free(wt_row_sums *sums);

/* Asks the memory for a word. Returns where it is to be looked for. */
uint32_t wt_row_sums_ask(const wt_row_sums *sums, const wt_tokens *tokens, const wt_token *token);

/* The word that was asked for; borrowed until the next call. */
const wt_summed_word *wt_row_sums_word(wt_row_sums *sums, const wt_tokens *tokens,
                                       const wt_token *token, uint32_t asked);

/* What stands beyond a sentence; borrowed until free. */
const wt_summed_word *wt_row_sums_border(const wt_row_sums *sums);

/* Adds the groups that are nearly always at hand: sentence, hits, shapes. */
void wt_row_sums_add_near(wt_row_sums *sums, const wt_scene *scene, int16_t scores[WT_ROW]);

/* Asks the memory for the rest: the pairs of words, and what is in no group. */
void wt_row_sums_ask_far(const wt_row_sums *sums, const wt_scene *scene, wt_far_context *out);

/* Adds what was asked for. */
void wt_row_sums_add_far(wt_row_sums *sums, const wt_far_context *far, int16_t scores[WT_ROW]);

/* The sums of all labels: one register where registers are that wide. Unsigned: hostile rows may
 * wrap. */
typedef uint16_t wt_sums __attribute__((vector_size(2 * WT_ROW)));

/* to [WT_ROW] += sums [WT_ROW] */
static inline void wt_add_sums(int16_t *to, const int16_t *sums) {
  wt_sums a, b;
  __builtin_memcpy(&a, to, sizeof a);
  __builtin_memcpy(&b, sums, sizeof b);
  a += b;
  __builtin_memcpy(to, &a, sizeof a);
}

#endif
