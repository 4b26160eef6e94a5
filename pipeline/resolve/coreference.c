/*
 * coreference.c - forms that mean the same become one entity.
 *
 * Each rule looks at forms of ONE type, so types never mix. Forms that are linked to different
 * entries stay apart, with one exception: a bare surname follows the full name ("Putin" may be
 * listed alone, and be somebody else there). In the order in which they are tried:
 *
 *   same-id       both are linked to one entry: "U.S.", "United States"
 *   name-variant  persons with the same last word whose first words agree: "John R. Bolton",
 *                 "John Bolton", "J. Bolton"; "Recep Tayyip Erdoğan", "Tayyip Erdoğan"
 *   surname       the last words of a full name ("Erdoğan", "Ocasio-Cortez"), or a middle one
 *                 ("Ricardo Rosselló Nevares"). Which of two persons with one surname: surnames.c
 *   given-name    the first words of exactly one full name: "Kim", "Prince Harry"
 *   legal-form    "CBS Inc.", "CBS"; of a company that is listed under one of them
 *   acronym       in brackets behind its expansion, or made of its initials: "FBI"
 *   short-name    the first or last words of exactly one longer organization: "Parliament" after
 *                 "Parliament of the United Kingdom"; "Dorian" after "Hurricane Dorian"; of a place
 *                 the first word, when no list has it: "Blenheim" after "Blenheim Palace"
 *
 * A short name that is listed as somebody's alias ("Times": the one of London) belongs to the
 * longer name of the article all the same ("New York Times") when that is of another country, or
 * greater.
 *
 * A family ("the Bidens") belongs to nobody in particular and stays an entity of its own.
 * Equal spellings (case and accents folded) are one form from the start: "same-name".
 */
#include <string.h>

#include "match/legal_forms.h"
#include "resolve/name_parts.h"

enum {
  CHAIN = 8, /* at most so many namesakes are compared */
  ALIKE = 4  /* equal letters that make two words alike */
};

bool wt_have_different_ids(const wt_resolver *r, uint32_t a, uint32_t b) {
  wt_entry left, right;
  const wt_form *f = &r->forms[a], *g = &r->forms[b];
  if (f->entry == WT_NONE || g->entry == WT_NONE) return false;
  if (f->layer == g->layer) return f->entry != g->entry; /* one entry an id and type */
  return wt_form_entry(r, a, &left) && wt_form_entry(r, b, &right) &&
         strcmp(left.id, right.id) != 0;
}

static const char SHORT_NAME[] = "short-name", SURNAME[] = "surname", GIVEN_NAME[] = "given-name";
static const char LEGAL_FORM[] = "legal-form";
const char WT_ACRONYM[] = "acronym";

/* A part of a name says less than the whole: what the list knows under it may be another's. */
static bool is_part(const char *rule) {
  return rule == SHORT_NAME || rule == SURNAME || rule == GIVEN_NAME;
}

/* Whether a name begins with the first word of a form, or is that word when it must be whole; case
 * of ASCII letters aside. Of a long word four letters are enough: "Organisation". */
bool wt_begins_alike(const wt_resolver *r, uint32_t form, const char *name, bool whole) {
  const wt_form *f = &r->forms[form];
  if (f->n_words == 0 || f->n_words > NAME_WORDS) return false;
  const wt_token *words[NAME_WORDS];
  wt_form_words(r, form, words);
  const char *bytes = r->e->fields[r->mentions[f->first].field].bytes + words[0]->start;
  size_t size = words[0]->end - words[0]->start;
  for (size_t i = 0; i < size; i++) {
    char a = bytes[i], b = name[i]; /* the NUL of a shorter name differs from every byte */
    if (a >= 'A' && a <= 'Z') a = (char)(a - 'A' + 'a');
    if (b >= 'A' && b <= 'Z') b = (char)(b - 'A' + 'a');
    if (a != b) return i >= ALIKE && !whole;
  }
  return name[size] == '\0' || (name[size] == ' ' && !whole);
}

