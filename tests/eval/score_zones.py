#!/usr/bin/env python3
"""Score the body zone on whole pages beside their gold body text.

usage: score_zones.py DUMP [--data DIR] [--worst N]
DUMP is the zones_dump program (make build/eval/zones_dump). For each page: precision, recall and F1 of the multiset of word
tokens in the zones body, quote and dateline against the tokens of the gold body, then the mean over
pages, as content extraction is scored in the field; beside it the same for "all text is body".
The pages are test data: they measure, no weight is fitted on them.
"""
import argparse
import collections
import json
import lzma
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SETS = ("scrapinghub_inscriptis", "wcxb_article_dev")
CONTENT = {"body", "quote", "dateline"}
WORD = re.compile(r"\w+")


def tokens(text):
    return collections.Counter(WORD.findall(text.lower()))


def prf(found, gold):
    common = sum((found & gold).values())
    p = common / sum(found.values()) if found else float(not gold)
    r = common / sum(gold.values()) if gold else float(not found)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def mean(rows):
    return [sum(column) / len(rows) for column in zip(*rows)]


def zones_of(program, articles):
    lines = "".join(json.dumps({"title": a.get("title") or "", "text": a["text"]}) + "\n" for a in articles)
    out = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def score(program, path, worst):
    with lzma.open(path, "rt", encoding="utf8") as file:
        articles = [json.loads(line) for line in file]
    rows, everything = [], []
    for article, zones in zip(articles, zones_of(program, articles), strict=True):
        raw = article["text"].encode()
        body = "\n".join(raw[start:end].decode() for kind, start, end in zones if kind in CONTENT)
        gold = tokens(article["gold"])
        rows.append(prf(tokens(body), gold))
        everything.append(prf(tokens(article["text"]), gold))
    for name, values in (("all text is body", everything), ("body zone", rows)):
        p, r, f = mean(values)
        print(f"{path.name.split('.')[0]:24s}{name:18s} P {p:.4f}  R {r:.4f}  F1 {f:.4f}  pages {len(values)}")
    for i in sorted(range(len(rows)), key=lambda i: rows[i][2])[:worst]:
        print(f"  {i:4d}  P {rows[i][0]:.2f} R {rows[i][1]:.2f} F1 {rows[i][2]:.2f}  {articles[i].get('url', '')[:90]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data/messy")
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--worst", type=int, default=0, help="list the N worst pages")
    args = parser.parse_args()
    for name in args.set or SETS:
        path = args.data / f"{name}.jsonl.xz"
        if path.exists():
            score(args.program, path, args.worst)
        else:
            print(f"{name}: skipped, {path.name} is not here")
    return 0


if __name__ == "__main__":
    sys.exit(main())
