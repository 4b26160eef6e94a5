#include "train/annotated.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "clean/zones.h"
#include "read/dump.h"
#include "recognise/labels.h"
#include "text/utf8.h"

/* Corpora call the types by many names. */
static int type_named(const char *name) {
  static const struct {
    const char *name;
    wt_type type;
  } NAMES[] = {{"PER", WT_PERSON},     {"person", WT_PERSON},    {"LOC", WT_PLACE},
               {"place", WT_PLACE},    {"GPE", WT_PLACE},        {"FAC", WT_PLACE},
               {"location", WT_PLACE}, {"ORG", WT_ORGANIZATION}, {"organization", WT_ORGANIZATION},
               {"MISC", WT_MISC},      {"misc", WT_MISC}};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (strcmp(NAMES[i].name, name) == 0) return (int)NAMES[i].type;
  return -1;
}

/* A gold mention in bytes. */
typedef struct gold {
  int field, type;
  size_t start, end;
} gold;

typedef struct loader {
  const char *path;
  uint64_t line;
  float weight;
  const wt_augmentation *augment;
  wt_annotated *out;
  gold *golds; /* [n_golds] of the article being read */
  size_t n_golds, gold_capacity;
  wt_arena scratch;
  uint64_t random;
} loader;

static wt_status bad_line(const loader *l, wt_error *error, const char *what) {
  return wt_fail_at(error, WT_BAD_INPUT, l->path, l->line, 0, "%s", what);
}

/* ---- tokens and labels -------------------------------------------------------------- */

/* The token that starts at byte `at`, or n. */
static size_t token_at(const wt_tokens *t, size_t at) {
  size_t low = 0, high = t->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (t->tokens[middle].start < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Labels the tokens of a mention. A token may own one period more than the annotation has. */
static bool label_mention(wt_annotated_article *a, const gold *g) {
  const wt_tokens *tokens = &a->fields[g->field];
  size_t first = token_at(tokens, g->start), end = first;
  while (end < tokens->n && tokens->tokens[end].start < g->end) end++;
  uint8_t *labels = a->labels[g->field];
  bool fits = first < end && tokens->tokens[first].start == g->start;
  if (fits) {
    const wt_token *last = &tokens->tokens[end - 1];
    fits = last->end == g->end || (last->end == g->end + 1 && (last->flags & WT_PERIOD));
    fits = fits && last->sentence == tokens->tokens[first].sentence;
  }
  if (!fits) {
    size_t from = first > 0 && tokens->tokens[first - 1].end > g->start ? first - 1 : first;
    for (size_t t = from; t < end; t++) labels[t] = WT_LABEL_UNKNOWN;
    return false;
  }
  for (size_t t = first; t < end; t++) {
    int part = end - first == 1 ? WT_PART_U
               : t == first     ? WT_PART_B
               : t + 1 == end   ? WT_PART_L
                                : WT_PART_I;
    labels[t] = (uint8_t)wt_label((wt_type)g->type, part);
  }
  return true;
}

static wt_status tokenize(loader *l, wt_annotated_article *a, wt_error *error) {
  wt_zone_list zones = {0};
  wt_zone title = {.kind = WT_ZONE_TITLE, .field = WT_FIELD_TITLE, .end = (uint32_t)a->sizes[0]};
  wt_arena_reset(&l->scratch);
  wt_status status =
      wt_find_zones(a->bytes[0], a->sizes[0], a->bytes[1], a->sizes[1], &l->scratch, &zones, error);
  if (status == WT_OK)
    status = wt_tokenize(a->bytes[0], a->sizes[0], &title, 1, &a->fields[0], error);
  if (status == WT_OK)
    status = wt_tokenize(a->bytes[1], a->sizes[1], zones.items, zones.n, &a->fields[1], error);
  wt_free(zones.items);
  return status;
}

/* Takes the bytes of the article; on failure they stay the caller's. */
static wt_status add_article(loader *l, wt_annotated_article *a, wt_error *error) {
  wt_annotated *out = l->out;
  wt_annotated_article *articles =
      wt_grow(out->articles, &out->capacity, out->n + 1, sizeof *articles);
  if (articles == NULL) return wt_no_memory(error, l->path);
  out->articles = articles;
  wt_status status = tokenize(l, a, error);
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++) {
    a->labels[f] = wt_calloc(a->fields[f].n, 1);
    if (a->labels[f] == NULL) status = wt_no_memory(error, l->path);
  }
  if (status != WT_OK) return status;
  for (size_t i = 0; i < l->n_golds; i++) {
    out->mentions++;
    out->unaligned += !label_mention(a, &l->golds[i]);
  }
  articles[out->n++] = *a;
  return WT_OK;
}

static void release_article(wt_annotated_article *a) {
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(a->bytes[f]);
    wt_free(a->labels[f]);
    wt_tokens_release(&a->fields[f]);
  }
}

/* ---- augmentation ------------------------------------------------------------------- */

static float draw(loader *l) {
  l->random = wt_hash_mix(l->random, 1);
  return (float)(l->random >> 40) / (float)(1 << 24);
}

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Changes ASCII letters only, so that no byte moves and the annotation still fits. */
static void recase(char *bytes, size_t size, int style) {
  for (size_t i = 0; i < size; i++) {
    bool begins =
        i == 0 || (!letter(bytes[i - 1]) && bytes[i - 1] != '\'' && (bytes[i - 1] & 0x80) == 0);
    bool up = style == 0 || (style == 1 && begins), down = style == 2;
    if (up && bytes[i] >= 'a' && bytes[i] <= 'z') bytes[i] = (char)(bytes[i] - 32);
    if (down && bytes[i] >= 'A' && bytes[i] <= 'Z') bytes[i] = (char)(bytes[i] + 32);
  }
}

