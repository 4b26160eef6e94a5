#!/usr/bin/env python3
"""Check the name lists: columns, ids, types, coordinates, rules, targets of refers_to, duplicates.

    scripts/import/check_lists.py gazetteers/*.tsv

Prints FILE:LINE:COLUMN: message for each fault; exit status 1 when there is one.
"""
import re
import sys

from rows import COLUMNS, RULES, TYPES, fold, split_alias, split_bar

ID = re.compile(r"[a-z][a-z0-9-]*:\S+")
FLAGS = set(RULES) | {"veto", "certain"}
faults = 0


def fault(path, line, column, text):
    global faults
    faults += 1
    print("%s:%d:%d: %s" % (path, line, column, text))


def check_id(path, n, column, text, main):
    if not ID.fullmatch(text):
        fault(path, n, column, "bad id %r: want prefix:value" % text)
    elif text.startswith("wikidata:") and not re.fullmatch(r"wikidata:Q[1-9]\d*", text):
        fault(path, n, column, "bad Wikidata id %r" % text)
    elif text.startswith("geonames:") and not re.fullmatch(r"geonames:[1-9]\d*", text):
        fault(path, n, column, "bad GeoNames id %r" % text)
    elif text.startswith("wiretag:") and not re.fullmatch(r"wiretag:[a-z0-9][a-z0-9-]*", text):
        fault(path, n, column, "bad slug %r: lower-case ASCII, digits and hyphens" % text)


def check_row(path, n, cells, at, ids):
    get = dict(zip(COLUMNS, cells))
    check_id(path, n, at["id"], get["id"], True)
    for other in get.get("same_as", "").split():
        check_id(path, n, at["same_as"], other, False)
    for i in [get["id"]] + get.get("same_as", "").split():
        if i in ids:
            fault(path, n, at["id"], "id %s stands already at %s:%d" % ((i,) + ids[i][:2]))
        ids.setdefault(i, (path, n, get["type"]))
    if get["type"] not in TYPES:
        fault(path, n, at["type"], "unknown type %r" % get["type"])
    if not get["name"] or get["name"] != " ".join(get["name"].split()):
        fault(path, n, at["name"], "empty name or stray spaces: %r" % get["name"])
    seen = {fold(get["name"]) + "." * get["name"].count(".")}
    for alias in split_bar(get["aliases"]):
        _, text, rule = split_alias(alias)
        key = fold(text) + "." * text.count(".")
        if not text or rule and rule not in RULES or "{" in text:
            fault(path, n, at["aliases"], "bad alias %r" % alias)
        elif key in seen:
            fault(path, n, at["aliases"], "alias %r repeats a name of this row" % alias)
        seen.add(key)
    if get["country"] and not re.fullmatch(r"[A-Z]{2}", get["country"]):
        fault(path, n, at["country"], "bad country %r: two capitals" % get["country"])
    check_position(path, n, at, get["lat"], get["lon"])
    if not re.fullmatch(r"\d+", get["weight"]):
        fault(path, n, at["weight"], "bad weight %r" % get["weight"])
    if get.get("within") and not (ID.fullmatch(get["within"]) or re.fullmatch(r"[A-Z]{2}\.\w+", get["within"])):
        fault(path, n, at["within"], "bad division %r: an id or a code like US.TX" % get["within"])
    for flag in filter(None, get["flags"].split(",")):
        if flag not in FLAGS:
            fault(path, n, at["flags"], "unknown flag %r" % flag)


def check_position(path, n, at, lat, lon):
    if bool(lat) != bool(lon):
        fault(path, n, at["lat"], "latitude and longitude go together")
    elif lat:
        try:
            a, b = float(lat), float(lon)
        except ValueError:
            return fault(path, n, at["lat"], "bad coordinates %r %r" % (lat, lon))
        if not (-90 <= a <= 90 and -180 <= b <= 180) or a == b == 0:
            fault(path, n, at["lat"], "coordinates out of range or 0,0: %s %s" % (lat, lon))
        elif any(len(v.partition(".")[2]) > 5 for v in (lat, lon)):
            fault(path, n, at["lat"], "more than 5 decimals: %s %s" % (lat, lon))


def main():
    ids, targets = {}, []
    for path in sys.argv[1:]:
        header = None
        with open(path, "rb") as f:
            data = f.read()
        if b"\r" in data or data and not data.endswith(b"\n"):
            fault(path, 1, 1, "want LF line ends and a last newline")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as e:
            fault(path, data[:e.start].count(b"\n") + 1, 1, "not UTF-8")
            continue
        for n, line in enumerate(text.split("\n")[:-1], 1):
            if line.startswith("#") or not line:
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                if cells[:10] != COLUMNS[:10] or any(c not in COLUMNS for c in cells):
                    fault(path, n, 1, "bad header: want " + " ".join(COLUMNS))
                    break
                continue
            if len(cells) > len(header):
                fault(path, n, 1, "%d columns, the header has %d" % (len(cells), len(header)))
                continue
            cells += [""] * (len(header) - len(cells))
            at, column = {}, 1
            for name, cell in zip(header, cells):
                at[name] = column
                column += len(cell) + 1
            check_row(path, n, cells, at, ids)
            if "refers_to" in header and cells[header.index("refers_to")]:
                targets.append((path, n, at["refers_to"], cells[header.index("refers_to")]))
    for path, n, column, target in targets:
        if target not in ids:
            fault(path, n, column, "refers_to %s is in none of the lists" % target)
        elif ids[target][2] != "place":
            fault(path, n, column, "refers_to %s is not a place" % target)
    print("%d rows' ids, %d faults" % (len(ids), faults), file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
