#!/bin/bash
# A newspaper page saved as text, with teasers around the article: who is in it, and who is not.
# Needs ../shared/data/articles/idlib-talks.txt; skipped where it is absent.
set -eu
page=${1:-../shared/data/articles/idlib-talks.txt}
[ -f "$page" ] || { echo "page: skipped (no $page)"; exit 0; }
wiretag=${BUILD:-build}/wiretag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$wiretag" tag --quiet "$page" >"$work/article.json"
"$wiretag" tag --quiet --zones all "$page" >"$work/all.json"
python3 - "$page" "$work" <<'PYTHON'
import json, sys
page, work = sys.argv[1:]
text = open(page, encoding="utf8").read()
article, everything = (json.load(open(f"{work}/{n}.json", encoding="utf8")) for n in ("article", "all"))
checks = []

def surfaces(record, kind):
    return {m["text"] for e in record["entities"] if e["type"] == kind for m in e["mentions"]}

def check(what, holds):
    checks.append(holds)
    if not holds:
        print("FAIL", what)

for name in "Sergey Vershinin", "Sedat Önal", "Recep Tayyip Erdoğan", "Vladimir Putin":
    check(f"person {name}", name in surfaces(article, "person"))
for name in "Idlib", "Syria", "Sochi", "Moscow", "Ankara", "Turkey", "Russia", "Azaz", "Qatmah":
    check(f"place {name}", name in surfaces(article, "place"))
named = {m["text"] for e in article["entities"] for m in e["mentions"]}
for name in "Osman Kavala", "Greece", "SpaceX", "Aselsan", "Chelsea", "UNDP", "Istanbul", "Burkina Faso", "Cyprus", "Manchester United":
    check(f"nothing from teasers: {name}", name not in named)
for name in "UNDP", "SpaceX", "Aselsan", "Chelsea", "Manchester United":
    check(f"--zones all: organization {name}", name in surfaces(everything, "organization"))
dateline = article.get("dateline", {})
check("dateline", dateline.get("text") == "ANKARA/MOSCOW" and len(dateline.get("places", [])) == 2)
top = {t["label"] for t in [t for t in article["topics"] if len(t["path"]) == 1][:2]}
check("topics", top == {"politics", "conflict, war and peace"})
for record in article, everything:
    for e in record["entities"]:
        for m in e["mentions"]:
            check(f"position of {m['text']}", text[m["start"]:m["end"]] == m["text"])
print(f"{sum(checks)} passed, {len(checks) - sum(checks)} failed")
sys.exit(0 if all(checks) else 1)
PYTHON
