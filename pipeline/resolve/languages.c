/*
 * languages.c - "available in German, French and Italian": nationality words that name languages.
 *
 * A list has one entry for the people and its language, and for most readers that is enough. But an
 * article that was translated into French is not about France: such a mention says that it stands
 * for a language, and focus.c leaves it out. Language is a word, or a series of them, behind "in"
 * or "into" that no noun follows, and one before "language", "version" and the like.
 */
#include "resolve/resolver.h"
#include "resolve/word_in.h"

static const char BEFORE[] = " in into speak speaking speaks spoke ";
static const char BESIDE[] = " and both or ";
static const char BEHIND[] =
    " language languages speaker speakers speaking subtitles translation translations version "
    "versions ";
/* What may follow a language without being a noun that it describes. */
static const char GOES_ON[] =
    " and as at but by for on only or since so that to when which while with ";

static bool is_nationality(wt_resolver *r, unsigned field, uint32_t i) {
  wt_entry entry;
  uint32_t owner = r->owner[field][i];
  if (owner == 0 || r->mentions[owner - 1].type != WT_MISC) return false;
  if (!wt_form_entry(r, wt_form_root(r, r->mentions[owner - 1].form), &entry)) return false;
  return wt_word_in(" language nationality ", entry.subtype, strlen(entry.subtype));
}

static bool is_joint(const wt_tokens *tokens, uint32_t i) {
  return tokens->bytes[tokens->tokens[i].start] == ',' || wt_token_in(tokens, i, BESIDE);
}

bool wt_is_language(wt_resolver *r, const wt_found *m) {
  if (m->type != WT_MISC || !is_nationality(r, m->field, m->first)) return false;
  const wt_tokens *tokens = &r->e->fields[m->field];
  wt_sentence s = tokens->sentences[tokens->tokens[m->first].sentence];
  uint32_t end = m->end, last = m->end; /* last: behind the last nationality of the series */
  while (end < s.end && (is_joint(tokens, end) || is_nationality(r, m->field, end))) {
    end++;
    if (is_nationality(r, m->field, end - 1)) last = end;
  }
  if (last < s.end && wt_token_in(tokens, last, BEHIND)) /* not "a European version of NAFTA" */
    return last + 1 == s.end || !wt_token_in(tokens, last + 1, " of ");
  uint32_t first = m->first;
  while (first > s.first && (is_joint(tokens, first - 1) || is_nationality(r, m->field, first - 1)))
    first--;
  if (first == s.first || !wt_token_in(tokens, first - 1, BEFORE)) return false;
  if (last == s.end || wt_token_in(tokens, last, GOES_ON)) return true;
  bool hyphen = last + 1 < s.end && tokens->tokens[last + 1].flags & WT_HYPHENATED;
  return tokens->tokens[last].kind == WT_TOKEN_PUNCT && !hyphen; /* "in Russian-held towns" */
}
