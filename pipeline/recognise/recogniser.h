/*
 * recogniser.h - names that no list has.
 *
 * One interface for the trained model and for the rules: tokens, zones (inside the tokens) and the
 * gazetteer's hits go in, typed spans come out.
 */
#ifndef WT_RECOGNISER_H
#define WT_RECOGNISER_H

#include <stdbool.h>

#include "text/spans.h"
#include "text/tokens.h"

typedef struct wt_recogniser wt_recogniser;

/* `model` is a path, or NULL for the rules, whose word lists are compiled in.
 * Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_NO_MEMORY. */
wt_status wt_recogniser_open(const char *model, wt_recogniser **out, wt_error *error);
void wt_recogniser_close(wt_recogniser *recogniser);

/* 16 hexadecimal digits, or "rules". Borrowed until close. */
const char *wt_recogniser_hash(const wt_recogniser *recogniser);

/* True with a model: its spans have weighed the hits, so a hit that it leaves out is no name. */
bool wt_recogniser_has_model(const wt_recogniser *recogniser);

/* What its lists know about single words (word_lists.h). Borrowed until close. */
const struct wt_word_lists *wt_recogniser_words(const wt_recogniser *recogniser);

/* One thread's scratch. */
typedef struct wt_recogniser_state wt_recogniser_state;
wt_status wt_recogniser_state_new(const wt_recogniser *recogniser, wt_recogniser_state **out,
                                  wt_error *error);
void wt_recogniser_state_free(wt_recogniser_state *state);

/* Finds names in all fields of one article at once, because the rest of the article is evidence:
 * fields[f] and hits[f] for f < WT_FIELDS; replaces the content of out[f].
 * Spans never overlap within a field. Errors: WT_NO_MEMORY. */
wt_status wt_recognise(wt_recogniser_state *state, const wt_tokens fields[WT_FIELDS],
                       const wt_hits hits[WT_FIELDS], wt_spans out[WT_FIELDS], wt_error *error);

#endif
