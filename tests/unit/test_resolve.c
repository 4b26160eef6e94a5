/* test_resolve.c - from hits and spans to entities: one test a rule, with a small gazetteer. */
#include <unistd.h>

#include "match/compile.h"
#include "recognise/recogniser.h"
#include "resolve/resolve.h"
#include "unit.h"

/* id, type, subtype, name, aliases, country, lat, lon, weight, flags, same_as, refers_to */
static const char LIST[] =
    "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\trefers_"
    "to\twithin\n"
    "o:spd\torganization\tparty\tSocial Democratic Party\tSPD\tDE\t\t\t3000\t\t\t\n"
    "g:us\tplace\tcountry\tUnited States\tU.S.|US|America\tUS\t39.8\t-98.5\t330000000\t\t\t\n"
    "g:tr\tplace\tcountry\tTurkey\t\tTR\t39\t35\t84000000\t\t\t\n"
    "g:ru\tplace\tcountry\tRussia\t\tRU\t60\t100\t144000000\t\t\t\n"
    "g:fr\tplace\tcountry\tFrance\t\tFR\t46\t2\t67000000\t\t\t\n"
    "g:lb\tplace\tcountry\tLebanon\t\tLB\t33.8\t35.8\t6800000\t\t\t\n"
    "g:jo\tplace\tcountry\tJordan\t\tJO\t31\t36\t10000000\t\t\t\n"
    "g:tx\tplace\tadmin1\tTexas\t\tUS\t31.2\t-99.2\t29000000\t\t\t\n"
    "g:nh\tplace\tadmin1\tNew Hampshire\t\tUS\t43.7\t-71.5\t1370000\t\t\t\n"
    "g:paris-fr\tplace\tcapital\tParis\t\tFR\t48.85\t2.35\t2100000\t\t\t\n"
    "g:paris-tx\tplace\tcity\tParis\t\tUS\t33.66\t-95.55\t25000\t\t\t\n"
    "g:leb-nh\tplace\tcity\tLebanon\t\tUS\t43.64\t-72.25\t13000\t\t\t\n"
    "g:dc\tplace\tcapital\tWashington\tWashington, D.C.\tUS\t38.9\t-77.0\t700000\t\t\t\n"
    "g:wash\tplace\tadmin1\tWashington\t\tUS\t47.5\t-120.5\t7600000\t\t\t\n"
    "g:ank\tplace\tcapital\tAnkara\t\tTR\t39.9\t32.9\t5600000\t\t\t\n"
    "g:mos\tplace\tcapital\tMoscow\t\tRU\t55.75\t37.6\t12500000\t\t\t\n"
    "g:leb2\tplace\tcity\tVladimir\t\tRU\t56.1\t40.4\t350000\t\t\t\n"
    "g:trip-ly\tplace\tcapital\tTripoli\t\tLY\t32.9\t13.2\t1150000\t\t\t\n"
    "g:trip-lb\tplace\tcity\tTripoli\t\tLB\t34.4\t35.8\t730000\t\t\t\n"
    "g:nice\tplace\tcity\tNice\t\tFR\t43.7\t7.27\t340000\tweak\t\t\n"
    "g:la\tplace\tadmin1\tLouisiana\tLa.\tUS\t31\t-92\t4600000\t\t\t\n"
    "g:va\tplace\tadmin1\tVirginia\tVa.\tUS\t37.5\t-78.5\t8600000\t\t\t\n"
    "g:ga\tplace\tadmin1\tGeorgia\t\tUS\t32.7\t-83.2\t3000000\t\t\t\n"
    "g:ge\tplace\tcountry\tGeorgia\t\tGE\t42\t43.5\t3700000\t\t\t\n"
    "p:georgia\tperson\tsinger\tGeorgia Brown\t\tGB\t\t\t3000\t\t\t\n"
    "g:alex-eg\tplace\tcity\tAlexandria\t\tEG\t31.2\t29.9\t5200000\t\t\t\n"
    "g:alex-va\tplace\tcity\tAlexandria\t\tUS\t38.8\t-77.05\t159000\t\t\t\n"
    "g:alex-la\tplace\tcity\tAlexandria\t\tUS\t31.31\t-92.44\t45000\t\t\t\n"
    "g:pine-la\tplace\tcity\tPineville\t\tUS\t31.32\t-92.43\t14000\t\t\t\n"
    "g:pine-nc\tplace\tcity\tPineville\t\tUS\t35.08\t-80.89\t15000\t\t\t\n"
    "g:mo\tplace\tadmin1\tMissouri\t\tUS\t38.2\t-92.5\t6100000\t\t\t\tUS.MO\n"
    "g:il\tplace\tadmin1\tIllinois\t\tUS\t40\t-89.2\t12800000\t\t\t\tUS.IL\n"
    "g:sc\tplace\tadmin1\tSouth Carolina\t\tUS\t34\t-81\t5100000\t\t\t\tUS.SC\n"
    "g:col-mo\tplace\tcity\tColumbia\t\tUS\t38.95\t-92.33\t120000\t\t\t\tUS.MO\n"
    "g:col-sc\tplace\tcity\tColumbia\t\tUS\t34\t-81.03\t133000\t\t\t\tUS.SC\n"
    "g:rolla\tplace\tcity\tRolla\t\tUS\t37.95\t-91.76\t20000\t\t\t\tUS.MO\n"
    "g:rand\tplace\tcity\tRandall\t\tUS\t38.5\t-92.4\t20000\t\t\t\tUS.IL\n"
    "g:new-gb\tplace\tcity\tNewark\t\tGB\t53.07\t-0.81\t37000\t\t\t\n"
    "g:new-us\tplace\tcity\tNewark\t\tUS\t40.73\t-74.17\t280000\t\t\t\n"
    "g:leesville\tplace\tcity\tLeesville\t\tUS\t31.14\t-93.26\t6000\t\t\t\n"
    "g:den\tplace\tcity\tDenver\t\tUS\t39.7\t-105\t700000\t\t\t\n"
    "g:chelsea\tplace\tdistrict\tChelsea\t\tGB\t51.49\t-0.17\t40000\t\t\t\n"
    "o:chelsea\torganization\tfootball club\tChelsea\t\tGB\t\t\t90000\t\t\t\n"
    "g:niger\tplace\tcountry\tNiger\t\tNE\t16\t8\t24000000\t\t\t\n"
    "g:nigeria\tplace\tcountry\tNigeria\t\tNG\t10\t8\t206000000\t\t\t\n"
    "g:cd\tplace\tcountry\tDemocratic Republic of the Congo\tDR "
    "Congo|Congo\tCD\t-2.5\t23.5\t89000000\t\t\t\n"
    "g:cg\tplace\tcountry\tRepublic of the Congo\tCongo\tCG\t-1\t15.5\t5500000\t\t\t\n"
    "g:gn\tplace\tcountry\tGuinea\t\tGN\t10.8\t-10.9\t13000000\t\t\t\n"
    "g:gq\tplace\tcountry\tEquatorial Guinea\t\tGQ\t1.7\t10.3\t1400000\t\t\t\n"
    "g:cn\tplace\tcountry\tChina\t\tCN\t35\t103\t1400000000\t\t\t\n"
    "m:pol\tmisc\tnationality\tPolish\tPoles\tPL\t\t\t50000\t\t\t\n"
    "m:eur\tmisc\tnationality\tEuropean\tEuropeans\t\t\t\t50000\t\t\t\n"
    "g:sd\tplace\tcapital\tSanto Domingo\t\tDO\t18.5\t-69.9\t2900000\t\t\t\n"
    "g:nowhere\tplace\tregion\tOutback\t\tAU\t\t\t1000\t\t\t\n"
    "m:tur\tmisc\tnationality\tTurkish\tTurk|Turks\tTR\t\t\t50000\t\t\tg:tr\n"
    "m:rus\tmisc\tnationality\tRussian\tRussians\tRU\t\t\t50000\t\t\tg:ru\n"
    "p:putin\tperson\tpolitician\tVladimir Putin\tPutin\tRU\t\t\t90000\t\tx:1 x:2\t\n"
    "p:vaz\tperson\tpolitician\tTabaré Vázquez\tVázquez\tUY\t\t\t9000\t\t\t\n"
    "p:wanda\tperson\tpolitician\tWanda Vázquez Garced\t\tUS\t\t\t9000\t\t\t\n"
    "p:hilton\tperson\tcelebrity\tParis Hilton\t\tUS\t\t\t5000\t\t\t\n"
    "p:denzel\tperson\tactor\tDenzel Washington\t\tUS\t\t\t5000\t\t\t\n"
    "p:francis\tperson\tcleric\tPope Francis\t\t\t\t\t90000\t\t\t\n"
    "o:guard\torganization\tnewspaper\tThe Guardian\t\tGB\t\t\t9000\t\t\t\n"
    "o:un\torganization\tbody\tUnited Nations\tUN\t\t\t\t90000\t\t\t\n"
    "o:nyt\torganization\tnewspaper\tNew York Times\t\tUS\t\t\t40000\t\t\t\n"
    "o:times\torganization\tnewspaper\tTimes of London\tTimes\tGB\t\t\t20000\t\t\t\n"
    "o:villa\torganization\tclub\tAston Villa\t\tGB\t\t\t9000\t\t\t\n"
    "o:zork\torganization\tclub\tZork\t\tGB\t\t\t9000\tweak\t\t\n"
    "o:parl\torganization\tbody\tRussian Parliament\tParliament\tRU\t\t\t9000\t\t\t\n"
    "o:acme-p\torganization\tcompany\tAcme\t\tUS\t\t\t2000\t\t\t\n";

