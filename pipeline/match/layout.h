/*
 * layout.h - what stands in a compiled gazetteer, section by section.
 *
 *   META      one wt_gaz_meta
 *   WORD      bitmap over the hashes of names of one part
 *   WORDLOW   the same for names that may be written in lower case
 *   PAIR      bitmap over the hashes of the first two parts of longer names
 *   PAIRLOW   the same for names whose first word may be written in lower case
 *   PREFIX    [n_buckets] wt_gaz_bucket: every prefix of every name, in words (prefix.h)
 *   KEYIDX    [n_names / 16, rounded up] wt_gaz_block
 *   KEYS      the names' folded keys in byte order, front-coded in blocks of 16 (n in the last):
 *               shared u8 [n], rest u8 [n], candidates u8 [n], the bytes of the rests,
 *               u32 for each count of candidates over 254 (255 above stands for it)
 *   CANDS     [n_candidates] wt_gaz_candidate, grouped by name
 *   LANGS     [n_candidates] u16, the languages that the lists give, in the order of CANDS; empty
 * or absent where they give none: three letters a-z as 1-26, the first in bits 0-4, the next in 5-9
 * and 10-14 FORMS     [n_forms] wt_gaz_form ENTRYIDX  [n_entries] u32, offsets in ENTRIES; entries
 * in the order of (id, type) ENTRIES   records: head, then what the head's bits say, in this order:
 *               country 2 bytes | subtype u16 | weight u32 | lat i32, lon i32 (1e-7 degrees)
 *               id NUL | name NUL | same_as NUL | refers_to NUL | within NUL
 *   TEXTIDX, TEXTS   the strings that many entries share: list names, then subtypes
 *
 * Why this way. A name costs about 12 bytes in PREFIX, 12 in KEYS, 9 in CANDS, 2 in the bitmaps; an
 * entry costs its strings and 7 to 21 bytes more. Nothing is decoded at open: a block of keys is
 * searched without being expanded, and every offset is checked where it is used, so that opening
 * takes the time of the checksum alone and a file made to deceive can give wrong answers but no
 * wrong access.
 */
#ifndef WT_LAYOUT_H
#define WT_LAYOUT_H

#include <stdint.h>

#define WT_GAZ_KIND "GAZETTER"

enum {
  WT_GAZ_VERSION = 3,
  WT_NAME_PARTS = 32,  /* words and marks in a name, at most */
  WT_NAME_BYTES = 255, /* bytes in a folded name, at most */
  WT_NAME_FORMS = 32,  /* ways to capitalise one name, at most */
  WT_KEY_BLOCK = 16,   /* names in a front-coded block */
  WT_BUCKET = 10,      /* slots in a bucket */
  WT_PROBES = 64       /* buckets that a lookup visits, at most */
};

/* The bitmaps, by length of name and by capitals of the first word in the text. */
enum { WT_MAP_WORD, WT_MAP_WORD_LOW, WT_MAP_PAIR, WT_MAP_PAIR_LOW, WT_MAPS };

typedef struct wt_gaz_meta {
  uint32_t n_names, n_entries, n_candidates, n_forms;
  uint32_t n_buckets, n_lists, n_subtypes;
  uint32_t has_vetoes;         /* 0 or 1 */
  uint32_t map_words[WT_MAPS]; /* 64-bit words in each bitmap */
  uint32_t reserved[4];
} wt_gaz_meta;

/* One cache line. A prefix lives in its home bucket or, when that is full, in the next one with
 * room; `overflow` has bit (tag % 32) set for each prefix that went on, so that a lookup for an
 * absent prefix rarely reads a second line. */
typedef struct wt_gaz_bucket {
  uint16_t tags[WT_BUCKET];
  uint32_t overflow;
  uint32_t values[WT_BUCKET]; /* 0: free; else WT_LONGER | (name + 1, or 0 for no name) */
} wt_gaz_bucket;

#define WT_LONGER UINT32_C(0x80000000) /* a longer name begins with this prefix */

typedef struct wt_gaz_block {
  uint32_t key_at, candidate_at; /* of the block's first name */
} wt_gaz_block;

/* The first candidates of a name are its leaders: the heaviest of each case form; then come
 * the others; within both groups larger weight first. A leader sums up all candidates of its form,
 * so that matching does not look at each of ten thousand Springfields. */
typedef struct wt_gaz_candidate {
  uint32_t entry;
  uint16_t form;   /* index in FORMS */
  uint8_t summary; /* leaders: types in bits 0-3, best type in 4-5, WT_SUM_... */
  uint8_t bits;    /* leader that it belongs to in bits 0-4, WT_CAND_... */
} wt_gaz_candidate;

enum { WT_SUM_TYPES = 15, WT_SUM_BEST = 4, WT_SUM_WEAK = 64, WT_SUM_CERTAIN = 128 };
enum { WT_CAND_LEADER = 31, WT_CAND_WEAK = 32, WT_CAND_ALIAS = 64, WT_CAND_CERTAIN = 128 };

/* Which ways of capitalising a name are accepted; bit i is the name's part i. */
typedef struct wt_gaz_form {
  uint32_t initial; /* begins with a capital in the list */
  uint32_t upper;   /* all in capitals; for exact forms, else 0 */
  uint32_t mixed;   /* as McCain, iPhone; for exact forms, else 0 */
  uint32_t rule;    /* wt_gaz_rule, | WT_VETO or WT_VETO_ONE */
} wt_gaz_form;

typedef enum wt_gaz_rule { WT_RULE_DEFAULT, WT_RULE_EXACT, WT_RULE_ANY } wt_gaz_rule;
enum {
  WT_RULE_MASK = 3,
  WT_VETO = 4,    /* takes the name away from all entries of earlier layers */
  WT_VETO_ONE = 8 /* ... from the one with the same id, whatever the capitals */
};

/* Head of an entry's record. */
typedef struct wt_gaz_head {
  uint8_t bits;    /* type in bits 0-1, WT_HAS_... */
  uint8_t list[2]; /* little-endian: index of the list in 14 bits, WT_VETO_ENTRY, WT_HAS_WITHIN */
} wt_gaz_head;

enum {
  WT_HAS_COUNTRY = 4,
  WT_HAS_SUBTYPE = 8,
  WT_HAS_WEIGHT = 16,
  WT_HAS_POSITION = 32,
  WT_HAS_SAME_AS = 64,
  WT_HAS_REFERS_TO = 128
};
enum { WT_VETO_ENTRY = 0x8000, WT_HAS_WITHIN = 0x4000, WT_MAX_LISTS = 0x4000 };

_Static_assert(sizeof(wt_gaz_meta) == 64, "layout");
_Static_assert(sizeof(wt_gaz_bucket) == 64, "layout");
_Static_assert(sizeof(wt_gaz_candidate) == 8, "layout");
_Static_assert(sizeof(wt_gaz_form) == 16, "layout");
_Static_assert(sizeof(wt_gaz_head) == 3, "layout");

#endif
