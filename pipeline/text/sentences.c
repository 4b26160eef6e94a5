/*
 * sentences.c - where the sentences of a news text end.
 *
 * The candidates are the terminators of UAX #29 and the line breaks; each is judged once, on the
 * tokens around it.
 *
 *   - A terminator ends a sentence where UAX #29 says so, unless it belongs to a title ("Gen.
 *     Smith"), an initial ("J. K. Rowling"), a month before a number, a list number at the start
 *     of a line ("1. Turkey"), or an address. Acronyms and what stands after names ("U.S.",
 *     "Inc.", "Calif.") end one when the next word is a capitalised function word: "in the U.S. The
 *     president", but "U.S. President". Where the space behind a period was lost
 *     ("Munich.Assistant", split by the word breaks) a sentence ends too.
 *   - "…" counts as a full stop. A number behind a full stop begins a sentence ("agreed. 22
 *     people"): the abbreviations that stand before numbers are known.
 *   - What hangs on an ASCII terminator without a space goes on with the sentence ("U.S./China"),
 * unless it is a capitalised word.
 *   - Footnote marks glued to the terminator ("talks.[1]") belong to the sentence that they note.
 *   - An empty line and the border of a zone end a sentence always.
 *   - A single line break ends one, as in UAX #29, unless the text is hard-wrapped there: the next
 *     word had no room, or half of the block's lines begin with a small letter.
 */
#include "text/sentences.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "text/sentence_break.h"
#include "text/tailoring.h"
#include "text/utf8.h"

enum {
  SHORTEST_WRAPPED = 40, /* code points of a line that may have been wrapped */
  WIDEST_WRAPPED = 120,  /* lines over this are paragraphs */
  PROSE_LINES = 3,       /* lines that begin with a small letter, at least, in wrapped prose */
  LONGEST_STARTER = 9,
  LIST_DIGITS = 3,
  CLOSERS = 2 /* marks looked through behind a terminator or an abbreviation */
};

/* ---- capitalised function words ------------------------------------------------------ */

/* Words that rarely begin a name: capitalised, they show that a sentence began. The second
 * list also stands capitalised in Title Case Headlines, so it counts in running text only. */
static const char *const starters[] = {
    "a",     "after",   "all",   "also", "although", "an",    "another", "because",   "before",
    "but",   "earlier", "each",  "he",   "her",      "here",  "his",     "how",       "however",
    "i",     "if",      "it",    "its",  "last",     "later", "many",    "meanwhile", "more",
    "most",  "my",      "nor",   "not",  "now",      "once",  "one",     "other",     "our",
    "she",   "since",   "so",    "some", "still",    "such",  "that",    "the",       "their",
    "then",  "there",   "these", "they", "this",     "those", "though",  "thus",      "two",
    "under", "until",   "we",    "what", "when",     "where", "whether", "which",     "while",
    "who",   "why",     "yet",   "you",  "your"};
static const char *const weak_starters[] = {"and", "as",   "at",    "by",   "during",
                                            "for", "from", "in",    "of",   "on",
                                            "or",  "to",   "under", "with", "without"};

static bool listed(const char *const *list, size_t n, const char *text, size_t size) {
  for (size_t i = 0; i < n; i++)
    if (strlen(list[i]) == size && memcmp(list[i], text, size) == 0) return true;
  return false;
}

static bool is_starter(const wt_tokens *t, const wt_token *word) {
  if (word->letter_case != WT_CASE_INITIAL || word->fold_size > LONGEST_STARTER) return false;
  const char *fold = wt_token_fold(t, word);
  if (listed(starters, sizeof starters / sizeof *starters, fold, word->fold_size)) return true;
  return (word->zone == WT_ZONE_BODY || word->zone == WT_ZONE_QUOTE) &&
         listed(weak_starters, sizeof weak_starters / sizeof *weak_starters, fold, word->fold_size);
}

