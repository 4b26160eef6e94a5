#!/bin/sh
# `wiretag eval recogniser` against a scorer that reads records from outside: gold, said and right of every type must
# be the same numbers. Skipped where the shared data are not there.
#
# usage: tests/eval/check_eval_agrees.sh      (BUILD: build/)
set -eu
shared=../shared
scorer=$shared/tools/score_entities.py
[ -f "$scorer" ] || { echo "eval agrees: skipped (no $scorer)"; exit 0; }
wiretag=${BUILD:-build}/wiretag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for gold in "$shared/data/gold/wikinews-dev.jsonl" "$shared/data/gold/wikinews-train.jsonl"; do
  "$wiretag" tag --quiet --no-topics --zones all "$gold" -o "$work/records.jsonl"
  python3 "$scorer" --types person,place,organization,misc "$gold" "$work/records.jsonl" |
    sed -n '/^entities/q; s/^\([a-z]*\) .*(\(gold.*\))$/\1 \2/p' >"$work/theirs"
  "$wiretag" eval recogniser "$gold" | sed '/^$/q' |
    sed -n '/but misc/d; s/^\([a-z]*\) .*(\(gold.*\))$/\1 \2/p' >"$work/ours"
  [ "$(wc -l <"$work/ours")" -eq 5 ] || { echo "eval agrees: five rows were expected"; exit 1; }
  diff "$work/theirs" "$work/ours" || { echo "eval agrees: they differ on $gold"; exit 1; }
done
echo "eval agrees: the same counts on two corpora"
