#include "recognise/phrases.h"

#include <string.h>

/* ---- finding ------------------------------------------------------------------------ */

static bool has(const wt_reading *r, uint32_t i, wt_clues classes) {
  return (r->clues[i] & classes) != 0;
}

/* "US", "WHO", "IT" look like function words once folded; in capitals they are none. Neither are
 * "Will" and "May" within a sentence. */
static bool is_function(const wt_reading *r, uint32_t i) {
  if (!has(r, i, WORD_FUNCTION)) return false;
  if (wt_token_at(r, i)->letter_case == WT_CASE_UPPER && has(r, i, CLUE_PLAIN_LINE)) return false;
  return has(r, i, CLUE_FIRST) || !has(r, i, WORD_GIVEN | WORD_DATE);
}

static bool name_token(const wt_reading *r, uint32_t i) {
  return has(r, i, CLUE_CAPITAL) && !is_function(r, i) && !has(r, i, WORD_NO_NAME | CLUE_MONEY);
}

/* "al-Assad", "el-Sisi": a lower-case particle that a hyphen binds to a capital. */
static bool bound_particle(const wt_reading *r, wt_sentence s, uint32_t i) {
  return i + 2 < s.end && has(r, i, WORD_PARTICLE) && wt_is_hyphen(r, i + 1) &&
         has(r, i + 2, CLUE_CAPITAL);
}

/* A capital at a sentence's start counts when nothing says that it is an everyday word. */
static bool trusted(const wt_reading *r, uint32_t i) {
  if (!has(r, i, CLUE_FIRST)) return true;
  if (has(r, i, CLUE_SEEN_CAPITAL | WORD_TITLE | WORD_GIVEN)) return true;
  if (wt_token_at(r, i)->letter_case != WT_CASE_INITIAL) return true;
  const wt_hit *hit = wt_hit_at(r, i);
  if (hit != NULL && hit->end - hit->first > 1) return true;
  return !has(r, i, WORD_COMMON | CLUE_SEEN_LOWER);
}

static bool starts(const wt_reading *r, wt_sentence s, uint32_t i) {
  if (wt_token_at(r, i)->flags & WT_IN_ADDRESS) return false;
  if (bound_particle(r, s, i)) return true;
  const wt_hit *hit = wt_hit_at(r, i);
  if (hit != NULL && hit->end - hit->first > 1 && has(r, i, CLUE_CAPITAL) && !is_function(r, i))
    return true;
  return name_token(r, i) && trusted(r, i);
}

static bool same_word(const wt_reading *r, uint32_t i, const char *word, size_t size) {
  const wt_token *t = wt_token_at(r, i);
  return t->letter_case == WT_CASE_LOWER && t->fold_size == size &&
         memcmp(wt_token_fold(r->tokens, t), word, size) == 0;
}
#define IS_WORD(r, i, literal) same_word(r, i, literal, sizeof(literal) - 1)

/* Behind a hyphen at `last + 1`: "Saint-Germain", "Youn-jin", "France-3", "Port-au-Prince", but
 * not "Chicago-based". */
static uint32_t behind_hyphen(const wt_reading *r, wt_sentence s, uint32_t last) {
  uint32_t i = last + 2;
  if (i >= s.end) return 0;
  if (has(r, last, WORD_BODY) && has(r, i, WORD_BODY)) return 0; /* "House-Senate" */
  if (has(r, i, CLUE_CAPITAL)) return i;
  const wt_token *t = wt_token_at(r, i);
  if (i + 2 < s.end && t->fold_size <= 3 && wt_is_hyphen(r, i + 1) && has(r, i + 2, CLUE_CAPITAL))
    return i + 2;
  bool name_tail = t->kind == WT_TOKEN_WORD && !has(r, i, WORD_COMMON | WORD_HYPHEN_TAIL) &&
                   !has(r, last, WORD_COMMON);
  return name_tail || t->kind == WT_TOKEN_NUMBER ? i : 0;
}

/* Whether the phrase has an "of" or "for" behind an organization's head. */
static bool is_joined(const wt_reading *r, uint32_t first, uint32_t last) {
  uint32_t from = last - first > PHRASE_TOKENS ? last - PHRASE_TOKENS : first;
  for (uint32_t i = from + 1; i < last; i++)
    if (has(r, i, WORD_FUNCTION) && !has(r, i, CLUE_CAPITAL) && has(r, i - 1, WORD_ORG_OF))
      return true;
  return false;
}