/* Days and months, which go on after "5 p.m.". */
static bool is_date_word(const wt_tokens *t, const wt_token *word) {
  static const char *const words[] = {"monday",  "tuesday",  "wednesday", "thursday",
                                      "friday",  "saturday", "sunday",    "eastern",
                                      "pacific", "central",  "gmt"};
  return listed(words, sizeof words / sizeof *words, wt_token_fold(t, word), word->fold_size);
}

/* ---- terminators --------------------------------------------------------------------- */

static uint32_t last_codepoint(const wt_tokens *t, size_t at, size_t *start) {
  *start = at;
  return wt_utf8_previous(t->bytes, start);
}

/* The class of the character that ends before `at`, as SB7 wants it. */
static wt_sentence_class class_before(const wt_tokens *t, size_t at) {
  return at == 0 ? WT_SB_OTHER : wt_sentence_class_of(last_codepoint(t, at, &at));
}

static bool opens_quote(const wt_tokens *t, size_t i) {
  size_t at = t->tokens[i].start;
  uint32_t c = wt_utf8_next(t->bytes, t->size, &at);
  return t->tokens[i].flags & WT_SPACE_BEFORE && (c == '"' || c == 0x201C || c == 0xAB);
}

/* Token i keeps its period. May a sentence end behind it? UAX #29 has said yes. */
static bool period_ends(const wt_tokens *t, size_t i) {
  const wt_token *token = &t->tokens[i];
  char before = i == 0 ? 0 : t->bytes[t->tokens[i - 1].end - 1];
  wt_period kind = wt_period_of(t->bytes, t->size, token->start, token->end - 1, before);
  size_t next = i + 1;
  while (next < t->n && t->tokens[next].kind == WT_TOKEN_PUNCT && next <= i + CLOSERS) next++;
  if (next >= t->n) return true;
  const wt_token *word = &t->tokens[next];
  bool quoted = next > i + 1 && opens_quote(t, i + 1) && word->letter_case >= WT_CASE_INITIAL;
  switch (kind) {
    case WT_PERIOD_NONE: return true;
    case WT_PERIOD_TITLE:
    case WT_PERIOD_SMALL_TITLE:
    case WT_PERIOD_NUMBERED: return false;
    case WT_PERIOD_MONTH: return word->kind != WT_TOKEN_NUMBER && is_starter(t, word);
    case WT_PERIOD_CLOCK: return word->letter_case == WT_CASE_INITIAL && !is_date_word(t, word);
    case WT_PERIOD_SMALL_END: return true;
    default: return is_starter(t, word) || (quoted && kind != WT_PERIOD_INITIAL);
  }
}

/* "1." at the start of a line or sentence. */
static bool is_list_number(const wt_tokens *t, size_t i) {
  if (i == 0) return false;
  const wt_token *number = &t->tokens[i - 1];
  return number->kind == WT_TOKEN_NUMBER && number->flags & (WT_LINE_BEFORE | WT_SENTENCE_START) &&
         number->end == t->tokens[i].start && number->end - number->start <= LIST_DIGITS;
}

/* A period between letters where a space was lost: the word breaks have split there. */
static bool lost_space(const wt_tokens *t, size_t i, size_t period) {
  const wt_token *next = &t->tokens[i + 1];
  return i + 1 < t->n && next->start == period + 1 && next->kind == WT_TOKEN_WORD &&
         t->bytes[period] == '.' && class_before(t, period) == WT_SB_LOWER;
}

/* Does what stands at the boundary hang on token i without a space, and is no capitalised word?
 * "U.S./China", "(sic!)-like". */
static bool glued_on(const wt_tokens *t, size_t i, size_t boundary, bool own_period) {
  for (i++; i < t->n && t->tokens[i].start < boundary;) i++;
  if (i >= t->n || t->tokens[i].flags & WT_SPACE_BEFORE) return false;
  return own_period || t->tokens[i].letter_case < WT_CASE_INITIAL;
}

/* A number behind a plain full stop and a space: SB8 would look through it for a small letter and
 * join "He agreed. 22 people". Abbreviations that stand before numbers have kept their period. */
