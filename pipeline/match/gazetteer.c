/*
 * gazetteer.c - opening a compiled gazetteer and reading names and entries from it.
 *
 * Open looks at the sizes of the sections and at nothing inside them: the container's checksum
 * tells damage, and whatever a file made to deceive says inside is checked here where it is used.
 * An index that points outside gives "nothing there": an empty string, no candidate.
 */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "match/gazetteer_file.h"
#include "match/list.h"

/* ---- open --------------------------------------------------------------------------- */

static wt_status damaged(const wt_gazetteer *g, wt_error *error) {
  return wt_fail(error, WT_BAD_FILE, g->path, "sizes that contradict each other; compile it again");
}

/* A section of exactly n items. */
static wt_status array(const wt_gazetteer *g, const char *tag, size_t item_size, uint64_t n,
                       const void **out, wt_error *error) {
  wt_section section;
  wt_status status = wt_container_section(&g->container, tag, item_size, &section, error);
  if (status != WT_OK) return status;
  if (section.size / item_size != n) return damaged(g, error);
  *out = section.data;
  return WT_OK;
}

/* The languages may be absent. */
static wt_status languages(wt_gazetteer *g, wt_error *error) {
  wt_section section;
  wt_status status = wt_container_section(&g->container, "LANGS   ", 1, &section, NULL);
  if (status != WT_OK || section.size == 0) return WT_OK;
  return array(g, "LANGS   ", sizeof *g->langs, g->meta.n_candidates, (const void **)&g->langs,
               error);
}

/* A section of text: nothing, or something that ends with NUL. */
static wt_status texts(const wt_gazetteer *g, const char *tag, wt_section *out, wt_error *error) {
  wt_status status = wt_container_section(&g->container, tag, 1, out, error);
  if (status != WT_OK) return status;
  if (out->size > 0 && ((const char *)out->data)[out->size - 1] != '\0') return damaged(g, error);
  return WT_OK;
}

static wt_status read_meta(wt_gazetteer *g, wt_error *error) {
  const void *meta = NULL;
  wt_status status = array(g, "META    ", sizeof g->meta, 1, &meta, error);
  if (status != WT_OK) return status;
  memcpy(&g->meta, meta, sizeof g->meta);
  const wt_gaz_meta *m = &g->meta;
  for (int i = 0; i < WT_MAPS; i++)
    if (m->map_words[i] == 0) return damaged(g, error);
  if (m->n_buckets == 0 || m->n_lists > WT_MAX_LISTS || m->n_subtypes > UINT16_MAX + 1u)
    return damaged(g, error);
  return WT_OK;
}

static wt_status read_sections(wt_gazetteer *g, wt_error *error) {
  wt_status status = read_meta(g, error);
  if (status != WT_OK) return status;
  const wt_gaz_meta *m = &g->meta;
  uint64_t n_blocks = ((uint64_t)m->n_names + WT_KEY_BLOCK - 1) / WT_KEY_BLOCK;
  const struct {
    const char *tag;
    size_t item_size;
    uint64_t n;
    const void **out;
  } arrays[] = {
      {"PREFIX  ", sizeof *g->buckets, m->n_buckets, (const void **)&g->buckets},
      {"KEYIDX  ", sizeof *g->blocks, n_blocks, (const void **)&g->blocks},
      {"CANDS   ", sizeof *g->candidates, m->n_candidates, (const void **)&g->candidates},
      {"FORMS   ", sizeof *g->forms, m->n_forms, (const void **)&g->forms},
      {"ENTRYIDX", sizeof *g->entries, m->n_entries, (const void **)&g->entries},
      {"TEXTIDX ", 4, (uint64_t)m->n_lists + m->n_subtypes, (const void **)&g->text_index},
  };
  for (int i = 0; status == WT_OK && i < WT_MAPS; i++) {
    static const char *const TAGS[WT_MAPS] = {"WORD    ", "WORDLOW ", "PAIR    ", "PAIRLOW "};
    status = array(g, TAGS[i], 8, m->map_words[i], (const void **)&g->maps[i], error);
  }
  for (size_t i = 0; status == WT_OK && i < sizeof arrays / sizeof *arrays; i++)
    status = array(g, arrays[i].tag, arrays[i].item_size, arrays[i].n, arrays[i].out, error);
  if (status == WT_OK) status = languages(g, error);
  if (status == WT_OK) status = wt_container_section(&g->container, "KEYS    ", 1, &g->keys, error);
  if (status == WT_OK) status = texts(g, "ENTRIES ", &g->records, error);
  if (status == WT_OK) status = texts(g, "TEXTS   ", &g->texts, error);
  return status;
}

