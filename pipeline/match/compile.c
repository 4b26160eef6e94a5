/*
 * compile.c - text lists to one compiled file.
 *
 *   read      map the lists, cut them into blocks of 1,024 rows
 *   expand    parse rows, tokenize and fold names: the bulk of the work, block by block in parallel
 *   join      rows of one entry (entries.h), names of many entries (postings.h)
 *   write     the sections (layout.h)
 *
 * Blocks keep their order and everything is sorted by content afterwards, so neither the number of
 * threads nor (but for rows of the same entry that contradict each other) the order of the lists
 * changes a byte of the result.
 */
#include "match/compile.h"

#include <string.h>

#include "base/arena.h"
#include "base/container.h"
#include "base/error.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/threads.h"
#include "match/divisions.h"
#include "match/entries.h"
#include "match/names.h"
#include "match/postings.h"
#include "match/sort.h"

enum { BLOCK_ROWS = 1024, MAX_ROWS = 0x7FFFFFFF };

/* A bad row. */
typedef struct complaint {
  uint64_t line, position;
  const char *text; /* in the block's arena */
} complaint;

/* Up to BLOCK_ROWS rows of one list, and what came of them. */
typedef struct block {
  const wt_list *list;
  size_t at; /* offset and number of the first line */
  uint64_t line;
  size_t n_lines;

  wt_row *rows; /* [n_rows] */
  size_t n_rows, row_capacity;
  wt_names names;
  complaint *complaints; /* [n_complaints] */
  size_t n_complaints, complaint_capacity;
  wt_arena arena;
  wt_status status;                /* WT_NO_MEMORY, or WT_OK */
  size_t first_row, first_posting; /* their places among those of all blocks */
} block;

typedef struct compiler {
  const char *const *paths; /* [n_lists] */
  wt_list *lists;           /* [n_lists] opened */
  size_t n_lists;
  block *blocks; /* [n_blocks] */
  size_t n_blocks, block_capacity;
  size_t n_rows, n_postings, n_bad;

  wt_row *rows;         /* [n_rows] */
  wt_posting *postings; /* [n_postings] */
  wt_map form_map;      /* form bytes to index */
  wt_gaz_form *forms;   /* [n_forms] sorted */
  size_t n_forms;
  wt_entries entries;
  wt_postings names;
} compiler;

/* ---- read --------------------------------------------------------------------------- */

static wt_status cut(compiler *c, const wt_list *list, wt_error *error) {
  size_t at = list->body, n = 0;
  uint64_t line = list->line, row_line;
  wt_slice row;
  for (;;) {
    size_t before = at;
    uint64_t line_before = line;
    if (!wt_list_next(list, &at, &line, &row, &row_line)) return WT_OK;
    if (n % BLOCK_ROWS == 0) {
      block *blocks = wt_grow(c->blocks, &c->block_capacity, c->n_blocks + 1, sizeof *blocks);
      if (blocks == NULL) return wt_no_memory(error, list->path);
      c->blocks = blocks;
      blocks[c->n_blocks++] = (block){.list = list, .at = before, .line = line_before};
    }
    c->blocks[c->n_blocks - 1].n_lines++;
    n++;
  }
}

static wt_status read_lists(compiler *c, wt_error *error) {
  for (size_t i = 0; i < c->n_lists; i++)
    for (size_t j = 0; j < i; j++)
      if (strcmp(c->paths[i], c->paths[j]) == 0)
        return wt_fail(error, WT_USAGE, c->paths[i], "the list is given twice");
  c->lists = wt_calloc(c->n_lists, sizeof *c->lists);
  if (c->lists == NULL) return wt_no_memory(error, "lists");
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < c->n_lists; i++)
    status = wt_list_open(c->paths[i], &c->lists[i], error);
  for (size_t i = 0; status == WT_OK && i < c->n_lists; i++) status = cut(c, &c->lists[i], error);
  return status;
}

/* ---- expand ------------------------------------------------------------------------- */