static bool number_starts(const wt_tokens *t, size_t i) {
  if (i == 0 || i + 1 >= t->n) return false;
  const wt_token *word = &t->tokens[i - 1], *number = &t->tokens[i + 1];
  return word->end == t->tokens[i].start && word->kind == WT_TOKEN_WORD && word->fold_size > 1 &&
         number->kind == WT_TOKEN_NUMBER && number->flags & WT_SPACE_BEFORE;
}

/* A footnote mark glued to the terminator belongs to the sentence: "talks.[1][2]". The token
 * behind the marks at token i, or i. */
static size_t skip_footnotes(const wt_tokens *t, size_t i) {
  for (; i + 2 < t->n && t->tokens[i + 2].end - t->tokens[i].start <= 2 + LIST_DIGITS; i += 3) {
    const char *bytes = t->bytes;
    if (bytes[t->tokens[i].start] != '[' || bytes[t->tokens[i + 2].start] != ']' ||
        t->tokens[i].flags & WT_SPACE_BEFORE || t->tokens[i + 1].kind != WT_TOKEN_NUMBER)
      break;
  }
  return i;
}

/* Is token i, behind a "…", the start of a sentence? */
static bool is_capitalised(const wt_tokens *t, size_t i) {
  size_t most = i + CLOSERS;
  while (i < t->n && i < most && t->tokens[i].kind == WT_TOKEN_PUNCT) i++;
  return i < t->n && t->tokens[i].flags & WT_SPACE_BEFORE &&
         t->tokens[i].letter_case >= WT_CASE_INITIAL;
}

/* The offset behind which the next sentence begins when token i ends one, else 0. */
static size_t end_after(const wt_tokens *t, size_t i) {
  const wt_token *token = &t->tokens[i];
  bool own_period = token->flags & WT_PERIOD;
  size_t at = own_period ? token->end - 1 : token->start, end = at;
  uint32_t c = wt_utf8_next(t->bytes, t->size, &end);
  if (token->flags & WT_IN_ADDRESS) return 0;
  if (c == 0x2026) return is_capitalised(t, i + 1) ? end : 0;
  wt_sentence_class k = wt_sentence_class_of(c);
  if (k != WT_SB_ATERM && k != WT_SB_STERM) return 0;
  if (!own_period && lost_space(t, i, at)) return end;
  size_t notes = skip_footnotes(t, i + 1);
  if (notes > i + 1) return t->tokens[notes - 1].end;
  size_t boundary = wt_sentence_after(t->bytes, t->size, at, class_before(t, at));
  if (boundary == 0 && !own_period && number_starts(t, i)) return end;
  if (boundary == 0 || (c < 128 && glued_on(t, i, boundary, own_period))) return 0;
  return (own_period ? !period_ends(t, i) : is_list_number(t, i)) ? 0 : boundary;
}

/* ---- lines --------------------------------------------------------------------------- */

/* A stretch of lines without an empty line or a zone's border. */
typedef struct block {
  size_t width;      /* code points of its longest line; 0: not measured yet */
  bool prose;        /* most of its lines go on in the middle of a sentence */
  size_t line_start; /* byte offset of the current line's first token */
  size_t first;      /* token */
} block;

static size_t codepoints(const wt_tokens *t, size_t start, size_t end) {
  return wt_utf8_codepoints(t->bytes + start, end - start);
}

/* Finds the block's longest line, and whether most lines begin with a small letter. The block goes
 * on at least to token `known`, the first one that still has its mark. */
static void measure(const wt_tokens *t, block *b, size_t known) {
  size_t line = t->tokens[b->first].start, most = 0, lines = 0, small = 0;
  for (size_t i = b->first + 1;; i++) {
    const wt_token *token = &t->tokens[i];
    bool over =
        i >= t->n ||
        (i > known && (token->flags & WT_PARAGRAPH_BEFORE || token->sentence & WT_MARK_BORDER));
    if (!over && !(token->flags & WT_LINE_BEFORE)) continue;
    size_t width = codepoints(t, line, t->tokens[i - 1].end);
    if (width > most) most = width;
    if (over) break;
    line = token->start;
    lines++;
    small += token->letter_case == WT_CASE_LOWER;
  }
  b->width = most;
  b->prose = small >= PROSE_LINES && 2 * small >= lines;
}

