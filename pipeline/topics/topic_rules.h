/*
 * topic_rules.h - topics by rules that people write, beside the learned ones.
 *
 * A text file. Lines of a topic, its rules, and the clauses of each rule; an article has the topic
 * when all clauses of one of its rules hold:
 *
 *   # comment
 *   topic medtop:17000000 weather
 *   rule storm 0.95                        name and, where wanted, the score that it gives (0.9)
 *   any hurricane, tropical storm, ~typhoon
 *   not stock market
 *   rule forecast
 *   near 5 forecast, ~rain
 *   title any weather, snow
 *   least 2 flood, dyke, evacuation
 *   all type:place, id:wikidata:Q42
 *
 * Clauses: all, any, not, near N (all of them, at most N words from the first one), least N (that
 * many different ones); `title` or `body` before it limits where it looks. Items stand between
 * commas: words or phrases, in any case and accents; ~ before it: in any inflected form; type:
 * person, place, organization or misc, and id: of an entity that was found. A phrase stays in one
 * sentence; hyphens and 's are looked through. Teasers, boilerplate and bylines do not count.
 *
 * A hundred thousand rules cost little more than ten: all terms stand in one table of prefixes,
 * which is asked once for each word, and a rule is looked at only when the article has a term that
 * it cannot do without (of those, the one that should be found least often, see rule_index.c).
 */
#ifndef WT_TOPIC_RULES_H
#define WT_TOPIC_RULES_H

#include "topics/classify.h"

typedef struct wt_topic_rules wt_topic_rules;

/* Reads the files, later ones adding to earlier ones. `lang` is that of the stems (NULL: "en").
 * Errors: WT_IO, WT_BAD_INPUT (file, line; position is the column), WT_NO_MEMORY. */
wt_status wt_topic_rules_open(const char *const *paths, size_t n, const char *lang,
                              wt_topic_rules **out, wt_error *error);
void wt_topic_rules_close(wt_topic_rules *rules);

/* Of the files' bytes. */
uint64_t wt_topic_rules_hash(const wt_topic_rules *rules);

/* One thread's scratch. `model` may be NULL: its labels' names and paths hold for rules too. */
typedef struct wt_rule_matcher wt_rule_matcher;
wt_status wt_rule_matcher_new(const wt_topic_rules *rules, const wt_topic_model *model,
                              wt_rule_matcher **out, wt_error *error);
void wt_rule_matcher_free(wt_rule_matcher *matcher);

/* Adds the topics of the rules that hold to a list (its items are replaced by ones in the arena);
 * a topic that is there already gets the higher score and the reasons of both. On failure the list
 * is as it was. Errors: WT_NO_MEMORY. */
wt_status wt_match_topic_rules(wt_rule_matcher *matcher, const wt_topic_article *article,
                               wt_arena *arena, wt_topic_list *list, wt_error *error);

#endif
