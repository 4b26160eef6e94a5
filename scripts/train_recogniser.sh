#!/bin/sh
# Trains the recogniser that ships, models/recogniser-en.wtm, from the project's own annotation (../shared/data/gold) and, with less
# weight, from what others annotated (borrowed_names.py).
# The same data, lists and program give the same bytes, on any number of threads. With CLASSES=1 the word classes are made anew first.
#
# usage: scripts/train_recogniser.sh [DATA]      (DATA: ../shared/data; BUILD: build)
set -eu
cd "$(dirname "$0")/.."
data=${1:-../shared/data}
build=${BUILD:-build}
if [ ! -d "$data/gold" ]; then
  echo "train_recogniser: no $data/gold; the annotation is not part of the sources" >&2
  exit 1
fi
make --no-print-directory BUILD="$build" program "$build/world.wtg"

if [ -n "${CLASSES:-}" ]; then
  "$build/wiretag" train clusters --classes 64,256,1024 -o models/classes-en.tsv \
    "$data/topics/wiki_current_events/train.jsonl.xz" "$data/topics/wiki_current_events/valid.jsonl.xz" \
    "$data/topics/wiki_current_events/unlabelled.jsonl.xz" "$data/unlabelled/senate-press.jsonl.zst" \
    "$data/gold/wikinews-train.jsonl" "$data/gold/news-train.jsonl"
fi

python3 scripts/borrowed_names.py "$data" "$build/borrowed.jsonl"

"$build/wiretag" train recogniser -o models/recogniser-en.wtm \
  --data "$data/gold/wikinews-train.jsonl" --data "$data/gold/news-train.jsonl" \
  --data "$build/borrowed.jsonl=0.3" --dev "$data/gold/wikinews-dev.jsonl" \
  --gazetteer "$build/world.wtg" --classes models/classes-en.tsv --lower-classes models/classes-glove-en.tsv \
  --epochs 8 --dropout 0.7 --decay 0.05 --title 0.1 --upper 0.05 --lower 0.03 --prune 0.15
