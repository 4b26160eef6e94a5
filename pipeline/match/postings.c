#include "match/postings.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/key.h"
#include "match/prefix.h"
#include "match/sort.h"

/* The hashes for a bitmap, equal ones mostly side by side and then once. */
typedef struct hash_list {
  uint64_t *items; /* [n] */
  size_t n, capacity;
} hash_list;

/* The names of an unfinished block of keys. */
typedef struct key_block {
  uint8_t shared[WT_KEY_BLOCK], rest[WT_KEY_BLOCK], counts[WT_KEY_BLOCK]; /* [n] */
  uint8_t n;
  wt_buffer bytes, large; /* the rests; the counts over 254 */
} key_block;

typedef struct builder {
  const wt_postings_input *in;
  wt_postings *out;
  wt_sort_item *order; /* [in->n] postings by key, entry, form */

  wt_posting *group; /* the postings of one name, deduplicated */
  size_t n_group, group_capacity;
  wt_sort_item *ranked; /* [n_group] by weight */
  size_t ranked_capacity;

  const wt_posting *last;       /* a posting of the name before; NULL: none */
  uint32_t path[WT_NAME_PARTS]; /* its prefixes' nodes */
  wt_prefix_node *nodes;
  size_t n_nodes, node_capacity;
  hash_list starts[WT_MAPS];
  key_block block;
} builder;

void wt_postings_release(wt_postings *p) {
  wt_buffer_release(&p->blocks);
  wt_buffer_release(&p->keys);
  wt_buffer_release(&p->candidates);
  wt_buffer_release(&p->langs);
  wt_free(p->buckets);
  for (int i = 0; i < WT_MAPS; i++) wt_free(p->maps[i]);
  *p = (wt_postings){0};
}

static bool same_key(const wt_posting *a, const wt_posting *b) {
  return a->key_size == b->key_size && memcmp(a->key, b->key, a->key_size) == 0;
}

/* ---- candidates of a name ----------------------------------------------------------- */

/* True when every text that form x accepts is accepted by form y. */
static bool implies(const wt_gaz_form *x, const wt_gaz_form *y) {
  if (((x->rule | y->rule) & (WT_VETO | WT_VETO_ONE)) != 0) return false;
  if ((y->rule & WT_RULE_MASK) == WT_RULE_EXACT) return false;
  return (y->initial & ~x->initial) == 0;
}

/* Drops what another candidate of the same entry says at least as well: [from, to) of the group.
 * Returns the new end. */
static size_t drop_implied(builder *b, size_t from, size_t to) {
  wt_posting *g = b->group;
  size_t end = from;
  for (size_t i = from; i < to; i++) {
    const wt_gaz_form *x = &b->in->forms[g[i].form];
    bool dropped = false;
    for (size_t j = from; j < to && !dropped; j++) {
      const wt_gaz_form *y = &b->in->forms[g[j].form];
      if (j == i || !implies(x, y) || (implies(y, x) && j > i)) continue;
      if ((g[j].bits & ~g[i].bits & WT_CAND_WEAK) != 0) continue;
      if ((g[i].bits & ~g[j].bits & WT_CAND_CERTAIN) != 0) continue;
      dropped = true;
      if ((g[i].bits & WT_CAND_ALIAS) == 0) g[j].bits &= (uint8_t)~WT_CAND_ALIAS;
      if ((g[j].bits & ~g[i].bits & WT_POSTING_GENERATED) != 0) {
        g[j].bits &= (uint8_t)~WT_POSTING_GENERATED;
        g[j].bits |= g[i].bits & WT_CAND_WEAK;
      }
    }
    if (!dropped) g[end++] = g[i];
  }
  return end;
}

static unsigned type_of(const builder *b, uint32_t entry) {
  return (unsigned)b->in->records->data[b->in->entry_at[entry]] & 3u;
}

/* A person's generated variant yields to the persons that are listed under this name. */
static void drop_generated(builder *b) {
  bool listed = false;
  for (size_t i = 0; i < b->n_group && !listed; i++)
    listed = (b->group[i].bits & WT_POSTING_GENERATED) == 0 &&
             type_of(b, b->group[i].entry) == WT_PERSON;
  size_t end = 0;
  for (size_t i = 0; i < b->n_group; i++) {
    bool generated = (b->group[i].bits & WT_POSTING_GENERATED) != 0 &&
                     type_of(b, b->group[i].entry) == WT_PERSON;
    b->group[i].bits &= (uint8_t)~WT_POSTING_GENERATED;
    if (!listed || !generated) b->group[end++] = b->group[i];
  }
  b->n_group = end;
}

