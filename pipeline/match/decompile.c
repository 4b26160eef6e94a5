/*
 * decompile.c - names by entry, each as the shortest text that the compiler turns into the same key
 * and case form.
 *
 * HOW. The file has names with their entries; a list has entries with their names. So the
 * candidates are grouped by entry first (12 bytes each). Then, for each entry, its main name is
 * given to names.c, which says what keys follow from it: without "Inc.", without "The". Of the
 * names that are left the longest is written as an alias and its own consequences are taken away,
 * and so on: what the compiler derives is not listed, and asking the compiler's own code keeps the
 * two in step.
 */
#include "match/decompile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/gazetteer_file.h"
#include "match/names.h"
#include "match/spelling.h"
#include "text/utf8.h"

/* That an entry bears a name, as the file says it. */
typedef struct bearing {
  uint32_t name; /* [n_names] its number */
  uint16_t form;
  uint8_t bits;
  bool done;     /* follows from what was written */
  uint16_t lang; /* packed */
} bearing;

/* A bearing with its key. */
typedef struct wanted {
  bearing *b;
  uint32_t key_at;
  uint8_t key_size;
  wt_list_rule rule; /* under which `text` gives it */
  size_t text_at, text_size;
} wanted;

typedef struct decompiler {
  const wt_gazetteer *g;
  bearing *bearings; /* [n] grouped by entry */
  size_t n;
  uint32_t *first; /* [n_entries + 1] */
  wt_names names;  /* the compiler's */
  wt_buffer keys, texts, row, out;
  wanted *all; /* [n_all] of the entry, sorted by key and form */
  size_t n_all, capacity;
  wanted **order; /* [n_all] longest key first */
  size_t order_capacity;
  wt_surfaces surfaces;
  wt_decompile_result result;
} decompiler;

/* ---- grouping ----------------------------------------------------------------------- */

/* In a file made to deceive many names claim the same candidates, so no more are looked at than the
 * file has. */
static wt_status group(decompiler *d, wt_error *error) {
  const wt_gazetteer *g = d->g;
  size_t n_entries = g->meta.n_entries;
  d->first = wt_calloc(n_entries + 2, sizeof *d->first);
  d->bearings = wt_malloc(((size_t)g->meta.n_candidates + 1) * sizeof *d->bearings);
  if (d->first == NULL || d->bearings == NULL) return wt_no_memory(error, "dump");
  uint32_t *next = d->first + 1;
  for (int pass = 0; pass < 2; pass++) {
    size_t left = g->meta.n_candidates;
    for (uint32_t name = 0; name < g->meta.n_names; name++) {
      bool equal;
      wt_candidates all = wt_gazetteer_name(g, name, NULL, 0, &equal);
      for (size_t i = 0; i < all.n && left > 0; i++, left--) {
        const wt_gaz_candidate *c = &all.items[i];
        if (c->entry >= n_entries || c->form >= g->meta.n_forms) continue;
        if (pass == 0)
          next[c->entry + 1]++;
        else
          d->bearings[next[c->entry]++] =
              (bearing){.name = name,
                        .form = c->form,
                        .bits = c->bits,
                        .lang = g->langs == NULL ? 0 : g->langs[c - g->candidates]};
      }
    }
    for (size_t e = 0; pass == 0 && e < n_entries; e++) next[e + 1] += next[e];
  }
  return WT_OK;
}

/* ---- asking the compiler ------------------------------------------------------------ */

static int compare_keys(const char *a, size_t a_size, const char *b, size_t b_size) {
  size_t n = a_size < b_size ? a_size : b_size;
  int order = n == 0 ? 0 : memcmp(a, b, n);
  return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static const char *key_of(const decompiler *d, const wanted *w) { return d->keys.data + w->key_at; }

/* The bearing with this key and form that is as weak or less, or NULL. */
static wanted *find(decompiler *d, const wt_occurrence *o) {
  const char *key = d->names.keys.data + o->key_at;
  size_t low = 0, high = d->n_all;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_keys(key_of(d, &d->all[middle]), d->all[middle].key_size, key, o->key_size) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < d->n_all; low++) {
    wanted *w = &d->all[low];
    if (compare_keys(key_of(d, w), w->key_size, key, o->key_size) != 0) break;
    if (memcmp(&d->g->forms[w->b->form], &o->form, sizeof o->form) == 0) return w;
  }
  return NULL;
}

