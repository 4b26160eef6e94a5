/*
 * known.c - names that the article has introduced, at the places where nothing else saw them.
 *
 * A name found once is looked for everywhere: at sentence starts, in headlines and in lines of
 * capitals, where case says nothing and the recogniser keeps quiet. Besides the whole names these
 * count: the last words of a person's name ("Erdoğan" after "Recep Tayyip Erdoğan"), the family
 * ("the Bidens"), and the first word of an organization's ("Amnesty" after "Amnesty
 * International"). A single word that the article also writes in lower case must stand capitalised
 * within a sentence.
 */
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"
#include "resolve/word_in.h"

static const float SURE_PERSON = 0.7f; /* a guessed name gives its last words to nobody */

enum { PARTICLE = 4 }; /* bytes: "de Blasio", "al-Assad" begin with a short word in lower case */

/* A bit for each first word of a known name: most words of a text begin none, and one look at an
 * L1 line says so. */
static void note_begin(wt_resolver *r, uint64_t word) {
  r->begins[word >> 6 & (BEGIN_BITS / 64 - 1)] |= UINT64_C(1) << (word & 63);
}
static bool may_be_known(const wt_resolver *r, const wt_token *t) {
  return r->begins[t->hash >> 6 & (BEGIN_BITS / 64 - 1)] >> (t->hash & 63) & 1;
}

static void know(wt_resolver *r, uint64_t words, uint32_t n_words, uint64_t first, uint32_t form) {
  note_begin(r, first);
  uint32_t *value = wt_table_add(&r->known, words, form);
  if (value == NULL) return;
  /* of two types that bear one name, the one that more mentions bear */
  if (r->forms[*value].n_mentions < r->forms[form].n_mentions) *value = form;
  if (n_words > r->longest) r->longest = n_words;
}

static void know_form(wt_resolver *r, uint32_t form) {
  const wt_form *f = &r->forms[form];
  if (f->n_words == 0 || f->n_words > NAME_WORDS) return;
  const wt_token *words[NAME_WORDS];
  wt_form_words(r, form, words);
  know(r, f->words, f->n_words, words[0]->hash, form);
  if (wt_has_kind_first(r, form)) {
    const wt_token *last = words[f->n_words - 1];
    know(r, wt_hash_word(0, last->hash), 1, last->hash, form);
  }
  if (f->type == WT_ORGANIZATION && f->n_words > 1 && f->n_words <= 4)
    know(r, wt_hash_word(0, words[0]->hash), 1, words[0]->hash, form);
  if (f->type != WT_PERSON || f->n_words < 2 || f->score < SURE_PERSON) return;
  for (uint32_t i = 1; i < f->n_words; i++) {
    uint64_t hash = 0;
    for (uint32_t k = i; k < f->n_words; k++) hash = wt_hash_word(hash, words[k]->hash);
    know(r, hash, f->n_words - i, words[i]->hash, form);
    /* "Rosselló" of "Ricardo Rosselló Nevares", but no initial and no particle */
    if (i + 1 < f->n_words && words[i]->fold_size > PARTICLE &&
        words[i]->letter_case != WT_CASE_LOWER)
      know(r, wt_hash_word(0, words[i]->hash), 1, words[i]->hash, form);
  }
}

/* Words in lower case that also are known single names. */
static void note_lower(wt_resolver *r) {
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &r->e->fields[f];
    for (size_t i = 0; i < tokens->n; i++) {
      const wt_token *t = &tokens->tokens[i];
      if (t->letter_case == WT_CASE_LOWER && t->kind == WT_TOKEN_WORD && may_be_known(r, t) &&
          wt_table_find(&r->known, wt_hash_word(0, t->hash)) != NULL)
        wt_table_add(&r->lower, t->hash, 1);
    }
  }
}

static bool may_begin(const wt_token *t) {
  return t->kind != WT_TOKEN_PUNCT && !(t->flags & (WT_IN_ADDRESS | WT_SUFFIX)) &&
         (t->letter_case != WT_CASE_LOWER || t->fold_size < PARTICLE);
}

