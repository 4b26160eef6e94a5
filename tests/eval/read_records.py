#!/usr/bin/env python3
"""Draw articles from a dump and show them with their tags in the running text, to be read by a person.

usage: read_records.py DUMP.jsonl[.zst|.xz|.gz] [--n 100] [--seed 1] [--program build/wiretag] [--chars 1500]

The same seed draws the same articles. Each mention is shown as [surface|T id]: T is P, L, O or M, a repeated entity has no id, `-` means
that no list has it. `=` behind the id names the listed entity where it is not what stands there, `~` a mention found by coreference.
Below the text: the focus, and the topics with their scores.
"""
import argparse
import json
import random
import subprocess

OPEN = {"zst": ["zstd", "-dc"], "xz": ["xz", "-dc"], "gz": ["gzip", "-dc"]}


def draw(path, n, seed):
    lines = subprocess.run([*OPEN.get(path.rsplit(".", 1)[-1], ["cat"]), path], capture_output=True, check=True).stdout.splitlines()
    return [lines[i] for i in sorted(random.Random(seed).sample(range(len(lines)), min(n, len(lines))))]


def marked(text, field, entities, chars):
    spots = sorted(((m["start"], m["end"], m["how"], number) for number, e in enumerate(entities) for m in e["mentions"]
                    if m["field"] == field), key=lambda s: s[0])
    out, at, seen = [], 0, set()
    for start, end, how, number in spots:
        if start > chars:
            break
        e = entities[number]
        label = e["type"][0].upper().replace("P", "L" if e["type"] == "place" else "P")
        if number not in seen:
            surface = text[start:end]
            label += " " + (e["id"] or "-") + (f" = {e['name']}" if e["id"] and e["name"] != surface else "")
            label += f" {e['place'].get('country', '')}" if e.get("place") else ""
        seen.add(number)
        out += [text[at:start], f"[{text[start:end]}|{label}{'~' if how == 'coreference' else ''}]"]
        at = end
    return "".join(out) + text[at:max(at, chars)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump")
    ap.add_argument("--n", type=int, default=100)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--chars", type=int, default=1500)
    ap.add_argument("--program", default="build/wiretag")
    a = ap.parse_args()
    articles = draw(a.dump, a.n, a.seed)
    records = subprocess.run([a.program, "tag", "--quiet", "-"], input=b"\n".join(articles) + b"\n", capture_output=True,
                             check=True).stdout.splitlines()
    for number, (article, record) in enumerate(zip(map(json.loads, articles), map(json.loads, records), strict=True), 1):
        print(f"#### {number} {record['id']} {record['lang']}")
        for field in ("title", "text"):
            if article.get(field):
                print(f"{field.upper()}: " + "\n".join(x for x in marked(article[field], field, record["entities"], a.chars).splitlines() if x.strip()))
        print("FOCUS:", " ".join(f"{f['country']} {f['score']:.2f}" for f in record["focus"]),
              "TOPICS:", ", ".join(f"{t['label']} {t['score']:.2f}" for t in record["topics"][:3]), end="\n\n")


if __name__ == "__main__":
    main()
