/*
 * surnames.c - a surname that several persons of the article bear.
 *
 * Two kinds of evidence disagree here. The list says whom the bare surname means in general
 * ("Trump": Donald), and in an article that names him beside his family it means him: it is the
 * others who need their given names. On the other hand a story about Jeb Bush calls him Bush and
 * his brother George W. Bush. So:
 *
 *   the listed owner of the surname, when the article names him in full, unless it names somebody
 *   else earlier and twice as often;
 *   without such an owner the bearer named most often, and of equals the one named last before
 *   this place (in a title, which comes before all of them, the first);
 *   a head of state behind "President" and before "administration".
 *
 * Limits: "Mrs.", since the lists do not tell women from men.
 */
#include "resolve/name_parts.h"
#include "resolve/word_in.h"

enum { CLEARLY = 2 }; /* times as often as the owner */

/* Keys of r->latest: who bore a surname last, most often, and as a head of state. */
static uint64_t last_key(uint64_t words) { return words; }
static uint64_t most_key(uint64_t words) { return wt_hash_mix(words, 1); }
static uint64_t president_key(uint64_t words) { return wt_hash_mix(words, 2); }

static uint32_t times_named(wt_resolver *r, uint32_t form) {
  return r->forms[wt_form_root(r, form)].n_full;
}

/* Hashes of the proper ends of a person's name; returns how many there are. */
static uint32_t surname_ends(const wt_resolver *r, uint32_t form, uint64_t ends[NAME_WORDS]) {
  const wt_form *f = &r->forms[form];
  if (f->type != WT_PERSON || f->n_words < 2 || f->n_words > NAME_WORDS) return 0;
  const wt_token *words[NAME_WORDS];
  wt_form_words(r, form, words);
  for (uint32_t i = 1; i < f->n_words; i++) ends[i - 1] = wt_hash_range(words, i, f->n_words);
  return f->n_words - 1;
}

/* "President Clinton", "the Clinton administration". */
bool wt_is_presidential(const wt_resolver *r, const wt_found *m) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  if (m->first > 0 && wt_token_in(tokens, m->first - 1, " president ")) return true;
  uint32_t next = m->end;
  if (next < tokens->n && tokens->tokens[next].flags & WT_SUFFIX) next++;
  return next < tokens->n && wt_token_in(tokens, next, " administration era presidency years ");
}

static bool is_head_of_state(wt_resolver *r, uint32_t form) {
  wt_entry entry;
  return wt_form_entry(r, wt_form_root(r, form), &entry) &&
         strcmp(entry.subtype, "head of state or government") == 0;
}

/* Counts full names and notes where each person is named first, the title before the text. */
static void count_full_names(wt_resolver *r) {
  for (uint32_t i = 0; i < r->n_forms; i++) r->forms[i].n_full = 0;
  size_t n_text = 0; /* the order is text, title */
  while (n_text < r->n_mentions && r->mentions[r->order[n_text]].field == WT_FIELD_TEXT) n_text++;
  for (size_t i = 0; i < r->n_mentions; i++) {
    size_t at = i + n_text < r->n_mentions ? i + n_text : i + n_text - r->n_mentions;
    const wt_form *f = &r->forms[r->mentions[r->order[at]].form];
    if (f->type != WT_PERSON || f->n_words < 2) continue;
    wt_form *root = &r->forms[wt_form_root(r, r->mentions[r->order[at]].form)];
    if (root->n_full++ == 0) root->first_full = (uint32_t)i;
  }
}

static void note_bearers(wt_resolver *r) {
  for (uint32_t i = 0; i < r->n_forms; i++) {
    uint64_t ends[NAME_WORDS];
    uint32_t n = surname_ends(r, i, ends);
    bool president = n > 0 && is_head_of_state(r, i);
    for (uint32_t k = 0; k < n; k++) {
      uint32_t *most = wt_table_add(&r->latest, most_key(ends[k]), i);
      if (most != NULL && times_named(r, i) > times_named(r, *most)) *most = i;
      if (president) wt_table_add(&r->latest, president_key(ends[k]), i);
    }
  }
}

