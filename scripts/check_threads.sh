#!/bin/bash
# The threaded paths under ThreadSanitizer: tagging and compiling, on more threads than there are cores.
# BUILD names a build made with -fsanitize=thread. Any report ends the run with an error (halt_on_error).
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build/tsan}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for _ in 1 2 3 4 5 6 7 8; do cat tests/data/sample.jsonl.gz; done >"$work/dump.jsonl.gz"
for threads in 1 2 7; do
  "$BUILD/wiretag" tag "$work/dump.jsonl.gz" --quiet --threads "$threads" --batch-size 8K \
    --rejects "$work/rejects.$threads" -o "$work/tags.$threads" || [ $? -eq 1 ]
  "$BUILD/wiretag" gazetteer build gazetteers/places-world.tsv gazetteers/people-world.tsv --quiet \
    --threads "$threads" -o "$work/world.$threads"
done
for threads in 2 7; do
  cmp "$work/tags.1" "$work/tags.$threads"
  cmp "$work/rejects.1" "$work/rejects.$threads"
  cmp "$work/world.1" "$work/world.$threads"
done
echo "3 passed: no data race, the same bytes on 1, 2 and 7 threads"
