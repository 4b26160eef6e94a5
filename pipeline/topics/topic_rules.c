#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "topics/rule_table.h"

enum { MAX_ITEMS = 100000000, MAX_NUMBER = 1000000, MAX_WORDS = 16, ID_LENGTH = 3 };
static const double DEFAULT_SCORE = 0.9, HIGHEST_SCORE = 0.999;

/* The state of reading one file. */
typedef struct reader {
  wt_topic_rules *rules;
  wt_map topic_ids;
  uint32_t topic; /* that the rules at hand are for */
  wt_stemmer *stemmer;
  wt_tokens tokens;
  const char *path;
  uint64_t line;
  const char *start; /* of the line */
  bool in_topic, in_rule;
} reader;

/* A stretch of the line. */
typedef struct piece {
  const char *text;
  size_t size;
} piece;

__attribute__((format(printf, 4, 5))) static wt_status wrong(const reader *r, const char *at,
                                                             wt_error *error, const char *format,
                                                             ...);

static wt_status wrong(const reader *r, const char *at, wt_error *error, const char *format, ...) {
  char text[160];
  unsigned column = (unsigned)(at - r->start) + 1;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return wt_fail_at(error, WT_BAD_INPUT, r->path, r->line, column, "column %u: %s", column, text);
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static piece trim(piece p) {
  while (p.size > 0 && is_blank(p.text[0])) p.text++, p.size--;
  while (p.size > 0 && is_blank(p.text[p.size - 1])) p.size--;
  return p;
}

/* Takes the first word of *rest. */
static piece take_word(piece *rest) {
  piece p = trim(*rest);
  size_t n = 0;
  while (n < p.size && !is_blank(p.text[n])) n++;
  *rest = trim((piece){p.text + n, p.size - n});
  return (piece){p.text, n};
}

static bool is(piece p, const char *word) {
  return p.size == strlen(word) && memcmp(p.text, word, p.size) == 0;
}

static bool begins(piece p, const char *word) {
  return p.size >= strlen(word) && memcmp(p.text, word, strlen(word)) == 0;
}

static bool read_number(piece p, uint32_t *out) {
  uint32_t n = 0;
  for (size_t i = 0; i < p.size; i++) {
    if (p.text[i] < '0' || p.text[i] > '9' || n > MAX_NUMBER) return false;
    n = n * 10 + (uint32_t)(p.text[i] - '0');
  }
  *out = n;
  return p.size > 0 && n > 0 && n <= MAX_NUMBER;
}

/* ---- the table of prefixes -------------------------------------------------------------- */

static bool enlarge(wt_topic_rules *r) {
  size_t n = r->n_edges == 0 ? 1024 : r->n_edges * 2;
  wt_rule_edge *edges = wt_calloc(n, sizeof *edges);
  if (edges == NULL) return false;
  for (size_t i = 0; i < r->n_edges; i++) {
    size_t at = r->edges[i].key >> 12 & (n - 1);
    if (r->edges[i].key == 0) continue;
    while (edges[at].key != 0) at = (at + 1) & (n - 1);
    edges[at] = r->edges[i];
  }
  wt_free(r->edges);
  r->edges = edges;
  r->n_edges = n;
  return true;
}

/* The step from a node over a word, made when it is new. NULL: out of memory. */
static wt_rule_edge *add_step(wt_topic_rules *r, uint32_t node, uint64_t word) {
  if (r->n_used * 2 >= r->n_edges && !enlarge(r)) return NULL;
  uint64_t key = wt_rule_key(node, word);
  size_t at = key >> 12 & (r->n_edges - 1);
  for (; r->edges[at].key != 0; at = (at + 1) & (r->n_edges - 1))
    if (r->edges[at].key == key) return &r->edges[at];
  uint8_t *goes_on = wt_grow(r->goes_on, &r->node_capacity, r->n_nodes + 1, sizeof *goes_on);
  if (goes_on == NULL) return NULL;
  r->goes_on = goes_on;
  goes_on[node] = 1;
  goes_on[r->n_nodes] = 0;
  r->edges[at] = (wt_rule_edge){.key = key, .node = r->n_nodes++, .pattern = WT_NO_PATTERN};
  r->n_used++;
  return &r->edges[at];
}

/* Numbers a new pattern. False: out of memory. */
static bool new_pattern(wt_topic_rules *r, uint32_t length, uint32_t *out) {
  uint8_t *lengths = wt_grow(r->lengths, &r->length_capacity, r->n_patterns + 1, sizeof *lengths);
  if (lengths == NULL) return false;
  r->lengths = lengths;
  lengths[r->n_patterns] = (uint8_t)length;
  *out = r->n_patterns++;
  return true;
}

/* The pattern of a term or phrase. */
static wt_status add_phrase(reader *rd, piece p, bool stems, uint32_t *out, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  uint32_t node = stems ? WT_STEM_ROOT : 0, n_words = 0;
  wt_rule_edge *edge = NULL;
  wt_status status = wt_tokenize(p.text, p.size, NULL, 0, &rd->tokens, error);
  if (status != WT_OK) return status;
  for (size_t i = 0; i < rd->tokens.n; i++) {
    const wt_token *t = &rd->tokens.tokens[i];
    if (wt_rule_passes(&rd->tokens, t)) continue;
    if (t->kind == WT_TOKEN_PUNCT)
      return wrong(rd, p.text, error, "'%.*s' is not allowed in a term", (int)(t->end - t->start),
                   p.text + t->start);
    if (++n_words > MAX_WORDS) return wrong(rd, p.text, error, "more than %d words", MAX_WORDS);
    uint64_t word = t->hash;
    const char *stem;
    size_t size;
    if (stems && t->kind == WT_TOKEN_WORD)
      status = wt_stem(rd->stemmer, wt_token_fold(&rd->tokens, t), t->fold_size, t->hash, &stem,
                       &size, &word, error);
    if (status != WT_OK) return status;
    edge = add_step(r, node, word);
    if (edge == NULL) return wt_no_memory(error, rd->path);
    node = edge->node;
  }
  if (edge == NULL) return wrong(rd, p.text, error, "a term without a word");
  if (edge->pattern == WT_NO_PATTERN && !new_pattern(r, n_words, &edge->pattern))
    return wt_no_memory(error, rd->path);
  r->has_stems = r->has_stems || stems;
  *out = edge->pattern;
  return WT_OK;
}

/* ---- items ------------------------------------------------------------------------------- */

static wt_status add_entity(reader *rd, piece id, uint32_t *out, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  const char *name = wt_arena_copy(&r->arena, id.text, id.size);
  bool added = false;
  uint32_t *pattern =
      name == NULL ? NULL : wt_map_add(&r->ids, name, id.size, r->n_patterns, &added);
  if (pattern == NULL || (added && !new_pattern(r, ID_LENGTH, pattern)))
    return wt_no_memory(error, rd->path);
  *out = *pattern;
  return WT_OK;
}

static wt_status add_type(reader *rd, piece name, uint32_t *out, wt_error *error) {
  static const char *const NAMES[WT_TYPES] = {"person", "place", "organization", "misc"};
  for (int type = 0; type < WT_TYPES; type++) {
    uint32_t *pattern = &rd->rules->types[type];
    if (!is(name, NAMES[type])) continue;
    if (*pattern == WT_NO_PATTERN && !new_pattern(rd->rules, 0, pattern))
      return wt_no_memory(error, rd->path);
    *out = *pattern;
    return WT_OK;
  }
  return wrong(rd, name.text, error, "a type is person, place, organization or misc");
}

static wt_status add_item(reader *rd, piece p, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  uint32_t pattern = 0;
  wt_status status;
  if (p.size == 0) return wrong(rd, p.text, error, "nothing stands between two commas");
  if (begins(p, "type:"))
    status = add_type(rd, (piece){p.text + 5, p.size - 5}, &pattern, error);
  else if (begins(p, "id:"))
    status = add_entity(rd, (piece){p.text + 3, p.size - 3}, &pattern, error);
  else if (p.text[0] == '~')
    status = add_phrase(rd, (piece){p.text + 1, p.size - 1}, true, &pattern, error);
  else
    status = add_phrase(rd, p, false, &pattern, error);
  if (status != WT_OK) return status;
  uint32_t *items = wt_grow(r->items, &r->item_capacity, r->n_items + 1, sizeof *items);
  if (items == NULL) return wt_no_memory(error, rd->path);
  if (r->n_items >= MAX_ITEMS) return wt_fail(error, WT_TOO_LARGE, rd->path, "too many terms");
  r->items = items;
  items[r->n_items++] = pattern;
  return WT_OK;
}

/* ---- lines -------------------------------------------------------------------------------- */

/* "any a, b c, ~d"; `kind` is the word that was read already. */
static wt_status read_clause(reader *rd, piece kind, piece rest, wt_error *error) {
  static const char *const NAMES[] = {"all", "any", "not", "near", "least"};
  wt_topic_rules *r = rd->rules;
  wt_rule_clause clause = {.where = WT_ANYWHERE, .items = (uint32_t)r->n_items};
  if (is(kind, "title") || is(kind, "body")) {
    clause.where = is(kind, "title") ? WT_IN_TITLE : WT_IN_BODY;
    kind = take_word(&rest);
  }
  while (clause.kind <= WT_CLAUSE_LEAST && !is(kind, NAMES[clause.kind])) clause.kind++;
  if (clause.kind > WT_CLAUSE_LEAST)
    return wrong(rd, kind.text, error,
                 "'%.*s' is none of topic, rule, all, any, not, near, least, title, body",
                 kind.size > 60 ? 60 : (int)kind.size, kind.text);
  if (!rd->in_rule) return wrong(rd, kind.text, error, "a clause stands before the first rule");
  if (clause.kind == WT_CLAUSE_NEAR || clause.kind == WT_CLAUSE_LEAST) {
    piece number = take_word(&rest);
    if (!read_number(number, &clause.number))
      return wrong(rd, number.text, error, "a number from 1 to %d must follow '%.*s'", MAX_NUMBER,
                   (int)kind.size, kind.text);
  }
  const char *at = rest.text, *end = rest.text + rest.size;
  for (;;) {
    const char *comma = memchr(at, ',', (size_t)(end - at));
    const char *stop = comma == NULL ? end : comma;
    wt_status status = add_item(rd, trim((piece){at, (size_t)(stop - at)}), error);
    if (status != WT_OK) return status;
    clause.n_items++;
    if (comma == NULL) break;
    at = comma + 1;
  }
  if (clause.kind == WT_CLAUSE_LEAST && clause.number > clause.n_items)
    return wrong(rd, kind.text, error, "asks for more terms than it names");
  wt_rule_clause *clauses =
      wt_grow(r->clauses, &r->clause_capacity, r->n_clauses + 1, sizeof clause);
  if (clauses == NULL) return wt_no_memory(error, rd->path);
  r->clauses = clauses;
  clauses[r->n_clauses++] = clause;
  r->rules[r->n_rules - 1].n_clauses++;
  return WT_OK;
}

/* The last rule must say what an article has, not only what it lacks. */
static wt_status end_rule(reader *rd, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  if (!rd->in_rule) return WT_OK;
  const wt_topic_rule *rule = &r->rules[r->n_rules - 1];
  rd->in_rule = false;
  for (uint32_t i = 0; i < rule->n_clauses; i++)
    if (r->clauses[rule->clauses + i].kind != WT_CLAUSE_NOT) return WT_OK;
  return wt_fail_at(error, WT_BAD_INPUT, rule->path, rule->line, 1,
                    "column 1: rule '%.60s' needs a clause that is not a 'not'", rule->name);
}

static wt_status read_topic(reader *rd, piece rest, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  piece id = take_word(&rest);
  if (id.size == 0) return wrong(rd, rd->start, error, "a topic needs an id");
  if (rest.size == 0) rest = id;
  wt_rule_topic topic = {.id = wt_arena_copy(&r->arena, id.text, id.size),
                         .label = wt_arena_copy(&r->arena, rest.text, rest.size)};
  wt_rule_topic *topics = wt_grow(r->topics, &r->topic_capacity, r->n_topics + 1, sizeof topic);
  if (topics == NULL) return wt_no_memory(error, rd->path);
  r->topics = topics;
  if (topic.id == NULL || topic.label == NULL) return wt_no_memory(error, rd->path);
  bool added = false;
  uint32_t *number = wt_map_add(&rd->topic_ids, topic.id, id.size, (uint32_t)r->n_topics, &added);
  if (number == NULL) return wt_no_memory(error, rd->path);
  if (added) topics[r->n_topics++] = topic;
  rd->topic = *number;
  rd->in_topic = true;
  return WT_OK;
}

static wt_status read_rule(reader *rd, piece rest, wt_error *error) {
  wt_topic_rules *r = rd->rules;
  piece name = take_word(&rest);
  wt_topic_rule rule = {.topic = rd->topic,
                        .clauses = (uint32_t)r->n_clauses,
                        .score = DEFAULT_SCORE,
                        .line = rd->line,
                        .path = rd->path};
  if (!rd->in_topic) return wrong(rd, rd->start, error, "a rule stands before the first topic");
  if (name.size == 0) return wrong(rd, rd->start, error, "a rule needs a name");
  if (rest.size > 0) {
    uint32_t digits = 0;
    double unit = 1;
    bool good = begins(rest, "0.") && read_number((piece){rest.text + 2, rest.size - 2}, &digits);
    for (size_t i = 2; good && i < rest.size; i++) unit *= 10;
    rule.score = (double)digits / unit;
    if (!good || rule.score > HIGHEST_SCORE)
      return wrong(rd, rest.text, error, "a score lies above 0 and is at most 0.999");
  }
  rule.name = wt_arena_copy(&r->arena, name.text, name.size);
  wt_topic_rule *rules = wt_grow(r->rules, &r->rule_capacity, r->n_rules + 1, sizeof rule);
  if (rules == NULL) return wt_no_memory(error, rd->path);
  r->rules = rules;
  if (rule.name == NULL) return wt_no_memory(error, rd->path);
  rules[r->n_rules++] = rule;
  rd->in_rule = true;
  return WT_OK;
}

static wt_status read_line(reader *rd, piece line, wt_error *error) {
  piece rest = trim(line);
  if (rest.size == 0 || rest.text[0] == '#') return WT_OK;
  piece word = take_word(&rest);
  wt_status status = WT_OK;
  bool topic = is(word, "topic");
  if (!topic && !is(word, "rule")) return read_clause(rd, word, rest, error);
  status = end_rule(rd, error);
  if (status != WT_OK) return status;
  return topic ? read_topic(rd, rest, error) : read_rule(rd, rest, error);
}

static wt_status read_file(reader *rd, const char *path, wt_error *error) {
  wt_view view = {0};
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  const char *at = (const char *)view.data, *end = at + view.size;
  rd->path = wt_arena_copy(&rd->rules->arena, path, strlen(path));
  rd->line = 0;
  rd->in_topic = false;
  size_t bad = view.size == 0 ? 0 : wt_utf8_invalid(at, view.size);
  if (rd->path == NULL)
    status = wt_no_memory(error, path);
  else if (bad < view.size)
    status = wt_fail_at(error, WT_BAD_INPUT, path, 0, bad, "is not valid UTF-8");
  if (view.size > 0) rd->rules->hash = wt_hash_mix(rd->rules->hash, wt_hash(at, view.size));
  while (status == WT_OK && at < end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    const char *stop = newline == NULL ? end : newline;
    rd->line++;
    rd->start = at;
    status = read_line(rd, (piece){at, (size_t)(stop - at)}, error);
    at = stop + 1;
  }
  if (status == WT_OK) status = end_rule(rd, error);
  wt_view_close(&view);
  return status;
}

wt_status wt_topic_rules_open(const char *const *paths, size_t n, const char *lang,
                              wt_topic_rules **out, wt_error *error) {
  wt_topic_rules *r = wt_calloc(1, sizeof *r);
  if (r == NULL) return wt_no_memory(error, "topic rules");
  reader rd = {.rules = r};
  for (int type = 0; type < WT_TYPES; type++) r->types[type] = WT_NO_PATTERN;
  r->n_nodes = WT_FIRST_NODE;
  r->goes_on = wt_grow(NULL, &r->node_capacity, WT_FIRST_NODE, sizeof *r->goes_on);
  r->lang = wt_strndup(lang == NULL ? "en" : lang, strlen(lang == NULL ? "en" : lang));
  wt_status status = r->lang == NULL || r->goes_on == NULL || !enlarge(r)
                         ? wt_no_memory(error, "topic rules")
                         : wt_stemmer_new(r->lang, &rd.stemmer, error);
  for (int root = 0; status == WT_OK && root < WT_FIRST_NODE; root++) r->goes_on[root] = 0;
  for (size_t i = 0; status == WT_OK && i < n; i++) status = read_file(&rd, paths[i], error);
  if (status == WT_OK) status = wt_rule_index(r, error);
  wt_stemmer_free(rd.stemmer);
  wt_tokens_release(&rd.tokens);
  wt_map_release(&rd.topic_ids);
  if (status != WT_OK)
    wt_topic_rules_close(r);
  else
    *out = r;
  return status;
}

void wt_topic_rules_close(wt_topic_rules *r) {
  if (r == NULL) return;
  wt_free(r->topics);
  wt_free(r->rules);
  wt_free(r->clauses);
  wt_free(r->items);
  wt_free(r->lengths);
  wt_free(r->goes_on);
  wt_free(r->edges);
  wt_free(r->filter);
  wt_free(r->triggers);
  wt_free(r->triggers_of);
  wt_free(r->lang);
  wt_map_release(&r->ids);
  wt_arena_release(&r->arena);
  wt_free(r);
}

uint64_t wt_topic_rules_hash(const wt_topic_rules *rules) { return rules->hash; }
