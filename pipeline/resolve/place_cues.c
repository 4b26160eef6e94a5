/*
 * place_cues.c - the words around a name that say what kind of place it is.
 *
 * "New York" is a city and a state, "Georgia" a state and a country. Offices tell: a senator from
 * New York, the New York legislature, the mayor of New York, the president of Georgia. Looked at
 * are the word behind the name ("New York police") and, behind "of", "from" or "for", the words
 * before it within the sentence ("Senator Ron Wyden of Oregon"); a name behind "PLACE, " is no
 * city. An article before a name and no noun behind it is a water's ("into the Pacific"); capitals
 * before a dash begin a report from a city.
 */
#include "resolve/resolver.h"
#include "resolve/word_in.h"

enum { LOOK_BACK = 6 }; /* words: a title and a full name */

/* Folded words, each between single spaces. */
static const char STATE_BEFORE[] =
    " assemblyman assemblywoman congressman congresswoman delegation governor gov lawmaker "
    "lawmakers "
    "legislature rep representative sen senator senators state upstate ";
static const char STATE_BEHIND[] =
    " assembly attorney caucus caucuses delegation gov governor gubernatorial legislator "
    "legislators "
    "legislature lieutenant senate state ";
/* Of a country the adjective would stand there: "Georgian law". Of a capital and a state these say
 * nothing: "Washington Republicans". */
static const char NO_COUNTRY_BEHIND[] =
    " congressman congresswoman county couple democrat democrats families family law lawmaker "
    "lawmakers laws man men native natives primary rep republican republicans resident residents "
    "sen "
    "senator senators sheriff voter voters woman women ";
static const char CITY_BEFORE[] =
    " centre center city downtown mayor outskirts streets suburb suburbs town village ";
static const char CITY_BEHIND[] =
    " airport airports city hotel mayor neighborhood neighbourhood police suburb suburbs subway ";
static const char COUNTRY_BEFORE[] =
    " ambassador king minister ministers premier president queen republic ";
static const char COUNTRY_BEHIND[] = " ambassador embassy parliament president prime ";

/* "into the Pacific, where", "the Pacific to": an article, and no noun that the name describes. */
static bool is_water(const wt_resolver *r, const wt_tokens *tokens, const wt_found *m,
                     wt_sentence s) {
  if (m->first == s.first || !wt_token_in(tokens, m->first - 1, " the ")) return false;
  return m->end == s.end || tokens->tokens[m->end].kind == WT_TOKEN_PUNCT ||
         wt_classes_of(r, &tokens->tokens[m->end]) & WORD_FUNCTION;
}

static wt_place_kind before(const wt_tokens *tokens, uint32_t first, uint32_t start) {
  if (first == start) return PLACE_ANY;
  if (!wt_token_in(tokens, first - 1, " of from for "))
    return wt_token_in(tokens, first - 1, " upstate ")    ? PLACE_STATE
           : wt_token_in(tokens, first - 1, " downtown ") ? PLACE_CITY
                                                          : PLACE_ANY;
  for (uint32_t i = first - 1; i > start && first - i <= LOOK_BACK; i--) {
    if (tokens->tokens[i - 1].kind == WT_TOKEN_PUNCT && !(tokens->tokens[i].flags & WT_HYPHENATED))
      break;
    if (wt_token_in(tokens, i - 1, STATE_BEFORE)) return PLACE_STATE;
    if (wt_token_in(tokens, i - 1, CITY_BEFORE)) return PLACE_CITY;
    if (wt_token_in(tokens, i - 1, COUNTRY_BEFORE)) return PLACE_COUNTRY;
  }
  return PLACE_ANY;
}

/* "WASHINGTON — When the court": a dateline within a page. */
static bool is_reported_from(const wt_tokens *tokens, const wt_found *m, wt_sentence s) {
  if (m->first != s.first || m->end >= s.end ||
      tokens->tokens[m->first].letter_case != WT_CASE_UPPER)
    return false;
  const char *next = tokens->bytes + tokens->tokens[m->end].start;
  return memcmp(next, "\xe2\x80\x94", 3) == 0 || memcmp(next, "--", 2) == 0;
}

wt_place_kind wt_place_cue(const wt_resolver *r, const wt_found *m) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  const wt_sentence *s = &tokens->sentences[tokens->tokens[m->first].sentence];
  uint32_t next = m->end;
  if (next < s->end && tokens->tokens[next].flags & WT_SUFFIX) next++; /* "New York's mayor" */
  if (next < s->end) {
    if (wt_token_in(tokens, next, STATE_BEHIND)) return PLACE_STATE;
    if (wt_token_in(tokens, next, CITY_BEHIND)) return PLACE_CITY;
    if (wt_token_in(tokens, next, COUNTRY_BEHIND)) return PLACE_COUNTRY;
    if (wt_token_in(tokens, next, NO_COUNTRY_BEHIND)) return PLACE_INSIDE;
  }
  if (is_water(r, tokens, m, *s)) return PLACE_WATER;
  if (is_reported_from(tokens, m, *s)) return PLACE_CITY;
  return before(tokens, m->first, s->first);
}
