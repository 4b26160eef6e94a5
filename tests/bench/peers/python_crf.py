#!/usr/bin/env python3
"""CRFsuite as a tagger of names.

usage: python_crf.py train IOB2 MODEL
       python_crf.py tag MODEL TOKENS ROUNDS

The features are those of the usual templates: words and their pairs in a window of two, affixes to four letters, shapes. Only
the library's own tagging is timed, not the making of features in Python, which is far slower: the number flatters
CRFsuite. Prints KEY VALUE lines; times are CPU seconds.
"""
import sys
import time

import pycrfsuite


def sentences(path):
    """Lists of columns; TOKENS has one column, IOB2 two."""
    rows = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if columns != [""]:
                rows.append(columns)
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def shape(word):
    kinds = ("A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else c for c in word)
    return "".join(kinds)[:12]


def features(words):
    padded = ["<s>", "<s>", *words, "</s>", "</s>"]
    out = []
    for i, word in enumerate(words):
        window = padded[i : i + 5]
        found = [f"w{k}={w}" for k, w in enumerate(window)] + [f"l={word.lower()}", f"s={shape(word)}"]
        found += [f"b{k}={window[k]}/{window[k + 1]}" for k in (1, 2)]
        found += [f"p{n}={word[:n]}" for n in range(1, 5)] + [f"e{n}={word[-n:]}" for n in range(1, 5)]
        found += [f"c{k}={w[:1].isupper()}" for k, w in enumerate(window)]
        out.append(found)
    return out


def train(corpus, model):
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.5, "c2": 1e-3, "max_iterations": 40})
    for rows in sentences(corpus):
        trainer.append(pycrfsuite.ItemSequence(features([r[0] for r in rows])), [r[1] for r in rows])
    trainer.train(model)


def tag(model, path, rounds):
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    items = [pycrfsuite.ItemSequence(features([r[0] for r in rows])) for rows in sentences(path)]
    n, best = sum(len(i) for i in items), None
    for _ in range(rounds):
        start = time.process_time()
        for sequence in items:
            tagger.set(sequence)
            tagger.tag()
        used = time.process_time() - start
        best = used if best is None else min(best, used)
    print(f"tokens_s {n / best:.0f}")


if sys.argv[1] == "train":
    train(sys.argv[2], sys.argv[3])
else:
    tag(sys.argv[2], sys.argv[3], int(sys.argv[4]))
