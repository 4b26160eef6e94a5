#!/usr/bin/env python3
"""Check records of `wiretag tag` against the JSON Schema and against the articles they are about.

usage: validate_records.py [--input ARTICLES.jsonl[.gz]] [--every N] RECORDS.jsonl...
For every record: the schema holds (for each N-th only, with --every: it is the slow part), its line has no line break that
some reader might see, the zones of each field follow each other without gaps, no place lies at 0,0.
With --input (JSON Lines with the default field names, the articles in the same order, broken ones left out by id):
field[start:end] == text for every mention, in the record's own unit. The title of the record serves where there is no --input.
Prints one line, or the first errors and exit status 1.
"""
import argparse
import gzip
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "pipeline" / "write" / "record.schema.json"
BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def slicer(field, unit):
    """A function (start, end) -> text in the unit of a record."""
    if unit == "codepoint":
        return lambda s, e: field[s:e]
    encoding, width = ("utf-8", 1) if unit == "byte" else ("utf-16-le", 2)
    raw = field.encode(encoding)
    return lambda s, e: raw[s * width : e * width].decode(encoding)


def size_in(field, unit):
    return {"codepoint": len(field), "byte": len(field.encode()), "utf16": len(field.encode("utf-16-le")) // 2}[unit]


def problems(record, article):
    unit = record["offsets"]
    fields = {"title": record["title"]}
    if article is not None:
        fields = {"title": article.get("title") or "", "text": article.get("text") or ""}
        if fields["title"] != record["title"]:
            yield f"title {record['title']!r} is not the article's {fields['title']!r}"
    cut = {name: slicer(text, unit) for name, text in fields.items()}
    spans = [m for e in record["entities"] for m in e["mentions"]]
    if "dateline" in record:
        spans.append(record["dateline"])
    for m in spans:
        if m["field"] in cut and cut[m["field"]](m["start"], m["end"]) != m["text"]:
            yield f"{m['field']}[{m['start']}:{m['end']}] is {cut[m['field']](m['start'], m['end'])!r}, not {m['text']!r}"
    at = {"title": 0, "text": 0}
    for z in record["zones"]:
        if z["start"] != at[z["field"]] or z["end"] < z["start"]:
            yield f"zone {z} does not follow {at[z['field']]}"
        at[z["field"]] = z["end"]
    for name, text in fields.items():
        if at[name] != size_in(text, unit):
            yield f"the zones of {name} end at {at[name]}, the field at {size_in(text, unit)}"
    for e in record["entities"]:
        place = e.get("place", {})
        if place.get("lat") == 0 and place.get("lon") == 0:
            yield f"{e['name']} lies at 0,0"
        if [m for m in e["mentions"] if m["start"] >= m["end"]]:
            yield f"{e['name']} has an empty mention"


def read_lines(path):
    opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    with opened as f:
        yield from f


def articles(path):
    for line in read_lines(path):
        try:
            yield json.loads(line)
        except ValueError:
            continue


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--input")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("records", nargs="+")
    args = parser.parse_args()
    schema = json.loads(SCHEMA.read_text(encoding="utf8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    source = articles(args.input) if args.input else None
    n = n_mentions = n_errors = 0
    for path in args.records:
        for number, line in enumerate(read_lines(path), 1):
            record = json.loads(line)
            found = [e.message for e in validator.iter_errors(record)] if n % args.every == 0 else []
            if any(c in line.decode() for c in BREAKS) or not line.endswith(b"\n"):
                found.append("the line holds a line break")
            article = None
            if source is not None:  # rejected articles have no record: skip to the one with this id
                article = next(a for a in source if a.get("id") == record["id"])
            found += problems(record, article)
            for text in found[:5]:
                print(f"{path}:{number}: {text[:300]}")
            n, n_errors = n + 1, n_errors + len(found)
            n_mentions += sum(len(e["mentions"]) for e in record["entities"])
            if n_errors > 20:
                sys.exit(1)
    print(f"{n} records, {n_mentions} mentions, {n_errors} errors")
    return 1 if n_errors else 0


if __name__ == "__main__":
    sys.exit(main())
