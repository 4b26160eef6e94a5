#include "train/topic_exam.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "read/dump.h"
#include "topics/model.h"
#include "train/topic_reader.h"

/* Topics that a record gives, by the record's id. */
typedef struct answer {
  size_t first, n; /* in state.topics */
} answer;

typedef struct state {
  const wt_topic_exam *exam;
  wt_topic_scores *scores;
  wt_topic_corpus corpus;
  wt_classifier *classifier;
  wt_arena arena;
  wt_map ids; /* a record's id to its number in answers */
  answer *answers;
  size_t n_answers, answer_capacity;
  wt_given_topic *topics; /* [n_topics] of all records, or of the article at hand */
  size_t n_topics, topic_capacity;
  uint32_t *gold; /* scratch */
  size_t gold_capacity;
} state;

/* Whether a topic lies below the levels that are judged. */
static bool is_too_deep(const state *s, const char *id) {
  const wt_taxonomy *taxonomy = &s->corpus.taxonomy;
  const uint32_t *taxon = wt_map_find(&taxonomy->by_id, id, strlen(id));
  size_t levels = s->exam->levels == 0 ? 1 : s->exam->levels;
  return taxon != NULL && taxonomy->taxa[*taxon].level > levels;
}

static wt_status add_topic(state *s, const char *id, double score, wt_error *error) {
  if (is_too_deep(s, id)) return WT_OK;
  wt_given_topic *topics = wt_grow(s->topics, &s->topic_capacity, s->n_topics + 1, sizeof *topics);
  if (topics == NULL) return wt_no_memory(error, "topics");
  s->topics = topics;
  uint32_t label = wt_topic_scores_label(s->scores, id, strlen(id));
  if (label == UINT32_MAX) return wt_no_memory(error, "topics");
  topics[s->n_topics++] = (wt_given_topic){.label = label, .score = score};
  return WT_OK;
}

/* ---- records ------------------------------------------------------------------------- */

/* {"id": ..., "topics": [{"id": "...", "score": 0.9}, ...]}; highest score first, as they are
 * written. */
static wt_status read_topics(state *s, const json_t *record, wt_error *error) {
  const json_t *topics = json_object_get(record, "topics");
  wt_status status = WT_OK;
  if (!json_is_array(topics)) return wt_fail(error, WT_BAD_INPUT, NULL, "has no array of topics");
  for (size_t i = 0; status == WT_OK && i < json_array_size(topics); i++) {
    const json_t *topic = json_array_get(topics, i);
    const char *id = json_string_value(json_object_get(topic, "id"));
    if (id == NULL) id = json_string_value(json_object_get(topic, "label"));
    const json_t *score = json_object_get(topic, "score");
    double value = json_is_number(score) ? json_number_value(score) : -1;
    if (id == NULL || !(value >= 0 && value <= 1))
      return wt_fail(error, WT_BAD_INPUT, NULL, "a topic lacks its id or a score from 0 to 1");
    status = add_topic(s, id, value, error);
  }
  return status;
}

enum { NUMBER_SIZE = 32 };

/* An id as text: 12 and "12" are the same article. NULL: there is none. */
static const char *id_text(const json_t *id, char number[NUMBER_SIZE]) {
  if (json_is_integer(id)) {
    snprintf(number, NUMBER_SIZE, "%lld", (long long)json_integer_value(id));
    return number;
  }
  return json_string_value(id);
}

static wt_status keep_answer(state *s, const json_t *record, size_t first, wt_error *error) {
  char number[NUMBER_SIZE];
  const char *text = id_text(json_object_get(record, "id"), number);
  if (text == NULL) return wt_fail(error, WT_BAD_INPUT, NULL, "has no id");
  answer *answers = wt_grow(s->answers, &s->answer_capacity, s->n_answers + 1, sizeof *answers);
  if (answers == NULL) return wt_no_memory(error, "records");
  s->answers = answers;
  const char *id = wt_arena_copy(&s->arena, text, strlen(text));
  bool added = false;
  if (id == NULL || wt_map_add(&s->ids, id, strlen(id), (uint32_t)s->n_answers, &added) == NULL)
    return wt_no_memory(error, "records");
  if (!added) return wt_fail(error, WT_BAD_INPUT, NULL, "the id '%.100s' stands here twice", id);
  answers[s->n_answers++] = (answer){.first = first, .n = s->n_topics - first};
  return WT_OK;
}

static wt_status read_answer(state *s, const wt_record *line, wt_error *error) {
  json_error_t where;
  if (line->broken != NULL) return wt_fail(error, WT_BAD_INPUT, NULL, "%s", line->broken);
  json_t *record = json_loadb(line->bytes, line->size, JSON_ALLOW_NUL, &where);
  if (record == NULL) return wt_fail(error, WT_BAD_INPUT, NULL, "is not JSON: %.150s", where.text);
  size_t first = s->n_topics;
  wt_status status = read_topics(s, record, error);
  if (status == WT_OK) status = keep_answer(s, record, first, error);
  json_decref(record);
  return status;
}

