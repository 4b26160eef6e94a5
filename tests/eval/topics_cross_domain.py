#!/usr/bin/python3
"""The shipped topic model on news that it has nothing in common with: the BBC of 2004-2005 and the newsgroups of 1993.

usage: topics_cross_domain.py [--wiretag PROGRAM] [--model FILE] [--data FOLDER]

The labels of both sets are mapped to the IPTC top level by hand (MAP). A group that may be about two topics accepts both.
Reported: how often the model's strongest topic is right, and how often the strongest of the set's own topics is (a reader of a
five-topic archive would ask for no others).
"""
import argparse
import collections
import json
import lzma
import pathlib
import subprocess
import tempfile

ARTS, CRIME, ECONOMY, HEALTH = "01000000", "02000000", "04000000", "07000000"
LEISURE, POLITICS, RELIGION, SCIENCE, SPORT = "10000000", "11000000", "12000000", "13000000", "15000000"
MAP = {
    "bbc": {"business": [ECONOMY], "entertainment": [ARTS], "politics": [POLITICS], "sport": [SPORT], "tech": [SCIENCE]},
    "20newsgroups": {
        "comp.graphics": [SCIENCE], "comp.os.ms-windows.misc": [SCIENCE], "comp.sys.ibm.pc.hardware": [SCIENCE], "comp.sys.mac.hardware": [SCIENCE],
        "comp.windows.x": [SCIENCE], "sci.crypt": [SCIENCE, POLITICS, CRIME], "sci.electronics": [SCIENCE], "sci.med": [HEALTH], "sci.space": [SCIENCE],
        "rec.autos": [LEISURE, ECONOMY], "rec.motorcycles": [LEISURE], "rec.sport.baseball": [SPORT], "rec.sport.hockey": [SPORT],
        "alt.atheism": [RELIGION], "soc.religion.christian": [RELIGION], "talk.religion.misc": [RELIGION],
        "talk.politics.guns": [POLITICS, CRIME], "talk.politics.mideast": [POLITICS, "16000000"], "talk.politics.misc": [POLITICS]},
    # misc.forsale is about nothing that the news knows: left out
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--wiretag", default="build/wiretag")
    ap.add_argument("--model", default="models/topics-en.wtm")
    ap.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data"))
    a = ap.parse_args()
    for name, mapped in MAP.items():
        with lzma.open(a.data / "topics" / name / "test.jsonl.xz", "rt", encoding="utf8") as lines:
            items = [json.loads(line) for line in lines]
        items = [x for x in items if x["labels"][0] in mapped]
        own = {"medtop:" + t for topics in mapped.values() for t in topics}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
            for number, x in enumerate(items):
                file.write(json.dumps({"id": number, "title": x["title"], "text": x["text"]}) + "\n")
            file.flush()
            command = [a.wiretag, "tag", "--topics", a.model, "--quiet", file.name]
            records = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        right = among = given = 0
        confused = collections.Counter()
        for x, line in zip(items, records.splitlines()):
            gold = {"medtop:" + t for t in mapped[x["labels"][0]]}
            topics = [t["id"] for t in json.loads(line)["topics"]]
            ours = [t for t in topics if t in own]
            given += bool(topics)
            right += bool(topics) and topics[0] in gold
            among += bool(ours) and ours[0] in gold
            if not ours or ours[0] not in gold:
                confused[x["labels"][0], ours[0] if ours else "nothing"] += 1
        n = len(items)
        print(f"{name}: {n} articles, {100 * given / n:.1f}% with a topic; strongest topic right {100 * right / n:.1f}%, "
              f"strongest of the set's own topics right {100 * among / n:.1f}%")
        for (label, topic), times in confused.most_common(6):
            print(f"  {times:5} {label} taken for {topic}")


if __name__ == "__main__":
    main()
