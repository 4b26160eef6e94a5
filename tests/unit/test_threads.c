/* test_threads.c - batches are written in order, every item is worked on once. */
#include "base/threads.h"
#include "unit.h"

enum { ITEMS = 10 };

typedef struct pipeline_log {
  size_t batches, read, written;
  unsigned char done[100][ITEMS];
  size_t in_slot[WT_SLOTS];
  bool in_order;
} pipeline_log;

static size_t read_batch(void *context, size_t slot) {
  pipeline_log *log = context;
  if (log->read == log->batches) return 0;
  log->in_slot[slot] = log->read++;
  return 1 + log->in_slot[slot] % ITEMS;
}

static void work_on_item(void *context, size_t slot, size_t item, size_t thread) {
  pipeline_log *log = context;
  (void)thread;
  log->done[log->in_slot[slot]][item]++;
}

static void write_batch(void *context, size_t slot, size_t n_items) {
  pipeline_log *log = context;
  if (log->in_slot[slot] != log->written++) log->in_order = false;
  for (size_t i = 0; i < n_items; i++)
    if (log->done[log->in_slot[slot]][i] != 1) log->in_order = false;
}

static void batches_keep_their_order(void **state) {
  (void)state;
  for (size_t batches = 0; batches < 12; batches++) {
    for (size_t threads = 1; threads <= 64; threads = threads * 3 + 1) {
      pipeline_log log = {.batches = batches, .in_order = true};
      wt_run run = {&log, read_batch, work_on_item, write_batch};
      wt_threads_run(threads, &run);
      assert_int_equal(log.written, batches);
      assert_true(log.in_order);
    }
  }
}

static void square(void *context, size_t i, size_t thread) {
  (void)thread;
  ((size_t *)context)[i] = i * i;
}

static void for_visits_every_index(void **state) {
  (void)state;
  size_t squares[1000];
  wt_threads_for(7, 1000, squares, square);
  for (size_t i = 0; i < 1000; i++) assert_int_equal(squares[i], i * i);
  wt_threads_for(7, 0, NULL, square);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(batches_keep_their_order),
      cmocka_unit_test(for_visits_every_index),
  };
  return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
