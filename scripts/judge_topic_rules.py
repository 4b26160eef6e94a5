#!/usr/bin/python3
"""How often each rule of a topic rule file is right on annotated articles, and what the file adds to a topic model.

usage: judge_topic_rules.py [--wiretag PROGRAM] [--rules FILE] [--model FILE] GOLD.jsonl...

GOLD has title, text and topics (IPTC ids; deeper ones count for their top level). For each rule: articles in which it holds, the part of
them that have the topic, and the same without the articles that the model gives the topic anyway. The model should not have seen GOLD.
"""
import argparse
import collections
import json
import subprocess
import tempfile


def parents(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf8") if not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


def tag(program, options, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for number, article in enumerate(articles):
            file.write(json.dumps({"id": number, "title": article.get("title", ""), "text": article["text"]}) + "\n")
        file.flush()
        done = subprocess.run([program, "tag", "--quiet", *options, file.name], check=True, capture_output=True, text=True)
    return [json.loads(line)["topics"] for line in done.stdout.splitlines()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--wiretag", default="build/wiretag")
    ap.add_argument("--rules", default="models/topics-en.rules")
    ap.add_argument("--model", default="models/topics-en.wtm")
    ap.add_argument("--taxonomy", default="models/mediatopics.tsv")
    a = ap.parse_args()
    parent = parents(a.taxonomy)

    def top(topic):
        while parent.get(topic):
            topic = parent[topic]
        return topic

    articles = [json.loads(line) for path in a.gold for line in open(path, encoding="utf8")]
    gold = [{top(t) for t in article["topics"]} for article in articles]
    learned = tag(a.wiretag, ["--topics", a.model], articles)
    both = tag(a.wiretag, ["--topics", a.model, "--topic-rules", a.rules], articles)
    held, right, new, new_right = (collections.Counter() for _ in range(4))
    counts = collections.Counter()
    for labels, model, joined in zip(gold, learned, both):
        known = {t["id"] for t in model if len(t["path"]) == 1}
        said = {t["id"] for t in joined if len(t["path"]) == 1}
        for name, topics in (("model", known), ("both", said)):
            counts.update({name + " said": len(topics), name + " hit": len(topics & labels), name + " gold": len(labels)})
        for topic in joined:
            for rule in {(topic["id"], r["rule"]) for r in topic["because"] if r.get("rule")}:
                held[rule] += 1
                right[rule] += topic["id"] in labels
                if topic["id"] not in known:
                    new[rule] += 1
                    new_right[rule] += topic["id"] in labels
    print(f"{'topic':18} {'rule':16} {'holds':>6} {'right':>6} {'new':>5} {'right':>6}")
    for rule in sorted(held):
        print(f"{rule[0]:18} {rule[1]:16} {held[rule]:6} {right[rule] / held[rule]:6.2f} {new[rule]:5} {new_right[rule]:6}")
    for name in ("model", "both"):
        hit, said, labels = (counts[f"{name} {what}"] for what in ("hit", "said", "gold"))
        print(f"{name}: {len(articles)} articles, precision {100 * hit / said:.2f}, recall {100 * hit / labels:.2f}, micro F1 {200 * hit / (said + labels):.2f}")


if __name__ == "__main__":
    main()
