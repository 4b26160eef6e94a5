#!/bin/bash
# A gazetteer of five times the memory: ten million names, 650 MB, in a control group of 128 MB. NAMES=N takes another size.
# Needs ../shared/data for the names and the articles; skipped where it is absent.
set -eu
data=${1:-../shared/data} names=${NAMES:-10000000} limit=${MEMORY_LIMIT_MB:-128}
[ -f "$data/articles/volume.jsonl.zst" ] || { echo "memory: skipped (no $data/articles)"; exit 0; }
build=${BUILD:-build}
here=$(dirname "$0")
work=$build/memory
mkdir -p "$work"
if [ ! -f "$work/names-$names.wtg" ] || [ "$build/wiretag" -nt "$work/names-$names.wtg" ]; then
  [ -f "$work/names-$names.tsv" ] || "$here/../bench/peers/make_dictionary.py" "$data/gazetteer" "$work" "$names"
  "$build/wiretag" gazetteer build -q --keep-going "$work/names-$names.tsv" -o "$work/names-$names.wtg"
fi
"$here/larger_than_memory.py" "$build/wiretag" "$work/names-$names.wtg" "$data/articles/volume.jsonl.zst" --limit "$limit"
