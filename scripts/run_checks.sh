#!/bin/bash
# Runs every test of a build and ends with "N passed, M failed". BUILD names the build folder.
# A suite is a command; it passes when it exits 0, and its output is shown when it does not.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
export BUILD WIRETAG=$PWD/$BUILD/wiretag
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

suite() { # NAME COMMAND...
  local name=$1
  shift
  local start=$SECONDS
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok    %-28s %s\n' "$name" "$(summary) ($((SECONDS - start)) s)"
  else
    failed=$((failed + 1))
    printf 'FAIL  %-28s\n' "$name"
    sed 's/^/      /' "$log"
  fi
}

# The last line of a suite's output that counts something, without cmocka's decoration.
summary() {
  grep -E '[0-9]+ (test|passed|findings|inputs|replayed|records|cases|skipped)|skipped' "$log" | tail -n 1 | sed 's/^\[[^]]*\] *//'
}

suite source scripts/check_source.py "$BUILD/libwiretag.a"
for test in "$BUILD"/unit/test_*; do
  [ -x "$test" ] && [ -f "$test" ] && suite "${test##*/}" "$test"
done
for target in "$BUILD"/fuzz/fuzz_*; do
  { [ -x "$target" ] && [ -f "$target" ]; } || continue
  name=${target##*/fuzz_}
  suite "replay $name" "$target" "tests/fuzz/corpus/$name"
done
[ -x tests/cli/run.sh ] && suite "command line" tests/cli/run.sh
for script in tests/golden/check_*.sh tests/cli/check_*.sh tests/eval/check_*.sh; do
  [ -x "$script" ] && suite "$(basename "$script" .sh)" "$script"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
