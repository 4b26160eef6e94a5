#include "topics/classify.h"

wt_status wt_topic_model_open(const char *path, wt_topic_model **out, wt_error *error) {
  (void)path, (void)out, (void)error;
  return WT_IO;
}
void wt_topic_model_close(wt_topic_model *model) { (void)model; }
uint64_t wt_topic_model_hash(const wt_topic_model *model) { return (uint64_t)(model != NULL); }
wt_status wt_classifier_new(const wt_topic_model *model, wt_classifier **out, wt_error *error) {
  (void)model, (void)error;
  *out = NULL;
  return WT_OK;
}
void wt_classifier_free(wt_classifier *classifier) { (void)classifier; }
wt_status wt_classify(wt_classifier *classifier, const wt_tokens fields[WT_FIELDS], wt_arena *arena,
                      wt_topic_list *out, wt_error *error) {
  (void)classifier, (void)fields, (void)arena, (void)error;
  *out = (wt_topic_list){0};
  return WT_OK;
}
