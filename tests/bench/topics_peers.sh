#!/bin/bash
# The topic classifier beside fastText and liblinear on the four classical sets; one table (see topics_peers.py).
# Needs Debian's fasttext, liblinear-tools, python3-stemmer, and the sets in DATA (../shared/data), which only measure.
# usage: tests/bench/topics_peers.sh [OPTIONS OF topics_peers.py]
set -eu
cd "$(dirname "$0")/../.."
DATA=${DATA:-../shared/data}
BUILD=${BUILD:-build}
if [ ! -d "$DATA/topics/bbc" ]; then
  echo "topics_peers.sh: $DATA/topics is not there; nothing is measured"
  exit 0
fi
if ! command -v fasttext > /dev/null || ! command -v liblinear-train > /dev/null || ! /usr/bin/python3 -c 'import Stemmer' 2> /dev/null; then
  scripts/install_deps.sh fasttext liblinear-tools python3-stemmer
fi
exec /usr/bin/python3 tests/bench/topics_peers.py --data "$DATA" --wiretag "$BUILD/wiretag" --work "$BUILD/topics-peers" "$@"
