/* forms.c - names as sequences of folded words, and the forms that they make. */
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"

uint32_t wt_words_of(const wt_resolver *r, unsigned field, uint32_t first, uint32_t end,
                     uint32_t words[NAME_WORDS]) {
  uint32_t n = 0;
  for (uint32_t i = first; i < end; i++) {
    if (wt_token_of(r, field, i)->kind == WT_TOKEN_PUNCT) continue;
    if (words != NULL && n < NAME_WORDS) words[n] = i;
    n++;
  }
  return n;
}

uint64_t wt_hash_words(const wt_resolver *r, unsigned field, uint32_t first, uint32_t end) {
  uint64_t hash = 0;
  for (uint32_t i = first; i < end; i++) {
    const wt_token *t = wt_token_of(r, field, i);
    if (t->kind != WT_TOKEN_PUNCT) hash = wt_hash_word(hash, t->hash);
  }
  return hash;
}

uint32_t wt_form_words(const wt_resolver *r, uint32_t form, const wt_token *words[NAME_WORDS]) {
  const wt_found *m = &r->mentions[r->forms[form].first];
  uint32_t at[NAME_WORDS];
  uint32_t n = wt_words_of(r, m->field, m->first, m->end, at);
  for (uint32_t i = 0; i < n && i < NAME_WORDS; i++) words[i] = wt_token_of(r, m->field, at[i]);
  return n;
}

bool wt_has_kind_first(const wt_resolver *r, uint32_t form) {
  const wt_form *f = &r->forms[form];
  const wt_found *m = &r->mentions[f->first];
  return f->type == WT_MISC && f->n_words > 1 && f->n_words <= NAME_WORDS &&
         strcmp(m->rule, "event-first") == 0 &&
         wt_token_of(r, m->field, m->end - 1)->kind == WT_TOKEN_WORD;
}

bool wt_spells(const wt_tokens *tokens, uint32_t first, uint32_t end, uint32_t acronym) {
  const wt_token *t = &tokens->tokens[acronym];
  const char *letters = wt_token_fold(tokens, t);
  size_t n = 0;
  for (uint32_t i = first; i < end; i++) {
    const wt_token *word = &tokens->tokens[i];
    const char *fold = wt_token_fold(tokens, word);
    for (size_t k = 0; k < word->fold_size && n < t->fold_size; k++) {
      if (n == 0 && k > 0) break;
      n += fold[k] == letters[n];
      while (n < t->fold_size && letters[n] >= '0' && letters[n] <= '9') n++; /* "NM2" */
    }
  }
  return n == t->fold_size && n > 1;
}

/* "automatic exchange of information (AEOI)": the first word of what an acronym in brackets stands
 * for, when that is written small; WT_NONE: no such words. Short words may have no letter. */
static uint32_t small_expansion(const wt_resolver *r, const wt_found *m) {
  enum { SHORT = 3, LEAST = 3 };
  const wt_tokens *tokens = &r->e->fields[m->field];
  const wt_token *t = &tokens->tokens[m->first];
  if (m->end != m->first + 1 || m->first < LEAST + 1 || t->letter_case != WT_CASE_UPPER ||
      t->fold_size < LEAST || tokens->bytes[t[-1].start] != '(')
    return WT_NONE;
  const char *letters = wt_token_fold(tokens, t);
  size_t left = t->fold_size;
  for (uint32_t i = m->first - 1; i > 0; i--) {
    const wt_token *word = &tokens->tokens[i - 1];
    if (word->kind != WT_TOKEN_WORD || word->letter_case != WT_CASE_LOWER) return WT_NONE;
    if (wt_token_fold(tokens, word)[0] == letters[left - 1]) {
      if (--left == 0) return i - 1;
    } else if (word->fold_size > SHORT) {
      return WT_NONE;
    }
  }
  return WT_NONE;
}

static bool new_form(wt_resolver *r, uint32_t mention, uint64_t words) {
  wt_form *forms = wt_grow(r->forms, &r->form_capacity, r->n_forms + 1, sizeof *forms);
  if (forms == NULL) return false;
  r->forms = forms;
  const wt_found *m = &r->mentions[mention];
  forms[r->n_forms] = (wt_form){.words = words,
                                .parent = (uint32_t)r->n_forms,
                                .first = mention,
                                .n_words = wt_words_of(r, m->field, m->first, m->end, NULL),
                                .type = m->type,
                                .scope = m->scope,
                                .name = WT_NONE,
                                .entry = WT_NONE,
                                .small = WT_NONE,
                                .next = WT_NONE};
  r->n_forms++;
  return true;
}

/* What kind of place a mention must be: "Albany, New York" and "Washington state" are states, a
 * report comes from a city. */
