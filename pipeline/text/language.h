/* language.h - is this English? */
#ifndef WT_LANGUAGE_H
#define WT_LANGUAGE_H

#include <stdbool.h>

#include "text/tokens.h"

/* False when the fields [n_fields] are clearly in another language; true for English, and for a
 * text too short to tell. */
bool wt_looks_english(const wt_tokens *fields, size_t n_fields);

/* Whether a BCP 47 tag [size] names English: "en", "en-GB". */
bool wt_is_english_tag(const char *tag, size_t size);

#endif
