#!/bin/bash
# Links, places and the article's focus against annotated text, with floors a little below what was measured.
# Needs ../shared/data and ../shared/tools; skipped where they are absent. LINKS=all measures the larger sets too.
set -eu
data=${1:-../shared/data} tools=${2:-../shared/tools}
[ -f "$data/gold/wikinews-dev.jsonl" ] || { echo "links: skipped (no $data/gold)"; exit 0; }
wiretag=${BUILD:-build}/wiretag
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 checked=0

tag() { # INPUT: records go to $work/out
  "$wiretag" tag --quiet --no-topics --zones all "$1" -o "$work/out"
}
least() { # NAME FLOOR VALUE
  checked=$((checked + 1))
  if awk -v a="$3" -v b="$2" 'BEGIN { exit !(a + 0 < b + 0) }'; then
    echo "FAIL  $1: $3 is below $2"
    failed=$((failed + 1))
  fi
}
value() { # WORD: the number behind it in $work/score
  grep -oE "$1 +[0-9.]+" "$work/score" | head -n 1 | grep -oE '[0-9.]+$'
}
links() { # NAME INPUT PRECISION RECALL
  tag "$2"
  "$here/check_links.py" "$2" "$work/out" gazetteers/*.tsv >"$work/score"
  echo "$1: $(tr '\n' ';' <"$work/score")"
  least "$1 link precision" "$3" "$(value precision)"
  least "$1 link recall" "$4" "$(value recall)"
}
unpack() { xz -dc "$1" >"$work/$(basename "$1" .xz)"; }
places() { # NAME FOUND-F1 WITHIN
  unpack "$data/toponym/$1.jsonl.xz"
  tag "$work/$1.jsonl"
  python3 "$tools/score_places.py" "$work/$1.jsonl" "$work/out" >"$work/score"
  echo "$1: $(tr '\n' ';' <"$work/score")"
  least "$1 toponyms F1" "$2" "$(value F1)"
  least "$1 within 161 km" "$3" "$(value 'within 161 km')"
}

links wikinews-dev "$data/gold/wikinews-dev.jsonl" 96 91
least "about in the first three" 82 "$(value 'first three')"
least "focus country first" 85 "$(value 'country first')"

# every name of the coverage list alone in a sentence: 101 articles in one file
python3 - "$tools/coverage-names.tsv" >"$work/coverage.jsonl" <<'PYTHON'
import csv, json, sys
short = {"person": "PER", "place": "LOC", "organization": "ORG", "misc": "MISC"}
for i, row in enumerate(csv.DictReader(open(sys.argv[1], encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE)):
    text = f"Yesterday {row['name']} was in the news."
    print(json.dumps({"id": i, "text": text, "entities": [{"type": short[row["type"]], "names": [row["name"]], "wikipedia": row["name"]}]}))
PYTHON
links coverage-names "$work/coverage.jsonl" 95 85

if [ "${LINKS:-}" = all ]; then
  for set in msnbc_updated aquaint reuters_128; do
    unpack "$data/link/el_$set.jsonl.xz"
    links "$set" "$work/el_$set.jsonl" 84 65
  done
  places geovirus 93 86
  places lgl 75 83
fi
[ $failed -eq 0 ] && echo "links: $checked passed"
exit $failed
