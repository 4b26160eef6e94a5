/* test_claims.c - what resolve makes of a model's spans; the spans are given, not recognised. */
#include "gazetteer_lab.h"
#include "recognise/word_lists.h"
#include "resolve/resolve.h"
#include "unit.h"

static const char LIST[] =
    "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\tsame_as\trefers_to\n"
    "g:azaz\tplace\tcity\tAzaz\t\tSY\t36.58\t37.04\t30000\t\t\t\n"
    "g:nv\tplace\tadmin1\tNevada\t\tUS\t38.7\t-116.1\t3000000\t\t\t\n"
    "g:wash\tplace\tcapital\tWashington\t\tUS\t38.9\t-77\t700000\t\t\t\n"
    "o:wash\torganization\tclub\tWashington\t\tUS\t\t\t7000\t\t\t\n"
    "o:fb\torganization\tcompany\tFacebook\t\tUS\t\t\t40000\t\t\t\n"
    "g:west\tplace\tcity\tWestland\t\tUS\t42.3\t-83.4\t84000\t\t\t\n"
    "g:isin\tplace\tcity\tIsin\t\tNG\t8.2\t5\t20000\t\t\t\n"
    "g:ok\tplace\tadmin1\tOklahoma\tOK{weak}\tUS\t35\t-97\t4000000\t\t\t\n"
    "m:aca\tmisc\tlaw\tAffordable Care Act\t\tUS\t\t\t50000\t\t\t\n"
    "p:moon\tperson\tpolitician\tMoon Jae-in\t\tKR\t\t\t90000\t\t\t\n"
    "p:xi\tperson\tpolitician\tXi Jinping\tPresident Xi\tCN\t\t\t90000\t\t\t\n"
    "o:cac\torganization\tcompany\tCAC Corporation\tCAC\tJP\t\t\t3000\t\t\t\n"
    "o:ilo\torganization\tbody\tInternational Labour Organization\tILO\t\t\t\t9000\t\t\t\n"
    "o:iloc\torganization\tcompany\tILO Ltd\t\tIN\t\t\t90000\t\t\t\n"
    "g:us\tplace\tcountry\tUnited States\tU.S.\tUS\t39\t-98\t330000000\t\t\t\n"
    "m:swiss\tmisc\tnationality\tSwiss\t\tCH\t\t\t50000\t\t\t\n"
    "o:agri\torganization\tministry\tAgriculture Department\t\tUS\t\t\t50000\t\t\t\n"
    "p:lee\tperson\tpolitician\tAnn Leeward\t\tUS\t\t\t50000\t\t\t\n"
    "g:ilo\tplace\tcity\tUno\t\tPE\t-17\t-71\t60000\t\t\t\n"
    "o:reut\torganization\tmedia\tReuters\t\tGB\t\t\t40000\t\t\t\n";

typedef struct {
  wt_gazetteer *gazetteer;
  wt_word_lists *words;
  wt_resolver *resolver;
  wt_tokens fields[WT_FIELDS];
  wt_hits hits[WT_FIELDS];
  wt_spans spans[WT_FIELDS];
  wt_arena arena;
  wt_resolved resolved;
} bench;

/* A text in which a model's spans are marked: "{P:0.9 Ann Lee} spoke." with P, L, O or M and the
 * score. */
