#!/usr/bin/env python3
"""Write the recogniser's compiled-in word tables from the lists in gazetteers/words/.

usage: make_word_tables.py WORDS_FOLDER OUT_FOLDER
reads   given-names.txt and common-words.txt: one word a line, '#' begins a comment
writes  given_names.inc and common_words.inc: one string literal of words separated by spaces
The outputs are committed; run this (make word-tables) only after editing the lists.
"""
import pathlib
import sys
import textwrap

TABLES = [(("given-names.txt",), "given_names.inc", "WORD_GIVEN"), (("common-words.txt", "frequent-words.txt"), "common_words.inc", "WORD_COMMON")]


def words(path):
    found = set()
    for line in path.read_text(encoding="utf8").splitlines():
        word = line.split("#")[0].strip().split("\t")[0].lower()
        if word and " " not in word and "-" not in word and len(word) > 1:
            found.add(word)
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = map(pathlib.Path, sys.argv[1:])
    for names, out, word_class in TABLES:
        sources = " and ".join(names)
        # C promises only 4,095 bytes for one literal: several rows with the same class
        rows, row, size = [], [], 0
        for word in sorted(set().union(*(words(source / name) for name in names))):
            if size + len(word.encode()) > 3900:
                rows.append(row)
                row, size = [], 0
            row.append(word)
            size += len(word.encode()) + 1
        rows.append(row)
        with open(target / out, "w", encoding="utf8") as f:
            f.write(f"/* {out} - made by scripts/make_word_tables.py from gazetteers/words/{sources}. */\n")
            for row in rows:
                lines = textwrap.wrap(" ".join(row), 92)
                f.write(f"{{{word_class},\n" + "\n".join(f' "{x} "' for x in lines[:-1] + [""]).removesuffix(' " "') + f' "{lines[-1]}"}},\n')


if __name__ == "__main__":
    main()
