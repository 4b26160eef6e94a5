#!/bin/sh
# Tags the sample dump with a fresh build and shows what came out. BUILD names the build folder.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
out=$BUILD/demo/tags.jsonl
mkdir -p "$BUILD/demo"

say() {
  if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    printf '\n\033[1m$ %s\033[0m\n' "$*"
  else
    printf '\n$ %s\n' "$*"
  fi
}

say "$BUILD/wiretag tag tests/data/sample.jsonl.gz -o $out"
code=0
"$BUILD/wiretag" tag tests/data/sample.jsonl.gz -o "$out" || code=$?
[ "$code" -le 1 ] || exit "$code" # 1: the sample holds a broken line, to show what becomes of it

say "$BUILD/wiretag summary $out"
"$BUILD/wiretag" summary "$out"

cat <<TEXT

The records are in $out, one JSON object a line.
The broken line of the sample is in $out.rejects.jsonl, with the reason.
See one article with everything that was found in it:
  $BUILD/wiretag explain tests/data/sample.jsonl.gz -n 2
TEXT
