/*
 * annotated.h - articles with gold mentions, tokenized and labelled as the recogniser sees them.
 *
 * Two formats:
 *   JSON Lines  title, text and mentions [{"field", "start", "end", "type"}], positions in code
 *               points. Tokens and sentences are ours, so a mention may end inside a token; then
 * the sentence is not learned from. IOB2        (a name that ends in .iob2, .bio or .conll) a token
 * a line, its tag in the last column, columns parted by tab or space, an empty line between
 * sentences, -DOCSTART- between documents; where none is marked, 20 sentences make one. Tokens and
 *               sentences are the corpus's own.
 */
#ifndef WT_ANNOTATED_H
#define WT_ANNOTATED_H

#include "text/tokens.h"

enum { WT_LABEL_UNKNOWN = 255 }; /* a token of a mention that does not end where tokens do */

/* A gold mention; [start, end) in bytes of its field. */
typedef struct wt_gold {
  wt_field field;
  wt_type type;
  uint32_t start, end;
  uint8_t types; /* several possible ones, a bit 1 << wt_type each, 0: `type` alone */
  bool unknown;  /* whatever stands here: nothing is learned from it */
} wt_gold;

typedef struct wt_annotated_article {
  char *bytes[WT_FIELDS]; /* [sizes] owned */
  size_t sizes[WT_FIELDS];
  wt_tokens fields[WT_FIELDS];
  uint8_t *labels[WT_FIELDS]; /* [tokens] a label, a set (label_sets.h) or WT_LABEL_UNKNOWN */
  wt_gold *golds;             /* [n_golds] as in the file */
  size_t n_golds;
  float weight;
} wt_annotated_article;

typedef struct wt_annotated {
  wt_annotated_article *articles; /* [n] */
  size_t n, capacity;
  bool own_words;             /* the last file brought its own tokens */
  size_t mentions, unaligned; /* unaligned ones are labelled WT_LABEL_UNKNOWN */
} wt_annotated;               /* zero-initialise */

/* Changes that make training text look like headlines, shouting lines and careless typing. */
typedef struct wt_augmentation {
  float upper, title, lower; /* share of the sentences of an extra copy that become each */
  uint64_t seed;
} wt_augmentation;

typedef enum wt_annotation { WT_ANNOTATION_BY_NAME, WT_ANNOTATION_IOB2 } wt_annotation;

/* Appends the articles of a file. `augment` may be NULL; otherwise each article comes twice, of the
 * second copy only the changed sentences count. Errors: WT_IO, WT_BAD_INPUT (file, line, reason),
 * WT_NO_MEMORY. */
wt_status wt_annotated_read(const char *path, wt_annotation format, float weight,
                            const wt_augmentation *augment, wt_annotated *io, wt_error *error);
void wt_annotated_release(wt_annotated *annotated);

/* Forgets the articles from index `n` on. */
void wt_annotated_cut(wt_annotated *annotated, size_t n);

#endif
