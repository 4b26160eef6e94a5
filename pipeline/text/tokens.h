/*
 * tokens.h - words and sentences with exact positions.
 *
 * Word breaks follow UAX #29 with news tailorings (each has its reason in DESIGN.md and a
 * test): a possessive or Turkish suffix after an apostrophe is a token of its own ("Turkey" "'s",
 * "TBMM" "'de"), initials and acronyms keep their last period ("J.", "U.S."), known abbreviations
 * too ("St.", "Gen.", "Inc."). Hyphens, slashes and dashes separate tokens; HYPHENATED says that
 * a token hangs on the previous one without a space. White space is no token.
 */
#ifndef WT_TOKENS_H
#define WT_TOKENS_H

#include "base/buffer.h"
#include "wiretag.h"

typedef enum wt_token_kind {
  WT_TOKEN_WORD,   /* has a letter */
  WT_TOKEN_NUMBER, /* digits, "2-0" is three tokens, "10,000" one */
  WT_TOKEN_PUNCT,  /* one punctuation mark or symbol */
  WT_TOKEN_KINDS
} wt_token_kind;

typedef enum wt_case {
  WT_CASE_NONE,    /* no cased letter */
  WT_CASE_LOWER,   /* turkey */
  WT_CASE_INITIAL, /* Turkey; also a single capital letter, "J." */
  WT_CASE_UPPER,   /* TURKEY, U.S.: two or more capitals and no lower case */
  WT_CASE_MIXED    /* iPhone, McCain */
} wt_case;

/* Flags of a token. */
enum {
  WT_SPACE_BEFORE = 1,     /* white space (or the field's start) stands before it */
  WT_LINE_BEFORE = 2,      /* ... that holds a line break (or the field's start) */
  WT_PARAGRAPH_BEFORE = 4, /* ... that holds an empty line (or the field's start) */
  WT_SENTENCE_START = 8,   /* first token of its sentence */
  WT_HYPHENATED = 16,      /* hangs on the previous word by a hyphen or dash without spaces */
  WT_SUFFIX = 32,          /* hangs on the previous token by an apostrophe: 's, 'll, 'de, or the
                              lone apostrophe of "Alexis'" (which is punctuation) */
  WT_IN_ADDRESS = 64,      /* inside a URL, e-mail address, @handle or #hashtag */
  WT_PERIOD = 128          /* ends with a period of its own: "U.S.", "St." */
};

typedef struct wt_token {
  uint32_t start, end; /* bytes in the field */
  uint32_t fold;       /* offset of the folded form in wt_tokens.folds */
  uint32_t sentence;   /* index in wt_tokens.sentences */
  uint64_t hash;       /* wt_hash of the folded form; 0 for punctuation */
  uint16_t fold_size;  /* bytes; longer tokens (over 1024 bytes) are cut in the fold only */
  uint8_t kind;        /* wt_token_kind */
  uint8_t letter_case; /* wt_case */
  uint8_t flags;
  uint8_t zone; /* wt_zone_kind */
} wt_token;

typedef struct wt_sentence {
  uint32_t first, end; /* tokens [first, end) */
} wt_sentence;

/* One field, tokenized. Owns its arrays; reused from article to article. */
typedef struct wt_tokens {
  const char *bytes; /* borrowed: the field */
  uint32_t size;
  wt_token *tokens; /* [n] in text order */
  size_t n, capacity;
  wt_sentence *sentences; /* [n_sentences] */
  size_t n_sentences, sentence_capacity;
  wt_buffer folds;
} wt_tokens; /* zero-initialise */

/* Tokenizes valid UTF-8. `zones` [n_zones] are sorted and cover the field without gaps; a zone's
 * border always ends a sentence. Without zones all is WT_ZONE_BODY. After a failure there are no
 * tokens. Errors: WT_NO_MEMORY, WT_TOO_LARGE (over 1 GiB). */
wt_status wt_tokenize(const char *bytes, size_t size, const wt_zone *zones, size_t n_zones,
                      wt_tokens *out, wt_error *error);

void wt_tokens_release(wt_tokens *tokens);

/* The folded form, borrowed until the next wt_tokenize on these tokens. */
static inline const char *wt_token_fold(const wt_tokens *t, const wt_token *token) {
  return t->folds.data + token->fold;
}

#endif
