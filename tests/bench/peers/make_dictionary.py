#!/usr/bin/env python3
"""Writes dictionaries for measuring, from the source tables in a folder.

usage: make_dictionary.py SOURCES OUT SIZE...

For each SIZE OUT/names-SIZE.txt (one name a line, for programs that take literals) and OUT/names-SIZE.tsv (the same names
as rows with aliases, for `wiretag gazetteer build`). Entities are taken in the order of a hash, so that a smaller
dictionary is a sample of the larger one and nothing depends on the order of files. When the sources are used up, given names and surnames are
combined ("Jane Roe"), one entity each. The same sources give the same bytes. Only for measuring: nothing of this ships.
"""
import glob
import hashlib
import lzma
import os
import re
import sys

TYPES = {"PER": "person", "LOC": "place", "ORG": "organization"}
HEADER = "id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\n"
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z]+)?:")
MARKS = re.compile(r"[|{}=\\\t\"#]")


def rows(path):
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        head = file.readline().rstrip("\n").split("\t")
        for line in file:
            yield dict(zip(head, line.rstrip("\n").split("\t")))


def usable(name):
    """Names that begin like names: no lower-case words, tickers, scraps or whole sentences."""
    return 3 <= len(name.encode()) <= 90 and not name[0].islower() and name[0].isalpha() and not MARKS.search(name)


def entities(folder):
    """(names, type, country) of all source tables, in the order of a hash."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.tsv.xz"))):
        if os.path.basename(path).startswith("words-"):
            continue
        for row in rows(path):
            names = [row["name"]] + [LANGUAGE.sub("", a) for a in (row.get("aliases") or "").split("|")]
            names = [" ".join(n.split()) for n in names]
            names = list(dict.fromkeys(n for n in names if usable(n)))
            if names and row["type"] in TYPES:
                country = row.get("country") or ""
                country = country if re.fullmatch("[A-Z]{2}", country) else ""
                key = hashlib.blake2b("\t".join(names).encode(), digest_size=8).digest()
                found.append((key, names, TYPES[row["type"]], country))
    found.sort()
    return [entity[1:] for entity in found]


def combinations(folder):
    """Given names x surnames, diagonal by diagonal, without an end before ten million."""
    tables = [[r["name"] for r in rows(os.path.join(folder, f"words-{t}.tsv.xz"))] for t in ("given-names", "surnames")]
    given, family = [sorted(set(n for n in names if usable(n) and " " not in n)) for names in tables]
    for shift in range(len(given)):
        for i, surname in enumerate(family):
            yield [f"{given[(i * 7 + shift) % len(given)]} {surname}"], "person", ""


def write(folder, out, real, size):
    seen = set()

    def stream():
        yield from real
        yield from combinations(folder)

    stem = os.path.join(out, f"names-{size}")
    with open(stem + ".txt", "w", encoding="utf-8") as text, open(stem + ".tsv", "w", encoding="utf-8") as table:
        table.write(HEADER)
        for number, (names, kind, country) in enumerate(stream()):
            names = [n for n in names if n not in seen][: size - len(seen)]
            if not names:
                continue
            seen.update(names)
            text.writelines(n + "\n" for n in names)
            weight = 1 + number * 7919 % 100000
            table.write(f"wiretag:n{number}\t{kind}\t\t{names[0]}\t{'|'.join(names[1:])}\t{country}\t\t\t{weight}\n")
            if len(seen) >= size:
                return


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    folder, out, sizes = sys.argv[1], sys.argv[2], [int(size) for size in sys.argv[3:]]
    os.makedirs(out, exist_ok=True)
    real = entities(folder)
    print(f"{len(real)} entities with {len({n for e in real for n in e[0]})} names in the sources", file=sys.stderr)
    for size in sizes:
        write(folder, out, real, size)


main()
