/* test_dump.c - files, folders and archives to records: nothing lost, in order, in bounds. */
#include "read/dump.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

/* ---- a folder for each test --------------------------------------------------------- */

static int make_folder(void **state) {
  static char folder[] = "/tmp/wiretag-dump-XXXXXX";
  memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
  *state = mkdtemp(folder);
  return *state == NULL || chdir(folder) != 0;
}

static void remove_tree(const char *path) {
  char command[256];
  snprintf(command, sizeof command, "rm -rf '%s'", path);
  if (system(command) != 0) fail_msg("cannot remove %s", path);
}

static int remove_folder(void **state) {
  if (chdir("/") != 0) return 1;
  remove_tree(*state);
  return 0;
}

static void put(const char *path, const void *bytes, size_t size) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, size, f), size);
  assert_int_equal(fclose(f), 0);
}

#define PUT(path, text) put((path), (text), sizeof(text) - 1)

/* ---- reading it all ----------------------------------------------------------------- */

/* One line a record: file:line+offset format|bytes|broken */
static char *read_all(const char *const *paths, size_t n, const wt_dump_options *options) {
  wt_dump *dump = NULL;
  wt_error error;
  wt_batch batch = {0};
  wt_buffer out = {0};
  assert_int_equal(wt_dump_open(paths, n, options, &dump, &error), WT_OK);
  for (;;) {
    wt_batch_clear(&batch);
    if (wt_dump_read(dump, &batch, &error) != WT_OK) {
      wt_buffer_format(&out, "error %s\n", error.where);
      continue;
    }
    if (batch.n == 0) break;
    if (options != NULL && options->batch_records > 0)
      assert_true(batch.n <= options->batch_records);
    for (size_t i = 0; i < batch.n; i++) {
      const wt_record *r = &batch.records[i];
      wt_buffer_format(&out, "%s:%llu+%llu %c|", r->file, (unsigned long long)r->line,
                       (unsigned long long)r->offset, r->format == WT_FORMAT_TEXT ? 'T' : 'J');
      wt_buffer_append(&out, r->bytes, r->size);
      wt_buffer_format(&out, "|%s\n", r->broken == NULL ? "" : r->broken);
    }
  }
  for (size_t i = 0; i < out.size; i++)
    if (out.data[i] == '\0') out.data[i] = '0'; /* damaged data may hold any byte */
  wt_buffer_byte(&out, '\0');
  wt_batch_release(&batch);
  wt_dump_close(dump);
  return out.data;
}

static void gives(const char *path, const wt_dump_options *options, const char *wanted) {
  char *got = read_all(&path, 1, options);
  assert_string_equal(got, wanted);
  free(got);
}

/* ---- shapes ------------------------------------------------------------------------- */

static void lines_are_records_with_line_and_offset(void **state) {
  (void)state;
  PUT("a.jsonl", "{\"a\":1}\n\n  \t\r\n{\"a\":2}\r\nbroken\n{\"a\":3}");
  gives("a.jsonl", NULL,
        "a.jsonl:1+0 J|{\"a\":1}|\na.jsonl:4+14 J|{\"a\":2}|\na.jsonl:5+23 J|broken|\n"
        "a.jsonl:6+30 J|{\"a\":3}|\n");
}

static void a_byte_order_mark_counts_in_offsets_only(void **state) {
  (void)state;
  PUT("a", "\xEF\xBB\xBF{\"a\":1}\n{\"a\":2}\n");
  gives("a", NULL, "a:1+3 J|{\"a\":1}|\na:2+11 J|{\"a\":2}|\n");
  PUT("t", "\xEF\xBB\xBFtext");
  gives("t", NULL, "t:0+3 T|text|\n");
  PUT("only", "\xEF\xBB\xBF");
  gives("only", NULL, "");
}