/* Gives one name to names.c; its occurrences are d->names.items [d->names.n], the full one first.
 */
static wt_status derive(decompiler *d, const wt_entry *e, const char *text, size_t size,
                        wt_list_rule rule, wt_error *error) {
  wt_list list = {.view = {(const uint8_t *)text, size}, .path = e->id};
  wt_list_row row = {.type = e->type, .rule = rule, .veto = e->veto};
  for (size_t c = 0; c < WT_COLUMNS; c++) row.columns[c] = (wt_slice){text + size, 0};
  row.columns[WT_COL_NAME] = (wt_slice){text, size};
  row.columns[WT_COL_ID] = (wt_slice){e->id, strlen(e->id)};
  d->names.n = 0;
  wt_buffer_clear(&d->names.keys);
  if (wt_utf8_invalid(text, size) < size) /* a file made to deceive */
    return wt_fail(error, WT_BAD_INPUT, e->id, "not UTF-8");
  return wt_names_add(&d->names, &list, &row, 0, error);
}

/* Takes away what follows from the name that was just derived, in that name's language. */
static void mark_done(decompiler *d, uint16_t lang) {
  for (size_t i = 0; i < d->names.n; i++) {
    const wt_occurrence *o = &d->names.items[i];
    wanted *w = find(d, o);
    if (w != NULL && w->b->lang == lang &&
        ((o->bits & WT_CAND_WEAK) == 0 || (w->b->bits & WT_CAND_WEAK) != 0))
      w->b->done = true;
  }
}

/* Finds the rule under which a text gives a bearing; false when there is none. Errors: WT_NO_MEMORY
 * (in *status). */
static bool find_rule(decompiler *d, const wt_entry *e, wanted *w, const char *text, size_t size,
                      wt_status *status, wt_error *error) {
  static const wt_gaz_rule RULES[] = {WT_RULE_DEFAULT, WT_RULE_EXACT, WT_RULE_ANY};
  for (size_t r = 0; r < 3; r++) {
    wt_list_rule rule = {.rule = RULES[r], .weak = (w->b->bits & WT_CAND_WEAK) != 0};
    wt_error ignored = {0};
    *status = derive(d, e, text, size, rule, &ignored);
    if (*status == WT_NO_MEMORY) {
      if (error != NULL) *error = ignored;
      return false;
    }
    if (*status != WT_OK) break;
    if (find(d, &d->names.items[0]) != w) continue;
    w->rule = rule;
    return true;
  }
  *status = WT_OK;
  return false;
}

/* ---- one entry ---------------------------------------------------------------------- */

static int longest_first(const void *a, const void *b) {
  const wanted *x = *(wanted *const *)a, *y = *(wanted *const *)b;
  if (x->key_size != y->key_size) return x->key_size > y->key_size ? -1 : 1;
  return (x > y) - (x < y);
}

/* The entry's bearings with their keys; names are numbered in the order of keys. */
static wt_status collect(decompiler *d, uint32_t entry, wt_error *error) {
  size_t start = d->first[entry], n = d->first[entry + 1] - start;
  wanted *all = wt_grow(d->all, &d->capacity, n, sizeof *all);
  if (all == NULL) return wt_no_memory(error, "dump");
  d->all = all;
  wanted **order = wt_grow(d->order, &d->order_capacity, n, sizeof *order);
  if (order == NULL) return wt_no_memory(error, "dump");
  d->order = order;
  wt_buffer_clear(&d->keys);
  wt_buffer_clear(&d->texts);
  d->n_all = 0;
  for (size_t i = 0; i < n; i++) {
    char key[256];
    bearing *b = &d->bearings[start + i];
    size_t size = wt_gazetteer_key(d->g, b->name, key);
    if (size == 0) continue; /* only in a file made to deceive */
    wanted *w = &d->all[d->n_all];
    *w = (wanted){.b = b, .key_at = (uint32_t)d->keys.size, .key_size = (uint8_t)size};
    wt_buffer_append(&d->keys, key, size);
    d->order[d->n_all++] = w;
  }
  if (d->keys.failed || d->surfaces.bytes.failed) return wt_no_memory(error, "dump");
  if (d->n_all > 0) qsort(d->order, d->n_all, sizeof *d->order, longest_first);
  return WT_OK;
}