/* More rows: a string may have 4095 characters. */
static const char NAMESAKES[] =
    "p:bacon\tperson\tstate legislator\tJohn Bacon\t\tUS\t\t\t1500\t\t\t\n"
    "p:may\tperson\tmayor\tAnn Stone\t\tUS\t\t\t1500\t\t\t\n"
    "o:rovers\torganization\tfootball club\tDenver Rovers\t\tAR\t\t\t3000\t\t\t\n"
    "p:ramos\tperson\tfootballer\tRafael Ramos\t\tPT\t\t\t1000\t\t\t\n"
    "p:turk\tperson\tminister\tAli Demir\t\tTR\t\t\t1000\t\t\t\n"
    "o:fin-tr\torganization\tministry\tFinance Ministry\t\tTR\t\t\t20000\t\t\t\n"
    "o:eu\torganization\tigo\tEuropean Union\tEU\tFR\t\t\t90000\t\t\t\n";

typedef struct {
  char folder[64], list[96], compiled[96];
  wt_gazetteer *gazetteer;
  wt_recogniser *recogniser;
  wt_recogniser_state *state;
  wt_resolver *resolver;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
  wt_arena arena;
  wt_resolved resolved;
  const char *text, *publisher;
} bench;

/* Resolves a title and a text made of zones: each zone's text, in order. */
static void resolve_zones(bench *b, const char *title, const char *text, const wt_zone *zones,
                          size_t n_zones, bool all_zones) {
  const wt_gazetteer *layers[] = {b->gazetteer};
  wt_zone headline = {WT_ZONE_TITLE, WT_FIELD_TITLE, 0, (uint32_t)strlen(title)};
  b->text = text;
  assert_int_equal(wt_tokenize(title, strlen(title), &headline, *title != '\0',
                               &b->fields[WT_FIELD_TITLE], NULL),
                   WT_OK);
  assert_int_equal(wt_tokenize(text, strlen(text), zones, n_zones, &b->fields[WT_FIELD_TEXT], NULL),
                   WT_OK);
  for (int f = 0; f < WT_FIELDS; f++)
    assert_int_equal(wt_match(layers, 1, &b->fields[f], WT_LONGEST, &b->hits[f], NULL), WT_OK);
  assert_int_equal(wt_recognise(b->state, b->fields, b->hits, b->spans, NULL), WT_OK);
  wt_evidence evidence = {.layers = layers,
                          .n_layers = 1,
                          .fields = b->fields,
                          .hits = b->hits,
                          .spans = b->spans,
                          .publisher = b->publisher,
                          .publisher_size = b->publisher == NULL ? 0 : strlen(b->publisher),
                          .all_zones = all_zones};
  wt_arena_reset(&b->arena);
  assert_int_equal(wt_resolve(b->resolver, &evidence, &b->arena, &b->resolved, NULL), WT_OK);
}

static void resolve(bench *b, const char *title, const char *text) {
  wt_zone body = {WT_ZONE_BODY, WT_FIELD_TEXT, 0, (uint32_t)strlen(text)};
  resolve_zones(b, title, text, &body, *text != '\0', false);
}

static bool covers(const bench *b, const wt_mention *m, const char *surface) {
  size_t size = strlen(surface);
  const char *bytes = b->fields[m->field].bytes;
  return m->end - m->start == size && memcmp(bytes + m->start, surface, size) == 0;
}

/* The entity with a mention of this surface; the n-th such mention in reading order, from 0. */
static const wt_entity *entity_of(const bench *b, const char *surface, size_t n) {
  const wt_entity *found = NULL;
  const wt_mention *at = NULL;
  for (size_t round = 0; round <= n; round++) {
    const wt_mention *best = NULL;
    for (size_t i = 0; i < b->resolved.n; i++) {
      const wt_entity *e = &b->resolved.entities[i];
      for (size_t k = 0; k < e->n_mentions; k++) {
        const wt_mention *m = &e->mentions[k];
        if (!covers(b, m, surface) || (at != NULL && m->start <= at->start)) continue;
        if (best != NULL && m->start >= best->start) continue;
        best = m;
        found = e;
      }
    }
    if (best == NULL) return NULL;
    at = best;
  }
  return found;
}

