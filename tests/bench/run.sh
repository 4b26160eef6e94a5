#!/bin/sh
# Speed and memory of a build, in ratios against floors and peers; `make bench` calls it with BUILD set.
# It measures and never fails because something is slow.
#
#   make bench                 about three minutes; peers are left out
#   make bench PEERS=1         installs what the peers need (apt-get, pip, cargo) and runs them too
#   make bench MARKDOWN=FILE   writes the tables to FILE as well
#   BENCH_MB=N                 how much of the dump is used (60); 0: all of it
#   ONLY="match topics"        these parts; there are pipeline, match, recogniser, topics
#   ROUNDS=N                   every number is the best of N rounds (3)
set -eu
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
export BUILD
command -v python3 >/dev/null 2>&1 || {
  echo "bench: python3 is needed to run and print the measurements" >&2
  exit 1
}
mkdir -p "$BUILD/bench"
if [ -n "${PEERS:-}" ]; then
  tests/bench/peers/install.sh "$BUILD/bench/peers"
fi
exec python3 tests/bench/run.py
