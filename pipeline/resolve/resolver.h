/*
 * resolver.h - what the steps of resolve share. Private to this folder.
 *
 * MENTION  a name at one place of the text.
 * FORM     one spelling of a name with one type in one article: all mentions whose folded words and
 *          type are equal. What is decided about a name is decided once per form, so that a name
 *          that stands there 10^5 times costs no more than once.
 * ENTITY   the forms that mean the same: a tree of a union-find forest over the forms.
 *
 * SCOPE    the body, or the teasers and menus around it. Evidence flows from the body to the
 *          teasers, never back.
 */
#ifndef WT_RESOLVER_H
#define WT_RESOLVER_H

#include "base/table.h"
#include "recognise/word_lists.h"
#include "resolve/resolve.h"

#define WT_NONE UINT32_MAX /* no index */

enum { BEGIN_BITS = 4096 };
enum { NAME_WORDS = 12 }; /* longer names are merged only when they are equal */

/* What speaks for a mention, and for a form (of all its mentions): bits. */
enum {
  BY_LIST = 1,    /* the gazetteer, not weak */
  BY_WEAK = 2,    /* the gazetteer, weak */
  BY_RULE = 4,    /* the recogniser */
  BY_USER = 8,    /* marked certain: not to be overruled */
  BY_ARTICLE = 16 /* known from elsewhere in the article */
};

typedef struct wt_places wt_places;

/* Where the publisher of an article is; of the last one that was asked for. */
typedef struct wt_publisher {
  bool known, failed; /* failed: out of memory */
  uint64_t hash;      /* of what the article gives, and of the gazetteers */
  char country[3];
  bool has_place;
  wt_hit place;
  wt_tokens tokens; /* scratch */
} wt_publisher;

typedef enum { SCOPE_BODY, SCOPE_TEASER, SCOPES } wt_scope;

/* Kinds of places that share names. */
typedef enum {
  PLACE_ANY,
  PLACE_CITY,
  PLACE_STATE,
  PLACE_COUNTRY,
  PLACE_INSIDE, /* a city or a state, but no country */
  PLACE_WATER,  /* an ocean, a sea, a river */
  PLACE_KINDS
} wt_place_kind;

typedef struct wt_found {
  uint32_t first, end; /* tokens */
  uint8_t field, scope, type, by;
  float score; /* the recogniser's, or the prior of a listed name */
  unsigned how;
  const char *rule;
  uint32_t layer, name; /* the listed name; name WT_NONE: not listed */
  uint32_t cases;       /* as wt_hit.forms */
  uint32_t form;
} wt_found;

typedef struct wt_form {
  uint64_t words;  /* hash of the folded words, without the type */
  uint32_t parent; /* in the forest; itself: a root */
  uint32_t first, n_mentions;
  uint32_t n_words;
  uint32_t n_full, first_full; /* of a root: full names in its tree, the first (surnames.c) */
  uint8_t type, scope, by;
  uint8_t reading; /* wt_place_kind that its mentions must be; PLACE_ANY: open */
  uint8_t small_field;
  uint32_t small;        /* the token that begins what it stands for, written small, or WT_NONE */
  bool presidential;     /* "President Clinton", "the Clinton administration" */
  bool distant;          /* the entry is likely only beside a full name (plausible.c) */
  bool without_initials; /* the listed name is that of "James B. Comey" without the B. */
  bool alias;            /* the chosen entry has another main name */
  float score;
  uint32_t layer, name; /* the listed name, or name WT_NONE */
  uint32_t cases;       /* as wt_hit.forms, of all its mentions */
  uint32_t entry;       /* the chosen entry of that layer, or WT_NONE */
  float p;              /* how sure the choice is among namesakes; 0: not a place that had any */
  uint32_t next;        /* another form with the same last word, or WT_NONE */
  const char *rule;     /* the rule that hung it on its parent, or NULL */
} wt_form;