/* Whether a line begins with two spaces or more, as paragraphs of wire copy do. */
static bool is_indented(const wt_tokens *t, const wt_token *first) {
  return first->start >= 2 && t->bytes[first->start - 1] == ' ' &&
         t->bytes[first->start - 2] == ' ';
}

/* Was the line that ends before token i broken because the next word did not fit? In prose it was,
 * whatever its length: names are kept in one piece. */
static bool is_wrapped(const wt_tokens *t, const block *b, size_t i) {
  size_t before = t->tokens[i - 1].end;
  size_t length = codepoints(t, b->line_start, before);
  const wt_token *next = &t->tokens[i];
  bool prose = b->prose && !is_indented(t, next);
  if ((length < SHORTEST_WRAPPED && !prose) || b->width > WIDEST_WRAPPED) return false;
  if (next->kind == WT_TOKEN_PUNCT &&
      (next->end == t->size || i + 1 == t->n || t->tokens[i + 1].flags & WT_SPACE_BEFORE))
    return false; /* a bullet, a dash */
  size_t size = before - b->line_start;
  if (t->size - next->start >= size &&
      memcmp(t->bytes + b->line_start, t->bytes + next->start, size) == 0)
    return false; /* a headline that stands twice */
  if (prose) return true;
  size_t word = i + 1;
  while (word < t->n && word < i + 8 && !(t->tokens[word].flags & WT_SPACE_BEFORE)) word++;
  return length + 1 + codepoints(t, next->start, t->tokens[word - 1].end) > b->width;
}

/* ---- all together -------------------------------------------------------------------- */

/* Does token i, marked or at the boundary that a terminator brought, start a sentence? */
static bool starts_sentence(const wt_tokens *t, size_t i, size_t boundary, block *b) {
  const wt_token *token = &t->tokens[i];
  if (i == 0 || token->flags & WT_PARAGRAPH_BEFORE || token->sentence & WT_MARK_BORDER) {
    *b = (block){.first = i, .line_start = token->start};
    return true;
  }
  bool starts = token->start >= boundary;
  if (token->flags & WT_LINE_BEFORE) {
    if (!starts && b->width == 0) measure(t, b, i);
    starts = starts || !is_wrapped(t, b, i);
    b->line_start = token->start;
  }
  return starts;
}

static bool open_sentence(wt_tokens *t, size_t i) {
  wt_sentence *items =
      wt_grow(t->sentences, &t->sentence_capacity, t->n_sentences + 1, sizeof *items);
  if (items == NULL) return false;
  t->sentences = items;
  if (t->n_sentences > 0) items[t->n_sentences - 1].end = (uint32_t)i;
  items[t->n_sentences++] = (wt_sentence){(uint32_t)i, (uint32_t)t->n};
  t->tokens[i].flags |= WT_SENTENCE_START;
  return true;
}

wt_status wt_find_sentences(wt_tokens *out, wt_error *error) {
  size_t boundary = SIZE_MAX; /* a token from here on starts a sentence */
  block b = {0};
  out->n_sentences = 0;
  for (size_t i = 0; i < out->n; i++) {
    wt_token *token = &out->tokens[i];
    unsigned mark = token->sentence;
    if ((mark & (WT_MARK_LINE | WT_MARK_BORDER) || token->start >= boundary) &&
        starts_sentence(out, i, boundary, &b)) {
      if (!open_sentence(out, i)) return wt_no_memory(error, "sentences");
      boundary = SIZE_MAX;
    }
    token->sentence = (uint32_t)(out->n_sentences - 1);
    if (mark & WT_MARK_TERMINATOR) {
      size_t end = end_after(out, i);
      if (end != 0) boundary = end;
    }
  }
  return WT_OK;
}