/* The language of a name that is listed twice, for one entry, in the same form: none where one of
 * them has none, else the smaller number, so that the order of the lists does not count. */
static uint16_t common_lang(uint16_t a, uint16_t b) { return a < b ? a : b; }

/* Collects the postings of the name at order[i] into the group; returns where the next begins. */
static wt_status gather(builder *b, size_t *i, wt_error *error) {
  const wt_posting *all = b->in->postings, *name = &all[b->order[*i].index];
  size_t entry_start = 0;
  b->n_group = 0;
  for (; *i < b->in->n; (*i)++) {
    const wt_posting *p = &all[b->order[*i].index];
    if (!same_key(p, name)) break;
    wt_posting *last = b->n_group == 0 ? NULL : &b->group[b->n_group - 1];
    if (last != NULL && last->entry == p->entry && last->form == p->form) {
      /* twice the same: the listed one, or the better of both */
      if ((last->bits & ~p->bits & WT_POSTING_GENERATED) != 0) {
        last->bits = p->bits;
        last->lang = p->lang;
        continue;
      }
      if ((p->bits & ~last->bits & WT_POSTING_GENERATED) != 0) continue;
      last->lang = common_lang(last->lang, p->lang);
      last->bits = (uint8_t)((last->bits & p->bits) | ((last->bits | p->bits) & WT_CAND_CERTAIN));
      continue;
    }
    if (last != NULL && last->entry != p->entry)
      entry_start = b->n_group = drop_implied(b, entry_start, b->n_group);
    if (b->n_group - entry_start > WT_NAME_FORMS)
      return wt_fail(error, WT_BAD_INPUT, NULL, "'%.*s' is listed in more than %d case forms",
                     (int)(name->key_size > 60 ? 60 : name->key_size), name->key, WT_NAME_FORMS);
    wt_posting *group = wt_grow(b->group, &b->group_capacity, b->n_group + 1, sizeof *group);
    if (group == NULL) return wt_no_memory(error, "names");
    b->group = group;
    group[b->n_group++] = *p;
  }
  b->n_group = drop_implied(b, entry_start, b->n_group);
  drop_generated(b);
  return WT_OK;
}

/* Sorts the group by weight; equal ones keep the order of their entries. */
static wt_status rank(builder *b, wt_error *error) {
  wt_sort_item *ranked = wt_grow(b->ranked, &b->ranked_capacity, b->n_group, sizeof *ranked);
  if (ranked == NULL) return wt_no_memory(error, "names");
  b->ranked = ranked;
  for (size_t i = 0; i < b->n_group; i++)
    ranked[i] = (wt_sort_item){.high = UINT32_MAX - b->in->weights[b->group[i].entry],
                               .index = (uint32_t)i};
  return wt_sort(ranked, b->n_group, 1, wt_sort_by_index, NULL, error);
}

/* Writes the language of the candidate of a rank. */
static void write_lang(builder *b, size_t rank) {
  uint16_t lang = b->group[b->ranked[rank].index].lang;
  wt_buffer_append(&b->out->langs, &lang, sizeof lang);
  b->out->has_langs |= lang != 0;
}

/* Writes the ranked candidates, leaders first, each leader with the summary of its form. */
static wt_status write_candidates(builder *b, wt_error *error) {
  wt_gaz_candidate leaders[WT_NAME_FORMS];
  size_t n_leaders = 0;
  uint32_t leader_at[WT_NAME_FORMS]; /* rank */
  for (size_t r = 0; r < b->n_group; r++) {
    const wt_posting *p = &b->group[b->ranked[r].index];
    size_t l = 0;
    while (l < n_leaders && leaders[l].form != p->form) l++;
    if (l == WT_NAME_FORMS)
      return wt_fail(error, WT_BAD_INPUT, NULL, "'%.*s' is listed in more than %d case forms",
                     (int)(p->key_size > 60 ? 60 : p->key_size), p->key, WT_NAME_FORMS);
    unsigned type = type_of(b, p->entry);
    if (l == n_leaders) {
      leader_at[n_leaders++] = (uint32_t)r;
      leaders[l] = (wt_gaz_candidate){.entry = p->entry,
                                      .form = p->form,
                                      .summary = (uint8_t)(type << WT_SUM_BEST | WT_SUM_WEAK),
                                      .bits = (uint8_t)(p->bits | l)};
    }
    leaders[l].summary |= (uint8_t)(1u << type);
    if ((p->bits & WT_CAND_WEAK) == 0) leaders[l].summary &= (uint8_t)~WT_SUM_WEAK;
    if ((p->bits & WT_CAND_CERTAIN) != 0) leaders[l].summary |= WT_SUM_CERTAIN;
    b->ranked[r].low = l;
  }
  wt_buffer_append(&b->out->candidates, leaders, n_leaders * sizeof *leaders);
  for (size_t l = 0; l < n_leaders; l++) write_lang(b, leader_at[l]);
  for (size_t r = 0; r < b->n_group; r++) {
    const wt_posting *p = &b->group[b->ranked[r].index];
    size_t l = (size_t)b->ranked[r].low;
    if (leader_at[l] == r) continue;
    wt_gaz_candidate c = {.entry = p->entry, .form = p->form, .bits = (uint8_t)(p->bits | l)};
    wt_buffer_append(&b->out->candidates, &c, sizeof c);
    write_lang(b, r);
  }
  return WT_OK;
}

