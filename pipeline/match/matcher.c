/*
 * matcher.c - the names of a gazetteer in a tokenized text, in one pass.
 *
 * From each word that may start a name (bitmaps tell) a walk follows the words of the text as long
 * as the table of prefixes (prefix.h) knows them, at most 32 parts, and notes where names end. Then
 * the names are tried from the longest to the shortest: the folded key is compared byte by byte,
 * then the capitals with the case forms of the name. The work for a position is bounded, so the
 * whole is linear in the text whatever the names are.
 *
 * A step of a walk is one cache line of a table that is larger than the caches. Starts are
 * therefore collected for a stretch of tokens first, with a prefetch for each, and walked then: the
 * misses overlap instead of adding up.
 */
#include <string.h>

#include "base/error.h"
#include "match/gazetteer_file.h"
#include "match/key.h"
#include "match/prefix.h"

enum {
  MOST_LAYERS = 64,
  QUIET_MARKS = 4, /* marks that do not count, in a row, at most */
  STRETCH = 64     /* tokens whose starts are collected before they are walked */
};

typedef struct matcher {
  const wt_gazetteer *const *layers; /* [n_layers] */
  size_t n_layers;
  const wt_tokens *t;
  wt_hits *out;
  uint32_t shouted;  /* the sentence that `shouting` is about, or UINT32_MAX */
  bool shouting;     /* ... is all in capitals */
  uint32_t hits_end; /* no-nested: the largest end so far */

  /* the walk */
  uint32_t n;                       /* parts */
  size_t next;                      /* token to look at next */
  uint32_t tokens[WT_NAME_PARTS];   /* [n] */
  uint64_t hashes[WT_NAME_PARTS];   /* [n] of the prefix that ends here */
  wt_key_part parts[WT_NAME_PARTS]; /* [n] */
  uint64_t named[WT_NAME_PARTS];    /* [n] bit l: layer l has a name that ends here */
  uint32_t names[MOST_LAYERS][WT_NAME_PARTS];

  /* derived from the parts when a name is found: */
  uint32_t n_key; /* parts in key and letters */
  char key[WT_NAME_BYTES];
  uint16_t key_ends[WT_NAME_PARTS]; /* [n_key]; UINT16_MAX: longer than any name */
  wt_key_case letters;
} matcher;

/* ---- the walk ----------------------------------------------------------------------- */

/* Finds the part that follows in a name which starts at token `first`; *next is the token to look
 * at, and moves behind the part. False when a name cannot go on here. */
static bool next_part(const wt_tokens *t, const wt_token *first, size_t *next, wt_key_part *out) {
  for (int quiet = 0; *next < t->n && quiet <= QUIET_MARKS; quiet++) {
    const wt_token *token = &t->tokens[*next];
    if (token->sentence != first->sentence || token->zone != first->zone ||
        (token->flags & (WT_IN_ADDRESS | WT_PARAGRAPH_BEFORE)) != 0)
      return false;
    wt_key_step step = wt_key_of(t, (*next)++, out);
    if (step != WT_STEP_NOTHING) return step == WT_STEP_PART;
  }
  return false;
}

/* Adds the next part of the text to the walk; false when a name cannot go on here. */
static bool extend(matcher *m) {
  wt_key_part *part = &m->parts[m->n];
  if (!next_part(m->t, &m->t->tokens[m->tokens[0]], &m->next, part)) return false;
  m->tokens[m->n] = (uint32_t)(m->next - 1);
  m->hashes[m->n] = wt_prefix_roll(m->hashes[m->n - 1], part->hash);
  m->named[m->n] = 0;
  m->n++;
  return true;
}

/* Brings key and letters up to the first `n` parts. */
static void spell(matcher *m, uint32_t n) {
  for (; m->n_key < n; m->n_key++) {
    uint32_t i = m->n_key;
    const wt_key_part *part = &m->parts[i];
    size_t at = i == 0 ? 0 : m->key_ends[i - 1];
    size_t more = (size_t)(i > 0) + (size_t)part->suffix + part->size;
    wt_key_note_case(m->t, m->tokens[i], i, &m->letters);
    if (at == UINT16_MAX || at + more > WT_NAME_BYTES) {
      m->key_ends[i] = UINT16_MAX;
      continue;
    }
    if (i > 0) m->key[at++] = ' ';
    if (part->suffix) m->key[at++] = '\'';
    if (part->size > 0) memcpy(m->key + at, part->bytes, part->size);
    m->key_ends[i] = (uint16_t)(at + part->size);
  }
}

/* The candidates of a name if its key is the first n parts of the walk; none otherwise. */
static wt_candidates confirm(matcher *m, const wt_gazetteer *g, uint32_t name, uint32_t n) {
  spell(m, n);
  uint16_t size = m->key_ends[n - 1];
  bool equal = false;
  wt_candidates found = {0};
  if (size != UINT16_MAX) found = wt_gazetteer_name(g, name, m->key, size, &equal);
  if (!equal) found.n = 0;
  return found;
}

