/* bar.h - little horizontal bars. */
#ifndef CLI_BAR_H
#define CLI_BAR_H

#include <stdbool.h>
#include <stdio.h>

/* Prints `share` of [0, 1] as a bar of at most `columns` columns, in eighths of one, then, when
 * `pad` is set, blanks up to `columns`. A share above 0 shows at least a sliver. */
void print_bar(FILE *out, double share, size_t columns, bool pad);

#endif