/* ---- prefixes ----------------------------------------------------------------------- */

/* True when a name may start with its first word in lower case. */
static bool starts_low(const builder *b) {
  for (size_t i = 0; i < b->n_group; i++)
    if ((b->in->forms[b->group[i].form].initial & 1) == 0) return true;
  return false;
}

static bool add_start(hash_list *list, uint64_t hash) {
  if (list->n > 0 && list->items[list->n - 1] == hash) return true;
  uint64_t *items = wt_grow(list->items, &list->capacity, list->n + 1, sizeof *items);
  if (items == NULL) return false;
  list->items = items;
  items[list->n++] = hash;
  return true;
}

/* Notes how a name starts: its only word, or its first two parts. */
static bool add_starts(builder *b, uint64_t hash, bool pair) {
  int map = pair ? WT_MAP_PAIR : WT_MAP_WORD, low = pair ? WT_MAP_PAIR_LOW : WT_MAP_WORD_LOW;
  return add_start(&b->starts[map], hash) && (!starts_low(b) || add_start(&b->starts[low], hash));
}

static bool add_node(builder *b, uint64_t hash) {
  wt_prefix_node *nodes = wt_grow(b->nodes, &b->node_capacity, b->n_nodes + 1, sizeof *nodes);
  if (nodes == NULL) return false;
  b->nodes = nodes;
  nodes[b->n_nodes++] = (wt_prefix_node){.hash = hash};
  return true;
}

/* Adds the prefixes of a name. Names come sorted, so those that the name before has too are its
 * first ones; b->path remembers them. */
static wt_status add_prefixes(builder *b, const wt_posting *name, wt_error *error) {
  size_t common = 0;
  if (b->last != NULL)
    while (common < name->key_size && common < b->last->key_size &&
           name->key[common] == b->last->key[common])
      common++;
  uint64_t hash = 0;
  size_t depth = 0;
  for (size_t start = 0, i = 0; i <= name->key_size; i++) {
    if (i < name->key_size && name->key[i] != ' ') continue;
    uint64_t part = wt_part_hash(name->key + start, i - start);
    hash = depth == 0 ? part : wt_prefix_roll(hash, part);
    if ((depth == 1 || (depth == 0 && i == name->key_size)) && !add_starts(b, hash, depth == 1))
      return wt_no_memory(error, "names");
    bool shared =
        b->last != NULL && i <= common && (i == b->last->key_size || b->last->key[i] == ' ');
    if (!shared) {
      b->path[depth] = (uint32_t)b->n_nodes;
      if (!add_node(b, hash)) return wt_no_memory(error, "names");
    }
    wt_prefix_node *node = &b->nodes[b->path[depth]];
    if (i < name->key_size)
      node->value |= WT_LONGER;
    else
      node->value |= b->out->n_names + 1;
    depth++;
    start = i + 1;
  }
  return WT_OK;
}

static wt_status write_maps(builder *b, wt_error *error) {
  wt_postings *out = b->out;
  for (int i = 0; i < WT_MAPS; i++) {
    const hash_list *list = &b->starts[i];
    uint32_t words = wt_map_words(list->n);
    out->maps[i] = wt_calloc(words, sizeof *out->maps[i]);
    if (out->maps[i] == NULL) return wt_no_memory(error, "names");
    out->map_words[i] = words;
    for (size_t k = 0; k < list->n; k++) wt_map_set(out->maps[i], words, list->items[k]);
  }
  return WT_OK;
}

/* ---- names -------------------------------------------------------------------------- */

