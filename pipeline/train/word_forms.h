/*
 * word_forms.h - the words of a training corpus as they are written, with their stems: the table of
 * topics/vocabulary.h by which tagging finds a term without stemming.
 */
#ifndef WT_WORD_FORMS_H
#define WT_WORD_FORMS_H

#include "text/tokens.h"
#include "topics/vocabulary.h"

typedef struct wt_word_forms wt_word_forms;

/* `lang` as for wt_stemmer_new. Errors: WT_NO_MEMORY. */
wt_status wt_word_forms_new(const char *lang, wt_word_forms **out, wt_error *error);
void wt_word_forms_free(wt_word_forms *forms);

/* Adds the words of a text that were not seen yet. Errors: WT_NO_MEMORY. */
wt_status wt_word_forms_add(wt_word_forms *forms, const wt_tokens *tokens, wt_error *error);

/* The forms whose stems are terms of the vocabulary, in the layout of vocabulary.h; *slots
 * [*n_slots] is to be freed. Errors: WT_NO_MEMORY. */
wt_status wt_word_forms_slots(const wt_word_forms *forms, const wt_vocabulary *vocabulary,
                              uint64_t **slots, size_t *n_slots, wt_error *error);

#endif
