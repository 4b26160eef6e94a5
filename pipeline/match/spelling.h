/*
 * spelling.h - the folded key of a name back to text that people would write.
 *
 * A compiled file keeps a name's folded words and which of them begin with a capital, no more. How
 * a word is really written may be known from another name of the same entry: "SKC" for "skc".
 */
#ifndef WT_SPELLING_H
#define WT_SPELLING_H

#include "base/buffer.h"
#include "match/layout.h"

enum { WT_MOST_SURFACES = 2 * WT_NAME_PARTS };

/* How a folded word is written elsewhere in the entry. */
typedef struct wt_surface {
  uint32_t text_at, fold_at; /* in wt_surfaces.bytes */
  uint16_t text_size, fold_size;
} wt_surface;

typedef struct wt_surfaces {
  wt_surface items[WT_MOST_SURFACES]; /* [n] */
  size_t n;
  wt_buffer bytes;
} wt_surfaces; /* zero-initialise; release bytes */

void wt_surfaces_clear(wt_surfaces *surfaces);

/* Adds one; too many or too long ones are left out. */
void wt_surfaces_keep(wt_surfaces *surfaces, const char *text, size_t text_size, const char *fold,
                      size_t fold_size);

/* Ways to write a key out; the compiler is asked which is right. */
typedef enum wt_manner {
  WT_AS_ELSEWHERE, /* words as they stand in the main name and in acronyms: "SKC Co" */
  WT_PLAIN,        /* with the capitals of the form only: "Skc Co" */
  WT_AMPERSAND,    /* "and" as "&" */
  WT_CAPITALS,     /* every word with one: "Punta Al'ta" has a suffix, "Punta al'ta" has not */
  WT_MANNERS
} wt_manner;

/* Appends a folded word, part number `part` of its name, with the capitals that a form wants. */
void wt_spell_word(const char *word, size_t size, const wt_gaz_form *form, unsigned part,
                   wt_buffer *out);

/* Appends a key as text; `surfaces` is used for WT_AS_ELSEWHERE only. */
void wt_spell_key(const wt_surfaces *surfaces, const char *key, size_t size,
                  const wt_gaz_form *form, wt_manner how, wt_buffer *out);

/* "exact", "any", or "" for the rule of a form; static. */
const char *wt_rule_text(uint32_t rule);

#endif