/* Three letters stand for many bodies: an acronym lends its id to an expansion that no list has
 * only when the list's name is the acronym itself or begins as the expansion does. "SPD", the
 * Seattle Police Department, is no party of Germany, and the OFCOM of an article about Switzerland
 * not Britain's. */
static bool lends_id(const wt_resolver *r, uint32_t shorter, uint32_t fuller, const char *rule) {
  wt_entry entry;
  if (is_part(rule)) return false;
  if (rule != WT_ACRONYM || !wt_form_entry(r, shorter, &entry)) return true;
  int country = wt_country_index(entry.country);
  if (country >= 0 && strcmp(entry.subtype, "igo") != 0 && r->countries[country] == 0) return false;
  return wt_begins_alike(r, shorter, entry.name, true) ||
         wt_begins_alike(r, fuller, entry.name, false);
}

/* Hangs the shorter form's tree on the fuller one's. */
void wt_join_forms(wt_resolver *r, uint32_t shorter, uint32_t fuller, const char *rule) {
  uint32_t a = wt_form_root(r, shorter), b = wt_form_root(r, fuller);
  if (a == b) return;
  r->forms[a].parent = b;
  r->forms[shorter].rule = rule;
  if (r->forms[b].entry == WT_NONE && r->forms[a].entry != WT_NONE && lends_id(r, a, b, rule)) {
    r->forms[b].layer = r->forms[a].layer;
    r->forms[b].name = r->forms[a].name;
    r->forms[b].cases = r->forms[a].cases;
    r->forms[b].entry = r->forms[a].entry;
  }
}

/* ---- parts of names ----------------------------------------------------------------- */

static void note_part(wt_resolver *r, uint64_t key, uint32_t form) {
  uint32_t *value = wt_table_add(&r->parts, key, form);
  if (value != NULL && *value != form && *value != WT_SEVERAL &&
      wt_form_root(r, *value) != wt_form_root(r, form))
    *value = WT_SEVERAL;
}

/* The initials of the capitalised words, hashed as the acronym's token is. */
static void note_initials(wt_resolver *r, uint32_t form, const wt_token *const *words) {
  const wt_form *f = &r->forms[form];
  const wt_tokens *tokens = &r->e->fields[r->mentions[f->first].field];
  char initials[NAME_WORDS];
  size_t n = 0;
  for (uint32_t i = 0; i < f->n_words; i++) {
    if (words[i]->letter_case == WT_CASE_LOWER || words[i]->fold_size == 0) continue;
    char c = wt_token_fold(tokens, words[i])[0];
    if ((unsigned char)c >= 0x80) return;
    initials[n++] = c;
  }
  if (n >= 2) note_part(r, wt_part_key(wt_hash(initials, n), f->type, PART_INITIALS), form);
}

static void note_parts(wt_resolver *r, uint32_t form) {
  const wt_form *f = &r->forms[form];
  if (f->n_words < 2 || f->n_words > NAME_WORDS) return;
  bool kind_first = wt_has_kind_first(r, form);
  bool listed = r->forms[wt_form_root(r, form)].entry != WT_NONE;
  const wt_token *words[NAME_WORDS];
  wt_form_words(r, form, words);
  if (f->type == WT_PLACE) /* "Blenheim Palace", but not "New York" */
    note_part(r, wt_part_key(wt_hash_range(words, 0, 1), WT_PLACE, PART_BEGIN), form);
  if (f->type != WT_PERSON && f->type != WT_ORGANIZATION && !kind_first) return;
  for (uint32_t i = 1; i < f->n_words; i++) {
    if (f->type == WT_ORGANIZATION && words[i]->flags & WT_SUFFIX)
      break; /* "Council's Ordinance" */
    /* of names that no list has: "the Council of Europe" is not its Parliamentary Assembly, nor the
     * Senate the "House and Senate" */
    if (f->type == WT_ORGANIZATION && words[i - 1]->letter_case == WT_CASE_LOWER && !listed)
      continue;
    note_part(r, wt_part_key(wt_hash_range(words, i, f->n_words), f->type, PART_END), form);
    if (kind_first) continue;
    /* "White House" is not the "White House Task Force" */
    if (i == 1 || words[i]->letter_case == WT_CASE_LOWER)
      note_part(r, wt_part_key(wt_hash_range(words, 0, i), f->type, PART_BEGIN), form);
    if (f->type == WT_PERSON && i + 1 < f->n_words)
      note_part(r, wt_part_key(wt_hash_range(words, i, i + 1), f->type, PART_MIDDLE), form);
  }
  if (f->type == WT_ORGANIZATION) note_initials(r, form, words);
}

