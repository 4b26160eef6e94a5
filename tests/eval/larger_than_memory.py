#!/usr/bin/env python3
"""A gazetteer larger than memory still tags, and processes share its pages.

usage: larger_than_memory.py WIRETAG GAZETTEER DUMP [--limit MB] [--articles N]

Tags the first N articles of DUMP (JSON Lines, zst) with GAZETTEER alone: once freely, once in a control group (version 1 or 2) whose
memory, page cache and mapped files included, is limited to MB, from a cold cache. Both must give the same bytes. Then two
processes keep the file open at a time, and /proc/PID/smaps tells what each of them has of it alone. Needs root; where control
groups cannot be made, it says so and leaves that part out.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

MB = 1 << 20
ROOT = "/sys/fs/cgroup"


class Group:
    """A control group with a limit on memory, or None of it where the system has none."""

    def __init__(self, limit):
        self.new = os.path.exists(ROOT + "/cgroup.controllers")
        self.path = ROOT + ("/wiretag-test-%d" if self.new else "/memory/wiretag-test-%d") % os.getpid()
        os.mkdir(self.path)
        self.write("memory.max" if self.new else "memory.limit_in_bytes", limit)

    def write(self, name, value):
        with open(os.path.join(self.path, name), "w") as f:
            f.write(str(value))

    def read(self, *names):
        for name in names:
            try:
                with open(os.path.join(self.path, name)) as f:
                    return f.read()
            except OSError:
                continue
        return ""

    def enter(self):
        self.write("cgroup.procs", os.getpid())

    def peak(self):
        return int(self.read("memory.peak", "memory.max_usage_in_bytes") or 0)

    def faults(self):
        found = re.search(r"^pgmajfault (\d+)", self.read("memory.stat"), re.M)
        return int(found[1]) if found else 0

    def close(self):
        os.rmdir(self.path)


def forget(path):
    """Takes a file out of the page cache, also what a process that has just ended still had in hand."""
    for _ in range(5):
        time.sleep(0.3)
        with open(path, "rb") as f:
            os.fsync(f.fileno())
            os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def status(pid, name):
    with open("/proc/%d/status" % pid) as f:
        found = re.search(r"^%s:\s+(\d+) kB" % name, f.read(), re.M)
    return int(found[1]) * 1024 if found else 0


def tag(command, articles, out, group=None):
    """Seconds, peak of the resident set, peak of what is not a mapped file."""
    with open(articles, "rb") as stdin:
        start = time.monotonic()
        process = subprocess.Popen(command + ["-", "-o", out], stdin=stdin, preexec_fn=group.enter if group else None)
        anonymous = resident = 0
        while process.poll() is None:
            try:
                anonymous, resident = max(anonymous, status(process.pid, "RssAnon")), max(resident, status(process.pid, "VmHWM"))
            except OSError:
                break
            time.sleep(0.02)
        if process.wait() != 0:
            sys.exit("larger_than_memory: tagging failed with status %d" % process.returncode)
    return time.monotonic() - start, resident, anonymous


def mapped(pid, path):
    """Rss and Pss of the mapping of a file."""
    with open("/proc/%d/smaps" % pid) as f:
        parts = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", f.read(), flags=re.M)
    rss = pss = 0
    for part in parts:
        if part.split("\n")[0].endswith(os.path.realpath(path)):
            rss += int(re.search(r"^Rss:\s+(\d+)", part, re.M)[1]) * 1024
            pss += int(re.search(r"^Pss:\s+(\d+)", part, re.M)[1]) * 1024
    return rss, pss


def shared(command, gazetteer, article):
    """Two processes that have tagged an article and wait for the next."""
    running = [subprocess.Popen(command + ["-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for p in running:
        p.stdin.write(article)
        p.stdin.flush()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = [mapped(p.pid, gazetteer) for p in running]
        if all(rss > 0.9 * os.path.getsize(gazetteer) for rss, _ in found):
            break
        time.sleep(0.1)
    for p in running:
        p.stdin.close()
        p.stdout.read()
        p.wait()
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("wiretag")
    ap.add_argument("gazetteer")
    ap.add_argument("dump")
    ap.add_argument("--limit", type=int, default=128)
    ap.add_argument("--articles", type=int, default=2000)
    args = ap.parse_args()
    size = os.path.getsize(args.gazetteer)
    command = [args.wiretag, "tag", "--quiet", "--no-world", "--rules", "--no-topics", "--threads", "1", "-g", args.gazetteer]
    with tempfile.TemporaryDirectory() as work:
        articles = os.path.join(work, "articles.jsonl")
        with open(articles, "wb") as out:
            unpack = subprocess.Popen(["zstd", "-dc", args.dump], stdout=subprocess.PIPE)
            for _, line in zip(range(args.articles), unpack.stdout):
                out.write(line)
            unpack.kill()
        with open(articles, "rb") as f:
            first = f.readline()
        print("gazetteer %.0f MB, %d articles, %.1f MB" % (size / MB, args.articles, os.path.getsize(articles) / MB))
        seconds, resident, anonymous = tag(command, articles, work + "/free")
        print("without a limit: %.1f s, resident %.0f MB, of it not mapped from files %.0f MB" % (seconds, resident / MB, anonymous / MB))
        try:
            group = Group(args.limit * MB)
        except OSError as e:
            print("no control group here (%s): the limited run is left out" % e.strerror)
            group = None
        if group:
            forget(args.gazetteer)
            try:
                seconds, resident, anonymous = tag(command, articles, work + "/limited", group)
                peak, faults = group.peak(), group.faults()
            finally:
                group.close()
            print("in %d MB: %.1f s, peak of the group %.0f MB, resident %.0f MB, not mapped from files %.0f MB, %d page faults from disk" % (
                args.limit, seconds, peak / MB, resident / MB, anonymous / MB, faults))
            with open(work + "/free", "rb") as a, open(work + "/limited", "rb") as b:
                if a.read() != b.read():
                    sys.exit("larger_than_memory: the records differ")
            if peak > args.limit * MB or size < 2 * args.limit * MB:
                sys.exit("larger_than_memory: the limit was not kept, or the gazetteer is too small for a test")
        ok = True
        for rss, pss in shared(command, args.gazetteer, first):
            print("of two processes one has %.0f MB of the gazetteer in memory, its share is %.0f MB" % (rss / MB, pss / MB))
            ok &= rss > 0 and pss < 0.6 * rss
        if not ok:
            sys.exit("larger_than_memory: pages are not shared")


main()
