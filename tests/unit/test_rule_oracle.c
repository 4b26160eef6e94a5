/*
 * test_rule_oracle.c - random rules on random articles, against the few lines that say what rules
 * mean: every word of a phrase in a row, every clause, every rule.
 */
#include "unit.h"

#include "base/hash.h"
#include "topic_lab.h"
#include "topics/topic_rules.h"

enum { RULES = 40, CLAUSES = 3, ITEMS = 3, WORDS = 3, TEXT = 60, LETTERS = 7, ROUNDS = 400 };

typedef struct phrase {
  int words[WORDS], n;
} phrase;

typedef struct clause {
  int kind, where, number, n; /* kind as in KINDS; where 0: anywhere, 1: title, 2: body */
  phrase items[ITEMS];
} clause;

typedef struct rule {
  clause clauses[CLAUSES];
  int n;
} rule;

static const char *const KINDS[] = {"any", "all", "not", "least", "near"};
static uint64_t seed = 20261127;

static int below(int n) {
  seed = wt_hash_mix(seed, 1);
  return (int)(seed % (uint64_t)n);
}

static rule random_rule(void) {
  rule r = {.n = 1 + below(CLAUSES)};
  for (int c = 0; c < r.n; c++) {
    clause *made = &r.clauses[c];
    *made =
        (clause){.kind = c == 0 ? below(2) : below(5), .where = below(3), .n = 1 + below(ITEMS)};
    made->number = made->kind == 3 ? 1 + below(made->n) : 1 + below(12);
    for (int i = 0; i < made->n; i++) {
      made->items[i].n = 1 + below(WORDS);
      for (int w = 0; w < made->items[i].n; w++) made->items[i].words[w] = below(LETTERS);
    }
  }
  return r;
}

static void print_rules(const rule *rules, char *out, size_t size) {
  size_t n = 0;
  for (int r = 0; r < RULES; r++) {
    n += (size_t)snprintf(out + n, size - n, "topic t%d\nrule r\n", r);
    for (int c = 0; c < rules[r].n; c++) {
      const clause *k = &rules[r].clauses[c];
      static const char *const WHERE[] = {"", "title ", "body "};
      n += (size_t)snprintf(out + n, size - n, "%s%s", WHERE[k->where], KINDS[k->kind]);
      if (k->kind >= 3) n += (size_t)snprintf(out + n, size - n, " %d", k->number);
      for (int i = 0; i < k->n; i++) {
        n += (size_t)snprintf(out + n, size - n, "%s", i > 0 ? ", " : " ");
        for (int w = 0; w < k->items[i].n; w++)
          n += (size_t)snprintf(out + n, size - n, "%sw%c", w > 0 ? " " : "",
                                'a' + k->items[i].words[w]);
      }
      n += (size_t)snprintf(out + n, size - n, "\n");
    }
  }
  assert_true(n < size);
}

/* Title words, then body words; a phrase does not cross. */
typedef struct article {
  int words[TEXT], n_title, n;
} article;

static bool stands_at(const article *a, const phrase *p, int at, int where) {
  int end = at < a->n_title ? a->n_title : a->n;
  if ((where == 1 && at >= a->n_title) || (where == 2 && at < a->n_title) || at + p->n > end)
    return false;
  for (int w = 0; w < p->n; w++)
    if (a->words[at + w] != p->words[w]) return false;
  return true;
}

static bool stands(const article *a, const phrase *p, int where) {
  for (int at = 0; at < a->n; at++)
    if (stands_at(a, p, at, where)) return true;
  return false;
}

static bool is_near(const article *a, const clause *c, const phrase *p, int from) {
  for (int at = 0; at < a->n; at++) {
    bool same_field = (at < a->n_title) == (from < a->n_title);
    if (same_field && abs(at - from) <= c->number && stands_at(a, p, at, c->where)) return true;
  }
  return false;
}

static bool holds(const article *a, const clause *c) {
  int found = 0;
  for (int i = 0; i < c->n; i++) found += stands(a, &c->items[i], c->where);
  if (c->kind == 0) return found > 0;
  if (c->kind == 1) return found == c->n;
  if (c->kind == 2) return found == 0;
  if (c->kind == 3) return found >= c->number;
  for (int at = 0; at < a->n; at++) {
    bool all = stands_at(a, &c->items[0], at, c->where);
    for (int i = 1; all && i < c->n; i++) all = is_near(a, c, &c->items[i], at);
    if (all) return true;
  }
  return false;
}

static article random_article(char *title, char *body) {
  article a = {.n_title = below(8)};
  a.n = a.n_title + below(TEXT - 8);
  size_t n[2] = {0, 0};
  title[0] = body[0] = '\0';
  for (int i = 0; i < a.n; i++) {
    int f = i < a.n_title ? 0 : 1;
    char *out = f == 0 ? title : body;
    a.words[i] = below(LETTERS);
    n[f] += (size_t)sprintf(out + n[f], "%sw%c", n[f] > 0 ? " " : "", 'a' + a.words[i]);
  }
  return a;
}

static void rules_hold_exactly_when_their_words_say_so(void **state) {
  (void)state;
  static char text[100000], title[400], body[400];
  lab_reader reader = {0};
  for (int round = 0; round < ROUNDS; round++) {
    rule rules[RULES];
    for (int r = 0; r < RULES; r++) rules[r] = random_rule();
    print_rules(rules, text, sizeof text);
    const char *path = lab_write("random.rules", text);
    wt_topic_rules *compiled = NULL;
    wt_rule_matcher *matcher = NULL;
    wt_error error = {0};
    assert_int_equal(wt_topic_rules_open(&path, 1, NULL, &compiled, &error), WT_OK);
    assert_int_equal(wt_rule_matcher_new(compiled, NULL, &matcher, NULL), WT_OK);
    for (int i = 0; i < 10; i++) {
      article a = random_article(title, body);
      lab_tokenize(&reader, title, body);
      wt_arena_reset(&reader.arena);
      reader.topics = (wt_topic_list){0};
      wt_topic_article seen = {.fields = reader.fields};
      assert_int_equal(wt_match_topic_rules(matcher, &seen, &reader.arena, &reader.topics, NULL),
                       WT_OK);
      for (int r = 0; r < RULES; r++) {
        char id[20];
        bool all = true;
        for (int c = 0; c < rules[r].n; c++) all = all && holds(&a, &rules[r].clauses[c]);
        snprintf(id, sizeof id, "t%d", r);
        if ((lab_topic(&reader, id) != NULL) == all) continue;
        print_message("rule t%d is %s\n%s\n%s | %s\n", r, all ? "missed" : "wrong", text, title,
                      body);
        fail();
      }
    }
    wt_rule_matcher_free(matcher);
    wt_topic_rules_close(compiled);
  }
  lab_reader_release(&reader);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rules_hold_exactly_when_their_words_say_so),
  };
  return cmocka_run_group_tests(tests, lab_open, lab_close);
}
