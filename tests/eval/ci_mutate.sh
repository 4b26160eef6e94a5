#!/bin/bash
# Ten thousand damaged dumps through the AddressSanitizer build: no crash, no leak, nothing lost.
set -eu
rounds=${ROUNDS:-10000}
make --no-print-directory BUILD=build/asan EXTRA="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
  build/asan/chaos/mutate data >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -dc tests/data/sample.jsonl.gz | head -n 8 >"$work/sample.jsonl"
half=$((rounds / 2))
build/asan/chaos/mutate build/asan "$work/sample.jsonl" "$half" 1 &
first=$!
build/asan/chaos/mutate build/asan "$work/sample.jsonl" "$((rounds - half))" 2
wait "$first"