/* Looks up the prefix of all parts so far in layer l. Notes the name that ends here; returns
 * whether a longer one may. */
static bool step(matcher *m, size_t l) {
  const wt_gazetteer *g = m->layers[l];
  uint32_t end = m->n - 1, at = wt_prefix_home(m->hashes[end], g->meta.n_buckets);
  uint16_t tag = wt_prefix_tag(m->hashes[end]);
  bool longer = false;
  for (int probe = 0; probe < WT_PROBES; probe++) {
    const wt_gaz_bucket *bucket = &g->buckets[at];
    for (unsigned hits = wt_prefix_matches(bucket, tag); hits != 0; hits &= hits - 1) {
      uint32_t value = bucket->values[__builtin_ctz(hits)];
      longer |= (value & WT_LONGER) != 0;
      uint32_t name = value & ~WT_LONGER;
      if (name == 0) continue;
      /* Two names under one tag: the right one is the one whose key is equal. */
      bool other = (m->named[end] >> l & 1) != 0;
      if (other && confirm(m, g, m->names[l][end], m->n).n > 0) continue;
      m->names[l][end] = name - 1;
      m->named[end] |= UINT64_C(1) << l;
    }
    if (!wt_prefix_goes_on(bucket, tag)) break;
    at = at + 1 == g->meta.n_buckets ? 0 : at + 1;
  }
  return longer;
}

/* A token that may start names. */
typedef struct opening {
  uint32_t token;
  bool low;              /* in lower case */
  bool has_pair;         /* there is a second part */
  uint64_t word, pair;   /* hashes of the first part, of the first two */
  uint64_t words, pairs; /* bit l: layer l may have a name of one part, of more */
} opening;

static void begin(matcher *m, size_t i) {
  m->n = 1;
  m->n_key = 0;
  m->letters = (wt_key_case){0};
  m->next = i + 1;
  m->tokens[0] = (uint32_t)i;
  m->named[0] = 0;
  wt_key_of(m->t, i, &m->parts[0]);
  m->hashes[0] = m->parts[0].hash;
}

/* Walks from a token. The first part is looked up only where it may be a name itself. */
static void walk(matcher *m, const opening *o) {
  begin(m, o->token);
  for (uint64_t word = o->words; word != 0; word &= word - 1)
    step(m, (size_t)__builtin_ctzll(word));
  for (uint64_t alive = o->pairs; alive != 0 && m->n < WT_NAME_PARTS && extend(m);)
    for (uint64_t left = alive; left != 0; left &= left - 1)
      if (!step(m, (size_t)__builtin_ctzll(left))) alive &= ~(left & -left);
}

/* ---- names to hits ------------------------------------------------------------------ */

/* True when the sentence is written in capitals, so that capitals say nothing: no word in lower or
 * mixed case, at least three words, one of them of four letters or more. */
static bool shouts(matcher *m, uint32_t sentence) {
  if (m->shouted == sentence) return m->shouting;
  const wt_sentence *s = &m->t->sentences[sentence];
  size_t words = 0, longest = 0;
  bool lower = false;
  for (uint32_t i = s->first; i < s->end && !lower; i++) {
    const wt_token *token = &m->t->tokens[i];
    if (token->kind != WT_TOKEN_WORD || token->letter_case == WT_CASE_NONE) continue;
    bool capitals = token->letter_case == WT_CASE_UPPER ||
                    (token->letter_case == WT_CASE_INITIAL && token->fold_size == 1);
    lower = !capitals && (token->flags & WT_SUFFIX) == 0;
    words++;
    if (token->fold_size > longest) longest = token->fold_size;
  }
  m->shouted = sentence;
  m->shouting = !lower && words >= 3 && longest >= 4;
  return m->shouting;
}

/* What the case forms of a name say to a text of n parts. */
typedef struct verdict {
  bool hit;        /* a candidate fits */
  uint32_t doubts; /* bit i: form i fits, but only because all is in capitals */
  bool vetoed;     /* earlier layers must not offer the name */
  bool vetoes_ids; /* ... some of their candidates must not count */
} verdict;

