/*
 * rules.c - the table of rules.
 *
 * Order matters: the first rule that applies gives the type, so what is nearly certain stands first
 * (a title, a legal form, the head of the name) and guesses from context last. Scores are the
 * rules' precision on the training articles, with and without the gazetteer's consent; resolve
 * weighs them against the gazetteer.
 */
#include "recognise/rules.h"

#include <string.h>

/* One candidate, with what the rules ask again and again. */
typedef struct {
  const wt_reading *r;
  wt_sentence s;
  uint32_t first, end;
  unsigned flags;
  uint32_t n;          /* capitalised words */
  wt_clues head, tail; /* clues of the first and the last word */
  wt_clues any, all;   /* clues that any / every capitalised word has */
  wt_clues before_of;  /* clues of the word before "of" or "for"; 0: there is none */
  const wt_hit *hit;   /* exactly this listed name, or NULL */
} candidate;

static const wt_token *token(const candidate *c, uint32_t i) { return wt_token_at(c->r, i); }

static candidate describe(const wt_reading *r, wt_sentence s, wt_part part) {
  candidate c = {.r = r, .s = s, .first = part.first, .end = part.end, .flags = part.flags};
  c.all = ~UINT64_C(0);
  for (uint32_t i = c.first; i < c.end; i++) {
    wt_clues clues = r->clues[i];
    if (clues & CLUE_CAPITAL) {
      c.n++;
      c.any |= clues;
      c.all &= clues;
    } else if (i > c.first && c.before_of == 0 && clues & WORD_FUNCTION) {
      c.before_of = r->clues[i - 1];
    }
  }
  c.head = r->clues[c.first];
  c.tail = r->clues[c.end - 1];
  const wt_hit *hit = wt_hit_at(r, c.first);
  if (hit != NULL && hit->end == c.end) c.hit = hit;
  return c;
}

/* Clues of the word before, in lower case; 0 at the start and behind punctuation. */
static wt_clues before(const candidate *c) {
  if (c->first <= c->s.first) return 0;
  const wt_token *t = token(c, c->first - 1);
  return t->letter_case == WT_CASE_LOWER ? c->r->clues[c->first - 1] : 0;
}

/* Clues of a word in lower case right behind; 0 otherwise. */
static wt_clues behind(const candidate *c) {
  if (c->end >= c->s.end) return 0;
  return token(c, c->end)->letter_case == WT_CASE_LOWER ? c->r->clues[c->end] : 0;
}

static bool is_acronym(const candidate *c) {
  const wt_token *t = token(c, c->first);
  return c->end - c->first == 1 && t->letter_case == WT_CASE_UPPER && t->fold_size >= 2 &&
         t->fold_size <= 6 && !(c->head & WORD_GENERATION);
}

/* ---- persons ------------------------------------------------------------------------ */

static bool title_before(const candidate *c) {
  if (!(c->flags & PART_TITLED) || c->n > 4 || c->before_of != 0) return false;
  if (c->n > 1 && c->tail & (WORD_ORG_LAST | WORD_PLACE_LAST) && !(c->head & WORD_GIVEN))
    return false;
  if (is_acronym(c)) return false;
  return c->head & WORD_GIVEN || !(c->all & (WORD_COMMON | WORD_TITLE_PART | WORD_ORG_LAST));
}

static bool given_name(const candidate *c) {
  return c->n >= 2 && c->n <= 5 && c->head & WORD_GIVEN && c->before_of == 0;
}

static bool given_name_and_surname_head(const candidate *c) {
  return c->n == 2 && c->head & WORD_GIVEN && c->tail & WORD_SURNAME_HEAD;
}

static bool generation(const candidate *c) {
  if (c->n < 2 || !(c->tail & WORD_GENERATION) || c->end - c->first < 2) return false;
  wt_clues previous = c->r->clues[c->end - 2];
  return !(previous &
           (WORD_EVENT_LAST | WORD_PLACE_LAST | WORD_ORG_LAST | WORD_EVENT_FIRST | WORD_COMMON));
}

/* "J. K. Rowling", "John R. Bolton": a single letter with its period, not in the last place. */
static bool initials(const candidate *c) {
  if (c->n < 2 || c->before_of != 0) return false;
  for (uint32_t i = c->first; i + 1 < c->end; i++)
    if (token(c, i)->fold_size == 1 && token(c, i)->flags & WT_PERIOD) return true;
  return false;
}

static bool name_words(const candidate *c, uint32_t at_most) {
  return c->n <= at_most && c->before_of == 0 && !(c->any & (WORD_COMMON | WORD_ORG_LAST)) &&
         !is_acronym(c);
}