static const wt_entity *expect(const bench *b, const char *surface, wt_type type, const char *id) {
  const wt_entity *e = entity_of(b, surface, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", surface);
  assert_int_equal(e->type, type);
  if (id == NULL)
    assert_null(e->id);
  else
    assert_string_equal(e->id, id);
  return e;
}

static const wt_mention *mention_of(const bench *b, const wt_entity *e, const char *surface) {
  for (size_t k = 0; k < e->n_mentions; k++)
    if (covers(b, &e->mentions[k], surface)) return &e->mentions[k];
  return NULL;
}

static void expect_same(const bench *b, const char *one, const char *other, const char *rule) {
  const wt_entity *e = entity_of(b, one, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", one);
  const wt_mention *m = mention_of(b, e, other);
  if (m == NULL) fail_msg("\"%s\" is not the same as \"%s\"", other, one);
  assert_string_equal(m->rule, rule);
  assert_true(m->how & WT_HOW_COREFERENCE);
}

static void expect_use(bench *b, const char *text, const char *surface, const char *use) {
  resolve(b, "", text);
  const wt_entity *e = entity_of(b, surface, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", surface);
  assert_int_equal(e->type, WT_PLACE);
  const wt_mention *m = mention_of(b, e, surface);
  if (use == NULL)
    assert_null(m->stands_for);
  else
    assert_string_equal(m->stands_for, use);
}

static void a_little_known_club_plays_football(void **state) {
  bench *b = *state;
  resolve(b, "", "We heard that Denver Rovers would buy the bank.");
  expect(b, "Denver Rovers", WT_ORGANIZATION, NULL);
  resolve(b, "", "The club Denver Rovers won the match, its striker scored a goal in the league.");
  expect(b, "Denver Rovers", WT_ORGANIZATION, "o:rovers");
}

/* ---- mentions ----------------------------------------------------------------------- */

static void a_place_that_speaks_or_decides_is_its_government(void **state) {
  bench *b = *state;
  expect_use(b, "Russia denied the report.", "Russia", "government");
  expect_use(b, "They left because Moscow rejected the plan.", "Moscow", "government");
  expect_use(b, "A man in Moscow said so.", "Moscow", NULL);
  expect_use(b, "We saw Russia in winter.", "Russia", NULL);
  expect_use(b, "Denver said little.", "Denver", NULL); /* a city has a council */
}

static void places_beside_a_verb_of_winning_are_teams(void **state) {
  bench *b = *state;
  expect_use(b, "We saw how France beat Turkey in the rain.", "France", "team");
  expect_use(b, "We saw how France beat Turkey in the rain.", "Turkey", "team");
  expect_use(b, "We saw how Smith beat Turkey's best man.", "Turkey", NULL);
  expect_use(b, "We saw how France beat the drum.", "France", NULL);
}

static void a_listed_person_gets_its_id_and_all_that_the_list_knows(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Vladimir Putin there.");
  const wt_entity *e = expect(b, "Vladimir Putin", WT_PERSON, "p:putin");
  assert_string_equal(e->name, "Vladimir Putin");
  assert_string_equal(e->key, "person:vladimir putin");
  assert_string_equal(e->subtype, "politician");
  assert_string_equal(e->same_as, "x:1 x:2");
  assert_string_equal(e->country, "RU");
  assert_false(e->has_position);
  assert_true(e->mentions[0].how & WT_HOW_GAZETTEER);
  assert_true(e->score > 0.8 && e->score <= 0.99);
}

static void a_name_that_no_list_has_keeps_its_own_key(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Minister Sedat Önal there.");
  const wt_entity *e = expect(b, "Sedat Önal", WT_PERSON, NULL);
  assert_string_equal(e->key, "person:sedat önal");
  assert_string_equal(e->name, "Sedat Önal");
  assert_int_equal(e->mentions[0].how, WT_HOW_RULE);
  assert_string_equal(e->mentions[0].rule, "title-before-person");
}

static void the_key_is_lower_case_in_every_script_and_without_locale(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Minister İsmail Ğula there, and Minister Ötzi\nÉlan too.");
  assert_string_equal(expect(b, "İsmail Ğula", WT_PERSON, NULL)->key, "person:ismail ğula");
  assert_string_equal(expect(b, "Ötzi\nÉlan", WT_PERSON, NULL)->name, "Ötzi Élan");
}

static void a_listed_title_is_no_part_of_the_mention(void **state) {
  bench *b = *state;
  resolve(b, "", "They wrote to Pope Francis again.");
  assert_string_equal(expect(b, "Francis", WT_PERSON, "p:francis")->name, "Pope Francis");
  assert_null(entity_of(b, "Pope Francis", 0));
}

static void a_listed_article_is_no_part_of_the_mention(void **state) {
  bench *b = *state;
  resolve(b, "", "So The Guardian wrote.");
  expect(b, "Guardian", WT_ORGANIZATION, "o:guard");
}

static void a_weak_name_needs_other_evidence(void **state) {
  bench *b = *state;
  resolve(b, "", "It was a Nice day. He said Nice things.");
  assert_null(entity_of(b, "Nice", 0));
  resolve(b, "", "They met near Nice on Sunday.");
  expect(b, "Nice", WT_PLACE, "g:nice");
  resolve(b, "", "The road to Nice, France was closed.");
  expect(b, "Nice", WT_PLACE, "g:nice");
}

static void the_longer_candidate_wins(void **state) {
  bench *b = *state;
  resolve(b, "", "A note of the Turkish Foreign Ministry came.");
  expect(b, "Turkish Foreign Ministry", WT_ORGANIZATION, NULL);
  assert_null(entity_of(b, "Turkish", 0));
}

static void money_is_no_country(void **state) {
  bench *b = *state;
  resolve(b, "", "It cost US$2 million in the US.");
  const wt_entity *e = expect(b, "US", WT_PLACE, "g:us");
  assert_int_equal(e->n_mentions, 1);
  assert_true(e->mentions[0].start > 10);
}

static void hyphenated_nationalities_are_two_mentions(void **state) {
  bench *b = *state;
  resolve(b, "", "The round of the Russian-Turkish consultations began.");
  assert_string_equal(expect(b, "Russian", WT_MISC, "m:rus")->refers_to, "g:ru");
  assert_string_equal(expect(b, "Turkish", WT_MISC, "m:tur")->refers_to, "g:tr");
}

/* ---- coreference -------------------------------------------------------------------- */

static void a_surname_belongs_to_the_full_name(void **state) {
  bench *b = *state;
  resolve(b, "",
          "Recep Tayyip Erdoğan spoke to President Recep Tayyip Erdoğan fans. Erdoğan left.");
  expect_same(b, "Recep Tayyip Erdoğan", "Erdoğan", "surname");
}

static void a_surname_is_found_without_its_accents_and_in_capitals(void **state) {
  bench *b = *state;
  resolve(b, "ERDOGAN LEAVES", "We saw President Recep Tayyip Erdoğan there. Then Erdogan left.");
  const wt_entity *e = entity_of(b, "Recep Tayyip Erdoğan", 0);
  assert_non_null(mention_of(b, e, "Erdogan"));
  assert_non_null(mention_of(b, e, "ERDOGAN"));
  assert_int_equal(e->mentions[0].field, WT_FIELD_TITLE);
  assert_string_equal(e->name, "Recep Tayyip Erdoğan");
}

static void a_surname_before_the_full_name_belongs_to_it_too(void **state) {
  bench *b = *state;
  resolve(b, "", "President Zyxwor spoke. Later Maria Zyxwor left.");
  expect_same(b, "Maria Zyxwor", "Zyxwor", "surname");
}

static void a_listed_surname_follows_the_full_name_of_the_article(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Maria Putin there. Then Putin left.");
  const wt_entity *e = expect(b, "Maria Putin", WT_PERSON, NULL);
  assert_non_null(mention_of(b, e, "Putin"));
}

static void two_persons_with_one_surname_are_kept_apart(void **state) {
  bench *b = *state;
  resolve(b, "", "Maria Zyxwor came. Then Zyxwor sang. Michael Zyxwor came. Then Zyxwor sang.");
  assert_ptr_not_equal(entity_of(b, "Maria Zyxwor", 0), entity_of(b, "Michael Zyxwor", 0));
  assert_ptr_equal(entity_of(b, "Zyxwor", 0), entity_of(b, "Maria Zyxwor", 0));
  assert_ptr_equal(entity_of(b, "Zyxwor", 1), entity_of(b, "Michael Zyxwor", 0));
}

static void initials_and_missing_middle_names_are_variants(void **state) {
  bench *b = *state;
  resolve(b, "", "John R. Zyxwor came. We saw John Zyxwor and J. Zyxwor there.");
  expect_same(b, "John R. Zyxwor", "John Zyxwor", "name-variant");
  expect_same(b, "John R. Zyxwor", "J. Zyxwor", "name-variant");
}

static void a_given_name_with_a_title_belongs_to_its_only_bearer(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Michael Zyxwor there. Then Prince Michael left.");
  expect_same(b, "Michael Zyxwor", "Michael", "given-name");
}

static void a_place_name_follows_the_person_named_before(void **state) {
  bench *b = *state;
  resolve(b, "", "We met Paris Hilton and Denzel Washington. On the way Washington sang.");
  expect_same(b, "Denzel Washington", "Washington", "surname");
  resolve(b, "", "We drove to Washington first.");
  expect(b, "Washington", WT_PLACE, "g:dc");
}

static void a_place_in_place_context_stays_a_place(void **state) {
  bench *b = *state;
  resolve(b, "", "We met Michael Jordan. He lives near Jordan with friends.");
  const wt_entity *place = entity_of(b, "Jordan", 0);
  assert_int_equal(place->type, WT_PLACE);
  assert_string_equal(place->id, "g:jo");
}

static void an_acronym_in_brackets_is_its_expansion(void **state) {
  bench *b = *state;
  resolve(b, "", "The Federal Security Service (FSB) came. Then the FSB left.");
  expect_same(b, "Federal Security Service", "FSB", "acronym");
  assert_int_equal(entity_of(b, "FSB", 0)->n_mentions, 3);
}

static void an_acronym_of_another_body_lends_no_id(void **state) {
  bench *b = *state;
  resolve(b, "", "The Zyxwor Police Department (SPD) came. The SPD left.");
  const wt_entity *e = entity_of(b, "Zyxwor Police Department", 0);
  assert_ptr_equal(e, entity_of(b, "SPD", 0));
  assert_null(e->id);
}

static void an_acronym_of_the_initials_needs_no_brackets(void **state) {
  bench *b = *state;
  resolve(b, "", "The Zyxwor Quxley Agency came. Then the ZQA left.");
  expect_same(b, "Zyxwor Quxley Agency", "ZQA", "acronym");
}

static void a_short_name_belongs_to_the_only_longer_one(void **state) {
  bench *b = *state;
  resolve(b, "", "The Parliament of Zyxwor voted. Later the Parliament met.");
  expect_same(b, "Parliament of Zyxwor", "Parliament", "short-name");
}

static void aliases_of_one_entry_are_one_entity(void **state) {
  bench *b = *state;
  resolve(b, "", "In the United States it rained. The U.S. was wet, America was too.");
  const wt_entity *e = expect(b, "U.S.", WT_PLACE, "g:us");
  assert_int_equal(e->n_mentions, 3);
  assert_string_equal(e->name, "United States");
}

static void a_family_is_an_entity_of_its_own(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw President Maria Zyxwor there. Later the Zyxwors left.");
  const wt_entity *e = expect(b, "Zyxwors", WT_PERSON, NULL);
  assert_string_equal(e->mentions[0].rule, "family");
  assert_ptr_not_equal(e, entity_of(b, "Maria Zyxwor", 0));
}

static void a_middle_word_may_be_the_surname(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Maria Zyxwor Quxley there. Later Zyxwor left.");
  expect_same(b, "Maria Zyxwor Quxley", "Zyxwor", "surname");
}

static void a_surname_keeps_its_particle(void **state) {
  bench *b = *state;
  resolve(b, "", "We saw Maria de Zyxwor there. They said that de Zyxwor left.");
  expect_same(b, "Maria de Zyxwor", "de Zyxwor", "name-variant");
}

static void the_first_word_of_an_organization_may_stand_for_it(void **state) {
  bench *b = *state;
  resolve(b, "", "The Zyxwor Agency came. They said that Zyxwor left.");
  expect_same(b, "Zyxwor Agency", "Zyxwor", "short-name");
}

static void the_first_word_of_an_organization_in_another_name_does_not(void **state) {
  bench *b = *state;
  resolve(b, "", "The Defense Intelligence Agency met. The Defense Secretary left.");
  assert_null(entity_of(b, "Defense", 0));
  resolve(b, "", "The Border Institute met. They saw the Border of old.");
  assert_null(entity_of(b, "Border", 0));
}

static void a_month_is_no_surname(void **state) {
  bench *b = *state;
  resolve(b, "", "Theresa May spoke. It was late in May, and May left on May 3.");
  expect_same(b, "Theresa May", "May", "surname");
  assert_int_equal(entity_of(b, "Theresa May", 0)->n_mentions, 2);
}

static void a_storm_keeps_its_name_alone(void **state) {
  bench *b = *state;
  resolve(b, "", "They fled when Hurricane Zyxwor came. They said that Zyxwor was strong.");
  expect_same(b, "Hurricane Zyxwor", "Zyxwor", "short-name");
}

static void a_weak_name_joined_to_a_sure_one_counts(void **state) {
  bench *b = *state;
  resolve(b, "", "A cup for Aston Villa and Zork came.");
  expect(b, "Zork", WT_ORGANIZATION, "o:zork");
  resolve(b, "", "A cup for Zork came.");
  assert_null(entity_of(b, "Zork", 0));
}

static void a_generic_body_belongs_to_a_country_of_the_article(void **state) {
  bench *b = *state;
  resolve(b, "", "They voted in the Parliament of France. In Russia the Parliament slept.");
  expect(b, "Parliament of France", WT_ORGANIZATION, NULL);
  resolve(b, "", "From France they wrote that the Parliament slept.");
  expect(b, "Parliament", WT_ORGANIZATION, NULL);
  resolve(b, "", "From Russia they wrote that the Parliament slept.");
  expect(b, "Parliament", WT_ORGANIZATION, "o:parl");
}

static void a_listed_short_name_follows_the_longer_name_of_the_article(void **state) {
  bench *b = *state;
  resolve(b, "", "The New York Times asked him. He told the Times that he was well.");
  expect(b, "New York Times", WT_ORGANIZATION, "o:nyt");
  expect_same(b, "New York Times", "Times", "short-name");
  resolve(b, "", "He told the Times that he was well.");
  expect(b, "Times", WT_ORGANIZATION, "o:times");
}

static void a_listed_surname_follows_the_person_of_the_article(void **state) {
  bench *b = *state;
  resolve(b, "", "Governor Wanda Vázquez Garced spoke. Later Vázquez left.");
  expect_same(b, "Wanda Vázquez Garced", "Vázquez", "surname");
  expect(b, "Vázquez", WT_PERSON, "p:wanda");
}

static void types_never_mix(void **state) {
  bench *b = *state;
  resolve(b, "", "We met Maria Acme there. The company Acme fell. Turkish and Turkey are two.");
  for (size_t i = 0; i < b->resolved.n; i++) {
    const wt_entity *e = &b->resolved.entities[i];
    if (e->id != NULL && strncmp(e->id, "g:", 2) == 0) assert_int_equal(e->type, WT_PLACE);
    if (e->id != NULL && strncmp(e->id, "m:", 2) == 0) assert_int_equal(e->type, WT_MISC);
  }
  assert_ptr_not_equal(entity_of(b, "Turkish", 0), entity_of(b, "Turkey", 0));
}

static void a_headline_in_capitals_is_read_with_the_body(void **state) {
  bench *b = *state;
  resolve(b, "ZYXWOR AGENCY FINES ACME", "The Zyxwor Agency fined Acme on Sunday.");
  const wt_entity *e = entity_of(b, "Zyxwor Agency", 0);
  assert_non_null(mention_of(b, e, "ZYXWOR AGENCY"));
  assert_string_equal(e->name, "Zyxwor Agency");
}

/* ---- places ------------------------------------------------------------------------- */

static void a_place_has_coordinates_country_and_kind(void **state) {
  bench *b = *state;
  resolve(b, "", "They went to Ankara.");
  const wt_entity *e = expect(b, "Ankara", WT_PLACE, "g:ank");
  assert_true(e->has_position);
  assert_true(e->lat > 39.8 && e->lat < 40 && e->lon > 32.8 && e->lon < 33);
  assert_string_equal(e->country, "TR");
  assert_string_equal(e->subtype, "capital");
}

static void a_place_without_coordinates_has_none(void **state) {
  bench *b = *state;
  resolve(b, "", "They crossed the Outback alone.");
  assert_false(expect(b, "Outback", WT_PLACE, "g:nowhere")->has_position);
}

static void the_place_behind_the_comma_decides(void **state) {
  bench *b = *state;
  resolve(b, "", "They went to Paris on Monday.");
  expect(b, "Paris", WT_PLACE, "g:paris-fr");
  resolve(b, "", "They went to Paris, Texas on Monday.");
  expect(b, "Paris", WT_PLACE, "g:paris-tx");
  expect(b, "Texas", WT_PLACE, "g:tx");
  resolve(b, "", "They went to Lebanon, New Hampshire on Monday.");
  expect(b, "Lebanon", WT_PLACE, "g:leb-nh");
}

static void a_place_that_the_container_does_not_hold_has_no_id(void **state) {
  bench *b = *state;
  resolve(b, "", "They went to Ankara, New Hampshire on Monday.");
  const wt_entity *e = expect(b, "Ankara", WT_PLACE, NULL);
  assert_false(e->has_position);
}

static void countries_in_a_list_do_not_contain_each_other(void **state) {
  bench *b = *state;
  resolve(b, "", "They spoke of Turkey, Russia and others.");
  expect(b, "Turkey", WT_PLACE, "g:tr");
  expect(b, "Russia", WT_PLACE, "g:ru");
}

static void the_countries_of_the_article_decide(void **state) {
  bench *b = *state;
  resolve(b, "", "They went to Tripoli on Monday.");
  expect(b, "Tripoli", WT_PLACE, "g:trip-ly");
  resolve(b, "", "From Lebanon they wrote. In Lebanon they went to Tripoli on Monday.");
  expect(b, "Tripoli", WT_PLACE, "g:trip-lb");
}

static void a_city_and_its_district_abbreviation_are_one_place(void **state) {
  bench *b = *state;
  resolve(b, "", "They met in Washington, D.C. on Monday.");
  expect(b, "Washington, D.C.", WT_PLACE, "g:dc");
}

/* ---- zones, order, salience --------------------------------------------------------- */

static void teasers_count_only_when_asked_for(void **state) {
  bench *b = *state;
  static const char TEXT[] = "They went to Ankara.\n\nMoscow calls President Zyxwor back";
  wt_zone zones[] = {{WT_ZONE_BODY, WT_FIELD_TEXT, 0, 22},
                     {WT_ZONE_TEASER, WT_FIELD_TEXT, 22, sizeof TEXT - 1}};
  resolve_zones(b, "", TEXT, zones, 2, false);
  assert_int_equal(b->resolved.n, 1);
  expect(b, "Ankara", WT_PLACE, "g:ank");
  resolve_zones(b, "", TEXT, zones, 2, true);
  assert_int_equal(expect(b, "Moscow", WT_PLACE, "g:mos")->mentions[0].zone, WT_ZONE_TEASER);
  assert_non_null(entity_of(b, "Zyxwor", 0));
}

static void a_full_name_in_a_teaser_lends_nothing_to_the_body(void **state) {
  bench *b = *state;
  static const char TEXT[] = "Then Zyxwor came.\n\nWe saw President Maria Zyxwor and others there";
  wt_zone zones[] = {{WT_ZONE_BODY, WT_FIELD_TEXT, 0, 19},
                     {WT_ZONE_TEASER, WT_FIELD_TEXT, 19, sizeof TEXT - 1}};
  resolve_zones(b, "", TEXT, zones, 2, false);
  assert_int_equal(b->resolved.n, 0);
}

static void a_dateline_gives_its_places(void **state) {
  bench *b = *state;
  static const char TEXT[] = "ANKARA/MOSCOW\nThey met again.";
  wt_zone zones[] = {{WT_ZONE_DATELINE, WT_FIELD_TEXT, 0, 14},
                     {WT_ZONE_BODY, WT_FIELD_TEXT, 14, sizeof TEXT - 1}};
  resolve_zones(b, "", TEXT, zones, 2, false);
  const wt_dateline *d = b->resolved.dateline;
  assert_non_null(d);
  assert_int_equal(d->start, 0);
  assert_int_equal(d->end, strlen("ANKARA/MOSCOW"));
  assert_int_equal(d->n_places, 2);
  assert_string_equal(d->places[0], "g:ank");
  assert_string_equal(d->places[1], "g:mos");
  resolve(b, "", "They went to Ankara.");
  assert_null(b->resolved.dateline);
}

static void the_title_comes_first_and_salience_sorts(void **state) {
  bench *b = *state;
  resolve(b, "Vladimir Putin speaks",
          "We saw Vladimir Putin there. Then Putin went to Ankara with a Turkish guest. So "
          "Putin went on for hours and hours, and everybody listened to what he said about it.");
  assert_true(b->resolved.n >= 3);
  assert_string_equal(b->resolved.entities[0].id, "p:putin");
  assert_int_equal(b->resolved.entities[0].mentions[0].field, WT_FIELD_TITLE);
  for (size_t i = 0; i < b->resolved.n; i++) {
    const wt_entity *e = &b->resolved.entities[i];
    assert_true(e->salience >= 0 && e->salience <= 1);
    if (i > 0) assert_true(b->resolved.entities[i - 1].salience >= e->salience);
    for (size_t k = 1; k < e->n_mentions; k++) {
      const wt_mention *m = &e->mentions[k - 1], *n = &e->mentions[k];
      assert_true(m->field < n->field || (m->field == n->field && m->end <= n->start));
    }
  }
}

static void an_empty_article_has_no_entities(void **state) {
  bench *b = *state;
  resolve(b, "", "");
  assert_int_equal(b->resolved.n, 0);
  assert_null(b->resolved.dateline);
}

/* ---- size --------------------------------------------------------------------------- */

static void a_hundred_thousand_equal_names_are_one_entity(void **state) {
  bench *b = *state;
  enum { N = 100000 };
  static const char ONE[] = "He saw Ankara. ";
  char *text = malloc(N * (sizeof ONE - 1) + 1);
  for (size_t i = 0; i < N; i++) memcpy(text + i * (sizeof ONE - 1), ONE, sizeof ONE);
  resolve(b, "", text);
  assert_int_equal(b->resolved.n, 1);
  assert_int_equal(b->resolved.entities[0].n_mentions, N);
  free(text);
}

static void a_hundred_thousand_persons_with_one_surname_stay_apart(void **state) {
  bench *b = *state;
  enum { N = 100000, SIZE = 40 };
  char *text = malloc(N * SIZE + 1);
  size_t at = 0;
  for (unsigned i = 0; i < N; i++)
    at += (size_t)snprintf(text + at, SIZE, "We met Mr. Q%c%c%c%c Zyxwor. ",
                           'a' + (int)(i / 17576 % 26), 'a' + (int)(i / 676 % 26),
                           'a' + (int)(i / 26 % 26), 'a' + (int)(i % 26));
  resolve(b, "", text);
  assert_int_equal(b->resolved.n, N);
  free(text);
}

/* ---- set-up ------------------------------------------------------------------------- */

/* ---- places together ---------------------------------------------------------------- */

static void an_abbreviated_state_behind_the_comma_decides(void **state) {
  bench *b = *state;
  resolve(b, "", "They drove to Alexandria, La., on Sunday.");
  expect(b, "Alexandria", WT_PLACE, "g:alex-la");
  resolve(b, "", "They drove to Alexandria, Va., on Sunday.");
  expect(b, "Alexandria", WT_PLACE, "g:alex-va");
}

static void places_of_one_region_support_each_other(void **state) {
  bench *b = *state;
  resolve(b, "", "They drove from Alexandria to Pineville and then to Leesville in Louisiana.");
  expect(b, "Alexandria", WT_PLACE, "g:alex-la");
  expect(b, "Pineville", WT_PLACE, "g:pine-la");
  resolve(b, "", "They flew to Alexandria.");
  expect(b, "Alexandria", WT_PLACE, "g:alex-eg");
}

static void a_person_whom_nobody_knows_needs_a_reason(void **state) {
  static const struct {
    const char *text, *surface, *id;
  } rows[] = {
      {"In the U.S. the state Rep. John Bacon spoke.", "John Bacon", "p:bacon"},
      {"In the U.S. the reporter John Bacon spoke.", "John Bacon", NULL},
      {"In the U.S. the mayor, Ann Stone, spoke.", "Ann Stone", "p:may"},
      {"In the U.S. the singer Ann Stone spoke.", "Ann Stone", NULL},
      {"The striker Rafael Ramos scored a goal in the league match.", "Rafael Ramos", "p:ramos"},
      {"Police officer Rafael Ramos was shot on Monday.", "Rafael Ramos", NULL},
      {"In Turkey, Ali Demir spoke.", "Ali Demir", "p:turk"},
      {"In France, Ali Demir spoke of France.", "Ali Demir", NULL},
      {"In France, Ali Demir spoke.", "Ali Demir", "p:turk"},
      {"Ali Demir spoke on Monday.", "Ali Demir", "p:turk"},
  };
  bench *b = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    resolve(b, "", rows[i].text);
    const wt_entity *e = entity_of(b, rows[i].surface, 0);
    if (e == NULL) fail_msg("%s: no mention", rows[i].text);
    const char *id = e->id == NULL ? "-" : e->id, *wanted = rows[i].id == NULL ? "-" : rows[i].id;
    if (strcmp(id, wanted) != 0) fail_msg("%s: %s", rows[i].text, id);
  }
}

static void a_ministry_is_that_of_a_country_of_the_article(void **state) {
  bench *b = *state;
  resolve(b, "", "In Turkey the Finance Ministry spoke.");
  expect(b, "Finance Ministry", WT_ORGANIZATION, "o:fin-tr");
  resolve(b, "", "In France the Finance Ministry spoke of France.");
  expect(b, "Finance Ministry", WT_ORGANIZATION, NULL);
}

static void an_international_body_is_no_focus(void **state) {
  bench *b = *state;
  resolve(b, "", "The European Union spoke. The EU met.");
  assert_int_equal(b->resolved.n_focus, 0);
}

static void the_state_behind_the_comma_holds_the_town(void **state) {
  bench *b = *state;
  resolve(b, "", "He moved from Columbia, Missouri, to a farm.");
  expect(b, "Columbia", WT_PLACE, "g:col-mo");
  /* near the middle of Missouri, but the list says that it lies in Illinois */
  resolve(b, "", "He moved from Randall, Missouri, to a farm.");
  expect(b, "Randall", WT_PLACE, NULL);
}

static void the_states_of_the_article_decide(void **state) {
  bench *b = *state;
  resolve(b, "", "The road from Rolla to Columbia in Missouri was closed.");
  expect(b, "Columbia", WT_PLACE, "g:col-mo");
}

static void offices_tell_the_kind_of_place(void **state) {
  static const struct {
    const char *text, *surface, *id;
  } rows[] = {
      {"He came to Washington on Monday.", "Washington", "g:dc"},
      {"The Washington governor came on Monday.", "Washington", "g:wash"},
      {"They met Jay Mann, a senator from Washington, on Monday.", "Washington", "g:wash"},
      {"The mayor of Washington came on Monday.", "Washington", "g:dc"},
      {"Washington's legislature met on Monday.", "Washington", "g:wash"},
      {"They came to Paris, Washington, on Monday.", "Washington", "g:wash"},
      {"The president of Georgia came on Monday.", "Georgia", "g:ge"},
      {"The Georgia Senate met the governor of Georgia.", "Georgia", "g:ga"},
  };
  bench *b = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    resolve(b, "", rows[i].text);
    const wt_entity *e = entity_of(b, rows[i].surface, 0);
    if (e == NULL || e->id == NULL || strcmp(e->id, rows[i].id) != 0)
      fail_msg("%s: %s", rows[i].text, e == NULL ? "nothing" : e->id == NULL ? "-" : e->id);
  }
}

static const char *newark_in(bench *b, const char *publisher) {
  b->publisher = publisher;
  resolve(b, "", "The mayor came to Newark on Monday.");
  b->publisher = NULL;
  const wt_entity *e = entity_of(b, "Newark", 0);
  assert_non_null(e);
  return e->id == NULL ? "none" : e->id;
}

static void the_publisher_tells_which_place_is_near(void **state) {
  bench *b = *state;
  assert_string_equal(newark_in(b, NULL), "g:new-us");
  /* the ending of the address; nobody's, and a school's */
  assert_string_equal(newark_in(b, "http://www.thechronicle.co.uk/a/b?c"), "g:new-gb");
  assert_string_equal(newark_in(b, "thechronicle.tv"), "g:new-us");
  assert_string_equal(newark_in(b, "www.some-school.edu"), "g:new-us");
  /* odd ones */
  assert_string_equal(newark_in(b, ""), "g:new-us");
  assert_string_equal(newark_in(b, "http://"), "g:new-us");
  assert_string_equal(newark_in(b, "..."), "g:new-us");
  assert_string_equal(newark_in(b, "Das Blättchen"), "g:new-us");
  assert_string_equal(
      newark_in(b, "https://a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.uk"), "g:new-gb");
}

static const char *columbia_in(bench *b, const char *publisher) {
  b->publisher = publisher;
  resolve(b, "", "The mayor came to Columbia on Monday.");
  b->publisher = NULL;
  const wt_entity *e = entity_of(b, "Columbia", 0);
  assert_non_null(e);
  return e->id == NULL ? "none" : e->id;
}

static void the_publisher_bears_the_name_of_its_town(void **state) {
  bench *b = *state;
  assert_string_equal(columbia_in(b, "therolladailynews.com"), "g:col-mo");
  assert_string_equal(columbia_in(b, "https://www.rolla-times.com/news"), "g:col-mo");
  assert_string_equal(columbia_in(b, "The Rolla Daily News"), "g:col-mo");
  assert_string_equal(columbia_in(b, "ROLLA"), "g:col-mo");
}

static void a_series_of_cities_is_no_containment(void **state) {
  bench *b = *state;
  resolve(b, "", "Rallies took place in Denver, Moscow, Washington, and Ankara.");
  expect(b, "Denver", WT_PLACE, "g:den");
  expect(b, "Moscow", WT_PLACE, "g:mos");
}

static void georgia_is_a_country_a_state_or_a_person(void **state) {
  bench *b = *state;
  resolve(b, "", "Georgia and Russia talked, and Turkey listened.");
  expect(b, "Georgia", WT_PLACE, "g:ge");
  resolve(b, "", "Voters in Georgia, Texas and New Hampshire went out. The United States watched.");
  expect(b, "Georgia", WT_PLACE, "g:ga");
  resolve(b, "", "We heard Georgia Brown sing.");
  expect(b, "Georgia Brown", WT_PERSON, "p:georgia");
}

static void names_that_look_alike_stay_apart(void **state) {
  bench *b = *state;
  resolve(b, "", "Niger and Nigeria met; so did Guinea and Equatorial Guinea.");
  expect(b, "Niger", WT_PLACE, "g:niger");
  expect(b, "Nigeria", WT_PLACE, "g:nigeria");
  expect(b, "Guinea", WT_PLACE, "g:gn");
  expect(b, "Equatorial Guinea", WT_PLACE, "g:gq");
  resolve(b, "", "The Republic of the Congo and the Democratic Republic of the Congo met.");
  assert_int_equal(b->resolved.n, 2);
}

static void common_words_in_lower_case_are_no_places(void **state) {
  bench *b = *state;
  resolve(b, "",
          "She served turkey on her best china, and then began to polish it, and it was nice.");
  assert_int_equal(b->resolved.n, 0);
}

static void europeans_have_no_coordinates(void **state) {
  bench *b = *state;
  resolve(b, "", "The European plan was praised.");
  const wt_entity *e = expect(b, "European", WT_MISC, "m:eur");
  assert_false(e->has_position);
  resolve(b, "", "They flew to Santo Domingo.");
  expect(b, "Santo Domingo", WT_PLACE, "g:sd");
}

static void degrees_short_words_and_numbers_are_no_names(void **state) {
  bench *b = *state;
  resolve(b, "", "He holds an M.S. and an R.D. Do it, Ma said. Of 28M people, 02 and -5 were 4TH.");
  for (size_t i = 0; i < b->resolved.n; i++) assert_null(b->resolved.entities[i].id);
}

/* ---- focus -------------------------------------------------------------------------- */

static void the_focus_is_the_country_that_most_speaks_for(void **state) {
  bench *b = *state;
  resolve(b, "Turkey counts votes",
          "Turkey counted votes. Ankara was calm. Turkish police waited. Russia watched.");
  assert_true(b->resolved.n_focus >= 1);
  assert_string_equal(b->resolved.focus[0].country, "TR");
  assert_string_equal(b->resolved.focus[0].place, "g:ank");
  assert_true(b->resolved.focus[0].score > 0.5 && b->resolved.focus[0].score <= 1);
  double sum = 0;
  for (size_t i = 0; i < b->resolved.n_focus; i++) {
    sum += b->resolved.focus[i].score;
    if (i > 0) assert_true(b->resolved.focus[i].score <= b->resolved.focus[i - 1].score);
  }
  assert_true(sum <= 1.0001);
}

static void an_article_without_countries_has_no_focus(void **state) {
  bench *b = *state;
  resolve(b, "", "It rained, and Pope Francis got wet.");
  assert_int_equal(b->resolved.n_focus, 0);
}

static int set_up(void **state) {
  bench *b = calloc(1, sizeof *b);
  snprintf(b->folder, sizeof b->folder, "/tmp/wiretag-resolve-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  snprintf(b->list, sizeof b->list, "%s/list.tsv", b->folder);
  snprintf(b->compiled, sizeof b->compiled, "%s/list.wtg", b->folder);
  FILE *f = fopen(b->list, "w");
  assert_non_null(f);
  assert_true(fputs(LIST, f) >= 0 && fputs(NAMESAKES, f) >= 0);
  fclose(f);
  const char *paths[] = {b->list};
  wt_compile_options options = {.n_threads = 1};
  wt_compile_result result;
  wt_error error = {0};
  if (wt_gazetteer_compile(paths, 1, b->compiled, &options, &result, &error) != WT_OK)
    fail_msg("%s: %s", error.where, error.text);
  assert_int_equal(wt_gazetteer_open(b->compiled, &b->gazetteer, NULL), WT_OK);
  assert_int_equal(wt_recogniser_open(NULL, &b->recogniser, NULL), WT_OK);
  assert_int_equal(wt_recogniser_state_new(b->recogniser, &b->state, NULL), WT_OK);
  assert_int_equal(wt_resolver_new(&b->resolver, NULL), WT_OK);
  *state = b;
  return 0;
}

static int tear_down(void **state) {
  bench *b = *state;
  for (int f = 0; f < WT_FIELDS; f++) {
    wt_tokens_release(&b->fields[f]);
    wt_free(b->hits[f].items);
    wt_free(b->spans[f].items);
  }
  wt_arena_release(&b->arena);
  wt_resolver_free(b->resolver);
  wt_recogniser_state_free(b->state);
  wt_recogniser_close(b->recogniser);
  wt_gazetteer_close(b->gazetteer);
  unlink(b->list);
  unlink(b->compiled);
  rmdir(b->folder);
  free(b);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_place_that_speaks_or_decides_is_its_government),
      cmocka_unit_test(places_beside_a_verb_of_winning_are_teams),
      cmocka_unit_test(a_little_known_club_plays_football),
      cmocka_unit_test(a_listed_person_gets_its_id_and_all_that_the_list_knows),
      cmocka_unit_test(a_name_that_no_list_has_keeps_its_own_key),
      cmocka_unit_test(the_key_is_lower_case_in_every_script_and_without_locale),
      cmocka_unit_test(a_listed_title_is_no_part_of_the_mention),
      cmocka_unit_test(a_listed_article_is_no_part_of_the_mention),
      cmocka_unit_test(a_weak_name_needs_other_evidence),
      cmocka_unit_test(the_longer_candidate_wins),
      cmocka_unit_test(money_is_no_country),
      cmocka_unit_test(hyphenated_nationalities_are_two_mentions),
      cmocka_unit_test(a_surname_belongs_to_the_full_name),
      cmocka_unit_test(a_surname_is_found_without_its_accents_and_in_capitals),
      cmocka_unit_test(a_surname_before_the_full_name_belongs_to_it_too),
      cmocka_unit_test(a_listed_surname_follows_the_full_name_of_the_article),
      cmocka_unit_test(two_persons_with_one_surname_are_kept_apart),
      cmocka_unit_test(initials_and_missing_middle_names_are_variants),
      cmocka_unit_test(a_given_name_with_a_title_belongs_to_its_only_bearer),
      cmocka_unit_test(a_place_name_follows_the_person_named_before),
      cmocka_unit_test(a_place_in_place_context_stays_a_place),
      cmocka_unit_test(an_acronym_in_brackets_is_its_expansion),
      cmocka_unit_test(an_acronym_of_another_body_lends_no_id),
      cmocka_unit_test(an_acronym_of_the_initials_needs_no_brackets),
      cmocka_unit_test(a_short_name_belongs_to_the_only_longer_one),
      cmocka_unit_test(aliases_of_one_entry_are_one_entity),
      cmocka_unit_test(a_family_is_an_entity_of_its_own),
      cmocka_unit_test(a_middle_word_may_be_the_surname),
      cmocka_unit_test(a_surname_keeps_its_particle),
      cmocka_unit_test(the_first_word_of_an_organization_may_stand_for_it),
      cmocka_unit_test(the_first_word_of_an_organization_in_another_name_does_not),
      cmocka_unit_test(a_month_is_no_surname),
      cmocka_unit_test(a_storm_keeps_its_name_alone),
      cmocka_unit_test(a_weak_name_joined_to_a_sure_one_counts),
      cmocka_unit_test(a_generic_body_belongs_to_a_country_of_the_article),
      cmocka_unit_test(a_listed_short_name_follows_the_longer_name_of_the_article),
      cmocka_unit_test(a_listed_surname_follows_the_person_of_the_article),
      cmocka_unit_test(types_never_mix),
      cmocka_unit_test(a_headline_in_capitals_is_read_with_the_body),
      cmocka_unit_test(a_place_has_coordinates_country_and_kind),
      cmocka_unit_test(a_place_without_coordinates_has_none),
      cmocka_unit_test(the_place_behind_the_comma_decides),
      cmocka_unit_test(a_place_that_the_container_does_not_hold_has_no_id),
      cmocka_unit_test(countries_in_a_list_do_not_contain_each_other),
      cmocka_unit_test(the_countries_of_the_article_decide),
      cmocka_unit_test(a_city_and_its_district_abbreviation_are_one_place),
      cmocka_unit_test(an_abbreviated_state_behind_the_comma_decides),
      cmocka_unit_test(places_of_one_region_support_each_other),
      cmocka_unit_test(a_person_whom_nobody_knows_needs_a_reason),
      cmocka_unit_test(a_ministry_is_that_of_a_country_of_the_article),
      cmocka_unit_test(an_international_body_is_no_focus),
      cmocka_unit_test(the_state_behind_the_comma_holds_the_town),
      cmocka_unit_test(the_states_of_the_article_decide),
      cmocka_unit_test(offices_tell_the_kind_of_place),
      cmocka_unit_test(the_publisher_tells_which_place_is_near),
      cmocka_unit_test(the_publisher_bears_the_name_of_its_town),
      cmocka_unit_test(a_series_of_cities_is_no_containment),
      cmocka_unit_test(georgia_is_a_country_a_state_or_a_person),
      cmocka_unit_test(names_that_look_alike_stay_apart),
      cmocka_unit_test(common_words_in_lower_case_are_no_places),
      cmocka_unit_test(europeans_have_no_coordinates),
      cmocka_unit_test(degrees_short_words_and_numbers_are_no_names),
      cmocka_unit_test(the_focus_is_the_country_that_most_speaks_for),
      cmocka_unit_test(an_article_without_countries_has_no_focus),
      cmocka_unit_test(teasers_count_only_when_asked_for),
      cmocka_unit_test(a_full_name_in_a_teaser_lends_nothing_to_the_body),
      cmocka_unit_test(a_dateline_gives_its_places),
      cmocka_unit_test(the_title_comes_first_and_salience_sorts),
      cmocka_unit_test(an_empty_article_has_no_entities),
      cmocka_unit_test(a_hundred_thousand_equal_names_are_one_entity),
      cmocka_unit_test(a_hundred_thousand_persons_with_one_surname_stay_apart),
  };
  return cmocka_run_group_tests_name("resolve", tests, set_up, tear_down);
}
