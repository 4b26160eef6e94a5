/*
 * publisher.c - where an article was published, as far as its publisher's name or address tells.
 *
 * A local paper writes "Alexandria" for the town next door. Its address often says which:
 *
 *   country   the address ends in a country's letters: "www.example.co.uk". Endings that anybody
 *             buys (.tv, .io) say nothing; .gov, .mil and .edu are American
 *   place     the name is a listed place and words of newspapers: "chicagotribune.com", "The Miami
 *             Herald", "timesofmalta.com". In an address words are run together, so every cut of it
 * is tried whose other part is made of such words, and one space at each place of the name
 *
 * The result is evidence like another name of the article (places.c); it is no mention. A dump
 * comes in runs of one publisher, so the last answer is kept.
 */
#include <string.h>

#include "base/hash.h"
#include "resolve/resolver.h"
#include "resolve/word_in.h"

enum { HOST = 64, SHORTEST_PLACE = 4, LEAST_BESIDE = 2 };

/* Separated and enclosed by single spaces. */
static const char PAPER_WORDS[] =
    " advertiser advocate american and argus banner beacon bee bulletin chronicle citizen city "
    "constitution county courier daily democrat dispatch eagle echo enquirer enterprise evening "
    "examiner free gazette globe group guardian herald independent inquirer journal leader ledger "
    "live local mail media mercury messenger monitor morning my nation network news newspaper "
    "newspapers now observer of online paper patriot pilot post press progress radio record "
    "register reporter republic republican review sentinel spirit standard star statesman sun "
    "sunday telegram telegraph the time times today tribune tv union voice weekly world ";
static const char OPEN_ENDINGS[] =
    " ai am bz cc co dj eu fm gg io la ly me mu nu sc sh st su tk to tv vc ws ";
static const char AMERICAN[] = " gov mil edu ";
static const char SECOND_LEVEL[] = " ac co com edu gob gov ltd net ne nom or org plc sch ";

/* Whether letters are newspaper words run together; none are. */
static bool is_paper(const char *bytes, size_t size) {
  bool reached[HOST + 1] = {true};
  for (size_t end = 1; end <= size; end++)
    for (size_t start = 0; start < end && !reached[end]; start++)
      reached[end] = reached[start] && wt_word_in(PAPER_WORDS, bytes + start, end - start);
  return reached[size];
}

/* ---- looking up --------------------------------------------------------------------- */

static char upper(char c) { return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); }
static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); }

/* Whether a name, its words capitalised, is that of a listed place; fills *out. */
static bool is_place(wt_resolver *r, const char *name, size_t size, wt_hit *out) {
  char text[HOST + 1];
  if (size < SHORTEST_PLACE || size > HOST) return false;
  for (size_t i = 0; i < size; i++)
    text[i] = i == 0 || name[i - 1] == ' ' ? upper(name[i]) : name[i];
  if (wt_tokenize(text, size, NULL, 0, &r->publisher.tokens, NULL) != WT_OK) {
    r->publisher.failed = true;
    return false;
  }
  const wt_tokens *t = &r->publisher.tokens;
  return wt_match_exact(r->e->layers, r->e->n_layers, t, 0, (uint32_t)t->n, out) && !out->weak &&
         out->types & 1u << WT_PLACE;
}

/* The same for words run together, in one or two words. */
static bool is_run_together(wt_resolver *r, const char *name, size_t size, wt_hit *out) {
  char spaced[HOST + 1];
  if (size < SHORTEST_PLACE || size >= HOST) return false;
  if (is_place(r, name, size, out)) return true;
  for (size_t cut = LEAST_BESIDE; cut + LEAST_BESIDE <= size; cut++) {
    memcpy(spaced, name, cut);
    spaced[cut] = ' ';
    memcpy(spaced + cut + 1, name + cut, size - cut);
    if (is_place(r, spaced, size + 1, out)) return true;
  }
  return false;
}

/* The longest place in a label of an address, with newspaper words on both sides. */
static bool place_in_label(wt_resolver *r, const char *label, size_t size, wt_hit *out) {
  for (size_t length = size; length >= SHORTEST_PLACE; length--)
    for (size_t start = 0; start + length <= size; start++)
      if (is_paper(label, start) && is_paper(label + start + length, size - start - length) &&
          is_run_together(r, label + start, length, out))
        return true;
  return false;
}