static void flush_block(builder *b) {
  key_block *block = &b->block;
  wt_buffer *keys = &b->out->keys;
  if (block->bytes.failed || block->large.failed) keys->failed = true;
  wt_buffer_append(keys, block->shared, block->n);
  wt_buffer_append(keys, block->rest, block->n);
  wt_buffer_append(keys, block->counts, block->n);
  wt_buffer_append(keys, block->bytes.data, block->bytes.size);
  wt_buffer_append(keys, block->large.data, block->large.size);
  wt_buffer_clear(&block->bytes);
  wt_buffer_clear(&block->large);
  block->n = 0;
}

static void write_key(builder *b, const wt_posting *name, size_t n_candidates) {
  enum { LARGE_COUNT = 255 };
  wt_postings *out = b->out;
  key_block *block = &b->block;
  size_t shared = 0;
  if (block->n == WT_KEY_BLOCK) flush_block(b);
  if (block->n == 0) {
    wt_buffer_u32(&out->blocks, (uint32_t)out->keys.size);
    wt_buffer_u32(&out->blocks, out->n_candidates);
  } else {
    while (shared < name->key_size && shared < b->last->key_size &&
           name->key[shared] == b->last->key[shared])
      shared++;
  }
  bool large = n_candidates >= LARGE_COUNT;
  if (large) wt_buffer_u32(&block->large, (uint32_t)n_candidates);
  block->shared[block->n] = (uint8_t)shared;
  block->rest[block->n] = (uint8_t)(name->key_size - shared);
  block->counts[block->n] = large ? LARGE_COUNT : (uint8_t)n_candidates;
  wt_buffer_append(&block->bytes, name->key + shared, name->key_size - shared);
  block->n++;
}

static int compare_postings(const void *context, uint32_t a, uint32_t b) {
  const wt_posting *x = (const wt_posting *)context + a, *y = (const wt_posting *)context + b;
  int order = wt_sort_bytes(x->key, x->key_size, y->key, y->key_size);
  if (order == 0) order = (x->entry > y->entry) - (x->entry < y->entry);
  if (order == 0) order = (int)x->form - (int)y->form;
  if (order == 0) order = (int)x->bits - (int)y->bits;
  return order != 0 ? order : (a > b) - (a < b);
}

static wt_status build_names(builder *b, wt_error *error) {
  wt_postings *out = b->out;
  wt_status status = WT_OK;
  for (size_t i = 0; i < b->in->n;) {
    const wt_posting *name = &b->in->postings[b->order[i].index];
    status = gather(b, &i, error);
    if (status == WT_OK) status = rank(b, error);
    if (status == WT_OK) status = write_candidates(b, error);
    if (status == WT_OK) status = add_prefixes(b, name, error);
    if (status != WT_OK) return status;
    write_key(b, name, b->n_group);
    b->last = name;
    if (b->n_nodes >= UINT32_MAX || out->n_names >= WT_LONGER - 2 ||
        b->n_group > UINT32_MAX - out->n_candidates || out->keys.size > UINT32_MAX)
      return wt_fail(error, WT_TOO_LARGE, NULL, "too many names for one gazetteer");
    out->n_names++;
    out->n_candidates += (uint32_t)b->n_group;
  }
  flush_block(b);
  if (out->blocks.failed || out->keys.failed || out->candidates.failed || out->langs.failed)
    return wt_no_memory(error, "names");
  return WT_OK;
}

wt_status wt_postings_build(const wt_postings_input *in, wt_postings *out, wt_error *error) {
  builder b = {.in = in, .out = out};
  wt_status status = WT_OK;
  b.order = wt_calloc(in->n, sizeof *b.order);
  if (b.order == NULL) status = wt_no_memory(error, "names");
  for (size_t i = 0; status == WT_OK && i < in->n; i++) {
    b.order[i].index = (uint32_t)i;
    wt_sort_prefix(&b.order[i], in->postings[i].key, in->postings[i].key_size);
  }
  if (status == WT_OK)
    status = wt_sort(b.order, in->n, in->n_threads, compare_postings, in->postings, error);
  if (status == WT_OK) status = build_names(&b, error);
  if (status == WT_OK) status = write_maps(&b, error);
  if (status == WT_OK)
    status = wt_prefix_build(b.nodes, b.n_nodes, &out->buckets, &out->n_buckets, error);
  wt_free(b.order);
  wt_free(b.group);
  wt_free(b.ranked);
  wt_free(b.nodes);
  for (int i = 0; i < WT_MAPS; i++) wt_free(b.starts[i].items);
  wt_buffer_release(&b.block.bytes);
  wt_buffer_release(&b.block.large);
  return status;
}
