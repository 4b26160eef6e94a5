#include "recognise/recogniser.h"

wt_status wt_recogniser_open(const char *model, wt_recogniser **out, wt_error *error) {
  (void)model, (void)error;
  *out = NULL;
  return WT_OK;
}
void wt_recogniser_close(wt_recogniser *recogniser) { (void)recogniser; }
const char *wt_recogniser_hash(const wt_recogniser *recogniser) {
  (void)recogniser;
  return "rules";
}
wt_status wt_recogniser_state_new(const wt_recogniser *recogniser, wt_recogniser_state **out,
                                  wt_error *error) {
  (void)recogniser, (void)error;
  *out = NULL;
  return WT_OK;
}
void wt_recogniser_state_free(wt_recogniser_state *state) { (void)state; }
wt_status wt_recognise(wt_recogniser_state *state, const wt_tokens fields[WT_FIELDS],
                       const wt_hits hits[WT_FIELDS], wt_spans out[WT_FIELDS], wt_error *error) {
  (void)state, (void)fields, (void)hits, (void)error;
  for (int f = 0; f < WT_FIELDS; f++) out[f].n = 0;
  return WT_OK;
}
