/* test_container.c - compiled files: every flipped bit is found, lies are refused. */
#include "base/container.h"

#include <stdalign.h>
#include <unistd.h>

#include "base/hash.h"
#include "unit.h"

static const char KIND[8] = "TESTKIND";
static char path[] = "/tmp/wiretag-container-XXXXXX";

static alignas(64) uint8_t file[4096];
static size_t file_size;

/* A file of two sections, read back into `file`. */
static int make_file(void **state) {
  (void)state;
  int fd = mkstemp(path);
  if (fd < 0) return -1;
  close(fd);
  uint32_t numbers[] = {1, 2, 3};
  wt_section_source sections[] = {{"numbers ", numbers, sizeof numbers}, {"text    ", "abc", 3}};
  if (wt_container_write(path, KIND, 7, sections, 2, NULL) != WT_OK) return -1;
  FILE *f = fopen(path, "rb");
  if (f == NULL) return -1;
  file_size = fread(file, 1, sizeof file, f);
  return fclose(f);
}

static int remove_file(void **state) {
  (void)state;
  return unlink(path);
}

static wt_status check(wt_error *error) {
  wt_container c;
  return wt_container_check(file, file_size, "memory", KIND, 7, &c, error);
}

static void sections_are_found_and_aligned(void **state) {
  (void)state;
  wt_container c;
  wt_section s;
  assert_int_equal(wt_container_open(path, KIND, 7, &c, NULL), WT_OK);
  assert_int_equal(wt_container_section(&c, "numbers ", sizeof(uint32_t), &s, NULL), WT_OK);
  assert_int_equal(s.size, 12);
  assert_int_equal((uintptr_t)s.data % 64, 0);
  assert_int_equal(((const uint32_t *)s.data)[2], 3);
  assert_int_equal(wt_container_section(&c, "text    ", 1, &s, NULL), WT_OK);
  assert_memory_equal(s.data, "abc", 3);
  assert_int_equal(wt_container_section(&c, "text    ", 2, &s, NULL), WT_BAD_FILE);
  assert_int_equal(wt_container_section(&c, "nothing ", 1, &s, NULL), WT_BAD_FILE);
  wt_container_close(&c);
}

static void every_flipped_bit_is_found(void **state) {
  (void)state;
  for (size_t i = 0; i < file_size * 8; i++) {
    file[i / 8] ^= (uint8_t)(1u << i % 8);
    wt_status status = check(NULL);
    assert_true(status == WT_BAD_FILE || status == WT_BAD_VERSION);
    file[i / 8] ^= (uint8_t)(1u << i % 8);
  }
  assert_int_equal(check(NULL), WT_OK);
}

static void every_truncation_is_found(void **state) {
  (void)state;
  size_t whole = file_size;
  for (file_size = 0; file_size < whole; file_size++) assert_int_equal(check(NULL), WT_BAD_FILE);
  assert_int_equal(check(NULL), WT_OK);
}

/* Sums the file again, as somebody would who wants to deceive. */
static void seal(void) {
  uint8_t header[40];
  memset(file + 32, 0, 8);
  memcpy(header, file, 40);
  uint64_t sum = wt_hash_mix(wt_hash(header, 40), wt_hash(file + 40, file_size - 40));
  memcpy(file + 32, &sum, 8);
}

static void lying_sizes_with_a_true_checksum_are_refused(void **state) {
  (void)state;
  uint8_t good[sizeof file];
  memcpy(good, file, sizeof file);
  static const uint64_t LIES[] = {1, 63, 4096, UINT32_MAX, UINT64_MAX, UINT64_MAX - 63};
  for (size_t at = 48; at <= 56; at += 8) {
    for (size_t i = 0; i < sizeof LIES / sizeof *LIES; i++) {
      memcpy(file + at, &LIES[i], 8);
      if (at == 56 && LIES[i] < file_size) continue; /* a smaller size is no lie */
      seal();
      assert_int_equal(check(NULL), WT_BAD_FILE);
      memcpy(file, good, sizeof file);
    }
  }
  uint32_t many = UINT32_MAX;
  memcpy(file + 20, &many, 4);
  seal();
  assert_int_equal(check(NULL), WT_BAD_FILE);
  memcpy(file, good, sizeof file);
}

static void errors_say_what_to_do(void **state) {
  (void)state;
  wt_error error;
  wt_container c;
  assert_int_equal(wt_container_open(path, KIND, 8, &c, &error), WT_BAD_VERSION);
  assert_non_null(strstr(error.text, "version 7"));
  assert_int_equal(wt_container_open(path, "OTHER   ", 7, &c, &error), WT_BAD_FILE);
  assert_non_null(strstr(error.text, "TESTKIND"));
  assert_int_equal(wt_container_open("/nonexistent", KIND, 7, &c, &error), WT_IO);
  assert_string_equal(error.where, "/nonexistent");
  assert_int_equal(wt_container_open("/", KIND, 7, &c, &error), WT_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sections_are_found_and_aligned),
      cmocka_unit_test(every_flipped_bit_is_found),
      cmocka_unit_test(every_truncation_is_found),
      cmocka_unit_test(lying_sizes_with_a_true_checksum_are_refused),
      cmocka_unit_test(errors_say_what_to_do),
  };
  return cmocka_run_group_tests_name("container", tests, make_file, remove_file);
}