static void resolve(bench *b, const char *marked) {
  static char text[4096];
  static const char LETTERS[] = "PLOM";
  struct {
    uint32_t start, end;
    wt_type type;
    float score;
  } marks[64];
  size_t n = 0, size = 0;
  for (const char *at = marked; *at != '\0';) {
    if (*at == '{') {
      char *rest;
      marks[n].type = (wt_type)(strchr(LETTERS, at[1]) - LETTERS);
      marks[n].score = strtof(at + 3, &rest);
      marks[n].start = (uint32_t)size;
      at = rest + 1;
    } else if (*at == '}') {
      marks[n++].end = (uint32_t)size;
      at++;
    } else {
      text[size++] = *at++;
    }
  }
  const wt_gazetteer *layers[] = {b->gazetteer};
  assert_int_equal(wt_tokenize("", 0, NULL, 0, &b->fields[WT_FIELD_TITLE], NULL), WT_OK);
  assert_int_equal(wt_tokenize(text, size, NULL, 0, &b->fields[WT_FIELD_TEXT], NULL), WT_OK);
  for (int f = 0; f < WT_FIELDS; f++)
    assert_int_equal(wt_match(layers, 1, &b->fields[f], WT_LONGEST, &b->hits[f], NULL), WT_OK);
  const wt_tokens *tokens = &b->fields[WT_FIELD_TEXT];
  wt_spans *spans = &b->spans[WT_FIELD_TEXT];
  spans->items = wt_grow(spans->items, &spans->capacity, n, sizeof *spans->items);
  assert_non_null(spans->items);
  spans->n = n;
  for (size_t i = 0, t = 0; i < n; i++) {
    while (tokens->tokens[t].start < marks[i].start) t++;
    spans->items[i] = (wt_span){.first = (uint32_t)t,
                                .type = marks[i].type,
                                .score = marks[i].score,
                                .how = WT_HOW_MODEL,
                                .rule = "model"};
    while (t < tokens->n && tokens->tokens[t].start < marks[i].end) t++;
    spans->items[i].end = (uint32_t)t;
  }
  wt_evidence evidence = {.layers = layers,
                          .n_layers = 1,
                          .fields = b->fields,
                          .hits = b->hits,
                          .spans = b->spans,
                          .words = b->words,
                          .spans_decide = true};
  wt_arena_reset(&b->arena);
  assert_int_equal(wt_resolve(b->resolver, &evidence, &b->arena, &b->resolved, NULL), WT_OK);
}

/* "P:Ann Lee|L:Nevada=g:nv": type, first mention's text, id, by position. */
static void expect(bench *b, const char *marked, const char *wanted) {
  resolve(b, marked);
  char seen[1024] = "";
  uint32_t done = 0;
  for (size_t k = 0; k < b->resolved.n; k++) {
    const wt_entity *next = NULL;
    for (size_t i = 0; i < b->resolved.n; i++) {
      const wt_entity *e = &b->resolved.entities[i];
      if ((k == 0 || e->mentions[0].start >= done) &&
          (next == NULL || e->mentions[0].start < next->mentions[0].start))
        next = e;
    }
    assert_non_null(next);
    const wt_mention *m = &next->mentions[0];
    done = m->start + 1;
    size_t size = strlen(seen);
    snprintf(seen + size, sizeof seen - size, "%s%c:%.*s%s%s", k == 0 ? "" : "|",
             "PLOM"[next->type], (int)(m->end - m->start), b -> fields[m->field].bytes + m->start,
             next->id == NULL ? "" : "=", next->id == NULL ? "" : next->id);
  }
  assert_string_equal(seen, wanted);
}

static void a_doubted_span_gives_way_to_the_listed_name_at_its_edge(void **state) {
  expect(*state, "It lies {L:0.4 West of Azaz} there.", "L:Azaz=g:azaz");
  expect(*state, "It lies {L:0.9 West of Azaz} there.", "L:West of Azaz");
  expect(*state, "By {O:0.4 Reuters Photo} today.", "O:Reuters=o:reut");
  /* of another type, or in the middle: no reason */
  expect(*state, "By {P:0.4 Reuters Photo} today.", "P:Reuters Photo");
  expect(*state, "The {L:0.4 Old Azaz Gate} stands.", "L:Old Azaz Gate");
}

static void a_headline_in_title_case_is_no_name_but_holds_listed_ones(void **state) {
  expect(*state, "{M:0.8 Facebook Is Failing to Aid Inquiry}\nThe firm said so.",
         "O:Facebook=o:fb");
  expect(*state, "{M:0.8 Talks on New Exemption}\nThe firm said so.", "");
  expect(*state, "We read {M:0.8 The Old Man and the Sea} with much delight in the town.",
         "M:The Old Man and the Sea");
}

static void a_handle_is_no_name(void **state) {
  expect(*state, "It was {P:0.7 realJohnSmith} who wrote.", "");
  expect(*state, "It was {P:0.7 McCain} who wrote.", "P:McCain");
}

static void a_name_has_one_type_in_an_article(void **state) {
  expect(*state, "{O:0.7 Miti} spoke. We saw {P:0.4 Miti} there, and {M:0.5 Miti} too.", "O:Miti");
  expect(*state, "{P:0.9 Miti} spoke. We saw {P:0.9 Miti} there, and {O:0.7 Miti} too.", "P:Miti");
}

static void a_list_with_one_type_has_a_vote(void **state) {
  expect(*state, "It rained in {O:0.5 Nevada} then.", "L:Nevada=g:nv");
  expect(*state, "It rained in {L:0.8 Nevada}, and {O:0.8 Nevada} played.", "L:Nevada=g:nv");
  expect(*state, "The men of {O:0.9 Nevada} played.", "O:Nevada");
}

