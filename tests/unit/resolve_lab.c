#include "resolve_lab.h"

#include "gazetteer_lab.h"

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
    "p:bill\tperson\thead of state or government\tBill "
    "Clinton\tClinton{weak}\tUS\t\t\t400000\t\t\t\n"
    "p:hill\tperson\tpolitician\tHillary Clinton\tClinton{weak}\tUS\t\t\t450000\t\t\t\n"
    "o:house\torganization\tparliament\tHouse of Representatives\tHouse\tUS\t\t\t100000\t\t\t\n"
    "p:wade\tperson\tathlete\tDwyane Wade\tWade{weak}\tUS\t\t\t105000\t\t\t\n"
    "o:aeoi\torganization\tgovernment agency\tAtomic Energy Organization of "
    "Iran\tAEOI\tIR\t\t\t40000\t\t\t\n"
    "o:ofcom\torganization\tgovernment agency\tOfcom\tOFCOM\tGB\t\t\t40000\t\t\t\n"
    "g:pac\tplace\tocean\tPacific Ocean\tPacific\t\t0\t-160\t300000000\t\t\t\n"
    "g:pac-wa\tplace\tcity\tPacific\t\tUS\t47.26\t-122.25\t7000\t\t\t\n"
    "o:voxx\torganization\tparty\tVoxx\t\tES\t\t\t60000\t\t\t\n"
    "o:coe\torganization\tigo\tCouncil of Europe\t\tFR\t\t\t90000\t\t\t\n"
    "o:fin-tr\torganization\tministry\tFinance Ministry\t\tTR\t\t\t20000\t\t\t\n"
    "o:eu\torganization\tigo\tEuropean Union\tEU\tFR\t\t\t90000\t\t\t\n";

void rlab_resolve_zones(wt_rlab *b, const char *title, const char *text, const wt_zone *zones,
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
                          .words = wt_recogniser_words(b->recogniser),
                          .publisher = b->publisher,
                          .publisher_size = b->publisher == NULL ? 0 : strlen(b->publisher),
                          .all_zones = all_zones};
  wt_arena_reset(&b->arena);
  assert_int_equal(wt_resolve(b->resolver, &evidence, &b->arena, &b->resolved, NULL), WT_OK);
}

void rlab_resolve(wt_rlab *b, const char *title, const char *text) {
  wt_zone body = {WT_ZONE_BODY, WT_FIELD_TEXT, 0, (uint32_t)strlen(text)};
  rlab_resolve_zones(b, title, text, &body, *text != '\0', false);
}

static bool covers(const wt_rlab *b, const wt_mention *m, const char *surface) {
  size_t size = strlen(surface);
  const char *bytes = b->fields[m->field].bytes;
  return m->end - m->start == size && memcmp(bytes + m->start, surface, size) == 0;
}

const wt_entity *rlab_entity(const wt_rlab *b, const char *surface, size_t n) {
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

const wt_entity *rlab_expect(const wt_rlab *b, const char *surface, wt_type type, const char *id) {
  const wt_entity *e = rlab_entity(b, surface, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", surface);
  assert_int_equal(e->type, type);
  const char *has = e->id == NULL ? "none" : e->id, *wanted = id == NULL ? "none" : id;
  assert_string_equal(has, wanted);
  return e;
}

const wt_mention *rlab_mention(const wt_rlab *b, const wt_entity *e, const char *surface) {
  for (size_t k = 0; k < e->n_mentions; k++)
    if (covers(b, &e->mentions[k], surface)) return &e->mentions[k];
  return NULL;
}

void rlab_expect_same(const wt_rlab *b, const char *one, const char *other, const char *rule) {
  const wt_entity *e = rlab_entity(b, one, 0);
  if (e == NULL) fail_msg("no mention \"%s\"", one);
  const wt_mention *m = rlab_mention(b, e, other);
  if (m == NULL) fail_msg("\"%s\" is not the same as \"%s\"", other, one);
  assert_string_equal(m->rule, rule);
  assert_true(m->how & WT_HOW_COREFERENCE);
}

int rlab_set_up(void **state) {
  wt_rlab *b = calloc(1, sizeof *b);
  wt_buffer list = {0};
  wt_buffer_text(&list, LIST);
  wt_buffer_append(&list, NAMESAKES, sizeof NAMESAKES); /* with its NUL */
  assert_false(list.failed);
  b->gazetteer = glab_gazetteer(list.data);
  wt_buffer_release(&list);
  assert_int_equal(wt_recogniser_open(NULL, &b->recogniser, NULL), WT_OK);
  assert_int_equal(wt_recogniser_state_new(b->recogniser, &b->state, NULL), WT_OK);
  assert_int_equal(wt_resolver_new(&b->resolver, NULL), WT_OK);
  *state = b;
  return 0;
}

int rlab_tear_down(void **state) {
  wt_rlab *b = *state;
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
  free(b);
  return 0;
}