static void the_format_is_told_by_content_and_name(void **state) {
  (void)state;
  const wt_dump_options text = {.format = WT_FORMAT_TEXT}, jsonl = {.format = WT_FORMAT_JSONL};
  PUT("a", "A page.\n{\"a\":1}\n");
  gives("a", NULL, "a:0+0 T|A page.\n{\"a\":1}\n|\n");
  gives("a", &jsonl, "a:1+0 J|A page.|\na:2+8 J|{\"a\":1}|\n");
  PUT("a.ndjson", "broken\n{\"a\":1}\n");
  gives("a.ndjson", NULL, "a.ndjson:1+0 J|broken|\na.ndjson:2+7 J|{\"a\":1}|\n");
  PUT("b", "\n {\"a\":1}\n");
  gives("b", NULL, "b:2+1 J| {\"a\":1}|\n");
  gives("b", &text, "b:0+0 T|\n {\"a\":1}\n|\n");
  PUT("c", "[Update] A page");
  gives("c", NULL, "c:0+0 T|[Update] A page|\n");
  PUT("d", "{\n\"a\":1}\n");
  gives("d", &jsonl, "d:1+0 J|{|\nd:2+2 J|\"a\":1}|\n");
}

static void an_array_and_pretty_printed_objects_are_cut_by_brackets(void **state) {
  (void)state;
  PUT("a", "[\n {\"a\": [1, \"]\\\"\"]},\n {\"a\":\n2}, 3 ,\"x\"]\n");
  gives("a", NULL,
        "a:2+3 J|{\"a\": [1, \"]\\\"\"]}|\na:3+23 J|{\"a\":\n2}|\na:4+33 J|3|\na:4+36 J|\"x\"|\n");
  PUT("b", "{\n \"a\": 1\n}\n{\n \"a\": \"}\"\n}\n");
  gives("b", NULL, "b:1+0 J|{\n \"a\": 1\n}|\nb:4+12 J|{\n \"a\": \"}\"\n}|\n");
  PUT("c", "[{\"a\":1},{\"a\":2}");
  gives("c", NULL,
        "c:1+1 J|{\"a\":1}|\nc:1+9 J|{\"a\":2}|\n"
        "c:1+16 J||the array of records does not end: is the file cut off?\n");
  PUT("d", "[{\"a\":1},{\"a\":");
  gives("d", NULL, "d:1+1 J|{\"a\":1}|\nd:1+9 J|{\"a\":|\n");
  PUT("e", "[]\n");
  gives("e", NULL, "");
  PUT("f", "[{\"a\":1}}, ]x, {\"a\":2}]");
  gives("f", NULL,
        "f:1+1 J|{\"a\":1}|\nf:1+8 J|}|\nf:1+12 J|x|\nf:1+13 J|,|\nf:1+15 J|{\"a\":2}|\n"
        "f:1+22 J|]|\n");
}

static void an_empty_file_holds_no_article(void **state) {
  (void)state;
  PUT("a", "");
  gives("a", NULL, "");
  gives("/dev/null", NULL, "");
}

static void a_record_over_the_limit_is_broken_and_the_next_is_found(void **state) {
  (void)state;
  enum { LONG = 300000, LIMIT = 100000, KEPT = 65536 };
  const wt_dump_options options = {.record_bytes = LIMIT, .batch_bytes = 1000};
  for (int shape = 0; shape < 2; shape++) { /* lines, an array */
    wt_buffer file = {0};
    wt_buffer_text(&file, shape == 0 ? "{\"a\":1}\n\"" : "[{\"a\":1},\"");
    for (int i = 0; i < LONG; i++) wt_buffer_byte(&file, 'x');
    wt_buffer_text(&file, shape == 0 ? "\"\n{\"a\":2}" : "\",{\"a\":2}]");
    put("a", file.data, file.size);
    const char *paths[] = {"a"};
    wt_dump *dump = NULL;
    wt_batch batch = {0};
    size_t n = 0;
    assert_int_equal(wt_dump_open(paths, 1, &options, &dump, NULL), WT_OK);
    for (;; n += batch.n) {
      wt_batch_clear(&batch);
      assert_int_equal(wt_dump_read(dump, &batch, NULL), WT_OK);
      if (batch.n == 0) break;
      for (size_t i = 0; i < batch.n; i++) {
        const wt_record *r = &batch.records[i];
        assert_int_equal(r->broken != NULL, n + i == 1);
        assert_int_equal(r->size, n + i == 1 ? KEPT : 7);
        assert_memory_equal(r->bytes,
                            n + i == 1   ? "\"xxxxxx"
                            : n + i == 0 ? "{\"a\":1}"
                                         : "{\"a\":2}",
                            7);
      }
      assert_true(batch.bytes.capacity < 2 * LIMIT + (1 << 19));
    }
    assert_int_equal(n, 3);
    wt_batch_release(&batch);
    wt_dump_close(dump);
    wt_buffer_release(&file);
  }
}

