/*
 * one_type.c - one spelling has one type in an article.
 *
 * A sequence model types each mention by its sentence. With the whole article in view its votes are
 * counted, and the minority follows:
 *
 *   one-type         the type with the largest sum of scores, where a list that knows the name
 * under one type only has a vote at each place. Types under which the name is listed stay apart
 * ("Washington") bracketed-type   "Affordable Care Act (ACA)": an acronym has the type of the name
 * that it stands for, unless the list knows better company-type     "Westland Plc said ...
 * Westland": the bare name is the company. A listed place stays one behind "in", "at", "near",
 * "from", "to", and so does the surname of a person who is named in full
 *
 *   surname-type     "Denzel Washington ... Washington won", "Gerald Ford ... Ford": a place or an
 *                    organization behind a person whose name ends so is the person, unless the word
 * stands as a place anywhere in the text
 *
 *   "Christie's" behind "Chris Christie" is his.
 *
 * Three passes over the spans, two tables.
 */
#include <string.h>

#include "match/legal_forms.h"
#include "resolve/no_names.h"
#include "resolve/word_in.h"

static const float LIST_VOTE = 0.6f;      /* of a list with one type, at each place */
static const float ACRONYM_LIST_VOTE = 1; /* "GOP" is a party, whatever it stands before */
static const float ACRONYM_VOTE = 0.5f;   /* of the acronym's mentions for its expansion's type */

typedef enum { ITSELF, BRACKETED, COMPANY } wt_leader;

typedef struct wt_ballot {
  float votes[WT_TYPES];
  uint32_t leader;         /* the ballot that decides, when kind is not ITSELF */
  uint8_t kind;            /* wt_leader */
  uint8_t claimed, listed; /* 1 << type */
  bool placed;             /* stands as a place somewhere: "in Jordan" */
} wt_ballot;

static wt_ballot *ballot_for(wt_resolver *r, uint64_t words) {
  const uint32_t *at = wt_table_find(&r->names, words);
  return at == NULL ? NULL : &r->ballots[*at];
}

static wt_ballot *ballot_of(wt_resolver *r, unsigned field, const wt_span *s) {
  return s->type == WT_TYPES ? NULL : ballot_for(r, wt_hash_words(r, field, s->first, s->end));
}

/* "in Jordan", "Amman, Jordan", "Jordan, Minnesota", a dateline. */
static bool stands_at_place(const wt_resolver *r, unsigned field, const wt_span *s) {
  static const char WORDS[] =
      " in at near from to of across through into inside outside around between within toward "
      "towards throughout ";
  const wt_tokens *tokens = &r->e->fields[field];
  if (tokens->tokens[s->first].zone == WT_ZONE_DATELINE) return true;
  if (wt_is_char(tokens, s->end, ',') && s->end + 1 < tokens->n &&
      tokens->tokens[s->end + 1].letter_case == WT_CASE_INITIAL)
    return true;
  if (s->first == 0) return false;
  return wt_is_char(tokens, s->first - 1, ',') || wt_token_in(tokens, s->first - 1, WORDS);
}

/* ---- votes -------------------------------------------------------------------------- */

/* The title comes before the text. */
static uint32_t position(unsigned field, const wt_span *s) {
  return field == WT_FIELD_TITLE ? 0 : s->first + 1;
}

static void vote(wt_resolver *r, unsigned field, const wt_span *s, const wt_hit *h, size_t *n) {
  if (s->type == WT_TYPES) return;
  uint64_t words = wt_hash_words(r, field, s->first, s->end);
  uint32_t *at = wt_table_add(&r->names, words, (uint32_t)*n);
  if (at == NULL) return;
  if (*at == *n) r->ballots[(*n)++] = (wt_ballot){0};
  wt_ballot *b = &r->ballots[*at];
  b->votes[s->type] += s->score;
  b->claimed |= (uint8_t)(1u << s->type);
  if (s->type == WT_PERSON && s->end - s->first > 1) /* where the surname is known from */
    wt_table_add(&r->parts, wt_hash_words(r, field, s->end - 1, s->end), position(field, s));
  if (s->type == WT_PLACE) b->placed = b->placed || stands_at_place(r, field, s);
  if (h == NULL || h->weak) return;
  b->listed |= h->types;
  if ((h->types & (h->types - 1)) != 0) return;
  bool capitals = h->best != WT_PLACE && s->end == s->first + 1 &&
                  r->e->fields[field].tokens[s->first].letter_case == WT_CASE_UPPER;
  b->votes[h->best] += capitals ? ACRONYM_LIST_VOTE : LIST_VOTE;
}

