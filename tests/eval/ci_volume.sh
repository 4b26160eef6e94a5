#!/bin/bash
# 36,247 real articles: one record each, in order, every position exact, bounded memory, the same bytes on 1 and 2 threads.
# Needs ../shared/data/articles/volume.jsonl.zst; skipped where it is absent.
set -eu
dump=${1:-../shared/data/articles/volume.jsonl.zst}
[ -f "$dump" ] || { echo "volume: skipped (no $dump)"; exit 0; }
wiretag=${BUILD:-build}/wiretag
limit=${MEMORY_LIMIT_MB:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zstd -dc "$dump" >"$work/dump.jsonl"
for threads in 1 2; do
  python3 - "$wiretag" "$dump" "$work/tags.$threads" "$threads" "$limit" <<'PYTHON'
import resource, subprocess, sys
program, dump, out, threads, limit = sys.argv[1:]
subprocess.run([program, "tag", "--threads", threads, dump, "-o", out], check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"{threads} threads: peak memory {peak} MB (limit {limit})")
sys.exit(peak > int(limit))
PYTHON
done
cmp "$work/tags.1" "$work/tags.2"
test ! -e "$work/tags.2.rejects.jsonl"
test "$(wc -l <"$work/dump.jsonl")" -eq "$(wc -l <"$work/tags.2")"
tests/cli/validate_records.py --input "$work/dump.jsonl" --every "${EVERY:-40}" "$work/tags.2"