/* The longest known name that begins at token i and covers no token of another mention. */
static uint32_t longest_known(const wt_resolver *r, unsigned field, uint32_t i, uint32_t end,
                              uint32_t *form) {
  uint64_t hash = 0;
  uint32_t n = 0, found_end = 0;
  for (uint32_t k = i; k < end && n < r->longest && r->owner[field][k] == 0; k++) {
    const wt_token *t = wt_token_of(r, field, k);
    if (t->kind == WT_TOKEN_PUNCT) {
      /* inside a name only a hyphen: nothing with spaces around it */
      if (t->flags & WT_SPACE_BEFORE) break;
      continue;
    }
    hash = wt_hash_word(hash, t->hash);
    n++;
    const uint32_t *known = wt_table_find(&r->known, hash);
    if (known == NULL || t->letter_case == WT_CASE_LOWER) continue;
    *form = *known;
    found_end = k + 1;
  }
  return found_end;
}

/* "Amnesty" of "Amnesty International", but neither the first word of a sentence or a quotation,
 * nor a part of another name: "Defense" of "Defense Intelligence Agency" before "Secretary",
 * "Border" of "Border Patrol" behind "US". */
static bool stands_alone(const wt_resolver *r, unsigned field, uint32_t i, wt_sentence s) {
  const wt_token *t = wt_token_of(r, field, i);
  if (i == s.first || r->owner[field][i - 1] != 0) return false;
  const wt_token *before = t - 1;
  if (before->kind == WT_TOKEN_PUNCT && !(t->flags & WT_SPACE_BEFORE)) return false;
  if (i + 1 >= s.end) return true;
  const wt_token *next = t + 1;
  const char *fold = wt_token_fold(&r->e->fields[field], next);
  bool of = next->fold_size == 2 && memcmp(fold, "of", 2) == 0;
  bool name = next->kind == WT_TOKEN_WORD && next->letter_case != WT_CASE_LOWER &&
              !(next->flags & WT_SUFFIX);
  bool capitals = t->letter_case == WT_CASE_UPPER && next->letter_case == WT_CASE_UPPER;
  return !of && (!name || capitals);
}

/* "in May", "since March", "May 3" are dates, whoever is called so. */
static bool is_date(const wt_resolver *r, unsigned field, uint32_t i, wt_sentence s) {
  static const char MONTHS[] = " march april may june august ";
  static const char BEFORE[] = " in since until till last next this early late mid during by ";
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[i];
  if (!wt_token_in(tokens, i, MONTHS)) return false;
  if (i + 1 < s.end && t[1].kind == WT_TOKEN_NUMBER) return true;
  return i != s.first && (t[-1].kind == WT_TOKEN_NUMBER || wt_token_in(tokens, i - 1, BEFORE));
}

/* "US" of "US$2 million". */
static bool is_money(const wt_resolver *r, unsigned field, uint32_t next) {
  const wt_token *t = wt_token_of(r, field, next);
  return !(t->flags & WT_SPACE_BEFORE) && r->e->fields[field].bytes[t->start] == '$';
}

static bool add_known(wt_resolver *r, unsigned field, uint32_t first, uint32_t end, uint32_t form,
                      wt_scope scope) {
  const wt_form *f = &r->forms[form];
  bool same = f->words == wt_hash_words(r, field, first, end);
  return wt_add_mention(r, (wt_found){.first = first,
                                      .end = end,
                                      .field = (uint8_t)field,
                                      .scope = (uint8_t)scope,
                                      .type = f->type,
                                      .by = BY_ARTICLE,
                                      .score = f->score,
                                      .how = WT_HOW_COREFERENCE,
                                      .rule = same                   ? "same-name"
                                              : f->type == WT_PERSON ? "surname"
                                                                     : "short-name",
                                      .name = WT_NONE});
}

/* "the Bidens" beside "Joe Biden": a family, which is a person for the reader, yet nobody in
 * particular: its own form. Returns the form of the bearer, or WT_NONE. */
