/* test_utf8.c - decoding, validation, repair and counting on hostile bytes. */
#include "text/utf8.h"
#include "unit.h"

/* Bytes and what the repair makes of them; \xEF\xBF\xBD is U+FFFD. */
typedef struct repair_case {
  const char *bytes, *repaired;
} repair_case;

#define BAD "\xEF\xBF\xBD"

static void assert_repair(const char *bytes, size_t size, const char *expected) {
  wt_buffer out = {0};
  wt_utf8_repair(bytes, size, &out);
  assert_false(out.failed);
  assert_int_equal(out.size, strlen(expected));
  assert_memory_equal(out.data, expected, out.size);
  assert_int_equal(wt_utf8_invalid(out.data, out.size), out.size);
  wt_buffer_release(&out);
}

/* Tables 3-8 to 3-11 of the Unicode standard (15.0, section 3.9), and neighbours of them. */
static void repair_replaces_each_maximal_subpart(void **state) {
  (void)state;
  static const repair_case cases[] = {
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", BAD BAD BAD BAD BAD BAD BAD BAD "A"}, /* 3-8 */
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", BAD BAD BAD BAD BAD BAD BAD BAD "A"}, /* 3-9 */
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", BAD BAD BAD BAD BAD "A" BAD BAD "B"}, /* 3-10 */
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", BAD BAD BAD BAD "A"},                 /* 3-11 */
      {"\xF0\x9F\x98", BAD},        /* cut at the end: one subpart */
      {"\xF0\x9F\x98 x", BAD " x"}, /* ... and before ASCII */
      {"\xE2\x82", BAD},            /* cut three-byte sequence */
      {"\xC3", BAD},                /* a lone lead */
      {"it\x92s", "it" BAD "s"},    /* cp1252 ’ in UTF-8 */
      {"\xFE\xFF", BAD BAD},        /* never valid */
      {"\xF5\x80\x80\x80", BAD BAD BAD BAD},
      {"Erdo\xC4\x9F\x61n", "Erdoğan"},                                 /* valid: unchanged */
      {"\xEF\xBF\xBD", BAD},                                            /* a real U+FFFD is valid */
      {"\xF4\x8F\xBF\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBF\xEE\x80\x80"}, /* U+10FFFF, U+E000 */
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_repair(cases[i].bytes, strlen(cases[i].bytes), cases[i].repaired);
}

static void every_scalar_value_survives_a_round_trip(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    char bytes[5] = {0};
    size_t n = wt_utf8_put(c, bytes), at = 0, back = n;
    uint32_t expected = c >= 0xD800 && c <= 0xDFFF ? WT_REPLACEMENT : c;
    if (wt_utf8_next(bytes, n, &at) != expected || at != n) fail_msg("U+%04X", c);
    if (wt_utf8_previous(bytes, &back) != expected || back != 0) fail_msg("U+%04X back", c);
    if (wt_utf8_invalid(bytes, n) != n) fail_msg("U+%04X is called invalid", c);
    if (wt_utf8_codepoints(bytes, n) != 1) fail_msg("U+%04X is not one", c);
    if (wt_utf8_utf16_units(bytes, n) != (expected > 0xFFFF ? 2u : 1u)) fail_msg("U+%04X", c);
  }
  char bytes[4];
  assert_int_equal(wt_utf8_put(0x110000, bytes), 3);
  assert_memory_equal(bytes, BAD, 3);
}

/* An independent decoder: Table 3-7 as a list of ranges. Returns the length of the well-formed
 * sequence at p, or 0. */
static size_t well_formed(const unsigned char *p, size_t left) {
  static const unsigned char rows[][8] = {
      {0x00, 0x7F},
      {0xC2, 0xDF, 0x80, 0xBF},
      {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
      {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
      {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
      {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
      {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
      {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
      {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF},
  };
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    size_t n = 0;
    for (size_t k = 0; k < 4 && (k == 0 || rows[r][2 * k + 1] != 0); k++) {
      if (k >= left || p[k] < rows[r][2 * k] || p[k] > rows[r][2 * k + 1]) {
        n = 0;
        break;
      }
      n = k + 1;
    }
    if (n > 0) return n;
  }
  return 0;
}

static uint64_t next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

/* Byte soup with runs of ASCII, so that the wide steps of the validator meet every alignment. */
static size_t soup(uint64_t *seed, unsigned char *out, size_t most) {
  size_t n = next_random(seed) % most, i = 0;
  while (i < n) {
    uint64_t what = next_random(seed) % 4;
    size_t run = next_random(seed) % 40;
    for (; run > 0 && i < n && what == 0; run--) out[i++] = 'a';
    if (what == 1 && n - i >= 3) {
      memcpy(out + i, "\xE2\x80\x99", 3);
      i += 3;
    } else if (what == 2 && n - i >= 4) {
      memcpy(out + i, "\xF0\x9F\x98\x80", 4);
      i += 4;
    } else if (i < n) {
      out[i++] = (unsigned char)(next_random(seed) % 8 == 0 ? next_random(seed) : 'b');
    }
  }
  return n;
}

static void validation_and_counts_agree_with_a_plain_decoder(void **state) {
  (void)state;
  uint64_t seed = 1;
  unsigned char bytes[300];
  for (int round = 0; round < 20000; round++) {
    size_t n = soup(&seed, bytes, sizeof bytes), at = 0, points = 0, units = 0;
    while (at < n) {
      size_t step = well_formed(bytes + at, n - at);
      if (step == 0) break;
      at += step, points++, units += step == 4 ? 2 : 1;
    }
    const char *text = (const char *)bytes;
    assert_int_equal(wt_utf8_invalid(text, n), at);
    assert_int_equal(wt_utf8_codepoints(text, at), points);
    assert_int_equal(wt_utf8_utf16_units(text, at), units);
  }
}

static void repaired_bytes_are_valid_and_repairing_again_changes_nothing(void **state) {
  (void)state;
  uint64_t seed = 7;
  unsigned char bytes[300];
  wt_buffer once = {0}, twice = {0};
  for (int round = 0; round < 5000; round++) {
    size_t n = next_random(&seed) % sizeof bytes;
    for (size_t i = 0; i < n; i++) bytes[i] = (unsigned char)next_random(&seed);
    wt_buffer_clear(&once);
    wt_buffer_clear(&twice);
    wt_utf8_repair((const char *)bytes, n, &once);
    assert_int_equal(wt_utf8_invalid(once.data, once.size), once.size);
    wt_utf8_repair(once.data, once.size, &twice);
    assert_int_equal(once.size, twice.size);
    if (once.size > 0) assert_memory_equal(once.data, twice.data, once.size);
  }
  wt_buffer_release(&once);
  wt_buffer_release(&twice);
}

static void a_nul_is_a_character_like_any_other(void **state) {
  (void)state;
  assert_int_equal(wt_utf8_invalid("a\0b", 3), 3);
  assert_int_equal(wt_utf8_codepoints("a\0b", 3), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(repair_replaces_each_maximal_subpart),
      cmocka_unit_test(every_scalar_value_survives_a_round_trip),
      cmocka_unit_test(validation_and_counts_agree_with_a_plain_decoder),
      cmocka_unit_test(repaired_bytes_are_valid_and_repairing_again_changes_nothing),
      cmocka_unit_test(a_nul_is_a_character_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
