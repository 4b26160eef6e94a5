#!/usr/bin/env python3
"""Score links: does an entity get the id that the gold's Wikipedia title or Wikidata id means?

usage: check_links.py GOLD.jsonl RECORDS.jsonl LIST.tsv... [--errors N]
GOLD:    {"id", "text", "entities": [{"type", "names", "wikipedia"}], "about", "focus"} (our annotation), or
         {"id", "text", "annotations": [{"start", "end", "wikipedia" or "wikidata" and "name"}]} (link sets), code points.
RECORDS: what `wiretag tag --zones all` wrote for GOLD.
LIST:    the gazetteer's source lists; a gold entity is HELD when a row has its Wikidata id, or its title as a name.

Titles are compared without brackets, accents, case, punctuation and a leading "The". A title that several rows bear means the heaviest one,
unless the title itself says more ("Georgia (U.S. state)", "Paris, Texas"): then any of them counts. Prints the share of gold entities that
are held; of these the share linked; precision (right of the linked) and recall (right of the held); and, where GOLD has them, in how many
articles the first `about` is among our first three, and the first `focus` country is ours.
"""
import argparse
import collections
import json
import re
import sys
import unicodedata

TYPES = {"PER": "person", "LOC": "place", "ORG": "organization", "MISC": "misc"}


def normal(title):
    title = re.sub(r"\s*\([^)]*\)\s*$", "", title.replace("_", " "))
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", plain.casefold().replace("'", "").replace("’", "").replace("ʻ", "")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


class Lists:
    def __init__(self, paths):
        self.main, self.alias, self.wikidata = (collections.defaultdict(list) for _ in range(3))
        for path in paths:
            columns = None
            for line in open(path, encoding="utf8"):
                if line.startswith("#"):
                    continue
                cells = line.rstrip("\n").split("\t")
                if columns is None:
                    columns = cells
                    continue
                row = dict(zip(columns, cells))
                entry = (row["id"], row["type"], int(row.get("weight") or 0))
                self.main[normal(row["name"])].append(entry)
                for alias in row.get("aliases", "").split("|"):
                    if alias and "{weak}" not in alias:
                        self.alias[normal(re.sub(r"^[a-z]{2,3}:|\{\w+\}$", "", alias))].append(entry)
                for i in [row["id"], *row.get("same_as", "").split()]:
                    if i.startswith("wikidata:"):
                        self.wikidata[i[9:]].append(entry)

    def ids(self, title, wikidata=None, kind=None):
        if wikidata in self.wikidata:
            return {e[0] for e in self.wikidata[wikidata]}
        if not title:
            return set()
        for index in (self.main, self.alias):
            for key in (normal(title), normal(title.split(",")[0])):
                found = [e for e in index.get(key, []) if kind is None or e[1] == kind]
                if found and ("(" in title or "," in title):
                    return {e[0] for e in found}
                if found:
                    most = max(e[2] for e in found)
                    return {e[0] for e in found if e[2] == most}
        return set()


def entities(gold, record):
    """(gold ids' question, the entity that we gave for it or None) for each gold entity with a title."""
    ours = [(e, {m["text"] for m in e["mentions"]}) for e in record["entities"]]
    for g in gold["entities"]:
        kind = TYPES[g["type"]]
        if not g.get("wikipedia"):
            continue
        yield (g["wikipedia"], None, kind), next((e for e, s in ours if e["type"] == kind and s & set(g["names"])), None)


def annotations(gold, record):
    ours = [(m["start"], m["end"], e) for e in record["entities"] for m in e["mentions"] if m["field"] == "text"]
    low, high = gold.get("evaluation_span") or (0, len(gold["text"]))
    for a in gold["annotations"]:
        if not (a.get("wikipedia") or a.get("wikidata")) or a["start"] < low or a["end"] > high:
            continue
        same = next((e for b, end, e in ours if b == a["start"] and end == a["end"]), None)
        title = a.get("wikipedia") or a.get("name")
        yield (title, a.get("wikidata"), None), same or next((e for b, end, e in ours if b < a["end"] and a["start"] < end), None)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("records")
    ap.add_argument("lists", nargs="+")
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    lists = Lists(a.lists)
    records = {}
    for line in open(a.records, encoding="utf8"):
        r = json.loads(line)
        records[str(r["id"])] = r
    n, tally, wrong = collections.Counter(), collections.Counter(), []
    for line in open(a.gold, encoding="utf8"):
        gold = json.loads(line)
        record = records[str(gold["id"])]
        for question, ours in (entities if "entities" in gold else annotations)(gold, record):
            n["gold"] += 1
            ids = lists.ids(*question)
            if not ids:
                continue
            n["held"] += 1
            if ours is None or ours["id"] is None:
                continue
            n["linked"] += 1
            if ours["id"] in ids or ids & set(ours.get("same_as", [])):
                n["right"] += 1
            else:
                wrong.append(f"{gold['id']}: {question[0]} is {sorted(ids)[0]}, not {ours['id']} {ours['name']}")
        if gold.get("about"):
            tally["about"] += 1
            first = next((e for e in gold["entities"] if gold["about"][0] in e["names"]), {"names": []})
            names = {gold["about"][0], *first["names"]}
            tally["about hit"] += any(e["name"] in names or {m["text"] for m in e["mentions"]} & names for e in record["entities"][:3])
        if gold.get("focus"):
            tally["focus"] += 1
            tally["focus hit"] += [f["country"] for f in record["focus"][:1]] == gold["focus"][:1]

    def percent(part, whole):
        return 100 * part / whole if whole else 0.0
    print(f"links      precision {percent(n['right'], n['linked']):6.2f}  recall {percent(n['right'], n['held']):6.2f}  "
          f"linked {percent(n['linked'], n['held']):6.2f}  held {percent(n['held'], n['gold']):6.2f}  (gold {n['gold']})")
    for what, name in (("about", "about in first three"), ("focus", "focus country first")):
        if tally[what]:
            print(f"{name:21} {percent(tally[what + ' hit'], tally[what]):6.2f}  (articles {tally[what]})")
    for line in wrong[:a.errors]:
        print("wrong:", line, file=sys.stderr)


if __name__ == "__main__":
    main()
