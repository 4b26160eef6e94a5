#include "resolve/entity_name.h"

#include <string.h>
#include <unicode/uchar.h>

#include "text/utf8.h"

static const char *const TYPE_NAMES[WT_TYPES] = {"person", "place", "organization", "misc"};

/* "JOHN SMITH" in a headline is a poorer form than "John Smith" of the same length. */
static bool all_capitals(const char *text, size_t size) {
  for (size_t at = 0; at < size;) /* the first lower-case letter ends it: at once, mostly */
    if (u_islower((UChar32)wt_utf8_next(text, size, &at))) return false;
  return true;
}

static size_t mention_size(const wt_mention *m) { return m->end - m->start; }

static const wt_mention *fullest(const wt_resolver *r, const wt_entity *e) {
  const wt_mention *best = NULL;
  bool best_capitals = true;
  for (size_t i = 0; i < e->n_mentions; i++) {
    const wt_mention *m = &e->mentions[i];
    size_t size = mention_size(m);
    if (best != NULL && size < mention_size(best)) continue;
    if (best != NULL && size == mention_size(best) && !best_capitals) continue;
    bool capitals = all_capitals(r->e->fields[m->field].bytes + m->start, size);
    if (best != NULL && size == mention_size(best) && capitals) continue;
    best = m;
    best_capitals = capitals;
  }
  return best;
}

/* A copy with each run of white space as one space: a name may stand across a line break. */
static char *copy_name(wt_arena *arena, const char *text, size_t size) {
  char *copy = wt_arena_copy(arena, text, size);
  if (copy == NULL) return NULL;
  size_t n = 0;
  for (size_t at = 0; at < size;) {
    size_t from = at;
    UChar32 c = (UChar32)wt_utf8_next(text, size, &at);
    if (u_isUWhiteSpace(c)) {
      if (n > 0 && copy[n - 1] != ' ') copy[n++] = ' ';
    } else {
      memmove(copy + n, text + from, at - from);
      n += at - from;
    }
  }
  copy[n] = '\0';
  return copy;
}

/* Simple lower case, character by character: a pure function of the bytes, accents kept. */
static char *make_key(wt_arena *arena, wt_type type, const char *name) {
  size_t prefix = strlen(TYPE_NAMES[type]), size = strlen(name);
  char *key = wt_arena_alloc(arena, prefix + 1 + 2 * size + 1); /* ICU: at most 2 to 3 bytes */
  if (key == NULL) return NULL;
  memcpy(key, TYPE_NAMES[type], prefix);
  key[prefix] = ':';
  size_t n = prefix + 1;
  for (size_t at = 0; at < size;) {
    char c = name[at];
    if ((unsigned char)c < 0x80) {
      key[n++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      at++;
      continue;
    }
    n += wt_utf8_put((uint32_t)u_tolower((UChar32)wt_utf8_next(name, size, &at)), key + n);
  }
  key[n] = '\0';
  return key;
}

bool wt_name_entity(const wt_resolver *r, wt_arena *arena, wt_entity *e) {
  if (e->name == NULL || e->name[0] == '\0') {
    const wt_mention *m = fullest(r, e);
    e->name = copy_name(arena, r->e->fields[m->field].bytes + m->start, mention_size(m));
    if (e->name == NULL) return false;
  }
  e->key = make_key(arena, e->type, e->name);
  return e->key != NULL;
}