/* Keeps the entry's names of one word whose capitals are known exactly. */
static void keep_acronyms(decompiler *d) {
  wt_surfaces_clear(&d->surfaces);
  for (size_t i = 0; i < d->n_all && d->surfaces.n < WT_NAME_PARTS; i++) {
    const wanted *w = &d->all[i];
    const wt_gaz_form *form = &d->g->forms[w->b->form];
    if ((form->rule & WT_RULE_MASK) != WT_RULE_EXACT ||
        memchr(key_of(d, w), ' ', w->key_size) != NULL)
      continue;
    wt_buffer_clear(&d->row);
    wt_spell_word(key_of(d, w), w->key_size, form, 0, &d->row);
    wt_surfaces_keep(&d->surfaces, d->row.data, d->row.size, key_of(d, w), w->key_size);
  }
}

/* Keeps the words of the main name, which was just derived. */
static void keep_words(decompiler *d, const char *name) {
  const wt_tokens *t = &d->names.tokens;
  for (size_t i = 0; i < t->n; i++) {
    const wt_token *token = &t->tokens[i];
    const char *text = name + token->start;
    size_t size = token->end - token->start;
    if (token->kind == WT_TOKEN_WORD && (token->flags & WT_SUFFIX) == 0)
      wt_surfaces_keep(&d->surfaces, text, size, wt_token_fold(t, token), token->fold_size);
    else if (size == 1 && text[0] == '&')
      wt_surfaces_keep(&d->surfaces, text, size, "and", 3);
  }
}

/* The bearing that the entry's main name gives, and under which rule; NULL when there is none. */
static wanted *find_main(decompiler *d, const wt_entry *e, wt_status *status, wt_error *error) {
  static const wt_gaz_rule RULES[] = {WT_RULE_DEFAULT, WT_RULE_EXACT, WT_RULE_ANY};
  size_t size = strlen(e->name);
  keep_acronyms(d);
  for (size_t r = 0; r < 3; r++) {
    wt_list_rule rule = {.rule = RULES[r]};
    wt_error ignored = {0};
    *status = derive(d, e, e->name, size, rule, &ignored);
    if (*status == WT_NO_MEMORY && error != NULL) *error = ignored;
    if (*status == WT_NO_MEMORY) return NULL;
    if (*status != WT_OK) break;
    if (r == 0) keep_words(d, e->name);
    wanted *w = find(d, &d->names.items[0]);
    if (w == NULL) continue;
    rule.weak = (w->b->bits & WT_CAND_WEAK) != 0;
    w->rule = rule;
    *status = derive(d, e, e->name, size, rule, error);
    if (*status == WT_OK) mark_done(d, 0);
    return *status == WT_OK ? w : NULL;
  }
  *status = WT_OK;
  return NULL;
}

/* How many names follow from the one that was just derived and are not wanted. */
static size_t count_extras(decompiler *d) {
  size_t n = 0;
  for (size_t i = 0; i < d->names.n; i++) n += find(d, &d->names.items[i]) == NULL;
  return n;
}

/* Writes an alias' text into d->texts, in the manner from which nothing unwanted follows if there
 * is one, and takes away what follows from it. */
static wt_status spell(decompiler *d, const wt_entry *e, wanted *w, wt_error *error) {
  wt_status status = WT_OK;
  size_t least = SIZE_MAX;
  w->text_size = 0;
  for (wt_manner how = WT_AS_ELSEWHERE; how < WT_MANNERS && least > 0; how++) {
    wanted tried = *w;
    size_t at = d->texts.size;
    wt_spell_key(&d->surfaces, key_of(d, w), w->key_size, &d->g->forms[w->b->form], how, &d->texts);
    if (d->texts.failed) return wt_no_memory(error, "dump");
    size_t size = d->texts.size - at;
    bool right = find_rule(d, e, w, d->texts.data + at, size, &status, error);
    if (status != WT_OK) return status;
    size_t extras = right ? count_extras(d) : SIZE_MAX;
    if (extras < least) {
      least = extras;
      w->text_at = at;
      w->text_size = size;
    } else {
      w->rule = tried.rule;
    }
  }
  if (w->text_size == 0) {
    d->result.lost++;
    return WT_OK;
  }
  status = derive(d, e, d->texts.data + w->text_at, w->text_size, w->rule, error);
  if (status == WT_OK) mark_done(d, w->b->lang);
  w->b->done = true;
  return status;
}

