"""Match, recogniser and topics beside the programs that others would use. Peers that are not there are left out and named."""
import json
import lzma
import os
import re
import subprocess
import sys
import tarfile

from table import Run

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers")
FAST_MB, SLOW_MB = 20, 4  # how much text the compiled and the Python programs scan
SKIPPED = "Peers: skipped; `make bench PEERS=1` installs and runs them."


def peer(context, *path):
    return os.path.join(context["work"], "peers", *path)


def has_module(context, name):
    python = peer(context, "venv/bin/python")
    return os.path.exists(python) and Run([python, "-c", f"import {name}"]).ok


def head_of(path, out, megabytes):
    """The first megabytes of a text, whole lines, for programs that refuse broken UTF-8 or are slow."""
    with open(path, "rb") as file:
        text = file.read(megabytes * 10**6)
    with open(out, "wb") as file:
        file.write(text[: text.rfind(b"\n") + 1])
    return out


# ---- match ---------------------------------------------------------------------------------------


class Matcher:
    """One way to find names: how it is built and run, and what came out for one dictionary."""

    def __init__(self, name, command, suffix, slow=False, own_file=True):
        self.name, self.command, self.suffix, self.slow, self.own_file = name, command, suffix, slow, own_file
        self.reset()

    def reset(self):
        self.built = self.best = None
        self.memory = self.build_s = self.file_mb = self.open_ms = self.matches = self.note = None

    def build(self, context, size):
        names = os.path.join(context["work"], "dict", f"names-{size}.txt")
        self.file = os.path.join(context["work"], "dict", f"{self.suffix}-{size}") if self.own_file else names
        run = Run(self.command + ["build", names, self.file], limit=900)
        if run.ok:
            self.built, self.build_s, self.build_memory = True, run.values()["build_s"], run.memory
            self.file_mb = os.path.getsize(self.file) / 1e6 if self.own_file else None
        else:
            self.note = "no end in 15 minutes" if run.late else (run.errors.strip().splitlines() or ["failed"])[-1][:60]

    def scan(self, text):
        run = Run(self.command + ["scan", self.file, text, 1])
        if not run.ok:
            self.built, self.note = None, (run.errors.strip().splitlines() or ["failed"])[-1][:60]
            return
        values = run.values()
        self.best = max(self.best or 0, values["mb_s"])
        self.open_ms = min(self.open_ms or 1e9, values["open_ms"])
        self.matches = values["matches"] / os.path.getsize(text) * 1e6
        self.memory = max(self.memory or 0, run.memory)

    def row(self, ours):
        ratio = None if not (self.best and ours) else ours / self.best
        return [self.name, self.best, ratio, self.build_s, self.build_memory, self.file_mb, self.open_ms, self.memory, self.matches]


class Ours(Matcher):
    """`wiretag gazetteer build` and bench_match; its lines are for people, so they are read by pattern."""

    def __init__(self, context):
        super().__init__("Wiretag", [], "wiretag")
        self.build_tool, self.bench = os.path.join(context["build"], "wiretag"), os.path.join(context["work"], "bench_match")
        self.bytes_a_name = None

    def build(self, context, size):
        table = os.path.join(context["work"], "dict", f"names-{size}.tsv")
        self.file = os.path.join(context["work"], "dict", f"wiretag-{size}.wtg")
        run = Run([self.build_tool, "gazetteer", "build", table, "-q", "--keep-going", "-t", 1, "-o", self.file], limit=1800)
        if not os.path.exists(self.file) or run.late:
            self.note = "no gazetteer: " + run.errors.strip()[:80]
            return
        self.built, self.build_s, self.build_memory = True, run.cpu, run.memory
        self.file_mb = os.path.getsize(self.file) / 1e6

    def scan(self, text):
        run = Run([self.bench, self.file, text, 1])
        found = re.search(r"^longest.*?tokenize \+ match ([\d.]+) MB/s.*?(\d+) hits", run.output, re.M)
        opened = re.search(r"^open\s+([\d.]+) ms", run.output, re.M)
        a_name = re.search(r"([\d.]+) bytes a name", run.output)
        if not (run.ok and found and opened):
            self.built, self.note = None, (run.errors.strip() or "cannot read the output of bench_match")[:80]
            return
        self.best = max(self.best or 0, float(found[1]))
        self.open_ms = min(self.open_ms or 1e9, float(opened[1]))
        self.matches = int(found[2]) / os.path.getsize(text) * 1e6
        self.memory = max(self.memory or 0, run.memory)
        self.bytes_a_name = float(a_name[1]) if a_name else None


