"""Run the cases of edge-cases.txt. usage: edge_cases.py PROGRAM CASES [TAG OPTION...]; the format is told in the file of cases."""
import json
import subprocess
import sys


def read_cases(path):
    cases = []
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        line = line.rstrip("\n")
        if line.startswith("> "):
            cases.append((number, line[2:].replace("\\n", "\n").replace("\\t", "\t"), []))
        elif line and not line.startswith("#"):
            cases[-1][2].append((number, line))
    return cases


def holds(expectation, text, record):
    """None when the expectation holds, else what was found instead."""
    mentions = [(m, e) for e in record["entities"] for m in e["mentions"]]
    kind, rest = expectation.split(" ", 1)
    if kind == "no":
        start = text.index(rest)
        touching = [m["text"] for m, _ in mentions if m["start"] < start + len(rest) and start < m["end"]]
        return ", ".join(touching) or None
    rest, _, other = rest.partition(" -> ")
    surface, _, wanted = rest.partition(" = ")
    found = [e for m, e in mentions if m["text"] == surface and e["type"] == kind]
    if not found:
        return ", ".join(f"{e['type']} {m['text']}" for m, e in mentions) or "nothing"
    if wanted and not any((e["id"] or "-") == wanted for e in found):
        return ", ".join(e["id"] or "-" for e in found)
    if other and not any(m["text"] == other for e in found for m in e["mentions"]):
        return "entities of their own"
    return None


def main():
    program, path, *options = sys.argv[1:]
    cases = read_cases(path)
    dump = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text, _ in cases)
    out = subprocess.run([program, "tag", "--quiet", "--no-topics", "--zones", "all", *options, "-"], input=dump, text=True,
                         capture_output=True, check=True).stdout
    passed = failed = open_ones = 0
    for (_, text, expectations), record in zip(cases, map(json.loads, out.splitlines()), strict=True):
        for number, expectation in expectations:
            known = expectation.startswith("? ")
            instead = holds(expectation.removeprefix("? "), text, record)
            if instead is None and known:
                print(f"{path}:{number}: holds now, remove the mark: {expectation}")
                failed += 1
            elif instead is None:
                passed += 1
            elif known:
                open_ones += 1
            else:
                print(f"{path}:{number}: {expectation}: found {instead}")
                failed += 1
    print(f"{passed} passed, {failed} failed, {open_ones} known to be wrong")
    sys.exit(failed > 0)


main()
