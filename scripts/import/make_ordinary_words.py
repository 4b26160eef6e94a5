#!/usr/bin/env python3
"""Make ordinary-words.txt: English words that running text writes in lower case.

A place called "Most" or a company called "Target" should need further evidence before it is tagged; a place called
"Ankara" should not. What tells them apart is how often ordinary prose writes the word without a capital. This script
counts that over a big text without copying any of the text: press releases of US senators (public domain).

    scripts/import/make_ordinary_words.py ../shared/data/unlabelled/senate-press.jsonl.zst > scripts/import/ordinary-words.txt

Output: one word a line, sorted: written in lower case at least MIN_LOWER times and in at least MIN_SHARE of its uses.
"""
import collections
import json
import re
import subprocess
import sys

MIN_LOWER = 4
MIN_SHARE = 0.30
WORD = re.compile(r"[A-Za-z]{2,}")


def lines(path):
    if path.endswith(".zst"):
        pipe = subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE)
        yield from pipe.stdout
        pipe.wait()
    else:
        with open(path, "rb") as f:
            yield from f


def main():
    lower, capital = collections.Counter(), collections.Counter()
    for line in lines(sys.argv[1]):
        try:
            text = json.loads(line).get("text") or ""
        except (ValueError, AttributeError):
            continue
        for word in WORD.findall(text):
            if word.islower():
                lower[word] += 1
            elif word[1:].islower():
                capital[word.lower()] += 1
    print("# Ordinary English words: made by scripts/import/make_ordinary_words.py, see there. Not names by themselves.")
    for word in sorted(lower):
        if lower[word] >= MIN_LOWER and lower[word] >= MIN_SHARE * (lower[word] + capital[word]):
            print(word)


main()