/* "wiretag:person-sedat-onal" from the key of the row's name. */
static wt_slice make_id(block *b, const wt_list_row *row, size_t first_name) {
  static const char *const TYPES[WT_TYPES] = {"person", "place", "organization", "misc"};
  const wt_occurrence *name = &b->names.items[first_name];
  const char *type = TYPES[row->type];
  size_t start = strlen("wiretag:"), n_type = strlen(type);
  size_t size = start + n_type + 1 + name->key_size;
  char *id = wt_arena_alloc(&b->arena, size);
  if (id == NULL) return (wt_slice){0};
  memcpy(id, "wiretag:", start);
  memcpy(id + start, type, n_type);
  id[start + n_type] = '-';
  char *slug = id + start + n_type + 1;
  memcpy(slug, b->names.keys.data + name->key_at, name->key_size);
  for (size_t i = 0; i < name->key_size; i++)
    if (slug[i] == ' ') slug[i] = '-';
  return (wt_slice){id, size};
}

static bool add_row(block *b, const wt_list_row *row, size_t list, size_t first_name) {
  wt_row *rows = wt_grow(b->rows, &b->row_capacity, b->n_rows + 1, sizeof *rows);
  if (rows == NULL) return false;
  b->rows = rows;
  wt_row r = {.id = row->columns[WT_COL_ID],
              .name = row->columns[WT_COL_NAME],
              .subtype = row->columns[WT_COL_SUBTYPE],
              .same_as = row->columns[WT_COL_SAME_AS],
              .refers_to = row->columns[WT_COL_REFERS_TO],
              .within = row->columns[WT_COL_WITHIN],
              .list = (uint16_t)list,
              .type = (uint8_t)row->type,
              .veto = row->veto,
              .has_weight = row->columns[WT_COL_WEIGHT].size > 0,
              .has_position = row->has_position,
              .weight = row->weight,
              .lat = row->lat,
              .lon = row->lon};
  if (row->columns[WT_COL_COUNTRY].size == 2)
    memcpy(r.country, row->columns[WT_COL_COUNTRY].bytes, 2);
  if (r.id.size == 0 && !r.veto) r.id = make_id(b, row, first_name);
  rows[b->n_rows++] = r;
  return !b->arena.failed;
}

static bool complain(block *b, const wt_error *e) {
  complaint *all = wt_grow(b->complaints, &b->complaint_capacity, b->n_complaints + 1, sizeof *all);
  if (all == NULL) return false;
  b->complaints = all;
  const char *text = wt_arena_copy(&b->arena, e->text, strlen(e->text));
  all[b->n_complaints++] = (complaint){.line = e->line, .position = e->position, .text = text};
  return text != NULL;
}

static void expand(void *context, size_t i, size_t thread) {
  (void)thread;
  compiler *c = context;
  block *b = &c->blocks[i];
  size_t at = b->at, list = (size_t)(b->list - c->lists);
  uint64_t line = b->line, row_line = 0;
  wt_slice text = {0};
  for (size_t k = 0; b->status == WT_OK && k < b->n_lines; k++) {
    wt_list_row row;
    wt_error error = {0};
    size_t first_name = b->names.n;
    if (!wt_list_next(b->list, &at, &line, &text, &row_line)) break;
    wt_status status = wt_list_parse(b->list, text, row_line, &row, &error);
    if (status == WT_OK)
      status = wt_names_add(&b->names, b->list, &row, (uint32_t)b->n_rows, &error);
    bool kept = status == WT_OK ? add_row(b, &row, list, first_name)
                                : status != WT_NO_MEMORY && complain(b, &error);
    if (!kept) b->status = WT_NO_MEMORY;
  }
  wt_tokens_release(&b->names.tokens);
  wt_buffer_release(&b->names.scratch);
}

/* Reports bad rows in the order of the lists. */
static wt_status report(compiler *c, const wt_compile_options *options, wt_error *error) {
  for (size_t i = 0; i < c->n_blocks; i++) {
    const block *b = &c->blocks[i];
    if (b->status != WT_OK) return wt_no_memory(error, b->list->path);
    for (size_t k = 0; k < b->n_complaints; k++) {
      const complaint *bad = &b->complaints[k];
      wt_error e;
      wt_fail_at(&e, WT_BAD_INPUT, b->list->path, bad->line, bad->position, "%s", bad->text);
      if (!options->keep_going) {
        if (error != NULL) *error = e;
        return WT_BAD_INPUT;
      }
      if (options->report != NULL) options->report(options->context, &e);
      c->n_bad++;
    }
  }
  return WT_OK;
}