/* ---- rows --------------------------------------------------------------------------- */

static void write_degrees(wt_buffer *out, double degrees) {
  enum { UNIT = 10000000, PLACES = 7 };
  int64_t value = (int64_t)llround(degrees * UNIT), size = value < 0 ? -value : value;
  if (value < 0) wt_buffer_byte(out, '-');
  wt_buffer_format(out, "%lld", (long long)(size / UNIT));
  int rest = (int)(size % UNIT), places = PLACES;
  if (rest == 0) return;
  for (; rest % 10 == 0; rest /= 10) places--;
  wt_buffer_format(out, ".%0*d", places, rest);
}

static void write_alias(decompiler *d, const wanted *w, wt_list_rule row) {
  wt_buffer *out = &d->row;
  char lang[4];
  wt_unpack_lang(w->b->lang, lang);
  if (lang[0] != '\0') wt_buffer_format(out, "%s:", lang);
  for (size_t i = 0; i < w->text_size; i++) {
    char c = d->texts.data[w->text_at + i];
    if (strchr("|\\:{", c) != NULL && c != '\0') wt_buffer_byte(out, '\\');
    wt_buffer_byte(out, c);
  }
  bool weak = w->rule.weak && !row.weak;
  const char *rule = w->rule.rule == row.rule ? "" : wt_rule_text(w->rule.rule);
  if (!weak && rule[0] == '\0') return;
  wt_buffer_format(out, "{%s%s%s}", rule, weak && rule[0] != '\0' ? "," : "", weak ? "weak" : "");
}

/* Can an alias stand in a row with these flags? */
static bool fits(const wanted *w, wt_list_rule row) {
  bool rule = w->rule.rule == row.rule || w->rule.rule != WT_RULE_DEFAULT;
  return rule && (w->rule.weak || !row.weak);
}

static void write_flags(decompiler *d, const wt_entry *e, wt_list_rule rule, bool certain) {
  const char *const flags[] = {wt_rule_text((uint32_t)rule.rule), rule.weak ? "weak" : "",
                               certain ? "certain" : "", e->veto ? "veto" : ""};
  bool any = false;
  for (size_t i = 0; i < 4; i++) {
    if (flags[i][0] == '\0') continue;
    if (any) wt_buffer_byte(&d->row, ',');
    wt_buffer_text(&d->row, flags[i]);
    any = true;
  }
}

/* One row: its name, then those of the aliases left that can stand in it. A row that is not the
 * entry's last one has only what the compiler needs. */
static void write_row(decompiler *d, const wt_entry *e, const char *name, size_t name_size,
                      wt_list_rule rule, bool certain, bool last, bool bare_id) {
  static const char *const TYPES[WT_TYPES] = {"person", "place", "organization", "misc"};
  wt_buffer *row = &d->row;
  bool any = false;
  wt_buffer_clear(row);
  wt_buffer_format(row, "%s\t%s\t", bare_id ? "" : e->id, TYPES[e->type]);
  wt_buffer_format(row, "%s\t", last ? e->subtype : "");
  wt_buffer_append(row, name, name_size);
  wt_buffer_byte(row, '\t');
  for (size_t i = 0; i < d->n_all; i++) {
    wanted *w = &d->all[i];
    if (w->text_size == 0 || !fits(w, rule)) continue;
    if (((w->b->bits & WT_CAND_CERTAIN) != 0) != certain) continue;
    if (any) wt_buffer_byte(row, '|');
    write_alias(d, w, rule);
    w->text_size = 0;
    any = true;
    d->result.names++;
  }
  wt_buffer_format(row, "\t%s\t", last ? e->country : "");
  if (last && e->has_position) write_degrees(row, e->lat);
  wt_buffer_byte(row, '\t');
  if (last && e->has_position) write_degrees(row, e->lon);
  wt_buffer_byte(row, '\t');
  if (last && e->weight > 0) wt_buffer_format(row, "%u", (unsigned)e->weight);
  wt_buffer_byte(row, '\t');
  write_flags(d, e, rule, certain);
  wt_buffer_format(row, "\t%s\t%s\t%s\n", last ? e->same_as : "", last ? e->refers_to : "",
                   last ? e->within : "");
  d->result.names++;
  d->result.rows++;
}