static wt_gazetteer *new_gazetteer(const char *path) {
  size_t size = strlen(path) + 1;
  wt_gazetteer *g = wt_calloc(1, sizeof *g + size);
  if (g != NULL) memcpy(g->path, path, size);
  return g;
}

static wt_status finish(wt_gazetteer *g, wt_status status, wt_gazetteer **out, wt_error *error) {
  if (status == WT_OK) status = read_sections(g, error);
  if (status != WT_OK)
    wt_gazetteer_close(g);
  else
    *out = g;
  return status;
}

wt_status wt_gazetteer_open(const char *path, wt_gazetteer **out, wt_error *error) {
  wt_gazetteer *g = new_gazetteer(path);
  if (g == NULL) return wt_no_memory(error, path);
  wt_status status = wt_container_open(g->path, WT_GAZ_KIND, WT_GAZ_VERSION, &g->container, error);
  g->owns_view = status == WT_OK;
  return finish(g, status, out, error);
}

wt_status wt_gazetteer_open_bytes(const uint8_t *data, size_t size, wt_gazetteer **out,
                                  wt_error *error) {
  wt_gazetteer *g = new_gazetteer("bytes");
  if (g == NULL) return wt_no_memory(error, "bytes");
  wt_status status =
      wt_container_check(data, size, g->path, WT_GAZ_KIND, WT_GAZ_VERSION, &g->container, error);
  return finish(g, status, out, error);
}

void wt_gazetteer_close(wt_gazetteer *g) {
  if (g == NULL) return;
  if (g->owns_view) wt_container_close(&g->container);
  wt_free(g);
}

uint64_t wt_gazetteer_hash(const wt_gazetteer *g) { return g->container.checksum; }
size_t wt_gazetteer_n_names(const wt_gazetteer *g) { return g->meta.n_names; }
size_t wt_gazetteer_n_entries(const wt_gazetteer *g) { return g->meta.n_entries; }
size_t wt_gazetteer_n_lists(const wt_gazetteer *g) { return g->meta.n_lists; }

/* ---- entries ------------------------------------------------------------------------ */

/* The string at `at` in a section whose last byte is NUL. */
static const char *text_at(const wt_section *section, size_t at) {
  return at < section->size ? (const char *)section->data + at : "";
}

static const char *shared_text(const wt_gazetteer *g, size_t i) {
  if (i >= (size_t)g->meta.n_lists + g->meta.n_subtypes) return "";
  return text_at(&g->texts, g->text_index[i]);
}

const char *wt_gazetteer_list(const wt_gazetteer *g, size_t list) {
  return list < g->meta.n_lists ? shared_text(g, list) : "";
}

/* Copies `size` bytes of a record and moves on; zeros when they lie outside. */
static void read_bytes(const wt_section *records, size_t *at, void *out, size_t size) {
  if (*at > records->size || records->size - *at < size)
    memset(out, 0, size);
  else
    memcpy(out, (const char *)records->data + *at, size);
  *at += size;
}

static const char *read_text(const wt_section *records, size_t *at) {
  const char *text = text_at(records, *at);
  *at += strlen(text) + 1;
  return text;
}