/* ---- join --------------------------------------------------------------------------- */

static wt_status number_forms(compiler *c, wt_error *error) {
  for (size_t i = 0; i < c->n_blocks; i++) {
    const wt_names *names = &c->blocks[i].names;
    for (size_t k = 0; k < names->n; k++)
      if (wt_map_add(&c->form_map, (const char *)&names->items[k].form, sizeof(wt_gaz_form), 0,
                     NULL) == NULL)
        return wt_no_memory(error, "names");
  }
  if (c->form_map.count > UINT16_MAX)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than %d ways to capitalise names", UINT16_MAX);
  c->n_forms = c->form_map.count;
  c->forms = wt_calloc(c->n_forms, sizeof *c->forms);
  wt_sort_item *items = wt_calloc(c->n_forms, sizeof *items);
  wt_status status = WT_OK;
  if (c->forms == NULL || items == NULL) status = wt_no_memory(error, "names");
  size_t n = 0;
  for (size_t i = 0; status == WT_OK && i < c->form_map.capacity; i++) {
    if (c->form_map.slots[i].key == NULL) continue;
    wt_sort_prefix(&items[n++], c->form_map.slots[i].key, sizeof(wt_gaz_form));
  }
  /* A form is 16 bytes, so the prefix is the whole of it and ties do not occur. */
  if (status == WT_OK) status = wt_sort(items, n, 1, wt_sort_by_index, NULL, error);
  for (size_t i = 0; status == WT_OK && i < n; i++) {
    wt_sort_unprefix(&items[i], &c->forms[i]);
    *wt_map_find(&c->form_map, (const char *)&c->forms[i], sizeof(wt_gaz_form)) = (uint32_t)i;
  }
  wt_free(items);
  return status;
}

static void fill_rows(void *context, size_t i, size_t thread) {
  (void)thread;
  compiler *c = context;
  const block *b = &c->blocks[i];
  if (b->n_rows > 0) memcpy(c->rows + b->first_row, b->rows, b->n_rows * sizeof *b->rows);
}

static void fill_postings(void *context, size_t i, size_t thread) {
  (void)thread;
  compiler *c = context;
  const block *b = &c->blocks[i];
  for (size_t k = 0; k < b->names.n; k++) {
    const wt_occurrence *o = &b->names.items[k];
    uint32_t form = *wt_map_find(&c->form_map, (const char *)&o->form, sizeof o->form);
    c->postings[b->first_posting + k] =
        (wt_posting){.key = b->names.keys.data + o->key_at,
                     .entry = c->entries.entry_of[b->first_row + o->row],
                     .form = (uint16_t)form,
                     .key_size = o->key_size,
                     .bits = o->bits,
                     .lang = o->lang};
  }
}

static wt_status join(compiler *c, size_t n_threads, wt_error *error) {
  for (size_t i = 0; i < c->n_blocks; i++) {
    block *b = &c->blocks[i];
    b->first_row = c->n_rows;
    b->first_posting = c->n_postings;
    c->n_rows += b->n_rows;
    c->n_postings += b->names.n;
  }
  if (c->n_postings > MAX_ROWS)
    return wt_fail(error, WT_TOO_LARGE, NULL, "more than %d names", MAX_ROWS);
  c->rows = wt_calloc(c->n_rows, sizeof *c->rows);
  c->postings = wt_calloc(c->n_postings, sizeof *c->postings);
  if (c->rows == NULL || c->postings == NULL) return wt_no_memory(error, "names");
  wt_threads_for(n_threads, c->n_blocks, c, fill_rows);
  wt_status status = wt_divisions_resolve(c->rows, c->n_rows, error);
  if (status == WT_OK)
    status =
        wt_entries_build(c->rows, c->n_rows, c->paths, c->n_lists, n_threads, &c->entries, error);
  if (status == WT_OK) status = number_forms(c, error);
  if (status != WT_OK) return status;
  wt_threads_for(n_threads, c->n_blocks, c, fill_postings);
  wt_postings_input input = {.postings = c->postings,
                             .n = c->n_postings,
                             .forms = c->forms,
                             .n_forms = c->n_forms,
                             .weights = c->entries.weights,
                             .records = &c->entries.records,
                             .entry_at = (const uint32_t *)(const void *)c->entries.index.data,
                             .n_threads = n_threads};
  return wt_postings_build(&input, &c->names, error);
}

