#!/bin/sh
# Text files in 51 encodings through `wiretag tag`: every one must end as a record or a reject.
# Prints a line an encoding: files, records, rejects.
#
# usage: tests/eval/check_encodings.sh [ENCODINGS.tar.xz]      (BUILD: build/)
set -eu
archive=${1:-../shared/data/encodings/encodings.tar.xz}
[ -f "$archive" ] || { echo "encodings: skipped (no $archive)"; exit 0; }
wiretag=${BUILD:-build}/wiretag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -C "$work" -xf "$archive"
status=0
"$wiretag" tag "$work/encodings/files" -o "$work/tags.jsonl" --rejects "$work/rejects.jsonl" 2>"$work/log" || status=$?
if [ "$status" -gt 1 ]; then
  cat "$work/log" >&2
  exit 1
fi
python3 - "$work" <<'PYTHON'
import collections, json, os, sys
work = sys.argv[1]
files = {os.path.join(work, "encodings/files", f) for f in os.listdir(work + "/encodings/files")}
groups = collections.defaultdict(collections.Counter)
seen = set()
for kind in "tags", "rejects":
    path = f"{work}/{kind}.jsonl"
    for line in open(path, encoding="utf8") if os.path.exists(path) else ():
        record = json.loads(line)
        file = record["source"]["file"] if kind == "tags" else record["file"]
        seen.add(file)
        groups[os.path.basename(file).split("__")[0]][kind] += 1
for name, n in sorted(groups.items()):
    print(f"{name:28} {sum(n.values()):4} files {n['tags']:4} records {n['rejects']:4} rejects")
lost = [f for f in sorted(files - seen) if os.path.getsize(f) > 0]
print(*("lost: " + os.path.basename(f) for f in lost), sep="\n", end="\n" if lost else "")
print(f"{len(files)} files, {len(lost)} lost")
sys.exit(1 if lost else 0)
PYTHON