/* Behind "of", "for", "on", "in" at `last + 1`, when the word before takes it. */
static uint32_t behind_preposition(const wt_reading *r, wt_sentence s, uint32_t first,
                                   uint32_t last) {
  uint32_t i = last + 1;
  bool joins = false;
  if (IS_WORD(r, i, "of"))
    joins = has(r, last, WORD_ORG_OF | WORD_PLACE_OF | WORD_EVENT_OF | WORD_TITLE) ||
            (is_joined(r, first, last) && wt_hit_at(r, last) == NULL);
  else if (IS_WORD(r, i, "for"))
    joins = has(r, last, WORD_ORG_OF | WORD_PRIZE);
  else if (IS_WORD(r, i, "on"))
    joins = has(r, last, WORD_ORG_OF) && has(r, last, WORD_ORG_LAST);
  else if (IS_WORD(r, i, "in"))
    return has(r, last, WORD_PRIZE) && i + 1 < s.end && name_token(r, i + 1) &&
                   wt_hit_at(r, i + 1) == NULL
               ? i + 1
               : 0;
  if (!joins || i + 1 >= s.end) return 0;
  uint32_t next = i + 1 + IS_WORD(r, i + 1, "the");
  return next < s.end && name_token(r, next) && !has(r, next, WORD_DATE) ? next : 0;
}

/* Behind "and": "Department of Health and Human Services", "Food and Drug Administration". With an
 * "of" before, any word may follow that begins no other name; else an organization's head must
 * follow soon, and both neighbours must be words that are no names themselves. */
static uint32_t behind_and(const wt_reading *r, wt_sentence s, uint32_t first, uint32_t last) {
  enum { SOON = 4 };
  uint32_t next = last + 2;
  if (next >= s.end || !name_token(r, next)) return 0;
  const wt_clues other_name = WORD_GIVEN | WORD_TITLE | WORD_DATE;
  if (has(r, next, WORD_TITLE | WORD_DATE) || wt_hit_at(r, next) != NULL) return 0;
  if (is_joined(r, first, last)) return wt_hit_at(r, last) == NULL ? next : 0;
  if (has(r, next, other_name)) return 0;
  const wt_hit *hit = wt_hit_at(r, last);
  if (has(r, last, other_name | WORD_ORG_LAST) || (hit != NULL && !hit->weak)) return 0;
  for (uint32_t i = next; i < s.end && i < next + SOON && name_token(r, i); i++)
    if (has(r, i, WORD_ORG_LAST)) return next;
  return 0;
}

/* Where the phrase goes on behind its last token `last`: the index of the next token that belongs
 * to it, or 0. The tokens between belong to it too. */
static uint32_t continues(const wt_reading *r, wt_sentence s, uint32_t first, uint32_t last) {
  uint32_t i = last + 1;
  if (i >= s.end || wt_token_at(r, i)->flags & (WT_PARAGRAPH_BEFORE | WT_IN_ADDRESS)) return 0;
  if (wt_is_hyphen(r, i)) return behind_hyphen(r, s, last);
  if (name_token(r, i)) return i;
  const wt_token *t = wt_token_at(r, i);
  if (t->kind == WT_TOKEN_NUMBER) return has(r, last, WORD_EVENT_FIRST) ? i : 0; /* "Apollo 11" */
  if (i + 1 >= s.end) return 0;
  if (wt_token_is(r, i, '&')) return has(r, i + 1, CLUE_CAPITAL) ? i + 1 : 0;
  if (t->flags & WT_SUFFIX) /* "People's Republic", "Children's Hospital" */
    return has(r, last, WORD_COMMON) && name_token(r, i + 1) ? i + 1 : 0;
  if (t->kind != WT_TOKEN_WORD || t->letter_case != WT_CASE_LOWER) return 0;
  if (bound_particle(r, s, i)) return i + 2;
  if (IS_WORD(r, i, "and")) return behind_and(r, s, first, last);
  uint32_t next = behind_preposition(r, s, first, last);
  if (next != 0) return next;
  if (has(r, i, WORD_PARTICLE)) {
    if (name_token(r, i + 1)) return i + 1;
    if (i + 2 < s.end && has(r, i + 1, WORD_PARTICLE) && name_token(r, i + 2)) return i + 2;
  }
  return 0;
}

bool wt_next_phrase(const wt_reading *r, wt_sentence s, uint32_t *at, uint32_t *first,
                    uint32_t *end) {
  for (uint32_t i = *at; i < s.end; i++) {
    if (!has(r, i, CLUE_PLAIN_LINE) || !starts(r, s, i)) continue;
    uint32_t last = bound_particle(r, s, i) ? i + 2 : i;
    for (;;) {
      const wt_hit *hit = wt_hit_at(r, last);
      if (hit != NULL && hit->end > last + 1 && hit->end <= s.end) last = hit->end - 1;
      uint32_t next = continues(r, s, i, last);
      if (next == 0) break;
      last = next;
    }
    *at = last + 1;
    if (last + 1 - i > PHRASE_TOKENS) {
      i = last; /* on behind it: a run is walked once */
      continue;
    }
    *first = i;
    *end = last + 1;
    return true;
  }
  *at = s.end;
  return false;
}

