#!/usr/bin/env python3
"""Check rules of the source tree that a compiler does not know.

usage: check_source.py [LIBRARY.a]
layers   a file includes only files of its own layer's folder or of a layer below (DESIGN.md, "Layers")
banned   functions that depend on the locale, on hidden state, or on a caller's luck
names    file names are unique across the folders of pipeline/
globals  the library has no mutable file-scope variable (needs LIBRARY.a and objdump)
Prints one line a finding and exits 1 when there is one.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "pipeline"

# What each folder may include besides itself. wiretag.h is open to all; "." is pipeline/ itself.
MAY_USE = {
    "base": set(),
    "text": {"base"},
    "clean": {"base", "text"},
    "match": {"base", "text"},
    "recognise": {"base", "text"},
    "topics": {"base", "text"},
    "resolve": {"base", "text", "match", "recognise"},
    ".": {"base", "text", "clean", "match", "recognise", "topics", "resolve"},
    "read": {"base", "text"},
    "import": {"base", "text", "read"},
    "write": {"base", "text", "clean", "."},
    "train": {"base", "text", "match", "recognise", "topics", "read", "clean", "."},
    "cli": {"base", "text", "clean", "match", "recognise", "topics", "resolve", "read", "import", "write", "train", "."},
}

BANNED = {
    r"\b(?:isalpha|isdigit|isalnum|isspace|isupper|islower|ispunct|toupper|tolower|isxdigit)\s*\(": "ctype depends on the locale",
    r"\bsetlocale\s*\(": "the locale belongs to the caller",
    r"\b(?:strtok|rand|srand|gmtime|localtime|asctime|strerror_r|tmpnam|tempnam)\s*\(": "hidden state",
    r"\b(?:gets|strcpy|strcat|sprintf|vsprintf|scanf|sscanf|atoi|atol|atof|alloca)\s*\(": "no bound or no error",
    r"\bstr(?:case|ncase)cmp\s*\(": "depends on the locale",
}
ONLY_IN = {
    r"\b(?:malloc|calloc|realloc|free|strdup|strndup)\s*\(": ("base/mem.c",),
    r"#include <omp\.h>|#pragma omp": ("base/threads.c",),
    r"#include <libstemmer\.h>": ("text/stem.c",),
}
ONLY_CLI = r"(?<![\w.>])(?:exit|abort|_exit|printf|puts|perror)\s*\(|\bfprintf\s*\(\s*stderr|\bstdin\b"


def without_comments(text):
    keep_lines = lambda m: re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', lambda m: m.group(0) if m.group(0)[0] == '"' else keep_lines(m), text, flags=re.S)


def findings():
    seen = {}
    for path in sorted(ROOT.rglob("*.[ch]")):
        name = path.relative_to(ROOT).as_posix()
        folder = path.relative_to(ROOT).parts[0] if "/" in name else "."
        if path.name in seen:
            yield f"{name}: has the same file name as {seen[path.name]}"
        seen[path.name] = name
        text = without_comments(path.read_text(encoding="utf8"))
        for number, line in enumerate(text.split("\n"), 1):
            where = f"pipeline/{name}:{number}"
            m = re.match(r'\s*#include "([^"]+)"', line)
            if m and m.group(1) != "wiretag.h":
                target = m.group(1).split("/")[0] if "/" in m.group(1) else "."
                if target != folder and target not in MAY_USE.get(folder, set()):
                    yield f"{where}: {folder}/ may not include {m.group(1)}"
            bare = re.sub(r'"(?:\\.|[^"\\])*"', '""', line)
            for pattern, why in BANNED.items():
                if re.search(pattern, bare):
                    yield f"{where}: banned: {why}: {bare.strip()}"
            for pattern, files in ONLY_IN.items():
                if name not in files and re.search(pattern, bare):
                    yield f"{where}: only {', '.join(files)} may: {bare.strip()}"
            if folder != "cli" and re.search(ONLY_CLI, bare):
                yield f"{where}: only cli/ may print or exit: {bare.strip()}"


def mutable_globals(library):
    listing = subprocess.run(["objdump", "-t", library], capture_output=True, text=True, check=True).stdout
    member = "?"
    for line in listing.splitlines():
        if ":     file format" in line:
            member = line.split(":")[0]
        # "0000 l     O .data  0008 name"; constants with pointers lie in .data.rel.ro
        m = re.search(r"\sO\s+(\.t?data|\.t?bss|\*COM\*)\S*\s+[0-9a-f]+\s+(\S+)$", line)
        # sanitizers and gcc add symbols of their own, with a dot or a double underscore in front
        if m and ".data.rel.ro" not in line and not m.group(2).startswith(("__", ".")):
            yield f"{member}: mutable variable {m.group(2)}"


def main():
    found = list(findings())
    if len(sys.argv) > 1:
        found += mutable_globals(sys.argv[1])
    print(*found, sep="\n", end="\n" if found else "")
    print(f"check_source: {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
