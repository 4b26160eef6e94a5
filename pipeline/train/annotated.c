#include "train/annotated.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "clean/zones.h"
#include "recognise/labels.h"
#include "train/annotated_reader.h"
#include "train/label_sets.h"

enum { ALL_TYPES = (1 << WT_TYPES) - 1 };

/* ---- what the readers share ----------------------------------------------------------- */

wt_status wt_annotated_bad(const wt_annotated_reader *r, wt_error *error, const char *what) {
  return wt_fail_at(error, WT_BAD_INPUT, r->path, r->line, 0, "%s", what);
}

bool wt_annotated_type(const char *name, size_t size, wt_type *out) {
  static const struct {
    const char *name;
    wt_type type;
  } NAMES[] = {{"PER", WT_PERSON},
               {"person", WT_PERSON},
               {"LOC", WT_PLACE},
               {"GPE", WT_PLACE},
               {"GEO", WT_PLACE},
               {"FAC", WT_PLACE},
               {"place", WT_PLACE},
               {"location", WT_PLACE},
               {"ORG", WT_ORGANIZATION},
               {"organization", WT_ORGANIZATION},
               {"corporation", WT_ORGANIZATION},
               {"group", WT_ORGANIZATION},
               {"MISC", WT_MISC},
               {"misc", WT_MISC},
               {"creative-work", WT_MISC},
               {"product", WT_MISC}};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (strlen(NAMES[i].name) == size && memcmp(NAMES[i].name, name, size) == 0) {
      *out = NAMES[i].type;
      return true;
    }
  return false;
}

wt_status wt_annotated_gold(wt_annotated_reader *r, wt_gold gold, wt_error *error) {
  wt_gold *golds = wt_grow(r->golds, &r->gold_capacity, r->n_golds + 1, sizeof *golds);
  if (golds == NULL) return wt_no_memory(error, r->path);
  r->golds = golds;
  golds[r->n_golds++] = gold;
  return WT_OK;
}

/* ---- tokens and labels ---------------------------------------------------------------- */

/* The first token that starts at byte `at` or behind it. */
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

/* A mention ends where a token does; the token may own one period more than the annotation. */
static bool fits(const wt_tokens *tokens, const wt_gold *g, size_t first, size_t end) {
  if (first >= end || tokens->tokens[first].start != g->start) return false;
  const wt_token *last = &tokens->tokens[end - 1];
  bool ends = last->end == g->end || (last->end == g->end + 1 && (last->flags & WT_PERIOD));
  return ends && last->sentence == tokens->tokens[first].sentence;
}

static bool label_mention(wt_annotated_article *a, const wt_gold *g) {
  const wt_tokens *tokens = &a->fields[g->field];
  size_t first = token_at(tokens, g->start), end = first;
  while (end < tokens->n && tokens->tokens[end].start < g->end) end++;
  uint8_t *labels = a->labels[g->field];
  if (!fits(tokens, g, first, end)) {
    if (first > 0 && tokens->tokens[first - 1].end > g->start) first--;
    if (first < end) memset(labels + first, WT_LABEL_UNKNOWN, end - first);
    return false;
  }
  for (size_t t = first; t < end; t++) {
    int part = wt_part_of(t - first, end - first);
    labels[t] = g->unknown      ? wt_set_open(ALL_TYPES)
                : g->types != 0 ? wt_set_part(part, g->types)
                                : (uint8_t)wt_label(g->type, part);
  }
  return true;
}