/* Batch limits and block borders must not show: the same records for every batch size. */
static void batches_do_not_change_the_records(void **state) {
  (void)state;
  wt_buffer file = {0};
  for (int i = 0; i < 20000; i++) {
    wt_buffer_format(&file, "{\"id\":%d,\"text\":\"", i);
    for (int k = i * 7 % 97; k > 0; k--) wt_buffer_text(&file, "é ");
    wt_buffer_text(&file, i % 50 == 0 ? "\"}\n\n" : "\"}\n");
  }
  put("a.jsonl", file.data, file.size);
  const char *paths[] = {"a.jsonl"};
  char *whole = read_all(paths, 1, NULL);
  assert_int_equal(strncmp(whole, "a.jsonl:1+0 J|{\"id\":0,", 21), 0);
  const wt_dump_options sizes[] = {{.batch_records = 1},
                                   {.batch_records = 7},
                                   {.batch_bytes = 1},
                                   {.batch_bytes = 5000, .batch_records = 33}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    char *parts = read_all(paths, 1, &sizes[i]);
    assert_string_equal(parts, whole);
    free(parts);
  }
  free(whole);
  wt_buffer_release(&file);
}

/* ---- encodings ---------------------------------------------------------------------- */

static void utf16_and_utf32_become_utf8(void **state) {
  (void)state;
  PUT("a", "\xFF\xFEh\0\xE9\0\x3D\xD8\0\xDE\x3D\xD8!\0");
  gives("a", NULL, "a:0+3 T|hé😀\xEF\xBF\xBD!|\n");
  PUT("b", "\xFE\xFF\0{\0}\0\n\0{\0 \0}");
  gives("b", NULL, "b:1+3 J|{}|\nb:2+6 J|{ }|\n");
  PUT("c", "{\0}\0\n\0[\0"); /* no byte order mark: RFC 4627's rule */
  gives("c", NULL, "c:1+0 J|{}|\nc:2+3 J|[|\n");
  PUT("d", "\xFF\xFE\0\0h\0\0\0\0\xF6\1\0");
  gives("d", NULL, "d:0+3 T|h😀|\n");
  PUT("e", "\0\0\0h\0\0\0i\0\0");
  gives("e", NULL, "e:0+0 T|hi\xEF\xBF\xBD|\n");
  PUT("f", "\xFF\xFEh\0\x3D\xD8");
  gives("f", NULL, "f:0+3 T|h\xEF\xBF\xBD|\n");
}

/* A unit or a surrogate pair that a block border cuts. */
static void utf16_does_not_mind_block_borders(void **state) {
  (void)state;
  enum { N = 500000 };
  wt_buffer file = {0};
  wt_buffer_append(&file, "\xFF\xFEx\0", 4);
  for (int i = 0; i < N; i++) wt_buffer_append(&file, "\x3D\xD8\x00\xDE", 4);
  put("a", file.data, file.size);
  const char *paths[] = {"a"};
  char *got = read_all(paths, 1, NULL);
  assert_int_equal(strlen(got), strlen("a:0+3 T|x") + 4 * N + strlen("|\n"));
  for (int i = 0; i < N; i++) assert_memory_equal(got + strlen("a:0+3 T|x") + 4 * i, "😀", 4);
  free(got);
  wt_buffer_release(&file);
}

/* ---- compression -------------------------------------------------------------------- */

typedef int filter(struct archive *);

static const struct {
  const char *name;
  filter *add;
} filters[] = {{"gz", archive_write_add_filter_gzip},
               {"zst", archive_write_add_filter_zstd},
               {"xz", archive_write_add_filter_xz},
               {"bz2", archive_write_add_filter_bzip2},
               {"lz4", archive_write_add_filter_lz4}};
enum { FILTERS = sizeof filters / sizeof filters[0] };

/* Compresses; with a member name into a tar. */
static void pack(wt_buffer *out, filter *add, const char *member, const char *bytes, size_t size) {
  struct archive *a = archive_write_new();
  struct archive_entry *entry = archive_entry_new();
  size_t used = 0;
  assert_true(wt_buffer_reserve(out, 2 * size + 65536));
  assert_int_equal(
      member == NULL ? archive_write_set_format_raw(a) : archive_write_set_format_ustar(a),
      ARCHIVE_OK);
  assert_int_equal(add(a), ARCHIVE_OK);
  assert_int_equal(
      archive_write_open_memory(a, out->data + out->size, out->capacity - out->size, &used),
      ARCHIVE_OK);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, (la_int64_t)size);
  archive_entry_set_pathname(entry, member == NULL ? "x" : member);
  assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
  assert_int_equal(archive_write_data(a, bytes, size), size);
  archive_entry_free(entry);
  assert_int_equal(archive_write_close(a), ARCHIVE_OK);
  archive_write_free(a);
  out->size += used;
}

