#!/usr/bin/env python3
"""Write models/mediatopics-names.tsv, the labels of topics in other languages, from a dump of the IPTC Media Topics.

usage: make_topic_names.py SOURCE.jsonl[.xz] > models/mediatopics-names.tsv
SOURCE: JSON Lines with id and labels, an object of language and label. Output: tab-separated, a line with "id" and language tags
(BCP 47), then a concept a line.
"""
import json
import lzma
import sys

# IPTC's own tags beside the standard ones
TAGS = {"ar": "ar", "da": "dk", "de": "de", "en-US": "en-US", "es": "es", "fr": "fr", "nb": "no-NB", "nn": "no-NN", "pt-BR": "pt-BR",
        "pt-PT": "pt-PT", "sv": "se", "zh-Hans": "zh-Hans"}
HEAD = """\
# IPTC Media Topics, labels in 12 languages, as of 2023-10-24. English ones: mediatopics.tsv.
# Source: IPTC (International Press Telecommunications Council), https://cv.iptc.org/newscodes/mediatopic/
# Licence: Creative Commons Attribution 4.0 (CC BY 4.0). Changed: converted to this table by scripts/import/make_topic_names.py.
"""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    opened = lzma.open if sys.argv[1].endswith(".xz") else open
    with opened(sys.argv[1], "rt", encoding="utf8") as f:
        concepts = sorted(map(json.loads, f), key=lambda c: c["id"])
    sys.stdout.reconfigure(encoding="utf8", newline="\n")
    sys.stdout.write(HEAD)
    print("id", *TAGS, sep="\t")
    for c in concepts:
        print(c["id"], *(" ".join(c["labels"].get(tag, "").split()) for tag in TAGS.values()), sep="\t")


if __name__ == "__main__":
    main()
