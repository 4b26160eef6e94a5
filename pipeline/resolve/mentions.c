/*
 * mentions.c - the gazetteer's hits and the recogniser's spans become mentions that do not overlap.
 *
 * A hit and a span on the same tokens are one candidate. Candidates are taken by priority; one that
 * touches a token already taken is dropped:
 *
 *   3  marked certain by a user; a person whose title was cut off ("Pope Francis" is listed, the
 *      rule says Francis)
 *   2  listed names, and spans whose rule is right more often than not
 *   1  guesses of the recogniser
 *   and among equals: the longer one, then the better score, then the one further to the left.
 *
 * A span of type WT_TYPES says "no name here" and removes a hit on the same tokens.
 * A weak hit ("Nice", "Will") counts when the recogniser sees a name of the same type there, when
 * it stands in the dateline, or before a comma and a listed place ("Nice, France").
 */
#include <stdlib.h>
#include <string.h>

#include "resolve/resolver.h"

static const float LISTED_SCORE = 0.85f, SHARED_SCORE = 0.7f, WEAK_SCORE = 0.5f;
static const float GUESS = 0.6f;      /* a rule below this is a guess */
static const float OVERRULES = 0.93f; /* a rule above this overrules a listed type */

bool wt_add_mention(wt_resolver *r, wt_found found) {
  wt_found *items = wt_grow(r->mentions, &r->mention_capacity, r->n_mentions + 1, sizeof *items);
  if (items == NULL) return false;
  r->mentions = items;
  items[r->n_mentions++] = found;
  for (uint32_t i = found.first; i < found.end; i++)
    r->owner[found.field][i] = (uint32_t)r->n_mentions;
  return true;
}

static bool add_candidate(wt_resolver *r, wt_found found) {
  wt_found *items =
      wt_grow(r->candidates, &r->candidate_capacity, r->n_candidates + 1, sizeof *items);
  if (items == NULL) return false;
  r->candidates = items;
  items[r->n_candidates++] = found;
  return true;
}

/* ---- candidates --------------------------------------------------------------------- */

static wt_scope scope_of(const wt_resolver *r, unsigned field, uint32_t token) {
  unsigned zone = wt_token_of(r, field, token)->zone;
  return zone == WT_ZONE_TEASER || zone == WT_ZONE_BOILERPLATE ? SCOPE_TEASER : SCOPE_BODY;
}

/* A weak place is believed in a dateline and in "Nice, France". */
static bool place_use(const wt_resolver *r, unsigned field, size_t hit) {
  const wt_hits *hits = r->hits[field];
  const wt_hit *h = &hits->items[hit];
  if (!(h->types & 1 << WT_PLACE)) return false;
  if (wt_token_of(r, field, h->first)->zone == WT_ZONE_DATELINE) return true;
  if (hit + 1 >= hits->n) return false;
  const wt_hit *next = &hits->items[hit + 1];
  const wt_token *comma = wt_token_of(r, field, h->end < r->e->fields[field].n ? h->end : h->first);
  return next->first == h->end + 1 && next->types & 1 << WT_PLACE && !next->weak &&
         comma->end - comma->start == 1 && r->e->fields[field].bytes[comma->start] == ',';
}

/* "Aston Villa and Chelsea": a weak name joined to a sure one of the same type. WT_TYPES: no. */
static int coordinated(const wt_resolver *r, unsigned field, size_t hit) {
  const wt_hits *hits = r->hits[field];
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_hit *h = &hits->items[hit];
  for (size_t side = 0; side < 2; side++) {
    if (side == 0 ? hit == 0 : hit + 1 >= hits->n) continue;
    const wt_hit *other = &hits->items[side == 0 ? hit - 1 : hit + 1];
    uint32_t between = side == 0 ? other->end : h->end;
    if (between + 1 != (side == 0 ? h->first : other->first) || other->weak) continue;
    const wt_token *t = &tokens->tokens[between];
    bool and = t->fold_size == 3 && memcmp(wt_token_fold(tokens, t), "and", 3) == 0;
    if ((and || tokens->bytes[t->start] == ',') && h->types & 1u << other->best) return other->best;
  }
  return WT_TYPES;
}

/* "The Guardian", "The EU" are listed with their article, which is no part of the name, apart from
 * titles of works and places whose main name has it: "The Hague". */
