#!/usr/bin/env python3
"""Brings names that others annotated under the project's guide, as far as the two agree, and leaves open the rest.

usage: scripts/borrowed_names.py DATA OUT      (DATA: ../shared/data; OUT: JSON Lines for `wiretag train recogniser --data`)

The corpora may be trained on and released from (DATA/README.md): UNER English EWT, the free and the news and interview parts of GUM, WikiGold.
Their guides differ from ours, and what differs is not guessed but left open, so that training sums over the possible labels (pipeline/train/label_sets.h):

  persons        titles before the name are cut off
  places         a leading "the" is cut off
  organizations  a country that acts is a place
  misc           only WikiGold marks it as we do; elsewhere names of that kind may stand anywhere ("unmarked"), and what GUM calls one
                 may be anything ("*")

Mentions without a capital or digit (pronouns, common nouns) are none.
"""
import importlib.util
import json
import os
import re
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.path.join(HERE, "..", "gazetteers")
CORPORA = [
    ("uner_en_ewt", "train_early.iob2", False),
    ("gum", "train_free.iob2", False),
    ("gum", "train_newsinterview.iob2", False),
    ("wikigold", "all.iob2", True),
]  # folder, file, whether misc is marked as we mark it


def converter(data):
    """The module that turns IOB2 into articles."""
    path = os.path.join(data, "..", "tools", "iob2_to_articles.py")
    spec = importlib.util.spec_from_file_location("iob2_to_articles", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def titles():
    """Every word of a title, in lower case."""
    with open(os.path.join(LISTS, "words", "titles.txt"), encoding="utf8") as file:
        lines = [line.strip() for line in file if not line.startswith("#")]
    return {word.lower() for line in lines for word in line.split()}


def countries():
    names = set()
    with open(os.path.join(LISTS, "places-countries.tsv"), encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    for row in rows[1:]:
        if row[1] == "place":
            aliases = (re.sub(r"^[a-z]{2,3}:", "", a.split("{")[0]) for a in row[4].split("|"))
            names.update([row[3]], (a for a in aliases if a))
    return names


def trimmed(text, start, end, kind, title_words):
    """The borders as we draw them."""
    if text[start:end].lower().startswith("the "):
        start += 4
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while kind == "PER":
        word, space, _ = text[start:end].partition(" ")
        if not space or word.lower() not in title_words and word.lower() + "." not in title_words:
            break
        start += len(word) + 1
    return start, end


def borrowed(article, marks_misc, title_words, country_names):
    text, mentions = article["text"], []
    for mention in article["mentions"]:
        kind = mention["type"]
        start, end = trimmed(text, mention["start"], mention["end"], kind, title_words)
        name = text[start:end]
        if not any(c.isupper() or c.isdigit() for c in name):
            continue
        if kind == "ORG" and name in country_names:
            kind = "LOC"
        if kind == "MISC" and not marks_misc:
            kind = "*"
        mentions.append({"field": "text", "start": start, "end": end, "type": kind})
    out = {"id": article["id"], "text": text, "mentions": mentions}
    return out if marks_misc else out | {"unmarked": ["MISC"]}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = sys.argv[1:]
    tool, title_words, country_names = converter(data), titles(), countries()
    with open(out, "w", encoding="utf8") as file, tempfile.TemporaryDirectory() as folder:
        for corpus, name, marks_misc in CORPORA:
            with tarfile.open(os.path.join(data, "ner", corpus + ".tar.xz")) as archive:
                member = next(m for m in archive.getmembers() if m.name.endswith(f"{corpus}/{name}"))
                path = os.path.join(folder, f"{corpus}-{name}")
                with open(path, "wb") as copy:
                    copy.write(archive.extractfile(member).read())
            for n, document in enumerate(tool.documents(path)):
                article = tool.article(document, f"{corpus}-{name}-{n}")
                article = borrowed(article, marks_misc, title_words, country_names)
                file.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
