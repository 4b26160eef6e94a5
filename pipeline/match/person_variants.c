/*
 * person_variants.c - listed person names to the forms that news writes, see the header.
 *
 * A name is split at its spaces. First comes the short form (given name and family name), because
 * most articles use no other; then words of the short form are replaced one at a time by their
 * other transliterations, from a table of given names and a few endings of family names. One
 * replaced word a variant: that covers nearly all that newspapers print, and keeps the number of
 * names linear.
 *
 * The classes follow the common romanization systems: BGN/PCGN and GOST for Russian (-iy, -y, -i),
 * the news agencies' styles for Arabic, McCune-Reischauer and Revised Romanization for Korean, the
 * ae, oe, ue of German passports. Limits: no variants of Greek, Persian or Thai names beyond the
 * table; a Spanish double family name is only recognised by the country.
 */
#include "match/person_variants.h"

#include <string.h>

enum { WORDS = 8 };

typedef struct word {
  const char *bytes;
  size_t size;
} word;

typedef struct name {
  word words[WORDS]; /* [n] */
  size_t n;
} name;

typedef struct output {
  wt_person_variant *items;
  size_t n;
  const char *listed;
  size_t listed_size;
} output;

/* Spellings of one given name, separated by single spaces; the first ones are the most common. */
static const char *const GIVEN[] = {
    " Sergei Sergey Serhiy ",
    " Alexander Aleksandr Alexandr Aleksander ",
    " Oleksandr Olexandr ",
    " Yuri Yuriy Yury Iurii ",
    " Dmitry Dmitri Dmitriy Dmytro ",
    " Andrei Andrey Andriy ",
    " Alexei Alexey Aleksei Aleksey ",
    " Nikolai Nikolay Mykola ",
    " Yevgeny Evgeny Yevgeniy Evgeni Evgeniy ",
    " Vasily Vasiliy Vasili ",
    " Vitaly Vitaliy Vitali Vitalii ",
    " Valery Valeriy Valeri ",
    " Gennady Gennadiy Gennadi ",
    " Arkady Arkadiy Arkadi ",
    " Anatoly Anatoliy Anatoli ",
    " Grigory Grigoriy Grigori ",
    " Georgy Georgiy Georgi ",
    " Maxim Maksim Maksym ",
    " Yulia Yuliya Julia Yuliia ",
    " Natalia Natalya Nataliya ",
    " Maria Mariya Mariia ",
    " Tatiana Tatyana ",
    " Ksenia Kseniya Xenia ",
    " Viktor Victor ",
    " Mohammed Mohamed Muhammad Mohammad Muhammed Mohamad ",
    " Ahmed Ahmad ",
    " Mahmoud Mahmud Mahmood ",
    " Hussein Husain Hussain Husayn Hossein ",
    " Hassan Hasan ",
    " Khaled Khalid ",
    " Youssef Yusuf Yousef Yousuf Youssouf ",
    " Omar Umar Omer ",
    " Osama Usama ",
    " Abdullah Abdallah Abdulla ",
    " Ibrahim Ebrahim ",
    " Ismail Esmail Ismael ",
    " Mustafa Mostafa Moustafa ",
    " Walid Waleed ",
    " Saeed Said Saied ",
    " Faisal Faysal ",
    " Suleiman Sulaiman Sulayman Soleiman ",
    " Abdul Abdel Abd ",
    " Jamal Gamal ",
    " Tariq Tarek Tareq ",
    " Salah Saleh ",
    " Bashar Bashshar ",
    " Qassem Qasim Qasem Kassem ",
    " Haider Haidar Haydar ",
};

/* Words that belong to the word behind them. */
static const char PARTICLES[] =
    " de da do dos das del della di la le van von der den ter ten bin bint ibn ben abu al el al- "
    "el- "
    "abd abdul abdel abou ul ur ud zu af ";
static const char SUFFIXES[] = " Jr. Jr Sr. Sr II III IV ";
static const char SPANISH[] = " ES MX AR CO PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY PR ";
static const char FAMILY_FIRST[] = " CN KR KP TW HK VN SG MO KH MM HU JP LA ";
static const char HYPHENATED[] = " CN KR KP TW HK ";
static const char SLAVIC[] = " RU UA BY KZ KG UZ TJ TM AM AZ GE MD BG ";

