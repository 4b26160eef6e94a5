#include "base/threads.h"

#include <omp.h>

size_t wt_threads_default(void) {
  int n = omp_get_max_threads();
  return n < 1 ? 1 : (size_t)n;
}

void wt_threads_run(size_t n_threads, const wt_run *run) {
  /* Shared between the threads, changed by one of them between two barriers. */
  size_t counts[WT_SLOTS] = {0};
  size_t current = 0;
  counts[0] = run->read(run->context, 0);

#pragma omp parallel num_threads((int)n_threads)
  {
    size_t thread = (size_t)omp_get_thread_num();
    for (size_t round = 0; counts[round % WT_SLOTS] > 0; round++) {
      size_t now = round % WT_SLOTS, next = (round + 1) % WT_SLOTS;
      size_t last = (round + WT_SLOTS - 1) % WT_SLOTS;
#pragma omp single nowait
      counts[next] = run->read(run->context, next);
#pragma omp single nowait
      if (round > 0) run->write(run->context, last, counts[last]);
#pragma omp for schedule(dynamic, 1)
      for (size_t i = 0; i < counts[now]; i++) run->work(run->context, now, i, thread);
        /* the loop's barrier: batch `now` is done, `next` is read, `last` is written */
#pragma omp single
      current = round + 1;
    }
  }
  if (current > 0) {
    size_t last = (current - 1) % WT_SLOTS;
    run->write(run->context, last, counts[last]);
  }
}

void wt_threads_for(size_t n_threads, size_t count, void *context,
                    void (*work)(void *context, size_t i, size_t thread)) {
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)n_threads)
  for (size_t i = 0; i < count; i++) work(context, i, (size_t)omp_get_thread_num());
}