struct wt_resolver {
  const wt_evidence *e;             /* borrowed for one call */
  const wt_spans *spans[WT_FIELDS]; /* the evidence's, or reviewed */
  const wt_hits *hits[WT_FIELDS];   /* the evidence's, or relisted */
  wt_spans reviewed[WT_FIELDS];     /* a model's spans, mended */
  wt_hits relisted[WT_FIELDS];      /* the hits, with those on a model's spans */
  wt_hits uncovered;                /* scratch of relist.c */
  struct wt_ballot *ballots;        /* [] one a name of the reviewed spans */
  size_t ballot_capacity;
  wt_found *candidates;       /* [n_candidates] of one scope, by priority */
  wt_found *mentions;         /* [n_mentions], as they were found */
  wt_form *forms;             /* [n_forms], by first mention */
  uint32_t *order;            /* [n_mentions] mentions in reading order: the text, then the title */
  uint32_t *owner[WT_FIELDS]; /* [n tokens] 1 + the mention that covers the token, or 0 */
  size_t n_candidates, n_mentions, n_forms;
  size_t candidate_capacity, mention_capacity, form_capacity, order_capacity;
  size_t owner_capacity[WT_FIELDS];
  wt_table names;                   /* words and type -> form */
  wt_table known;                   /* words -> form: names to look for at further places */
  wt_table lower;                   /* words that the article also writes in lower case */
  wt_table parts;                   /* ends and beginnings of longer names -> form */
  wt_table latest;                  /* ends of persons' names -> who may be meant (surnames.c) */
  wt_table ids;                     /* entry and type -> form */
  uint64_t begins[BEGIN_BITS / 64]; /* bits over the first words of the known names */
  uint32_t longest;                 /* words of the longest known name */
  wt_places *places;                /* scratch of places.c */
  wt_publisher publisher;
  bool *contained; /* [n_forms] settled: an entry, or none */
  size_t contained_capacity;
  int football;      /* plausible.c: 0 not looked up, 1 the article is about it, -1 it is not */
  float most_spoken; /* the largest of countries */
  float countries[26 * 26]; /* what speaks for each country; [0] is AA */
};

/* ---- names (forms.c) ------------------------------------------------------------------ */

static inline const wt_token *wt_token_of(const wt_resolver *r, unsigned field, uint32_t i) {
  return &r->e->fields[field].tokens[i];
}

/* The classes of a word, as word_lists.h has them; 0 without lists. */
static inline wt_clues wt_classes_of(const wt_resolver *r, const wt_token *t) {
  return r->e->words == NULL ? 0 : wt_word_classes(r->e->words, t->hash);
}

/* The words (punctuation left out) of tokens [first, end): up to NAME_WORDS of their indices go to
 * words, which may be NULL; returns how many there are. */
uint32_t wt_words_of(const wt_resolver *r, unsigned field, uint32_t first, uint32_t end,
                     uint32_t words[NAME_WORDS]);

/* A hash over words, one after the other, from 0. */
static inline uint64_t wt_hash_word(uint64_t hash, uint64_t word) {
  uint64_t mixed = (hash ^ word) * 0x9e3779b97f4a7c15u;
  return mixed ^ (mixed >> 32);
}
uint64_t wt_hash_words(const wt_resolver *r, unsigned field, uint32_t first, uint32_t end);

/* The words of a form, at its first mention. */
uint32_t wt_form_words(const wt_resolver *r, uint32_t form, const wt_token *words[NAME_WORDS]);

/* Whether a form is the name of a storm, a ship, an operation: a kind, then the proper name, which
 * may stand alone later ("Hurricane Dorian", "Dorian"). */
bool wt_has_kind_first(const wt_resolver *r, uint32_t form);

/* Whether an acronym's letters come in this order in the words of tokens [first, end), the first of
 * them at a word's beginning. */
bool wt_spells(const wt_tokens *tokens, uint32_t first, uint32_t end, uint32_t acronym);