/* ---- rules between forms ------------------------------------------------------------ */

/* What the list knows under a bare surname waits for the full names of the article. */
static bool is_bare_surname(const wt_form *f) {
  return f->type == WT_PERSON && f->n_words == 1 && f->alias;
}

uint64_t wt_id_key(const wt_resolver *r, const wt_form *f) {
  wt_entry entry;
  uint64_t id = f->entry; /* of several lists the ids are compared */
  if (r->e->n_layers > 1) {
    wt_gazetteer_entry(r->e->layers[f->layer], f->entry, &entry);
    id = wt_hash(entry.id, strlen(entry.id));
  }
  return wt_hash_mix(id + 1, f->type);
}

static void same_id(wt_resolver *r, bool surnames_too) {
  for (uint32_t i = 0; i < r->n_forms; i++) {
    const wt_form *f = &r->forms[i];
    if (f->entry == WT_NONE) continue;
    if (is_bare_surname(f) && (!surnames_too || f->parent != i)) continue;
    uint32_t *first = wt_table_add(&r->ids, wt_id_key(r, f), i);
    if (first != NULL && *first == i && f->distant) r->forms[i].entry = WT_NONE;
    if (first == NULL || *first == i) continue;
    if (r->forms[*first].n_words >= f->n_words) {
      wt_join_forms(r, i, *first, "same-id");
    } else {
      wt_join_forms(r, *first, i, "same-id");
      *first = i;
    }
  }
}

/* A company with its legal form and the same without. */
static void legal_forms(wt_resolver *r) {
  for (uint32_t i = 0; i < r->n_forms; i++) {
    const wt_form *f = &r->forms[i];
    if (f->type != WT_ORGANIZATION || f->n_words < 2 || f->n_words > NAME_WORDS) continue;
    const wt_tokens *tokens = &r->e->fields[r->mentions[f->first].field];
    const wt_token *words[NAME_WORDS];
    wt_form_words(r, i, words);
    uint32_t n = f->n_words;
    while (n > 1 && wt_legal_form(wt_token_fold(tokens, words[n - 1]), words[n - 1]->fold_size) ==
                        WT_LEGAL_FORM)
      n--;
    if (n == f->n_words) continue;
    const uint32_t *bare =
        wt_table_find(&r->names, wt_hash_mix(wt_hash_range(words, 0, n), WT_ORGANIZATION));
    if (bare == NULL || r->forms[*bare].scope > f->scope || wt_have_different_ids(r, i, *bare))
      continue;
    wt_join_forms(r, *bare, i, LEGAL_FORM);
  }
}

/* Whether one word is the other's initial, or both are the same. */
static bool agree(const wt_resolver *r, uint32_t form_a, const wt_token *a, uint32_t form_b,
                  const wt_token *b) {
  if (a->hash == b->hash) return true;
  if (a->fold_size == 0 || b->fold_size == 0 || (a->fold_size > 1 && b->fold_size > 1))
    return false;
  const wt_tokens *ta = &r->e->fields[r->mentions[r->forms[form_a].first].field];
  const wt_tokens *tb = &r->e->fields[r->mentions[r->forms[form_b].first].field];
  return wt_token_fold(ta, a)[0] == wt_token_fold(tb, b)[0];
}