/* Whether a full name that no list has may take a surname from whom the list knows by it: "Team
 * Obama" and "Warren-Sanders" are no persons. */
bool wt_may_bear_surname(wt_resolver *r, uint32_t form, uint32_t whole) {
  static const wt_clues NO_NAME = WORD_COMMON | WORD_FUNCTION | WORD_NO_NAME | WORD_DATE;
  const wt_form *f = &r->forms[form], *g = &r->forms[whole];
  if (f->entry == WT_NONE || r->forms[wt_form_root(r, whole)].entry != WT_NONE) return true;
  if (g->n_words > NAME_WORDS) return true;
  const wt_token *words[NAME_WORDS];
  uint32_t n = wt_form_words(r, whole, words);
  wt_clues classes = wt_classes_of(r, words[0]);
  if (n == 2 && words[1]->flags & WT_HYPHENATED) return false;
  return words[0]->fold_size == 1 || classes & WORD_GIVEN || !(classes & NO_NAME);
}

/* The form under which the article names in full whom the list knows by the bare surname. */
uint32_t wt_listed_owner(wt_resolver *r, uint32_t form) {
  const wt_form *f = &r->forms[form];
  if (f->entry == WT_NONE) return WT_NONE;
  const uint32_t *owner = wt_table_find(&r->ids, wt_id_key(r, f));
  return owner == NULL || r->forms[*owner].n_words < 2 ? WT_NONE : *owner;
}

/* The bearer that a mention of a bare surname means, or WT_NONE. */
static uint32_t bearer(wt_resolver *r, const wt_found *m) {
  const wt_form *f = &r->forms[m->form];
  const uint32_t *president = wt_table_find(&r->latest, president_key(f->words));
  if (president != NULL && wt_is_presidential(r, m)) return *president;
  const uint32_t *most = wt_table_find(&r->latest, most_key(f->words));
  const uint32_t *last = wt_table_find(&r->latest, last_key(f->words));
  if (most == NULL) return WT_NONE;
  uint32_t owner = wt_listed_owner(r, m->form);
  if (owner != WT_NONE) {
    const wt_form *a = &r->forms[wt_form_root(r, owner)], *b = &r->forms[wt_form_root(r, *most)];
    bool taken = b->n_full >= CLEARLY * a->n_full && b->first_full < a->first_full &&
                 wt_may_bear_surname(r, m->form, *most);
    return taken ? *most : owner;
  }
  bool equal = last != NULL && times_named(r, *most) == times_named(r, *last);
  return equal && m->field != WT_FIELD_TITLE ? *last : *most;
}

static void settle(wt_resolver *r, wt_found *m) {
  const wt_form *f = &r->forms[m->form];
  if (f->type != WT_PERSON || f->n_words > NAME_WORDS) return;
  uint64_t ends[NAME_WORDS];
  uint32_t n = surname_ends(r, m->form, ends);
  for (uint32_t k = 0; k < n; k++) {
    uint32_t *last = wt_table_add(&r->latest, last_key(ends[k]), m->form);
    if (last != NULL) *last = m->form;
  }
  const uint32_t *part = wt_table_find(&r->parts, wt_part_key(f->words, WT_PERSON, PART_END));
  if (part == NULL || *part != WT_SEVERAL || wt_form_root(r, m->form) != m->form) return;
  uint32_t whose = bearer(r, m);
  if (whose == WT_NONE || r->forms[whose].scope > m->scope) return;
  m->form = whose;
  m->how |= WT_HOW_COREFERENCE;
  m->rule = "surname";
}

void wt_settle_surnames(wt_resolver *r) {
  count_full_names(r);
  note_bearers(r);
  for (size_t i = 0; i < r->n_mentions; i++) settle(r, &r->mentions[r->order[i]]);
}