/* True when the entry's names are vetoed for every entry: such a row has no id. */
static bool is_veto_of_all(const decompiler *d, uint32_t entry) {
  for (uint32_t i = d->first[entry]; i < d->first[entry + 1]; i++)
    if ((d->g->forms[d->bearings[i].form].rule & WT_VETO) != 0) return true;
  return false;
}

/* Rows of an entry: first those for aliases that cannot stand beside the main name, because a row's
 * flags hold for all its aliases; the row with the main name is the last, so that its columns
 * count. */
static wt_status write_entry(decompiler *d, uint32_t entry, wt_error *error) {
  wt_entry e, shown;
  wt_gazetteer_entry(d->g, entry, &shown);
  e = shown;
  bool bare_id = is_veto_of_all(d, entry);
  if (bare_id) e.id = "";
  wt_status status = collect(d, entry, error);
  if (status != WT_OK) return status;
  wanted *main = find_main(d, &e, &status, error);
  for (size_t i = 0; status == WT_OK && i < d->n_all; i++)
    if (d->order[i] != main && !d->order[i]->b->done) status = spell(d, &e, d->order[i], error);
  if (status != WT_OK) return status;
  wt_list_rule rule = main == NULL ? (wt_list_rule){0} : main->rule;
  bool certain = main != NULL && (main->b->bits & WT_CAND_CERTAIN) != 0;
  for (size_t i = 0; i < d->n_all; i++) {
    wanted *w = &d->all[i];
    bool same = ((w->b->bits & WT_CAND_CERTAIN) != 0) == certain;
    if (w->text_size == 0 || (fits(w, rule) && same)) continue;
    const char *text = d->texts.data + w->text_at;
    size_t size = w->text_size;
    w->text_size = 0;
    write_row(d, &e, text, size, w->rule, (w->b->bits & WT_CAND_CERTAIN) != 0, false, bare_id);
    wt_buffer_append(&d->out, d->row.data, d->row.size);
  }
  write_row(d, &e, e.name, strlen(e.name), rule, certain, true, bare_id);
  wt_buffer_append(&d->out, d->row.data, d->row.size);
  return d->row.failed || d->out.failed ? wt_no_memory(error, "dump") : WT_OK;
}

static void release(decompiler *d) {
  wt_free(d->bearings);
  wt_free(d->first);
  wt_free(d->all);
  wt_free(d->order);
  wt_names_release(&d->names);
  wt_buffer *buffers[] = {&d->keys, &d->texts, &d->row, &d->out, &d->surfaces.bytes};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) wt_buffer_release(buffers[i]);
}

wt_status wt_gazetteer_decompile(const wt_gazetteer *gazetteer,
                                 wt_status (*write)(void *context, const char *bytes, size_t size,
                                                    wt_error *error),
                                 void *context, wt_decompile_result *result, wt_error *error) {
  enum { PIECE = 64 << 10 };
  decompiler d = {.g = gazetteer};
  wt_buffer_text(&d.out,
                 "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\t"
                 "refers_to\twithin\n");
  /* so that a key or text of no bytes, in a file made to deceive, has an address too */
  wt_status status = wt_buffer_reserve(&d.keys, 1) && wt_buffer_reserve(&d.texts, 1) &&
                             wt_buffer_reserve(&d.names.keys, 1) &&
                             wt_buffer_reserve(&d.surfaces.bytes, 1)
                         ? group(&d, error)
                         : wt_no_memory(error, "dump");
  for (uint32_t e = 0; status == WT_OK && e < gazetteer->meta.n_entries; e++) {
    status = write_entry(&d, e, error);
    if (status == WT_OK && d.out.size >= PIECE) {
      status = write(context, d.out.data, d.out.size, error);
      wt_buffer_clear(&d.out);
    }
  }
  if (status == WT_OK) status = write(context, d.out.data, d.out.size, error);
  if (status == WT_OK) *result = d.result;
  release(&d);
  return status;
}