/* Judges the candidates of layer l and fills the part of *hit that comes from them. */
static verdict judge(matcher *m, size_t l, const wt_candidates *all, uint32_t n, wt_hit *hit) {
  const wt_gazetteer *g = m->layers[l];
  verdict v = {0};
  *hit = (wt_hit){.layer = (uint32_t)l, .weak = 1};
  for (size_t i = 0; i < all->n && wt_is_leader(&all->items[i], i); i++) {
    const wt_gaz_candidate *c = &all->items[i];
    if (c->form >= g->meta.n_forms) continue;
    const wt_gaz_form *form = &g->forms[c->form];
    if (!wt_key_fits(form, &m->letters, n)) continue;
    if (form->rule & (WT_VETO | WT_VETO_ONE)) {
      v.vetoed |= (form->rule & WT_VETO) != 0;
      v.vetoes_ids |= (form->rule & WT_VETO_ONE) != 0;
      continue;
    }
    bool weak = (c->summary & WT_SUM_WEAK) != 0;
    if ((form->rule & WT_RULE_MASK) == WT_RULE_EXACT && form->upper != 0 &&
        shouts(m, m->t->tokens[m->tokens[0]].sentence)) {
      v.doubts |= UINT32_C(1) << i;
      weak = true;
    }
    if (!v.hit) hit->best = c->summary >> WT_SUM_BEST & 3;
    v.hit = true;
    hit->forms |= UINT32_C(1) << i;
    hit->types |= c->summary & WT_SUM_TYPES;
    hit->weak &= weak;
    hit->certain |= (c->summary & WT_SUM_CERTAIN) != 0;
  }
  return v;
}

/* The same for candidates of which a later layer vetoes some, one by one. False: none is left. */
static bool judge_again(const matcher *m, uint32_t doubts, wt_hit *hit) {
  const wt_gazetteer *g = m->layers[hit->layer];
  size_t n = wt_gazetteer_n_candidates(g, hit->name);
  bool any = false;
  uint32_t best = 0;
  hit->types = hit->certain = 0;
  hit->weak = 1;
  for (size_t i = 0; i < n; i++) {
    wt_candidate c;
    wt_entry e;
    if (!wt_hit_candidate(m->layers, m->n_layers, hit, i, &c)) continue;
    wt_gazetteer_entry(g, c.entry, &e);
    if (!any || e.weight > best) hit->best = (uint8_t)e.type, best = e.weight;
    any = true;
    hit->types |= (uint8_t)(1u << e.type);
    hit->weak &= c.weak || (doubts >> c.form & 1) != 0;
    hit->certain |= c.certain;
  }
  return any;
}

/* Finds out whether the first n parts of the walk are a hit; the latest layer decides. */
static bool decide(matcher *m, uint32_t n, wt_hit *hit) {
  bool vetoes_ids = false;
  for (uint64_t layers = m->named[n - 1]; layers != 0;) {
    size_t l = 63u - (size_t)__builtin_clzll(layers);
    layers &= ~(UINT64_C(1) << l);
    uint32_t name = m->names[l][n - 1];
    wt_candidates all = confirm(m, m->layers[l], name, n);
    if (all.n == 0) continue;
    verdict v = judge(m, l, &all, n, hit);
    hit->name = name;
    hit->first = m->tokens[0];
    hit->end = m->tokens[n - 1] + 1;
    if (v.hit && (!vetoes_ids || judge_again(m, v.doubts, hit))) return true;
    if (v.vetoed) return false;
    vetoes_ids |= v.vetoes_ids;
  }
  return false;
}

static bool emit(matcher *m, const wt_hit *hit) {
  wt_hits *out = m->out;
  wt_hit *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  items[out->n++] = *hit;
  return true;
}

/* Emits the hits that start at the walk's first token. *next is moved behind a longest hit. */
static bool collect(matcher *m, wt_overlap overlap, size_t *next) {
  for (uint32_t n = m->n; n > 0; n--) {
    wt_hit hit;
    if (m->named[n - 1] == 0 || !decide(m, n, &hit)) continue;
    bool wanted = overlap != WT_NO_NESTED || hit.end > m->hits_end;
    if (hit.end > m->hits_end) m->hits_end = hit.end;
    if (wanted && !emit(m, &hit)) return false;
    if (overlap == WT_LONGEST) *next = hit.end;
    if (overlap != WT_ALL) break;
  }
  return true;
}

/* ---- one field ---------------------------------------------------------------------- */

/* The hash of the first two parts from token i; false when there is no second one. */
static bool pair_hash(const wt_tokens *t, size_t i, uint64_t word, uint64_t *out) {
  if (i + 1 >= t->n) return false;
  const wt_token *token = &t->tokens[i], *next = token + 1;
  uint64_t hash = next->hash;
  bool simple = next->kind != WT_TOKEN_PUNCT && next->fold_size != 0 && next->fold_size != 5 &&
                (next->flags & (WT_SUFFIX | WT_IN_ADDRESS | WT_PARAGRAPH_BEFORE)) == 0 &&
                next->sentence == token->sentence && next->zone == token->zone;
  if (!simple) { /* a mark, a suffix, or "saint" */
    wt_key_part part;
    size_t at = i + 1;
    if (!next_part(t, token, &at, &part)) return false;
    hash = part.hash;
  }
  *out = wt_prefix_roll(word, hash);
  return true;
}