static wt_status tokenize(wt_annotated_reader *r, wt_annotated_article *a, wt_error *error) {
  if (r->words != NULL)
    return wt_tokens_from_words(a->bytes[WT_FIELD_TEXT], a->sizes[WT_FIELD_TEXT], r->words,
                                r->n_words, &a->fields[WT_FIELD_TEXT], error);
  wt_zone_list zones = {0};
  const wt_zone title = {
      .kind = WT_ZONE_TITLE, .field = WT_FIELD_TITLE, .end = (uint32_t)a->sizes[WT_FIELD_TITLE]};
  wt_arena_reset(&r->scratch);
  wt_status status =
      wt_find_zones(a->bytes[WT_FIELD_TITLE], a->sizes[WT_FIELD_TITLE], a->bytes[WT_FIELD_TEXT],
                    a->sizes[WT_FIELD_TEXT], &r->scratch, &zones, error);
  if (status == WT_OK)
    status = wt_tokenize(a->bytes[WT_FIELD_TITLE], a->sizes[WT_FIELD_TITLE], &title, 1,
                         &a->fields[WT_FIELD_TITLE], error);
  if (status == WT_OK)
    status = wt_tokenize(a->bytes[WT_FIELD_TEXT], a->sizes[WT_FIELD_TEXT], zones.items, zones.n,
                         &a->fields[WT_FIELD_TEXT], error);
  wt_free(zones.items);
  return status;
}

static void release_article(wt_annotated_article *a) {
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_free(a->bytes[f]);
    wt_free(a->labels[f]);
    wt_tokens_release(&a->fields[f]);
  }
  wt_free(a->golds);
  *a = (wt_annotated_article){0};
}

/* Copies what the article at hand holds; `a` is to be released whatever comes back. */
static wt_status copy_article(const wt_annotated_reader *r, const char *const bytes[WT_FIELDS],
                              const size_t sizes[WT_FIELDS], wt_annotated_article *a,
                              wt_error *error) {
  *a = (wt_annotated_article){.weight = r->weight, .n_golds = r->n_golds};
  a->golds = wt_malloc(r->n_golds * sizeof *a->golds);
  if (a->golds == NULL) return wt_no_memory(error, r->path);
  if (r->n_golds > 0) memcpy(a->golds, r->golds, r->n_golds * sizeof *a->golds);
  for (int f = 0; f < WT_FIELDS; f++) {
    a->sizes[f] = sizes[f];
    a->bytes[f] = wt_strndup(bytes[f], sizes[f]);
    if (a->bytes[f] == NULL) return wt_no_memory(error, r->path);
  }
  return WT_OK;
}

/* Appends an article, which then belongs to the list; on failure it stays the caller's. */
static wt_status append(wt_annotated_reader *r, wt_annotated_article *a, wt_error *error) {
  wt_annotated *out = r->out;
  wt_annotated_article *articles =
      wt_grow(out->articles, &out->capacity, out->n + 1, sizeof *articles);
  if (articles == NULL) return wt_no_memory(error, r->path);
  out->articles = articles;
  wt_status status = tokenize(r, a, error);
  for (int f = 0; status == WT_OK && f < WT_FIELDS; f++) {
    a->labels[f] = wt_calloc(a->fields[f].n, 1);
    if (a->labels[f] == NULL)
      status = wt_no_memory(error, r->path);
    else
      memset(a->labels[f], wt_set_open(r->unmarked), a->fields[f].n);
  }
  if (status != WT_OK) return status;
  for (size_t i = 0; i < a->n_golds; i++) {
    out->mentions++;
    out->unaligned += !label_mention(a, &a->golds[i]);
  }
  articles[out->n++] = *a;
  return WT_OK;
}

/* ---- augmentation --------------------------------------------------------------------- */

typedef enum style { STYLE_AS_IS, STYLE_UPPER, STYLE_TITLE, STYLE_LOWER } style;