static bool role_before(const candidate *c) {
  if (!name_words(c, 4) || !(before(c) & (WORD_ROLE | WORD_TITLE))) return false;
  return c->n >= 2 || c->hit == NULL || c->hit->best == WT_PERSON;
}

/* "Ahmed Hassan, 34," */
static bool age_behind(const candidate *c) {
  if (c->n < 2 || !name_words(c, 4) || c->end + 2 >= c->s.end) return false;
  if (!wt_token_is(c->r, c->end, ',') || !wt_token_is(c->r, c->end + 2, ',')) return false;
  const wt_token *age = token(c, c->end + 1);
  return age->kind == WT_TOKEN_NUMBER && age->end - age->start <= 2;
}

/* "Zorblatt van der Quxley"; "de", "al" and their like stand inside too many other names. */
static bool particle_inside(const candidate *c) {
  static const char *const PARTICLES[] = {"van", "von", "bin", "ibn"};
  if (c->n < 2 || c->any & (WORD_COMMON | WORD_ORG_LAST | WORD_PLACE_FIRST)) return false;
  for (uint32_t i = c->first + 1; i + 1 < c->end; i++) {
    if (token(c, i)->letter_case != WT_CASE_LOWER || token(c, i)->fold_size != 3) continue;
    for (size_t k = 0; k < sizeof PARTICLES / sizeof *PARTICLES; k++)
      if (memcmp(wt_token_fold(c->r->tokens, token(c, i)), PARTICLES[k], 3) == 0) return true;
  }
  return false;
}

/* A given name alone, beside a role or in an enumeration: "his daughters, Nadine, Ashley and Toni".
 */
static bool given_name_alone(const candidate *c) {
  if (c->n != 1 || c->end - c->first != 1 || !(c->head & WORD_GIVEN) || c->first <= c->s.first)
    return false;
  if (c->head & (WORD_COMMON | CLUE_FIRST | CLUE_SEEN_LOWER) || is_acronym(c)) return false;
  if (c->hit != NULL && !(c->hit->types & 1 << WT_PERSON)) return false;
  if (before(c) & WORD_ROLE) return true;
  const wt_token *t = token(c, c->first - 1);
  bool list =
      wt_token_is(c->r, c->first - 1, ',') || (t->fold_size == 3 && before(c) & WORD_FUNCTION);
  return list && c->end < c->s.end && token(c, c->end)->kind == WT_TOKEN_PUNCT;
}

/* The end of a longer name that was not understood: "Directorate General of [Civil Aviation]". */
static bool is_fragment(const candidate *c) {
  return c->first >= c->s.first + 2 && before(c) & WORD_FUNCTION &&
         c->r->clues[c->first - 2] & CLUE_CAPITAL && token(c, c->first - 1)->fold_size <= 3;
}

static bool two_or_three_words(const candidate *c) {
  const wt_token *first = token(c, c->first); /* "AP Kobi Gideon" */
  if (first->letter_case == WT_CASE_UPPER && !(first->flags & WT_PERIOD)) return false;
  return c->n >= 2 && name_words(c, 3) && !(c->any & WORD_DIRECTION) && !is_fragment(c);
}

/* ---- organizations ------------------------------------------------------------------ */

static bool legal_form(const candidate *c) { return c->n >= 2 && c->tail & WORD_LEGAL; }

static bool organization_of(const candidate *c) {
  return c->before_of & WORD_ORG_OF && !(c->before_of & WORD_PLACE_OF);
}

static bool organization_head(const candidate *c) { return c->n >= 2 && c->tail & WORD_ORG_LAST; }

static bool body(const candidate *c) {
  return c->n == 1 && c->tail & WORD_BODY &&
         (!(c->tail & CLUE_FIRST) || !(c->tail & CLUE_SEEN_LOWER));
}

/* "beat Chelsea", "Chelsea midfielder Eden Hazard": a listed name that may be a club's is one. */
static bool result(const candidate *c) {
  if (c->hit == NULL || !(c->hit->types & 1 << WT_ORGANIZATION)) return false;
  if (c->hit->weak && behind(c) & WORD_ROLE) return true;
  return ((before(c) | behind(c)) & WORD_RESULT) != 0;
}

/* "the Democratic party": the one name that ends in lower case. */
static bool party(const candidate *c) {
  if (c->n > 2 || !(c->tail & WORD_PARTY) || c->end >= c->s.end) return false;
  const wt_token *t = token(c, c->end);
  return t->letter_case == WT_CASE_LOWER && t->fold_size == 5 &&
         memcmp(wt_token_fold(c->r->tokens, t), "party", 5) == 0;
}

