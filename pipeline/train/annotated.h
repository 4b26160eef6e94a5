/*
 * annotated.h - articles with gold mentions, tokenized and labelled as the recogniser sees them.
 *
 * Input: JSON Lines with title, text and mentions [{"field", "start", "end", "type"}], positions in
 * code points.
 */
#ifndef WT_ANNOTATED_H
#define WT_ANNOTATED_H

#include "text/tokens.h"

enum { WT_LABEL_UNKNOWN = 255 }; /* a token of a mention that does not end where tokens do */

typedef struct wt_annotated_article {
  char *bytes[WT_FIELDS]; /* [sizes] owned; NULL when empty */
  size_t sizes[WT_FIELDS];
  wt_tokens fields[WT_FIELDS];
  uint8_t *labels[WT_FIELDS]; /* [tokens] recognise/labels.h, or WT_LABEL_UNKNOWN */
  float weight;
} wt_annotated_article;

typedef struct wt_annotated {
  wt_annotated_article *articles; /* [n] */
  size_t n, capacity;
  size_t mentions, unaligned; /* unaligned ones were left out */
} wt_annotated;               /* zero-initialise */

/* Changes that make training text look like headlines, shouting lines and careless typing. */
typedef struct wt_augmentation {
  float upper, title, lower; /* share of the sentences of an extra copy that become each */
  uint64_t seed;
} wt_augmentation;

/* Appends the articles of a file. `augment` may be NULL; otherwise each article comes twice, the
 * second time changed. Errors: WT_IO, WT_BAD_INPUT (file, line, reason), WT_NO_MEMORY. */
wt_status wt_annotated_read(const char *path, float weight, const wt_augmentation *augment,
                            wt_annotated *io, wt_error *error);
void wt_annotated_release(wt_annotated *annotated);

/* Frees the articles only; the array itself is the caller's. */
void wt_annotated_release_articles(wt_annotated *annotated);

#endif
