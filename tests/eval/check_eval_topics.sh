#!/bin/bash
# `wiretag eval topics` must say what ../shared/tools/score_topics.py says of the same records. Skipped without ../shared.
# usage: tests/eval/check_eval_topics.sh
set -eu
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
gold=../shared/data/gold/wikinews-dev.jsonl
judge=../shared/tools/score_topics.py
if [ ! -f "$gold" ] || [ ! -f "$judge" ]; then
  echo "check_eval_topics: ../shared is not there; skipped"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$BUILD/wiretag" tag --topics models/topics-en.wtm "$gold" -o "$work/records.jsonl" --quiet
for threshold in 0.5 0.8; do
  python3 "$judge" "$gold" "$work/records.jsonl" --top-level --threshold "$threshold" |
    sed -n 's/  at .*//; s/^articles //p; /^micro/p; /^best/p; /^calibration/p' > "$work/theirs"
  for judged in "--records $work/records.jsonl" "--model models/topics-en.wtm"; do
    # shellcheck disable=SC2086
    "$BUILD/wiretag" eval topics "$gold" $judged --taxonomy models/mediatopics.tsv --threshold "$threshold" |
      sed -n 's/^articles \([0-9]*\)$/\1/p; /^micro/p; /^best label is/p; /^calibration/p' > "$work/ours"
    if ! diff "$work/theirs" "$work/ours"; then
      echo "check_eval_topics: FAIL: wiretag eval topics ($judged, threshold $threshold) disagrees with score_topics.py"
      exit 1
    fi
  done
done
echo "check_eval_topics: ok: $(tr '\n' ' ' < "$work/ours")"
