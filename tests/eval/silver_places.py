#!/usr/bin/env python3
"""How often is the right town chosen without the state behind its name? Silver data from press releases, for choosing settings.

usage: silver_places.py PRESS.jsonl[.zst] [--program build/wiretag] [--lists gazetteers] [--articles 1500] [--seed 5]

"Columbus, Ohio" tells which Columbus. From articles with such a pair, where a list has the town's name more than once, the state behind
the comma is taken away everywhere, and the tagger must choose the same town from the rest of the article. Prints how many get the right id, a
wrong one and none, and the precision.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess

STATES = """Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|
Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|
New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|
West Virginia|Virginia|Washington|Wisconsin|Wyoming""".replace("\n", "")
PAIR = re.compile(rf"\b([A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}), ({STATES})\b,?")


def several(folder):
    """Names that two places or more of the lists have as their main name."""
    ids = {}
    for path in sorted(pathlib.Path(folder).glob("places-*.tsv")):
        for line in path.read_text(encoding="utf8").splitlines():
            cells = line.split("\t")
            if len(cells) > 5 and cells[1] == "place":
                ids.setdefault(cells[3], set()).add(cells[0])
    return {name for name, found in ids.items() if len(found) > 1}


def tag(program, articles):
    dump = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(articles))
    out = subprocess.run([program, "tag", "--quiet", "--no-topics", "--zones", "all", "-"], input=dump, text=True, capture_output=True, check=True)
    return [{(m["start"], m["end"]): e for e in json.loads(line)["entities"] if e["type"] == "place" for m in e["mentions"] if m["field"] == "text"}
            for line in out.stdout.splitlines()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("press")
    ap.add_argument("--program", default="build/wiretag")
    ap.add_argument("--lists", default="gazetteers")
    ap.add_argument("--articles", type=int, default=1500)
    ap.add_argument("--seed", type=int, default=5)
    a = ap.parse_args()
    names = several(a.lists)
    command = ["zstd", "-dc"] if a.press.endswith(".zst") else ["cat"]
    lines = subprocess.run([*command, a.press], capture_output=True, check=True).stdout.decode("utf8").splitlines()
    random.Random(a.seed).shuffle(lines)
    articles = []
    for line in lines:
        text = re.sub(r"[ \t]+", " ", json.loads(line).get("text") or "")
        if any(m[1] in names for m in PAIR.finditer(text)):
            articles.append(text)
        if len(articles) == a.articles:
            break
    cut, gold = [], []
    for text, places in zip(articles, tag(a.program, articles), strict=True):
        towns, pieces, at = {}, [], 0
        for m in PAIR.finditer(text):
            e = places.get(m.span(1))
            if e and e["id"] and m[1] in names:
                towns[m[1]] = e["id"]
                pieces.append(text[at:m.end(1)])
                at = m.end()
        text = "".join(pieces) + text[at:]
        if towns:
            cut.append(text)
            gold.append({re.search(rf"\b{name}\b", text).span(): i for name, i in towns.items()})
    right = wrong = none = 0
    for places, towns in zip(tag(a.program, cut), gold, strict=True):
        for span, town in towns.items():
            e = places.get(span)
            if e is None:
                continue
            none += e["id"] is None
            right += e["id"] == town
            wrong += e["id"] not in (None, town)
    n = right + wrong + none
    print(f"silver towns: {n}  right {100 * right / n:.1f}%  wrong {100 * wrong / n:.1f}%  none {100 * none / n:.1f}%  "
          f"precision {100 * right / (right + wrong):.1f}")


if __name__ == "__main__":
    main()
