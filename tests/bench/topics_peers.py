#!/usr/bin/python3
"""Our topic classifier beside fastText and liblinear: same split, same text, one thread each.

usage: topics_peers.py [--data FOLDER] [--wiretag PROGRAM] [--work FOLDER] [--only SET[,SET]] [--peers ours,fasttext,liblinear]
                       [--rounds N]

SETS of DATA/topics: bbc, 20newsgroups (body alone; body and subject), agnews (10,000 training items less those whose title stands
in the test part), reuters21578 (ModApte, the 90 topics with training and test items; only items that have one of them).
fastText:  words in lower case, title before text; the best of SETTINGS by its score on the test part, which is generous; on
           reuters21578 with -loss ova, the best of several thresholds, and at least one label.
liblinear: L2-loss SVM (-s 1, C = 1, with a bias) on tf-idf (1 + ln tf, idf) of Snowball stems and pairs of them, length 1; on reuters21578 one
           SVM a topic with the weight 2 for positives, the threshold -0.3, and at least one label.
Seconds are CPU seconds of the programs themselves; liblinear's are without the making of its features, which is ours in Python.
Ours are with everything. Prediction is on the whole test part, with opening the model. With --rounds ours and fastText's best setting
predict N times in turn, and the median of the ratios of their CPU seconds is printed: what the machine does meanwhile hits both.
"""
import argparse
import collections
import json
import lzma
import math
import os
import pathlib
import random
import re
import resource
import statistics
import subprocess

SETTINGS = [(1, 25, 0.5), (2, 25, 0.5)]  # wordNgrams, epochs, learning rate
SETS = {"bbc": ("bbc", True), "20newsgroups-body": ("20newsgroups", False), "20newsgroups": ("20newsgroups", True),
        "agnews": ("agnews", True), "reuters21578": ("reuters21578", True)}


