#!/usr/bin/env python3
"""Do the scores of entities mean what they say?

usage: calibration.py GOLD.jsonl RECORDS.jsonl [--fit]

An entity is right when the gold has one of its type with one of its surfaces. Prints what was said and what was true in ten bins, and the expected
calibration error. --fit finds the line in log odds that makes scores true (resolve/entities.c):

    log odds = a + b * log odds(score) + c * [the entity has no id]        (the program has no c: it was near 0 for the model that ships)

RECORDS must come from models that have not seen GOLD: for the constants of the program three recognisers were trained on two thirds each.
The fit is for scores before that line; undo it in the program first.
"""
import argparse
import json
import math

TYPES = {"PER": "person", "LOC": "place", "ORG": "organization"}


def outcomes(gold, records):
    for g, r in zip(map(json.loads, open(gold, encoding="utf8")), map(json.loads, open(records, encoding="utf8")), strict=True):
        known = [(TYPES[e["type"]], set(e["names"])) for e in g["entities"] if e["type"] in TYPES]
        for e in r["entities"]:
            if e["type"] in TYPES.values():
                surfaces = {m["text"] for m in e["mentions"]}
                yield e["score"], e["id"] is None, any(t == e["type"] and names & surfaces for t, names in known)


def line(rows, steps=4000, rate=0.5):
    w = [0.0, 1.0, 0.0]
    points = [((1.0, math.log(s / (1 - s)), float(nil)), float(y)) for s, nil, y in ((min(0.99, max(0.01, s)), nil, y) for s, nil, y in rows)]
    for _ in range(steps):
        slope = [0.0, 0.0, 0.0]
        for x, y in points:
            error = 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, x)))) - y
            slope = [g + error * v for g, v in zip(slope, x)]
        w = [v - rate * g / len(points) for v, g in zip(w, slope)]
    return w


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("records")
    ap.add_argument("--fit", action="store_true")
    a = ap.parse_args()
    rows = list(outcomes(a.gold, a.records))
    bins = [[0, 0.0, 0] for _ in range(10)]
    for score, _, right in rows:
        b = bins[min(9, int(10 * score))]
        b[0] += 1
        b[1] += score
        b[2] += right
    for n, said, right in bins:
        if n:
            print(f"n {n:5}  said {said / n:.3f}  was {right / n:.3f}")
    print(f"entities {len(rows)}  ECE {sum(abs(said - right) for _, said, right in bins) / max(1, len(rows)):.4f}")
    if a.fit:
        print("a {:.2f}  b {:.2f}  c {:.2f}".format(*line(rows)))


if __name__ == "__main__":
    main()
