#include "match/names.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/legal_forms.h"
#include "match/person_variants.h"
#include "match/postings.h"

/* A part of the listed name with the token that it comes from. */
typedef struct listed {
  wt_key_part part;
  uint32_t token;
} listed;

/* The listed name, tokenized. */
typedef struct source {
  const wt_list *list;
  const wt_list_row *row;
  wt_column column;
  const char *place; /* in the file, for errors */
  wt_list_rule rule;
  uint16_t lang;
  uint32_t row_index;
  bool generated; /* a variant that nobody listed */
  listed parts[WT_NAME_PARTS];
  uint8_t n;
} source;

/* A selection of a source's parts. */
typedef struct variant {
  uint8_t parts[WT_NAME_PARTS]; /* [n] indices */
  uint8_t n;
  uint32_t glue; /* bit i: part i sticks to the one before it, "J. K." as "J.K." */
  bool alias, weak;
  bool generated; /* yields to what the list says of it */
} variant;

/* Legal form x article x three possessives; persons have initials instead of the former two. */
enum { MOST_VARIANTS = 12 };

void wt_names_release(wt_names *names) {
  wt_free(names->items);
  wt_buffer_release(&names->keys);
  wt_buffer_release(&names->scratch);
  wt_tokens_release(&names->tokens);
  *names = (wt_names){0};
}

static const wt_token *token_of(const wt_names *names, const source *s, size_t part) {
  return &names->tokens.tokens[s->parts[part].token];
}

/* ---- the listed name ---------------------------------------------------------------- */

static bool is_word(const wt_names *names, const source *s, size_t part) {
  const wt_token *token = token_of(names, s, part);
  return token->kind != WT_TOKEN_PUNCT && (token->flags & WT_SUFFIX) == 0;
}

/* Drops marks at both ends ("Yahoo!"), but not what a very short name needs ("C++"), nor a
 * bracket that was opened ("Paris (Texas)"). */
static void trim_marks(const wt_names *names, source *s) {
  size_t first = 0;
  while (first < s->n && !is_word(names, s, first)) first++;
  memmove(s->parts, s->parts + first, (s->n - first) * sizeof *s->parts);
  s->n = (uint8_t)(s->n - first);
  size_t words = 0, longest = 0;
  bool open = false;
  for (size_t i = 0; i < s->n; i++) {
    const wt_key_part *part = &s->parts[i].part;
    words += is_word(names, s, i);
    if (!part->mark && part->size > longest) longest = part->size;
    open |= part->mark && part->size == 1 && strchr("([{", part->bytes[0]) != NULL;
  }
  if (open || (words == 1 && longest < 3)) return;
  while (s->n > 0 && s->parts[s->n - 1].part.mark) s->n--;
}

static wt_status too_long(const source *s, wt_error *error) {
  return wt_list_bad(s->list, s->row->line, s->column, s->place, error,
                     "the name is too long; at most %d words and marks and %d bytes are expected",
                     WT_NAME_PARTS, WT_NAME_BYTES);
}

/* Adds a part; a person's "J.K." is taken apart. False when there are too many. */
static bool add_part(const wt_names *names, source *s, size_t token, const wt_key_part *part) {
  const wt_token *t = &names->tokens.tokens[token];
  size_t n = 1, size = t->end - t->start;
  bool periods = size > 2 && memchr(names->tokens.bytes + t->start, '.', size - 1) != NULL;
  if (s->row->type == WT_PERSON && periods && part->size <= 4 && !part->suffix) n = part->size;
  for (size_t i = 0; i < part->size; i++)
    if (part->bytes[i] < 'a' || part->bytes[i] > 'z') n = 1;
  if (s->n + n > WT_NAME_PARTS) return false;
  for (size_t i = 0; i < n; i++) {
    s->parts[s->n] = (listed){.part = *part, .token = (uint32_t)token};
    if (n > 1) s->parts[s->n].part.bytes += i, s->parts[s->n].part.size = 1;
    s->n++;
  }
  return true;
}