static bool holds(const char *table, const char *bytes, size_t size) {
  char key[32] = " ";
  if (size == 0 || size > sizeof key - 3) return false;
  memcpy(key + 1, bytes, size);
  key[size + 1] = ' ';
  key[size + 2] = '\0';
  return strstr(table, key) != NULL;
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_vowel(char c) { return memchr("aeiouy", c, 6) != NULL; }
static bool ends(word w, const char *tail) {
  size_t n = strlen(tail);
  return w.size > n && memcmp(w.bytes + w.size - n, tail, n) == 0;
}

static bool is_particle(word w) {
  char lower[8];
  if (w.size >= sizeof lower) return false;
  for (size_t i = 0; i < w.size; i++)
    lower[i] = is_capital(w.bytes[i]) ? (char)(w.bytes[i] - 'A' + 'a') : w.bytes[i];
  return holds(PARTICLES, lower, w.size);
}

/* "R.", "R", "F.D." */
static bool is_initial(word w) {
  if (!is_capital(w.bytes[0])) return false;
  return w.size == 1 || (w.size <= 4 && w.bytes[w.size - 1] == '.' && w.bytes[1] == '.');
}

/* Splits a name, without a comma behind a word; false when it has less than two words or too many.
 */
static bool split(const char *bytes, size_t size, name *out) {
  out->n = 0;
  for (size_t at = 0; at < size;) {
    const char *space = memchr(bytes + at, ' ', size - at);
    size_t n = space == NULL ? size - at : (size_t)(space - bytes) - at;
    word w = {bytes + at, n > 0 && bytes[at + n - 1] == ',' ? n - 1 : n};
    if (w.size > 0) {
      if (out->n == WORDS) return false;
      out->words[out->n++] = w;
    }
    at += n + 1;
  }
  return out->n >= 2;
}

/* ---- output ------------------------------------------------------------------------- */

/* Adds a name with word `at` replaced by `head` and `tail`. */
static void put(output *out, const name *n, size_t at, word head, const char *tail, bool weak) {
  if (out->n == WT_PERSON_VARIANTS) return;
  wt_person_variant *v = &out->items[out->n];
  v->size = 0;
  v->weak = weak;
  size_t extra = strlen(tail);
  for (size_t i = 0; i < n->n; i++) {
    word w = i == at ? head : n->words[i];
    size_t more = (i > 0) + w.size + (i == at ? extra : 0);
    if (v->size + more > sizeof v->text) return;
    if (i > 0) v->text[v->size++] = ' ';
    memcpy(v->text + v->size, w.bytes, w.size);
    v->size += w.size;
    if (i != at) continue;
    memcpy(v->text + v->size, tail, extra);
    v->size += extra;
  }
  if (v->size == out->listed_size && memcmp(v->text, out->listed, v->size) == 0) return;
  for (size_t i = 0; i < out->n; i++)
    if (v->size == out->items[i].size && memcmp(v->text, out->items[i].text, v->size) == 0) return;
  out->n++;
}

static void put_name(output *out, const name *n, bool weak) {
  put(out, n, 0, n->words[0], "", weak);
}

/* ---- shorter ------------------------------------------------------------------------ */

/* The index of the word at which the family name begins. */
static size_t family_at(const name *n, const char country[2]) {
  size_t at = n->n - 1;
  if (holds(SPANISH, country, 2) && n->n >= 3 && !is_initial(n->words[n->n - 2])) {
    bool married = n->n >= 4 && is_particle(n->words[n->n - 2]); /* "de Kirchner" */
    if (!married) at = n->n - 2;
  }
  while (at > 1 && is_particle(n->words[at - 1])) at--;
  return at;
}

/* Given name and family name; the same name when there is nothing to leave out. */
static name shorten(const name *n, const char country[2]) {
  name s = {0};
  size_t first = 1, family = family_at(n, country);
  if (holds(FAMILY_FIRST, country, 2)) return *n;
  if (is_particle(n->words[0]) || is_initial(n->words[0])) return *n; /* "Abdel Fattah ..." */
  size_t end = holds(SPANISH, country, 2) && family + 1 < n->n && !is_particle(n->words[family])
                   ? family + 1
                   : n->n;
  if (end < family + 1) return *n;
  for (size_t i = 0; i < first; i++) s.words[s.n++] = n->words[i];
  for (size_t i = family; i < end; i++) s.words[s.n++] = n->words[i];
  return s.n >= 2 ? s : *n;
}

/* "J. R. Biden" of "Joseph R. Biden". */
static void put_initials(output *out, const name *n) {
  if (n->n != 3 || !is_initial(n->words[1]) || is_initial(n->words[0])) return;
  if (!is_capital(n->words[0].bytes[0])) return;
  put(out, n, 0, (word){n->words[0].bytes, 1}, ".", true);
}

/* ---- spellings ---------------------------------------------------------------------- */

/* The other spellings of a given name, at most `most`. */
static void put_given(output *out, const name *n, size_t at, size_t most) {
  word w = n->words[at];
  for (size_t i = 0; i < sizeof GIVEN / sizeof *GIVEN; i++) {
    if (!holds(GIVEN[i], w.bytes, w.size)) continue;
    for (const char *p = GIVEN[i] + 1; *p != '\0' && most > 0;) {
      size_t size = (size_t)(strchr(p, ' ') - p);
      if (size != w.size || memcmp(p, w.bytes, size) != 0) {
        put(out, n, at, (word){p, size}, "", false);
        most--;
      }
      p += size + 1;
    }
    return;
  }
}

/* -sky, -skyy, -skiy, -skii; -ev and -yev behind a vowel. */
static void put_slavic(output *out, const name *n, size_t at) {
  static const char *const SKY[] = {"sky", "skyy", "skiy", "skii", "skyi", "ski"};
  word w = n->words[at];
  size_t stem = 0;
  for (size_t i = 0; i < sizeof SKY / sizeof *SKY && stem == 0; i++)
    if (ends(w, SKY[i])) stem = w.size - strlen(SKY[i]);
  for (size_t i = 0; stem > 0 && i < 3; i++) put(out, n, at, (word){w.bytes, stem}, SKY[i], false);
  if (stem > 0 || w.size < 5) return;
  bool female = ends(w, "eva");
  if (!female && !ends(w, "ev")) return;
  size_t root = w.size - (female ? 3 : 2);
  char before = w.bytes[root - 1];
  const char *tail = female ? "eva" : "ev", *soft = female ? "yeva" : "yev";
  if (before == 'y' && root > 1 && is_vowel(w.bytes[root - 2]))
    put(out, n, at, (word){w.bytes, root - 1}, tail, false);
  else if (is_vowel(before) && before != 'y')
    put(out, n, at, (word){w.bytes, root}, soft, false);
}

/* "al-Sisi" as "el-Sisi" and, after a given name, "Sisi". */
static void put_article(output *out, const name *n, size_t at) {
  word w = n->words[at];
  if (at == 0 || w.size < 6 || w.bytes[2] != '-' || w.bytes[1] != 'l') return;
  bool capital = is_capital(w.bytes[0]);
  bool al = w.bytes[0] == 'a' || w.bytes[0] == 'A';
  if (!al && w.bytes[0] != 'e' && w.bytes[0] != 'E') return;
  word rest = {w.bytes + 3, w.size - 3};
  char other[WT_PERSON_BYTES];
  if (rest.size + 3 > sizeof other) return;
  memcpy(other, al ? (capital ? "El-" : "el-") : (capital ? "Al-" : "al-"), 3);
  memcpy(other + 3, rest.bytes, rest.size);
  put(out, n, at, (word){other, rest.size + 3}, "", false);
  if (is_capital(rest.bytes[0])) put(out, n, at, rest, "", false);
}

/* ä, ö, ü as ae, oe, ue. */
static void put_umlauts(output *out, const name *n, size_t at) {
  static const char MARKED[] = "\xA4\xB6\xBC\x84\x96\x9C", PLAIN[] = "aouAOU";
  char other[WT_PERSON_BYTES];
  word w = n->words[at];
  size_t size = 0;
  bool any = false;
  for (size_t i = 0; i < w.size && size + 2 <= sizeof other; i++) {
    const char *mark = NULL;
    if (w.bytes[i] == '\xC3' && i + 1 < w.size) mark = memchr(MARKED, w.bytes[i + 1], 6);
    if (mark == NULL) {
      other[size++] = w.bytes[i];
      continue;
    }
    other[size++] = PLAIN[mark - MARKED];
    other[size++] = 'e';
    any = true;
    i++;
  }
  if (any) put(out, n, at, (word){other, size}, "", false);
}

/* "Kim Jong Un" as "Kim Jong-un", and both as "Kim Jongun". */
static void put_east_asian(output *out, const name *n) {
  char other[WT_PERSON_BYTES];
  word first, second;
  const char *hyphen = NULL;
  if (n->n == 3) {
    first = n->words[1];
    second = n->words[2];
  } else if (n->n == 2 && (hyphen = memchr(n->words[1].bytes, '-', n->words[1].size)) != NULL) {
    first = (word){n->words[1].bytes, (size_t)(hyphen - n->words[1].bytes)};
    second = (word){hyphen + 1, n->words[1].size - first.size - 1};
  } else {
    return;
  }
  if (first.size == 0 || second.size == 0 || first.size + second.size + 1 > sizeof other) return;
  if (is_initial(first) || is_initial(second) || memchr(second.bytes, '-', second.size)) return;
  char low = is_capital(second.bytes[0]) ? (char)(second.bytes[0] - 'A' + 'a') : second.bytes[0];
  memcpy(other, first.bytes, first.size);
  for (size_t dash = 2; dash > 0; dash--) {
    size_t at = first.size;
    if (dash == 2) other[at++] = '-';
    memcpy(other + at, second.bytes, second.size);
    other[at] = low;
    name joined = {.words = {n->words[0], {other, at + second.size}}, .n = 2};
    put_name(out, &joined, false);
  }
}

size_t wt_person_variants(const char *bytes, size_t size, const char country[2],
                          wt_person_variant out[WT_PERSON_VARIANTS]) {
  output o = {.items = out, .listed = bytes, .listed_size = size};
  name n;
  if (size > WT_PERSON_BYTES || !split(bytes, size, &n)) return 0;
  while (n.n > 2 && holds(SUFFIXES, n.words[n.n - 1].bytes, n.words[n.n - 1].size)) n.n--;
  name s = shorten(&n, country);
  put_name(&o, &s, false);
  put_name(&o, &n, false);
  if (holds(HYPHENATED, country, 2)) put_east_asian(&o, &n);
  for (size_t i = 0; i < s.n; i++) {
    if (i + 1 < s.n) put_given(&o, &s, i, 2);
    if (i > 0 && holds(SLAVIC, country, 2)) put_slavic(&o, &s, i);
    put_article(&o, &s, i);
    put_umlauts(&o, &s, i);
  }
  put_initials(&o, &n);
  return o.n;
}
