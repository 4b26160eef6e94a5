#include "train/word_counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "base/mem.h"
#include "read/dump.h"
#include "text/tokens.h"

static const uint32_t BREAK = UINT32_MAX; /* between sentences in the stream */

typedef struct word {
  const char *text;
  uint64_t count;
  uint32_t id; /* in the order of first occurrence, as in the stream */
} word;

typedef struct corpus {
  wt_word_counts *counts;
  wt_map ids;
  word *words; /* [n_words] */
  size_t n_words, word_capacity;
  uint32_t *stream; /* [n_stream] word ids and BREAKs */
  size_t n_stream, stream_capacity;
  wt_tokens tokens;
} corpus;

static bool push(corpus *c, uint32_t id) {
  uint32_t *stream = wt_grow(c->stream, &c->stream_capacity, c->n_stream + 1, sizeof *stream);
  if (stream == NULL) return false;
  c->stream = stream;
  stream[c->n_stream++] = id;
  return true;
}

/* The id of a surface form; digits are all one, so that numbers share classes. False: no memory. */
static bool id_of(corpus *c, const char *bytes, size_t size, uint32_t *id) {
  char key[64];
  if (size > sizeof key) size = sizeof key;
  for (size_t i = 0; i < size; i++) key[i] = bytes[i] >= '0' && bytes[i] <= '9' ? '0' : bytes[i];
  uint32_t *found = wt_map_find(&c->ids, key, size);
  if (found == NULL) {
    word *words = wt_grow(c->words, &c->word_capacity, c->n_words + 1, sizeof *words);
    if (words == NULL) return false;
    c->words = words;
    const char *kept = wt_arena_copy(&c->counts->arena, key, size);
    if (kept == NULL) return false;
    found = wt_map_add(&c->ids, kept, size, (uint32_t)c->n_words, NULL);
    if (found == NULL) return false;
    words[c->n_words] = (word){.text = kept, .id = (uint32_t)c->n_words};
    c->n_words++;
  }
  *id = *found;
  c->words[*id].count++;
  return true;
}

static wt_status add_field(corpus *c, const char *bytes, size_t size, wt_error *error) {
  if (size == 0 || size > UINT32_MAX) return WT_OK;
  wt_zone zone = {.kind = WT_ZONE_BODY, .field = WT_FIELD_TEXT, .end = (uint32_t)size};
  wt_status status = wt_tokenize(bytes, size, &zone, 1, &c->tokens, error);
  if (status != WT_OK) return status;
  for (size_t s = 0; s < c->tokens.n_sentences; s++) {
    for (uint32_t t = c->tokens.sentences[s].first; t < c->tokens.sentences[s].end; t++) {
      const wt_token *token = &c->tokens.tokens[t];
      uint32_t id;
      if (!id_of(c, bytes + token->start, token->end - token->start, &id) || !push(c, id))
        return wt_no_memory(error, "corpus");
    }
    if (!push(c, BREAK)) return wt_no_memory(error, "corpus");
  }
  return WT_OK;
}

static wt_status add_record(corpus *c, wt_parser *parser, const wt_record *record,
                            wt_error *error) {
  wt_article article;
  if (record->broken != NULL) return WT_OK;
  wt_status status = wt_parse(parser, record, &article, error);
  if (status == WT_BAD_INPUT) return WT_OK; /* a broken line teaches nothing */
  if (status == WT_OK) status = add_field(c, article.title, article.title_size, error);
  if (status == WT_OK) status = add_field(c, article.text, article.text_size, error);
  return status;
}

static wt_status read_corpus(corpus *c, const wt_clusters_training *training, wt_error *error) {
  wt_dump *dump = NULL;
  wt_parser *parser = NULL;
  wt_batch batch = {0};
  wt_status status =
      wt_dump_open(training->data, training->n_data, &(wt_dump_options){0}, &dump, error);
  if (status == WT_OK) status = wt_parser_new(wt_fields_preset("default"), &parser, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (batch.n == 0) break;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++)
      status = add_record(c, parser, &batch.records[i], error);
  }
  wt_batch_release(&batch);
  wt_parser_free(parser);
  wt_dump_close(dump);
  return status;
}

