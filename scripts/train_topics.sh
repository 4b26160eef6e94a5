#!/bin/bash
# Trains the shipped topic model, models/topics-en.wtm, from the data in ../shared (or DATA).
# The same data gives the same bytes. models/topics-en.md says what the data is and how good the model is.
# usage: scripts/train_topics.sh [OUTPUT]
set -eu
cd "$(dirname "$0")/.."
DATA=${DATA:-../shared/data}
BUILD=${BUILD:-build}
output=${1:-models/topics-en.wtm}
gold=$DATA/gold
events=$DATA/topics/wiki_current_events
for file in "$gold/wikinews-train.jsonl" "$gold/topics-train.jsonl" "$events/train.jsonl.xz" "$events/valid.jsonl.xz"; do
  if [ ! -f "$file" ]; then
    echo "train_topics.sh: $file is not there; the training data is not part of this project (DATA names its folder)" >&2
    exit 1
  fi
done
# The lists and the recogniser must be there (`make data`): kinds of entities are terms. The second level goes in as far as
# cross-validation finds it good enough. News in our users' own domain counts three times. An event has one label of eleven, so that what it
# lacks says little: half the weight, and three tenths of that for absent labels.
"$BUILD/wiretag" train topics \
  --data "$gold/wikinews-train.jsonl=3" \
  --data "$gold/topics-train.jsonl=1" \
  --data "$events/train.jsonl.xz=0.5:0.3" \
  --data "$events/valid.jsonl.xz=0.5:0.3" \
  --data "models/topic-words-en.tsv=2:0.3" \
  --data "models/no-topic-en.jsonl=2" \
  --levels 2 --keep-labels-above 50 --entities \
  --label-field topics,iptc --taxonomy models/mediatopics.tsv --stop-words models/stop-words-en.txt --cost 0.5 --seed 1 \
  --output "$output"