/* Gives each mention from index `from` on its form. False: out of memory. */
bool wt_find_forms(wt_resolver *r, size_t from);

/* Fills r->order. False: out of memory. */
bool wt_order_mentions(wt_resolver *r);

uint32_t wt_form_root(wt_resolver *r, uint32_t form);

/* The i-th candidate of a form's listed name; false when it is none here: the capitals do not fit,
 * or a later list vetoes it. */
bool wt_form_candidate(const wt_resolver *r, const wt_form *f, size_t i, wt_candidate *out);

/* The entry that a form is linked to. False: none. */
bool wt_form_entry(const wt_resolver *r, uint32_t form, wt_entry *out);

/* ---- what the words around a place say (place_cues.c) ---------------------------------- */

wt_place_kind wt_place_cue(const wt_resolver *r, const wt_found *m);
/* Whether a mention stands behind "PLACE, ", and not in a series (containment.c). */
bool wt_stands_as_container(const wt_resolver *r, const wt_found *m);

/* ---- candidates (place_options.c) ------------------------------------------------------------ */

/* 0 is AA, 675 ZZ; -1: not a country code. */
int wt_country_index(const char country[3]);
/* Great-circle distance in km (haversine formula). */
double wt_distance(const wt_entry *a, const wt_entry *b);
/* What speaks for a candidate before the article is read, in log odds. */
double wt_entry_prior(const wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                      const wt_entry *entry);
/* What the countries that the article speaks of add. */
double wt_country_context(const wt_resolver *r, const wt_entry *entry);

/* ---- namesakes (plausible.c) -------------------------------------------------------------- */

/* Whether an entry that bears a form's name may be meant in this article. */
bool wt_is_plausible(wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                     const wt_entry *entry);
/* Whether only a full name elsewhere in the article would make the entry likely. */
bool wt_is_distant(const wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                   const wt_entry *entry);

/* ---- the steps, each in the file of its name; false: out of memory --------------------- */

bool wt_review_spans(wt_resolver *r);                                      /* claims.c */
bool wt_relist_spans(wt_resolver *r);                                      /* relist.c */
bool wt_agree_on_types(wt_resolver *r);                                    /* one_type.c */
bool wt_join_evidence(wt_resolver *r, wt_scope scope);                     /* mentions.c */
bool wt_find_known(wt_resolver *r, wt_scope scope);                        /* known.c */
bool wt_find_publisher(wt_resolver *r);                                    /* publisher.c */
void wt_link_contained(wt_resolver *r);                                    /* containment.c */
bool wt_choose_places(wt_resolver *r);                                     /* places.c */
bool wt_link_forms(wt_resolver *r);                                        /* linking.c */
bool wt_merge_forms(wt_resolver *r);                                       /* coreference.c */
uint32_t wt_listed_owner(wt_resolver *r, uint32_t form);                   /* surnames.c */
bool wt_may_bear_surname(wt_resolver *r, uint32_t form, uint32_t whole);   /* surnames.c */
bool wt_is_presidential(const wt_resolver *r, const wt_found *m);          /* surnames.c */
void wt_settle_surnames(wt_resolver *r);                                   /* surnames.c */
bool wt_write_entities(wt_resolver *r, wt_arena *arena, wt_resolved *out); /* entities.c */
const char *wt_stands_for(wt_resolver *r, const wt_found *m);   /* metonymy.c: "team" or NULL */
bool wt_is_language(wt_resolver *r, const wt_found *m);         /* languages.c */
wt_dateline *wt_find_dateline(wt_resolver *r, wt_arena *arena); /* dateline.c */
bool wt_find_focus(wt_arena *arena, wt_resolved *out);          /* focus.c */
bool wt_add_mention(wt_resolver *r, wt_found found);            /* mentions.c */

/* salience.c: how much the article is about an entity with these mentions, [0, 1]. */
double wt_salience(const wt_resolver *r, wt_type type, const wt_mention *mentions, size_t n);

#endif