def run(command, **more):
    """Runs a program; returns its CPU seconds and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(x) for x in command], check=True, capture_output=True, text=True, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def load(folder, name):
    source, with_title = SETS[name]
    parts = {}
    for part in ("train", "test"):
        with lzma.open(folder / source / f"{part}.jsonl.xz", "rt", encoding="utf8") as lines:
            parts[part] = [json.loads(line) for line in lines]
    if source == "agnews":
        titles = {x["title"] for x in parts["test"]}
        parts["train"] = [x for x in parts["train"] if x["title"] not in titles]
    if source == "reuters21578":
        known = [{label for x in parts[part] for label in x["labels"]} for part in ("train", "test")]
        for part in parts:
            for x in parts[part]:
                x["labels"] = [label for label in x["labels"] if label in known[0] & known[1]]
            parts[part] = [x for x in parts[part] if x["labels"]]
    return {part: [(x["labels"], flat(x["title"]) if with_title else "", flat(x["text"])) for x in items] for part, items in parts.items()}


def scores(gold, said):
    """Accuracy where all have one label; micro and macro F1 otherwise. In percent."""
    if all(len(g) == 1 for g in gold):
        return (100 * sum(s[:1] == g for g, s in zip(gold, said)) / len(gold),)
    count = collections.defaultdict(collections.Counter)
    for g, s in zip(gold, said):
        for label in set(g) | set(s):
            count[label].update(gold=label in g, said=label in s, hit=label in g and label in s)
    f1 = lambda c: 200 * c["hit"] / max(1, c["gold"] + c["said"])
    total = sum(count.values(), collections.Counter())
    known = [c for c in count.values() if c["gold"]]
    return f1(total), sum(map(f1, known)) / len(known)


def megabytes(path):
    return os.path.getsize(path) / 1e6


# ---- ours -----------------------------------------------------------------------------------

# cost, contrast, min-articles, by `wiretag train topics --grid` on the training part; 20newsgroups: the defaults, with the contrast of the
# other sets whose labels exclude each other
OURS = {"bbc": (4, 0, 3), "20newsgroups-body": (1, 0.25, 2), "20newsgroups": (1, 0.25, 2), "agnews": (0.5, 0.5, 2), "reuters21578": (0.5, 0, 2)}


def ours(name, data, work, program):
    single = all(len(labels) == 1 for part in data.values() for labels, _, _ in part)
    for part, items in data.items():
        with open(work / f"{name}.{part}.tsv", "w", encoding="utf8") as out:
            for labels, title, text in items:
                out.write("|".join(labels) + "\t" + (title + "\t" if title else "") + text + "\n")
    model = work / f"{name}.wtm"
    cost, contrast, rarest = OURS[name]
    trained, _ = run([program, "train", "topics", "--data", work / f"{name}.train.tsv", "--output", model, "--quiet", "--threads", 1,
                      "--articles-have", "one" if single else "some", "--cost", cost, "--contrast", contrast, "--min-articles", rarest,
                      "--terms", 150000])
    tested, report = run([program, "eval", "topics", work / f"{name}.test.tsv", "--model", model])
    micro, macro = re.search(r"micro F1 ([\d.]+)  macro F1 ([\d.]+)", report).groups()
    first = re.search(r"first gold label ([\d.]+)%", report).group(1)
    setting = f"cost {cost}, contrast {contrast}, min-articles {rarest}"
    return (float(first),) if single else (float(micro), float(macro)), trained, tested, megabytes(model), setting


# ---- fastText -------------------------------------------------------------------------------

def write_fasttext(items, path):
    with open(path, "w", encoding="utf8") as out:
        for labels, title, text in items:
            words = " ".join(re.findall(r"\w+|[^\w\s]", (title + " " + text).lower()))
            out.write(" ".join("__label__" + label for label in labels) + " " + words + "\n")


def read_fasttext(output, single):
    """The labels of each line; several for several thresholds."""
    lines = []
    for line in output.splitlines():
        fields = line.split()
        lines.append([(fields[i][len("__label__"):], float(fields[i + 1])) for i in range(0, len(fields), 2)])
    for threshold in (1.1,) if single else (0.2, 0.3, 0.4, 0.5):
        yield [[label for label, p in line if p >= threshold] or [label for label, _ in line[:1]] for line in lines]


def fasttext(name, data, work):
    gold = [labels for labels, _, _ in data["test"]]
    single = all(len(labels) == 1 for labels in gold)
    # fastText's gradient steps follow the file, and the sets are sorted by label: in a random order
    write_fasttext(random.Random(1).sample(data["train"], len(data["train"])), work / f"{name}.train.ft")
    write_fasttext(data["test"], work / f"{name}.test.ft")
    best = None
    for grams, epochs, rate in SETTINGS:
        model = work / f"{name}.ft"
        trained, _ = run(["fasttext", "supervised", "-input", work / f"{name}.train.ft", "-output", model, "-wordNgrams", grams, "-epoch", epochs,
                          "-lr", rate, "-thread", 1, "-loss", "softmax" if single else "ova", "-verbose", 0])
        tested, output = run(["fasttext", "predict-prob", f"{model}.bin", work / f"{name}.test.ft", 1 if single else 10])
        size = megabytes(f"{model}.bin")
        os.unlink(f"{model}.vec")
        result = max(scores(gold, said) for said in read_fasttext(output, single))
        if best is None or result > best[0]:
            os.rename(f"{model}.bin", work / f"{name}.best.bin")
            best = result, trained, tested, size, f"wordNgrams {grams}, epochs {epochs}, lr {rate}"
        else:
            os.unlink(f"{model}.bin")
    return best


# ---- ours and fastText in turn ----------------------------------------------------------------

def in_turn(name, data, work, program, rounds):
    """The median of fastText's CPU seconds over ours; both have left their model and test part in the folder."""
    most = 1 if all(len(labels) == 1 for labels, _, _ in data["test"]) else 10
    ratios = []
    for _ in range(rounds):
        us, _ = run([program, "eval", "topics", work / f"{name}.test.tsv", "--model", work / f"{name}.wtm"])
        them, _ = run(["fasttext", "predict-prob", work / f"{name}.best.bin", work / f"{name}.test.ft", most])
        ratios.append(them / us)
    return statistics.median(ratios)


# ---- liblinear ------------------------------------------------------------------------------

def vectors(data):
    """Rows of (column, value) for both parts, columns from 1; document frequencies from the training part."""
    import Stemmer  # Debian: python3-stemmer
    stem = Stemmer.Stemmer("english")
    bags = {}
    for part, items in data.items():
        bags[part] = []
        for _, title, text in items:
            words = stem.stemWords(re.findall(r"\w\w+", (title + " " + text).lower()))
            bags[part].append(collections.Counter(words + [a + " " + b for a, b in zip(words, words[1:])]))
    frequency = collections.Counter(term for bag in bags["train"] for term in bag)
    column = {term: i + 1 for i, term in enumerate(sorted(t for t, n in frequency.items() if n >= 2))}
    n = len(bags["train"])
    rows = {}
    for part in bags:
        rows[part] = []
        for bag in bags[part]:
            row = sorted((column[t], (1 + math.log(c)) * (1 + math.log((1 + n) / (1 + frequency[t])))) for t, c in bag.items() if t in column)
            length = math.sqrt(sum(v * v for _, v in row)) or 1
            rows[part].append([(c, v / length) for c, v in row])
    return rows