/* Whether the shorter name's words come in this order in the longer one, initials allowed. */
static bool variant(const wt_resolver *r, uint32_t shorter, uint32_t longer) {
  if (r->forms[shorter].n_words > r->forms[longer].n_words) {
    uint32_t swap = shorter;
    shorter = longer;
    longer = swap;
  }
  const wt_token *a[NAME_WORDS], *b[NAME_WORDS];
  uint32_t n = wt_form_words(r, shorter, a), m = wt_form_words(r, longer, b), k = 0;
  if (n > NAME_WORDS || m > NAME_WORDS) return false;
  for (uint32_t i = 0; i < m && k < n; i++) k += agree(r, shorter, a[k], longer, b[i]);
  return k == n;
}

static void name_variants(wt_resolver *r) {
  for (uint32_t i = 0; i < r->n_forms; i++) {
    wt_form *f = &r->forms[i];
    if (f->type != WT_PERSON || f->n_words < 2 || f->n_words > NAME_WORDS) continue;
    const wt_token *words[NAME_WORDS];
    wt_form_words(r, i, words);
    uint64_t last = wt_hash_word(0, words[f->n_words - 1]->hash);
    uint32_t *head = wt_table_add(&r->parts, wt_part_key(last, WT_PERSON, PART_LAST_WORD), i);
    if (head == NULL || *head == i) continue;
    uint32_t other = *head;
    for (int step = 0; other != WT_NONE && step < CHAIN; step++, other = r->forms[other].next) {
      if (!variant(r, i, other) || wt_have_different_ids(r, i, wt_form_root(r, other))) continue;
      if (f->n_words > r->forms[other].n_words)
        wt_join_forms(r, other, i, "name-variant");
      else
        wt_join_forms(r, i, other, "name-variant");
      break;
    }
    f->next = *head;
    *head = i;
  }
}

static bool single_acronym(const wt_resolver *r, const wt_form *f) {
  const wt_found *m = &r->mentions[f->first];
  return f->n_words == 1 && wt_token_of(r, m->field, m->first)->letter_case == WT_CASE_UPPER;
}

/* Whether what the list knows under a short name counts less than the article's longer name: one
 * word that is somebody's alias ("Vázquez", "Hamza") names the person whom the article introduced.
 */
static bool is_overruled(const wt_resolver *r, uint32_t form, uint32_t root) {
  wt_entry other, whole;
  const wt_form *f = &r->forms[form];
  if (f->type == WT_PERSON) return f->alias;
  if (f->type != WT_ORGANIZATION || !f->alias || single_acronym(r, f)) return false;
  if (!wt_form_entry(r, form, &other) || !wt_form_entry(r, root, &whole)) return false;
  return strcmp(other.country, whole.country) != 0 || whole.weight / 2 > other.weight;
}

/* Whether an organization's name ends in a legal form. */
static bool is_company(const wt_resolver *r, uint32_t form) {
  const wt_found *m = &r->mentions[r->forms[form].first];
  const wt_tokens *tokens = &r->e->fields[m->field];
  uint32_t last = m->end - 1;
  while (last > m->first && tokens->tokens[last].kind == WT_TOKEN_PUNCT) last--; /* "Inc." */
  const wt_token *t = &tokens->tokens[last];
  return wt_legal_form(wt_token_fold(tokens, t), t->fold_size) == WT_LEGAL_FORM;
}

/* "House" beside "House Budget Committee", which no list has: the list knows the short name surely,
 * or as somebody well known, and the longer one is another body. But "United" of "United
 * Illuminating Co" is that company. */