static uint32_t without_article(const wt_resolver *r, const wt_hit *h, unsigned field) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[h->first];
  if (h->end - h->first < 2 || h->certain || h->best == WT_MISC) return h->first;
  if (t->fold_size != 3 || memcmp(wt_token_fold(tokens, t), "the", 3) != 0) return h->first;
  if (h->best == WT_PLACE && t->letter_case != WT_CASE_LOWER) {
    wt_candidate candidate;
    wt_entry entry;
    size_t n = wt_gazetteer_n_candidates(r->e->layers[h->layer], h->name), i = 0;
    while (i < n && !wt_hit_candidate(r->e->layers, r->e->n_layers, h, i, &candidate)) i++;
    if (i == n) return h->first + 1;
    wt_gazetteer_entry(r->e->layers[h->layer], candidate.entry, &entry);
    if (strncmp(entry.name, "The ", 4) == 0) return h->first;
  }
  return h->first + 1;
}

/* "US$2 million", "K2-18b": the hit is a piece of something that is no name. */
static bool is_piece(const wt_resolver *r, const wt_hit *h, unsigned field) {
  const wt_tokens *tokens = &r->e->fields[field];
  if (h->end >= tokens->n || h->certain) return false;
  const wt_token *next = &tokens->tokens[h->end];
  if (next->flags & WT_SPACE_BEFORE) return false;
  if (tokens->bytes[next->start] == '$') return true;
  return tokens->bytes[next->start] == '-' && h->end + 1 < tokens->n &&
         (tokens->tokens[h->end + 1].kind == WT_TOKEN_NUMBER ||
          (tokens->bytes[tokens->tokens[h->end + 1].start] >= '0' &&
           tokens->bytes[tokens->tokens[h->end + 1].start] <= '9'));
}

/* Without further evidence the candidate with the largest weight gives the type; but a word that
 * may be a nationality is one: "German" is a village somewhere, "Australian" a newspaper. */
static uint8_t default_type(const wt_hit *h) {
  bool nationality = h->types & 1 << WT_MISC && h->best != WT_PERSON && !h->certain;
  return nationality ? WT_MISC : h->best;
}

static wt_found from_hit(const wt_resolver *r, const wt_hit *h, unsigned field, wt_scope scope) {
  bool shared = (h->types & (h->types - 1)) != 0;
  return (wt_found){.first = without_article(r, h, field),
                    .end = h->end,
                    .field = (uint8_t)field,
                    .scope = (uint8_t)scope,
                    .type = default_type(h),
                    .by = (uint8_t)((h->weak ? BY_WEAK : BY_LIST) | (h->certain ? BY_USER : 0)),
                    .score = h->weak ? WEAK_SCORE : (shared ? SHARED_SCORE : LISTED_SCORE),
                    .how = WT_HOW_GAZETTEER,
                    .rule = "gazetteer",
                    .layer = h->layer,
                    .name = h->name,
                    .cases = h->forms};
}

static wt_found from_span(const wt_span *s, unsigned field, wt_scope scope) {
  return (wt_found){.first = s->first,
                    .end = s->end,
                    .field = (uint8_t)field,
                    .scope = (uint8_t)scope,
                    .type = (uint8_t)s->type,
                    .by = BY_RULE,
                    .score = s->score,
                    .how = s->how,
                    .rule = s->rule,
                    .name = WT_NONE};
}

static bool is_lower_word(const wt_token *t) {
  return t->kind == WT_TOKEN_WORD && t->letter_case == WT_CASE_LOWER;
}

/* Capitals that are no place, though a list has one: "ISIN", "EUREKA" within running text are
 * acronyms, not the towns of that name (a capital or a country may be shouted: "in LONDON"), and
 * "O.K." is no postal code. */
static bool is_acronym_only(const wt_resolver *r, const wt_hit *h, unsigned field) {
  enum { SHOUTED = 1000000 }; /* people of a town that capitals may stand for */
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[h->first];
  if (h->end != h->first + 1 || h->certain || t->letter_case != WT_CASE_UPPER) return false;
  bool dotted = t->flags & WT_PERIOD;
  if (dotted && t->fold_size != 2) return false;
  if (!dotted && (field == WT_FIELD_TITLE || t->zone == WT_ZONE_DATELINE || t->fold_size < 3))
    return false;
  const wt_sentence *s = &tokens->sentences[t->sentence];
  bool prose =
      (h->first > s->first && is_lower_word(t - 1)) || (h->end < s->end && is_lower_word(t + 1));
  if (!dotted && !prose) return false;
  size_t n = wt_gazetteer_n_candidates(r->e->layers[h->layer], h->name);
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, h, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[h->layer], candidate.entry, &entry);
    if (entry.type == WT_PLACE && dotted)
      return candidate.weak && strcmp(entry.subtype, "admin1") == 0;
    if (entry.type == WT_PLACE)
      return !candidate.alias && entry.weight < SHOUTED && entry.name[1] >= 'a' &&
             entry.name[1] <= 'z';
  }
  return false;
}