static wt_status tokenize(wt_names *names, source *s, wt_slice text, wt_error *error) {
  enum { LONGEST = 4096 };
  if (text.size > LONGEST) return too_long(s, error);
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)text.size};
  wt_status status = wt_tokenize(text.bytes, text.size, &zone, 1, &names->tokens, error);
  if (status != WT_OK) return status;
  s->n = 0;
  for (size_t i = 0; i < names->tokens.n; i++) {
    wt_key_part part;
    if (names->tokens.tokens[i].fold_size > WT_NAME_BYTES) return too_long(s, error);
    if (wt_key_of(&names->tokens, i, &part) != WT_STEP_PART) continue;
    if (memchr(part.bytes, ' ', part.size) != NULL) continue; /* would look like two parts */
    if (!add_part(names, s, i, &part)) return too_long(s, error);
  }
  trim_marks(names, s);
  if (s->n == 0)
    return wt_list_bad(s->list, s->row->line, s->column, s->place, error,
                       "a name with a letter or a digit is expected");
  return WT_OK;
}

/* ---- variants ----------------------------------------------------------------------- */

static bool legal_at(const wt_names *names, const source *s, const variant *v, size_t i,
                     bool *weak) {
  const wt_key_part *part = &s->parts[v->parts[i]].part;
  const wt_token *token = token_of(names, s, v->parts[i]);
  if (part->suffix || part->mark) return false;
  switch (wt_legal_form(part->bytes, part->size)) {
    case WT_LEGAL_FORM: return true;
    case WT_LEGAL_WORD: *weak = true; return true;
    case WT_LEGAL_IF_MARKED:
      return token->letter_case == WT_CASE_UPPER || token->letter_case == WT_CASE_MIXED ||
             (token->flags & WT_PERIOD) != 0;
    case WT_LEGAL_NONE: break;
  }
  return false;
}

static bool part_is(const source *s, const variant *v, size_t i, const char *text) {
  const wt_key_part *part = &s->parts[v->parts[i]].part;
  return part->size == strlen(text) && memcmp(part->bytes, text, part->size) == 0;
}

/* How many parts a legal form of several parts at the end of v has: A/S, K/S, S.A. de C.V. */
static size_t compound_form(const source *s, const variant *v) {
  size_t n = v->n;
  if (n >= 3 && part_is(s, v, n - 2, "/") && part_is(s, v, n - 1, "s") &&
      (part_is(s, v, n - 3, "a") || part_is(s, v, n - 3, "k")))
    return 3;
  if (n >= 3 && part_is(s, v, n - 3, "sa") && part_is(s, v, n - 2, "de") &&
      part_is(s, v, n - 1, "cv"))
    return 3;
  return 0;
}

/* The name without the legal forms at its end; false when there is none, or nothing else. */
static bool without_legal_form(const wt_names *names, const source *s, const variant *full,
                               variant *out) {
  variant v = *full;
  while (v.n > 0) {
    size_t compound = compound_form(s, &v);
    if (compound > 0)
      v.n = (uint8_t)(v.n - compound);
    else if (legal_at(names, s, &v, v.n - 1u, &v.weak) ||
             (v.n < full->n && !is_word(names, s, v.parts[v.n - 1])))
      v.n--; /* also the mark before it, "Co., Ltd.", and the & of "& Co." */
    else
      break;
  }
  if (v.n == 0 || v.n == full->n) return false;
  const wt_key_part *only = &s->parts[v.parts[0]].part;
  if (v.n == 1 && token_of(names, s, v.parts[0])->letter_case != WT_CASE_UPPER &&
      (only->size <= 4 || wt_generic_word(only->bytes, only->size)))
    v.weak = true;
  v.alias = v.generated = true;
  *out = v;
  return true;
}

static bool without_article(const source *s, const variant *full, variant *out) {
  if (full->n < 2 || !part_is(s, full, 0, "the")) return false;
  variant v = *full;
  v.n--;
  memmove(v.parts, v.parts + 1, v.n);
  if (s->parts[v.parts[0]].part.suffix || s->parts[v.parts[0]].part.mark) return false;
  if (v.n == 1) v.weak = true;
  v.alias = true;
  *out = v;
  return true;
}

