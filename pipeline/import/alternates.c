#include "import/alternates.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"

wt_status wt_alternates_add_id(wt_alternates *a, uint32_t id, wt_error *error) {
  uint32_t *grown = wt_grow(a->ids, &a->id_capacity, a->n_ids + 1, sizeof *grown);
  if (grown == NULL) return wt_no_memory(error, "places");
  a->ids = grown;
  a->ids[a->n_ids++] = id;
  return WT_OK;
}

static int compare(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

wt_status wt_alternates_index(wt_alternates *a, wt_error *error) {
  (void)error;
  if (a->n_ids == 0) return WT_OK;
  qsort(a->ids, a->n_ids, sizeof *a->ids, compare);
  size_t n = 1;
  for (size_t i = 1; i < a->n_ids; i++)
    if (a->ids[i] != a->ids[n - 1]) a->ids[n++] = a->ids[i];
  a->n_ids = n;
  return WT_OK;
}

size_t wt_alternates_find(const wt_alternates *a, uint32_t id) {
  size_t low = 0, high = a->n_ids;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (a->ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < a->n_ids && a->ids[low] == id ? low : a->n_ids;
}

wt_status wt_alternates_add(wt_alternates *a, size_t place, const wt_alternate *name,
                            wt_error *error) {
  struct wt_alternate_slot *grown =
      wt_grow(a->slots, &a->slot_capacity, a->n_names + 1, sizeof *grown);
  if (grown == NULL) return wt_no_memory(error, "alternate names");
  a->slots = grown;
  size_t text_size = name->text_size > UINT16_MAX ? 0 : name->text_size;
  size_t lang_size = name->lang_size > UINT8_MAX ? 0 : name->lang_size;
  if (a->texts.size > UINT32_MAX || a->n_names == UINT32_MAX)
    return wt_fail(error, WT_TOO_LARGE, "alternate names",
                   "over 4 GiB of names; choose fewer --languages");
  a->slots[a->n_names++] =
      (struct wt_alternate_slot){.place = (uint32_t)place, .at = (uint32_t)a->texts.size};
  unsigned char head[4] = {(unsigned char)name->bits, (unsigned char)lang_size,
                           (unsigned char)(text_size & 0xFF), (unsigned char)(text_size >> 8)};
  wt_buffer_append(&a->texts, head, sizeof head);
  wt_buffer_append(&a->texts, name->lang, lang_size);
  wt_buffer_append(&a->texts, name->text, text_size);
  return a->texts.failed ? wt_no_memory(error, "alternate names") : WT_OK;
}

/* A counting sort: stable, linear. */
wt_status wt_alternates_group(wt_alternates *a, wt_error *error) {
  a->first = wt_calloc(a->n_ids + 2, sizeof *a->first);
  a->grouped = wt_calloc(a->n_names, sizeof *a->grouped);
  if (a->first == NULL || a->grouped == NULL) return wt_no_memory(error, "alternate names");
  uint32_t *next = a->first + 1; /* [n_ids + 1]: next[p] moves from p's start to its end */
  for (size_t i = 0; i < a->n_names; i++) next[a->slots[i].place + 1]++;
  for (size_t p = 0; p < a->n_ids; p++) next[p + 1] += next[p];
  for (size_t i = 0; i < a->n_names; i++) a->grouped[next[a->slots[i].place]++] = a->slots[i].at;
  wt_free(a->slots);
  a->slots = NULL;
  a->slot_capacity = 0;
  return WT_OK;
}

size_t wt_alternates_count(const wt_alternates *a, size_t place) {
  return a->first == NULL || place >= a->n_ids ? 0 : a->first[place + 1] - a->first[place];
}

wt_alternate wt_alternates_at(const wt_alternates *a, size_t place, size_t i) {
  const unsigned char *at = (const unsigned char *)a->texts.data + a->grouped[a->first[place] + i];
  wt_alternate name = {.bits = at[0], .lang_size = at[1]};
  name.text_size = (size_t)at[2] | (size_t)at[3] << 8;
  name.lang = (const char *)at + 4;
  name.text = name.lang + name.lang_size;
  return name;
}

void wt_alternates_release(wt_alternates *a) {
  wt_free(a->ids);
  wt_free(a->slots);
  wt_free(a->first);
  wt_free(a->grouped);
  wt_buffer_release(&a->texts);
  *a = (wt_alternates){0};
}