/* "ATLANTA (AP) -": reports come from places, not from football clubs; what stands in the brackets
 * is an agency. */
static bool is_origin(const wt_resolver *r, const wt_hit *h, unsigned field) {
  const wt_token *t = wt_token_of(r, field, h->first);
  if (t->zone != WT_ZONE_DATELINE || !(h->types & 1u << WT_PLACE)) return false;
  return t->start == 0 || r->e->fields[field].bytes[t->start - 1] != '(';
}

/* A hit and a span on the same tokens: one candidate when they agree on a type, else the stronger.
 */
static wt_found from_both(const wt_resolver *r, const wt_hit *h, const wt_span *s, unsigned field,
                          wt_scope scope) {
  wt_found hit = from_hit(r, h, field, scope);
  if (s->type == WT_TYPES) return hit;
  wt_found span = from_span(s, field, scope);
  if (is_origin(r, h, field)) span.type = WT_PLACE;
  if (h->types & 1u << span.type && (!h->certain || h->best == span.type)) {
    span.by |= hit.by;
    span.how |= WT_HOW_GAZETTEER;
    span.layer = h->layer;
    span.name = h->name;
    span.cases = h->forms;
    span.score = 1 - (1 - span.score) * (1 - hit.score);
    return span;
  }
  if (h->certain) return hit;
  return h->weak || s->score >= OVERRULES || r->e->spans_decide ? span : hit;
}

/* A noun of another language ("Waren", "Vize-Direktor"), which writes nouns with capitals or has
 * towns that are its words: one word that only names small places, or half of a compound and names
 * any. */
static bool is_foreign_noun(const wt_resolver *r, const wt_hit *h, unsigned field) {
  enum { KNOWN = 100000 }; /* people of a town that is known abroad */
  const wt_tokens *tokens = &r->e->fields[field];
  if (h->certain || h->end != h->first + 1) return false;
  const wt_token *next = &tokens->tokens[h->end];
  bool compound =
      h->end < tokens->n && !(next->flags & WT_SPACE_BEFORE) && tokens->bytes[next->start] == '-';
  size_t n = wt_gazetteer_n_candidates(r->e->layers[h->layer], h->name);
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, h, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[h->layer], candidate.entry, &entry);
    if (entry.type != WT_PLACE || (entry.weight >= KNOWN && !compound)) return false;
  }
  return true;
}

/* The listed person whose last words are the span: "Pope Francis" for "Francis". */
static const wt_hit *titled_person(const wt_hits *hits, size_t at, const wt_span *s) {
  if (s->type != WT_PERSON || at == 0) return NULL;
  const wt_hit *h = &hits->items[at - 1]; /* the last one that begins before the span */
  return h->end == s->end && h->types & 1 << WT_PERSON && !h->certain ? h : NULL;
}

static bool collect(wt_resolver *r, unsigned field, wt_scope scope) {
  const wt_hits *hits = r->hits[field];
  const wt_spans *spans = r->spans[field];
  size_t s = 0;
  for (size_t h = 0; h < hits->n || s < spans->n;) {
    const wt_hit *hit = h < hits->n ? &hits->items[h] : NULL;
    const wt_span *span = s < spans->n ? &spans->items[s] : NULL;
    bool take_span = span != NULL && (hit == NULL || span->first < hit->first ||
                                      (span->first == hit->first && span->end >= hit->end));
    bool both = take_span && hit != NULL && span->first == hit->first && span->end == hit->end;
    uint32_t first = take_span ? span->first : hit->first;
    bool wanted = scope_of(r, field, first) == scope;
    if (take_span && span->type == WT_TYPES) wanted = both && hit->certain;
    if (!take_span || (both && !r->e->spans_decide)) wanted = wanted && !is_piece(r, hit, field);
    wt_found found;
    if (both && span->type == WT_PLACE && is_acronym_only(r, hit, field)) wanted = false;
    if (both) {
      found = from_both(r, hit, span, field, scope);
    } else if (take_span) {
      found = from_span(span, field, scope);
      const wt_hit *person = titled_person(hits, h, span);
      if (person != NULL) {
        wt_found listed = from_hit(r, person, field, scope);
        found.by |= listed.by;
        found.how |= WT_HOW_GAZETTEER;
        found.layer = listed.layer;
        found.name = listed.name;
        found.cases = listed.cases;
      }
    } else {
      found = from_hit(r, hit, field, scope);
      if (r->e->other_language && is_foreign_noun(r, hit, field)) wanted = false;
      if (r->e->spans_decide && !hit->certain && !is_origin(r, hit, field)) {
        wanted = false;
      } else if (hit->weak && !hit->certain) {
        int type = place_use(r, field, h) ? WT_PLACE : coordinated(r, field, h);
        if (type < WT_TYPES)
          found.type = (uint8_t)type;
        else
          wanted = false;
      }
    }
    if (wanted && !add_candidate(r, found)) return false;
    s += take_span;
    h += both || !take_span;
  }
  return true;
}