/* Initials run together, "J.K. Rowling" for "J. K. Rowling"; false when there are none. */
static bool with_initials(const source *s, const variant *full, variant *out) {
  variant v = *full;
  for (size_t i = 1; i < v.n; i++) {
    const wt_key_part *a = &s->parts[v.parts[i - 1]].part, *b = &s->parts[v.parts[i]].part;
    bool both = a->size == 1 && b->size == 1 && !a->mark && !b->mark && !a->suffix && !b->suffix;
    if (both) v.glue |= UINT32_C(1) << i;
  }
  *out = v;
  return v.glue != 0;
}

/* Adds what writers make of a possessive in the name; returns how many variants. */
static size_t possessives(const source *s, const variant *full, variant out[2]) {
  size_t n = 0;
  uint32_t suffixes = 0;
  for (size_t i = 1; i < full->n; i++)
    if (s->parts[full->parts[i]].part.suffix) suffixes |= UINT32_C(1) << i;
  if (suffixes == 0) return 0;
  out[n] = *full;
  out[n].alias = true;
  out[n].glue |= suffixes;
  n++;
  if (s->parts[full->parts[full->n - 1]].part.suffix) {
    out[n] = *full;
    out[n].alias = true;
    out[n].n--;
    if (out[n].n == 1) out[n].weak = true;
    n++;
  }
  return n;
}

static size_t variants_of(const wt_names *names, const source *s, bool alias,
                          variant out[MOST_VARIANTS]) {
  variant full = {.n = s->n, .alias = alias};
  for (uint8_t i = 0; i < s->n; i++) full.parts[i] = i;
  size_t n = 0;
  out[n++] = full;
  wt_type type = s->row->type;
  if (type == WT_ORGANIZATION && without_legal_form(names, s, &full, &out[n])) n++;
  if (type == WT_PERSON && with_initials(s, &full, &out[n])) n++;
  size_t so_far = n;
  if (type == WT_ORGANIZATION || type == WT_MISC)
    for (size_t i = 0; i < so_far; i++)
      if (without_article(s, &out[i], &out[n])) n++;
  so_far = n;
  for (size_t i = 0; i < so_far; i++) n += possessives(s, &out[i], &out[n]);
  return n;
}

/* ---- keys and forms ----------------------------------------------------------------- */

/* Writes the key of a variant; 0 when it is too long. */
static size_t write_key(const source *s, const variant *v, char key[WT_NAME_BYTES]) {
  size_t size = 0;
  for (size_t i = 0; i < v->n; i++) {
    const wt_key_part *part = &s->parts[v->parts[i]].part;
    bool glue = (v->glue >> i & 1) != 0;
    size_t more = (size_t)(i > 0 && !glue) + (size_t)(part->suffix && !glue) + part->size;
    if (size + more > WT_NAME_BYTES) return 0;
    if (i > 0 && !glue) key[size++] = ' ';
    if (part->suffix && !glue) key[size++] = '\'';
    if (part->size > 0) memcpy(key + size, part->bytes, part->size);
    size += part->size;
  }
  return size;
}

static wt_gaz_form form_of(const wt_names *names, const source *s, const variant *v) {
  wt_key_case c = {0};
  unsigned n = 0;
  for (size_t i = 0; i < v->n; i++) {
    const wt_key_part *part = &s->parts[v->parts[i]].part;
    if (v->glue >> i & 1) continue;
    wt_key_note_case(&names->tokens, s->parts[v->parts[i]].token, n, &c);
    /* "Bank Of America" shall find "Bank of America" */
    if (n > 0 && s->rule.rule == WT_RULE_DEFAULT && wt_particle(part->bytes, part->size))
      c.initial &= ~(UINT32_C(1) << n);
    n++;
  }
  wt_gaz_rule rule = s->rule.rule;
  if (rule == WT_RULE_DEFAULT && n == 1 && c.upper == 1) rule = WT_RULE_EXACT;
  bool one = s->row->columns[WT_COL_ID].size > 0;
  if (s->row->veto && one) return (wt_gaz_form){.rule = (uint32_t)WT_RULE_ANY | WT_VETO_ONE};
  wt_gaz_form form = {.rule = (uint32_t)rule | (s->row->veto ? (uint32_t)WT_VETO : 0)};
  if (rule != WT_RULE_ANY) form.initial = c.initial;
  if (rule == WT_RULE_EXACT) form.upper = c.upper, form.mixed = c.mixed;
  return form;
}

