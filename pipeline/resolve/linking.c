/*
 * linking.c - one entry for each form, or none.
 *
 * Candidates are the entries that bear the name and have the form's type: type is a hard condition,
 * so that no person becomes a company of the same name. Places that have their container beside
 * them are settled first (containment.c), then the other places, together (places.c). For all else
 * the prior decides (fame, on a logarithmic scale), moved by the countries that the article speaks
 * of, and less for an alias than for a main name.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"

static const double PRESIDENT = 2; /* log odds for a head of state in "President Clinton" */
static const double WEAK = 2;      /* log odds against a name that the list calls weak */

/* "Parliament" for "British Parliament": a generic short form, which means that body only in an
 * article that speaks of its country. */
static bool other_countrys_body(const wt_resolver *r, const wt_form *f, const wt_entry *entry) {
  int c = wt_country_index(entry->country);
  if (f->type != WT_ORGANIZATION || f->n_words != 1 || c < 0 || r->countries[c] > 0) return false;
  const wt_found *m = &r->mentions[f->first];
  const wt_token *t = wt_token_of(r, m->field, m->first);
  size_t size = t->end - t->start, length = strlen(entry->name);
  return length > size && entry->name[length - size - 1] == ' ' &&
         memcmp(entry->name + length - size, r->e->fields[m->field].bytes + t->start, size) == 0;
}

/* Whether an entry of another type bears the name surely: "White House" as an organization is not
 * the task force that has it as a weak alias. */
static bool other_types_name(const wt_resolver *r, const wt_form *f) {
  const wt_gazetteer *layer = r->e->layers[f->layer];
  wt_candidate first;
  wt_entry entry;
  size_t n = wt_gazetteer_n_candidates(layer, f->name), i = 0;
  while (i < n && !wt_form_candidate(r, f, i, &first)) i++;
  if (i == n) return false;
  wt_gazetteer_entry(layer, first.entry, &entry);
  return !first.weak && entry.type != f->type;
}

/* "automatic exchange of information (AEOI)" is no Atomic Energy Organization: an acronym that the
 * article spells out in small letters means only what begins with the same word. */
static bool stands_for_else(const wt_resolver *r, const wt_form *f, const wt_entry *entry) {
  if (f->small == WT_NONE) return false;
  const wt_tokens *tokens = &r->e->fields[f->small_field];
  const wt_token *t = &tokens->tokens[f->small];
  const char *word = tokens->bytes + t->start, *name = entry->name;
  for (uint32_t i = 0; i < t->end - t->start; i++) {
    char c = name[i]; /* the NUL of a shorter name differs from every byte of a word */
    if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != word[i]) return true;
  }
  return false;
}

typedef struct wt_link {
  uint32_t entry; /* or WT_NONE */
  bool sure;      /* no rival comes near */
  bool alias;     /* the entry has another main name */
  bool distant;   /* likely only beside a full name */
} wt_link;

/* The entry for a name among those of its type. */
static wt_link choose(wt_resolver *r, const wt_form *f) {
  const wt_gazetteer *layer = r->e->layers[f->layer];
  size_t n = wt_gazetteer_n_candidates(layer, f->name);
  double best = -1e9, second = -1e9;
  wt_link link = {.entry = WT_NONE};
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_form_candidate(r, f, i, &candidate)) continue;
    wt_gazetteer_entry(layer, candidate.entry, &entry);
    if (entry.type != f->type) continue;
    if (stands_for_else(r, f, &entry)) continue;
    if (candidate.alias && other_countrys_body(r, f, &entry)) continue;
    if (!candidate.certain && !wt_is_plausible(r, f, &candidate, &entry)) continue;
    if (candidate.alias && candidate.weak && other_types_name(r, f)) continue;
    double score = wt_entry_prior(r, f, &candidate, &entry) + wt_country_context(r, &entry) -
                   (candidate.weak ? WEAK : 0);
    if (f->presidential && f->n_words == 1 &&
        strcmp(entry.subtype, "head of state or government") == 0)
      score += PRESIDENT;
    if (score > best) {
      second = best;
      best = score;
      link = (wt_link){.entry = candidate.entry,
                       .alias = candidate.alias,
                       .distant = wt_is_distant(r, f, &candidate, &entry)};
    } else if (score > second) {
      second = score;
    }
  }
  link.sure = link.entry != WT_NONE && best - second > 2;
  return link;
}

enum { COUNTRY_WORDS = 2 };

static void count_country(wt_resolver *r, uint32_t form) {
  wt_entry entry;
  if (!wt_form_entry(r, form, &entry)) return;
  int c = wt_country_index(entry.country);
  const wt_form *f = &r->forms[form];
  if (c >= 0 && f->scope == SCOPE_BODY) r->countries[c] += (float)log2(1.0 + f->n_mentions);
}

