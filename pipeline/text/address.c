#include "text/address.h"

#include <stdint.h>
#include <string.h>

#include "text/char_class.h"
#include "text/utf8.h"

enum {
  MAX_BACK = 64,   /* bytes before a trigger: the longest local part of RFC 5321 */
  MAX_SCHEME = 16, /* bytes */
  MAX_TLD = 6      /* letters of a last label that need not be followed by anything */
};

typedef bool (*byte_test)(char c);

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_alnum(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
static bool in_scheme(char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; }
static bool in_host(char c) { return is_alnum(c) || c == '-' || c == '.'; }
static bool in_handle(char c) { return is_alnum(c) || c == '_'; }
static bool in_local_part(char c) { return in_host(c) || c == '_' || c == '%' || c == '+'; }

/* The offset of the first byte of the run that ends before `at`, at most `most` bytes back. */
static size_t run_before(const char *bytes, size_t at, size_t most, byte_test in) {
  size_t start = at;
  while (start > 0 && at - start < most && in(bytes[start - 1])) start--;
  return start;
}

static size_t run_after(const char *bytes, size_t size, size_t at, byte_test in) {
  while (at < size && in(bytes[at])) at++;
  return at;
}

/* ---- URLs ---------------------------------------------------------------------------- */

static bool ends_url(uint32_t c) {
  if (c < 128)
    return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}' ||
           c == '|' || c == '\\' || c == '^' || c == 127;
  if (c >= 0x2010 && c <= 0x201F) return true; /* dashes and quotes */
  return (wt_char_bits(c) & (WT_CHAR_SPACE | WT_CHAR_OPENING)) != 0;
}

/* The end of a URL whose host or path begins at `at`: marks of the sentence are left out, and
 * closing brackets without their opening ones. */
static size_t url_end(const char *bytes, size_t size, size_t at) {
  size_t end = at, open = 0, closed = 0;
  while (end < size) {
    size_t next = end;
    uint32_t c = wt_utf8_next(bytes, size, &next);
    if (ends_url(c)) break;
    open += c == '(';
    closed += c == ')';
    end = next;
  }
  for (; end > at; end--) {
    char c = bytes[end - 1];
    if (c == ')' && closed <= open) break;
    if (c == ')') closed--;
    if (c == '\0' || strchr(".,;:!?'*])", c) == NULL) break;
  }
  return end;
}

static bool url_at_scheme(const char *bytes, size_t size, size_t colon, size_t *start,
                          size_t *end) {
  if (size - colon < 3 || bytes[colon + 1] != '/' || bytes[colon + 2] != '/') return false;
  *start = run_before(bytes, colon, MAX_SCHEME, in_scheme);
  while (*start < colon && !is_letter(bytes[*start])) ++*start;
  if (*start == colon) return false; /* before the long look ahead, which must be paid once */
  *end = url_end(bytes, size, colon + 3);
  return *end > colon + 3;
}

static bool is_www(const char *bytes, size_t size, size_t at) {
  for (size_t i = 0; i < 3; i++)
    if (at + i >= size || (bytes[at + i] | 0x20) != 'w') return false;
  return at + 4 < size && bytes[at + 3] == '.' && is_alnum(bytes[at + 4]);
}

/* The number of letters behind the last period of bytes[start, end); 0 when there is no period
 * inside or something else stands there. */
static size_t last_label(const char *bytes, size_t start, size_t end) {
  size_t label = run_before(bytes, end, end - start, is_letter);
  bool inside = label > start + 1 && bytes[label - 1] == '.' && is_alnum(bytes[label - 2]);
  return inside ? end - label : 0;
}

/* "bit.ly/2abc": a host whose last label is in small letters, glued to a path. */
static bool domain_with_path(const char *bytes, size_t size, size_t slash, size_t *start,
                             size_t *end) {
  *start = run_before(bytes, slash, MAX_BACK, in_host);
  size_t label = last_label(bytes, *start, slash);
  if (label < 2 || label > MAX_TLD) return false;
  for (size_t i = slash - label; i < slash; i++)
    if (bytes[i] < 'a') return false;
  *end = url_end(bytes, size, slash + 1);
  return *end > slash + 1;
}

/* ---- mail, handles, tags ------------------------------------------------------------- */

static bool mail_at(const char *bytes, size_t size, size_t at, size_t *start, size_t *end) {
  *start = run_before(bytes, at, MAX_BACK, in_local_part);
  *end = run_after(bytes, size, at + 1, in_host);
  while (*end > at + 1 && !is_alnum(bytes[*end - 1])) --*end;
  return *start < at && last_label(bytes, at + 1, *end) >= 2;
}

static bool handle_at(const char *bytes, size_t size, size_t at, size_t *start, size_t *end) {
  if (at > 0 && (in_handle(bytes[at - 1]) || (bytes[at - 1] & 0x80) || bytes[at - 1] == '@'))
    return false;
  *start = at;
  *end = run_after(bytes, size, at + 1, in_handle);
  for (size_t i = at + 1; i < *end; i++)
    if (is_letter(bytes[i])) return true;
  return false;
}

static bool hashtag_at(const char *bytes, size_t size, size_t at, size_t *start, size_t *end) {
  if (at > 0 && (in_handle(bytes[at - 1]) || (bytes[at - 1] & 0x80) || bytes[at - 1] == '&'))
    return false;
  bool letter = false;
  *start = at;
  for (*end = at + 1; *end < size;) {
    size_t next = *end;
    uint32_t c = wt_utf8_next(bytes, size, &next);
    unsigned bits = wt_char_bits(c);
    if (c != '_' && !(bits & (WT_CHAR_LETTER | WT_CHAR_NUMBER | WT_CHAR_MARK))) break;
    letter |= (bits & WT_CHAR_LETTER) != 0;
    *end = next;
  }
  return letter;
}

bool wt_address_at(const char *bytes, size_t size, size_t at, size_t *start, size_t *end) {
  switch (bytes[at]) {
    case ':': return url_at_scheme(bytes, size, at, start, end);
    case '/': return domain_with_path(bytes, size, at, start, end);
    case '@': return mail_at(bytes, size, at, start, end) || handle_at(bytes, size, at, start, end);
    case '#': return hashtag_at(bytes, size, at, start, end);
    default:
      if (!is_www(bytes, size, at)) return false;
      *start = at;
      *end = url_end(bytes, size, at);
      return true;
  }
}
