#!/usr/bin/env python3
"""How much of annotated text the lists cover: longest match of the names, without any context.

    scripts/import/measure_lists.py gazetteers GOLD.jsonl [--names NAMES.tsv] [--worst 40]

Prints, per type, how many gold mentions a list name covers exactly with the right type (and with a strong, not a weak
name), and the names that match most often where gold has nothing or another type. GOLD has one article a line with
`text` and `mentions` {start, end, type}. NAMES has the columns type, name, also_accepted.
"""
import argparse
import collections
import glob
import json
import os
import re

from rows import fold, split_alias, split_bar

TYPE = {"PER": "person", "LOC": "place", "ORG": "organization", "MISC": "misc"}
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[’'](?!s\b)\w+)*|[^\w\s]")


def load(folder):
    """fold(name) tokens -> list of (type, name as written, rule, id, weight)."""
    names = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(folder, "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            for line in f:
                cells = (line.rstrip("\n").split("\t") + [""] * 10)
                if line.startswith("#") or cells[0] == "id":
                    continue
                flag = cells[9] if cells[9] in ("weak", "any", "exact") else ""
                for text, rule in [(cells[3], "")] + [split_alias(a)[1:] for a in split_bar(cells[4])]:
                    key = tuple(fold(t) for t in TOKEN.findall(text) if fold(t))
                    if key:
                        names[key].append((cells[1], text, rule or flag, cells[0], int(cells[8])))
    return names


def case_fits(words, name, rule):
    """The default case rule: capitals where the list has them, or all capitals; all-capital names exactly."""
    listed = [t for t in TOKEN.findall(name) if fold(t)]
    if rule == "any":
        return True
    if rule == "exact" or name.isupper() and sum(c.isalpha() for c in name) > 1:
        return [w for w in words] == listed
    return all(w[:1].isupper() or not l[:1].isupper() for w, l in zip(words, listed))


def matches(text, names, longest):
    tokens = [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text) if fold(m.group())]
    folded = [fold(t[2]) for t in tokens]
    i = 0
    while i < len(tokens):
        for n in range(min(longest, len(tokens) - i), 0, -1):
            hits = names.get(tuple(folded[i:i + n]))
            hits = [h for h in hits or () if case_fits([t[2] for t in tokens[i:i + n]], h[1], h[2])]
            if hits:
                yield tokens[i][0], tokens[i + n - 1][1], hits
                i += n
                break
        else:
            i += 1


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("folder")
    ap.add_argument("gold")
    ap.add_argument("--names")
    ap.add_argument("--worst", type=int, default=40)
    ap.add_argument("--unfiltered", action="store_true", help="weak names count as strong ones: the lists without the harm filter")
    args = ap.parse_args()
    names = load(args.folder)
    longest = min(10, max(map(len, names)))
    total, found, strong, wrong = (collections.Counter() for _ in range(4))
    missed, false = collections.Counter(), collections.Counter()
    fired, right = collections.Counter(), collections.Counter()
    for line in open(args.gold, encoding="utf-8"):
        article = json.loads(line)
        gold = {(m["start"], m["end"]): TYPE[m["type"]] for m in article["mentions"] if m["type"] in TYPE and m.get("field", "text") == "text"}
        seen = {}
        for start, end, hits in matches(article["text"], names, longest):
            seen[start, end] = hits
            sure = [h for h in hits if h[2] != "weak" or args.unfiltered]
            if sure:
                best = max(sure, key=lambda h: h[4])
                fired[best[0]] += 1
                right[best[0]] += gold.get((start, end)) == best[0]
                if gold.get((start, end)) not in {h[0] for h in sure}:
                    false[article["text"][start:end], best[0], gold.get((start, end), "-")] += 1
        for span, type in gold.items():
            total[type] += 1
            hits = [h for h in seen.get(span, ()) if h[0] == type]
            found[type] += bool(hits)
            strong[type] += any(h[2] != "weak" or args.unfiltered for h in hits)
            if not hits:
                missed[article["text"][span[0]:span[1]], type] += 1
    for type in TYPE.values():
        print("%-13s gold %5d  covered %5d (%.1f%%)  by a strong name %5d (%.1f%%)  strong matches %5d, right %5d (%.1f%%)" % (
            type, total[type], found[type], 100 * found[type] / max(1, total[type]), strong[type], 100 * strong[type] / max(1, total[type]),
            fired[type], right[type], 100 * right[type] / max(1, fired[type])))
    n, good = sum(fired.values()), sum(right.values())
    print("strong matches %d, exact span and best type right %d (%.1f%%)" % (n, good, 100 * good / max(1, n)))
    print("\nworst false matches:")
    for (text, type, was), n in false.most_common(args.worst):
        print("  %3d  %s  list: %s  gold: %s" % (n, text, type, was))
    print("\nmost missed:")
    for (text, type), n in missed.most_common(args.worst):
        print("  %3d  %s  %s" % (n, text, type))
    if args.names:
        ok = 0
        rows = [line.rstrip("\n").split("\t") for line in open(args.names, encoding="utf-8")][1:]
        for r in rows:
            options = [r[1]] + (r[2].split("|") if len(r) > 2 and r[2] else [])
            hit = [h for o in options for h in names.get(tuple(fold(t) for t in TOKEN.findall(o) if fold(t)), ()) if h[0] == r[0]]
            ok += bool(hit)
            if not hit:
                print("not in the lists: %s" % "\t".join(r))
        print("names found: %d of %d" % (ok, len(rows)))


main()
