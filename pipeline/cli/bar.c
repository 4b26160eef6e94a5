#include "cli/bar.h"

void print_bar(FILE *out, double share, size_t columns, bool pad) {
  static const char *const PARTS[] = {"",       "\u258F", "\u258E", "\u258D",
                                      "\u258C", "\u258B", "\u258A", "\u2589"};
  if (!(share > 0)) share = 0;
  if (share > 1) share = 1;
  size_t eighths = (size_t)(share * 8 * (double)columns + 0.5);
  if (eighths == 0 && share > 0) eighths = 1;
  size_t full = eighths / 8, part = eighths % 8;
  for (size_t i = 0; i < full; i++) fputs("\u2588", out);
  fputs(PARTS[part], out);
  for (size_t i = full + (part > 0); pad && i < columns; i++) fputc(' ', out);
}
