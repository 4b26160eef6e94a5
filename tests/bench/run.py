"""The measurements of `make bench`; run.sh says how to call it. Environment: BUILD, PEERS, BENCH_MB, ROUNDS, ONLY, MARKDOWN."""
import datetime
import gzip
import os
import platform
import shutil
import subprocess
import sys

from peer_runs import match, recogniser, topics
from table import Report, Run

BUILD = os.environ["BUILD"]
WORK = os.path.join(BUILD, "bench")
SHARED = "../shared/data"
VOLUME = os.path.join(SHARED, "articles/volume.jsonl.zst")
SAMPLE = "tests/data/sample.jsonl.gz"
ROUNDS = int(os.environ.get("ROUNDS") or 3)
MEGABYTES = int(os.environ.get("BENCH_MB") or 60)
ONLY = set((os.environ.get("ONLY") or "pipeline match recogniser topics").split())


def shell(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def machine(report):
    cpu = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    report.title("Machine")
    report.note(
        f"{datetime.date.today()}, commit {shell('git', 'rev-parse', '--short', 'HEAD') or 'unknown'}, {cpu}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}, {(shell('cc', '--version') or 'no cc').splitlines()[0]}. "
        f"Load when it began: {os.getloadavg()[0]:.1f}."
    )
    report.note(
        f"Every number is the best of {ROUNDS} rounds, rounds of all rivals interleaved. One thread: CPU time; several threads: wall time, which only "
        "a machine without other load gives right. MB are 10^6 bytes."
    )


class Dump:
    """The input of all measurements: plain and packed, bytes and articles."""

    def __init__(self):
        self.plain = os.path.join(WORK, "dump.jsonl")
        self.packed = self.plain + ".zst"
        zstd = shutil.which("zstd")
        if os.path.exists(VOLUME) and zstd:
            self.what = "the volume dump" if MEGABYTES == 0 else f"the first {MEGABYTES} MB of the volume dump"
            source = subprocess.Popen([zstd, "-dcq", VOLUME], stdout=subprocess.PIPE)
            self.save(source.stdout, MEGABYTES * 10**6)
            source.stdout.close()
            source.wait()
        else:
            self.what = "the sample dump, repeated (no ../shared data, or no zstd)"
            with gzip.open(SAMPLE) as file:
                lines = [line for line in file if line.startswith(b"{")]
            self.save(lines * (20 * 10**6 // sum(map(len, lines)) + 1), 0)
        if zstd:
            subprocess.run([zstd, "-qf", "-3", self.plain, "-o", self.packed], check=True)
        else:
            self.packed = self.plain

    def save(self, lines, most):
        self.size = self.articles = 0
        with open(self.plain, "wb") as out:
            for line in lines:
                if most and self.size + len(line) > most:
                    break
                out.write(line)
                self.size += len(line)
                self.articles += 1
        self.megabytes = self.size / 1e6


def pipeline(report, dump):
    """The whole program beside the floors; returns MB/s of one thread with topics."""
    report.title("Pipeline: wiretag tag, whole")
    report.note(f"Input: {dump.what}, {dump.articles:,} articles, {dump.megabytes:.1f} MB of JSON, read packed (zstd). MB/s count the JSON.")
    models = [f for f in os.listdir(BUILD) if f.endswith(".wtm")]
    report.note(f"Models: {', '.join(sorted(models)) or 'none'}; gazetteer world.wtg.")
    best, floors = {}, {}
    for _ in range(ROUNDS):
        for threads in (1, 2):
            for with_topics in (True, False):
                command = [os.path.join(BUILD, "wiretag"), "tag", dump.packed, "-q", "-t", threads, "-o", "/dev/null"]
                run = Run(command + ([] if with_topics else ["--no-topics"]))
                if run.code not in (0, 1):  # 1: rejects, which the sample holds on purpose
                    sys.exit(f"bench: wiretag tag failed: {run.errors}")
                seen = best.setdefault((threads, with_topics), run)
                seen.wall, seen.cpu = min(seen.wall, run.wall), min(seen.cpu, run.cpu)
                seen.memory = max(seen.memory, run.memory)
        run = Run([os.path.join(WORK, "bench_floors"), dump.plain, dump.packed, 1])
        for line in run.output.splitlines():
            name, seconds = line.split()[:2]
            floors[name] = min(floors.get(name, 1e9), float(seconds))

    one = best[1, True].cpu
    rows = []
    for (threads, with_topics), run in best.items():
        seconds = run.cpu if threads == 1 else run.wall
        rows.append([f"{threads} thread{'s' * (threads > 1)}, {'with' if with_topics else 'without'} topics", dump.megabytes / seconds,
                     dump.articles / seconds, run.wall, run.cpu, run.memory])
    report.table(["wiretag tag", "MB/s", "articles/s", "wall s", "CPU s", "peak MB"], rows)
    speedup = {topics: best[1, topics].wall / best[2, topics].wall for topics in (True, False)}
    report.note(f"Speed-up of 2 threads over 1 (wall): {speedup[True]:.2f} with topics, {speedup[False]:.2f} without.")
    report.table(["floor, one thread", "MB/s", "Wiretag takes this many times as long"],
                 [[name, dump.megabytes / seconds, one / seconds] for name, seconds in floors.items()])
    report.target("pipeline: speed-up of 2 threads", speedup[True], 1.8)
    report.target("pipeline: MB/s, 2 threads, with topics", dump.megabytes / best[2, True].wall, 25)
    report.target("pipeline: peak memory, MB", max(r.memory for r in best.values()), 300, at_least=False)


def stages(report, dump):
    """Each stage alone; returns {stage: seconds} and the totals of the last line."""
    report.title("Stages, one thread")
    named = lambda part: next((os.path.join(BUILD, f) for f in sorted(os.listdir(BUILD)) if f.startswith(part) and f.endswith(".wtm")), "-")
    run = Run([os.path.join(WORK, "bench_stages"), dump.plain, os.path.join(BUILD, "world.wtg"), named("recogniser"), named("topics"), 0, ROUNDS])
    if not run.ok:
        sys.exit(f"bench: bench_stages failed: {run.errors}")
    lines = run.output.splitlines()
    head, totals = lines[0].split(), lines[-1].lstrip("# ")
    rows = [[c if i == 0 or c.endswith("%") else float(c) for i, c in enumerate(line.split())] for line in lines[1:-1]]
    report.table(head, rows)
    report.note(f"MB/s count the text of titles and bodies, those of recognise and topics the English text, which they are asked about: {totals}; peak memory {run.memory:.0f} MB, the dump in it.")
    if named("recogniser") == "-":
        report.note("recognise: rules only, no model is built.")
    found = {row[0]: {"seconds": row[1], "mb_s": row[2], "mtoken_s": row[3]} for row in rows}
    rules = " (rules)" if named("recogniser") == "-" else ""
    report.target(f"recogniser alone{rules}: million tokens/s", found["recognise"]["mtoken_s"], 4)
    report.target("topics alone: MB/s", found["topics"]["mb_s"], 60)
    return found


def main():
    os.makedirs(WORK, exist_ok=True)
    report = Report()
    machine(report)
    dump = Dump()
    if "pipeline" in ONLY:
        pipeline(report, dump)
    found = stages(report, dump)
    files = [os.path.join(WORK, name) for name in ("text.txt", "tokens.txt", "lines.txt")]
    run = Run([os.path.join(WORK, "bench_export"), dump.plain, *files, 0, 200000])
    if not run.ok:
        sys.exit(f"bench: bench_export failed: {run.errors}")
    context = {"build": BUILD, "work": WORK, "shared": SHARED, "rounds": ROUNDS, "stages": found, "peers": bool(os.environ.get("PEERS")),
               "text": files[0], "tokens": files[1], "lines": files[2]}
    for section in (match, recogniser, topics):
        if section.__name__ in ONLY:
            section(report, context)
    report.title("Goals")
    report.table(["what", "measured", "goal", "met"], report.targets)
    report.note(f"Load at the end: {os.getloadavg()[0]:.1f}.")
    if os.environ.get("MARKDOWN"):
        report.write(os.environ["MARKDOWN"])


if __name__ == "__main__":
    main()
