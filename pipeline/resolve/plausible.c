/*
 * plausible.c - whether a listed namesake may be meant at all.
 *
 * A list of a hundred thousand persons holds somebody of every common name. Of those that hardly
 * anybody knows (weight below LITTLE) half were somebody else in the training articles, so they
 * need a reason: the article speaks of their country; a word of their office stands near the name
 * of mayors and members of the states' parliaments ("state Rep. John Bacon", but not the
 * reporter); footballers, and clubs that are called like their town ("Atlanta" of Buenos Aires),
 * play in articles about football.
 *
 * Every country has a "Finance Ministry" and a "Liberal Party". A name that is made of such words
 * only means the body of a country that the article speaks of; where it speaks of others only, it
 * is nobody that the list has.
 *
 * An article that hardly names a country refutes nothing.
 */
#include "resolve/resolver.h"
#include "resolve/word_in.h"

enum {
  LITTLE = 5000,
  KNOWN = 20000,
  RENOWNED_BODY = 50000,
  RENOWNED = 100000,
  NEAR = 12,
  FOOTBALL_WORDS = 4
};
static const float CLEARLY = 1.5f; /* log2(1 + mentions): two of them */

/* Folded words, each between single spaces. */
static const char POLITICS[] =
    " assembly assemblyman assemblywoman candidate councillor delegate democrat democratic deputy "
    "gop "
    "house lawmaker lawmakers legislator legislators legislature mp mps rep representative "
    "republican sen senate senator senators state ";
static const char CITY_HALL[] = " city mayor mayors mayoral town ";
static const char FOOTBALL[] =
    " captain club coach cup defender fc football footballer footballers forward goal goals "
    "goalkeeper league manager match midfielder player players scored season soccer squad striker "
    "substitute team transfer united winger ";
static const char BODIES[] =
    " administration affairs agency agriculture air and armed army assembly attorney bank cabinet "
    "central chamber commerce commission committee conservative council court defence defense "
    "democratic democrats department education election electoral energy environment federal "
    "finance "
    "for force forces foreign general government green greens health high house interior internal "
    "justice labor labour liberal liberals ministry national navy of office parliament party "
    "police "
    "public reform representatives republican senate service social state supreme the trade "
    "transport transportation treasury ";

static bool speaks_of(const wt_resolver *r, const char country[3]) {
  int c = wt_country_index(country);
  return c < 0 || r->countries[c] > 0;
}

/* Whether the article clearly speaks of some country: one mention proves nothing. */
static bool speaks_of_any(const wt_resolver *r) { return r->most_spoken >= CLEARLY; }

static bool stands_near(const wt_resolver *r, const wt_found *m, const char *words) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  uint32_t from = m->first > NEAR ? m->first - NEAR : 0;
  for (uint32_t i = from; i < m->end + NEAR && i < tokens->n; i++) {
    if ((i < m->first || i >= m->end) && wt_token_in(tokens, i, words)) return true;
  }
  return false;
}

/* Whether the article is about football; looked up once. */
static bool is_football(wt_resolver *r) {
  if (r->football != 0) return r->football > 0;
  int seen = 0;
  for (unsigned f = 0; f < WT_FIELDS; f++) {
    const wt_tokens *tokens = &r->e->fields[f];
    for (uint32_t i = 0; i < tokens->n && seen < FOOTBALL_WORDS; i++)
      seen += wt_token_in(tokens, i, FOOTBALL);
  }
  r->football = seen == FOOTBALL_WORDS ? 1 : -1;
  return r->football > 0;
}

/* One such word alone ("Democrats") may be a body that everybody knows ("Senate"). */
static bool is_generic(const wt_resolver *r, const wt_found *m, const wt_entry *entry) {
  const wt_tokens *tokens = &r->e->fields[m->field];
  uint32_t words = 0;
  for (uint32_t i = m->first; i < m->end; i++) {
    const wt_token *t = &tokens->tokens[i];
    if (t->kind == WT_TOKEN_PUNCT) continue;
    if (!wt_word_in(BODIES, wt_token_fold(tokens, t), t->fold_size)) return false;
    words++;
  }
  return words > 1 || (words == 1 && entry->weight < KNOWN);
}