static void types_that_the_list_knows_stay_apart(void **state) {
  expect(*state, "{L:0.8 Washington} is large, and {O:0.6 Washington} won.",
         "L:Washington=g:wash|O:Washington=o:wash");
}

static void an_acronym_in_brackets_is_the_name_before_it(void **state) {
  expect(*state, "The {O:0.9 Office of Odd Jobs} ({O:0.9 OJO}) met. {O:0.9 OJO} closed.",
         "O:Office of Odd Jobs");
  expect(*state, "We met {P:0.9 Will Stone} ({P:0.9 WS}) there.", "P:Will Stone");
  expect(*state, "We met {L:0.9 Harlow} ({L:0.9 UK}) there.", "L:Harlow|L:UK");
}

static void a_name_that_a_longer_hit_covers_is_found_again(void **state) {
  expect(*state, "We met President {P:0.9 Xi Jinping} there.", "P:Xi Jinping=p:xi");
  expect(*state, "We met {P:0.9 President Xi} there.", "P:President Xi=p:xi");
}

static void a_degree_behind_a_person_is_no_name(void **state) {
  expect(*state, "{P:0.9 Ann Lee}, {L:0.9 M.S.}, {O:0.9 R.D.}, spoke.", "P:Ann Lee");
  expect(*state, "{P:0.9 Ann Lee} {O:0.9 Ph.D.} spoke.", "P:Ann Lee");
  expect(*state, "{P:0.9 Ann Lee}, {O:0.9 ABC}, spoke.", "P:Ann Lee|O:ABC");
  expect(*state, "The town of {L:0.9 Lee}, {L:0.9 MA}, slept.", "L:Lee|L:MA");
}

static void the_furniture_of_a_page_is_no_name(void **state) {
  expect(*state, "{L:0.9 Hide Caption} 3 of 7 {M:0.8 File Photo}: {P:0.9 Ann Lee} spoke.",
         "P:Ann Lee");
  expect(*state, "{P:0.9 Donald John LeewardGOP} senators balk.", "");
  expect(*state, "{P:0.9 Ann Leeward Ann Mary LeewardGOP} senators balk.", "P:Ann Leeward=p:lee");
  expect(*state, "{P:0.9 Ann Leeward Mary} (Ann) spoke.", "P:Ann Leeward=p:lee");
  expect(*state, "{P:0.9 Ann McConnell}, {P:0.9 Jo FitzGerald} and {P:0.9 Al DeSantis}",
         "P:Ann McConnell|P:Jo FitzGerald|P:Al DeSantis");
}

static void a_listed_owner_is_a_name_of_its_own(void **state) {
  expect(*state, "The {O:0.9 Agriculture Department's Forest Division} met.",
         "O:Agriculture Department=o:agri|O:Forest Division");
  expect(*state, "They came to {O:0.9 United States's Best} there.", "O:United States's Best");
}

static void a_party_before_a_state_is_no_name(void **state) {
  expect(*state, "{P:0.9 Ann Lee}, {P:0.9 R-Nevada}, and {P:0.9 Jo Roe} ({M:0.9 D-Nev.})",
         "P:Ann Lee|L:Nevada=g:nv|P:Jo Roe|L:Nev.");
  expect(*state, "The {O:0.9 R-Group} met.", "O:R-Group");
}

static void a_listed_name_goes_on_over_a_hyphen(void **state) {
  expect(*state, "We met {P:0.9 Moon Jae}-in there.", "P:Moon Jae-in=p:moon");
  expect(*state, "We met {P:0.9 Moon Jae} in town.", "P:Moon Jae");
  expect(*state, "We met {P:0.9 Moon Jae}-era men.", "P:Moon Jae");
}

static void an_office_is_no_name(void **state) {
  expect(*state, "Mr. {P:0.9 President}, we met {P:0.9 Ann Lee}. {P:0.9 Bishop} spoke.",
         "P:Ann Lee|P:Bishop");
  expect(*state, "{O:0.9 Federal Councillor} {P:0.9 Ann Lee} spoke.", "P:Ann Lee");
  expect(*state, "The {M:0.9 Director of Intelligence Ann Leeward} spoke.", "P:Ann Leeward=p:lee");
  expect(*state, "The {M:0.9 USS Ann Leeward} sailed.", "M:USS Ann Leeward");
}

