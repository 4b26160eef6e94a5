#!/bin/bash
# Runs tests/golden/edge-cases.txt through the whole program; more arguments go to `wiretag tag`.
set -eu
cd "$(dirname "$0")/../.."
exec python3 tests/golden/edge_cases.py "${BUILD:-build}/wiretag" tests/golden/edge-cases.txt "$@"
