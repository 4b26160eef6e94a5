/*
 * wiretag.h - the public interface of libwiretag: news articles in, tags out.
 *
 * LIFETIMES. Three objects, three lifetimes:
 *   wt_pipeline  gazetteers and models. Opened once, read-only afterwards, shared by
 *                every thread of a process (and its pages by every process).
 *   wt_worker    the scratch memory of ONE thread. Two calls must not use one worker
 *                at the same time. Keep it for many articles: it stops growing.
 *   wt_doc       the result for ONE article. Reusable: the next wt_tag on it replaces
 *                its content.
 * A pipeline must outlive its workers and the docs that they filled.
 *
 * OWNERSHIP. "open" and "new" give you something to release with the matching "close"
 * or "free", which accept NULL. Every pointer found inside a wt_doc is borrowed until
 * the next wt_tag on that doc, or wt_doc_free. The input is borrowed: the bytes of a
 * wt_article must live until the last use of the doc that was filled from it.
 *
 * ERRORS. A function that can fail returns a wt_status (0 is success) and fills the
 * caller's wt_error, which may be NULL. On failure the output arguments are untouched.
 * The library never prints, exits or aborts, and uses no locale and no mutable global.
 *
 * UNITS. Positions are half-open [start, end) byte offsets into the UTF-8 field unless a
 * name says otherwise; the JSON writer turns them into code points or UTF-16 units. Strings
 * with a size are not NUL-terminated unless said; `const char *` without a size is.
 */
#ifndef WIRETAG_H
#define WIRETAG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WT_API __attribute__((visibility("default")))
#else
#define WT_API
#endif

#define WT_VERSION "0.1.0"

/* ---- errors ------------------------------------------------------------------------- */

/* Numbered in tens so that a kind can grow; numbers are never reused. */
typedef enum wt_status {
  WT_OK = 0,
  WT_NO_MEMORY = 10,
  WT_BAD_INPUT = 20,   /* an article, a line, a list: what people feed in */
  WT_TOO_LARGE = 21,   /* larger than a documented limit */
  WT_BAD_FILE = 30,    /* a compiled gazetteer or model that is damaged */
  WT_BAD_VERSION = 31, /* ... or was made by another version */
  WT_IO = 40,          /* open, read, write, rename; text holds strerror */
  WT_USAGE = 50,       /* an argument outside its documented range */
  WT_STOPPED = 60      /* interrupted on request */
} wt_status;

typedef struct wt_error {
  wt_status status;
  uint64_t position; /* byte offset in what `where` names; 0 when it has no meaning */
  uint64_t line;     /* 1-based line; 0 when it has no meaning */
  char where[200];   /* file, field or option; "" when unknown */
  char text[240];    /* one line for a person, with a hint where there is one */
} wt_error;

/* The name of a status, such as "bad input"; never NULL, static. */
WT_API const char *wt_status_name(wt_status status);

/* ---- what goes in ------------------------------------------------------------------- */

typedef enum wt_field { WT_FIELD_TITLE, WT_FIELD_TEXT, WT_FIELDS } wt_field;

/* One article. All strings are UTF-8 with a size; a pointer may be NULL when its size is 0.
 * Invalid UTF-8 is WT_BAD_INPUT here (the dump readers repair it before this point). */
typedef struct wt_article {
  const char *id_json; /* the id as JSON text, type kept: "abc" with its quotes, 12, null */
  size_t id_json_size;
  const char *title;
  size_t title_size;
  const char *text;
  size_t text_size;
  const char *published; /* copied to the record as it is; may be NULL */
  size_t published_size;
  const char *lang; /* BCP 47 tag given by the input; NULL: not given */
  size_t lang_size;
  const char *publisher; /* the address or the name of who published it; NULL: not given */
  size_t publisher_size;
  const char *file; /* where the article came from, for the record; may be NULL */
  uint64_t line;    /* 1-based; 0 where lines have no meaning */
} wt_article;