static void an_acronym_in_brackets_is_no_town_of_its_letters(void **state) {
  expect(*state, "The {O:0.9 Union of Nordic Oarsmen} ({L:0.9 UNO}) met. {L:0.9 UNO} rows.",
         "O:Union of Nordic Oarsmen");
}

static void tickers_codes_and_markup_are_no_names(void **state) {
  expect(*state, "We saw {O:0.9 Pechiney} <{O:0.9 PUKG.PA}> rise.", "O:Pechiney");
  expect(*state, "We saw {P:0.9 Pechiney <PUKG.PA}> rise.", "P:Pechiney");
  expect(*state, "We saw <{O:0.9 Wallco}> rise.", "O:Wallco");
  expect(*state, "Its number is {O:0.9 CH0440081286} today.", "");
}

static void an_acronym_in_brackets_has_the_type_of_its_expansion(void **state) {
  expect(*state,
         "The {O:0.9 ACA} is law. The {M:0.9 Affordable Care Act} ({O:0.8 ACA}) is old. "
         "The {O:0.9 ACA} stays.",
         "M:ACA=m:aca");
  expect(
      *state,
      "The {L:0.6 National Odd Jobs Centre} ({O:0.9 NOJC}) met. {O:0.9 NOJC} closed, {O:0.9 NOJC}.",
      "O:National Odd Jobs Centre");
  expect(*state, "We met {P:0.9 Clara Moor} ({L:0.9 MO}) there.", "P:Clara Moor|L:MO");
}

static void an_acronym_in_brackets_is_no_other_body(void **state) {
  expect(*state, "The {O:0.9 Codex Alimentarius Commission} ({O:0.9 CAC}) met.",
         "O:Codex Alimentarius Commission");
  expect(*state, "The {O:0.9 International Labour Organization} ({O:0.9 ILO}) met.",
         "O:International Labour Organization=o:ilo");
  expect(*state, "The {O:0.9 International Labor Organisation} ({O:0.9 ILO}) met.",
         "O:International Labor Organisation=o:ilo");
}

static void a_country_before_the_name_of_its_body_is_no_other_body(void **state) {
  expect(*state, "The {O:0.9 U.S. Agriculture Department} met.",
         "O:U.S. Agriculture Department=o:agri");
  expect(*state, "The {O:0.9 United States Agriculture Department} met.",
         "O:United States Agriculture Department=o:agri");
  expect(*state, "The {O:0.9 Swiss Agriculture Department} met.", "O:Swiss Agriculture Department");
}

static void an_expansion_in_brackets_is_the_acronym_before_it(void **state) {
  expect(*state, "The {O:0.9 WWE} ({O:0.9 World Wrestling Entertainment}) met.", "O:WWE");
  expect(*state, "The {O:0.9 WWF} ({O:0.9 World Wrestling Entertainment}) met.",
         "O:WWF|O:World Wrestling Entertainment");
  expect(*state, "It was told that the {O:0.9 Volcano Institute} ({O:0.9 Volcins}) met.",
         "O:Volcano Institute");
}

static void an_unlisted_first_word_of_a_place_is_that_place(void **state) {
  expect(*state, "They saw {L:0.9 Blenheim Palace}. Later {L:0.9 Blenheim} closed.",
         "L:Blenheim Palace");
  expect(*state, "In {L:0.9 Blenheim Palace} and {L:0.9 Blenheim Park} they saw {L:0.9 Blenheim}.",
         "L:Blenheim Palace|L:Blenheim Park|L:Blenheim");
  expect(*state, "In {L:0.9 Nevada City} they spoke of {L:0.9 Nevada}.",
         "L:Nevada City|L:Nevada=g:nv");
}

static void the_bare_name_of_a_company_is_the_company(void **state) {
  expect(*state, "{O:0.9 Westland Plc} fell. {L:0.8 Westland} is small, {P:0.7 Westland} said.",
         "O:Westland Plc");
  expect(*state, "{O:0.9 Westland Plc} fell. It is in {L:0.8 Westland} now.",
         "O:Westland Plc|L:Westland=g:west");
  expect(*state, "{P:0.9 Tom Moor} runs {O:0.9 Moor Plc} and {P:0.9 Moor} fell.",
         "P:Tom Moor|O:Moor Plc");
}

static void a_company_with_its_legal_form_is_the_same(void **state) {
  expect(*state, "{O:0.9 Facebook Inc.} rose, {O:0.9 Facebook} fell, {O:0.9 Facebook Labs} rose.",
         "O:Facebook Inc.=o:fb|O:Facebook Labs");
  expect(*state, "{O:0.9 Zork Foods Inc.} rose, {O:0.9 Zork Foods} fell.", "O:Zork Foods Inc.");
}