/* 3,000 lines that do not compress well, so that a file has several blocks. */
static void long_dump(wt_buffer *out) {
  uint32_t random = 1;
  for (int i = 0; i < 3000; i++) {
    wt_buffer_format(out, "{\"id\":%d,\"text\":\"", i);
    for (int k = 0; k < 12; k++) {
      random = random * 1664525u + 1013904223u;
      wt_buffer_format(out, "%08x", (unsigned)random);
    }
    wt_buffer_text(out, "\"}\n");
  }
}

static void compression_is_found_by_content(void **state) {
  (void)state;
  wt_buffer plain = {0};
  long_dump(&plain);
  put("a", plain.data, plain.size);
  const char *paths[] = {"a"};
  char *wanted = read_all(paths, 1, NULL);
  for (int f = 0; f < FILTERS; f++) {
    wt_buffer packed = {0};
    pack(&packed, filters[f].add, NULL, plain.data, plain.size);
    assert_true(packed.size < plain.size);
    put("a", packed.data, packed.size);
    gives("a", NULL, wanted);
    wt_buffer_release(&packed);
  }
  free(wanted);
  wt_buffer_release(&plain);
}

static void concatenated_compressed_files_are_one(void **state) {
  (void)state;
  for (int f = 0; f < FILTERS; f++) {
    wt_buffer packed = {0};
    pack(&packed, filters[f].add, NULL, "{\"a\":1}\n{\"a\"", 12);
    pack(&packed, filters[f].add, NULL, ":2}\n", 4);
    put("a", packed.data, packed.size);
    gives("a", NULL, "a:1+0 J|{\"a\":1}|\na:2+8 J|{\"a\":2}|\n");
    wt_buffer_release(&packed);
  }
}

/* Cut at many places: the records are a beginning of the right ones, then comes a broken one. */
static void a_truncated_file_is_reported(void **state) {
  (void)state;
  wt_buffer plain = {0};
  long_dump(&plain);
  put("a", plain.data, plain.size);
  const char *paths[] = {"a"};
  char *whole = read_all(paths, 1, NULL);
  for (int f = 0; f < FILTERS; f++) {
    wt_buffer packed = {0};
    pack(&packed, filters[f].add, NULL, plain.data, plain.size);
    for (size_t cut = 20; cut < packed.size; cut += packed.size / 23) {
      put("a", packed.data, cut);
      char *got = read_all(paths, 1, NULL);
      if (strstr(got, "|compressed data is damaged or ends early (") == NULL)
        fail_msg("%s cut at %zu of %zu is not reported", filters[f].name, cut, packed.size);
      size_t same = 0;
      while (got[same] != '\0' && got[same] == whole[same]) same++;
      const char *rest = got + same; /* the last line, cut, and the damage */
      size_t lines = 0;
      for (; *rest != '\0'; rest++) lines += *rest == '\n';
      assert_true(lines <= 2);
      free(got);
    }
    wt_buffer_release(&packed);
  }
  free(whole);
  wt_buffer_release(&plain);
}

/* One flipped bit in the middle; libarchive alone would miss it in gzip. */
static void damage_in_a_compressed_file_is_reported(void **state) {
  (void)state;
  wt_buffer plain = {0};
  long_dump(&plain);
  const char *paths[] = {"a"};
  for (int f = 0; f < FILTERS; f++) {
    if (strcmp(filters[f].name, "zst") == 0 || strcmp(filters[f].name, "lz4") == 0)
      continue; /* libarchive's writer adds no checksum to these; the tools do by default */
    wt_buffer packed = {0};
    pack(&packed, filters[f].add, NULL, plain.data, plain.size);
    for (size_t i = 1; i < 20; i++) {
      packed.data[packed.size / 20 * i] ^= 4;
      put("a", packed.data, packed.size);
      packed.data[packed.size / 20 * i] ^= 4;
      char *got = read_all(paths, 1, NULL);
      if (strstr(got, "|compressed data is damaged or ends early (") == NULL)
        fail_msg("%s with a flipped bit in byte %zu of %zu is not reported", filters[f].name,
                 packed.size / 20 * i, packed.size);
      free(got);
    }
    wt_buffer_release(&packed);
  }
  wt_buffer_release(&plain);
}