/* ---- addresses and names ------------------------------------------------------------ */

static void read_address(wt_resolver *r, const char *host, size_t size) {
  size_t starts[HOST], ends[HOST], n = 0;
  for (size_t at = 0; at <= size; at++) {
    if (at < size && host[at] != '.') continue;
    size_t start = n == 0 ? 0 : ends[n - 1] + 1;
    starts[n] = start;
    ends[n++] = at;
  }
  if (n < 2) return;
  const char *last = host + starts[n - 1];
  size_t last_size = ends[n - 1] - starts[n - 1];
  if (wt_word_in(AMERICAN, last, last_size)) {
    memcpy(r->publisher.country, "US", 3);
  } else if (last_size == 2 && !wt_word_in(OPEN_ENDINGS, last, 2)) {
    r->publisher.country[0] = upper(last[0]);
    r->publisher.country[1] = upper(last[1]);
    r->publisher.country[2] = '\0';
    if (memcmp(last, "uk", 2) == 0) memcpy(r->publisher.country, "GB", 3);
  }
  size_t site = n - 2;
  if (n > 2 && last_size == 2 &&
      wt_word_in(SECOND_LEVEL, host + starts[site], ends[site] - starts[site]))
    site--;
  char label[HOST];
  size_t length = 0;
  for (size_t i = starts[site]; i < ends[site]; i++)
    if (host[i] != '-') label[length++] = host[i];
  r->publisher.has_place = place_in_label(r, label, length, &r->publisher.place);
}

/* "The Miami Herald": newspaper words are taken away from both ends. */
static void read_name(wt_resolver *r, const char *name, size_t size) {
  size_t start = 0, end = size;
  while (start < end) {
    size_t stop = start;
    while (stop < end && name[stop] != ' ') stop++;
    if (stop > start && !wt_word_in(PAPER_WORDS, name + start, stop - start)) break;
    start = stop + (stop < end);
  }
  while (end > start) {
    size_t from = end;
    while (from > start && name[from - 1] != ' ') from--;
    if (end > from && !wt_word_in(PAPER_WORDS, name + from, end - from)) break;
    end = from - (from > start);
  }
  r->publisher.has_place = is_place(r, name + start, end - start, &r->publisher.place);
}

/* Copies the host of an address, or a whole name, in small letters; returns its size, 0 when it is
 * too long or has letters beyond ASCII. */
static size_t copy_publisher(const char *bytes, size_t size, char out[HOST], bool *is_address) {
  const char *from = bytes, *end = bytes + size;
  *is_address = false;
  for (const char *at = bytes; at + 3 <= end && at < bytes + 8; at++)
    if (memcmp(at, "://", 3) == 0) {
      from = at + 3;
      *is_address = true;
    }
  size_t n = 0;
  bool dot = false, space = false;
  for (; from < end; from++) {
    if (*is_address && (*from == '/' || *from == ':' || *from == '?')) break;
    if (n + 1 >= HOST || (unsigned char)*from >= 0x80) return 0;
    dot = dot || *from == '.';
    space = space || *from == ' ';
    out[n++] = lower(*from);
  }
  *is_address = *is_address || (dot && !space);
  return n;
}

bool wt_find_publisher(wt_resolver *r) {
  uint64_t hash = r->e->publisher_size == 0 ? 0 : wt_hash(r->e->publisher, r->e->publisher_size);
  for (size_t l = 0; l < r->e->n_layers; l++)
    hash = wt_hash_mix(hash, wt_gazetteer_hash(r->e->layers[l]));
  if (r->publisher.known && r->publisher.hash == hash) return true;
  r->publisher.failed = false;
  r->publisher.hash = hash;
  r->publisher.has_place = false;
  r->publisher.country[0] = '\0';
  char text[HOST];
  bool is_address;
  size_t size = copy_publisher(r->e->publisher, r->e->publisher_size, text, &is_address);
  if (size > 0 && is_address) read_address(r, text, size);
  if (size > 0 && !is_address) read_name(r, text, size);
  r->publisher.known = !r->publisher.failed;
  return r->publisher.known;
}
