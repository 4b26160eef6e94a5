#!/usr/bin/env python3
"""One list of the places of every source table, those included that may only be used for tests, to be compiled together with the shipped lists.

usage: all_places.py SOURCES LIST.tsv... -o OUT.tsv      (SOURCES: ../shared/data/gazetteer; LIST: the shipped lists)

Left out are places with a name and a position that a list has already (30 km), aliases with a language other than English, and codes.
"""
import argparse
import collections
import lzma
import math
import pathlib
import re

NEAR = 0.27  # degrees of latitude
KINDS = [("country", "country"), ("admin-1 capital", "city"), ("capital", "capital"), ("populated place", "city"), ("city", "city"), ("town", "city"),
         ("locality", "city"), ("village", "city"), ("adm1", "admin1"), ("admin1", "admin1"), ("state", "admin1"), ("province", "admin1"),
         ("adm2", "admin2"), ("county", "admin2"), ("district", "district"), ("airport", "airport"), ("facility", "landmark")]
ID = re.compile(r"^(wikidata:Q\d+|geonames:\d+|wof:\d+|iso:[A-Z]{2}(-\w+)?)$")


def near(found, lat, lon):
    return any(abs(lat - a) < NEAR and abs(lon - b) * max(0.1, math.cos(math.radians(lat))) < NEAR for a, b in found)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sources")
    ap.add_argument("lists", nargs="+")
    ap.add_argument("-o", required=True)
    a = ap.parse_args()
    known, ids = collections.defaultdict(list), set()
    for path in a.lists:
        for line in open(path, encoding="utf8"):
            c = line.rstrip("\n").split("\t")
            ids.add(c[0])
            if len(c) > 7 and c[1] == "place" and c[6] and c[6] != "lat":
                for name in [c[3], *(re.sub(r"\{\w+\}$", "", n) for n in c[4].split("|"))]:
                    known[name.casefold()].append((float(c[6]), float(c[7])))
    n = 0
    with open(a.o, "w", encoding="utf8") as out:
        out.write("id\ttype\tsubtype\tname\taliases\tcountry\tlat\tlon\tweight\tflags\n")
        for path in sorted(pathlib.Path(a.sources).glob("*.tsv.xz")):
            if path.name.startswith("words-"):
                continue
            for line in lzma.open(path, "rt", encoding="utf8"):
                c = line.rstrip("\n").split("\t")
                if len(c) < 9 or c[1] != "LOC" or not c[6] or not c[7] or (float(c[6]) == 0 and float(c[7]) == 0):
                    continue
                lat, lon = float(c[6]), float(c[7])
                name = c[3].strip()
                if not name[:1].isupper() or len(name) < 3 or "{" in name or "|" in name or near(known[name.casefold()], lat, lon):
                    continue
                aliases = [x[3:] if x.startswith("en:") else x for x in c[4].split("|") if x and (x.startswith("en:") or not re.match(r"[\w-]+:", x))]
                aliases = [x for x in aliases if x[:1].isupper() and len(x) > 3 and not x.isupper() and x.isascii() and "{" not in x
                           and not near(known[x.casefold()], lat, lon)]
                for x in [name, *aliases]:
                    known[x.casefold()].append((lat, lon))
                row_id = c[0].replace("wd:", "wikidata:")
                n += 1
                if not ID.match(row_id) or row_id in ids:
                    row_id = f"wiretag:test-{n}"
                ids.add(row_id)
                kind = next((k for part, k in KINDS if part in c[2].lower()), "locality")
                weight = int(float(c[8])) if c[8] else 500
                out.write("\t".join([row_id, "place", kind, name, "|".join(aliases), c[5] if re.match("^[A-Z]{2}$", c[5]) else "",
                                     f"{lat:.5f}", f"{lon:.5f}", str(max(1, min(weight, 10**9))), ""]) + "\n")
    print(f"{n} more places")


if __name__ == "__main__":
    main()
