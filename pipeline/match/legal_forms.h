/*
 * legal_forms.h - "Inc.", "A.Ş.", "& Co. KGaA": what news leaves out of a company's name.
 *
 * Folded words; a curated table, not a complete register of company law. A form that is also an
 * ordinary word ("Spa", "As") counts only in capitals, mixed case or with a period of its own.
 */
#ifndef WT_LEGAL_FORMS_H
#define WT_LEGAL_FORMS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum wt_legal {
  WT_LEGAL_NONE,
  WT_LEGAL_FORM,     /* the name without it is as good */
  WT_LEGAL_WORD,     /* "Company": the name without it may be something else */
  WT_LEGAL_IF_MARKED /* "spa": only when written S.p.A., SpA, SPA */
} wt_legal;

/* What a folded word at the end of an organization's name is. */
wt_legal wt_legal_form(const char *word, size_t size);

/* True for words that are no name alone: "Global", "First", "Capital" (from "Capital Ltd."). */
bool wt_generic_word(const char *word, size_t size);

/* True for "of", "and", "de", "van": words in a name that are not capitalised by all writers. */
bool wt_particle(const char *word, size_t size);

#endif
