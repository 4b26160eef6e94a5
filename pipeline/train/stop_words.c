#include "train/stop_words.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "train/topic_reader.h"

/* A word of more than this part of the articles is a stop word. */
static const double STOP_PART = 0.15;

/* Words under way to a vocabulary. */
typedef struct word_list {
  wt_vocabulary_term *terms; /* [n] */
  size_t n, capacity;
} word_list;

static bool put(word_list *list, wt_vocabulary_term term) {
  for (size_t i = 0; i < list->n; i++) {
    if (list->terms[i].key != term.key) continue;
    list->terms[i] = term;
    return true;
  }
  wt_vocabulary_term *terms = wt_grow(list->terms, &list->capacity, list->n + 1, sizeof *terms);
  if (terms == NULL) return false;
  list->terms = terms;
  terms[list->n++] = term;
  return true;
}

/* How many articles have each word. */
static wt_status count_words(void *context, const wt_labelled *item, wt_error *error) {
  for (size_t i = 0; i < item->n_terms; i++) {
    bool added = false;
    uint32_t number = wt_term_table_add(context, item->terms[i].key, &added);
    if (number == UINT32_MAX) return wt_no_memory(error, "topics");
    ((wt_term_table *)context)->terms[number].n_articles++;
  }
  return WT_OK;
}

static wt_status add_frequent(const wt_topics_training *t, wt_topic_corpus *c, word_list *list,
                              wt_error *error) {
  wt_term_table words = {0};
  wt_term_policy policy = {.lang = t->lang, .open = 1, .words_only = 1};
  size_t n_articles = 0;
  wt_topics_training words_only = *t;
  words_only.tagger = NULL;
  wt_status status =
      wt_read_labelled(&words_only, c, &policy, count_words, &words, &n_articles, error);
  double limit = STOP_PART * (double)n_articles;
  for (size_t i = 0; status == WT_OK && i < words.n; i++) {
    if ((double)words.terms[i].n_articles <= limit) continue;
    wt_vocabulary_term term = {.key = words.terms[i].key, .idf = 1, .text = WT_STOP_WORD};
    if (!put(list, term)) status = wt_no_memory(error, "topics");
  }
  wt_term_table_release(&words);
  return status;
}

/* Copies a text without its comment lines. */
static void drop_comments(const wt_view *view, wt_buffer *out) {
  const char *at = (const char *)view->data, *end = at + view->size;
  while (at < end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    const char *next = newline == NULL ? end : newline + 1;
    if (*at != '#') wt_buffer_append(out, at, (size_t)(next - at));
    at = next;
  }
}

/* The list is read as an article is, so that its words get the same folding and stems. */
static wt_status add_text(const wt_topics_training *t, wt_topic_corpus *c, const wt_buffer *text,
                          word_list *list, wt_error *error) {
  wt_zone zone = {WT_ZONE_BODY, WT_FIELD_TEXT, 0, (uint32_t)text->size};
  wt_tokens fields[WT_FIELDS] = {0};
  wt_bag *bag = NULL;
  size_t n = 0;
  wt_status status =
      wt_bag_new(&(wt_term_policy){.lang = t->lang, .open = 1, .words_only = 1}, &bag, error);
  if (status == WT_OK)
    status = wt_tokenize(text->data, text->size, &zone, 1, &fields[WT_FIELD_TEXT], error);
  if (status == WT_OK) status = wt_bag_fill(bag, fields, error);
  const wt_term *terms = status == WT_OK ? wt_bag_terms(bag, &n) : NULL;
  for (size_t i = 0; i < n; i++) {
    const wt_tokens *words = &fields[WT_FIELD_TEXT];
    const wt_token *token = &words->tokens[terms[i].first];
    uint32_t at = (uint32_t)c->table.texts.size;
    wt_buffer_append(&c->table.texts, wt_token_fold(words, token), token->fold_size);
    wt_buffer_byte(&c->table.texts, '\0');
    if (!put(list, (wt_vocabulary_term){.key = terms[i].key, .text = at | WT_STOP_WORD}) ||
        c->table.texts.failed) {
      status = wt_no_memory(error, "topics");
      break;
    }
  }
  wt_bag_free(bag);
  wt_tokens_release(&fields[WT_FIELD_TEXT]);
  return status;
}

static wt_status add_listed(const wt_topics_training *t, wt_topic_corpus *c, word_list *list,
                            wt_error *error) {
  wt_view view = {0};
  wt_buffer text = {0};
  wt_status status = wt_view_open(t->stop_words, &view, error);
  if (status != WT_OK) return status;
  drop_comments(&view, &text);
  wt_view_close(&view);
  if (text.failed)
    status = wt_no_memory(error, t->stop_words);
  else if (wt_utf8_invalid(text.data, text.size) < text.size)
    status = wt_fail(error, WT_BAD_INPUT, t->stop_words, "is not valid UTF-8");
  else
    status = add_text(t, c, &text, list, error);
  wt_buffer_release(&text);
  return status;
}

wt_status wt_find_stop_words(const wt_topics_training *t, wt_topic_corpus *c, wt_error *error) {
  word_list list = {0};
  size_t n_slots = 0;
  uint32_t *slots = NULL;
  wt_status status = add_frequent(t, c, &list, error);
  if (status == WT_OK && t->stop_words != NULL) status = add_listed(t, c, &list, error);
  if (status == WT_OK) {
    slots = wt_vocabulary_slots(list.terms, list.n, &n_slots);
    if (slots == NULL) status = wt_no_memory(error, "topics");
  }
  if (status == WT_OK)
    c->stop_words =
        (wt_vocabulary){.terms = list.terms, .slots = slots, .n_terms = list.n, .n_slots = n_slots};
  else
    wt_free(list.terms);
  return status;
}