/* ---- what comes out ----------------------------------------------------------------- */

typedef enum wt_type { WT_PERSON, WT_PLACE, WT_ORGANIZATION, WT_MISC, WT_TYPES } wt_type;

/* What part of a page some text is. Teasers are headlines of other articles. */
typedef enum wt_zone_kind {
  WT_ZONE_TITLE,
  WT_ZONE_DATELINE,
  WT_ZONE_BYLINE,
  WT_ZONE_CAPTION,
  WT_ZONE_BODY,
  WT_ZONE_QUOTE,
  WT_ZONE_TEASER,
  WT_ZONE_BOILERPLATE,
  WT_ZONES
} wt_zone_kind;

typedef struct wt_zone {
  wt_zone_kind kind;
  wt_field field;
  uint32_t start, end;
} wt_zone;

/* How a mention was found. */
typedef enum wt_how {
  WT_HOW_GAZETTEER = 1, /* bits: both may be set */
  WT_HOW_MODEL = 2,
  WT_HOW_RULE = 4,
  WT_HOW_COREFERENCE = 8
} wt_how;

typedef struct wt_mention {
  wt_field field;
  wt_zone_kind zone;
  uint32_t start, end;
  unsigned how;           /* wt_how bits */
  const char *rule;       /* the rule that decided, for explain; static, never NULL */
  const char *stands_for; /* a place for its "government" or "team", a nationality for its
                             "language"; static; NULL: itself */
} wt_mention;

typedef struct wt_entity {
  wt_type type;
  const char *id;             /* "wikidata:Q7747"; NULL: no list has it */
  const char *key;            /* stable key, "person:sedat önal"; never NULL */
  const char *name;           /* the listed name, or the fullest form in the article */
  const char *subtype;        /* "city", "politician"; NULL: unknown */
  const char *same_as;        /* further ids, separated by one space; NULL: none */
  const char *refers_to;      /* a nationality's place id; NULL: none */
  const char *country;        /* ISO 3166 alpha-2; NULL: unknown */
  int has_position;           /* lat and lon have a meaning */
  double lat, lon;            /* degrees, WGS 84 */
  double salience;            /* [0, 1], how much the article is about it */
  double score;               /* [0, 1], how sure it is that this entity is named here */
  const wt_mention *mentions; /* [n_mentions], in text order, title first */
  size_t n_mentions;
} wt_entity;

/* A term that spoke for a topic. */
typedef struct wt_reason {
  const char *term; /* in the article's own words */
  double weight; /* its part of the decision, in log odds; of a rule, the log odds of its score */
  const char *rule; /* the name of the rule that the term made hold; NULL: learned */
} wt_reason;

typedef struct wt_topic {
  const char *id;          /* "medtop:16000000" */
  const char *label;       /* "conflict, war and peace" */
  double score;            /* calibrated probability */
  const char *const *path; /* [n_path] ids from the top level down to this one */
  size_t n_path;
  const wt_reason *because; /* [n_because], strongest first */
  size_t n_because;
} wt_topic;

typedef struct wt_dateline {
  wt_field field;
  uint32_t start, end;       /* of the place part: "ANKARA/MOSCOW" */
  const char *const *places; /* [n_places] ids */
  size_t n_places;
} wt_dateline;

/* A country that the article is about. */
typedef struct wt_focus {
  const char *country; /* ISO 3166 alpha-2 */
  double score;        /* its share of what speaks for any country, [0, 1] */
  const char *place;   /* id of the place in it that matters most, apart from itself; NULL: none */
} wt_focus;

/* ---- the pipeline ------------------------------------------------------------------- */

typedef struct wt_pipeline wt_pipeline;
typedef struct wt_worker wt_worker;
typedef struct wt_doc wt_doc;

typedef enum wt_overlap { WT_LONGEST, WT_ALL, WT_NO_NESTED } wt_overlap;