/* Hashes what may start at token i; false when nothing can. Prefetches the bitmaps' words. */
static bool open_at(const matcher *m, size_t i, opening *out) {
  const wt_token *token = &m->t->tokens[i];
  if (token->kind == WT_TOKEN_PUNCT || (token->flags & (WT_SUFFIX | WT_IN_ADDRESS)) != 0 ||
      token->fold_size == 0 || token->fold_size > WT_NAME_BYTES)
    return false;
  out->token = (uint32_t)i;
  out->low = token->letter_case == WT_CASE_LOWER;
  out->word = out->pair = wt_key_first(m->t, token);
  out->has_pair = pair_hash(m->t, i, out->word, &out->pair);
  for (size_t l = 0; l < m->n_layers; l++) {
    const wt_gazetteer *g = m->layers[l];
    int word = WT_MAP_WORD + out->low, pair = WT_MAP_PAIR + out->low;
    __builtin_prefetch(&g->maps[word][wt_map_word(out->word, g->meta.map_words[word])]);
    __builtin_prefetch(&g->maps[pair][wt_map_word(out->pair, g->meta.map_words[pair])]);
  }
  return true;
}

static void prefetch_bucket(const wt_gazetteer *g, uint64_t hash) {
  __builtin_prefetch(&g->buckets[wt_prefix_home(hash, g->meta.n_buckets)]);
}

/* Asks the bitmaps; false when no layer has such a name. Prefetches the buckets that a walk needs
 * first. */
static bool is_open(const matcher *m, opening *o) {
  o->words = o->pairs = 0;
  for (size_t l = 0; l < m->n_layers; l++) {
    const wt_gazetteer *g = m->layers[l];
    int word = WT_MAP_WORD + o->low, pair = WT_MAP_PAIR + o->low;
    if (wt_map_has(g->maps[word], g->meta.map_words[word], o->word)) {
      o->words |= UINT64_C(1) << l;
      prefetch_bucket(g, o->word);
    }
    if (o->has_pair && wt_map_has(g->maps[pair], g->meta.map_words[pair], o->pair)) {
      o->pairs |= UINT64_C(1) << l;
      prefetch_bucket(g, o->pair);
    }
  }
  return (o->words | o->pairs) != 0;
}

/* Collects the openings among tokens [from, to). */
static size_t find_openings(const matcher *m, size_t from, size_t to, opening out[STRETCH]) {
  size_t n = 0, kept = 0;
  for (size_t i = from; i < to; i++) n += open_at(m, i, &out[n]);
  for (size_t k = 0; k < n; k++)
    if (is_open(m, &out[k])) out[kept++] = out[k];
  return kept;
}

wt_status wt_match(const wt_gazetteer *const *layers, size_t n_layers, const wt_tokens *tokens,
                   wt_overlap overlap, wt_hits *out, wt_error *error) {
  matcher m; /* 11 KB; what is read is written before, by begin */
  if (n_layers > MOST_LAYERS)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than %d gazetteers; compile lists together",
                   MOST_LAYERS);
  m.layers = layers;
  m.n_layers = n_layers;
  m.t = tokens;
  m.out = out;
  m.shouted = UINT32_MAX;
  m.hits_end = 0;
  out->n = 0;
  size_t next = 0; /* the first token that may start a hit */
  for (size_t base = 0; base < tokens->n; base += STRETCH) {
    opening openings[STRETCH];
    size_t end = base + STRETCH < tokens->n ? base + STRETCH : tokens->n;
    size_t n = find_openings(&m, base, end, openings);
    for (size_t k = 0; k < n; k++) {
      if (openings[k].token < next) continue;
      walk(&m, &openings[k]);
      if (!collect(&m, overlap, &next)) {
        out->n = 0;
        return wt_no_memory(error, "hits");
      }
    }
  }
  return WT_OK;
}

bool wt_match_exact(const wt_gazetteer *const *layers, size_t n_layers, const wt_tokens *tokens,
                    uint32_t first, uint32_t end, wt_hit *out) {
  matcher m;
  opening o;
  m.layers = layers;
  m.n_layers = n_layers;
  m.t = tokens;
  m.shouted = UINT32_MAX;
  if (n_layers > MOST_LAYERS || first >= end || end > tokens->n || !open_at(&m, first, &o))
    return false;
  begin(&m, first);
  uint64_t alive = n_layers == 64 ? UINT64_MAX : (UINT64_C(1) << n_layers) - 1;
  do {
    for (uint64_t left = alive; left != 0; left &= left - 1)
      if (!step(&m, (size_t)__builtin_ctzll(left))) alive &= ~(left & -left);
  } while (m.tokens[m.n - 1] + 1 < end && m.n < WT_NAME_PARTS && extend(&m));
  return m.tokens[m.n - 1] + 1 == end && decide(&m, m.n, out);
}
