#!/bin/bash
# The importers on their publishers' real files: imports, compiles what comes out, compares counts with the
# files, looks up entities that everybody knows, and takes each list apart and together again.
#
# usage: tests/eval/check_importers.sh [RAW_FOLDER]      (BUILD: build/)
set -u
cd "$(dirname "$0")/../.." || exit 1
raw=${1:-../shared/data/gazetteer/raw}
wiretag=${BUILD:-build}/wiretag
if [ ! -d "$raw" ]; then
  echo "skipped: no $raw"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for archive in geonames-cities5000 geonames-admin wikidata-sample ror-records-sample wof-sy; do
  tar -C "$work" -xJf "$raw/$archive.tar.xz" || exit 1
done

fail() {
  echo "FAIL: $*"
  failed=$((failed + 1))
}

rows() { grep -vc -e '^#' -e '^id	' "$1"; }

# NAME IMPORT-ARGUMENTS...: a list and a gazetteer; the same bytes with one thread and with four; nothing lost by dump
import() {
  local name=$1 list=$work/$1.tsv
  shift
  "$wiretag" gazetteer import "$@" -o "$list" -c "$work/$name.wtg" -q -t 1 || { fail "$name: import"; return; }
  "$wiretag" gazetteer import "$@" -o "$work/again.tsv" -q -t 4 || fail "$name: import with four threads"
  cmp -s "$list" "$work/again.tsv" || fail "$name: the list depends on the number of threads"
  "$wiretag" gazetteer dump "$work/$name.wtg" -o "$work/dump.tsv" 2>/dev/null
  "$wiretag" gazetteer build -q "$work/dump.tsv" -o "$work/dump.wtg" || fail "$name: the dump does not compile"
  local names
  names=$("$wiretag" gazetteer diff --summary "$work/$name.wtg" "$work/dump.wtg" | sed -n 's/^names: *//p')
  echo "$name: $(rows "$list") rows; after dump and build: names $names"
}

expect_rows() { # NAME NUMBER WHAT
  local n
  n=$(rows "$work/$1.tsv")
  [ "$n" = "$2" ] || fail "$1: $n rows, but $2 $3"
}

expect() { # NAME LOOKED-UP TEXT-IN-THE-ANSWER
  "$wiretag" gazetteer lookup "$work/$1.wtg" "$2" | grep -qF -- "$3" || fail "$1: $2 is not $3"
}

nowhere() { # NAME LOOKED-UP
  "$wiretag" gazetteer lookup "$work/$1.wtg" "$2" | grep -q "^no listed name" || fail "$1: $2 is listed"
}

cities=$work/geonames-cities5000
admin=$work/geonames-admin/tools/data
import cities geonames "$cities/cities5000.zip"
kept=$(awk -F'\t' '$7 == "P" && ($8 !~ /^PPL[XHQW]$/)' "$cities/cities5000.txt" | wc -l)
expect_rows cities "$kept" "in the publisher's file that are no parts of towns and not abandoned"
expect cities Istanbul "geonames:745044"
expect cities Idlib "geonames:169389"
expect cities Paris "weight 2138551"
expect cities Ankara "capital, TR (39.9199, 32.8543)"
for code in IMF PKK BBC HTS; do nowhere cities "$code"; done

import admin geonames "$admin/admin1CodesASCII.txt" "$admin/admin2Codes.txt"
expect_rows admin "$(cat "$admin/admin1CodesASCII.txt" "$admin/admin2Codes.txt" | wc -l)" "in the publisher's files"
expect admin Idlib "geonames:169387"

import netherlands geonames "$admin/NL.txt" --min-population 5000
expect netherlands Amsterdam "capital, Provincie Noord-Holland, NL"
expect netherlands Texel "place"

dump=$work/wikidata-sample/sample-latest-all.json.gz
import wikidata wikidata "$dump" --min-sitelinks 0
people=$(zcat "$dump" | sed 's/,$//' | python3 -c '
import json, sys
n = 0
for line in sys.stdin:
    if not line.startswith("{"): continue
    e = json.loads(line)
    labels = e["labels"] or {}
    claims = [c for c in (e["claims"] or {}).get("P31", []) if c["mainsnak"]["snaktype"] == "value" and c["rank"] != "deprecated"]
    best = [c for c in claims if c["rank"] == "preferred"] or claims
    n += ("en" in labels or "mul" in labels) and any(c["mainsnak"]["datavalue"]["value"]["id"] == "Q5" for c in best)
print(n)')
listed=$(awk -F'\t' '$2 == "person"' "$work/wikidata.tsv" | wc -l)
[ "$listed" = "$people" ] || fail "wikidata: $listed persons, but $people in the dump that have an English label"
expect wikidata "Douglas Adams" "wikidata:Q42"
expect wikidata "Belgium" "country, BE (51.0000, 5.0000)"
expect wikidata "Lisbon" "capital"
nowhere wikidata "pt"
import bz2 wikidata "$work/wikidata-sample/sample_wikidata_items.json.bz2" --min-sitelinks 0 --languages en,tr
expect bz2 "Portekiz" "wikidata:Q45"
"$wiretag" gazetteer import wikidata "$work/wikidata-sample/short_stream.json.bz2" --min-sitelinks 0 -q -o "$work/x.tsv" ||
  fail "wikidata: lines without brackets around them"

import ror ror "$work/ror-records-sample"
expect_rows ror "$(find "$work/ror-records-sample" -name '*.json' | wc -l)" "records"
expect ror "Digital Research Alliance of Canada" "ror:010r6td27"
expect ror "Lviv Medical University" "university, UA"

import whosonfirst whosonfirst "$work/wof-sy" --languages en,ar
expect_rows whosonfirst "$(find "$work/wof-sy" -name '*.geojson' | wc -l)" "features"
expect whosonfirst "Douma District" "wof:1108779079"

[ $failed = 0 ] && echo "8 imports passed"
[ $failed = 0 ]