static style draw_style(wt_annotated_reader *r) {
  const wt_augmentation *a = r->augment;
  r->random = wt_hash_mix(r->random, 1);
  float x = (float)(r->random >> 40) / (float)(1 << 24);
  if (x < a->upper) return STYLE_UPPER;
  if (x < a->upper + a->title) return STYLE_TITLE;
  if (x < a->upper + a->title + a->lower) return STYLE_LOWER;
  return STYLE_AS_IS;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Changes ASCII letters only, so that no byte moves and the annotation still fits. */
static void recase(char *bytes, size_t size, style s) {
  for (size_t i = 0; i < size; i++) {
    bool begins = i == 0 || !(is_letter(bytes[i - 1]) || bytes[i - 1] == '\'' ||
                              (unsigned char)bytes[i - 1] >= 0x80);
    bool up = s == STYLE_UPPER || (s == STYLE_TITLE && begins);
    if (up && bytes[i] >= 'a' && bytes[i] <= 'z') bytes[i] = (char)(bytes[i] - 'a' + 'A');
    if (s == STYLE_LOWER && bytes[i] >= 'A' && bytes[i] <= 'Z')
      bytes[i] = (char)(bytes[i] - 'A' + 'a');
  }
}

/* Recases whole sentences of `a`, whose sentences are those of `original`. */
static void recase_sentences(wt_annotated_reader *r, const wt_annotated_article *original,
                             wt_annotated_article *a) {
  for (int f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &original->fields[f];
    for (size_t s = 0; s < tokens->n_sentences; s++) {
      size_t start = tokens->tokens[tokens->sentences[s].first].start;
      size_t end = tokens->tokens[tokens->sentences[s].end - 1].end;
      recase(a->bytes[f] + start, end - start, draw_style(r));
    }
  }
}

/* A sentence that stayed as it was teaches nothing twice: its labels become unknown. */
static void forget_unchanged(const wt_annotated_article *original, wt_annotated_article *copy) {
  for (int f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &copy->fields[f];
    for (size_t s = 0; s < tokens->n_sentences; s++) {
      const wt_sentence *sentence = &tokens->sentences[s];
      size_t start = tokens->tokens[sentence->first].start;
      size_t size = tokens->tokens[sentence->end - 1].end - start;
      if (memcmp(original->bytes[f] + start, copy->bytes[f] + start, size) == 0)
        memset(copy->labels[f] + sentence->first, WT_LABEL_UNKNOWN,
               sentence->end - sentence->first);
    }
  }
}

wt_status wt_annotated_add(wt_annotated_reader *r, const char *const bytes[WT_FIELDS],
                           const size_t sizes[WT_FIELDS], wt_error *error) {
  wt_annotated_article a;
  wt_status status = copy_article(r, bytes, sizes, &a, error);
  if (status == WT_OK) status = append(r, &a, error);
  if (status == WT_OK && r->augment != NULL) {
    status = copy_article(r, bytes, sizes, &a, error);
    if (status == WT_OK) {
      recase_sentences(r, &r->out->articles[r->out->n - 1], &a);
      status = append(r, &a, error);
    }
    size_t n = r->out->n;
    if (status == WT_OK) forget_unchanged(&r->out->articles[n - 2], &r->out->articles[n - 1]);
  }
  if (status != WT_OK) release_article(&a);
  r->n_golds = r->n_words = 0;
  r->unmarked = 0;
  return status;
}

/* ---- files ---------------------------------------------------------------------------- */

static bool ends_in(const char *path, const char *ending) {
  size_t size = strlen(path), n = strlen(ending);
  return size >= n && strcmp(path + size - n, ending) == 0;
}

wt_status wt_annotated_read(const char *path, wt_annotation format, float weight,
                            const wt_augmentation *augment, wt_annotated *io, wt_error *error) {
  wt_annotated_reader r = {.path = path,
                           .weight = weight,
                           .augment = augment,
                           .out = io,
                           .random = augment == NULL ? 0 : augment->seed};
  bool iob2 = format == WT_ANNOTATION_IOB2 || ends_in(path, ".iob2") || ends_in(path, ".bio") ||
              ends_in(path, ".conll");
  io->own_words = iob2;
  wt_status status = iob2 ? wt_annotated_iob2(&r, error) : wt_annotated_json(&r, error);
  wt_arena_release(&r.scratch);
  wt_free(r.golds);
  wt_free(r.words);
  return status;
}

void wt_annotated_cut(wt_annotated *annotated, size_t n) {
  while (annotated->n > n) release_article(&annotated->articles[--annotated->n]);
}

void wt_annotated_release(wt_annotated *annotated) {
  wt_annotated_cut(annotated, 0);
  wt_free(annotated->articles);
  *annotated = (wt_annotated){0};
}
