#!/bin/bash
# Installs the library into an empty folder, compiles tests/example with what pkg-config says, and runs it.
set -eu
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if nm "$BUILD/libwiretag.a" 2>/dev/null | grep -q -e __asan_init -e __tsan_init; then
  echo "skipped: a library with sanitizers is not for other programs"
  exit 0
fi
make --no-print-directory -s install BUILD="$BUILD" PREFIX="$work" >/dev/null
export PKG_CONFIG_PATH=$work/lib/pkgconfig
flags=$(pkg-config --cflags --libs wiretag)

# shellcheck disable=SC2086  # the flags are meant to be split
${CC:-cc} -std=c11 -Wall -Wextra -Werror tests/example/example.c $flags -o "$work/example"
printf 'SOFIA - Ursula von der Leyen met journalists in Sofia.' |
  LD_LIBRARY_PATH=$work/lib "$work/example" "$work/share/wiretag/world.wtg" >"$work/out"
grep -q '^Ursula von der Leyen ' "$work/out"
grep -q '^Sofia ' "$work/out"
grep -q 'over 100 bytes' "$work/out"

# a missing file is told, not crashed over
if LD_LIBRARY_PATH=$work/lib "$work/example" nowhere </dev/null 2>"$work/err"; then exit 1; fi
grep -q 'input/output error: nowhere' "$work/err"

# C++ can read the header too
if command -v c++ >/dev/null; then
  echo '#include <wiretag.h>' >"$work/a.cc"
  echo 'int main() { return wt_status_name(WT_OK) == nullptr; }' >>"$work/a.cc"
  # shellcheck disable=SC2086
  c++ -std=c++17 -Wall -Wextra -Werror "$work/a.cc" $flags -o "$work/a" && LD_LIBRARY_PATH=$work/lib "$work/a"
fi

# the installed program finds its data
echo '{"id": 1, "text": "x"}' | "$work/bin/wiretag" tag -q >/dev/null

# only wt_ symbols are exported
if nm -D --defined-only "$work"/lib/libwiretag.so* | awk '{print $3}' | grep -v -e '^wt_' -e '^$' | grep -q .; then
  echo "symbols without wt_ are exported" >&2
  exit 1
fi
echo "7 checks passed"