/* ---- cutting ------------------------------------------------------------------------ */

/* A listed name of several words is one piece, unless it is a person's with
 * the title ("Pope Francis"). */
static const wt_hit *whole_name(const wt_reading *r, uint32_t i, uint32_t end) {
  const wt_hit *hit = wt_hit_at(r, i);
  if (hit == NULL || hit->end - hit->first < 2 || hit->end > end) return NULL;
  for (uint32_t k = i; k < hit->end && hit->types == 1 << WT_PERSON; k++)
    if (has(r, k, WORD_TITLE)) return NULL;
  return hit;
}

/* "General Assembly", "Major League", "King County": no title before such a word. */
static bool title_here(const wt_reading *r, uint32_t first, uint32_t i, uint32_t end) {
  if (!has(r, i, WORD_TITLE)) return false;
  const wt_clues heads = WORD_ORG_LAST | WORD_PLACE_LAST | WORD_EVENT_LAST | WORD_LEGAL;
  if (i > first && has(r, i - 1, WORD_FUNCTION) && !has(r, i - 1, CLUE_CAPITAL))
    return false; /* "Court of Justice" */
  return i + 1 >= end || has(r, i + 1, WORD_TITLE | WORD_GIVEN) || !has(r, i + 1, heads);
}

/* What belongs to a title behind its first word: "Chief Executive", "Secretary of State", but not
 * the listed place of "President of Turkey". */
static uint32_t skip_complement(const wt_reading *r, uint32_t i, uint32_t end) {
  while (i + 1 < end && has(r, i, WORD_TITLE_PART) && has(r, i, CLUE_CAPITAL) &&
         !has(r, i, WORD_GIVEN) && has(r, i + 1, CLUE_CAPITAL) && whole_name(r, i, end) == NULL)
    i++;
  if (i + 1 >= end || has(r, i, CLUE_CAPITAL) || !has(r, i, WORD_FUNCTION)) return i;
  uint32_t next = i + 1;
  while (next < end && !has(r, next, CLUE_CAPITAL)) next++;
  if (has(r, end - 1, WORD_AFFAIRS)) return end; /* "Minister of Colonial Affairs" */
  if (next < end && has(r, next, WORD_TITLE_PART | WORD_COMMON) && whole_name(r, next, end) == NULL)
    return next + 1;
  return i;
}

/* Months and weekdays are no names, except "Theresa May". */
static bool is_date(const wt_reading *r, uint32_t start, uint32_t i, uint32_t end) {
  if (!has(r, i, WORD_DATE) || !has(r, i, CLUE_CAPITAL)) return false;
  bool month_name = wt_token_at(r, i)->fold_size <= 6;
  return !(month_name && i > start && has(r, i - 1, WORD_GIVEN) && i + 1 == end);
}

typedef struct {
  const wt_reading *r;
  wt_part *parts;
  size_t n;
} cutter;

static void close_part(cutter *c, uint32_t first, uint32_t end, unsigned flags) {
  const wt_reading *r = c->r;
  while (first < end && !has(r, first, CLUE_CAPITAL) &&
         !(has(r, first, WORD_PARTICLE) && first + 1 < end && wt_is_hyphen(r, first + 1)))
    first++;
  while (end > first && !has(r, end - 1, CLUE_CAPITAL) &&
         !(end - 1 > first && (wt_is_hyphen(r, end - 2) || has(r, end - 2, WORD_EVENT_FIRST))))
    end--;
  if (first < end) c->parts[c->n++] = (wt_part){first, end, flags};
}

size_t wt_cut_phrase(const wt_reading *r, uint32_t first, uint32_t end,
                     wt_part parts[PHRASE_PARTS]) {
  cutter c = {.r = r, .parts = parts};
  uint32_t start = first;
  unsigned flags = 0;
  for (uint32_t i = first; i < end;) {
    const wt_hit *hit = whole_name(r, i, end);
    if (hit != NULL) {
      i = hit->end;
    } else if (is_date(r, start, i, end)) {
      close_part(&c, start, i, flags);
      start = ++i;
      flags = 0;
    } else if (has(r, i, CLUE_CAPITAL) && title_here(r, first, i, end)) {
      uint32_t cut = i; /* "Deputy Foreign" before "Minister" goes with it */
      while (cut > start && has(r, cut - 1, WORD_TITLE_PART) && whole_name(r, cut - 1, end) == NULL)
        cut--;
      close_part(&c, start, cut, flags);
      start = i = skip_complement(r, i + 1, end);
      bool of = i < end && has(r, i, WORD_FUNCTION) && !has(r, i, CLUE_CAPITAL);
      flags = of ? 0 : PART_TITLED;
    } else {
      i++;
    }
  }
  close_part(&c, start, end, flags);
  return c.n;
}
