/*
 * person_variants.h - how news writes a person's name besides the listed way.
 *
 *   shorter       "Joseph R. Biden Jr."   Joseph Biden, Joseph R. Biden
 *   initials      "Joseph R. Biden"       J. R. Biden (weak)
 *   Spanish       "Ricardo Rosselló Nevares", of a Spanish-speaking country: Ricardo Rosselló
 *   Slavic        "Sergey Lavrov"         Sergei Lavrov; Zelenskyy, Zelensky; Nazarbaev, Nazarbayev
 *   Arabic        "Mohamed el-Sisi"       Mohammed el-Sisi, Mohamed al-Sisi, Mohamed Sisi
 *   German        "Gerhard Schröder"      Gerhard Schroeder
 *   East Asian    "Kim Jong-un"           Kim Jongun; "Kim Jong Un" gives Kim Jong-un
 *
 * What the folding of text/fold.h and the matcher treat as equal anyway (accents, ı and i, hyphen
 * or space, the periods of initials) is no variant. A variant is a guess: wt_postings_build drops
 * it where another entry of the type person is listed under the same name.
 */
#ifndef WT_PERSON_VARIANTS_H
#define WT_PERSON_VARIANTS_H

#include <stdbool.h>
#include <stddef.h>

enum { WT_PERSON_VARIANTS = 6, WT_PERSON_BYTES = 120 };

typedef struct wt_person_variant {
  char text[WT_PERSON_BYTES]; /* [size] UTF-8 */
  size_t size;
  bool weak; /* says little: initials */
} wt_person_variant;

/* Writes up to WT_PERSON_VARIANTS variants of a name of at least two words, the likeliest first,
 * all different from it and from each other; returns how many. `country` is ISO 3166 alpha-2, or
 * zeros: it says which word is the family name and whose spelling rules hold. */
size_t wt_person_variants(const char *name, size_t size, const char country[2],
                          wt_person_variant out[WT_PERSON_VARIANTS]);

#endif