def matchers(context, report):
    """The peers that are there; says which are not."""
    python, rust, hyperscan = peer(context, "venv/bin/python"), peer(context, "match-peers"), peer(context, "hyperscan")
    script = os.path.join(HERE, "python_match.py")
    found, absent = [], []
    for there, item in [
        (os.path.exists(hyperscan), Matcher("Hyperscan, literal", [hyperscan, "literal"], "hyperscan-literal")),
        (os.path.exists(hyperscan), Matcher("Hyperscan, words in any case", [hyperscan, "words"], "hyperscan-words")),
        (os.path.exists(rust), Matcher("aho-corasick", [rust, "aho-corasick"], "", own_file=False)),
        (os.path.exists(rust), Matcher("daachorse", [rust, "daachorse"], "daachorse")),
        (has_module(context, "ahocorasick"), Matcher("pyahocorasick", [python, script, "pyahocorasick"], "pyahocorasick", slow=True)),
        (has_module(context, "flashtext"), Matcher("FlashText, words in any case", [python, script, "flashtext"], "flashtext", slow=True)),
    ]:
        (found if there else absent).append(item)
    if absent:
        report.note("Not available: " + "; ".join(item.name for item in absent) + ".")
    return found


def dictionaries(context, sizes):
    folder = os.path.join(context["work"], "dict")
    wanted = [s for s in sizes if not os.path.exists(os.path.join(folder, f"names-{s}.tsv"))]
    if wanted:
        Run([sys.executable, os.path.join(HERE, "make_dictionary.py"), os.path.join(context["shared"], "gazetteer"), folder, *wanted], limit=1800)


def match_size(report, context, size, rivals):
    ours = Ours(context)
    rivals = [r for r in rivals if size <= 10**6]
    fast = head_of(context["text"], os.path.join(context["work"], "text-fast.txt"), FAST_MB)
    slow = head_of(context["text"], os.path.join(context["work"], "text-slow.txt"), SLOW_MB)
    for item in [ours, *rivals]:
        item.reset()
        item.build(context, size)
    for _ in range(context["rounds"]):
        for item in [ours, *rivals]:
            if item.built:
                item.scan(slow if item.slow else fast)
    report.table(["%s names" % f"{size:,}", "MB/s", "Wiretag is x times", "build s", "build peak MB", "file MB", "open ms", "peak MB", "matches/MB"],
                 [item.row(ours.best) for item in [ours, *rivals] if item.built])
    for item in [ours, *rivals]:
        if not item.built:
            report.note(f"{item.name}: {item.note}.")
    if ours.built and size == 10**6:
        fastest = max((r.best for r in rivals if r.best), default=None)
        quickest = min((r.build_s for r in rivals if r.built), default=None)
        report.target("match, 1,000,000 names: times the fastest peer", fastest and ours.best / fastest, 2.5)
        report.target("match: build time over the quickest peer's", quickest and ours.build_s / quickest, 1, at_least=False)
        report.target("match: open, ms", ours.open_ms, 5, at_least=False)
        report.target("match: bytes a name on disk", ours.bytes_a_name, 64, at_least=False)
    return ours


def match(report, context):
    report.title("Match stage (tokenizing and folding included) beside multi-pattern matchers")
    if not os.path.exists(os.path.join(context["work"], "bench_match")):
        report.note("Skipped: bench_match is not built.")
        return
    if not os.path.isdir(os.path.join(context["shared"], "gazetteer")):
        report.note("Skipped: the dictionaries are made from ../shared/data/gazetteer, which is not there.")
        return
    sizes = [10**5, 10**6] + ([10**7] if context["peers"] else [])
    dictionaries(context, sizes)
    report.note(
        f"The same names for all. Text: {FAST_MB} MB of the dump ({SLOW_MB} MB for the Python libraries). Wiretag finds whole words with case, accents and hyphens folded and case "
        "rules; literal peers find bytes, inside of words too. Hyperscan reports every match, the others the longest. Build and scan on one thread, CPU time; aho-corasick "
        "has no file, so opening is building."
    )
    rivals = matchers(context, report) if context["peers"] else []
    if not context["peers"]:
        report.note(SKIPPED)
    ours = {size: match_size(report, context, size, rivals) for size in sizes}
    if 10**7 in ours and ours[10**7].best and ours[10**6].best:
        report.target("match: 10,000,000 names slower than 1,000,000 by", ours[10**6].best / ours[10**7].best, 1.3, at_least=False)


# ---- recogniser ----------------------------------------------------------------------------------


def conll(context):
    """The training part of CoNLL-2003, for measuring only; None when it is not there."""
    archive = os.path.join(context["shared"], "ner/conll2003.tar.xz")
    if not os.path.exists(archive):
        return None
    path = os.path.join(context["work"], "conll-train.iob2")
    with tarfile.open(archive) as tar, open(path, "wb") as out:
        out.writelines(line for line in tar.extractfile("conll2003/train.iob2") if not line.startswith(b"-DOCSTART-"))
    return path