static wt_type winner(const wt_ballot *b, wt_type type) {
  for (unsigned t = 0; t < WT_TYPES; t++)
    if (b->votes[t] > b->votes[type]) type = (wt_type)t;
  return type;
}

static const wt_hit *hit_on(const wt_hits *hits, size_t *at, const wt_span *s) {
  while (*at < hits->n && (hits->items[*at].first < s->first ||
                           (hits->items[*at].first == s->first && hits->items[*at].end > s->end)))
    ++*at;
  if (*at == hits->n) return NULL;
  const wt_hit *h = &hits->items[*at];
  return h->first == s->first && h->end == s->end ? h : NULL;
}

/* ---- leaders ------------------------------------------------------------------------ */

/* Whether two spans are an expansion and the acronym in brackets behind it. */
static bool is_expansion(const wt_tokens *tokens, const wt_span *a, const wt_span *b) {
  if (b->end != b->first + 1 || a->end + 1 != b->first || a->end - a->first < 2) return false;
  if (!wt_is_char(tokens, a->end, '(') || !wt_is_char(tokens, b->end, ')')) return false;
  if (a->type == WT_PERSON || a->type == WT_TYPES) return false;
  const wt_token *t = &tokens->tokens[b->first];
  return (t->letter_case == WT_CASE_UPPER || t->letter_case == WT_CASE_MIXED) &&
         wt_spells(tokens, a->first, a->end, b->first);
}

static void lead_acronym(wt_resolver *r, unsigned field, const wt_span *a, const wt_span *b) {
  wt_ballot *name = ballot_of(r, field, a), *acronym = ballot_of(r, field, b);
  if (name == NULL || acronym == NULL || name == acronym || acronym->kind != ITSELF) return;
  if (name->kind != ITSELF) return;
  if (name->listed == 0 && acronym->listed == 0)
    for (unsigned t = 0; t < WT_TYPES; t++) name->votes[t] += ACRONYM_VOTE * acronym->votes[t];
  acronym->kind = BRACKETED;
  acronym->leader = (uint32_t)(name - r->ballots);
}

/* "Westland" of "Westland Plc". */
static void lead_company(wt_resolver *r, unsigned field, const wt_span *s) {
  const wt_tokens *tokens = &r->e->fields[field];
  uint32_t end = s->end;
  while (end > s->first + 1) {
    const wt_token *t = &tokens->tokens[end - 1];
    if (t->kind != WT_TOKEN_PUNCT &&
        wt_legal_form(wt_token_fold(tokens, t), t->fold_size) != WT_LEGAL_FORM)
      break;
    end--;
  }
  const wt_token *first = &tokens->tokens[s->first];
  if (end == s->end ||
      wt_legal_form(wt_token_fold(tokens, first), first->fold_size) != WT_LEGAL_NONE)
    return;
  for (uint32_t i = s->first + 1; i < end; i++) /* one word, or words with hyphens */
    if (tokens->tokens[i].flags & WT_SPACE_BEFORE) return;
  wt_ballot *whole = ballot_of(r, field, s);
  wt_ballot *bare = ballot_for(r, wt_hash_words(r, field, s->first, end));
  if (whole == NULL || bare == NULL || bare == whole || bare->kind != ITSELF) return;
  if (bare->placed && bare->listed & 1u << WT_PLACE) return;
  if (wt_table_find(&r->parts, wt_hash_words(r, field, s->first, end)) != NULL) return;
  bare->kind = COMPANY;
  bare->leader = (uint32_t)(whole - r->ballots);
}

