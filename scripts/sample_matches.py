#!/usr/bin/env python3
"""Draws mentions of tagged articles to be read: N of each type, with the text around them, always the same ones for a seed.

    wiretag tag --rules --no-topics DUMP -o tags.jsonl
    scripts/sample_matches.py DUMP tags.jsonl --how gazetteer [-n 100] [--seed 1] [--around 60]

DUMP and tags.jsonl may be zst. A line is: type, id, name, then the text with the mention between [[ and ]].
"""
import argparse
import json
import random
import subprocess
import sys


def lines(path):
    if path.endswith(".zst"):
        with subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE) as p:
            yield from p.stdout
    else:
        with open(path, "rb") as f:
            yield from f


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("dump")
    ap.add_argument("tags")
    ap.add_argument("--how", help="only mentions that this had a part in: gazetteer, rule, model, coreference")
    ap.add_argument("-n", type=int, default=100)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--around", type=int, default=60)
    args = ap.parse_args()
    draw = random.Random(args.seed)
    seen, kept = {}, {}
    for raw, tagged in zip(lines(args.dump), lines(args.tags)):
        article = None
        record = json.loads(tagged)
        for entity in record["entities"]:
            for m in entity["mentions"]:
                if args.how and args.how not in m["how"].split("+"):
                    continue
                kind = entity["type"]
                seen[kind] = seen.get(kind, 0) + 1
                place = len(kept.setdefault(kind, [])) if seen[kind] <= args.n else draw.randrange(seen[kind])
                if place >= args.n:
                    continue
                article = article or json.loads(raw)
                text, start, end = article[m["field"]], m["start"], m["end"]
                around = " ".join((text[max(0, start - args.around):start] + "[[" + text[start:end] + "]]" + text[end:end + args.around]).split())
                row = "\t".join([kind, entity["id"] or "-", entity["name"], around])
                kept[kind][place:place + 1] = [row]
    for kind in sorted(kept):
        print("\n".join(kept[kind]))
        print("%s: %d of %d mentions" % (kind, len(kept[kind]), seen[kind]), file=sys.stderr)


main()
