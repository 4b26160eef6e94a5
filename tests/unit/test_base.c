/* test_base.c - memory, arena, buffer, map, files, containers, threads. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/checksum.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "unit.h"

static void arena_survives_a_reset(void **state) {
  (void)state;
  wt_arena arena = {0};
  char *kept = wt_arena_copy(&arena, "Erdoğan", strlen("Erdoğan"));
  assert_string_equal(kept, "Erdoğan");
  for (int i = 0; i < 1000; i++) assert_non_null(wt_arena_alloc(&arena, 1000));
  wt_arena_reset(&arena);
  assert_non_null(wt_arena_alloc(&arena, 100000));
  assert_null(wt_arena_alloc(&arena, SIZE_MAX));
  assert_true(arena.failed);
  wt_arena_reset(&arena);
  assert_false(arena.failed);
  wt_arena_release(&arena);
}

static void map_finds_what_was_added(void **state) {
  (void)state;
  enum { N = 5000 };
  static char keys[N][8];
  wt_map map = {0};
  for (uint32_t i = 0; i < N; i++) {
    snprintf(keys[i], sizeof keys[i], "k%u", (unsigned)i);
    bool added = false;
    assert_non_null(wt_map_add(&map, keys[i], strlen(keys[i]), i, &added));
    assert_true(added);
  }
  for (uint32_t i = 0; i < N; i++)
    assert_int_equal(*wt_map_find(&map, keys[i], strlen(keys[i])), i);
  assert_null(wt_map_find(&map, "other", 5));
  assert_non_null(wt_map_add(&map, "", 0, 7, NULL));
  assert_int_equal(*wt_map_find(&map, "", 0), 7);
  wt_map_clear(&map);
  assert_null(wt_map_find(&map, keys[0], strlen(keys[0])));
  wt_map_release(&map);
}

static void buffer_grows_and_formats(void **state) {
  (void)state;
  wt_buffer buffer = {0};
  for (int i = 0; i < 1000; i++) wt_buffer_format(&buffer, "%d,", i);
  assert_int_equal(buffer.size, 3890);
  assert_memory_equal(buffer.data + 3886, "999,", 4);
  wt_buffer_clear(&buffer);
  wt_buffer_u32(&buffer, 0x01020304u);
  assert_memory_equal(buffer.data, "\x04\x03\x02\x01", 4);
  assert_false(wt_buffer_reserve(&buffer, SIZE_MAX));
  assert_true(buffer.failed);
  wt_buffer_release(&buffer);
}

static void a_checksum_is_the_hash_whatever_the_machine_has(void **state) {
  (void)state;
  enum { MOST = 70000 };
  static char bytes[MOST];
  for (size_t i = 0; i < MOST; i++) bytes[i] = (char)(i * i >> 5);
  for (size_t size = 0; size < MOST; size += size < 600 ? 1 : 6571)
    assert_int_equal(wt_checksum(bytes, size), wt_hash(bytes, size));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_checksum_is_the_hash_whatever_the_machine_has),
      cmocka_unit_test(arena_survives_a_reset),
      cmocka_unit_test(map_finds_what_was_added),
      cmocka_unit_test(buffer_grows_and_formats),
  };
  return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