static int by_count(const void *a, const void *b) {
  const word *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return strcmp(x->text, y->text);
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Orders the words by frequency, keeps those that get a class; ranks[id] is a word's place. */
static wt_status rank_words(corpus *c, const wt_clusters_training *training, uint32_t *ranks,
                            wt_error *error) {
  wt_word_counts *out = c->counts;
  qsort(c->words, c->n_words, sizeof *c->words, by_count);
  while (out->n_words < c->n_words && out->n_words < training->max_words &&
         c->words[out->n_words].count >= training->min_count)
    out->n_words++;
  if (out->n_words == 0)
    return wt_fail(error, WT_BAD_INPUT, "corpus", "no word occurs %zu times", training->min_count);
  out->words = WT_ARENA_NEW(&out->arena, const char *, out->n_words);
  out->totals = WT_ARENA_NEW(&out->arena, uint64_t, out->n_words);
  out->firsts = WT_ARENA_NEW(&out->arena, size_t, out->n_words + 1);
  if (out->arena.failed) return wt_no_memory(error, "vocabulary");
  for (size_t i = 0; i < c->n_words; i++) ranks[c->words[i].id] = (uint32_t)i;
  for (size_t i = 0; i < out->n_words; i++) {
    out->words[i] = c->words[i].text;
    out->totals[i] = c->words[i].count;
  }
  return WT_OK;
}

/* Sorts all (word, context) pairs of the stream and counts the equal ones. */
static wt_status count_contexts(corpus *c, const wt_clusters_training *training,
                                const uint32_t *ranks, wt_error *error) {
  wt_word_counts *out = c->counts;
  size_t n_own = training->n_contexts < c->n_words ? training->n_contexts : c->n_words;
  size_t side = n_own + 2, n = 0;
  out->n_contexts = 2 * side;
  uint64_t *pairs = wt_malloc(c->n_stream * 2 * sizeof *pairs);
  if (pairs == NULL) return wt_no_memory(error, "contexts");
  for (size_t i = 0; i < c->n_stream; i++) {
    if (c->stream[i] == BREAK || ranks[c->stream[i]] >= out->n_words) continue;
    uint64_t w = (uint64_t)ranks[c->stream[i]] << 32;
    uint32_t left = i == 0 ? BREAK : c->stream[i - 1];
    uint32_t right = i + 1 == c->n_stream ? BREAK : c->stream[i + 1];
    size_t l = left == BREAK ? n_own + 1 : ranks[left] < n_own ? ranks[left] : n_own;
    size_t r = right == BREAK ? n_own + 1 : ranks[right] < n_own ? ranks[right] : n_own;
    pairs[n++] = w | l;
    pairs[n++] = w | (side + r);
  }
  qsort(pairs, n, sizeof *pairs, by_value);
  out->contexts = wt_malloc(n * sizeof *out->contexts);
  if (out->contexts == NULL) {
    wt_free(pairs);
    return wt_no_memory(error, "contexts");
  }
  size_t n_counts = 0, w = 0;
  for (size_t i = 0, j; i < n; i = j) {
    for (j = i; j < n && pairs[j] == pairs[i];) j++;
    while (w <= pairs[i] >> 32) out->firsts[w++] = n_counts;
    out->contexts[n_counts++] =
        (wt_context_count){.context = (uint32_t)pairs[i], .count = (uint32_t)(j - i)};
  }
  while (w <= out->n_words) out->firsts[w++] = n_counts;
  wt_free(pairs);
  return WT_OK;
}

wt_status wt_word_counts_read(const wt_clusters_training *training, wt_word_counts *out,
                              wt_error *error) {
  wt_word_counts counts = {0};
  corpus c = {.counts = &counts};
  uint32_t *ranks = NULL;
  wt_status status = read_corpus(&c, training, error);
  if (status == WT_OK) {
    ranks = wt_malloc(c.n_words * sizeof *ranks);
    if (ranks == NULL) status = wt_no_memory(error, "vocabulary");
  }
  if (status == WT_OK) status = rank_words(&c, training, ranks, error);
  if (status == WT_OK) status = count_contexts(&c, training, ranks, error);
  wt_tokens_release(&c.tokens);
  wt_map_release(&c.ids);
  wt_free(c.words);
  wt_free(c.stream);
  wt_free(ranks);
  if (status != WT_OK)
    wt_word_counts_release(&counts);
  else
    *out = counts;
  return status;
}

void wt_word_counts_release(wt_word_counts *counts) {
  wt_free(counts->contexts);
  wt_arena_release(&counts->arena);
  *counts = (wt_word_counts){0};
}