/* ---- write -------------------------------------------------------------------------- */

static size_t map_size(const wt_postings *names, int map) {
  return names->map_words[map] * sizeof *names->maps[map];
}

static wt_status write_file(const compiler *c, const char *path, uint64_t *bytes, wt_error *error) {
  const wt_postings *n = &c->names;
  const wt_entries *e = &c->entries;
  wt_gaz_meta meta = {
      .n_names = n->n_names,
      .n_entries = (uint32_t)e->n,
      .n_candidates = n->n_candidates,
      .n_forms = (uint32_t)c->n_forms,
      .n_buckets = n->n_buckets,
      .n_lists = e->n_lists,
      .n_subtypes = e->n_subtypes,
      .has_vetoes = e->has_vetoes,
      .map_words = {n->map_words[0], n->map_words[1], n->map_words[2], n->map_words[3]}};
  const wt_section_source sections[] = {
      {"META    ", &meta, sizeof meta},
      {"WORD    ", n->maps[WT_MAP_WORD], map_size(n, WT_MAP_WORD)},
      {"WORDLOW ", n->maps[WT_MAP_WORD_LOW], map_size(n, WT_MAP_WORD_LOW)},
      {"PAIR    ", n->maps[WT_MAP_PAIR], map_size(n, WT_MAP_PAIR)},
      {"PAIRLOW ", n->maps[WT_MAP_PAIR_LOW], map_size(n, WT_MAP_PAIR_LOW)},
      {"PREFIX  ", n->buckets, n->n_buckets * sizeof *n->buckets},
      {"KEYIDX  ", n->blocks.data, n->blocks.size},
      {"KEYS    ", n->keys.data, n->keys.size},
      {"CANDS   ", n->candidates.data, n->candidates.size},
      {"LANGS   ", n->langs.data, n->has_langs ? n->langs.size : 0},
      {"FORMS   ", c->forms, c->n_forms * sizeof *c->forms},
      {"ENTRYIDX", e->index.data, e->index.size},
      {"ENTRIES ", e->records.data, e->records.size},
      {"TEXTIDX ", e->text_index.data, e->text_index.size},
      {"TEXTS   ", e->texts.data, e->texts.size},
  };
  size_t n_sections = sizeof sections / sizeof *sections;
  *bytes = wt_container_size(sections, n_sections);
  return wt_container_write(path, WT_GAZ_KIND, WT_GAZ_VERSION, sections, n_sections, error);
}

static void release(compiler *c) {
  for (size_t i = 0; i < c->n_blocks; i++) {
    wt_free(c->blocks[i].rows);
    wt_free(c->blocks[i].complaints);
    wt_names_release(&c->blocks[i].names);
    wt_arena_release(&c->blocks[i].arena);
  }
  wt_free(c->blocks);
  for (size_t i = 0; c->lists != NULL && i < c->n_lists; i++) wt_list_close(&c->lists[i]);
  wt_free(c->lists);
  wt_free(c->rows);
  wt_free(c->postings);
  wt_free(c->forms);
  wt_map_release(&c->form_map);
  wt_entries_release(&c->entries);
  wt_postings_release(&c->names);
}

wt_status wt_gazetteer_compile(const char *const *paths, size_t n_paths, const char *out_path,
                               const wt_compile_options *options, wt_compile_result *result,
                               wt_error *error) {
  compiler c = {.paths = paths, .n_lists = n_paths};
  size_t n_threads = options->n_threads == 0 ? 1 : options->n_threads;
  uint64_t bytes = 0;
  wt_status status = read_lists(&c, error);
  if (status != WT_OK) goto done;
  wt_threads_for(n_threads, c.n_blocks, &c, expand);
  status = report(&c, options, error);
  if (status == WT_OK) status = join(&c, n_threads, error);
  if (status == WT_OK) status = write_file(&c, out_path, &bytes, error);
  if (status == WT_OK && result != NULL)
    *result = (wt_compile_result){.files = n_paths,
                                  .rows = c.n_rows,
                                  .names = c.names.n_names,
                                  .entries = c.entries.n,
                                  .skipped = c.n_bad,
                                  .bytes = bytes};
done:
  release(&c);
  return status;
}