def wapiti_speed(context, corpus, tokens):
    """Tokens/s of labelling: features from its own example patterns less those of parts of speech. None: not there."""
    program, patterns = peer(context, "wapiti"), peer(context, "libwapiti-0.2.1/cwapiti/dat/nppattern.txt")
    model, own = peer(context, "wapiti.model"), peer(context, "wapiti.patterns")
    if not (os.path.exists(program) and os.path.exists(patterns)):
        return None
    with open(patterns) as source, open(own, "w") as out:
        out.writelines(line for line in source if "Pos-" not in line)
    if not os.path.exists(model) and not Run([program, "train", "-a", "sgd-l1", "-i", 8, "-t", 2, "-c", "-p", own, corpus, model], limit=1800).ok:
        return None
    empty = peer(context, "empty.txt")
    open(empty, "w").close()
    seconds, opening = 1e9, 1e9
    for _ in range(context["rounds"]):
        opening = min(opening, Run([program, "label", "-m", model, empty, "/dev/null"]).cpu)
        seconds = min(seconds, Run([program, "label", "-m", model, tokens, "/dev/null"]).cpu)
    with open(tokens, "rb") as file:
        n = sum(1 for line in file if line != b"\n")
    return n / (seconds - opening)


def crfsuite_speed(context, corpus, tokens):
    if not has_module(context, "pycrfsuite"):
        return None
    python, script, model = peer(context, "venv/bin/python"), os.path.join(HERE, "python_crf.py"), peer(context, "crfsuite.model")
    if not os.path.exists(model) and not Run([python, script, "train", corpus, model], limit=1800).ok:
        return None
    run = Run([python, script, "tag", model, tokens, context["rounds"]])
    return run.values().get("tokens_s") if run.ok else None


def recogniser(report, context):
    report.title("Recogniser beside CRF taggers")
    ours = context["stages"]["recognise"]["mtoken_s"] * 1e6
    rows = [["Wiretag, recognise stage", ours, 1.0]]
    corpus = conll(context)
    if not context["peers"]:
        report.note(SKIPPED)
    elif corpus is None:
        report.note("Peers: skipped; they are trained on ../shared/data/ner/conll2003, which is not there.")
    else:
        report.note(
            "The peers are trained on CoNLL-2003 with an L1 penalty, quickly, because only speed counts here, and tag the same tokens. Wapiti: its example patterns without parts of speech, features included in the "
            "time. CRFsuite: the library's tagging alone, its features are made beforehand."
        )
        for name, speed in (("Wapiti", wapiti_speed), ("CRFsuite, without features", crfsuite_speed)):
            tokens_s = speed(context, corpus, context["tokens"])
            rows.append([name, "not available" if tokens_s is None else tokens_s, tokens_s and ours / tokens_s])
            if name == "Wapiti":
                report.target("recogniser: times Wapiti, where a model is built", tokens_s and ours / tokens_s, 80)
    report.table(["one thread", "tokens/s", "Wiretag is x times"], rows)


# ---- topics --------------------------------------------------------------------------------------


def fasttext_speed(context):
    """Seconds in which fastText labels the lines; None when something is missing."""
    source = os.path.join(context["shared"], "topics/wiki_current_events/train.jsonl.xz")
    if not os.path.exists(source) or not Run(["which", "fasttext"]).ok:
        return None
    model, train = peer(context, "fasttext"), peer(context, "fasttext.train")
    if not os.path.exists(model + ".bin"):
        with lzma.open(source, "rt", encoding="utf-8") as file, open(train, "w", encoding="utf-8") as out:
            for line in file:
                item = json.loads(line)
                words = re.findall(r"\w+", f"{item['title']} {item['text']}".lower())
                labels = " ".join("__label__" + label.replace(" ", "_") for label in item["labels"])
                out.write(f"{labels} {' '.join(words)}\n")
        if not Run(["fasttext", "supervised", "-input", train, "-output", model, "-wordNgrams", 2, "-epoch", 5, "-thread", 1]).ok:
            return None
    empty = peer(context, "empty.txt")
    open(empty, "w").close()
    seconds, opening = 1e9, 1e9
    for _ in range(context["rounds"]):
        opening = min(opening, Run(["fasttext", "predict-prob", model + ".bin", empty, 3]).cpu)
        with open(os.devnull, "wb") as null:
            seconds = min(seconds, Run(["fasttext", "predict-prob", model + ".bin", context["lines"], 3], stdout=null).cpu)
    return seconds - opening


def topics(report, context):
    report.title("Topics beside fastText")
    stages, size = context["stages"], os.path.getsize(context["text"]) / 1e6
    alone = stages["topics"]["seconds"]
    whole = alone + stages["tokenize"]["seconds"]
    rows = [["Wiretag, topics stage", size / alone, None], ["Wiretag, tokenize and topics", size / whole, None]]
    seconds = fasttext_speed(context) if context["peers"] else None
    if context["peers"]:
        report.note("fastText is trained on wiki_current_events (word pairs, 5 epochs, its defaults else) and reads folded words, one article a line: it splits at spaces, no more.")
        rows.append(["fastText, predict", "not available" if seconds is None else size / seconds, seconds and seconds / alone])
        report.target("topics: times fastText, stage alone", seconds and seconds / alone, 2)
        report.target("topics: times fastText, with tokenizing", seconds and seconds / whole, 2)
    else:
        report.note(SKIPPED)
    report.table(["one thread", "MB/s", "the stage is x times"], rows)