static wt_place_kind sure_kind(const wt_resolver *r, const wt_found *m) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  if (m->type != WT_PLACE || m->name == WT_NONE) return PLACE_ANY;
  if (tokens->tokens[m->first].zone == WT_ZONE_DATELINE)
    return wt_stands_as_container(r, m) ? PLACE_STATE : PLACE_CITY;
  if (m->end < tokens->n) {
    const wt_token *next = &tokens->tokens[m->end];
    if (next->fold_size == 5 && memcmp(wt_token_fold(tokens, next), "state", 5) == 0)
      return PLACE_STATE;
  }
  return wt_stands_as_container(r, m) ? PLACE_STATE : PLACE_ANY;
}

enum { GREAT = 1000000 }; /* people of a state that holds more places than any list has */

/* Whether the place before "..., STATE" may lie in that state: "Berlin, Budapest" are two cities.
 */
static bool may_hold(const wt_resolver *r, const wt_found *m, const wt_entry *state) {
  if (state->weight >= GREAT || !wt_stands_as_container(r, m)) return true;
  const wt_found *inner = &r->mentions[r->owner[m->field][m->first - 2] - 1];
  if (inner->name == WT_NONE) return true;
  wt_form listed = {.layer = inner->layer, .name = inner->name, .cases = inner->cases};
  size_t n = wt_gazetteer_n_candidates(r->e->layers[inner->layer], inner->name);
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, &listed, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[inner->layer], candidate.entry, &entry);
    if (entry.type == WT_PLACE && strcmp(entry.country, state->country) == 0 &&
        (entry.within[0] == '\0' || strcmp(entry.within, state->within) == 0))
      return true;
  }
  return false;
}

/* The same for a name that a city and a state bear; it gets a form of its own then, so that "New
 * York, New York" is two places. */
static wt_place_kind reading_of(const wt_resolver *r, const wt_found *m) {
  wt_place_kind kind = sure_kind(r, m);
  if (kind == PLACE_ANY) return kind;
  wt_form listed = {.layer = m->layer, .name = m->name, .cases = m->cases};
  size_t n = wt_gazetteer_n_candidates(r->e->layers[m->layer], m->name);
  bool state = false, city = false;
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, &listed, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[m->layer], candidate.entry, &entry);
    state = state || (strcmp(entry.subtype, "admin1") == 0 &&
                      (kind != PLACE_STATE || may_hold(r, m, &entry)));
    city = city || strcmp(entry.subtype, "city") == 0 || strcmp(entry.subtype, "capital") == 0;
  }
  return state && city ? kind : PLACE_ANY;
}

bool wt_find_forms(wt_resolver *r, size_t from) {
  for (size_t i = from; i < r->n_mentions; i++) {
    wt_found *m = &r->mentions[i];
    uint64_t words = wt_hash_words(r, m->field, m->first, m->end);
    wt_place_kind reading = reading_of(r, m);
    uint64_t key = wt_hash_mix(words, m->type + WT_TYPES * (unsigned)reading);
    uint32_t *known = wt_table_add(&r->names, key, (uint32_t)r->n_forms);
    m->form = known == NULL ? (uint32_t)r->n_forms : *known;
    if (m->form == r->n_forms && !new_form(r, (uint32_t)i, words)) return false;
    wt_form *f = &r->forms[m->form];
    f->n_mentions++;
    if (f->small == WT_NONE && m->type != WT_PERSON) {
      f->small = small_expansion(r, m);
      f->small_field = m->field;
    }
    f->presidential = f->presidential || (m->type == WT_PERSON && wt_is_presidential(r, m));
    f->reading = (uint8_t)reading;
    f->by |= m->by;
    if (m->score > f->score) f->score = m->score;
    if (f->name == WT_NONE && m->name != WT_NONE) {
      f->layer = m->layer;
      f->name = m->name;
    }
    if (f->name == m->name && f->layer == m->layer) f->cases |= m->cases;
  }
  return true;
}

bool wt_order_mentions(wt_resolver *r) {
  uint32_t *order = wt_grow(r->order, &r->order_capacity, r->n_mentions, sizeof *order);
  if (order == NULL) return false;
  r->order = order;
  size_t n = 0;
  for (int f = WT_FIELDS - 1; f >= 0; f--) {
    for (size_t i = 0; i < r->e->fields[f].n; i++) {
      uint32_t owner = r->owner[f][i];
      if (owner != 0 && r->mentions[owner - 1].first == i) order[n++] = owner - 1;
    }
  }
  return true;
}

uint32_t wt_form_root(wt_resolver *r, uint32_t form) {
  while (r->forms[form].parent != form) {
    uint32_t parent = r->forms[form].parent; /* path halving */
    r->forms[form].parent = r->forms[parent].parent;
    form = parent;
  }
  return form;
}

bool wt_form_entry(const wt_resolver *r, uint32_t form, wt_entry *out) {
  const wt_form *f = &r->forms[form];
  if (f->entry == WT_NONE) return false;
  wt_gazetteer_entry(r->e->layers[f->layer], f->entry, out);
  return true;
}

bool wt_form_candidate(const wt_resolver *r, const wt_form *f, size_t i, wt_candidate *out) {
  wt_hit hit = {.layer = f->layer, .name = f->name, .forms = f->cases};
  return wt_hit_candidate(r->e->layers, r->e->n_layers, &hit, i, out);
}