void wt_gazetteer_entry(const wt_gazetteer *g, uint32_t entry, wt_entry *out) {
  enum { TYPE = 3 };
  *out = (wt_entry){.id = "",
                    .name = "",
                    .subtype = "",
                    .same_as = "",
                    .refers_to = "",
                    .within = "",
                    .list = ""};
  if (entry >= g->meta.n_entries) return;
  size_t at = g->entries[entry];
  wt_gaz_head head;
  read_bytes(&g->records, &at, &head, sizeof head);
  unsigned list = head.list[0] | (unsigned)head.list[1] << 8;
  out->type = (wt_type)(head.bits & TYPE);
  out->veto = (list & WT_VETO_ENTRY) != 0;
  out->list = wt_gazetteer_list(g, list & (WT_MAX_LISTS - 1));
  if (head.bits & WT_HAS_COUNTRY) read_bytes(&g->records, &at, out->country, 2);
  if (head.bits & WT_HAS_SUBTYPE) {
    uint16_t subtype;
    read_bytes(&g->records, &at, &subtype, sizeof subtype);
    out->subtype = shared_text(g, (size_t)g->meta.n_lists + subtype);
  }
  if (head.bits & WT_HAS_WEIGHT) read_bytes(&g->records, &at, &out->weight, sizeof out->weight);
  if (head.bits & WT_HAS_POSITION) {
    int32_t degrees[2];
    read_bytes(&g->records, &at, degrees, sizeof degrees);
    out->has_position = true;
    out->lat = degrees[0] / 1e7;
    out->lon = degrees[1] / 1e7;
  }
  out->id = read_text(&g->records, &at);
  out->name = read_text(&g->records, &at);
  if (head.bits & WT_HAS_SAME_AS) out->same_as = read_text(&g->records, &at);
  if (head.bits & WT_HAS_REFERS_TO) out->refers_to = read_text(&g->records, &at);
  if (list & WT_HAS_WITHIN) out->within = read_text(&g->records, &at);
}

