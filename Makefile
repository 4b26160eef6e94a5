# Wiretag. `make help` lists the targets; `make demo` and `make check` install what they need.

VERSION  := $(shell sed -n 's/^\#define WT_VERSION "\(.*\)"/\1/p' pipeline/wiretag.h)
SOVERSION := 0
BUILD    ?= build
PREFIX   ?= /usr/local
DESTDIR  ?=
CC       ?= cc

# ---- dependencies: Debian packages, each with its reason in DESIGN.md -------------------
DEPS_BUILD := gcc make pkg-config libc6-dev libjansson-dev libstemmer-dev libarchive-dev libicu-dev libxxhash-dev
DEPS_CHECK := $(DEPS_BUILD) libcmocka-dev unicode-data python3 python3-jsonschema gzip xz-utils zstd bzip2
DEPS_FULL  := $(DEPS_CHECK) clang clang-format libomp-dev mandoc shellcheck

# ---- flags ------------------------------------------------------------------------------
PACKAGES := jansson libarchive icu-uc libxxhash
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
CFLAGS   ?= -O2 -g
OPENMP   ?= -fopenmp
EXTRA    ?=
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE $(WARN) $(CFLAGS) $(EXTRA) $(OPENMP) -fPIC -fvisibility=hidden -Ipipeline \
             $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP
ALL_LDFLAGS = $(LDFLAGS) $(EXTRA) $(OPENMP)
LIBS      = $(shell pkg-config --libs $(PACKAGES)) -lstemmer -lm

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
LISTS    := $(sort $(wildcard gazetteers/*.tsv))
STATIC   := $(BUILD)/libwiretag.a
SHARED   := $(BUILD)/libwiretag.so.$(SOVERSION)
PROGRAM  := $(BUILD)/wiretag
DATA     := $(BUILD)/world.wtg $(patsubst models/%,$(BUILD)/%,$(wildcard models/*.wtm))

.PHONY: all program library data unit check check-all check-source check-unit check-cli check-fuzz demo bench asan tsan fuzz \
        format lint deps deps-check deps-full install uninstall dist clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: program library data  ## build the program, the libraries, the gazetteer
program: $(PROGRAM)
library: $(STATIC) $(SHARED) $(BUILD)/wiretag.pc
data: $(DATA)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c $< -o $@

$(STATIC): $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(SHARED): $(LIB_OBJ)
	$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,libwiretag.so.$(SOVERSION) -Wl,--no-undefined -o $@ $^ $(LIBS)
	ln -sf $(@F) $(BUILD)/libwiretag.so

$(PROGRAM): $(CLI_OBJ) $(STATIC)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/wiretag.pc: pipeline/wiretag.pc.in pipeline/wiretag.h Makefile
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' $< > $@

$(BUILD)/world.wtg: $(PROGRAM) $(LISTS)
	$(PROGRAM) gazetteer build $(LISTS) -o $@

$(BUILD)/%.wtm: models/%.wtm
	cp $< $@

# ---- tests ------------------------------------------------------------------------------
$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(HELP_OBJ) $(STATIC)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay.o $(STATIC)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

unit: $(UNITS)

check: deps-check  ## install what is missing, build, run every test
	+@$(MAKE) --no-print-directory check-all

check-all: all
	@BUILD=$(BUILD) scripts/run_checks.sh

demo: deps  ## install what is missing, build, tag the sample dump, show the result
	+@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) scripts/demo.sh

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##\(.*\)/\1:\2/p' $(MAKEFILE_LIST) | sort | awk -F: '{printf "  %-12s%s\n", $$1, $$2}'

deps:  ## install what the build needs
	@scripts/install_deps.sh $(DEPS_BUILD)
deps-check:
	@scripts/install_deps.sh $(DEPS_CHECK)
deps-full:
	@scripts/install_deps.sh $(DEPS_FULL)

clean:  ## remove build/
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
