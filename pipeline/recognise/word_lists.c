/*
 * word_lists.c - a hash table from folded words to their classes, filled at open.
 *
 * Each list is one string of words separated by single spaces: a table of pointers would cost more
 * memory than the words, and relocations at load. At open each word is folded by the same function
 * as the text, so the lists may be written as people write.
 */
#include "recognise/word_lists.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "text/fold.h"

typedef struct {
  wt_clues classes;
  const char *words;
} word_list;

static const word_list LISTS[] = {
#include "recognise/closed_words.inc"
#include "recognise/common_words.inc"
#include "recognise/given_names.inc"
};
enum { N_LISTS = sizeof LISTS / sizeof *LISTS };

typedef struct {
  uint64_t hash;
  wt_clues classes; /* 0: free */
} slot;

struct wt_word_lists {
  size_t mask;  /* number of slots - 1 */
  slot slots[]; /* [mask + 1], at most half full */
};

static size_t count_words(void) {
  size_t n = 0;
  for (size_t i = 0; i < N_LISTS; i++) {
    n++;
    for (const char *p = LISTS[i].words; *p != '\0'; p++) n += *p == ' ';
  }
  return n;
}

static void add(wt_word_lists *lists, uint64_t hash, wt_clues classes) {
  size_t at = (size_t)hash & lists->mask;
  while (lists->slots[at].classes != 0 && lists->slots[at].hash != hash)
    at = (at + 1) & lists->mask;
  lists->slots[at].hash = hash;
  lists->slots[at].classes |= classes;
}

wt_status wt_word_lists_open(wt_word_lists **out, wt_error *error) {
  size_t n_slots = 1024, n_words = count_words();
  while (n_slots < 2 * n_words) n_slots *= 2;
  wt_word_lists *lists = wt_calloc(1, sizeof *lists + n_slots * sizeof *lists->slots);
  if (lists == NULL) return wt_no_memory(error, "word lists");
  lists->mask = n_slots - 1;

  wt_buffer folded = {0};
  for (size_t i = 0; i < N_LISTS; i++) {
    const char *word = LISTS[i].words;
    while (*word != '\0') {
      size_t size = strcspn(word, " ");
      wt_buffer_clear(&folded);
      wt_fold(word, size, &folded);
      if (folded.failed) goto fail;
      if (folded.size > 0) add(lists, wt_hash(folded.data, folded.size), LISTS[i].classes);
      word += size;
      if (*word == ' ') word++;
    }
  }
  wt_buffer_release(&folded);
  *out = lists;
  return WT_OK;

fail:
  wt_buffer_release(&folded);
  wt_word_lists_close(lists);
  return wt_no_memory(error, "word lists");
}

void wt_word_lists_close(wt_word_lists *lists) { wt_free(lists); }

wt_clues wt_word_classes(const wt_word_lists *lists, uint64_t hash) {
  size_t at = (size_t)hash & lists->mask;
  while (lists->slots[at].classes != 0) {
    if (lists->slots[at].hash == hash) return lists->slots[at].classes;
    at = (at + 1) & lists->mask;
  }
  return 0;
}