uint32_t wt_gazetteer_find_id(const wt_gazetteer *g, const char *id) {
  uint32_t low = 0, high = g->meta.n_entries;
  wt_entry entry;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    wt_gazetteer_entry(g, middle, &entry);
    if (strcmp(entry.id, id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < g->meta.n_entries; low++) {
    wt_gazetteer_entry(g, low, &entry);
    if (strcmp(entry.id, id) != 0) break;
    if (!entry.veto) return low;
  }
  return UINT32_MAX;
}

/* ---- names -------------------------------------------------------------------------- */

/* A block of names, its tables found and its size checked. */
typedef struct block {
  const uint8_t *shared, *rest, *counts; /* [n] */
  const uint8_t *bytes;                  /* the rests, one after the other */
  size_t n_bytes;                        /* that the section holds behind them */
  uint32_t candidate_at;
} block;

enum { LARGE_COUNT = 255 };

/* Opens the block of a name; false when there is none. */
static bool open_block(const wt_gazetteer *g, uint32_t name, block *out) {
  if (name >= g->meta.n_names) return false;
  uint32_t first = name - name % WT_KEY_BLOCK, left = g->meta.n_names - first;
  size_t n = left < WT_KEY_BLOCK ? left : WT_KEY_BLOCK;
  wt_gaz_block at = g->blocks[name / WT_KEY_BLOCK];
  if (at.key_at > g->keys.size || g->keys.size - at.key_at < 3 * n) return false;
  const uint8_t *tables = (const uint8_t *)g->keys.data + at.key_at;
  *out = (block){.shared = tables,
                 .rest = tables + n,
                 .counts = tables + 2 * n,
                 .bytes = tables + 3 * n,
                 .n_bytes = g->keys.size - at.key_at - 3 * n,
                 .candidate_at = at.candidate_at};
  return true;
}

/* The count of a name whose byte says 255: where it stands depends on all names of the block. */
static size_t large_count(const block *b, size_t n, size_t k) {
  size_t at = 0;
  uint32_t count = 0;
  for (size_t i = 0; i < n; i++) at += b->rest[i];
  for (size_t i = 0; i < k; i++)
    if (b->counts[i] == LARGE_COUNT) at += sizeof count;
  if (at <= b->n_bytes && b->n_bytes - at >= sizeof count)
    memcpy(&count, b->bytes + at, sizeof count);
  return count;
}

/* The candidates of name k of a block of n. */
static wt_candidates candidates_of(const wt_gazetteer *g, const block *b, size_t n, size_t k) {
  wt_candidates none = {0};
  size_t at = b->candidate_at, count = 0;
  for (size_t i = 0; i <= k; i++) {
    at += count;
    count = b->counts[i];
    if (count == LARGE_COUNT) count = large_count(b, n, i);
  }
  if (at > g->meta.n_candidates || count > g->meta.n_candidates - at) return none;
  return (wt_candidates){g->candidates + at, count};
}

static size_t block_size(const wt_gazetteer *g, uint32_t name) {
  uint32_t left = g->meta.n_names - (name - name % WT_KEY_BLOCK);
  return left < WT_KEY_BLOCK ? left : WT_KEY_BLOCK;
}

wt_candidates wt_gazetteer_name(const wt_gazetteer *g, uint32_t name, const char *key, size_t size,
                                bool *equal) {
  wt_candidates none = {0};
  block b;
  size_t k = name % WT_KEY_BLOCK, at = 0, common = 0; /* bytes that key and name i begin with */
  *equal = false;
  if (!open_block(g, name, &b)) return none;
  for (size_t i = 0; key != NULL && i <= k; at += b.rest[i], i++) {
    size_t shared = b.shared[i], rest = b.rest[i];
    if (common < shared) continue; /* differs from key where the name before did */
    if (at + rest > b.n_bytes) return none;
    common = shared;
    for (size_t j = 0; j < rest && common < size && b.bytes[at + j] == (uint8_t)key[common]; j++)
      common++;
  }
  *equal = common == size && (size_t)b.shared[k] + b.rest[k] == size;
  if (key != NULL && !*equal) return none;
  return candidates_of(g, &b, block_size(g, name), k);
}

size_t wt_gazetteer_key(const wt_gazetteer *g, uint32_t name, char out[256]) {
  block b;
  size_t at = 0, size = 0;
  out[0] = '\0';
  if (!open_block(g, name, &b)) return 0;
  for (size_t i = 0; i <= name % WT_KEY_BLOCK; i++) {
    size_t shared = b.shared[i], rest = b.rest[i];
    if (shared > size || shared + rest > WT_NAME_BYTES || at + rest > b.n_bytes) {
      out[0] = '\0';
      return 0;
    }
    memcpy(out + shared, b.bytes + at, rest);
    size = shared + rest;
    at += rest;
  }
  out[size] = '\0';
  return size;
}

size_t wt_gazetteer_n_candidates(const wt_gazetteer *g, uint32_t name) {
  bool equal;
  return wt_gazetteer_name(g, name, NULL, 0, &equal).n;
}

void wt_gazetteer_candidate(const wt_gazetteer *g, uint32_t name, size_t i, wt_candidate *out) {
  bool equal;
  wt_candidates all = wt_gazetteer_name(g, name, NULL, 0, &equal);
  *out = (wt_candidate){.entry = UINT32_MAX, .weak = true};
  if (i >= all.n) return;
  const wt_gaz_candidate *c = &all.items[i];
  *out = (wt_candidate){
      .entry = c->entry,
      .weak = (c->bits & WT_CAND_WEAK) != 0,
      .alias = (c->bits & WT_CAND_ALIAS) != 0,
      .certain = (c->bits & WT_CAND_CERTAIN) != 0,
      .veto = c->form < g->meta.n_forms && (g->forms[c->form].rule & (WT_VETO | WT_VETO_ONE)) != 0,
      .form = c->bits & WT_CAND_LEADER};
  if (g->langs != NULL) wt_unpack_lang(g->langs[c - g->candidates], out->lang);
}