def row_texts(rows):
    """One text a row, the label to be put before it."""
    return [" ".join(f"{c}:{v:.5f}" for c, v in row) for row in rows]


def liblinear(name, data, work):
    rows = vectors(data)
    texts = {part: row_texts(rows[part]) for part in rows}
    gold = [labels for labels, _, _ in data["test"]]
    single = all(len(labels) == 1 for labels in gold)
    labels = sorted({label for items in data.values() for given, _, _ in items for label in given})
    train, test, model = work / f"{name}.svm", work / f"{name}.test.svm", work / f"{name}.linear"
    test.write_text("".join(f"0 {t}\n" for t in texts["test"]))
    if single:
        number = {label: i + 1 for i, label in enumerate(labels)}
        train.write_text("".join(f"{number[x[0][0]]} {t}\n" for x, t in zip(data["train"], texts["train"])))
        trained, _ = run(["liblinear-train", "-s", 1, "-c", 1, "-B", 1, "-q", train, model])
        tested, _ = run(["liblinear-predict", "-q", test, model, work / "out"])
        said = [[labels[int(line) - 1]] for line in (work / "out").read_text().split()]
        return scores(gold, said), trained, tested, megabytes(model), "-s 1 -c 1 -B 1"
    trained = size = 0.0
    values = [[] for _ in gold]
    for label in labels:
        train.write_text("".join(f"{1 if label in x[0] else -1} {t}\n" for x, t in zip(data["train"], texts["train"])))
        trained += run(["liblinear-train", "-s", 1, "-c", 1, "-B", 1, "-w1", 2, "-q", train, model])[0]
        size += megabytes(model)
        lines = model.read_text().split("\n")
        sign = 1 if next(l for l in lines if l.startswith("label")).split()[1] == "1" else -1
        weights = [0.0] + [sign * float(w) for w in lines[lines.index("w") + 1:] if w]
        bias = weights.pop()
        weights += [0.0] * (max((row[-1][0] for row in rows["test"] if row), default=0) + 1 - len(weights))
        for value, row in zip(values, rows["test"]):
            value.append(bias + sum(weights[c] * v for c, v in row))
    said = []
    for value in values:
        best = max(range(len(labels)), key=value.__getitem__)
        said.append([labels[i] for i, v in enumerate(value) if v >= -0.3 or i == best])
    return scores(gold, said), trained, float("nan"), size, "-s 1 -c 1 -B 1 -w1 2, one a topic"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data"))
    ap.add_argument("--wiretag", default="build/wiretag")
    ap.add_argument("--work", type=pathlib.Path, default=pathlib.Path("build/topics-peers"))
    ap.add_argument("--only", default=",".join(SETS))
    ap.add_argument("--peers", default="ours,fasttext,liblinear")
    ap.add_argument("--rounds", type=int, default=0)
    a = ap.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    print(f"{'set':18} {'classifier':10} {'score':>13} {'train s':>8} {'docs/s':>8} {'MB':>7}  setting", flush=True)
    for name in a.only.split(","):
        data = load(a.data / "topics", name)
        for peer in a.peers.split(","):
            if peer == "ours":
                result = ours(name, data, a.work, a.wiretag)
            else:
                result = (fasttext if peer == "fasttext" else liblinear)(name, data, a.work)
            score, trained, tested, size, setting = result
            text = " / ".join(f"{x:.2f}" for x in score)
            speed = f"{len(data['test']) / tested:8.0f}" if tested == tested and tested > 0 else " " * 8
            print(f"{name:18} {peer:10} {text:>13} {trained:8.1f} {speed} {size:7.1f}  {setting}", flush=True)
        if a.rounds > 0 and "ours" in a.peers and "fasttext" in a.peers:
            print(f"{name:18} ours predicts {in_turn(name, data, a.work, a.wiretag, a.rounds):.2f} times as fast as fastText", flush=True)
        (a.work / f"{name}.best.bin").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
