#!/usr/bin/env python3
"""Write the recogniser's compiled-in word tables from the lists in gazetteers/.

usage: make_word_tables.py [GAZETTEERS_FOLDER [OUT_FOLDER]]
       make_word_tables.py --frequent TEXT...
given_names.inc   words/given-names.txt, and the first word of the names of two persons or more in people-*.tsv
common_words.inc  words/common-words.txt and words/frequent-words.txt
The outputs are committed; run this (no arguments) only after the lists have changed. --frequent prints words/frequent-words.txt
anew: the words that stand in lower case at least four times as often as capitalised in plain texts or JSON Lines with "text".
"""
import collections
import json
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
LITERAL = 3900  # C promises only 4,095 bytes for one string literal: several rows with the same class
FREQUENT = 6500


def words(path):
    lines = path.read_text(encoding="utf8").splitlines()
    found = {line.split("\t")[0].strip().lower() for line in lines if not line.startswith("#")}
    return {w for w in found if len(w) > 1 and not re.search(r"[ \-']", w)}


def first_names(folder, everyday):
    count = collections.Counter()
    for path in sorted(folder.glob("people-*.tsv")):
        for line in path.read_text(encoding="utf8").splitlines():
            cells = line.split("\t")
            name = cells[3].split() if len(cells) > 3 and not line.startswith("#") else []
            if len(name) > 1 and name[0].isalpha() and len(name[0]) > 2:
                count[name[0].lower()] += 1
    return {name for name, n in count.items() if n > 1 and name not in everyday}


def write(path, word_class, source, found):
    rows, size = [[]], 0
    for word in sorted(found):
        size += len(word.encode()) + 1
        if size > LITERAL:
            rows.append([])
            size = len(word.encode()) + 1
        rows[-1].append(word)
    with open(path, "w", encoding="utf8") as f:
        f.write(f"/* {path.name} - made by scripts/make_word_tables.py from {source}. */\n")
        for row in rows:
            lines = textwrap.wrap(" ".join(row), 92, break_on_hyphens=False)
            f.write(f"{{{word_class},\n" + " \"\n".join(f' "{x}' for x in lines) + "\"},\n")


def frequent(paths):
    lower, capital = collections.Counter(), collections.Counter()
    for path in paths:
        for line in open(path, encoding="utf8", errors="ignore"):
            for word in re.findall(r"[A-Za-z]+", json.loads(line)["text"] if line.startswith("{") else line):
                (lower if word.islower() else capital)[word.lower()] += 1
    found = [w for w, n in lower.most_common() if n >= 4 * capital[w] and len(w) > 1]
    print("# Everyday words of the news, by frequency: at least four times as often in lower case as capitalised. Made by")
    print("# scripts/make_word_tables.py --frequent from Senate press releases, Voice of America and Wikinews.")
    print(*found[:FREQUENT], sep="\n")


def main():
    if sys.argv[1:2] == ["--frequent"]:
        return frequent(sys.argv[2:])
    source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "gazetteers"
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "pipeline" / "recognise"
    common = words(source / "words" / "common-words.txt") | words(source / "words" / "frequent-words.txt")
    given = words(source / "words" / "given-names.txt")
    write(target / "common_words.inc", "WORD_COMMON", "gazetteers/words/common-words.txt and frequent-words.txt", common)
    write(target / "given_names.inc", "WORD_GIVEN", "gazetteers/words/given-names.txt and gazetteers/people-*.tsv",
          given | first_names(source, common))


if __name__ == "__main__":
    main()
