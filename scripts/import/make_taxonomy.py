#!/usr/bin/env python3
"""Write models/mediatopics.tsv, the taxonomy of topics, from a dump of the IPTC Media Topics.

usage: make_taxonomy.py SOURCE.jsonl[.xz] > models/mediatopics.tsv
SOURCE: JSON Lines with id, parent, label, definition, retired (a date or null), parents first or not.
Output: tab-separated, one concept a line, parents before their children: id, parent ("" at the top level), the
date of retirement ("" while in use), English label, English definition.
"""
import json
import lzma
import sys

HEAD = """\
# IPTC Media Topics, English labels and definitions, as of 2023-10-24: the topics that Wiretag gives.
# Source: IPTC (International Press Telecommunications Council), https://cv.iptc.org/newscodes/mediatopic/
# Licence: Creative Commons Attribution 4.0 (CC BY 4.0). Changed: converted to this table by scripts/import/make_taxonomy.py.
# Columns: id, parent, date of retirement, label, definition. A retired concept stands for its nearest parent in use.
"""


def clean(text):
    return " ".join((text or "").split())


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    opened = lzma.open if sys.argv[1].endswith(".xz") else open
    with opened(sys.argv[1], "rt", encoding="utf8") as f:
        concepts = {c["id"]: c for c in map(json.loads, f)}

    def path(c):
        return (path(concepts[c["parent"]]) if c["parent"] else []) + [c["id"]]

    sys.stdout.reconfigure(encoding="utf8", newline="\n")
    sys.stdout.write(HEAD)
    for c in sorted(concepts.values(), key=path):
        retired = (c["retired"] or "")[:10]
        print(c["id"], c["parent"] or "", retired, clean(c["label"]), clean(c["definition"]), sep="\t")


if __name__ == "__main__":
    main()
