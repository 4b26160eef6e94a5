#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { NUMBER_SIZE = 32 };

double now_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

progress progress_start(bool shown) { return (progress){.shown = shown, .start = now_seconds()}; }

/* 36247 as "36,247". */
static const char *grouped(uint64_t value, char out[NUMBER_SIZE]) {
  char digits[NUMBER_SIZE];
  int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
  char *to = out;
  for (int i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0) *to++ = ',';
    *to++ = digits[i];
  }
  *to = '\0';
  return out;
}

/* 75 as "1:15". */
static const char *clock_text(double seconds, char out[NUMBER_SIZE]) {
  uint64_t s = seconds < 0 || seconds > 1e9 ? 0 : (uint64_t)(seconds + 0.5);
  unsigned long long hours = s / 3600, minutes = s / 60 % 60, rest = s % 60;
  if (hours > 0)
    snprintf(out, NUMBER_SIZE, "%llu:%02llu:%02llu", hours, minutes, rest);
  else
    snprintf(out, NUMBER_SIZE, "%llu:%02llu", minutes, rest);
  return out;
}

void progress_update(progress *p, const run_counts *counts, uint64_t consumed, uint64_t total) {
  if (!p->shown) return;
  double now = now_seconds(), seconds = now - p->start;
  if (now - p->last < 0.2 || seconds < 0.2) return;
  p->last = now;
  char line[200], articles[NUMBER_SIZE], number[NUMBER_SIZE];
  int n = snprintf(line, sizeof line, "%s articles  %.1f MB/s", grouped(counts->articles, articles),
                   (double)counts->bytes / 1e6 / seconds);
  if (total > 0) {
    double share = (double)consumed / (double)total;
    if (share > 1) share = 1;
    n += snprintf(line + n, sizeof line - (size_t)n, "  %.0f%%", 100 * share);
    if (share > 0.01)
      n += snprintf(line + n, sizeof line - (size_t)n, "  %s left",
                    clock_text(seconds * (1 - share) / share, number));
  }
  if (counts->rejects > 0)
    n += snprintf(line + n, sizeof line - (size_t)n, "  %s rejected",
                  grouped(counts->rejects, number));
  unsigned width = (unsigned)n;
  int blanks = width < p->width ? (int)(p->width - width) : 0;
  fprintf(stderr, "\r%s%*s", line, blanks, "");
  fflush(stderr);
  p->width = width;
}

void progress_clear(progress *p) {
  if (p->width > 0) fprintf(stderr, "\r%*s\r", (int)p->width, "");
  p->width = 0;
}

static double ratio(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : (double)part / (double)whole;
}

void print_summary(const progress *p, const run_counts *counts, uint64_t n_threads,
                   const char *rejects_path) {
  double seconds = now_seconds() - p->start;
  if (seconds < 1e-3) seconds = 1e-3;
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  getrusage(RUSAGE_SELF, &usage);
  char number[NUMBER_SIZE];
  fprintf(stderr, "wiretag: %s article%s in %.*f s", grouped(counts->articles, number),
          counts->articles == 1 ? "" : "s", seconds < 10 ? 2 : 0, seconds);
  fprintf(stderr, " (%.1f MB/s, %s articles/s, %llu thread%s, %ld MB of memory)\n",
          (double)counts->bytes / 1e6 / seconds,
          grouped((uint64_t)((double)counts->articles / seconds), number),
          (unsigned long long)n_threads, n_threads == 1 ? "" : "s", usage.ru_maxrss / 1024);
  if (counts->articles > 0)
    fprintf(stderr, "         %.1f entities (%.0f%% with an id) and %.1f topics an article\n",
            ratio(counts->entities, counts->articles),
            100 * ratio(counts->linked, counts->entities), ratio(counts->topics, counts->articles));
  if (counts->rejects > 0)
    fprintf(stderr, "         %s rejected: %s\n", grouped(counts->rejects, number),
            rejects_path == NULL ? "the lines above say why" : rejects_path);
}
