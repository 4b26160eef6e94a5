/*
 * metonymy.c - places that are named for their government or their team.
 *
 * "Moscow denied the report", "Brazil beat Germany 2-1": the place stays the entity, because that
 * is what readers look for, and the mention says what it stands for. Marked is only what two words
 * show: a country, a state or a capital as the subject right before a verb of speech or decision,
 * and places on both sides of a verb of winning. The distinction is that of Markert and Nissim,
 * "SemEval-2007 Task 08: Metonymy Resolution": place-for-people. Limits: "Ankara and Moscow
 * agreed", passives, and every place whose verb is not the next word stay unmarked.
 */
#include "resolve/resolver.h"
#include "resolve/word_in.h"

static const char SPEAKS[] =
    " accused accuses agreed announced banned condemned condemns demanded demands denied denies "
    "expelled imposed insisted insists pledged recognised recognises recognized recognizes refused "
    "refuses rejected rejects retaliated said says summoned threatened threatens urged urges vowed "
    "vows wants warned warns ";
static const char WINS[] = " beat beats defeated defeats edged hammered routed thrashed thumped ";
static const char CLAUSE[] =
    " although as because but if since that though until when whether while ";

/* Begins the sentence, a clause or a quotation: nothing before it can govern it ("in Moscow said").
 */
static bool is_subject(const wt_tokens *tokens, uint32_t first, wt_sentence s) {
  if (first == s.first || wt_token_in(tokens, first - 1, CLAUSE)) return true;
  const wt_token *t = &tokens->tokens[first], *before = t - 1;
  return before->kind == WT_TOKEN_PUNCT && !(t->flags & (WT_SPACE_BEFORE | WT_HYPHENATED));
}

static bool is_capitalised(const wt_tokens *tokens, uint32_t i) {
  const wt_token *t = &tokens->tokens[i];
  return t->kind == WT_TOKEN_WORD && t->letter_case == WT_CASE_INITIAL;
}

static bool has_government(wt_resolver *r, const wt_found *m) {
  wt_entry entry;
  if (!wt_form_entry(r, wt_form_root(r, m->form), &entry)) return false;
  return wt_word_in(" admin1 capital country ", entry.subtype, strlen(entry.subtype));
}

const char *wt_stands_for(wt_resolver *r, const wt_found *m) {
  if (wt_is_language(r, m)) return "language";
  if (m->type != WT_PLACE) return NULL;
  const wt_tokens *tokens = &r->e->fields[m->field];
  const wt_token *token = &tokens->tokens[m->first];
  if (token->zone == WT_ZONE_DATELINE) return NULL;
  wt_sentence s = tokens->sentences[token->sentence];
  bool followed = m->end < s.end;
  if (followed && wt_token_in(tokens, m->end, SPEAKS) && is_subject(tokens, m->first, s) &&
      has_government(r, m))
    return "government";
  bool wins =
      m->end + 1 < s.end && wt_token_in(tokens, m->end, WINS) && is_capitalised(tokens, m->end + 1);
  bool owner = followed && tokens->tokens[m->end].flags & WT_SUFFIX; /* "Germany's Schuettler" */
  bool loses = !owner && m->first >= s.first + 2 && wt_token_in(tokens, m->first - 1, WINS) &&
               is_capitalised(tokens, m->first - 2);
  return wins || loses ? "team" : NULL;
}