static wt_status read_answers(state *s, wt_error *error) {
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  wt_dump_options options = {.format = WT_FORMAT_JSONL};
  wt_status status = wt_dump_open(&s->exam->records, 1, &options, &dump, error);
  while (status == WT_OK) {
    wt_batch_clear(&batch);
    status = wt_dump_read(dump, &batch, error);
    if (status != WT_OK || batch.n == 0) break;
    for (size_t i = 0; status == WT_OK && i < batch.n; i++) {
      wt_error inner = {0};
      status = read_answer(s, &batch.records[i], &inner);
      if (status != WT_OK)
        wt_fail_at(error, status, batch.records[i].file, batch.records[i].line, 0, "%s",
                   inner.text);
    }
  }
  wt_batch_release(&batch);
  wt_dump_close(dump);
  return status;
}

/* The topics of a gold article's record; an article without a record has none. */
static void find_answer(const state *s, const wt_article *article, answer *out) {
  char number[NUMBER_SIZE];
  json_t *id = json_loadb(article->id_json, article->id_json_size, JSON_DECODE_ANY, NULL);
  const char *text = id_text(id, number);
  const uint32_t *known = text == NULL ? NULL : wt_map_find(&s->ids, text, strlen(text));
  *out = known == NULL ? (answer){0} : s->answers[*known];
  json_decref(id);
}

/* ---- gold ---------------------------------------------------------------------------- */

static wt_status classify(state *s, const wt_labelled *item, answer *out, wt_error *error) {
  wt_topic_list list = {0};
  wt_topic_article article = {
      .fields = item->fields, .entities = item->entities, .n_entities = item->n_entities};
  wt_arena_reset(&s->arena);
  s->n_topics = 0;
  wt_status status = wt_classify(s->classifier, &article, &s->arena, &list, error);
  for (size_t i = 0; status == WT_OK && i < list.n; i++)
    status = add_topic(s, list.items[i].id, list.items[i].score, error);
  if (status == WT_OK) *out = (answer){.n = s->n_topics};
  return status;
}

static wt_status judge(void *context, const wt_labelled *item, wt_error *error) {
  state *s = context;
  answer given = {0};
  wt_status status = WT_OK;
  uint32_t *gold = wt_grow(s->gold, &s->gold_capacity, item->n_labels, sizeof *gold);
  if (gold == NULL) return wt_no_memory(error, "labels");
  s->gold = gold;
  for (size_t i = 0; i < item->n_labels; i++) {
    const char *id = s->corpus.labels[item->labels[i]].id;
    gold[i] = wt_topic_scores_label(s->scores, id, strlen(id));
    if (gold[i] == UINT32_MAX) return wt_no_memory(error, "labels");
  }
  if (s->classifier != NULL)
    status = classify(s, item, &given, error);
  else
    find_answer(s, item->article, &given);
  if (status != WT_OK) return status;
  const wt_given_topic *topics = given.n == 0 ? NULL : s->topics + given.first;
  return wt_topic_scores_add(s->scores, gold, item->n_labels, topics, given.n, error);
}

static bool model_has(const wt_topic_model *m, const char *id) {
  for (uint32_t l = 0; l < m->head->n_labels; l++)
    if (strcmp(m->strings + m->labels[l].id, id) == 0) return true;
  return false;
}

/* Tells of each label its level, and whether the model knows it. */
static void describe_labels(const state *s, const wt_topic_model *model) {
  const wt_taxonomy *taxonomy = &s->corpus.taxonomy;
  for (size_t i = 0; i < s->scores->n_labels; i++) {
    wt_label_score *label = &s->scores->labels[i];
    const uint32_t *taxon = wt_map_find(&taxonomy->by_id, label->name, strlen(label->name));
    if (taxon != NULL) label->level = taxonomy->taxa[*taxon].level;
    label->unknown = model != NULL && !model_has(model, label->name);
  }
}

wt_status wt_examine_topics(const wt_topic_exam *exam, wt_topic_scores *scores, wt_error *error) {
  state s = {.exam = exam, .scores = scores};
  wt_topic_model *model = NULL;
  size_t n_articles = 0;
  wt_topics_training reading = {
      .data = exam->gold,
      .n_data = exam->n_gold,
      .label_field = exam->label_field == NULL ? "topics" : exam->label_field,
      .taxonomy = exam->taxonomy,
      .levels = exam->levels == 0 ? 1 : exam->levels,
      .tagger = exam->tagger,
      .no_definitions = 1};
  if ((exam->model == NULL) == (exam->records == NULL))
    return wt_fail(error, WT_USAGE, "", "needs a model or records, and not both");
  wt_status status = wt_topic_corpus_begin(&reading, &s.corpus, error);
  if (status == WT_OK && exam->model != NULL) {
    status = wt_topic_model_open(exam->model, &model, error);
    if (status == WT_OK) status = wt_classifier_new(model, &s.classifier, error);
  } else if (status == WT_OK)
    status = read_answers(&s, error);
  if (status == WT_OK)
    status = wt_read_labelled(&reading, &s.corpus, NULL, judge, &s, &n_articles, error);
  if (status == WT_OK) {
    describe_labels(&s, model);
    wt_topic_scores_finish(scores);
  }
  wt_classifier_free(s.classifier);
  wt_topic_model_close(model);
  wt_topic_corpus_release(&s.corpus);
  wt_map_release(&s.ids);
  wt_free(s.answers);
  wt_free(s.topics);
  wt_free(s.gold);
  wt_arena_release(&s.arena);
  return status;
}
