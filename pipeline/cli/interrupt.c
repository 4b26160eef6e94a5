#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>

/* The program's one mutable global: a signal handler can reach nothing else. */
static volatile sig_atomic_t caught;

static void note(int number) { caught = number; }

void interrupt_watch(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = note;
  action.sa_flags = (int)SA_RESETHAND;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

int interrupt_signal(void) { return caught; }

void die_of_closed_pipe(void) {
  signal(SIGPIPE, SIG_DFL);
  raise(SIGPIPE);
}
