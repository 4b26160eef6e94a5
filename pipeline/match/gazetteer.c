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
  if (m->first_bits < 6 || m->first_bits > 36 || m->low_bits < 6 || m->low_bits > 36 ||
      m->n_buckets == 0 || m->n_lists > WT_MAX_LISTS || m->n_subtypes > UINT16_MAX + 1u)
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
      {"FIRST   ", 8, UINT64_C(1) << (m->first_bits - 6), (const void **)&g->first},
      {"FIRSTLOW", 8, UINT64_C(1) << (m->low_bits - 6), (const void **)&g->low},
      {"PREFIX  ", sizeof *g->buckets, m->n_buckets, (const void **)&g->buckets},
      {"KEYIDX  ", sizeof *g->blocks, n_blocks, (const void **)&g->blocks},
      {"CANDS   ", sizeof *g->candidates, m->n_candidates, (const void **)&g->candidates},
      {"FORMS   ", sizeof *g->forms, m->n_forms, (const void **)&g->forms},
      {"ENTRYIDX", sizeof *g->entries, m->n_entries, (const void **)&g->entries},
      {"TEXTIDX ", 4, (uint64_t)m->n_lists + m->n_subtypes, (const void **)&g->text_index},
  };
  for (size_t i = 0; status == WT_OK && i < sizeof arrays / sizeof *arrays; i++)
    status = array(g, arrays[i].tag, arrays[i].item_size, arrays[i].n, arrays[i].out, error);
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
  *out =
      (wt_entry){.id = "", .name = "", .subtype = "", .same_as = "", .refers_to = "", .list = ""};
  if (entry >= g->meta.n_entries) return;
  size_t at = g->entries[entry];
  wt_gaz_head head;
  read_bytes(&g->records, &at, &head, sizeof head);
  unsigned list = head.list[0] | (unsigned)head.list[1] << 8;
  out->type = (wt_type)(head.bits & TYPE);
  out->veto = (list & WT_VETO_ENTRY) != 0;
  out->list = wt_gazetteer_list(g, list & ~(unsigned)WT_VETO_ENTRY);
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

/* A walk over the names of a block. */
typedef struct cursor {
  const uint8_t *at, *end;
  const uint8_t *rest; /* of the current name: the bytes that differ from the name before */
  size_t shared, n_rest;
  size_t first_candidate, n_candidates;
} cursor;

static bool cursor_open(const wt_gazetteer *g, uint32_t name, cursor *c) {
  if (name >= g->meta.n_names) return false;
  wt_gaz_block block = g->blocks[name / WT_KEY_BLOCK];
  if (block.key_at > g->keys.size) return false;
  const uint8_t *keys = g->keys.data;
  *c = (cursor){
      .at = keys + block.key_at, .end = keys + g->keys.size, .first_candidate = block.candidate_at};
  return true;
}

/* Decodes the next name; false when the bytes make no sense. */
static bool cursor_next(cursor *c) {
  size_t size = c->shared + c->n_rest; /* of the name before */
  if (c->end - c->at < 2) return false;
  c->shared = c->at[0];
  c->n_rest = c->at[1];
  c->rest = c->at + 2;
  if (c->shared > size || c->shared + c->n_rest > WT_NAME_BYTES ||
      (size_t)(c->end - c->rest) < c->n_rest)
    return false;
  c->at = c->rest + c->n_rest;
  c->first_candidate += c->n_candidates;
  c->n_candidates = 0;
  for (unsigned shift = 0; c->at < c->end && shift < 32; shift += 7) {
    uint8_t byte = *c->at++;
    c->n_candidates |= (size_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

wt_candidates wt_gazetteer_name(const wt_gazetteer *g, uint32_t name, const char *key, size_t size,
                                bool *equal) {
  wt_candidates none = {0};
  cursor c;
  size_t common = 0; /* bytes that key and the current name begin with */
  *equal = false;
  if (!cursor_open(g, name, &c)) return none;
  for (uint32_t k = 0; k <= name % WT_KEY_BLOCK; k++) {
    if (!cursor_next(&c)) return none;
    if (key == NULL || common < c.shared) continue; /* differs where the name before did */
    size_t i = 0;
    while (i < c.n_rest && c.shared + i < size && c.rest[i] == (uint8_t)key[c.shared + i]) i++;
    common = c.shared + i;
  }
  if (c.first_candidate > g->meta.n_candidates ||
      c.n_candidates > g->meta.n_candidates - c.first_candidate)
    return none;
  *equal = common == size && c.shared + c.n_rest == size;
  return (wt_candidates){g->candidates + c.first_candidate, c.n_candidates};
}

size_t wt_gazetteer_key(const wt_gazetteer *g, uint32_t name, char out[256]) {
  cursor c;
  out[0] = '\0';
  if (!cursor_open(g, name, &c)) return 0;
  for (uint32_t k = 0; k <= name % WT_KEY_BLOCK; k++) {
    if (!cursor_next(&c)) {
      out[0] = '\0';
      return 0;
    }
    memcpy(out + c.shared, c.rest, c.n_rest);
  }
  out[c.shared + c.n_rest] = '\0';
  return c.shared + c.n_rest;
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
}
