#include "match/postings.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/prefix.h"
#include "match/sort.h"

/* One word that names start with. */
typedef struct first_word {
  uint64_t hash;
  bool low; /* a name may start with it in lower case */
} first_word;

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
  first_word *firsts;
  size_t n_firsts, first_capacity;
} builder;

void wt_postings_release(wt_postings *p) {
  wt_buffer_release(&p->blocks);
  wt_buffer_release(&p->keys);
  wt_buffer_release(&p->candidates);
  wt_free(p->buckets);
  wt_free(p->first);
  wt_free(p->low);
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
    }
    if (!dropped) g[end++] = g[i];
  }
  return end;
}

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
      /* twice the same: the better of both */
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

static unsigned type_of(const builder *b, uint32_t entry) {
  return (unsigned)b->in->records->data[b->in->entry_at[entry]] & 3u;
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
  for (size_t r = 0; r < b->n_group; r++) {
    const wt_posting *p = &b->group[b->ranked[r].index];
    size_t l = (size_t)b->ranked[r].low;
    if (leader_at[l] == r) continue;
    wt_gaz_candidate c = {.entry = p->entry, .form = p->form, .bits = (uint8_t)(p->bits | l)};
    wt_buffer_append(&b->out->candidates, &c, sizeof c);
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

static bool add_first(builder *b, uint64_t hash, bool low) {
  if (b->n_firsts > 0 && b->firsts[b->n_firsts - 1].hash == hash) {
    b->firsts[b->n_firsts - 1].low |= low;
    return true;
  }
  first_word *firsts = wt_grow(b->firsts, &b->first_capacity, b->n_firsts + 1, sizeof *firsts);
  if (firsts == NULL) return false;
  b->firsts = firsts;
  firsts[b->n_firsts++] = (first_word){.hash = hash, .low = low};
  return true;
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
    uint64_t part = wt_hash(name->key + start, i - start);
    hash = depth == 0 ? part : wt_prefix_roll(hash, part);
    if (depth == 0 && !add_first(b, hash, starts_low(b))) return wt_no_memory(error, "names");
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

static wt_status write_bitmaps(builder *b, wt_error *error) {
  wt_postings *out = b->out;
  size_t n_low = 0;
  for (size_t i = 0; i < b->n_firsts; i++) n_low += b->firsts[i].low;
  out->first_bits = wt_first_bits(b->n_firsts);
  out->low_bits = wt_first_bits(n_low);
  out->first = wt_calloc((size_t)1 << (out->first_bits - 6), sizeof *out->first);
  out->low = wt_calloc((size_t)1 << (out->low_bits - 6), sizeof *out->low);
  if (out->first == NULL || out->low == NULL) return wt_no_memory(error, "names");
  for (size_t i = 0; i < b->n_firsts; i++) {
    wt_first_set(out->first, out->first_bits, b->firsts[i].hash);
    if (b->firsts[i].low) wt_first_set(out->low, out->low_bits, b->firsts[i].hash);
  }
  return WT_OK;
}

/* ---- names -------------------------------------------------------------------------- */

static void write_count(wt_buffer *out, size_t count) {
  for (; count >= 0x80; count >>= 7) wt_buffer_byte(out, (char)(count | 0x80));
  wt_buffer_byte(out, (char)count);
}

static void write_key(builder *b, const wt_posting *name, size_t n_candidates) {
  wt_postings *out = b->out;
  size_t shared = 0;
  if (out->n_names % WT_KEY_BLOCK == 0) {
    wt_buffer_u32(&out->blocks, (uint32_t)out->keys.size);
    wt_buffer_u32(&out->blocks, out->n_candidates);
  } else {
    while (shared < name->key_size && shared < b->last->key_size &&
           name->key[shared] == b->last->key[shared])
      shared++;
  }
  wt_buffer_byte(&out->keys, (char)shared);
  wt_buffer_byte(&out->keys, (char)(name->key_size - shared));
  wt_buffer_append(&out->keys, name->key + shared, name->key_size - shared);
  write_count(&out->keys, n_candidates);
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
  if (out->blocks.failed || out->keys.failed || out->candidates.failed)
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
  if (status == WT_OK) status = write_bitmaps(&b, error);
  if (status == WT_OK)
    status = wt_prefix_build(b.nodes, b.n_nodes, &out->buckets, &out->n_buckets, error);
  wt_free(b.order);
  wt_free(b.group);
  wt_free(b.ranked);
  wt_free(b.nodes);
  wt_free(b.firsts);
  return status;
}