static bool acronym(const candidate *c) { return is_acronym(c) && !(c->head & WORD_COMMON); }

/* ---- places and others -------------------------------------------------------------- */

static bool place_of(const candidate *c) { return (c->before_of & WORD_PLACE_OF) != 0; }
static bool place_head(const candidate *c) { return c->n >= 2 && c->tail & WORD_PLACE_LAST; }
static bool place_first(const candidate *c) {
  return c->n >= 2 && c->n <= 3 && c->head & WORD_PLACE_FIRST && c->before_of == 0;
}

/* "Khogyani district", "the village of Glenties". */
static bool kind_of_place_beside(const candidate *c) {
  if (c->n > 3 || c->before_of != 0 || c->any & (WORD_COMMON | WORD_ORG_LAST)) return false;
  if (behind(c) & WORD_KIND_OF_PLACE && !is_acronym(c)) return true;
  return c->first >= c->s.first + 2 && before(c) & WORD_FUNCTION &&
         token(c, c->first - 1)->fold_size == 2 && c->r->clues[c->first - 2] & WORD_KIND_OF_PLACE &&
         !(c->r->clues[c->first - 2] & CLUE_CAPITAL) &&
         c->r->tokens->bytes[token(c, c->first - 1)->start] == 'o';
}

/* "the newspaper Zaman", "Al-Alam network". */
static bool kind_of_organization_beside(const candidate *c) {
  if (c->n > 3 || c->any & WORD_GIVEN || c->hit != NULL) return false;
  return ((before(c) | behind(c)) & WORD_KIND_OF_ORG) != 0;
}

static bool direction_before_place(const candidate *c) {
  if (c->n < 2 || !(c->head & WORD_DIRECTION)) return false;
  const wt_hit *hit = wt_hit_at(c->r, c->first + 1);
  return hit != NULL && hit->end == c->end && hit->types & 1 << WT_PLACE;
}

static bool place_preposition(const candidate *c) {
  if (c->n > 2 || !(before(c) & WORD_PLACE_PREPOSITION) || is_acronym(c)) return false;
  return !(c->any & (WORD_COMMON | WORD_ORG_LAST | WORD_EVENT_LAST | WORD_TITLE_PART));
}

static bool prize_for(const candidate *c) { return (c->before_of & WORD_PRIZE) != 0; }
static bool heavenly_body(const candidate *c) {
  return c->n == 1 && c->end - c->first == 1 && c->head & WORD_HEAVENLY && !(c->head & CLUE_FIRST);
}
static bool event_of(const candidate *c) { return (c->before_of & WORD_EVENT_OF) != 0; }
static bool event_head(const candidate *c) { return c->n >= 2 && c->tail & WORD_EVENT_LAST; }
static bool event_first(const candidate *c) {
  return c->end - c->first >= 2 && c->head & WORD_EVENT_FIRST;
}

/* ---- the table ---------------------------------------------------------------------- */

typedef struct {
  const char *name;
  wt_type type;
  float score;
  bool (*applies)(const candidate *c);
} rule;

static const char PARTY_RULE[] = "party"; /* takes the word behind the candidate too */

static const rule RULES[] = {
    {"title-before-person", WT_PERSON, 0.95f, title_before},
    {PARTY_RULE, WT_ORGANIZATION, 0.90f, party},
    {"result", WT_ORGANIZATION, 0.92f, result},
    {"legal-form", WT_ORGANIZATION, 0.90f, legal_form},
    {"place-of", WT_PLACE, 0.85f, place_of},
    {"prize-for", WT_MISC, 0.90f, prize_for},
    {"event-of", WT_MISC, 0.75f, event_of},
    {"organization-of", WT_ORGANIZATION, 0.85f, organization_of},
    {"event-first", WT_MISC, 0.85f, event_first},
    {"initials", WT_PERSON, 0.75f, initials},
    {"given-name", WT_PERSON, 0.90f, given_name_and_surname_head},
    {"event-head", WT_MISC, 0.85f, event_head},
    {"organization-head", WT_ORGANIZATION, 0.90f, organization_head},
    {"kind-of-place-beside", WT_PLACE, 0.92f, kind_of_place_beside},
    {"place-head", WT_PLACE, 0.90f, place_head},
    {"place-first", WT_PLACE, 0.90f, place_first},
    {"direction-before-place", WT_PLACE, 0.90f, direction_before_place},
    {"generation", WT_PERSON, 0.75f, generation},
    {"given-name", WT_PERSON, 0.90f, given_name},
    {"heavenly-body", WT_PLACE, 0.90f, heavenly_body},
    {"body", WT_ORGANIZATION, 0.90f, body},
    {"role-before-person", WT_PERSON, 0.88f, role_before},
    {"age-behind-person", WT_PERSON, 0.90f, age_behind},
    {"particle-in-person", WT_PERSON, 0.70f, particle_inside},
    {"place-preposition", WT_PLACE, 0.75f, place_preposition},
    {"acronym", WT_ORGANIZATION, 0.60f, acronym},
    {"kind-of-organization-beside", WT_ORGANIZATION, 0.80f, kind_of_organization_beside},
    {"given-name-alone", WT_PERSON, 0.70f, given_name_alone},
    {"two-or-three-words", WT_PERSON, 0.50f, two_or_three_words},
};
enum { N_RULES = sizeof RULES / sizeof *RULES };