static wt_status add_changed(loader *l, const wt_annotated_article *original, wt_error *error) {
  wt_annotated_article a = {.weight = original->weight};
  for (int f = 0; f < WT_FIELDS; f++) {
    a.sizes[f] = original->sizes[f];
    a.bytes[f] = wt_strndup(original->bytes[f], a.sizes[f]);
    if (a.bytes[f] == NULL) {
      release_article(&a);
      return wt_no_memory(error, l->path);
    }
    const wt_tokens *tokens = &original->fields[f];
    for (size_t s = 0; s < tokens->n_sentences; s++) {
      size_t start = tokens->tokens[tokens->sentences[s].first].start;
      size_t end = tokens->tokens[tokens->sentences[s].end - 1].end;
      float x = draw(l);
      int style = x < l->augment->upper                                           ? 0
                  : x < l->augment->upper + l->augment->title                     ? 1
                  : x < l->augment->upper + l->augment->title + l->augment->lower ? 2
                                                                                  : -1;
      if (style >= 0) recase(a.bytes[f] + start, end - start, style);
    }
  }
  wt_status status = add_article(l, &a, error);
  if (status != WT_OK) release_article(&a);
  return status;
}

/* ---- reading ------------------------------------------------------------------------ */

static wt_status read_mention(loader *l, const json_t *m, const wt_annotated_article *a,
                              wt_error *error) {
  const char *field = json_string_value(json_object_get(m, "field"));
  const char *type = json_string_value(json_object_get(m, "type"));
  json_int_t start = json_integer_value(json_object_get(m, "start"));
  json_int_t end = json_integer_value(json_object_get(m, "end"));
  if (type == NULL) return bad_line(l, error, "a mention has no type");
  gold g = {.field = field != NULL && strcmp(field, "title") == 0 ? 0 : 1,
            .type = type_named(type)};
  if (g.type < 0)
    return bad_line(l, error, "unknown type; known: PER LOC ORG MISC and their names");
  const char *bytes = a->bytes[g.field];
  size_t size = a->sizes[g.field], at = 0;
  json_int_t n = 0;
  for (; n < start && at < size; n++) wt_utf8_next(bytes, size, &at);
  g.start = at;
  for (; n < end && at < size; n++) wt_utf8_next(bytes, size, &at);
  g.end = at;
  if (start < 0 || end <= start || n < end)
    return bad_line(l, error, "a mention lies outside of its field");
  gold *golds = wt_grow(l->golds, &l->gold_capacity, l->n_golds + 1, sizeof *golds);
  if (golds == NULL) return wt_no_memory(error, l->path);
  l->golds = golds;
  golds[l->n_golds++] = g;
  return WT_OK;
}

static wt_status read_article(loader *l, const json_t *json, wt_error *error) {
  static const char *const KEYS[WT_FIELDS] = {"title", "text"};
  wt_annotated_article a = {.weight = l->weight};
  wt_status status = WT_OK;
  for (int f = 0; f < WT_FIELDS; f++) {
    const json_t *value = json_object_get(json, KEYS[f]);
    const char *text = json_is_string(value) ? json_string_value(value) : "";
    a.sizes[f] = json_is_string(value) ? json_string_length(value) : 0;
    a.bytes[f] = wt_strndup(text, a.sizes[f]);
    if (a.bytes[f] == NULL) status = wt_no_memory(error, l->path);
  }
  l->n_golds = 0;
  size_t i;
  json_t *mention;
  const json_t *mentions = json_object_get(json, "mentions");
  if (status == WT_OK && !json_is_array(mentions))
    status = bad_line(l, error, "has no array 'mentions'");
  for (i = 0; status == WT_OK && i < json_array_size(mentions); i++) {
    mention = json_array_get(mentions, i);
    status = read_mention(l, mention, &a, error);
  }
  if (status == WT_OK) status = add_article(l, &a, error);
  if (status != WT_OK) {
    release_article(&a);
    return status;
  }
  if (l->augment != NULL) status = add_changed(l, &a, error);
  return status;
}

wt_status wt_annotated_read(const char *path, float weight, const wt_augmentation *augment,
                            wt_annotated *io, wt_error *error) {
  loader l = {.path = path,
              .weight = weight,
              .augment = augment,
              .out = io,
              .random = augment == NULL ? 0 : augment->seed};
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_dump_options options = {.format = WT_FORMAT_JSONL};
  wt_status status = wt_dump_open(&path, 1, &options, &dump, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (batch.n == 0) break;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++) {
      const wt_record *r = &batch.records[i];
      l.line = r->line;
      json_error_t at;
      json_t *json = r->broken != NULL ? NULL : json_loadb(r->bytes, r->size, 0, &at);
      status = json == NULL ? bad_line(&l, error, r->broken != NULL ? r->broken : at.text)
                            : read_article(&l, json, error);
      json_decref(json);
    }
  }
  wt_dump_close(dump);
  wt_batch_release(&batch);
  wt_arena_release(&l.scratch);
  wt_free(l.golds);
  return status;
}

void wt_annotated_release_articles(wt_annotated *annotated) {
  for (size_t i = 0; i < annotated->n; i++) release_article(&annotated->articles[i]);
  annotated->n = 0;
}

void wt_annotated_release(wt_annotated *annotated) {
  wt_annotated_release_articles(annotated);
  wt_free(annotated->articles);
  *annotated = (wt_annotated){0};
}
