/*
 * bracketed.c - an acronym in brackets is the name before it, whatever the list knows under its
 * letters: "Federal Security Service (FSB)", and the other way round "WWE (World Wrestling
 * Entertainment)".
 */
#include "resolve/name_parts.h"

/* Of the bodies with the letters of an acronym, the first that is named like its expansion. */
static void choose_expanded(wt_resolver *r, uint32_t acronym, uint32_t expansion) {
  wt_form *f = &r->forms[acronym];
  if (f->name == WT_NONE || r->forms[wt_form_root(r, expansion)].entry != WT_NONE) return;
  const wt_gazetteer *layer = r->e->layers[f->layer];
  size_t n = wt_gazetteer_n_candidates(layer, f->name);
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != f->type || !wt_begins_alike(r, expansion, entry.name, false)) continue;
    f->entry = candidate.entry;
    return;
  }
}

/* Whether the short form may be an acronym of the expansion: organizations choose their letters
 * freely ("Phivolcs"), others must share the first one. */
static bool may_abbreviate(const wt_resolver *r, const wt_found *m, const wt_found *expansion) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  const wt_token *t = &tokens->tokens[m->first];
  if (t->letter_case == WT_CASE_INITIAL) /* "Phivolcs" */
    return m->type == WT_ORGANIZATION && t->fold_size > 2 &&
           wt_spells(tokens, expansion->first, expansion->end, m->first);
  if (t->letter_case != WT_CASE_UPPER && t->letter_case != WT_CASE_MIXED) return false;
  if (m->type == WT_ORGANIZATION) return true;
  for (uint32_t i = expansion->first; i < expansion->end; i++) {
    const wt_token *word = &tokens->tokens[i];
    if (word->fold_size > 0 && t->fold_size > 0 &&
        wt_token_fold(tokens, word)[0] == wt_token_fold(tokens, t)[0])
      return true;
  }
  return false;
}

/* "Federal Security Service (FSB)": the mention that ends before the opening bracket. */
void wt_join_bracketed(wt_resolver *r, const wt_found *m) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  if (m->first < 2 || m->end >= tokens->n) return;
  if (tokens->bytes[tokens->tokens[m->first - 1].start] != '(' ||
      tokens->bytes[tokens->tokens[m->end].start] != ')')
    return;
  uint32_t owner = r->owner[m->field][m->first - 2];
  if (owner == 0) return;
  const wt_found *expansion = &r->mentions[owner - 1];
  if (expansion->type != m->type || expansion->form == m->form) return;
  if (m->end - m->first > 1) { /* "WWE (World Wrestling Entertainment)" */
    bool spelled = expansion->end - expansion->first == 1 && m->type == WT_ORGANIZATION &&
                   tokens->tokens[expansion->first].letter_case == WT_CASE_UPPER &&
                   wt_spells(tokens, m->first, m->end, expansion->first);
    if (spelled &&
        !wt_have_different_ids(r, wt_form_root(r, m->form), wt_form_root(r, expansion->form)))
      wt_join_forms(r, expansion->form, m->form, WT_ACRONYM);
    return;
  }
  if (!may_abbreviate(r, m, expansion)) return;
  choose_expanded(r, m->form, expansion->form);
  /* what the list knows under the same letters is another body */
  if (wt_have_different_ids(r, m->form, wt_form_root(r, expansion->form)) &&
      !wt_spells(&r->e->fields[m->field], expansion->first, expansion->end, m->first))
    return;
  wt_join_forms(r, m->form, expansion->form, WT_ACRONYM);
}
