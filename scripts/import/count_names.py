#!/usr/bin/env python3
"""Count how news prose uses the names of the source tables: scripts/import/name-use.tsv. Only counts are kept, no text.

    scripts/import/count_names.py --sources ../shared/data/gazetteer --items ITEMS.jsonl.xz ... --releases RELEASES.jsonl.zst

For each folded name: `alone` (capitalised within a sentence, no capitalised neighbour), `where` (of these: behind in, near,
from ...), `inside` (part of a longer run of capitalised words: "Bolton" of "John Bolton"), `lower` (in lower case). A name
that opens a sentence counts for none of them. Names seen less than MOST_RARE times are left out.
"""
import argparse
import collections
import json
import lzma
import os
import re
import subprocess
import sys

import sources as S
from rows import fold, is_latin, split_bar

TABLES = ("geonames-cities5000 geonames-admin12 natural-earth wof-sy wof-iq wof-ye wof-ps wof-ly wof-ua wof-tr wof-az wof-xy "
          "congress-legislators peppercat-leaders-2021-2025 every-politician-scrapers-2022 cia-world-leaders-2019 "
          "pudding-people-map openfootball-players openfootball-clubs ror financedatabase-equities sp500 sec-companies "
          "nsi-brands-operators simple-icons-brands partyfacts publicbodies phoenix-international phoenix-armed-groups").split()
MOST_RARE = 3
LONGEST = 5
EVERY_RELEASE = 3        # every third press release is read: they are many and alike
WHERE = set("in near at from outside around across throughout into inside toward towards".split())
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")
HERE = os.path.dirname(os.path.abspath(__file__))


def candidates(folder):
    """Folded names of the tables, and those among their first words that begin names of several words."""
    names, longest = set(), {}
    src = S.Sources(folder)
    for table in TABLES:
        for c in src.rows(table):
            for text in [c[3]] + [re.sub(r"^[a-z]{2,3}:", "", a) for a in split_bar(c[4])]:
                if not text[:1].isalpha() and text[:1] not in "‘`'" or not is_latin(text) or len(text) > 60:
                    continue
                words = fold(text).split()
                if not words or len(words) > LONGEST:
                    continue
                names.add(" ".join(words))
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return names, longest


def texts(items, releases):
    for path in items:
        with lzma.open(path, "rt", encoding="utf-8") as f:
            for line in f:
                yield json.loads(line)["text"]
    for path in releases:
        with subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, encoding="utf-8") as p:
            for n, line in enumerate(p.stdout):
                if n % EVERY_RELEASE == 0:
                    yield json.loads(line)["text"]


def count(text, names, longest, folded, use):
    """use: folded name -> [alone, where, inside, lower]."""
    tokens, previous = [], None
    for m in TOKEN.finditer(text):
        t = m.group()
        f = folded.get(t)
        if f is None:
            f = folded[t] = fold(t)
        gap = text[previous:m.start()] if previous is not None else "\n"
        tokens.append((t, f, t[0].isupper(), t[0].isalpha(), "\n" in gap, bool(gap)))
        previous = m.end()
    n = len(tokens)
    for i, (t, f, capital, alpha, _, _) in enumerate(tokens):
        if not alpha or f.split(" ")[0] not in longest:
            continue
        before = tokens[i - 1] if i and not tokens[i][4] else None
        starts = before is None or not before[3] and before[0] not in ",;)-–"
        if starts:
            continue
        parts = ""
        for k in range(i, min(n, i + LONGEST)):
            w = tokens[k]
            if not w[3] or k > i and w[4]:
                break
            if not capital and w[2]:
                break
            parts = w[1] if k == i else parts + " " + w[1]
            if capital and not w[2] or parts not in names:
                continue
            row = use[parts]
            if not capital:
                row[3] += 1
                continue
            after = tokens[k + 1] if k + 1 < n else None
            if before[2] and before[3] or after is not None and after[2] and not after[4]:
                row[2] += 1
            else:
                row[0] += 1
                row[1] += before[0] in WHERE


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--sources", required=True)
    ap.add_argument("--items", nargs="*", default=[])
    ap.add_argument("--releases", nargs="*", default=[])
    args = ap.parse_args()
    names, longest = candidates(args.sources)
    print("%d names" % len(names), file=sys.stderr)
    use, folded = collections.defaultdict(lambda: [0, 0, 0, 0]), {}
    for text in texts(args.items, args.releases):
        count(text, names, longest, folded, use)
    with open(os.path.join(HERE, "name-use.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write("# How news prose uses names: name, alone, where, inside, lower. Made by scripts/import/count_names.py.\n")
        for name in sorted(use):
            if sum(use[name]) - use[name][1] >= MOST_RARE:
                f.write("%s\t%d\t%d\t%d\t%d\n" % (name, *use[name]))


main()
