/* model_lab.h - small sequence models made on the spot, for the tests of the recogniser. */
#ifndef WT_MODEL_LAB_H
#define WT_MODEL_LAB_H

#include "recognise/decoder.h"
#include "recognise/sequence_model.h"

/* One article, tokenized; gazetteer hits are up to the test. */
typedef struct lab_text {
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
} lab_text; /* zero-initialise */

/* Tokenizes; `title` and `text` are borrowed. */
void lab_read(lab_text *t, const char *title, const char *text);

/* Adds a hit on tokens [first, end) of the text field. */
void lab_hit(lab_text *t, uint32_t first, uint32_t end, wt_type type, bool certain);
void lab_text_release(lab_text *t);

/* A model with random rows for every feature of these texts [n] (one for each token of every
 * sentence), random transitions and, for each word, a class. Written to `path`. */
void lab_random_model(const lab_text *texts, size_t n, uint64_t seed, const char *path);

/* The row of scores of each token of a field, added up feature by feature without any cache:
 * scores[tokens][WT_ROW]. */
void lab_scores(const wt_sequence_model *model, const lab_text *t, wt_field field,
                int32_t (*scores)[WT_ROW]);

#endif