static uint32_t family_of(const wt_resolver *r, unsigned field, uint32_t i, uint32_t first) {
  const wt_tokens *tokens = &r->e->fields[field];
  const wt_token *t = &tokens->tokens[i];
  if (i == first || t->letter_case != WT_CASE_INITIAL || t->fold_size <= PARTICLE) return WT_NONE;
  const wt_token *the = t - 1;
  if (the->fold_size != 3 || memcmp(wt_token_fold(tokens, the), "the", 3) != 0) return WT_NONE;
  const char *fold = wt_token_fold(tokens, t);
  if (fold[t->fold_size - 1] != 's') return WT_NONE;
  const uint32_t *known =
      wt_table_find(&r->known, wt_hash_word(0, wt_hash(fold, t->fold_size - 1u)));
  return known != NULL && r->forms[*known].type == WT_PERSON ? *known : WT_NONE;
}

static bool add_family(wt_resolver *r, unsigned field, uint32_t i, uint32_t form, wt_scope scope) {
  return wt_add_mention(r, (wt_found){.first = i,
                                      .end = i + 1,
                                      .field = (uint8_t)field,
                                      .scope = (uint8_t)scope,
                                      .type = WT_PERSON,
                                      .by = BY_ARTICLE,
                                      .score = r->forms[form].score,
                                      .how = WT_HOW_COREFERENCE,
                                      .rule = "family",
                                      .name = WT_NONE});
}

/* The first word of a sentence or, behind its mark, of a quotation: "Who will govern?" is not the
 * WHO. */
static bool begins(const wt_resolver *r, unsigned field, uint32_t i, wt_sentence s) {
  const wt_token *t = wt_token_of(r, field, i);
  return i == s.first ||
         (t[-1].kind == WT_TOKEN_PUNCT && !(t->flags & (WT_SPACE_BEFORE | WT_HYPHENATED)));
}

static bool scan_sentence(wt_resolver *r, unsigned field, wt_sentence s, wt_scope scope) {
  for (uint32_t i = s.first; i < s.end;) {
    const wt_token *t = wt_token_of(r, field, i);
    uint32_t form = WT_NONE, end = 0;
    if (r->owner[field][i] == 0 && may_be_known(r, t) && may_begin(t))
      end = longest_known(r, field, i, s.end, &form);
    if (t->letter_case == WT_CASE_LOWER && end == i + 1) end = 0;
    if (end != 0 && end < s.end && is_money(r, field, end)) end = 0;
    if (end == i + 1 && wt_table_find(&r->lower, t->hash) != NULL &&
        (begins(r, field, i, s) || t->letter_case == WT_CASE_UPPER))
      end = 0;
    if (end == i + 1 && r->forms[form].type == WT_ORGANIZATION && r->forms[form].n_words > 1 &&
        !stands_alone(r, field, i, s))
      end = 0;
    if (end == i + 1 && is_date(r, field, i, s)) end = 0;
    if (end != 0 && !add_known(r, field, i, end, form, scope)) return false;
    uint32_t family =
        end == 0 && r->owner[field][i] == 0 ? family_of(r, field, i, s.first) : WT_NONE;
    if (family != WT_NONE && !add_family(r, field, i, family, scope)) return false;
    i = end != 0 ? end : i + 1;
  }
  return true;
}

static bool in_scope(const wt_resolver *r, unsigned field, wt_sentence s, wt_scope scope) {
  unsigned zone = wt_token_of(r, field, s.first)->zone;
  bool teaser = zone == WT_ZONE_TEASER || zone == WT_ZONE_BOILERPLATE;
  return teaser == (scope == SCOPE_TEASER);
}

bool wt_find_known(wt_resolver *r, wt_scope scope) {
  if (!wt_table_begin(&r->known, r->n_forms * 3) || !wt_table_begin(&r->lower, r->n_forms * 3))
    return false;
  r->longest = 0;
  memset(r->begins, 0, sizeof r->begins);
  for (uint32_t f = 0; f < r->n_forms; f++) know_form(r, f);
  if (r->longest == 0) return true;
  note_lower(r);
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &r->e->fields[f];
    for (size_t s = 0; s < tokens->n_sentences; s++) {
      wt_sentence sentence = tokens->sentences[s];
      if (sentence.first < sentence.end && in_scope(r, f, sentence, scope) &&
          !scan_sentence(r, f, sentence, scope))
        return false;
    }
  }
  return true;
}
