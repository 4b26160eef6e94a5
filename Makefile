# Wiretag. `make help` lists the targets; `make demo` and `make check` install what they need.

VERSION  := $(shell sed -n 's/^\#define WT_VERSION "\(.*\)"/\1/p' pipeline/wiretag.h)
SOVERSION := 0
BUILD    ?= build
PREFIX   ?= /usr/local
DESTDIR  ?=
CC       ?= cc

# ---- dependencies: Debian packages, each with its reason in DESIGN.md -------------------
DEPS_BUILD := gcc make pkg-config libc6-dev libjansson-dev libstemmer-dev libarchive-dev zlib1g-dev libicu-dev libxxhash-dev
DEPS_CHECK := $(DEPS_BUILD) libcmocka-dev unicode-data python3 python3-jsonschema gzip xz-utils zstd bzip2
DEPS_FULL  := $(DEPS_CHECK) clang clang-format libomp-dev mandoc shellcheck

# ---- flags ------------------------------------------------------------------------------
PACKAGES := jansson libarchive zlib icu-uc libxxhash
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
CFLAGS   ?= -O2 -g
OPENMP   ?= -fopenmp
EXTRA    ?=
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE $(WARN) $(CFLAGS) $(EXTRA) $(OPENMP) -fPIC -fvisibility=hidden -Ipipeline \
             $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP
ALL_LDFLAGS = $(LDFLAGS) $(EXTRA) $(OPENMP)
LIBS      = $(shell pkg-config --libs $(PACKAGES)) -lstemmer -lm

# Commands are shown in short; `make V=1` shows them whole.
V ?= 0
ifeq ($(V),0)
Q := @
say = @echo "  $(1)  $(patsubst $(CURDIR)/%,%,$@)"
else
Q :=
say = @:
endif

