#!/bin/bash
# Runs each fuzz target of a clang build for FUZZ_SECONDS (or those that FUZZ_TARGETS names), growing a corpus of its own in the build folder.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build/fuzzing}
for target in "$BUILD"/fuzz/fuzz_*; do
  { [ -x "$target" ] && [ -f "$target" ]; } || continue
  name=${target##*/fuzz_}
  case " ${FUZZ_TARGETS:-$name} " in *" $name "*) ;; *) continue ;; esac
  mkdir -p "$BUILD/corpus/$name" "$BUILD/findings"
  echo "fuzzing $name for ${FUZZ_SECONDS:-60} s"
  "$target" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$BUILD/findings/$name-" "$BUILD/corpus/$name" "tests/fuzz/corpus/$name"
done
echo "no findings"
