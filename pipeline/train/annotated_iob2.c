/* annotated_iob2.c - corpora of one token a line. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "train/annotated_reader.h"

enum { SENTENCES = 20 }; /* of a document where the corpus marks none */

static const char DOCUMENT[] = "-DOCSTART-";

/* The document at hand. */
typedef struct document {
  wt_annotated_reader *reader;
  wt_buffer text;
  size_t n_sentences;
  bool marked; /* the corpus marks its documents */
  bool in_sentence;
  bool in_mention; /* the last gold may go on */
} document;

static wt_status end_document(document *d, wt_error *error) {
  if (d->reader->n_words == 0) return WT_OK;
  if (d->text.failed) return wt_no_memory(error, d->reader->path);
  const char *const bytes[WT_FIELDS] = {"", d->text.data};
  const size_t sizes[WT_FIELDS] = {0, d->text.size};
  wt_status status = wt_annotated_add(d->reader, bytes, sizes, error);
  wt_buffer_clear(&d->text);
  d->n_sentences = 0;
  return status;
}

static wt_status end_sentence(document *d, wt_error *error) {
  if (!d->in_sentence) return WT_OK;
  d->in_sentence = d->in_mention = false;
  wt_buffer_byte(&d->text, '\n');
  return ++d->n_sentences == SENTENCES && !d->marked ? end_document(d, error) : WT_OK;
}

/* Notes what the tag says of the word [start, end). "I-" without a name before it begins one. */
static wt_status read_tag(document *d, const char *tag, size_t size, uint32_t start, uint32_t end,
                          wt_error *error) {
  wt_annotated_reader *r = d->reader;
  bool open = d->in_mention;
  d->in_mention = false;
  if (size == 1 && tag[0] == 'O') return WT_OK;
  wt_gold gold = {.field = WT_FIELD_TEXT, .start = start, .end = end};
  if (size < 3 || (tag[0] != 'B' && tag[0] != 'I') || tag[1] != '-')
    return wt_annotated_bad(r, error, "the last column holds no tag such as O, B-PER, I-PER");
  if (!wt_annotated_type(tag + 2, size - 2, &gold.type))
    return wt_annotated_bad(r, error, "unknown type; known: PER LOC ORG MISC and their names");
  d->in_mention = true;
  if (open && tag[0] == 'I' && r->golds[r->n_golds - 1].type == gold.type) {
    r->golds[r->n_golds - 1].end = end;
    return WT_OK;
  }
  return wt_annotated_gold(r, gold, error);
}

static wt_status read_word(document *d, const char *line, size_t size, wt_error *error) {
  wt_annotated_reader *r = d->reader;
  size_t word = 0, tag = size;
  while (word < size && line[word] != '\t' && line[word] != ' ') word++;
  while (tag > word && line[tag - 1] != '\t' && line[tag - 1] != ' ') tag--;
  if (word == 0 || tag == word || tag == size)
    return wt_annotated_bad(r, error, "a token and its tag were expected");
  if (wt_utf8_invalid(line, word) < word) return wt_annotated_bad(r, error, "is no valid UTF-8");
  wt_given_word *words = wt_grow(r->words, &r->word_capacity, r->n_words + 1, sizeof *words);
  if (words == NULL) return wt_no_memory(error, r->path);
  r->words = words;
  if (d->in_sentence) wt_buffer_byte(&d->text, ' ');
  if (d->text.size + word > UINT32_MAX / 2)
    return wt_annotated_bad(r, error, "a document is over 2 GiB");
  uint32_t start = (uint32_t)d->text.size, end = start + (uint32_t)word;
  words[r->n_words++] =
      (wt_given_word){.start = start, .end = end, .starts_sentence = !d->in_sentence};
  wt_buffer_append(&d->text, line, word);
  d->in_sentence = true;
  return read_tag(d, line + tag, size - tag, start, end, error);
}

static wt_status read_line(document *d, const char *line, size_t size, wt_error *error) {
  if (size > 0 && line[size - 1] == '\r') size--;
  if (size == 0) return end_sentence(d, error);
  if (size >= sizeof DOCUMENT - 1 && memcmp(line, DOCUMENT, sizeof DOCUMENT - 1) == 0) {
    wt_status status = end_sentence(d, error);
    d->marked = true;
    return status == WT_OK ? end_document(d, error) : status;
  }
  return read_word(d, line, size, error);
}

wt_status wt_annotated_iob2(wt_annotated_reader *r, wt_error *error) {
  document d = {.reader = r};
  wt_view view;
  wt_status status = wt_view_open(r->path, &view, error);
  if (status != WT_OK) return status;
  const char *at = (const char *)view.data, *end = at + view.size;
  for (r->line = 1; status == WT_OK && at < end; r->line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    status = read_line(&d, at, (size_t)(stop - at), error);
    at = stop + 1;
  }
  if (status == WT_OK) status = end_sentence(&d, error);
  if (status == WT_OK) status = end_document(&d, error);
  wt_buffer_release(&d.text);
  wt_view_close(&view);
  return status;
}