/* ---- counting ----------------------------------------------------------------------- */

/* "Washington" behind "Denzel Washington", "Ford" behind "Gerald Ford". */
static bool is_surname(const wt_resolver *r, unsigned field, const wt_ballot *b, const wt_span *s) {
  if (s->end != s->first + 1 || b->placed) return false;
  bool capitals = wt_token_of(r, field, s->first)->letter_case == WT_CASE_UPPER;
  if (s->type != WT_PLACE && (s->type != WT_ORGANIZATION || capitals)) return false; /* "UN" */
  const uint32_t *named = wt_table_find(&r->parts, wt_hash_words(r, field, s->first, s->end));
  return named != NULL && *named < position(field, s);
}

/* "Christie's" of Chris Christie is no auction house: the span ends before the suffix. */
static void cut_possessive(const wt_resolver *r, unsigned field, wt_span *s) {
  if (s->type != WT_ORGANIZATION || s->end != s->first + 2 ||
      !(wt_token_of(r, field, s->first + 1)->flags & WT_SUFFIX) ||
      wt_table_find(&r->parts, wt_hash_words(r, field, s->first, s->first + 1)) == NULL)
    return;
  s->end--;
  s->type = WT_PERSON;
  s->rule = "surname-type";
}

static void settle(wt_span *s, wt_type type, const char *rule) {
  if (s->type == type) return;
  s->type = type;
  s->rule = rule;
}

static void count(const wt_resolver *r, unsigned field, const wt_ballot *b, wt_span *s) {
  bool is_listed = b->listed & 1u << s->type;
  if (b->kind == BRACKETED) {
    /* the ILO is no "Ilo" of Peru; but what the list knows under another type stays that */
    wt_type type = winner(&r->ballots[b->leader], s->type);
    if ((b->listed & ~(1u << WT_PLACE)) == 0 || b->listed & 1u << type)
      settle(s, type, "bracketed-type");
  } else if (b->kind == COMPANY) {
    settle(s, WT_ORGANIZATION, "company-type");
  } else if (is_surname(r, field, b, s)) {
    settle(s, WT_PERSON, "surname-type");
  } else if (!is_listed && (b->claimed & ~b->listed) != 0) {
    settle(s, winner(b, s->type), "one-type");
  }
}

bool wt_agree_on_types(wt_resolver *r) {
  size_t n_spans = 0, n = 0;
  for (int f = 0; f < WT_FIELDS; f++) n_spans += r->reviewed[f].n;
  wt_ballot *ballots = wt_grow(r->ballots, &r->ballot_capacity, n_spans, sizeof *ballots);
  if (ballots == NULL) return false;
  r->ballots = ballots;
  if (!wt_table_begin(&r->names, n_spans) || !wt_table_begin(&r->parts, n_spans)) return false;
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    size_t at = 0;
    for (size_t i = 0; i < r->reviewed[f].n; i++) {
      const wt_span *s = &r->reviewed[f].items[i];
      vote(r, f, s, hit_on(r->hits[f], &at, s), &n);
    }
  }
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    for (size_t i = 0; i < r->reviewed[f].n; i++) {
      const wt_span *s = &r->reviewed[f].items[i];
      if (i > 0 && is_expansion(&r->e->fields[f], s - 1, s)) lead_acronym(r, f, s - 1, s);
      if (s->type == WT_ORGANIZATION && s->end - s->first > 1) lead_company(r, f, s);
    }
  }
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    for (size_t i = 0; i < r->reviewed[f].n; i++) {
      wt_span *s = &r->reviewed[f].items[i];
      cut_possessive(r, f, s);
      const wt_ballot *b = ballot_of(r, f, s);
      if (b != NULL) count(r, f, b, s);
    }
  }
  return true;
}