/* Whether a form is one word of the entry's name of several, which the list calls a weak alias. */
static bool is_bare(const wt_form *f, const wt_candidate *candidate, const wt_entry *entry) {
  return f->n_words == 1 && candidate->alias && candidate->weak && strchr(entry->name, ' ') != NULL;
}

/* What the lists know about the form's first word. */
static wt_clues classes_of_form(const wt_resolver *r, const wt_form *f) {
  const wt_found *m = &r->mentions[f->first];
  return wt_classes_of(r, wt_token_of(r, m->field, m->first));
}

static bool is_behind_title(const wt_resolver *r, const wt_form *f) {
  const wt_found *m = &r->mentions[f->first];
  return m->first > 0 && wt_classes_of(r, wt_token_of(r, m->field, m->first - 1)) & WORD_TITLE;
}

/* What one bare word seldom means in an article that names it nowhere in full: stars of the stage
 * and of sports ("Wade" of Dwyane Wade), royals ("George"), little-known companies with the name of
 * a thing or a person ("Post"). */
bool wt_is_distant(const wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                   const wt_entry *entry) {
  if (!is_bare(f, candidate, entry)) return false;
  if (f->type == WT_ORGANIZATION)
    return entry->weight < KNOWN && strcmp(entry->subtype, "company") == 0 &&
           classes_of_form(r, f) != 0;
  if (f->type != WT_PERSON) return false;
  static const char STARS[] =
      "|actor or entertainer|athlete|celebrity|coach|film director|footballer|singer|";
  return wt_kind_in(STARS, entry->subtype) ||
         (wt_kind_in("|fictional|royal|", entry->subtype) && !is_behind_title(r, f));
}

/* Bodies of a state. */
static bool is_national(const wt_entry *entry) {
  return wt_kind_in("|government|government agency|ministry|police|public body|", entry->subtype);
}

/* Whether one word means somebody of a country that the article does not speak of, though it speaks
 * of others: "Vox", a magazine, as a party of Spain; "OFCOM", a Swiss office, in Britain. The best
 * known need no country, unless they are called like a thing ("Brown"). */
static bool is_abroad(const wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                      const wt_entry *entry) {
  if (f->n_words != 1 || speaks_of(r, entry->country) || !speaks_of_any(r)) return false;
  if (f->type == WT_ORGANIZATION)
    return strcmp(entry->subtype, "party") == 0 ||
           (is_national(entry) && entry->weight < RENOWNED_BODY);
  return f->type == WT_PERSON && is_bare(f, candidate, entry) && !is_behind_title(r, f) &&
         (entry->weight < RENOWNED || classes_of_form(r, f) & WORD_COMMON);
}

/* Public persons are named with and without their initials; that somebody bears the name of a
 * writer or of somebody with another initial ("William M. Welch") is chance. */
static bool is_another_initial(const wt_entry *entry) {
  static const char PUBLIC[] =
      "|diplomat or official|foreign minister|governor|head of state or government|"
      "judge|legislator|minister|politician|senator|vice president|";
  return entry->weight < KNOWN || strchr(entry->name, '.') != NULL ||
         !wt_kind_in(PUBLIC, entry->subtype);
}

bool wt_is_plausible(wt_resolver *r, const wt_form *f, const wt_candidate *candidate,
                     const wt_entry *entry) {
  const wt_found *m = &r->mentions[f->first];
  if (f->type == WT_ORGANIZATION && entry->weight < LITTLE &&
      strcmp(entry->subtype, "football club") == 0)
    return is_football(r);
  if (f->without_initials && is_another_initial(entry)) return false;
  if (is_abroad(r, f, candidate, entry)) return false;
  if (f->type == WT_ORGANIZATION)
    return speaks_of(r, entry->country) || !is_generic(r, m, entry) || !speaks_of_any(r);
  if (f->type != WT_PERSON || entry->weight >= LITTLE) return true;
  if (!speaks_of(r, entry->country) && speaks_of_any(r)) return false;
  if (strcmp(entry->subtype, "state legislator") == 0) return stands_near(r, m, POLITICS);
  if (strcmp(entry->subtype, "mayor") == 0) return stands_near(r, m, CITY_HALL);
  return strcmp(entry->subtype, "footballer") != 0 || is_football(r);
}