/* Zero-initialise, then set what you need: zero is the default of every member. */
typedef struct wt_options {
  const char *const *gazetteers; /* [n_gazetteers] compiled files, later ones win */
  size_t n_gazetteers;
  const char *recogniser;         /* model file; NULL: rules only */
  const char *topics;             /* model file; NULL: no learned topics */
  const char *const *topic_rules; /* [n_topic_rules] text files, see topics/topic_rules.h */
  size_t n_topic_rules;
  const char *topic_names;    /* text file, see topics/topic_names.h; NULL: the model's labels */
  const char *topic_language; /* of the labels in that file, BCP 47; needed with it */
  wt_overlap overlap;
  int all_zones;         /* 1: mentions in teasers and boilerplate count too */
  const char *publisher; /* of articles that do not tell theirs: "www.example.co.uk", "Miami
                            Herald"; tells which of the places of one name is near. NULL: none */
} wt_options;

/* Opens gazetteers, models and rules. Errors: WT_IO, WT_BAD_FILE, WT_BAD_VERSION, WT_BAD_INPUT (a
 * rule file: path, line, column), WT_NO_MEMORY. */
WT_API wt_status wt_pipeline_open(const wt_options *options, wt_pipeline **out, wt_error *error);

/* Closes a pipeline that no worker uses any more. NULL is fine. */
WT_API void wt_pipeline_close(wt_pipeline *pipeline);

/* The content hash of a part, as 16 hexadecimal digits, "rules" for a recogniser without a
 * model, "" for a part that is absent. `part` is "gazetteer", "recogniser" or "topics".
 * Borrowed until wt_pipeline_close. */
WT_API const char *wt_pipeline_hash(const wt_pipeline *pipeline, const char *part);

/* One thread's scratch for this pipeline. Errors: WT_NO_MEMORY. */
WT_API wt_status wt_worker_new(const wt_pipeline *pipeline, wt_worker **out, wt_error *error);
WT_API void wt_worker_free(wt_worker *worker);

/* An empty result. Errors: WT_NO_MEMORY. */
WT_API wt_status wt_doc_new(wt_doc **out, wt_error *error);
WT_API void wt_doc_free(wt_doc *doc);

/* Tags one article: runs every stage and fills doc. On failure doc is empty.
 * Errors: WT_BAD_INPUT (invalid UTF-8), WT_TOO_LARGE (a field over 1 GiB), WT_NO_MEMORY. */
WT_API wt_status wt_tag(wt_worker *worker, const wt_article *article, wt_doc *doc, wt_error *error);

/* Borrowed views of the result; the count goes to *n, which must not be NULL. Entities are
 * sorted by salience, topics by score, zones by field and position. */
WT_API const wt_entity *wt_doc_entities(const wt_doc *doc, size_t *n);
WT_API const wt_topic *wt_doc_topics(const wt_doc *doc, size_t *n);
WT_API const wt_zone *wt_doc_zones(const wt_doc *doc, size_t *n);

/* The countries that the article is about, the foremost first; often one, sometimes none. */
WT_API const wt_focus *wt_doc_focus(const wt_doc *doc, size_t *n);

/* The dateline, or NULL. */
WT_API const wt_dateline *wt_doc_dateline(const wt_doc *doc);

/* The article that the doc was filled from. Its lang, where the input gave none, is "en", or "und"
 * when the text is clearly not English. */
WT_API const wt_article *wt_doc_article(const wt_doc *doc);

/* ---- the record --------------------------------------------------------------------- */

typedef enum wt_offsets { WT_CODEPOINT, WT_BYTE, WT_UTF16 } wt_offsets;

/* Writes the doc as one line of JSON, without the line break, into memory that the doc owns.
 * *json is borrowed until the next call on this doc. Errors: WT_NO_MEMORY. */
WT_API wt_status wt_doc_json(wt_doc *doc, const wt_pipeline *pipeline, wt_offsets offsets,
                             const char **json, size_t *size, wt_error *error);

#ifdef __cplusplus
}
#endif
#endif
