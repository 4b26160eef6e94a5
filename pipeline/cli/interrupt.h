/* interrupt.h - a clean stop on SIGINT and SIGTERM. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/* From now on the first SIGINT, SIGTERM or SIGHUP only sets a flag; the second one of a kind ends
 * the program at once. A closed pipe shows as a write error (EPIPE) instead of a signal. */
void interrupt_watch(void);

/* The signal that came, or 0. */
int interrupt_signal(void);

/* Ends the program as an unhandled SIGPIPE does; for a reader that went away (`| head`). */
void die_of_closed_pipe(void);

#endif
