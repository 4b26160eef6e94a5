#!/usr/bin/python3
"""Draw articles from a dump with a fixed seed and print them with their topics and reasons, to be read by eye.

usage: sample_topics.py DUMP.jsonl[.zst] [--n 50] [--seed 20261126] [--wiretag PROGRAM]
"""
import argparse
import json
import random
import subprocess


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump")
    ap.add_argument("--n", type=int, default=50)
    ap.add_argument("--seed", type=int, default=20261126)
    ap.add_argument("--wiretag", default="build/wiretag")
    a = ap.parse_args()
    read = ["zstd", "-dc", a.dump] if a.dump.endswith(".zst") else ["cat", a.dump]
    lines = [line for line in subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("\n") if line]
    sample = random.Random(a.seed).sample(lines, a.n)
    tagged = subprocess.run([a.wiretag, "tag", "--quiet", "-"], input="\n".join(sample) + "\n", check=True, capture_output=True, text=True)
    for number, (line, record) in enumerate(zip(sample, tagged.stdout.splitlines())):
        article = json.loads(line)
        text = " ".join((article.get("text") or "").split())
        print(f"[{number}] {article.get('title', '')} || {text[:230]}")
        for topic in json.loads(record)["topics"]:
            reasons = ", ".join(f"{r['term']} {r['weight']:.1f}" for r in topic["because"])
            print(f"      {topic['score']:.2f} {'  ' * (len(topic['path']) - 1)}{topic['label']}: {reasons}")


if __name__ == "__main__":
    main()