static void bytes_behind_gzip_data_are_reported_and_padding_is_not(void **state) {
  (void)state;
  wt_buffer packed = {0};
  pack(&packed, archive_write_add_filter_gzip, NULL, "{\"a\":1}\n", 8);
  wt_buffer_append(&packed, "\0\0\0\0", 4);
  put("a", packed.data, packed.size);
  gives("a", NULL, "a:1+0 J|{\"a\":1}|\n");
  wt_buffer_text(&packed, "garbage");
  put("a", packed.data, packed.size);
  gives("a", NULL,
        "a:1+0 J|{\"a\":1}|\na:2+8 J||compressed data is damaged or ends early (other bytes follow "
        "the gzip data)\n");
  wt_buffer_release(&packed);
}

static void files_in_an_archive_are_files(void **state) {
  (void)state;
  for (int f = 0; f < FILTERS; f++) {
    wt_buffer packed = {0};
    pack(&packed, filters[f].add, "d/x.txt", "A page\n", 7);
    put("a.tar", packed.data, packed.size);
    gives("a.tar", NULL, "a.tar/d/x.txt:0+0 T|A page\n|\n");
    wt_buffer_release(&packed);
  }
}

/* ---- paths -------------------------------------------------------------------------- */

static void folders_are_walked_in_byte_order(void **state) {
  (void)state;
  static const char *const folders[] = {"d", "d/b", "d/b/deep", "d/.hidden", "d/empty"};
  static const char *const files[] = {"d/b/2", "d/b/1", "d/b/deep/x", "d/b.txt",    "d/b-",
                                      "d/Z",   "d/a",   "d/.secret",  "d/.hidden/x"};
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
    assert_int_equal(mkdir(folders[i], 0755), 0);
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) PUT(files[i], "x");
  assert_int_equal(mkfifo("d/pipe", 0644), 0);
  assert_int_equal(symlink("..", "d/b/loop"), 0);
  assert_int_equal(symlink("a", "d/link"), 0);
  const char wanted[] =
      "d/Z:0+0 T|x|\nd/a:0+0 T|x|\nd/b-:0+0 T|x|\nd/b.txt:0+0 T|x|\nd/b/1:0+0 T|x|\n"
      "d/b/2:0+0 T|x|\nd/b/deep/x:0+0 T|x|\nd/link:0+0 T|x|\n";
  gives("d", NULL, wanted);
  gives("d/", NULL, wanted);
  const char *const both[] = {"d/b/2", "d/b/1"}; /* the caller's order counts */
  char *got = read_all(both, 2, NULL);
  assert_string_equal(got, "d/b/2:0+0 T|x|\nd/b/1:0+0 T|x|\n");
  free(got);
}

static void what_a_folder_cannot_give_is_a_broken_record(void **state) {
  (void)state;
  assert_int_equal(mkdir("d", 0755), 0);
  PUT("d/b", "x");
  assert_int_equal(symlink("nowhere", "d/a"), 0);
  gives("d", NULL, "d/a:0+0 J||cannot open: No such file or directory\nd/b:0+0 T|x|\n");
}

static void a_named_path_that_is_missing_is_an_error(void **state) {
  (void)state;
  const char *const paths[] = {"a", "missing"};
  PUT("a", "x");
  wt_dump *dump = NULL;
  wt_error error;
  assert_int_equal(wt_dump_open(paths, 2, NULL, &dump, &error), WT_IO);
  assert_null(dump);
  assert_string_equal(error.where, "missing");
  PUT("missing", "y"); /* there when the dump opens, gone when its turn comes */
  assert_int_equal(wt_dump_open(paths, 2, NULL, &dump, &error), WT_OK);
  unlink("missing");
  wt_batch batch = {0};
  assert_int_equal(wt_dump_read(dump, &batch, &error), WT_OK);
  assert_int_equal(batch.n, 1); /* what was read before is delivered first */
  assert_string_equal(batch.records[0].file, "a");
  wt_batch_clear(&batch);
  assert_int_equal(wt_dump_read(dump, &batch, &error), WT_IO);
  assert_string_equal(error.where, "missing");
  wt_batch_clear(&batch);
  assert_int_equal(wt_dump_read(dump, &batch, &error), WT_OK);
  assert_int_equal(batch.n, 0);
  wt_batch_release(&batch);
  wt_dump_close(dump);
}