# ---- files ------------------------------------------------------------------------------
LIB_SRC  := $(sort $(filter-out pipeline/cli/%,$(wildcard pipeline/*.c pipeline/*/*.c)))
CLI_SRC  := $(sort $(wildcard pipeline/cli/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNIT_HELP := $(sort $(filter-out $(UNIT_SRC),$(wildcard tests/unit/*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/obj/%.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/obj/%.o)
HELP_OBJ := $(UNIT_HELP:%.c=$(BUILD)/obj/%.o)
UNITS    := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
FUZZERS  := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
FUZZ_MAIN ?= $(BUILD)/obj/tests/fuzz/replay.o
BENCHES  := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard tests/bench/bench_*.c)))
FORMATTED := $(sort $(wildcard pipeline/*.[ch] pipeline/*/*.[ch] tests/*/*.[ch]))
LISTS    := $(sort $(wildcard gazetteers/*.tsv))
STATIC   := $(BUILD)/libwiretag.a
SHARED   := $(BUILD)/libwiretag.so.$(SOVERSION)
PROGRAM  := $(BUILD)/wiretag
CLI_PART := $(BUILD)/cli.a
DATA     := $(BUILD)/world.wtg $(patsubst models/%,$(BUILD)/%,$(wildcard models/*.wtm) models/mediatopics-names.tsv)

.PHONY: all program library data unit fuzzers check check-all demo man bench asan tsan chaos fuzz format lint deps deps-check \
        deps-full install uninstall dist clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: program library data  ## build the program, the libraries, the gazetteer
program: $(PROGRAM)
library: $(STATIC) $(SHARED) $(BUILD)/wiretag.pc
data: $(DATA)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

$(STATIC): $(LIB_OBJ)
	@rm -f $@
	$(call say,AR )
	$(Q)$(AR) rcs $@ $^

$(SHARED): $(LIB_OBJ)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,libwiretag.so.$(SOVERSION) -Wl,--no-undefined -o $@ $^ $(LIBS)
	$(Q)ln -sf $(@F) $(BUILD)/libwiretag.so

$(PROGRAM): $(CLI_OBJ) $(STATIC)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/wiretag.pc: pipeline/wiretag.pc.in pipeline/wiretag.h Makefile
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' $< > $@

$(BUILD)/world.wtg: $(PROGRAM) $(LISTS)
	$(call say,GAZ)
	$(Q)$(PROGRAM) gazetteer build $(LISTS) -o $@

$(BUILD)/%.wtm: models/%.wtm
	cp $< $@

$(BUILD)/%.tsv: models/%.tsv
	cp $< $@

# ---- tests ------------------------------------------------------------------------------
# the program without its main, for its unit tests
$(CLI_PART): $(filter-out %/main.o,$(CLI_OBJ))
	@rm -f $@
	$(call say,AR )
	$(Q)$(AR) rcs $@ $^

$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(HELP_OBJ) $(CLI_PART) $(STATIC)
	@mkdir -p $(@D)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_MAIN) $(STATIC)
	@mkdir -p $(@D)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) $(FUZZ_LINK) -o $@ $^ $(LIBS)

$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/eval/%: $(BUILD)/obj/tests/eval/%.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/chaos/%: $(BUILD)/obj/tests/chaos/%.o $(STATIC)
	@mkdir -p $(@D)
	$(call say,LD )
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

unit: $(UNITS)
fuzzers: $(FUZZERS)

check: deps-check  ## install what is missing, build, run every test
	+@$(MAKE) --no-print-directory check-all

check-all: all unit fuzzers
	@BUILD=$(BUILD) scripts/run_checks.sh

man: program  ## write the manual page anew from the option tables
	$(PROGRAM) help --man > pipeline/cli/wiretag.1

demo: deps  ## install what is missing, build, tag the sample dump, show the result
	+@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) scripts/demo.sh

bench: all $(BENCHES)  ## speed in ratios against floors and peers, see tests/bench/RESULTS.md
	@BUILD=$(BUILD) tests/bench/run.sh

asan:  ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	+@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan EXTRA="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" check-all

# without the first option clang's OpenMP runtime gives false alarms too
TSAN := ignore_noninstrumented_modules=1 halt_on_error=1
tsan:  ## the threaded tests under ThreadSanitizer, with clang (gcc's OpenMP runtime gives false alarms)
	+@TSAN_OPTIONS="$(TSAN)" $(MAKE) --no-print-directory BUILD=$(BUILD)/tsan CC=clang EXTRA="-fsanitize=thread" program data
	@BUILD=$(BUILD)/tsan TSAN_OPTIONS="$(TSAN)" scripts/check_threads.sh

chaos:  ## fail the n-th allocation, for every n
	+@$(MAKE) --no-print-directory BUILD=$(BUILD)/chaos EXTRA="-DWT_CHAOS -fsanitize=address,undefined" $(BUILD)/chaos/chaos/chaos data
	$(BUILD)/chaos/chaos/chaos $(BUILD)/chaos

fuzz:  ## run every fuzz target for FUZZ_SECONDS (60) each with clang's libFuzzer
	+@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzzing CC=clang FUZZ_MAIN= EXTRA="-fsanitize=address,undefined,fuzzer-no-link" FUZZ_LINK=-fsanitize=fuzzer fuzzers
	@BUILD=$(BUILD)/fuzzing scripts/fuzz.sh

format:  ## lay the C sources out with clang-format
	clang-format -i $(FORMATTED)

lint: $(STATIC)  ## layers, banned calls, globals, layout, shell scripts, man page
	scripts/check_source.py $(STATIC)
	clang-format --dry-run -Werror $(FORMATTED)
	shellcheck $(wildcard scripts/*.sh tests/*/*.sh) .ci/run

deps:  ## install what the build needs
	@scripts/install_deps.sh $(DEPS_BUILD)
deps-check:
	@scripts/install_deps.sh $(DEPS_CHECK)
deps-full:
	@scripts/install_deps.sh $(DEPS_FULL)

install: all  ## install below PREFIX (/usr/local), with DESTDIR for packagers
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/wiretag $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/wiretag
	install -m 644 $(STATIC) $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(SHARED) $(DESTDIR)$(PREFIX)/lib/
	ln -sf $(notdir $(SHARED)) $(DESTDIR)$(PREFIX)/lib/libwiretag.so
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' pipeline/wiretag.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/wiretag.pc
	install -m 644 pipeline/wiretag.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(DATA) pipeline/write/record.schema.json $(DESTDIR)$(PREFIX)/share/wiretag/
	install -m 644 pipeline/cli/wiretag.1 $(DESTDIR)$(PREFIX)/share/man/man1/

uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/wiretag $(DESTDIR)$(PREFIX)/lib/libwiretag.* $(DESTDIR)$(PREFIX)/lib/pkgconfig/wiretag.pc \
	      $(DESTDIR)$(PREFIX)/include/wiretag.h $(DESTDIR)$(PREFIX)/share/man/man1/wiretag.1
	rm -rf $(DESTDIR)$(PREFIX)/share/wiretag

dist:  ## a source archive of what is committed
	@mkdir -p $(BUILD)
	git archive --prefix=wiretag-$(VERSION)/ -o $(BUILD)/wiretag-$(VERSION).tar.gz HEAD

clean:  ## remove build/
	rm -rf $(BUILD)

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##\(.*\)/\1:\2/p' $(firstword $(MAKEFILE_LIST)) | sort | awk -F: '{printf "  %-12s%s\n", $$1, $$2}'

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