static wt_status add_variant(wt_names *names, const source *s, const variant *v, wt_error *error) {
  char key[WT_NAME_BYTES];
  size_t size = write_key(s, v, key);
  if (size == 0) return too_long(s, error);
  wt_occurrence *items =
      wt_grow(names->items, &names->capacity, names->n + 1, sizeof *names->items);
  if (items == NULL) return wt_no_memory(error, s->list->path);
  names->items = items;
  unsigned bits = (v->alias ? WT_CAND_ALIAS : 0u) | (v->weak || s->rule.weak ? WT_CAND_WEAK : 0u) |
                  (s->row->certain && !s->generated ? WT_CAND_CERTAIN : 0u) |
                  (s->generated || v->generated ? WT_POSTING_GENERATED : 0u);
  items[names->n] = (wt_occurrence){.form = form_of(names, s, v),
                                    .key_at = names->keys.size,
                                    .row = s->row_index,
                                    .key_size = (uint8_t)size,
                                    .bits = (uint8_t)bits,
                                    .lang = s->lang};
  wt_buffer_append(&names->keys, key, size);
  if (names->keys.failed) return wt_no_memory(error, s->list->path);
  names->n++;
  return WT_OK;
}

static wt_status add_name(wt_names *names, source *s, wt_slice text, bool alias, wt_error *error) {
  variant variants[MOST_VARIANTS];
  wt_status status = tokenize(names, s, text, error);
  if (status != WT_OK) return status;
  size_t n = variants_of(names, s, alias, variants);
  for (size_t i = 0; status == WT_OK && i < n; i++)
    status = add_variant(names, s, &variants[i], error);
  return status;
}

/* What news makes of a person's name. A row with a case rule of its own is taken as it is. */
static wt_status add_person_variants(wt_names *names, source *s, wt_slice name, wt_error *error) {
  wt_person_variant variants[WT_PERSON_VARIANTS];
  char country[2] = {0};
  wt_slice code = s->row->columns[WT_COL_COUNTRY];
  wt_list_rule rule = s->rule;
  if (s->row->veto || rule.rule != WT_RULE_DEFAULT) return WT_OK;
  if (code.size == 2) memcpy(country, code.bytes, 2);
  size_t n = wt_person_variants(name.bytes, name.size, country, variants);
  wt_status status = WT_OK;
  s->generated = true;
  for (size_t i = 0; status == WT_OK && i < n; i++) {
    s->rule.weak = rule.weak || variants[i].weak;
    status = add_name(names, s, (wt_slice){variants[i].text, variants[i].size}, true, error);
  }
  s->generated = false;
  s->rule = rule;
  return status;
}

wt_status wt_names_add(wt_names *names, const wt_list *list, const wt_list_row *row,
                       uint32_t row_index, wt_error *error) {
  size_t n = names->n, key_bytes = names->keys.size;
  wt_slice name = row->columns[WT_COL_NAME], rest = row->columns[WT_COL_ALIASES];
  source s = {.list = list, .row = row, .row_index = row_index, .rule = row->rule};
  s.column = WT_COL_NAME;
  s.place = name.bytes;
  wt_status status = add_name(names, &s, name, false, error);
  if (status == WT_OK && row->type == WT_PERSON)
    status = add_person_variants(names, &s, name, error);
  s.column = WT_COL_ALIASES;
  while (status == WT_OK) {
    wt_list_alias alias;
    s.place = rest.bytes;
    if (!wt_list_next_alias(list, row, &rest, &names->scratch, &alias, &status, error)) break;
    s.rule = alias.rule;
    s.lang = wt_pack_lang(alias.lang);
    if (s.rule.rule == WT_RULE_DEFAULT) s.rule.rule = row->rule.rule;
    s.rule.weak |= row->rule.weak;
    status = add_name(names, &s, alias.text, true, error);
  }
  if (status != WT_OK) {
    names->n = n;
    names->keys.size = key_bytes;
  }
  return status;
}