/* A nationality or place that leads the part and is only its neighbour: "Russian | Sergey Lavrov",
 * "Syria | Sergey Vershinin", but not "Russian Foreign Ministry", "Syrian Arab Republic" or
 * "Jordan Henderson". */
static void cut_leading_hit(candidate *c) {
  for (;;) {
    const wt_hit *hit = wt_hit_at(c->r, c->first);
    if (hit == NULL || hit->end >= c->end || c->before_of != 0) return;
    if (!(hit->types & (1 << WT_MISC | 1 << WT_PLACE)) || hit->best == WT_PERSON) return;
    if (c->head & WORD_DIRECTION) return;
    bool person_here = c->flags & PART_TITLED || before(c) & WORD_ROLE;
    if (hit->end - hit->first == 1 && c->n == 2 && hit->best == WT_PLACE && person_here) return;
    if (wt_is_hyphen(c->r, hit->end) && !(c->r->clues[hit->end + 1] & CLUE_CAPITAL)) return;
    const wt_clues heads = WORD_ORG_LAST | WORD_PLACE_LAST | WORD_EVENT_LAST | WORD_LEGAL;
    uint32_t next = hit->end;
    while (next < c->end && !(c->r->clues[next] & CLUE_CAPITAL)) next++;
    if (next >= c->end) return;
    const wt_hit *rest_hit = wt_hit_at(c->r, next);
    bool listed_rest = rest_hit != NULL && rest_hit->end == c->end && next + 2 < c->end;
    if (c->tail & heads && !listed_rest) return;
    if (hit->end - hit->first == 1 && c->head & WORD_GIVEN && hit->types & 1 << WT_PLACE &&
        (c->n == 2 || !(c->r->clues[next] & WORD_GIVEN)))
      return;
    wt_part rest = {next, c->end, 0};
    *c = describe(c->r, c->s, rest);
  }
}

/* "Iranian-American", "Indo-French" are one name, "Russian-Turkish" is two. */
static bool hyphenated_nationality(const candidate *c) {
  if (c->end - c->first != 3 || !wt_is_hyphen(c->r, c->first + 1)) return false;
  const wt_hit *right = wt_hit_at(c->r, c->first + 2), *left = wt_hit_at(c->r, c->first);
  if (right == NULL || right->end != c->end || right->best != WT_MISC) return false;
  const wt_token *t = token(c, c->first + 2);
  bool american = t->fold_size >= 8 && memcmp(wt_token_fold(c->r->tokens, t), "american", 8) == 0;
  return american || left == NULL;
}

bool wt_apply_rules(const wt_reading *r, wt_sentence s, wt_part part, wt_span *out) {
  candidate c = describe(r, s, part);
  if (hyphenated_nationality(&c)) {
    *out = (wt_span){.first = c.first,
                     .end = c.end,
                     .type = WT_MISC,
                     .score = 0.9f,
                     .how = WT_HOW_RULE,
                     .rule = "hyphenated-nationality"};
    return true;
  }
  cut_leading_hit(&c);
  if (c.n == 0) return false;
  for (size_t i = 0; i < N_RULES; i++) {
    if (!RULES[i].applies(&c)) continue;
    *out = (wt_span){.first = c.first,
                     .end = c.end + (RULES[i].name == PARTY_RULE),
                     .type = RULES[i].type,
                     .score = RULES[i].score,
                     .how = WT_HOW_RULE,
                     .rule = RULES[i].name};
    return true;
  }
  return false;
}