/* The country that tokens [first, end) name, or the nationality; false: none. */
static bool country_in(const wt_resolver *r, const wt_tokens *tokens, uint32_t first, uint32_t end,
                       char country[3]) {
  wt_hit hit;
  if (!wt_match_exact(r->e->layers, r->e->n_layers, tokens, first, end, &hit)) return false;
  size_t n = wt_gazetteer_n_candidates(r->e->layers[hit.layer], hit.name);
  for (size_t i = 0; i < n; i++) {
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, &hit, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[hit.layer], candidate.entry, &entry);
    if (strcmp(entry.subtype, "country") != 0 && strcmp(entry.subtype, "nationality") != 0)
      continue;
    memcpy(country, entry.country, sizeof entry.country);
    return country[0] != '\0';
  }
  return false;
}

/* "United States Central Intelligence Agency", "U.S. Agriculture Department": a country before the
 * listed name of one of its bodies. */
static void link_countrys_body(wt_resolver *r, wt_form *f) {
  const wt_found *m = &r->mentions[f->first];
  const wt_tokens *tokens = &r->e->fields[m->field];
  char country[3];
  wt_hit hit;
  uint32_t rest = m->first + 1;
  while (rest + 1 < m->end && rest <= m->first + COUNTRY_WORDS &&
         !country_in(r, tokens, m->first, rest, country))
    rest++;
  if (rest + 1 >= m->end || rest > m->first + COUNTRY_WORDS ||
      !wt_match_exact(r->e->layers, r->e->n_layers, tokens, rest, m->end, &hit))
    return;
  size_t n = wt_gazetteer_n_candidates(r->e->layers[hit.layer], hit.name);
  for (size_t i = 0; i < n; i++) { /* the heaviest come first */
    wt_candidate candidate;
    wt_entry entry;
    if (!wt_hit_candidate(r->e->layers, r->e->n_layers, &hit, i, &candidate)) continue;
    wt_gazetteer_entry(r->e->layers[hit.layer], candidate.entry, &entry);
    if (entry.type != WT_ORGANIZATION || strcmp(entry.country, country) != 0) continue;
    f->layer = hit.layer;
    f->name = hit.name;
    f->cases = hit.forms;
    f->entry = candidate.entry;
    f->alias = candidate.alias;
    return;
  }
}

/* "James B. Comey" is listed as James Comey: the name without its initials. */
static void find_without_initials(wt_resolver *r, wt_form *f) {
  const wt_found *m = &r->mentions[f->first];
  const wt_tokens *tokens = &r->e->fields[m->field];
  wt_token words[NAME_WORDS];
  uint32_t n = 0;
  for (uint32_t i = m->first; i < m->end; i++) {
    const wt_token *t = &tokens->tokens[i];
    bool initial = i > m->first && (t->kind == WT_TOKEN_PUNCT || t->fold_size == 1);
    if (n == NAME_WORDS) return;
    if (!initial) words[n++] = *t;
  }
  if (n < 2 || n == f->n_words) return;
  wt_tokens shorter = *tokens;
  shorter.tokens = words;
  shorter.n = n;
  wt_hit hit;
  if (!wt_match_exact(r->e->layers, r->e->n_layers, &shorter, 0, n, &hit) || hit.weak ||
      !(hit.types & 1u << WT_PERSON))
    return;
  f->layer = hit.layer;
  f->name = hit.name;
  f->cases = hit.forms;
  f->without_initials = true;
}

static void link_form(wt_resolver *r, uint32_t form, bool only_sure) {
  wt_form *f = &r->forms[form];
  if (f->type == WT_ORGANIZATION && f->name == WT_NONE && f->n_words > 2) link_countrys_body(r, f);
  if (f->type == WT_PERSON && f->name == WT_NONE && f->n_words > 2) find_without_initials(r, f);
  if (f->name == WT_NONE || f->entry != WT_NONE) return;
  wt_link link = choose(r, f);
  if (only_sure && !link.sure) return;
  f->alias = link.alias;
  f->distant = link.distant;
  /* where the likeliest bearer of the name is too unlikely, so are the others; a person may be
   * named in full (coreference.c) */
  f->entry = link.distant && f->type != WT_PERSON ? WT_NONE : link.entry;
}

/* In this order: what the list is sure of says which countries the article speaks of; what has its
 * container beside it; the other places, together; all the rest. */
bool wt_link_forms(wt_resolver *r) {
  memset(r->countries, 0, sizeof r->countries);
  r->football = 0;
  r->most_spoken = 0;
  bool *contained = wt_grow(r->contained, &r->contained_capacity, r->n_forms, sizeof *contained);
  if (contained == NULL) return false;
  r->contained = contained;
  for (uint32_t f = 0; f < r->n_forms; f++) {
    if (r->forms[f].type != WT_MISC) continue;
    link_form(r, f, true);
    count_country(r, f);
  }
  wt_link_contained(r);
  if (!wt_choose_places(r)) return false;
  for (size_t c = 0; c < sizeof r->countries / sizeof *r->countries; c++)
    if (r->countries[c] > r->most_spoken) r->most_spoken = r->countries[c];
  for (uint32_t f = 0; f < r->n_forms; f++)
    if (!contained[f]) link_form(r, f, false);
  return true;
}
