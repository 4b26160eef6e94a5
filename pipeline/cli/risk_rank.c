#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cli/risk.h"
#include "match/decompile.h"
#include "text/utf8.h"

/* The heaviest entry of each type that bears the name. */
static void weigh(const risk *r, uint32_t name, risk_name *out, double weights[WT_TYPES]) {
  enum { MOST = 64 }; /* the first candidates are the heaviest */
  size_t n = wt_gazetteer_n_candidates(r->gazetteer, name);
  out->weak = true;
  for (size_t i = 0; i < n && i < MOST; i++) {
    wt_candidate c;
    wt_entry e;
    wt_gazetteer_candidate(r->gazetteer, name, i, &c);
    if (c.veto) continue;
    wt_gazetteer_entry(r->gazetteer, c.entry, &e);
    out->weak &= c.weak;
    out->types |= 1u << e.type;
    if (e.weight + 1.0 > weights[e.type]) weights[e.type] = e.weight + 1.0;
  }
  for (int t = 0; t < WT_TYPES; t++) out->n_types += (out->types >> t & 1) != 0;
}

static double share_of_short(const risk_name *n) {
  static const double SHARES[RISK_LETTERS + 1] = {0.9, 0.9, 0.5, 0.2};
  if (n->letters > RISK_LETTERS) return 0;
  return n->exact ? SHARES[n->letters] / 2 : SHARES[n->letters];
}

/* How many listed persons bear the name as their first or last one. */
static uint32_t people_of(const risk *r, const char *key, size_t size) {
  if (memchr(key, ' ', size) != NULL) return 0;
  const uint32_t *index = wt_table_find(&r->words, wt_hash(key, size));
  return index == NULL ? 0 : r->people[*index].first + r->people[*index].last;
}

static void judge(const risk *r, uint32_t name, wt_buffer *spelling, risk_name *out) {
  const risk_counts *c = &r->counts[name];
  double weights[WT_TYPES] = {0}, sum = 0, best = 0;
  char key[256];
  size_t size = wt_gazetteer_key(r->gazetteer, name, key);
  *out = (risk_name){.name = name};
  weigh(r, name, out, weights);
  wt_buffer_clear(spelling);
  wt_gazetteer_spelling(r->gazetteer, name, 0, spelling);
  out->exact = spelling->size > 7 && memcmp(spelling->data + spelling->size - 7, "{exact}", 7) == 0;
  out->letters = (unsigned)wt_utf8_codepoints(key, size);
  for (int t = 0; t < WT_TYPES; t++) {
    sum += weights[t];
    if (weights[t] > best) best = weights[t];
  }
  out->word = c->lower == 0 ? 0 : c->lower / ((double)c->lower + c->found);
  if (out->exact) out->word /= 10;
  bool ascii = out->letters == size; /* one Chinese character is a word */
  out->shortness = ascii ? share_of_short(out) * 5000 / (5000 + best) : 0;
  out->mixed = sum > 0 ? (1 - best / sum) / 2 : 0;
  /* of a name that mostly means a person it is no harm to be a person's */
  if (best > weights[WT_PERSON]) {
    out->people = people_of(r, key, size);
    out->person = 1000.0 * out->people / (1000.0 * out->people + sum - weights[WT_PERSON]);
  }
  out->share = 1 - (1 - out->word) * (1 - out->person) * (1 - out->mixed) * (1 - out->shortness);
  double found = r->articles == 0 ? 1 : c->found;
  out->harm = found * out->share * (out->weak ? 0.1 : 1);
}

static int most_harmful_first(const void *a, const void *b) {
  const risk_name *x = a, *y = b;
  if (x->harm != y->harm) return x->harm > y->harm ? -1 : 1;
  return (x->name > y->name) - (x->name < y->name);
}

wt_status risk_rank(const risk *r, risk_name **out, size_t *n, wt_error *error) {
  risk_name *all = NULL;
  size_t found = 0, capacity = 0;
  wt_buffer spelling = {0};
  for (uint32_t name = 0; name < r->n_names; name++) {
    risk_name judged;
    judge(r, name, &spelling, &judged);
    if (judged.types == 0 || !(judged.harm > 0)) continue;
    risk_name *grown = wt_grow(all, &capacity, found + 1, sizeof *grown);
    if (grown == NULL || spelling.failed) {
      wt_free(all);
      wt_buffer_release(&spelling);
      return wt_no_memory(error, "names");
    }
    all = grown;
    all[found++] = judged;
  }
  wt_buffer_release(&spelling);
  if (found > 0) qsort(all, found, sizeof *all, most_harmful_first);
  *out = all;
  *n = found;
  return WT_OK;
}