static void a_place_behind_a_person_of_that_name_is_the_person(void **state) {
  expect(*state, "{P:0.9 Denzel Washington} came. {L:0.9 Washington} won.", "P:Denzel Washington");
  expect(*state, "{P:0.9 Denzel Washington} came to {L:0.9 Washington}. {L:0.9 Washington} won.",
         "P:Denzel Washington|L:Washington=g:wash");
  expect(*state, "{L:0.9 Washington} won. {P:0.9 Denzel Washington} came.",
         "L:Washington=g:wash|P:Denzel Washington");
}

static void an_organization_behind_a_person_of_that_name_is_the_person(void **state) {
  expect(*state, "{P:0.9 Ann Reuters} came. Then {O:0.9 Reuters} said so.", "P:Ann Reuters");
  expect(*state, "{P:0.9 Jo Cac} came. Then {O:0.9 CAC} said so.", "P:Jo Cac|O:CAC=o:cac");
}

static void a_possessive_surname_is_the_person(void **state) {
  expect(*state, "{P:0.9 Ann Christie} came. {O:0.9 Christie's} work began.", "P:Ann Christie");
  expect(*state, "They sold it. {O:0.9 Christie's} was glad.", "O:Christie's");
}

static void capitals_in_running_text_are_no_small_town(void **state) {
  expect(*state, "It has the {L:0.8 ISIN} number that you know.", "");
  expect(*state, "It lies in {L:0.8 Isin} today.", "L:Isin=g:isin");
  expect(*state, "They say it is {L:0.8 O.K.} to go.", "");
  expect(*state, "He moved from Tulsa, {L:0.8 OK} to here.", "L:OK=g:ok");
}

static int set_up(void **state) {
  static bench b;
  b.gazetteer = glab_gazetteer(LIST);
  assert_int_equal(wt_word_lists_open(&b.words, NULL), WT_OK);
  assert_int_equal(wt_resolver_new(&b.resolver, NULL), WT_OK);
  *state = &b;
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
  wt_word_lists_close(b->words);
  wt_gazetteer_close(b->gazetteer);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_doubted_span_gives_way_to_the_listed_name_at_its_edge),
      cmocka_unit_test(a_headline_in_title_case_is_no_name_but_holds_listed_ones),
      cmocka_unit_test(a_handle_is_no_name),
      cmocka_unit_test(a_name_has_one_type_in_an_article),
      cmocka_unit_test(a_list_with_one_type_has_a_vote),
      cmocka_unit_test(an_acronym_in_brackets_is_the_name_before_it),
      cmocka_unit_test(types_that_the_list_knows_stay_apart),
      cmocka_unit_test(a_name_that_a_longer_hit_covers_is_found_again),
      cmocka_unit_test(a_degree_behind_a_person_is_no_name),
      cmocka_unit_test(the_furniture_of_a_page_is_no_name),
      cmocka_unit_test(a_listed_owner_is_a_name_of_its_own),
      cmocka_unit_test(a_party_before_a_state_is_no_name),
      cmocka_unit_test(a_listed_name_goes_on_over_a_hyphen),
      cmocka_unit_test(an_office_is_no_name),
      cmocka_unit_test(an_acronym_in_brackets_is_no_town_of_its_letters),
      cmocka_unit_test(tickers_codes_and_markup_are_no_names),
      cmocka_unit_test(an_acronym_in_brackets_has_the_type_of_its_expansion),
      cmocka_unit_test(an_acronym_in_brackets_is_no_other_body),
      cmocka_unit_test(a_country_before_the_name_of_its_body_is_no_other_body),
      cmocka_unit_test(an_expansion_in_brackets_is_the_acronym_before_it),
      cmocka_unit_test(an_unlisted_first_word_of_a_place_is_that_place),
      cmocka_unit_test(the_bare_name_of_a_company_is_the_company),
      cmocka_unit_test(a_company_with_its_legal_form_is_the_same),
      cmocka_unit_test(a_place_behind_a_person_of_that_name_is_the_person),
      cmocka_unit_test(an_organization_behind_a_person_of_that_name_is_the_person),
      cmocka_unit_test(a_possessive_surname_is_the_person),
      cmocka_unit_test(capitals_in_running_text_are_no_small_town),
  };
  return cmocka_run_group_tests_name("claims", tests, set_up, tear_down);
}
