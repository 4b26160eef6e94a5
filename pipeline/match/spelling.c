#include "match/spelling.h"

#include <string.h>
#include <unicode/uchar.h>

#include "match/decompile.h"
#include "match/gazetteer_file.h"
#include "text/utf8.h"

void wt_surfaces_clear(wt_surfaces *all) {
  all->n = 0;
  wt_buffer_clear(&all->bytes);
}

void wt_surfaces_keep(wt_surfaces *all, const char *text, size_t text_size, const char *fold,
                      size_t fold_size) {
  if (all->n == WT_MOST_SURFACES || text_size > UINT16_MAX) return;
  wt_buffer *b = &all->bytes;
  all->items[all->n++] = (wt_surface){.text_at = (uint32_t)b->size,
                                      .text_size = (uint16_t)text_size,
                                      .fold_at = (uint32_t)(b->size + text_size),
                                      .fold_size = (uint16_t)fold_size};
  wt_buffer_append(b, text, text_size);
  wt_buffer_append(b, fold, fold_size);
}

void wt_spell_word(const char *word, size_t size, const wt_gaz_form *form, unsigned part,
                   wt_buffer *out) {
  uint32_t bit = part < 32 ? UINT32_C(1) << part : 0;
  bool initial = (form->initial & bit) != 0, upper = (form->upper & bit) != 0;
  bool mixed = (form->mixed & bit) != 0;
  unsigned letter = 0;
  for (size_t at = 0; at < size;) {
    char utf8[4];
    UChar32 c = (UChar32)wt_utf8_next(word, size, &at);
    bool capital = upper || (initial && letter == 0) || (mixed && letter == 1);
    size_t n = wt_utf8_put((uint32_t)(capital ? u_totitle(c) : c), utf8);
    wt_buffer_append(out, utf8, n);
    if (u_isalpha(c)) letter++;
  }
}

/* Marks that stand at the word before them, and those that stand at the one behind. */
static bool sticks_left(const char *part, size_t size) {
  return part[0] == '\'' || (size == 1 && strchr(",;:!?)]}", part[0]) != NULL);
}

static bool sticks_right(const char *part, size_t size) {
  return size == 1 && strchr("([{", part[0]) != NULL;
}

/* The writing of a word with this folded form, or NULL. */
static const wt_surface *surface_of(const wt_surfaces *all, const char *fold, size_t size) {
  for (size_t i = 0; i < all->n; i++) {
    const wt_surface *s = &all->items[i];
    if (s->fold_size == size && memcmp(all->bytes.data + s->fold_at, fold, size) == 0) return s;
  }
  return NULL;
}

static void write_part(const wt_surfaces *surfaces, const char *part, size_t size,
                       const wt_gaz_form *form, unsigned i, wt_manner how, wt_buffer *out) {
  const wt_surface *s = how == WT_AS_ELSEWHERE ? surface_of(surfaces, part, size) : NULL;
  wt_gaz_form all = {.initial = UINT32_MAX};
  if (s != NULL)
    wt_buffer_append(out, surfaces->bytes.data + s->text_at, s->text_size);
  else if (how == WT_AMPERSAND && size == 3 && memcmp(part, "and", 3) == 0)
    wt_buffer_byte(out, '&');
  else
    wt_spell_word(part, size, how == WT_CAPITALS && part[0] != '\'' ? &all : form, i, out);
}

void wt_spell_key(const wt_surfaces *surfaces, const char *key, size_t size,
                  const wt_gaz_form *form, wt_manner how, wt_buffer *out) {
  bool glue = true;
  unsigned part = 0;
  for (size_t at = 0; at < size; part++) {
    const char *space = memchr(key + at, ' ', size - at);
    size_t end = space == NULL ? size : (size_t)(space - key);
    if (!glue && !sticks_left(key + at, end - at)) wt_buffer_byte(out, ' ');
    write_part(surfaces, key + at, end - at, form, part, how, out);
    glue = sticks_right(key + at, end - at);
    at = end + (space != NULL);
  }
}

const char *wt_rule_text(uint32_t rule) {
  static const char *const TEXTS[] = {"", "exact", "any", ""};
  return TEXTS[rule & WT_RULE_MASK];
}

void wt_gazetteer_spelling(const wt_gazetteer *g, uint32_t name, size_t i, wt_buffer *out) {
  char key[256];
  bool equal;
  size_t size = wt_gazetteer_key(g, name, key);
  wt_candidates all = wt_gazetteer_name(g, name, NULL, 0, &equal);
  if (i >= all.n || all.items[i].form >= g->meta.n_forms) {
    wt_buffer_append(out, key, size);
    return;
  }
  const wt_gaz_form *form = &g->forms[all.items[i].form];
  wt_spell_key(NULL, key, size, form, WT_PLAIN, out);
  if ((form->rule & WT_RULE_MASK) != WT_RULE_DEFAULT)
    wt_buffer_format(out, "{%s}", wt_rule_text(form->rule));
}
