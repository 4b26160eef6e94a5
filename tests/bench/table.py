"""Commands with their time and memory, and tables of what came out."""
import os
import subprocess
import tempfile
import time


class Run:
    """A finished command: wall and cpu in seconds, memory (peak) in MB, output, exit code."""

    def __init__(self, command, limit=900, stdout=None):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("WIRETAG_")}
        environment["OMP_WAIT_POLICY"] = "passive"
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            start = time.monotonic()
            child = subprocess.Popen(
                ["timeout", "--foreground", str(limit)] + [str(c) for c in command],
                stdout=stdout or out, stderr=errors, stdin=subprocess.DEVNULL, env=environment,
            )
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            self.wall = time.monotonic() - start
            out.seek(0), errors.seek(0)
            self.output = out.read().decode(errors="replace")
            self.errors = errors.read().decode(errors="replace")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1e3
        self.code = child.returncode
        self.ok = child.returncode == 0
        self.late = child.returncode == 124

    def values(self):
        """The KEY VALUE lines of the output."""
        pairs = (line.split() for line in self.output.splitlines())
        return {p[0]: float(p[1]) for p in pairs if len(p) == 2}


def figure(value, digits=3):
    """A number with about three digits that count; None is a dash."""
    if value is None:
        return "-"
    if isinstance(value, (str, bool)):
        return str(value)
    size = abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else digits
    return f"{value:,.{places}f}"


class Report:
    """Prints tables as they come and keeps them as Markdown."""

    def __init__(self):
        self.markdown = []
        self.targets = []

    def title(self, text):
        print(f"\n{text}\n{'-' * len(text)}", flush=True)
        self.markdown += ["", f"## {text}", ""]

    def note(self, text):
        print(text, flush=True)
        self.markdown += [text, ""]

    def table(self, head, rows):
        cells = [head] + [[figure(c) for c in row] for row in rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
        for n, row in enumerate(cells):
            line = [c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))]
            print("  " + "  ".join(line).rstrip())
            self.markdown.append("| " + " | ".join(row) + " |")
            if n == 0:
                self.markdown.append("|" + "|".join(["---"] + ["---:"] * (len(head) - 1)) + "|")
        print(flush=True)
        self.markdown.append("")

    def target(self, what, value, bound, at_least=True, unit=""):
        """A goal and how far the run is from it. Nothing fails."""
        met = "-" if value is None else "yes" if (value >= bound) == at_least or value == bound else "no"
        sign = "at least" if at_least else "at most"
        self.targets.append([what, figure(value), f"{sign} {bound:g}{unit}", met])

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.markdown).strip() + "\n")