static bool is_body_of_its_own(wt_resolver *r, uint32_t form, uint32_t whole) {
  enum { KNOWN = 20000 };
  const wt_form *f = &r->forms[form];
  wt_entry entry;
  if (f->type != WT_ORGANIZATION || r->forms[wt_form_root(r, whole)].entry != WT_NONE) return false;
  if (!wt_form_entry(r, form, &entry) || is_company(r, whole)) return false;
  return f->by & BY_LIST || entry.weight >= KNOWN;
}

/* A form that is a part of one longer name of its type. Teasers lend nothing to the body. */
static bool join_part(wt_resolver *r, uint32_t form, unsigned kind, uint64_t words,
                      const char *rule) {
  const wt_form *f = &r->forms[form];
  const uint32_t *whole = wt_table_find(&r->parts, wt_part_key(words, f->type, kind));
  if (whole == NULL || *whole == WT_SEVERAL || *whole == form) return false;
  if (r->forms[*whole].scope > f->scope) return false;
  uint32_t root = wt_form_root(r, *whole);
  if (root == wt_form_root(r, form)) return false;
  if (f->type == WT_PERSON) {
    uint32_t owner = wt_listed_owner(r, form); /* joined later, by its id */
    if (owner != WT_NONE && wt_form_root(r, owner) != root) return false;
    if (!wt_may_bear_surname(r, form, *whole)) return false;
  }
  if (kind == PART_BEGIN && is_body_of_its_own(r, form, *whole)) return false;
  if (kind != PART_END || f->type != WT_PERSON)
    if (wt_have_different_ids(r, form, root) && !is_overruled(r, form, root)) return false;
  wt_join_forms(r, form, root, rule);
  return true;
}

static void join_parts(wt_resolver *r, uint32_t form) {
  const wt_form *f = &r->forms[form];
  if (f->n_words > NAME_WORDS) return;
  if (f->type == WT_PERSON) {
    if (f->n_words <= 2 && join_part(r, form, PART_END, f->words, SURNAME)) return;
    if (f->n_words > 1) return;
    if (join_part(r, form, PART_BEGIN, f->words, GIVEN_NAME)) return;
    join_part(r, form, PART_MIDDLE, f->words, SURNAME);
  } else if (f->type == WT_ORGANIZATION) {
    const wt_found *m = &r->mentions[f->first];
    if (single_acronym(r, f)) {
      uint64_t letters = wt_token_of(r, m->field, m->first)->hash;
      if (join_part(r, form, PART_INITIALS, letters, WT_ACRONYM)) return;
    }
    if (join_part(r, form, PART_BEGIN, f->words, SHORT_NAME)) return;
    join_part(r, form, PART_END, f->words, SHORT_NAME);
  } else if (f->type == WT_PLACE && f->n_words == 1 && f->name == WT_NONE) {
    join_part(r, form, PART_BEGIN, f->words, SHORT_NAME);
  } else if (f->type == WT_MISC && f->n_words == 1) {
    join_part(r, form, PART_END, f->words, SHORT_NAME);
  }
}

bool wt_merge_forms(wt_resolver *r) {
  size_t room = 8;
  for (uint32_t i = 0; i < r->n_forms; i++)
    room += 3 * (r->forms[i].n_words < NAME_WORDS ? r->forms[i].n_words : 0) + 2;
  if (!wt_table_begin(&r->ids, r->n_forms) || !wt_table_begin(&r->parts, room) ||
      !wt_table_begin(&r->latest, room))
    return false;
  same_id(r, false);
  legal_forms(r);
  name_variants(r);
  for (uint32_t i = 0; i < r->n_forms; i++) note_parts(r, i);
  for (size_t i = 0; i < r->n_mentions; i++) wt_join_bracketed(r, &r->mentions[r->order[i]]);
  for (uint32_t i = 0; i < r->n_forms; i++)
    if (r->forms[i].parent == i) join_parts(r, i);
  wt_settle_surnames(r);
  same_id(r, true);
  return true;
}
