#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/utf8.h"

bool terminal_color(int choice, FILE *out) {
  if (choice != COLOR_AUTO) return choice == COLOR_ALWAYS;
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  if (no_color != NULL && no_color[0] != '\0') return false;
  if (term == NULL || strcmp(term, "dumb") == 0) return false;
  return isatty(fileno(out));
}

size_t terminal_width(FILE *out) {
  enum { LEAST = 60, MOST = 100, PLAIN = 92 };
  struct winsize size;
  if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return PLAIN;
  if (size.ws_col < LEAST) return LEAST;
  return size.ws_col > MOST ? MOST : size.ws_col;
}

const char *style_of_type(wt_type type) {
  static const char *const STYLES[WT_TYPES] = {
      "\033[1;36m", /* person: cyan */
      "\033[1;32m", /* place: green */
      "\033[1;33m", /* organization: yellow */
      "\033[1;35m", /* misc: magenta */
  };
  return STYLES[type];
}

/* Ranges of East Asian Wide and emoji, coarse; a wrong guess costs one column of a table. */
static bool is_wide(uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

static bool is_mark(uint32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0489) ||
         (c >= 0x0591 && c <= 0x05BD) || (c >= 0x064B && c <= 0x065F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

size_t display_width(const char *text, size_t size) {
  size_t width = 0, at = 0;
  while (at < size) {
    uint32_t c = wt_utf8_next(text, size, &at);
    width += is_mark(c) ? 0 : is_wide(c) ? 2 : 1;
  }
  return width;
}
