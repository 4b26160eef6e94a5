/*
 * page.h - a text as units: lines, or lines joined where a paragraph was wrapped, each with its
 * shape.
 *
 * Everything that the zones are decided on is a number or a flag of a unit here, so that the
 * decision itself (zones.c) never looks at single bytes.
 */
#ifndef WT_PAGE_H
#define WT_PAGE_H

#include "base/arena.h"
#include "wiretag.h"

/* Flags of a unit. */
enum {
  WT_UNIT_SENTENCE = 1, /* ends as a sentence does, closing quotes and brackets aside */
  WT_UNIT_COLON = 2,    /* ends with a colon */
  WT_UNIT_BULLET = 4,   /* begins with a list mark: a bullet, "1." */
  WT_UNIT_CAPITALS = 8, /* has letters with case, none of them small */
  WT_UNIT_LOWER = 16,   /* its first letter is a small one */
  WT_UNIT_QUOTE = 32,   /* one quotation from its first to its last character */
  WT_UNIT_GAP = 64,     /* an empty line stands before it */
  WT_UNIT_DOUBLE = 128, /* the next unit says the same again */
  WT_UNIT_SECOND = 256, /* ... and this one is that next unit */
  WT_UNIT_INNER = 512,  /* a sentence ends in the middle of it */
  WT_UNIT_BARS = 1024,  /* has " | ", " » ", " · ": a menu, or a page title */
  WT_UNIT_AGAIN = 2048, /* not the first with its core */
  WT_UNIT_CUT = 4096    /* ends with an ellipsis: cut off */
};

typedef struct wt_unit {
  uint32_t line;       /* where its first line starts, indentation included */
  uint32_t start, end; /* without white space around */
  uint32_t core;       /* start behind the list mark */
  uint32_t words;      /* letters or digits between white space; estimated beyond the first bytes */
  uint32_t same;       /* units with the same core in the whole text, this one included */
  uint32_t flags;
  uint8_t lower;   /* percent of words that start with a small letter */
  uint8_t capital; /* percent of words that start with a capital */
} wt_unit;

typedef struct wt_page {
  const char *text; /* borrowed */
  size_t size;
  wt_unit *units; /* [n] in text order; in the arena */
  size_t n;
  size_t empty_marks; /* lines that hold a list mark and nothing else: links without a text */
} wt_page;

/* Splits and measures a text of valid UTF-8, up to 4 GiB. A text of white space has no unit.
 * The units live in the arena. Errors: WT_NO_MEMORY. */
wt_status wt_page_read(const char *text, size_t size, wt_arena *arena, wt_page *out,
                       wt_error *error);

#endif
