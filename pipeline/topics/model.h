/*
 * model.h - a topic model in its file, for the trainer that writes it and the classifier.
 *
 * A container of kind "TOPICS  ". Sections:
 *   HEAD      one wt_topic_head
 *   LABELS    wt_topic_label [n_labels], a parent before its children
 *   PATHS     u32 [..] string offsets: for each label, the ids from the top level to itself
 *   TERMS     wt_vocabulary_term [n_terms]
 *   SLOTS     u32 [a power of two], see vocabulary.h
 *   FORMS     u64 [a power of two], see vocabulary.h; may be missing, then all words are stemmed
 *   WEIGHTS   int8 [n_terms][wt_topic_row(n_labels)]: a term's row is one or two cache lines
 *   STRINGS   bytes; each string ends with a NUL, and so does the section
 *
 * The probability of a label l for an article with the vector x (features.h):
 *
 *   f(l) = bias(l) + scale(l) * sum over t of weight(t, l) * x(t)
 *   z(l) = slope(l) * f(l) + intercept(l)
 *   p(l) = 1 / (1 + exp(-z(l)))
 *
 * and where an article has exactly one label, p(l) = exp(z(l)) / sum over k of exp(z(k)).
 */
#ifndef WT_TOPIC_MODEL_H
#define WT_TOPIC_MODEL_H

#include "base/container.h"
#include "topics/classify.h"
#include "topics/vocabulary.h"

#define WT_TOPIC_KIND "TOPICS  "
enum { WT_TOPIC_VERSION = 2, WT_MAX_LABELS = 4096, WT_NO_LABEL = 0x7FFFFFFF };

/* Flags of a model: what is known of the labels of an article. */
enum {
  WT_AT_LEAST_ONE = 1, /* the likeliest is given where none reaches its threshold */
  WT_EXACTLY_ONE = 2,  /* the likeliest is given, and no other */
  WT_KNOWS_KINDS = 4   /* kinds of entities are among the terms (features.h) */
};

typedef struct wt_topic_head {
  uint32_t n_labels, n_terms, n_slots;
  uint32_t lang;       /* string: the language of the stems */
  uint32_t n_articles; /* that it was trained on */
  uint32_t flags;      /* WT_AT_LEAST_ONE ... */
  uint32_t n_forms;    /* slots; 0: none */
  uint32_t reserved;
} wt_topic_head;

typedef struct wt_topic_label {
  uint32_t id, name;      /* strings */
  uint32_t parent;        /* index of a label before this one, or WT_NO_LABEL */
  uint32_t path, n_path;  /* PATHS[path .. path + n_path) */
  uint32_t n_positive;    /* training articles that have it */
  float scale, bias;      /* of the quantized weights */
  float slope, intercept; /* Platt's calibration */
  float threshold;        /* the label is given when p reaches it */
  uint32_t reserved;
} wt_topic_label;

/* A model that has been opened and checked: every index below is in its bounds. */
struct wt_topic_model {
  wt_container file;
  bool owned; /* the file is to be closed with the model */
  const wt_topic_head *head;
  const wt_topic_label *labels; /* [n_labels] */
  wt_vocabulary vocabulary;
  size_t row;            /* wt_topic_row(n_labels) */
  const int8_t *weights; /* [n_terms][row] */
  const char *strings;
  const char **paths; /* [..] ids, as the labels' path and n_path count them */
};

/* Bytes of a row of weights: filled up with zeros, so that they are added in whole blocks. */
enum { WT_TOPIC_BLOCK = 8 };
static inline size_t wt_topic_row(size_t n_labels) {
  return (n_labels + WT_TOPIC_BLOCK - 1) / WT_TOPIC_BLOCK * WT_TOPIC_BLOCK;
}

/* Checks a container and makes a model over it; the container's bytes are borrowed until
 * wt_topic_model_close. For wt_topic_model_open, tests and fuzzing. Errors: WT_BAD_FILE,
 * WT_NO_MEMORY.
 */
wt_status wt_topic_model_read(const wt_container *file, wt_topic_model **out, wt_error *error);

#endif
