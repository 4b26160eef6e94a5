/*
 * fuzz_topic_rules.c - any bytes as a file of topic rules: refused with a line, or compiled; what
 * is compiled is tried on a fixed article, on the rules' own text, and on both together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "topics/topic_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char TEXT[] =
    "Unions at Acme Corp. called a strike. Workers' wages: the cease-fire of Paris held, and the "
    "hurricane brought rain. In Q42 a b c c c b a.";

static void demand(bool truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "fuzz_topic_rules: %s\n", what);
  abort();
}

/* Every string of the answer can be read, and scores are probabilities in order. */
static void check(const wt_topic_list *list) {
  size_t sum = 0;
  for (size_t i = 0; i < list->n; i++) {
    const wt_topic *t = &list->items[i];
    demand(t->score > 0 && t->score < 1, "a score is no probability");
    demand(i == 0 || list->items[i - 1].score >= t->score, "topics are out of order");
    demand(t->n_because > 0, "a topic without a reason");
    sum += strlen(t->id) + strlen(t->label);
    for (size_t r = 0; r < t->n_because; r++)
      sum += strlen(t->because[r].term) + strlen(t->because[r].rule);
  }
  demand(list->n == 0 || sum > 0, "empty strings");
}

static void match(wt_rule_matcher *matcher, const char *title, size_t title_size, const char *text,
                  size_t text_size) {
  wt_tokens fields[WT_FIELDS] = {0};
  wt_arena arena = {0};
  wt_topic_list list = {0};
  const wt_mention mention = {.field = WT_FIELD_TEXT, .zone = WT_ZONE_BODY, .start = 0, .end = 1};
  const wt_entity entity = {.type = WT_PERSON,
                            .id = "wikidata:Q42",
                            .same_as = "a b",
                            .mentions = &mention,
                            .n_mentions = text_size > 0 ? 1 : 0};
  wt_zone zone = {.kind = WT_ZONE_TITLE, .end = (uint32_t)title_size};
  wt_topic_article article = {.fields = fields, .entities = &entity, .n_entities = 1};
  if (wt_tokenize(title, title_size, &zone, title_size > 0, &fields[0], NULL) == WT_OK &&
      wt_tokenize(text, text_size, NULL, 0, &fields[1], NULL) == WT_OK) {
    demand(wt_match_topic_rules(matcher, &article, &arena, &list, NULL) == WT_OK, "no match");
    check(&list);
  }
  for (int f = 0; f < WT_FIELDS; f++) wt_tokens_release(&fields[f]);
  wt_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[] = "/tmp/fuzz-rules-XXXXXX";
  const char *const paths[] = {path};
  const char *bytes = size == 0 ? "" : (const char *)data;
  wt_topic_rules *rules = NULL;
  wt_rule_matcher *matcher = NULL;
  wt_error error = {0};
  int file = mkstemp(path);
  if (file < 0) return 0;
  FILE *out = fdopen(file, "wb");
  fwrite(bytes, 1, size, out);
  fclose(out);
  wt_status status = wt_topic_rules_open(paths, 1, "en", &rules, &error);
  if (status == WT_OK) {
    demand(wt_rule_matcher_new(rules, NULL, &matcher, NULL) == WT_OK, "no matcher");
    match(matcher, TEXT, sizeof TEXT - 1, TEXT, sizeof TEXT - 1);
    match(matcher, "", 0, bytes, size);
    match(matcher, TEXT, sizeof TEXT - 1, bytes, size);
  } else {
    demand(status == WT_BAD_INPUT, "an error that is none of the file's");
    demand(error.text[0] != '\0' && strcmp(error.where, path) == 0, "the file is not named");
  }
  wt_rule_matcher_free(matcher);
  wt_topic_rules_close(rules);
  unlink(path);
  return 0;
}