/* ---- choice ------------------------------------------------------------------------- */

static int priority(const wt_found *f) {
  if (f->by & BY_USER) return 3;
  if (f->name != WT_NONE && f->by & BY_RULE && f->type == WT_PERSON) return 3;
  return f->score < GUESS && !(f->by & BY_LIST) ? 1 : 2;
}

static int by_priority(const void *left, const void *right) {
  const wt_found *a = left, *b = right;
  int pa = priority(a), pb = priority(b);
  if (pa != pb) return pa > pb ? -1 : 1;
  uint32_t na = a->end - a->first, nb = b->end - b->first;
  if (na != nb) return na > nb ? -1 : 1;
  if (a->score > b->score) return -1;
  if (a->score < b->score) return 1;
  if (a->field != b->field) return a->field < b->field ? -1 : 1;
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  return a->how < b->how ? -1 : a->how > b->how;
}

/* ---- taking ------------------------------------------------------------------------- */

/* Marks a token as taken by a candidate until the mentions are made. */
static const uint32_t CANDIDATE = 1u << 31;

/* "Hilton" after "Paris Hilton", "Washington" after "Denzel Washington": a listed name that only
 * the list speaks for follows the person whose name ends so, when the article named that person
 * before. */
static void follow_person(wt_resolver *r, wt_found *found) {
  uint32_t words[NAME_WORDS];
  uint32_t n = wt_words_of(r, found->field, found->first, found->end, words);
  if (found->type == WT_PERSON && n > 1 && n <= NAME_WORDS) {
    for (uint32_t i = 1; i < n; i++)
      wt_table_add(&r->parts, wt_hash_words(r, found->field, words[i], found->end), 0);
  } else if (found->type != WT_PERSON && n <= 2 && !(found->by & (BY_RULE | BY_USER)) &&
             wt_table_find(&r->parts, wt_hash_words(r, found->field, found->first, found->end))) {
    found->type = WT_PERSON;
    found->by = BY_ARTICLE;
    found->how = WT_HOW_COREFERENCE;
    found->rule = "surname";
    found->name = WT_NONE;
  }
}

static bool take(wt_resolver *r) {
  for (int f = WT_FIELDS - 1; f >= 0; f--) {
    for (size_t i = 0; i < r->e->fields[f].n; i++) {
      if (!(r->owner[f][i] & CANDIDATE)) continue;
      wt_found found = r->candidates[r->owner[f][i] & ~CANDIDATE];
      follow_person(r, &found);
      if (!wt_add_mention(r, found)) return false;
    }
  }
  return true;
}

/* Whether candidates may share a token; they come field by field, nearly in the order in which they
 * begin. */
static bool compete(const wt_resolver *r) {
  uint32_t end = 0;
  for (size_t i = 0; i < r->n_candidates; i++) {
    const wt_found *c = &r->candidates[i];
    if (i > 0 && c->field != r->candidates[i - 1].field) end = 0;
    if (c->first < end) return true;
    end = c->end;
  }
  return false;
}

bool wt_join_evidence(wt_resolver *r, wt_scope scope) {
  r->n_candidates = 0;
  for (unsigned field = 0; field < WT_FIELDS; field++)
    if (!collect(r, field, scope)) return false;
  /* a model's spans are apart: nothing to decide, mostly */
  if (compete(r)) qsort(r->candidates, r->n_candidates, sizeof *r->candidates, by_priority);
  for (size_t i = 0; i < r->n_candidates; i++) {
    const wt_found *c = &r->candidates[i];
    uint32_t *owner = r->owner[c->field];
    bool is_free = true;
    for (uint32_t t = c->first; t < c->end && is_free; t++) is_free = owner[t] == 0;
    for (uint32_t t = c->first; t < c->end && is_free; t++) owner[t] = CANDIDATE | (uint32_t)i;
  }
  return take(r);
}