static void stdin_is_a_file_too(void **state) {
  (void)state;
  wt_buffer packed = {0};
  pack(&packed, archive_write_add_filter_gzip, NULL, "{\"a\":1}\n", 8);
  int ends[2], saved = dup(STDIN_FILENO);
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], packed.data, packed.size), packed.size);
  close(ends[1]);
  assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
  close(ends[0]);
  gives("-", NULL, "-:1+0 J|{\"a\":1}|\n");
  assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
  close(saved);
  wt_buffer_release(&packed);
}

/* A program at the other end of the pipe may wait for the answer to its first article. */
static void the_first_line_of_a_pipe_does_not_wait_for_the_second(void **state) {
  (void)state;
  static const char first[] = "{\"a\":1}\n";
  const wt_dump_options options = {.format = WT_FORMAT_JSONL, .batch_records = 1};
  const char *const paths[] = {"pipe"};
  assert_int_equal(mkfifo("pipe", 0644), 0);
  int end = open("pipe", O_RDWR);
  assert_int_equal(write(end, first, sizeof first - 1), sizeof first - 1);
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  alarm(20); /* a hang is a failure */
  assert_int_equal(wt_dump_open(paths, 1, &options, &dump, NULL), WT_OK);
  assert_int_equal(wt_dump_read(dump, &batch, NULL), WT_OK);
  alarm(0);
  assert_int_equal(batch.n, 1);
  assert_int_equal(batch.records[0].size, sizeof first - 2);
  wt_batch_release(&batch);
  wt_dump_close(dump);
  close(end);
}

static void the_position_counts_compressed_bytes(void **state) {
  (void)state;
  wt_buffer plain = {0}, packed = {0};
  long_dump(&plain);
  pack(&packed, archive_write_add_filter_gzip, NULL, plain.data, plain.size);
  put("a", packed.data, packed.size);
  const char *const paths[] = {"a", "a"}, *const unknown[] = {"a", "."};
  wt_dump *dump = NULL;
  wt_batch batch = {0};
  uint64_t consumed, total;
  assert_int_equal(wt_dump_open(paths, 2, NULL, &dump, NULL), WT_OK);
  wt_dump_position(dump, &consumed, &total);
  assert_int_equal(consumed, 0);
  assert_int_equal(total, 2 * packed.size);
  do {
    wt_batch_clear(&batch);
    assert_int_equal(wt_dump_read(dump, &batch, NULL), WT_OK);
  } while (batch.n > 0);
  wt_dump_position(dump, &consumed, &total);
  assert_int_equal(consumed, total);
  wt_dump_close(dump);
  assert_int_equal(wt_dump_open(unknown, 2, NULL, &dump, NULL), WT_OK);
  wt_dump_position(dump, &consumed, &total);
  assert_int_equal(total, 0);
  wt_dump_close(dump);
  wt_batch_release(&batch);
  wt_buffer_release(&plain);
  wt_buffer_release(&packed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(lines_are_records_with_line_and_offset),
      TEST(a_byte_order_mark_counts_in_offsets_only),
      TEST(the_format_is_told_by_content_and_name),
      TEST(an_array_and_pretty_printed_objects_are_cut_by_brackets),
      TEST(an_empty_file_holds_no_article),
      TEST(a_record_over_the_limit_is_broken_and_the_next_is_found),
      TEST(batches_do_not_change_the_records),
      TEST(utf16_and_utf32_become_utf8),
      TEST(utf16_does_not_mind_block_borders),
      TEST(compression_is_found_by_content),
      TEST(concatenated_compressed_files_are_one),
      TEST(a_truncated_file_is_reported),
      TEST(damage_in_a_compressed_file_is_reported),
      TEST(bytes_behind_gzip_data_are_reported_and_padding_is_not),
      TEST(files_in_an_archive_are_files),
      TEST(folders_are_walked_in_byte_order),
      TEST(what_a_folder_cannot_give_is_a_broken_record),
      TEST(a_named_path_that_is_missing_is_an_error),
      TEST(stdin_is_a_file_too),
      TEST(the_first_line_of_a_pipe_does_not_wait_for_the_second),
      TEST(the_position_counts_compressed_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
