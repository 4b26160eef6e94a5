#!/bin/bash
# Toponyms with the places of every source table, those included that may only be used for tests, beside the shipped lists.
# Needs ../shared/data and ../shared/tools; skipped where they are absent.
set -eu
data=${1:-../shared/data} tools=${2:-../shared/tools}
if [ ! -d "$data/gazetteer" ] || [ ! -d "$data/toponym" ]; then
  echo "all places: skipped (no $data/gazetteer)"
  exit 0
fi
wiretag=${BUILD:-build}/wiretag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

"$(dirname "$0")/all_places.py" "$data/gazetteer" gazetteers/*.tsv -o "$work/all.tsv"
"$wiretag" gazetteer build gazetteers/*.tsv "$work/all.tsv" -o "$work/all.wtg" 2>/dev/null
for set in lgl geovirus; do
  xz -dc "$data/toponym/$set.jsonl.xz" >"$work/$set.jsonl"
  "$wiretag" tag --quiet --no-topics --zones all --no-world -g "$work/all.wtg" "$work/$set.jsonl" -o "$work/out"
  python3 "$tools/score_places.py" "$work/$set.jsonl" "$work/out" >"$work/score"
  echo "$set: $(tr '\n' ';' <"$work/score")"
  within=$(grep -oE 'within 161 km +[0-9.]+' "$work/score" | head -n 1 | grep -oE '[0-9.]+$')
  awk -v a="$within" 'BEGIN { exit !(a + 0 >= 82) }' || { echo "FAIL  $set within 161 km: $within is below 82"; failed=1; }
done
[ $failed -eq 0 ] && echo "all places: 2 passed"
exit $failed
